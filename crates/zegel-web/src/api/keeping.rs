//! Captures, records, search, dossiers, releases and the ledger as JSON: the same use cases as the pages, with the same refusals.
//!
//! Lists are paged by key: `next` is what `after` (or `before`) must be for the next page, and absent on the last one.

use axum::Json;
use axum::extract::{Path, Query, State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use zegel_archive::{LedgerFilter, intake, ledger, records, release, search};
use zegel_model::{CaptureId, Content, DossierId, RecordId, ReleaseId};

use crate::jobs::Progress;
use crate::texts::TEXTS;
use crate::{App, Lang, Problem, SignedOn};

/// How many things a page has.
const PAGE: u32 = 100;

/// A capture: states and counts for everybody who helps, names only for who may read.
#[derive(Debug, Serialize, ToSchema)]
pub struct Capture {
    #[schema(value_type = String, format = "uuid")]
    id: CaptureId,
    /// `accepted`, `proposed`, `returned`, `registered`, `stored`, `closed` or `withdrawn`.
    state: &'static str,
    #[schema(value_type = String, format = DateTime)]
    accepted_at: Timestamp,
    owner: Option<String>,
    title: Option<String>,
    n_kept: u64,
    n_messages: u64,
    n_open_copies: u64,
}

impl From<intake::Card> for Capture {
    fn from(card: intake::Card) -> Self {
        Self {
            id: card.id,
            state: card.state,
            accepted_at: card.at,
            owner: card.owner.map(|(id, _)| id.to_string()),
            title: card.title.map(Content::into_string),
            n_kept: card.n_kept,
            n_messages: card.n_in_export,
            n_open_copies: card.n_open_copies,
        }
    }
}

/// A page of captures, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Captures {
    items: Vec<Capture>,
    #[schema(value_type = Option<String>)]
    next: Option<CaptureId>,
}

/// Which captures.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichCaptures {
    /// Only those in this state.
    state: Option<String>,
    /// Only those older than this one.
    #[param(value_type = Option<String>)]
    before: Option<CaptureId>,
}

/// Lists the captures that this person may see.
///
/// # Errors
/// Faults of the archive.
#[utoipa::path(get, path = "/captures", tag = "captures", operation_id = "captures", params(WhichCaptures),
    responses((status = 200, description = "a page of captures", body = Captures)))]
pub async fn captures(
    State(app): State<App>,
    who: SignedOn,
    Query(which): Query<WhichCaptures>,
) -> Result<Json<Captures>, Problem> {
    let list = move |desk: &mut zegel_archive::Desk<'_>| {
        intake::list(desk, which.state.as_deref(), which.before, PAGE)
    };
    let cards = app.with_desk(&who.person.id, list).await?;
    let items = cards.cards.into_iter().map(Capture::from).collect();
    Ok(Json(Captures { items, next: cards.next }))
}

/// Returns one capture.
///
/// # Errors
/// `not-found`.
#[utoipa::path(get, path = "/captures/{id}", tag = "captures", operation_id = "capture",
    params(("id" = String, Path, description = "the capture")),
    responses((status = 200, description = "the capture", body = Capture), (status = 404, description = "there is none")))]
pub async fn capture(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<CaptureId>,
) -> Result<Json<Capture>, Problem> {
    let seen = app.with_desk(&who.person.id, move |desk| intake::look(desk, id)).await?;
    Ok(Json(seen.card.into()))
}

/// How far storing is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Job {
    /// `storing`, `typesetting`, `stopped`, `done`, `failed`, or `none`.
    state: &'static str,
    n_made: u64,
    n_parts: u64,
    /// What a page says of it, in the language of the request.
    words: String,
}

/// Returns how far the job of a capture is.
pub(super) fn job_of(app: &App, lang: Lang, id: CaptureId) -> Job {
    let progress = app.jobs.progress(id);
    let (n_made, n_parts) = match progress {
        Some(Progress::Typesetting { n_made, n_parts }) => (n_made, n_parts),
        _ => (0, 0),
    };
    let say = |id: &str| TEXTS.say(lang, id).with("made", n_made).with("parts", n_parts).to_string();
    let words = match &progress {
        Some(Progress::Storing) => say("intake-job-storing"),
        Some(Progress::Typesetting { .. }) => say("intake-job-typesetting"),
        Some(Progress::Done) => say("intake-job-done"),
        Some(Progress::Stopped) => say("intake-job-stopped"),
        Some(Progress::Failed { .. }) | None => String::new(),
    };
    Job { state: progress.map_or("none", |progress| progress.name()), n_made, n_parts, words }
}

