//! The sifting page on the owner's own machine: `zegel sift --page` (requirements S1, S2).
//!
//! The same page, style, texts and module as those of the archive, served on loopback by the program of who must work without the
//! server. There is no archive behind it and nobody signs on. What is the owner's (the export, and where the files go) is given only
//! to who brings the key of this start, which stands behind the `#` of the printed link: no address, no log and no other site holds
//! it, and another person on the same machine cannot ask without it. At the end the sealed package and the receipt are written where
//! the owner said on the command line, both or neither, and never over a file that is there.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Form, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::{Buf as _, BytesMut};
use http_body_util::BodyExt as _;
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use tokio::fs::File;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::watch;
use tower_http::csrf::CsrfLayer;
use zegel_archive::suggestions::Setting;
use zegel_law::Law;

use crate::api::sift_context::{OfferedFile, OwnPlace, SiftContext, Sources};
use crate::api::submissions::MAX_BYTES;
use crate::pages::{language, sift};
use crate::problem::{self, Problem};
use crate::recognition::{MAX_PICTURE_BYTES, Recogniser};
use crate::{Clock, Lang, Page, Settings, assets, headers};

/// The header in which the page brings the key.
pub const KEY_HEADER: &str = "x-zegel-key";
/// How large a receipt may be: some bytes per message.
const MAX_RECEIPT_BYTES: u32 = 64 * 1024 * 1024;
/// How long the page may be silent while it hands the package over.
const SILENCE: Duration = Duration::from_secs(30);
/// The bytes of the export that are held at a time.
const PIECE_BYTES: usize = 256 * 1024;

/// What the owner said on the command line.
pub struct OwnMachine {
    /// The name of the archive that the package is for.
    pub archive: String,
    /// Its public key (`age1…`).
    pub recipient: String,
    /// The owner: short name in the archive, and full name.
    pub owner: (String, String),
    /// The grounds and regimes.
    pub law: Law,
    /// Name of the policy, and the day from which it holds.
    pub policy: (String, Date),
    /// Offer only regimes that start `empty` or `full`.
    pub starts: Option<&'static str>,
    /// What marks what may be personal data: the owner's own choice here, off when it names no detector.
    pub suggestions: Setting,
    /// The export to begin with.
    pub file: Option<PathBuf>,
    /// Suggests the text on a picture, where the machine can.
    pub recogniser: Option<Recogniser>,
    /// Where the package is written.
    pub out: PathBuf,
    /// Where the receipt is written.
    pub receipt: PathBuf,
    /// How the page is reached.
    pub settings: Settings,
    /// Where the time comes from.
    pub clock: Clock,
    /// The key behind the `#` of the link.
    pub key: String,
    /// Called when package and receipt are written.
    pub written: Box<dyn Fn() + Send + Sync>,
    /// Told when the owner presses the button that ends it.
    pub stop: watch::Sender<bool>,
}

type Own = Arc<OwnMachine>;

/// Builds the routes of the owner's own machine.
pub fn router(own: OwnMachine) -> Router {
    let own = Arc::new(own);
    let keyed = Router::new()
        .route("/api/v1/sift-context", get(context))
        .route("/api/v1/own-export", get(export))
        .route("/api/v1/own-submission", post(hand_in))
        .route("/api/v1/own-recognition", post(recognise))
        .route("/api/v1/own-end", post(end))
        .route_layer(from_fn_with_state(Arc::clone(&own), with_key));
    Router::new()
        .route("/", get(async || problem::see_other("/schiften")))
        .route("/schiften", get(page))
        .route("/taal", post(choose_language))
        .route("/assets/{*name}", get(assets::serve))
        .merge(keyed)
        .fallback(async || Problem::not_found())
        .layer(DefaultBodyLimit::disable())
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(Arc::clone(&own), known_host))
        .layer(from_fn(print_problem))
        .with_state(own)
}

