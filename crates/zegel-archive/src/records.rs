//! A record for who may read it: what is known of it, its files, its MDTO, its history and its proofs.

use zegel_exchange::mdto::{Mdto, ViewRow, mdto_view};
use zegel_ledger::ProvenEntry;
use zegel_model::{Act, Content, DossierId, RecordId, RecordState, Role};
use zegel_store::{Hold, LedgerEntry, Object, ObjectReader, ObjectRole, Pseudonym, Subject, Target};

use crate::keep::Recorded;
use crate::record_file::RecordHead;
use crate::{Desk, Error, ledger, release, store};

/// Everything about one record but its messages.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The record.
    pub record: Recorded,
    /// The title of its dossier.
    pub dossier_title: Content,
    /// The head of its canonical JSON; `None` before storing and after destruction.
    pub head: Option<RecordHead>,
    /// Its files.
    pub objects: Vec<Object>,
    /// The holds on it and on its dossier, lifted ones included.
    pub holds: Vec<Hold>,
}

/// Returns a record.
///
/// # Errors
/// `not-your-role`; when there is none.
pub fn look(desk: &Desk<'_>, id: RecordId) -> Result<Seen, Error> {
    desk.authorise(Act::Read)?;
    let record = desk.archive.store.read(|view| view.record(id))?;
    let objects = store::objects_of(desk, &record)?;
    let canonical = objects.iter().find(|object| object.role == ObjectRole::Canonical);
    let head = canonical.map(|canonical| store::head_of(desk, canonical)).transpose()?;
    let (dossier, holds) = desk.archive.store.read(|view| {
        let mut holds = view.holds(&Target::Record(id))?;
        holds.extend(view.holds(&Target::Dossier(record.dossier.clone()))?);
        Ok::<_, Error>((view.dossier(&record.dossier)?, holds))
    })?;
    Ok(Seen { record, dossier_title: dossier.title, head, objects, holds })
}

/// Opens a file of a record to be read while the archive goes on working; that it was read is in the ledger first.
///
/// # Errors
/// `not-your-role`, `no-such-file`.
pub fn open_file(
    desk: &mut Desk<'_>,
    id: RecordId,
    which: (ObjectRole, u32),
) -> Result<(Object, ObjectReader), Error> {
    desk.authorise(Act::Read)?;
    let found = desk.archive.store.read(|view| view.object_of_record(id, which.0, which.1))?;
    let Some(object) = found else {
        return Err(Error::refused(
            "no-such-file",
            "this record has no such file",
            "look at the record again",
        ));
    };
    let detail = serde_json::json!({ "file": which.0.name(), "part": which.1 });
    let entry = desk.entry(Act::Read, vec![id.into()], detail);
    desk.archive.store.write(|_| Ok::<_, Error>(zegel_store::Audited::new((), entry)))?;
    let reader = desk.archive.store.open_object(object.id)?;
    Ok((object, reader))
}

/// Opens an attachment of a capture that waits, for who may read it.
///
/// # Errors
/// `not-your-role`, `no-such-file`.
pub fn open_submitted(
    desk: &mut Desk<'_>,
    id: zegel_model::CaptureId,
    part: u32,
) -> Result<(Object, ObjectReader), Error> {
    let captured = desk.archive.store.read(|view| view.capture(id))?;
    crate::intake::authorise_reading(desk, &captured)?;
    let objects = desk.archive.store.read(|view| view.objects_of(&zegel_store::ObjectOwner::Capture(id)))?;
    let found = objects.into_iter().find(|one| one.role == ObjectRole::Attachment && one.part == part);
    let Some(object) = found else {
        return Err(Error::refused("no-such-file", "this capture has no such file", "look at it again"));
    };
    let entry =
        desk.entry(Act::Read, vec![id.into()], serde_json::json!({ "file": "attachment", "part": part }));
    desk.archive.store.write(|_| Ok::<_, Error>(zegel_store::Audited::new((), entry)))?;
    let reader = desk.archive.store.open_object(object.id)?;
    Ok((object, reader))
}

