//! Mail addresses, as people type them (a part of RFC 5322 §3.4.1: no quotes, no comments).

use crate::{Detector, Found, is_wordy};

/// A part of an address is at most so long (RFC 5321 §4.5.3.1).
const MAX_LOCAL_CHARS: usize = 64;
const MAX_DOMAIN_CHARS: usize = 255;

/// Finds mail addresses.
pub(crate) fn find(found: &mut Found<'_>) {
    let chars = found.chars;
    for at in (0..chars.len()).filter(|&at| chars[at] == '@') {
        let is_local = |c: char| is_wordy(c) || matches!(c, '.' | '+' | '-' | '%' | '\'');
        let n_local = chars[..at].iter().rev().take(MAX_LOCAL_CHARS).take_while(|c| is_local(**c)).count();
        // A sentence may end, or a quote begin, directly before an address.
        let n_before = chars[at - n_local..at].iter().take_while(|c| !is_wordy(**c)).count();
        let from = at - n_local + n_before;
        let to = domain_end(chars, at + 1);
        if let Some(to) = to.filter(|_| from < at && is_wordy(chars[at - 1])) {
            found.add(Detector::Mail, from, to);
        }
    }
}

/// Returns where a domain ends: labels with dots between them, the last one of letters.
fn domain_end(chars: &[char], from: usize) -> Option<usize> {
    let is_domain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let n = chars.get(from..)?.iter().take(MAX_DOMAIN_CHARS).take_while(|c| is_domain(**c)).count();
    let mut domain = &chars[from..from + n];
    // The full stop of a sentence is not a part of it.
    while let Some((_, rest)) = domain.split_last().filter(|(last, _)| !last.is_alphanumeric()) {
        domain = rest;
    }
    let mut labels: Vec<&[char]> = domain.split(|c| *c == '.').collect();
    // "mail jan@waterveen.nl.Dank u": what begins with a capital behind two labels is the next sentence.
    if 2 < labels.len() && labels.last().is_some_and(|label| label.first().is_some_and(|c| c.is_uppercase()))
    {
        labels.pop();
    }
    let last = labels.last()?;
    let is_top = 2 <= last.len() && last.iter().all(|c| c.is_alphabetic());
    let fits = 2 <= labels.len() && is_top && labels.iter().all(|label| !label.is_empty());
    fits.then(|| from + labels.iter().map(|label| label.len() + 1).sum::<usize>() - 1)
}
