//! The sending: one letter at a time, and what becomes of each written down before the next.
//!
//! One write ends a letter and begins the next one, so that after a crash at most one letter is in doubt, and no letter goes out of
//! which nothing was written down (decision 0029). Whoever sends calls [`recover`] first and then [`next`] until nothing is left.

use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zegel_breach::Means;
use zegel_breach::telling::{LetterState, MailAnswer, plain_text};
use zegel_model::{Act, BreachId, Content};
use zegel_store::{Audited, Entry, LetterRow, Pseudonym, Subject, TellingRow};

use super::{Approval, Mailing, Phase, approval, changed, digest_of_list, entry, in_phase, mailing};
use crate::breaches;
use crate::config::Mail;
use crate::telling::list::{moved, person};
use crate::telling::words;
use crate::{Archive, Desk, Error};

/// The code in the ledger of what the archive does by itself with letters.
const TELL: &str = "tell-people";

/// A letter that must go out now; it was written down as being sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Which letter.
    pub letter: Uuid,
    /// The name; empty where none is known.
    pub name: Content,
    /// The mail address.
    pub address: Content,
    /// The subject.
    pub subject: Content,
    /// The text, its lines apart.
    pub text: Content,
    /// The tag of its language.
    pub language: &'static str,
    /// The Message-ID (RFC 5322 §3.6.4) without its brackets: the same for the same letter.
    pub message_id: String,
    /// Where answers go: the point of contact.
    pub reply_to: Option<String>,
}

/// What is to be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Send this letter, and come back with the answer.
    Send(Box<Outgoing>),
    /// Nothing before this moment.
    Later(Timestamp),
    /// Nothing.
    Nothing,
}

/// What follows after a letter was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// The next one.
    GoOn,
    /// Nothing: the sender is told to stop.
    Stop,
}

/// What a person says of a letter in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It arrived.
    Arrived,
    /// Send it again.
    Again,
}

/// Starts the sending, or goes on with it.
///
/// # Errors
/// `not-your-role`, `wrong-state`, `no-mail-server`, `list-changed`, what [`zegel_breach::Breach::may_tell`] refuses.
pub fn start(desk: &mut Desk<'_>, id: BreachId) -> Result<Uuid, Error> {
    desk.authorise(Act::HandleBreach)?;
    let row = in_phase(desk, id, &[Phase::Approved, Phase::Paused])?;
    if desk.archive.config.mail.is_none() {
        return Err(Error::refused(
            "no-mail-server",
            "no mail server is configured",
            "have the operator fill in [mail] in zegel.toml",
        ));
    }
    breaches::newest(desk.archive, id)?.breach.may_tell(Means::Mail)?;
    let old = mailing(&row)?;
    let list = desk.archive.store.read(|view| digest_of_list(view, row.id))?;
    if approval(&old)?.list != list {
        return Err(Error::refused(
            "list-changed",
            "the list is not the one that was approved",
            "have the archive verified: somebody changed the database",
        ));
    }
    step(desk, (id, &row), Mailing { phase: Phase::Running, ..old }, "started")?;
    Ok(row.id)
}

/// Pauses the sending, at the next letter.
///
/// # Errors
/// `not-your-role`, `wrong-state`.
pub fn pause(desk: &mut Desk<'_>, id: BreachId) -> Result<(), Error> {
    desk.authorise(Act::HandleBreach)?;
    let row = in_phase(desk, id, &[Phase::Running])?;
    let old = mailing(&row)?;
    step(desk, (id, &row), Mailing { phase: Phase::Paused, ..old }, "paused")
}

fn step(
    desk: &mut Desk<'_>,
    (id, row): (BreachId, &TellingRow),
    new: Mailing,
    what: &str,
) -> Result<(), Error> {
    let new = changed(row, &Mailing { changed: desk.done(), ..new })?;
    let entry = entry(desk, id, row.id, json!({ "telling": what }));
    desk.archive.store.write(|tx| {
        tx.set_telling(row, &new)?;
        Ok::<_, Error>(Audited::new((), entry))
    })
}

