//! What a body is: text, or a mark of the app for something that a text file cannot hold.
//!
//! Android marks nothing, so there a phrase counts only when it is the whole first line. iOS puts U+200E before what
//! the app wrote, so there a person who types the same words is believed to be a person. No character of the body
//! changes; what became a field is left out of `text`, and the whole stays in `raw`.

use zegel_model::Kind;

use crate::whatsapp::header::Style;
use crate::whatsapp::media::FileIndex;
use crate::whatsapp::phrases::{Phrases, Sign, is_attached_android, is_attached_ios, is_edited};
use crate::whatsapp::scan::is_mark;

const MARK: char = '\u{200e}';

/// What is known of the file when a body is read.
pub(super) struct Habits<'f> {
    pub(super) phrases: &'f Phrases,
    pub(super) style: Style,
    /// The app's own lines begin with U+200E in this file.
    pub(super) app_marks: bool,
    /// The language is Dutch or English, of which all phrases are known; in others shapes are believed too.
    pub(super) known_language: bool,
    /// The files of the export, whose names a mark may hold.
    pub(super) files: &'f FileIndex,
}

/// A file that a body names or leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Media<'b> {
    None,
    /// The phone left it out; some programs still write its name.
    Omitted(Option<&'b str>),
    Named(&'b str),
}

/// What else a body tells, for the loss report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remark {
    None,
    ViewOnce,
    Waiting,
    Poll,
}

/// A body, understood.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Body<'b> {
    pub(super) kind: Kind,
    /// What the person wrote: one or two pieces of the body (a caption may stand on both sides of a mark).
    pub(super) text: [&'b str; 2],
    pub(super) media: Media<'b>,
    pub(super) edited: bool,
    pub(super) location: Option<(&'b str, &'b str)>,
    pub(super) remark: Remark,
}

impl<'b> Body<'b> {
    pub(super) fn text(text: &'b str) -> Self {
        Self {
            kind: Kind::Text,
            text: [text, ""],
            media: Media::None,
            edited: false,
            location: None,
            remark: Remark::None,
        }
    }

    fn kind(kind: Kind, text: &'b str) -> Self {
        Self { kind, ..Self::text(text) }
    }
}

/// What is known of a body without looking into it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clues {
    /// A mark stands before the header: the app does that before media on iOS.
    pub(super) media_line: bool,
    /// Length of the first line of several; `None` for one line.
    pub(super) first_line_of_several: Option<usize>,
}

/// Reads the body of a message with a sender.
#[inline]
pub(super) fn read<'b>(body: &'b str, clues: Clues, habits: &Habits<'_>) -> Body<'b> {
    let bytes = body.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return Body { remark: Remark::ViewOnce, ..Body::kind(Kind::Unknown, body) };
    };
    let suspicious = matches!(first, b'<' | b'(' | 0xEF)
        || matches!(last, b'>' | b')')
        || (*first == 0xE2 && bytes.get(1) == Some(&0x80))
        || habits.phrases.may_begin(bytes)
        || clues.media_line
        || clues.first_line_of_several.is_some_and(|len| ends_like_a_mark(&bytes[..len.min(bytes.len())]))
        || ends_in_link(bytes)
        || (habits.style != Style::Dash && habits.phrases.has_mark(bytes));
    match suspicious {
        false => Body::text(body),
        true => read_carefully(body, clues.media_line, habits),
    }
}

/// Reads the body of a line without a sender.
pub(super) fn read_own<'b>(body: &'b str, habits: &Habits<'_>) -> Body<'b> {
    let text = body.trim_start_matches(MARK);
    let first_line = first_line(text);
    match habits.phrases.find(first_line) {
        Some((Sign::Call, _)) if first_line.len() == text.len() => Body::kind(Kind::Call, text),
        _ => Body::kind(Kind::System, text),
    }
}

