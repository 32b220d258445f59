//! The desk: what is open with its clock, what waits for a second person, and the whole register with the figures of a year.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use zegel_archive::breach::Stage;
use zegel_archive::breach_overview::{self, Overview, Wanted};
use zegel_archive::breaches::Listed;
use zegel_archive::visible_name;
use zegel_model::{BreachId, PersonId};

use super::tracking::words;
use super::{stage_text, tone};
use crate::pages::intake::{Told, notice};
use crate::{App, Page, Problem, SignedOn, html};

/// How many lines of the register a page has.
const PAGE: usize = 50;
/// Whose messages are an inbox of their own.
const FROM_PROCESSOR: &str = "verwerker";
/// The height of the figures of a year.
const CHART_HEIGHT: u64 = 120;

const STAGES: [Stage; 6] =
    [Stage::Signal, Stage::Investigating, Stage::Running, Stage::Decided, Stage::Closed, Stage::NoBreach];

#[derive(Template)]
#[template(path = "breaches/list.html")]
struct ListPage {
    p: Page,
    open: Vec<Line>,
    n_open: u64,
    waiting: Vec<Line>,
    n_waiting: u64,
    register: Vec<Line>,
    n: u64,
    n_shown: u64,
    n_measures_open: u64,
    filters: Vec<Filter>,
    chart: Chart,
    next: Option<String>,
    /// This is the first page of the whole register.
    is_whole: bool,
    notice: Option<String>,
}

/// A part of the register to choose: its address, its text, how many, and whether it is the one that is shown.
struct Filter {
    query: String,
    text: String,
    n: u64,
    is_current: bool,
}

struct Line {
    id: BreachId,
    number: String,
    title: String,
    meta: String,
    tag: String,
    tone: &'static str,
}

/// Bars for each month: what was reported, notified, and notified late.
struct Chart {
    year: i16,
    months: Vec<Month>,
    total: [u64; 3],
}

struct Month {
    x: u64,
    name: String,
    long: String,
    n: [u64; 3],
    /// Of each bar: its top and its height.
    bars: [(u64, u64); 3],
}

/// Which part of the register.
#[derive(Default, Deserialize)]
pub struct Part {
    #[serde(default, rename = "jaar")]
    year: String,
    #[serde(default, rename = "stand")]
    stage: String,
    #[serde(default, rename = "herkomst")]
    origin: String,
    #[serde(rename = "voor")]
    before: Option<u64>,
}

/// Shows the desk.
///
/// # Errors
/// Faults of the archive.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(part): Query<Part>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let (wanted, zone) = (part.wanted(), app.settings.zone.clone());
    let asked = wanted.clone();
    let (seen, people) = app
        .with_desk(&who.person.id, move |desk| {
            let seen = breach_overview::overview(desk, &asked, &zone)?;
            Ok::<_, zegel_archive::Error>((seen, zegel_archive::people::list(desk)?))
        })
        .await?;
    let names = people.iter().map(|one| (one.id.clone(), visible_name(one.name.as_str()))).collect();
    let view = View { now: app.now(), names };
    let is_first = part.before.is_none();
    let is_whole = wanted.year.is_none() && wanted.stage.is_none() && !wanted.is_from_processor;
    html(&ListPage {
        open: seen.open.iter().map(|one| view.open(&p, one)).collect(),
        n_open: seen.n_open,
        waiting: seen.waiting.iter().map(|one| view.waiting(&p, one)).collect(),
        n_waiting: seen.n_waiting,
        register: seen.page.iter().map(|one| view.entry(&p, one)).collect(),
        n: seen.n,
        n_shown: seen.n_fitting,
        n_measures_open: seen.n_measures_open,
        filters: filters(&p, &seen, &wanted),
        chart: Chart::of(&p, &seen),
        next: seen.page.last().filter(|_| seen.has_more).map(|last| part.address(last.seq)),
        is_whole: is_whole && is_first,
        notice: notice(&p, "breaches", &told),
        p,
    })
}

impl Part {
    fn wanted(&self) -> Wanted {
        Wanted {
            year: self.year.parse().ok(),
            stage: STAGES.into_iter().find(|stage| stage.code() == self.stage),
            is_from_processor: self.origin == FROM_PROCESSOR,
            before: self.before,
            n: PAGE,
        }
    }

    /// The address of the page that goes on after a line.
    fn address(&self, seq: u64) -> String {
        let wanted = self.wanted();
        let mut query = vec![];
        query.extend(wanted.year.map(|year| format!("jaar={year}")));
        query.extend(wanted.stage.map(|stage| format!("stand={}", stage.code())));
        query.extend(wanted.is_from_processor.then(|| format!("herkomst={FROM_PROCESSOR}")));
        query.push(format!("voor={seq}"));
        format!("/datalekken?{}#register", query.join("&"))
    }
}

