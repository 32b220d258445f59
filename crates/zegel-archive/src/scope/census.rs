//! Everything that the archive holds or held, in pieces with a beginning and an end: stored records, captures that wait, and what is gone.
//!
//! A capture that waits is one piece; its records take its place once all of them are stored. So no message is counted twice.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use zegel_model::{CaptureId, CaptureState, DossierId, PersonId, RecordId, RecordState, SubmissionManifest};
use zegel_store::{CaptureOutline, Facts, ObjectCount, RecordOutline, Shown, View};

use super::facts::{self, Names};
use super::{HoldingId, Span};
use crate::{Desk, Error, keep};

/// A piece of what the archive holds or held.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) id: HoldingId,
    pub(super) owner: PersonId,
    pub(super) dossiers: Vec<DossierId>,
    /// When it came into the archive.
    pub(super) from: Timestamp,
    /// When its own accepted copy became a record, and its owner could not read it here any more.
    pub(super) stored: Option<Timestamp>,
    /// When it was destroyed or withdrawn.
    pub(super) until: Option<Timestamp>,
    pub(super) n_messages: u64,
    pub(super) objects: ObjectCount,
    pub(super) n_attachments: u64,
    pub(super) first_at: Option<String>,
    pub(super) last_at: Option<String>,
    /// Who takes part, and what was marked; of a capture that waits only who.
    pub(super) facts: Option<Facts>,
}

impl Piece {
    pub(super) fn existed_in(&self, span: &Span) -> bool {
        self.from < span.to && self.until.is_none_or(|until| span.from < until)
    }

    /// Returns true where its owner could read it, as long as it waited.
    pub(super) fn waited_in(&self, span: &Span) -> bool {
        let end = self.stored.or(self.until);
        self.from < span.to && end.is_none_or(|end| span.from < end)
    }

    pub(super) fn is_gone(&self) -> bool {
        self.until.is_some()
    }
}

/// All pieces, and by what the ledger calls them.
pub(super) struct Census {
    pub(super) pieces: Vec<Piece>,
    by_number: HashMap<u32, usize>,
    by_record: HashMap<RecordId, usize>,
    by_capture: HashMap<CaptureId, Vec<usize>>,
}

impl Census {
    pub(super) fn of_record(&self, id: RecordId) -> Option<usize> {
        self.by_record.get(&id).copied()
    }

    pub(super) fn of_capture(&self, id: CaptureId) -> &[usize] {
        self.by_capture.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Hands the pieces that were shown to `take`.
    pub(super) fn each_shown(&self, shown: &Shown, mut take: impl FnMut(usize)) {
        match shown {
            Shown::Records(numbers) => {
                numbers.iter().filter_map(|number| self.by_number.get(number)).for_each(|at| take(*at));
            }
            Shown::Captures(ids) => {
                ids.iter().flat_map(|id| self.of_capture(*id)).for_each(|at| take(*at));
            }
        }
    }

    pub(super) fn take(desk: &Desk<'_>, view: &View<'_>, waiting: &Waiting) -> Result<Self, Error> {
        let captures: HashMap<CaptureId, CaptureOutline> =
            view.capture_outlines()?.into_iter().map(|one| (one.id, one)).collect();
        let facts: HashMap<RecordId, Facts> = view.facts()?.into_iter().collect();
        let mut taking = Taking {
            census: Self {
                pieces: vec![],
                by_number: HashMap::new(),
                by_record: HashMap::new(),
                by_capture: HashMap::new(),
            },
            objects: view.count_objects_of_owners()?,
            facts,
        };
        for capture in captures.values() {
            taking.capture(desk, capture, waiting)?;
        }
        for record in view.record_outlines()? {
            let capture = captures.get(&record.capture);
            let capture = capture.ok_or_else(|| Error::Fault("a record has a capture".into()))?;
            taking.record(&record, capture);
        }
        Ok(taking.census)
    }
}

/// What is known of the captures that wait, read from their manifests and sealed files before the count begins.
#[derive(Default)]
pub(super) struct Waiting(HashMap<CaptureId, (SubmissionManifest, keep::Kept)>);

impl Waiting {
    pub(super) fn read(desk: &Desk<'_>) -> Result<Self, Error> {
        let outlines = desk.archive.store.read(|view| view.capture_outlines())?;
        let mut waiting = Self::default();
        for capture in outlines.iter().filter(|capture| is_waiting(&capture.state)) {
            let captured = desk.archive.store.read(|view| view.capture(capture.id))?;
            let manifest = keep::manifest(&captured)?.clone();
            waiting.0.insert(capture.id, (manifest, keep::kept(desk, capture.id)?));
        }
        Ok(waiting)
    }
}

/// The accepted copy is there.
fn is_waiting(state: &CaptureState) -> bool {
    matches!(
        state,
        CaptureState::Accepted { .. }
            | CaptureState::Proposed { .. }
            | CaptureState::Returned { .. }
            | CaptureState::Registered { .. }
    )
}

struct Taking {
    census: Census,
    objects: HashMap<uuid::Uuid, ObjectCount>,
    facts: HashMap<RecordId, Facts>,
}

impl Taking {
    fn capture(&mut self, desk: &Desk<'_>, capture: &CaptureOutline, waiting: &Waiting) -> Result<(), Error> {
        let until = match &capture.state {
            CaptureState::Withdrawn { withdrawn, .. } => Some(withdrawn.at),
            state if is_waiting(state) => None,
            _ => return Ok(()),
        };
        let objects = self.objects.get(&capture.id.0).copied().unwrap_or_default();
        let mut piece = Piece {
            id: HoldingId::Capture(capture.id),
            owner: capture.owner.clone(),
            dossiers: vec![],
            from: capture.state.accepted().at,
            stored: None,
            until,
            n_messages: 0,
            n_attachments: objects.n_attachments,
            objects,
            first_at: None,
            last_at: None,
            facts: None,
        };
        if let Some((manifest, kept)) = waiting.0.get(&capture.id) {
            piece.n_messages = kept.extent.n_messages;
            piece.first_at = kept.extent.first_at.map(|at| at.to_string());
            piece.last_at = kept.extent.last_at.map(|at| at.to_string());
            piece.facts = Some(Facts {
                stored_at: piece.from,
                marked: zegel_store::Marked::default(),
                suggested: None,
                people: Names::new(&desk.archive.keyring).affected(&manifest.participants),
            });
        }
        let at = self.census.pieces.len();
        self.census.pieces.push(piece);
        self.census.by_capture.insert(capture.id, vec![at]);
        Ok(())
    }

