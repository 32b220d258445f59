//! The dated law of breaches: within how many hours, above which risk, to whom, and for how long evidence is kept.
//!
//! The shapes as they stand in the section `breach` of a file, their checks, and looking them up. Counting is done in
//! `deadline.rs`; which days are holidays stands in `holiday.rs`. Nothing here judges a breach.

use std::collections::HashSet;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::document::{LawError, check_labels, check_periods};
use crate::holiday::{HolidayChange, HolidaySet};
use crate::law::{holds, lay_over};
use crate::{Labels, Law, Term, Unknown};

/// Most hours of a term: the widest that anybody proposed is 96.
const HOURS_MAX: u16 = 24 * 31;

/// Where action is to be taken: the country of the authority (Reg. 1182/71 art. 2(1)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Place {
    /// The Netherlands.
    Nl,
    /// Belgium.
    Be,
}

impl Place {
    /// Every place that Zegel knows.
    pub const ALL: [Self; 2] = [Self::Nl, Self::Be];

    /// Returns the code as in the files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nl => "NL",
            Self::Be => "BE",
        }
    }

    /// Returns the IANA name of its zone.
    pub fn zone_name(self) -> &'static str {
        match self {
            Self::Nl => "Europe/Amsterdam",
            Self::Be => "Europe/Brussels",
        }
    }
}

/// A text that names no place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no such place; choose from: NL, BE")]
pub struct NotAPlace;

impl FromStr for Place {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        Self::ALL.into_iter().find(|place| place.code().eq_ignore_ascii_case(text)).ok_or(NotAPlace)
    }
}

/// From which risk something must be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Threshold {
    /// Unless a risk is unlikely (GDPR art. 33(1)).
    Risk,
    /// When a high risk is likely (GDPR art. 34(1)).
    HighRisk,
}

/// To whom a breach is notified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// In which country.
    pub place: Place,
    /// Its short name, e.g. `AP`.
    pub code: String,
    /// Its full name.
    pub labels: Labels,
}

/// When and to whom a breach of personal data is notified, under one regime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreachRule {
    /// The stable code of the regime, e.g. `avg`.
    pub code: String,
    /// The version, kept with every deadline that was computed under it; a changed rule has another.
    pub version: String,
    /// What the page shows.
    pub labels: Labels,
    /// How many hours after awareness.
    pub hours: u16,
    /// From which risk the authority is notified.
    pub authority_threshold: Threshold,
    /// From which risk people are told.
    pub people_threshold: Threshold,
    /// Who the authority is, per place.
    pub authorities: Vec<Authority>,
    /// How many hours before the deadline somebody is reminded, most first. No law: a body sets its own.
    pub reminder_hours: Vec<u16>,
    /// Within how many hours a processor tells the controller; `None` = without undue delay, as the contract says.
    #[serde(default)]
    pub processor_hours: Option<u16>,
    /// What a person must know who relies on this rule.
    #[serde(default)]
    pub note: Option<Labels>,
    /// For awareness from this day on.
    pub valid_from: Date,
    /// Until and with this day.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Where it is written.
    pub source: String,
    /// True when that source was read for this rule; otherwise the body must check it.
    pub verified: bool,
}

impl BreachRule {
    /// Returns the authority in a place.
    pub fn authority(&self, place: Place) -> Option<&Authority> {
        self.authorities.iter().find(|authority| authority.place == place)
    }
}

/// The duties of NIS2 beside those for personal data: own anchors, own authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nis2Rule {
    /// The stable code, e.g. `cbw`.
    pub code: String,
    /// The version, kept with every deadline that was computed under it.
    pub version: String,
    /// In which country.
    pub place: Place,
    /// True where the body falls under it. Built in it never does: the body says so in its own file.
    pub applies: bool,
    /// What the page shows.
    pub labels: Labels,
    /// Hours after awareness until the early warning.
    pub early_warning_hours: u16,
    /// Hours after awareness until the notification.
    pub notification_hours: u16,
    /// From the notification until the final report.
    pub final_report: Term,
    /// To whom, in words; which one depends on the sector.
    pub recipients: Labels,
    /// For awareness from this day on.
    pub valid_from: Date,
    /// Until and with this day.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Where it is written.
    pub source: String,
    /// True when that source was read.
    pub verified: bool,
}