fn read_carefully<'b>(whole: &'b str, media_line: bool, habits: &Habits<'_>) -> Body<'b> {
    read_known(whole, media_line, habits).unwrap_or_else(|| read_anew(whole, media_line, habits))
}

/// The quick way for a body that is one line and nothing but a phrase that was found lately, as most of what the app
/// writes is. `None` for all that [`read_anew`] may take for something else.
fn read_known<'b>(body: &'b str, media_line: bool, habits: &Habits<'_>) -> Option<Body<'b>> {
    let android = habits.style == Style::Dash;
    let inner = if android { body } else { body.strip_prefix(MARK)? };
    let (sign, _) = habits.phrases.recall(inner)?;
    let (bracket, words) = inner.strip_prefix('<').map_or((false, inner), |words| (true, words));
    if memchr::memchr2(b'<', b'\n', words.as_bytes()).is_some() || words.contains(is_mark) {
        return None;
    }
    let omitted = Some(Media::Omitted(None)).filter(|_| android == bracket);
    match sign {
        Sign::Omitted => Some(Body { media: omitted?, ..Body::kind(Kind::Attachment, "") }),
        Sign::OmittedContact => Some(Body { media: omitted?, ..Body::kind(Kind::Contact, "") }),
        // A file may have such a name, and in a language that is not known a short phrase may be an omission.
        _ if bracket || inner.starts_with('(') || inner.ends_with([')', '>']) => None,
        _ if !android && (habits.phrases.may_begin_omission(inner) || media_line) => None,
        _ => find_phrase(body, inner, !android, habits),
    }
}

fn read_anew<'b>(whole: &'b str, media_line: bool, habits: &Habits<'_>) -> Body<'b> {
    let (body, edited) = cut_edited(whole, habits);
    let marked = body.starts_with(MARK);
    let inner = body.trim_start_matches(is_mark);
    // A person's own text that begins with a mark keeps it; the app's lines lose it.
    let mut read = find_media(body, media_line, habits)
        .or_else(|| find_phrase(body, inner, marked, habits))
        .or_else(|| find_location(body, inner, habits))
        .or_else(|| find_poll(inner).then(|| Body { remark: Remark::Poll, ..Body::kind(Kind::Poll, body) }))
        .unwrap_or_else(|| plain_or_system(body, inner, marked, habits));
    read.edited = edited;
    read
}

fn plain_or_system<'b>(body: &'b str, inner: &'b str, marked: bool, habits: &Habits<'_>) -> Body<'b> {
    if inner.is_empty() {
        return Body { remark: Remark::ViewOnce, ..Body::kind(Kind::Unknown, body) };
    }
    match marked && habits.app_marks && habits.style != Style::Dash {
        true => Body::kind(Kind::System, inner),
        false => Body::text(body),
    }
}

/// Takes the mark of an edited text off the end, with the one space before it.
fn cut_edited<'b>(body: &'b str, habits: &Habits<'_>) -> (&'b str, bool) {
    let trimmed = body.trim_end_matches(is_mark);
    let Some(open) = trimmed.strip_suffix('>').and_then(|inner| inner.rfind('<')) else {
        return (body, false);
    };
    if !is_edited(&trimmed[open + 1..trimmed.len() - 1]) {
        return (body, false);
    }
    let before = &body[..open];
    let unmarked = before.trim_end_matches(MARK);
    // On an iPhone a person who types these words has no mark before them.
    if habits.style == Style::Bracket && habits.app_marks && unmarked.len() == before.len() {
        return (body, false);
    }
    (unmarked.strip_suffix(' ').unwrap_or(unmarked), true)
}

fn find_media<'b>(body: &'b str, media_line: bool, habits: &Habits<'_>) -> Option<Body<'b>> {
    match habits.style {
        Style::Dash => android_media(body, habits),
        _ => ios_media(body, habits).or_else(|| unknown_omission(body, media_line, habits)),
    }
}

