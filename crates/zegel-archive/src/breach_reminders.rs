//! Reminders of the clock of a breach (requirement B2): by mail, some hours before the deadline, and once it has passed.
//!
//! Which hours is dated data of the rule that gave the deadline. As with every mail of the archive, a letter is written
//! down before it is sent, so that after a crash nobody gets it twice. It names the breach by its number only.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use zegel_breach::{AuthorityChoice, Line};
use zegel_law::{Reminder, Watch, reminders_due};
use zegel_model::{BreachId, Content, Role};
use zegel_store::{Audited, Entry, KnownPerson, Pseudonym, Subject};

use crate::config::Mail;
use crate::rhythm::{Outcome, is_to_be_sent};
use crate::{Archive, Error};

/// The code of a reminder in the ledger; the archive itself sends it, so it is no act of a person.
const REMIND: &str = "remind-breach";

/// A reminder that must go out now; it was written down as being sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockLetter {
    /// To whom.
    pub name: Content,
    /// The mail address.
    pub address: String,
    /// The number of the breach.
    pub number: String,
    /// Which breach, for the link.
    pub breach: BreachId,
    /// Until when to notify.
    pub deadline: Timestamp,
    /// So many hours before it; `None` once it has passed.
    pub hours_left: Option<u16>,
    /// The Message-ID (RFC 5322 §3.6.4) without its brackets: the same for the same reminder.
    pub message_id: String,
    pseudonym: Pseudonym,
}

/// What the ledger says of one reminder.
#[derive(Serialize, Deserialize)]
struct Told {
    to: Pseudonym,
    deadline: Timestamp,
    hours_left: Option<u16>,
    outcome: Outcome,
}

/// Returns the next reminder that is due, after writing down that it is being sent; `None` when nothing is due, or no
/// mail server is configured.
///
/// # Errors
/// Faults of the store.
pub fn next_letter(archive: &Archive, now: Timestamp) -> Result<Option<ClockLetter>, Error> {
    let Some(mail) = archive.config.mail.as_ref().filter(|_| archive.alarm().is_none()) else {
        return Ok(None);
    };
    for row in archive.store.read(|view| view.open_breach_lines())? {
        let line: Line = serde_json::from_str(&row.line)?;
        let Some((deadline, hours_left)) = due(archive, &line, now) else { continue };
        let told = told(archive, row.id)?;
        for known in readers(archive, &line)? {
            let Some(address) = mail.address_of(&known.person.id) else { continue };
            let of_this = told.iter().filter(|told| {
                (told.to, told.deadline, told.hours_left) == (known.pseudonym, deadline, hours_left)
            });
            let outcomes: Vec<Outcome> = of_this.map(|told| told.outcome).collect();
            if !is_to_be_sent(&outcomes) {
                continue;
            }
            let letter = ClockLetter {
                name: known.person.name,
                address,
                number: line.number,
                breach: row.id,
                deadline,
                hours_left,
                message_id: message_id(mail, row.id, (known.pseudonym, deadline, hours_left)),
                pseudonym: known.pseudonym,
            };
            record(archive, &letter, Outcome::Sending, now)?;
            return Ok(Some(letter));
        }
    }
    Ok(None)
}

/// Writes down what became of a letter.
///
/// # Errors
/// Faults of the store.
pub fn record(
    archive: &Archive,
    letter: &ClockLetter,
    outcome: Outcome,
    now: Timestamp,
) -> Result<(), Error> {
    let ClockLetter { pseudonym: to, deadline, hours_left, .. } = *letter;
    let entry = Entry {
        act: REMIND,
        actor: Pseudonym::ARCHIVE,
        subjects: vec![letter.breach.into(), to.into()],
        session: None,
        at: now,
        detail: json!(Told { to, deadline, hours_left, outcome }),
    };
    archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))
}

/// Returns the newest reminder of a clock that runs: its deadline, and how many hours before it.
fn due(archive: &Archive, line: &Line, now: Timestamp) -> Option<(Timestamp, Option<u16>)> {
    let (aware, deadline) = (line.aware_at?, line.deadline?);
    let is_answered = line.notified_at.is_some() || line.authority == Some(AuthorityChoice::NotNotify);
    if is_answered || line.is_processor {
        return None;
    }
    let rule = archive.law.breach_rule(&line.regime, aware.to_zoned(jiff::tz::TimeZone::UTC).date()).ok()?;
    let watch = Watch { aware, deadline, last_looked: aware, now };
    match reminders_due(&rule.reminder_hours, &watch).pop()? {
        Reminder::HoursLeft(hours) => Some((deadline, Some(hours))),
        Reminder::Passed => Some((deadline, None)),
    }
}

/// Who is reminded: whoever handles it, and every privacy officer.
fn readers(archive: &Archive, line: &Line) -> Result<Vec<KnownPerson>, Error> {
    let mut people = archive.store.read(|view| view.people())?;
    people.retain(|known| {
        let is_handler = line.handler.as_ref() == Some(&known.person.id);
        is_handler || known.person.roles.contains(&Role::PrivacyOfficer)
    });
    Ok(people)
}

fn told(archive: &Archive, breach: BreachId) -> Result<Vec<Told>, Error> {
    let entries = archive.store.read(|view| view.ledger_of(&Subject::from(breach)))?;
    let words = entries.iter().filter(|entry| entry.leaf.act == REMIND);
    Ok(words.filter_map(|entry| serde_json::from_str(&entry.detail.as_ref()?.text).ok()).collect())
}

fn message_id(
    mail: &Mail,
    breach: BreachId,
    (to, deadline, hours_left): (Pseudonym, Timestamp, Option<u16>),
) -> String {
    let hash = Sha256::digest(format!("zegel clock {breach} {to} {deadline} {hours_left:?}"));
    let domain = mail.from.trim_end_matches('>').rsplit('@').next().unwrap_or("zegel.invalid").to_owned();
    format!("{}@{domain}", hex::encode(&hash[..16]))
}
