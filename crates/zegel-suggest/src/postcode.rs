//! Postcodes: `1234 AB` in the Netherlands; four digits in Belgium, where something around them says so.

use crate::{Detector, Found};

/// Letter pairs that PostNL does not give out.
const NEVER: [[char; 2]; 3] = [['S', 'A'], ['S', 'D'], ['S', 'S']];
/// Words behind which four digits are a postcode.
const WORDS: [&str; 5] = ["postcode", "postnummer", "zip", "cp", "postal"];
/// How many characters before the digits are looked through for such a word.
const AROUND_CHARS: usize = 20;
/// Names of the largest Belgian municipalities: behind four digits they make these a postcode.
const PLACES: [&str; 36] = [
    "antwerpen",
    "gent",
    "brussel",
    "bruxelles",
    "brussels",
    "charleroi",
    "luik",
    "liège",
    "liege",
    "brugge",
    "namen",
    "namur",
    "leuven",
    "bergen",
    "mons",
    "aalst",
    "mechelen",
    "kortrijk",
    "hasselt",
    "oostende",
    "sint-niklaas",
    "doornik",
    "tournai",
    "genk",
    "roeselare",
    "moeskroen",
    "mouscron",
    "verviers",
    "dendermonde",
    "beringen",
    "turnhout",
    "vilvoorde",
    "lokeren",
    "geel",
    "schaarbeek",
    "anderlecht",
];

/// Finds postcodes.
pub(crate) fn find(found: &mut Found<'_>) {
    let mut at = 0;
    while at + 4 <= found.chars.len() {
        let is_code = found.chars[at..at + 4].iter().all(char::is_ascii_digit) && found.chars[at] != '0';
        let end =
            if is_code && found.begins(at) { dutch(found, at).or_else(|| belgian(found, at)) } else { None };
        match end {
            Some(end) if found.add(Detector::Postcode, at, end) => at = end,
            _ => at += 1,
        }
    }
}

fn dutch(found: &Found<'_>, from: usize) -> Option<usize> {
    let mut at = from + 4;
    if matches!(found.chars.get(at), Some(' ' | '\u{a0}')) {
        at += 1;
    }
    let pair: [char; 2] = found.chars.get(at..at + 2)?.try_into().ok()?;
    let fits = pair.iter().all(char::is_ascii_uppercase) && !NEVER.contains(&pair);
    (fits && found.ends(at + 2)).then_some(at + 2)
}

fn belgian(found: &Found<'_>, from: usize) -> Option<usize> {
    let end = from + 4;
    let before: String = found.chars[from.saturating_sub(AROUND_CHARS)..from].iter().collect();
    let before = before.to_lowercase();
    let word =
        before.trim_end_matches([' ', ':', '.', '-']).rsplit(' ').next().unwrap_or_default().to_owned();
    let is_prefixed = before.ends_with("b-") && from.checked_sub(2).is_some_and(|at| found.begins(at));
    let says_so = is_prefixed || WORDS.contains(&word.as_str()) || names_place(found, end);
    (found.ends(end) && says_so).then_some(end)
}

/// Returns true when the name of a municipality stands behind one space.
fn names_place(found: &Found<'_>, end: usize) -> bool {
    if found.chars.get(end) != Some(&' ') {
        return false;
    }
    let rest = &found.chars[end + 1..];
    let word: String = rest.iter().take_while(|c| c.is_alphabetic() || **c == '-').collect();
    word.starts_with(char::is_uppercase) && PLACES.contains(&word.to_lowercase().as_str())
}