/// Android: the mark is the whole first line, the caption follows on the next lines.
fn android_media<'b>(body: &'b str, habits: &Habits<'_>) -> Option<Body<'b>> {
    let line = first_line(body);
    let caption = after_line(body, line);
    let name_line = line.trim_start_matches(is_mark);
    if let Some(name) = android_name(name_line, habits) {
        return Some(named(name, [caption, ""]));
    }
    if !name_line.starts_with('<') {
        return None;
    }
    let (sign, _) = habits.phrases.find(name_line).or_else(|| shape_of_omission(name_line, habits))?;
    let omitted = Media::Omitted(document_name(caption));
    match sign {
        Sign::Omitted => Some(Body { media: omitted, ..Body::kind(Kind::Attachment, caption) }),
        Sign::OmittedContact => Some(Body { media: omitted, ..Body::kind(Kind::Contact, caption) }),
        _ => None,
    }
}

/// `name (WORDS)`: known words, or a name that is a file of the export.
fn android_name<'b>(line: &'b str, habits: &Habits<'_>) -> Option<&'b str> {
    let line = line.trim_end_matches(is_mark);
    if let Some(inner) = line.strip_suffix(')') {
        let open = inner.rfind(" (")?;
        let name = &line[..open];
        let known = is_attached_android(&inner[open + 2..]) && looks_like_file(name);
        return (known || habits.files.find(name).is_some()).then_some(name);
    }
    // Persian has the words in front.
    let close = line.strip_prefix('(')?.find(") ")? + 1;
    let name = line[close + 2..].trim_start_matches(is_mark);
    habits.files.find(name).is_some().then_some(name)
}

/// iOS: `⟨LRM⟩<attached: name>`, a caption before or behind it; older: `name <⟨LRM⟩attached>`.
fn ios_media<'b>(body: &'b str, habits: &Habits<'_>) -> Option<Body<'b>> {
    if let Some(found) = ios_attached(body, habits) {
        return Some(found);
    }
    if let Some(found) = old_ios_attached(body) {
        return Some(found);
    }
    // The tail behind the last mark, or the whole where the file has no marks.
    let line = first_line(body);
    let start = match line.rfind(MARK) {
        Some(place) => place + MARK.len_utf8(),
        None if !habits.app_marks => 0,
        None => return None,
    };
    let (sign, phrase_len) = omission_at_start(&body[start..], habits)?;
    let kind = match sign {
        Sign::Omitted => Kind::Attachment,
        _ => Kind::Contact,
    };
    let before = without_pages(body[..start].trim_end_matches(MARK));
    let behind = &body[start + phrase_len..];
    let behind = behind.strip_prefix([' ', '\n']).unwrap_or(behind);
    let name = document_name(before);
    Some(Body { text: [before, behind], media: Media::Omitted(name), ..Body::kind(kind, before) })
}

/// Returns the phrase with which a tail begins; a caption may follow it.
fn omission_at_start(tail: &str, habits: &Habits<'_>) -> Option<(Sign, usize)> {
    let line = first_line(tail);
    let is_omission = |text: &str| {
        let found = habits.phrases.find(text).map(|(sign, _)| sign);
        found.filter(|sign| matches!(sign, Sign::Omitted | Sign::OmittedContact))
    };
    if !habits.phrases.may_begin_omission(line) {
        return None;
    }
    if let Some(sign) = is_omission(line) {
        return Some((sign, line.len()));
    }
    // At most four words make such a phrase; a caption behind it is believed only behind the app's mark.
    let spaces = line.match_indices(' ').map(|(place, _)| place).take(4);
    let found = spaces.filter_map(|end| is_omission(&line[..end]).map(|sign| (sign, end))).last();
    found.filter(|_| habits.app_marks)
}

