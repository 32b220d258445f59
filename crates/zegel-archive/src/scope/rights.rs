//! What somebody was allowed, and when: from the entries that gave and took roles, never from the roles of today alone.

use std::collections::{BTreeSet, HashMap};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;
use zegel_model::{Act, PersonId, Role, SessionId};
use zegel_store::{KnownPerson, LedgerEntry, ObjectOwner, Pseudonym, Subject, View};

use super::census::Census;
use super::{HoldingId, ScopeQuery, Span, What};
use crate::{Error, credentials};

/// What a part of the question reaches, and whose readings it asks for.
#[derive(Default)]
pub(super) struct Reach {
    /// The pieces that could be read, whole.
    pub(super) whole: BTreeSet<usize>,
    /// The pieces of which one attachment could be read.
    pub(super) attachment_of: BTreeSet<usize>,
    pub(super) sights: Vec<Sight>,
}

/// Which readings count: those that fit everything that is given.
pub(super) struct Sight {
    pub(super) spans: Vec<Span>,
    pub(super) actor: Option<Pseudonym>,
    pub(super) sessions: Option<BTreeSet<SessionId>>,
    pub(super) pieces: Option<BTreeSet<usize>>,
}

/// The roles of everybody over time.
pub(super) struct Rights {
    people: Vec<KnownPerson>,
    held: HashMap<PersonId, Vec<(Timestamp, Vec<Role>)>>,
}

impl Rights {
    pub(super) fn read(view: &View<'_>) -> Result<Self, Error> {
        let mut held: HashMap<PersonId, Vec<(Timestamp, Vec<Role>)>> = HashMap::new();
        for entry in view.entries_of_roles()? {
            if let Some((person, roles)) = given(&entry) {
                held.entry(person).or_default().push((entry.leaf.at, roles));
            }
        }
        Ok(Self { people: view.people()?, held })
    }

    pub(super) fn people(&self) -> &[KnownPerson] {
        &self.people
    }

    fn known(&self, pseudonym: Pseudonym) -> Result<&KnownPerson, Error> {
        self.people.iter().find(|one| one.pseudonym == pseudonym).ok_or_else(|| {
            Error::refused("unknown-person", "the archive knows nobody by that pseudonym", "name a person")
        })
    }

    /// Returns when somebody had a role that fits, within a span.
    fn spans(&self, known: &KnownPerson, within: &Span, fits: impl Fn(&Role) -> bool) -> Vec<Span> {
        let now = [(Timestamp::MIN, known.person.roles.clone())];
        let held = self.held.get(&known.person.id).map_or(now.as_slice(), Vec::as_slice);
        let ends = held.iter().skip(1).map(|(at, _)| *at).chain([Timestamp::MAX]);
        let had = held.iter().zip(ends).filter(|((_, roles), _)| roles.iter().any(&fits));
        had.filter_map(|((from, _), to)| Span { from: *from, to }.meet(within)).collect()
    }
}

/// Returns whose roles an entry gave, and which; `None` for an entry about something else, or whose words were erased.
fn given(entry: &LedgerEntry) -> Option<(PersonId, Vec<Role>)> {
    let words: serde_json::Value = serde_json::from_str(&entry.detail.as_ref()?.text).ok()?;
    let person = ["added", "changed", "roles_of"].iter().find_map(|key| words.get(key))?;
    let person = serde_json::from_value(person.clone()).ok()?;
    Some((person, serde_json::from_value(words.get("roles")?.clone()).ok()?))
}

/// Returns what a question reaches.
pub(super) fn reach(
    view: &View<'_>,
    census: &Census,
    rights: &Rights,
    query: &ScopeQuery,
) -> Result<Reach, Error> {
    let mut reach = Reach::default();
    let asking = Asking { view, census, rights, window: query.window() };
    query.what.iter().try_for_each(|what| asking.add(what, &mut reach))?;
    let whole = &reach.whole;
    reach.attachment_of.retain(|at| !whole.contains(at));
    Ok(reach)
}

struct Asking<'a, 's> {
    view: &'a View<'s>,
    census: &'a Census,
    rights: &'a Rights,
    window: Span,
}

