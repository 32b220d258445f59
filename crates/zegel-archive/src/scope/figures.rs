//! Adding up: the figures of what could be read and of what was, and how it is sealed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use zegel_model::DossierId;
use zegel_store::{Marked, View};

use super::census::{Census, Piece, Staff};
use super::rights::Reach;
use super::seen::Seen;
use super::{Counted, FORMAT, Holding, HoldingId, MAX_LISTED, Note, ScopeQuery, VERSION, Way};
use crate::{Desk, Error, create};

/// The figures of one side of a scope.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Records.
    pub n_records: u64,
    /// Captures that wait.
    pub n_captures: u64,
    /// Dossiers in which those are.
    pub n_dossiers: u64,
    /// Messages.
    pub n_messages: u64,
    /// Attachments.
    pub n_attachments: u64,
    /// People of the body: owners of the chats, and who is known to the archive by the name in the chat.
    pub n_staff: u64,
    /// Everybody else.
    pub n_external: u64,
    /// Local time of the earliest message.
    pub first_at: Option<String>,
    /// Local time of the latest message.
    pub last_at: Option<String>,
    /// What kinds of data.
    pub categories: Categories,
    /// People by the country of their number (ISO 3166-1).
    pub countries: BTreeMap<String, u64>,
    /// People whose country is not known: a name stands there, no number.
    pub n_country_unknown: u64,
}

/// Kinds of data, in messages. What people marked and what detectors suggest is never added together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Categories {
    /// Not marked by anybody.
    pub ordinary: u64,
    /// Marked by people at registration.
    pub marked: Marked,
    /// Suggested by each detector that looked; the code `bsn` is the citizen service number.
    pub suggested: BTreeMap<String, u64>,
    /// Messages that detectors looked through.
    pub n_looked_through: u64,
    /// Messages that no detector looked through, because none was switched on.
    pub n_not_looked_through: u64,
}

/// How many holdings were shown in each way; one may be shown in several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    /// Opened.
    pub n_read: u64,
    /// Among the hits of a search.
    pub n_found: u64,
    /// Left in a package.
    pub n_released: u64,
}

/// What existed then and was destroyed or withdrawn since: its people and categories are not known any more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// Records and captures that could be read then.
    pub n_could: u64,
    /// Their messages, as far as that is known.
    pub n_messages_could: u64,
    /// Those that were read or released.
    pub n_was: u64,
    /// Their messages.
    pub n_messages_was: u64,
}

/// Somebody in the messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// A keyed hash of the name.
    pub name: String,
    /// One of the body.
    pub is_staff: bool,
    /// The country of the number, where it is one.
    pub country: Option<String>,
    /// In what was read or released.
    pub was: bool,
}

/// How what could be read is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encryption {
    /// The cipher of every object; the database is encrypted besides.
    pub cipher: String,
    /// Sealed objects, each under a key of its own.
    pub n_objects: u64,
    /// The epoch whose key wraps the keys below: an older epoch was forgotten.
    pub epoch: u32,
    /// The dossiers whose keys wrap those of the objects.
    pub dossier_keys: Vec<DossierKey>,
    /// Captures that wait, each with a key of its own.
    pub n_capture_keys: u64,
    /// Where the key is that opens all of it.
    pub key: KeyPlace,
    /// What each kind of theft would have shown.
    pub reveals: Reveals,
}

/// The key of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierKey {
    /// The dossier.
    pub dossier: DossierId,
    /// Its version: renewed with every destruction.
    pub version: u64,
    /// Objects under it in this scope.
    pub n_objects: u64,
}

/// Where the operator's key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyPlace {
    /// In the folder of the archive, under a passphrase.
    LockedInFolder,
    /// In a file outside that folder.
    FileOutside,
}

/// Messages that each kind of theft would have shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reveals {
    /// The folder of the archive, without the operator's key: sizes and numbers of files, no message.
    pub folder: u64,
    /// These rights, through the pages, the command or a program: what could be read.
    pub rights: u64,
    /// The folder with the operator's key: everything that the archive holds.
    pub folder_and_key: u64,
}

/// A running sum of one side.
#[derive(Default)]
struct Sum {
    figures: Figures,
    dossiers: BTreeSet<DossierId>,
    people: BTreeSet<String>,
}

