//! Dossiers: where records belong.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use zegel_archive::{Dossier, dossiers, records, visible_name};
use zegel_model::{Act, DossierId, RecordId};

use super::intake::{Told, notice, tone};
use crate::{App, Page, Problem, SignedOn, html, page, problem};

/// How many dossiers or records a page has.
const PAGE: u32 = 100;

#[derive(Template)]
#[template(path = "dossiers/list.html")]
struct ListPage {
    p: Page,
    lines: Vec<Line>,
    next: Option<String>,
    typed: New,
    error: Option<String>,
    notice: Option<String>,
}

struct Line {
    id: String,
    title: String,
    n_records: u64,
    n_messages: u64,
    is_closed: bool,
}

/// Where a page of the list begins.
#[derive(Default, Deserialize)]
pub struct After {
    #[serde(rename = "na")]
    after: Option<String>,
    #[serde(default, rename = "gedaan")]
    done: String,
}

/// A new dossier.
#[derive(Default, Deserialize)]
pub struct New {
    #[serde(default)]
    id: String,
    #[serde(default)]
    title: String,
}

/// Shows the dossiers.
///
/// # Errors
/// Faults of the archive.
pub async fn list(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(after): Query<After>,
) -> Result<Response, Problem> {
    page(&app, p, &who, after, (New::default(), None)).await
}

async fn page(
    app: &App,
    p: Page,
    who: &SignedOn,
    after: After,
    (typed, error): (New, Option<String>),
) -> Result<Response, Problem> {
    let from: Option<DossierId> = after.after.and_then(|id| id.parse().ok());
    let mut found =
        app.with_desk(&who.person.id, move |desk| records::dossiers(desk, from.as_ref(), PAGE + 1)).await?;
    let has_more = PAGE as usize + 1 == found.len();
    found.truncate(PAGE as usize);
    let line = |(dossier, n_records, n_messages): (Dossier, u64, u64)| Line {
        id: dossier.id.to_string(),
        title: visible_name(dossier.title.as_str()),
        n_records,
        n_messages,
        is_closed: dossier.closed.is_some(),
    };
    let lines: Vec<_> = found.into_iter().map(line).collect();
    let next = lines.last().filter(|_| has_more).map(|line| line.id.clone());
    let notice = notice(&p, "dossiers", &Told { done: after.done });
    let status = page::status_of(error.is_some());
    Ok((status, html(&ListPage { lines, next, typed, error, notice, p })?).into_response())
}

/// Opens a dossier.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn open(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Form(typed): Form<New>,
) -> Result<Response, Problem> {
    let Ok(id) = typed.id.trim().parse::<DossierId>() else {
        let error = Some(p.t("dossiers-id-wrong").to_string());
        return page(&app, p, &who, After::default(), (typed, error)).await;
    };
    let title = typed.title.trim().to_owned();
    if title.is_empty() {
        let error = Some(p.t("dossiers-title-missing").to_string());
        return page(&app, p, &who, After::default(), (typed, error)).await;
    }
    let url = format!("/dossiers/{id}?gedaan=opened");
    match app.with_desk(&who.person.id, move |desk| dossiers::open(desk, &id, &title.into())).await {
        Ok(()) => Ok(problem::see_other(&url)),
        Err(problem) if problem.code == "exists" => {
            let error = Some(p.t("dossiers-exists").to_string());
            page(&app, p, &who, After::default(), (typed, error)).await
        }
        Err(problem) => Err(problem),
    }
}

#[derive(Template)]
#[template(path = "dossiers/show.html")]
struct ShowPage {
    p: Page,
    id: DossierId,
    title: String,
    opened: String,
    closed: Option<String>,
    n_records: u64,
    n_messages: u64,
    lines: Vec<RecordLine>,
    next: Option<RecordId>,
    n_holds: usize,
    notice: Option<String>,
}

struct RecordLine {
    id: RecordId,
    title: String,
    meta: String,
    state: String,
    tone: &'static str,
}

/// Shows one dossier with its records.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<String>,
    Query(after): Query<After>,
) -> Result<Response, Problem> {
    let id: DossierId = id.parse().map_err(|_| Problem::not_found())?;
    let (of, from) = (id.clone(), after.after.and_then(|id| id.parse().ok()));
    let seen =
        app.with_desk(&who.person.id, move |desk| records::look_dossier(desk, &of, from, PAGE)).await?;
    let lines = seen.records.iter().map(|record| {
        let title = record.registration.as_ref().map(|one| visible_name(one.title.as_str()));
        let n = p.t("common-n-messages").with("n", record.n_messages).to_string();
        let meta = match record.first_at {
            Some(first) => format!("{n}, {}", p.date(&first.0.date())),
            None => n,
        };
        RecordLine {
            id: record.id,
            title: title.unwrap_or_else(|| p.t("records-destroyed-title").to_string()),
            meta,
            state: p.t(&format!("records-state-{}", record.state.name())).to_string(),
            tone: tone(record.state.name()),
        }
    });
    html(&ShowPage {
        title: visible_name(seen.dossier.title.as_str()),
        opened: p.day_of(&seen.dossier.created.at),
        closed: seen.dossier.closed.as_ref().map(|done| p.day_of(&done.at)),
        n_records: seen.n_records,
        n_messages: seen.n_messages,
        lines: lines.collect(),
        next: seen.next,
        n_holds: seen.holds.iter().filter(|hold| hold.lifted.is_none()).count(),
        notice: notice(&p, "dossiers", &Told { done: after.done }),
        id,
        p,
    })
}

/// Closes a dossier: nothing enters it any more.
///
/// # Errors
/// `dossier-closed`, `not-your-role`, `not-found`.
pub async fn close(
    State(app): State<App>,
    who: SignedOn,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: DossierId = id.parse().map_err(|_| Problem::not_found())?;
    let url = format!("/dossiers/{id}?gedaan=closed");
    app.with_desk(&who.person.id, move |desk| dossiers::close(desk, &id)).await?;
    Ok(problem::see_other(&url))
}
