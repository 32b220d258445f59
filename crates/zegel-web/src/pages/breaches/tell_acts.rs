//! What is done on the page of telling people: bring a list in, approve, start, pause, decide about doubt, bring reports in, post, finish.

use axum::extract::{Multipart, Path, Query, State};
use axum::response::Response;
use axum_extra::extract::Form as Sent;
use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;
use zegel_archive::breach::telling::Way;
use zegel_archive::telling::{self, Doubt};
use zegel_archive::{BreachFile, Desk, Error};
use zegel_model::BreachId;

use super::{Fields, Typed, done, local, tell};
use crate::texts::TEXTS;
use crate::{App, Page, Problem, SignedOn, download, upload};

/// Puts a refusal at the form, or at a field of it, in the words of this area.
pub(super) fn refused(
    mut typed: Typed,
    p: &Page,
    (field, problem): (&str, Problem),
) -> Result<Typed, Problem> {
    let id = format!("tell-error-{}", problem.code);
    if problem.code == "changed-meanwhile" {
        typed.is_outrun = true;
    } else if TEXTS.has(p.lang, &id) {
        typed.fail(field, p.t(&id));
    } else {
        return Err(problem);
    }
    Ok(typed)
}

/// Does something on the page and goes back to it, or shows what does not fit.
async fn act<T: Send + 'static>(
    (app, p, who, id): (App, Page, SignedOn, BreachId),
    typed: Typed,
    (field, what): (&str, &str),
    work: impl FnOnce(&mut Desk<'_>) -> Result<T, Error> + Send + 'static,
) -> Result<Response, Problem> {
    match app.with_desk(&who.person.id, work).await {
        Ok(_) => Ok(done(id, "/betrokkenen", what)),
        Err(problem) => {
            let typed = refused(typed, &p, (field, problem))?;
            tell::page(&app, p, &who, id, (typed, None)).await
        }
    }
}

/// Approves the text for the list, as a second person.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn approve(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let seen = typed.seen();
    act((app, p, who, id), typed, ("", "approved"), move |desk| telling::approve(desk, (id, seen))).await
}

/// Starts the sending, or goes on with it.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn start(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
) -> Result<Response, Problem> {
    let sender = app.clone();
    let answer =
        act((app, p, who, id), Typed::default(), ("", "started"), move |desk| telling::start(desk, id)).await;
    sender.telling_started.notify_one();
    answer
}

/// Pauses the sending.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn pause(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
) -> Result<Response, Problem> {
    act((app, p, who, id), Typed::default(), ("", "paused"), move |desk| telling::pause(desk, id)).await
}

/// Decides about a letter in doubt, or about all of them.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn doubt(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let which: Option<Uuid> = typed.get("brief").parse().ok();
    let (doubt, what) = match typed.get("oordeel") {
        "aangekomen" => (Doubt::Arrived, "arrived"),
        "opnieuw" => (Doubt::Again, "again"),
        _ => return Err(Problem::bad_request("oordeel: aangekomen or opnieuw")),
    };
    let sender = app.clone();
    let settled =
        act((app, p, who, id), typed, ("", what), move |desk| telling::settle_doubt(desk, id, which, doubt));
    let answer = settled.await;
    sender.telling_started.notify_one();
    answer
}

/// Brings a list in.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn take_list(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    form: Multipart,
) -> Result<Response, Problem> {
    let (fields, file) = upload::read(form, "lijst").await?;
    let mut typed = Typed::new(fields);
    let Some(BreachFile { bytes, .. }) = file else {
        typed.fail("lijst", p.t("tell-list-missing"));
        return tell::page(&app, p, &who, id, (typed, None)).await;
    };
    let is_added = typed.get("hoe") == "toevoegen";
    act((app, p, who, id), typed, ("lijst", "list"), move |desk| {
        telling::take_list(desk, id, &bytes, is_added)
    })
    .await
}

/// Removes the lines that cannot be used.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn remove_unusable(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
) -> Result<Response, Problem> {
    let remove = move |desk: &mut Desk<'_>| telling::remove_unusable(desk, id);
    act((app, p, who, id), Typed::default(), ("", "lines-removed"), remove).await
}

