//! The beginning of a line with everything that does not count taken out: marks, kinds of spaces, kinds of digits.

/// No header is longer than this, counted in characters that count.
const MAX_CHARS: usize = 80;

/// The first characters of a line, made plain, each with where it ends in the line.
pub(super) struct Scan {
    chars: [char; MAX_CHARS],
    ends: [u16; MAX_CHARS],
    len: usize,
    /// How far it is read.
    pub(super) at: usize,
    /// True when an invisible mark stands before the first character.
    pub(super) lead_mark: bool,
}

impl Scan {
    /// Scans a line, or returns `None` when its first character cannot begin a header.
    pub(super) fn new(line: &str) -> Option<Self> {
        let first = line.chars().find(|c| !is_mark(*c))?;
        if !begins_header(plain(first)) {
            return None;
        }
        let mut scan =
            Self { chars: ['\0'; MAX_CHARS], ends: [0; MAX_CHARS], len: 0, at: 0, lead_mark: false };
        for (place, c) in line.char_indices() {
            if is_mark(c) {
                scan.lead_mark |= scan.len == 0;
                continue;
            }
            let plain = plain(c);
            if scan.len == MAX_CHARS || plain == '\n' {
                break;
            }
            scan.chars[scan.len] = plain;
            scan.ends[scan.len] = u16::try_from(place + c.len_utf8()).ok()?;
            scan.len += 1;
        }
        Some(scan)
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.chars[..self.len].get(self.at).copied()
    }

    pub(super) fn rest(&self) -> &[char] {
        &self.chars[self.at.min(self.len)..self.len]
    }

    /// Returns where in the line the characters that were read end, marks behind them not included.
    pub(super) fn end_in_line(&self) -> usize {
        match self.at {
            0 => 0,
            at => usize::from(self.ends[at - 1]),
        }
    }

    pub(super) fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    pub(super) fn take_any(&mut self, of: &[char]) -> Option<char> {
        let c = self.peek().filter(|c| of.contains(c))?;
        self.at += 1;
        Some(c)
    }

    pub(super) fn spaces(&mut self) -> usize {
        let from = self.at;
        while self.take(' ') {}
        self.at - from
    }

    /// Takes a text, ASCII case ignored.
    pub(super) fn take_text(&mut self, text: &str) -> bool {
        let rest = self.rest();
        let mut n = 0;
        for wanted in text.chars() {
            if !rest.get(n).is_some_and(|c| c.eq_ignore_ascii_case(&wanted)) {
                return false;
            }
            n += 1;
        }
        self.at += n;
        true
    }

    /// Takes a number of at most four digits: its value and how many digits.
    pub(super) fn number(&mut self) -> Option<(u16, u8)> {
        let (mut value, mut n_digits) = (0u16, 0u8);
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            if n_digits == 4 {
                return None;
            }
            value = value * 10 + u16::try_from(digit).ok()?;
            n_digits += 1;
            self.at += 1;
        }
        (0 < n_digits).then_some((value, n_digits))
    }

    /// Takes a number of exactly two digits, or of one where `short` allows it.
    pub(super) fn two_digits(&mut self) -> Option<u8> {
        let (value, n_digits) = self.number()?;
        (n_digits == 2).then_some(value).and_then(|value| u8::try_from(value).ok())
    }
}

fn begins_header(c: char) -> bool {
    // A digit or a bracket; a letter only where an era stands before its year (R4, 令和4).
    c.is_ascii_digit() || matches!(c, '[' | 'R' | 'H' | 'S' | '令' | '平' | '昭' | '民')
}

/// Returns true for marks without width that the app or an editor puts between characters.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn plain(c: char) -> char {
    match c {
        '\0'..='\x7F' => c,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        other => digit(other).unwrap_or(other),
    }
}

/// Returns the ASCII digit of a decimal digit of another script.
fn digit(c: char) -> Option<char> {
    /// Zeros of the blocks in which phones write dates: Arabic, Persian, N'Ko, the scripts of India, Thai, Lao,
    /// Tibetan, Burmese, Khmer, Mongolian, and the wide forms of East Asia.
    const ZEROS: [u32; 20] = [
        0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
        0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0xFF10,
    ];
    let point = u32::from(c);
    let zero = ZEROS.iter().rev().find(|zero| **zero <= point)?;
    char::from_digit(point - zero, 10)
}
