//! Reporting a breach: two minutes, no jargon, by anybody who is signed on; and what became of one's own reports.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form;
use jiff::tz::TimeZone;
use serde::Deserialize;
use zegel_archive::breach::{MAX_TITLE_CHARS, Origin};
use zegel_archive::breaches::{self, Listed};
use zegel_archive::visible_name;
use zegel_model::{Act, BreachId};

use super::field::{Field, Input};
use super::{Fields, Typed, local, stage_text, tone};
use crate::{App, Page, Problem, SignedOn, html, page, problem};

#[derive(Template)]
#[template(path = "breaches/report.html")]
struct ReportPage {
    p: Page,
    fields: Vec<Field>,
    errors: Vec<(String, String)>,
}

/// Shows the form.
///
/// # Errors
/// `fault` when it cannot be printed.
pub async fn ask(State(app): State<App>, p: Page) -> Result<Response, Problem> {
    report_page(p, &Typed::default(), &app.settings.zone)
}

fn report_page(p: Page, typed: &Typed, zone: &TimeZone) -> Result<Response, Problem> {
    let origin = match typed.get("herkomst") {
        "verwerker" => "verwerker",
        _ => "zelf",
    };
    let mut fields = vec![
        Field::area(&p, typed, ("wat", ""), 6),
        local::field(&p, typed, "gemerkt", (None, zone)),
        Field::line(&p, typed, ("titel", ""), MAX_TITLE_CHARS),
        Field::one(&p, typed, ("herkomst", origin), &["zelf", "verwerker"]),
        Field::line(&p, typed, ("verwerker", ""), MAX_TITLE_CHARS),
    ];
    if let Some(processor) = fields.last_mut() {
        processor.shown_if = "herkomst=verwerker".to_owned();
    }
    let status = page::status_of(!typed.is_fine());
    let page = html(&ReportPage { fields, errors: typed.errors.clone(), p })?;
    Ok((status, page).into_response())
}

/// Takes a report.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn take(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    let zone = app.settings.zone.clone();
    if typed.get("wat").is_empty() {
        typed.fail("wat", p.t("breaches-report-what-missing"));
    }
    if typed.get("titel").is_empty() {
        typed.fail("titel", p.t("breaches-report-title-missing"));
    }
    let origin = match typed.get("herkomst") {
        "verwerker" => Origin::Processor { name: typed.content("verwerker") },
        _ => Origin::Person,
    };
    if matches!(&origin, Origin::Processor { name } if name.is_empty()) {
        typed.fail("verwerker", p.t("breaches-report-processor-missing"));
    }
    let noticed = local::need(&p, &mut typed, "gemerkt", &zone);
    let (Some(noticed), true) = (noticed, typed.is_fine()) else { return report_page(p, &typed, &zone) };
    let said = (typed.content("titel"), typed.content("wat"));
    match app.with_desk(&who.person.id, move |desk| breaches::report(desk, said, origin, noticed)).await {
        Ok((id, _)) => Ok(problem::see_other(&format!("/datalekken/gemeld/{id}"))),
        Err(problem) => {
            let typed = typed.refused_at(&p, "gemerkt", problem)?;
            report_page(p, &typed, &zone)
        }
    }
}

#[derive(Template)]
#[template(path = "breaches/thanks.html")]
struct ThanksPage {
    p: Page,
    line: Line,
    /// The same person may look at it in the register.
    url: Option<String>,
}

/// Thanks for a report: its number, and what happens now.
///
/// # Errors
/// Faults of the archive; `not-found` for what somebody else reported.
pub async fn thanks(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
) -> Result<Response, Problem> {
    let mine = app.with_desk(&who.person.id, |desk| breaches::mine(desk)).await?;
    let own = mine.into_iter().find(|one| one.id == id).ok_or_else(Problem::not_found)?;
    let url = p.may(Act::SeeBreaches).then(|| format!("/datalekken/{id}"));
    html(&ThanksPage { line: Line::new(&p, &own), url, p })
}

/// A report of one's own.
struct Line {
    number: String,
    title: String,
    at: String,
    stage: String,
    tone: &'static str,
    /// What that means, in plain words.
    meaning: String,
}

impl Line {
    fn new(p: &Page, own: &Listed) -> Self {
        let stage = own.line.stage;
        Self {
            number: own.line.number.clone(),
            title: visible_name(own.line.title.as_str()),
            at: p.date_time(&own.line.reported_at),
            stage: stage_text(p, stage),
            tone: tone(stage),
            meaning: p.t(&format!("breaches-mine-{}", stage.code())).to_string(),
        }
    }
}

#[derive(Template)]
#[template(path = "breaches/mine.html")]
struct MinePage {
    p: Page,
    lines: Vec<Line>,
    older: Option<usize>,
}

/// How many reports a page has.
const PAGE: usize = 50;

/// From which of one's own reports.
#[derive(Default, Deserialize)]
pub struct From {
    #[serde(default, rename = "vanaf")]
    from: usize,
}

/// Shows one's own reports and where they stand.
///
/// # Errors
/// Faults of the archive.
pub async fn mine(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(From { from }): Query<From>,
) -> Result<Response, Problem> {
    let mine = app.with_desk(&who.person.id, |desk| breaches::mine(desk)).await?;
    let lines = mine.iter().skip(from).take(PAGE).map(|own| Line::new(&p, own)).collect();
    let next = from.saturating_add(PAGE);
    html(&MinePage { lines, older: (next < mine.len()).then_some(next), p })
}
