//! The texts of the body: rules of play, protocols and training, read and confirmed by everybody, edited in versions.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum_extra::extract::Form;
use jiff::civil::Date;
use serde::Deserialize;
use zegel_archive::body_texts::{self, BodyText, Reader, TextVersion, Words};
use zegel_model::{Act, PersonId};

use super::intake::{Told, notice};
use crate::{App, Lang, Page, Problem, SignedOn, html, problem};

#[derive(Template)]
#[template(path = "rules/list.html")]
struct ListPage {
    p: Page,
    lines: Vec<Line>,
    owners: Vec<(PersonId, String)>,
    trainings: Vec<(String, String, String)>,
    today: Date,
    notice: Option<String>,
}

/// A text in the list.
struct Line {
    code: &'static str,
    title: String,
    version: u64,
    is_for_me: bool,
    is_read: bool,
    /// How many of how many read the version in force; only for who keeps the texts.
    readers: Option<(usize, usize)>,
}

#[derive(Template)]
#[template(path = "rules/show.html")]
struct ShowPage {
    p: Page,
    code: &'static str,
    title: String,
    version: u64,
    since: Option<String>,
    blocks: Vec<Block>,
    words: Words,
    older: Vec<(u64, Option<String>, Vec<Block>)>,
    own: Option<(u64, String)>,
    /// Whoever looks read the version in force.
    is_current: bool,
    is_for_me: bool,
    readers: Vec<(String, Option<(u64, String)>)>,
    notice: Option<String>,
}

/// A piece of a text.
enum Block {
    Heading(String),
    Paragraph(String),
    Items(Vec<String>),
}

/// Shows the texts.
///
/// # Errors
/// Faults of the archive.
pub async fn list(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let keeps = p.may(Act::KeepTexts);
    let (texts, owners, trained) = app
        .with_desk(&who.person.id, move |desk| {
            let mut texts = vec![];
            for text in BodyText::ALL {
                let version = body_texts::versions(desk, text)?.len() as u64;
                let own = body_texts::own_reading(desk, text)?;
                let readers = if keeps { Some(body_texts::readers(desk, text)?) } else { None };
                texts.push((text, version, own.map(|(read, _)| read), readers));
            }
            let owners = if keeps { body_texts::readers(desk, BodyText::Training)? } else { vec![] };
            let trained = if keeps { body_texts::trainings(desk)? } else { vec![] };
            Ok::<_, zegel_archive::Error>((texts, owners, trained))
        })
        .await?;
    let lines = texts.into_iter().map(|(text, version, own, readers)| Line {
        code: text.code(),
        title: title(&p, text),
        version,
        is_for_me: text.is_for(&who.person),
        is_read: own == Some(version),
        readers: readers
            .map(|readers| (readers.iter().filter(|one| has_read(one, version)).count(), readers.len())),
    });
    let trainings = trained.into_iter().map(|one| (one.name.as_str().to_owned(), p.date(&one.on), one.what));
    let page = ListPage {
        lines: lines.collect(),
        owners: owners.into_iter().map(|one| (one.person, one.name.as_str().to_owned())).collect(),
        trainings: trainings.collect(),
        today: app.now().to_zoned(app.settings.zone.clone()).date(),
        notice: notice(&p, "rules", &told),
        p,
    };
    html(&page)
}

fn has_read(reader: &Reader, version: u64) -> bool {
    reader.read.as_ref().is_some_and(|(read, _)| *read == version)
}

fn title(p: &Page, text: BodyText) -> String {
    p.t(&format!("rules-{}", text.code())).to_string()
}

