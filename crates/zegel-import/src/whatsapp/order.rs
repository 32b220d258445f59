//! Decides once per file which field of a date is the day, and says why.
//!
//! The rules, in this order: what the user says; the year in front; values that only one order allows; the
//! separator; the order of the lines; dates inside the names of media; and, as hints, the American way of writing
//! and the language. Where nothing decides, the answer is "ambiguous" and the user must be asked: a silent guess
//! would put a decision on the wrong day.

use jiff::civil::Date;
use zegel_model::{DateOrder, DateOrderCertainty};

use crate::whatsapp::calendar::{ORDERS, day_number, resolve};
use crate::whatsapp::header::{Era, Header, Padding, YearPlace};

/// WhatsApp began in 2009; an earlier year is a sign of a wrong order.
const FIRST_YEAR: i16 = 2009;

/// What all headers of a file say about the order of their fields.
pub(super) struct Evidence {
    n_headers: u64,
    /// Per order: headers whose day does not exist.
    invalid: [u64; 4],
    /// Per order: headers with a year before 2009 or after the day of reading.
    implausible: [u64; 4],
    /// Per order: steps back of more than a day.
    back: [u64; 4],
    /// Per order: days travelled, back and forth.
    travel: [u64; 4],
    /// Per order: media names whose date fits.
    media: [u64; 4],
    n_days: u64,
    last: ([u16; 3], Era),
    last_days: [Option<Date>; 4],
    /// The first header is the notice of encryption, which often has a later time than what follows.
    n_changes: u64,
    /// Headers of which the day is counted.
    n_counted: u64,
    is_open: bool,
    separator: char,
    year: YearPlace,
    n_bare: u64,
    n_us_half: u64,
    two_digit_year_first_possible: bool,
    /// The day after the day of reading: a phone may be in a zone that is ahead.
    last_plausible: Date,
    /// What the last day adds to `invalid` and `implausible`, per order.
    now_invalid: [u64; 4],
    now_implausible: [u64; 4],
}

/// The order that was decided, how surely, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) order: DateOrder,
    pub(super) certainty: DateOrderCertainty,
    pub(super) reason: String,
}

impl Evidence {
    pub(super) fn new(today: Date) -> Self {
        Self {
            n_headers: 0,
            invalid: [0; 4],
            implausible: [0; 4],
            back: [0; 4],
            travel: [0; 4],
            media: [0; 4],
            n_days: 0,
            last: ([0; 3], Era::Common),
            last_days: [None; 4],
            n_changes: 0,
            n_counted: 0,
            is_open: true,
            separator: '/',
            year: YearPlace::Unknown,
            n_bare: 0,
            n_us_half: 0,
            two_digit_year_first_possible: true,
            last_plausible: today.tomorrow().unwrap_or(today),
            now_invalid: [0; 4],
            now_implausible: [0; 4],
        }
    }

    /// Takes one header.
    #[inline]
    pub(super) fn add(&mut self, header: &Header) {
        let key = (header.stamp.fields, header.shape.era);
        if self.last != key || self.n_headers == 0 {
            self.close_day();
            self.add_day(header, key);
        }
        self.n_headers += 1;
        self.n_us_half += u64::from(header.us_half);
    }

    /// Takes one more header with the date of the last one, and without a mark for the half of the day.
    #[inline]
    pub(super) fn add_again(&mut self) {
        self.n_headers += 1;
    }

    /// Counts the headers of the last day, all at once: they say the same.
    fn close_day(&mut self) {
        let n = self.n_headers - self.n_counted;
        self.n_counted = self.n_headers;
        for place in 0..4 {
            self.invalid[place] += n * self.now_invalid[place];
            self.implausible[place] += n * self.now_implausible[place];
        }
        self.is_open = 1 < self.survivors().len();
    }

    fn is_implausible(&self, day: Date) -> bool {
        day.year() < FIRST_YEAR || self.last_plausible < day
    }

