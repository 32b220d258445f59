//! Terms: an ISO 8601 duration in whole days, and the day on which it ends.
//!
//! Terms of keeping count days, so there are no hours here and no zones. Adding follows XML Schema 1.1 part 2, E.3.3
//! (MDTO durations are `xsd:duration`): years and months first, the day pulled back to the end of a shorter month, then
//! weeks and days. So 29 February plus one year is 28 February.

use std::fmt;
use std::str::FromStr;

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The longest term: more than any law asks, and far inside what a date can hold.
const YEARS_MAX: u32 = 1000;

/// A term in years, months, weeks and days, e.g. `P10Y` or `P1Y6M`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Term {
    years: u32,
    months: u32,
    weeks: u32,
    days: u32,
}

/// A term that cannot be read or added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TermError {
    /// Not a duration.
    #[error(
        "this is not a term; write P, then years Y, months M, weeks W and days D in that order, e.g. P10Y or P1Y6M"
    )]
    NotATerm,
    /// Hours, minutes or seconds.
    #[error("a term of keeping counts days; leave out the part after T")]
    TimeOfDay,
    /// Beyond the limit.
    #[error("a term is at most {YEARS_MAX} years; keep for ever with appraisal B instead")]
    TooLong,
    /// The end lies beyond what a date can hold.
    #[error("the end of this term lies after the year 9999; keep for ever with appraisal B instead")]
    OutOfRange,
}

impl Term {
    /// Returns the last day of the term: `start` plus the term.
    ///
    /// # Errors
    /// [`TermError::OutOfRange`] when that day lies after the year 9999.
    pub fn end_from(self, start: Date) -> Result<Date, TermError> {
        let span = Span::new()
            .years(i64::from(self.years))
            .months(i64::from(self.months))
            .weeks(i64::from(self.weeks))
            .days(i64::from(self.days));
        start.checked_add(span).map_err(|_| TermError::OutOfRange)
    }

    /// Returns the first day on which the term is over.
    ///
    /// The last day still belongs to the term: what must be kept until 5 April may go on 6 April.
    ///
    /// # Errors
    /// [`TermError::OutOfRange`] when that day lies after the year 9999.
    pub fn over_from(self, start: Date) -> Result<Date, TermError> {
        self.end_from(start)?.tomorrow().map_err(|_| TermError::OutOfRange)
    }
}

impl FromStr for Term {
    type Err = TermError;

    fn from_str(text: &str) -> Result<Self, TermError> {
        let mut rest = text.strip_prefix('P').ok_or(TermError::NotATerm)?;
        if rest.contains('T') {
            return Err(TermError::TimeOfDay);
        }
        if rest.is_empty() {
            return Err(TermError::NotATerm);
        }
        let mut numbers = [0; 4];
        for (number, unit) in numbers.iter_mut().zip(['Y', 'M', 'W', 'D']) {
            let Some((digits, after)) = rest.split_once(unit) else { continue };
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return Err(TermError::NotATerm);
            }
            *number = digits.parse().map_err(|_| TermError::TooLong)?;
            rest = after;
        }
        if !rest.is_empty() {
            return Err(TermError::NotATerm);
        }
        let [years, months, weeks, days] = numbers;
        let term = Self { years, months, weeks, days };
        if term.is_too_long() { Err(TermError::TooLong) } else { Ok(term) }
    }
}

impl Term {
    fn is_too_long(self) -> bool {
        YEARS_MAX < self.years
            || YEARS_MAX * 12 < self.months
            || YEARS_MAX * 53 < self.weeks
            || YEARS_MAX * 366 < self.days
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        let parts = [(self.years, 'Y'), (self.months, 'M'), (self.weeks, 'W'), (self.days, 'D')];
        for (number, unit) in parts.into_iter().filter(|(number, _)| 0 < *number) {
            write!(f, "{number}{unit}")?;
        }
        if parts.iter().all(|(number, _)| *number == 0) { f.write_str("0D") } else { Ok(()) }
    }
}

impl TryFrom<String> for Term {
    type Error = TermError;
    fn try_from(text: String) -> Result<Self, TermError> {
        text.parse()
    }
}

impl From<Term> for String {
    fn from(term: Term) -> Self {
        term.to_string()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn end(start: Date, term: &str) -> String {
        term.parse::<Term>().unwrap().end_from(start).unwrap().to_string()
    }

    #[test]
    fn a_term_ends_where_the_official_examples_say() {
        // The two terms in the example documents of the Nationaal Archief.
        assert_eq!(end(date(2011, 11, 5), "P75Y"), "2086-11-05");
        assert_eq!(end(date(2015, 4, 5), "P75Y"), "2090-04-05");
    }

    #[test]
    fn a_leap_day_and_the_end_of_a_month_do_not_spill_over() {
        assert_eq!(end(date(2024, 2, 29), "P1Y"), "2025-02-28");
        assert_eq!(end(date(2024, 2, 29), "P4Y"), "2028-02-29");
        assert_eq!(end(date(2023, 1, 31), "P1M"), "2023-02-28");
        assert_eq!(end(date(2024, 1, 31), "P1M1D"), "2024-03-01");
        assert_eq!(end(date(2023, 12, 31), "P1Y2M"), "2025-02-28");
        assert_eq!(end(date(2026, 11, 21), "P2W"), "2026-12-05");
    }

    #[test]
    fn the_last_day_still_belongs_to_the_term() {
        let term: Term = "P10Y".parse().unwrap();
        assert_eq!(term.over_from(date(2016, 12, 31)).unwrap(), date(2027, 1, 1));
    }

    #[test]
    fn what_is_not_a_term_is_refused_with_its_reason() {
        for text in ["", "P", "10Y", "P-1Y", "P1", "PY", "P1D1Y", "P1Y1Y", "P1,5Y", "p1y", "P１Y", "P1Y "] {
            assert_eq!(text.parse::<Term>(), Err(TermError::NotATerm), "{text:?}");
        }
        assert_eq!("P1DT2H".parse::<Term>(), Err(TermError::TimeOfDay));
        assert_eq!("P1001Y".parse::<Term>(), Err(TermError::TooLong));
        assert_eq!("P99999999999Y".parse::<Term>(), Err(TermError::TooLong));
        let far: Term = "P1000Y".parse().unwrap();
        assert_eq!(far.end_from(date(9500, 1, 1)), Err(TermError::OutOfRange));
    }

    proptest! {
        #[test]
        fn a_term_is_read_as_it_is_written(years in 0u32..=1000, months in 0u32..=100, weeks in 0u32..=100, days in 0u32..=1000) {
            let term = Term { years, months, weeks, days };
            prop_assert_eq!(term.to_string().parse::<Term>(), Ok(term));
        }

        #[test]
        fn a_later_start_never_ends_earlier(day in 0i32..20_000, years in 0u32..100, months in 0u32..24) {
            let term = Term { years, months, weeks: 0, days: 0 };
            let first = date(1990, 1, 1).checked_add(Span::new().days(day)).unwrap();
            let ends = (term.end_from(first).unwrap(), term.end_from(first.tomorrow().unwrap()).unwrap());
            prop_assert!(ends.0 <= ends.1);
            prop_assert!(first <= ends.0);
        }

        #[test]
        fn no_text_makes_the_reader_fail_otherwise(text in ".{0,12}") {
            if let Ok(term) = text.parse::<Term>() {
                prop_assert_eq!(term.to_string().parse::<Term>(), Ok(term));
            }
        }
    }
}
