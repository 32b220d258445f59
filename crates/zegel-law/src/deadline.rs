//! The clock of a breach: four readings of the hours after awareness, and only the first is planned on.
//!
//! Hours are elapsed hours in UTC, so that a change of summer time neither gives nor takes one. What is disputed is
//! computed beside it and never makes a late notification timely. The room reads no clock: `now` is handed in.

use jiff::civil::{Date, Weekday};
use jiff::tz::{Disambiguation, TimeZone};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::holiday::Holiday;
use crate::{Labels, Law, Nis2Rule, Place, Reading, TermError, Unknown};

/// At least this many working days lie in a period of two days or more (Reg. 1182/71 art. 3(5)).
const WORKING_DAYS: u8 = 2;

/// From how many hours a period is one "of two days or more".
const TWO_DAYS_HOURS: u16 = 48;

/// How many days are looked through for a working day; a set of holidays that fills them all is a mistake.
const DAYS_MAX: u16 = 366;

/// A moment, as an instant and as the clock of the body showed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The instant; the only part that is computed with.
    pub utc: Timestamp,
    /// The same instant on the local clock (RFC 9557), as the zone was known when this was made.
    pub local: String,
}

impl Moment {
    /// Takes an instant to the clock of a zone.
    pub fn new(utc: Timestamp, zone: &TimeZone) -> Self {
        Self { utc, local: utc.to_zoned(zone.clone()).to_string() }
    }
}

/// What a reading of art. 3(5) would add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The end: the last hour of `last_day`, so the first instant of the next.
    pub ends: Moment,
    /// The second working day.
    pub last_day: Date,
    /// True where it would end otherwise if the doubtful holidays were working days.
    pub rests_on_doubt: bool,
}

/// All readings of one deadline, with the rules by which they can be computed again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadlines {
    /// The regime, e.g. `avg`.
    pub regime: String,
    /// The version of its rule.
    pub rule: String,
    /// How many hours that rule gives.
    pub hours: u16,
    /// Where action is to be taken.
    pub place: Place,
    /// The authority there, e.g. `AP`.
    pub authority: String,
    /// The zone of the local times.
    pub zone: String,
    /// The versions of the holiday sets, and of the changes to them, that decided about a day.
    pub holiday_sets: Vec<String>,
    /// The holidays from awareness to the last of the four.
    pub holidays: Vec<Holiday>,
    /// The versions among these that were not read at their source: the body's own to check.
    pub unverified: Vec<String>,
    /// Awareness.
    pub aware: Moment,
    /// A: awareness plus the elapsed hours. Plan on this.
    pub working: Moment,
    /// B: the hour of awareness is not counted (art. 3(1) and 3(2)(a)). The latest safe reading.
    pub next_hour: Moment,
    /// C: two working days are touched (art. 3(5)); `None` where nothing is added. Disputed.
    pub touched: Option<Extension>,
    /// D: two whole working days lie in it (art. 3(5)); `None` where nothing is added. Disputed.
    pub whole_days: Option<Extension>,
}

impl Deadlines {
    /// Returns the end under a reading; `None` where it adds nothing.
    pub fn end(&self, reading: Reading) -> Option<&Moment> {
        match reading {
            Reading::Working => Some(&self.working),
            Reading::NextHour => Some(&self.next_hour),
            Reading::Touched => self.touched.as_ref().map(|extension| &extension.ends),
            Reading::WholeDays => self.whole_days.as_ref().map(|extension| &extension.ends),
        }
    }

    /// Says whether what happened at this moment, or did not happen yet, is late: a reason for the delay is asked then.
    ///
    /// Only the working deadline counts here, whatever the other readings say.
    pub fn is_late(&self, at: Timestamp) -> bool {
        self.working.utc < at
    }

    /// Returns the earliest disputed reading that would cover a late moment: a sentence for the reasons of the delay, and no more.
    pub fn covered_by(&self, at: Timestamp) -> Option<Reading> {
        let disputed = Reading::ALL.into_iter().filter(|reading| *reading != Reading::Working);
        let mut covering = disputed.filter(|reading| self.end(*reading).is_some_and(|end| at <= end.utc));
        if self.is_late(at) { covering.next() } else { None }
    }

