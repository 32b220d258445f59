//! The texts by which a body lives with chat messages (requirement G3): rules of play, protocols, training material; and who read
//! which version.
//!
//! Version 1 comes with Zegel; each later one is a paper that nobody changes or removes, so that "read version 3" stays a
//! statement about words that can be looked up. Somebody confirms for themselves only; a training is recorded by who gave it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use zegel_model::{Act, Content, Done, Person, PersonId, Role};
use zegel_store::{Audited, Paper, PaperKind, Subject};

use crate::{Archive, Desk, Error};

/// How long a text may be in one language, in characters.
pub const MAX_TEXT_CHARS: usize = 20_000;
/// How short a text may be, in words: below it, nobody meant to write one.
const MIN_WORDS: usize = 10;
/// How long the name of a training may be, in characters.
const MAX_TRAINING_CHARS: usize = 120;
/// The name of a training among the papers of reading.
const TRAINED: &str = "trained";

/// A text of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BodyText {
    /// Who keeps what, and when.
    RulesOfPlay,
    /// What a supporter may do.
    SupporterProtocol,
    /// Working outside the European Economic Area.
    TravelProtocol,
    /// What to do when data leak.
    BreachProtocol,
    /// The material of the training.
    Training,
}

impl BodyText {
    /// All texts, in their order.
    pub const ALL: [Self; 5] = [
        Self::RulesOfPlay,
        Self::SupporterProtocol,
        Self::TravelProtocol,
        Self::BreachProtocol,
        Self::Training,
    ];

    /// Returns the code, as in addresses and papers.
    pub fn code(self) -> &'static str {
        match self {
            Self::RulesOfPlay => "rules-of-play",
            Self::SupporterProtocol => "supporter-protocol",
            Self::TravelProtocol => "travel-protocol",
            Self::BreachProtocol => "breach-protocol",
            Self::Training => "training",
        }
    }

    /// Returns the text with that code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|text| text.code() == code)
    }

    /// Returns true when this person is asked to read it; everybody may.
    pub fn is_for(self, person: &Person) -> bool {
        match self {
            Self::RulesOfPlay | Self::BreachProtocol => true,
            Self::SupporterProtocol => person.roles.contains(&Role::Supporter),
            Self::TravelProtocol | Self::Training => person.roles.contains(&Role::ChatOwner),
        }
    }

    fn first(self) -> Words {
        let [nl, en, fr] = match self {
            Self::RulesOfPlay => [
                include_str!("body_texts/rules-of-play.nl.txt"),
                include_str!("body_texts/rules-of-play.en.txt"),
                include_str!("body_texts/rules-of-play.fr.txt"),
            ],
            Self::SupporterProtocol => [
                include_str!("body_texts/supporter-protocol.nl.txt"),
                include_str!("body_texts/supporter-protocol.en.txt"),
                include_str!("body_texts/supporter-protocol.fr.txt"),
            ],
            Self::TravelProtocol => [
                include_str!("body_texts/travel-protocol.nl.txt"),
                include_str!("body_texts/travel-protocol.en.txt"),
                include_str!("body_texts/travel-protocol.fr.txt"),
            ],
            Self::BreachProtocol => [
                include_str!("body_texts/breach-protocol.nl.txt"),
                include_str!("body_texts/breach-protocol.en.txt"),
                include_str!("body_texts/breach-protocol.fr.txt"),
            ],
            Self::Training => [
                include_str!("body_texts/training.nl.txt"),
                include_str!("body_texts/training.en.txt"),
                include_str!("body_texts/training.fr.txt"),
            ],
        };
        Words { nl: nl.trim().to_owned(), en: en.trim().to_owned(), fr: fr.trim().to_owned() }
    }
}

/// A text in the three languages. A line that begins with `# ` is a heading, one with `- ` an item; the rest are paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
    /// In French.
    pub fr: String,
}

/// A version of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextVersion {
    /// Its number, from 1.
    pub version: u64,
    /// What it says.
    pub words: Words,
    /// Who wrote it, and when; `None` for the one that came with Zegel.
    pub made: Option<Done>,
}

/// What somebody read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// Who.
    pub person: PersonId,
    /// The full name.
    pub name: Content,
    /// The newest version that was confirmed, and when.
    pub read: Option<(u64, Done)>,
}

/// A training that somebody followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trained {
    /// Who.
    pub person: PersonId,
    /// The full name.
    pub name: Content,
    /// The day.
    pub on: Date,
    /// What it was called.
    pub what: String,
    /// Who recorded it, and when.
    pub recorded: Done,
}

#[derive(Serialize, Deserialize)]
struct ReadPaper {
    text_version: u64,
}

#[derive(Serialize, Deserialize)]
struct TrainedPaper {
    on: Date,
    what: String,
}

