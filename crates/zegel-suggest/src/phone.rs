//! Telephone numbers: international with `+` or `00` (ITU-T E.164), and as the Netherlands, Belgium and France write
//! them at home: ten digits that begin with 0, nine where a Belgian line is written in groups.

use crate::number::{Number, Run, each_number, is_amount};
use crate::{Detector, Found};

/// Countries whose numbers are also recognised behind `00`, with how many digits follow the country code.
const COUNTRIES: [(&[u8], usize, usize); 8] = [
    (&[3, 1], 9, 9),
    (&[3, 2], 8, 9),
    (&[3, 3], 9, 9),
    (&[3, 5, 2], 6, 9),
    (&[4, 4], 9, 10),
    (&[4, 9], 7, 11),
    (&[3, 4], 9, 9),
    (&[9, 0], 10, 10),
];

const SEPARATORS: [&str; 16] = [
    " ", "-", ".", "/", "\u{a0}", "\u{202f}", "\u{2009}", "\u{2011}", "\u{2013}", ") ", ")", " (", "(", ")-",
    " - ", " / ",
];

/// Finds telephone numbers.
pub(crate) fn find(runs: &[Run], found: &mut Found<'_>) {
    each_number(runs, 17, |number| {
        let digits = number.digits();
        let from = start(found, number.from());
        let is_plus = found.chars.get(from) == Some(&'+');
        let fits = if is_plus {
            is_international(&digits, false)
        } else {
            digits.strip_prefix(&[0, 0]).is_some_and(|rest| is_international(rest, true))
                || is_national(number, &digits)
        };
        fits && 7 <= digits.len()
            && number.is_joined_by(&SEPARATORS)
            && found.begins(from)
            && found.ends(number.to())
            && !is_amount(found, from, number.to())
            && found.add(Detector::Phone, from, number.to())
    });
}

/// Returns where a number begins that may have `+` or `(` before its first digit.
fn start(found: &Found<'_>, from: usize) -> usize {
    let before = |n: usize| from.checked_sub(n).and_then(|at| found.chars.get(at));
    match (before(1), before(2)) {
        (Some('('), Some('+')) => from - 2,
        (Some('+' | '('), _) => from - 1,
        _ => from,
    }
}

/// Returns true for the digits behind `+` or `00`; a zero in brackets (`+31 (0)6`) may stand behind the country code.
fn is_international(digits: &[u8], is_known_only: bool) -> bool {
    for (code, least, most) in COUNTRIES {
        if let Some(rest) = digits.strip_prefix(code) {
            let rest = rest.strip_prefix(&[0]).unwrap_or(rest);
            return (least..=most).contains(&rest.len());
        }
    }
    // E.164: at most 15 digits; the shortest in use have 8.
    !is_known_only && digits.first() != Some(&0) && (8..=15).contains(&digits.len())
}

/// Returns true for a number as it is dialled at home.
fn is_national(number: &Number<'_>, digits: &[u8]) -> bool {
    let shape = number.shape();
    let is_service = digits.starts_with(&[0, 8, 0, 0]) || digits.starts_with(&[0, 9, 0]);
    let begins = digits.first() == Some(&0) && digits.get(1).is_some_and(|&second| second != 0);
    if !begins || is_service || 6 < shape.len() || is_dated(number) {
        return false;
    }
    match digits.len() {
        10 => true,
        // Belgium: 02 123 45 67; without groups it might be anything of nine digits.
        9 => 3 <= shape.len() && shape.first().is_some_and(|&n| n == 2 || n == 3),
        _ => false,
    }
}

/// Returns true when a number begins as a date does: `01-02-2026 10`.
fn is_dated(number: &Number<'_>) -> bool {
    let value = |run: &Run| run.digits.iter().fold(0_u32, |sum, &digit| 10 * sum + u32::from(digit));
    match number.runs {
        [day, month, year, ..] => {
            let has_shape = day.digits.len() <= 2 && month.digits.len() <= 2 && year.digits.len() == 4;
            has_shape && day.then == month.then && value(day) <= 31 && value(month) <= 12
        }
        _ => false,
    }
}
