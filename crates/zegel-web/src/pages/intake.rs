//! What was handed in: the list, one submission with its loss report and its way, and its messages.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum_extra::extract::Form;
use serde::Deserialize;
use zegel_archive::intake::{self, Card, Cards, Seen};
use zegel_archive::{close, copies, records, send_back, transcript};
use zegel_model::{Act, CaptureId, CaptureState, CopyId, CopyState, Done, NoticeFound, PersonId, RegimeKind};

use crate::jobs::{self, Progress};
use crate::messages::{self, Files, Piece, Row};
use crate::{App, Page, Problem, SignedOn, download, html, problem};

/// How many submissions a page of the list has.
const PAGE: u32 = 50;
/// How many messages a page of a transcript has.
pub(super) const MESSAGES: u64 = 200;

/// The states in the order in which somebody's work lies there.
const STATES: [&str; 7] = ["accepted", "proposed", "returned", "registered", "stored", "closed", "withdrawn"];

#[derive(Template)]
#[template(path = "intake/list.html")]
struct ListPage {
    p: Page,
    cards: Cards,
    /// State, its text, how many, and whether it is the one that is shown.
    filters: Vec<(&'static str, String, u64, bool)>,
    state: String,
    is_own: bool,
    n: u64,
}

impl ListPage {
    fn title(&self, card: &Card) -> String {
        title(&self.p, card)
    }

    fn state(&self, name: &str) -> String {
        state_text(&self.p, name)
    }

    fn tone(&self, name: &str) -> &'static str {
        tone(name)
    }
}

/// Returns the words for a state.
pub(super) fn state_text(p: &Page, name: &str) -> String {
    p.t(&format!("intake-state-{name}")).to_string()
}

/// Returns the tone of the tag of a state.
pub(super) fn tone(state: &str) -> &'static str {
    match state {
        "accepted" | "proposed" | "registered" | "destruction-proposed" | "approved" => "busy",
        "returned" | "refused" => "warn",
        "stored" | "closed" | "written" => "ok",
        _ => "todo",
    }
}

/// Which part of the list.
#[derive(Default, Deserialize)]
pub struct Part {
    #[serde(default, rename = "toestand")]
    state: String,
    #[serde(rename = "voor")]
    before: Option<CaptureId>,
}

/// Shows the list.
///
/// # Errors
/// Faults of the archive.
pub async fn list(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(part): Query<Part>,
) -> Result<Response, Problem> {
    let state = STATES.iter().copied().find(|state| *state == part.state);
    let (cards, counts, is_own) = app
        .with_desk(&who.person.id, move |desk| {
            let cards = intake::list(desk, state, part.before, PAGE)?;
            Ok::<_, zegel_archive::Error>((cards, intake::counts(desk)?, intake::sees_own_only(desk)))
        })
        .await?;
    let counts: BTreeMap<String, u64> = counts.into_iter().collect();
    let n_of = |state: &str| counts.get(state).copied().unwrap_or(0);
    let filters = STATES.into_iter().filter(|name| 0 < n_of(name) || state == Some(*name));
    let filters = filters.map(|name| {
        (name, p.t(&format!("intake-state-{name}")).to_string(), n_of(name), state == Some(name))
    });
    let filters = filters.collect();
    let state = state.unwrap_or_default().to_owned();
    html(&ListPage { cards, filters, state, is_own, n: counts.values().sum(), p })
}

/// A step on the way of a submission.
struct Step {
    title: String,
    done: Option<(String, String)>,
    is_current: bool,
}

#[derive(Template)]
#[template(path = "intake/show.html")]
struct ShowPage {
    p: Page,
    seen: Seen,
    title: String,
    steps: Vec<Step>,
    losses: Vec<(String, u64)>,
    /// The positions that were kept, while the accepted copy is there.
    kept: Option<Vec<(u64, u64)>>,
    /// Why it was sent back: the message, and the words.
    reasons: Vec<(Option<u64>, String)>,
    copies: Vec<CopyLine>,
    n_open: u64,
    progress: Option<Progress>,
    /// What this person may do here, decided by the model.
    may: May,
    notice: Option<String>,
    error: Option<String>,
}

impl ShowPage {
    fn state(&self) -> String {
        state_text(&self.p, self.seen.card.state)
    }