/// Returns how far storing a capture is.
///
/// # Errors
/// `not-found`.
#[utoipa::path(get, path = "/captures/{id}/job", tag = "captures", operation_id = "capture-job",
    params(("id" = String, Path, description = "the capture")),
    responses((status = 200, description = "how far it is", body = Job), (status = 404, description = "there is no such capture")))]
pub async fn job(
    State(app): State<App>,
    who: SignedOn,
    lang: Lang,
    Path(id): Path<CaptureId>,
) -> Result<Json<Job>, Problem> {
    app.with_desk(&who.person.id, move |desk| intake::look(desk, id).map(drop)).await?;
    Ok(Json(job_of(&app, lang, id)))
}

/// A record.
#[derive(Debug, Serialize, ToSchema)]
pub struct Record {
    #[schema(value_type = String, format = "uuid")]
    id: RecordId,
    #[schema(value_type = String, format = "uuid")]
    capture: CaptureId,
    dossier: String,
    /// `registered`, `stored`, `destruction-proposed` or `destroyed`.
    state: &'static str,
    title: Option<String>,
    n_messages: u64,
    /// Local time of its first message.
    first_at: Option<String>,
    last_at: Option<String>,
}

/// Returns one record.
///
/// # Errors
/// `not-found`, `not-your-role`.
#[utoipa::path(get, path = "/records/{id}", tag = "records", operation_id = "record",
    params(("id" = String, Path, description = "the record")),
    responses((status = 200, description = "the record", body = Record), (status = 404, description = "there is none")))]
pub async fn record(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<RecordId>,
) -> Result<Json<Record>, Problem> {
    let record = app.with_desk(&who.person.id, move |desk| records::look(desk, id)).await?.record;
    Ok(Json(Record {
        id,
        capture: record.capture,
        dossier: record.dossier.to_string(),
        state: record.state.name(),
        title: record.registration.map(|one| one.title.into_string()),
        n_messages: record.n_messages,
        first_at: record.first_at.map(|at| at.to_string()),
        last_at: record.last_at.map(|at| at.to_string()),
    }))
}

/// What to search for. It travels in the body, for what is asked may be personal and an address is not.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    #[serde(default)]
    words: String,
    sender: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<jiff::civil::Date>,
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<jiff::civil::Date>,
    dossier: Option<String>,
    /// Where the page begins.
    after: Option<String>,
}

/// A message that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hit {
    #[schema(value_type = String, format = "uuid")]
    record: RecordId,
    dossier: String,
    title: String,
    position: u64,
    /// Local time.
    at: String,
    sender: Option<String>,
    text: String,
}

/// A page of hits, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hits {
    items: Vec<Hit>,
    next: Option<String>,
}

/// Searches; the question is in the ledger, its answer is not.
///
/// # Errors
/// A question that cannot be asked.
#[utoipa::path(post, path = "/searches", tag = "records", operation_id = "search", request_body = Question,
    responses((status = 200, description = "a page of hits", body = Hits), (status = 422, description = "a question that cannot be asked")))]
pub async fn search(
    State(app): State<App>,
    who: SignedOn,
    Json(question): Json<Question>,
) -> Result<Json<Hits>, Problem> {
    let dossier = match question.dossier {
        Some(dossier) => Some(dossier.parse::<DossierId>()?),
        None => None,
    };
    let query = zegel_archive::Query {
        text: question.words.into(),
        sender: question.sender.map(Content::from),
        from: question.from,
        to: question.to,
        dossier,
    };
    let after = question.after.and_then(|after| after.parse().ok());
    let page = app.with_desk(&who.person.id, move |desk| search::search(desk, &query, after, PAGE)).await?;
    let hit = |found: search::Found| Hit {
        record: found.record,
        dossier: found.dossier.to_string(),
        title: found.title.into_string(),
        position: found.position,
        at: found.at,
        sender: found.sender.map(Content::into_string),
        text: found.text.into_string(),
    };
    let items = page.found.into_iter().map(hit).collect();
    Ok(Json(Hits { items, next: page.next.map(|cursor| cursor.to_string()) }))
}

/// A dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct Dossier {
    id: String,
    title: String,
    is_closed: bool,
    n_records: u64,
    n_messages: u64,
}

/// A page of dossiers, in order of name.
#[derive(Debug, Serialize, ToSchema)]
pub struct Dossiers {
    items: Vec<Dossier>,
    next: Option<String>,
}

