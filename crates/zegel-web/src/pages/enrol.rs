//! Making one's own access with a code that an administrator gave: a passkey, or a passphrase with an app for codes.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use zegel_archive::credentials::{self, Begun, CredentialKind, NewCredential};
use zegel_model::PersonId;

use super::signon;
use crate::access::passphrase::{self, Setup};
use crate::request::Client;
use crate::{App, Page, Problem, SignedOn, html, problem, session};

/// Somebody who is making their access: with a code, or signed on already.
#[derive(Clone)]
pub(crate) struct Enrolling {
    pub(crate) person: PersonId,
    pub(crate) name: String,
    /// The code that is used up at the end; none for who is signed on.
    pub(crate) code: Option<String>,
    totp: [u8; 20],
}

impl App {
    /// Begins to make access for this person, and returns the ticket.
    pub(crate) fn begin_enrolling(&self, person: PersonId, name: String, code: Option<String>) -> String {
        let mut totp = [0; 20];
        (self.random)(&mut totp);
        self.enrolling.put(Enrolling { person, name, code, totp }, self.now(), &self.random)
    }

    /// Looks at who is making their access; `who` must be the same person where somebody is signed on.
    pub(crate) fn enrolling(&self, ticket: &str, who: Option<&SignedOn>) -> Result<Enrolling, Problem> {
        let found = self.enrolling.with(ticket, self.now(), |enrolling| enrolling.clone());
        let is_theirs = |one: &Enrolling| match who {
            Some(who) => one.person == who.person.id,
            None => one.code.is_some(),
        };
        found.filter(is_theirs).ok_or_else(|| Problem::new(StatusCode::GONE, "ticket-gone"))
    }

    /// Keeps what the person made, and ends the ticket; returns the session that begins, for who came with a code.
    pub(crate) async fn keep_credential(
        &self,
        ticket: &str,
        enrolling: Enrolling,
        new: NewCredential,
    ) -> Result<Option<Begun>, Problem> {
        let (now, session) = (self.now(), session::current());
        let Enrolling { person, code, .. } = enrolling;
        let kept = self
            .with_archive(move |archive| {
                let begun = match code {
                    Some(code) => Some(credentials::enrol(archive, &person, &code, new, now)?),
                    None => {
                        let mut desk = archive.desk(&person, now)?;
                        desk.session = session;
                        credentials::add(&mut desk, new)?;
                        None
                    }
                };
                let person = archive.desk(&person, now)?.actor;
                Ok(begun.map(|session| Begun { person, session }))
            })
            .await?;
        self.enrolling.take(ticket, now);
        Ok(kept)
    }
}

#[derive(Template)]
#[template(path = "signon/code.html")]
struct CodePage {
    p: Page,
    name: String,
    error: Option<String>,
}

/// Asks for the code.
///
/// # Errors
/// A fault.
pub async fn ask(p: Page) -> Result<Response, Problem> {
    html(&CodePage { p, name: String::new(), error: None })
}

/// What was typed.
#[derive(Deserialize)]
pub struct Code {
    name: String,
    code: String,
}

/// Checks the code and shows what can be made with it.
///
/// # Errors
/// Faults; what does not fit is shown in the form.
pub async fn begin(
    State(app): State<App>,
    p: Page,
    client: Client,
    Form(typed): Form<Code>,
) -> Result<Response, Problem> {
    let again = |p: Page, status: StatusCode, error: String| {
        let page = CodePage { p, name: typed.name.clone(), error: Some(error) };
        Ok((status, html(&page)?).into_response())
    };
    if let Err(until) = app.guard.attempt(Some(&typed.name), client.0, app.now()) {
        let seconds = until.duration_since(app.now()).as_secs().max(1).unsigned_abs();
        let error = p.t("signon-wait").with("minutes", seconds.div_ceil(60)).to_string();
        return again(p, StatusCode::TOO_MANY_REQUESTS, error);
    }
    let Ok(person) = typed.name.trim().to_lowercase().parse::<PersonId>() else {
        let error = p.t("signon-code-wrong").to_string();
        return again(p, StatusCode::UNPROCESSABLE_ENTITY, error);
    };
    let (code, now, id) = (typed.code.clone(), app.now(), person.clone());
    let checked = app
        .with_archive(move |archive| {
            credentials::check_code(archive, &id, &code, now)?;
            Ok(archive.desk(&id, now)?.actor)
        })
        .await;
    match checked {
        Ok(known) => {
            app.guard.succeeded(Some(&typed.name), client.0);
            let ticket = app.begin_enrolling(person, known.name.into_string(), Some(typed.code.clone()));
            show(&app, p, ticket, None)
        }
        Err(problem) if problem.status.is_client_error() => {
            let error = p.t("signon-code-wrong").to_string();
            again(p, StatusCode::UNPROCESSABLE_ENTITY, error)
        }
        Err(problem) => Err(problem),
    }
}

