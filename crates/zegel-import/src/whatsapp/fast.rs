//! The quick way through headers of a known shape: fixed bytes are compared, numbers are read, nothing else.
//!
//! It knows less than [`super::header`] on purpose: ASCII digits, date before time, the very bytes between the
//! fields that the file was seen to use. A line that it does not know goes the patient way.

use crate::whatsapp::header::{Half, Header, Padding, Parsed, Shape, Stamp, Style, YearPlace, to_24};

/// More ways to end a header than this are not learned; three are usual (AM, PM, none).
const MAX_TAILS: usize = 6;

/// The bytes of one shape of header.
#[derive(Debug, Clone)]
pub(super) struct Fast {
    shape: Shape,
    separator: u8,
    time_separator: u8,
    join: Box<[u8]>,
    tails: Vec<Tail>,
    template: Option<Template>,
    /// The last line was read by the template.
    pub(super) by_template: bool,
}

#[derive(Debug, Clone)]
struct Tail {
    bytes: Box<[u8]>,
    half: Option<Half>,
    us_half: bool,
}

impl Fast {
    /// Learns the bytes from a header that was read the patient way; `None` where they do not suffice.
    pub(super) fn learn(line: &str, parsed: &Parsed) -> Option<Self> {
        let shape = parsed.header.shape;
        if shape.time_first || !shape.separator.is_ascii() || !shape.time_separator.is_ascii() {
            return None;
        }
        let join = line.get(parsed.places.date_end..parsed.places.time_start)?;
        let mut fast = Self {
            shape,
            separator: u8::try_from(shape.separator).ok()?,
            time_separator: u8::try_from(shape.time_separator).ok()?,
            join: join.as_bytes().into(),
            tails: Vec::new(),
            template: None,
            by_template: false,
        };
        fast.learn_tail(line, parsed);
        // Only what gives the same answer is used.
        let again = fast.parse(line.as_bytes())?;
        if again.stamp != parsed.header.stamp || again.rest() != parsed.header.rest() {
            return None;
        }
        fast.template = Template::learn(line.as_bytes(), &again);
        Some(fast)
    }

    /// Learns one more way to end a header of the same shape.
    pub(super) fn learn_tail(&mut self, line: &str, parsed: &Parsed) {
        let Some(tail) = line.get(parsed.places.time_end..parsed.header.rest()) else { return };
        // A mark without width between the fields, or a header at the end of its line, is not worth learning.
        let plain = tail.ends_with(' ') && !tail.ends_with("\u{feff}");
        let known = self.tails.iter().any(|one| *one.bytes == *tail.as_bytes());
        if plain && !known && self.tails.len() < MAX_TAILS && parsed.header.shape == self.shape {
            self.tails.push(Tail {
                bytes: tail.as_bytes().into(),
                half: parsed.places.half,
                us_half: parsed.header.us_half,
            });
        }
    }

    /// Reads a header of the learned shape.
    #[inline]
    pub(super) fn parse(&mut self, line: &[u8]) -> Option<Header> {
        let start = skip_marks(line);
        self.by_template = false;
        if let Some(template) = &mut self.template
            && let Some(stamp) = template.parse(&line[start..])
        {
            self.by_template = true;
            let header = Header::new(self.shape, stamp, start + template.len)?;
            return Some(Header { lead_mark: 0 < start, quick: true, ..header });
        }
        self.parse_fields(line, start)
    }

    /// Reads a header that differs from the last one that the template read in its time only.
    #[inline]
    pub(super) fn parse_again(&self, line: &[u8]) -> Option<Again> {
        // All marks begin with a byte beyond ASCII.
        let start = if line.first()?.is_ascii() { 0 } else { skip_marks(line) };
        let template = self.template.as_ref()?;
        let time = template.parse_again(&line[start..])?;
        let rest = u32::try_from(start + template.len).ok()?;
        Some(Again { time, rest, lead_mark: 0 < start })
    }