    /// Returns how far the clock is.
    pub fn countdown(&self, now: Timestamp) -> Countdown {
        Countdown {
            elapsed: now.duration_since(self.aware.utc),
            remaining: self.working.utc.duration_since(now),
        }
    }
}

/// How far a clock is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Countdown {
    /// Since awareness.
    pub elapsed: SignedDuration,
    /// Until the working deadline; negative when it has passed.
    pub remaining: SignedDuration,
}

/// Between which moments somebody looks for reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watch {
    /// Awareness: nothing is due before it.
    pub aware: Timestamp,
    /// The deadline that is watched.
    pub deadline: Timestamp,
    /// When it was looked at last; what was due then is not due again.
    pub last_looked: Timestamp,
    /// Now.
    pub now: Timestamp,
}

/// What somebody is told about a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminder {
    /// So many hours before it.
    HoursLeft(u16),
    /// It has passed: a reason for the delay is asked.
    Passed,
}

/// Returns which reminders became due since the last look, the earliest first.
///
/// After a long silence there can be more than one: the last says what matters now. Once the deadline has passed only that is said.
pub fn reminders_due(hours: &[u16], watch: &Watch) -> Vec<Reminder> {
    let Watch { aware, deadline, last_looked, now } = *watch;
    if deadline < now {
        return if last_looked <= deadline { vec![Reminder::Passed] } else { vec![] };
    }
    let mut due: Vec<_> = hours
        .iter()
        .filter_map(|&left| {
            let at = deadline.checked_sub(SignedDuration::from_hours(i64::from(left))).ok()?;
            (aware < at && last_looked < at && at <= now).then_some((at, Reminder::HoursLeft(left)))
        })
        .collect();
    due.sort_by_key(|(at, _)| *at);
    due.into_iter().map(|(_, reminder)| reminder).collect()
}

/// The deadlines of NIS2, beside those for personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nis2Deadlines {
    /// The version of the rule.
    pub rule: String,
    /// Where.
    pub place: Place,
    /// The zone of the local times.
    pub zone: String,
    /// Awareness of the significant incident; an anchor of its own.
    pub aware: Moment,
    /// The early warning.
    pub early_warning: Moment,
    /// The notification.
    pub notification: Moment,
    /// The final report; once the notification was made.
    pub final_report: Option<FinalReport>,
}

/// The end of the term for the final report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinalReport {
    /// When the notification was made.
    pub notified: Moment,
    /// The same time of day after the term. Plan on this.
    pub working: Moment,
    /// The last hour of that day (Reg. 1182/71 art. 3(2)(c)), or of the next working day (art. 3(4)).
    pub last_hour: Moment,
    /// The versions of the holiday sets that decided.
    pub holiday_sets: Vec<String>,
    /// The holidays that moved it.
    pub holidays: Vec<Holiday>,
}

/// A deadline that cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeadlineError {
    /// No such rule or set of holidays on that day.
    #[error(transparent)]
    Unknown(#[from] Unknown),
    /// The regime does not exist there.
    #[error(
        "regime '{regime}' has no authority in {}: choose another regime or place, or name one in the body's file of rules", place.code()
    )]
    NoAuthority {
        /// The regime.
        regime: String,
        /// The place.
        place: Place,
    },
    /// The holidays leave no working day.
    #[error("there are no two working days in the {DAYS_MAX} days after awareness: mend the set of holidays")]
    NoWorkingDay,
    /// Beyond what can be computed with.
    #[error("the deadline lies after the year 9999")]
    OutOfRange,
}

impl DeadlineError {
    /// Returns the stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown(unknown) => unknown.code(),
            Self::NoAuthority { .. } => "no-authority",
            Self::NoWorkingDay => "no-working-day",
            Self::OutOfRange => "out-of-range",
        }
    }
}

impl From<jiff::Error> for DeadlineError {
    fn from(_: jiff::Error) -> Self {
        // Every sum here starts from a valid instant and date, so only the bounds of time can refuse it.
        Self::OutOfRange
    }
}

impl From<TermError> for DeadlineError {
    fn from(_: TermError) -> Self {
        Self::OutOfRange
    }
}

