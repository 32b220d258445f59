//! A conversation as one route delivered it.

use serde::{Deserialize, Serialize};

use crate::Content;

/// How a capture was made (one word per route; see `docs/glossary.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// The text export of WhatsApp, `.txt` or `.zip`.
    WhatsappText,
    /// A note of the substance, written where no message can be captured any more.
    Note,
    /// Pictures of a screen, with what the owner typed beside each.
    Screenshot,
}

impl Route {
    /// Returns the stable name, as in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::WhatsappText => "whatsapp-text",
            Self::Note => "note",
            Self::Screenshot => "screenshot",
        }
    }
}

/// The kind of phone or program that wrote the export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Platform {
    /// WhatsApp on Android: minutes, `DATE TIME - `.
    Android,
    /// WhatsApp on iOS: seconds, `[DATE TIME] `.
    Ios,
    /// WhatsApp on iOS until about 2017: seconds or minutes, `DATE TIME: `.
    IosOld,
    /// Not an app: a note that a person wrote.
    None,
    /// WhatsApp, as the owner named the app of a screenshot; so are those below.
    Whatsapp,
    /// Signal.
    Signal,
    /// SMS, RCS or iMessage.
    Messages,
    /// Telegram.
    Telegram,
    /// Microsoft Teams.
    Teams,
    /// Another app.
    OtherApp,
}

/// The order of the date fields in an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
    /// Year, day, month: in one peer's generator only.
    Ydm,
}

/// How sure the reader is of the [`DateOrder`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrderCertainty {
    /// The values allow one order only, or the user said so.
    Certain,
    /// A hint decided: the separator, the order of lines, the language, a date in a file name.
    Inferred,
    /// Nothing decided; the user must be asked before anything is kept.
    Ambiguous,
}

/// Somebody who takes part in a conversation, with where the name came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The name exactly as the export shows it.
    pub name: Content,
    /// Number of messages with this sender, system lines not counted.
    pub n_messages: u64,
    /// Where the name came from: `export` (as the phone wrote it), `push-name` (chosen by that person,
    /// after a tilde), `number` (not in the phone's address book) or `owner` (added by hand).
    pub name_source: String,
}

/// The head of a conversation: everything that is known before the first message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// The route that delivered it.
    pub route: Route,
    /// The phone or program that wrote it.
    pub platform: Platform,
    /// The name of the chat, where the file name or a system line tells it.
    pub title: Option<Content>,
    /// Everybody who sent at least one message that is not a system line, in order of appearance.
    pub participants: Vec<Participant>,
    /// The order of the date fields.
    pub date_order: DateOrder,
    /// How sure that order is.
    pub date_order_certainty: DateOrderCertainty,
    /// The rule that decided the order, in one English sentence without personal content.
    pub date_order_reason: String,
    /// The language of the app's own lines (BCP 47), where they were recognised.
    pub language: Option<String>,
    /// The character set of the text, e.g. `utf-8`, `utf-16le`, `windows-1252`.
    pub encoding: String,
    /// The zone that the user stated, as an IANA name; text exports carry none.
    pub zone: Option<String>,
}
