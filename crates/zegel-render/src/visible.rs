//! Makes visible what a reader would not see: control characters, and characters that turn text around.
//!
//! A chat text is shown as it was written, except where showing it would deceive (CVE-2021-42574, "Trojan
//! Source": an override shows `exe.gpj` as `jpg.exe`) or where the character has no shape. Those become
//! `[U+202E]`; the canonical JSON beside the print keeps the character itself.

use std::borrow::Cow;

/// Returns the text with every deceptive or shapeless character written out. Lines end in `\n`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let text = without_number_marks(text);
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 16);
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        let rest = &chars[i..];
        match c {
            '\r' if rest.get(1) == Some(&'\n') => {}
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push_str("    "),
            '\u{2066}'..='\u{2068}' if let Some(length) = harmless_isolate(rest) => {
                out.extend(&rest[..length]);
                i += length;
                continue;
            }
            '\u{1f3f4}' => {
                // The flags of England, Scotland and Wales are spelled in invisible tag characters.
                let length = 1 + rest[1..].iter().take_while(|c| is_tag(**c)).count();
                out.extend(&rest[..length]);
                i += length;
                continue;
            }
            c if is_hidden(c) => marker(c, &mut out),
            c => out.push(c),
        }
        i += 1;
    }
    Cow::Owned(out)
}

/// As [`visible`], for a name: on one line, and characters without width are written out too, because two
/// people could otherwise seem to be one.
pub fn visible_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in visible(name).chars() {
        match c {
            '\n' => out.push(' '),
            '\u{200b}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{2060}'..='\u{2064}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{3164}'
            | '\u{ffa0}' => {
                marker(c, &mut out);
            }
            c => out.push(c),
        }
    }
    out
}

/// As [`visible_name`], with words of ours where nothing of the name could be seen: a document must have a title
/// (ISO 14289-1, 7.1), and a sender of spaces is not nobody.
pub(crate) fn visible_name_or(name: &str, otherwise: &str) -> String {
    let visible = visible_name(name);
    let is_blank = |c: char| {
        c.is_whitespace() || matches!(c, '\u{200c}'..='\u{200f}' | '\u{61c}' | '\u{fe00}'..='\u{fe0f}')
    };
    if visible.chars().all(is_blank) { otherwise.to_owned() } else { visible }
}

/// Writes a character out as its code point.
pub(crate) fn marker(c: char, out: &mut String) {
    use std::fmt::Write as _;
    // Writing into a string cannot fail.
    let _ = write!(out, "[U+{:04X}]", u32::from(c));
}

fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\n' | '\u{a0}'..='\u{202}')
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

/// Controls, explicit directions, non-characters, private use, tags out of place, and marks of other programs.
fn is_hidden(c: char) -> bool {
    let code = u32::from(c);
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{206a}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{180e}')
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
        || matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e00ff}')
        || code & 0xfffe == 0xfffe
}

/// Phones write a number that is not in the address book as U+202A, number, U+202C. Around nothing but digits
/// that changes nothing, and it would otherwise stand with every message of that person.
fn without_number_marks(text: &str) -> Cow<'_, str> {
    let inner = text
        .strip_prefix(['\u{202a}', '\u{2066}', '\u{2068}'])
        .and_then(|t| t.strip_suffix(['\u{202c}', '\u{2069}']));
    let is_number = |c: char| {
        c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | ' ' | '\u{a0}' | '\u{2011}' | '\u{202f}')
    };
    match inner {
        Some(inner) if inner.chars().all(is_number) => Cow::Borrowed(inner),
        _ => Cow::Borrowed(text),
    }
}

/// Returns the length of a closed isolate on one line that holds no other direction: phones put a mentioned
/// name in one, and it cannot reach beyond its ends (UAX 9, X5c).
fn harmless_isolate(chars: &[char]) -> Option<usize> {
    let end = chars.iter().skip(1).position(|c| is_hidden(*c) || *c == '\n')? + 1;
    (chars.get(end) == Some(&'\u{2069}')).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::{visible, visible_name};

    #[test]
    fn ordinary_text_of_any_script_is_untouched() {
        for text in ["Akkoord, tot morgen\nGroet", "مرحبا", "👨‍👩‍👧 👍🏽 🇳🇱", "می‌خواهم", "@\u{2068}Jan\u{2069} ok"]
        {
            assert_eq!(visible(text), text);
        }
        assert_eq!(visible("\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}"), "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}");
    }

    #[test]
    fn what_deceives_or_has_no_shape_is_written_out() {
        assert_eq!(visible("a\u{202e}gpj.exe"), "a[U+202E]gpj.exe");
        assert_eq!(
            visible("\u{0}\u{7}\u{e001}\u{fdd0}\u{1ffff}\u{feff}"),
            "[U+0000][U+0007][U+E001][U+FDD0][U+1FFFF][U+FEFF]"
        );
        assert_eq!(visible("x\u{2067}open"), "x[U+2067]open");
        assert_eq!(visible("x\u{2067}a\u{202e}b\u{2069}"), "x[U+2067]a[U+202E]b[U+2069]");
        assert_eq!(visible("a\u{e0041}b"), "a[U+E0041]b");
        assert_eq!(visible("a\r\nb\rc\u{2028}d\te"), "a\nb\nc\nd    e");
    }

    #[test]
    fn a_name_stays_on_one_line_and_hides_nothing() {
        assert_eq!(visible_name("Jan\u{200b}\nde\u{ad} Vries"), "Jan[U+200B] de[U+00AD] Vries");
        assert_eq!(visible_name("\u{202a}+31 6 12345678\u{202c}"), "+31 6 12345678");
        assert_eq!(visible_name("\u{202a}Piet\u{202c}"), "[U+202A]Piet[U+202C]");
    }
}
