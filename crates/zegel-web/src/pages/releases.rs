//! Releases: what leaves the archive, for whom and why; one person asks, another approves, and then the package can be fetched.

use std::io;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use zegel_archive::release::{self, package};
use zegel_archive::{Release, Target, records, visible_name};
use zegel_model::{
    Act, Content, Done, DossierId, Person, PersonId, RecordId, ReleaseForm, ReleaseId, ReleaseState,
    ReleaseTerms,
};

use super::intake::{Told, notice, tone};
use crate::{App, Page, Problem, SignedOn, download, html, page, problem};

#[derive(Template)]
#[template(path = "releases/list.html")]
struct ListPage {
    p: Page,
    lines: Vec<Line>,
    next: Option<String>,
}

struct Line {
    id: ReleaseId,
    purpose: String,
    recipient: String,
    at: String,
    state: String,
    tone: &'static str,
}

/// How many releases a page has.
const PAGE: usize = 50;

/// Where the list goes on.
#[derive(Default, Deserialize)]
pub struct Before {
    #[serde(rename = "voor")]
    before: Option<ReleaseId>,
}

/// Shows the releases, newest first.
///
/// # Errors
/// Faults of the archive.
pub async fn list(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(before): Query<Before>,
) -> Result<Response, Problem> {
    let found = app.with_desk(&who.person.id, |desk| release::list(desk)).await?;
    let older = found.iter().rev().filter(|one| before.before.is_none_or(|before| one.id < before));
    let mut page: Vec<&Release> = older.take(PAGE + 1).collect();
    let has_more = page.len() == PAGE + 1;
    page.truncate(PAGE);
    let next = page.last().filter(|_| has_more).map(|one| one.id.to_string());
    let line = |one: &&Release| Line {
        id: one.id,
        purpose: visible_name(one.state.terms().purpose.as_str()),
        recipient: visible_name(one.state.terms().recipient.as_str()),
        at: p.date_time(&proposed(&one.state).at),
        state: p.t(&format!("releases-state-{}", one.state.name())).to_string(),
        tone: tone(one.state.name()),
    };
    let lines = page.iter().map(line).collect();
    html(&ListPage { lines, next, p })
}

fn proposed(state: &ReleaseState) -> &Done {
    match state {
        ReleaseState::Proposed { proposed, .. }
        | ReleaseState::Approved { proposed, .. }
        | ReleaseState::Refused { proposed, .. }
        | ReleaseState::Written { proposed, .. } => proposed,
    }
}

/// What a release is about, and what was typed.
#[derive(Default, Deserialize)]
pub struct Wanted {
    #[serde(default, rename = "archiefstuk")]
    record: String,
    #[serde(default)]
    dossier: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    recipient: String,
    #[serde(default)]
    form: String,
    #[serde(default)]
    days: String,
}

impl Wanted {
    fn target(&self) -> Option<Target> {
        match (self.record.parse::<RecordId>(), self.dossier.parse::<DossierId>()) {
            (Ok(record), _) => Some(Target::Record(record)),
            (_, Ok(dossier)) => Some(Target::Dossier(dossier)),
            _ => None,
        }
    }
}

#[derive(Template)]
#[template(path = "releases/ask.html")]
struct AskPage {
    p: Page,
    about: String,
    typed: Wanted,
    error: Option<String>,
}

/// Shows the form to ask for a release.
///
/// # Errors
/// Faults of the archive; `not-found` without a target.
pub async fn ask(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(typed): Query<Wanted>,
) -> Result<Response, Problem> {
    ask_page(&app, p, &who, typed, None).await
}

async fn ask_page(
    app: &App,
    p: Page,
    who: &SignedOn,
    typed: Wanted,
    error: Option<String>,
) -> Result<Response, Problem> {
    let target = typed.target().ok_or_else(Problem::not_found)?;
    let about = app.with_desk(&who.person.id, move |desk| title_of(desk, &target)).await?;
    let status = page::status_of(error.is_some());
    Ok((status, html(&AskPage { about, typed, error, p })?).into_response())
}

/// Returns what a target is called.
fn title_of(desk: &zegel_archive::Desk<'_>, target: &Target) -> Result<String, zegel_archive::Error> {
    Ok(match target {
        Target::Record(id) => {
            let record = records::look(desk, *id)?.record;
            record.registration.map_or(id.to_string(), |one| visible_name(one.title.as_str()))
        }
        Target::Dossier(id) => visible_name(records::look_dossier(desk, id, None, 1)?.dossier.title.as_str()),
    })
}

/// Asks for a release.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn propose(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Form(typed): Form<Wanted>,
) -> Result<Response, Problem> {
    let target = typed.target().ok_or_else(Problem::not_found)?;
    let days = typed.days.trim();
    // What is no number is no term either.
    let end = |days: &str| release::end_after(app.now(), days.parse().unwrap_or(0));
    let Ok(expires_at) = (!days.is_empty()).then(|| end(days)).transpose() else {
        let error = Some(p.t("releases-days-wrong").to_string());
        return ask_page(&app, p, &who, typed, error).await;
    };
    let form = if typed.form == "mdto-sip" { ReleaseForm::MdtoSip } else { ReleaseForm::Bagit };
    let terms = ReleaseTerms {
        purpose: Content::from(typed.purpose.trim()),
        recipient: Content::from(typed.recipient.trim()),
        expires_at,
    };
    match app.with_desk(&who.person.id, move |desk| release::propose(desk, &target, form, terms)).await {
        Ok(id) => Ok(problem::see_other(&format!("/uitgiften/{id}?gedaan=proposed"))),
        Err(problem) if matches!(&*problem.code, "terms-missing" | "nothing-stored") => {
            let error = Some(p.t(&format!("releases-error-{}", problem.code)).to_string());
            ask_page(&app, p, &who, typed, error).await
        }
        Err(problem) => Err(problem),
    }
}

