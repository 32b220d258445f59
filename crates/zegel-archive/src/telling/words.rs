//! The text by which people are told: proposed from what is recorded, edited by a person, kept in versions.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::Uuid;
use zegel_breach::telling::{self, TellingFacts, TellingText, TellingWords, kind_label, plain_text};
use zegel_breach::{Breach, Occurred};
use zegel_law::{FormLanguage, Labels, QuestionList};
use zegel_model::{Act, BreachId, Content, Done};
use zegel_store::{Audited, Paper, PaperKind, StoreError};

use crate::breaches;
use crate::{Archive, Desk, Error};

/// The texts of a breach as they stand now.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// The number of the newest version; 0 when nothing was written yet.
    pub version: u64,
    /// The words.
    pub text: TellingText,
    /// The newest version: its number, who wrote it and when, its paper.
    pub newest: Option<(u64, Done, Uuid)>,
}

/// Returns the texts by which people are told of a breach.
///
/// # Errors
/// `not-your-role`; faults of the store.
pub fn texts(desk: &Desk<'_>, id: BreachId) -> Result<Texts, Error> {
    desk.authorise(Act::SeeBreaches)?;
    newest(desk.archive, id)
}

/// Makes the first words for a kind of recipient in a language, from what is recorded of the breach.
///
/// # Errors
/// `not-your-role`; when there is no such breach.
pub fn propose(
    desk: &Desk<'_>,
    id: BreachId,
    (kind, language): (&str, FormLanguage),
    zone: &TimeZone,
) -> Result<TellingWords, Error> {
    let known = breaches::get(desk, id)?;
    Ok(telling::propose(kind, language, &facts(desk.archive, &known.breach, language, zone)))
}

/// Writes the words for a kind of recipient in a language: the next version of the whole.
///
/// # Errors
/// `not-your-role`, `closed`, `unknown-kind`, `text-length`; a newer version than the one that was seen.
pub fn write(
    desk: &mut Desk<'_>,
    (id, seen): (BreachId, u64),
    (kind, language): (&str, FormLanguage),
    words: TellingWords,
) -> Result<u64, Error> {
    desk.authorise(Act::HandleBreach)?;
    breaches::newest(desk.archive, id)?.breach.refuse_closed()?;
    if !telling::kinds(&desk.archive.config.privacy.tell_kinds).iter().any(|known| known == kind) {
        return Err(Error::refused(
            "unknown-kind",
            "the body has no such kind of recipient",
            "add it to 'tell_kinds' in zegel.toml",
        ));
    }
    if let Some(mistake) = words.mistakes().first() {
        return Err(Error::refused(
            "text-length",
            format!("the text under '{}' does not fit", mistake.field),
            "make it shorter; a subject has one line",
        ));
    }
    let texts = newest(desk.archive, id)?;
    if texts.version != seen {
        return Err(StoreError::Conflict { what: "text", id: id.to_string() }.into());
    }
    let text = texts.text.with(kind, language, words);
    let version = texts.version + 1;
    let paper = desk.paper(PaperKind::Telling, &name(id), version, &text)?;
    let detail = serde_json::json!({ "telling": "text", "version": version, "language": language.tag() });
    let entry = desk.entry(Act::HandleBreach, vec![id.into()], detail);
    desk.archive.store.write(|tx| {
        tx.add_paper(&paper, None)?;
        Ok::<_, Error>(Audited::new((), entry))
    })?;
    Ok(version)
}

/// Returns what people were told, for a form: each text in its language where there is one, else in any.
///
/// # Errors
/// Faults of the store.
pub fn told_text(
    archive: &Archive,
    (id, breach): (BreachId, &Breach),
    language: FormLanguage,
) -> Result<Option<Content>, Error> {
    let papers = archive.store.read(|view| view.paper_versions(PaperKind::Telling, &name(id)))?;
    let mut letters: Vec<String> = vec![];
    for telling in breach.tellings.iter().filter(|telling| telling.told.is_some()) {
        let Some(paper) = papers.iter().find(|paper| paper.id == telling.paper) else { continue };
        let text: TellingText = paper.read()?;
        let has_language = text.texts.iter().any(|one| one.language == language);
        let fits = |one: &&telling::KindText| one.language == language || !has_language;
        for one in text.texts.iter().filter(fits).filter(|one| one.words.gaps().is_empty()) {
            let words = plain_text(one.language, &one.words, "", &archive.config.records_creator);
            let letter = format!("{}\n\n{words}", one.words.subject.as_str());
            if !letters.contains(&letter) {
                letters.push(letter);
            }
        }
    }
    Ok((!letters.is_empty()).then(|| Content::from(letters.join("\n\n").as_str())))
}

