//! One file of rules: reading it and checking it.
//!
//! A file may hold any of the sections; a body's own file has the same shape as ours. All mistakes are reported at once,
//! so that somebody who edits a list by hand need not try again and again.

use std::collections::HashSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::breach::BreachLaw;
use crate::forms::check_form;
use crate::questions::check_questions;
use crate::risk::RiskLaw;
use crate::{
    Category, ConfidentialityRule, ExceptionRule, FileFormat, Form, GroundRule, Keep, Labels, QuestionList,
    RegimeRule, SelectionList, ValueList, Way,
};

/// The word that every file of rules carries in `format`.
pub const FORMAT: &str = "zegel-law";

/// The version of the shape of these files.
pub const VERSION: u32 = 1;

/// A file of rules that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LawError {
    /// Not JSON, or not this shape.
    #[error("the file of rules cannot be read at line {line}, column {column}: {reason}")]
    Shape {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the reader of the file says.
        reason: String,
    },
    /// A file of another kind or a later version.
    #[error(
        "this is not a file of rules of version {VERSION}: write \"format\": \"{FORMAT}\", \"version\": {VERSION}"
    )]
    Version,
    /// Rules that contradict themselves or each other; all of them.
    #[error("the file of rules has {} mistake(s): {}", .0.len(), .0.join("; "))]
    Rules(Vec<String>),
}

/// The content of one file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Document {
    pub(crate) format: String,
    pub(crate) version: u32,
    /// For the reader of the file; not used.
    #[serde(default)]
    pub(crate) about: String,
    #[serde(default)]
    pub(crate) grounds: Vec<GroundRule>,
    #[serde(default)]
    pub(crate) regimes: Vec<RegimeRule>,
    #[serde(default)]
    pub(crate) selection_lists: Vec<SelectionList>,
    #[serde(default)]
    pub(crate) value_lists: Vec<ValueList>,
    #[serde(default)]
    pub(crate) file_formats: Vec<FileFormat>,
    #[serde(default)]
    pub(crate) confidentialities: Vec<ConfidentialityRule>,
    #[serde(default)]
    pub(crate) exceptions: Vec<ExceptionRule>,
    #[serde(default)]
    pub(crate) breach: BreachLaw,
    #[serde(default)]
    pub(crate) risk: RiskLaw,
    #[serde(default)]
    pub(crate) breach_questions: Vec<QuestionList>,
    #[serde(default)]
    pub(crate) forms: Vec<Form>,
}

impl Document {
    /// Reads and checks one file.
    pub(crate) fn read(json: &str) -> Result<Self, LawError> {
        let document: Self = serde_json::from_str(json).map_err(|error| LawError::Shape {
            line: error.line(),
            column: error.column(),
            reason: error.to_string(),
        })?;
        if document.format != FORMAT || document.version != VERSION {
            return Err(LawError::Version);
        }
        let mistakes = document.mistakes();
        if mistakes.is_empty() { Ok(document) } else { Err(LawError::Rules(mistakes)) }
    }

    fn mistakes(&self) -> Vec<String> {
        let mut found = vec![];
        for rule in &self.grounds {
            check_labels(&mut found, &rule.code, &[&rule.labels, &rule.help]);
            if rule.uses.is_empty() {
                found.push(format!("ground '{}' has no use: write \"not-kept\" or \"redaction\"", rule.code));
            }
        }
        for rule in &self.regimes {
            check_labels(&mut found, &rule.code, &[&rule.labels]);
            if (rule.way == Way::SelectOut) != rule.term.is_some() {
                found
                    .push(format!("regime '{}': select-out needs a term, and select-in has none", rule.code));
            }
        }
        for list in &self.selection_lists {
            check_categories(&mut found, list);
        }
        for list in &self.value_lists {
            check_concepts(&mut found, list);
        }
        for rule in &self.confidentialities {
            check_labels(&mut found, &rule.code, &[&rule.labels]);
        }
        for rule in &self.exceptions {
            check_labels(&mut found, &rule.code, &[&rule.labels]);
            if rule.kinds.is_empty() {
                found.push(format!(
                    "exception '{}' has no kind: write \"special-category\" or \"criminal\"",
                    rule.code
                ));
            }
        }
        self.breach.check(&mut found);
        self.risk.check(&mut found);
        for list in &self.breach_questions {
            check_questions(&mut found, list);
            check_wording(&mut found, list);
        }
        for form in &self.forms {
            check_labels(&mut found, &form.code, &[&form.title, &form.filing]);
            check_form(&mut found, form);
        }
        self.check_dates(&mut found);
        self.check_codes(&mut found);
        found
    }

