//! Words made comparable: what is written differently but read alike gives the same token.
//!
//! The steps, for the search form only (the text itself is never changed):
//! 1. invisible characters are dropped (zero-width, soft hyphen, bidirectional marks), so that they split no word;
//! 2. compatibility forms and diacritics are folded (NFKD, combining marks dropped) and case is lowered;
//! 3. letters and digits make words, everything else separates; an emoji is a word of its own;
//! 4. in a word that holds a Latin letter, Cyrillic and Greek look-alikes become Latin;
//! 5. words of letters are stemmed as Dutch (Snowball 3, Kraaij-Pohlmann).
//!
//! Invariant: the same text gives the same tokens, whatever was indexed before.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use snowstem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A longer word is cut: nobody types it, and FTS5 keeps every term whole.
pub(crate) const MAX_WORD_BYTES: usize = 64;
/// Words that the cache holds; a chat of a million messages has some ten thousands of them.
const MAX_CACHED_WORDS: usize = 100_000;

/// Turns texts into tokens, remembering the stems of words it has seen.
pub struct Tokenizer {
    stemmer: Stemmer,
    /// Word → stem; `None` when the stem is the word itself.
    stems: HashMap<Box<str>, Option<Box<str>>, RandomState>,
    word: String,
    altered: Vec<Altered>,
}

/// A word that stemming changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Altered {
    pub(crate) word: Box<str>,
    pub(crate) stem: Box<str>,
}

impl Default for Tokenizer {
    fn default() -> Self {
        Self::new()
    }
}

impl Tokenizer {
    /// Begins without a word in memory.
    pub fn new() -> Self {
        Self {
            stemmer: Stemmer::create(Algorithm::Dutch),
            stems: HashMap::default(),
            word: String::new(),
            altered: vec![],
        }
    }

    /// Gives away the altered words since the last time, each at least once.
    pub(crate) fn take_altered(&mut self) -> Vec<Altered> {
        std::mem::take(&mut self.altered)
    }

    /// Adds the stems of a text, with a space after each.
    pub fn push(&mut self, text: &str, stems: &mut String) {
        if text.is_ascii() {
            self.push_ascii(text, stems);
        } else {
            self.push_any(text, stems);
        }
    }

    /// Returns the words of a text, folded but not stemmed.
    pub(crate) fn fold(text: &str) -> Vec<String> {
        let mut words = vec![];
        let mut word = String::new();
        for_each_char(text, |step| match step {
            Step::Letter(c) => word.push(c),
            Step::Gap => end_word(&mut word, |word| words.push(word.to_owned())),
            Step::Alone(c) => {
                end_word(&mut word, |word| words.push(word.to_owned()));
                words.push(c.to_string());
            }
        });
        end_word(&mut word, |word| words.push(word.to_owned()));
        words
    }

    /// Returns the stem of a folded word.
    pub(crate) fn stem(&self, word: &str) -> String {
        if is_stemmed(word) { self.stemmer.stem(word).into_owned() } else { word.to_owned() }
    }

    /// Chats are mostly ASCII: there, folding is lowering the case.
    fn push_ascii(&mut self, text: &str, stems: &mut String) {
        let mut lower = std::mem::take(&mut self.word);
        lower.clear();
        lower.push_str(text);
        lower.make_ascii_lowercase();
        for word in lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            self.push_word(&word[..word.len().min(MAX_WORD_BYTES)], stems);
        }
        self.word = lower;
    }

    fn push_any(&mut self, text: &str, stems: &mut String) {
        let mut word = std::mem::take(&mut self.word);
        word.clear();
        for_each_char(text, |step| match step {
            Step::Letter(c) => word.push(c),
            Step::Gap => end_word(&mut word, |word| self.push_word(word, stems)),
            Step::Alone(c) => {
                end_word(&mut word, |word| self.push_word(word, stems));
                self.push_word(c.encode_utf8(&mut [0; 4]), stems);
            }
        });
        end_word(&mut word, |word| self.push_word(word, stems));
        self.word = word;
    }

    fn push_word(&mut self, word: &str, stems: &mut String) {
        if let Some(known) = self.stems.get(word) {
            stems.push_str(known.as_deref().unwrap_or(word));
            stems.push(' ');
            return;
        }
        let stem = self.stem(word);
        stems.push_str(&stem);
        stems.push(' ');
        let changed = (stem != word).then(|| stem.into_boxed_str());
        self.altered.extend(changed.iter().map(|stem| Altered { word: word.into(), stem: stem.clone() }));
        // When it is full it starts again: the common words are back within a few messages.
        if self.stems.len() == MAX_CACHED_WORDS {
            self.stems.clear();
        }
        self.stems.insert(word.into(), changed);
    }
}