pub(super) fn newest(archive: &Archive, id: BreachId) -> Result<Texts, Error> {
    let Some(paper) = archive.store.read(|view| view.paper(PaperKind::Telling, &name(id)))? else {
        return Ok(Texts::default());
    };
    let newest = Some((paper.version, paper.made.clone(), paper.id));
    Ok(Texts { version: paper.version, text: paper.read()?, newest })
}

/// Returns the text of a version by its paper.
pub(super) fn of_paper(archive: &Archive, id: BreachId, paper: Uuid) -> Result<TellingText, Error> {
    let papers = archive.store.read(|view| view.paper_versions(PaperKind::Telling, &name(id)))?;
    let found: Option<&Paper> = papers.iter().find(|one| one.id == paper);
    let found = found.ok_or(StoreError::NotFound { what: "text", id: paper.to_string() })?;
    Ok(found.read()?)
}

/// Refuses a text that is not ready for a kind of recipient in a language.
pub(super) fn refuse_gaps(texts: &Texts, kind: &str, language: FormLanguage) -> Result<(), Error> {
    let label = kind_label(FormLanguage::En, kind);
    let missing = match texts.text.of(kind, language) {
        None => Some("there is no text".to_owned()),
        Some(words) => words.gaps().first().map(|gap| format!("'{}' is not ready", gap.field)),
    };
    let Some(missing) = missing else { return Ok(()) };
    Err(Error::refused(
        "text-gaps",
        format!("for '{label}' in '{}' {missing}", language.tag()),
        "write all items of GDPR art. 34(2) and leave no place between brackets",
    ))
}

pub(super) fn no_text() -> Error {
    Error::refused("text-gaps", "there is no text yet", "write it first")
}

fn name(id: BreachId) -> String {
    format!("{id}/text")
}

fn facts(archive: &Archive, breach: &Breach, language: FormLanguage, zone: &TimeZone) -> TellingFacts {
    let on = breaches::day_of_law(breach);
    let list = archive.law.breach_questions(on);
    let privacy = &archive.config.privacy;
    let authority = archive.law.breach_rule(&breach.regime, on).ok();
    let authority = authority.and_then(|rule| rule.authority(breach.place));
    TellingFacts {
        body_name: archive.config.records_creator.clone(),
        when: when(breach, zone),
        nature: breach.answers.codes("nature").iter().map(|code| (*code).to_owned()).collect(),
        data: labels(breach, list, "data-kinds", language),
        consequences: labels(breach, list, "consequences", language),
        measures: breach.measures.iter().map(|measure| measure.what.clone()).collect(),
        is_desk_language: language == super::desk_language(archive),
        contact: privacy.contact.as_ref().map(|contact| {
            let ways = [Some(contact.mail.clone()), contact.telephone.clone()];
            (contact.name.clone(), ways.into_iter().flatten().collect::<Vec<_>>().join(", "))
        }),
        authority: authority
            .and_then(|authority| {
                said(&authority.labels, telling::authority_name(language, &authority.code), language)
            })
            .map(str::to_owned),
    }
}

fn when(breach: &Breach, zone: &TimeZone) -> (&'static str, Option<Date>, Option<Date>) {
    let day = |at: jiff::Timestamp| Some(at.to_zoned(zone.clone()).date());
    match breach.moments.occurred.as_ref().map(|(occurred, _, _)| occurred) {
        Some(Occurred::At { at, .. }) => ("at", day(*at), None),
        Some(Occurred::Between { from, to, .. }) if day(*from) == day(*to) => ("at", day(*from), None),
        Some(Occurred::Between { from, to, .. }) => ("between", day(*from), day(*to)),
        Some(Occurred::Ongoing { since: Some(since) }) => ("since", day(*since), None),
        Some(Occurred::Ongoing { since: None }) => ("ongoing", None, None),
        Some(Occurred::Unknown) | None => ("unknown", None, None),
    }
}

/// Returns the choices of an answer as a letter names them; none when one of them has no words in that language, so that a person
/// writes all of them.
fn labels(breach: &Breach, list: Option<&QuestionList>, code: &str, language: FormLanguage) -> Vec<String> {
    let Some(question) = list.and_then(|list| list.question(code)) else { return vec![] };
    let codes = breach.answers.codes(code);
    let chosen = codes.iter().filter_map(|code| question.option(code)).filter(|option| !option.unknown);
    let named = chosen.map(|option| said(&option.labels, option.de.as_deref(), language).map(str::to_owned));
    named.collect::<Option<_>>().unwrap_or_default()
}

/// Returns a text of the law in the language of a letter.
fn said<'t>(labels: &'t Labels, de: Option<&'t str>, language: FormLanguage) -> Option<&'t str> {
    match language {
        FormLanguage::De => de,
        FormLanguage::Nl | FormLanguage::En | FormLanguage::Fr => Some(labels.get(language.of_pages())),
    }
}