impl Law {
    /// Computes all readings of the deadline, under the rule of the day of awareness.
    ///
    /// # Errors
    /// No rule or no holidays for that day, no authority in that place, or a date beyond the year 9999.
    pub fn deadlines(
        &self,
        aware: Timestamp,
        zone: &TimeZone,
        place: Place,
        regime: &str,
    ) -> Result<Deadlines, DeadlineError> {
        let rule = self.breach_rule(regime, aware.to_zoned(zone.clone()).date())?;
        let authority = rule
            .authority(place)
            .ok_or_else(|| DeadlineError::NoAuthority { regime: rule.code.clone(), place })?;
        let period = Period::after(aware, zone, rule.hours)?;
        let mut calendar = Calendar::new(self, place);
        let mut extensions = [None, None];
        if TWO_DAYS_HOURS <= rule.hours {
            extensions = [
                calendar.extension(&period, WorkingDay::Touched)?,
                calendar.extension(&period, WorkingDay::Whole)?,
            ];
        }
        let [touched, whole_days] = extensions;
        let mut unverified = calendar.unverified;
        if !rule.verified {
            unverified.insert(0, rule.version.clone());
        }
        Ok(Deadlines {
            regime: rule.code.clone(),
            rule: rule.version.clone(),
            hours: rule.hours,
            place,
            authority: authority.code.clone(),
            zone: name_of(zone),
            holiday_sets: calendar.versions,
            holidays: calendar.holidays,
            unverified,
            aware: Moment::new(aware, zone),
            working: Moment::new(aware.checked_add(hours(rule.hours))?, zone),
            next_hour: Moment::new(period.end, zone),
            touched,
            whole_days,
        })
    }

    /// Computes the deadlines of NIS2; `None` where the body did not say that it applies.
    ///
    /// # Errors
    /// No holidays for a day on which a final report would be due, or a date beyond the year 9999.
    pub fn nis2_deadlines(
        &self,
        incident: &Incident,
        zone: &TimeZone,
        place: Place,
    ) -> Result<Option<Nis2Deadlines>, DeadlineError> {
        let aware = incident.aware;
        let Some(rule) = self.nis2_rule(place, aware.to_zoned(zone.clone()).date()) else { return Ok(None) };
        let final_report =
            incident.notified.map(|notified| self.final_report(rule, notified, zone)).transpose()?;
        Ok(Some(Nis2Deadlines {
            rule: rule.version.clone(),
            place,
            zone: name_of(zone),
            aware: Moment::new(aware, zone),
            early_warning: Moment::new(aware.checked_add(hours(rule.early_warning_hours))?, zone),
            notification: Moment::new(aware.checked_add(hours(rule.notification_hours))?, zone),
            final_report,
        }))
    }

    /// Returns the ready sentence for the reasons of a delay that a disputed reading covers.
    pub fn delay_reason(&self, deadlines: &Deadlines, at: Timestamp) -> Option<&Labels> {
        self.reading(deadlines.covered_by(at)?)?.delay_reason.as_ref()
    }

    fn final_report(
        &self,
        rule: &Nis2Rule,
        notified: Timestamp,
        zone: &TimeZone,
    ) -> Result<FinalReport, DeadlineError> {
        let local = notified.to_zoned(zone.clone()).datetime();
        let mut day = rule.final_report.end_from(local.date())?;
        // In the hour that a change of summer time skips or repeats, the earlier instant is the safe one.
        let same_time = zone.to_ambiguous_timestamp(day.to_datetime(local.time()));
        let working = same_time.disambiguate(Disambiguation::Earlier)?;
        let mut calendar = Calendar::new(self, rule.place);
        let mut n_days = 0;
        while !calendar.is_working(day)? {
            day = day.tomorrow()?;
            n_days += 1;
            if DAYS_MAX < n_days {
                return Err(DeadlineError::NoWorkingDay);
            }
        }
        Ok(FinalReport {
            notified: Moment::new(notified, zone),
            working: Moment::new(working, zone),
            last_hour: Moment::new(start_of(day.tomorrow()?, zone)?, zone),
            holiday_sets: calendar.versions,
            holidays: calendar.holidays,
        })
    }
}

/// The anchors of NIS2; they are not those of a breach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incident {
    /// When the body became aware of the significant incident.
    pub aware: Timestamp,
    /// When it made the notification.
    pub notified: Option<Timestamp>,
}

/// The hours that are counted under art. 3(1) and 3(2)(a).
struct Period {
    begin: Timestamp,
    end: Timestamp,
    zone: TimeZone,
}

