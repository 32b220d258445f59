//! Messages as the pages show them: days, gaps, redactions and attachments; what deceives the eye is written out.

use std::collections::HashMap;

use zegel_archive::transcript::Stretch;
use zegel_archive::{visible, visible_name};
use zegel_model::{Content, Kind, REDACTION_MARK, SubmittedFile, SubmittedMessage};

use crate::{Page, download, format};

/// A message with what stands before it.
pub struct Row {
    /// Its place in the export.
    pub position: u64,
    /// How many messages are not here between the one before and this one.
    pub gap: u64,
    /// The day, where a new one begins.
    pub day: Option<String>,
    /// The time, `08:51`.
    pub time: String,
    /// The same, ISO 8601, for programs.
    pub at: String,
    /// Who; empty for a line of the app.
    pub sender: String,
    /// The name is the same as above and is kept for screen readers only.
    pub is_continued: bool,
    /// The text in pieces.
    pub pieces: Vec<Piece>,
    /// The name of its kind.
    pub kind: &'static str,
    /// The app marked it as edited.
    pub is_edited: bool,
    /// What it answers.
    pub quote: Option<String>,
    /// The reactions to it.
    pub reactions: Vec<String>,
    /// Its attachments.
    pub attachments: Vec<Attached>,
    /// A search led here.
    pub is_hit: bool,
}

/// A piece of a text.
pub enum Piece {
    /// As it is.
    Text(String),
    /// What was searched for.
    Mark(String),
    /// Removed before it was handed in, with the ground.
    Redacted(String),
}

/// An attachment.
pub struct Attached {
    /// The name as the message writes it.
    pub name: Option<String>,
    /// Where it is; `None` where it was not handed in.
    pub url: Option<String>,
    /// Its type.
    pub media_type: String,
    /// Its size in words.
    pub size: String,
    /// The page may show it.
    pub is_picture: bool,
    /// A text alternative that the owner wrote.
    pub alt: Option<String>,
}

/// Returns the address of a file from its place in the list.
type Address<'f> = dyn Fn(usize, &SubmittedFile) -> String + 'f;

/// Where the files of some messages are found.
pub struct Files<'f> {
    files: HashMap<&'f str, (usize, &'f SubmittedFile)>,
    names: HashMap<&'f str, (usize, &'f SubmittedFile)>,
    url: Box<Address<'f>>,
}

impl<'f> Files<'f> {
    /// Takes the files with the address of each.
    pub fn new(files: &'f [SubmittedFile], url: impl Fn(usize, &SubmittedFile) -> String + 'f) -> Self {
        let numbered = || files.iter().enumerate();
        Self {
            files: numbered().map(|(at, file)| (file.sha256.as_str(), (at, file))).collect(),
            names: numbered().map(|(at, file)| (file.name.as_str(), (at, file))).collect(),
            url: Box::new(url),
        }
    }

    fn find(&self, attachment: &zegel_model::Attachment) -> Option<(usize, &'f SubmittedFile)> {
        let by_hash = attachment.sha256.as_deref().and_then(|hash| self.files.get(hash));
        // A redacted picture has another hash than the message tells, and is known by its name.
        let by_name = || attachment.name.as_ref().and_then(|name| self.names.get(name.as_str()));
        by_hash.or_else(by_name).copied()
    }
}

/// Makes the rows of a stretch.
pub fn rows(p: &Page, stretch: &Stretch, files: &Files<'_>, hit: Option<u64>) -> Vec<Row> {
    let mut before = stretch.last_before;
    let (mut day, mut sender) = (None, None);
    let mut rows = Vec::with_capacity(stretch.messages.len());
    for kept in &stretch.messages {
        let message = &kept.message;
        let date = message.at.0.date();
        let is_new_day = day.replace(date) != Some(date);
        let name = message.sender.as_ref().map(Content::as_str).unwrap_or_default();
        let gap = message.position.saturating_sub(before + 1);
        let is_continued =
            !is_new_day && gap == 0 && sender.replace(name.to_owned()).as_deref() == Some(name);
        sender = Some(name.to_owned());
        before = message.position;
        rows.push(Row {
            position: message.position,
            gap,
            day: is_new_day.then(|| format::weekday(p.lang, date)),
            time: format!("{:02}:{:02}", message.at.0.hour(), message.at.0.minute()),
            at: message.at.to_string(),
            sender: visible_name(name),
            is_continued,
            pieces: pieces(kept),
            kind: kind(message.kind),
            is_edited: message.edited,
            quote: message
                .quote
                .as_ref()
                .and_then(|quote| Some(visible(quote.text.as_ref()?.as_str()).into_owned())),
            reactions: message.reactions.iter().map(|one| visible_name(one.emoji.as_str())).collect(),
            attachments: message.attachments.iter().map(|one| attached(p, one, files)).collect(),
            is_hit: hit == Some(message.position),
        });
    }
    rows
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Attachment => "text",
        Kind::System => "system",
        Kind::Deleted => "deleted",
        Kind::Call => "call",
        Kind::Location => "location",
        Kind::Contact => "contact",
        Kind::Poll => "poll",
        Kind::Unknown => "unknown",
    }
}

