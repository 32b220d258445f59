//! A public notice (GDPR art. 34(3)(c)): its text, where it stands and stood, and the file that shows it.

use askama::Template;
use axum::extract::{Multipart, Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form as Sent;
use zegel_archive::breach::Means;
use zegel_archive::breach::telling::{GENERAL, language_name, plain_text};
use zegel_archive::telling::{self, Notice, Place};
use zegel_archive::{visible, visible_name};
use zegel_model::{Act, BreachId};

use super::field::{Field, Input};
use super::tell_acts::refused;
use super::{Fields, Ground, Top, Typed, tell};
use crate::pages::intake::{Told, notice};
use crate::{App, Page, Problem, SignedOn, download, html, page, upload};

/// The longest name of a place, in characters.
const MAX_PLACE: usize = 500;

#[derive(Template)]
#[template(path = "breaches/tell-notice.html")]
struct NoticePage {
    p: Page,
    top: Top,
    may_publish: bool,
    /// Nothing is under way, so a new one may begin.
    may_begin: bool,
    may_approve: bool,
    may_act: bool,
    others: String,
    /// The text as it would be published: name of the language, tag, subject, words, ready.
    texts: Vec<(&'static str, &'static str, String, String, bool)>,
    notices: Vec<NoticeView>,
    place: Vec<Field>,
    n_people: Field,
    errors: Vec<(String, String)>,
    notice: Option<String>,
}

struct NoticeView {
    n: u32,
    version: u64,
    made: String,
    told: Option<String>,
    texts: Vec<(&'static str, &'static str, String, String)>,
    /// Where, from when until when, who recorded it, and the file that shows it.
    places: Vec<(String, String, String, Option<String>)>,
}

/// Shows the public notices of a breach.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let notice = notice(&p, "tell", &told);
    page(&app, p, &who, id, (Typed::default(), notice)).await
}

async fn page(
    app: &App,
    p: Page,
    who: &SignedOn,
    id: BreachId,
    (typed, notice): (Typed, Option<String>),
) -> Result<Response, Problem> {
    let lang = p.lang;
    let (ground, look) = app
        .with_desk(&who.person.id, move |desk| {
            Ok::<_, zegel_archive::Error>((Ground::look(desk, id, lang)?, telling::look(desk, id)?))
        })
        .await?;
    let top = Top::new(&p, &ground, Some("tell-notice-title"), &typed);
    let breach = ground.breach();
    let may_publish = breach.may_tell(Means::Public).is_ok();
    let wrote = look.texts.newest.as_ref().map(|(_, made, _)| made.by.clone());
    let is_own = wrote.as_ref() == Some(&who.person.id);
    let general = look.texts.text.texts.iter().filter(|one| one.kind == GENERAL);
    let texts = general.map(|one| {
        let text = plain_text(one.language, &one.words, "", &p.organisation);
        let (subject, text) = (visible_name(one.words.subject.as_str()), visible(&text).into_owned());
        (language_name(one.language), one.language.tag(), subject, text, one.words.gaps().is_empty())
    });
    let day = |name: &str| tell::field(&p, &typed, name, Input::Day { value: typed.get(name).to_owned() });
    let line = Input::Line { value: typed.get("plaats").to_owned(), max: MAX_PLACE };
    let place = vec![tell::field(&p, &typed, "plaats", line), day("vanaf"), day("tot-en-met")];
    let number = Input::Number { value: typed.get("bereikt").to_owned() };
    let status = page::status_of(!typed.is_fine());
    let body = NoticePage {
        may_begin: may_publish && look.notices.iter().all(|one| one.telling.told.is_some()),
        may_publish,
        may_approve: may_publish && p.may(Act::ApproveBreach) && !is_own && breach.is_open(),
        may_act: top.read_only.is_none(),
        others: wrote.map(|by| ground.others(&by)).unwrap_or_default(),
        texts: texts.collect(),
        notices: look.notices.iter().map(|one| view(&p, &ground, one)).collect(),
        place,
        n_people: tell::field(&p, &typed, "bereikt", number),
        errors: typed.errors.clone(),
        notice,
        top,
        p,
    };
    Ok((status, html(&body)?).into_response())
}