/// Returns the MDTO metadata of a record as a package would carry them today, in rows with the labels of the standard, and as XML.
///
/// # Errors
/// `not-your-role`, `not-stored`; metadata that do not hold.
pub fn mdto(desk: &Desk<'_>, id: RecordId) -> Result<(Vec<ViewRow>, Content), Error> {
    desk.authorise(Act::Read)?;
    let record = desk.archive.store.read(|view| view.record(id))?;
    let object = release::metadata(desk, &record)?;
    let document = Mdto::Informatieobject(Box::new(object));
    Ok((mdto_view(&document), document.to_xml().xml))
}

/// An entry of the history, for people: what, who, when.
#[derive(Debug, Clone)]
pub struct Step {
    /// The entry.
    pub entry: LedgerEntry,
    /// Who, where the archive still knows the name.
    pub who: Option<Content>,
}

/// Returns what the ledger says of a record, newest first.
///
/// # Errors
/// `not-your-role`.
pub fn history(desk: &Desk<'_>, id: RecordId) -> Result<Vec<Step>, Error> {
    desk.authorise(Act::Read)?;
    let record = desk.archive.store.read(|view| view.record(id))?;
    let mut entries = desk.archive.store.read(|view| view.ledger_of(&Subject::from(id)))?;
    let accepted = desk.archive.store.read(|view| view.ledger_of(&Subject::from(record.capture)))?;
    entries.extend(accepted.into_iter().filter(|entry| entry.leaf.act == Act::Accept.code()));
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.leaf.seq));
    entries.dedup_by_key(|entry| entry.leaf.seq);
    named(desk, entries)
}

/// Adds the names of people, where the archive knows them.
pub(crate) fn named(desk: &Desk<'_>, entries: Vec<LedgerEntry>) -> Result<Vec<Step>, Error> {
    let known = desk.archive.store.read(|view| view.people())?;
    let name =
        |of: Pseudonym| known.iter().find(|one| one.pseudonym == of).map(|one| one.person.name.clone());
    Ok(entries.into_iter().map(|entry| Step { who: name(entry.leaf.actor), entry }).collect())
}

/// What came out of checking the proofs of a record now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The entries about it that are in the tree of the checkpoint.
    pub n_proven: u64,
    /// All entries about it.
    pub n_entries: u64,
    /// The size of the ledger in the checkpoint.
    pub size: u64,
    /// The root, hexadecimal.
    pub root: String,
    /// The number of files whose hash the ledger binds, and that have that hash now.
    pub n_files_bound: u64,
    /// The number of files.
    pub n_files: u64,
}

impl Checked {
    /// Returns true when every entry is proven and every file is bound.
    pub fn holds(&self) -> bool {
        self.n_entries == self.n_proven && self.n_files == self.n_files_bound && 0 < self.n_entries
    }
}

/// Checks now, against the newest checkpoint, that every entry about a record is in the ledger, and that the ledger binds the hash of
/// each of its files.
///
/// # Errors
/// `not-your-role`; faults of the store.
pub fn check(desk: &Desk<'_>, id: RecordId) -> Result<Checked, Error> {
    desk.authorise(Act::Read)?;
    let record = desk.archive.store.read(|view| view.record(id))?;
    let entries = desk.archive.store.read(|view| view.ledger_of(&Subject::from(id)))?;
    let proofs = ledger::proofs(desk, &entries)?;
    let signed = zegel_ledger::SignedCheckpoint::parse(proofs.checkpoint.as_bytes())
        .map_err(|error| Error::Fault(format!("our own checkpoint does not parse: {error}")))?;
    let seen = signed
        .verify(&desk.archive.config.origin, &desk.archive.store.verifier_key())
        .map_err(|error| Error::Fault(format!("our own checkpoint is not signed by us: {error}")))?;
    let is_proven = |one: &&ProvenEntry| {
        let leaf = zegel_ledger::leaf_hash(one.leaf.as_bytes());
        one.proof.size == seen.size() && zegel_ledger::verify_inclusion(leaf, &one.proof, seen.root()).is_ok()
    };
    let bound = bound_hashes(&entries);
    let objects = store::objects_of(desk, &record)?;
    let n_files_bound = objects.iter().filter(|object| bound.contains(&hex::encode(object.sha256))).count();
    Ok(Checked {
        n_proven: proofs.entries.iter().filter(is_proven).count() as u64,
        n_entries: entries.len() as u64,
        size: seen.size(),
        root: seen.root().to_string(),
        n_files_bound: n_files_bound as u64,
        n_files: objects.len() as u64,
    })
}

