//! The register of breaches at a glance (requirement B6): figures of all of it, a page of its lines, and what is to be done.
//!
//! A register of ten thousand breaches is read in one pass over its lines, of which only a few fields are looked at; whole lines are
//! read for what a page shows, and whole breaches for the tasks on it. Nothing is kept between two pages, so nothing can be stale.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde::de::IgnoredAny;
use zegel_breach::{AuthorityChoice, Breach, Level, Measure, Stage};
use zegel_model::{Act, BreachId};
use zegel_store::{BreachLine, View};

use crate::breach_register::Year;
use crate::breaches::{self, Known, Listed};
use crate::{Desk, Error};

/// How many open breaches, and how many that wait for a second person, are listed; the rest is found by its stage.
pub const MAX_OPEN: usize = 50;
/// How many breaches with open measures a page of tasks reads.
pub const MAX_TASKED: usize = 50;

/// What a page wants to see of the register.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only what was reported in this year.
    pub year: Option<i16>,
    /// Only what stands there.
    pub stage: Option<Stage>,
    /// Only messages of processors (GDPR art. 33(2)).
    pub is_from_processor: bool,
    /// Only before this place in the register.
    pub before: Option<u64>,
    /// How many lines.
    pub n: usize,
}

/// The register at a glance.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Breaches.
    pub n: u64,
    /// Those that somebody still works on.
    pub n_open: u64,
    /// Messages of processors.
    pub n_from_processor: u64,
    /// By stage.
    pub stages: BTreeMap<Stage, u64>,
    /// The figures of each year, newest first.
    pub years: Vec<Year>,
    /// Of the year that is wanted, or of this one: per month what was reported, notified in time, notified late.
    pub months: [[u64; 3]; 12],
    /// Which year that is.
    pub year: i16,
    /// How many fit what is wanted.
    pub n_fitting: u64,
    /// The page of those, newest first.
    pub page: Vec<Listed>,
    /// There are more after it.
    pub has_more: bool,
    /// What is open, the one that ends first in front; at most [`MAX_OPEN`].
    pub open: Vec<Listed>,
    /// How many wait for a second person.
    pub n_waiting: u64,
    /// What waits for a second person, newest first; at most [`MAX_OPEN`].
    pub waiting: Vec<Listed>,
    /// Measures that are not done.
    pub n_measures_open: u64,
}

/// What is looked at of a line.
#[derive(Deserialize)]
struct Glance<'a> {
    stage: Stage,
    is_processor: bool,
    #[serde(borrow)]
    origin: Cow<'a, str>,
    reported_at: Timestamp,
    deadline: Option<Timestamp>,
    notified_at: Option<Timestamp>,
    told_at: Option<Timestamp>,
    level: Option<Level>,
    authority: Option<AuthorityChoice>,
    n_people: Option<u64>,
    waiting: Vec<IgnoredAny>,
    n_measures_open: u64,
    #[serde(default)]
    first_due: Option<Date>,
}

impl Glance<'_> {
    fn of(line: &BreachLine) -> Result<Glance<'_>, Error> {
        Ok(serde_json::from_str(&line.line)?)
    }

    fn is_notified_late(&self) -> bool {
        let late = self.notified_at.zip(self.deadline).is_some_and(|(at, deadline)| deadline < at);
        late && !self.is_processor
    }
}

/// Returns the register at a glance, as the clock of the body tells years and months.
///
/// # Errors
/// `not-your-role`.
pub fn overview(desk: &Desk<'_>, wanted: &Wanted, zone: &TimeZone) -> Result<Overview, Error> {
    desk.authorise(Act::SeeBreaches)?;
    desk.archive.store.read(|view| {
        let lines = view.breach_lines(None, u64::MAX)?;
        let year = wanted.year.unwrap_or_else(|| desk.now.to_zoned(zone.clone()).year());
        let mut pass = Pass::new(zone, wanted, year);
        for line in &lines {
            pass.see(line)?;
        }
        pass.finish(view)
    })
}

/// One pass over the lines.
struct Pass<'a> {
    zone: &'a TimeZone,
    wanted: &'a Wanted,
    year: i16,
    n: u64,
    n_open: u64,
    n_from_processor: u64,
    stages: BTreeMap<Stage, u64>,
    years: BTreeMap<i16, Year>,
    months: [[u64; 3]; 12],
    n_fitting: u64,
    /// Places of the page, and one more where there is one.
    page: Vec<u64>,
    open: Vec<(bool, Option<Timestamp>, Reverse<u64>)>,
    waiting: Vec<u64>,
    n_measures_open: u64,
}

impl<'a> Pass<'a> {
    fn new(zone: &'a TimeZone, wanted: &'a Wanted, year: i16) -> Self {
        Self {
            zone,
            wanted,
            year,
            n: 0,
            n_open: 0,
            n_from_processor: 0,
            stages: BTreeMap::new(),
            years: BTreeMap::new(),
            months: [[0; 3]; 12],
            n_fitting: 0,
            page: vec![],
            open: vec![],
            waiting: vec![],
            n_measures_open: 0,
        }
    }