impl Period {
    /// The hour in which the event falls is not counted, also when the event is its first instant.
    fn after(aware: Timestamp, zone: &TimeZone, n_hours: u16) -> Result<Self, DeadlineError> {
        let local = aware.to_zoned(zone.clone());
        let of_hour = SignedDuration::from_mins(i64::from(local.minute()))
            + SignedDuration::from_secs(i64::from(local.second()))
            + SignedDuration::from_nanos(i64::from(local.subsec_nanosecond()));
        let begin = aware.checked_sub(of_hour)?.checked_add(hours(1))?;
        Ok(Self { begin, end: begin.checked_add(hours(n_hours))?, zone: zone.clone() })
    }
}

/// When a working day lies in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WorkingDay {
    Touched,
    Whole,
}

/// What holidays count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holidays {
    All,
    Certain,
}

/// The working days of a place, remembering by which rules they were found.
struct Calendar<'a> {
    law: &'a Law,
    place: Place,
    versions: Vec<String>,
    unverified: Vec<String>,
    holidays: Vec<Holiday>,
}

impl<'a> Calendar<'a> {
    fn new(law: &'a Law, place: Place) -> Self {
        Self { law, place, versions: vec![], unverified: vec![], holidays: vec![] }
    }

    fn extension(
        &mut self,
        period: &Period,
        working_day: WorkingDay,
    ) -> Result<Option<Extension>, DeadlineError> {
        let last_day = self.second_working_day(period, working_day, Holidays::All)?;
        let certain = self.second_working_day(period, working_day, Holidays::Certain)?;
        let Some(last_day) = last_day else { return Ok(None) };
        let ends = Moment::new(start_of(last_day.tomorrow()?, &period.zone)?, &period.zone);
        Ok(Some(Extension { ends, last_day, rests_on_doubt: certain != Some(last_day) }))
    }

    /// Returns the second working day; `None` when it already lies in the period.
    fn second_working_day(
        &mut self,
        period: &Period,
        working_day: WorkingDay,
        counted: Holidays,
    ) -> Result<Option<Date>, DeadlineError> {
        let mut day = period.begin.to_zoned(period.zone.clone()).date();
        let mut n_found = 0;
        for _ in 0..DAYS_MAX {
            let next = day.tomorrow()?;
            let (from, to) = (start_of(day, &period.zone)?, start_of(next, &period.zone)?);
            let (counts, inside) = match working_day {
                WorkingDay::Touched => (true, from < period.end),
                WorkingDay::Whole => (period.begin <= from, to <= period.end),
            };
            if self.is_working_by(day, counted)? && counts {
                n_found += 1;
            }
            if n_found == WORKING_DAYS {
                return Ok(if inside { None } else { Some(day) });
            }
            day = next;
        }
        Err(DeadlineError::NoWorkingDay)
    }

    fn is_working(&mut self, day: Date) -> Result<bool, DeadlineError> {
        self.is_working_by(day, Holidays::All)
    }

    fn is_working_by(&mut self, day: Date, counted: Holidays) -> Result<bool, DeadlineError> {
        let rules = self.law.day_rules(self.place, day)?;
        let set = Some((&rules.set.version, rules.set.verified));
        let change = rules.change.map(|change| (&change.version, change.verified));
        for (version, is_verified) in set.into_iter().chain(change) {
            if self.versions.contains(version) {
                continue;
            }
            self.versions.push(version.clone());
            if !is_verified {
                self.unverified.push(version.clone());
            }
        }
        let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let Some(holiday) = rules.holiday else { return Ok(!is_weekend) };
        let is_working = !is_weekend && holiday.doubtful && counted == Holidays::Certain;
        if let Err(at) = self.holidays.binary_search_by_key(&day, |holiday| holiday.date) {
            self.holidays.insert(at, holiday);
        }
        Ok(is_working)
    }
}

fn hours(n: u16) -> SignedDuration {
    SignedDuration::from_hours(i64::from(n))
}

fn start_of(day: Date, zone: &TimeZone) -> Result<Timestamp, DeadlineError> {
    Ok(day.to_zoned(zone.clone())?.timestamp())
}

fn name_of(zone: &TimeZone) -> String {
    zone.iana_name().map_or_else(|| format!("{zone:?}"), str::to_owned)
}
