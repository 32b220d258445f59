//! Decides for one line whether it is a header of this file.

use jiff::civil::Date;
use zegel_model::DateOrder;

use crate::whatsapp::calendar::resolve;
use crate::whatsapp::fast::Fast;
use crate::whatsapp::header::{Era, Header, Padding, Shape, parse};

/// What is taken to be true of a file while it is read; the survey changes it until it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rules {
    /// The shapes of this file's own headers, the usual one first; empty means any.
    pub(super) shapes: Vec<Shape>,
    /// The order of the date fields.
    pub(super) order: DateOrder,
    /// How numbers below ten are written in each field, where the file is of one mind.
    pub(super) padding: [Option<Padding>; 3],
    /// Messages end in CR LF and lines inside them in LF, so a header never follows a bare LF.
    pub(super) crlf_border: bool,
    /// Senders of whom every line goes back in time by more than a day, and who are rare: somebody pasted a piece
    /// of another chat, in the very shape of this one.
    pub(super) quoted: Vec<String>,
    /// The byte that ends a line: LF, or CR in files of old Macs.
    pub(super) line_end: u8,
}

impl Rules {
    /// Returns rules under which every line that looks like a header is one.
    pub(super) fn open(line_end: u8) -> Self {
        Self {
            shapes: Vec::new(),
            order: DateOrder::Dmy,
            padding: [None; 3],
            crlf_border: false,
            quoted: Vec::new(),
            line_end,
        }
    }
}

/// What a line is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Verdict {
    /// Text of the message above.
    Text,
    /// A header, and its day.
    Header(Header, Date),
    /// The form of a header, but not of this file's.
    LookAlike(Header),
    /// The form of this file's headers, with a day or a time that does not exist.
    Impossible(Header),
}

/// The rules with what makes them quick.
pub(super) struct Grammar {
    pub(super) rules: Rules,
    fast: Option<Fast>,
    day: (DayKey, Option<Date>),
}

type DayKey = ([u16; 3], Era);

impl Grammar {
    pub(super) fn new(rules: Rules, fast: Option<Fast>) -> Self {
        Self { rules, fast, day: (([0; 3], Era::Common), None) }
    }

    /// Judges a line, which still has its line end; `after_crlf` says how the line above ended.
    #[inline]
    pub(super) fn judge(&mut self, line: &str, after_crlf: bool) -> Verdict {
        let quick = self.fast.as_mut().and_then(|fast| fast.parse(line.as_bytes()));
        let header = match quick {
            Some(header) => header,
            None => match self.parse_patiently(line) {
                Some(header) => header,
                None => return Verdict::Text,
            },
        };
        let quoted = !self.rules.quoted.is_empty() && self.is_quoted(&line[header.rest()..]);
        if !self.is_own(&header) || (self.rules.crlf_border && !after_crlf) || quoted {
            return Verdict::LookAlike(header);
        }
        let stamp = &header.stamp;
        let time_exists = stamp.hour < 24 && stamp.minute < 60 && stamp.second < 60;
        match self.day(stamp.fields, header.shape.era) {
            Some(day) if time_exists => Verdict::Header(header, day),
            _ => Verdict::Impossible(header),
        }
    }

    fn parse_patiently(&mut self, line: &str) -> Option<Header> {
        // Most lines of text begin with a letter and go no further than this.
        let bytes = line.as_bytes();
        let can_begin = match *bytes.first()? {
            b'0'..=b'9' | b'[' | 0x80.. => true,
            // An era before its year: R4.
            b'R' | b'H' | b'S' => bytes.get(1).is_some_and(u8::is_ascii_digit),
            _ => false,
        };
        if !can_begin {
            return None;
        }
        let parsed = parse(line)?;
        if self.rules.shapes.first() == Some(&parsed.header.shape) {
            match &mut self.fast {
                Some(fast) => fast.learn_tail(line, &parsed),
                None => self.fast = Fast::learn(line, &parsed),
            }
        }
        Some(parsed.header)
    }

    #[inline]
    fn is_own(&self, header: &Header) -> bool {
        let shapes = &self.rules.shapes;
        if shapes.is_empty() {
            return true;
        }
        let padding = &header.stamp.padding;
        let fits = |n: usize| {
            padding[n] == Padding::Silent || self.rules.padding[n].is_none_or(|rule| rule == padding[n])
        };
        (header.quick || shapes.contains(&header.shape)) && fits(0) && fits(1) && fits(2)
    }

    fn is_quoted(&self, rest: &str) -> bool {
        let behind = |name: &String| rest.strip_prefix(name.as_str());
        self.rules.quoted.iter().filter_map(behind).any(|rest| rest.starts_with(": "))
    }

    #[inline]
    fn day(&mut self, fields: [u16; 3], era: Era) -> Option<Date> {
        if self.day.0 != (fields, era) {
            self.day = ((fields, era), resolve(self.rules.order, fields, era));
        }
        self.day.1
    }
}