fn ios_attached<'b>(body: &'b str, habits: &Habits<'_>) -> Option<Body<'b>> {
    let mut from = 0;
    while let Some(place) = memchr::memchr(b'<', &body.as_bytes()[from..]) {
        let open = from + place;
        from = open + 1;
        let before = &body[..open];
        let marked = before.ends_with(MARK);
        let Some(close) = body[open..].find('>').map(|place| open + place) else { break };
        let inside = &body[open + 1..close];
        let Some((word, name)) = inside.split_once(':') else { continue };
        let believed = marked || (!habits.app_marks && is_attached_ios(word));
        // Behind the app's mark any short word will do: the list of languages is never complete.
        if !believed || inside.contains('\n') || 40 < word.chars().count() {
            continue;
        }
        let name = name.trim_matches(|c: char| is_mark(c) || c == ' ');
        let before = without_pages(before.trim_end_matches(MARK));
        let behind = &body[close + 1..];
        let behind = behind.strip_prefix([' ', '\n']).unwrap_or(behind);
        return Some(named(name, [before, behind]));
    }
    None
}

fn old_ios_attached(body: &str) -> Option<Body<'_>> {
    let line = first_line(body);
    let open = line.strip_suffix('>')?.rfind('<')?;
    let name = line[..open].trim_end_matches(|c: char| is_mark(c) || c == ' ').trim_start_matches(is_mark);
    let known = is_attached_ios(&line[open + 1..line.len() - 1]) && looks_like_file(name);
    known.then(|| named(name, [after_line(body, line), ""]))
}

/// A media line of iOS in a language that is not known: marks before header and phrase, and a short phrase.
fn unknown_omission<'b>(body: &'b str, media_line: bool, habits: &Habits<'_>) -> Option<Body<'b>> {
    const MAX_PHRASE_CHARS: usize = 40;
    if !media_line || !habits.app_marks || habits.known_language || body.contains('\n') {
        return None;
    }
    let start = body.rfind(MARK)? + MARK.len_utf8();
    let phrase = &body[start..];
    let short = phrase.chars().count() <= MAX_PHRASE_CHARS && phrase.contains(' ');
    if !short || phrase.contains(['.', '<', '>', ':', '/']) {
        return None;
    }
    let before = without_pages(body[..start].trim_end_matches(MARK));
    let media = Media::Omitted(document_name(before));
    Some(Body { media, ..Body::kind(Kind::Attachment, before) })
}

/// `<…>` as a whole line, in a language whose words are not known.
fn shape_of_omission(line: &str, habits: &Habits<'_>) -> Option<(Sign, &'static str)> {
    if habits.known_language {
        return None;
    }
    let inner = line.strip_prefix('<')?.strip_suffix('>')?;
    let words = inner.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\u{200c}' | '\u{200d}' | '-'));
    let speaks = inner.contains(' ') || !inner.is_ascii();
    (words && speaks && 5 <= inner.chars().count()).then_some((Sign::Omitted, ""))
}

/// Takes off what iOS writes between a document's name and its mark: `Name.pdf • ⟨LRM⟩116 pagina's `.
fn without_pages(before: &str) -> &str {
    if before.is_empty() {
        return before;
    }
    let before = match before.rfind(" • \u{200e}") {
        Some(place) if !before[place..].contains('\n') => &before[..place],
        _ => before.strip_suffix([' ', '\n']).unwrap_or(before),
    };
    before.trim_end_matches(MARK)
}

