//! Public holidays per place: rules that give the days of any year, and the days that a body adds or takes away.
//!
//! Sundays and Saturdays are not in here; they are never working days (Reg. 1182/71 art. 2(2)).

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use jiff::Span;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::breach::check_version;
use crate::document::check_labels;
use crate::law::holds;
use crate::{Labels, Law, Place, Unknown};

/// The public holidays of a place, for any year in which the set holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidaySet {
    /// The stable code, e.g. `nl`.
    pub code: String,
    /// The version, kept with every deadline that was computed with it; a changed set has another.
    pub version: String,
    /// Where these days are holidays.
    pub place: Place,
    /// The days.
    pub days: Vec<HolidayRule>,
    /// The first day for which it answers.
    pub valid_from: Date,
    /// The last day for which it answers.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Where it is written.
    pub source: String,
    /// True when that source was read.
    pub verified: bool,
}

/// One holiday of a set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayRule {
    /// The stable code, e.g. `easter-monday`.
    pub code: String,
    /// What the page shows.
    pub labels: Labels,
    /// On which day of a year it falls.
    pub on: YearlyDay,
    /// True where it is not certain that this day counts as a holiday under Reg. 1182/71.
    #[serde(default)]
    pub doubtful: bool,
}

/// A day that every year has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum YearlyDay {
    /// The same date each year.
    Fixed {
        /// The date.
        fixed: MonthDay,
        /// By how many days it moves when that date is a Sunday (King's Day: -1).
        #[serde(default)]
        if_sunday: i8,
    },
    /// So many days after Easter Sunday.
    Easter {
        /// The days; negative before Easter.
        easter: i16,
    },
}

impl YearlyDay {
    /// Returns the day in a year; `None` beyond what a date can hold.
    pub fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed { fixed, if_sunday } => {
                let day = Date::new(year, fixed.month, fixed.day).ok()?;
                let moved = if day.weekday() == Weekday::Sunday { if_sunday } else { 0 };
                day.checked_add(Span::new().days(moved)).ok()
            }
            Self::Easter { easter } => easter_sunday(year)?.checked_add(Span::new().days(easter)).ok(),
        }
    }
}

/// A month and a day, written `12-25`; never 29 February, which not every year has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonthDay {
    month: i8,
    day: i8,
}

/// A text that is no month and day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not a day of every year; write month and day as 12-25")]
pub struct NotAMonthDay;

impl FromStr for MonthDay {
    type Err = NotAMonthDay;

    fn from_str(text: &str) -> Result<Self, NotAMonthDay> {
        let is_shape = text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let (month, day) = text.split_once('-').filter(|_| is_shape).ok_or(NotAMonthDay)?;
        let (month, day) = (month.parse().map_err(|_| NotAMonthDay)?, day.parse().map_err(|_| NotAMonthDay)?);
        // 2001 had no leap day.
        Date::new(2001, month, day).map(|_| Self { month, day }).map_err(|_| NotAMonthDay)
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl TryFrom<String> for MonthDay {
    type Error = NotAMonthDay;
    fn try_from(text: String) -> Result<Self, NotAMonthDay> {
        text.parse()
    }
}

impl From<MonthDay> for String {
    fn from(day: MonthDay) -> Self {
        day.to_string()
    }
}

/// Days that a body adds to a set or takes out of it, for one year or more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayChange {
    /// The stable code, e.g. `nl-2030`.
    pub code: String,
    /// The version, kept with every deadline on which it had an effect.
    pub version: String,
    /// Where.
    pub place: Place,
    /// Days that are holidays although the set does not have them.
    #[serde(default)]
    pub added: Vec<AddedHoliday>,
    /// Days that are no holidays although the set has them.
    #[serde(default)]
    pub removed: Vec<Date>,
    /// Where it is written.
    pub source: String,
    /// True when that source was read.
    pub verified: bool,
}

/// A day that became a holiday once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddedHoliday {
    /// The day.
    pub date: Date,
    /// What the page shows.
    pub labels: Labels,
}

/// A holiday on its day, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// The code of its rule, or of the change that added it.
    pub code: String,
    /// What the page shows.
    pub labels: Labels,
    /// True where it is not certain that this day counts under Reg. 1182/71.
    pub doubtful: bool,
}