/// Brings mails in that came back.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn take_bounces(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    form: Multipart,
) -> Result<Response, Problem> {
    let (fields, file) = upload::read(form, "retour").await?;
    let mut typed = Typed::new(fields);
    let Some(BreachFile { bytes, .. }) = file else {
        typed.fail("retour", p.t("tell-bounces-missing"));
        return tell::page(&app, p, &who, id, (typed, None)).await;
    };
    let taken = app.with_desk(&who.person.id, move |desk| telling::take_bounces(desk, id, &bytes)).await;
    let (typed, notice) = match taken {
        Ok(found) => {
            let saying = p.t("tell-bounces-found").with("bounced", found.n_bounced);
            let saying = saying.with("arrived", found.n_arrived).with("known", found.n_known);
            let saying = saying.with("other", found.n_strange + found.n_other);
            (Typed::default(), Some(saying.to_string()))
        }
        Err(problem) => (refused(typed, &p, ("retour", problem))?, None),
    };
    tell::page(&app, p, &who, id, (typed, notice)).await
}

/// Until when the letters are of.
#[derive(Debug, Deserialize)]
pub struct Until {
    tot: Timestamp,
}

/// Gives the letters on paper as one PDF. They are set beside the archive, so that nobody waits for them.
///
/// # Errors
/// Faults of the archive; `not-found` when no letter goes on paper.
pub async fn letters(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Query(Until { tot }): Query<Until>,
) -> Result<Response, Problem> {
    let zone = app.settings.zone.clone();
    let run = app.with_desk(&who.person.id, move |desk| telling::print_run(desk, id, tot, &zone)).await;
    let run = run.map_err(|problem| match &*problem.code {
        "list-empty" | "wrong-state" => Problem::not_found(),
        _ => problem,
    })?;
    download::pdf(move || run.print(), "brieven.pdf").await
}

/// Records that the letters on paper were posted.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn posted(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let Ok(until) = typed.get("tot").parse() else { return Err(Problem::bad_request("tot: a moment")) };
    act((app, p, who, id), typed, ("", "posted"), move |desk| telling::posted(desk, id, until)).await
}

/// Records who cannot be reached one by one.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn give_up(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let why = typed.content("waarom-niet");
    let give_up = move |desk: &mut Desk<'_>| telling::give_up(desk, id, why);
    act((app, p, who, id), typed, ("waarom-niet", "given-up"), give_up).await
}

/// Looks for somebody of the list. Nothing is written down; what was looked for stays in the form.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn seek(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    tell::page(&app, p, &who, id, (Typed::new(fields), None)).await
}

/// Records that a person told somebody of the list.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn told_by_person(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    let letter = typed.get("wie").parse::<Uuid>();
    if letter.is_err() {
        typed.fail("wie", p.t("tell-who-missing"));
    }
    let way = Way::ALL.into_iter().find(|way| way.code() == typed.get("manier"));
    if way.is_none() {
        typed.fail("manier", p.t("tell-way-missing"));
    }
    let at = local::need(&p, &mut typed, "verteld", &app.settings.zone);
    let (Ok(letter), Some(way), Some(at)) = (letter, way, at) else {
        return tell::page(&app, p, &who, id, (typed, None)).await;
    };
    act((app, p, who, id), typed, ("verteld", "told"), move |desk| {
        telling::told_by_person(desk, id, letter, (way, at))
    })
    .await
}

/// Takes back that a person told somebody of the list.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn not_told(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let Ok(letter) = typed.get("brief").parse::<Uuid>() else {
        return Err(Problem::bad_request("brief: which one"));
    };
    let sender = app.clone();
    let take_back = move |desk: &mut Desk<'_>| telling::not_told(desk, id, letter);
    let answer = act((app, p, who, id), Typed::default(), ("", "not-told"), take_back).await;
    sender.telling_started.notify_one();
    answer
}

/// Closes a telling.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn finish(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let seen = typed.seen();
    act((app, p, who, id), typed, ("", "finished"), move |desk| telling::finish(desk, (id, seen))).await
}

/// Erases the names and addresses of the newest telling, once it is done.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn erase(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let Ok(which) = typed.get("lijst").parse::<Uuid>() else {
        return Err(Problem::bad_request("lijst: which one"));
    };
    act((app, p, who, id), typed, ("", "erased"), move |desk| telling::erase(desk, id, which)).await
}