#[derive(Template)]
#[template(path = "signon/enrol.html")]
struct EnrolPage {
    p: Page,
    ticket: String,
    short: String,
    name: String,
    setup: Setup,
    has_passkeys: bool,
    min_chars: usize,
    error: Option<String>,
}

fn show(app: &App, p: Page, ticket: String, error: Option<String>) -> Result<Response, Problem> {
    let enrolling = app.enrolling(&ticket, None)?;
    html(&EnrolPage {
        short: enrolling.person.to_string(),
        setup: passphrase::setup(&enrolling.totp, enrolling.person.as_str())?,
        name: enrolling.name,
        has_passkeys: app.passkeys.are_possible(),
        min_chars: passphrase::MIN_CHARS,
        ticket,
        error,
        p,
    })
}

/// Shows the code app's side of a ticket.
pub(crate) fn setup_of(app: &App, ticket: &str, who: &SignedOn) -> Result<Setup, Problem> {
    let enrolling = app.enrolling(ticket, Some(who))?;
    passphrase::setup(&enrolling.totp, enrolling.person.as_str())
}

/// A new passphrase, and the code that shows that the app has the secret.
#[derive(Deserialize)]
pub struct NewPassphrase {
    ticket: String,
    passphrase: String,
    again: String,
    code: String,
}

/// Keeps a passphrase with its app, and signs the person on.
///
/// # Errors
/// `ticket-gone`; faults; what does not fit is shown in the form.
pub async fn passphrase(
    State(app): State<App>,
    p: Page,
    who: Option<SignedOn>,
    Form(typed): Form<NewPassphrase>,
) -> Result<Response, Problem> {
    let enrolling = app.enrolling(&typed.ticket, who.as_ref())?;
    let step = match fits(&typed, &enrolling, app.now()) {
        Ok(step) => step,
        Err(id) => {
            let error = p.t(id).with("n", passphrase::MIN_CHARS).to_string();
            return match &who {
                Some(who) => super::my_access::show_again(&app, p, who, typed.ticket, error).await,
                None => Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&app, p, typed.ticket, Some(error))?)
                    .into_response()),
            };
        }
    };
    let secret = passphrase::keep(typed.passphrase, &enrolling.totp, step, &app.random).await?;
    let new = NewCredential { kind: CredentialKind::Passphrase, label: String::new(), secret, lookup: None };
    let begun = app.keep_credential(&typed.ticket, enrolling, new).await?;
    match begun.filter(|_| who.is_none()) {
        Some(begun) => Ok(signon::signed_on(&app, begun, "/")),
        None => Ok(problem::see_other("/mijn-toegang")),
    }
}

/// Returns the time step of the code, or the text of what does not fit.
fn fits(typed: &NewPassphrase, enrolling: &Enrolling, now: jiff::Timestamp) -> Result<u64, &'static str> {
    if typed.passphrase.chars().count() < passphrase::MIN_CHARS {
        return Err("signon-too-short");
    }
    if passphrase::MAX_BYTES < typed.passphrase.len() {
        return Err("signon-too-long");
    }
    if typed.passphrase != typed.again {
        return Err("signon-differ");
    }
    passphrase::check_code(&enrolling.totp, &typed.code, now).ok_or("signon-app-code-wrong")
}

/// Ends a session that a passkey began; the header for the API.
pub(crate) fn session_header(app: &App, begun: Begun) -> [(header::HeaderName, header::HeaderValue); 1] {
    [(header::SET_COOKIE, signon::begin_session(app, begun))]
}
