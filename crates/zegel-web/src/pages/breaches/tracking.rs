//! The clock of a breach on its page: what is left in words first, then the full date, then the track (design, "Clock").
//!
//! Only the working deadline is ever counted with; other readings are notes that nobody relies on.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use zegel_archive::breach::{AuthorityChoice, Breach, Side};
use zegel_law::{Deadlines, Law, Nis2Deadlines, Reading};

use super::{label, tongue};
use crate::{Page, format};

/// From how many hours before the deadline the clock warns.
const SOON_HOURS: i64 = 24;
/// How wide an hour is on the track.
const HOUR_WIDTH: u64 = 10;

/// The clock, ready to be printed.
pub(super) struct Clock {
    /// `""`, `clock--soon`, `clock--late` or `clock--done`.
    pub(super) tone: &'static str,
    /// What the big words are.
    pub(super) lead: String,
    /// The big words: number and unit.
    pub(super) big: Vec<(u64, String)>,
    /// A big word without a number.
    pub(super) word: Option<String>,
    /// What must be done before.
    pub(super) due_lead: String,
    /// Before when, in full.
    pub(super) due: Option<String>,
    /// What has passed.
    pub(super) small: String,
    /// For the script: awareness and deadline; absent where nothing runs.
    pub(super) runs: Option<(String, String)>,
    pub(super) track: Option<Track>,
    /// The same for who cannot see the track.
    pub(super) sentence: String,
    /// What is said beside it, never to rely on.
    pub(super) notes: Vec<Note>,
    pub(super) is_late: bool,
}

/// Another reading of the same deadline, or another law.
pub(super) struct Note {
    pub(super) name: String,
    pub(super) end: String,
    pub(super) text: String,
    pub(super) source: String,
}

/// The track: a rectangle for each day, cells for the hours, filled as far as the time has gone.
pub(super) struct Track {
    pub(super) width: u64,
    pub(super) days: Vec<Day>,
    pub(super) cells: Vec<u64>,
    /// Where now is, in tenths.
    pub(super) now: Option<String>,
    /// The labels under it: the moment, and what it is.
    pub(super) labels: Vec<(String, String)>,
}

pub(super) struct Day {
    pub(super) x: u64,
    pub(super) width: u64,
    pub(super) fill: String,
}

/// What a clock is made from.
pub(super) struct Around<'a> {
    pub(super) p: &'a Page,
    pub(super) zone: &'a TimeZone,
    pub(super) now: Timestamp,
}

impl Clock {
    /// Makes the clock of a breach; `None` until somebody is aware of it, or when it is no breach.
    pub(super) fn of(breach: &Breach, around: &Around<'_>, notes: Vec<Note>) -> Option<Self> {
        let deadlines = breach.clock.as_ref()?;
        if let Side::Processor { contract_hours, .. } = &breach.side {
            return Some(Self::of_processor(breach, deadlines, *contract_hours, around));
        }
        let span = Span { begin: deadlines.aware.utc, end: deadlines.working.utc };
        let p = around.p;
        if let Some(at) = breach.notified_at() {
            let is_late = span.end < at;
            let id = if is_late { "breaches-clock-notified-late" } else { "breaches-clock-notified" };
            return Some(Self { notes, is_late, ..Self::ended(around, span, Some(at), id) });
        }
        if breach.authority_choice() == Some(AuthorityChoice::NotNotify) {
            return Some(Self { notes, ..Self::ended(around, span, None, "breaches-clock-not-notified") });
        }
        let due_lead = p.t("breaches-clock-notify-before").to_string();
        Some(Self { notes, ..Self::running(around, span, due_lead) })
    }

    /// The processor tells the controller without undue delay, and within the hours of the contract where it names them.
    fn of_processor(
        breach: &Breach,
        deadlines: &Deadlines,
        contract_hours: Option<u16>,
        around: &Around<'_>,
    ) -> Self {
        let begin = deadlines.aware.utc;
        let hours = SignedDuration::from_hours(contract_hours.map_or(0, i64::from));
        let span = Span { begin, end: begin.checked_add(hours).unwrap_or(begin) };
        let p = around.p;
        if let Some(told) = &breach.moments.told_controller {
            return Self::ended(around, span, Some(told.at), "breaches-clock-told-controller");
        }
        let due_lead = p.t("breaches-clock-tell-controller").to_string();
        if contract_hours.is_some() {
            return Self::running(around, span, due_lead);
        }
        let elapsed = around.now.duration_since(begin);
        Self {
            word: Some(p.t("breaches-clock-at-once").to_string()),
            big: vec![],
            lead: p.t("breaches-clock-no-hours").to_string(),
            due: None,
            due_lead,
            small: p.t("breaches-clock-passed").with("span", words(p, elapsed)).to_string(),
            tone: "clock--soon",
            runs: None,
            track: None,
            sentence: String::new(),
            notes: vec![],
            is_late: false,
        }
    }