impl Asking<'_, '_> {
    fn add(&self, what: &What, reach: &mut Reach) -> Result<(), Error> {
        match what {
            What::Everything => {
                reach.whole.extend(self.existing(&[self.window], |_| true));
                reach.sights.push(self.sight());
            }
            What::Role(role) => self.role(*role, reach),
            What::Person(pseudonym) => {
                let known = self.rights.known(*pseudonym)?;
                self.rights_of(known, &self.window, reach);
                reach.sights.push(Sight { actor: Some(*pseudonym), ..self.sight() });
            }
            What::Session(id) => self.session(*id, reach)?,
            What::Credential(id) => self.credential(*id, reach)?,
            What::Dossier(id) => {
                self.view.dossier(id)?;
                let pieces = self.existing(&[self.window], |at| self.census.pieces[at].dossiers.contains(id));
                self.leaked(pieces, reach);
            }
            What::Release(id) => {
                let pieces = self.released(*id)?;
                self.leaked(pieces, reach);
            }
            What::Object(id) => self.object(*id, reach)?,
        }
        Ok(())
    }

    /// All readings of the window.
    fn sight(&self) -> Sight {
        Sight { spans: vec![self.window], actor: None, sessions: None, pieces: None }
    }

    /// The pieces themselves leaked, whoever was allowed what.
    fn leaked(&self, pieces: BTreeSet<usize>, reach: &mut Reach) {
        reach.whole.extend(&pieces);
        reach.sights.push(Sight { pieces: Some(pieces), ..self.sight() });
    }

    fn existing(&self, spans: &[Span], fits: impl Fn(usize) -> bool) -> BTreeSet<usize> {
        let pieces = self.census.pieces.iter().enumerate();
        let exists = pieces.filter(|(_, piece)| spans.iter().any(|span| piece.existed_in(span)));
        exists.map(|(at, _)| at).filter(|at| fits(*at)).collect()
    }

    /// What somebody's roles allowed within a span: all of it with a role that reads, and one's own while it waited.
    fn rights_of(&self, known: &KnownPerson, within: &Span, reach: &mut Reach) {
        let reading = self.rights.spans(known, within, |role| Act::Read.roles().contains(role));
        reach.whole.extend(self.existing(&reading, |_| true));
        let any = self.rights.spans(known, within, |role| Act::SeeStates.roles().contains(role));
        reach.whole.extend(self.own(known, &any));
    }

    fn own(&self, known: &KnownPerson, spans: &[Span]) -> BTreeSet<usize> {
        let is_own = |at: usize| {
            let piece = &self.census.pieces[at];
            piece.owner == known.person.id && spans.iter().any(|span| piece.waited_in(span))
        };
        self.existing(spans, is_own)
    }

    /// What a role allowed while anybody had it, and what those people did meanwhile.
    fn role(&self, role: Role, reach: &mut Reach) {
        for known in &self.rights.people {
            let spans = self.rights.spans(known, &self.window, |held| *held == role);
            if spans.is_empty() {
                continue;
            }
            if Act::Read.roles().contains(&role) {
                reach.whole.extend(self.existing(&spans, |_| true));
            }
            if role == Role::ChatOwner {
                reach.whole.extend(self.own(known, &spans));
            }
            reach.sights.push(Sight { spans, actor: Some(known.pseudonym), ..self.sight() });
        }
    }

    fn session(&self, id: SessionId, reach: &mut Reach) -> Result<(), Error> {
        let entries = self.view.ledger_of(&Subject::from(id))?;
        let Some(begun) = entries.first() else {
            return Err(Error::refused(
                "unknown-session",
                "the ledger knows no such session",
                "take the identifier from the ledger, or ask about the person",
            ));
        };
        let known = self.rights.known(begun.leaf.actor)?;
        let end = later(begun.leaf.at, credentials::LONGEST_SESSION);
        let life = Span { from: begun.leaf.at, to: end }.meet(&self.window);
        let Some(life) = life else { return Ok(()) };
        self.rights_of(known, &life, reach);
        let sessions = Some(BTreeSet::from([id]));
        reach.sights.push(Sight { spans: vec![life], actor: Some(known.pseudonym), sessions, pieces: None });
        Ok(())
    }