/// How long evidence of a breach is kept at least.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceTerm {
    /// The stable code, e.g. `fines-nl`.
    pub code: String,
    /// In which country.
    pub place: Place,
    /// How long.
    pub term: Term,
    /// Why, for the page.
    pub labels: Labels,
    /// From this day on.
    pub valid_from: Date,
    /// Until and with this day.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Where it is written.
    pub source: String,
    /// True when that source was read.
    pub verified: bool,
}

/// A way to read how the hours are counted (Reg. 1182/71 art. 3); only the first is ever planned on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// A: so many elapsed hours after awareness.
    Working,
    /// B: the hour of awareness is not counted.
    NextHour,
    /// C: at least two working days are touched.
    Touched,
    /// D: at least two working days lie in it whole.
    WholeDays,
}

impl Reading {
    /// Every reading, from the earliest to the latest.
    pub const ALL: [Self; 4] = [Self::Working, Self::NextHour, Self::Touched, Self::WholeDays];

    /// Returns the name as in the files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::NextHour => "next_hour",
            Self::Touched => "touched",
            Self::WholeDays => "whole_days",
        }
    }

    /// Returns the letter by which the four are told apart on paper.
    pub fn letter(self) -> char {
        match self {
            Self::Working => 'A',
            Self::NextHour => 'B',
            Self::Touched => 'C',
            Self::WholeDays => 'D',
        }
    }
}

/// What is said about a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadingNote {
    /// Which reading.
    pub code: Reading,
    /// Its name.
    pub labels: Labels,
    /// What a person must know who sees it.
    pub note: Labels,
    /// A sentence for the reasons of a delay that this reading covers; nothing becomes timely by it.
    #[serde(default)]
    pub delay_reason: Option<Labels>,
    /// The provision.
    pub source: String,
    /// True when that provision was read.
    pub verified: bool,
}

/// The section `breach` of a file, and all of it together in a [`Law`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BreachLaw {
    #[serde(default)]
    pub(crate) rules: Vec<BreachRule>,
    #[serde(default)]
    pub(crate) nis2: Vec<Nis2Rule>,
    #[serde(default)]
    pub(crate) evidence: Vec<EvidenceTerm>,
    #[serde(default)]
    pub(crate) readings: Vec<ReadingNote>,
    #[serde(default)]
    pub(crate) holiday_sets: Vec<HolidaySet>,
    #[serde(default)]
    pub(crate) holiday_changes: Vec<HolidayChange>,
}

impl Law {
    /// Finds the rule of a regime for a breach of which the controller became aware on that day.
    ///
    /// # Errors
    /// [`Unknown`], with the regimes that hold on that day.
    pub fn breach_rule(&self, regime: &str, on: Date) -> Result<&BreachRule, Unknown> {
        let found = self.breach_rules(on).find(|rule| rule.code == regime);
        found.ok_or_else(|| {
            Unknown::new("regime of breaches", regime, on, self.breach_rules(on).map(|r| r.code.as_str()))
        })
    }

    /// Lists the regimes under which a breach may fall on that day.
    pub fn breach_rules(&self, on: Date) -> impl Iterator<Item = &BreachRule> {
        self.breach.rules.iter().filter(move |rule| holds(rule.valid_from, rule.valid_to, on))
    }

    /// Returns the rule of NIS2 where the body said that it applies.
    pub fn nis2_rule(&self, place: Place, on: Date) -> Option<&Nis2Rule> {
        let mut rules = self.breach.nis2.iter();
        rules.find(|rule| rule.applies && rule.place == place && holds(rule.valid_from, rule.valid_to, on))
    }

    /// Lists how long evidence of a breach is kept at least; the longest counts.
    pub fn evidence_terms(&self, place: Place, on: Date) -> impl Iterator<Item = &EvidenceTerm> {
        let terms = self.breach.evidence.iter();
        terms.filter(move |rule| rule.place == place && holds(rule.valid_from, rule.valid_to, on))
    }