/// Returns the hashes of files that the entries of storing name.
fn bound_hashes(entries: &[LedgerEntry]) -> Vec<String> {
    let stored = entries.iter().filter(|entry| entry.leaf.act == Act::Store.code());
    let details = stored.filter_map(|entry| entry.detail.as_ref());
    let values = details.filter_map(|detail| serde_json::from_str::<serde_json::Value>(&detail.text).ok());
    let mut hashes = vec![];
    for value in values {
        for record in value["records"].as_array().into_iter().flatten() {
            for file in record["files"].as_array().into_iter().flatten() {
                hashes.extend(file["sha256"].as_str().map(str::to_owned));
            }
        }
    }
    hashes
}

/// Returns the roles that may read, with the people who have them.
///
/// # Errors
/// `not-your-role`.
pub fn readers(desk: &Desk<'_>) -> Result<Vec<(Role, Vec<Content>)>, Error> {
    desk.authorise(Act::Read)?;
    let known = desk.archive.store.read(|view| view.people())?;
    let of_role = |role: &Role| {
        let people = known.iter().filter(|one| one.person.roles.contains(role));
        (*role, people.map(|one| one.person.name.clone()).collect())
    };
    Ok(Act::Read.roles().iter().map(of_role).collect())
}

/// A dossier with what is in it.
#[derive(Debug, Clone)]
pub struct DossierSeen {
    /// The dossier.
    pub dossier: zegel_store::Dossier,
    /// How many records it holds that were not destroyed.
    pub n_records: u64,
    /// Their messages.
    pub n_messages: u64,
    /// A page of its records, in order of registration.
    pub records: Vec<Recorded>,
    /// Where the next page begins.
    pub next: Option<RecordId>,
    /// The holds on the dossier itself.
    pub holds: Vec<Hold>,
}

/// Returns a dossier with a page of its records.
///
/// # Errors
/// `not-your-role`; when there is none.
pub fn look_dossier(
    desk: &Desk<'_>,
    id: &DossierId,
    after: Option<RecordId>,
    limit: u32,
) -> Result<DossierSeen, Error> {
    desk.authorise(Act::Read)?;
    desk.archive.store.read(|view| {
        let mut records = view.records_of_dossier(id, after, limit.saturating_add(1))?;
        let has_more = limit as usize <= records.len().saturating_sub(1);
        records.truncate(limit as usize);
        let (n_records, n_messages) = view.count_records(id)?;
        Ok(DossierSeen {
            dossier: view.dossier(id)?,
            n_records,
            n_messages,
            next: records.last().filter(|_| has_more).map(|record| record.id),
            records,
            holds: view.holds(&Target::Dossier(id.clone()))?,
        })
    })
}

/// Returns dossiers with their counts, in order of name, beginning after `after`.
///
/// # Errors
/// `not-your-role`.
pub fn dossiers(
    desk: &Desk<'_>,
    after: Option<&DossierId>,
    limit: u32,
) -> Result<Vec<(zegel_store::Dossier, u64, u64)>, Error> {
    desk.authorise(Act::Read)?;
    desk.archive.store.read(|view| {
        let found = view.dossiers(after, limit)?;
        let counted = found.into_iter().map(|dossier| {
            let (n_records, n_messages) = view.count_records(&dossier.id)?;
            Ok::<_, Error>((dossier, n_records, n_messages))
        });
        counted.collect()
    })
}

/// Returns true when a record has content that may be read.
pub fn has_content(record: &Recorded) -> bool {
    matches!(record.state, RecordState::Stored | RecordState::DestructionProposed { .. })
}

/// Opens an object for a package that is being fetched.
///
/// # Errors
/// `not-your-role`; when it is gone.
pub fn open_object(desk: &Desk<'_>, id: zegel_store::ObjectId) -> Result<ObjectReader, Error> {
    desk.authorise(Act::ProposeRelease)?;
    Ok(desk.archive.store.open_object(id)?)
}