    fn tone(&self) -> &'static str {
        tone(self.seen.card.state)
    }

    /// The notice to chat partners, where it is among the kept messages.
    fn found_notice(&self) -> Option<&NoticeFound> {
        self.seen.manifest.as_ref()?.notice.as_ref()
    }

    /// Beside how many kept messages a suggestion stood, and by which version; `None` where suggestions were off.
    fn suggestions(&self) -> Option<(u64, String)> {
        let shown = self.seen.manifest.as_ref()?.suggestions.as_ref()?;
        let positions: zegel_sift::Positions = shown.kept.parse().ok()?;
        Some((positions.count(), format!("{}, {}", shown.set, shown.list)))
    }

    fn is_select_in(&self, kind: &RegimeKind) -> bool {
        *kind == RegimeKind::SelectIn
    }

    /// The circles of the picture of the way: their places from left to right, in a drawing of 1000 wide.
    fn places(&self) -> Vec<(usize, bool)> {
        let n = self.steps.len().max(1);
        let place = |at: usize| (at * 1000 + 500) / n;
        self.steps.iter().enumerate().map(|(at, step)| (place(at), step.done.is_some())).collect()
    }

    fn line_to(&self) -> usize {
        self.places().iter().filter(|(_, is_done)| *is_done).map(|(place, _)| *place).max().unwrap_or(0)
    }

    /// The stretches that were kept, each after the number of messages that were not.
    fn stretches(&self) -> Vec<(u64, u64, u64)> {
        let mut lines = vec![];
        let mut before = 0;
        for (first, last) in self.kept.iter().flatten() {
            lines.push((*first, *last, first - before - 1));
            before = *last;
        }
        lines.push((0, 0, self.seen.card.n_in_export.saturating_sub(before)));
        lines
    }

    /// A local time of an export as a day.
    fn day(&self, at: &str) -> String {
        at.parse::<jiff::civil::DateTime>().map(|at| self.p.date(&at.date())).unwrap_or_default()
    }

    fn record_state(&self, name: &str) -> String {
        self.p.t(&format!("records-state-{name}")).to_string()
    }
}

/// What this person may do with a submission now.
#[derive(Default)]
struct May {
    register: bool,
    approve: bool,
    /// Nobody decides over their own work: then the page says who can.
    is_own_work: bool,
    reopen: bool,
    withdraw: bool,
    store: bool,
    /// Stored, but a PDF/A is missing.
    render: bool,
    close: bool,
    /// The people who may register it.
    others: Vec<String>,
}

/// A copy as it is listed.
pub(super) struct CopyLine {
    pub id: CopyId,
    pub capture: CaptureId,
    pub kind: String,
    pub place: String,
    pub since: String,
    pub expires: Option<String>,
    pub is_open: bool,
    /// How it ended, who said so, and when.
    pub end: String,
}

/// What a redirect tells the page that it leads to.
#[derive(Default, Deserialize)]
pub struct Told {
    #[serde(default, rename = "gedaan")]
    pub(super) done: String,
}

/// Returns the text of a notice; only codes of ours have one.
pub(super) fn notice(p: &Page, area: &str, told: &Told) -> Option<String> {
    let id = format!("{area}-done-{}", told.done);
    let is_code = told.done.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    (!told.done.is_empty() && is_code && crate::texts::TEXTS.has(p.lang, &id)).then(|| p.t(&id).to_string())
}

/// Shows one submission.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<CaptureId>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    page(&app, p, &who, id, (Some(told), None)).await
}

