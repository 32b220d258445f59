//! The ledger for who may read it: entries, checkpoints, and proofs that hold without the archive (requirement T4).

use zegel_ledger::{ConsistencyFile, InclusionProof, LedgerProofs, ProvenEntry};
use zegel_model::{Act, Content, RecordId};
use zegel_store::{LedgerEntry, LedgerFilter, Pseudonym, Subject};

use crate::records::{self, Step};
use crate::{Desk, Error};

/// How many entries are read at a time.
const PAGE: u32 = 1_000;

/// Hands every entry, from `from` on, to `take`.
///
/// # Errors
/// `not-your-role`; those of `take`.
pub fn entries(
    desk: &Desk<'_>,
    from: u64,
    mut take: impl FnMut(&LedgerEntry) -> Result<(), Error>,
) -> Result<(), Error> {
    desk.authorise(Act::ReadLedger)?;
    let mut next = from;
    loop {
        let page = desk.archive.store.read(|view| view.ledger_entries(next, PAGE))?;
        if page.is_empty() {
            return Ok(());
        }
        for entry in &page {
            take(entry)?;
            next = entry.leaf.seq + 1;
        }
    }
}

/// Returns entries newest first that fit the filter, with the names of people where the archive knows them.
///
/// # Errors
/// `not-your-role`.
pub fn newest(
    desk: &Desk<'_>,
    filter: &LedgerFilter,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<Step>, Error> {
    desk.authorise(Act::ReadLedger)?;
    let entries = desk.archive.store.read(|view| view.ledger_newest(filter, before, limit))?;
    records::named(desk, entries)
}

/// Returns everybody with the pseudonym under which the ledger knows them.
///
/// # Errors
/// `not-your-role`.
pub fn pseudonyms(desk: &Desk<'_>) -> Result<Vec<(Pseudonym, Content)>, Error> {
    desk.authorise(Act::ReadLedger)?;
    let known = desk.archive.store.read(|view| view.people())?;
    Ok(known.into_iter().map(|one| (one.pseudonym, one.person.name)).collect())
}

/// Returns the size and the root of the ledger now.
///
/// # Errors
/// `not-your-role`.
pub fn head(desk: &Desk<'_>) -> Result<(u64, String), Error> {
    desk.authorise(Act::ReadLedger)?;
    desk.archive.store.read(|view| {
        let size = view.ledger_size()?;
        Ok((size, view.ledger_root(size)?.to_string()))
    })
}

/// Publishes and returns the signed checkpoint (a C2SP signed note).
///
/// # Errors
/// `not-your-role`; faults of the disk.
pub fn checkpoint(desk: &mut Desk<'_>) -> Result<String, Error> {
    desk.authorise(Act::ReadLedger)?;
    Ok(desk.archive.store.publish_checkpoint()?.to_string())
}

/// Returns the key with which outsiders verify checkpoints.
pub fn verifier_key(desk: &Desk<'_>) -> String {
    desk.archive.store.verifier_key().to_string()
}

/// Proves that the ledger of today begins with that of an older checkpoint.
///
/// # Errors
/// `not-your-role`; when there was no such ledger.
pub fn consistency(desk: &Desk<'_>, old_size: u64) -> Result<ConsistencyFile, Error> {
    desk.authorise(Act::ReadLedger)?;
    let (proof, checkpoint) = at_checkpoint(desk, |view, size| view.prove_consistency(old_size, size))?;
    Ok(ConsistencyFile::new(proof, checkpoint))
}

/// Proves what the ledger says of a record: every entry about it with its words, its place in the tree, and the checkpoint.
///
/// # Errors
/// `not-your-role`; faults of the store.
pub fn proofs_of_record(desk: &Desk<'_>, id: RecordId) -> Result<LedgerProofs, Error> {
    desk.authorise(Act::SeeStates)?;
    let subject = Subject::from(id);
    let entries = desk.archive.store.read(|view| view.ledger_of(&subject))?;
    proofs(desk, &entries)
}

pub(crate) fn proofs(desk: &Desk<'_>, entries: &[LedgerEntry]) -> Result<LedgerProofs, Error> {
    let (proven, checkpoint) = at_checkpoint(desk, |view, size| {
        entries
            .iter()
            .map(|entry| {
                Ok::<_, zegel_store::StoreError>(proven(entry, view.prove_inclusion(entry.leaf.seq, size)?))
            })
            .collect::<Result<Vec<_>, _>>()
    })?;
    Ok(LedgerProofs {
        format: LedgerProofs::FORMAT.to_owned(),
        version: 1,
        verifier_key: verifier_key(desk),
        entries: proven,
        checkpoint,
    })
}

fn at_checkpoint<T, E>(
    desk: &Desk<'_>,
    prove: impl FnOnce(&zegel_store::View<'_>, u64) -> Result<T, E>,
) -> Result<(T, String), Error>
where
    Error: From<E>,
{
    let signed = match desk.archive.store.alarm() {
        None => desk.archive.store.publish_checkpoint()?,
        Some(alarm) => {
            return Err(Error::refused(
                "read-only",
                alarm.to_string(),
                "restore the archive from a backup first",
            ));
        }
    };
    let size = signed.claimed().size();
    let value = desk.archive.store.read(|view| Ok::<_, Error>(prove(view, size)?))?;
    Ok((value, signed.to_string()))
}

/// Returns an entry whose proof is still to come: it proves nothing as it is.
pub(crate) fn unproven(entry: &LedgerEntry) -> ProvenEntry {
    proven(entry, InclusionProof { index: entry.leaf.seq, size: 0, hashes: vec![] })
}

fn proven(entry: &LedgerEntry, proof: InclusionProof) -> ProvenEntry {
    ProvenEntry {
        leaf: String::from_utf8_lossy(&entry.leaf_bytes).into_owned(),
        detail: entry.detail.as_ref().map(|detail| detail.text.clone()),
        detail_salt: entry.detail.as_ref().map(|detail| hex::encode(detail.salt)),
        proof,
    }
}