    fn running(around: &Around<'_>, span: Span, due_lead: String) -> Self {
        let p = around.p;
        let left = span.end.duration_since(around.now);
        let is_late = left.is_negative();
        let tone = match left.as_hours() {
            _ if is_late => "clock--late",
            hours if hours < SOON_HOURS => "clock--soon",
            _ => "",
        };
        let elapsed = around.now.duration_since(span.begin);
        Self {
            tone,
            lead: p.t(if is_late { "breaches-clock-over" } else { "breaches-clock-left" }).to_string(),
            big: big(p, left),
            word: None,
            due: Some(around.full(span.end)),
            due_lead,
            small: p.t("breaches-clock-passed").with("span", words(p, elapsed)).to_string(),
            runs: Some((span.begin.to_string(), span.end.to_string())),
            track: Some(Track::of(around, &span, Some(around.now))),
            sentence: span.sentence(around),
            notes: vec![],
            is_late,
        }
    }

    /// A clock that stands still: what was to be done is done, or need not be.
    fn ended(around: &Around<'_>, span: Span, at: Option<Timestamp>, id: &str) -> Self {
        let p = around.p;
        let is_late = at.is_some_and(|at| span.end < at && span.begin < span.end);
        let small = at.map(|at| {
            let taken = p.t("breaches-clock-taken").with("span", words(p, at.duration_since(span.begin)));
            taken.to_string()
        });
        Self {
            tone: if is_late { "clock--late" } else { "clock--done" },
            lead: p.t("breaches-clock-stands").to_string(),
            big: vec![],
            word: Some(p.t(&format!("{id}.word")).to_string()),
            due_lead: p.t(id).to_string(),
            due: at.map(|at| around.full(at)),
            small: small.unwrap_or_default(),
            runs: None,
            track: at.filter(|_| span.begin < span.end).map(|at| Track::of(around, &span, Some(at))),
            sentence: span.sentence(around),
            notes: vec![],
            is_late: false,
        }
    }
}

impl Around<'_> {
    /// Writes a moment in full: nl `maandag 23 november 2026, 16:40 uur`.
    fn full(&self, at: Timestamp) -> String {
        full(self.p, self.zone, at)
    }
}

/// Writes a moment in full: nl `maandag 23 november 2026, 16:40 uur`.
pub(super) fn full(p: &Page, zone: &TimeZone, at: Timestamp) -> String {
    let local = at.to_zoned(zone.clone());
    let day = format::weekday(p.lang, local.date());
    let time = format!("{:02}:{:02}", local.hour(), local.minute());
    p.t("breaches-full-moment").with("day", day).with("time", time).to_string()
}

/// Writes the day of a moment in short: nl `vr 20 nov`; with the year where it is another than that of `now`.
pub(super) fn short_day(p: &Page, zone: &TimeZone, at: Timestamp, now: Timestamp) -> String {
    let local = at.to_zoned(zone.clone()).date();
    let weekday = p.t(&format!("breaches-day-{}", local.weekday().to_monday_one_offset())).to_string();
    let month = p.t(&format!("breaches-month-{}", local.month())).to_string();
    let year = if local.year() == now.to_zoned(zone.clone()).year() {
        String::new()
    } else {
        format!(" {}", local.year())
    };
    format!("{weekday} {} {month}{year}", local.day())
}

/// Writes the time of a moment.
pub(super) fn clock_time(zone: &TimeZone, at: Timestamp) -> String {
    let local = at.to_zoned(zone.clone());
    format!("{:02}:{:02}", local.hour(), local.minute())
}

struct Span {
    begin: Timestamp,
    end: Timestamp,
}

impl Span {
    fn sentence(&self, around: &Around<'_>) -> String {
        let saying = around.p.t("breaches-clock-sentence").with("begin", around.full(self.begin));
        saying.with("end", around.full(self.end)).to_string()
    }
}

