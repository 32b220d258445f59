//! Which key wraps which: epoch key → dossier or capture key → object key.
//!
//! Every wrap is bound to its place (whose key, of which epoch or version), and every sealed object to its identifier, its
//! version and the owner it was sealed for, as associated data; so a swap, a replay or a move to another owner does not open.
//! An object changes hands only by its wrap ([`Tx::hand_over`]).
//! Invariant: no key leaves it unwrapped except as [`Key32`], which is wiped when dropped.

use zegel_model::{CaptureId, DossierId};
use zegel_seal::{Epoch, Key32, unwrap_key, wrap_key};

use crate::StoreError;
use crate::error::Doing;
use crate::object::{ObjectId, ObjectOwner};
use crate::tx::Tx;
use crate::view::{self, View};

/// The keys of the current epoch.
#[derive(Clone)]
pub(crate) struct EpochKeys {
    pub(crate) epoch: u32,
    pub(crate) kek: Key32,
    pub(crate) database: Key32,
}

impl From<&Epoch> for EpochKeys {
    fn from(epoch: &Epoch) -> Self {
        Self { epoch: epoch.number, kek: epoch.kek.clone(), database: epoch.database_key.clone() }
    }
}

fn dossier_context(id: &DossierId, version: i64, epoch: u32) -> Vec<u8> {
    format!("dossier key\0{id}\0{version}\0epoch {epoch}").into_bytes()
}

fn capture_context(id: CaptureId, epoch: u32) -> Vec<u8> {
    format!("capture key\0{id}\0epoch {epoch}").into_bytes()
}

/// Returns the context of an object: of its wrap, with its owner, and of its pages, with the owner they were sealed for.
pub(crate) fn object_context(id: ObjectId, owner: &ObjectOwner) -> Vec<u8> {
    match owner {
        ObjectOwner::Capture(capture) => format!("object 1\0{id}\0capture {capture}"),
        ObjectOwner::Record(record, dossier) => format!("object 1\0{id}\0record {record}\0dossier {dossier}"),
    }
    .into_bytes()
}

/// Wraps the key of a dossier under the epoch.
pub(crate) fn wrap_dossier(tx: &Tx<'_>, id: &DossierId, version: i64, key: &Key32) -> Vec<u8> {
    let context = dossier_context(id, version, tx.keys.epoch);
    tx.with_random(|random| wrap_key(&tx.keys.kek, &context, key, random))
}

/// Wraps the key of a capture under the epoch.
pub(crate) fn wrap_capture(tx: &Tx<'_>, id: CaptureId, key: &Key32) -> Vec<u8> {
    let context = capture_context(id, tx.keys.epoch);
    tx.with_random(|random| wrap_key(&tx.keys.kek, &context, key, random))
}

/// Wraps the key of an object under the key of its owner.
pub(crate) fn wrap_object(
    tx: &Tx<'_>,
    id: ObjectId,
    owner: &ObjectOwner,
    key: &Key32,
) -> Result<Vec<u8>, StoreError> {
    let owner_key = owner_key(tx, owner)?;
    Ok(tx.with_random(|random| wrap_key(&owner_key, &object_context(id, owner), key, random)))
}

/// Opens the wrap of an object.
pub(crate) fn unwrap_object(
    view: &View<'_>,
    id: ObjectId,
    owner: &ObjectOwner,
    wrapped: &[u8],
) -> Result<Key32, StoreError> {
    unwrap_key(&owner_key(view, owner)?, &object_context(id, owner), wrapped)
        .doing("open the key of an object")
}

/// Returns the key that wraps the keys of an owner's objects.
pub(crate) fn owner_key(view: &View<'_>, owner: &ObjectOwner) -> Result<Key32, StoreError> {
    match owner {
        ObjectOwner::Capture(id) => capture_key(view, *id),
        ObjectOwner::Record(_, dossier) => dossier_key(view, dossier).map(|(key, _)| key),
    }
}