/// Decides about a letter in doubt, or about all of them; returns how many.
///
/// # Errors
/// `not-your-role`, `wrong-state`.
pub fn settle_doubt(
    desk: &mut Desk<'_>,
    id: BreachId,
    which: Option<Uuid>,
    doubt: Doubt,
) -> Result<u64, Error> {
    desk.authorise(Act::HandleBreach)?;
    let row = in_phase(desk, id, &[Phase::Approved, Phase::Running, Phase::Paused])?;
    let letters = desk.archive.store.read(|view| match which {
        Some(letter) => Ok(vec![view.letter(row.id, letter)?]),
        None => view.letters(row.id, Some("in-doubt"), u32::MAX),
    })?;
    let mut steps = vec![];
    for letter in &letters {
        let state: LetterState = serde_json::from_str(&letter.state)?;
        let next = match doubt {
            Doubt::Arrived => state.arrived(desk.now)?,
            Doubt::Again => state.again()?,
        };
        steps.push(moved(letter, &next)?);
    }
    let word = if doubt == Doubt::Arrived { "arrived" } else { "again" };
    let named: Vec<&Uuid> = letters.iter().map(|letter| &letter.id).collect();
    let entry = entry(desk, id, row.id, json!({ "telling": word, "letters": named }));
    desk.archive.store.write(|tx| {
        letters.iter().zip(&steps).try_for_each(|(old, new)| tx.set_letter(old, new))?;
        Ok::<_, Error>(Audited::new(letters.len() as u64, entry))
    })
}

/// Returns the tellings whose letters are to be sent.
///
/// # Errors
/// Faults of the store.
pub fn running(archive: &Archive) -> Result<Vec<Uuid>, Error> {
    let rows = archive.store.read(|view| view.running_tellings())?;
    Ok(rows.iter().map(|row| row.id).collect())
}

/// Puts in doubt what was being sent when the sender stopped; for whoever begins to send, and is the only one. Returns how many.
///
/// # Errors
/// Faults of the store.
pub fn recover(archive: &Archive, telling: Uuid, now: Timestamp) -> Result<u64, Error> {
    let letters = archive.store.read(|view| view.letters(telling, Some("sending"), u32::MAX))?;
    let mut steps = vec![];
    for letter in &letters {
        let state: LetterState = serde_json::from_str(&letter.state)?;
        if let Some(next) = state.recovered(now) {
            steps.push((letter, moved(letter, &next)?));
        }
    }
    if steps.is_empty() {
        return Ok(0);
    }
    let named: Vec<&Uuid> = letters.iter().map(|letter| &letter.id).collect();
    let entry = by_itself(telling, now, json!({ "in_doubt": named }));
    archive.store.write(|tx| {
        steps.iter().try_for_each(|(old, new)| tx.set_letter(old, new))?;
        Ok::<_, Error>(Audited::new(steps.len() as u64, entry))
    })
}

/// Writes down what the server answered to the letter before, and begins the next one: in one step.
///
/// # Errors
/// Faults of the store.
pub fn next(
    archive: &Archive,
    telling: Uuid,
    (before, then): (Option<(Uuid, MailAnswer)>, Then),
    now: Timestamp,
) -> Result<Next, Error> {
    let row = archive.store.read(|view| view.telling(telling))?;
    let mut moves: Vec<(LetterRow, LetterRow)> = vec![];
    let mut detail = serde_json::Map::new();
    if let Some((id, answer)) = before {
        let letter = archive.store.read(|view| view.letter(telling, id))?;
        let state: LetterState = serde_json::from_str(&letter.state)?;
        let state = state.answered(answer, now)?;
        detail.insert("letter".into(), json!({ "id": id, "is": state }));
        moves.push((letter.clone(), moved(&letter, &state)?));
    }
    // A server that is away is not asked again for every letter.
    let is_away = before.is_some_and(|(_, answer)| answer == MailAnswer::Away);
    let then = if is_away { Then::Stop } else { then };
    let (next, begun) = match begin(archive, &row, then, now)? {
        Begin::Letter(begun) => (Next::Send(begun.outgoing), Some(begun.letter)),
        Begin::Later(at) => (Next::Later(at), None),
        Begin::Nothing => (Next::Nothing, None),
    };
    if let Some((old, new)) = begun {
        detail.insert("sending".into(), json!(old.id));
        moves.push((old, new));
    }
    if !moves.is_empty() {
        let entry = by_itself(telling, now, Value::Object(detail));
        archive.store.write(|tx| {
            moves.iter().try_for_each(|(old, new)| tx.set_letter(old, new))?;
            Ok::<_, Error>(Audited::new((), entry))
        })?;
    }
    Ok(next)
}