    fn add_day(&mut self, header: &Header, key: ([u16; 3], Era)) {
        if self.n_headers == 0 {
            (self.separator, self.year) = (header.shape.separator, header.shape.year);
        }
        // Both the month and the day would have a leading zero if the year of two digits stood in front.
        self.two_digit_year_first_possible &= header.stamp.padding[0] != Padding::Bare;
        self.n_bare += u64::from(header.stamp.padding[..2].contains(&Padding::Bare));
        self.last = key;
        self.n_days += 1;
        self.n_changes += 1;
        for (place, order) in ORDERS.into_iter().enumerate() {
            let day = resolve(order, key.0, key.1);
            if let (Some(before), Some(after), true) = (self.last_days[place], day, 2 < self.n_changes) {
                let step = day_number(after) - day_number(before);
                self.back[place] += u64::from(step < -1);
                self.travel[place] += u64::from(step.unsigned_abs());
            }
            self.last_days[place] = day;
            self.now_invalid[place] = u64::from(day.is_none());
            self.now_implausible[place] = u64::from(day.is_some_and(|day| self.is_implausible(day)));
        }
    }

    /// Takes the date in the name of a file beside the day of the message that names it, as read in the order that was
    /// taken: a file is never newer than the message that sends it for the first time, and usually of the same day.
    pub(super) fn add_media(&mut self, day: Date, taken: DateOrder, name_day: Date) {
        let fields = self.fields_of(day, taken);
        for (place, order) in ORDERS.into_iter().enumerate() {
            let Some(day) = fields.and_then(|fields| resolve(order, fields, Era::Common)) else { continue };
            let age = day_number(day) - day_number(name_day);
            self.media[place] += u64::from((-1..=1).contains(&age));
        }
    }

    /// Returns the fields that were read as this day.
    fn fields_of(&self, day: Date, taken: DateOrder) -> Option<[u16; 3]> {
        let full = u16::try_from(day.year()).ok()?;
        let year = if self.year == YearPlace::Unknown { full % 100 } else { full };
        let (month, day) = (u16::from(day.month().unsigned_abs()), u16::from(day.day().unsigned_abs()));
        Some(match taken {
            DateOrder::Dmy => [day, month, year],
            DateOrder::Mdy => [month, day, year],
            DateOrder::Ymd => [year, month, day],
            DateOrder::Ydm => [year, day, month],
        })
    }

    /// Returns true while values alone leave more than one order.
    #[inline]
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Returns the orders that the place of the year and the values leave, by how likely they are.
    fn survivors(&self) -> Vec<usize> {
        const DMY: usize = 0;
        const MDY: usize = 1;
        const YMD: usize = 2;
        const YDM: usize = 3;
        let candidates: &[usize] = match self.year {
            YearPlace::First => &[YMD, YDM],
            YearPlace::Last => &[DMY, MDY],
            YearPlace::Unknown if self.two_digit_year_first_possible => &[DMY, MDY, YMD, YDM],
            YearPlace::Unknown => &[DMY, MDY],
        };
        let bad = |place: &usize| self.invalid[*place] + self.implausible[*place];
        let least = candidates.iter().map(bad).min().unwrap_or(0);
        let mut left: Vec<usize> = candidates.iter().copied().filter(|place| bad(place) == least).collect();
        // No phone writes year, day, month; only a test generator does. It is believed when nothing else fits.
        if 1 < left.len() {
            left.retain(|place| *place != YDM);
        }
        left
    }

    /// Decides.
    pub(super) fn decide(&mut self, stated: Option<DateOrder>, language: Option<&str>) -> Decision {
        self.close_day();
        if let Some(order) = stated {
            return decision(order, DateOrderCertainty::Certain, "the user stated it".to_owned());
        }
        let left = self.survivors();
        if let [only] = left.as_slice() {
            return decision(ORDERS[*only], DateOrderCertainty::Certain, self.reason_of_values(*only));
        }
        self.by_separator(&left)
            .or_else(|| self.by_lines(&left))
            .or_else(|| self.by_media(&left))
            .or_else(|| self.by_hints(&left, language))
            .unwrap_or_else(|| {
                let first = left.first().copied().unwrap_or(0);
                let reason = format!(
                    "nothing decides: each of the {} headers allows {} orders, and neither the order of the lines, \
                     nor a media name, nor the way of writing tells them apart",
                    self.n_headers,
                    left.len()
                );
                decision(ORDERS[first], DateOrderCertainty::Ambiguous, reason)
            })
    }