fn pieces(kept: &SubmittedMessage) -> Vec<Piece> {
    let text = kept.message.text.as_str();
    let mut grounds = kept.redactions.iter().map(|one| (one.at, one.ground.label.as_str()));
    let mut next = grounds.next();
    let (mut pieces, mut plain) = (vec![], String::new());
    for (at, c) in (0..).zip(text.chars()) {
        match next {
            Some((place, label)) if place == at && c == REDACTION_MARK => {
                if !plain.is_empty() {
                    pieces.push(Piece::Text(visible(&std::mem::take(&mut plain)).into_owned()));
                }
                pieces.push(Piece::Redacted(label.to_owned()));
                next = grounds.next();
            }
            _ => plain.push(c),
        }
    }
    if !plain.is_empty() {
        pieces.push(Piece::Text(visible(&plain).into_owned()));
    }
    pieces
}

fn attached(p: &Page, attachment: &zegel_model::Attachment, files: &Files<'_>) -> Attached {
    let found = files.find(attachment);
    let file = found.map(|(_, file)| file);
    Attached {
        name: attachment.name.as_ref().map(|name| visible_name(name.as_str())),
        url: found.map(|(at, file)| (files.url)(at, file)),
        media_type: file.map(|file| file.media_type.clone()).unwrap_or_default(),
        size: file.map(|file| format::bytes(p.lang, file.size_bytes)).unwrap_or_default(),
        is_picture: file.is_some_and(|file| download::is_picture(&file.media_type)),
        alt: file.and_then(|file| file.alt.as_ref()).map(|alt| alt.as_str().to_owned()),
    }
}

/// Cuts a text around the words that were searched for, and marks them.
///
/// The words are compared without regard to case and by their beginning, which is what a person sees as the same; the search itself
/// also finds other forms of a word, so a snippet may have no mark.
pub fn snippet(text: &str, asked: &str) -> Vec<Piece> {
    const AROUND: usize = 160;
    let text = visible(text).replace('\n', " ");
    let wanted: Vec<String> = asked
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| 1 < word.chars().count() && *word != "OR")
        .map(stem)
        .collect();
    let is_wanted = |word: &str| {
        let word = word.to_lowercase();
        wanted.iter().any(|stem| word.starts_with(stem.as_str()))
    };
    let words = spans(&text);
    let first = words.iter().find(|(from, to)| is_wanted(&text[*from..*to])).map_or(0, |(from, _)| *from);
    let start = floor(&text, first.saturating_sub(AROUND));
    let end = floor(&text, (first + 2 * AROUND).min(text.len()));
    let mut pieces = vec![];
    let mut at = start;
    for (from, to) in words.into_iter().filter(|(from, to)| start <= *from && *to <= end) {
        if is_wanted(&text[from..to]) {
            pieces.push(Piece::Text(text[at..from].to_owned()));
            pieces.push(Piece::Mark(text[from..to].to_owned()));
            at = to;
        }
    }
    pieces.push(Piece::Text(text[at..end].to_owned()));
    if 0 < start {
        pieces.insert(0, Piece::Text("… ".to_owned()));
    }
    if end < text.len() {
        pieces.push(Piece::Text(" …".to_owned()));
    }
    pieces
}

/// The beginning of a word that its other forms share, roughly.
fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let n = lower.chars().count();
    lower.chars().take(if 6 < n { n - 2 } else { n }).collect()
}

fn spans(text: &str) -> Vec<(usize, usize)> {
    let mut spans = vec![];
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                spans.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    spans.extend(start.map(|from| (from, text.len())));
    spans
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[Piece]) -> String {
        let show = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Mark(text) => format!("[{text}]"),
            Piece::Redacted(label) => format!("<{label}>"),
        };
        pieces.iter().map(show).collect()
    }

    #[test]
    fn a_snippet_marks_the_words_and_their_forms() {
        assert_eq!(shown(&snippet("De raming en de Ramingen.", "raming")), "De [raming] en de [Ramingen].");
        assert_eq!(shown(&snippet("niets", "raming")), "niets");
        let long = format!("{} doel {}", "é".repeat(400), "ü".repeat(400));
        let cut = shown(&snippet(&long, "doel"));
        assert!(cut.starts_with("… é") && cut.ends_with("ü …") && cut.contains("[doel]"), "{cut}");
    }
}