async fn page(
    app: &App,
    p: Page,
    who: &SignedOn,
    id: CaptureId,
    (told, error): (Option<Told>, Option<String>),
) -> Result<Response, Problem> {
    let (seen, kept, people) = app
        .with_desk(&who.person.id, move |desk| {
            let seen = intake::look(desk, id)?;
            let kept = intake::stretches(desk, &seen)?;
            Ok::<_, zegel_archive::Error>((seen, kept, zegel_archive::people::list(desk)?))
        })
        .await?;
    let name = |id: &PersonId| {
        let known = people.iter().find(|one| one.id == *id);
        known.map_or_else(|| id.to_string(), |one| one.name.as_str().to_owned())
    };
    let progress = app.jobs.progress(id);
    let mut may = may(&p, &who.person.id, &seen, progress.as_ref());
    if may.is_own_work {
        let decides = |one: &&zegel_model::Person| {
            zegel_model::authorise(one, Act::Register).is_ok()
                && seen.state.may_decide(&seen.owner, &one.id).is_ok()
        };
        may.others = people.iter().filter(decides).map(|one| one.name.as_str().to_owned()).collect();
    }
    let tongue = language(&p);
    let losses =
        seen.losses.iter().map(|loss| (zegel_archive::loss_text(loss.code, tongue).to_owned(), loss.count));
    let copies: Vec<_> = seen.copies.iter().map(|copy| copy_line(&p, copy, seen.may_read, &name)).collect();
    let n_open = copies.iter().filter(|copy| copy.is_open).count() as u64;
    let reasons = match &seen.state {
        CaptureState::Returned { reasons, .. } if seen.may_read => {
            reasons.iter().map(|one| (one.position, one.reason.as_str().to_owned())).collect()
        }
        _ => vec![],
    };
    let steps = steps(&p, &seen, &name);
    html(&ShowPage {
        title: title(&p, &seen.card),
        losses: losses.collect(),
        kept,
        notice: told.and_then(|told| notice(&p, "intake", &told)),
        steps,
        reasons,
        n_open,
        copies,
        progress,
        may,
        error,
        seen,
        p,
    })
}

/// Returns the language of the pages as the archive knows it.
pub(super) fn language(p: &Page) -> zegel_archive::Language {
    match p.lang {
        crate::Lang::Nl => zegel_archive::Language::Nl,
        crate::Lang::En => zegel_archive::Language::En,
        crate::Lang::Fr => zegel_archive::Language::Fr,
    }
}

/// Returns what to call a submission: the name of its chat, or its date for who may not know that.
pub(super) fn title(p: &Page, card: &Card) -> String {
    match &card.title {
        Some(title) => zegel_archive::visible_name(title.as_str()),
        None => p.t("intake-untitled").with("at", p.date_time(&card.at)).to_string(),
    }
}

fn may(p: &Page, me: &PersonId, seen: &Seen, progress: Option<&Progress>) -> May {
    let is_running = progress.is_some_and(Progress::is_running);
    let decides = seen.state.may_decide(&seen.owner, me).is_ok();
    let waits = matches!(seen.state, CaptureState::Accepted { .. } | CaptureState::Proposed { .. });
    let lacks_pdf = matches!(progress, Some(Progress::Failed { is_stored: true, .. }));
    May {
        register: p.may(Act::Register) && decides && matches!(seen.state, CaptureState::Accepted { .. }),
        approve: p.may(Act::Register)
            && decides
            && matches!(&seen.state, CaptureState::Proposed { proposed, .. } if proposed.by != *me),
        is_own_work: p.may(Act::Register) && !decides && waits,
        reopen: p.may(Act::Register)
            && decides
            && matches!(seen.state, CaptureState::Proposed { .. } | CaptureState::Returned { .. }),
        withdraw: seen.owner == *me
            && p.may(Act::Accept)
            && matches!(seen.state, CaptureState::Returned { .. }),
        store: p.may(Act::Store) && !is_running && matches!(seen.state, CaptureState::Registered { .. }),
        render: p.may(Act::Store)
            && !is_running
            && lacks_pdf
            && matches!(seen.state, CaptureState::Stored { .. }),
        close: p.may(Act::CloseCapture) && !is_running && matches!(seen.state, CaptureState::Stored { .. }),
        others: vec![],
    }
}

/// Lists the steps of the way with who did each, and when.
fn steps(p: &Page, seen: &Seen, name: &dyn Fn(&PersonId) -> String) -> Vec<Step> {
    // Who helps sees states and dates, never a name.
    let by = |done: &Done| {
        let who = if seen.may_read { name(&done.by) } else { String::new() };
        (p.date_time(&done.at), who)
    };
    let [accepted, proposed, registered, stored, closed] = facts(&seen.state);
    let mut steps = vec![];
    let mut add = |id: &str, done: Option<&Done>| {
        let title = p.t(&format!("intake-step-{id}")).to_string();
        steps.push(Step { title, done: done.map(by), is_current: false });
    };
    add("accepted", accepted);
    match &seen.state {
        CaptureState::Returned { returned, .. } => add("returned", Some(returned)),
        CaptureState::Withdrawn { returned, withdrawn, .. } => {
            add("returned", Some(returned));
            add("withdrawn", Some(withdrawn));
        }
        _ => {
            if proposed.is_some() {
                add("proposed", proposed);
            }
            add("registered", registered);
            add("stored", stored);
            add("closed", closed);
        }
    }
    if let Some(current) = steps.iter_mut().find(|step| step.done.is_none()) {
        current.is_current = true;
    }
    steps
}