fn view(p: &Page, ground: &Ground, notice: &Notice) -> NoticeView {
    let id = ground.known.id;
    let general = notice.text.texts.iter().filter(|one| one.kind == GENERAL);
    let texts = general.map(|one| {
        let text = plain_text(one.language, &one.words, "", &p.organisation);
        let (subject, text) = (visible_name(one.words.subject.as_str()), visible(&text).into_owned());
        (language_name(one.language), one.language.tag(), subject, text)
    });
    let n = notice.telling.n;
    let place = |(at, place): (usize, &Place)| {
        let days = match &place.until {
            Some(until) => p.t("tell-place-until").with("until", p.date(until)),
            None => p.t("tell-place-still"),
        };
        let days = days.with("from", p.date(&place.from)).to_string();
        let proof =
            place.proof.map(|_| format!("/datalekken/{id}/betrokkenen/openbaar/{n}/bewijs/{}", at + 1));
        (visible_name(place.place.as_str()), days, ground.by(p, &place.recorded), proof)
    };
    NoticeView {
        n,
        version: notice.version,
        made: ground.by(p, &notice.telling.made),
        told: notice.telling.told.as_ref().map(|(done, _)| ground.by(p, done)),
        texts: texts.collect(),
        places: notice.places.iter().enumerate().map(place).collect(),
    }
}

/// Approves the general text for a public notice, as a second person.
///
/// # Errors
/// Faults of the archive; what does not fit is shown on the page.
pub async fn publish(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let seen = typed.seen();
    match app.with_desk(&who.person.id, move |desk| telling::publish(desk, (id, seen))).await {
        Ok(_) => Ok(super::done(id, "/betrokkenen/openbaar", "approved")),
        Err(problem) => {
            let typed = refused(typed, &p, ("", problem))?;
            page(&app, p, &who, id, (typed, None)).await
        }
    }
}

/// Records where a notice stands.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn add_place(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path((id, n)): Path<(BreachId, u32)>,
    form: Multipart,
) -> Result<Response, Problem> {
    let (fields, proof) = upload::read(form, "bewijs").await?;
    let mut typed = Typed::new(fields);
    if typed.get("plaats").is_empty() {
        typed.fail("plaats", p.t("tell-place-missing"));
    }
    let from = typed.get("vanaf").parse();
    if from.is_err() {
        typed.fail("vanaf", p.t("breaches-day-form"));
    }
    let until = typed.get("tot-en-met").to_owned();
    let until = if until.is_empty() { Ok(None) } else { until.parse().map(Some) };
    if until.is_err() {
        typed.fail("tot-en-met", p.t("breaches-day-form"));
    }
    let (Ok(from), Ok(until), true) = (from, until, typed.is_fine()) else {
        return page(&app, p, &who, id, (typed, None)).await;
    };
    let (place, seen) = (typed.content("plaats"), typed.get("versie").parse().unwrap_or(0));
    let added = app
        .with_desk(&who.person.id, move |desk| {
            telling::add_place(desk, id, (n, seen), (place, from, until), proof)
        })
        .await;
    match added {
        Ok(()) => Ok(super::done(id, "/betrokkenen/openbaar", "place")),
        Err(problem) => {
            let typed = refused(typed, &p, ("", problem))?;
            page(&app, p, &who, id, (typed, None)).await
        }
    }
}

/// Closes a notice.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn published(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path((id, n)): Path<(BreachId, u32)>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    let number = typed.get("bereikt").to_owned();
    let Ok(n_people) = (if number.is_empty() { Ok(0) } else { number.parse() }) else {
        typed.fail("bereikt", p.t("breaches-facts-number"));
        return page(&app, p, &who, id, (typed, None)).await;
    };
    let seen = typed.seen();
    match app.with_desk(&who.person.id, move |desk| telling::published(desk, (id, seen), n, n_people)).await {
        Ok(_) => Ok(super::done(id, "/betrokkenen/openbaar", "finished")),
        Err(problem) => {
            let typed = refused(typed, &p, ("", problem))?;
            page(&app, p, &who, id, (typed, None)).await
        }
    }
}

/// Gives the file that shows a notice at a place.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn proof(
    State(app): State<App>,
    who: SignedOn,
    Path((id, n, place)): Path<(BreachId, u32, usize)>,
) -> Result<Response, Problem> {
    let proof = app.with_desk(&who.person.id, move |desk| telling::proof(desk, id, (n, place))).await?;
    let size = proof.bytes.len() as u64;
    // The name that somebody gave it may be personal, and its type is not trusted.
    let name = format!("openbaar-bericht-{n}-{place}.bin");
    download::file(std::io::Cursor::new(proof.bytes), &name, ("application/octet-stream", Some(size)), false)
}
