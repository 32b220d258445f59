//! Sealed drafts (requirement S6): the archive keeps bytes that only their owner can open, and destroys them at the deadline.
//!
//! No use case gives the bytes, or whose draft there is, to anybody but the owner. Each act is in the ledger, by the owner; a draft
//! that its deadline ended is entered as such.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use zegel_model::{Act, Content, Draft, PersonId, Refusal};
use zegel_store::{Audited, KeptDraft};

use crate::{Archive, Desk, Error};

/// Saves a draft in the place of the one that was there.
///
/// # Errors
/// `not-your-role`, `draft-size`, `draft-frozen`.
pub fn save(desk: &mut Desk<'_>, bytes: &[u8]) -> Result<Draft, Error> {
    desk.authorise(Act::KeepDraft)?;
    let old = of_actor(desk)?;
    let expires_at = deadline(desk);
    let n_bytes = bytes.len() as u64;
    let draft = Draft::save(old.as_ref().map(|kept| &kept.draft), n_bytes, desk.now, expires_at)?;
    let id = desk.archive.uuid(desk.now);
    let kept = KeptDraft { id, owner: desk.actor.id.clone(), draft: draft.clone() };
    let detail = json!({ "draft": "saved", "size_bytes": n_bytes, "expires_at": expires_at });
    let entry = desk.entry(Act::KeepDraft, vec![], detail);
    desk.archive.store.write(|tx| {
        if let Some(old) = &old {
            tx.delete_draft(old.id)?;
        }
        tx.insert_draft(&kept, bytes)?;
        Ok::<_, Error>(Audited::new((), entry))
    })?;
    Ok(draft)
}

/// Returns what is known of one's own draft.
///
/// # Errors
/// `not-your-role`.
pub fn mine(desk: &Desk<'_>) -> Result<Option<Draft>, Error> {
    desk.authorise(Act::KeepDraft)?;
    Ok(of_actor(desk)?.map(|kept| kept.draft))
}

/// Returns the bytes of one's own draft.
///
/// # Errors
/// `not-your-role`, `no-draft`.
pub fn fetch(desk: &mut Desk<'_>) -> Result<Vec<u8>, Error> {
    desk.authorise(Act::KeepDraft)?;
    let kept = of_actor(desk)?.ok_or_else(no_draft)?;
    let bytes = desk.archive.store.read(|view| view.draft_bytes(kept.id))?;
    let entry = desk.entry(Act::KeepDraft, vec![], json!({ "draft": "fetched" }));
    desk.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))?;
    Ok(bytes)
}

/// Destroys one's own draft.
///
/// # Errors
/// `not-your-role`, `no-draft`, `draft-frozen`.
pub fn destroy(desk: &mut Desk<'_>) -> Result<(), Error> {
    desk.authorise(Act::KeepDraft)?;
    let kept = of_actor(desk)?.ok_or_else(no_draft)?;
    kept.draft.destroy()?;
    end(desk, &kept, "owner")
}

/// Freezes the draft of somebody: its deadline does not count, and the owner sees by whose decision.
///
/// # Errors
/// `not-your-role`, `no-draft`, `draft-frozen`.
pub fn freeze(desk: &mut Desk<'_>, owner: &PersonId, ground: &Content) -> Result<(), Error> {
    desk.authorise(Act::Hold)?;
    let decided = desk.done();
    change(desk, owner, "frozen", |draft| draft.freeze(decided, ground.clone()))
}

/// Lifts the hold on the draft of somebody.
///
/// # Errors
/// `not-your-role`, `no-draft`, `draft-not-frozen`.
pub fn thaw(desk: &mut Desk<'_>, owner: &PersonId) -> Result<(), Error> {
    desk.authorise(Act::Hold)?;
    let now = desk.now;
    change(desk, owner, "thawed", |draft| draft.thaw(now))
}

/// Returns how many drafts there are and their size together, without whose they are.
///
/// # Errors
/// `not-your-role`.
pub fn count(desk: &Desk<'_>) -> Result<(u64, u64), Error> {
    desk.authorise(Act::SeeStates)?;
    let drafts = desk.archive.store.read(|view| view.drafts())?;
    let n_bytes = drafts.iter().map(|kept| kept.draft.size_bytes).sum();
    Ok((drafts.len() as u64, n_bytes))
}

/// Destroys every draft whose deadline has passed; returns how many.
///
/// # Errors
/// Faults of the database.
pub fn sweep(archive: &mut Archive, now: Timestamp) -> Result<u64, Error> {
    let drafts = archive.store.read(|view| view.drafts())?;
    let over = drafts.into_iter().filter(|kept| kept.draft.is_over(now));
    let mut n_destroyed = 0;
    for kept in over {
        let mut desk = archive.desk(&kept.owner, now)?;
        end(&mut desk, &kept, "deadline")?;
        n_destroyed += 1;
    }
    Ok(n_destroyed)
}

fn of_actor(desk: &Desk<'_>) -> Result<Option<KeptDraft>, Error> {
    let kept = desk.archive.store.read(|view| view.draft_of(&desk.actor.id))?;
    // Past its deadline it is gone for everybody, also when nobody has swept yet.
    Ok(kept.filter(|kept| !kept.draft.is_over(desk.now)))
}

fn end(desk: &mut Desk<'_>, kept: &KeptDraft, why: &str) -> Result<(), Error> {
    let entry = desk.entry(Act::KeepDraft, vec![], json!({ "draft": "destroyed", "why": why }));
    desk.archive.store.write(|tx| {
        tx.delete_draft(kept.id)?;
        Ok(Audited::new((), entry))
    })
}

fn change(
    desk: &mut Desk<'_>,
    owner: &PersonId,
    what: &str,
    next: impl FnOnce(Draft) -> Result<Draft, Refusal>,
) -> Result<(), Error> {
    let kept = desk.archive.store.read(|view| view.draft_of(owner))?;
    let kept = kept.filter(|kept| !kept.draft.is_over(desk.now)).ok_or_else(no_draft)?;
    let new = next(kept.draft.clone())?;
    let entry = desk.entry(Act::Hold, vec![], json!({ "draft": what, "draft_of": owner }));
    desk.archive.store.write(|tx| {
        tx.set_draft(kept.id, &kept.draft, &new)?;
        Ok(Audited::new((), entry))
    })
}

/// The shortest term of the policies that hold today: the archive cannot know under which of them a sealed choice falls.
fn deadline(desk: &Desk<'_>) -> Timestamp {
    let today = desk.now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let days = desk.archive.law().draft_days(today);
    desk.now + SignedDuration::from_hours(24 * i64::from(days))
}

fn no_draft() -> Error {
    Error::refused("no-draft", "there is no draft", "save one first, on the page where you choose")
}