pub(super) struct Adding<'a> {
    census: &'a Census,
    staff: &'a Staff,
    reach: &'a Reach,
    seen: &'a Seen,
    could: Sum,
    was: Sum,
    gone: Gone,
    ways: Ways,
    people: BTreeMap<String, Person>,
    holdings: Vec<Holding>,
    notes: BTreeSet<Note>,
}

impl<'a> Adding<'a> {
    pub(super) fn new(census: &'a Census, staff: &'a Staff, reach: &'a Reach, seen: &'a Seen) -> Self {
        Self {
            census,
            staff,
            reach,
            seen,
            could: Sum::default(),
            was: Sum::default(),
            gone: Gone::default(),
            ways: Ways::default(),
            people: BTreeMap::new(),
            holdings: vec![],
            notes: BTreeSet::from([Note::WholeRecords, Note::PeopleByName]),
        }
    }

    /// Adds every piece that could be read or was.
    pub(super) fn all(&mut self) {
        let mut pieces: BTreeSet<usize> =
            self.reach.whole.union(&self.reach.attachment_of).copied().collect();
        pieces.extend(self.seen.pieces.keys());
        for at in pieces {
            self.add(at);
        }
        self.holdings.sort_by_key(|holding| holding.id);
        if MAX_LISTED < self.holdings.len() {
            self.holdings.truncate(MAX_LISTED);
            self.notes.insert(Note::ListCut);
        }
    }

    fn add(&mut self, at: usize) {
        let piece = &self.census.pieces[at];
        let is_attachment = self.reach.attachment_of.contains(&at);
        let could = is_attachment || self.reach.whole.contains(&at);
        let was = self.seen.pieces.get(&at).cloned().unwrap_or_default();
        let (n_messages, n_attachments) = match is_attachment {
            true => (0, 1),
            false => (piece.n_messages, piece.n_attachments),
        };
        let holding = Holding {
            id: piece.id,
            dossiers: piece.dossiers.clone(),
            n_messages,
            n_attachments,
            could,
            was,
            is_gone: piece.is_gone(),
        };
        self.ways.n_read += u64::from(holding.was.contains(&Way::Read));
        self.ways.n_found += u64::from(holding.was.contains(&Way::Search));
        self.ways.n_released += u64::from(holding.was.contains(&Way::Release));
        let was = !holding.was.is_empty();
        if piece.is_gone() {
            self.notes.insert(Note::SomeIsGone);
            self.gone.n_could += u64::from(could);
            self.gone.n_messages_could += u64::from(could) * n_messages;
            self.gone.n_was += u64::from(was);
            self.gone.n_messages_was += u64::from(was) * n_messages;
        } else {
            let people = self.people_of(piece, was);
            for (side, is_in) in [(&mut self.could, could), (&mut self.was, was)] {
                if is_in {
                    side.add(piece, &holding, &people);
                }
            }
            if matches!(piece.id, HoldingId::Capture(_)) {
                self.notes.insert(Note::CapturesWait);
            } else if piece.facts.as_ref().is_none_or(|facts| facts.suggested.is_none()) {
                self.notes.insert(Note::DetectorsOff);
            }
        }
        self.holdings.push(holding);
    }

    /// Notes who is in a piece; returns their hashes. The owner counts too, also where no message is theirs.
    fn people_of(&mut self, piece: &Piece, was: bool) -> Vec<String> {
        let affected = piece.facts.iter().flat_map(|facts| &facts.people);
        let mut people: Vec<(String, Option<String>)> =
            affected.map(|one| (one.name.clone(), one.country.clone())).collect();
        people.extend(self.staff.owner(&piece.owner).map(|name| (name.to_owned(), None)));
        for (name, country) in &people {
            let person = self.people.entry(name.clone()).or_insert_with(|| Person {
                name: name.clone(),
                is_staff: self.staff.is_staff(name),
                country: country.clone(),
                was: false,
            });
            person.was |= was;
        }
        people.into_iter().map(|(name, _)| name).collect()
    }

