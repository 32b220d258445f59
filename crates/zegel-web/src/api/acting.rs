//! What is done with a capture: registered, approved, sent back, withdrawn, stored, closed; and its interim copies.
//!
//! Every operation is the use case behind the same button of the pages and refuses the same; the answer is the capture as it is now.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zegel_archive::{Desk, close, copies, intake, register, send_back};
use zegel_model::{CaptureId, Content, CopyId, RecordId, Registration, ReturnReason};

use super::keeping::{Capture, Job, job_of};
use crate::pages::registering::label_exceptions;
use crate::{App, Lang, Problem, SignedOn, jobs};

type Answer = Result<(StatusCode, Json<Capture>), Problem>;

/// Does something with a capture and shows it as it is then.
async fn act(
    app: &App,
    who: &SignedOn,
    id: CaptureId,
    work: impl FnOnce(&mut Desk<'_>) -> Result<(), zegel_archive::Error> + Send + 'static,
) -> Answer {
    let seen = app
        .with_desk(&who.person.id, move |desk| {
            work(desk)?;
            intake::look(desk, id)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(seen.card.into())))
}

/// How a part of a capture becomes a record.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes `Registration` of the model, which is what is read")]
struct NewRecord {
    /// The dossier.
    dossier: String,
    /// The title of the record.
    title: String,
    /// First and last positions, inclusive; empty for everything.
    positions: Vec<[u64; 2]>,
    /// `openbaar`, `beperkt_openbaar`, `intern`, `zaakvertrouwelijk`, `vertrouwelijk`, `confidentieel`, `geheim` or `zeer_geheim`.
    confidentiality: String,
    retention: NewRetention,
    /// The limit on use (MDTO `beperkingGebruik`).
    use_limit: String,
    /// The activity or process (MDTO `activiteit`).
    activity: Option<String>,
    /// Special categories or criminal data, and the exception on which they may be kept.
    #[schema(value_type = Option<Object>)]
    sensitive: Option<()>,
}

/// Why and how long it is kept.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes `Retention` of the model, which is what is read")]
struct NewRetention {
    /// `B`, `V` or `N`.
    appraisal: String,
    /// The selection list and its category.
    category: String,
    /// The term, e.g. `P10Y`; only with `V`.
    term: Option<String>,
}

/// The records that a capture becomes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Registrations {
    #[schema(value_type = Vec<NewRecord>)]
    items: Vec<Registration>,
}

/// Registers a capture; with sensitive data it waits for the approval of somebody else.
///
/// # Errors
/// `not-your-role`, `four-eyes`, `wrong-state`, and what does not fit in the registration.
#[utoipa::path(post, path = "/captures/{id}/registrations", tag = "captures", operation_id = "register-capture", request_body = Registrations,
    params(("id" = String, Path, description = "the capture")),
    responses((status = 201, description = "registered, or proposed", body = Capture), (status = 404, description = "there is none"), (status = 409, description = "not in this state, or not by this person"), (status = 422, description = "what does not fit")))]
pub async fn registrations(
    State(app): State<App>,
    who: SignedOn,
    lang: Lang,
    Path(id): Path<CaptureId>,
    Json(asked): Json<Registrations>,
) -> Answer {
    act(&app, &who, id, move |desk| match asked.items.iter().any(|one| one.sensitive.is_some()) {
        true => {
            let labelled = label_exceptions(desk, asked.items, lang);
            register::propose(desk, id, labelled)
        }
        false => register::register(desk, id, asked.items).map(drop),
    })
    .await
}

/// Approves a registration with sensitive data that somebody else proposed.
///
/// # Errors
/// `not-your-role`, `four-eyes`, `wrong-state`.
#[utoipa::path(post, path = "/captures/{id}/registration-approvals", tag = "captures", operation_id = "approve-registration",
    params(("id" = String, Path, description = "the capture")),
    responses((status = 201, description = "registered", body = Capture), (status = 404, description = "there is none"), (status = 409, description = "not in this state, or not by this person")))]
