//! Answers to the questions of the catalogue: one flat table, so that every form and the assessment read the same facts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One answer. In JSON: a number, `{"min":…,"max":…}`, a text (or the code of one option), or a list of codes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// An exact number.
    Number(u64),
    /// A number that is known to lie between two others, inclusive.
    Range {
        /// At least.
        min: u64,
        /// At most.
        max: u64,
    },
    /// A text, a moment (RFC 3339), or the code of the option that was chosen.
    One(String),
    /// The codes of all options that were chosen.
    Many(Vec<String>),
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(_) | Self::Range { .. } => f.write_str("Answer(number)"),
            Self::One(text) => write!(f, "Answer({} bytes)", text.len()),
            Self::Many(codes) => write!(f, "Answer({} options)", codes.len()),
        }
    }
}

/// All answers, by the code of their question; a question that is not there was not answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<String, Answer>);

impl Answers {
    /// Returns the answer to a question.
    pub fn get(&self, question: &str) -> Option<&Answer> {
        self.0.get(question)
    }

    /// Returns the code or text of a single answer.
    pub fn one(&self, question: &str) -> Option<&str> {
        match self.get(question)? {
            Answer::One(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the codes that were chosen; a single answer is a list of one.
    pub fn codes(&self, question: &str) -> &[String] {
        match self.get(question) {
            Some(Answer::Many(codes)) => codes,
            Some(Answer::One(code)) => std::slice::from_ref(code),
            _ => &[],
        }
    }

    /// Returns true when this option was chosen.
    pub fn has(&self, question: &str, code: &str) -> bool {
        self.codes(question).iter().any(|chosen| chosen == code)
    }

    /// Returns the largest number that the answer allows; `None` where it is unknown.
    pub fn at_most(&self, question: &str) -> Option<u64> {
        match self.get(question)? {
            Answer::Number(n) => Some(*n),
            Answer::Range { max, .. } => Some(*max),
            _ => None,
        }
    }
}