    pub(super) fn encryption(&self, desk: &Desk<'_>, view: &View<'_>) -> Result<Encryption, Error> {
        let mut by_dossier: BTreeMap<&DossierId, u64> = BTreeMap::new();
        let (mut n_objects, mut n_capture_keys) = (0, 0);
        for at in self.reach.whole.union(&self.reach.attachment_of) {
            let piece = &self.census.pieces[*at];
            let n = match self.reach.attachment_of.contains(at) {
                true => 1,
                false => piece.objects.n_objects,
            };
            n_objects += n;
            match piece.id {
                HoldingId::Capture(_) => n_capture_keys += u64::from(!piece.is_gone()),
                HoldingId::Record(_) => {
                    for dossier in piece.dossiers.iter().filter(|_| !piece.is_gone()) {
                        *by_dossier.entry(dossier).or_default() += n;
                    }
                }
            }
        }
        let versions = view.key_versions()?.into_iter();
        let dossier_keys = versions
            .filter_map(|(dossier, version)| {
                let n_objects = *by_dossier.get(&dossier)?;
                Some(DossierKey { dossier, version, n_objects })
            })
            .collect();
        let held = self.census.pieces.iter().filter(|piece| !piece.is_gone());
        Ok(Encryption {
            cipher: "AES-256-GCM".to_owned(),
            n_objects,
            epoch: view.epoch(),
            dossier_keys,
            n_capture_keys,
            key: match create::has_locked_key(&desk.archive.dir) {
                true => KeyPlace::LockedInFolder,
                false => KeyPlace::FileOutside,
            },
            reveals: Reveals {
                folder: 0,
                rights: self.could.figures.n_messages,
                folder_and_key: held.map(|piece| piece.n_messages).sum(),
            },
        })
    }

    pub(super) fn finish(mut self, query: ScopeQuery, encryption: Encryption, is_told: bool) -> Counted {
        if !is_told {
            self.notes.insert(Note::NotToldBefore);
        }
        let people = &self.people;
        Counted {
            format: FORMAT.to_owned(),
            version: VERSION,
            query,
            could: self.could.finish(people),
            was: self.was.finish(people),
            ways: self.ways,
            readers: self.seen.readers.iter().copied().collect(),
            gone: self.gone,
            encryption,
            holdings: self.holdings,
            people: self.people.into_values().collect(),
            notes: self.notes.into_iter().collect(),
        }
    }
}

impl Sum {
    fn add(&mut self, piece: &Piece, holding: &Holding, people: &[String]) {
        let figures = &mut self.figures;
        match piece.id {
            HoldingId::Record(_) => figures.n_records += 1,
            HoldingId::Capture(_) => figures.n_captures += 1,
        }
        figures.n_messages += holding.n_messages;
        figures.n_attachments += holding.n_attachments;
        for dossier in &piece.dossiers {
            if !self.dossiers.contains(dossier) {
                self.dossiers.insert(dossier.clone());
            }
        }
        for name in people {
            if !self.people.contains(name) {
                self.people.insert(name.clone());
            }
        }
        if holding.n_messages == 0 {
            return;
        }
        // Local times are written alike, so that their texts compare as they do.
        if let Some(first) =
            piece.first_at.as_ref().filter(|at| figures.first_at.as_ref().is_none_or(|old| *at < old))
        {
            figures.first_at = Some(first.clone());
        }
        if let Some(last) =
            piece.last_at.as_ref().filter(|at| figures.last_at.as_ref().is_none_or(|old| old < *at))
        {
            figures.last_at = Some(last.clone());
        }
        figures.categories.add(piece);
    }

    fn finish(self, people: &BTreeMap<String, Person>) -> Figures {
        let mut figures = self.figures;
        figures.n_dossiers = self.dossiers.len() as u64;
        for person in self.people.iter().filter_map(|name| people.get(name)) {
            match person.is_staff {
                true => figures.n_staff += 1,
                false => figures.n_external += 1,
            }
            match &person.country {
                Some(country) => *figures.countries.entry(country.clone()).or_default() += 1,
                None => figures.n_country_unknown += 1,
            }
        }
        figures
    }
}

impl Categories {
    fn add(&mut self, piece: &Piece) {
        let marked = piece.facts.as_ref().map(|facts| facts.marked).unwrap_or_default();
        self.marked.special += marked.special;
        self.marked.criminal += marked.criminal;
        self.marked.any += marked.any;
        self.ordinary += piece.n_messages.saturating_sub(marked.any);
        match piece.facts.as_ref().and_then(|facts| facts.suggested.as_ref()) {
            None => self.n_not_looked_through += piece.n_messages,
            Some(suggested) => {
                self.n_looked_through += piece.n_messages;
                for (detector, n) in &suggested.by {
                    *self.suggested.entry(detector.clone()).or_default() += n;
                }
            }
        }
    }
}
