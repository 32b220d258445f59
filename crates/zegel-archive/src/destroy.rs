//! Destroying a record: two persons, and then bytes, rows, index entries and keys are gone; the ledger still verifies and a
//! certificate remains (requirements K4, T3; DESIGN decision 12).
//!
//! Two steps, each complete in itself. First, in one transaction, the rows go and the record becomes a residue. Then a new epoch
//! begins, which takes the words out of the index, gives the survivors new keys and forgets the old ones. A crash between the two
//! leaves a record that is already unreadable for people, and the same command finishes it.

use jiff::SignedDuration;
use serde_json::json;
use zegel_exchange::{CERTIFICATE_FORMAT, Certificate, Destroyed};
use zegel_model::{Act, RecordId, RecordState};
use zegel_store::{Audited, LedgerEntry, Object, Subject, Tx};

use crate::keep::Recorded;
use crate::{Desk, Error, keys, store};

/// Asks for the destruction of a record.
///
/// # Errors
/// `not-your-role`, `ground-missing`, `on-hold`, `wrong-state`.
pub fn propose(desk: &mut Desk<'_>, id: RecordId, ground: &str) -> Result<(), Error> {
    desk.authorise(Act::ProposeDestruction)?;
    if ground.trim().is_empty() {
        return Err(Error::refused("ground-missing", "a destruction has a ground", "give --ground"));
    }
    let done = desk.done();
    let entry = desk.entry(Act::ProposeDestruction, vec![id.into()], json!({ "ground": ground }));
    desk.archive.store.write(|tx| {
        let old = tx.record(id)?.state;
        let new = old.clone().propose_destruction(tx.count_holds(id)?, ground.to_owned(), done)?;
        tx.set_record_state(id, &old, &new)?;
        Ok(Audited::new((), entry))
    })
}

/// Refuses a destruction that was proposed, or takes one's own proposal back: the record is kept.
///
/// # Errors
/// `not-your-role`, `wrong-state`.
pub fn keep(desk: &mut Desk<'_>, id: RecordId) -> Result<(), Error> {
    if desk.authorise(Act::ApproveDestruction).is_err() {
        desk.authorise(Act::ProposeDestruction)?;
    }
    let entry = desk.entry(Act::ProposeDestruction, vec![id.into()], json!({ "kept": id }));
    desk.archive.store.write(|tx| {
        let old = tx.record(id)?.state;
        let new = old.clone().keep()?;
        tx.set_record_state(id, &old, &new)?;
        Ok(Audited::new((), entry))
    })
}

/// Carries out a destruction that somebody else asked for; repeated after a crash, it finishes what was begun.
///
/// # Errors
/// `not-your-role`, `four-eyes`, `on-hold`, `wrong-state`; faults, after which it can be repeated.
pub fn destroy(desk: &mut Desk<'_>, id: RecordId) -> Result<Certificate, Error> {
    desk.authorise(Act::ApproveDestruction)?;
    let record = desk.archive.store.read(|view| view.record(id))?;
    if !matches!(record.state, RecordState::Destroyed { .. }) {
        remove(desk, &record)?;
    }
    if is_epoch_unchanged(desk, id)? {
        keys::begin_epoch(desk, "destruction")?;
    }
    certificate(desk, id)
}

/// Returns the certificate of a destroyed record.
///
/// # Errors
/// `not-your-role`, `not-destroyed`.
pub fn certificate(desk: &Desk<'_>, id: RecordId) -> Result<Certificate, Error> {
    desk.authorise(Act::SeeStates)?;
    let record = desk.archive.store.read(|view| view.record(id))?;
    let RecordState::Destroyed { proposed, destroyed, ground } = record.state else {
        return Err(Error::refused(
            "not-destroyed",
            "this record was not destroyed",
            "only a destroyed record has a certificate",
        ));
    };
    let entry = entry_of(desk, id)?;
    let facts = facts_of(&entry)?;
    let root = desk.archive.store.read(|view| view.ledger_root(entry.leaf.seq + 1))?;
    let escrow = SignedDuration::from_hours(24 * i64::from(desk.archive.config.escrow_days));
    let gone = destroyed.at.checked_add(escrow).map_err(|error| Error::Fault(error.to_string()))?;
    Ok(Certificate {
        format: CERTIFICATE_FORMAT.to_owned(),
        version: 1,
        archive: desk.archive.config.name.clone(),
        record: id,
        dossier: record.dossier,
        ground,
        category: facts.category,
        kept_until: None,
        proposed,
        unreadable_for_system_from: destroyed.at,
        approved: destroyed,
        destroyed: facts.destroyed,
        unreadable_with_oldest_backup_from: Some(gone.to_zoned(jiff::tz::TimeZone::UTC).date()),
        ledger_index: entry.leaf.seq,
        ledger_root: root.to_string(),
        remains: facts.remains,
        made_at: desk.now,
    })
}