pub async fn approve(State(app): State<App>, who: SignedOn, Path(id): Path<CaptureId>) -> Answer {
    act(&app, &who, id, move |desk| register::approve(desk, id).map(drop)).await
}

/// Why a capture goes back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reasons {
    items: Vec<Reason>,
}

/// A reason, for one message or for the whole.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    position: Option<u64>,
    reason: String,
}

/// Sends a capture back to its owner.
///
/// # Errors
/// `not-your-role`, `four-eyes`, `wrong-state`, `reason-missing`, `position-unknown`.
#[utoipa::path(post, path = "/captures/{id}/returns", tag = "captures", operation_id = "return-capture", request_body = Reasons,
    params(("id" = String, Path, description = "the capture")),
    responses((status = 201, description = "sent back", body = Capture), (status = 404, description = "there is none"), (status = 409, description = "not in this state, or not by this person"), (status = 422, description = "a reason is missing")))]
pub async fn returns(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<CaptureId>,
    Json(asked): Json<Reasons>,
) -> Answer {
    let reason = |one: Reason| ReturnReason { position: one.position, reason: Content::from(one.reason) };
    let reasons = asked.items.into_iter().map(reason).collect();
    act(&app, &who, id, move |desk| send_back::send_back(desk, id, reasons)).await
}

/// Takes a sending back, or a proposal with sensitive data, off again.
///
/// # Errors
/// `not-your-role`, `four-eyes`, `wrong-state`.
#[utoipa::path(post, path = "/captures/{id}/reopenings", tag = "captures", operation_id = "reopen-capture",
    params(("id" = String, Path, description = "the capture")),
    responses((status = 201, description = "open for registering", body = Capture), (status = 404, description = "there is none"), (status = 409, description = "not in this state, or not by this person")))]
pub async fn reopen(State(app): State<App>, who: SignedOn, Path(id): Path<CaptureId>) -> Answer {
    act(&app, &who, id, move |desk| send_back::reopen(desk, id)).await
}

/// Withdraws what was sent back, by its owner.
///
/// # Errors
/// `not-your-role`, `not-your-capture`, `wrong-state`.
#[utoipa::path(post, path = "/captures/{id}/withdrawals", tag = "captures", operation_id = "withdraw-capture",
    params(("id" = String, Path, description = "the capture")),
    responses((status = 201, description = "withdrawn", body = Capture), (status = 404, description = "there is none"), (status = 409, description = "not in this state")))]
pub async fn withdraw(State(app): State<App>, who: SignedOn, Path(id): Path<CaptureId>) -> Answer {
    act(&app, &who, id, move |desk| send_back::withdraw(desk, id)).await
}

/// Closes a capture of which no copy is open.
///
/// # Errors
/// `not-your-role`, `open-copies`, `wrong-state`.
#[utoipa::path(post, path = "/captures/{id}/closings", tag = "captures", operation_id = "close-capture",
    params(("id" = String, Path, description = "the capture")),
    responses((status = 201, description = "closed", body = Capture), (status = 404, description = "there is none"), (status = 409, description = "copies are open, or not in this state")))]
pub async fn close(State(app): State<App>, who: SignedOn, Path(id): Path<CaptureId>) -> Answer {
    act(&app, &who, id, move |desk| close::close(desk, id)).await
}

/// Starts storing a registered capture; how far it is stands under `job`.
///
/// # Errors
/// `wrong-state`.
#[utoipa::path(post, path = "/captures/{id}/storings", tag = "captures", operation_id = "store-capture",
    params(("id" = String, Path, description = "the capture")),
    responses((status = 202, description = "it has begun", body = Job), (status = 404, description = "there is none"), (status = 409, description = "not in this state")))]