    /// Returns the shape that was learned.
    pub(super) fn shape(&self) -> Shape {
        self.shape
    }

    fn parse_fields(&self, line: &[u8], start: usize) -> Option<Header> {
        let mut at = start;
        if self.shape.style == Style::Bracket {
            expect(line, &mut at, b'[')?;
        }
        let (a, a_digits) = number(line, &mut at)?;
        expect(line, &mut at, self.separator)?;
        let (b, b_digits) = number(line, &mut at)?;
        expect(line, &mut at, self.separator)?;
        let (c, c_digits) = number(line, &mut at)?;
        let fits = match self.shape.year {
            YearPlace::First => a_digits == 4 && b_digits <= 2 && c_digits <= 2,
            YearPlace::Last => a_digits <= 2 && b_digits <= 2 && c_digits == 4,
            YearPlace::Unknown => a_digits <= 2 && b_digits <= 2 && c_digits <= 2,
        };
        if !fits || !line.get(at..)?.starts_with(&self.join) {
            return None;
        }
        at += self.join.len();
        let (hour, hour_digits) = number(line, &mut at)?;
        if 2 < hour_digits {
            return None;
        }
        expect(line, &mut at, self.time_separator)?;
        let minute = two_digits(line, &mut at)?;
        let mut second = 0;
        if self.shape.has_seconds {
            expect(line, &mut at, self.time_separator)?;
            second = two_digits(line, &mut at)?;
        }
        let tail = self.tails.iter().find(|tail| line[at..].starts_with(&tail.bytes))?;
        at += tail.bytes.len();
        if line[at..].starts_with("\u{feff}".as_bytes()) {
            return None;
        }
        let hour = u8::try_from(hour).ok()?;
        let stamp = Stamp {
            fields: [a, b, c],
            padding: [Padding::of(a, a_digits), Padding::of(b, b_digits), Padding::of(c, c_digits)],
            hour: tail.half.map_or(hour, |half| to_24(hour, half)),
            minute,
            second,
        };
        let header = Header::new(self.shape, stamp, at)?;
        Some(Header { lead_mark: 0 < start, us_half: tail.us_half, quick: true, ..header })
    }
}

/// What a header says beside what the last one said: its time (hour, minute, second), where the sender or the text
/// begins, and whether a mark stands before it.
pub(super) struct Again {
    pub(super) time: [u8; 3],
    pub(super) rest: u32,
    pub(super) lead_mark: bool,
}

/// A header in which every digit has its place, as most phones write it: three words of eight bytes are compared
/// at once.
#[derive(Debug, Clone)]
struct Template {
    len: usize,
    /// Bytes that must be there, and where.
    fixed: [u64; 3],
    fixed_mask: [u64; 3],
    digit_mask: [u64; 3],
    /// Where each field begins, and whether it has four digits.
    fields: [(usize, bool); 3],
    hour: usize,
    minute: usize,
    second: Option<usize>,
    /// Where the digits of the date are.
    date_mask: [u64; 3],
    /// Where the digits of the time are.
    time_mask: [u64; 3],
    /// The header that was read last: most are of the same day.
    last: [u64; 3],
    last_fields: ([u16; 3], [Padding; 3]),
}

const TEMPLATE_BYTES: usize = 24;