fn named<'b>(name: &'b str, text: [&'b str; 2]) -> Body<'b> {
    let card = name.len() >= 4 && name.as_bytes()[name.len() - 4..].eq_ignore_ascii_case(b".vcf");
    let kind = if card { Kind::Contact } else { Kind::Attachment };
    Body { text, media: Media::Named(name), ..Body::kind(kind, text[0]) }
}

fn find_phrase<'b>(body: &'b str, inner: &'b str, marked: bool, habits: &Habits<'_>) -> Option<Body<'b>> {
    let ios = habits.style != Style::Dash;
    // On iOS the app's own words follow its mark; without the mark a person typed them.
    if (ios && habits.app_marks && !marked) || inner.contains('\n') {
        return None;
    }
    let (sign, _) = habits.phrases.find(inner)?;
    let of = |kind| Some(Body::kind(kind, inner));
    match sign {
        Sign::Deleted => of(Kind::Deleted),
        Sign::Call => of(Kind::Call),
        Sign::MarkedCall if marked => of(Kind::Call),
        Sign::LiveLocation => of(Kind::Location),
        Sign::Waiting => Some(Body { remark: Remark::Waiting, ..Body::kind(Kind::Unknown, inner) }),
        Sign::Null if !ios => Some(Body { remark: Remark::ViewOnce, ..Body::kind(Kind::Unknown, body) }),
        Sign::Null | Sign::MarkedCall | Sign::Omitted | Sign::OmittedContact => None,
    }
}

const MAPS: [&str; 4] = [
    "https://maps.google.com/?q=",
    "https://maps.google.com/maps?q=",
    "https://maps.apple.com/?q=",
    "https://www.google.com/maps?q=",
];
const PLACES: [&str; 2] = ["https://foursquare.com/v/", "https://www.foursquare.com/v/"];

/// Returns true for a first line that ends as marks of media and of polls do.
#[inline]
fn ends_like_a_mark(line: &[u8]) -> bool {
    matches!(line.last(), Some(b'>' | b')' | b':' | 0x8E))
}

/// Returns true when the last word may be a link to a map: it is long, and begins as a link.
#[inline]
fn ends_in_link(body: &[u8]) -> bool {
    const SHORTEST: usize = 25;
    let Some(tail) = body.last_chunk::<SHORTEST>() else { return false };
    // Without a way out of the loop it becomes vector instructions.
    if tail.iter().fold(false, |found, byte| found | matches!(byte, b' ' | b'\n')) {
        return false;
    }
    let last_word = memchr::memrchr2(b' ', b'\n', body).map_or(0, |place| place + 1);
    body[last_word..].starts_with(b"https://")
}

/// `locatie: https://maps.google.com/?q=52.08,4.31`, or a place with its page on the map of Foursquare.
fn find_location<'b>(body: &'b str, inner: &'b str, habits: &Habits<'_>) -> Option<Body<'b>> {
    let last_word = memchr::memrchr2(b' ', b'\n', inner.as_bytes()).map_or(0, |place| place + 1);
    let link = &inner[last_word..];
    if !link.starts_with("https://") {
        return None;
    }
    let text = if body.starts_with(MARK) { inner } else { body };
    if PLACES.iter().any(|place| link.starts_with(place)) {
        // Android: name, address and link on three lines; iOS: `Name (address): link`.
        let lines = inner[..last_word].ends_with('\n');
        let sentence = inner[..last_word].ends_with(": ") && !inner.contains('\n');
        return (lines || sentence).then(|| Body::kind(Kind::Location, text));
    }
    // On iOS a person who types a word and a link has no mark before them.
    if habits.app_marks && habits.style != Style::Dash && !body.starts_with(MARK) {
        return None;
    }
    let coordinates = MAPS.iter().find_map(|map| link.strip_prefix(map))?;
    let one_word = inner[..last_word].trim_end_matches([':', ' ']);
    // `Kijk hier: <link>` is a person's sentence; the app writes one word, in a few languages two.
    if inner.contains('\n') || 2 < one_word.split(' ').count() || !inner[..last_word].ends_with(": ") {
        return None;
    }
    let (latitude, rest) = coordinates.split_once(',')?;
    let longitude = rest.split('&').next().unwrap_or(rest);
    let location = (is_degrees(latitude) && is_degrees(longitude)).then_some((latitude, longitude));
    Some(Body { location, ..Body::kind(Kind::Location, text) })
}