fn facts(state: &CaptureState) -> [Option<&Done>; 5] {
    match state {
        CaptureState::Accepted { accepted }
        | CaptureState::Returned { accepted, .. }
        | CaptureState::Withdrawn { accepted, .. } => [Some(accepted), None, None, None, None],
        CaptureState::Proposed { accepted, proposed, .. } => {
            [Some(accepted), Some(proposed), None, None, None]
        }
        CaptureState::Registered { accepted, registered } => {
            [Some(accepted), None, Some(registered), None, None]
        }
        CaptureState::Stored { accepted, registered, stored } => {
            [Some(accepted), None, Some(registered), Some(stored), None]
        }
        CaptureState::Closed { accepted, registered, stored, closed } => {
            [Some(accepted), None, Some(registered), Some(stored), Some(closed)]
        }
    }
}

/// Makes the line of a copy; its place may be personal (paths hold names).
pub(super) fn copy_line(
    p: &Page,
    copy: &zegel_archive::InterimCopy,
    may_read: bool,
    name: &dyn Fn(&PersonId) -> String,
) -> CopyLine {
    let kind = format!("copies-kind-{}", copy.kind);
    let kind =
        if crate::texts::TEXTS.has(p.lang, &kind) { p.t(&kind).to_string() } else { copy.kind.clone() };
    let who = |done: &Done| if may_read { name(&done.by) } else { String::new() };
    let end = match &copy.state {
        CopyState::Open => String::new(),
        CopyState::Destroyed { done, .. } => {
            p.t("copies-end-destroyed").with("at", p.date_time(&done.at)).to_string()
        }
        CopyState::Attested { done, statement } => {
            let words = if may_read { zegel_archive::visible_name(statement) } else { String::new() };
            let said = p.t("copies-end-attested").with("at", p.date_time(&done.at)).with("who", who(done));
            format!("{said} {words}")
        }
    };
    CopyLine {
        id: copy.id,
        capture: copy.capture,
        kind,
        place: if may_read { place(p, copy) } else { String::new() },
        since: p.date_time(&copy.made_at),
        expires: copy.expires_at.as_ref().map(|at| p.date_time(at)),
        is_open: copy.state == CopyState::Open,
        end,
    }
}

/// Says where a copy lies; of our own places only what they are, for a path on the server helps nobody.
fn place(p: &Page, copy: &zegel_archive::InterimCopy) -> String {
    match copy.kind.as_str() {
        "package" | "accepted" => p.t("copies-place-archive").to_string(),
        _ if copy.place.as_str() == "with the chat owner" => p.t("copies-place-owner").to_string(),
        _ => zegel_archive::visible_name(copy.place.as_str()),
    }
}

#[derive(Template)]
#[template(path = "intake/messages.html")]
struct MessagesPage {
    p: Page,
    title: String,
    id: CaptureId,
    rows: Vec<Row>,
    stretch: transcript::Stretch,
    n_last: u64,
}

impl MessagesPage {
    fn kind_text(&self, kind: &str) -> String {
        self.p.t(&format!("records-kind-{kind}")).to_string()
    }
}

/// Where in the transcript.
#[derive(Default, Deserialize)]
pub struct From {
    #[serde(default, rename = "vanaf")]
    pub(super) from: u64,
}

/// Shows the messages of a submission to who may read them.
///
/// # Errors
/// Faults of the archive; `not-your-role`, `capture-stored`, `not-found`.
pub async fn show_messages(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<CaptureId>,
    Query(from): Query<From>,
) -> Result<Response, Problem> {
    let (seen, stretch) = app
        .with_desk(&who.person.id, move |desk| {
            let seen = intake::look(desk, id)?;
            Ok::<_, zegel_archive::Error>((seen, transcript::of_capture(desk, id, from.from, MESSAGES)?))
        })
        .await?;
    let files = seen.manifest.as_ref().map(|manifest| manifest.files.as_slice()).unwrap_or_default();
    let files = Files::new(files, |_, file| format!("/indieningen/{id}/bestanden/{}", number_of(&file.path)));
    let rows = messages::rows(&p, &stretch, &files, None);
    let n_last = stretch.n_before + rows.len() as u64;
    html(&MessagesPage { title: title(&p, &seen.card), id, n_last, rows, stretch, p })
}

