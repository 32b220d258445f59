//! The notice to chat partners (requirement U5): a text per language, in versions, that an owner copies into a chat.
//!
//! A body edits it; every version stays readable in the ledger, because a chat may hold an old one. That it was sent is
//! found back in the next export on the owner's device, and stated by the submission ([`zegel_model::NoticeFound`]).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use zegel_model::Act;
use zegel_sift::{MAX_NOTICE_TEXT_CHARS, MIN_NOTICE_WORDS, NoticeText};
use zegel_store::{Audited, Subject};

use crate::{Desk, Error};

const SETTING: &str = "notice";
/// The languages in which there is a notice from the start.
pub const LANGUAGES: [&str; 3] = ["nl", "en", "fr"];
/// The text of version 1, until a body writes its own.
const FIRST: [&str; 3] =
    [include_str!("notice/nl.txt"), include_str!("notice/en.txt"), include_str!("notice/fr.txt")];

/// A version of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The text with its language and number.
    pub notice: NoticeText,
    /// Since when; `None` for the text that came with Zegel.
    pub since: Option<Timestamp>,
}

#[derive(Serialize, Deserialize)]
struct Told {
    notice: NoticeText,
}

/// Returns every version of the text in every language, oldest first.
///
/// # Errors
/// Faults of the store.
pub fn versions(desk: &Desk<'_>) -> Result<Vec<Version>, Error> {
    let first = LANGUAGES.into_iter().zip(FIRST).map(|(language, text)| Version {
        notice: NoticeText { language: language.to_owned(), version: 1, text: text.trim().to_owned() },
        since: None,
    });
    let entries = desk.archive.store.read(|view| view.ledger_of(&Subject::setting(SETTING)))?;
    let edited = entries.iter().filter_map(|entry| {
        let told: Told = serde_json::from_str(&entry.detail.as_ref()?.text).ok()?;
        Some(Version { notice: told.notice, since: Some(entry.leaf.at) })
    });
    Ok(first.chain(edited).collect())
}

/// Returns the newest version of a language.
///
/// # Errors
/// `not-found` for a language without a notice; faults of the store.
pub fn current(desk: &Desk<'_>, language: &str) -> Result<Version, Error> {
    let newest = versions(desk)?.into_iter().rfind(|version| version.notice.language == language);
    newest.ok_or_else(|| {
        zegel_store::StoreError::NotFound { what: "notice", id: "of that language".to_owned() }.into()
    })
}

/// Writes a new version; the same text again changes nothing.
///
/// # Errors
/// `not-your-role`, `notice-length`.
pub fn edit(desk: &mut Desk<'_>, language: &str, text: &str) -> Result<(), Error> {
    desk.authorise(Act::KeepNotice)?;
    let old = current(desk, language)?.notice;
    let text = text.replace("\r\n", "\n").trim().to_owned();
    let n_words = text.split_whitespace().count();
    if n_words < 2 * MIN_NOTICE_WORDS || MAX_NOTICE_TEXT_CHARS < text.chars().count() {
        return Err(Error::refused(
            "notice-length",
            format!("a notice of {n_words} words"),
            format!(
                "write {} words or more, and at most {MAX_NOTICE_TEXT_CHARS} characters",
                2 * MIN_NOTICE_WORDS
            ),
        ));
    }
    if text == old.text {
        return Ok(());
    }
    let notice = NoticeText { language: old.language, version: old.version + 1, text };
    let entry = desk.entry(Act::KeepNotice, vec![Subject::setting(SETTING)], json!(Told { notice }));
    desk.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))
}
