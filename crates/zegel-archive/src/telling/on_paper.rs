//! Letters on paper, for who has no mail address or whose mail was refused or came back.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use uuid::Uuid;
use zegel_breach::telling::{
    LetterState, PARTS, TellingWords, closing, heading, reference_label, salutation, written_date,
};
use zegel_law::FormLanguage;
use zegel_model::{Act, BreachId, Content};
use zegel_render::{Letter, LetterSection, Letters, MAX_LETTERS, Print};
use zegel_store::{Audited, LetterRow, TellingRow};

use super::list::{moved, person};
use super::{Mailing, UNDER_WAY, approval, changed, entry, in_phase, mailing, words};
use crate::documents::{of_form, typeset};
use crate::{Archive, Desk, Error, Typesetter, breaches};

/// A letter to print.
#[derive(Debug, Clone)]
pub struct PaperLetter {
    /// Which letter.
    pub letter: Uuid,
    /// The name; empty where none is known.
    pub name: Content,
    /// The lines of the postal address.
    pub address: Vec<Content>,
    /// In which language.
    pub language: FormLanguage,
    /// What it says.
    pub words: TellingWords,
}

/// Letters that are ready to be set; this needs the archive no more, so that nobody waits for it.
pub struct PrintRun {
    letters: Letters,
    typesetter: Typesetter,
}

impl std::fmt::Debug for PrintRun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PrintRun({} letters)", self.letters.letters.len())
    }
}

impl PrintRun {
    /// Returns the letters.
    pub fn letters(&self) -> &Letters {
        &self.letters
    }

    /// Sets them in the locked child, as one PDF/A.
    ///
    /// # Errors
    /// Those of the child.
    pub fn print(&self) -> Result<Vec<u8>, Error> {
        typeset(&self.typesetter, Print::Letters(&self.letters))
    }
}

/// Prepares the letters that go on paper as it stood at a moment.
///
/// # Errors
/// As [`on_paper`]; `list-empty` when there are none.
pub fn print_run(
    desk: &mut Desk<'_>,
    id: BreachId,
    until: Timestamp,
    zone: &TimeZone,
) -> Result<PrintRun, Error> {
    let papers = on_paper(desk, id, until)?;
    if papers.is_empty() {
        return Err(Error::refused("list-empty", "no letter goes on paper", "look at the page again"));
    }
    let number = breaches::newest(desk.archive, id)?.breach.number;
    let config = &desk.archive.config;
    let address = config.privacy.address.iter().flat_map(|address| address.lines());
    let body = config.records_creator.as_str();
    let today = desk.now.to_zoned(zone.clone()).date();
    let letters = papers.iter().map(|paper| {
        let (language, words) = (paper.language, &paper.words);
        let name = std::iter::once(&paper.name).filter(|name| !name.is_empty());
        Letter {
            language: of_form(language),
            address: name.chain(&paper.address).cloned().collect(),
            place_and_date: Content::from(written_date(language, today).as_str()),
            reference: Content::from(format!("{}: {number}", reference_label(language)).as_str()),
            subject: words.subject.clone(),
            salutation: Content::from(salutation(language, paper.name.as_str()).as_str()),
            sections: sections(language, words),
            closing: Content::from(closing(language)),
            signature: vec![Content::from(body)],
        }
    });
    let letters = Letters {
        title: Content::from(number.as_str()),
        reference: Content::from(number.as_str()),
        language: of_form(super::desk_language(desk.archive)),
        sender: std::iter::once(body).chain(address).map(Content::from).collect(),
        made_at: desk.now,
        letters: letters.collect(),
    };
    Ok(PrintRun { letters, typesetter: desk.archive.outside.typesetter.clone() })
}

fn sections(language: FormLanguage, words: &TellingWords) -> Vec<LetterSection> {
    let paragraphs = |text: &Content| -> Vec<Content> {
        let pieces = text.as_str().split("\n\n").map(str::trim).filter(|piece| !piece.is_empty());
        pieces.map(Content::from).collect()
    };
    let opening = LetterSection { heading: Content::default(), paragraphs: paragraphs(&words.opening) };
    let parts = PARTS.into_iter().map(|part| LetterSection {
        heading: Content::from(heading(language, part)),
        paragraphs: paragraphs(words.part(part)),
    });
    std::iter::once(opening).chain(parts).collect()
}

/// Returns the letters that go on paper as it stood at a moment; who has no postal address is not among them.
///
/// # Errors
/// `not-your-role`, `wrong-state`.
pub fn on_paper(desk: &mut Desk<'_>, id: BreachId, until: Timestamp) -> Result<Vec<PaperLetter>, Error> {
    desk.authorise(Act::HandleBreach)?;
    let row = in_phase(desk, id, &UNDER_WAY)?;
    let text = words::of_paper(desk.archive, id, approval(&mailing(&row)?)?.text)?;
    let mut letters = vec![];
    for (letter, _) in with_address(desk.archive, &row, until)? {
        let Some(person) = person(&letter)?.person else { continue };
        let Some(words) = text.of(&person.kind, person.language) else { continue };
        letters.push(PaperLetter {
            letter: letter.id,
            name: person.name,
            address: person.address,
            language: person.language,
            words: words.clone(),
        });
    }
    let entry = entry(desk, id, row.id, json!({ "telling": "letters-printed", "n": letters.len() }));
    desk.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))?;
    Ok(letters)
}

