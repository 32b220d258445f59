//! Words that point to a special category of personal data (GDPR Art. 9) or to criminal data (Art. 10).
//!
//! The lists are data: one entry per line, in Dutch, English and French together, because people mix them. `*` at the
//! end of an entry stands for any ending. A body adds and leaves out entries in its setting; the list itself has a
//! version, so that a submission can say by which one it was marked.

use std::collections::BTreeSet;

use crate::{Detector, Found, is_wordy};

/// The version of the lists.
pub const LIST_VERSION: &str = "2026-11-1";
/// A body adds or leaves out at most so many entries.
pub const MAX_OWN_WORDS: usize = 2_000;
/// An entry is at most so long, in code points.
pub const MAX_WORD_CHARS: usize = 60;

const LISTS: [&str; 3] =
    [include_str!("../lists/nl.txt"), include_str!("../lists/en.txt"), include_str!("../lists/fr.txt")];

/// The entries that are looked for.
pub(crate) struct Words {
    whole: BTreeSet<String>,
    beginnings: BTreeSet<String>,
}

impl Words {
    /// Takes the lists, adds and leaves out.
    pub fn new(add: &[String], leave_out: &[String]) -> Self {
        let lines = LISTS.iter().flat_map(|list| list.lines()).filter(|line| !line.starts_with('#'));
        let own = add.iter().take(MAX_OWN_WORDS).map(String::as_str);
        let left_out: BTreeSet<String> = leave_out.iter().map(|entry| entry.trim().to_lowercase()).collect();
        let mut words = Self { whole: BTreeSet::new(), beginnings: BTreeSet::new() };
        for entry in lines.chain(own).map(|entry| entry.trim().to_lowercase()) {
            if entry.trim_end_matches('*').is_empty() || left_out.contains(&entry) {
                continue;
            }
            match entry.strip_suffix('*') {
                Some(beginning) => words.beginnings.insert(beginning.to_owned()),
                None => words.whole.insert(entry),
            };
        }
        words
    }

    /// Finds the words of a text that stand in the list.
    pub fn find(&self, found: &mut Found<'_>) {
        let mut at = 0;
        while at < found.chars.len() {
            if !is_wordy(found.chars[at]) {
                at += 1;
                continue;
            }
            let from = at;
            while at < found.chars.len() && is_inner(found.chars, at) {
                at += 1;
            }
            if at - from <= MAX_WORD_CHARS {
                let word: String = found.chars[from..at].iter().flat_map(|c| c.to_lowercase()).collect();
                if self.has(&word) {
                    found.add(Detector::Special, from, at);
                }
            }
        }
    }

    fn has(&self, word: &str) -> bool {
        if self.whole.contains(word) {
            return true;
        }
        // Every beginning of the word is looked up: the set is ordered, but the longest entry below it need not fit.
        let places = word.char_indices().map(|(place, _)| place).chain([word.len()]).skip(1);
        places.into_iter().any(|place| self.beginnings.contains(&word[..place]))
    }
}

/// A hyphen or apostrophe between letters belongs to the word.
fn is_inner(chars: &[char], at: usize) -> bool {
    let is_joint = matches!(chars[at], '-' | '\'' | '’') && chars.get(at + 1).is_some_and(|c| is_wordy(*c));
    is_wordy(chars[at]) || is_joint
}
