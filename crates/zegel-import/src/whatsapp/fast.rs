//! The quick way through headers of a known shape: fixed bytes are compared, numbers are read, nothing else.
//!
//! It knows less than [`super::header`] on purpose: ASCII digits, date before time, the very bytes between the
//! fields that the file was seen to use. A line that it does not know goes the patient way.

use crate::whatsapp::header::{Half, Header, Padding, Places, Shape, Stamp, Style, YearPlace, to_24};

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
}

#[derive(Debug, Clone)]
struct Tail {
    bytes: Box<[u8]>,
    half: Option<Half>,
    us_half: bool,
}

impl Fast {
    /// Learns the bytes from a header that was read the patient way; `None` where they do not suffice.
    pub(super) fn learn(line: &str, header: &Header) -> Option<Self> {
        let shape = header.shape;
        if shape.time_first || !shape.separator.is_ascii() || !shape.time_separator.is_ascii() {
            return None;
        }
        let join = line.get(header.places.date_end..header.places.time_start)?;
        let mut fast = Self {
            shape,
            separator: u8::try_from(shape.separator).ok()?,
            time_separator: u8::try_from(shape.time_separator).ok()?,
            join: join.as_bytes().into(),
            tails: Vec::new(),
        };
        fast.learn_tail(line, header);
        // Only what gives the same answer is used.
        let again = fast.parse(line.as_bytes())?;
        (again.stamp == header.stamp && again.rest == header.rest).then_some(fast)
    }

    /// Learns one more way to end a header of the same shape.
    pub(super) fn learn_tail(&mut self, line: &str, header: &Header) {
        let Some(tail) = line.get(header.places.time_end..header.rest) else { return };
        // A mark without width between the fields, or a header at the end of its line, is not worth learning.
        let plain = tail.ends_with(' ') && !tail.ends_with("\u{feff}");
        let known = self.tails.iter().any(|one| *one.bytes == *tail.as_bytes());
        if plain && !known && self.tails.len() < MAX_TAILS && header.shape == self.shape {
            self.tails.push(Tail {
                bytes: tail.as_bytes().into(),
                half: header.places.half,
                us_half: header.us_half,
            });
        }
    }

    /// Reads a header of the learned shape.
    #[inline]
    pub(super) fn parse(&self, line: &[u8]) -> Option<Header> {
        let mut at = skip_marks(line);
        let lead_mark = 0 < at;
        if self.shape.style == Style::Bracket {
            if *line.get(at)? != b'[' {
                return None;
            }
            at += 1;
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
        let date_end = at;
        if !fits || !line.get(at..)?.starts_with(&self.join) {
            return None;
        }
        at += self.join.len();
        let time_start = at;
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
        let time_end = at;
        let tail = self.tails.iter().find(|tail| line[at..].starts_with(&tail.bytes))?;
        at += tail.bytes.len();
        if line[at..].starts_with("\u{feff}".as_bytes()) {
            return None;
        }
        let hour = u8::try_from(hour).ok()?;
        Some(Header {
            shape: self.shape,
            stamp: Stamp {
                fields: [a, b, c],
                padding: [Padding::of(a, a_digits), Padding::of(b, b_digits), Padding::of(c, c_digits)],
                hour: tail.half.map_or(hour, |half| to_24(hour, half)),
                minute,
                second,
            },
            rest: at,
            lead_mark,
            places: Places { date_end, time_start, time_end, half: tail.half },
            us_half: tail.us_half,
        })
    }
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
            let header = parse(line).unwrap();
            let fast = Fast::learn(line, &header).unwrap();
            let again = fast.parse(line.as_bytes()).unwrap();
            assert_eq!(
                (again.stamp, again.rest, again.shape),
                (header.stamp, header.rest, header.shape),
                "{line}"
            );
        }
    }
}
