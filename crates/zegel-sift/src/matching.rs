//! Finds a text however it was typed: in any case, composed or not, split by invisible characters, or with
//! letters of another script that look the same.
//!
//! Search and "redact all occurrences" use the same folding, so what a search shows is what a redaction removes.
//! It over-matches between look-alike scripts on purpose: for a redaction one hit too many is the smaller harm.

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};
use zegel_model::Refusal;

use crate::{error::refuse, redact::Span};

/// At most so many code points in a search text.
pub const MAX_PATTERN_CHARS: usize = 1_000;

/// A text to look for.
#[derive(Clone)]
pub struct Pattern {
    folded: String,
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pattern({} bytes)", self.folded.len())
    }
}

impl Pattern {
    /// Prepares `text` for searching.
    ///
    /// # Errors
    /// `empty-search` when nothing visible is left to look for, `search-too-long`.
    pub fn new(text: &str) -> Result<Self, Refusal> {
        let n_chars = text.chars().count();
        if MAX_PATTERN_CHARS < n_chars {
            return refuse(
                "search-too-long",
                format!("a search text of {n_chars} characters"),
                format!("use at most {MAX_PATTERN_CHARS}"),
            );
        }
        let folded = fold(text).text.trim().to_owned();
        if folded.is_empty() {
            return refuse(
                "empty-search",
                "a search text without visible characters",
                "give the text to look for",
            );
        }
        Ok(Self { folded })
    }

    /// Returns true when `text` contains the pattern.
    pub fn is_in(&self, text: &str) -> bool {
        fold(text).text.contains(&self.folded)
    }

    /// Returns true when `text` is the pattern and nothing else.
    pub fn is_all_of(&self, text: &str) -> bool {
        fold(text).text.trim() == self.folded
    }

    /// Returns where the pattern occurs in `text`, in code points.
    pub fn spans_in(&self, text: &str) -> Vec<Span> {
        let folded = fold(text);
        let end = |byte: usize| folded.source.get(byte).map_or(0, |&at| u64::from(at));
        let span = |byte: usize| {
            // The last folded byte of a hit belongs to the last source character that it covers.
            let last = byte + self.folded.len() - 1;
            Span { from: end(byte), to: end(last) + 1 }
        };
        folded.text.match_indices(&self.folded).map(|(byte, _)| span(byte)).collect()
    }
}

/// A folded text and, for each of its bytes, the code point of the source that it came from.
struct Folded {
    text: String,
    source: Vec<u32>,
}

/// Returns a text as it is compared: without case, marks in their order, nothing invisible, one kind of space.
pub(crate) fn folded(text: &str) -> String {
    fold(text).text
}

fn fold(text: &str) -> Folded {
    let mut folded =
        Folded { text: String::with_capacity(text.len()), source: Vec::with_capacity(text.len()) };
    let mut marks: Vec<(u8, char, u32)> = Vec::new();
    for (at, c) in (0u32..).zip(text.chars()) {
        if c.is_ascii() {
            folded.flush(&mut marks);
            folded.push(c.to_ascii_lowercase(), at);
            continue;
        }
        if is_invisible(c) {
            continue;
        }
        decompose_compatible(c, |part| {
            let class = canonical_combining_class(part);
            if class != 0 {
                marks.push((class, part, at));
                return;
            }
            folded.flush(&mut marks);
            for lower in latin_twin(part).to_lowercase() {
                folded.push(lower, at);
            }
        });
    }
    folded.flush(&mut marks);
    folded
}

impl Folded {
    /// Writes pending marks in canonical order (UAX #15), so that the order of typing does not matter.
    fn flush(&mut self, marks: &mut Vec<(u8, char, u32)>) {
        marks.sort_by_key(|&(class, ..)| class);
        for (_, mark, at) in marks.drain(..) {
            self.push(mark, at);
        }
    }

    fn push(&mut self, c: char, at: u32) {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c == ' ' && self.text.ends_with(' ') {
            return;
        }
        self.text.push(c);
        self.source.resize(self.text.len(), at);
    }
}

/// Returns true for characters that show nothing: zero-width, bidirectional and variation characters
/// (Default_Ignorable_Code_Point of UAX #44).
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Returns the Latin letter that looks like this Greek or Cyrillic one, or the letter itself.
fn latin_twin(c: char) -> char {
    match c {
        'а' | 'А' | 'α' | 'Α' => 'a',
        'в' | 'В' | 'β' | 'Β' => 'b',
        'с' | 'С' => 'c',
        'ԁ' => 'd',
        'е' | 'Е' | 'ε' | 'Ε' => 'e',
        'һ' | 'н' | 'Н' | 'Η' => 'h',
        'і' | 'І' | 'ι' | 'Ι' => 'i',
        'ј' | 'Ј' => 'j',
        'к' | 'К' | 'κ' | 'Κ' => 'k',
        'ӏ' | 'Ӏ' => 'l',
        'м' | 'М' | 'Μ' => 'm',
        'Ν' => 'n',
        'о' | 'О' | 'ο' | 'Ο' => 'o',
        'р' | 'Р' | 'ρ' | 'Ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' | 'Ѕ' => 's',
        'т' | 'Т' | 'τ' | 'Τ' => 't',
        'ν' | 'ѵ' => 'v',
        'ԝ' => 'w',
        'х' | 'Х' | 'χ' | 'Χ' => 'x',
        'у' | 'У' | 'Υ' => 'y',
        'Ζ' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spans(pattern: &str, text: &str) -> Vec<(u64, u64)> {
        Pattern::new(pattern).unwrap().spans_in(text).iter().map(|span| (span.from, span.to)).collect()
    }

    #[test]
    fn case_and_normal_form_do_not_matter() {
        assert_eq!(spans("CAFÉ", "Naar het cafe\u{301} toe"), [(9, 14)]);
        assert_eq!(spans("cafe\u{301}", "CAFÉ café"), [(0, 4), (5, 9)]);
        assert_eq!(spans("ok", "OK 🆗 ＯＫ"), [(0, 2), (5, 7)]);
    }

    #[test]
    fn invisible_characters_and_look_alikes_do_not_hide_a_name() {
        assert_eq!(spans("Jan", "zie J\u{200b}a\u{202e}n."), [(4, 9)]);
        assert_eq!(spans("Jan", "zie J\u{430}n."), [(4, 7)]);
        assert_eq!(spans("06 12", "bel 06\u{202f}\n12"), [(4, 10)]);
    }

    #[test]
    fn a_ligature_is_taken_whole() {
        assert_eq!(spans("i", "o\u{fb03}ce"), [(1, 2)]);
    }

    #[test]
    fn a_search_for_nothing_is_refused() {
        for text in ["", "  ", "\u{200b}\u{feff}"] {
            assert_eq!(Pattern::new(text).unwrap_err().code, "empty-search");
        }
        assert_eq!(Pattern::new(&"a".repeat(1001)).unwrap_err().code, "search-too-long");
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_text_is_found_there(before in "\\PC{0,8}", word in "\\PC{1,8}", after in "\\PC{0,8}") {
            let Ok(pattern) = Pattern::new(&word) else { return Ok(()) };
            let text = format!("{before} {word} {after}");
            prop_assert!(pattern.is_in(&text));
            let n_chars = text.chars().count() as u64;
            for span in pattern.spans_in(&text) {
                prop_assert!(span.from < span.to && span.to <= n_chars);
            }
        }
    }
}
