//! Chat texts that are not what they seem.

use crate::Export;

/// The order of the bytes of UTF-16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteOrder {
    /// Least significant byte first, as Notepad writes.
    Little,
    /// Most significant byte first.
    Big,
}

/// Writes `text` in UTF-16 with its mark in front.
pub fn in_utf16(text: &str, order: ByteOrder) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    match order {
        ByteOrder::Little => units.flat_map(u16::to_le_bytes).collect(),
        ByteOrder::Big => units.flat_map(u16::to_be_bytes).collect(),
    }
}

/// Writes `text` in Windows-1252 as an old editor would; what it cannot write becomes a question mark.
pub fn in_windows_1252(text: &str) -> Vec<u8> {
    const HIGH: [(char, u8); 9] = [
        ('€', 0x80),
        ('…', 0x85),
        ('‘', 0x91),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
        ('•', 0x95),
        ('–', 0x96),
        ('—', 0x97),
    ];
    let byte = |letter: char| match u32::from(letter) {
        code @ (0..0x80 | 0xa0..0x100) => code as u8,
        _ => HIGH.iter().find(|(high, _)| *high == letter).map_or(b'?', |(_, byte)| *byte),
    };
    text.chars().map(byte).collect()
}

/// A chat with one byte in the middle that is not UTF-8.
pub fn invalid_utf8() -> Vec<u8> {
    let mut bytes = Export::android(40).text().into_bytes();
    bytes.extend_from_slice(b"23-11-2026 13:31 - Hanna Wiersma: kapot \xff\xfe hier\n");
    bytes.extend_from_slice(b"23-11-2026 13:32 - Hanna Wiersma: en weer heel\n");
    bytes
}

/// A chat with NUL bytes in a text and in a name.
pub fn nul_bytes() -> Vec<u8> {
    b"23-03-2026 13:31 - Hanna\0Wiersma: een\0twee\n23-03-2026 13:32 - Joost: drie\n".to_vec()
}

/// A chat with one message of a single line of `n_bytes` letters, between two ordinary ones.
pub fn long_line(n_bytes: usize) -> Vec<u8> {
    let mut bytes = b"23-03-2026 13:31 - Hanna Wiersma: ".to_vec();
    bytes.resize(bytes.len() + n_bytes, b'a');
    bytes.extend_from_slice(b"\n23-03-2026 13:32 - Joost: en verder\n23-03-2026 13:33 - Joost: klaar\n");
    bytes
}

/// A chat in which one name is turned around by U+202E and two names differ only by a letter of another script.
pub fn turned_names() -> String {
    "23-03-2026 13:31 - Hanna Wiersma: ik stem voor\n\
     23-03-2026 13:32 - H\u{430}nna Wiersma: ik stem tegen\n\
     23-03-2026 13:33 - \u{202e}amsreiW annaH\u{202c}: ik ook\n\
     23-03-2026 13:34 - Han\u{200b}na Wiersma: en ik\n\
     23-03-2026 13:35 - Joost: \u{200e}foto\u{202e}gpj.exe (bestand bijgevoegd)\n"
        .to_owned()
}

/// A chat with a message that quotes lines in exactly the shape of its headers, dated before it.
pub fn quoted_headers() -> String {
    "23-03-2026 13:31 - Hanna Wiersma: eerste\n\
     24-03-2026 09:00 - Joost: Dit stond in de andere groep:\n\
     11-01-2026 08:15 - Iemand Anders: dit is een citaat\n\
     11-01-2026 08:16 - Iemand Anders: dit ook\n\
     24-03-2026 09:01 - Hanna Wiersma: dank\n"
        .to_owned()
}

/// A chat with dates and times that do not exist, between ones that do.
pub fn impossible_dates() -> String {
    "23-03-2026 13:31 - Hanna Wiersma: goed\n\
     31-02-2026 13:31 - Hanna Wiersma: bestaat niet\n\
     29-02-2025 13:31 - Hanna Wiersma: geen schrikkeljaar\n\
     23-03-2026 25:61 - Hanna Wiersma: geen tijd\n\
     00-00-0000 00:00 - Hanna Wiersma: niets\n\
     24-03-2026 13:31 - Joost: weer goed\n"
        .to_owned()
}

/// A Dutch letter that is not a chat.
pub fn not_a_chat() -> String {
    "Geachte mevrouw Wiersma,\n\nHierbij ontvangt u de notulen van 23-03-2026, 13:31 uur.\n\n\
     Met vriendelijke groet,\nJoost ter Braak\n"
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_encodings_hold_the_same_text() {
        let text = "23-03-2026 13:31 - Anaïs: café – € 12";
        assert_eq!(in_utf16(text, ByteOrder::Little)[..4], [0xff, 0xfe, b'2', 0]);
        assert_eq!(in_utf16(text, ByteOrder::Big)[..4], [0xfe, 0xff, 0, b'2']);
        assert_eq!(in_windows_1252(text), b"23-03-2026 13:31 - Ana\xefs: caf\xe9 \x96 \x80 12");
        assert!(String::from_utf8(invalid_utf8()).is_err());
        assert_eq!(long_line(10_000).iter().filter(|byte| **byte == b'\n').count(), 3);
    }
}
