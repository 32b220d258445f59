//! The fields of the forms of a breach: one renderer for all of them, so that labels, help, errors and what was typed go alike.
//!
//! A field is named in Dutch as in the address of its page; `breaches-field-<name>` is its label, and its help where there
//! is one stands in the attribute `.help`.

use super::Typed;
use crate::Page;
use crate::texts::TEXTS;

/// One field, ready to be printed.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) help: Option<String>,
    pub(super) error: Option<String>,
    /// What is said beside it, for instance that the archive counted it.
    pub(super) note: Option<String>,
    pub(super) input: Input,
    /// When it is asked, for the script: `question=code code;question=code`.
    pub(super) shown_if: String,
}

/// What is filled in.
pub(super) enum Input {
    /// One line.
    Line { value: String, max: usize },
    /// Several lines.
    Area { value: String, rows: u8 },
    /// A day.
    Day { value: String },
    /// A number.
    Number { value: String },
    /// A number or from and to, and the choices for what is unknown.
    Range { min: String, max: String, choices: Vec<Choice> },
    /// A day and a time; `hours` where there are two of them.
    Moment { day: String, time: String, hours: Vec<Choice> },
    /// One of these.
    One { choices: Vec<Choice> },
    /// Any of these.
    Many { choices: Vec<Choice> },
    /// One of many.
    Select { choices: Vec<Choice> },
    /// Yes or no.
    Check { is_checked: bool },
}

/// One choice.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) is_chosen: bool,
    /// It excludes every other.
    pub(super) is_alone: bool,
}

impl Input {
    /// One of many, each a value with its label; this value is chosen.
    pub(super) fn select(chosen: &str, choices: impl IntoIterator<Item = (String, String)>) -> Self {
        Self::Select { choices: choices_of(chosen, choices) }
    }

    /// One of a few, each a value with its label; this value is chosen.
    pub(super) fn one(chosen: &str, choices: impl IntoIterator<Item = (String, String)>) -> Self {
        Self::One { choices: choices_of(chosen, choices) }
    }
}

fn choices_of(chosen: &str, choices: impl IntoIterator<Item = (String, String)>) -> Vec<Choice> {
    let choice = |(value, label): (String, String)| Choice {
        is_chosen: value == chosen,
        value,
        label,
        is_alone: false,
    };
    choices.into_iter().map(choice).collect()
}

impl Field {
    /// Makes a field with the texts that belong to its name.
    pub(super) fn new(p: &Page, typed: &Typed, name: &str, input: Input) -> Self {
        let id = format!("breaches-field-{name}");
        let help = format!("{id}.help");
        let help = TEXTS.has(p.lang, &help).then(|| p.t(&help).to_string());
        Self { label: p.t(&id).to_string(), help, ..Self::plain(typed, name, input) }
    }

    /// Makes a field whose texts come from elsewhere.
    pub(super) fn plain(typed: &Typed, name: &str, input: Input) -> Self {
        let error = typed.errors.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone());
        Self {
            name: name.to_owned(),
            label: String::new(),
            help: None,
            error,
            note: None,
            input,
            shown_if: String::new(),
        }
    }

    pub(super) fn line(p: &Page, typed: &Typed, (name, current): (&str, &str), max: usize) -> Self {
        Self::new(p, typed, name, Input::Line { value: typed.or(name, current).to_owned(), max })
    }

    pub(super) fn area(p: &Page, typed: &Typed, (name, current): (&str, &str), rows: u8) -> Self {
        Self::new(p, typed, name, Input::Area { value: typed.or(name, current).to_owned(), rows })
    }

    pub(super) fn day(p: &Page, typed: &Typed, (name, current): (&str, &str)) -> Self {
        Self::new(p, typed, name, Input::Day { value: typed.or(name, current).to_owned() })
    }

    pub(super) fn number(p: &Page, typed: &Typed, (name, current): (&str, &str)) -> Self {
        Self::new(p, typed, name, Input::Number { value: typed.or(name, current).to_owned() })
    }

    pub(super) fn check(p: &Page, typed: &Typed, (name, current): (&str, bool)) -> Self {
        let is_checked = if typed.was_sent() { typed.get(name) == "ja" } else { current };
        Self::new(p, typed, name, Input::Check { is_checked })
    }

    /// One of a few; the label of a choice is `breaches-<name>-<value>`.
    pub(super) fn one(p: &Page, typed: &Typed, (name, current): (&str, &str), values: &[&str]) -> Self {
        let choices = values.iter().map(|value| {
            let label = p.t(&format!("breaches-{name}-{value}")).to_string();
            ((*value).to_owned(), label)
        });
        Self::new(p, typed, name, Input::one(typed.or(name, current), choices))
    }

    pub(super) fn with_note(mut self, note: Option<String>) -> Self {
        self.note = note;
        self
    }

    /// Returns the ids that describe the control; empty where nothing does.
    pub(super) fn described_by(&self) -> String {
        let mut ids = vec![];
        if self.help.is_some() {
            ids.push(format!("{}-help", self.name));
        }
        if self.note.is_some() {
            ids.push(format!("{}-note", self.name));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.name));
        }
        ids.join(" ")
    }

    pub(super) fn is_group(&self) -> bool {
        matches!(
            self.input,
            Input::One { .. } | Input::Many { .. } | Input::Moment { .. } | Input::Range { .. }
        )
    }
}