/// Refuses who does not bring the key of this start. Hashes are compared, so the time that takes tells nothing of the key.
async fn with_key(State(own): State<Own>, request: Request, next: Next) -> Response {
    let brought = request.headers().get(KEY_HEADER).map(|value| Sha256::digest(value.as_bytes()));
    match brought == Some(Sha256::digest(own.key.as_bytes())) {
        true => next.run(request).await,
        false => Problem::new(StatusCode::UNAUTHORIZED, "own-key").into_response(),
    }
}

/// See the archive's own server: a name elsewhere that was given our address is not our site (DNS rebinding).
async fn known_host(State(own): State<Own>, request: Request, next: Next) -> Response {
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    match own.settings.is_host(named) {
        true => next.run(request).await,
        false => Problem::new(StatusCode::MISDIRECTED_REQUEST, "misdirected").into_response(),
    }
}

async fn print_problem(request: Request, next: Next) -> Response {
    let lang = Lang::of_request(request.headers());
    let mut response = next.run(request).await;
    if let Some(problem) = problem::problem_of(&mut response) {
        if let Some(cause) = &problem.cause {
            tracing::error!(code = %problem.code, cause, "a request failed");
        }
        response = problem::as_json(&problem, lang, "");
    }
    headers::add_always(&mut response);
    response
}

async fn page(State(own): State<Own>, lang: Lang) -> Result<Response, Problem> {
    sift::show(Page::alone(lang, "/schiften", &own.archive)).await
}

async fn choose_language(Form(choice): Form<language::Choice>) -> Result<Response, Problem> {
    language::remember(&choice, false)
}

async fn context(State(own): State<Own>, lang: Lang) -> Result<Json<SiftContext>, Problem> {
    let mut context = SiftContext::new(&Sources {
        archive: &own.archive,
        recipient: own.recipient.clone(),
        owner: (&own.owner.0, &own.owner.1),
        law: &own.law,
        policy: (&own.policy.0, own.policy.1),
        today: (own.clock)().to_zoned(own.settings.zone.clone()).date(),
        lang,
    });
    if let Some(start) = own.starts {
        context.only_regimes_that_start(start);
    }
    context.suggest(own.suggestions.clone());
    let file = match &own.file {
        None => None,
        Some(path) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let found = tokio::fs::metadata(path).await.map_err(|error| fault("find the export", &error))?;
            Some(OfferedFile { name, size_bytes: found.len() })
        }
    };
    let out = own.out.display().to_string();
    let receipt = own.receipt.display().to_string();
    context.own = Some(OwnPlace { file, out, receipt, recognises: own.recogniser.is_some() });
    Ok(Json(context))
}

/// Gives the export that was named on the command line, piece by piece.
async fn export(State(own): State<Own>) -> Result<Response, Problem> {
    let path = own.file.as_ref().ok_or_else(Problem::not_found)?;
    let file = File::open(path).await.map_err(|error| fault("open the export", &error))?;
    let n_bytes = file.metadata().await.map_err(|error| fault("measure the export", &error))?.len();
    let (mut sender, body) = http_body_util::channel::Channel::<bytes::Bytes, std::io::Error>::new(2);
    tokio::spawn(async move {
        let mut file = file.take(n_bytes);
        loop {
            let mut piece = BytesMut::with_capacity(PIECE_BYTES);
            match file.read_buf(&mut piece).await {
                Ok(0) => break,
                // The page went away.
                Ok(_) if sender.send_data(piece.freeze()).await.is_err() => break,
                Ok(_) => {}
                Err(error) => {
                    sender.abort(error);
                    break;
                }
            }
        }
    });
    let head = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, n_bytes.to_string()),
        (header::CONTENT_DISPOSITION, "attachment".to_owned()),
    ];
    Ok((head, Body::new(body)).into_response())
}

