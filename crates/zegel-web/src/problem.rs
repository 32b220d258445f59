//! What went wrong, for a person or a program: a stable code, what happened, whether work is safe, what to do, a reference.
//!
//! Handlers return a [`Problem`]; one middleware prints it, as a page or as `application/problem+json` (RFC 9457). A refusal is
//! expected and is not logged; a fault is logged once, here, under the reference that the person sees.

use std::borrow::Cow;

use askama::Template;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use zegel_archive::{Error, StoreError};
use zegel_model::{Act, Refusal};

use crate::openapi::Printed;
use crate::texts::TEXTS;
use crate::{App, Lang, Page};

/// What went wrong.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The status of the answer.
    pub status: StatusCode,
    /// The stable code; `problem-<code>` is its text, with the attributes `.safe` and `.remedy`.
    pub code: Cow<'static, str>,
    /// What a program may be told besides, in English and without personal content.
    pub detail: Option<String>,
    /// The act that was refused for want of a role.
    pub act: Option<Act>,
    /// After how many seconds it is worth trying again.
    pub retry_after: Option<u64>,
    /// The chain of causes of a fault; goes to the log and to nobody else.
    pub(crate) cause: Option<String>,
}

impl Problem {
    /// Makes a problem with a code of `texts/*/problem.ftl`.
    pub fn new(status: StatusCode, code: impl Into<Cow<'static, str>>) -> Self {
        Self { status, code: code.into(), detail: None, act: None, retry_after: None, cause: None }
    }

    /// There is no such page or thing, or it may not be known that there is.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found")
    }

    /// What was sent does not have the form that was asked for.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..Self::new(StatusCode::BAD_REQUEST, "bad-request") }
    }

    /// Nobody is signed on, or not any more.
    pub fn sign_on_needed() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "sign-on-needed")
    }

    /// There is no archive yet.
    pub fn first_run() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "first-run")
    }

    /// Something that cannot happen did, or the disk failed; `cause` goes to the log.
    pub fn fault(cause: impl Into<String>) -> Self {
        Self { cause: Some(cause.into()), ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, "fault") }
    }

    /// The roles of the person do not allow this.
    pub fn not_your_role(act: Act) -> Self {
        Self { act: Some(act), ..Self::new(StatusCode::FORBIDDEN, "not-your-role") }
    }

    /// Tells a program more.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal.code {
            "not-your-role" | "not-your-capture" | "own-roles" | "own-code" => StatusCode::FORBIDDEN,
            "already-accepted" | "wrong-state" | "four-eyes" | "open-copies" | "on-hold"
            | "dossier-closed" => StatusCode::CONFLICT,
            "draft-frozen" => StatusCode::CONFLICT,
            "no-draft" => StatusCode::NOT_FOUND,
            "unknown-person" => StatusCode::UNAUTHORIZED,
            "read-only" => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let detail = format!("{}; {}", refusal.message, refusal.remedy);
        Self { detail: Some(detail), ..Self::new(status, refusal.code) }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let (status, code) = match &error {
            StoreError::Refused(refusal) => return refusal.clone().into(),
            StoreError::NotFound { .. } => (StatusCode::NOT_FOUND, "not-found"),
            StoreError::Exists { .. } => (StatusCode::CONFLICT, "exists"),
            StoreError::Conflict { .. } => (StatusCode::CONFLICT, "changed-meanwhile"),
            StoreError::Limit { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "limit"),
            StoreError::ReadOnly { .. } => (StatusCode::SERVICE_UNAVAILABLE, "read-only"),
            StoreError::KeyDestroyed { .. } => (StatusCode::GONE, "destroyed"),
            _ => return Self::fault(chain(&error)),
        };
        Self::new(status, code)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(refusal) => refusal.into(),
            Error::Store(error) => error.into(),
            Error::Sift(zegel_sift::SiftError::Refused(refusal)) => refusal.into(),
            Error::Sift(error @ zegel_sift::SiftError::Seal(_)) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, error.code()).detail(error.to_string())
            }
            Error::PackageRefused(_) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "package-refused"),
            other => Self::fault(chain(&other)),
        }
    }
}

