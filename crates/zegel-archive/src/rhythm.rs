//! The rhythm of an owner (requirement C9): how long ago the last capture was, how often it should be, and reminders.
//!
//! How often is dated policy in `zegel.toml`. Whether somebody was reminded stands in the ledger and nowhere else. A
//! reminder is written down *before* it is sent, so that after a crash nobody gets it twice; what was on its way
//! then is called uncertain, and the next step of the same reminder comes a few days later. No content of a chat comes
//! near any of this.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use zegel_model::{Act, Content, Person, PersonId, Role};
use zegel_store::{Audited, Entry, KnownPerson, Pseudonym};

use crate::config::{Config, Mail, Rhythm};
use crate::{Archive, Desk, Error};

/// The code of a reminder in the ledger; the archive itself sends it, so it is no act of a person.
const REMIND: &str = "remind";
/// After so many failures of one reminder the server is not asked again for it.
const MAX_TRIES: usize = 5;

/// How an owner stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    /// Who.
    pub person: PersonId,
    /// The full name.
    pub name: Content,
    /// The day of the last capture, in the zone of the archive; `None` when there was none.
    pub last: Option<Date>,
    /// Days since then.
    pub days_since: Option<i32>,
    /// How often, in days, and the day from which the next capture is late; `None` without a rhythm.
    pub rhythm: Option<(u16, Date)>,
    /// The last day of the term has passed.
    pub is_late: bool,
    /// The last reminder by mail.
    pub reminder: Option<(Timestamp, Outcome)>,
}

/// What became of a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// On its way; or, when nothing followed, uncertain.
    Sending,
    /// The mail server took it.
    Sent,
    /// The mail server refused it for good: the address is wrong, or it was sent back.
    Refused,
    /// The mail server could not be reached, or not now; it is tried again.
    Failed,
}

/// A reminder that must go out now; it was written down as being sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub name: Content,
    /// The mail address.
    pub address: String,
    /// Days since the last capture.
    pub days_since: Option<i32>,
    /// How often a capture should be.
    pub every_days: u16,
    /// The Message-ID (RFC 5322 §3.6.4) without its brackets: the same for the same reminder.
    pub message_id: String,
    pseudonym: Pseudonym,
    due: Date,
    step: i32,
}

/// What the ledger says of one reminder.
#[derive(Serialize, Deserialize)]
struct Told {
    due: Date,
    step: i32,
    outcome: Outcome,
}

/// Returns how whoever acts stands; `None` for who is no owner.
///
/// # Errors
/// Faults of the store.
pub fn own(desk: &Desk<'_>, zone: &TimeZone) -> Result<Option<Pace>, Error> {
    if !desk.actor.roles.contains(&Role::ChatOwner) {
        return Ok(None);
    }
    let known = desk.archive.store.read(|view| view.person(&desk.actor.id))?;
    pace(desk.archive, &known, (desk.now, zone)).map(Some)
}

/// Returns how every owner stands, the latest first.
///
/// # Errors
/// `not-your-role`.
pub fn all(desk: &Desk<'_>, zone: &TimeZone) -> Result<Vec<Pace>, Error> {
    desk.authorise(Act::SeeRhythm)?;
    let mut paces = paces(desk.archive, desk.now, zone)?;
    paces.sort_by_key(|pace| (pace.rhythm.map_or(Date::MAX, |(_, due)| due), pace.person.clone()));
    Ok(paces)
}

/// Returns how every owner stands, in order of short name.
pub(crate) fn paces(archive: &Archive, now: Timestamp, zone: &TimeZone) -> Result<Vec<Pace>, Error> {
    owners(archive)?.iter().map(|known| pace(archive, known, (now, zone))).collect()
}

fn owners(archive: &Archive) -> Result<Vec<KnownPerson>, Error> {
    let mut known = archive.store.read(|view| view.people())?;
    known.retain(|known| known.person.roles.contains(&Role::ChatOwner));
    Ok(known)
}