/// Takes the receipt and the package, and writes both or neither. The body is the length of the receipt (u32, little-endian), the
/// receipt, and the package.
async fn hand_in(State(own): State<Own>, headers: HeaderMap, body: Body) -> Result<StatusCode, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if kind != Some("application/octet-stream") {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type"));
    }
    if tokio::fs::try_exists(&own.out).await.unwrap_or(true)
        || tokio::fs::try_exists(&own.receipt).await.unwrap_or(true)
    {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "own-exists"));
    }
    let mut pieces = Pieces { body, held: BytesMut::new() };
    let receipt = pieces.receipt().await?;
    let written = write_package(&own, &mut pieces).await;
    let written = match written {
        Ok(()) => zegel_archive::create::write_secret(&own.receipt, &receipt)
            .map_err(|error| Problem::fault(problem::chain(&error))),
        failed => failed,
    };
    if written.is_err() {
        // What was written is cut off, or stands there without its receipt; it would only be one more copy.
        let _ = tokio::fs::remove_file(&own.out).await;
    }
    written?;
    (own.written)();
    Ok(StatusCode::CREATED)
}

/// What was read on a picture.
#[derive(Serialize)]
struct Recognised {
    text: String,
}

/// Suggests the text on a picture.
async fn recognise(State(own): State<Own>, body: Body) -> Result<Json<Recognised>, Problem> {
    let recogniser = own.recogniser.clone().ok_or_else(Problem::not_found)?;
    let mut pieces = Pieces { body, held: BytesMut::new() };
    let mut picture = Vec::new();
    while let Some(piece) = pieces.next().await? {
        picture.extend_from_slice(&piece);
        if MAX_PICTURE_BYTES < picture.len() {
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large"));
        }
    }
    let read = tokio::task::spawn_blocking(move || recogniser.read(picture)).await;
    let text = read.map_err(|_| Problem::fault("reading a picture panicked"))?;
    let unreadable = || Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-request");
    Ok(Json(Recognised { text: text.ok_or_else(unreadable)? }))
}

/// Ends the program, after this answer.
async fn end(State(own): State<Own>) -> StatusCode {
    // Nobody listens any more when it is ending already.
    let _ = own.stop.send(true);
    StatusCode::NO_CONTENT
}

async fn write_package(own: &OwnMachine, pieces: &mut Pieces) -> Result<(), Problem> {
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(&own.out).await.map_err(|error| fault("make the submission", &error))?;
    let mut n_bytes = 0;
    while let Some(piece) = pieces.next().await? {
        n_bytes += piece.len() as u64;
        if MAX_BYTES < n_bytes {
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large"));
        }
        file.write_all(&piece).await.map_err(|error| fault("write the submission", &error))?;
    }
    if n_bytes == 0 {
        return Err(Problem::bad_request("the package is empty"));
    }
    file.sync_all().await.map_err(|error| fault("write the submission", &error))
}

/// A body, piece by piece.
struct Pieces {
    body: Body,
    held: BytesMut,
}

impl Pieces {
    async fn next(&mut self) -> Result<Option<BytesMut>, Problem> {
        if !self.held.is_empty() {
            return Ok(Some(self.held.split()));
        }
        loop {
            match tokio::time::timeout(SILENCE, self.body.frame()).await {
                Err(_) => return Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow")),
                Ok(None) => return Ok(None),
                Ok(Some(Err(_))) => return Err(Problem::bad_request("the package broke off")),
                Ok(Some(Ok(frame))) => {
                    let Ok(piece) = frame.into_data() else { continue };
                    return Ok(Some(BytesMut::from(piece)));
                }
            }
        }
    }

    /// Reads the receipt off the front.
    async fn receipt(&mut self) -> Result<Vec<u8>, Problem> {
        let mut front = self.front(4).await?;
        let length = front.get_u32_le();
        if MAX_RECEIPT_BYTES < length {
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large"));
        }
        Ok(self.front(length as usize).await?.to_vec())
    }

    /// Reads this many bytes off the front.
    async fn front(&mut self, n_bytes: usize) -> Result<BytesMut, Problem> {
        let mut front = BytesMut::new();
        while front.len() < n_bytes {
            let Some(piece) = self.next().await? else {
                return Err(Problem::bad_request("the package broke off"));
            };
            front.extend_from_slice(&piece);
        }
        self.held = front.split_off(n_bytes);
        Ok(front)
    }
}

fn fault(doing: &str, error: &std::io::Error) -> Problem {
    Problem::fault(format!("could not {doing}: {error}"))
}