/// Returns every version of a text, oldest first.
///
/// # Errors
/// `not-your-role`.
pub fn versions(desk: &Desk<'_>, text: BodyText) -> Result<Vec<TextVersion>, Error> {
    desk.authorise(Act::ReadTexts)?;
    let papers = desk.archive.store.read(|view| view.paper_versions(PaperKind::Text, text.code()))?;
    let first = TextVersion { version: 1, words: text.first(), made: None };
    let later = papers.iter().map(|paper| {
        Ok(TextVersion { version: paper.version + 1, words: paper.read()?, made: Some(paper.made.clone()) })
    });
    std::iter::once(Ok(first)).chain(later).collect()
}

/// Writes a new version; the same words again change nothing. Returns the number of the version in force.
///
/// # Errors
/// `not-your-role`, `text-length`; [`zegel_store::StoreError::Conflict`] when somebody else was first.
pub fn edit(desk: &mut Desk<'_>, text: BodyText, words: Words) -> Result<u64, Error> {
    desk.authorise(Act::KeepTexts)?;
    let tidy = |typed: String| typed.replace("\r\n", "\n").trim().to_owned();
    let words = Words { nl: tidy(words.nl), en: tidy(words.en), fr: tidy(words.fr) };
    let fits =
        |one: &String| MIN_WORDS <= one.split_whitespace().count() && one.chars().count() <= MAX_TEXT_CHARS;
    if ![&words.nl, &words.en, &words.fr].into_iter().all(fits) {
        return Err(Error::refused(
            "text-length",
            "a text is too short or too long in one of its languages",
            format!("write {MIN_WORDS} words or more, and at most {MAX_TEXT_CHARS} characters"),
        ));
    }
    let newest = versions(desk, text)?.pop();
    let newest = newest.ok_or_else(|| Error::Fault("a text has a first version".into()))?;
    if newest.words == words {
        return Ok(newest.version);
    }
    // The paper of version 2 is the first one: version 1 came with the program.
    let paper = desk.paper(PaperKind::Text, text.code(), newest.version, &words)?;
    let version = newest.version + 1;
    let detail = json!({ "text": text.code(), "version": version });
    let entry = desk.entry(Act::KeepTexts, vec![Subject::setting("texts")], detail);
    desk.archive.store.write(|tx| {
        tx.add_paper(&paper, None)?;
        Ok::<_, Error>(Audited::new(version, entry))
    })
}

/// Records that whoever acts read this version; it must be the one in force, and the same again changes nothing.
///
/// # Errors
/// `not-your-role`, `text-changed` when there is a newer version.
pub fn confirm(desk: &mut Desk<'_>, text: BodyText, version: u64) -> Result<(), Error> {
    desk.authorise(Act::ReadTexts)?;
    let newest = newest_version(desk.archive, text)?;
    if version != newest {
        return Err(Error::refused(
            "text-changed",
            "this text was changed meanwhile",
            "read the newest version first",
        ));
    }
    let name = format!("{}/{}", text.code(), desk.actor.id);
    let before = desk.archive.store.read(|view| view.paper(PaperKind::Reading, &name))?;
    let number = before.as_ref().map_or(1, |paper| paper.version + 1);
    if let Some(before) = before
        && before.read::<ReadPaper>()?.text_version == version
    {
        return Ok(());
    }
    let paper = desk.paper(PaperKind::Reading, &name, number, &ReadPaper { text_version: version })?;
    let detail = json!({ "text": text.code(), "version": version });
    let entry = desk.entry(Act::ReadTexts, vec![desk.pseudonym.into()], detail);
    desk.archive.store.write(|tx| {
        tx.add_paper(&paper, None)?;
        Ok::<_, Error>(Audited::new((), entry))
    })
}

/// Returns the newest version that whoever acts confirmed.
///
/// # Errors
/// `not-your-role`.
pub fn own_reading(desk: &Desk<'_>, text: BodyText) -> Result<Option<(u64, Done)>, Error> {
    desk.authorise(Act::ReadTexts)?;
    let name = format!("{}/{}", text.code(), desk.actor.id);
    let paper = desk.archive.store.read(|view| view.paper(PaperKind::Reading, &name))?;
    paper.map(|paper| Ok((paper.read::<ReadPaper>()?.text_version, paper.made.clone()))).transpose()
}

/// Returns who is asked to read a text, with what they confirmed, in order of name.
///
/// # Errors
/// `not-your-role`.
pub fn readers(desk: &Desk<'_>, text: BodyText) -> Result<Vec<Reader>, Error> {
    desk.authorise(Act::KeepTexts)?;
    let prefix = format!("{}/", text.code());
    let (people, papers) = desk
        .archive
        .store
        .read(|view| Ok::<_, Error>((view.people()?, view.papers_of(PaperKind::Reading, &prefix)?)))?;
    let mut read = BTreeMap::new();
    for paper in &papers {
        read.insert(paper.name.clone(), (paper.read::<ReadPaper>()?.text_version, paper.made.clone()));
    }
    let asked = people.into_iter().map(|known| known.person).filter(|person| text.is_for(person));
    let mut readers: Vec<Reader> = asked
        .map(|person| Reader {
            read: read.get(&format!("{prefix}{}", person.id)).cloned(),
            person: person.id,
            name: person.name,
        })
        .collect();
    readers.sort_by(|one, next| one.name.as_str().cmp(next.name.as_str()));
    Ok(readers)
}

