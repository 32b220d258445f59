//! The desk: what is open with its clock, what waits for a second person, and the whole register with the figures of a year.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use zegel_archive::breach::Stage;
use zegel_archive::breaches::{self, Listed};
use zegel_archive::visible_name;
use zegel_model::{BreachId, PersonId};

use super::tracking::words;
use super::{stage_text, tone};
use crate::pages::intake::{Told, notice};
use crate::{App, Page, Problem, SignedOn, html};

/// How many lines of the register a page has.
const PAGE: usize = 50;
/// The height of the figures of a year.
const CHART_HEIGHT: u64 = 120;

const STAGES: [Stage; 6] =
    [Stage::Signal, Stage::Investigating, Stage::Running, Stage::Decided, Stage::Closed, Stage::NoBreach];

#[derive(Template)]
#[template(path = "breaches/list.html")]
struct ListPage {
    p: Page,
    open: Vec<Line>,
    waiting: Vec<Line>,
    register: Vec<Line>,
    n: usize,
    n_shown: usize,
    /// The year or stage in the address, its text, how many, and whether it is the one that is shown.
    years: Vec<(String, String, usize, bool)>,
    stages: Vec<(String, String, usize, bool)>,
    chart: Chart,
    next: Option<String>,
    /// This is the first page of the whole register.
    is_whole: bool,
    notice: Option<String>,
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
    let (all, people) = app
        .with_desk(&who.person.id, |desk| {
            Ok::<_, zegel_archive::Error>((breaches::all(desk)?, zegel_archive::people::list(desk)?))
        })
        .await?;
    let names = people.iter().map(|one| (one.id.clone(), visible_name(one.name.as_str()))).collect();
    let view = View { now: app.now(), zone: app.settings.zone.clone(), names };
    let stage = STAGES.into_iter().find(|stage| stage.code() == part.stage);
    let year: Option<i16> = part.year.parse().ok();
    let fits = |one: &&Listed| {
        year.is_none_or(|year| view.year(one) == year) && stage.is_none_or(|stage| one.line.stage == stage)
    };
    let fitting: Vec<&Listed> = all.iter().filter(fits).collect();
    let rest = fitting.iter().filter(|one| part.before.is_none_or(|before| one.seq < before));
    let mut shown: Vec<&Listed> = rest.copied().take(PAGE + 1).collect();
    let has_more = PAGE < shown.len();
    shown.truncate(PAGE);
    let is_whole = year.is_none() && stage.is_none() && part.before.is_none();
    let next = shown.last().filter(|_| has_more).map(|last| part.address(last.seq));
    let mut open: Vec<&Listed> = all.iter().filter(|one| one.is_open).collect();
    // What ends first comes first; what has no deadline yet was reported last.
    open.sort_by_key(|one| (one.line.stage != Stage::Running, one.line.deadline, std::cmp::Reverse(one.seq)));
    let waiting = all.iter().filter(|one| !one.line.waiting.is_empty());
    html(&ListPage {
        open: open.iter().map(|one| view.open(&p, one)).collect(),
        waiting: waiting.map(|one| view.waiting(&p, one)).collect(),
        register: shown.iter().map(|one| view.entry(&p, one)).collect(),
        n: all.len(),
        n_shown: fitting.len(),
        years: years(&view, &all, year),
        stages: stages(&p, &all, stage),
        chart: Chart::of(&p, &view, &all, year.unwrap_or_else(|| view.this_year())),
        next,
        is_whole,
        notice: notice(&p, "breaches", &told),
        p,
    })
}

impl Part {
    /// The address of the page that goes on after a line.
    fn address(&self, seq: u64) -> String {
        let mut query = vec![];
        if let Ok(year) = self.year.parse::<i16>() {
            query.push(format!("jaar={year}"));
        }
        if STAGES.iter().any(|stage| stage.code() == self.stage) {
            query.push(format!("stand={}", self.stage));
        }
        query.push(format!("voor={seq}"));
        format!("/datalekken?{}#register", query.join("&"))
    }
}

/// What the lines are seen from.
struct View {
    now: Timestamp,
    zone: TimeZone,
    names: BTreeMap<PersonId, String>,
}

impl View {
    fn year(&self, one: &Listed) -> i16 {
        one.line.reported_at.to_zoned(self.zone.clone()).year()
    }

    fn this_year(&self) -> i16 {
        self.now.to_zoned(self.zone.clone()).year()
    }

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
        let meta = end.map_or(reported.clone(), |end| format!("{reported}. {end}"));
        Line { meta, ..self.line(p, one) }
    }
}

fn years(view: &View, all: &[Listed], chosen: Option<i16>) -> Vec<(String, String, usize, bool)> {
    let mut n_of: BTreeMap<i16, usize> = BTreeMap::new();
    for one in all {
        *n_of.entry(view.year(one)).or_default() += 1;
    }
    let years = n_of.into_iter().rev();
    years.map(|(year, n)| (year.to_string(), year.to_string(), n, chosen == Some(year))).collect()
}

fn stages(p: &Page, all: &[Listed], chosen: Option<Stage>) -> Vec<(String, String, usize, bool)> {
    let n_of = |stage| all.iter().filter(|one| one.line.stage == stage).count();
    let stages = STAGES
        .into_iter()
        .map(|stage| (stage.code().to_owned(), stage_text(p, stage), n_of(stage), chosen == Some(stage)));
    stages.filter(|(_, _, n, is_chosen)| 0 < *n || *is_chosen).collect()
}

impl Chart {
    fn of(p: &Page, view: &View, all: &[Listed], year: i16) -> Self {
        let mut counts = [[0_u64; 3]; 12];
        let mut add = |at: Timestamp, what: usize| {
            let day = at.to_zoned(view.zone.clone());
            let month = usize::from(day.month().unsigned_abs()) - 1;
            if day.year() == year {
                counts[month][what] += 1;
            }
        };
        for one in all {
            add(one.line.reported_at, 0);
            if let Some(at) = one.line.notified_at {
                add(at, if one.line.is_late(view.now) { 2 } else { 1 });
            }
        }
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
        Self { year, months: months.collect(), total }
    }
}