/// Returns the key of a dossier and its version.
pub(crate) fn dossier_key(view: &View<'_>, id: &DossierId) -> Result<(Key32, i64), StoreError> {
    let sql = "SELECT wrapped_key, key_version FROM dossiers WHERE id = ?1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, i64>(1)?));
    let found = view.one("look up the key of a dossier", sql, [id.as_str()], read)?;
    let (wrapped, version) = found.ok_or_else(|| StoreError::not_found("dossier", id))?;
    let key = unwrap_key(&view.keys.kek, &dossier_context(id, version, view.keys.epoch), &wrapped);
    Ok((key.doing("open the key of a dossier")?, version))
}

/// Returns the key of a capture.
pub(crate) fn capture_key(view: &View<'_>, id: CaptureId) -> Result<Key32, StoreError> {
    let sql = "SELECT wrapped_key FROM captures WHERE id = ?1";
    let read = |row: &rusqlite::Row<'_>| row.get::<_, Option<Vec<u8>>>(0);
    let found = view.one("look up the key of a capture", sql, [id.0.as_bytes()], read)?;
    let wrapped = found.ok_or_else(|| StoreError::not_found("capture", id))?;
    let wrapped = wrapped.ok_or_else(|| StoreError::KeyDestroyed { what: "capture", id: id.to_string() })?;
    unwrap_key(&view.keys.kek, &capture_context(id, view.keys.epoch), &wrapped)
        .doing("open the key of a capture")
}

/// Wraps the keys of all objects of a dossier under another key; returns how many.
pub(crate) fn rewrap_objects(
    tx: &Tx<'_>,
    id: &DossierId,
    old: &Key32,
    new: &Key32,
) -> Result<u64, StoreError> {
    let sql = "SELECT id, record, wrapped_key FROM objects WHERE dossier = ?1";
    let wraps = tx.many("list the keys of a dossier", sql, [id.as_str()], |row| {
        let owner = ObjectOwner::Record(zegel_model::RecordId(view::id(row, "record")?), id.clone());
        Ok((ObjectId(view::id(row, "id")?), owner, view::get::<Vec<u8>>(row, "wrapped_key")?))
    })?;
    for (object, owner, wrapped) in &wraps {
        let context = object_context(*object, owner);
        let key = unwrap_key(old, &context, wrapped).doing("open the key of an object")?;
        let wrapped = tx.with_random(|random| wrap_key(new, &context, &key, random));
        let sql = "UPDATE objects SET wrapped_key = ?1 WHERE id = ?2";
        tx.run("wrap the key of an object anew", sql, (wrapped, object.0.as_bytes()))?;
    }
    Ok(wraps.len() as u64)
}

/// Wraps the keys of all dossiers and captures under the next epoch, and returns how many.
///
/// `tx` sees the database with the keys of the old epoch; the rows end with wraps of the new one.
pub(crate) fn rewrap_owners(tx: &Tx<'_>, next: &EpochKeys) -> Result<u64, StoreError> {
    let doing = "list the keys to wrap anew";
    let dossiers = tx.many(doing, "SELECT id FROM dossiers", [], |row| view::text::<DossierId>(row, "id"))?;
    for id in &dossiers {
        let (key, version) = dossier_key(tx, id)?;
        let context = dossier_context(id, version, next.epoch);
        let wrapped = tx.with_random(|random| wrap_key(&next.kek, &context, &key, random));
        let sql = "UPDATE dossiers SET wrapped_key = ?1 WHERE id = ?2";
        tx.run("wrap the key of a dossier anew", sql, (wrapped, id.as_str()))?;
    }
    let sql = "SELECT id FROM captures WHERE wrapped_key IS NOT NULL";
    let captures = tx.many(doing, sql, [], |row| Ok(CaptureId(view::id(row, "id")?)))?;
    for id in &captures {
        let key = capture_key(tx, *id)?;
        let context = capture_context(*id, next.epoch);
        let wrapped = tx.with_random(|random| wrap_key(&next.kek, &context, &key, random));
        let sql = "UPDATE captures SET wrapped_key = ?1 WHERE id = ?2";
        tx.run("wrap the key of a capture anew", sql, (wrapped, id.0.as_bytes()))?;
    }
    Ok((dossiers.len() + captures.len()) as u64)
}
