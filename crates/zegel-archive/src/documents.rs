//! Documents of the privacy desk as PDF/A: a notification, the register of breaches, the risks as an annex to a DPIA.
//!
//! A use case builds a neutral document at the desk; it is typeset in the locked child, away from the archive, so that nobody
//! waits for it. Words of ours stand here in the languages of the form or the page; what people wrote is never translated.

pub mod annex;
pub mod breach_register;
pub mod notification;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use zegel_law::{FormLanguage, Language};
use zegel_model::Content;
use zegel_render::{
    DocumentBlock, DocumentFact, DocumentLanguage, Fonts, HeadingLevel, Job, Limits, Print, Profile,
    render_in_child,
};

pub use zegel_render::Document;

use crate::{Archive, Error, Typesetter};

/// The media type of what [`typeset`] returns.
pub const MEDIA_TYPE: &str = "application/pdf";

/// A document with what it takes to set it, away from the desk.
#[derive(Debug)]
pub struct Unset {
    /// What is to be printed.
    pub document: Document,
    typesetter: Typesetter,
}

impl Unset {
    /// Takes a document away from the desk.
    pub fn of(archive: &Archive, document: Document) -> Self {
        Self { document, typesetter: archive.outside.typesetter.clone() }
    }

    /// Typesets it as PDF/A-2a and PDF/UA-1.
    ///
    /// # Errors
    /// A limit is reached, or the process that sets type fails.
    pub fn typeset(&self) -> Result<Vec<u8>, Error> {
        typeset(&self.typesetter, Print::Document(&self.document))
    }
}

/// Typesets in the locked child as PDF/A-2a and PDF/UA-1.
pub(crate) fn typeset(typesetter: &Typesetter, print: Print<'_>) -> Result<Vec<u8>, Error> {
    let Typesetter { program, arguments } = typesetter;
    let job = Job { print, profile: Profile::A2a, font_dirs: Fonts::default_dirs() };
    let mut no_pictures = std::iter::empty();
    Ok(render_in_child(program, arguments, &job, &mut no_pictures, &Limits::default())?.pdf)
}

/// Returns the language of what is printed for that of a page.
fn of_page(language: Language) -> DocumentLanguage {
    match language {
        Language::Nl => DocumentLanguage::Nl,
        Language::En => DocumentLanguage::En,
        Language::Fr => DocumentLanguage::Fr,
    }
}

/// Returns the language of what is printed for that of a form or a letter.
pub(crate) fn of_form(language: FormLanguage) -> DocumentLanguage {
    match language {
        FormLanguage::Nl => DocumentLanguage::Nl,
        FormLanguage::En => DocumentLanguage::En,
        FormLanguage::Fr => DocumentLanguage::Fr,
        FormLanguage::De => DocumentLanguage::De,
    }
}

/// Writes a moment as the forms do.
fn moment(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M (%Z)").to_string()
}

fn heading(level: HeadingLevel, text: impl Into<Content>) -> DocumentBlock {
    DocumentBlock::Heading { level, text: text.into() }
}

fn paragraph(text: impl Into<Content>) -> DocumentBlock {
    DocumentBlock::Paragraph { text: text.into() }
}

/// Makes a fact where there is a value.
fn fact_of(label: &str, value: Option<String>) -> Option<DocumentFact> {
    value.map(|value| DocumentFact::new(label, value))
}

/// The name of this program, as documents give it.
pub(crate) const SOFTWARE: &str = concat!("Zegel ", env!("CARGO_PKG_VERSION"));
