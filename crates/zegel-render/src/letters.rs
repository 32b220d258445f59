//! Letters: many in one file, each on pages of its own with its own count of pages.
//!
//! Each is set and drawn before the next one is looked at, and words that come back are set once, so that ten thousand cost
//! little more than their pages. Every text in it may come from anybody; it is written out as in a [`Document`](crate::Document).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use zegel_model::Content;

use crate::document::DocumentLanguage;
use crate::error::RenderError;

/// The most letters in one file.
pub const MAX_LETTERS: usize = 20_000;

/// Letters that are printed together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letters {
    /// What the file is called; it stands on no letter.
    pub title: Content,
    /// Under which number the file is known; it stands on no letter.
    pub reference: Content,
    /// The language of the title.
    pub language: DocumentLanguage,
    /// The head of every letter: the name of the body, and then its address, line by line.
    pub sender: Vec<Content>,
    /// When they were made.
    pub made_at: Timestamp,
    /// One by one, at least one and at most [`MAX_LETTERS`].
    pub letters: Vec<Letter>,
}

/// A letter. A line or text that is empty is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The language of its words.
    pub language: DocumentLanguage,
    /// To whom, line by line; it stands where an envelope has its window, up to six lines.
    pub address: Vec<Content>,
    /// Where and when it was written.
    pub place_and_date: Content,
    /// Its reference with its label, as it is to be written; also at the head of every page but the first.
    pub reference: Content,
    /// What it is about.
    pub subject: Content,
    /// How it begins.
    pub salutation: Content,
    /// What it says.
    pub sections: Vec<LetterSection>,
    /// How it ends.
    pub closing: Content,
    /// Who signs, line by line; room for a signature is left above.
    pub signature: Vec<Content>,
}

/// Paragraphs of a letter under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterSection {
    /// What they are about; none where it is empty.
    pub heading: Content,
    /// One by one; lines end in `\n`.
    pub paragraphs: Vec<Content>,
}

impl Letters {
    /// Refuses what cannot be set.
    pub(crate) fn check(&self) -> Result<(), RenderError> {
        match self.letters.len() {
            0 => Err(RenderError::Nothing { what: "letters" }),
            n if MAX_LETTERS < n => {
                Err(RenderError::TooMany { what: "letters in a file", limit: MAX_LETTERS })
            }
            _ => Ok(()),
        }
    }
}
