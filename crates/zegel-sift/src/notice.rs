//! Finds the notice to chat partners back in a chat (requirement U5), also where its sender changed a name, a space or
//! a line end.
//!
//! Both texts are folded and cut into words. A message is the notice when it holds nearly all words of the template in
//! their order, and not much besides. What the owner fills in (`[naam]`) is a gap in the template and counts for
//! nothing.

use zegel_model::{NoticeFound, Refusal};

use crate::error::refuse;

/// At most so many templates (versions times languages) are looked for.
pub const MAX_NOTICES: usize = 200;
/// A template is at most so long, in code points.
pub const MAX_NOTICE_TEXT_CHARS: usize = 4_000;
/// A shorter template would be found in everything.
pub const MIN_NOTICE_WORDS: usize = 8;
/// Of the words of the template at least so many of a hundred must be there, in their order.
const LEAST_COVERED: usize = 80;
/// A message may have at most so many words for every hundred of the template.
const MOST_WORDS: usize = 160;

/// A template of the notice, as the body made it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeText {
    /// Its language, e.g. `nl`.
    pub language: String,
    /// Its version, counted from 1.
    pub version: u32,
    /// The text.
    pub text: String,
}

/// Templates, ready to be looked for.
#[derive(Debug)]
pub struct Notices {
    prepared: Vec<Prepared>,
    /// A shorter text, in bytes, is none of them.
    least_bytes: usize,
}

struct Prepared {
    language: String,
    version: u32,
    words: Vec<String>,
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}, {} words", self.language, self.version, self.words.len())
    }
}

impl Notices {
    /// Prepares templates; those that are too short to be recognised are left out.
    ///
    /// # Errors
    /// `notice-limit`.
    pub fn new(texts: &[NoticeText]) -> Result<Self, Refusal> {
        let is_long = |text: &NoticeText| MAX_NOTICE_TEXT_CHARS < text.text.chars().count();
        let is_odd = |text: &NoticeText| !is_language(&text.language) || text.version == 0;
        if MAX_NOTICES < texts.len() || texts.iter().any(|text| is_long(text) || is_odd(text)) {
            return refuse(
                "notice-limit",
                format!("more than {MAX_NOTICES} notices, or one that is too long or has no version"),
                "shorten the notices",
            );
        }
        let prepare = |text: &NoticeText| Prepared {
            language: text.language.clone(),
            version: text.version,
            words: words(&without_gaps(&text.text)),
        };
        let prepared: Vec<Prepared> =
            texts.iter().map(prepare).filter(|one| MIN_NOTICE_WORDS <= one.words.len()).collect();
        // Most messages are shorter than half of any template, and need not be cut into words.
        let n_bytes = |one: &Prepared| one.words.iter().map(String::len).sum::<usize>();
        let least_bytes = prepared.iter().map(n_bytes).min().unwrap_or(0) / 2;
        Ok(Self { prepared, least_bytes })
    }

    /// Returns the language and version of the template that this text is, the closest where several are.
    pub fn of(&self, text: &str) -> Option<(&str, u32)> {
        if text.len() < self.least_bytes {
            return None;
        }
        let found = words(text);
        let covered = |one: &Prepared| {
            let n = one.words.len();
            let fits = found.len() * 100 <= n * MOST_WORDS && n * LEAST_COVERED <= found.len() * 100;
            let same = if fits { in_order(&one.words, &found) * 100 / n } else { 0 };
            (LEAST_COVERED <= same).then_some((same, one.version))
        };
        let best =
            self.prepared.iter().filter_map(|one| Some((covered(one)?, one))).max_by_key(|(score, _)| *score);
        best.map(|(_, one)| (one.language.as_str(), one.version))
    }