pub async fn store(
    State(app): State<App>,
    who: SignedOn,
    lang: Lang,
    Path(id): Path<CaptureId>,
) -> Result<(StatusCode, Json<Job>), Problem> {
    let seen = app.with_desk(&who.person.id, move |desk| intake::look(desk, id)).await?;
    if !matches!(seen.card.state, "registered" | "stored") {
        return Err(Problem::new(StatusCode::CONFLICT, "wrong-state"));
    }
    jobs::start(&app, who.person.id, id);
    Ok((StatusCode::ACCEPTED, Json(job_of(&app, lang, id))))
}

/// A record that a capture became.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordLine {
    #[schema(value_type = String, format = "uuid")]
    id: RecordId,
    dossier: String,
    state: &'static str,
    n_messages: u64,
}

/// The records of a capture.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordLines {
    items: Vec<RecordLine>,
}

/// Lists the records that a capture became.
///
/// # Errors
/// `not-found`.
#[utoipa::path(get, path = "/captures/{id}/records", tag = "captures", operation_id = "capture-records",
    params(("id" = String, Path, description = "the capture")),
    responses((status = 200, description = "its records", body = RecordLines), (status = 404, description = "there is none")))]
pub async fn records(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<CaptureId>,
) -> Result<Json<RecordLines>, Problem> {
    let seen = app.with_desk(&who.person.id, move |desk| intake::look(desk, id)).await?;
    let line = |record: zegel_archive::Recorded| RecordLine {
        id: record.id,
        dossier: record.dossier.to_string(),
        state: record.state.name(),
        n_messages: record.n_messages,
    };
    Ok(Json(RecordLines { items: seen.records.into_iter().map(line).collect() }))
}

/// An interim copy, without the place where it lies: places hold names.
#[derive(Debug, Serialize, ToSchema)]
pub struct Copy {
    #[schema(value_type = String, format = "uuid")]
    id: CopyId,
    /// What it is, e.g. `export-zip`.
    kind: String,
    state: &'static str,
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
    size_bytes: Option<u64>,
}

/// The interim copies of a capture.
#[derive(Debug, Serialize, ToSchema)]
pub struct Copies {
    items: Vec<Copy>,
}

/// Lists the interim copies of a capture.
///
/// # Errors
/// `not-found`.
#[utoipa::path(get, path = "/captures/{id}/copies", tag = "captures", operation_id = "capture-copies",
    params(("id" = String, Path, description = "the capture")),
    responses((status = 200, description = "its copies", body = Copies), (status = 404, description = "there is no such capture")))]
pub async fn copies(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<CaptureId>,
) -> Result<Json<Copies>, Problem> {
    let seen = app.with_desk(&who.person.id, move |desk| intake::look(desk, id)).await?;
    let line = |copy: zegel_archive::InterimCopy| Copy {
        id: copy.id,
        state: copy.state.name(),
        kind: copy.kind,
        made_at: copy.made_at,
        expires_at: copy.expires_at,
        size_bytes: copy.size_bytes,
    };
    Ok(Json(Copies { items: seen.copies.into_iter().map(line).collect() }))
}

/// What somebody declares.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// How the copy ended.
    statement: String,
}

/// Declares that a copy out of reach is gone.
///
/// # Errors
/// `not-your-role`, `statement-missing`, `wrong-state`.
#[utoipa::path(post, path = "/copies/{id}/attestations", tag = "captures", operation_id = "attest-copy", request_body = Statement,
    params(("id" = String, Path, description = "the copy")),
    responses((status = 204, description = "it has ended"), (status = 404, description = "there is none"), (status = 409, description = "it ended before"), (status = 422, description = "the statement is missing")))]
pub async fn attest(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<CopyId>,
    Json(said): Json<Statement>,
) -> Result<StatusCode, Problem> {
    app.with_desk(&who.person.id, move |desk| copies::attest(desk, id, &said.statement)).await?;
    Ok(StatusCode::NO_CONTENT)
}
