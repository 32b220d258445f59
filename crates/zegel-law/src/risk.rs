//! The risks of keeping chat messages, their measures, and the counts that show how a measure stands.
//!
//! The shapes as they stand in the section `risk` of a file, their checks, and looking them up. What a count counts is code of
//! the archive; from which number on it asks for attention is data here, because no law sets it and a body sets its own.

use std::collections::HashSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::document::{check_labels, check_periods};
use crate::law::{holds, lay_over};
use crate::{Labels, Law};

/// How likely a risk is. `Open` sorts last: what nobody knows is not small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Likelihood {
    /// It is not expected.
    Small,
    /// It may well happen.
    Plausible,
    /// It is to be expected.
    Large,
    /// Nobody can say yet.
    Open,
}

impl Likelihood {
    /// All of them, rising.
    pub const ALL: [Self; 4] = [Self::Small, Self::Plausible, Self::Large, Self::Open];

    /// Returns the code as in the files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Plausible => "plausible",
            Self::Large => "large",
            Self::Open => "open",
        }
    }

    /// Returns the one with that code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// How hard a risk hits. `Open` sorts last, as for [`Likelihood`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Impact {
    /// A nuisance.
    Small,
    /// Harm that passes.
    Medium,
    /// Harm that stays.
    Large,
    /// Still to be determined.
    Open,
}

impl Impact {
    /// All of them, rising.
    pub const ALL: [Self; 4] = [Self::Small, Self::Medium, Self::Large, Self::Open];

    /// Returns the code as in the files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
            Self::Open => "open",
        }
    }

    /// Returns the one with that code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A group that a measure is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetGroup {
    /// The stable code, e.g. `chat-owners`.
    pub code: String,
    /// What the page shows.
    pub labels: Labels,
}

/// A risk as it stands before anything is done about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskRule {
    /// The stable code, e.g. `interim-copies`.
    pub code: String,
    /// Its number in the source.
    pub number: u16,
    /// In a line.
    pub title: Labels,
    /// In a few sentences.
    pub text: Labels,
    /// How likely it is.
    pub likelihood: Likelihood,
    /// Why.
    pub likelihood_why: Labels,
    /// How hard it hits.
    pub impact: Impact,
    /// Why.
    pub impact_why: Labels,
    /// Whom it hits.
    pub affected: Labels,
    /// The codes of the measures against it.
    pub measures: Vec<String>,
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

/// A measure, and by what it is seen whether it works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureRule {
    /// The stable code, e.g. `clean-up`.
    pub code: String,
    /// In a line.
    pub title: Labels,
    /// In a sentence or two.
    pub text: Labels,
    /// The code of the group that it is for.
    pub target: String,
    /// The codes of the counts that show how it stands; none where the archive cannot see it.
    #[serde(default)]
    pub counts: Vec<String>,
    /// Who attests what the archive cannot see.
    #[serde(default)]
    pub attested_by: Option<Labels>,
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

/// In what a count is compared with its thresholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// The number itself.
    Number,
    /// The share of the whole, in percent, rounded down but never to 0.
    Percent,
    /// Days.
    Days,
}

/// From which number on a count asks for attention. Every count counts what is *not* as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountRule {
    /// The stable code of the count, e.g. `copies-expired`.
    pub code: String,
    /// What the page shows.
    pub labels: Labels,
    /// What exactly is counted, of what.
    pub help: Labels,
    /// In what it is compared.
    pub unit: Unit,
    /// From here on somebody should look.
    pub attention: u64,
    /// From here on it is wrong; `None` = never by the number alone.
    #[serde(default)]
    pub wrong: Option<u64>,
    /// The term or window of the count, in days, where it has one.
    #[serde(default)]
    pub days: Option<u16>,
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

impl CountRule {
    /// Returns what is compared with the thresholds: `n` of `of` in the unit of this rule.
    pub fn measure(&self, n: u64, of: Option<u64>) -> u64 {
        match (self.unit, of) {
            (Unit::Percent, Some(of)) if 0 < of && 0 < n => (n.saturating_mul(100) / of).max(1),
            (Unit::Percent, _) if n == 0 => 0,
            _ => n,
        }
    }
}

/// The countries of the European Economic Area, as the ends of host names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EeaNames {
    /// Top-level domains, in lower case.
    pub country_codes: Vec<String>,
    /// What a person must know who relies on them.
    #[serde(default)]
    pub note: String,
    /// From this day on.
    pub valid_from: Date,
}

