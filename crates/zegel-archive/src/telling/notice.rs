//! A public notice in the place of telling people one by one, or beside it (GDPR art. 34(3)(c)): its text, and where it stood from
//! when until when, kept as proof.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zegel_breach::telling::{GENERAL, TellingText};
use zegel_breach::{Breach, Means, Telling};
use zegel_model::{Act, BreachId, Content, Done};
use zegel_store::{PaperKind, StoreError};

use super::words;
use crate::breach_files::{self, BreachFile};
use crate::breaches::{self, Known, Seen};
use crate::{Archive, Desk, Error};

/// The most places of one notice.
const MAX_PLACES: usize = 200;
/// The longest name of a place, in characters.
const MAX_PLACE_CHARS: usize = 500;

/// Where a notice stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Where: a newspaper, an address on the web, a board.
    pub place: Content,
    /// From which day.
    pub from: Date,
    /// Until which day; `None` while it still stands there.
    pub until: Option<Date>,
    /// The paper with a file that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Uuid>,
    /// Who recorded it, and when.
    pub recorded: Done,
}

/// A public notice.
#[derive(Debug, Clone)]
pub struct Notice {
    /// What the breach says of it.
    pub telling: Telling,
    /// Its text.
    pub text: TellingText,
    /// Where it stood, oldest first.
    pub places: Vec<Place>,
    /// The version of the list of places.
    pub version: u64,
}

#[derive(Default, Serialize, Deserialize)]
struct Places {
    places: Vec<Place>,
}

/// Returns the public notices of a breach, oldest first.
///
/// # Errors
/// `not-your-role`; when there is no such breach.
pub fn notices(desk: &Desk<'_>, id: BreachId) -> Result<Vec<Notice>, Error> {
    desk.authorise(Act::SeeBreaches)?;
    let breach = breaches::newest(desk.archive, id)?.breach;
    let public = breach.tellings.into_iter().filter(|telling| telling.means == Means::Public);
    let notice = |telling: Telling| {
        let (version, Places { places }) = places(desk.archive, id, telling.n)?;
        Ok(Notice { text: words::of_paper(desk.archive, id, telling.paper)?, places, version, telling })
    };
    public.map(notice).collect()
}

/// Approves, as a second person, the general text in every language in which it stands, for a public notice.
///
/// # Errors
/// `not-your-role`, `text-gaps`, `four-eyes`, what [`Breach::may_tell`] refuses; a newer version of the breach.
pub fn publish(desk: &mut Desk<'_>, (id, seen): (BreachId, Seen)) -> Result<Known, Error> {
    desk.authorise(Act::ApproveBreach)?;
    breaches::newest(desk.archive, id)?.breach.may_tell(Means::Public)?;
    let texts = words::newest(desk.archive, id)?;
    let general: Vec<_> = texts.text.texts.iter().filter(|one| one.kind == GENERAL).collect();
    let Some((_, made, paper)) = texts.newest.clone().filter(|_| !general.is_empty()) else {
        return Err(words::no_text());
    };
    for one in &general {
        words::refuse_gaps(&texts, GENERAL, one.language)?;
    }
    if made.by == desk.actor.id {
        return Err(Error::refused(
            "four-eyes",
            "the person who wrote the text may not approve it",
            "ask a second person",
        ));
    }
    let telling = Telling { n: 0, means: Means::Public, paper, made: desk.done(), told: None };
    breaches::change(desk, Act::ApproveBreach, (id, seen), |breach, _| {
        breach.may_tell(Means::Public)?;
        Ok(breach.telling(telling)?)
    })
}

