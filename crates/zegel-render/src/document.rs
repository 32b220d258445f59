//! A neutral document beside the transcript: a notification, a register, an annex.
//!
//! It knows nothing of pages, fonts or markup. Every text in it may come from anybody: what deceives or has no shape is written
//! out when it is printed, as in a transcript. Invariant: whatever the PDF shows, but for the number of the page, stands in here.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use zegel_model::Content;

use crate::error::RenderError;
use crate::transcript::Language;
use crate::words::{Words, fill};

/// The most columns of a table.
pub const MAX_COLUMNS: usize = 12;
/// The most blocks of a document.
pub const MAX_BLOCKS: usize = 200_000;

/// What is to be printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What it is.
    pub title: Content,
    /// Which one it is: kind, version, day; may be empty.
    pub subtitle: Content,
    /// The language of its words.
    pub language: DocumentLanguage,
    /// Whose document it is.
    pub body_name: Content,
    /// Where it comes from, in a line: below the title, and at the foot of every page as far as it fits.
    pub provenance: Content,
    /// Under which number it is known; at the head of every page but the first.
    pub reference: Content,
    /// When it was made.
    pub made_at: Timestamp,
    /// What it says, from top to bottom.
    pub blocks: Vec<DocumentBlock>,
}

/// The languages of documents; those of forms are more than those of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentLanguage {
    /// Dutch.
    Nl,
    /// English.
    En,
    /// French.
    Fr,
    /// German.
    De,
}

impl DocumentLanguage {
    /// All languages.
    pub const ALL: [Self; 4] = [Self::Nl, Self::En, Self::Fr, Self::De];

    /// Returns the BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
            Self::Fr => "fr",
            Self::De => "de",
        }
    }

    pub(crate) fn page(self, n: u64, m: u64) -> String {
        // German writes its numbers as Dutch does.
        let (words, sentence) = match self {
            Self::Nl => (Words::of(Language::Nl), None),
            Self::En => (Words::of(Language::En), None),
            Self::Fr => (Words::of(Language::Fr), None),
            Self::De => (Words::of(Language::Nl), Some("Seite {n} von {m}")),
        };
        let (n, m) = (words.number(n), words.number(m));
        fill(sentence.unwrap_or(words.page), &[("{n}", &n), ("{m}", &m)])
    }
}

impl From<Language> for DocumentLanguage {
    fn from(language: Language) -> Self {
        match language {
            Language::Nl => Self::Nl,
            Language::En => Self::En,
            Language::Fr => Self::Fr,
        }
    }
}

/// A block of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum DocumentBlock {
    /// What follows is about this. A level that leaves one out is set one higher, because a screen reader counts them.
    Heading {
        /// How deep.
        level: HeadingLevel,
        /// Its words.
        text: Content,
    },
    /// A paragraph; lines end in `\n`.
    Paragraph {
        /// Its words.
        text: Content,
    },
    /// Things that are alike.
    List {
        /// One by one.
        items: Vec<Content>,
    },
    /// Labels with their values.
    Facts {
        /// One by one.
        rows: Vec<DocumentFact>,
    },
    /// A table; its head is repeated on each page that it runs to.
    Table(DocumentTable),
    /// A remark beside the text.
    Note {
        /// Its words.
        text: Content,
    },
    /// What follows begins a page.
    PageBreak,
}

/// How deep a heading is, below the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HeadingLevel {
    /// A chapter.
    One,
    /// A part of it.
    Two,
    /// A part of that.
    Three,
}

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFact {
    /// Its number on a form; empty where it has none.
    pub number: Content,
    /// What it is.
    pub label: Content,
    /// What it says; lines end in `\n`.
    pub value: Content,
    /// How the value came there.
    pub mark: Option<DocumentMark>,
}

impl DocumentFact {
    /// Makes a fact without number or mark.
    pub fn new(label: impl Into<Content>, value: impl Into<Content>) -> Self {
        Self { number: Content::default(), label: label.into(), value: value.into(), mark: None }
    }
}

/// A word at the right of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentMark {
    /// The word.
    pub word: Content,
    /// A reader must not miss it.
    pub is_loud: bool,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentTable {
    /// Its columns, at most [`MAX_COLUMNS`].
    pub columns: Vec<DocumentColumn>,
    /// Its rows; a row has no more cells than there are columns, and what it lacks is a dash.
    pub rows: Vec<Vec<Content>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentColumn {
    /// What stands above it.
    pub title: Content,
    /// How wide it is beside the others.
    pub share: u8,
    /// Numbers stand at the right.
    pub is_number: bool,
}

impl DocumentColumn {
    /// Makes a column of words.
    pub fn words(title: impl Into<Content>, share: u8) -> Self {
        Self { title: title.into(), share, is_number: false }
    }

    /// Makes a column of numbers.
    pub fn numbers(title: impl Into<Content>, share: u8) -> Self {
        Self { title: title.into(), share, is_number: true }
    }
}

impl Document {
    /// Refuses what cannot be set.
    pub(crate) fn check(&self) -> Result<(), RenderError> {
        let at_most = |n: usize, limit: usize, what| match n {
            n if limit < n => Err(RenderError::TooMany { what, limit }),
            _ => Ok(()),
        };
        at_most(self.blocks.len(), MAX_BLOCKS, "blocks in a document")?;
        self.blocks.iter().try_for_each(|block| match block {
            DocumentBlock::Table(table) => {
                at_most(table.columns.len(), MAX_COLUMNS, "columns in a table")?;
                let longest = table.rows.iter().map(Vec::len).max().unwrap_or(0);
                at_most(longest, table.columns.len(), "cells in a row of a table")
            }
            _ => Ok(()),
        })
    }
}
