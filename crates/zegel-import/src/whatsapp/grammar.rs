//! Decides for one line whether it is a header of this file.

use jiff::civil::Date;
use zegel_model::DateOrder;

use crate::whatsapp::calendar::resolve;
use crate::whatsapp::fast::{Again, Fast};
use crate::whatsapp::header::{Era, Header, Padding, Shape, may_be_header, parse};

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
    /// The day of the header that was judged last, where the next one may be judged by it.
    again: Option<Date>,
}

type DayKey = ([u16; 3], Era);

impl Grammar {
    pub(super) fn new(rules: Rules, fast: Option<Fast>) -> Self {
        Self { rules, fast, day: (([0; 3], Era::Common), None), again: None }
    }

    /// Judges a line that is a header of this file and differs from the one that was judged last in its time only,
    /// as most headers do: then what was found of that one holds. `None` says nothing; [`Self::judge`] does.
    #[inline]
    pub(super) fn judge_again(&self, line: &[u8], after_crlf: bool) -> Option<(Again, Date)> {
        let day = self.again?;
        let again = self.fast.as_ref()?.parse_again(line)?;
        let [hour, minute, second] = again.time;
        let time_exists = hour < 24 && minute < 60 && second < 60;
        (time_exists && (after_crlf || !self.rules.crlf_border)).then_some((again, day))
    }

    /// Returns true when the headers of the quick way have seconds.
    #[inline]
    pub(super) fn has_seconds(&self) -> bool {
        self.fast.as_ref().is_some_and(|fast| fast.shape().has_seconds)
    }

    /// Judges a line, which still has its line end; `after_crlf` says how the line above ended.
    pub(super) fn judge(&mut self, line: &str, after_crlf: bool) -> Verdict {
        // Most lines of text begin with a letter and go no further than this.
        if !may_be_header(line.as_bytes()) {
            return Verdict::Text;
        }
        let verdict = self.judge_header(line, after_crlf);
        let by_template = self.fast.as_ref().is_some_and(|fast| fast.by_template);
        match verdict {
            Verdict::Header(_, day) if by_template && self.rules.quoted.is_empty() => self.again = Some(day),
            Verdict::Text => {}
            _ => self.again = None,
        }
        verdict
    }

    fn judge_header(&mut self, line: &str, after_crlf: bool) -> Verdict {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Lines that are headers, nearly headers, and neither.
    fn line() -> impl Strategy<Value = String> {
        let android =
            "\u{200e}?[0-3]?[0-9]-0[1-2]-202[2-3] [0-2]?[0-9]:[0-6][0-9] - (\u{feff})?(Jan: hoi dan|x)\n";
        let ios = "\u{200e}?\\[[0-3]?[0-9]-0[1-2]-202[2-3],? [0-2][0-9]:[0-6][0-9]:[0-6][0-9]\\] Jan: (\u{200e}hoi|x)\r?\n";
        let text = "[0-9RHSa-c\\[é]{0,5}[-/.: h][0-9 h]{0,4}[a-z:-]{0,3}[0-9]{0,3}\n";
        prop_oneof![4 => android, 4 => ios, 2 => text]
    }

    fn told(verdict: &Verdict) -> Option<(Option<Date>, crate::whatsapp::header::Stamp, usize, bool)> {
        match verdict {
            Verdict::Text => None,
            Verdict::Header(header, day) => Some((Some(*day), header.stamp, header.rest(), header.lead_mark)),
            Verdict::LookAlike(header) | Verdict::Impossible(header) => {
                Some((None, header.stamp, header.rest(), header.lead_mark))
            }
        }
    }

    proptest! {
        #[test]
        fn the_quick_ways_give_the_verdict_of_the_patient_way(
            first in line(), lines in prop::collection::vec(line(), 1..60), crlf_border in any::<bool>()
        ) {
            let mut rules = Rules { crlf_border, ..Rules::open(b'\n') };
            rules.shapes.extend(parse(&first).map(|parsed| parsed.header.shape));
            let mut quick = Grammar::new(rules.clone(), None);
            for (line, after_crlf) in lines.iter().zip([true, true, true, false].into_iter().cycle()) {
                // A grammar that has seen nothing knows no quick way.
                let patient = told(&Grammar::new(rules.clone(), None).judge(line, after_crlf));
                match quick.judge_again(line.as_bytes(), after_crlf) {
                    Some((again, day)) => {
                        let (patient_day, stamp, rest, lead_mark) = patient.unwrap();
                        prop_assert_eq!(Some(day), patient_day);
                        prop_assert_eq!(again.time, [stamp.hour, stamp.minute, stamp.second]);
                        prop_assert_eq!((again.rest as usize, again.lead_mark), (rest, lead_mark));
                    }
                    None => prop_assert_eq!(told(&quick.judge(line, after_crlf)), patient),
                }
            }
        }

        #[test]
        fn what_may_be_no_header_is_none(line in prop_oneof![line(), "[0-9RHS\\[]{0,5}[-/.: h]{0,2}[0-9 hr]{0,4}[-/.:][0-9]{1,4}[ ,]{1,2}[0-9]{1,2}:[0-9]{2} - x"]) {
            prop_assert!(may_be_header(line.as_bytes()) || parse(&line).is_none());
        }
    }
}
