//! Account numbers (IBAN, ISO 13616-1): two letters, two check digits, and as many letters and digits as the country
//! has; the whole, rearranged, leaves 1 when divided by 97 (ISO 7064).

use crate::{Detector, Found};

/// The length of an account number per country, from the IBAN registry of SWIFT.
const LENGTHS: [(&str, usize); 88] = [
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BI", 27),
    ("BR", 29),
    ("BY", 28),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DJ", 27),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FK", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HN", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IQ", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LC", 32),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("LY", 25),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MN", 20),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NI", 28),
    ("NL", 18),
    ("NO", 15),
    ("OM", 23),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("RU", 33),
    ("SA", 24),
    ("SC", 31),
    ("SD", 18),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("SO", 23),
    ("ST", 25),
    ("SV", 28),
    ("TL", 23),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("VG", 24),
    ("XK", 20),
];

/// Finds account numbers.
pub(crate) fn find(found: &mut Found<'_>) {
    let mut at = 0;
    while at + 4 < found.chars.len() {
        let end = if found.begins(at) { end_of(found, at) } else { None };
        match end {
            Some(end) if found.add(Detector::Iban, at, end) => at = end,
            _ => at += 1,
        }
    }
}

/// Returns where the account number ends that begins at a place.
fn end_of(found: &Found<'_>, from: usize) -> Option<usize> {
    let country: String = found.chars.get(from..from + 2)?.iter().map(char::to_ascii_uppercase).collect();
    let (_, length) = LENGTHS.iter().find(|(code, _)| *code == country)?;
    let mut letters = Vec::with_capacity(*length);
    let mut at = from;
    while letters.len() < *length {
        let c = *found.chars.get(at)?;
        let is_gap = matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-') && 4 <= letters.len();
        if c.is_ascii_alphanumeric() {
            letters.push(c.to_ascii_uppercase());
        } else if !is_gap || !found.chars.get(at + 1)?.is_ascii_alphanumeric() {
            return None;
        }
        at += 1;
    }
    let has_check = letters.get(2..4)?.iter().all(char::is_ascii_digit);
    (has_check && found.ends(at) && remainder(&letters) == 1).then_some(at)
}

/// Returns the remainder by 97 of the rearranged number, in which A counts as 10 and Z as 35.
fn remainder(letters: &[char]) -> u32 {
    let rearranged = letters.iter().skip(4).chain(letters.iter().take(4));
    rearranged.fold(0, |rest, letter| {
        let value = letter.to_digit(36).unwrap_or(0);
        let shifted = if value < 10 { 10 * rest } else { 100 * rest };
        (shifted + value) % 97
    })
}