    fn reason_of_values(&self, only: usize) -> String {
        let others = self.n_headers - self.invalid[only];
        match self.year {
            YearPlace::First if ORDERS[only] == DateOrder::Ymd => "the year stands first".to_owned(),
            _ => format!("in the {others} headers there are values that allow no other order"),
        }
    }

    fn by_separator(&self, left: &[usize]) -> Option<Decision> {
        let dash = self.separator == '-' && self.year == YearPlace::Last;
        let point = self.separator == '.';
        let dmy = left.contains(&0).then_some(DateOrder::Dmy)?;
        let what = match (dash, point) {
            (true, _) => "dashes with a year of four digits at the end are written day first",
            (_, true) => "points between the fields are written day first",
            _ => return None,
        };
        Some(decision(dmy, DateOrderCertainty::Inferred, what.to_owned()))
    }

    fn by_lines(&self, left: &[usize]) -> Option<Decision> {
        if self.n_days < 2 {
            return None;
        }
        let fewest = left.iter().map(|place| self.back[*place]).min()?;
        let best: Vec<usize> = left.iter().copied().filter(|place| self.back[*place] == fewest).collect();
        if let [only] = best.as_slice() {
            let reason = format!(
                "in this order the lines go back by more than a day {fewest} times, in another order more often"
            );
            return Some(decision(ORDERS[*only], DateOrderCertainty::Inferred, reason));
        }
        // A chat does not jump a year between all its days: tells a year in front from a year at the end.
        const MUCH: u64 = 20;
        let years = best.iter().any(|place| 2 <= *place) && best.iter().any(|place| *place < 2);
        let nearest = *best.iter().min_by_key(|place| self.travel[**place])?;
        let clear =
            best.iter().all(|place| *place == nearest || MUCH * self.travel[nearest] <= self.travel[*place]);
        (years && clear && 3 <= self.n_days).then(|| {
            let reason = "in another order the days would lie years apart".to_owned();
            decision(ORDERS[nearest], DateOrderCertainty::Inferred, reason)
        })
    }

    fn by_media(&self, left: &[usize]) -> Option<Decision> {
        let most = left.iter().map(|place| self.media[*place]).max().filter(|most| 0 < *most)?;
        let mut best = left.iter().filter(|place| self.media[**place] == most);
        let (Some(only), None) = (best.next(), best.next()) else { return None };
        let reason = format!("the dates in {most} names of media fit this order only");
        Some(decision(ORDERS[*only], DateOrderCertainty::Inferred, reason))
    }

    fn by_hints(&self, left: &[usize], language: Option<&str>) -> Option<Decision> {
        let slashes = self.separator == '/' && self.year == YearPlace::Unknown;
        if slashes && 0 < self.n_bare && self.n_us_half == self.n_headers && left.contains(&1) {
            let reason = "slashes, no leading zeros, a year of two digits and AM or PM are the American way";
            return Some(decision(DateOrder::Mdy, DateOrderCertainty::Inferred, reason.to_owned()));
        }
        const DAY_FIRST: [&str; 14] =
            ["nl", "de", "fr", "es", "it", "pt", "ru", "uk", "pl", "cs", "tr", "da", "nb", "ro"];
        let language = language.filter(|language| DAY_FIRST.contains(language))?;
        (!slashes && left.contains(&0)).then(|| {
            let reason =
                format!("the app's own lines are in a language ({language}) that writes the day first");
            decision(DateOrder::Dmy, DateOrderCertainty::Inferred, reason)
        })
    }
}

fn decision(order: DateOrder, certainty: DateOrderCertainty, reason: String) -> Decision {
    Decision { order, certainty, reason }
}
