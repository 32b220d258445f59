//! Numbers as people write them: runs of digits with one separator between them; and the BSN among them.

use crate::{Detector, Found};

/// A run of ASCII digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// Place of its first digit.
    pub from: usize,
    /// Place after its last digit.
    pub to: usize,
    /// Its digits, each as 0 to 9.
    pub digits: Vec<u8>,
    /// What stands between it and the next run; empty where that belongs to another number.
    pub then: String,
}

/// At most so many characters between two runs of one number: `) ` and ` - ` are the longest in use.
const MAX_SEPARATOR_CHARS: usize = 3;
/// A longer run is no number of a person (a hash, a barcode), and not looked into.
const MAX_RUN_DIGITS: usize = 19;

/// Returns the runs of digits in a text.
pub(crate) fn runs(chars: &[char]) -> Vec<Run> {
    let mut runs: Vec<Run> = vec![];
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let from = at;
        while chars.get(at).is_some_and(char::is_ascii_digit) {
            at += 1;
        }
        let digits = chars[from..at].iter().filter_map(|c| c.to_digit(10)).map(|digit| digit as u8).collect();
        let then: String = chars[at..].iter().take_while(|c| is_separator(**c)).collect();
        let n = then.chars().count();
        let joins = 0 < n && n <= MAX_SEPARATOR_CHARS && chars.get(at + n).is_some_and(char::is_ascii_digit);
        runs.push(Run { from, to: at, digits, then: if joins { then } else { String::new() } });
    }
    runs
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '-' | '\u{2011}' | '\u{2013}' | '.' | '/' | '(' | ')'
    )
}

/// A number: consecutive runs that separators join.
pub(crate) struct Number<'r> {
    pub runs: &'r [Run],
}

impl Number<'_> {
    pub fn from(&self) -> usize {
        self.runs.first().map_or(0, |run| run.from)
    }

    pub fn to(&self) -> usize {
        self.runs.last().map_or(0, |run| run.to)
    }

    pub fn digits(&self) -> Vec<u8> {
        self.runs.iter().flat_map(|run| run.digits.iter().copied()).collect()
    }

    /// Returns the lengths of the runs.
    pub fn shape(&self) -> Vec<usize> {
        self.runs.iter().map(|run| run.digits.len()).collect()
    }

    /// Returns true when every separator is one of these.
    pub fn is_joined_by(&self, separators: &[&str]) -> bool {
        let inner = self.runs.split_last().map_or(&[][..], |(_, before)| before);
        inner.iter().all(|run| separators.contains(&run.then.as_str()))
    }

    /// Returns true when all separators are the same.
    pub fn is_uniform(&self) -> bool {
        let mut inner = self.runs.split_last().map_or(&[][..], |(_, before)| before).iter();
        let first = inner.next();
        inner.all(|run| first.is_some_and(|first| first.then == run.then))
    }
}

/// Calls `fits` with every stretch of runs of at most `max_digits`, the longest first from each place; what fits is
/// marked and not looked into again.
pub(crate) fn each_number(runs: &[Run], max_digits: usize, mut fits: impl FnMut(&Number<'_>) -> bool) {
    let mut at = 0;
    while at < runs.len() {
        let mut n_digits = 0;
        let mut end = at;
        while let Some(run) = runs.get(end) {
            n_digits += run.digits.len();
            if max_digits < n_digits || MAX_RUN_DIGITS < run.digits.len() {
                break;
            }
            end += 1;
            if run.then.is_empty() {
                break;
            }
        }
        let taken = (at + 1..=end).rev().find(|&end| fits(&Number { runs: &runs[at..end] }));
        at = taken.unwrap_or(at + 1);
    }
}

/// The ways in which nine digits of a BSN are written apart.
const BSN_SHAPES: [&[usize]; 4] = [&[9], &[3, 3, 3], &[4, 2, 3], &[4, 3, 2]];

/// Finds numbers of nine digits that pass the eleven test.
pub(crate) fn find_bsn(runs: &[Run], found: &mut Found<'_>) {
    each_number(runs, 9, |number| {
        let fits = BSN_SHAPES.contains(&number.shape().as_slice())
            && number.is_joined_by(&[" ", ".", "-", "\u{a0}"])
            && number.is_uniform()
            && is_bsn(&number.digits())
            && found.begins(number.from())
            && found.ends(number.to())
            && !is_amount(found, number.from(), number.to());
        fits && found.add(Detector::Bsn, number.from(), number.to())
    });
}

/// The eleven test of the BSN: nine times the first digit, eight times the second, …, minus the last one, divides by 11.
fn is_bsn(digits: &[u8]) -> bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i32 = digits.iter().zip(weights).map(|(&digit, weight)| i32::from(digit) * weight).sum();
    digits.len() == 9 && sum != 0 && sum % 11 == 0
}

/// Returns true when a sign of money stands before a number, or a decimal part or percentage behind it.
pub(crate) fn is_amount(found: &Found<'_>, from: usize, to: usize) -> bool {
    let is_money = |c: &char| matches!(c, '€' | '$' | '£' | '#');
    let before = found.chars[..from].iter().rev().find(|c| !c.is_whitespace());
    let after = found.chars.get(to..).unwrap_or_default();
    before.is_some_and(is_money)
        || after.first() == Some(&',') && after.get(1).is_some_and(char::is_ascii_digit)
        || after.first() == Some(&'%')
}

#[cfg(test)]
mod tests {
    use super::is_bsn;

    #[test]
    fn the_eleven_test_is_the_published_one() {
        assert!(is_bsn(&[1, 1, 1, 2, 2, 2, 3, 3, 3]));
        assert!(!is_bsn(&[1, 1, 1, 2, 2, 2, 3, 3, 4]));
        assert!(!is_bsn(&[0; 9]));
    }
}
