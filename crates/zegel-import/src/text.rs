//! The chat text as a stream of UTF-8, whatever its container and its character set.
//!
//! Nothing is normalised here: valid text passes byte for byte, a byte order mark included. What is not valid in
//! the character set becomes U+FFFD and is counted.

use crate::zip::{Entry, EntryState, Purpose};
use crate::{Limits, ReadError, Source};

/// A character set that phones and the programs around them write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

impl Encoding {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// Returns the character set that the first bytes show: UTF-16 by its mark, or without one by the zero
    /// bytes that European text has in every second place.
    pub(crate) fn sniff(head: &[u8]) -> Self {
        if head.starts_with(&[0xFF, 0xFE]) {
            return Self::Utf16Le;
        }
        if head.starts_with(&[0xFE, 0xFF]) {
            return Self::Utf16Be;
        }
        let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
        let (even, odd) = (zeros(0), zeros(1));
        let many = head.len() / 5;
        match (many < even, many < odd) {
            (false, true) if 8 <= head.len() => Self::Utf16Le,
            (true, false) if 8 <= head.len() => Self::Utf16Be,
            _ => Self::Utf8,
        }
    }
}

/// Where the chat text lies.
#[derive(Clone)]
pub(crate) enum Origin {
    /// The source itself is the text.
    Plain { len: u64 },
    /// A member of a zip.
    Member(Entry),
}

impl Origin {
    /// Returns the size of the text as far as it is known beforehand.
    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::Plain { len } => *len,
            Self::Member(entry) => entry.size_bytes,
        }
    }
}

enum Bytes {
    Plain { offset: u64 },
    Member(Box<EntryState>),
}

/// The text from its first byte, decoded.
pub(crate) struct TextStream {
    bytes: Bytes,
    raw: Vec<u8>,
    max_bytes: u64,
    /// What was decoded so far.
    pub(crate) decoder: Decoder,
    /// Why the text ended early, where it did.
    pub(crate) stopped_by: Option<ReadError>,
    ended: bool,
}

impl TextStream {
    pub(crate) fn open(
        source: &mut Source<'_>,
        origin: &Origin,
        encoding: Encoding,
        limits: &Limits,
    ) -> Result<Self, ReadError> {
        let bytes = match origin {
            Origin::Plain { .. } => Bytes::Plain { offset: 0 },
            Origin::Member(entry) => {
                Bytes::Member(Box::new(EntryState::open(source, entry, Purpose::Text, limits)?))
            }
        };
        let chunk = usize::try_from(limits.chunk_bytes.max(1)).unwrap_or(1 << 18);
        Ok(Self {
            bytes,
            raw: vec![0; chunk],
            max_bytes: limits.max_text_bytes,
            decoder: Decoder::new(encoding),
            stopped_by: None,
            ended: false,
        })
    }

    /// Appends the next chunk to `text`; false when there is no more.
    ///
    /// Damage and limits end the text instead of failing: what came before them is worth reading.
    pub(crate) fn read_more(
        &mut self,
        source: &mut Source<'_>,
        text: &mut String,
    ) -> Result<bool, ReadError> {
        if self.ended {
            return Ok(false);
        }
        match self.read_raw(source) {
            Ok(0) => self.end(text),
            Ok(n) => self.decoder.decode(&self.raw[..n], text),
            Err(error @ (ReadError::Damaged { .. } | ReadError::Limit { .. })) => {
                self.stopped_by = Some(error);
                self.end(text);
            }
            Err(error) => return Err(error),
        }
        Ok(!self.ended)
    }

    /// Returns the first bytes of a stream that is not read yet; afterwards it must be opened anew.
    pub(crate) fn peek(&mut self, source: &mut Source<'_>, n_bytes: usize) -> Result<Vec<u8>, ReadError> {
        let mut head = Vec::new();
        while head.len() < n_bytes {
            match self.read_raw(source) {
                Ok(0) | Err(ReadError::Damaged { .. } | ReadError::Limit { .. }) => break,
                Ok(n) => head.extend_from_slice(&self.raw[..n]),
                Err(error) => return Err(error),
            }
        }
        head.truncate(n_bytes);
        Ok(head)
    }

    fn end(&mut self, text: &mut String) {
        self.decoder.finish(text);
        self.ended = true;
    }

    fn read_raw(&mut self, source: &mut Source<'_>) -> Result<usize, ReadError> {
        if self.max_bytes <= self.decoder.source_bytes {
            return Err(ReadError::Limit {
                which: crate::LimitKind::TextBytes,
                limit: self.max_bytes,
                report: None,
            });
        }
        match &mut self.bytes {
            Bytes::Plain { offset } => {
                let n = source.read_at(*offset, &mut self.raw).map_err(ReadError::io("read the text"))?;
                *offset += n as u64;
                Ok(n)
            }
            Bytes::Member(state) => state.read(source, &mut self.raw),
        }
    }
}