/// What the entry of a destruction says; no title, no name, no content.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Facts {
    epoch: u32,
    category: String,
    destroyed: Destroyed,
    remains: Vec<String>,
}

fn entry_of(desk: &Desk<'_>, id: RecordId) -> Result<LedgerEntry, Error> {
    let entries = desk.archive.store.read(|view| view.ledger_of(&Subject::from(id)))?;
    let found = entries.into_iter().rev().find(|entry| entry.leaf.act == Act::ApproveDestruction.code());
    found.ok_or_else(|| Error::Fault("a destroyed record has an entry of its destruction".into()))
}

fn facts_of(entry: &LedgerEntry) -> Result<Facts, Error> {
    let detail =
        entry.detail.as_ref().ok_or_else(|| Error::Fault("the words of a destruction are kept".into()))?;
    Ok(serde_json::from_str(&detail.text)?)
}

/// The old epoch is still the current one: the destruction is not finished.
fn is_epoch_unchanged(desk: &Desk<'_>, id: RecordId) -> Result<bool, Error> {
    Ok(facts_of(&entry_of(desk, id)?)?.epoch == desk.archive.store.epoch())
}

/// Takes the record out of the rows, in one transaction with its ledger leaf.
fn remove(desk: &mut Desk<'_>, record: &Recorded) -> Result<(), Error> {
    let objects = store::objects_of(desk, record)?;
    let done = desk.done();
    let id = record.id;
    let category =
        record.registration.as_ref().map_or_else(String::new, |one| one.retention.category.clone());
    let epoch = desk.archive.store.epoch();
    let pseudonym = desk.pseudonym;
    let (session, at) = (desk.session, desk.now);
    desk.archive.store.write(|tx| {
        let old = tx.record(id)?;
        let new = old.state.clone().destroy(tx.count_holds(id)?, done)?;
        let n_index_entries = tx.remove_record_index(id)?;
        tx.remove_unreferenced_senders()?;
        for object in &objects {
            tx.delete_object(object.id)?;
        }
        tx.set_record_state(id, &old.state, &new)?;
        tx.erase_registration(id)?;
        tx.remove_facts(id)?;
        erase_words(tx, &old)?;
        tx.renew_dossier_key(&old.dossier)?;
        let facts =
            Facts { epoch, category, destroyed: counts(&old, &objects, n_index_entries), remains: remains() };
        let entry = zegel_store::Entry {
            act: Act::ApproveDestruction.code(),
            actor: pseudonym,
            subjects: vec![id.into()],
            session,
            at,
            detail: serde_json::to_value(facts)?,
        };
        Ok::<_, Error>(Audited::new((), entry))
    })
}

/// Erases the words of the ledger about this record, and those of its capture when this was the last record of it.
fn erase_words(tx: &Tx<'_>, record: &Recorded) -> Result<(), Error> {
    tx.erase_details(&Subject::from(record.id))?;
    let others = tx.records_of_capture(record.capture)?;
    let is_last = others.iter().all(|other| matches!(other.state, RecordState::Destroyed { .. }));
    if is_last {
        tx.erase_details(&Subject::from(record.capture))?;
        tx.erase_manifest(record.capture)?;
    }
    Ok(())
}

fn counts(record: &Recorded, objects: &[Object], n_index_entries: u64) -> Destroyed {
    Destroyed {
        n_messages: record.n_messages,
        n_objects: objects.len() as u64,
        n_bytes: objects.iter().map(|object| object.size_bytes).sum(),
        n_index_entries,
        // One key for each object; the keys of dossier and epoch were replaced besides.
        n_keys: objects.len() as u64,
    }
}

fn remains() -> Vec<String> {
    [
        "The identifier of the record, its dossier, the number of its messages, its ground and who acted when.",
        "The leaves of the ledger: codes, identifiers, pseudonyms and digests whose salts were erased.",
        "This certificate.",
    ]
    .map(str::to_owned)
    .to_vec()
}