    /// Returns what is said about a reading.
    pub fn reading(&self, reading: Reading) -> Option<&ReadingNote> {
        self.breach.readings.iter().find(|note| note.code == reading)
    }
}

impl BreachLaw {
    /// Lays the section of another file over this one.
    ///
    /// # Errors
    /// A rule or set that was changed and kept its version: what was stored with that version could not be computed again. And
    /// two that answer for one place on one day.
    pub(crate) fn lay_over(&mut self, over: Self) -> Result<(), LawError> {
        let mut found = vec![];
        // The day on which a rule ends is no change: an older one ends when a newer one is loaded.
        check_versions(&mut found, &self.rules, &over.rules, |rule| {
            (rule.version.clone(), BreachRule { valid_to: None, ..rule.clone() })
        });
        check_versions(&mut found, &self.nis2, &over.nis2, |rule| {
            (rule.version.clone(), Nis2Rule { valid_to: None, applies: false, ..rule.clone() })
        });
        check_versions(&mut found, &self.holiday_sets, &over.holiday_sets, |set| {
            (set.version.clone(), HolidaySet { valid_to: None, ..set.clone() })
        });
        check_versions(&mut found, &self.holiday_changes, &over.holiday_changes, |change| {
            (change.version.clone(), change.clone())
        });
        lay_over(&mut self.rules, over.rules, |rule| &rule.code);
        lay_over(&mut self.nis2, over.nis2, |rule| &rule.code);
        lay_over(&mut self.evidence, over.evidence, |rule| &rule.code);
        lay_over(&mut self.readings, over.readings, |note| &note.code);
        lay_over(&mut self.holiday_sets, over.holiday_sets, |set| &set.code);
        lay_over(&mut self.holiday_changes, over.holiday_changes, |change| &change.code);
        self.check_places(&mut found);
        if found.is_empty() { Ok(()) } else { Err(LawError::Rules(found)) }
    }

    /// A place has one set of holidays, and one rule of NIS2 that applies, on any day, whatever their codes.
    fn check_places(&self, found: &mut Vec<String>) {
        for place in Place::ALL {
            let name = place.code().to_ascii_lowercase();
            let sets = self.holiday_sets.iter().filter(|set| set.place == place);
            let periods = sets.map(|set| (name.as_str(), set.valid_from, set.valid_to));
            check_periods(found, "set of holidays in", periods);
            let rules = self.nis2.iter().filter(|rule| rule.place == place && rule.applies);
            let periods = rules.map(|rule| (name.as_str(), rule.valid_from, rule.valid_to));
            check_periods(found, "NIS2 in", periods);
        }
    }

    /// Adds the mistakes of this section to those found.
    pub(crate) fn check(&self, found: &mut Vec<String>) {
        self.rules.iter().for_each(|rule| check_rule(found, rule));
        self.nis2.iter().for_each(|rule| check_nis2(found, rule));
        for rule in &self.evidence {
            check_labels(found, &rule.code, &[&rule.labels]);
        }
        let mut readings = HashSet::new();
        for rule in &self.readings {
            let code = format!("reading {}", rule.code.name());
            check_labels(found, &code, &[&rule.labels, &rule.note]);
            check_labels(found, &code, &rule.delay_reason.iter().collect::<Vec<_>>());
            if !readings.insert(rule.code) {
                found.push(format!("{code} stands there twice"));
            }
        }
        self.holiday_sets.iter().for_each(|set| set.check(found));
        self.holiday_changes.iter().for_each(|change| change.check(found));
        self.check_dates(found);
    }

