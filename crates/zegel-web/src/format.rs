//! Numbers, dates and times as each language writes them (design, "Typography": 4.312; 12 maart 2026; 08:51).

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::Lang;
use crate::texts::TEXTS;

/// Writes a count: nl `4.312`, en `4,312`, fr `4 312` with a narrow no-break space.
pub fn number(lang: Lang, n: u64) -> String {
    let digits = n.to_string();
    let separator = match lang {
        Lang::Nl => '.',
        Lang::En => ',',
        Lang::Fr => '\u{202f}',
    };
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if 0 < i && (digits.len() - i).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// Writes a day: nl `12 maart 2026`, en `12 March 2026`, fr `12 mars 2026` (`1er mars 2026`).
pub fn date(lang: Lang, date: jiff::civil::Date) -> String {
    let month = TEXTS.get(lang, &format!("common-month-{}", date.month()));
    let first = if lang == Lang::Fr && date.day() == 1 { "er" } else { "" };
    format!("{}{first} {month} {}", date.day(), date.year())
}

/// Writes a day with its name: nl `donderdag 12 maart 2026`.
pub fn weekday(lang: Lang, day: jiff::civil::Date) -> String {
    let number = day.weekday().to_monday_one_offset();
    format!("{} {}", TEXTS.get(lang, &format!("common-weekday-{number}")), date(lang, day))
}

/// Writes a size: nl `1,4 MB`.
pub fn bytes(lang: Lang, n: u64) -> String {
    let (unit, size) = match n {
        0..1_000 => return format!("{n} B"),
        1_000..1_000_000 => return format!("{} kB", n.div_ceil(1_000)),
        1_000_000..1_000_000_000 => ("MB", 1_000_000),
        _ => ("GB", 1_000_000_000),
    };
    let tenths = n / (size / 10);
    let point = if lang == Lang::En { '.' } else { ',' };
    format!("{}{point}{} {unit}", number(lang, tenths / 10), tenths % 10)
}

/// Writes a moment in the zone of the archive: nl `12 maart 2026, 08:51`.
pub fn date_time(lang: Lang, at: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_zoned(zone.clone());
    format!("{}, {:02}:{:02}", date(lang, local.date()), local.hour(), local.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_follow_the_language() {
        assert_eq!(number(Lang::Nl, 4312), "4.312");
        assert_eq!(number(Lang::En, 1_234_567), "1,234,567");
        assert_eq!(number(Lang::Fr, 999), "999");
        assert_eq!(number(Lang::Fr, 4312), "4\u{202f}312");
        let day = jiff::civil::date(2026, 3, 1);
        assert_eq!(date(Lang::Nl, day), "1 maart 2026");
        assert_eq!(date(Lang::En, day), "1 March 2026");
        assert_eq!(date(Lang::Fr, day), "1er mars 2026");
        assert_eq!(weekday(Lang::Nl, day), "zondag 1 maart 2026");
        assert_eq!(bytes(Lang::Nl, 1_430_000), "1,4 MB");
        assert_eq!(bytes(Lang::En, 900), "900 B");
    }
}
