//! From three fields to a day: order, century, era and calendar.

use jiff::civil::Date;
use zegel_model::DateOrder;

use crate::whatsapp::header::Era;

/// The four orders in which fields are tried.
pub(super) const ORDERS: [DateOrder; 4] = [DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd, DateOrder::Ydm];

/// Returns year, month and day as written.
fn split(order: DateOrder, fields: [u16; 3]) -> [u16; 3] {
    let [a, b, c] = fields;
    match order {
        DateOrder::Dmy => [c, b, a],
        DateOrder::Mdy => [c, a, b],
        DateOrder::Ymd => [a, b, c],
        DateOrder::Ydm => [a, c, b],
    }
}

/// Returns the day that the fields name in this order, if there is such a day.
pub(super) fn resolve(order: DateOrder, fields: [u16; 3], era: Era) -> Option<Date> {
    let [year, month, day] = split(order, fields);
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let year = i16::try_from(year).ok()?;
    let common = match era {
        Era::Reiwa => year + 2018,
        Era::Heisei => year + 1988,
        Era::Showa => year + 1925,
        Era::Minguo => year + 1911,
        // A Thai year of two digits: 65 is 2565, is 2022.
        Era::Buddhist if year < 100 => year + 2500 - 543,
        Era::Buddhist => year - 543,
        Era::Common => match year {
            0..=99 => year + 2000,
            // No one wrote chats in 2400, and no calendar but the Buddhist is there now.
            2400..=2700 => year - 543,
            // Years of the Solar Hijri calendar since there are chats; the lunar one is at 1430 by then.
            1380..=1425 => return from_persian(year, month, day),
            other => other,
        },
    };
    Date::new(common, month, day).ok()
}

/// Turns a day of the Solar Hijri calendar of Iran into ours.
///
/// Between 1343 and 1472 (1964 to 2093) its leap years follow one cycle of 33 years, in which the years with
/// remainder 1, 5, 9, 13, 17, 22, 26 and 30 are leap; the first day of 1399 was 20 March 2020.
fn from_persian(year: i16, month: i8, day: i8) -> Option<Date> {
    let leap = |year: i16| matches!(year.rem_euclid(33), 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30);
    let days_in_month = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 if leap(year) => 30,
        12 => 29,
        _ => return None,
    };
    if !(1..=days_in_month).contains(&day) {
        return None;
    }
    const EPOCH_YEAR: i16 = 1399;
    let whole_years: i32 = match year {
        later if EPOCH_YEAR <= later => (EPOCH_YEAR..later).map(|y| 365 + i32::from(leap(y))).sum(),
        earlier => -(earlier..EPOCH_YEAR).map(|y| 365 + i32::from(leap(y))).sum::<i32>(),
    };
    let before_month = match month {
        1..=7 => (i32::from(month) - 1) * 31,
        _ => 186 + (i32::from(month) - 7) * 30,
    };
    let epoch = jiff::civil::date(2020, 3, 20);
    epoch.checked_add(jiff::Span::new().days(whole_years + before_month + i32::from(day) - 1)).ok()
}

/// Returns the number of days since 1970, to compare days quickly.
pub(super) fn day_number(date: Date) -> i32 {
    // Days from civil, the well-known arithmetic over eras of 400 years that begin in March.
    let (year, month, day) = (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (if 2 < month { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn eras_and_calendars_give_the_common_day() {
        for (order, fields, era, day) in [
            (DateOrder::Mdy, [3, 18, 2565], Era::Buddhist, date(2022, 3, 18)),
            (DateOrder::Dmy, [18, 3, 2565], Era::Common, date(2022, 3, 18)),
            (DateOrder::Mdy, [3, 18, 4], Era::Reiwa, date(2022, 3, 18)),
            (DateOrder::Ymd, [30, 4, 30], Era::Heisei, date(2018, 4, 30)),
            (DateOrder::Ymd, [111, 3, 23], Era::Minguo, date(2022, 3, 23)),
            (DateOrder::Dmy, [23, 3, 22], Era::Common, date(2022, 3, 23)),
            (DateOrder::Ymd, [1401, 1, 3], Era::Common, date(2022, 3, 23)),
            (DateOrder::Ymd, [1399, 12, 30], Era::Common, date(2021, 3, 20)),
            (DateOrder::Ymd, [1395, 1, 1], Era::Common, date(2016, 3, 20)),
        ] {
            assert_eq!(resolve(order, fields, era), Some(day), "{fields:?}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_none() {
        assert_eq!(resolve(DateOrder::Dmy, [31, 2, 2024], Era::Common), None);
        assert_eq!(resolve(DateOrder::Dmy, [29, 2, 2023], Era::Common), None);
        assert_eq!(resolve(DateOrder::Ymd, [1400, 12, 30], Era::Common), None);
        assert_eq!(resolve(DateOrder::Dmy, [0, 1, 2023], Era::Common), None);
    }

    #[test]
    fn day_numbers_count_days() {
        assert_eq!(day_number(date(1970, 1, 1)), 0);
        assert_eq!(day_number(date(2000, 3, 1)) - day_number(date(2000, 2, 28)), 2);
        assert_eq!(day_number(date(2022, 3, 23)), 19_074);
    }
}
