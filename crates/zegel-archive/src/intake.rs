//! What was handed in, as each person may see it: an owner their own, who reads with names, who helps only states, counts and dates.

use zegel_model::{Act, CaptureId, CaptureState, Content, PersonId, Role, SubmissionManifest};
use zegel_store::InterimCopy;

use crate::keep::{self, Captured, Recorded};
use crate::{Desk, Error, people};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The capture.
    pub id: CaptureId,
    /// The name of its state.
    pub state: &'static str,
    /// When it was accepted, UTC.
    pub at: jiff::Timestamp,
    /// Whose chat it is; only for who may read it.
    pub owner: Option<(PersonId, Content)>,
    /// The name of the chat; only for who may read it.
    pub title: Option<Content>,
    /// Messages kept.
    pub n_kept: u64,
    /// Messages in the export.
    pub n_in_export: u64,
    /// Open interim copies.
    pub n_open_copies: u64,
}

/// A page of the list, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cards {
    /// The lines.
    pub cards: Vec<Card>,
    /// Where the next page begins.
    pub next: Option<CaptureId>,
}

/// Everything about one capture that this person may see.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its line of the list.
    pub card: Card,
    /// Its state with who did what; the people in it are in `names`.
    pub state: CaptureState,
    /// The head of the submission; `None` for who may not read it, or once it was erased.
    pub manifest: Option<SubmissionManifest>,
    /// The codes and counts of the loss report, without content.
    pub losses: Vec<zegel_model::Loss>,
    /// Number of files handed in.
    pub n_files: u64,
    /// Its interim copies.
    pub copies: Vec<InterimCopy>,
    /// Its records.
    pub records: Vec<Recorded>,
    /// True when this person may read the messages.
    pub may_read: bool,
    /// Whose chat it is; kept for decisions, not for showing.
    pub owner: PersonId,
}

/// Returns true when this person sees only what they handed in themselves.
pub fn sees_own_only(desk: &Desk<'_>) -> bool {
    let sees_all = |role: &Role| *role != Role::ChatOwner && Act::SeeStates.roles().contains(role);
    !desk.actor.roles.iter().any(sees_all)
}

fn may_read(desk: &Desk<'_>, owner: &PersonId) -> bool {
    *owner == desk.actor.id || desk.authorise(Act::Read).is_ok()
}

/// Refuses what this person may not read; that it exists is not told to who sees only their own.
pub(crate) fn authorise_reading(desk: &Desk<'_>, captured: &Captured) -> Result<(), Error> {
    if captured.owner == desk.actor.id {
        return desk.authorise(Act::SeeStates);
    }
    hide_from_others(desk, captured)?;
    desk.authorise(Act::Read)
}

pub(crate) fn hide_from_others(desk: &Desk<'_>, captured: &Captured) -> Result<(), Error> {
    if captured.owner != desk.actor.id && sees_own_only(desk) {
        return Err(zegel_store::StoreError::NotFound { what: "capture", id: captured.id.to_string() }.into());
    }
    Ok(())
}

/// Returns captures newest first, older than `before`, of one state or of all.
///
/// # Errors
/// `not-your-role`.
pub fn list(
    desk: &Desk<'_>,
    state: Option<&str>,
    before: Option<CaptureId>,
    limit: u32,
) -> Result<Cards, Error> {
    desk.authorise(Act::SeeStates)?;
    let owner = sees_own_only(desk).then(|| desk.actor.id.clone());
    let filter = (state, owner.as_ref());
    let mut found =
        desk.archive.store.read(|view| view.captures_newest(filter, before, limit.saturating_add(1)))?;
    let has_more = limit as usize <= found.len().saturating_sub(1);
    found.truncate(limit as usize);
    let next = found.last().filter(|_| has_more).map(|capture| capture.id);
    let cards = found.iter().map(|capture| card(desk, capture)).collect::<Result<_, _>>()?;
    Ok(Cards { cards, next })
}

/// Counts the captures per state that this person sees.
///
/// # Errors
/// `not-your-role`.
pub fn counts(desk: &Desk<'_>) -> Result<Vec<(String, u64)>, Error> {
    desk.authorise(Act::SeeStates)?;
    let owner = sees_own_only(desk).then(|| desk.actor.id.clone());
    Ok(desk.archive.store.read(|view| view.count_captures(owner.as_ref()))?)
}

/// Returns one capture.
///
/// # Errors
/// `not-your-role`; when there is none that this person may know of.
pub fn look(desk: &Desk<'_>, id: CaptureId) -> Result<Seen, Error> {
    desk.authorise(Act::SeeStates)?;
    let captured = desk.archive.store.read(|view| view.capture(id))?;
    hide_from_others(desk, &captured)?;
    let may_read = may_read(desk, &captured.owner);
    let manifest = captured.manifest.as_ref();
    Ok(Seen {
        card: card(desk, &captured)?,
        losses: manifest.map(|manifest| manifest.loss.clone()).unwrap_or_default(),
        n_files: manifest.map_or(0, |manifest| manifest.files.len() as u64),
        manifest: captured.manifest.clone().filter(|_| may_read),
        copies: desk.archive.store.read(|view| view.copies_of(id))?,
        records: desk.archive.store.read(|view| view.records_of_capture(id))?,
        state: captured.state,
        may_read,
        owner: captured.owner,
    })
}

/// Returns the positions that were kept as rising, inclusive ranges, while the accepted copy is there.
///
/// # Errors
/// When the copy cannot be read.
pub fn stretches(desk: &Desk<'_>, seen: &Seen) -> Result<Option<Vec<(u64, u64)>>, Error> {
    let has_copy = matches!(
        seen.state,
        CaptureState::Accepted { .. }
            | CaptureState::Proposed { .. }
            | CaptureState::Returned { .. }
            | CaptureState::Registered { .. }
    );
    has_copy.then(|| Ok(keep::kept(desk, seen.card.id)?.stretches)).transpose()
}

fn card(desk: &Desk<'_>, captured: &Captured) -> Result<Card, Error> {
    let commitment = captured.manifest.as_ref().map(|manifest| &manifest.commitment);
    let title = captured.manifest.as_ref().and_then(|manifest| manifest.title.clone());
    let is_readable = may_read(desk, &captured.owner);
    let owner = match is_readable {
        true => {
            let name = people::name_of(desk, &captured.owner)?;
            Some((captured.owner.clone(), name.unwrap_or_else(|| captured.owner.as_str().into())))
        }
        false => None,
    };
    Ok(Card {
        id: captured.id,
        state: captured.state.name(),
        at: captured.state.accepted().at,
        owner,
        title: title.filter(|_| is_readable),
        n_kept: commitment.map_or(0, |commitment| commitment.n_kept),
        n_in_export: commitment.map_or(0, |commitment| commitment.n_messages),
        n_open_copies: desk.archive.store.read(|view| view.count_open_copies(captured.id))?,
    })
}
