//! Closing a breach, as handled or as no breach at all, and opening it again.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form as Sent;
use zegel_archive::breach::{Closing, Waiting};
use zegel_archive::breaches;
use zegel_model::{Act, BreachId};

use super::field::{Field, Input};
use super::judge::{Standing, standing};
use super::{Fields, Form, Ground, Top, Typed, done};
use crate::texts::TEXTS;
use crate::{App, Page, Problem, SignedOn, html, page};

#[derive(Template)]
#[template(path = "breaches/closing.html")]
struct ClosingPage {
    p: Page,
    top: Top,
    /// What still stands in the way: its text, and where it is done.
    hindrances: Vec<(String, Option<String>)>,
    handled: Option<Form>,
    no_breach: Option<Form>,
    reopen: Option<Form>,
    standing: Option<Standing>,
    errors: Vec<(String, String)>,
    notice: Option<String>,
}

/// Shows what stands in the way of closing, and the ways to do it.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
) -> Result<Response, Problem> {
    page(&app, p, &who, id, Typed::default()).await
}

async fn page(app: &App, p: Page, who: &SignedOn, id: BreachId, typed: Typed) -> Result<Response, Problem> {
    let ground = Ground::load(app, &p, who, id).await?;
    let breach = ground.breach();
    let top = Top::new(&p, &ground, Some("breaches-closing"), &typed);
    let form = |path: &str, field: &str, button: &str, weight: &'static str| Form {
        action: format!("/datalekken/{id}/{path}"),
        version: ground.known.version,
        fields: vec![Field::area(&p, &typed, (field, ""), 4)],
        button: p.t(button).to_string(),
        weight,
    };
    let is_open = breach.is_open();
    let may_act = top.read_only.is_none();
    let hindrances = breach.hindrances(app.now());
    let waits = Waiting::Closing.proposed_by(breach).is_some();
    let handled = (may_act && !waits && hindrances.is_empty())
        .then(|| form("afsluiten", "slotwoord", "breaches-close-handled", "primary"));
    let no_breach = (may_act && !waits && breach.notified_at().is_none())
        .then(|| form("geen-lek", "geen-lek-reden", "breaches-close-no-breach", "secondary"));
    let reopen = (!is_open && p.may(Act::HandleBreach))
        .then(|| form("heropenen", "heropenen-reden", "breaches-reopen", "secondary"));
    let hindrances = hindrances.iter().filter(|_| is_open).map(|what| {
        let id = format!("breaches-hindrance-{what}");
        let id = if TEXTS.has(p.lang, &id) { id } else { "breaches-hindrance-other".to_owned() };
        (p.t(&id).to_string(), place_of(what).map(|place| format!("/datalekken/{}{place}", top.id)))
    });
    let hindrances = hindrances.collect();
    let standing = breach.closing.as_ref().map(|closing| {
        standing(&p, &ground, (Waiting::Closing, &who.person.id), closing, |choice| match choice {
            Closing::Handled => "handled".to_owned(),
            Closing::NoBreach => "no-breach".to_owned(),
        })
    });
    let status = page::status_of(!typed.is_fine());
    let errors = typed.errors.clone();
    let body = html(&ClosingPage {
        top,
        hindrances,
        handled,
        no_breach,
        reopen,
        standing,
        errors,
        notice: None,
        p,
    })?;
    Ok((status, body).into_response())
}

/// Where a hindrance is taken away.
fn place_of(what: &str) -> Option<&'static str> {
    Some(match what {
        "aware" => "/momenten?soort=aware#vastleggen",
        "told-controller" => "/momenten?soort=told-controller#vastleggen",
        "authority" => "/beoordelen#toezichthouder",
        "subjects" => "/beoordelen#betrokkenen",
        "notified" => "/melding",
        "told" | "public-notice" => "/betrokkenen",
        "delay-reason" => "",
        "measures" => "/maatregelen",
        _ => return None,
    })
}

/// Closes a breach as handled.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn close(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let (seen, words) = (typed.seen(), typed.content("slotwoord"));
    let closed = app
        .with_desk(&who.person.id, move |desk| breaches::close(desk, (id, seen), Closing::Handled, words))
        .await;
    match closed {
        Ok(_) => Ok(done(id, "", "closed")),
        Err(problem) => page(&app, p.clone(), &who, id, typed.refused(&p, problem)?).await,
    }
}

/// Proposes to close a breach as none.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn no_breach(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let (seen, why) = (typed.seen(), typed.content("geen-lek-reden"));
    let proposed = app
        .with_desk(&who.person.id, move |desk| breaches::close(desk, (id, seen), Closing::NoBreach, why))
        .await;
    match proposed {
        Ok(_) => Ok(done(id, "", "no-breach")),
        Err(problem) => {
            page(&app, p.clone(), &who, id, typed.refused_at(&p, "geen-lek-reden", problem)?).await
        }
    }
}

/// Opens a closed breach again.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn reopen(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    if typed.get("heropenen-reden").is_empty() {
        typed.fail("heropenen-reden", p.t("breaches-error-reasons-missing"));
        return page(&app, p, &who, id, typed).await;
    }
    let (seen, why) = (typed.seen(), typed.content("heropenen-reden"));
    match app.with_desk(&who.person.id, move |desk| breaches::reopen(desk, (id, seen), why)).await {
        Ok(_) => Ok(done(id, "", "reopened")),
        Err(problem) => {
            page(&app, p.clone(), &who, id, typed.refused_at(&p, "heropenen-reden", problem)?).await
        }
    }
}