    fn record(&mut self, record: &RecordOutline, capture: &CaptureOutline) {
        let is_gone = matches!(record.state, RecordState::Destroyed { .. });
        if is_waiting(&capture.state) && !is_gone {
            // Its messages are those of the capture, which is counted.
            let pieces = self.census.of_capture(capture.id).first().copied();
            if let Some(at) = pieces {
                self.census.pieces[at].dossiers.push(record.dossier.clone());
                self.census.by_number.insert(record.number, at);
                self.census.by_record.insert(record.id, at);
            }
            return;
        }
        let facts = self.facts.remove(&record.id);
        let until = match &record.state {
            RecordState::Destroyed { destroyed, .. } => Some(destroyed.at),
            _ => None,
        };
        let objects = self.objects.get(&record.id.0).copied().unwrap_or_default();
        let stored = facts.as_ref().map(|facts| facts.stored_at);
        let at = self.census.pieces.len();
        self.census.pieces.push(Piece {
            id: HoldingId::Record(record.id),
            owner: capture.owner.clone(),
            dossiers: vec![record.dossier.clone()],
            from: capture.state.accepted().at,
            stored: stored.or_else(|| facts::stored_at(&capture.state)),
            until,
            n_messages: record.n_messages,
            n_attachments: objects.n_attachments,
            objects,
            first_at: record.first_at.map(|at| at.to_string()),
            last_at: record.last_at.map(|at| at.to_string()),
            facts,
        });
        self.census.by_number.insert(record.number, at);
        self.census.by_record.insert(record.id, at);
        self.census.by_capture.entry(capture.id).or_default().push(at);
    }
}

/// The people of the body, by the hash of their names.
pub(super) struct Staff {
    by_id: HashMap<PersonId, String>,
    names: HashSet<String>,
}

impl Staff {
    pub(super) fn know(names: &Names, people: &[zegel_store::KnownPerson]) -> Self {
        let known = people.iter().map(|one| (one.person.id.clone(), names.hash(one.person.name.as_str())));
        let by_id: HashMap<_, _> = known.collect();
        Self { names: by_id.values().cloned().collect(), by_id }
    }

    pub(super) fn is_staff(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Returns the hash of the name of an owner.
    pub(super) fn owner(&self, owner: &PersonId) -> Option<&str> {
        self.by_id.get(owner).map(String::as_str)
    }
}
