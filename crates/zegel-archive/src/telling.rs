//! Telling the people concerned (requirement B5; GDPR art. 34): the text, the list, the second person, the sending, the letters on
//! paper, the public notice.
//!
//! The text is a paper in versions. A list is brought in and stands sealed in the database; it never leaves again. A second person
//! approves one version of the text for exactly that list, and only while the decision to tell or an order of the authority stands.
//! Each step of a letter is an entry of the ledger about the telling, without a name or an address.

mod by_person;
mod came_back;
mod list;
mod notice;
mod on_paper;
mod sending;
mod words;

pub use by_person::{MIN_SOUGHT_CHARS, not_told, seek, told_by_person};
pub use came_back::{CameBack, take_bounces};
pub use list::{Listed, Person, people, remove_unusable, take_list};
pub use notice::{Notice, Place, add_place, notices, proof, publish, published};
pub use on_paper::{PaperLetter, PrintRun, give_up, on_paper, posted, print_run};
pub use sending::{Doubt, Next, Outgoing, Then, next, pause, recover, running, settle_doubt, start};
pub use words::{Texts, propose, texts, told_text, write};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zegel_breach::telling::{Tally, kinds};
use zegel_breach::{Means, Telling};
use zegel_law::FormLanguage;
use zegel_model::{Act, BreachId, Done};
use zegel_store::{Entry, StoreError, Subject, TellingRow, View};

use crate::breaches::{self, Known, Seen};
use crate::{Archive, Desk, Error};

/// Where a telling stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Its list may still change.
    Draft,
    /// A second person approved its text and its list.
    Approved,
    /// Its letters go out.
    Running,
    /// Somebody paused it.
    Paused,
    /// It is done.
    Done,
}

/// The phases in which people are told: a second person approved it, and it is not done.
const UNDER_WAY: [Phase; 3] = [Phase::Approved, Phase::Running, Phase::Paused];

impl Phase {
    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Done => "done",
        }
    }
}

/// What was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who, and when.
    pub approved: Done,
    /// The paper with the text.
    pub text: Uuid,
    /// SHA-256 of the list, lower-case hexadecimal.
    pub list: String,
    /// The number of the telling within the breach.
    pub n: u32,
}

/// Where a telling stands, with its facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailing {
    /// Where it stands.
    pub phase: Phase,
    /// Who brought this about, and when.
    pub changed: Done,
    /// The list.
    pub listed: Listed,
    /// What was approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
    /// Who gave up on those who could not be reached one by one, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_up: Option<(Done, zegel_model::Content)>,
    /// Who erased the names and addresses, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<Done>,
}

/// A telling as it stands now.
#[derive(Debug, Clone)]
pub struct Current {
    /// Its identifier.
    pub id: Uuid,
    /// Its place among the tellings by list of this breach, from 1.
    pub seq: u64,
    /// Where it stands.
    pub mailing: Mailing,
    /// How many letters stand where.
    pub tally: Tally,
    /// When the next letter may be sent; in the past when it may be sent now.
    pub next_at: Option<Timestamp>,
    /// Of those who go by letter, how many have no postal address.
    pub n_unreachable: u64,
}

/// Everything that a page shows of telling people about one breach.
#[derive(Debug, Clone)]
pub struct Look {
    /// The texts.
    pub texts: Texts,
    /// The kinds of recipients.
    pub kinds: Vec<String>,
    /// The tellings by list, oldest first; the last one is worked on unless it is done.
    pub tellings: Vec<Current>,
    /// The public notices.
    pub notices: Vec<Notice>,
    /// Letters can be mailed: a mail server is configured.
    pub has_mail: bool,
}

/// Returns what stands about telling people of a breach: texts and counts, no name and no address.
///
/// # Errors
/// `not-your-role`; when there is no such breach.
pub fn look(desk: &Desk<'_>, id: BreachId) -> Result<Look, Error> {
    desk.authorise(Act::SeeBreaches)?;
    let archive = &*desk.archive;
    let rows = archive.store.read(|view| view.tellings_of(id))?;
    Ok(Look {
        texts: words::newest(archive, id)?,
        kinds: kinds(&archive.config.privacy.tell_kinds),
        tellings: rows.iter().map(|row| current(archive, row)).collect::<Result<_, _>>()?,
        notices: notices(desk, id)?,
        has_mail: archive.config.mail.is_some(),
    })
}

