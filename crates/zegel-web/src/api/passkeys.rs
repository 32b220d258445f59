//! `/api/v1/passkeys`: what a page and a browser say to each other to make a passkey or to sign on with one.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use zegel_archive::credentials::{self, CredentialKind, NewCredential};

use crate::pages::enrol;
use crate::request::Client;
use crate::{App, Problem, SignedOn};

/// What the browser is asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Asked {
    /// Comes back with the answer.
    ceremony: String,
    /// The options, as WebAuthn writes them in JSON.
    #[schema(value_type = Object)]
    options: Value,
}

/// Where to go on.
#[derive(Debug, Serialize, ToSchema)]
pub struct Done {
    url: &'static str,
}

/// Who is making a passkey.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Begin {
    /// The ticket of the page.
    ticket: String,
}

/// Begins to make a passkey: returns what goes to `navigator.credentials.create`.
///
/// # Errors
/// `ticket-gone`.
#[utoipa::path(post, path = "/passkeys/begin", tag = "passkeys", operation_id = "begin-passkey", request_body = Begin,
    responses((status = 200, description = "for navigator.credentials.create", body = Asked), (status = 410, description = "the ticket is too old")))]
pub async fn begin_making(
    State(app): State<App>,
    who: Option<SignedOn>,
    Json(Begin { ticket }): Json<Begin>,
) -> Result<Json<Asked>, Problem> {
    let enrolling = app.enrolling(&ticket, who.as_ref())?;
    let (person, short) = (enrolling.person.clone(), enrolling.person.to_string());
    let (handle, known) = app
        .with_archive(move |archive| {
            Ok((credentials::handle_of(archive, &person)?, credentials::of_person(archive, &person)?))
        })
        .await?;
    let (options, state) = app.passkeys.begin_making(handle, (&short, &enrolling.name), &known)?;
    let ceremony = app.making.put((ticket, state), app.now(), &app.random);
    Ok(Json(Asked { ceremony, options }))
}

/// What the browser made.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Made {
    ceremony: String,
    /// The credential, as WebAuthn writes it in JSON.
    #[schema(value_type = Object)]
    credential: Value,
    /// How the person calls it.
    #[serde(default)]
    label: String,
}

/// Keeps a passkey, and signs the person on who made it with a code.
///
/// # Errors
/// `ticket-gone`, `passkey-refused`, `exists`.
#[utoipa::path(post, path = "/passkeys", tag = "passkeys", operation_id = "make-passkey", request_body = Made,
    responses((status = 201, description = "made; a session began where there was none", body = Done), (status = 410, description = "the ticket is too old"), (status = 422, description = "the passkey does not fit")))]
pub async fn finish_making(
    State(app): State<App>,
    who: Option<SignedOn>,
    Json(made): Json<Made>,
) -> Result<Response, Problem> {
    let (ticket, state) = app.making.take(&made.ceremony, app.now()).ok_or_else(gone)?;
    let enrolling = app.enrolling(&ticket, who.as_ref())?;
    let secret = app.passkeys.finish_making(&made.credential, &state)?;
    let new = NewCredential { kind: CredentialKind::Passkey, label: made.label, secret, lookup: None };
    let begun = app.keep_credential(&ticket, enrolling, new).await?;
    let answer = |url: &'static str| (StatusCode::CREATED, Json(Done { url }));
    Ok(match begun.filter(|_| who.is_none()) {
        Some(begun) => (enrol::session_header(&app, begun), answer("/")).into_response(),
        None => answer("/mijn-toegang").into_response(),
    })
}

/// Begins to sign on: returns what goes to `navigator.credentials.get`.
///
/// # Errors
/// `too-many-attempts`.
#[utoipa::path(post, path = "/passkeys/sign-on/begin", tag = "passkeys", operation_id = "begin-sign-on",
    responses((status = 200, description = "for navigator.credentials.get", body = Asked), (status = 429, description = "too many attempts")))]
pub async fn begin_signing_on(State(app): State<App>, client: Client) -> Result<Json<Asked>, Problem> {
    refuse_guessing(&app, &client)?;
    let (options, state) = app.passkeys.begin_signing_on()?;
    let ceremony = app.signing_on.put(state, app.now(), &app.random);
    Ok(Json(Asked { ceremony, options }))
}

fn refuse_guessing(app: &App, client: &Client) -> Result<(), Problem> {
    app.guard.attempt(None, client.0, app.now()).map(drop).map_err(|until| Problem {
        retry_after: Some(until.duration_since(app.now()).as_secs().max(1).unsigned_abs()),
        ..Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-attempts")
    })
}

/// What the passkey answered.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Answered {
    ceremony: String,
    /// The credential, as WebAuthn writes it in JSON.
    #[schema(value_type = Object)]
    credential: Value,
}

/// Signs on with a passkey.
///
/// # Errors
/// `ticket-gone`, `passkey-refused`.
#[utoipa::path(post, path = "/passkeys/sign-on/finish", tag = "passkeys", operation_id = "sign-on", request_body = Answered,
    responses((status = 200, description = "signed on", body = Done), (status = 410, description = "the ticket is too old"), (status = 422, description = "the passkey does not fit")))]
pub async fn finish_signing_on(
    State(app): State<App>,
    client: Client,
    Json(answered): Json<Answered>,
) -> Result<Response, Problem> {
    let state = app.signing_on.take(&answered.ceremony, app.now()).ok_or_else(gone)?;
    let answer = serde_json::from_value(answered.credential)
        .map_err(|_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "passkey-refused"))?;
    let handle = app.passkeys.handle_of(&answer)?;
    let known = app
        .with_archive(move |archive| match credentials::person_of_handle(archive, handle)? {
            Some(person) => Ok(credentials::of_person(archive, &person)?),
            None => Ok(vec![]),
        })
        .await?;
    let (used, secret) = app.passkeys.finish_signing_on(&answer, state, &known)?;
    let now = app.now();
    let begun =
        app.with_archive(move |archive| Ok(credentials::signed_on(archive, &used, &secret, now)?)).await?;
    app.guard.succeeded(None, client.0);
    Ok((enrol::session_header(&app, begun), Json(Done { url: "/" })).into_response())
}

fn gone() -> Problem {
    Problem::new(StatusCode::GONE, "ticket-gone")
}