    fn check_dates(&self, found: &mut Vec<String>) {
        let rules = self.rules.iter().map(|r| (r.code.as_str(), r.valid_from, r.valid_to));
        check_periods(found, "breach rule", rules);
        let rules = self.nis2.iter().map(|r| (r.code.as_str(), r.valid_from, r.valid_to));
        check_periods(found, "NIS2 rule", rules);
        let terms = self.evidence.iter().map(|r| (r.code.as_str(), r.valid_from, r.valid_to));
        check_periods(found, "evidence term", terms);
        let sets = self.holiday_sets.iter().map(|set| (set.code.as_str(), set.valid_from, set.valid_to));
        check_periods(found, "holiday set", sets);
        // A change has no period: the days themselves are dated.
        let mut codes = HashSet::new();
        for change in &self.holiday_changes {
            if !codes.insert(&change.code) {
                found.push(format!("holiday change '{}' stands there twice", change.code));
            }
        }
    }

    /// Adds what was not read from its source, as `section code`.
    pub(crate) fn unverified(&self, add: &mut impl FnMut(&str, &str, bool)) {
        self.rules.iter().for_each(|rule| add("breach-rule", &rule.code, rule.verified));
        self.nis2.iter().for_each(|rule| add("nis2-rule", &rule.code, rule.verified));
        self.evidence.iter().for_each(|rule| add("evidence-term", &rule.code, rule.verified));
        self.readings.iter().for_each(|rule| add("reading", rule.code.name(), rule.verified));
        self.holiday_sets.iter().for_each(|set| add("holiday-set", &set.code, set.verified));
        self.holiday_changes.iter().for_each(|change| add("holiday-change", &change.code, change.verified));
    }
}

fn check_rule(found: &mut Vec<String>, rule: &BreachRule) {
    check_labels(found, &rule.code, &[&rule.labels]);
    check_labels(found, &rule.code, &rule.note.iter().collect::<Vec<_>>());
    check_version(found, &rule.code, &rule.version);
    if rule.hours == 0 || HOURS_MAX < rule.hours {
        found.push(format!("breach rule '{}': hours lie between 1 and {HOURS_MAX}", rule.code));
    }
    if rule.people_threshold < rule.authority_threshold {
        found.push(format!("breach rule '{}' tells people what the authority need not know", rule.code));
    }
    if !rule.reminder_hours.is_sorted_by(|one, next| next < one)
        || rule.reminder_hours.iter().any(|&h| h == 0 || rule.hours <= h)
    {
        found.push(format!(
            "breach rule '{}': reminder_hours go down, and lie between 0 and the {} hours of the rule",
            rule.code, rule.hours
        ));
    }
    if rule.authorities.is_empty() {
        found.push(format!("breach rule '{}' names no authority", rule.code));
    }
    let mut places = HashSet::new();
    for authority in &rule.authorities {
        check_labels(found, &authority.code, &[&authority.labels]);
        if !places.insert(authority.place) {
            found.push(format!(
                "breach rule '{}' has two authorities in {}",
                rule.code,
                authority.place.code()
            ));
        }
    }
}

fn check_nis2(found: &mut Vec<String>, rule: &Nis2Rule) {
    check_labels(found, &rule.code, &[&rule.labels, &rule.recipients]);
    check_version(found, &rule.code, &rule.version);
    let hours = rule.early_warning_hours..=rule.notification_hours;
    if *hours.start() == 0 || hours.is_empty() || HOURS_MAX < *hours.end() {
        found.push(format!(
            "NIS2 rule '{}': the early warning comes before the notification, both within {HOURS_MAX} hours",
            rule.code
        ));
    }
}

/// A version is what a stored deadline is known by, so it must be there.
pub(crate) fn check_version(found: &mut Vec<String>, code: &str, version: &str) {
    if version.trim().is_empty() {
        found.push(format!("'{code}' has no version"));
    }
}

/// One version is one content: `of` gives both, the content without what may differ.
fn check_versions<T, C: PartialEq>(
    found: &mut Vec<String>,
    old: &[T],
    new: &[T],
    of: impl Fn(&T) -> (String, C),
) {
    for (at, changed) in new.iter().enumerate() {
        let (version, content) = of(changed);
        let mut others = old.iter().chain(&new[..at]).map(&of);
        if others.any(|(other, old)| other == version && old != content) {
            found.push(format!(
                "version '{version}' says something else already: give what was changed another version"
            ));
        }
    }
}
