//! Numbers of payment cards: the first digits of a scheme (ISO/IEC 7812-1) and the Luhn test.

use crate::number::{Run, each_number};
use crate::{Detector, Found};

const SHAPES: [&[usize]; 9] =
    [&[14], &[15], &[16], &[18], &[19], &[4, 4, 4, 4], &[4, 6, 5], &[4, 6, 4], &[4, 4, 4, 4, 3]];

/// Finds card numbers.
pub(crate) fn find(runs: &[Run], found: &mut Found<'_>) {
    each_number(runs, 19, |number| {
        let digits = number.digits();
        let fits = SHAPES.contains(&number.shape().as_slice())
            && number.is_joined_by(&[" ", "-", "\u{a0}"])
            && number.is_uniform()
            && is_scheme(&digits)
            && is_luhn(&digits)
            && found.begins(number.from())
            && found.ends(number.to());
        fits && found.add(Detector::Card, number.from(), number.to())
    });
}

/// Returns true when a card scheme gives out numbers that begin like this and are this long.
fn is_scheme(digits: &[u8]) -> bool {
    let head = digits.iter().take(4).fold(0_u32, |sum, &digit| 10 * sum + u32::from(digit));
    match digits.len() {
        // Diners Club.
        14 => matches!(head, 3000..=3059 | 3600..=3699 | 3800..=3999),
        // American Express.
        15 => matches!(head, 3400..=3499 | 3700..=3799),
        // Visa, Mastercard (two series), JCB, Discover, Maestro.
        16 => matches!(head, 4000..=4999 | 5000..=5899 | 2221..=2720 | 3528..=3589 | 6000..=6999),
        18 | 19 => matches!(head, 4000..=4999 | 5000..=5099 | 5600..=5899 | 6000..=6999),
        _ => false,
    }
}

/// The Luhn test: every second digit from the right doubled, the sum of all digits divides by 10.
fn is_luhn(digits: &[u8]) -> bool {
    let digit = |(place, &digit): (usize, &u8)| match (place % 2, digit) {
        (0, digit) => u32::from(digit),
        (_, digit @ 0..=4) => 2 * u32::from(digit),
        (_, digit) => 2 * u32::from(digit) - 9,
    };
    digits.iter().rev().enumerate().map(digit).sum::<u32>().is_multiple_of(10)
}