/// Returns true when a text that was read as UTF-8 has more broken characters than whole ones beyond ASCII: it was
/// saved in the old Western character set.
pub(crate) fn is_windows_1252(
    source: &mut Source<'_>,
    origin: &Origin,
    limits: &Limits,
) -> Result<bool, ReadError> {
    let mut stream = TextStream::open(source, origin, Encoding::Utf8, limits)?;
    let (mut text, mut n_beyond_ascii) = (String::new(), 0u64);
    while stream.read_more(source, &mut text)? {
        n_beyond_ascii += text.bytes().filter(|byte| 0xC0 <= *byte).count() as u64;
        text.clear();
    }
    let n_invalid = stream.decoder.n_invalid;
    Ok(n_beyond_ascii.saturating_sub(n_invalid) < n_invalid)
}

/// Turns bytes into UTF-8 in chunks of any size.
pub(crate) struct Decoder {
    encoding: Encoding,
    carry: Vec<u8>,
    /// Bytes taken in.
    pub(crate) source_bytes: u64,
    /// Bytes of text given out.
    pub(crate) text_bytes: u64,
    /// Bytes that are not valid.
    pub(crate) n_invalid_bytes: u64,
    /// Runs of bytes that are not valid, one that is unfinished at the end not counted.
    pub(crate) n_invalid: u64,
    /// Whether control characters are counted: it costs, and once is enough.
    pub(crate) counts: bool,
    /// NUL and other control characters that are no white space.
    pub(crate) n_control: u64,
}

impl Decoder {
    fn new(encoding: Encoding) -> Self {
        Self {
            encoding,
            carry: Vec::new(),
            source_bytes: 0,
            text_bytes: 0,
            n_invalid_bytes: 0,
            n_invalid: 0,
            counts: false,
            n_control: 0,
        }
    }

    fn decode(&mut self, chunk: &[u8], text: &mut String) {
        self.source_bytes += chunk.len() as u64;
        let from = text.len();
        match self.encoding {
            Encoding::Utf8 => self.decode_utf8(chunk, text),
            Encoding::Windows1252 => text.extend(chunk.iter().map(|byte| from_1252(*byte))),
            Encoding::Utf16Le => self.decode_utf16(chunk, text, u16::from_le_bytes),
            Encoding::Utf16Be => self.decode_utf16(chunk, text, u16::from_be_bytes),
        }
        if self.counts {
            self.n_control += count_control(&text.as_bytes()[from..]);
        }
        self.text_bytes += (text.len() - from) as u64;
    }

    /// Ends the text: bytes of an unfinished character become one replacement.
    fn finish(&mut self, text: &mut String) {
        if !self.carry.is_empty() {
            // A file that was cut off inside a character is no sign of another character set.
            self.invalid(self.carry.len(), text);
            self.n_invalid -= 1;
            self.text_bytes += char::REPLACEMENT_CHARACTER.len_utf8() as u64;
            self.carry.clear();
        }
    }

    fn decode_utf8(&mut self, mut chunk: &[u8], text: &mut String) {
        while !self.carry.is_empty() && !chunk.is_empty() {
            self.carry.push(chunk[0]);
            chunk = &chunk[1..];
            let carry = std::mem::take(&mut self.carry);
            self.push_utf8(&carry, text);
        }
        self.push_utf8(chunk, text);
    }

    /// Pushes valid text and replacements, and keeps an unfinished character at the end for the next chunk.
    fn push_utf8(&mut self, mut bytes: &[u8], text: &mut String) {
        // The quick way, for text in which nothing is invalid; a chunk often ends inside a character.
        let (whole, unfinished) = bytes.split_at(unfinished_from(bytes));
        if let Ok(valid) = simdutf8::basic::from_utf8(whole) {
            text.push_str(valid);
            self.carry.extend_from_slice(unfinished);
            return;
        }
        while !bytes.is_empty() {
            match std::str::from_utf8(bytes) {
                Ok(valid) => {
                    text.push_str(valid);
                    return;
                }
                Err(error) => {
                    let (valid, rest) = bytes.split_at(error.valid_up_to());
                    if let Ok(valid) = std::str::from_utf8(valid) {
                        text.push_str(valid);
                    }
                    let Some(len) = error.error_len() else {
                        self.carry.extend_from_slice(rest);
                        return;
                    };
                    self.invalid(len, text);
                    bytes = &rest[len..];
                }
            }
        }
    }

