//! Names of members: text from outside, shown and compared, never used as a path.

use unicode_normalization::UnicodeNormalization;

/// The upper half of code page 437, the character set of zip names without the UTF-8 flag (APPNOTE D.1).
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// Decodes a name: UTF-8 where it is valid, flag or no flag, because phones forget the flag; else code page 437.
/// Overlong forms (an old way to hide a slash) are not valid UTF-8 and so are never a slash.
pub(super) fn decode(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => raw
            .iter()
            .map(|byte| match byte {
                0..=127 => char::from(*byte),
                upper => CP437.chars().nth(usize::from(upper - 128)).unwrap_or(char::REPLACEMENT_CHARACTER),
            })
            .collect(),
    }
}

/// Returns true when a name would be dangerous as a path on some system: it leaves its folder, names a drive or a
/// device, or holds characters that a shell or a screen takes for something else.
pub(crate) fn is_unsafe(name: &str) -> bool {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    const MAX_PORTABLE_BYTES: usize = 255;
    let drive = name.as_bytes().get(1) == Some(&b':') && name.as_bytes()[0].is_ascii_alphabetic();
    let device = |part: &str| {
        let stem = part.split('.').next().unwrap_or(part).trim_end().to_ascii_lowercase();
        let numbered = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
        DEVICES.contains(&stem.as_str())
            || numbered.is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
    };
    name.is_empty()
        || drive
        || name.starts_with('/')
        || name.contains(|c: char| c == '\\' || c.is_control())
        || name.split('/').any(|part| part == ".." || MAX_PORTABLE_BYTES < part.len() || device(part))
}

/// Returns true when a name holds characters that make it look like another name: overrides of the writing
/// direction (`gpj.exe` for `exe.jpg`) or characters without width. Joiners inside emoji are what they should be.
pub(crate) fn is_deceptive(name: &str) -> bool {
    let name = name.strip_prefix('\u{202a}').and_then(|rest| rest.strip_suffix('\u{202c}')).unwrap_or(name);
    let name = name.strip_prefix('\u{2068}').and_then(|rest| rest.strip_suffix('\u{2069}')).unwrap_or(name);
    name.contains([
        '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}',
    ]) || name.contains(['\u{2069}', '\u{200b}', '\u{2060}', '\u{feff}', '\u{00ad}', '\u{180e}'])
}

/// Returns the form under which names are compared: composed (NFC), lower case.
pub(crate) fn fold(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_leave_their_folder_are_unsafe() {
        for name in [
            "../x",
            "a/../../x",
            "/etc/passwd",
            "C:\\x",
            "c:x",
            "a\\b",
            "nul\0l",
            "CON",
            "con.txt",
            "LPT1.jpg",
            "",
        ] {
            assert!(is_unsafe(name), "{name:?}");
        }
        let long = "x".repeat(300);
        assert!(is_unsafe(&long));
    }

    #[test]
    fn names_that_phones_write_are_safe() {
        for name in [
            "_chat.txt",
            "IMG-20220502-WA0003.jpg",
            "Bijlage 1 • tekening (2).pdf",
            "foto..jpg",
            "contra.txt",
            "مرفق.pdf",
        ] {
            assert!(!is_unsafe(name), "{name:?}");
        }
    }

    #[test]
    fn an_overlong_slash_does_not_become_a_slash() {
        assert!(!decode(b"..\xc0\xaf").contains('/'));
    }

    #[test]
    fn composed_and_decomposed_names_are_compared_as_one() {
        assert_eq!(fold("Cafe\u{301}.JPG"), fold("caf\u{e9}.jpg"));
    }

    #[test]
    fn a_right_to_left_override_is_deceptive_and_the_wrap_of_a_number_is_not() {
        assert!(is_deceptive("rapport\u{202e}gpj.exe"));
        assert!(!is_deceptive("\u{202a}+31\u{a0}6\u{a0}12345678\u{202c}"));
        assert!(!is_deceptive("Lotte 👩\u{200d}⚖\u{fe0f}"));
    }
}