fn parts(duration: SignedDuration) -> [(u64, &'static str); 3] {
    let minutes = duration.as_mins().unsigned_abs();
    let (days, rest) = (minutes / (24 * 60), minutes % (24 * 60));
    // Hours up to a hundred: nobody thinks of 54 hours as two days and six hours when 72 were given.
    if minutes < 100 * 60 {
        return [(0, "days"), (minutes / 60, "hours"), (minutes % 60, "minutes")];
    }
    [(days, "days"), (rest / 60, "hours"), (0, "minutes")]
}

fn big(p: &Page, duration: SignedDuration) -> Vec<(u64, String)> {
    let [days, hours, minutes] = parts(duration);
    let shown = if 0 < days.0 { [days, hours] } else { [hours, minutes] };
    shown
        .into_iter()
        .map(|(n, unit)| (n, p.t(&format!("breaches-unit-{unit}")).with("n", n).to_string()))
        .collect()
}

/// Writes how long something lasts: nl `54 uur en 35 minuten`.
pub(super) fn words(p: &Page, duration: SignedDuration) -> String {
    let shown = parts(duration).into_iter().filter(|(n, _)| 0 < *n).take(2);
    let said: Vec<_> =
        shown.map(|(n, unit)| p.t(&format!("breaches-span-{unit}")).with("n", n).to_string()).collect();
    match said.as_slice() {
        [] => p.t("breaches-span-none").to_string(),
        [one] => one.clone(),
        [first, second, ..] => p
            .t("breaches-span-both")
            .with("first", first.as_str())
            .with("second", second.as_str())
            .to_string(),
    }
}

/// Writes tenths as a decimal number, as an attribute of a drawing has it.
fn tenths(n: u64) -> String {
    format!("{}.{}", n / 10, n % 10)
}

impl Track {
    fn of(around: &Around<'_>, span: &Span, at: Option<Timestamp>) -> Self {
        let minutes =
            |from: Timestamp, to: Timestamp| u64::try_from(to.duration_since(from).as_mins()).unwrap_or(0);
        let total = minutes(span.begin, span.end);
        let hours = total.div_ceil(60).max(1);
        let gone = at.map_or(0, |at| minutes(span.begin, at)).min(total);
        let width = hours * HOUR_WIDTH;
        let days = (0..hours.div_ceil(24)).map(|day| {
            let (from, to) = (day * 24, ((day + 1) * 24).min(hours));
            // Two units of air on each day, so that three days are seen as three.
            let inside = (to - from) * HOUR_WIDTH - 2;
            let filled = gone.saturating_sub(from * 60).min((to - from) * 60);
            Day {
                x: from * HOUR_WIDTH + 1,
                width: inside,
                fill: tenths(filled * inside * 10 / ((to - from) * 60)),
            }
        });
        let cells = (1..hours).filter(|hour| hour % 24 != 0).map(|hour| hour * HOUR_WIDTH);
        let is_within = at.is_some_and(|at| at <= span.end);
        Self {
            width,
            days: days.collect(),
            cells: cells.collect(),
            now: is_within.then(|| tenths((gone * HOUR_WIDTH * 10 / 60).min(width * 10))),
            labels: Self::labels(around, span, hours),
        }
    }

    fn labels(around: &Around<'_>, span: &Span, hours: u64) -> Vec<(String, String)> {
        let short = |at: Timestamp| {
            let day = short_day(around.p, around.zone, at, around.now);
            format!("{day} {}", clock_time(around.zone, at))
        };
        let mut labels = vec![(short(span.begin), around.p.t("breaches-track-aware").to_string())];
        if hours == 72 {
            let later = [24, 48]
                .into_iter()
                .filter_map(|n| span.begin.checked_add(SignedDuration::from_hours(n)).ok());
            labels.extend(later.map(|at| (short(at), String::new())));
        }
        labels.push((short(span.end), around.p.t("breaches-track-due").to_string()));
        labels
    }
}

/// Lists the other readings of the deadline, and the terms of NIS2 where the body says that it falls under it.
pub(super) fn notes(
    law: &Law,
    deadlines: &Deadlines,
    nis2: Option<&Nis2Deadlines>,
    (p, zone): (&Page, &TimeZone),
) -> Vec<Note> {
    let others = Reading::ALL.into_iter().filter(|reading| *reading != Reading::Working);
    let mut notes: Vec<Note> = others
        .filter_map(|reading| {
            let (end, note) = (deadlines.end(reading)?, law.reading(reading)?);
            Some(Note {
                name: label(p, &note.labels),
                end: full(p, zone, end.utc),
                text: label(p, &note.note),
                source: note.source.clone(),
            })
        })
        .collect();
    if let Some(nis2) = nis2 {
        let day = nis2.aware.utc.to_zoned(zone.clone()).date();
        let rule = law.nis2_rule(nis2.place, day);
        let recipients = rule.map(|rule| rule.recipients.get(tongue(p.lang)).to_owned()).unwrap_or_default();
        for (id, end) in [("early", &nis2.early_warning), ("notification", &nis2.notification)] {
            notes.push(Note {
                name: p.t(&format!("breaches-nis2-{id}")).to_string(),
                end: full(p, zone, end.utc),
                text: recipients.clone(),
                source: nis2.rule.clone(),
            });
        }
    }
    notes
}
