//! How often the detectors are right, on a sample whose truth is known (requirement S7).
//!
//! A sample is JSON lines, one text each: `{"text":"…","marks":[{"from":4,"to":13,"detector":"bsn"}]}`, places in code
//! points. A mark that touches a labelled place of the same kind is a hit. The interval is Wilson's at 95 %: it stays
//! within 0 and 1 and is honest about small samples, where the plain one is not.

use serde::{Deserialize, Serialize};

use crate::{Detector, Mark, Suggester};

/// A sample above this size is not read.
pub const MAX_SAMPLE_BYTES: usize = 16 * 1024 * 1024;
/// The 97.5th percentile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A text with its truth. Its `Debug` shows a length: the text is content.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labelled {
    /// The text.
    pub text: String,
    /// What is in it.
    #[serde(default)]
    pub marks: Vec<Mark>,
}

impl std::fmt::Debug for Labelled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Labelled({} bytes, {} marks)", self.text.len(), self.marks.len())
    }
}

/// A labelled sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The texts.
    pub texts: Vec<Labelled>,
}

/// Why a sample cannot be read; it names the line and never what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleError {
    /// More than [`MAX_SAMPLE_BYTES`].
    TooLarge,
    /// No text in it.
    Empty,
    /// Not the expected JSON.
    Line(usize),
    /// A label outside its text, or an empty one.
    Place(usize),
}

impl std::fmt::Display for SampleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLarge => write!(f, "read the sample: more than {MAX_SAMPLE_BYTES} bytes"),
            Self::Empty => f.write_str("read the sample: it holds no text"),
            Self::Line(line) => write!(f, "read line {line} of the sample: not the expected JSON"),
            Self::Place(line) => write!(f, "read line {line} of the sample: a label lies outside the text"),
        }
    }
}

impl std::error::Error for SampleError {}

impl Sample {
    /// Reads a sample of JSON lines; empty lines are skipped.
    ///
    /// # Errors
    /// See [`SampleError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, SampleError> {
        if MAX_SAMPLE_BYTES < bytes.len() {
            return Err(SampleError::TooLarge);
        }
        let mut texts = vec![];
        for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let labelled: Labelled = serde_json::from_slice(line).map_err(|_| SampleError::Line(number))?;
            let n_chars = labelled.text.chars().count() as u64;
            if labelled.marks.iter().any(|mark| mark.to <= mark.from || n_chars < mark.to) {
                return Err(SampleError::Place(number));
            }
            texts.push(labelled);
        }
        if texts.is_empty() { Err(SampleError::Empty) } else { Ok(Self { texts }) }
    }
}

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// How many.
    pub n: u64,
    /// Of how many.
    pub of: u64,
}

impl Share {
    /// Returns the share and its interval of 95 % (Wilson 1927, without continuity correction), each from 0 to 1;
    /// `None` of nothing.
    pub fn estimate(self) -> Option<(f64, f64, f64)> {
        if self.of == 0 {
            return None;
        }
        let (n, of) = (self.n as f64, self.of as f64);
        let share = n / of;
        let middle = share + Z * Z / (2.0 * of);
        let half = Z * (share * (1.0 - share) / of + Z * Z / (4.0 * of * of)).sqrt();
        let scale = 1.0 + Z * Z / of;
        Some((share, ((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0)))
    }
}

/// How often one detector is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// Which one.
    pub detector: Detector,
    /// Of what it marked: how much was right.
    pub precision: Share,
    /// Of what was there: how much it found.
    pub recall: Share,
}

/// Measures every detector of a suggester on a sample.
pub fn measure(suggester: &Suggester, sample: &Sample) -> Vec<Figure> {
    let mut figures: Vec<Figure> = suggester
        .detectors
        .iter()
        .map(|&detector| Figure { detector, precision: Share::default(), recall: Share::default() })
        .collect();
    let touches = |a: &Mark, b: &Mark| a.detector == b.detector && a.from < b.to && b.from < a.to;
    for labelled in &sample.texts {
        let found = suggester.marks(&labelled.text);
        for figure in &mut figures {
            let of = |mark: &&Mark| mark.detector == figure.detector;
            for mark in found.iter().filter(of) {
                figure.precision.of += 1;
                figure.precision.n += u64::from(labelled.marks.iter().any(|truth| touches(mark, truth)));
            }
            for truth in labelled.marks.iter().filter(of) {
                figure.recall.of += 1;
                figure.recall.n += u64::from(found.iter().any(|mark| touches(mark, truth)));
            }
        }
    }
    figures
}