    /// A passkey, a passphrase or a token: what its owner was allowed from its making to its removal, and every session
    /// that was begun with it.
    fn credential(&self, id: Uuid, reach: &mut Reach) -> Result<(), Error> {
        let entries = self.view.ledger_of(&Subject::credential(id))?;
        let kept = self.view.credential(id)?;
        let owner = match &kept {
            Some(kept) => Some(self.view.person(&kept.person)?.pseudonym),
            None => {
                entries.iter().find(|entry| entry.leaf.act == Act::SignOn.code()).map(|one| one.leaf.actor)
            }
        };
        let Some(owner) = owner else {
            return Err(Error::refused(
                "unknown-credential",
                "neither the archive nor its ledger knows this credential",
                "take the identifier from the ledger, or ask about the person",
            ));
        };
        let known = self.rights.known(owner)?;
        let first = entries.first().map(|entry| entry.leaf.at);
        let from = kept.as_ref().map(|kept| kept.made_at).or(first).unwrap_or(Timestamp::MIN);
        let to = match &kept {
            Some(kept) => kept.expires_at.unwrap_or(Timestamp::MAX),
            None => entries.last().map_or(Timestamp::MAX, |entry| entry.leaf.at),
        };
        // A session that was begun with it goes on for a while after it was removed.
        let life = Span { from, to: later(to, credentials::LONGEST_SESSION) }.meet(&self.window);
        let Some(life) = life else { return Ok(()) };
        self.rights_of(known, &life, reach);
        let signed_on = entries.iter().filter(|entry| entry.leaf.act == Act::SignOn.code());
        let sessions = signed_on.filter_map(|entry| entry.leaf.session).chain([SessionId(id)]).collect();
        reach.sights.push(Sight {
            spans: vec![life],
            actor: Some(owner),
            sessions: Some(sessions),
            pieces: None,
        });
        Ok(())
    }

    /// What left with a release; where it was approved and nobody fetched it yet, what would leave.
    fn released(&self, id: zegel_model::ReleaseId) -> Result<BTreeSet<usize>, Error> {
        let release = self.view.release(id)?;
        let entries = self.view.ledger_of(&Subject::from(id))?;
        // Asking and approving name two subjects, a package that left names its records besides.
        let out = entries.iter().filter(|entry| 2 < entry.leaf.subjects.len());
        let ids = out
            .flat_map(|entry| &entry.leaf.subjects)
            .filter_map(|subject| subject.as_str().strip_prefix("record:")?.parse().ok());
        let pieces: BTreeSet<usize> = ids.filter_map(|id| self.census.of_record(id)).collect();
        let is_allowed = matches!(
            release.state,
            zegel_model::ReleaseState::Approved { .. } | zegel_model::ReleaseState::Written { .. }
        );
        if !pieces.is_empty() || !is_allowed {
            return Ok(pieces);
        }
        let target = |at: usize| {
            let piece = &self.census.pieces[at];
            match &release.target {
                zegel_store::Target::Record(record) => piece.id == HoldingId::Record(*record),
                zegel_store::Target::Dossier(dossier) => piece.dossiers.contains(dossier),
            }
        };
        Ok(self.existing(&[self.window], target))
    }

    fn object(&self, id: Uuid, reach: &mut Reach) -> Result<(), Error> {
        let object = self.view.object(zegel_store::ObjectId(id))?;
        let pieces: BTreeSet<usize> = match object.owner {
            ObjectOwner::Record(record, _) => self.census.of_record(record).into_iter().collect(),
            ObjectOwner::Capture(capture) => self.census.of_capture(capture).iter().copied().collect(),
        };
        match object.role {
            zegel_store::ObjectRole::Attachment => {
                reach.attachment_of.extend(&pieces);
                reach.sights.push(Sight { pieces: Some(pieces), ..self.sight() });
            }
            _ => self.leaked(pieces, reach),
        }
        Ok(())
    }
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}