/// Records where a notice stands or stood, with a file that shows it.
///
/// # Errors
/// `not-your-role`, `closed`, `unknown-number`, `text-length`, `moment-order`, `too-many`, `file-size`; a newer version than was seen.
pub fn add_place(
    desk: &mut Desk<'_>,
    id: BreachId,
    (n, seen): (u32, u64),
    (place, from, until): (Content, Date, Option<Date>),
    proof: Option<BreachFile>,
) -> Result<(), Error> {
    desk.authorise(Act::HandleBreach)?;
    let breach = breaches::newest(desk.archive, id)?.breach;
    telling_of(&breach, n)?;
    if !(1..=MAX_PLACE_CHARS).contains(&place.as_str().trim().chars().count()) {
        return Err(Error::refused(
            "text-length",
            "the place has no name or a long one",
            "name it in a line",
        ));
    }
    if until.is_some_and(|until| until < from) {
        return Err(Error::refused("moment-order", "the end lies before the begin", "turn the days round"));
    }
    let (version, mut all) = places(desk.archive, id, n)?;
    if version != seen {
        return Err(StoreError::Conflict { what: "notice", id: id.to_string() }.into());
    }
    if MAX_PLACES <= all.places.len() {
        return Err(Error::refused(
            "too-many",
            "the notice has very many places",
            "name several in one line",
        ));
    }
    let place_name = proof_name(id, n, all.places.len() + 1);
    let file = proof.map(|file| breach_files::paper(desk, &place_name, file)).transpose()?;
    let proof = file.as_ref().map(|(paper, _)| paper.id);
    all.places.push(Place { place, from, until, proof, recorded: desk.done() });
    let paper = desk.paper(PaperKind::Telling, &name(id, n), version + 1, &all)?;
    let detail = serde_json::json!({ "telling": "place", "n": n, "from": from, "until": until });
    let entry = desk.entry(Act::HandleBreach, vec![id.into()], detail);
    desk.archive.store.write(|tx| {
        if let Some((paper, bytes)) = &file {
            tx.add_paper(paper, Some(bytes))?;
        }
        tx.add_paper(&paper, None)?;
        Ok::<_, Error>(zegel_store::Audited::new((), entry))
    })
}

/// Closes a notice: the breach knows when, and how many people it is thought to have reached.
///
/// # Errors
/// `not-your-role`, `closed`, `unknown-number`, `wrong-state`, `not-ready` without a place; a newer version of the breach.
pub fn published(desk: &mut Desk<'_>, at: (BreachId, Seen), n: u32, n_people: u64) -> Result<Known, Error> {
    desk.authorise(Act::HandleBreach)?;
    let breach = breaches::newest(desk.archive, at.0)?.breach;
    telling_of(&breach, n)?;
    if places(desk.archive, at.0, n)?.1.places.is_empty() {
        return Err(Error::refused(
            "not-ready",
            "it is not recorded where the notice stood",
            "record at least one place, with its first day",
        ));
    }
    breaches::change(desk, Act::HandleBreach, at, |breach, of| Ok(breach.told(n, n_people, of.done)?))
}

/// Returns the file that shows a notice at a place, by its number from 1.
///
/// # Errors
/// `not-your-role`; when there is none.
pub fn proof(desk: &Desk<'_>, id: BreachId, (n, place): (u32, usize)) -> Result<BreachFile, Error> {
    desk.authorise(Act::SeeBreaches)?;
    let name = proof_name(id, n, place);
    let found = desk.archive.store.read(|view| breach_files::read(view, &name))?;
    found.ok_or_else(|| StoreError::NotFound { what: "file of a notice", id: name }.into())
}

fn proof_name(id: BreachId, n: u32, place: usize) -> String {
    format!("{id}/notice/{n}/{place}")
}

fn telling_of(breach: &Breach, n: u32) -> Result<&Telling, Error> {
    let found = breach.tellings.iter().find(|one| one.n == n && one.means == Means::Public);
    found.ok_or_else(|| {
        Error::refused("unknown-number", "there is no such notice", "look at the breach again")
    })
}

fn places(archive: &Archive, id: BreachId, n: u32) -> Result<(u64, Places), Error> {
    match archive.store.read(|view| view.paper(PaperKind::Telling, &name(id, n)))? {
        None => Ok((0, Places::default())),
        Some(paper) => Ok((paper.version, paper.read()?)),
    }
}

fn name(id: BreachId, n: u32) -> String {
    format!("{id}/notice/{n}")
}
