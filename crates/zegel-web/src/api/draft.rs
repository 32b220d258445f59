//! `/api/v1/draft`: the sealed draft of whoever is signed on. The server cannot open it; nobody else can ask for it.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt as _, Limited};
use serde::Serialize;
use zegel_archive::drafts;
use zegel_model::{Draft, MAX_DRAFT_BYTES};

use crate::{App, Problem, SignedOn};

/// What the archive knows of a draft.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DraftState {
    /// When it was saved, UTC.
    #[schema(value_type = String, format = DateTime)]
    saved_at: jiff::Timestamp,
    /// When it destroys itself, UTC; it does not while a hold freezes it.
    #[schema(value_type = String, format = DateTime)]
    expires_at: jiff::Timestamp,
    size_bytes: u64,
    /// The deadline is near.
    is_near: bool,
    /// The hold that freezes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    frozen: Option<FrozenBy>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct FrozenBy {
    by: String,
    #[schema(value_type = String, format = DateTime)]
    at: jiff::Timestamp,
    ground: String,
}

/// The draft, or that there is none.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MyDraft {
    draft: Option<DraftState>,
}

impl DraftState {
    fn of(draft: Draft, now: jiff::Timestamp) -> Self {
        Self {
            saved_at: draft.saved_at,
            expires_at: draft.expires_at,
            size_bytes: draft.size_bytes,
            is_near: draft.is_near(now),
            frozen: draft.frozen.map(|frozen| FrozenBy {
                by: frozen.decided.by.to_string(),
                at: frozen.decided.at,
                ground: frozen.ground.as_str().to_owned(),
            }),
        }
    }
}

/// Says what is known of one's own draft.
///
/// # Errors
/// Faults of the archive.
#[utoipa::path(get, path = "/draft", tag = "sift", operation_id = "look-at-draft",
    responses((status = 200, description = "what is known of it", body = MyDraft)))]
pub async fn look(State(app): State<App>, who: SignedOn) -> Result<Json<MyDraft>, Problem> {
    sweep(&app).await?;
    let now = app.now();
    let draft = app.with_desk(&who.person.id, |desk| drafts::mine(desk)).await?;
    Ok(Json(MyDraft { draft: draft.map(|draft| DraftState::of(draft, now)) }))
}

/// Saves a draft that was sealed on the owner's device, in the place of the one before.
///
/// # Errors
/// `draft-size`, `draft-frozen`.
#[utoipa::path(post, path = "/draft", tag = "sift", operation_id = "save-draft",
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "sealed bytes, at most 4 MiB"),
    responses(
        (status = 201, description = "saved", body = MyDraft),
        (status = 409, description = "a hold froze the one that is there"),
        (status = 413, description = "it is too large"),
    ))]
pub async fn save(State(app): State<App>, who: SignedOn, body: Body) -> Result<Response, Problem> {
    let limit = usize::try_from(MAX_DRAFT_BYTES).unwrap_or(usize::MAX);
    let too_large = |_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large");
    let bytes = Limited::new(body, limit).collect().await.map_err(too_large)?.to_bytes();
    let now = app.now();
    let draft = app.with_desk(&who.person.id, move |desk| drafts::save(desk, &bytes)).await?;
    let answer = MyDraft { draft: Some(DraftState::of(draft, now)) };
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// Gives one's own draft back, sealed as it came.
///
/// # Errors
/// `no-draft`.
#[utoipa::path(get, path = "/draft/sealed", tag = "sift", operation_id = "fetch-draft",
    responses(
        (status = 200, description = "the sealed bytes", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, description = "there is none"),
    ))]
pub async fn fetch(State(app): State<App>, who: SignedOn) -> Result<Response, Problem> {
    let bytes = app.with_desk(&who.person.id, drafts::fetch).await?;
    let head =
        [(header::CONTENT_TYPE, "application/octet-stream"), (header::CONTENT_DISPOSITION, "attachment")];
    Ok((head, bytes).into_response())
}

/// Destroys one's own draft.
///
/// # Errors
/// `no-draft`, `draft-frozen`.
#[utoipa::path(post, path = "/draft/destruction", tag = "sift", operation_id = "destroy-draft",
    responses(
        (status = 204, description = "it is gone"),
        (status = 404, description = "there is none"),
        (status = 409, description = "a hold froze it"),
    ))]
pub async fn destroy(State(app): State<App>, who: SignedOn) -> Result<StatusCode, Problem> {
    app.with_desk(&who.person.id, drafts::destroy).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Destroys what is past its deadline.
///
/// # Errors
/// Faults of the archive.
pub(crate) async fn sweep(app: &App) -> Result<(), Problem> {
    let now = app.now();
    app.with_archive(move |archive| drafts::sweep(archive, now).map(drop).map_err(Into::into)).await
}