/// Joins an error and its causes; none of them holds personal content (house rule).
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text += &format!(": {cause}");
        next = cause.source();
    }
    text
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Prints the problem of an answer, if it has one.
pub(crate) async fn show(State(app): State<App>, request: Request, next: Next) -> Response {
    let wants_json = is_for_programs(request.uri());
    let return_to = return_to(&request);
    let (parts, body) = request.into_parts();
    let page = Page::of(&app, &parts);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(problem) = problem_of(&mut response) else { return response };
    if let Some(cause) = &problem.cause {
        tracing::error!(reference = page.reference, code = %problem.code, cause, "a request failed");
    }
    if problem.code == "first-run" && !wants_json {
        return see_other("/eerste-keer");
    }
    if problem.code == "sign-on-needed"
        && !wants_json
        && let Some(path) = return_to
    {
        return see_other(&format!("/aanmelden?terug={path}"));
    }
    let mut printed = match wants_json {
        true => as_json(&problem, page.lang, &page.reference),
        false => as_page(problem.clone(), page, &app).await,
    };
    if let Some(seconds) = problem.retry_after {
        printed.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    if let Some(allow) = response.headers().get(header::ALLOW) {
        printed.headers_mut().insert(header::ALLOW, allow.clone());
    }
    printed
}

/// What a person asked for by address, to go on with after signing on.
fn return_to(request: &Request) -> Option<String> {
    let path = request.uri().path_and_query()?.as_str();
    // Everything but what is plain in a query is encoded (RFC 3986 §3.4).
    (request.method() == "GET").then(|| encode(path))
}

pub(crate) fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~');
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// Takes the problem that a handler left, or names the one that a layer before it made.
pub(crate) fn problem_of(response: &mut Response) -> Option<Problem> {
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        return Some(problem);
    }
    let content_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if content_type.is_some_and(|value| !value.starts_with("text/plain")) {
        // A handler's own page, for instance a form with what did not fit.
        return None;
    }
    let status = response.status();
    let is_cross_site = response.extensions().get::<tower_http::csrf::ProtectionError>().is_some();
    let code = match status {
        StatusCode::METHOD_NOT_ALLOWED => "method-not-allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::REQUEST_TIMEOUT => "too-slow",
        StatusCode::FORBIDDEN if is_cross_site => "cross-site",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "media-type",
        StatusCode::NOT_FOUND => "not-found",
        // The extractors of axum answer in English with plain text; what they say may quote what was sent, so it is dropped.
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => "bad-request",
        status if status.is_server_error() => "fault",
        _ => return None,
    };
    Some(Problem::new(status, code))
}

pub(crate) fn is_for_programs(uri: &Uri) -> bool {
    uri.path().starts_with("/api/") || uri.path() == "/openapi.json"
}

/// Sends a browser elsewhere with GET (RFC 9110 §15.4.4).
pub(crate) fn see_other(to: &str) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::LOCATION, HeaderValue::try_from(to).unwrap_or(HeaderValue::from_static("/")));
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// Prints a problem for a program (RFC 9457), in the language of the request.
pub(crate) fn as_json(problem: &Problem, lang: Lang, reference: &str) -> Response {
    let words = Words::of(lang, &problem.code);
    let printed = Printed {
        title: words.happened,
        status: problem.status.as_u16(),
        code: &problem.code,
        detail: problem.detail.clone().unwrap_or_else(|| words.safe.clone()),
        remedy: words.remedy,
        reference,
    };
    let content_type = [(header::CONTENT_TYPE, "application/problem+json")];
    (problem.status, content_type, Json(printed).into_response().into_body()).into_response()
}

/// What a person reads about a problem.
struct Words {
    happened: String,
    safe: String,
    remedy: String,
}

impl Words {
    fn of(lang: Lang, code: &str) -> Self {
        let own = format!("problem-{code}");
        let id = if TEXTS.has(lang, &own) { own.as_str() } else { "problem-refused" };
        let part =
            |attribute: &str| TEXTS.say(lang, &format!("{id}{attribute}")).with("code", code).to_string();
        Self { happened: part(""), safe: part(".safe"), remedy: part(".remedy") }
    }
}

#[derive(Template)]
#[template(path = "common/problem.html")]
struct ProblemPage {
    p: Page,
    words: Words,
    /// The roles that may, with the people of this organisation who have them.
    who: Vec<(String, String)>,
    code: String,
}

async fn as_page(problem: Problem, page: Page, app: &App) -> Response {
    let words = Words::of(page.lang, &problem.code);
    let who = match (problem.act, &page.person) {
        (Some(act), Some(person)) => who_may(app, act, person, &page).await,
        _ => vec![],
    };
    let status = problem.status;
    let body = ProblemPage { p: page, words, who, code: problem.code.into_owned() };
    match body.render() {
        Ok(body) => (status, axum::response::Html(body)).into_response(),
        Err(_) => status.into_response(),
    }
}

/// Tells who can help: the roles that may do this, and who has them here (design, "no permission").
async fn who_may(app: &App, act: Act, person: &zegel_model::Person, page: &Page) -> Vec<(String, String)> {
    let known = app.with_desk(&person.id, |desk| zegel_archive::people::list(desk)).await.unwrap_or_default();
    let names = |role| {
        let of_role = known.iter().filter(|person| person.roles.contains(&role));
        of_role.map(|person| person.name.as_str()).take(5).collect::<Vec<_>>().join(", ")
    };
    act.roles().iter().map(|role| (page.role(role), names(*role))).collect()
}
