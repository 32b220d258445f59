//! The blocks of a print: headings, facts, tables, messages, in their order and in words.
//!
//! Every print walks this one list, so that they cannot disagree. Blocks know no fonts, pages or markup; all
//! their texts have passed through [`visible`].

use std::collections::BTreeSet;

use zegel_model::{Kind, Precision, REDACTION_MARK, Route};

use crate::transcript::{Entry, Item, Listed, Transcript};
use crate::visible::{visible, visible_name, visible_name_or};
use crate::words::{Words, fill, loss};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    Title(Title),
    Heading {
        level: Level,
        text: String,
    },
    /// What follows is an annex: a print with pages begins a new one.
    Annex,
    Facts {
        caption: String,
        rows: Vec<(String, String)>,
    },
    Table(Table),
    Paragraph(String),
    Gap(String),
    Message(Box<Line>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Title {
    pub(crate) archive: String,
    pub(crate) title: String,
    pub(crate) subtitle: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Section,
    Day,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) kind: TableKind,
    pub(crate) head: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableKind {
    Participants,
    Attachments,
    Losses,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) position: u64,
    pub(crate) time: String,
    /// ISO 8601, for a print that has a place for it.
    pub(crate) machine_time: String,
    pub(crate) sender: Sender,
    /// Paragraphs of pieces.
    pub(crate) paragraphs: Vec<Vec<Piece>>,
    pub(crate) pictures: Vec<PictureRef>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sender {
    Person(String),
    /// Words of ours in the place of a name.
    Label(&'static str),
}

impl Sender {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Person(name) => name,
            Self::Label(label) => label,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// What the person wrote.
    Text(String),
    /// In the place of a redacted span: its label.
    Redacted(String),
    /// Words of ours, or of the app.
    Note(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PictureRef {
    pub(crate) id: String,
    pub(crate) media_type: String,
    pub(crate) name: String,
    pub(crate) alt: Option<String>,
}

/// Returns the blocks of a transcript, made one by one.
pub(crate) fn blocks(transcript: &Transcript) -> impl Iterator<Item = Block> + '_ {
    let words = Words::of(transcript.head.language);
    let with_zone = zones(transcript).len() > 1;
    let items = transcript.items.iter().map(move |item| one(transcript, words, item, with_zone));
    opening(transcript, words)
        .into_iter()
        .chain(items)
        .chain(std::iter::once_with(move || annexes(transcript, words)).flatten())
}

/// Returns the title of a record as every print shows it.
pub(crate) fn title(transcript: &Transcript) -> String {
    visible_name_or(transcript.head.record_title.as_str(), Words::of(transcript.head.language).no_title)
}

/// Returns which part this is, in words, where there is more than one.
pub(crate) fn part(transcript: &Transcript, words: &Words) -> Option<String> {
    let part = transcript.part;
    let (n, m) = (words.number(part.index.get().into()), words.number(part.n_parts.get().into()));
    (part.n_parts.get() > 1).then(|| fill(words.part, &[("{n}", &n), ("{m}", &m)]))
}

fn one(transcript: &Transcript, words: &'static Words, item: &Item, with_zone: bool) -> Block {
    match item {
        Item::Month { first } => Block::Heading { level: Level::Section, text: words.month(*first) },
        Item::Day { date } => Block::Heading { level: Level::Day, text: words.day(*date) },
        Item::Gap { n_messages } => Block::Gap(gap(transcript, words, *n_messages)),
        Item::Message(entry) => Block::Message(Box::new(message(transcript, words, entry, with_zone))),
    }
}

fn gap(transcript: &Transcript, words: &Words, n_messages: u64) -> String {
    // With one capture split over dossiers, what is not here may be kept elsewhere.
    let whole = transcript.head.n_messages == transcript.head.n_in_capture;
    let (single, several) =
        if whole { (words.gap_one, words.gap_many) } else { (words.gap_here_one, words.gap_here_many) };
    if n_messages == 1 { single.to_owned() } else { fill(several, &[("{n}", &words.number(n_messages))]) }
}

fn opening(transcript: &Transcript, words: &'static Words) -> Vec<Block> {
    let head = &transcript.head;
    let subtitle = match part(transcript, words) {
        Some(part) => format!("{} · {part}", words.subtitle),
        None => words.subtitle.to_owned(),
    };
    let title = Title {
        archive: visible_name_or(&head.archive_name, words.no_title),
        title: title(transcript),
        subtitle,
    };
    let mut list = vec![
        Block::Title(title),
        Block::Facts { caption: words.facts.to_owned(), rows: facts(transcript, words) },
        Block::Heading { level: Level::Section, text: words.participants.to_owned() },
    ];
    list.push(if head.participants.is_empty() {
        Block::Paragraph(words.no_participants.to_owned())
    } else {
        Block::Table(participants(transcript, words))
    });
    if !transcript.items.iter().any(|item| matches!(item, Item::Message(_))) {
        list.push(Block::Paragraph(words.no_messages.to_owned()));
    }
    list
}

fn facts(transcript: &Transcript, words: &Words) -> Vec<(String, String)> {
    let head = &transcript.head;
    let with_title = |id: &str, title: Option<&str>| match title {
        Some(title) => format!("{} ({id})", visible_name(title)),
        None => id.to_owned(),
    };
    let named = |content: &Option<zegel_model::Content>| content.as_ref().map(|c| c.as_str().to_owned());
    let conversation =
        named(&head.conversation_title).map_or(words.no_title.to_owned(), |name| visible_name(&name));
    let policy = fill(
        words.policy,
        &[
            ("{s}", words.regime(head.regime.kind)),
            ("{t}", &visible_name(&head.regime.policy)),
            ("{n}", &words.date(head.regime.policy_date)),
        ],
    );
    let registered = fill(
        words.by_at,
        &[
            ("{s}", &with_title(head.registered.by.as_str(), named(&head.registered_by_name).as_deref())),
            ("{t}", &words.timestamp(head.registered.at)),
        ],
    );
    let captured = format!("{}, {}", words.route(head.route), words.platform(head.platform));
    let mut rows = vec![
        (words.dossier, with_title(head.dossier.as_str(), named(&head.dossier_title).as_deref())),
        (words.record, head.record_id.to_string()),
        (words.conversation, conversation),
        (words.captured, captured),
    ];
    if let (Some(first), Some(last)) = (head.first_at, head.last_at) {
        let (first, last) = (words.moment(first.0), words.moment(last.0));
        rows.push((words.period, fill(words.until, &[("{s}", &first), ("{t}", &last)])));
    }
    rows.push((words.messages, counts(transcript, words)));
    rows.extend(times(transcript, words).map(|times| (words.times, times)));
    rows.push((words.owner, with_title(head.owner.as_str(), named(&head.owner_name).as_deref())));
    rows.push((words.choice, policy));
    rows.extend(head.not_kept_ground.as_ref().map(|ground| (words.not_kept, visible_name(&ground.label))));
    rows.push((words.confidentiality, words.confidentiality(head.confidentiality).to_owned()));
    rows.push((words.retention, visible_name(&head.retention)));
    rows.push((words.registered, registered));
    rows.push((words.settled, words.timestamp(head.made_at)));
    rows.into_iter().map(|(label, value)| (label.to_owned(), value)).collect()
}

fn counts(transcript: &Transcript, words: &Words) -> String {
    let head = &transcript.head;
    let [here, kept, all] = [head.n_messages, head.n_in_capture, head.n_in_export].map(|n| words.number(n));
    let sentence = if head.n_messages < head.n_in_capture {
        words.some_here
    } else if head.n_in_capture < head.n_in_export {
        words.some_kept
    } else {
        words.all_kept
    };
    fill(sentence, &[("{n}", &here), ("{s}", &kept), ("{m}", &all)])
}

fn entries(transcript: &Transcript) -> impl Iterator<Item = &Entry> {
    transcript.items.iter().filter_map(|item| match item {
        Item::Message(entry) => Some(entry.as_ref()),
        _ => None,
    })
}

fn zones(transcript: &Transcript) -> BTreeSet<Option<&str>> {
    entries(transcript).map(|entry| entry.zone.as_deref()).collect()
}

/// States how certain the times are, once for all messages of the part.
fn times(transcript: &Transcript, words: &Words) -> Option<String> {
    let coarsest =
        entries(transcript).map(|entry| entry.precision).min_by_key(|precision| match precision {
            Precision::Minute => 0,
            Precision::Second => 1,
            Precision::Millisecond => 2,
        })?;
    let zones = zones(transcript);
    let precise = words.precision(coarsest);
    Some(match (zones.len(), zones.first()) {
        (1, Some(Some(zone))) => fill(words.times_zone, &[("{s}", &visible_name(zone)), ("{t}", precise)]),
        (1, _) => fill(words.times_phone, &[("{s}", precise)]),
        _ => format!("{}; {precise}", words.times_mixed),
    })
}

fn participants(transcript: &Transcript, words: &'static Words) -> Table {
    let row = |p: &zegel_model::Participant| {
        vec![
            visible_name_or(p.name.as_str(), words.no_title),
            words.name_source(&p.name_source).to_owned(),
            // Who is on a screenshot sent no counted message.
            if p.n_messages == 0 { String::new() } else { words.number(p.n_messages) },
        ]
    };
    Table {
        kind: TableKind::Participants,
        head: vec![words.name, words.name_source, words.messages],
        rows: transcript.head.participants.iter().map(row).collect(),
    }
}

fn message(transcript: &Transcript, words: &'static Words, entry: &Entry, with_zone: bool) -> Line {
    let sender = match (&entry.sender, entry.kind) {
        (Some(name), _) => Sender::Person(visible_name_or(name.as_str(), words.no_title)),
        (None, Kind::System) => Sender::Label(words.app),
        (None, _) if transcript.head.route == Route::Screenshot => Sender::Label(words.screenshot),
        (None, _) => Sender::Label(words.no_sender),
    };
    let listed: Vec<&Listed> = entry
        .attachments
        .iter()
        .filter_map(|number| transcript.attachments.get(usize::try_from(number.get()).ok()? - 1))
        .collect();
    let mut paragraphs = Vec::new();
    paragraphs.extend(quote(words, entry).map(|note| vec![Piece::Note(note)]));
    let body = body(words, entry, listed.is_empty());
    if !body.is_empty() {
        paragraphs.push(body);
    }
    for listed in &listed {
        paragraphs.extend(attachment_notes(words, listed).into_iter().map(|note| vec![Piece::Note(note)]));
    }
    paragraphs.extend(reactions(words, entry).map(|note| vec![Piece::Note(note)]));
    Line {
        position: entry.position,
        time: time(entry, with_zone),
        machine_time: entry.at.to_string(),
        sender,
        paragraphs,
        pictures: listed.iter().filter_map(|listed| picture(transcript.head.route, words, listed)).collect(),
    }
}

fn time(entry: &Entry, with_zone: bool) -> String {
    let at = entry.at.0;
    let mut time = format!("{:02}:{:02}", at.hour(), at.minute());
    if entry.precision != Precision::Minute {
        time = format!("{time}:{:02}", at.second());
    }
    if entry.precision == Precision::Millisecond {
        time = format!("{time}.{:03}", at.millisecond());
    }
    match (&entry.zone, with_zone) {
        (Some(zone), true) => format!("{time} {}", visible_name(zone)),
        (None, true) => format!("{time} ?"),
        _ => time,
    }
}

fn quote(words: &Words, entry: &Entry) -> Option<String> {
    let quote = entry.quote.as_ref()?;
    let to = match quote.position {
        Some(position) => fill(words.answer_to, &[("{n}", &words.number(position))]),
        None => words.answer.to_owned(),
    };
    let text = quote.text.as_ref().map(|text| format!(": “{}”", visible_name(text.as_str())));
    Some(format!("{to}{}", text.unwrap_or_default()))
}

fn body(words: &Words, entry: &Entry, alone: bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if let Some(kind) = words.kind(entry.kind) {
        pieces.push(Piece::Note(format!("{kind}: ")));
    }
    let own_words = matches!(entry.kind, Kind::System | Kind::Deleted | Kind::Call | Kind::Unknown);
    let before = pieces.len();
    pieces.extend(text_pieces(words, entry).into_iter().map(|piece| match piece {
        Piece::Text(text) if own_words => Piece::Note(text),
        piece => piece,
    }));
    if let Some(location) = &entry.location {
        let place = format!("{}, {}", visible_name(&location.latitude), visible_name(&location.longitude));
        pieces.push(Piece::Text(if pieces.len() > before { format!(" {place}") } else { place }));
    }
    if pieces.len() == before && entry.kind == Kind::Deleted {
        pieces.push(Piece::Note(words.deleted.to_owned()));
    } else if pieces.len() == before && alone {
        pieces.push(Piece::Note(format!("({})", words.no_text)));
    }
    if entry.edited {
        pieces.push(Piece::Note(format!(" ({})", words.edited)));
    }
    pieces
}

/// Cuts the text at its redactions. A block that a person typed is text; only those that the redactions name
/// are ours.
fn text_pieces(words: &Words, entry: &Entry) -> Vec<Piece> {
    let text = entry.text.as_str();
    if entry.redactions.is_empty() {
        return if text.is_empty() { vec![] } else { vec![Piece::Text(visible(text).into_owned())] };
    }
    let label = |i: usize| fill(words.redacted, &[("{s}", &visible_name(&entry.redactions[i].ground.label))]);
    let mut pieces = Vec::new();
    let mut run = String::new();
    let flush = |run: &mut String, pieces: &mut Vec<Piece>| {
        if !run.is_empty() {
            pieces.push(Piece::Text(visible(run).into_owned()));
            run.clear();
        }
    };
    let mut shown = vec![false; entry.redactions.len()];
    for (at, c) in text.chars().enumerate() {
        let here = entry.redactions.iter().position(|r| usize::try_from(r.at) == Ok(at));
        if let Some(i) = here {
            flush(&mut run, &mut pieces);
            pieces.push(Piece::Redacted(label(i)));
            shown[i] = true;
        }
        if here.is_none() || c != REDACTION_MARK {
            run.push(c);
        }
    }
    flush(&mut run, &mut pieces);
    // A redaction that points outside the text is still shown: hiding one would be worse than misplacing it.
    pieces.extend((0..shown.len()).filter(|i| !shown[*i]).map(|i| Piece::Redacted(label(i))));
    pieces
}

fn attachment_notes(words: &Words, listed: &Listed) -> Vec<String> {
    let name =
        listed.name.as_ref().map_or(words.attachment_unnamed.to_owned(), |name| visible_name(name.as_str()));
    let number = listed.number.to_string();
    let Some(file) = &listed.file else {
        return vec![fill(words.attachment_absent, &[("{n}", &number), ("{s}", &name)])];
    };
    let described = format!("{name} ({}, {})", visible_name(&file.media_type), words.bytes(file.size_bytes));
    let mut notes = vec![fill(words.attachment, &[("{n}", &number), ("{s}", &described)])];
    notes.extend(file.alt.as_ref().map(|alt| fill(words.picture_alt, &[("{s}", &visible(alt.as_str()))])));
    if file.n_redacted_regions > 0 {
        let ground =
            file.redaction_ground.as_ref().map_or("–".to_owned(), |ground| visible_name(&ground.label));
        let sentence =
            if file.n_redacted_regions == 1 { words.picture_redacted_one } else { words.picture_redacted };
        notes.push(fill(sentence, &[("{n}", &words.number(file.n_redacted_regions)), ("{s}", &ground)]));
    }
    notes
}

fn reactions(words: &Words, entry: &Entry) -> Option<String> {
    if entry.reactions.is_empty() {
        return None;
    }
    let one = |r: &zegel_model::Reaction| {
        let sender = r.sender.as_ref().map_or(words.no_sender.to_owned(), |s| visible_name(s.as_str()));
        format!("{} {sender}", visible_name(r.emoji.as_str()))
    };
    let list: Vec<String> = entry.reactions.iter().map(one).collect();
    Some(format!("{}: {}", words.reactions, list.join(", ")))
}

fn picture(route: Route, words: &Words, listed: &Listed) -> Option<PictureRef> {
    let file = listed.file.as_ref()?;
    // What a screenshot says stands as text with its message; repeating it would make a reader hear it twice.
    let typed = || (route == Route::Screenshot).then(|| words.screenshot_alt.to_owned());
    file.media_type.starts_with("image/").then(|| PictureRef {
        id: file.id.clone(),
        media_type: file.media_type.clone(),
        name: listed
            .name
            .as_ref()
            .map_or(words.attachment_unnamed.to_owned(), |name| visible_name(name.as_str())),
        alt: file.alt.as_ref().map(|alt| visible_name(alt.as_str())).or_else(typed),
    })
}

fn annexes(transcript: &Transcript, words: &'static Words) -> Vec<Block> {
    let section = |text: &str| Block::Heading { level: Level::Section, text: text.to_owned() };
    let mut list = vec![Block::Annex, section(words.attachments)];
    list.push(if transcript.attachments.is_empty() {
        Block::Paragraph(words.no_attachments.to_owned())
    } else {
        Block::Table(attachments(transcript, words))
    });
    list.push(section(words.losses));
    if transcript.losses.is_empty() {
        list.push(Block::Paragraph(words.no_losses.to_owned()));
    } else {
        list.push(Block::Paragraph(words.losses_intro.to_owned()));
        list.push(Block::Table(losses(transcript, words)));
    }
    list.push(section(words.provenance));
    list.push(Block::Paragraph(words.provenance_intro.to_owned()));
    if !transcript.provenance.is_empty() {
        let row =
            |fact: &crate::transcript::Fact| (visible_name(&fact.label), visible(&fact.value).into_owned());
        let rows = transcript.provenance.iter().map(row).collect();
        list.push(Block::Facts { caption: words.provenance.to_owned(), rows });
    }
    list.push(Block::Paragraph(words.odd_characters.to_owned()));
    list
}

fn attachments(transcript: &Transcript, words: &'static Words) -> Table {
    let row = |listed: &Listed| {
        let name =
            listed.name.as_ref().map_or(words.attachment_unnamed.to_owned(), |n| visible_name(n.as_str()));
        let (kind, size, hash) = match &listed.file {
            Some(file) => (visible_name(&file.media_type), words.bytes(file.size_bytes), file.sha256.clone()),
            None => (words.not_in_export.to_owned(), "–".to_owned(), "–".to_owned()),
        };
        vec![listed.number.to_string(), name, kind, size, words.number(listed.position), visible_name(&hash)]
    };
    Table {
        kind: TableKind::Attachments,
        head: vec![words.number, words.file, words.kind, words.size, words.message, words.hash],
        rows: transcript.attachments.iter().map(row).collect(),
    }
}

fn losses(transcript: &Transcript, words: &'static Words) -> Table {
    let language = transcript.head.language;
    let row = |l: &zegel_model::Loss| vec![loss(l.code, language).to_owned(), words.number(l.count)];
    Table {
        kind: TableKind::Losses,
        head: vec![words.finding, words.count],
        rows: transcript.losses.iter().map(row).collect(),
    }
}