/// The rules that decided about one day.
pub(crate) struct DayRules<'a> {
    pub(crate) holiday: Option<Holiday>,
    pub(crate) set: &'a HolidaySet,
    pub(crate) change: Option<&'a HolidayChange>,
}

impl Law {
    /// Says whether a day is a public holiday in a place.
    ///
    /// # Errors
    /// [`Unknown`] where no set of holidays answers for that day.
    pub fn holiday(&self, place: Place, date: Date) -> Result<Option<Holiday>, Unknown> {
        Ok(self.day_rules(place, date)?.holiday)
    }

    /// Lists the holidays of a year in a place, in order.
    ///
    /// # Errors
    /// [`Unknown`] where no set of holidays answers for a day of that year.
    pub fn holidays(&self, place: Place, year: i16) -> Result<Vec<Holiday>, Unknown> {
        let Ok(first) = Date::new(year, 1, 1) else { return Ok(vec![]) };
        let days = first.series(Span::new().days(1)).take_while(|date| date.year() == year);
        days.filter_map(|date| self.holiday(place, date).transpose()).collect()
    }

    /// Returns the holiday on a day, and the set and the change that say so.
    pub(crate) fn day_rules(&self, place: Place, date: Date) -> Result<DayRules<'_>, Unknown> {
        let sets = || self.breach.holiday_sets.iter();
        let found = sets().find(|set| set.place == place && holds(set.valid_from, set.valid_to, date));
        let set = found.ok_or_else(|| {
            let held = sets().filter(|set| holds(set.valid_from, set.valid_to, date));
            Unknown::new("set of holidays", place.code(), date, held.map(|set| set.place.code()))
        })?;
        let changes = self.breach.holiday_changes.iter().filter(|change| change.place == place);
        // Later files come later, and win.
        for change in changes.rev() {
            if let Some(added) = change.added.iter().find(|added| added.date == date) {
                let holiday = Holiday {
                    date,
                    code: change.code.clone(),
                    labels: added.labels.clone(),
                    doubtful: false,
                };
                return Ok(DayRules { holiday: Some(holiday), set, change: Some(change) });
            }
            if change.removed.contains(&date) {
                return Ok(DayRules { holiday: None, set, change: Some(change) });
            }
        }
        Ok(DayRules { holiday: set.holiday(date), set, change: None })
    }
}

impl HolidaySet {
    /// Returns the holiday on a day; where two fall together, the certain one.
    fn holiday(&self, date: Date) -> Option<Holiday> {
        let here = self.days.iter().filter(|rule| rule.on.in_year(date.year()) == Some(date));
        here.min_by_key(|rule| rule.doubtful).map(|rule| Holiday {
            date,
            code: rule.code.clone(),
            labels: rule.labels.clone(),
            doubtful: rule.doubtful,
        })
    }

    pub(crate) fn check(&self, found: &mut Vec<String>) {
        check_version(found, &self.code, &self.version);
        let mut seen = HashSet::new();
        for day in &self.days {
            check_labels(found, &day.code, &[&day.labels]);
            if !seen.insert(&day.code) {
                found.push(format!("holiday set '{}' has '{}' twice", self.code, day.code));
            }
            if let YearlyDay::Easter { easter } = day.on
                && !(-80..=250).contains(&easter)
            {
                // Easter lies between 22 March and 25 April; beyond this the day falls in another year.
                found.push(format!("holiday set '{}', '{}': too far from Easter", self.code, day.code));
            }
        }
    }
}

impl HolidayChange {
    pub(crate) fn check(&self, found: &mut Vec<String>) {
        check_version(found, &self.code, &self.version);
        for added in &self.added {
            check_labels(found, &self.code, &[&added.labels]);
            if self.removed.contains(&added.date) {
                found.push(format!("holiday change '{}' adds and removes {}", self.code, added.date));
            }
        }
    }
}

/// Returns Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher); `None` beyond what a date can hold.
pub fn easter_sunday(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let days = h + l - 7 * m + 114;
    let (month, day) = (i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?);
    Date::new(year, month, day).ok()
}