/// Returns the number of a file of a submission: `attachments/000003` is 3.
fn number_of(path: &str) -> u32 {
    path.rsplit('/').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Hands out an attachment of a submission to who may read it.
///
/// # Errors
/// `not-your-role`, `no-such-file`.
pub async fn attachment(
    State(app): State<App>,
    who: SignedOn,
    Path((id, part)): Path<(CaptureId, u32)>,
) -> Result<Response, Problem> {
    let (object, reader) =
        app.with_desk(&who.person.id, move |desk| records::open_submitted(desk, id, part)).await?;
    let name = format!("bijlage-{part:04}.{}", extension(&object.media_type));
    download::file(reader, &name, (&object.media_type, Some(object.size_bytes)), true)
}

/// Returns the usual extension of a type.
pub(super) fn extension(media_type: &str) -> &'static str {
    match media_type {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "application/pdf" => "pdf",
        "application/json" => "json",
        "video/mp4" => "mp4",
        "audio/mp4" => "m4a",
        "audio/mpeg" => "mp3",
        "audio/ogg" => "ogg",
        "text/plain" => "txt",
        _ => "bin",
    }
}

/// Starts storing; the page of the submission shows how far it is.
///
/// # Errors
/// `not-your-role`, `wrong-state`.
pub async fn store(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<CaptureId>,
) -> Result<Response, Problem> {
    let state = app
        .with_desk(&who.person.id, move |desk| Ok::<_, Problem>(intake::look(desk, id)?.card.state))
        .await?;
    if !matches!(state, "registered" | "stored") {
        return Err(Problem::new(axum::http::StatusCode::CONFLICT, "wrong-state"));
    }
    jobs::start(&app, who.person.id, id);
    Ok(problem::see_other(&format!("/indieningen/{id}")))
}

/// Stops the making of the PDF/A at its next part; what is stored stays stored.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn stop(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<CaptureId>,
) -> Result<Response, Problem> {
    app.with_desk(&who.person.id, move |desk| intake::look(desk, id).map(drop)).await?;
    app.jobs.stop(id);
    Ok(problem::see_other(&format!("/indieningen/{id}")))
}

/// Closes a capture without open copies.
///
/// # Errors
/// `open-copies`, `wrong-state`, `not-your-role`.
pub async fn close(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<CaptureId>,
) -> Result<Response, Problem> {
    match app.with_desk(&who.person.id, move |desk| close::close(desk, id)).await {
        Ok(()) => Ok(problem::see_other(&format!("/indieningen/{id}?gedaan=closed"))),
        Err(problem) if problem.code == "open-copies" => {
            let error = p.t("intake-open-copies").to_string();
            page(&app, p, &who, id, (None, Some(error))).await
        }
        Err(problem) => Err(problem),
    }
}

/// Withdraws what was sent back.
///
/// # Errors
/// `not-your-capture`, `wrong-state`.
pub async fn withdraw(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<CaptureId>,
) -> Result<Response, Problem> {
    app.with_desk(&who.person.id, move |desk| send_back::withdraw(desk, id)).await?;
    Ok(problem::see_other(&format!("/indieningen/{id}?gedaan=withdrawn")))
}

/// What somebody declares about a copy out of reach.
#[derive(Deserialize)]
pub struct Statement {
    #[serde(default)]
    statement: String,
    #[serde(default)]
    capture: Option<CaptureId>,
}

/// Records that a copy is gone, in the words of who declares it.
///
/// # Errors
/// `statement-missing`, `wrong-state`, `not-your-role`.
pub async fn attest(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<CopyId>,
    Form(typed): Form<Statement>,
) -> Result<Response, Problem> {
    let back = match typed.capture {
        Some(capture) => format!("/indieningen/{capture}?gedaan=attested"),
        None => "/tussentijdse-kopieen?gedaan=attested".to_owned(),
    };
    app.with_desk(&who.person.id, move |desk| copies::attest(desk, id, &typed.statement)).await?;
    Ok(problem::see_other(&back))
}
