//! Signing on at the body's own OpenID provider, and binding people to their identifier there.

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Deserialize;
use zegel_archive::credentials;
use zegel_model::PersonId;

use super::language::local;
use super::signon;
use crate::access::provider::{self, Asking, RETURN_PATH, Returned};
use crate::{App, Problem, SignedOn, problem, request};

/// The cookie that binds the return to the browser that left; only the return path sees it.
const COOKIE: &str = "zegel_provider";

/// Where to go after signing on.
#[derive(Deserialize)]
pub struct Back {
    #[serde(default, rename = "terug")]
    back: String,
}

/// Sends the browser to the provider.
///
/// A link and no form: `form-action 'self'` would stop the browser at the redirect.
///
/// # Errors
/// `not-found` without a provider, `provider-down`.
pub async fn leave(State(app): State<App>, Query(Back { back }): Query<Back>) -> Result<Response, Problem> {
    let config = app.facts().and_then(|facts| facts.sign_on.clone()).ok_or_else(Problem::not_found)?;
    let (origin, back) = (app.settings.origin.clone(), local(&back).to_owned());
    let (url, sent) = blocking(move || provider::send(&config, &origin, back)).await?;
    let ticket = app.sent.put(sent, app.now(), &app.random);
    let secure = if app.settings.is_secure() { "; Secure" } else { "" };
    let cookie =
        format!("{COOKIE}={ticket}; Path={RETURN_PATH}; HttpOnly; SameSite=Lax; Max-Age=600{secure}");
    let mut response = problem::see_other(&url);
    let cookie = HeaderValue::try_from(cookie).map_err(|_| Problem::fault("could not print a cookie"))?;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// Takes the browser back, and signs the person on who is bound to what the provider says.
///
/// # Errors
/// `provider-refused`, also for somebody whom nobody bound; `provider-down`.
pub(crate) async fn come_back(
    State(app): State<App>,
    headers: HeaderMap,
    Query(returned): Query<Returned>,
) -> Result<Response, Problem> {
    let facts = app.facts().ok_or_else(Problem::first_run)?;
    let config = facts.sign_on.clone().ok_or_else(Problem::not_found)?;
    let sent = request::cookie(&headers, COOKIE).and_then(|ticket| app.sent.take(ticket, app.now()));
    let sent = sent.ok_or_else(|| refused("nothing was sent from this browser"))?;
    let back = sent.back.clone();
    let (origin, archive, random, now) =
        (app.settings.origin.clone(), facts.dir.clone(), app.random.clone(), app.now());
    let issuer = config.issuer.clone();
    let subject = blocking(move || {
        let asking = Asking { config: &config, origin: &origin, archive: &archive, now, random: &random };
        provider::receive(&asking, sent, returned)
    })
    .await?;
    let begun = app
        .with_archive(move |archive| {
            let found = credentials::of_subject(archive, &issuer, &subject)?;
            let bound = found.ok_or_else(|| refused("nobody here is bound to this identifier"))?;
            let secret = bound.secret.clone();
            Ok(credentials::signed_on(archive, &bound, &secret, now)?)
        })
        .await?;
    Ok(signon::signed_on(&app, begun, &back))
}

fn refused(detail: &str) -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "provider-refused").detail(detail)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(Problem::fault("asking the provider panicked")))
}

/// The identifier at the provider.
#[derive(Deserialize)]
pub struct Subject {
    subject: String,
}

/// Binds a person to their identifier at the provider.
///
/// # Errors
/// `own-code`, `exists`, `not-found`, `bad-request`.
pub async fn bind(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<PersonId>,
    Form(Subject { subject }): Form<Subject>,
) -> Result<Response, Problem> {
    let config = app.facts().and_then(|facts| facts.sign_on.clone()).ok_or_else(Problem::not_found)?;
    let subject = subject.trim().to_owned();
    // OpenID Connect Core §2: a subject has at most 255 ASCII characters.
    if subject.is_empty() || 255 < subject.len() || subject.chars().any(char::is_control) {
        return Err(Problem::bad_request("an identifier has 1 to 255 characters"));
    }
    let of = id.clone();
    app.with_desk(&who.person.id, move |desk| credentials::bind_subject(desk, &of, &config.issuer, &subject))
        .await?;
    Ok(problem::see_other(&format!("/mensen/{id}")))
}
