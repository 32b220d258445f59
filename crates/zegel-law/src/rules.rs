//! The shapes of the rules, as they stand in the files.
//!
//! Nothing here looks anything up; that is [`crate::Law`].

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Term;

/// The languages of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch, the first language of Zegel.
    Nl,
    /// English.
    En,
    /// French.
    Fr,
}

/// One text in every language of the pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
    /// In French.
    pub fr: String,
}

impl Labels {
    /// Returns the text in `language`.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::En => &self.en,
            Language::Fr => &self.fr,
        }
    }
}

/// What a ground is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroundUse {
    /// Why a whole message was not kept.
    NotKept,
    /// Why a part of a message or picture was removed before it was stored.
    Redaction,
}

impl GroundUse {
    /// Returns the name as in the files.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotKept => "not-kept",
            Self::Redaction => "redaction",
        }
    }
}

/// A ground for not keeping a message, or for redacting a part of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroundRule {
    /// The stable code, e.g. `private`.
    pub code: String,
    /// What it may be used for.
    pub uses: Vec<GroundUse>,
    /// What the page shows.
    pub labels: Labels,
    /// One sentence that helps to choose.
    pub help: Labels,
    /// The first day on which it may be used.
    pub valid_from: Date,
    /// The last day on which it may be used; `None` = until further notice.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Where it is written.
    pub source: String,
    /// True when that source was read for this rule; otherwise the body must check it.
    pub verified: bool,
}

impl GroundRule {
    /// Returns what the page shows.
    pub fn label(&self, language: Language) -> &str {
        self.labels.get(language)
    }
}

/// Which way a choice is made (requirement S5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// It starts empty; what to keep is chosen.
    SelectIn,
    /// It starts full; what is private is taken out within a term.
    SelectOut,
}

impl Way {
    /// Returns the name as in the files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::SelectIn => "select-in",
            Self::SelectOut => "select-out",
        }
    }
}

/// A dated policy that a choice rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegimeRule {
    /// The stable code, e.g. `iowjz-2019`.
    pub code: String,
    /// Which way the choice is made under it.
    pub way: Way,
    /// The name of the policy, as it goes into a submission.
    pub policy: String,
    /// For whom it is, in words.
    pub labels: Labels,
    /// Within which term private messages are taken out (select-out only).
    #[serde(default)]
    pub term: Option<Term>,
    /// After how many days a sealed draft destroys itself (requirement S6).
    #[serde(default)]
    pub draft_days: Option<u16>,
    /// The first day on which it holds.
    pub valid_from: Date,
    /// The last day on which it holds.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Where it is written.
    pub source: String,
    /// True when that source was read for this rule.
    pub verified: bool,
}

/// What a category of a selection list says: the closed list of MDTO `waardering`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keep {
    /// Blijvend te bewaren.
    B,
    /// Tijdelijk te bewaren.
    V,
    /// Nader te bepalen.
    N,
}

/// A selection list: which records are kept for ever and which for a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectionList {
    /// The stable code, e.g. `gemeenten-2020`.
    pub code: String,
    /// The official name, as it goes into MDTO.
    pub name: String,
    /// For records made or received from this day on.
    pub valid_from: Date,
    /// Until this day.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Where it is written.
    pub source: String,
    /// True when the list was read in its official publication.
    pub verified: bool,
    /// The categories; a body adds those it uses.
    pub categories: Vec<Category>,
}

impl SelectionList {
    /// Finds a category by its number.
    pub fn category(&self, number: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.number == number)
    }
}

/// One category of a selection list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its number in the list, e.g. `1.1`.
    pub number: String,
    /// Its name in the list, in the list's own language.
    pub name: String,
    /// Kept for ever, for a term, or still to be decided.
    pub keep: Keep,
    /// How long; with [`Keep::V`] and only then.
    #[serde(default)]
    pub term: Option<Term>,
    /// Which event starts the term (MDTO `termijnTriggerStartLooptijd`); with [`Keep::V`] and only then.
    #[serde(default)]
    pub trigger: Option<String>,
    /// True when it was read in the official publication.
    pub verified: bool,
    /// What the body must know or check.
    #[serde(default)]
    pub note: Option<String>,
}

/// A value list of an exchange format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueList {
    /// The stable code, e.g. `event-type`.
    pub code: String,
    /// The name that goes into MDTO `begripBegrippenlijst`.
    pub name: String,
    /// True when no other values exist; importers accept others in an open list.
    pub closed: bool,
    /// The first day on which it holds.
    pub valid_from: Date,
    /// The last day on which it holds.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Where it is written.
    pub source: String,
    /// True when that source was read.
    pub verified: bool,
    /// The values.
    pub concepts: Vec<Concept>,
}

impl ValueList {
    /// Finds a value by its label or its code.
    pub fn concept(&self, text: &str) -> Option<&Concept> {
        self.concepts.iter().find(|concept| concept.label == text || concept.code.as_deref() == Some(text))
    }
}

/// One value of a value list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// What a person reads (MDTO `begripLabel`).
    pub label: String,
    /// Its code (MDTO `begripCode`), where the list has codes.
    #[serde(default)]
    pub code: Option<String>,
}

/// A file format with its PRONOM code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileFormat {
    /// The stable code, e.g. `pdf-a-2a`.
    pub code: String,
    /// What a person reads (MDTO `begripLabel`).
    pub label: String,
    /// The PRONOM code, e.g. `fmt/476`; `None` where the version inside the file is not known, for a code names a version.
    #[serde(default)]
    pub puid: Option<String>,
    /// The media type.
    pub media_type: String,
    /// The usual extension, without the point.
    pub extension: String,
    /// True for the one that stands for its media type when the version inside the file is not known.
    #[serde(default)]
    pub usual: bool,
    /// Where it is written.
    pub source: String,
    /// True when that source was read.
    pub verified: bool,
}

/// A kind of data that may be kept only with an exception (GDPR art. 9 and 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExceptionUse {
    /// Special categories of personal data.
    SpecialCategory,
    /// Criminal convictions and offences.
    Criminal,
}

/// An exception on which such data may be kept (requirement S8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExceptionRule {
    /// The stable code, e.g. `avg-9-2-j`.
    pub code: String,
    /// For which kinds of data.
    pub kinds: Vec<ExceptionUse>,
    /// What the page shows.
    pub labels: Labels,
    /// The first day on which it may be used.
    pub valid_from: Date,
    /// The last day on which it may be used.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Where it is written.
    pub source: String,
    /// True when that source was read.
    pub verified: bool,
}

/// How one degree of confidentiality is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfidentialityRule {
    /// The code of the ZGW standard, e.g. `zaakvertrouwelijk`.
    pub code: String,
    /// What the page shows.
    pub labels: Labels,
    /// Where it is written.
    pub source: String,
    /// True when that source was read.
    pub verified: bool,
}