    fn see(&mut self, line: &BreachLine) -> Result<(), Error> {
        let glance = Glance::of(line)?;
        let reported = glance.reported_at.to_zoned(self.zone.clone()).date();
        let is_from_processor = glance.origin == "processor";
        self.n += 1;
        self.n_from_processor += u64::from(is_from_processor);
        self.n_measures_open += glance.n_measures_open;
        *self.stages.entry(glance.stage).or_default() += 1;
        let year = reported.year();
        add(
            self.years.entry(year).or_insert_with(|| Year { year, ..Year::default() }),
            &glance,
            line.is_open,
        );
        self.month(reported, 0);
        if let Some(at) = glance.notified_at {
            self.month(at.to_zoned(self.zone.clone()).date(), if glance.is_notified_late() { 2 } else { 1 });
        }
        if line.is_open {
            self.n_open += 1;
            // What ends first comes first; what has no deadline yet was reported last.
            self.open.push((glance.stage != Stage::Running, glance.deadline, Reverse(line.seq)));
        }
        if !glance.waiting.is_empty() {
            self.waiting.push(line.seq);
        }
        let wanted = self.wanted;
        let fits = wanted.year.is_none_or(|wanted| wanted == year)
            && wanted.stage.is_none_or(|stage| stage == glance.stage)
            && (is_from_processor || !wanted.is_from_processor);
        if fits {
            self.n_fitting += 1;
            if wanted.before.is_none_or(|before| line.seq < before) && self.page.len() <= wanted.n {
                self.page.push(line.seq);
            }
        }
        Ok(())
    }

    fn month(&mut self, day: Date, what: usize) {
        if day.year() == self.year {
            let month = usize::from(day.month().unsigned_abs()) - 1;
            self.months[month][what] += 1;
        }
    }

    fn finish(mut self, view: &View<'_>) -> Result<Overview, Error> {
        let has_more = self.wanted.n < self.page.len();
        self.page.truncate(self.wanted.n);
        self.open.sort_unstable();
        let open: Vec<u64> = self.open.iter().take(MAX_OPEN).map(|(_, _, seq)| seq.0).collect();
        let n_waiting = self.waiting.len() as u64;
        self.waiting.truncate(MAX_OPEN);
        Ok(Overview {
            n: self.n,
            n_open: self.n_open,
            n_from_processor: self.n_from_processor,
            stages: self.stages,
            years: self.years.into_values().rev().collect(),
            months: self.months,
            year: self.year,
            n_fitting: self.n_fitting,
            page: listed(view, &self.page)?,
            has_more,
            open: listed(view, &open)?,
            n_waiting,
            waiting: listed(view, &self.waiting)?,
            n_measures_open: self.n_measures_open,
        })
    }
}

fn add(year: &mut Year, glance: &Glance<'_>, is_open: bool) {
    year.n_reported += 1;
    year.n_open += u64::from(is_open);
    if glance.stage == Stage::NoBreach {
        year.n_no_breach += 1;
        return;
    }
    year.n_notified += u64::from(glance.notified_at.is_some());
    year.n_notified_late += u64::from(glance.is_notified_late());
    year.n_not_notified += u64::from(glance.authority == Some(AuthorityChoice::NotNotify));
    year.n_told += u64::from(glance.told_at.is_some());
    let level = match glance.level {
        Some(Level::Unlikely) => 0,
        Some(Level::Risk) => 1,
        Some(Level::High) => 2,
        None => 3,
    };
    year.by_level[level] += 1;
    year.n_people = year.n_people.saturating_add(glance.n_people.unwrap_or(0));
}

/// Returns whole lines by their places in the register.
fn listed(view: &View<'_>, places: &[u64]) -> Result<Vec<Listed>, Error> {
    let mut lines = vec![];
    for place in places {
        for line in view.breach_lines(Some(place.saturating_add(1)), 1)? {
            lines.push(breaches::listed(&line)?);
        }
    }
    Ok(lines)
}

/// A measure that is not done.
#[derive(Debug, Clone)]
pub struct Task {
    /// Of which breach.
    pub breach: BreachId,
    /// Its number.
    pub number: String,
    /// What is to be done.
    pub measure: Measure,
}

/// What is to be done over all breaches.
#[derive(Debug, Clone)]
pub struct Tasks {
    /// Measures that are not done, in all.
    pub n: u64,
    /// Those of this page, what is due first in front.
    pub tasks: Vec<Task>,
    /// From which breach the next page goes on.
    pub next: Option<usize>,
}

/// Returns the measures that are not done, of [`MAX_TASKED`] breaches after `from`; breaches with the earliest date first.
///
/// # Errors
/// `not-your-role`.
pub fn tasks(desk: &Desk<'_>, from: usize) -> Result<Tasks, Error> {
    desk.authorise(Act::SeeBreaches)?;
    let lines = desk.archive.store.read(|view| view.breach_lines(None, u64::MAX))?;
    let mut open = vec![];
    let mut n = 0;
    for line in &lines {
        let glance = Glance::of(line)?;
        n += glance.n_measures_open;
        // A closed breach has nothing left to do, whatever it was closed with.
        if 0 < glance.n_measures_open && line.is_open {
            open.push((glance.first_due.is_none(), glance.first_due, line.seq, line.id));
        }
    }
    open.sort_unstable();
    let mut tasks = vec![];
    for (.., id) in open.iter().skip(from).take(MAX_TASKED) {
        let breach = breaches::newest(desk.archive, *id)?.breach;
        let undone = breach.measures.iter().filter(|measure| measure.done.is_none());
        tasks.extend(undone.map(|measure| Task {
            breach: *id,
            number: breach.number.clone(),
            measure: measure.clone(),
        }));
    }
    tasks.sort_by_key(|task| (task.measure.due.is_none(), task.measure.due));
    let next = from.saturating_add(MAX_TASKED);
    Ok(Tasks { n, tasks, next: (next < open.len()).then_some(next) })
}

/// Shows each breach of the register to `see`, newest first, one at a time: for what is made of all of them.
///
/// # Errors
/// `not-your-role`.
pub fn each(desk: &Desk<'_>, mut see: impl FnMut(&Listed, &Breach)) -> Result<(), Error> {
    for one in breaches::all(desk)? {
        let Known { breach, .. } = breaches::newest(desk.archive, one.id)?;
        see(&one, &breach);
    }
    Ok(())
}