/// Records that people followed a training.
///
/// # Errors
/// `not-your-role`, `training-wrong` without a name, without people, or on a day to come; when there is no such person.
pub fn record_training(
    desk: &mut Desk<'_>,
    people: &BTreeSet<PersonId>,
    on: Date,
    what: &str,
) -> Result<(), Error> {
    desk.authorise(Act::KeepTexts)?;
    let what = what.trim().to_owned();
    // A day is over somewhere on earth before it is here; one day of grace, and nothing later.
    let tomorrow = desk.now.to_zoned(jiff::tz::TimeZone::UTC).date().tomorrow().unwrap_or(Date::MAX);
    if what.is_empty() || MAX_TRAINING_CHARS < what.chars().count() || people.is_empty() || tomorrow < on {
        return Err(Error::refused(
            "training-wrong",
            "a training has a name, a day that was, and people who followed it",
            "fill in all three",
        ));
    }
    let mut papers = vec![];
    let mut subjects = vec![];
    for person in people {
        let known = desk.archive.store.read(|view| view.person(person))?;
        let name = format!("{TRAINED}/{person}");
        let before = desk.archive.store.read(|view| view.paper(PaperKind::Reading, &name))?;
        let number = before.map_or(1, |paper| paper.version + 1);
        papers.push(desk.paper(
            PaperKind::Reading,
            &name,
            number,
            &TrainedPaper { on, what: what.clone() },
        )?);
        subjects.push(known.pseudonym.into());
    }
    let entry = desk.entry(Act::KeepTexts, subjects, json!({ "training": on, "n_people": people.len() }));
    desk.archive.store.write(|tx| {
        papers.iter().try_for_each(|paper| tx.add_paper(paper, None))?;
        Ok::<_, Error>(Audited::new((), entry))
    })
}

/// Returns the last training of everybody who followed one, in order of name.
///
/// # Errors
/// `not-your-role`.
pub fn trainings(desk: &Desk<'_>) -> Result<Vec<Trained>, Error> {
    desk.authorise(Act::KeepTexts)?;
    let (people, papers) = desk.archive.store.read(|view| {
        Ok::<_, Error>((view.people()?, view.papers_of(PaperKind::Reading, &format!("{TRAINED}/"))?))
    })?;
    let mut trained = vec![];
    for person in people.into_iter().map(|known| known.person) {
        let name = format!("{TRAINED}/{}", person.id);
        if let Some(paper) = papers.iter().find(|paper| paper.name == name) {
            let TrainedPaper { on, what } = paper.read()?;
            let recorded = paper.made.clone();
            trained.push(Trained { person: person.id, name: person.name, on, what, recorded });
        }
    }
    trained.sort_by(|one, next| one.name.as_str().cmp(next.name.as_str()));
    Ok(trained)
}

/// Returns the number of the version in force.
pub(crate) fn newest_version(archive: &Archive, text: BodyText) -> Result<u64, Error> {
    let paper = archive.store.read(|view| view.paper(PaperKind::Text, text.code()))?;
    Ok(paper.map_or(1, |paper| paper.version + 1))
}

/// Returns who confirmed the version in force.
pub(crate) fn up_to_date(archive: &Archive, text: BodyText) -> Result<BTreeSet<PersonId>, Error> {
    let newest = newest_version(archive, text)?;
    let prefix = format!("{}/", text.code());
    let papers = archive.store.read(|view| view.papers_of(PaperKind::Reading, &prefix))?;
    let mut read = BTreeSet::new();
    for paper in &papers {
        if paper.read::<ReadPaper>()?.text_version == newest {
            read.extend(person_of(paper, &prefix));
        }
    }
    Ok(read)
}

/// Returns who followed a training on this day or later.
pub(crate) fn trained_since(archive: &Archive, from: Date) -> Result<BTreeSet<PersonId>, Error> {
    let prefix = format!("{TRAINED}/");
    let papers = archive.store.read(|view| view.papers_of(PaperKind::Reading, &prefix))?;
    let mut trained = BTreeSet::new();
    for paper in &papers {
        if from <= paper.read::<TrainedPaper>()?.on {
            trained.extend(person_of(paper, &prefix));
        }
    }
    Ok(trained)
}

fn person_of(paper: &Paper, prefix: &str) -> Option<PersonId> {
    paper.name.strip_prefix(prefix)?.parse().ok()
}
