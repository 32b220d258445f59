//! Marks what may be personal data in a text (requirement S7): a suggestion, never a choice.
//!
//! Everything is local and pure: text in, places out, no file, network or clock; it runs in the owner's browser and
//! in the tests alike. Which detectors look is set by the body; without a setting nothing is looked for. What a
//! detector finds is *possible*: a number that passes a check may be an order number, and a name of an illness may be
//! the title of a report. [`measure`] says how often, on a sample whose truth is known.
//!
//! Invariant: a mark lies within its text, is not empty, begins and ends on a code point, and never overlaps another.

mod card;
mod iban;
mod mail;
mod measure;
mod number;
mod phone;
mod postcode;
mod special;

use serde::{Deserialize, Serialize};

pub use measure::{Figure, Labelled, MAX_SAMPLE_BYTES, Sample, SampleError, Share, measure};
pub use special::{LIST_VERSION, MAX_OWN_WORDS, MAX_WORD_CHARS};

/// The version of the detectors: raised when any of them finds something else than before.
pub const SET: &str = "zegel-detectors-1";

/// A detector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Detector {
    /// Nine digits that pass the eleven test (Wet algemene bepalingen burgerservicenummer).
    Bsn,
    /// An account number with the length of its country and a remainder of 1 (ISO 13616).
    Iban,
    /// A telephone number, international (E.164) or as the Netherlands, Belgium and France write it.
    Phone,
    /// A mail address.
    Mail,
    /// A card number with the first digits of a card scheme that passes the Luhn test (ISO/IEC 7812).
    Card,
    /// A postcode of the Netherlands, or of Belgium where what stands around it says so.
    Postcode,
    /// A word that points to a special category (GDPR Art. 9) or to criminal data (Art. 10).
    Special,
}

impl Detector {
    /// All detectors, in the order in which they are shown.
    pub const ALL: [Self; 7] =
        [Self::Bsn, Self::Iban, Self::Phone, Self::Mail, Self::Card, Self::Postcode, Self::Special];

    /// Returns the stable code, as in settings, samples and submissions.
    pub fn code(self) -> &'static str {
        match self {
            Self::Bsn => "bsn",
            Self::Iban => "iban",
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Card => "card",
            Self::Postcode => "postcode",
            Self::Special => "special",
        }
    }
}

/// What the body set: which detectors look, and its own words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Setting {
    /// The detectors that look; none means that suggestions are off.
    pub detectors: Vec<Detector>,
    /// Words that the body adds to the list; `*` at the end stands for any ending.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add_words: Vec<String>,
    /// Entries of the list that the body leaves out, written as the list writes them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leave_out_words: Vec<String>,
}

impl Setting {
    /// Returns true when nothing is looked for.
    pub fn is_off(&self) -> bool {
        self.detectors.is_empty()
    }
}

/// A place that may be personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The first code point, counted from 0.
    pub from: u64,
    /// The code point after the last one.
    pub to: u64,
    /// What it may be.
    pub detector: Detector,
}

/// The detectors of a setting, ready to look.
pub struct Suggester {
    detectors: Vec<Detector>,
    words: special::Words,
}

impl std::fmt::Debug for Suggester {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Suggester({:?})", self.detectors)
    }
}

impl Suggester {
    /// Returns the detectors that look.
    pub fn detectors(&self) -> &[Detector] {
        &self.detectors
    }

    /// Prepares the detectors of a setting.
    pub fn new(setting: &Setting) -> Self {
        Self {
            detectors: setting.detectors.clone(),
            words: special::Words::new(&setting.add_words, &setting.leave_out_words),
        }
    }

    /// Returns the marks of a text, in order.
    pub fn marks(&self, text: &str) -> Vec<Mark> {
        if self.detectors.is_empty() {
            return vec![];
        }
        let chars: Vec<char> = text.chars().collect();
        let mut found = Found { chars: &chars, marks: vec![] };
        // The order matters: the digits inside an account number are no telephone number, also where only
        // telephone numbers are asked for. So all of them look, and what was not asked for is dropped.
        let has_digits = text.bytes().any(|byte| byte.is_ascii_digit());
        if text.contains('@') {
            mail::find(&mut found);
        }
        if has_digits {
            iban::find(&mut found);
            let runs = number::runs(&chars);
            card::find(&runs, &mut found);
            phone::find(&runs, &mut found);
            number::find_bsn(&runs, &mut found);
            postcode::find(&mut found);
        }
        if self.detectors.contains(&Detector::Special) {
            self.words.find(&mut found);
        }
        let mut marks = found.marks;
        marks.retain(|mark| self.detectors.contains(&mark.detector));
        marks.sort_unstable();
        marks
    }

    /// Returns true when a text has a mark.
    pub fn is_marked(&self, text: &str) -> bool {
        !self.marks(text).is_empty()
    }
}

/// A text that is being looked through, and what was found so far.
struct Found<'t> {
    chars: &'t [char],
    marks: Vec<Mark>,
}

impl Found<'_> {
    /// Adds a mark, unless a part of it was taken by another; returns whether it was added.
    fn add(&mut self, detector: Detector, from: usize, to: usize) -> bool {
        let (from, to) = (from as u64, to as u64);
        let is_free = self.marks.iter().all(|mark| to <= mark.from || mark.to <= from);
        if is_free && from < to {
            self.marks.push(Mark { from, to, detector });
        }
        is_free
    }

    /// Returns true when nothing that belongs to a word or number stands directly before this place.
    fn begins(&self, at: usize) -> bool {
        at == 0 || !is_wordy(self.chars[at - 1])
    }

    /// Returns true when nothing that belongs to a word or number stands at this place.
    fn ends(&self, at: usize) -> bool {
        self.chars.get(at).is_none_or(|&c| !is_wordy(c))
    }
}

fn is_wordy(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