    fn check_dates(&self, found: &mut Vec<String>) {
        check_periods(
            found,
            "ground",
            self.grounds.iter().map(|r| (r.code.as_str(), r.valid_from, r.valid_to)),
        );
        check_periods(
            found,
            "regime",
            self.regimes.iter().map(|r| (r.code.as_str(), r.valid_from, r.valid_to)),
        );
        let lists = self.selection_lists.iter().map(|r| (r.code.as_str(), r.valid_from, r.valid_to));
        check_periods(found, "selection list", lists);
        let lists = self.value_lists.iter().map(|r| (r.code.as_str(), r.valid_from, r.valid_to));
        check_periods(found, "value list", lists);
        let rules = self.exceptions.iter().map(|r| (r.code.as_str(), r.valid_from, r.valid_to));
        check_periods(found, "exception", rules);
        let lists = self.breach_questions.iter().map(|r| (r.code.as_str(), r.valid_from, r.valid_to));
        check_periods(found, "list of questions", lists);
        let forms = self.forms.iter().map(|r| (r.code.as_str(), r.valid_from, r.valid_to));
        check_periods(found, "form", forms);
    }

    fn check_codes(&self, found: &mut Vec<String>) {
        let undated = [
            ("file format", self.file_formats.iter().map(|r| r.code.as_str()).collect::<Vec<_>>()),
            ("confidentiality", self.confidentialities.iter().map(|r| r.code.as_str()).collect()),
        ];
        for (section, codes) in undated {
            let mut seen = HashSet::new();
            for code in codes {
                if code.trim().is_empty() {
                    found.push(format!("a {section} has no code"));
                }
                if !seen.insert(code) {
                    found.push(format!("{section} '{code}' stands there twice"));
                }
            }
        }
    }
}

pub(crate) fn check_labels(found: &mut Vec<String>, code: &str, texts: &[&Labels]) {
    let lacks =
        texts.iter().any(|text| [&text.nl, &text.en, &text.fr].iter().any(|text| text.trim().is_empty()));
    if lacks {
        found.push(format!("'{code}' lacks a text in Dutch, English or French"));
    }
}

fn check_wording(found: &mut Vec<String>, list: &QuestionList) {
    for section in &list.sections {
        check_labels(found, &section.code, &[&section.labels]);
    }
    for question in &list.questions {
        let options = question.options.iter().map(|option| &option.labels);
        let texts: Vec<_> = [&question.labels].into_iter().chain(&question.help).chain(options).collect();
        check_labels(found, &question.code, &texts);
    }
}

fn check_categories(found: &mut Vec<String>, list: &SelectionList) {
    let mut seen = HashSet::new();
    for Category { number, keep, term, trigger, .. } in &list.categories {
        if !seen.insert(number) {
            found.push(format!("selection list '{}' has category {number} twice", list.code));
        }
        if (*keep == Keep::V) != term.is_some() || (*keep == Keep::V) != trigger.is_some() {
            found.push(format!(
                "selection list '{}', category {number}: V needs a term and a trigger, and B and N have neither",
                list.code
            ));
        }
    }
}

fn check_concepts(found: &mut Vec<String>, list: &ValueList) {
    let mut seen = HashSet::new();
    for concept in &list.concepts {
        if concept.label.trim().is_empty()
            || concept.code.as_deref().is_some_and(|code| code.trim().is_empty())
        {
            found.push(format!("value list '{}' has an empty label or code", list.code));
        }
        if !seen.insert(&concept.label) {
            found.push(format!("value list '{}' has '{}' twice", list.code, concept.label));
        }
    }
}

pub(crate) fn check_periods<'a>(
    found: &mut Vec<String>,
    section: &str,
    rules: impl Iterator<Item = (&'a str, Date, Option<Date>)>,
) {
    let rules: Vec<_> = rules.collect();
    for (at, (code, from, to)) in rules.iter().enumerate() {
        if code.is_empty()
            || !code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.')
        {
            found.push(format!("{section} '{code}': a code is made of a-z, 0-9, '-' and '.'"));
        }
        if to.is_some_and(|to| to < *from) {
            found.push(format!("{section} '{code}' ends before it begins"));
        }
        let overlaps = rules.iter().skip(at + 1).any(|(other, other_from, other_to)| {
            other == code && to.is_none_or(|to| *other_from <= to) && other_to.is_none_or(|to| *from <= to)
        });
        if overlaps {
            found.push(format!(
                "{section} '{code}' has two rules on the same day: end the older one with valid_to"
            ));
        }
    }
}
