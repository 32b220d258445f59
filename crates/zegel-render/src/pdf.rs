//! The PDF print: PDF/A-2a or PDF/A-3a, and PDF/UA-1 either way.
//!
//! It is set directly on the writer of the file, without a general typesetting program in between: a chat needs
//! three columns and some tables, and an archive needs 100,000 messages in bounded memory. The writer
//! refuses to make a file that breaks a rule of its profile; the checker of the tests is somebody else's.

mod faces;
mod flow;
mod image;
mod page;
mod paragraph;
mod tags;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::embed::{AssociationKind, EmbeddedFile as Embedded, MimeType};
use krilla::error::KrillaError;
use krilla::metadata::{DateTime, Metadata, PageLayout};
use krilla::{Document, SerializeSettings};

use self::faces::Faces;
use self::flow::{Flow, short};
use self::page::{Running, draw};
use self::paragraph::Typesetter;
use crate::blocks::{blocks, part, title};
use crate::error::RenderError;
use crate::fonts::{Fonts, Used};
use crate::pictures::Pictures;
use crate::profile::Profile;
use crate::transcript::Transcript;
use crate::visible::visible_name;
use crate::words::Words;

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
    let mut flow = Flow::new(Typesetter::new(Faces::new(fonts, &Used::of(transcript))?), pictures, words);
    for block in blocks(transcript) {
        flow.block(&block);
    }
    let (mut typesetter, mut structure, strips) = flow.finish();
    let mut document = Document::new_with(settings(&profile)?);
    let title = title(transcript);
    let running = Running {
        title: &title,
        dossier: &dossier(transcript, words),
        record: &head.record_id.to_string(),
        words,
    };
    let outline = draw(&mut document, &strips, &mut structure, &mut typesetter, &running);
    document.set_outline(outline);
    document.set_tag_tree(structure.into_tree(head.language.tag()));
    document.set_metadata(metadata(transcript, &title));
    if let Profile::A3a { sources } = profile {
        embed(&mut document, sources, head.made_at)?;
    }
    drop(strips);
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

fn metadata(transcript: &Transcript, title: &str) -> Metadata {
    let head = &transcript.head;
    let software = concat!("Zegel ", env!("CARGO_PKG_VERSION"));
    let part = transcript.part;
    Metadata::new()
        .title(short(title))
        .language(head.language.tag().to_owned())
        .authors(vec![short(&visible_name(&head.archive_name))])
        .creator(software.to_owned())
        .producer(software.to_owned())
        .creation_date(date(head.made_at))
        .document_id(format!("{}-{}-{}", head.record_id, part.index, part.n_parts))
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
    document: &mut Document,
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