/// How far the letters of a telling are.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Where the telling stands.
    pub phase: Phase,
    /// How many letters stand where.
    pub tally: Tally,
    /// When the next letter may be sent; in the past when it may be sent now.
    pub next_at: Option<Timestamp>,
}

/// Returns how far the letters of the newest telling of a breach are, without looking at any of them; `None` when there is none.
///
/// # Errors
/// `not-your-role`.
pub fn progress(desk: &Desk<'_>, id: BreachId) -> Result<Option<Progress>, Error> {
    desk.authorise(Act::SeeBreaches)?;
    let Some(row) = newest(desk.archive, id)? else { return Ok(None) };
    let (tally, next_at) = (tally(desk.archive, row.id)?, next_at(desk.archive, row.id)?);
    Ok(Some(Progress { phase: mailing(&row)?.phase, tally, next_at }))
}

fn next_at(archive: &Archive, telling: Uuid) -> Result<Option<Timestamp>, Error> {
    let next = archive.store.read(|view| view.next_letter(telling))?;
    Ok(next.and_then(|letter| Timestamp::from_second(letter.due?).ok()))
}

fn current(archive: &Archive, row: &TellingRow) -> Result<Current, Error> {
    let mailing = mailing(row)?;
    // Only what may still go on paper is read; what is done is counted and left alone.
    let n_unreachable = match mailing.phase {
        Phase::Done => 0,
        _ => on_paper::n_without_address(archive, row.id)?,
    };
    Ok(Current {
        id: row.id,
        seq: row.seq,
        mailing,
        tally: tally(archive, row.id)?,
        next_at: next_at(archive, row.id)?,
        n_unreachable,
    })
}

/// Returns how many letters of a telling stand where.
///
/// # Errors
/// Faults of the store.
pub fn tally(archive: &Archive, telling: Uuid) -> Result<Tally, Error> {
    let counts = archive.store.read(|view| view.count_letters(telling))?;
    Ok(Tally(counts.into_iter().collect()))
}

/// Approves, as a second person, the newest text for the list that stands there.
///
/// # Errors
/// `not-your-role`, `list-empty`, `text-gaps`, `four-eyes`, what [`zegel_breach::Breach::may_tell`] refuses; a newer version of the breach.
pub fn approve(desk: &mut Desk<'_>, (id, seen): (BreachId, Seen)) -> Result<Known, Error> {
    desk.authorise(Act::ApproveBreach)?;
    breaches::newest(desk.archive, id)?.breach.may_tell(Means::Mail)?;
    let row = in_phase(desk, id, &[Phase::Draft])?;
    let old = mailing(&row)?;
    if old.listed.n_people == 0 {
        return Err(Error::refused("list-empty", "the list names nobody", "bring in a list first"));
    }
    let texts = words::newest(desk.archive, id)?;
    for (kind, language, _) in &old.listed.groups {
        words::refuse_gaps(&texts, kind, *language)?;
    }
    let Some((_, made, text)) = &texts.newest else { return Err(words::no_text()) };
    let wrote = [&made.by, &old.listed.brought.by];
    if wrote.contains(&&desk.actor.id) {
        return Err(Error::refused(
            "four-eyes",
            "the person who wrote the text or brought the list in may not approve it",
            "ask a second person",
        ));
    }
    let list = desk.archive.store.read(|view| digest_of_list(view, row.id))?;
    let n = breaches::newest(desk.archive, id)?.breach.tellings.len() + 1;
    let n = u32::try_from(n).unwrap_or(u32::MAX);
    let approval = Approval { approved: desk.done(), text: *text, list, n };
    let new = Mailing { phase: Phase::Approved, changed: desk.done(), approval: Some(approval), ..old };
    let new = changed(&row, &new)?;
    let telling = Telling { n: 0, means: Means::Mail, paper: *text, made: desk.done(), told: None };
    breaches::change_and(
        desk,
        Act::ApproveBreach,
        (id, seen),
        |breach, _| {
            breach.may_tell(Means::Mail)?;
            Ok(breach.telling(telling)?)
        },
        |tx| Ok(tx.set_telling(&row, &new)?),
    )
}

