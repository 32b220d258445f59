//! One's own passkeys and passphrase.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use uuid::Uuid;
use zegel_archive::credentials::{self, CredentialKind, CredentialLine};

use super::enrol;
use crate::access::passphrase::{self, Setup};
use crate::{App, Page, Problem, SignedOn, html, problem};

#[derive(Template)]
#[template(path = "signon/my-access.html")]
struct MyAccessPage {
    p: Page,
    lines: Vec<CredentialLine>,
    roles: Vec<String>,
    ticket: String,
    setup: Setup,
    has_passkeys: bool,
    has_passphrase: bool,
    min_chars: usize,
    short: String,
    error: Option<String>,
}

/// Shows them.
///
/// # Errors
/// Faults.
pub async fn show(State(app): State<App>, p: Page, who: SignedOn) -> Result<Response, Problem> {
    let ticket = app.begin_enrolling(who.person.id.clone(), who.person.name.as_str().to_owned(), None);
    html(&page(&app, p, &who, ticket, None).await?)
}

/// Shows them again, with what did not fit.
pub(crate) async fn show_again(
    app: &App,
    p: Page,
    who: &SignedOn,
    ticket: String,
    error: String,
) -> Result<Response, Problem> {
    let page = page(app, p, who, ticket, Some(error)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
}

async fn page(
    app: &App,
    p: Page,
    who: &SignedOn,
    ticket: String,
    error: Option<String>,
) -> Result<MyAccessPage, Problem> {
    let lines = app.with_desk(&who.person.id, |desk| credentials::own(desk)).await?;
    Ok(MyAccessPage {
        roles: who.person.roles.iter().map(|role| p.role(role)).collect(),
        setup: enrol::setup_of(app, &ticket, who)?,
        has_passkeys: app.passkeys.are_possible(),
        has_passphrase: lines.iter().any(|line| line.kind == CredentialKind::Passphrase),
        min_chars: passphrase::MIN_CHARS,
        short: who.person.id.to_string(),
        lines,
        ticket,
        error,
        p,
    })
}

/// Which one.
#[derive(Deserialize)]
pub struct Which {
    id: Uuid,
}

/// Removes one of them.
///
/// # Errors
/// `last-credential`, `not-found`.
pub async fn remove(
    State(app): State<App>,
    who: SignedOn,
    Form(Which { id }): Form<Which>,
) -> Result<Response, Problem> {
    app.with_desk(&who.person.id, move |desk| credentials::remove(desk, id)).await?;
    Ok(problem::see_other("/mijn-toegang"))
}