    /// Returns the notice of a message, as a submission states it.
    pub(crate) fn find(&self, message: &zegel_import::MessageRef<'_>) -> Option<NoticeFound> {
        // Nobody else than a person sends it, and a long text is no notice; most messages end here.
        if self.prepared.is_empty()
            || message.sender.is_none()
            || 2 * MAX_NOTICE_TEXT_CHARS < message.text.len()
        {
            return None;
        }
        let (language, version) = self.of(message.text)?;
        Some(NoticeFound {
            language: language.to_owned(),
            version,
            position: message.position,
            at: message.at.to_string(),
        })
    }
}

/// Returns true for a language tag of two letters.
pub(crate) fn is_language(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Takes out what the owner fills in: everything between square brackets.
fn without_gaps(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

fn words(text: &str) -> Vec<String> {
    let folded = crate::matching::folded(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Returns how many words of the template stand in the text in their order (the longest common subsequence).
fn in_order(template: &[String], text: &[String]) -> usize {
    let mut row = vec![0; text.len() + 1];
    for wanted in template {
        let mut diagonal = 0;
        for (i, word) in text.iter().enumerate() {
            let above = row[i + 1];
            row[i + 1] = if wanted == word { diagonal + 1 } else { above.max(row[i]) };
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "Beste mensen, ik bewaar zakelijke berichten uit deze chat in het archief van \
        [organisatie]. Privéberichten bewaar ik niet. Vragen? Bel mij, [naam].";

    fn notices() -> Notices {
        let text = |version, text: &str| NoticeText { language: "nl".into(), version, text: text.into() };
        Notices::new(&[text(1, TEXT), text(2, &TEXT.replace("Bel mij", "Stuur mij gerust een bericht"))])
            .unwrap()
    }

    #[test]
    fn small_edits_do_not_hide_it() {
        let sent = TEXT.replace("[organisatie]", "gemeente Waterveen").replace("[naam]", "Anna de Boer");
        for text in [
            sent.clone(),
            sent.to_uppercase(),
            sent.replace(". ", ".\n\n").replace("Beste mensen", "Hoi allemaal"),
            sent.replace("é", "e\u{301}"),
            format!("{sent} 👍"),
        ] {
            assert_eq!(notices().of(&text), Some(("nl", 1)), "{text}");
        }
        let second = sent.replace("Bel mij", "Stuur mij gerust een bericht");
        assert_eq!(notices().of(&second), Some(("nl", 2)));
    }

    #[test]
    fn other_messages_are_not_it() {
        for text in [
            "",
            "Ik bewaar zakelijke berichten.",
            "Beste mensen, vragen over het archief? Bel mij, of kom langs bij de balie van de gemeente morgen.",
            "deze niet bewaar mensen archief mij berichten chat ik in uit vragen het bel zakelijke van beste ik",
        ] {
            assert_eq!(notices().of(text), None, "{text}");
        }
        assert_eq!(notices().of(&format!("{TEXT} {}", "En dan nog dit. ".repeat(20))), None, "much besides");
    }

    #[test]
    fn a_short_template_is_not_looked_for_and_a_wrong_one_is_refused() {
        let text = |language: &str, version, text: &str| NoticeText {
            language: language.into(),
            version,
            text: text.into(),
        };
        let short = Notices::new(&[text("nl", 1, "Ik bewaar dit.")]).unwrap();
        assert_eq!(short.of("Ik bewaar dit."), None);
        for wrong in [text("nederlands", 1, TEXT), text("nl", 0, TEXT), text("nl", 1, &"a ".repeat(4_000))] {
            assert_eq!(Notices::new(&[wrong]).unwrap_err().code, "notice-limit");
        }
    }

    proptest! {
        #[test]
        fn a_template_is_found_as_it_stands(text in "([a-z]{2,8} ){9,30}") {
            let one = NoticeText { language: "en".into(), version: 3, text: text.clone() };
            let known = Notices::new(&[one]).unwrap();
            prop_assert_eq!(known.of(&text), Some(("en", 3)));
        }

        #[test]
        fn any_text_is_it_or_not(text in "\\PC{0,200}") {
            let _ = notices().of(&text);
        }
    }
}
