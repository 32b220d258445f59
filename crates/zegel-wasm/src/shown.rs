//! Pieces of a reading for a page to show: messages by position, and where a text occurs.

use serde::{Deserialize, Serialize};
use zegel_model::Kind;
use zegel_sift::{NoticeText, Notices, Pattern};
use zegel_suggest::{Detector, Setting, Suggester};

use crate::answer::Failure;
use crate::reading::{Named, Reading, Row};

/// At most so many messages in one answer.
const MAX_PAGE: usize = 1_000;
/// A longer text is shown cut off, until the page asks for the whole of it.
const MAX_SHOWN_CHARS: usize = 4_000;
/// At most so many places of a text are listed.
const MAX_SPANS: usize = 100_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Which {
    /// Positions, counted from 1; those that do not exist are left out.
    positions: Vec<u64>,
    /// Whole texts, however long.
    #[serde(default)]
    whole: bool,
}

#[derive(Serialize)]
struct Shown<'r> {
    position: u64,
    at: String,
    sender: Option<u32>,
    kind: Kind,
    text: &'r str,
    /// Characters of the whole text, where it is cut off.
    #[serde(skip_serializing_if = "Option::is_none")]
    n_chars: Option<usize>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    attachments: &'r [Named],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    edited: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<(&'r str, &'r str)>,
}

/// Returns messages as a JSON array.
pub(crate) fn page(reading: &Reading, options: &[u8]) -> Result<Vec<u8>, Failure> {
    let which: Which = serde_json::from_slice(options).map_err(|error| Failure::options(&error))?;
    let positions = which.positions.into_iter().take(MAX_PAGE);
    let shown: Vec<Shown<'_>> = positions
        .filter_map(|position| Some(show(reading, position, reading.row(position)?, which.whole)))
        .collect();
    Ok(serde_json::to_vec(&shown).expect("strings and numbers always serialise"))
}

fn show<'r>(reading: &'r Reading, position: u64, row: &'r Row, whole: bool) -> Shown<'r> {
    let text = reading.text(row);
    let end = text.char_indices().nth(MAX_SHOWN_CHARS).map(|(end, _)| end).filter(|_| !whole);
    Shown {
        position,
        at: row.at.to_string(),
        sender: Reading::sender(row),
        kind: row.kind,
        text: end.and_then(|end| text.get(..end)).unwrap_or(text),
        n_chars: end.map(|_| text.chars().count()),
        attachments: reading.attachments(row),
        edited: row.edited,
        location: Reading::location(row),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    text: String,
}

/// Returns the positions of the messages whose text or attachment names contain a text, as u32 little-endian.
pub(crate) fn search(reading: &Reading, options: &[u8]) -> Result<Vec<u8>, Failure> {
    let pattern = pattern(options)?;
    let mut found = Vec::new();
    for (position, row) in (1_u32..).zip(&reading.rows) {
        let is_named = || {
            let names = reading.attachments(row).iter().filter_map(|named| named.name.as_deref());
            names.into_iter().any(|name| pattern.is_in(name))
        };
        if pattern.is_in(reading.text(row)) || is_named() {
            found.extend(position.to_le_bytes());
        }
    }
    Ok(found)
}

/// Returns where a text occurs in the messages, as JSON: position, first code point, code point after the last.
pub(crate) fn spans(reading: &Reading, options: &[u8]) -> Result<Vec<u8>, Failure> {
    let pattern = pattern(options)?;
    let mut found: Vec<(u64, u64, u64)> = Vec::new();
    for (position, row) in (1_u64..).zip(&reading.rows) {
        let text = reading.text(row);
        if pattern.is_in(text) {
            found.extend(pattern.spans_in(text).iter().map(|span| (position, span.from, span.to)));
        }
        if MAX_SPANS < found.len() {
            return Err(Failure::new(
                "too-many-places",
                format!("list the places of a text: there are more than {MAX_SPANS}"),
                "Give a longer text.",
            ));
        }
    }
    Ok(serde_json::to_vec(&found).expect("numbers always serialise"))
}

/// Returns the places that may be personal data, as four u32 little-endian each: position, first code point, code
/// point after the last, and the number of the detector in the list of all (docs/formats/wasm.md).
pub(crate) fn suggest(reading: &Reading, options: &[u8]) -> Result<Vec<u8>, Failure> {
    let setting: Setting = serde_json::from_slice(options).map_err(|error| Failure::options(&error))?;
    let suggester = Suggester::new(&setting);
    let mut found = Vec::new();
    for (position, row) in (1_u64..).zip(&reading.rows) {
        for mark in suggester.marks(reading.text(row)) {
            let detector = Detector::ALL.iter().position(|one| *one == mark.detector).unwrap_or(0) as u64;
            for number in [position, mark.from, mark.to, detector] {
                found.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
            }
        }
    }
    Ok(found)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sought {
    notices: Vec<NoticeText>,
}

/// Returns the positions of the messages that are the notice to chat partners, as u32 little-endian.
pub(crate) fn notice(reading: &Reading, options: &[u8]) -> Result<Vec<u8>, Failure> {
    let sought: Sought = serde_json::from_slice(options).map_err(|error| Failure::options(&error))?;
    let notices = Notices::new(&sought.notices)?;
    let mut found = Vec::new();
    for (position, row) in (1_u32..).zip(&reading.rows) {
        if Reading::sender(row).is_some() && notices.of(reading.text(row)).is_some() {
            found.extend(position.to_le_bytes());
        }
    }
    Ok(found)
}

fn pattern(options: &[u8]) -> Result<Pattern, Failure> {
    let wanted: Wanted = serde_json::from_slice(options).map_err(|error| Failure::options(&error))?;
    Ok(Pattern::new(&wanted.text)?)
}