fn pace(archive: &Archive, known: &KnownPerson, (now, zone): (Timestamp, &TimeZone)) -> Result<Pace, Error> {
    let Person { id, name, .. } = &known.person;
    let today = now.to_zoned(zone.clone()).date();
    let accepted = archive.store.read(|view| view.last_accepted(id))?;
    let last = accepted.map(|at| at.to_zoned(zone.clone()).date());
    let in_force = of(&archive.config, &known.person, today);
    let rhythm = in_force.map(|rule| {
        // Who never captured begins to count on the day from which the rule holds.
        let from = last.unwrap_or(rule.from);
        (rule.days, from.saturating_add(i32::from(rule.days).days()))
    });
    let reminder = reminders(archive, known.pseudonym)?.pop().map(|(at, told)| (at, told.outcome));
    Ok(Pace {
        person: id.clone(),
        name: name.clone(),
        last,
        days_since: last.map(|last| days_between(last, today)),
        rhythm,
        is_late: rhythm.is_some_and(|(_, due)| due < today),
        reminder,
    })
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Returns the rule for this person on a day: the newest that began, one for the person before one for a role, and that
/// before one for all.
fn of<'c>(config: &'c Config, person: &Person, today: Date) -> Option<&'c Rhythm> {
    let fits = |rule: &&Rhythm| match (&rule.owner, rule.role) {
        (Some(owner), _) => *owner == person.id,
        (None, Some(role)) => person.roles.contains(&role),
        (None, None) => true,
    };
    let began = config.rhythm.iter().filter(|rule| rule.from <= today).filter(fits);
    let newest = began.max_by_key(|rule| (rule.owner.is_some(), rule.role.is_some(), rule.from));
    newest.filter(|rule| 0 < rule.days)
}

/// Returns what the ledger says of the reminders of a person, oldest first.
fn reminders(archive: &Archive, who: Pseudonym) -> Result<Vec<(Timestamp, Told)>, Error> {
    let entries = archive.store.read(|view| view.ledger_of(&who.into()))?;
    let told = entries
        .iter()
        .filter(|entry| entry.leaf.act == REMIND)
        .filter_map(|entry| Some((entry.leaf.at, serde_json::from_str(&entry.detail.as_ref()?.text).ok()?)));
    Ok(told.collect())
}

/// Returns the next reminder that is due and was not sent, and writes down that it is being sent; `None` when there is
/// none, or no mail is configured, or the archive can only be read. Give what came of it to [`record`].
///
/// # Errors
/// Faults of the store.
pub fn next_letter(archive: &Archive, now: Timestamp, zone: &TimeZone) -> Result<Option<Letter>, Error> {
    let Some(mail) = archive.config.mail.as_ref().filter(|_| archive.alarm().is_none()) else {
        return Ok(None);
    };
    let today = now.to_zoned(zone.clone()).date();
    for known in owners(archive)? {
        let pace = pace(archive, &known, (now, zone))?;
        let (Some((days, due)), true) = (pace.rhythm, pace.is_late) else { continue };
        let Some(address) = mail.address_of(&known.person.id) else { continue };
        let step = (days_between(due, today) - 1) / i32::from(mail.again_days.max(1));
        let told = reminders(archive, known.pseudonym)?;
        let of_this: Vec<Outcome> = told
            .iter()
            .filter(|(_, told)| (told.due, told.step) == (due, step))
            .map(|(_, told)| told.outcome)
            .collect();
        if !is_to_be_sent(&of_this) {
            continue;
        }
        let letter = Letter {
            name: pace.name,
            address,
            days_since: pace.days_since,
            every_days: days,
            message_id: message_id(mail, known.pseudonym, (due, step)),
            pseudonym: known.pseudonym,
            due,
            step,
        };
        tell(archive, &letter, (Outcome::Sending, now))?;
        return Ok(Some(letter));
    }
    Ok(None)
}

/// A reminder is sent when nothing was tried yet, or when every try ended in a failure that may pass.
pub(crate) fn is_to_be_sent(outcomes: &[Outcome]) -> bool {
    let n_failed = outcomes.iter().filter(|one| **one == Outcome::Failed).count();
    let n_sending = outcomes.iter().filter(|one| **one == Outcome::Sending).count();
    let is_over = outcomes.iter().any(|one| matches!(one, Outcome::Sent | Outcome::Refused));
    !is_over && n_failed == n_sending && n_failed < MAX_TRIES
}

/// Writes down what became of a letter.
///
/// # Errors
/// Faults of the store.
pub fn record(archive: &Archive, letter: &Letter, outcome: Outcome, now: Timestamp) -> Result<(), Error> {
    tell(archive, letter, (outcome, now))
}

fn tell(archive: &Archive, letter: &Letter, (outcome, at): (Outcome, Timestamp)) -> Result<(), Error> {
    let told = Told { due: letter.due, step: letter.step, outcome };
    let entry = Entry {
        act: REMIND,
        actor: Pseudonym::ARCHIVE,
        subjects: vec![letter.pseudonym.into()],
        session: None,
        at,
        detail: json!(told),
    };
    archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))
}

/// The same reminder has the same Message-ID, so that a mail program shows it once, whatever happened in between.
fn message_id(mail: &Mail, who: Pseudonym, (due, step): (Date, i32)) -> String {
    let hash = Sha256::digest(format!("zegel reminder {who} {due} {step}"));
    let domain = mail.from.trim_end_matches('>').rsplit('@').next().unwrap_or("zegel.invalid").to_owned();
    format!("{}@{domain}", hex::encode(&hash[..16]))
}
