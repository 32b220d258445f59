//! `/api/v1/submissions`: a sealed submission comes in.
//!
//! The package is sealed by the sender, so it may lie on the disk while it arrives: in the folder `incoming` of the archive, piece by
//! piece, never whole in memory. Only when it is complete does it wait for the archive, so a slow sender holds nobody up. Accepted,
//! it is an interim copy like any other and ends when its records are stored; refused, it is removed at once.

use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt as _;
use serde::Serialize;
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;
use zegel_archive::accept;

use crate::{App, Problem, SignedOn};

/// The media type of a submission.
pub const MEDIA_TYPE: &str = "application/vnd.zegel.submission";
/// How large a submission may be.
pub const MAX_BYTES: u64 = 4 * 1024 * 1024 * 1024;
/// How long a sender may be silent.
const SILENCE: Duration = Duration::from_secs(30);
/// How many submissions may be on their way in at a time; the next one is asked to come back.
pub(crate) const MAX_AT_A_TIME: usize = 4;

/// What was accepted.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AcceptedSubmission {
    /// The capture.
    pub capture: String,
    /// How many messages were kept.
    pub n_kept: u64,
    /// How many messages the export had.
    pub n_messages: u64,
    /// How many files came along.
    pub n_files: u64,
    /// Its page.
    pub url: String,
}

/// Brings a submission in.
///
/// # Errors
/// `media-type`, `too-large`, `too-slow`, `busy`; `already-accepted` (409) for the same submission twice; every way in which it can
/// contradict itself (422).
#[utoipa::path(post, path = "/submissions", tag = "sift", operation_id = "hand-in",
    request_body(content = Vec<u8>, content_type = "application/vnd.zegel.submission", description = "a sealed package"),
    responses(
        (status = 201, description = "accepted", body = AcceptedSubmission),
        (status = 408, description = "the sender was silent for too long"),
        (status = 409, description = "the same submission came in before"),
        (status = 413, description = "the package is too large"),
        (status = 415, description = "this is no package"),
        (status = 422, description = "the package contradicts itself"),
        (status = 503, description = "too many packages are on their way in"),
    ))]
pub async fn post(
    State(app): State<App>,
    who: SignedOn,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let media_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if media_type.split(';').next().map(str::trim) != Some(MEDIA_TYPE) {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type"));
    }
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|n| MAX_BYTES < n) {
        return Err(too_large());
    }
    let _place = app.incoming.try_acquire().map_err(|_| Problem {
        retry_after: Some(30),
        ..Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy")
    })?;
    let package = receive(&app, body).await?;
    let accepted = app
        .with_desk(&who.person.id, move |desk| {
            let accepted = accept::accept(desk, &package.path, &mut |_, _| {})?;
            package.keep();
            Ok::<_, zegel_archive::Error>(accepted)
        })
        .await?;
    let url = format!("/indieningen/{}", accepted.capture);
    let answer = AcceptedSubmission {
        capture: accepted.capture.to_string(),
        n_kept: accepted.n_kept,
        n_messages: accepted.n_in_export,
        n_files: accepted.n_files,
        url: url.clone(),
    };
    Ok((StatusCode::CREATED, [(header::LOCATION, url)], Json(answer)).into_response())
}

/// A package on the disk, removed unless it is kept.
struct Package {
    path: PathBuf,
    is_kept: bool,
}

impl Package {
    fn keep(mut self) {
        self.is_kept = true;
    }
}

impl Drop for Package {
    fn drop(&mut self) {
        if !self.is_kept {
            // What could not be removed is swept at the next start.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

async fn receive(app: &App, mut body: Body) -> Result<Package, Problem> {
    let mut bytes = [0; 16];
    (app.random)(&mut bytes);
    let dir = app.facts().ok_or_else(Problem::first_run)?.incoming.clone();
    let package = Package { path: dir.join(format!("{}.zegel", hex::encode(bytes))), is_kept: false };
    let mut file = new_file(&package.path).await.map_err(|error| fault("make", &error))?;
    let mut n_bytes = 0;
    loop {
        let frame = match tokio::time::timeout(SILENCE, body.frame()).await {
            Err(_) => return Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow")),
            Ok(None) => break,
            // The sender went away, or sent less than it said.
            Ok(Some(Err(_))) => return Err(Problem::bad_request("the package broke off")),
            Ok(Some(Ok(frame))) => frame,
        };
        let Ok(piece) = frame.into_data() else { continue };
        n_bytes += piece.len() as u64;
        if MAX_BYTES < n_bytes {
            return Err(too_large());
        }
        file.write_all(&piece).await.map_err(|error| fault("write", &error))?;
    }
    file.flush().await.map_err(|error| fault("write", &error))?;
    Ok(package)
}

async fn new_file(path: &Path) -> std::io::Result<File> {
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    options.open(path).await
}

fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large")
}

fn fault(doing: &str, error: &std::io::Error) -> Problem {
    Problem::fault(format!("could not {doing} a package in the folder 'incoming': {error}"))
}