/// The whole register, its messages of processors, its years and its stages.
fn filters(p: &Page, seen: &Overview, wanted: &Wanted) -> Vec<Filter> {
    let is_all = wanted.year.is_none() && wanted.stage.is_none() && !wanted.is_from_processor;
    let mut filters = vec![Filter {
        query: String::new(),
        text: p.t("breaches-all").to_string(),
        n: seen.n,
        is_current: is_all,
    }];
    if 0 < seen.n_from_processor || wanted.is_from_processor {
        filters.push(Filter {
            query: format!("?herkomst={FROM_PROCESSOR}"),
            text: p.t("breaches-from-processors").to_string(),
            n: seen.n_from_processor,
            is_current: wanted.is_from_processor,
        });
    }
    filters.extend(seen.years.iter().map(|year| Filter {
        query: format!("?jaar={}", year.year),
        text: year.year.to_string(),
        n: year.n_reported,
        is_current: wanted.year == Some(year.year),
    }));
    let stages = STAGES.into_iter().map(|stage| Filter {
        query: format!("?stand={}", stage.code()),
        text: stage_text(p, stage),
        n: seen.stages.get(&stage).copied().unwrap_or(0),
        is_current: wanted.stage == Some(stage),
    });
    filters.extend(stages.filter(|one| 0 < one.n || one.is_current));
    filters
}

/// What the lines are seen from.
struct View {
    now: Timestamp,
    names: BTreeMap<PersonId, String>,
}

impl View {
    fn handler(&self, p: &Page, one: &Listed) -> String {
        match &one.line.handler {
            Some(id) => self.names.get(id).cloned().unwrap_or_else(|| id.to_string()),
            None => p.t("breaches-no-handler").to_string(),
        }
    }

    fn line(&self, p: &Page, one: &Listed) -> Line {
        Line {
            id: one.id,
            number: one.line.number.clone(),
            title: visible_name(one.line.title.as_str()),
            meta: self.handler(p, one),
            tag: stage_text(p, one.line.stage),
            tone: tone(one.line.stage),
        }
    }

    /// An open breach says how long there is, and nothing else in colour.
    fn open(&self, p: &Page, one: &Listed) -> Line {
        let line = self.line(p, one);
        let Some(deadline) = one.line.deadline.filter(|_| one.line.stage == Stage::Running) else {
            return line;
        };
        if one.line.is_processor {
            return line;
        }
        let left = deadline.duration_since(self.now);
        let (id, tone) = match one.line.is_late(self.now) {
            true => ("breaches-list-late", "bad"),
            false if left.as_hours() < 24 => ("breaches-list-left", "warn"),
            false => ("breaches-list-left", "busy"),
        };
        Line { tag: p.t(id).with("span", words(p, left)).to_string(), tone, ..line }
    }

    fn waiting(&self, p: &Page, one: &Listed) -> Line {
        let what: Vec<_> =
            one.line.waiting.iter().map(|what| p.t(&format!("breaches-waits-{what}")).to_string()).collect();
        let tag = p.t("breaches-waits").to_string();
        Line { meta: what.join("; "), tag, tone: "warn", ..self.line(p, one) }
    }

    fn entry(&self, p: &Page, one: &Listed) -> Line {
        let line = &one.line;
        let reported = p.t("breaches-list-reported").with("day", p.day_of(&line.reported_at)).to_string();
        let end = match (line.notified_at, line.authority) {
            (Some(at), _) if line.is_late(self.now) => {
                Some(p.t("breaches-list-notified-late").with("day", p.day_of(&at)).to_string())
            }
            (Some(at), _) => Some(p.t("breaches-list-notified").with("day", p.day_of(&at)).to_string()),
            (None, Some(zegel_archive::breach::AuthorityChoice::NotNotify)) => {
                Some(p.t("breaches-list-not-notified").to_string())
            }
            (None, _) => None,
        };
        let from = (line.origin == "processor").then(|| p.t("breaches-list-from-processor").to_string());
        let told = line.told_at.map(|at| p.t("breaches-list-told").with("day", p.day_of(&at)).to_string());
        let meta = [Some(reported), from, end, told].into_iter().flatten().collect::<Vec<_>>().join(". ");
        Line { meta, ..self.line(p, one) }
    }
}

impl Chart {
    fn of(p: &Page, seen: &Overview) -> Self {
        let counts = &seen.months;
        let most = counts.iter().flatten().copied().max().unwrap_or(0).max(1);
        let bar = |n: u64| {
            let height = n * CHART_HEIGHT / most;
            (CHART_HEIGHT - height, height)
        };
        let months = counts.iter().enumerate().map(|(at, n)| Month {
            x: at as u64 * 60,
            name: p.t(&format!("breaches-month-{}", at + 1)).to_string(),
            long: p.t(&format!("common-month-{}", at + 1)).to_string(),
            n: *n,
            bars: n.map(bar),
        });
        let total = [0, 1, 2].map(|what: usize| counts.iter().map(|month| month[what]).sum());
        Self { year: seen.year, months: months.collect(), total }
    }
}