/// What a character does.
enum Step {
    Letter(char),
    Gap,
    Alone(char),
}

fn for_each_char(text: &str, mut act: impl FnMut(Step)) {
    let visible = text.chars().filter(|&c| !is_invisible(c));
    for c in visible.nfkd() {
        if is_combining_mark(c) {
            continue;
        }
        if c.is_alphanumeric() {
            c.to_lowercase().filter(|&c| !is_combining_mark(c)).for_each(|c| act(Step::Letter(c)));
        } else if is_emoji(c) {
            act(Step::Alone(c));
        } else {
            act(Step::Gap);
        }
    }
}

fn end_word(word: &mut String, act: impl FnOnce(&str)) {
    if word.is_empty() {
        return;
    }
    if !word.is_ascii() && word.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        *word = word.chars().map(latin_of).collect();
    }
    let mut end = word.len().min(MAX_WORD_BYTES);
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    act(&word[..end]);
    word.clear();
}

/// Numbers, codes and emoji are not Dutch words.
fn is_stemmed(word: &str) -> bool {
    word.chars().all(char::is_alphabetic)
}

/// Characters that nobody sees and that would hide a word from a search (attack 25).
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// A thumbs-up is an answer, so it must be found. Skin tones are modifiers and stay out.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1F3FA}' | '\u{1F400}'..='\u{1FAFF}')
}

/// The Latin letter that a Cyrillic or Greek lower-case letter is mistaken for (from Unicode UTS #39, the common ones).
fn latin_of(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' | 'є' => 'e',
        'һ' => 'h',
        'і' | 'ι' | 'ı' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'н' => 'h',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' => 'u',
        'ν' => 'v',
        'ԝ' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> String {
        let mut stems = String::new();
        Tokenizer::new().push(text, &mut stems);
        stems
    }

    #[test]
    fn plural_and_singular_of_a_compound_are_one_word() {
        assert_eq!(stems("woningbouwplannen"), stems("woningbouwplan"));
        assert_eq!(stems("Vergaderingen"), stems("vergadering"));
    }

    #[test]
    fn a_word_that_stemming_changed_is_reported_once() {
        let mut tokenizer = Tokenizer::new();
        tokenizer.push("De plannen, de plannen", &mut String::new());
        assert_eq!(tokenizer.take_altered(), [Altered { word: "plannen".into(), stem: "plan".into() }]);
        assert_eq!(tokenizer.take_altered(), []);
    }

    #[test]
    fn case_diacritics_and_compatibility_forms_do_not_matter() {
        for other in ["CAFÉ", "cafe\u{301}", "ｃａｆｅ", "Café"] {
            assert_eq!(stems(other), "cafe ", "{other}");
        }
    }

    #[test]
    fn invisible_characters_split_no_word() {
        assert_eq!(stems("ge\u{200B}heim\u{AD}pje"), stems("geheimpje"));
    }

    #[test]
    fn a_cyrillic_look_alike_in_a_latin_word_does_not_hide_it() {
        assert_eq!(stems("J\u{430}nsen"), stems("Jansen"));
        assert_ne!(stems("\u{430}\u{440}"), "ap ", "a word of another script stays what it is");
    }

    #[test]
    fn an_emoji_is_a_word() {
        assert_eq!(stems("ok👍🏽!"), "ok 👍 ");
    }

    #[test]
    fn ascii_and_other_texts_take_the_same_way() {
        let text = "Kan het college de 12 woningbouwplannen nog vandaag besluiten? Zo'n brief (v2)";
        assert_eq!(format!("{}e ", stems(text)), stems(&format!("{text} é")));
    }

    #[test]
    fn a_full_cache_changes_no_token() {
        let mut tokenizer = Tokenizer::new();
        let mut ignored = String::new();
        for n in 0..=MAX_CACHED_WORDS {
            tokenizer.push(&format!("w{n}"), &mut ignored);
            ignored.clear();
        }
        let mut after = String::new();
        tokenizer.push("plannen", &mut after);
        assert_eq!(after, stems("plannen"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_words_that_fts_keeps_whole(text in "\\PC{0,80}") {
            for word in stems(&text).split(' ') {
                proptest::prop_assert!(!word.contains('"') && !word.contains('\0'));
                proptest::prop_assert!(word.len() <= MAX_WORD_BYTES * 2);
            }
        }
    }
}