enum Begin {
    Letter(Box<Begun>),
    Later(Timestamp),
    Nothing,
}

struct Begun {
    outgoing: Box<Outgoing>,
    letter: (LetterRow, LetterRow),
}

fn begin(archive: &Archive, row: &TellingRow, then: Then, now: Timestamp) -> Result<Begin, Error> {
    let Some(mail) = archive.config.mail.as_ref() else { return Ok(Begin::Nothing) };
    // A decision that was opened again stops the letters at once; it does not wait for somebody to press a button.
    let breach = breaches::newest(archive, row.breach)?.breach;
    if !row.is_running
        || then == Then::Stop
        || archive.alarm().is_some()
        || breach.may_tell(Means::Mail).is_err()
    {
        return Ok(Begin::Nothing);
    }
    let Some(letter) = archive.store.read(|view| view.next_letter(row.id))? else {
        return Ok(Begin::Nothing);
    };
    let due = letter.due.and_then(|second| Timestamp::from_second(second).ok()).unwrap_or(now);
    if now < due {
        return Ok(Begin::Later(due));
    }
    let state: LetterState = serde_json::from_str(&letter.state)?;
    let sending = moved(&letter, &state.send(now)?)?;
    let outgoing = outgoing(archive, (row, mail), &letter)?;
    Ok(Begin::Letter(Box::new(Begun { outgoing: Box::new(outgoing), letter: (letter, sending) })))
}

fn outgoing(
    archive: &Archive,
    (row, mail): (&TellingRow, &Mail),
    letter: &LetterRow,
) -> Result<Outgoing, Error> {
    let Approval { text, .. } = approval(&mailing(row)?)?.clone();
    let text = words::of_paper(archive, row.breach, text)?;
    let fault = || Error::Fault(format!("letter {} has nobody or nothing to say", letter.id));
    let person = person(letter)?.person.ok_or_else(fault)?;
    let words = text.of(&person.kind, person.language).ok_or_else(fault)?;
    let body_name = &archive.config.records_creator;
    Ok(Outgoing {
        letter: letter.id,
        text: plain_text(person.language, words, person.name.as_str(), body_name).as_str().into(),
        subject: words.subject.clone(),
        language: person.language.tag(),
        address: person.mail.ok_or_else(fault)?,
        name: person.name,
        message_id: message_id(mail, row.id, letter.id),
        reply_to: archive.config.privacy.contact.as_ref().map(|contact| contact.mail.clone()),
    })
}

/// Returns the Message-ID of a letter. Nobody can guess that of another one: the identifiers under it are random.
pub(super) fn message_id(mail: &Mail, telling: Uuid, letter: Uuid) -> String {
    let hash = Sha256::digest(format!("zegel tell {telling} {letter}"));
    let domain = mail.from.trim_end_matches('>').rsplit('@').next().unwrap_or("zegel.invalid");
    format!("{}@{}", hex::encode(&hash[..16]), domain.to_ascii_lowercase())
}

fn by_itself(telling: Uuid, at: Timestamp, detail: Value) -> Entry {
    Entry {
        act: TELL,
        actor: Pseudonym::ARCHIVE,
        subjects: vec![Subject::telling(telling)],
        session: None,
        at,
        detail,
    }
}
