//! The questions about a personal-data breach, as they stand in the file.
//!
//! One list for everything that is recorded of a breach: the assessment and every form are filled from it. Moments and
//! decisions are not in it; they belong to the breach itself. Nothing here weighs an answer; that is `zegel-breach`.
//!
//! Invariant: a condition names an earlier question and options that it has, so that whoever goes through the list from top
//! to bottom always knows what to show.

use std::collections::HashSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Labels;

/// A list of questions that holds from some day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionList {
    /// The stable code.
    pub code: String,
    /// Which edition of it this is; kept with every assessment.
    pub edition: String,
    /// The first day on which it holds.
    pub valid_from: Date,
    /// The last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// Where it comes from.
    pub source: String,
    /// True when those sources were read for this list.
    pub verified: bool,
    /// The parts, in order.
    pub sections: Vec<QuestionSection>,
    /// The questions, in order.
    pub questions: Vec<Question>,
}

impl QuestionList {
    /// Finds a question by its code.
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.code == code)
    }

    /// Lists the questions that the assessment weighs.
    pub fn factors(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|question| question.factor)
    }
}

/// A part of the list, with its title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionSection {
    /// The stable code.
    pub code: String,
    /// Its title.
    pub labels: Labels,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The stable code.
    pub code: String,
    /// The code of its section.
    pub section: String,
    /// What an answer looks like.
    pub kind: QuestionKind,
    /// The question.
    pub labels: Labels,
    /// What helps to choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Labels>,
    /// True when the assessment weighs the answer.
    #[serde(default, skip_serializing_if = "is_false")]
    pub factor: bool,
    /// True when the answer may still turn out otherwise: a reply that comes, an inquiry that ends.
    #[serde(default, skip_serializing_if = "is_false")]
    pub may_change: bool,
    /// Without which notification it cannot be missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_for: Option<RequiredFor>,
    /// When it is asked: all of these must hold. Empty = always.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown_if: Vec<Condition>,
    /// Which law or form asks for it.
    pub source: String,
    /// The choices; for a number only those that stand for an unknown number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<QuestionOption>,
}

impl Question {
    /// Finds a choice by its code.
    pub fn option(&self, code: &str) -> Option<&QuestionOption> {
        self.options.iter().find(|option| option.code == code)
    }

    /// Whether this code is a choice that says something, and not that nobody knows.
    pub fn says(&self, code: &str) -> bool {
        self.option(code).is_some_and(|option| !option.unknown)
    }
}

/// What an answer looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuestionKind {
    /// One choice.
    One,
    /// Any number of choices.
    Many,
    /// A number, or a smallest and a largest.
    Number,
    /// Free text.
    Text,
}

/// The earliest notification that needs an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RequiredFor {
    /// The first one, which may leave things open (GDPR art. 33(4)).
    Initial,
    /// The one that completes it.
    Complete,
}

/// One condition: the earlier question has at least one of these choices as its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The code of the earlier question.
    pub question: String,
    /// The codes of its choices.
    pub any: Vec<String>,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionOption {
    /// The stable code.
    pub code: String,
    /// What the page shows.
    pub labels: Labels,
    /// The same in German, where a letter to people names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub de: Option<String>,
    /// Its place from less (0) to more harm, in a question that is weighed; equal places weigh the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u8>,
    /// True when it says that the answer is not known.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unknown: bool,
    /// True when it excludes every other choice.
    #[serde(default, skip_serializing_if = "is_false")]
    pub alone: bool,
    /// How such data weigh; with the kinds of data and only there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<DataWeight>,
}

/// How one kind of personal data weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataWeight {
    /// How deep it lets a stranger look into a life, 1 to 4.
    pub insight: u8,
    /// How well it serves fraud or break-in, 1 to 4.
    pub misuse: u8,
    /// The category in ENISA's method of 2013.
    pub enisa: EnisaCategory,
    /// True when it can be replaced, as a password can and a name cannot.
    #[serde(default, skip_serializing_if = "is_false")]
    pub revocable: bool,
}

/// The categories of data in ENISA's method of 2013, from the lowest base score to the highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EnisaCategory {
    /// Who somebody is and how to reach them.
    Simple,
    /// What somebody does.
    Behavioural,
    /// Money.
    Financial,
    /// The special categories and what comes near them.
    Sensitive,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// Adds every mistake in the list to `found`.
pub(crate) fn check_questions(found: &mut Vec<String>, list: &QuestionList) {
    let sections: HashSet<_> = list.sections.iter().map(|section| section.code.as_str()).collect();
    let mut seen = HashSet::new();
    for (at, question) in list.questions.iter().enumerate() {
        if !seen.insert(question.code.as_str()) {
            found.push(format!("question '{}' stands there twice", question.code));
        }
        if !sections.contains(question.section.as_str()) {
            found.push(format!("question '{}' is in no section of the list", question.code));
        }
        check_choices(found, question);
        for condition in &question.shown_if {
            let earlier = list.questions.iter().take(at).find(|other| other.code == condition.question);
            let holds = earlier
                .is_some_and(|earlier| condition.any.iter().all(|code| earlier.option(code).is_some()));
            if !holds || condition.any.is_empty() {
                found.push(format!(
                    "question '{}' is shown on '{}': name an earlier question and choices that it has",
                    question.code, condition.question
                ));
            }
        }
    }
}

fn check_choices(found: &mut Vec<String>, question: &Question) {
    let code = &question.code;
    let mut seen = HashSet::new();
    for option in &question.options {
        if !is_code(&option.code) || !seen.insert(option.code.as_str()) {
            found.push(format!(
                "question '{code}': choice '{}' stands there twice or is not made of a-z, 0-9 and '-'",
                option.code
            ));
        }
        if option.data.is_some_and(|data| !(1..=4).contains(&data.insight) || !(1..=4).contains(&data.misuse))
        {
            found.push(format!("question '{code}': choice '{}' weighs 1 to 4", option.code));
        }
        let is_choice = matches!(question.kind, QuestionKind::One);
        if question.factor && is_choice && option.rank.is_some() == option.unknown {
            found.push(format!(
                "question '{code}' is weighed, so choice '{}' has a rank or is unknown",
                option.code
            ));
        }
    }
    let fits = match question.kind {
        QuestionKind::One | QuestionKind::Many => !question.options.is_empty(),
        QuestionKind::Number => question.options.iter().all(|option| option.unknown),
        QuestionKind::Text => question.options.is_empty(),
    };
    if !is_code(code) || !fits {
        found.push(format!(
            "question '{code}': its code is made of a-z, 0-9 and '-', a choice has options, a number only unknown ones, a text none"
        ));
    }
}

fn is_code(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