/// Closes a telling: nothing waits for a machine or a person any more, and the breach knows when and how many people were told.
///
/// # Errors
/// `not-your-role`, `wrong-state`, `not-ready`; a newer version of the breach.
pub fn finish(desk: &mut Desk<'_>, (id, seen): (BreachId, Seen)) -> Result<Known, Error> {
    desk.authorise(Act::HandleBreach)?;
    let row = in_phase(desk, id, &UNDER_WAY)?;
    let old = mailing(&row)?;
    let tally = tally(desk.archive, row.id)?;
    if 0 < tally.n_open() {
        return Err(Error::refused(
            "not-ready",
            format!("{} letters still wait", tally.n_open()),
            "send them, post them, or say who cannot be reached",
        ));
    }
    let n = approval(&old)?.n;
    let new = changed(&row, &Mailing { phase: Phase::Done, changed: desk.done(), ..old })?;
    breaches::change_and(
        desk,
        Act::HandleBreach,
        (id, seen),
        |breach, of| Ok(breach.told(n, tally.n_told(), of.done)?),
        |tx| Ok(tx.set_telling(&row, &new)?),
    )
}

/// Erases the names and addresses of a telling that is done; where each letter stood stays.
///
/// # Errors
/// `not-your-role`, `wrong-state`.
pub fn erase(desk: &mut Desk<'_>, id: BreachId, telling: Uuid) -> Result<(), Error> {
    desk.authorise(Act::HandleBreach)?;
    let row = of_breach(desk.archive, id, telling)?;
    let old = mailing(&row)?;
    if old.phase != Phase::Done || old.erased.is_some() {
        return Err(wrong_phase());
    }
    let new = changed(&row, &Mailing { erased: Some(desk.done()), ..old })?;
    let entry = entry(desk, id, row.id, json!({ "telling": "list-erased" }));
    desk.archive.store.write(|tx| {
        tx.erase_recipients(row.id)?;
        tx.set_telling(&row, &new)?;
        Ok::<_, Error>(zegel_store::Audited::new((), entry))
    })
}

/// Returns the telling that is worked on, when it stands in one of these phases.
fn in_phase(desk: &Desk<'_>, id: BreachId, phases: &[Phase]) -> Result<TellingRow, Error> {
    let row = newest(desk.archive, id)?.ok_or_else(wrong_phase)?;
    if phases.contains(&mailing(&row)?.phase) { Ok(row) } else { Err(wrong_phase()) }
}

fn newest(archive: &Archive, id: BreachId) -> Result<Option<TellingRow>, Error> {
    Ok(archive.store.read(|view| view.tellings_of(id))?.pop())
}

fn of_breach(archive: &Archive, id: BreachId, telling: Uuid) -> Result<TellingRow, Error> {
    let row = archive.store.read(|view| view.telling(telling))?;
    if row.breach == id {
        return Ok(row);
    }
    Err(StoreError::NotFound { what: "telling", id: telling.to_string() }.into())
}

fn mailing(row: &TellingRow) -> Result<Mailing, Error> {
    Ok(serde_json::from_str(&row.state)?)
}

fn changed(row: &TellingRow, mailing: &Mailing) -> Result<TellingRow, Error> {
    let is_running = mailing.phase == Phase::Running;
    Ok(TellingRow { is_running, state: serde_json::to_string(mailing)?, ..row.clone() })
}

fn approval(mailing: &Mailing) -> Result<&Approval, Error> {
    mailing.approval.as_ref().ok_or_else(wrong_phase)
}

/// Returns the digest of a list: of each letter its identifier and who gets it, in order.
fn digest_of_list(view: &View<'_>, telling: Uuid) -> Result<String, StoreError> {
    let mut hash = Sha256::new();
    for letter in view.letters(telling, None, u32::MAX)? {
        let recipient = letter.recipient.unwrap_or_default();
        hash.update(letter.id.as_bytes());
        hash.update((recipient.len() as u64).to_be_bytes());
        hash.update(recipient.as_bytes());
    }
    Ok(hex::encode(hash.finalize()))
}

/// Makes the entry of an act on a telling.
fn entry(desk: &Desk<'_>, id: BreachId, telling: Uuid, detail: serde_json::Value) -> Entry {
    desk.entry(Act::HandleBreach, vec![id.into(), Subject::telling(telling)], detail)
}

fn wrong_phase() -> Error {
    Error::refused("wrong-state", "the telling stands elsewhere by now", "look at it again")
}

/// Returns the language in which the desk writes.
fn desk_language(archive: &Archive) -> FormLanguage {
    FormLanguage::of_tag(&archive.config.language).unwrap_or(FormLanguage::Nl)
}
