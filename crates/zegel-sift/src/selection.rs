//! What the owner decided, as written down: rules that keep and drop, redactions, picture regions, grounds.
//!
//! [`Selection`] is the file, in JSON or in the plain form of [`plain`]; [`Plan`] is the same after everything in it
//! was checked. Rules are tried in order and the last one that fits a message decides; before the first rule,
//! *select-in* keeps nothing and *select-out* keeps all (requirement S5). Nothing here looks at a message text
//! but to search in it.

mod plain;
mod plan;
mod rule;

use serde::{Deserialize, Serialize};
use zegel_model::{Content, Kind, Refusal, Regime};
use zegel_suggest::Setting;

use crate::{error::refuse, notice::NoticeText, picture::Region, positions::Positions};

pub(crate) use plan::AttachmentPlan;
pub use plan::Plan;

/// The `format` of a selection file.
pub const SELECTION_FORMAT: &str = "zegel-selection";
/// Selection files above this size are not read.
pub const MAX_SELECTION_BYTES: usize = 64 * 1024 * 1024;
/// At most so many rules, redactions or attachments in one selection.
pub const MAX_ENTRIES: usize = 100_000;

/// A selection as written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// `zegel-selection`.
    pub format: String,
    /// Version of the format: 1.
    pub version: u32,
    /// The regime and its policy, where the file states them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regime: Option<Regime>,
    /// What is kept and what is dropped; the last rule that fits a message decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// What is removed from texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redact: Vec<Redaction>,
    /// What is done to attachments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentRule>,
    /// The ground for hiding the name of the chat, where it is hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hide_title: Option<String>,
    /// The ground for what is not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_kept: Option<String>,
    /// The suggestions that stood beside the messages while this was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestions: Option<Setting>,
    /// The texts of the notice to chat partners that are looked for among the kept messages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<NoticeText>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rule {
    /// Keeps the messages that fit.
    Keep(Condition),
    /// Drops the messages that fit.
    Drop(Condition),
}

/// Which messages a rule is about: those that fit every part that is given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Condition {
    /// Every message; a condition without any part is refused, so that a slip of the pen does not keep all.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub all: bool,
    /// These positions, e.g. `12-40,77`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub positions: Option<Positions>,
    /// One of these senders.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sender: Vec<Content>,
    /// At or after this local date (`2022-03-23`) or time (`2022-03-23T13:31`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// At or before this local date or time; a date means the whole day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The text or the name of an attachment contains this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<Content>,
    /// One of these kinds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<Kind>,
}

/// One redaction of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Redaction {
    /// A span of one message.
    Span(SpanRedaction),
    /// A text wherever it stands.
    Everywhere(TextRedactionRule),
}

/// A span of one message, in Unicode code points of its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpanRedaction {
    /// The message.
    pub position: u64,
    /// The first code point, counted from 0.
    pub from: u64,
    /// The code point after the last one.
    pub to: u64,
    /// The code of the ground.
    pub ground: String,
}

/// A text that is removed wherever it stands in these messages: text, file names, quotes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextRedactionRule {
    /// The text; found in any case and normal form.
    pub text: Content,
    /// In which messages; without it in all that are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub positions: Option<Positions>,
    /// The code of the ground.
    pub ground: String,
}

/// What is done to the attachment with this name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentRule {
    /// The name as the messages write it.
    pub name: Content,
    /// Regions that are blacked out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<Region>,
    /// Takes the metadata out of a picture (a picture with regions has none left in any case).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strip_metadata: bool,
    /// Removes the file name, but for its extension.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hide_name: bool,
    /// A text alternative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<Content>,
    /// The code of the ground; needed for everything but a text alternative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
}

impl Default for Selection {
    fn default() -> Self {
        Self {
            format: SELECTION_FORMAT.to_owned(),
            version: 1,
            regime: None,
            rules: Vec::new(),
            redact: Vec::new(),
            attachments: Vec::new(),
            hide_title: None,
            not_kept: None,
            suggestions: None,
            notices: Vec::new(),
        }
    }
}

impl Selection {
    /// Reads a selection file, JSON or plain.
    ///
    /// # Errors
    /// `selection-too-large`, `bad-selection` with the line, `unsupported-version`.
    pub fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        if MAX_SELECTION_BYTES < bytes.len() {
            return refuse(
                "selection-too-large",
                format!("a selection of {} bytes, more than {MAX_SELECTION_BYTES}", bytes.len()),
                "write ranges instead of single positions",
            );
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            return refuse("bad-selection", "a selection file that is not UTF-8", "save it as UTF-8");
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let selection =
            if text.trim_start().starts_with('{') { Self::parse_json(text)? } else { plain::parse(text)? };
        if selection.format != SELECTION_FORMAT || selection.version != 1 {
            return refuse(
                "unsupported-version",
                format!("a file that is not a {SELECTION_FORMAT} of version 1"),
                "write it with this version of Zegel",
            );
        }
        Ok(selection)
    }

    fn parse_json(text: &str) -> Result<Self, Refusal> {
        // The words of serde_json can repeat the content of the file; the place is enough.
        serde_json::from_str(text).map_err(|error| {
            Refusal::new(
                "bad-selection",
                format!("line {}, column {} of the selection cannot be read", error.line(), error.column()),
                "compare it with docs/formats/submission.md",
            )
        })
    }
}

#[cfg(test)]
mod tests;