fn is_degrees(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// A poll: a word with a colon, a question, and options with their number of votes in brackets. The shape is the
/// same in every language.
fn find_poll(inner: &str) -> bool {
    let mut lines = inner.lines().map(|line| line.trim_matches(is_mark));
    let head = lines.next().unwrap_or_default();
    let word = |text: &str| {
        let upper = text.chars().all(|c| c.is_alphabetic() && (c.is_uppercase() || !c.is_lowercase()));
        upper && !text.is_empty() && text.chars().count() <= 20
    };
    if !head.strip_suffix(':').is_some_and(word) || lines.next().is_none() {
        return false;
    }
    let is_option = |line: &str| {
        let votes = line.strip_suffix(')').and_then(|line| line.rsplit_once(" ("));
        let counted = votes.is_some_and(|(_, votes)| votes.starts_with(|c: char| c.is_numeric()));
        counted && line.split_once(": ").is_some_and(|(option, _)| word(option))
    };
    lines.filter(|line| is_option(line)).count() >= 1
}

fn first_line(body: &str) -> &str {
    match memchr::memchr(b'\n', body.as_bytes()) {
        Some(end) => body[..end].strip_suffix('\r').unwrap_or(&body[..end]),
        None => body,
    }
}

/// Returns what follows the first line and its line end.
fn after_line<'b>(body: &'b str, line: &str) -> &'b str {
    let rest = &body[line.len()..];
    rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest)
}

/// Returns true for something with an ending, even an empty one (`DOC-20220502-WA0006.`).
fn looks_like_file(name: &str) -> bool {
    const MAX_ENDING: usize = 10;
    let Some((_, ending)) = name.rsplit_once('.') else { return false };
    ending.len() <= MAX_ENDING && ending.chars().all(char::is_alphanumeric)
}

/// Returns the text itself where it is one line that looks like the name of a document.
fn document_name(text: &str) -> Option<&str> {
    let ending = text.rsplit_once('.').map(|(_, ending)| ending)?;
    let known = (2..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let lettered = ending.bytes().any(|byte| byte.is_ascii_alphabetic());
    (known && lettered && looks_like_file(text) && !text.contains('\n') && !text.contains("://"))
        .then_some(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SAMPLES: [&str; 16] = [
        "<Media weggelaten>",
        "<media omitted>",
        "afbeelding weggelaten",
        "Visitekaartje weggelaten",
        "Dit bericht is verwijderd.",
        "Dit bericht is verwijderd door beheerder Jan",
        "Dit bericht is bewerkt",
        "Gemiste spraakoproep om 14:05",
        "Voice call. 12 min",
        "spraakoproep",
        "Wachten op dit bericht. Dit kan even duren.",
        "Live locatie gedeeld",
        "null",
        "image omitted",
        "Obrázek vynechán",
        "Ja, dat klopt",
    ];

    proptest! {
        #[test]
        fn the_quick_way_reads_a_body_as_the_careful_way_does(
            front in prop::sample::select(vec!["", "\u{200e}", "\u{200e}\u{200e}", "(", "<", "x \u{200e}", "\n"]),
            sample in prop::sample::select(SAMPLES.to_vec()),
            back in prop::sample::select(vec!["", ".", " ", ")", ">", "\n", "\nx", "<", ". (3)", "\u{200e}", " <Dit bericht is bewerkt>"]),
            style in prop::sample::select(vec![Style::Dash, Style::Bracket, Style::Colon]),
            [app_marks, known_language, media_line] in any::<[bool; 3]>(),
        ) {
            let phrases = Phrases::new();
            let files = FileIndex::default();
            let habits = Habits { phrases: &phrases, style, app_marks, known_language, files: &files };
            let body = format!("{front}{sample}{back}");
            // Only what was found before is known.
            phrases.find(&body);
            phrases.find(body.lines().next().unwrap_or_default());
            if let Some(known) = read_known(&body, media_line, &habits) {
                prop_assert_eq!(known, read_anew(&body, media_line, &habits));
            }
        }
    }
}
