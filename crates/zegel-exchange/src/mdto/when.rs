//! The dates of XML Schema: a year, a month, a day or a time, each with or without a zone.

use jiff::civil::Date;

/// A date as the schema allows it, taken apart as far as comparing needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dated {
    /// `xsd:gYear`.
    Year(i16),
    /// `xsd:gYearMonth`.
    Month(i16, i8),
    /// `xsd:date`.
    Day(Date),
    /// `xsd:dateTime`.
    Time(Date),
}

impl Dated {
    /// Reads one; `None` when it is none of the four, or does not exist.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (text, time) = match text.split_once('T') {
            Some((day, time)) => (day, Some(time)),
            None => (text, None),
        };
        if let Some(time) = time {
            return if is_time(time) { day(text).map(Self::Time) } else { None };
        }
        let text = without_zone(text);
        let parts: Vec<&str> = text.split('-').collect();
        match parts.as_slice() {
            [year] => Some(Self::Year(number(year, 4)?)),
            [year, month] => {
                let month = number::<i8>(month, 2).filter(|month| (1..=12).contains(month))?;
                Some(Self::Month(number(year, 4)?, month))
            }
            [..] => Some(Self::Day(day(text)?)),
        }
    }

    /// Returns the first day of it.
    pub(crate) fn first(self) -> Option<Date> {
        match self {
            Self::Year(year) => Date::new(year, 1, 1).ok(),
            Self::Month(year, month) => Date::new(year, month, 1).ok(),
            Self::Day(day) | Self::Time(day) => Some(day),
        }
    }

    /// Returns the last day of it.
    pub(crate) fn last(self) -> Option<Date> {
        match self {
            Self::Year(year) => Date::new(year, 12, 31).ok(),
            Self::Month(..) => self.first().map(Date::last_of_month),
            Self::Day(day) | Self::Time(day) => Some(day),
        }
    }

    /// Decides whether `day` lies within it.
    pub(crate) fn holds(self, day: Date) -> bool {
        self.first().is_some_and(|first| first <= day) && self.last().is_some_and(|last| day <= last)
    }
}

fn day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    Date::new(number(year, 4)?, number(month, 2)?, number(day, 2)?).ok()
}

/// The schema demands exactly these digits; a sign or a year of five digits is allowed there but means nothing here.
fn number<T: std::str::FromStr>(text: &str, n_digits: usize) -> Option<T> {
    let digits = text.len() == n_digits && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn is_time(text: &str) -> bool {
    let text = without_zone(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<&str> = whole.split(':').collect();
    let [hour, minute, second] = parts.as_slice() else { return false };
    let within = |text: &str, most: u8| number::<u8>(text, 2).is_some_and(|n| n <= most);
    let digits = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    within(hour, 23) && within(minute, 59) && within(second, 59) && digits
}

fn without_zone(text: &str) -> &str {
    if let Some(text) = text.strip_suffix('Z') {
        return text;
    }
    let Some(at) = text.len().checked_sub(6).filter(|at| text.is_char_boundary(*at)) else { return text };
    let (before, zone) = text.split_at(at);
    let Some((hours, minutes)) = zone.strip_prefix(['+', '-']).and_then(|zone| zone.split_once(':')) else {
        return text;
    };
    let is_zone =
        number::<u8>(hours, 2).is_some_and(|h| h <= 14) && number::<u8>(minutes, 2).is_some_and(|m| m <= 59);
    if is_zone { before } else { text }
}

/// Decides whether this is an `xsd:duration`.
pub(crate) fn is_duration(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (days, time) = match rest.split_once('T') {
        Some((_, "")) => return false,
        Some((days, time)) => (days, time),
        None => (rest, ""),
    };
    !rest.is_empty() && is_units(days, "YMD") && is_units(time, "HMS")
}

fn is_units(text: &str, units: &str) -> bool {
    let mut rest = text;
    for unit in units.chars() {
        let Some((number, after)) = rest.split_once(unit) else { continue };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || (number.contains('.') && unit != 'S') {
            return false;
        }
        rest = after;
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_the_schema_has_them() {
        for text in [
            "2011",
            "2011-07",
            "2011-07-21",
            "2011-07-21Z",
            "2011-07+02:00",
            "2011-07-21T13:20:00",
            "2024-02-29T23:59:59.25-05:00",
        ] {
            assert!(Dated::read(text).is_some(), "{text}");
        }
        for text in [
            "",
            "11",
            "2011-13",
            "2023-02-29",
            "2011-7-1",
            "2011-07-21T",
            "2011-07T10:00:00",
            "2011-07-21T25:00:00",
            "2011-07-21 13:20",
            "é2011",
            "2011-07-21T13:20:00.",
            "P1Y",
        ] {
            assert!(Dated::read(text).is_none(), "{text}");
        }
        assert!(Dated::read("2011-07").unwrap().holds(jiff::civil::date(2011, 7, 31)));
    }

    #[test]
    fn durations_are_read_as_the_schema_has_them() {
        for text in ["P10Y", "P1Y6M", "P1D", "PT5H", "P1DT1.5S", "-P1Y"] {
            assert!(is_duration(text), "{text}");
        }
        for text in ["", "P", "10Y", "P1", "PT", "P1DT", "P1.5Y", "P2W", "P1M1Y"] {
            assert!(!is_duration(text), "{text}");
        }
    }
}
