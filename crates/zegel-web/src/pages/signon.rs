//! Signing on and off. An answer never tells whether it was the name, the passphrase or the code that did not fit.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use zegel_archive::credentials::{self, Begun, Credential, CredentialKind};
use zegel_archive::people;
use zegel_model::{Person, PersonId};

use super::language::local;
use crate::access::passphrase;
use crate::request::Client;
use crate::{App, Page, Problem, html, problem, session};

#[derive(Template)]
#[template(path = "signon/signon.html")]
struct SignOnPage {
    p: Page,
    back: String,
    /// What the person typed, to type only the rest again.
    name: String,
    error: Option<String>,
    has_passkeys: bool,
    has_provider: bool,
    /// The people of the example: short name, full name, roles.
    example: Vec<(String, String, String)>,
}

/// Where to go after signing on.
#[derive(Deserialize)]
pub struct Back {
    #[serde(default, rename = "terug")]
    back: String,
}

/// Shows the ways to sign on.
///
/// # Errors
/// A fault.
pub async fn show(
    State(app): State<App>,
    p: Page,
    client: Client,
    Query(Back { back }): Query<Back>,
) -> Result<Response, Problem> {
    if p.person.is_some() {
        return Ok(problem::see_other(local(&back)));
    }
    html(&page(&app, p, &client, local(&back)).await?)
}

async fn page(app: &App, p: Page, client: &Client, back: &str) -> Result<SignOnPage, Problem> {
    let example = if app.is_open_example(client) { example_people(app, &p).await? } else { vec![] };
    Ok(SignOnPage {
        back: back.to_owned(),
        name: String::new(),
        error: None,
        has_passkeys: app.passkeys.are_possible(),
        has_provider: app.has_provider(),
        example,
        p,
    })
}

async fn example_people(app: &App, p: &Page) -> Result<Vec<(String, String, String)>, Problem> {
    let people = app.with_archive(|archive| people::of_example(archive).map_err(Into::into)).await?;
    let roles = |person: &Person| person.roles.iter().map(|role| p.role(role)).collect::<Vec<_>>().join(", ");
    Ok(people
        .iter()
        .map(|person| (person.id.to_string(), person.name.as_str().to_owned(), roles(person)))
        .collect())
}

/// What was typed.
#[derive(Deserialize)]
pub struct Typed {
    name: String,
    passphrase: String,
    code: String,
    #[serde(default)]
    back: String,
}

/// Signs on with a passphrase and a code.
///
/// # Errors
/// `bad-request`, faults; what does not fit is shown in the form.
pub async fn passphrase(
    State(app): State<App>,
    p: Page,
    client: Client,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let back = local(&typed.back).to_owned();
    let attempt = match app.guard.attempt(Some(&typed.name), client.0, app.now()) {
        Ok(attempt) => attempt,
        Err(until) => return wait(&app, p, &client, (&typed, &back), until).await,
    };
    match check(&app, &typed).await? {
        Some(begun) => {
            app.guard.succeeded(Some(&typed.name), client.0);
            Ok(signed_on(&app, begun, &back))
        }
        None => {
            if let (Some(until), Ok(person)) = (attempt.locks_until, typed.name.trim().parse::<PersonId>()) {
                let now = app.now();
                app.with_archive(move |archive| Ok(credentials::locked_out(archive, &person, until, now)?))
                    .await?;
            }
            let error = p.t("signon-wrong").to_string();
            again(&app, p, &client, (&typed, &back), (StatusCode::UNPROCESSABLE_ENTITY, error)).await
        }
    }
}

async fn check(app: &App, typed: &Typed) -> Result<Option<Begun>, Problem> {
    let kept = match typed.name.trim().to_lowercase().parse::<PersonId>() {
        Ok(person) => app.with_archive(move |archive| Ok(credentials::of_person(archive, &person)?)).await?,
        Err(_) => vec![],
    };
    let kept: Option<Credential> = kept.into_iter().find(|one| one.kind == CredentialKind::Passphrase);
    if passphrase::MAX_BYTES < typed.passphrase.len() {
        return Ok(None);
    }
    let secret = passphrase::check(kept.as_ref(), typed.passphrase.clone(), &typed.code, app.now()).await?;
    let (Some(kept), Some(secret)) = (kept, secret) else { return Ok(None) };
    let now = app.now();
    let noted =
        app.with_archive(move |archive| Ok(credentials::signed_on(archive, &kept, &secret, now)?)).await;
    match noted {
        Ok(begun) => Ok(Some(begun)),
        // The same code at the same moment from elsewhere: it counts once.
        Err(problem) if problem.code == "changed-meanwhile" => Ok(None),
        Err(problem) => Err(problem),
    }
}

async fn wait(
    app: &App,
    p: Page,
    client: &Client,
    typed: (&Typed, &str),
    until: jiff::Timestamp,
) -> Result<Response, Problem> {
    let seconds = until.duration_since(app.now()).as_secs().max(1).unsigned_abs();
    let error = p.t("signon-wait").with("minutes", seconds.div_ceil(60)).to_string();
    let mut response = again(app, p, client, typed, (StatusCode::TOO_MANY_REQUESTS, error)).await?;
    response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    Ok(response)
}

async fn again(
    app: &App,
    p: Page,
    client: &Client,
    (typed, back): (&Typed, &str),
    (status, error): (StatusCode, String),
) -> Result<Response, Problem> {
    let page = page(app, p, client, back).await?;
    let body = html(&SignOnPage { name: typed.name.clone(), error: Some(error), ..page })?;
    Ok((status, body).into_response())
}

/// Begins the session and goes on to where the person was going.
pub(crate) fn signed_on(app: &App, begun: Begun, back: &str) -> Response {
    let mut response = problem::see_other(local(back));
    response.headers_mut().insert(header::SET_COOKIE, begin_session(app, begun));
    response
}

/// Begins the session and returns the header with its token.
pub(crate) fn begin_session(app: &App, begun: Begun) -> HeaderValue {
    let token = app.sessions.begin(begun, app.now(), &app.random);
    session::set_cookie(&token, app.settings.is_secure())
}

/// Who of the example.
#[derive(Deserialize)]
pub struct Example {
    person: PersonId,
    #[serde(default)]
    back: String,
}

/// Signs on as somebody of the example, on this machine only.
///
/// # Errors
/// `not-found` everywhere else.
pub async fn example(
    State(app): State<App>,
    client: Client,
    Form(Example { person, back }): Form<Example>,
) -> Result<Response, Problem> {
    if !app.is_open_example(&client) {
        return Err(Problem::not_found());
    }
    let now = app.now();
    let begun = app
        .with_archive(move |archive| Ok(credentials::signed_on_to_example(archive, &person, now)?))
        .await?;
    Ok(signed_on(&app, begun, &back))
}

/// Ends the session.
pub async fn sign_off(State(app): State<App>, headers: HeaderMap) -> Response {
    if let Some(token) = session::token(&headers) {
        app.sessions.end(token);
    }
    let mut response = problem::see_other("/aanmelden");
    response.headers_mut().insert(header::SET_COOKIE, session::clear_cookie());
    response
}