/// Where the page begins.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct After {
    /// Only those after this one.
    after: Option<String>,
}

/// Lists the dossiers.
///
/// # Errors
/// Faults of the archive.
#[utoipa::path(get, path = "/dossiers", tag = "records", operation_id = "dossiers", params(After),
    responses((status = 200, description = "a page of dossiers", body = Dossiers)))]
pub async fn dossiers(
    State(app): State<App>,
    who: SignedOn,
    Query(page): Query<After>,
) -> Result<Json<Dossiers>, Problem> {
    let after: Option<DossierId> = page.after.and_then(|id| id.parse().ok());
    let found =
        app.with_desk(&who.person.id, move |desk| records::dossiers(desk, after.as_ref(), PAGE)).await?;
    let is_full = found.len() == PAGE as usize;
    let items: Vec<Dossier> = found
        .into_iter()
        .map(|(dossier, n_records, n_messages)| Dossier {
            id: dossier.id.to_string(),
            title: dossier.title.into_string(),
            is_closed: dossier.closed.is_some(),
            n_records,
            n_messages,
        })
        .collect();
    let next = items.last().filter(|_| is_full).map(|last| last.id.clone());
    Ok(Json(Dossiers { items, next }))
}

/// A release.
#[derive(Debug, Serialize, ToSchema)]
pub struct Release {
    #[schema(value_type = String, format = "uuid")]
    id: ReleaseId,
    /// `proposed`, `approved`, `refused` or `written`.
    state: &'static str,
    purpose: String,
    recipient: String,
}

impl From<zegel_archive::Release> for Release {
    fn from(release: zegel_archive::Release) -> Self {
        Self {
            id: release.id,
            state: release.state.name(),
            purpose: release.state.terms().purpose.as_str().to_owned(),
            recipient: release.state.terms().recipient.as_str().to_owned(),
        }
    }
}

/// The releases.
#[derive(Debug, Serialize, ToSchema)]
pub struct Releases {
    items: Vec<Release>,
}

/// Lists the releases, oldest first.
///
/// # Errors
/// Faults of the archive.
#[utoipa::path(get, path = "/releases", tag = "records", operation_id = "releases",
    responses((status = 200, description = "the releases", body = Releases)))]
pub async fn releases(State(app): State<App>, who: SignedOn) -> Result<Json<Releases>, Problem> {
    let found = app.with_desk(&who.person.id, |desk| release::list(desk)).await?;
    Ok(Json(Releases { items: found.into_iter().map(Release::from).collect() }))
}

/// An entry of the ledger: codes, identifiers and digests.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entry {
    seq: u64,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    act: String,
    /// The pseudonym of who acted.
    actor: String,
    subjects: Vec<String>,
    /// The leaf as it stands in the tree.
    leaf: String,
}

/// A page of entries, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entries {
    items: Vec<Entry>,
    next: Option<u64>,
}

/// Which entries.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichEntries {
    /// Only of this act.
    act: Option<String>,
    /// Only about this subject, e.g. `record:…`.
    subject: Option<String>,
    /// Only entries before this one.
    before: Option<u64>,
}

/// Lists entries of the ledger.
///
/// # Errors
/// Faults of the archive.
#[utoipa::path(get, path = "/ledger-entries", tag = "ledger", operation_id = "ledger-entries", params(WhichEntries),
    responses((status = 200, description = "a page of entries", body = Entries)))]
pub async fn entries(
    State(app): State<App>,
    who: SignedOn,
    Query(which): Query<WhichEntries>,
) -> Result<Json<Entries>, Problem> {
    let filter = LedgerFilter { act: which.act, subject: which.subject, ..LedgerFilter::default() };
    let steps =
        app.with_desk(&who.person.id, move |desk| ledger::newest(desk, &filter, which.before, PAGE)).await?;
    let is_full = steps.len() == PAGE as usize;
    let entry = |step: records::Step| {
        let leaf = step.entry.leaf;
        Entry {
            seq: leaf.seq,
            at: leaf.at,
            act: leaf.act,
            actor: leaf.actor.to_string(),
            subjects: leaf.subjects.iter().map(|subject| subject.as_str().to_owned()).collect(),
            leaf: String::from_utf8_lossy(&step.entry.leaf_bytes).into_owned(),
        }
    };
    let items: Vec<Entry> = steps.into_iter().map(entry).collect();
    let next = items.last().filter(|_| is_full).map(|last| last.seq);
    Ok(Json(Entries { items, next }))
}