impl Template {
    /// Learns the places from a line; `None` when a field is written with one digit, or a mark of the half of the
    /// day is there.
    fn learn(line: &[u8], header: &Header) -> Option<Self> {
        let start = skip_marks(line);
        let len = header.rest().checked_sub(start)?;
        let bytes = line.get(start..start + len)?;
        if TEMPLATE_BYTES < len || header.shape.has_half {
            return None;
        }
        // Runs of digits, in order: three fields, hour, minute, perhaps second.
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (place, byte) in bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
            match runs.last_mut() {
                Some((start, len)) if *start + *len == place => *len += 1,
                _ => runs.push((place, 1)),
            }
            debug_assert!(byte.is_ascii_digit());
        }
        let two_or_year = |(place, len): (usize, usize)| (len == 2 || len == 4).then_some((place, len == 4));
        let two = |(place, len): (usize, usize)| (len == 2).then_some(place);
        let fields = [two_or_year(*runs.first()?)?, two_or_year(*runs.get(1)?)?, two_or_year(*runs.get(2)?)?];
        let second = if header.shape.has_seconds { Some(two(*runs.get(5)?)?) } else { None };
        let (mut fixed, mut digits) = ([0u8; TEMPLATE_BYTES], [0u8; TEMPLATE_BYTES]);
        let (mut fixed_mask, mut dates) = ([0u8; TEMPLATE_BYTES], [0u8; TEMPLATE_BYTES]);
        for (place, is_year) in fields {
            dates[place..place + if is_year { 4 } else { 2 }].fill(0xFF);
        }
        for (place, byte) in bytes.iter().enumerate() {
            match byte.is_ascii_digit() {
                true => digits[place] = 0xFF,
                false => (fixed[place], fixed_mask[place]) = (*byte, 0xFF),
            }
        }
        let (digit_mask, date_mask) = (words(&digits), words(&dates));
        Some(Self {
            len,
            fixed: words(&fixed),
            fixed_mask: words(&fixed_mask),
            digit_mask,
            fields,
            hour: two(*runs.get(3)?)?,
            minute: two(*runs.get(4)?)?,
            second,
            date_mask,
            time_mask: [0, 1, 2].map(|place| digit_mask[place] & !date_mask[place]),
            // No header has only zeros, so the first one is always read.
            last: [0; 3],
            last_fields: ([0; 3], [Padding::Silent; 3]),
        })
    }

    #[inline]
    fn parse(&mut self, line: &[u8]) -> Option<Stamp> {
        let bytes = line.first_chunk::<TEMPLATE_BYTES>()?;
        let words = words(bytes);
        let wrong_at = |place: usize| {
            ((words[place] ^ self.fixed[place]) & self.fixed_mask[place])
                | no_digits(words[place], self.digit_mask[place])
        };
        let wrong = wrong_at(0) | wrong_at(1) | wrong_at(2);
        // What follows the header may be the mark that an editor left; the patient way knows it.
        if wrong != 0 || line.get(self.len) == Some(&0xEF) {
            return None;
        }
        let changed = |place: usize| (words[place] ^ self.last[place]) & self.date_mask[place];
        if changed(0) | changed(1) | changed(2) != 0 {
            self.last = words;
            self.last_fields = self.read_fields(bytes);
        }
        let (fields, padding) = self.last_fields;
        let [hour, minute, second] = self.read_time(bytes);
        Some(Stamp { fields, padding, hour, minute, second })
    }

    /// Returns the time of a header that has the date of the last one; it is compared together with the fixed bytes.
    #[inline]
    fn parse_again(&self, line: &[u8]) -> Option<[u8; 3]> {
        let bytes = line.first_chunk::<TEMPLATE_BYTES>()?;
        let words = words(bytes);
        let wrong_at = |place: usize| {
            let same = self.fixed_mask[place] | self.date_mask[place];
            ((words[place] ^ self.last[place]) & same) | no_digits(words[place], self.time_mask[place])
        };
        let wrong = wrong_at(0) | wrong_at(1) | wrong_at(2);
        (wrong == 0 && line.get(self.len) != Some(&0xEF)).then(|| self.read_time(bytes))
    }

    #[inline]
    fn read_time(&self, bytes: &[u8; TEMPLATE_BYTES]) -> [u8; 3] {
        // Each place is learned from a header of at most so many bytes, and has two digits.
        let two = |place: usize| {
            let place = place.min(TEMPLATE_BYTES - 2);
            (bytes[place] & 15) * 10 + (bytes[place + 1] & 15)
        };
        [two(self.hour), two(self.minute), self.second.map_or(0, two)]
    }

    fn read_fields(&self, bytes: &[u8; TEMPLATE_BYTES]) -> ([u16; 3], [Padding; 3]) {
        let two = |place: usize| u16::from(bytes[place] & 15) * 10 + u16::from(bytes[place + 1] & 15);
        let fields = self.fields.map(|(place, is_year)| match is_year {
            true => two(place) * 100 + two(place + 2),
            false => two(place),
        });
        (fields, fields.map(|value| Padding::of(value, 2)))
    }
}

