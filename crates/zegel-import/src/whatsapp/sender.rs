//! Who sent a message: the part of the first line before `": "`, unless the line is the app's own.

use std::collections::HashMap;

use crate::Limits;
use crate::whatsapp::phrases::{encryption, is_event, is_naming};

/// The senders seen so far in one pass. Both passes see the same ones in the same order.
pub(super) struct Roster {
    names: Vec<String>,
    by_name: HashMap<String, usize>,
    /// The last sender for each fingerprint, because a chat has few of them and each writes often.
    recent: [usize; 64],
    max: usize,
}

/// The first line behind the header, split.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Split {
    /// Length of the sender, which begins at the header's end.
    pub(super) sender_len: Option<usize>,
    /// Where the body begins.
    pub(super) body: usize,
    /// The sender's number in the roster, where there was room for it.
    pub(super) number: Option<usize>,
}

const NO_SENDER: Split = Split { sender_len: None, body: 0, number: None };

impl Roster {
    pub(super) fn new(limits: &Limits) -> Self {
        let max = usize::try_from(limits.max_participants).unwrap_or(usize::MAX);
        Self { names: Vec::new(), by_name: HashMap::new(), recent: [usize::MAX; 64], max }
    }

    /// Returns the names in order of appearance.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Splits the first line behind a header.
    #[inline]
    pub(super) fn split(&mut self, rest: &str) -> Split {
        // Nearly always the first colon ends the name of somebody who wrote before.
        let bytes = rest.as_bytes();
        if let Some(colon) = memchr::memchr(b':', bytes)
            && matches!(bytes.get(colon + 1), None | Some(b' '))
            && let Some(number) = self.find_recent(&bytes[..colon])
        {
            let body = (colon + 2).min(bytes.len());
            return Split { sender_len: Some(colon), body, number: Some(number) };
        }
        self.split_patiently(rest)
    }

    fn split_patiently(&mut self, rest: &str) -> Split {
        let bytes = rest.as_bytes();
        let mut from = 0;
        while let Some(place) = memchr::memchr(b':', &bytes[from..]) {
            let colon = from + place;
            if let b' ' = *bytes.get(colon + 1).unwrap_or(&b' ') {
                // A colon at the end of the line is a sender without a text: a view-once picture, stripped media.
                return self.split_at(rest, colon);
            }
            from = colon + 1;
        }
        self.split_at_bare_colon(rest)
    }

    fn split_at(&mut self, rest: &str, colon: usize) -> Split {
        let body = (colon + 2).min(rest.len());
        if let Some(number) = self.find(&rest[..colon]) {
            return Split { sender_len: Some(colon), body, number: Some(number) };
        }
        if let Some(longer) = sender_with_colon(rest, colon) {
            let number = self.add(&rest[..longer]);
            return Split { sender_len: Some(longer), body: longer + 2, number };
        }
        if is_line_of_app(&rest[..colon]) {
            return NO_SENDER;
        }
        Split { sender_len: Some(colon), body, number: self.add(&rest[..colon]) }
    }

    /// `John Doe:.`: a colon without a space ends a sender only if that sender is known, because the app's own
    /// lines hold times and group names.
    fn split_at_bare_colon(&mut self, rest: &str) -> Split {
        let Some(colon) = rest.find(':') else { return NO_SENDER };
        match self.find(&rest[..colon]) {
            Some(number) => Split { sender_len: Some(colon), body: colon + 1, number: Some(number) },
            None => NO_SENDER,
        }
    }

    #[inline]
    fn find_recent(&self, name: &[u8]) -> Option<usize> {
        let recent = self.recent[fingerprint(name)];
        self.names.get(recent).is_some_and(|known| known.as_bytes() == name).then_some(recent)
    }

    fn find(&mut self, name: &str) -> Option<usize> {
        let found = *self.by_name.get(name)?;
        self.recent[fingerprint(name.as_bytes())] = found;
        Some(found)
    }

    fn add(&mut self, name: &str) -> Option<usize> {
        if let Some(known) = self.by_name.get(name) {
            return Some(*known);
        }
        // A hostile file with millions of senders must not fill the memory; the messages keep theirs.
        if self.max <= self.names.len() {
            return None;
        }
        self.names.push(name.to_owned());
        self.by_name.insert(name.to_owned(), self.names.len() - 1);
        Some(self.names.len() - 1)
    }
}

#[inline]
fn fingerprint(name: &[u8]) -> usize {
    let first = usize::from(name.first().copied().unwrap_or(0));
    let last = usize::from(name.last().copied().unwrap_or(0));
    let middle = usize::from(name.get(name.len() / 2).copied().unwrap_or(0));
    (first ^ last.rotate_left(3) ^ middle.rotate_left(1) ^ name.len()) % 64
}

/// Returns true when what stands before `": "` is the beginning of a line of the app: one in which a person chose a
/// name, or, in any language, one with an open quotation mark.
fn is_line_of_app(candidate: &str) -> bool {
    let count = |mark: char| candidate.matches(mark).count();
    let open = count('"') % 2 == 1
        || count('”') + count('“') + count('„') == 1
        || count('»') + count('«') == 1
        || count('「') != count('」');
    open || is_naming(candidate)
}

/// Returns the length of a sender that holds `": "` itself: a group's name on iOS, which only shows because a line of
/// the app with its mark follows it (`Team: plan: ⟨LRM⟩Jan changed this group's icon`).
fn sender_with_colon(rest: &str, colon: usize) -> Option<usize> {
    const MARK: &str = ": \u{200e}";
    if rest[colon..].starts_with(MARK) {
        return None;
    }
    let place = colon + rest[colon..].find(MARK)?;
    let line = &rest[place + MARK.len()..];
    (is_event(line) || encryption(line).is_some()).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(rest: &str) -> (Option<&str>, &str) {
        let mut roster = Roster::new(&Limits::default());
        roster.split("Jan: Hoi");
        let split = roster.split(rest);
        (split.sender_len.map(|len| &rest[..len]), &rest[split.body..])
    }

    #[test]
    fn the_sender_ends_at_the_first_colon_and_space() {
        assert_eq!(split("Jan: plan: b"), (Some("Jan"), "plan: b"));
        assert_eq!(split("Kees van Dijk (Griffie): a"), (Some("Kees van Dijk (Griffie)"), "a"));
        assert_eq!(split("10:30 Uur: a"), (Some("10:30 Uur"), "a"));
        assert_eq!(split("Naam：breed: a"), (Some("Naam：breed"), "a"));
    }

    #[test]
    fn a_sender_without_a_text_keeps_its_name() {
        assert_eq!(split("Carol:"), (Some("Carol"), ""));
        assert_eq!(split("Jan:."), (Some("Jan"), "."));
        assert_eq!(split("Piet:."), (None, "Piet:."));
    }

    #[test]
    fn lines_of_the_app_have_no_sender_even_with_a_colon_in_them() {
        for line in [
            r#"Jan heeft het onderwerp gewijzigd naar "Team: plan""#,
            "Jan heeft het onderwerp gewijzigd naar “Team: plan”",
            r#"Jan created group "Team: plan""#,
            "Иван изменил тему на «Team: plan»",
            "Jan heeft de groep verlaten",
        ] {
            assert_eq!(split(line), (None, line));
        }
    }

    #[test]
    fn a_group_with_a_colon_in_its_name_is_a_sender_on_ios() {
        let line = "Team: plan: \u{200e}Jan heeft de groepsafbeelding gewijzigd";
        assert_eq!(split(line), (Some("Team: plan"), "\u{200e}Jan heeft de groepsafbeelding gewijzigd"));
    }
}
