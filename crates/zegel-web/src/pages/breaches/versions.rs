//! The versions of a breach: who made each, and which facts changed from the one before.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use zegel_archive::breach::Breach;
use zegel_archive::breaches;
use zegel_model::BreachId;

use super::{Ground, Top, Typed, label};
use crate::texts::TEXTS;
use crate::{App, Page, Problem, SignedOn, html};

/// How many versions a page has.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "breaches/versions.html")]
struct VersionsPage {
    p: Page,
    top: Top,
    lines: Vec<Line>,
    older: Option<u64>,
}

/// A version: what was done, by whom, and what it changed.
struct Line {
    version: u64,
    what: String,
    by: String,
    changes: Vec<String>,
}

/// Before which version.
#[derive(Default, Deserialize)]
pub struct Before {
    #[serde(rename = "voor")]
    before: Option<u64>,
}

/// Shows the versions, newest first.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Query(Before { before }): Query<Before>,
) -> Result<Response, Problem> {
    let lang = p.lang;
    let (ground, versions) = app
        .with_desk(&who.person.id, move |desk| {
            Ok::<_, zegel_archive::Error>((Ground::look(desk, id, lang)?, breaches::versions(desk, id)?))
        })
        .await?;
    let top = Top::new(&p, &ground, Some("breaches-versions"), &Typed::default());
    let shown =
        versions.iter().enumerate().rev().filter(|(_, one)| before.is_none_or(|before| one.version < before));
    let lines: Vec<Line> = shown
        .take(PAGE)
        .map(|(at, one)| {
            let old = at.checked_sub(1).and_then(|before| versions.get(before));
            let code = one.breach.events.iter().rev().find(|event| !event.is_automatic);
            let what = code.map_or_else(
                || "breaches-event-other".to_owned(),
                |event| format!("breaches-event-{}", event.code),
            );
            let what = if TEXTS.has(p.lang, &what) { what } else { "breaches-event-other".to_owned() };
            Line {
                version: one.version,
                what: p.t(&what).to_string(),
                by: ground.by(&p, &one.made),
                changes: old.map(|old| changes(&p, &ground, &old.breach, &one.breach)).unwrap_or_default(),
            }
        })
        .collect();
    let older = lines.last().map(|line| line.version).filter(|last| 1 < *last);
    html(&VersionsPage { top, lines, older, p })
}

/// Names what differs between two versions, in the words of the page.
fn changes(p: &Page, ground: &Ground, old: &Breach, new: &Breach) -> Vec<String> {
    let mut found = vec![];
    let mut part = |id: &str, is_changed: bool| {
        if is_changed {
            found.push(p.t(&format!("breaches-part-{id}")).to_string());
        }
    };
    part("title", old.title != new.title);
    part("side", old.side != new.side);
    part("place", old.place != new.place || old.regime != new.regime);
    part("handler", old.handler != new.handler);
    part("occurred", old.moments.occurred != new.moments.occurred);
    part("signal", old.moments.signal != new.moments.signal);
    part("investigation", old.moments.investigation != new.moments.investigation);
    part("aware", old.moments.aware != new.moments.aware);
    part("processor-message", old.moments.processor_message != new.moments.processor_message);
    part("told-controller", old.moments.told_controller != new.moments.told_controller);
    let deadline = |breach: &Breach| breach.clock.as_ref().map(|clock| clock.working.utc);
    part("clock", deadline(old) != deadline(new));
    part("counts", old.counts.len() != new.counts.len());
    part("authority", old.authority != new.authority);
    part("subjects", old.subjects != new.subjects);
    part("order", old.order != new.order);
    part("delay", old.delay_reason != new.delay_reason);
    part("notifications", old.notifications != new.notifications);
    part("tellings", old.tellings != new.tellings);
    part("measures", old.measures != new.measures);
    part("closing", old.closing != new.closing);
    let codes =
        old.answers.0.keys().chain(new.answers.0.keys().filter(|code| !old.answers.0.contains_key(*code)));
    for code in codes.filter(|code| old.answers.get(code) != new.answers.get(code)) {
        let question = ground.questions().and_then(|list| list.question(code));
        let name = question.map_or_else(|| code.clone(), |question| label(p, &question.labels));
        found.push(p.t("breaches-part-answer").with("question", name).to_string());
    }
    found
}
