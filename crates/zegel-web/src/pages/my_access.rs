//! One's own passkeys and passphrase.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use uuid::Uuid;
use zegel_archive::credentials::{self, CredentialKind, CredentialLine};
use zegel_archive::tokens;

use super::enrol;
use crate::access::passphrase::{self, Setup};
use crate::{App, Page, Problem, SignedOn, html, problem};

/// How many days a token may last, as a person chooses.
const TOKEN_DAYS: [u64; 3] = [30, 90, 365];

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
    /// A token that was made just now, with its end.
    token: Option<(String, String)>,
    error: Option<String>,
}

impl MyAccessPage {
    /// The last way to sign on cannot be taken away; a token always can.
    fn may_remove(&self, line: &CredentialLine) -> bool {
        let n_ways = self.lines.iter().filter(|line| line.kind != CredentialKind::Token).count();
        line.kind == CredentialKind::Token || 1 < n_ways
    }
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
        token: None,
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

/// What a token is for, and for how long.
#[derive(Deserialize)]
pub struct NewToken {
    #[serde(default)]
    name: String,
    #[serde(default)]
    days: String,
}

/// Makes a token for a program, and shows it this once.
///
/// # Errors
/// Faults; what does not fit is shown in the form.
pub async fn make_token(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Form(typed): Form<NewToken>,
) -> Result<Response, Problem> {
    let ticket = app.begin_enrolling(who.person.id.clone(), who.person.name.as_str().to_owned(), None);
    let days = typed.days.trim().parse().unwrap_or(0);
    let made = app.with_desk(&who.person.id, move |desk| tokens::make(desk, &typed.name, days)).await;
    match made {
        Ok(token) => {
            let end = p.day_of(&token.expires_at);
            let page = page(&app, p, &who, ticket, None).await?;
            html(&MyAccessPage { token: Some((token.text, end)), ..page })
        }
        Err(problem)
            if matches!(&*problem.code, "credential-name" | "token-days" | "too-many-credentials") =>
        {
            let error = p.t(&format!("signon-token-{}", problem.code)).to_string();
            show_again(&app, p, &who, ticket, error).await
        }
        Err(problem) => Err(problem),
    }
}