#[derive(Template)]
#[template(path = "releases/show.html")]
struct ShowPage {
    p: Page,
    id: ReleaseId,
    about: String,
    about_url: String,
    purpose: String,
    recipient: String,
    expires: Option<String>,
    is_sip: bool,
    state: &'static str,
    tone: &'static str,
    proposed: String,
    decided: Option<String>,
    sha256: Option<String>,
    may_approve: bool,
    may_refuse: bool,
    is_own: bool,
    may_fetch: bool,
    others: Vec<String>,
    notice: Option<String>,
}

impl ShowPage {
    fn state_text(&self) -> String {
        self.p.t(&format!("releases-state-{}", self.state)).to_string()
    }
}

/// Shows one release.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<ReleaseId>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let (one, about, people) = app
        .with_desk(&who.person.id, move |desk| {
            let one = release::look(desk, id)?;
            // What was destroyed meanwhile has no title any more.
            let about = title_of(desk, &one.target).unwrap_or_default();
            Ok::<_, zegel_archive::Error>((one, about, zegel_archive::people::list(desk)?))
        })
        .await?;
    let name = |id: &PersonId| {
        let known = people.iter().find(|one| one.id == *id);
        known.map_or_else(|| id.to_string(), |one| one.name.as_str().to_owned())
    };
    let by = |done: &Done| {
        p.t("records-by").with("who", name(&done.by)).with("at", p.date_time(&done.at)).to_string()
    };
    let asked = proposed(&one.state);
    let (decided, sha256) = match &one.state {
        ReleaseState::Proposed { .. } => (None, None),
        ReleaseState::Approved { approved, .. } => (Some(by(approved)), None),
        ReleaseState::Refused { refused, .. } => (Some(by(refused)), None),
        ReleaseState::Written { approved, manifest_sha256, .. } => {
            (Some(by(approved)), Some(manifest_sha256.clone()))
        }
    };
    let is_open = matches!(one.state, ReleaseState::Proposed { .. });
    let is_own = asked.by == who.person.id;
    let approves =
        |one: &&Person| zegel_model::authorise(one, Act::ApproveRelease).is_ok() && one.id != asked.by;
    let terms = one.state.terms();
    html(&ShowPage {
        id,
        about: if about.is_empty() { p.t("records-destroyed-title").to_string() } else { about },
        about_url: match &one.target {
            Target::Record(id) => format!("/archiefstukken/{id}"),
            Target::Dossier(id) => format!("/dossiers/{id}"),
        },
        purpose: visible_name(terms.purpose.as_str()),
        recipient: visible_name(terms.recipient.as_str()),
        expires: terms.expires_at.as_ref().map(|at| p.day_of(at)),
        is_sip: one.form == ReleaseForm::MdtoSip,
        state: one.state.name(),
        tone: tone(one.state.name()),
        proposed: by(asked),
        decided,
        sha256,
        may_approve: is_open && !is_own && p.may(Act::ApproveRelease),
        may_refuse: is_open && (is_own || p.may(Act::ApproveRelease)),
        is_own: is_open && is_own,
        may_fetch: matches!(one.state, ReleaseState::Approved { .. } | ReleaseState::Written { .. })
            && terms.expires_at.is_none_or(|end| app.now() < end),
        others: people.iter().filter(approves).map(|one| one.name.as_str().to_owned()).collect(),
        notice: notice(&p, "releases", &told),
        p,
    })
}

/// Approves a release that somebody else asked for.
///
/// # Errors
/// `four-eyes`, `wrong-state`, `not-your-role`.
pub async fn approve(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<ReleaseId>,
) -> Result<Response, Problem> {
    app.with_desk(&who.person.id, move |desk| package::approve(desk, id)).await?;
    Ok(problem::see_other(&format!("/uitgiften/{id}?gedaan=approved")))
}

/// Refuses a release, or withdraws one's own.
///
/// # Errors
/// `wrong-state`, `not-your-role`.
pub async fn refuse(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<ReleaseId>,
) -> Result<Response, Problem> {
    app.with_desk(&who.person.id, move |desk| package::refuse(desk, id)).await?;
    Ok(problem::see_other(&format!("/uitgiften/{id}?gedaan=refused")))
}

/// Hands out the package of an approved release, as a zip file.
///
/// # Errors
/// `not-approved`, `expired`, `nothing-stored`, `not-your-role`.
pub async fn fetch(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<ReleaseId>,
) -> Result<Response, Problem> {
    let person = who.person.id;
    let fetch = app.with_desk(&person, move |desk| package::fetch(desk, id)).await?;
    let (mut out, body) = download::channel();
    let handle = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || {
        let mut open = |object| {
            let opened =
                handle.block_on(app.with_desk(&person, move |desk| records::open_object(desk, object)));
            opened.map_err(|problem| io::Error::other(problem.code.into_owned()))
        };
        match download::zip(&mut out, |sink| Ok(fetch.write(sink, &mut open)?)) {
            // The entry after the last byte; when it cannot be made, the one before the first byte stands.
            Ok(sha256) => {
                drop(handle.block_on(app.with_desk(&person, move |desk| package::fetched(desk, id, &sha256))))
            }
            Err(problem) => {
                tracing::error!(release = %id, code = %problem.code, cause = problem.cause, "a package was broken off");
                out.fail(io::ErrorKind::Other.into());
            }
        }
    });
    download::answer(body, &format!("uitgifte-{id}.zip"), ("application/zip", None), false)
}