    fn decode_utf16(&mut self, chunk: &[u8], text: &mut String, unit: fn([u8; 2]) -> u16) {
        let mut bytes = std::mem::take(&mut self.carry);
        bytes.extend_from_slice(chunk);
        let mut pairs = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).peekable();
        let mut n_used = 0;
        while let Some(first) = pairs.next() {
            n_used += 2;
            if !matches!(first, 0xD800..=0xDFFF) {
                text.push(char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER));
                continue;
            }
            let high = first < 0xDC00;
            if high && pairs.peek().is_none() {
                n_used -= 2; // Its second half may come with the next chunk.
                break;
            }
            match pairs.next_if(|second| high && matches!(second, 0xDC00..=0xDFFF)) {
                Some(second) => {
                    n_used += 2;
                    let point = 0x1_0000 + ((u32::from(first) - 0xD800) << 10) + (u32::from(second) - 0xDC00);
                    text.push(char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                None => self.invalid(2, text),
            }
        }
        self.carry = bytes[n_used..].to_vec();
    }

    fn invalid(&mut self, n_bytes: usize, text: &mut String) {
        self.n_invalid_bytes += n_bytes as u64;
        self.n_invalid += 1;
        text.push(char::REPLACEMENT_CHARACTER);
    }
}

/// Returns where an unfinished character at the end begins, or the length where there is none.
fn unfinished_from(bytes: &[u8]) -> usize {
    const LONGEST: usize = 3;
    let begins = |place: &usize| 0xC0 <= bytes[*place];
    let Some(place) = (bytes.len().saturating_sub(LONGEST)..bytes.len()).rev().find(begins) else {
        return bytes.len();
    };
    match std::str::from_utf8(&bytes[place..]) {
        Err(error) if error.valid_up_to() == 0 && error.error_len().is_none() => place,
        _ => bytes.len(),
    }
}

/// Counts control characters that are no white space. Written as sums over blocks of a fixed size, which become
/// vector instructions, because this sees every byte.
fn count_control(bytes: &[u8]) -> u64 {
    const BLOCK: usize = 192;
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let is_control = |byte: u8| {
        (u8::from(byte < 0x20) | u8::from(byte == 0x7F))
            & !(u8::from(byte == b'\n') | u8::from(byte == b'\r') | u8::from(byte == b'\t'))
    };
    // A count of at most the size of a block fits in a byte.
    let in_block = |block: &[u8]| block.iter().fold(0u8, |n, byte| n.wrapping_add(is_control(*byte)));
    let whole: u64 = blocks.iter().map(|block| u64::from(in_block(block))).sum();
    whole + u64::from(in_block(rest))
}

/// The characters of Windows-1252 from 0x80 to 0x9F; the five holes stay control characters, as browsers do.
const FROM_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn from_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => FROM_1252[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(encoding: Encoding, bytes: &[u8], step: usize) -> (String, u64) {
        let mut decoder = Decoder::new(encoding);
        let mut text = String::new();
        for chunk in bytes.chunks(step) {
            decoder.decode(chunk, &mut text);
        }
        decoder.finish(&mut text);
        (text, decoder.n_invalid_bytes)
    }

    #[test]
    fn chunks_of_any_size_give_the_same_text() {
        let bytes = "Ömer 👍🏽 \u{200e}é".as_bytes();
        for step in 1..=bytes.len() {
            assert_eq!(decoded(Encoding::Utf8, bytes, step), ("Ömer 👍🏽 \u{200e}é".to_owned(), 0));
        }
    }

    #[test]
    fn invalid_bytes_are_replaced_and_counted_whatever_the_chunks() {
        let bytes = b"a\xffb\xe2\x82c\xf0\x9f\x91";
        let whole = decoded(Encoding::Utf8, bytes, 100);
        assert_eq!(whole, ("a\u{fffd}b\u{fffd}c\u{fffd}".to_owned(), 6));
        for step in 1..bytes.len() {
            assert_eq!(decoded(Encoding::Utf8, bytes, step), whole);
        }
    }

    #[test]
    fn utf_16_is_read_with_its_surrogates_and_half_ones_are_counted() {
        let mut bytes: Vec<u8> = "\u{feff}Ja 👍".encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.extend([0x00, 0xD8, b'x', 0]);
        for step in 1..bytes.len() {
            assert_eq!(decoded(Encoding::Utf16Le, &bytes, step), ("\u{feff}Ja 👍\u{fffd}x".to_owned(), 2));
        }
    }

    #[test]
    fn utf_16_without_a_mark_is_seen_by_its_zeros() {
        let bytes: Vec<u8> = "23-03-2022 13:31 - Jan: Ja".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(Encoding::sniff(&bytes), Encoding::Utf16Be);
        assert_eq!(Encoding::sniff(b"23-03-2022 13:31 - Jan: Ja"), Encoding::Utf8);
    }

    #[test]
    fn windows_1252_has_its_own_upper_half() {
        assert_eq!(decoded(Encoding::Windows1252, b"\x80 12,50 caf\xe9", 3).0, "€ 12,50 café");
    }
}