/// Shows a text.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(code): Path<String>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let text = of_code(&code)?;
    let keeps = p.may(Act::KeepTexts);
    let (mut versions, own, readers) = app
        .with_desk(&who.person.id, move |desk| {
            let readers = if keeps { body_texts::readers(desk, text)? } else { vec![] };
            Ok::<_, zegel_archive::Error>((
                body_texts::versions(desk, text)?,
                body_texts::own_reading(desk, text)?,
                readers,
            ))
        })
        .await?;
    let Some(now) = versions.pop() else { return Err(Problem::not_found()) };
    let since = |version: &TextVersion| version.made.as_ref().map(|made| p.day_of(&made.at));
    let older = versions
        .iter()
        .rev()
        .map(|version| (version.version, since(version), blocks(in_language(&version.words, p.lang))));
    let readers = readers.into_iter().map(|one| {
        (one.name.as_str().to_owned(), one.read.map(|(version, done)| (version, p.day_of(&done.at))))
    });
    let page = ShowPage {
        code: text.code(),
        title: title(&p, text),
        version: now.version,
        since: since(&now),
        blocks: blocks(in_language(&now.words, p.lang)),
        older: older.collect(),
        is_current: own.as_ref().is_some_and(|(read, _)| *read == now.version),
        own: own.map(|(version, done)| (version, p.day_of(&done.at))),
        is_for_me: text.is_for(&who.person),
        readers: readers.collect(),
        notice: notice(&p, "rules", &told),
        words: now.words,
        p,
    };
    html(&page)
}

fn of_code(code: &str) -> Result<BodyText, Problem> {
    BodyText::of_code(code).ok_or_else(Problem::not_found)
}

fn in_language(words: &Words, lang: Lang) -> &str {
    match lang {
        Lang::Nl => &words.nl,
        Lang::En => &words.en,
        Lang::Fr => &words.fr,
    }
}

/// Divides a text into headings, items and paragraphs.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = vec![];
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(heading) = line.strip_prefix("# ") {
            blocks.push(Block::Heading(heading.to_owned()));
        } else if let Some(item) = line.strip_prefix("- ") {
            match blocks.last_mut() {
                Some(Block::Items(items)) => items.push(item.to_owned()),
                _ => blocks.push(Block::Items(vec![item.to_owned()])),
            }
        } else {
            blocks.push(Block::Paragraph(line.to_owned()));
        }
    }
    blocks
}

/// The form of a new version.
#[derive(Deserialize)]
pub struct Edited {
    nl: String,
    en: String,
    fr: String,
}

/// Writes a new version.
///
/// # Errors
/// `text-length`, `not-found`.
pub async fn edit(
    State(app): State<App>,
    who: SignedOn,
    Path(code): Path<String>,
    Form(Edited { nl, en, fr }): Form<Edited>,
) -> Result<Response, Problem> {
    let text = of_code(&code)?;
    let words = Words { nl, en, fr };
    app.with_desk(&who.person.id, move |desk| body_texts::edit(desk, text, words).map(drop)).await?;
    Ok(problem::see_other(&format!("/teksten/{}?gedaan=saved", text.code())))
}

/// The form of a confirmation.
#[derive(Deserialize)]
pub struct Confirmed {
    version: u64,
}

/// Records that somebody read a text.
///
/// # Errors
/// `text-changed`, `not-found`.
pub async fn confirm(
    State(app): State<App>,
    who: SignedOn,
    Path(code): Path<String>,
    Form(Confirmed { version }): Form<Confirmed>,
) -> Result<Response, Problem> {
    let text = of_code(&code)?;
    app.with_desk(&who.person.id, move |desk| body_texts::confirm(desk, text, version)).await?;
    Ok(problem::see_other(&format!("/teksten/{}?gedaan=read", text.code())))
}

/// The form of a training.
#[derive(Deserialize)]
pub struct Followed {
    what: String,
    on: Date,
    #[serde(default, rename = "person")]
    people: Vec<PersonId>,
}

/// Records that people followed a training.
///
/// # Errors
/// `training-wrong`.
pub async fn record_training(
    State(app): State<App>,
    who: SignedOn,
    Form(Followed { what, on, people }): Form<Followed>,
) -> Result<Response, Problem> {
    let people: BTreeSet<_> = people.into_iter().collect();
    app.with_desk(&who.person.id, move |desk| body_texts::record_training(desk, &people, on, &what)).await?;
    Ok(problem::see_other("/teksten?gedaan=trained"))
}