/// Records that the letters were posted that went on paper at a moment; returns how many.
///
/// # Errors
/// `not-your-role`, `wrong-state`.
pub fn posted(desk: &mut Desk<'_>, id: BreachId, until: Timestamp) -> Result<u64, Error> {
    desk.authorise(Act::HandleBreach)?;
    let row = in_phase(desk, id, &UNDER_WAY)?;
    let letters = with_address(desk.archive, &row, until)?;
    let mut moves = vec![];
    for (letter, state) in &letters {
        moves.push((letter, moved(letter, &state.posted(desk.now)?)?));
    }
    let named: Vec<&Uuid> = letters.iter().map(|(letter, _)| &letter.id).collect();
    let entry = entry(desk, id, row.id, json!({ "telling": "letters-posted", "letters": named }));
    desk.archive.store.write(|tx| {
        moves.iter().try_for_each(|(old, new)| tx.set_letter(old, new))?;
        Ok::<_, Error>(Audited::new(moves.len() as u64, entry))
    })
}

/// Records that who has neither a mail address that works nor a postal address cannot be reached one by one; returns how many.
///
/// # Errors
/// `not-your-role`, `wrong-state`, `reasons-missing`.
pub fn give_up(desk: &mut Desk<'_>, id: BreachId, why: Content) -> Result<u64, Error> {
    desk.authorise(Act::HandleBreach)?;
    let row = in_phase(desk, id, &UNDER_WAY)?;
    if why.as_str().trim().chars().count() < zegel_breach::MIN_REASON_CHARS {
        return Err(Error::refused(
            "reasons-missing",
            "it is not said why they cannot be reached",
            "write what was tried, in a sentence or more",
        ));
    }
    let old = mailing(&row)?;
    let new = changed(&row, &Mailing { given_up: Some((desk.done(), why)), ..old })?;
    let mut moves = vec![];
    let unusable = desk.archive.store.read(|view| view.letters(row.id, Some("unusable"), u32::MAX))?;
    for letter in without_address(desk.archive, row.id)?.into_iter().chain(unusable) {
        let state: LetterState = serde_json::from_str(&letter.state)?;
        let moved = moved(&letter, &state.given_up(desk.now)?)?;
        moves.push((letter, moved));
    }
    let named: Vec<&Uuid> = moves.iter().map(|(letter, _)| &letter.id).collect();
    let entry = entry(desk, id, row.id, json!({ "telling": "given-up", "letters": named }));
    desk.archive.store.write(|tx| {
        moves.iter().try_for_each(|(old, new)| tx.set_letter(old, new))?;
        tx.set_telling(&row, &new)?;
        Ok::<_, Error>(Audited::new(moves.len() as u64, entry))
    })
}

/// Returns how many of those who go on paper have no postal address, with the lines that cannot be used.
pub(super) fn n_without_address(archive: &Archive, telling: Uuid) -> Result<u64, Error> {
    let n_unusable = archive.store.read(|view| view.letters(telling, Some("unusable"), u32::MAX))?.len();
    Ok((without_address(archive, telling)?.len() + n_unusable) as u64)
}

fn without_address(archive: &Archive, telling: Uuid) -> Result<Vec<LetterRow>, Error> {
    let mut found = vec![];
    for letter in for_paper(archive, telling)? {
        if person(&letter)?.person.is_none_or(|person| person.address.is_empty()) {
            found.push(letter);
        }
    }
    Ok(found)
}

fn with_address(
    archive: &Archive,
    row: &TellingRow,
    until: Timestamp,
) -> Result<Vec<(LetterRow, LetterState)>, Error> {
    let mut found = vec![];
    for letter in for_paper(archive, row.id)? {
        let state: LetterState = serde_json::from_str(&letter.state)?;
        let is_of_then = match &state {
            LetterState::Refused { at, .. } | LetterState::Bounced { at, .. } => *at <= until,
            _ => true,
        };
        let has_address = person(&letter)?.person.is_some_and(|person| !person.address.is_empty());
        if is_of_then && has_address {
            found.push((letter, state));
        }
        // What does not fit in one file comes with the next one, after these were posted.
        if found.len() == MAX_LETTERS {
            break;
        }
    }
    Ok(found)
}

fn for_paper(archive: &Archive, telling: Uuid) -> Result<Vec<LetterRow>, Error> {
    let mut letters = vec![];
    for code in LetterState::FOR_PAPER {
        letters.extend(archive.store.read(|view| view.letters(telling, Some(code), u32::MAX))?);
    }
    letters.sort_by_key(|letter| letter.seq);
    Ok(letters)
}
