//! The PDF print: PDF/A-2a or PDF/A-3a, and PDF/UA-1 either way.
//!
//! It is set directly on the writer of the file, without a general typesetting program in between: a chat needs
//! three columns and some tables, and an archive needs 100,000 messages in bounded memory. The writer
//! refuses to make a file that breaks a rule of its profile; the checker of the tests is somebody else's.

mod chat;
mod faces;
mod flow;
mod image;
mod letter;
mod page;
mod paper;
mod paragraph;
mod tags;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::embed::{AssociationKind, EmbeddedFile as Embedded, MimeType};
use krilla::error::KrillaError;
use krilla::metadata::{DateTime, Metadata, PageLayout};

use self::chat::Chat;
use self::faces::Faces;
use self::flow::{Flow, short};
use self::page::{Pages, Running};
use self::paper::{NOTHING, Paper};
use self::paragraph::Typesetter;
use self::tags::Structure;
use crate::blocks::{blocks, part, title};
use crate::document::Document;
use crate::error::RenderError;
use crate::fonts::{Fonts, Used};
use crate::letters::Letters;
use crate::pictures::Pictures;
use crate::profile::Profile;
use crate::transcript::Transcript;
use crate::visible::{visible_name, visible_name_or};
use crate::words::{Words, fill};

/// Prints a transcript as PDF. The same input gives the same bytes.
///
/// # Errors
/// A source to embed is not usable, or the file would not conform.
pub fn pdf(
    transcript: &Transcript,
    pictures: &Pictures,
    profile: Profile,
    fonts: &Fonts,
) -> Result<Vec<u8>, RenderError> {
    let head = &transcript.head;
    let words = Words::of(head.language);
    let mut chat = Chat::new(flow(fonts, &Used::of(transcript))?, pictures, words);
    for block in blocks(transcript) {
        chat.block(&block);
    }
    let title = title(transcript);
    let mut pages = Pages::new(krilla::Document::new_with(settings(&profile)?));
    let number = |n, m| fill(words.page, &[("{n}", &words.number(n)), ("{m}", &words.number(m))]);
    let running = Running {
        title: &title,
        mark: &dossier(transcript, words),
        foot: &head.record_id.to_string(),
        number: &number,
    };
    pages.draw(&mut chat.flow, &running);
    let part = transcript.part;
    let front = Front {
        title: &title,
        author: &visible_name(&head.archive_name),
        language: head.language.tag(),
        id: format!("{}-{}-{}", head.record_id, part.index, part.n_parts),
        made_at: head.made_at,
    };
    finish(pages, chat.flow.structure, &front, profile)
}

/// Prints a document as PDF. The same input gives the same bytes.
///
/// # Errors
/// A limit is reached, a source to embed is not usable, or the file would not conform.
pub fn document_pdf(document: &Document, profile: Profile, fonts: &Fonts) -> Result<Vec<u8>, RenderError> {
    document.check()?;
    let mut paper = Paper::new(flow(fonts, &Used::of_json(document)?)?);
    paper.title(document);
    for block in &document.blocks {
        paper.block(block);
    }
    let title = visible_name_or(document.title.as_str(), NOTHING);
    let mut pages = Pages::new(krilla::Document::new_with(settings(&profile)?));
    let running = Running {
        title: &title,
        mark: &visible_name(document.reference.as_str()),
        foot: &visible_name(document.provenance.as_str()),
        number: &|n, m| document.language.page(n, m),
    };
    pages.draw(&mut paper.flow, &running);
    let front = Front {
        title: &title,
        author: &visible_name(document.body_name.as_str()),
        language: document.language.tag(),
        id: format!("{}-{}", visible_name(document.reference.as_str()), document.made_at),
        made_at: document.made_at,
    };
    finish(pages, paper.flow.structure, &front, profile)
}

/// Prints letters as one PDF, each on pages of its own. The same input gives the same bytes.
///
/// # Errors
/// There are none, or too many; or the file would not conform.
pub fn letters_pdf(letters: &Letters, fonts: &Fonts) -> Result<Vec<u8>, RenderError> {
    letters.check()?;
    let mut flow = flow(fonts, &Used::of_json(letters)?)?;
    let mut pages = Pages::new(krilla::Document::new_with(settings(&Profile::A2a)?));
    let author = letters.sender.first().map(|name| visible_name(name.as_str())).unwrap_or_default();
    for letter in &letters.letters {
        letter::set(&mut flow, letters, letter);
        let running = Running {
            title: &visible_name_or(letter.subject.as_str(), NOTHING),
            mark: &visible_name(letter.reference.as_str()),
            foot: &author,
            number: &|n, m| letter.language.page(n, m),
        };
        pages.draw(&mut flow, &running);
    }
    let front = Front {
        title: &visible_name_or(letters.title.as_str(), NOTHING),
        author: &author,
        language: letters.language.tag(),
        id: format!("{}-{}", visible_name(letters.reference.as_str()), letters.made_at),
        made_at: letters.made_at,
    };
    finish(pages, flow.structure, &front, Profile::A2a)
}

