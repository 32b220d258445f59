//! The processor's side (GDPR art. 33(2)): the message to the controller, with the clock of the contract, and what was sent.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form as Sent;
use zegel_archive::breach::{MAX_TITLE_CHARS, Side};
use zegel_archive::controller_messages::{self, Message, Recorded};
use zegel_archive::{visible, visible_name};
use zegel_model::BreachId;

use super::field::{Field, Input};
use super::show::{answer_text, occurred_text};
use super::tracking::{Around, Clock};
use super::{Fields, Form, Ground, Top, Typed, done, label, local, show};
use crate::pages::intake::{Told, notice};
use crate::{App, Page, Problem, SignedOn, html, page};

/// The questions of which a message tells the answers (GDPR art. 33(3), of which the controller needs them).
const TOLD: [&str; 7] =
    ["summary", "nature", "data-kinds", "people-kinds", "people-number", "records-number", "consequences"];

#[derive(Template)]
#[template(path = "breaches/controller.html")]
struct ControllerPage {
    p: Page,
    top: Top,
    clock: Option<Clock>,
    /// The next step as a button on the clock; there is none here.
    go: Option<(String, String)>,
    is_processor: bool,
    sent: Vec<Line>,
    form: Option<Form>,
    errors: Vec<(String, String)>,
    notice: Option<String>,
}

/// A message that was sent.
struct Line {
    n: u64,
    to: String,
    at: String,
    by: String,
    text: String,
}

/// Shows the messages, with the form for the next one.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let notice = notice(&p, "breaches", &told);
    page(&app, p, &who, id, (Typed::default(), notice)).await
}

async fn page(
    app: &App,
    p: Page,
    who: &SignedOn,
    id: BreachId,
    (typed, notice): (Typed, Option<String>),
) -> Result<Response, Problem> {
    let (lang, zone, now) = (p.lang, app.settings.zone.clone(), app.now());
    let at = p.clone();
    let (ground, sent, clock) = app
        .with_desk(&who.person.id, move |desk| {
            let ground = Ground::look(desk, id, lang)?;
            let clock = show::clock(desk.archive, &ground, &Around { p: &at, zone: &zone, now });
            Ok::<_, zegel_archive::Error>((ground, controller_messages::list(desk, id)?, clock))
        })
        .await?;
    let top = Top::new(&p, &ground, Some("breaches-task-controller"), &typed);
    let controller = match &ground.breach().side {
        Side::Processor { controller, .. } => Some(controller.as_str()),
        Side::Controller => None,
    };
    let form = controller.filter(|_| top.read_only.is_none()).map(|controller| Form {
        action: format!("/datalekken/{id}/verantwoordelijke#bericht-maken"),
        version: ground.known.version,
        fields: vec![
            Field::line(&p, &typed, ("aan", controller), MAX_TITLE_CHARS),
            Field::area(&p, &typed, ("bericht", &draft(&p, &ground)), 14),
            local::field(&p, &typed, "verzonden", (None, &app.settings.zone)),
        ],
        button: p.t("breaches-controller-save").to_string(),
        weight: "primary",
    });
    let line = |one: &Recorded| Line {
        n: one.n,
        to: visible_name(one.message.to.as_str()),
        at: p.date_time(&one.message.sent_at),
        by: ground.by(&p, &one.made),
        text: visible(one.message.text.as_str()).into_owned(),
    };
    let status = page::status_of(!typed.is_fine());
    let body = html(&ControllerPage {
        is_processor: controller.is_some(),
        sent: sent.iter().rev().map(line).collect(),
        clock: clock.filter(|_| controller.is_some()),
        go: None,
        form,
        errors: typed.errors.clone(),
        notice,
        top,
        p,
    })?;
    Ok((status, body).into_response())
}

/// Writes what is known into the words of a message, to be read over and changed.
fn draft(p: &Page, ground: &Ground) -> String {
    let breach = ground.breach();
    let mut lines = vec![
        p.t("breaches-controller-draft").with("body", p.organisation.as_str()).to_string(),
        p.t("breaches-controller-reference").with("number", breach.number.as_str()).to_string(),
        String::new(),
    ];
    if let Some((occurred, ..)) = &breach.moments.occurred {
        lines.push(format!("{}: {}", p.t("breaches-fact-occurred"), occurred_text(p, occurred)));
    }
    if let Some(aware) = &breach.moments.aware {
        lines.push(format!("{}: {}", p.t("breaches-controller-aware"), p.date_time(&aware.at)));
    }
    for code in TOLD {
        let question = ground.questions().and_then(|list| list.question(code));
        if let (Some(question), Some(answer)) = (question, answer_text(p, ground, code)) {
            lines.push(format!("{}: {answer}", label(p, &question.labels)));
        }
    }
    let measures: Vec<_> = breach.measures.iter().map(|measure| measure.what.as_str().to_owned()).collect();
    if !measures.is_empty() {
        lines.push(format!("{}: {}", p.t("breaches-measures"), measures.join("; ")));
    }
    lines.extend([String::new(), p.t("breaches-controller-end").to_string()]);
    lines.join("\n")
}

/// Records a message that was sent.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn send(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    for (name, text) in
        [("aan", "breaches-controller-to-missing"), ("bericht", "breaches-controller-text-missing")]
    {
        if typed.get(name).is_empty() {
            typed.fail(name, p.t(text));
        }
    }
    let at = local::need(&p, &mut typed, "verzonden", &app.settings.zone);
    let (Some(sent_at), true) = (at, typed.is_fine()) else {
        return page(&app, p, &who, id, (typed, None)).await;
    };
    let message = Message { to: typed.content("aan"), text: typed.content("bericht"), sent_at };
    let seen = typed.seen();
    let recorded = app
        .with_desk(&who.person.id, move |desk| controller_messages::record(desk, (id, seen), &message))
        .await;
    match recorded {
        Ok(_) => Ok(done(id, "/verantwoordelijke", "controller")),
        Err(problem) => {
            let field = if problem.code == "moment-future" { "verzonden" } else { "" };
            let typed = typed.refused_at(&p, field, problem)?;
            page(&app, p, &who, id, (typed, None)).await
        }
    }
}