/// Returns zero when all bytes of a word under the mask are ASCII digits.
#[inline]
fn no_digits(word: u64, mask: u64) -> u64 {
    const ZEROS: u64 = 0x3030_3030_3030_3030;
    const TO_SIGN: u64 = 0x7676_7676_7676_7676;
    const SIGNS: u64 = 0x8080_8080_8080_8080;
    // A digit becomes 0 to 9; anything larger reaches the sign bit when 0x76 is added.
    let digit = (word ^ ZEROS) & mask;
    (digit.wrapping_add(TO_SIGN) | digit) & SIGNS & mask
}

#[inline]
fn words(bytes: &[u8; TEMPLATE_BYTES]) -> [u64; 3] {
    let (eights, _) = bytes.as_chunks::<8>();
    [u64::from_le_bytes(eights[0]), u64::from_le_bytes(eights[1]), u64::from_le_bytes(eights[2])]
}

/// Returns how many bytes of U+200E, U+200F and U+FEFF stand at the beginning.
#[inline]
fn skip_marks(line: &[u8]) -> usize {
    let mut at = 0;
    while let Some(mark) = line.get(at..at + 3) {
        if !matches!(mark, [0xE2, 0x80, 0x8E | 0x8F] | [0xEF, 0xBB, 0xBF]) {
            break;
        }
        at += 3;
    }
    at
}

#[inline]
fn number(line: &[u8], at: &mut usize) -> Option<(u16, u8)> {
    let (mut value, mut n_digits) = (0u16, 0u8);
    while let Some(byte) = line.get(*at) {
        let digit = byte.wrapping_sub(b'0');
        if 9 < digit {
            break;
        }
        if n_digits == 4 {
            return None;
        }
        value = value * 10 + u16::from(digit);
        n_digits += 1;
        *at += 1;
    }
    (0 < n_digits).then_some((value, n_digits))
}

#[inline]
fn two_digits(line: &[u8], at: &mut usize) -> Option<u8> {
    let pair = line.get(*at..*at + 2)?;
    let (tens, ones) = (pair[0].wrapping_sub(b'0'), pair[1].wrapping_sub(b'0'));
    if 9 < tens || 9 < ones || line.get(*at + 2).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    *at += 2;
    Some(tens * 10 + ones)
}

#[inline]
fn expect(line: &[u8], at: &mut usize, byte: u8) -> Option<()> {
    (*line.get(*at)? == byte).then(|| *at += 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whatsapp::header::parse;

    #[test]
    fn what_is_learned_gives_the_same_answer() {
        for line in [
            "23-03-2022 13:31 - Jan: hoi\n",
            "\u{200e}[23-03-2022, 13:31:05] Jan: hoi\r\n",
            "3/23/22, 1:31\u{202f}PM - Jan: hoi\n",
            "2022/03/23, 1:31 pm - Jan: hoi\n",
        ] {
            let parsed = parse(line).unwrap();
            let header = parsed.header;
            let mut fast = Fast::learn(line, &parsed).unwrap();
            let again = fast.parse(line.as_bytes()).unwrap();
            assert_eq!(
                (again.stamp, again.rest, again.shape),
                (header.stamp, header.rest, header.shape),
                "{line}"
            );
        }
    }
}