fn flow<'a>(fonts: &'a Fonts, used: &Used) -> Result<Flow<'a>, RenderError> {
    Ok(Flow::new(Typesetter::new(Faces::new(fonts, used)?)))
}

/// What the metadata say of a file.
struct Front<'t> {
    title: &'t str,
    author: &'t str,
    language: &'static str,
    id: String,
    made_at: Timestamp,
}

fn finish(
    pages: Pages,
    structure: Structure,
    front: &Front<'_>,
    profile: Profile,
) -> Result<Vec<u8>, RenderError> {
    let mut document = pages.finish();
    document.set_tag_tree(structure.into_tree(front.language));
    document.set_metadata(metadata(front));
    if let Profile::A3a { sources } = profile {
        embed(&mut document, sources, front.made_at)?;
    }
    document.finish().map_err(|error| RenderError::NotConforming { rule: rule(&error) })
}

/// What stands at the right of each head: a loose page of a long chat must tell which part it is from.
fn dossier(transcript: &Transcript, words: &Words) -> String {
    let dossier = transcript.head.dossier.as_str();
    match part(transcript, words) {
        Some(part) => format!("{dossier} · {part}"),
        None => dossier.to_owned(),
    }
}

fn settings(profile: &Profile) -> Result<SerializeSettings, RenderError> {
    let archival = match profile {
        Profile::A2a => Archival::A2_A,
        Profile::A3a { .. } => Archival::A3_A,
    };
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(archival)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| RenderError::NotConforming { rule: "the profiles exclude each other".into() })?;
    Ok(SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() })
}

fn metadata(front: &Front<'_>) -> Metadata {
    let software = concat!("Zegel ", env!("CARGO_PKG_VERSION"));
    Metadata::new()
        .title(short(front.title))
        .language(front.language.to_owned())
        .authors(vec![short(front.author)])
        .creator(software.to_owned())
        .producer(software.to_owned())
        .creation_date(date(front.made_at))
        .document_id(short(&front.id))
        .page_layout(PageLayout::SinglePage)
}

fn date(at: Timestamp) -> DateTime {
    let at = at.to_zoned(TimeZone::UTC).datetime();
    let small = |n: i8| u8::try_from(n).unwrap_or(0);
    DateTime::new(u16::try_from(at.year()).unwrap_or(0))
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

fn embed(
    document: &mut krilla::Document,
    sources: Vec<crate::profile::EmbeddedFile>,
    at: Timestamp,
) -> Result<(), RenderError> {
    for (i, source) in sources.into_iter().enumerate() {
        let index = i + 1;
        let mime_type = MimeType::new(&source.media_type).ok_or(RenderError::SourceMediaType { index })?;
        let file = Embedded {
            path: visible_name(&source.name),
            mime_type: Some(mime_type),
            description: Some(short(&visible_name(&source.description))),
            association_kind: AssociationKind::Source,
            data: source.bytes.into(),
            modification_date: Some(date(at)),
            compress: Some(true),
            location: None,
        };
        document.embed_file(file).ok_or(RenderError::SourceName { index })?;
    }
    Ok(())
}

/// Names the broken rule without the text that broke it.
fn rule(error: &KrillaError) -> String {
    match error {
        KrillaError::Validation(list) => {
            let names = list.iter().map(|(error, _)| {
                let debug = format!("{error:?}");
                debug.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("unknown").to_owned()
            });
            let mut names: Vec<String> = names.collect();
            names.sort();
            names.dedup();
            names.join(", ")
        }
        KrillaError::Font(..) => "a font cannot be embedded".into(),
        KrillaError::Limit(_) => "a limit of the format".into(),
        KrillaError::Image(..) | KrillaError::SixteenBitImage(..) => "a picture cannot be embedded".into(),
        _ => "the structure of the document".into(),
    }
}