/// The section `risk` of a file, and all of it together in a [`Law`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RiskLaw {
    #[serde(default)]
    pub(crate) groups: Vec<TargetGroup>,
    #[serde(default)]
    pub(crate) risks: Vec<RiskRule>,
    #[serde(default)]
    pub(crate) measures: Vec<MeasureRule>,
    #[serde(default)]
    pub(crate) counts: Vec<CountRule>,
    #[serde(default)]
    pub(crate) eea: Option<EeaNames>,
}

impl Law {
    /// Lists the risks that hold on that day, in the order of their numbers.
    pub fn risks(&self, on: Date) -> Vec<&RiskRule> {
        let mut risks: Vec<_> =
            self.risk.risks.iter().filter(|rule| holds(rule.valid_from, rule.valid_to, on)).collect();
        risks.sort_by(|one, next| (one.number, &one.code).cmp(&(next.number, &next.code)));
        risks
    }

    /// Lists the measures that hold on that day.
    pub fn measures(&self, on: Date) -> impl Iterator<Item = &MeasureRule> {
        self.risk.measures.iter().filter(move |rule| holds(rule.valid_from, rule.valid_to, on))
    }

    /// Lists the rules of counts that hold on that day.
    pub fn counts(&self, on: Date) -> impl Iterator<Item = &CountRule> {
        self.risk.counts.iter().filter(move |rule| holds(rule.valid_from, rule.valid_to, on))
    }

    /// Lists the groups that measures are for.
    pub fn target_groups(&self) -> &[TargetGroup] {
        &self.risk.groups
    }

    /// Returns true when a host name ends in the country code of a country of the EEA.
    pub fn is_eea_country_code(&self, code: &str) -> bool {
        let codes = self.risk.eea.iter().flat_map(|eea| &eea.country_codes);
        codes.into_iter().any(|one| one.eq_ignore_ascii_case(code))
    }
}

impl RiskLaw {
    /// Lays the section of another file over this one.
    pub(crate) fn lay_over(&mut self, over: Self) {
        lay_over(&mut self.groups, over.groups, |group| &group.code);
        lay_over(&mut self.risks, over.risks, |rule| &rule.code);
        lay_over(&mut self.measures, over.measures, |rule| &rule.code);
        lay_over(&mut self.counts, over.counts, |rule| &rule.code);
        if over.eea.is_some() {
            self.eea = over.eea;
        }
    }

    /// Adds the mistakes of this section to those found.
    pub(crate) fn check(&self, found: &mut Vec<String>) {
        for group in &self.groups {
            check_labels(found, &group.code, &[&group.labels]);
        }
        for risk in &self.risks {
            let texts = [&risk.title, &risk.text, &risk.likelihood_why, &risk.impact_why, &risk.affected];
            check_labels(found, &risk.code, &texts);
            check_twice(found, &risk.code, &risk.measures);
            if risk.measures.is_empty() {
                found.push(format!("risk '{}' has no measure", risk.code));
            }
        }
        for measure in &self.measures {
            check_labels(found, &measure.code, &[&measure.title, &measure.text]);
            check_labels(found, &measure.code, &measure.attested_by.iter().collect::<Vec<_>>());
            check_twice(found, &measure.code, &measure.counts);
            if measure.counts.is_empty() && measure.attested_by.is_none() {
                found.push(format!(
                    "measure '{}' is neither counted nor attested: write \"counts\" or \"attested_by\"",
                    measure.code
                ));
            }
        }
        for count in &self.counts {
            check_labels(found, &count.code, &[&count.labels, &count.help]);
            if count.attention == 0 || count.wrong.is_some_and(|wrong| wrong < count.attention) {
                found.push(format!(
                    "count '{}': attention begins at 1 or more, and wrong not before attention",
                    count.code
                ));
            }
        }
        let risks = self.risks.iter().map(|r| (r.code.as_str(), r.valid_from, r.valid_to));
        check_periods(found, "risk", risks);
        let measures = self.measures.iter().map(|r| (r.code.as_str(), r.valid_from, r.valid_to));
        check_periods(found, "measure", measures);
        let counts = self.counts.iter().map(|r| (r.code.as_str(), r.valid_from, r.valid_to));
        check_periods(found, "count", counts);
    }

    /// Adds what was not read from its source, as `section code`.
    pub(crate) fn unverified(&self, add: &mut impl FnMut(&str, &str, bool)) {
        self.risks.iter().for_each(|rule| add("risk", &rule.code, rule.verified));
        self.measures.iter().for_each(|rule| add("measure", &rule.code, rule.verified));
        self.counts.iter().for_each(|rule| add("count", &rule.code, rule.verified));
    }
}

fn check_twice(found: &mut Vec<String>, of: &str, codes: &[String]) {
    let mut seen = HashSet::new();
    for code in codes {
        if !seen.insert(code) {
            found.push(format!("'{of}' names '{code}' twice"));
        }
    }
}
