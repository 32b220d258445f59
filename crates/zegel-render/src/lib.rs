//! A neutral transcript, settled once and printed many times: plain text, HTML, PDF/A; and documents and letters beside it.
//!
//! [`settle()`] (or [`Settling::parts`] for a long chat) makes a [`Transcript`] from messages; [`text()`],
//! [`html()`] and [`pdf()`] print it. All three print the same list of blocks, so they cannot disagree. What this
//! crate does not do: choose messages, store anything, read a clock, or translate what people wrote.
//! A [`Document`] and [`Letters`] are printed as PDF/A by the same engine: [`document_pdf`], [`letters_pdf`].
//! [`render_in_child`] typesets in a short-lived process that has given up its rights, because the texts and
//! pictures come from outside.

mod blocks;
mod document;
mod error;
mod fonts;
mod html;
mod letters;
mod pdf;
mod pictures;
mod profile;
mod settle;
mod text;
mod transcript;
mod visible;
mod words;
mod worker;

pub use document::{
    Document, DocumentBlock, DocumentColumn, DocumentFact, DocumentLanguage, DocumentMark, DocumentTable,
    HeadingLevel, MAX_BLOCKS, MAX_COLUMNS,
};
pub use error::RenderError;
pub use fonts::Fonts;
pub use html::html;
pub use letters::{Letter, LetterSection, Letters, MAX_LETTERS};
pub use pdf::{document_pdf, letters_pdf, pdf};
pub use pictures::{MAX_PIXELS, Picture, Pictures, Ready, WhyNot};
pub use profile::{EmbeddedFile, Profile};
pub use settle::{DEFAULT_PART_LIMIT, Kept, Parts, Plan, Settling, settle};
pub use text::text;
pub use transcript::{
    Entry, FORMAT, Fact, Head, Item, Language, Listed, ListedFile, Part, Transcript, VERSION,
};
pub use visible::{visible, visible_name};
pub use words::loss as loss_text;
pub use worker::{Confinement, Job, Limits, Print, Typeset, render_in_child, worker_main};
