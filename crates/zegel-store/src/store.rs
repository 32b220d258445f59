//! The one door to an archive at rest.
//!
//! A [`Store`] is synchronous and may be shared between threads: many read at a time, one writes. It decides nothing
//! about who may do what. Invariant: what [`Store::write`] returned is synced, together with its leaf in the ledger,
//! or nothing of it happened.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest, Sha256};
use zegel_ledger::{Frontier, NoteSigner, SignedCheckpoint, VerifierKey};
use zegel_model::Refusal;
use zegel_seal::Keyring;

use crate::audit::{Audited, Entry, Pseudonym};
use crate::error::Doing;
use crate::folder::{self, Folder};
use crate::keys::EpochKeys;
use crate::ledger::{self, Alarm};
use crate::object::{self, NewObject, ObjectId, ObjectReader, Objects, PutObject};
use crate::recover::{self, Recovery};
use crate::search::bound::IndexWatch;
use crate::search::memory::Memory;
use crate::tx::Tx;
use crate::view::View;
use crate::{StoreError, db, fail};

/// Where randomness comes from; it fills the whole slice.
pub type Random = Box<dyn FnMut(&mut [u8]) + Send>;

/// Connections that are kept open for readers; more are made when needed and closed again.
const MAX_IDLE_READERS: usize = 4;
/// A sealed key ring has some kilobytes.
pub(crate) const MAX_KEYRING_BYTES: u64 = 256 * 1024;
const MAX_CHECKPOINT_BYTES: u64 = zegel_ledger::MAX_NOTE_BYTES as u64;

/// An archive that is open.
pub struct Store {
    pub(crate) folder: Folder,
    pub(crate) objects: Objects,
    pub(crate) origin: String,
    pub(crate) signer: NoteSigner,
    /// The epoch; whoever uses a connection holds it, so a rotation waits for all of them.
    pub(crate) current: RwLock<EpochKeys>,
    pub(crate) writer: Mutex<Writer>,
    pub(crate) readers: Mutex<Vec<Reader>>,
    pub(crate) random: Mutex<Random>,
    /// SHA-256 of the sealed key ring as this process knows it.
    pub(crate) keyring_sha256: Mutex<[u8; 32]>,
    recovery: Recovery,
    alarm: Option<Alarm>,
    _lock: File,
}

/// A folder that no other process has open.
struct Locked {
    folder: Folder,
    lock: File,
}

/// A connection that reads.
pub(crate) struct Reader {
    db: Connection,
    memory: Memory,
}

/// The one connection that writes.
pub(crate) struct Writer {
    pub(crate) db: Connection,
    /// Notes what changes in the search index.
    pub(crate) index: IndexWatch,
    pub(crate) frontier: Frontier,
    /// Size of the ledger at the last checkpoint that was published.
    pub(crate) published: u64,
    /// An earlier commit failed while it was being synced.
    pub(crate) is_stopped: bool,
    /// Files that could not be removed after their commit; tried again with the next one.
    pub(crate) to_remove: Vec<ObjectId>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({})", self.origin)
    }
}

impl Store {
    /// Makes an archive in a folder that holds none, with `sealed_keyring` as the file of its key ring.
    ///
    /// The key ring is written last: a folder without one is no archive, and an interrupted attempt can be repeated.
    ///
    /// # Errors
    /// [`StoreError::ArchiveExists`], [`StoreError::Locked`], faults of the disk.
    pub fn create(
        dir: &Path,
        keyring: &Keyring,
        sealed_keyring: &[u8],
        random: Random,
        now: jiff::Timestamp,
    ) -> Result<Self, StoreError> {
        let folder = Folder::new(dir);
        folder.make()?;
        let lock = folder.lock()?;
        if folder.keyring().exists() {
            return Err(StoreError::ArchiveExists);
        }
        for path in folder::list(&folder.data())? {
            folder::remove(&path)?;
        }
        folder::remove(&folder.checkpoint())?;
        let keys = EpochKeys::from(keyring.current());
        let database = db::create(&folder.database(keys.epoch), keys.epoch, &keys.database)?;
        folder::sync_dir(&folder.data())?;
        let store = Self::assemble(Locked { folder, lock }, keyring, database, random)?;
        store.write::<_, StoreError>(|_| {
            let entry = Entry {
                act: "create-archive",
                actor: Pseudonym::ARCHIVE,
                subjects: vec![],
                session: None,
                at: now,
                detail: serde_json::json!({ "archive": keyring.archive }),
            };
            Ok(Audited::new((), entry))
        })?;
        store.publish_checkpoint()?;
        store.write_keyring(sealed_keyring)?;
        Ok(store)
    }

    /// Returns the sealed key ring of the archive in a folder, for whoever holds a key to it.
    ///
    /// # Errors
    /// [`StoreError::NoArchive`], faults of the disk.
    pub fn sealed_keyring(dir: &Path) -> Result<Vec<u8>, StoreError> {
        let bytes = folder::read_if_there(&Folder::new(dir).keyring(), MAX_KEYRING_BYTES)?;
        bytes.ok_or(StoreError::NoArchive)
    }

    /// Opens an archive and finishes or undoes whatever was interrupted.
    ///
    /// The tree is compared with the last checkpoint outside the database; when that raises an alarm, the store opens
    /// for reading only ([`Store::alarm`]) and nothing at all is swept.
    ///
    /// # Errors
    /// [`StoreError::NoArchive`], [`StoreError::Locked`], [`StoreError::WrongKey`], [`StoreError::EpochMissing`],
    /// [`StoreError::OtherVersion`], [`StoreError::NotEncrypted`], faults of the disk.
    pub fn open(dir: &Path, keyring: &Keyring, random: Random) -> Result<Self, StoreError> {
        let folder = Folder::new(dir);
        if !folder.keyring().exists() {
            return Err(StoreError::NoArchive);
        }
        let lock = folder.lock()?;
        let keys = EpochKeys::from(keyring.current());
        let path = folder.database(keys.epoch);
        if !path.exists() {
            return Err(StoreError::EpochMissing { epoch: keys.epoch });
        }
        let database = db::open_writer(&path, keys.epoch, &keys.database)?;
        db::upgrade(&database)?;
        let mut store = Self::assemble(Locked { folder, lock }, keyring, database, random)?;
        store.remember_keyring(&Self::sealed_keyring(dir)?);
        recover::run(&mut store)?;
        Ok(store)
    }

    fn assemble(
        Locked { folder, lock }: Locked,
        keyring: &Keyring,
        mut database: Connection,
        random: Random,
    ) -> Result<Self, StoreError> {
        let signer = NoteSigner::from_seed(&keyring.archive, keyring.ledger_seed.expose())
            .map_err(zegel_ledger::CheckpointError::from)
            .doing("prepare to sign checkpoints")?;
        let writer = Writer {
            index: IndexWatch::begin(&mut database)?,
            db: database,
            frontier: Frontier::new(),
            published: 0,
            is_stopped: false,
            to_remove: vec![],
        };
        Ok(Self {
            objects: Objects::new(folder.objects()),
            folder,
            origin: keyring.archive.clone(),
            signer,
            current: RwLock::new(EpochKeys::from(keyring.current())),
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            random: Mutex::new(random),
            keyring_sha256: Mutex::default(),
            recovery: Recovery::default(),
            alarm: None,
            _lock: lock,
        })
    }

    pub(crate) fn set_start(&mut self, recovery: Recovery, alarm: Option<Alarm>) {
        self.recovery = recovery;
        self.alarm = alarm;
    }

    /// Returns what the start found to finish or to undo.
    pub fn recovery(&self) -> &Recovery {
        &self.recovery
    }

    /// Returns why the store is read-only, if it is.
    pub fn alarm(&self) -> Option<&Alarm> {
        self.alarm.as_ref()
    }

    /// Returns the number of the current epoch.
    pub fn epoch(&self) -> u32 {
        self.current().epoch
    }

    /// Returns the key with which outsiders verify checkpoints.
    pub fn verifier_key(&self) -> VerifierKey {
        self.signer.verifier()
    }

    /// Looks at one snapshot of the archive.
    ///
    /// # Errors
    /// Those of the closure; faults of the database.
    pub fn read<T, E: From<StoreError>>(&self, look: impl FnOnce(&View<'_>) -> Result<T, E>) -> Result<T, E> {
        let keys = self.current();
        let reader = self.reader(&keys)?;
        let result = reader.look(&keys, look)?;
        if !db::is_sound(&reader.db) {
            return result.and(Err(StoreError::damaged("the database").into()));
        }
        let mut idle = lock(&self.readers);
        if idle.len() < MAX_IDLE_READERS {
            idle.push(reader);
        }
        result
    }

    /// Reads through a connection of its own that remembers nothing yet: what it answers lies on the disk now. It may meet a damaged
    /// page, and then answers zeros; see [`db::is_sound`].
    pub(crate) fn read_afresh<T, E: From<StoreError>>(
        &self,
        look: impl FnOnce(&View<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let keys = self.current();
        self.new_reader(&keys)?.look(&keys, look)?
    }

    /// Changes the archive: everything that the closure did and the leaf of its entry are committed together and
    /// synced before this returns, or nothing is.
    ///
    /// # Errors
    /// Those of the closure, after which nothing was changed; [`StoreError::ReadOnly`], [`StoreError::Stopped`];
    /// faults of the database.
    pub fn write<T, E: From<StoreError>>(
        &self,
        act: impl FnOnce(&Tx<'_>) -> Result<Audited<T>, E>,
    ) -> Result<T, E> {
        let keys = self.current();
        let mut writer = self.writer()?;
        let value = writer.commit(&keys, &self.random, |tx| {
            let Audited { value, entry } = act(tx)?;
            fail::point("write-changed")?;
            let rows = tx.row_digests()?;
            ledger::append(tx, &entry, rows)?;
            Ok::<_, E>(value)
        })?;
        fail::point("write-after-commit")?;
        writer.remove_files(&self.objects)?;
        Ok(value)
    }

    /// Adds entries without a change, all with one sync; returns the place of the first.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn append_entries(&self, entries: &[Entry]) -> Result<u64, StoreError> {
        let keys = self.current();
        let mut writer = self.writer()?;
        let first = writer.frontier.size();
        writer.commit(&keys, &self.random, |tx| {
            entries.iter().try_for_each(|entry| ledger::append(tx, entry, vec![]).map(drop))
        })?;
        Ok(first)
    }

    /// Seals what `reader` gives and writes it durably; it becomes visible with [`Tx::insert_object`].
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`], [`StoreError::Stopped`]; faults of the reader and of the disk.
    pub fn put_object(&self, new: NewObject, reader: &mut dyn Read) -> Result<PutObject, StoreError> {
        self.refuse_when_read_only()?;
        let id = ObjectId(uuid::Builder::from_random_bytes(self.draw()).into_uuid());
        self.objects.put(new, id, &mut |bytes| lock(&self.random)(bytes), reader)
    }

    /// Opens an object from beginning to end.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Wrap`], [`StoreError::Pages`] or [`StoreError::Damaged`] when it is not
    /// what was stored.
    pub fn open_object(&self, id: ObjectId) -> Result<ObjectReader, StoreError> {
        let (object, key) = self.read(|view| view.object_with_key(id))?;
        ObjectReader::open(&self.objects, &object, &key)
    }

    /// Reads a part of an object; fewer bytes come back only at its end.
    ///
    /// # Errors
    /// As [`Store::open_object`].
    pub fn read_object_range(
        &self,
        id: ObjectId,
        offset: u64,
        n_bytes: usize,
    ) -> Result<Vec<u8>, StoreError> {
        let (object, key) = self.read(|view| view.object_with_key(id))?;
        object::read_range(&self.objects, &object, &key, offset, n_bytes)
    }

    /// Signs the head of the ledger and writes it beside the database, when there is something new; returns the last
    /// checkpoint.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`], [`StoreError::Stopped`]; faults of the disk.
    pub fn publish_checkpoint(&self) -> Result<SignedCheckpoint, StoreError> {
        let mut writer = self.writer()?;
        let signed = ledger::sign(&self.origin, &writer.frontier, &self.signer)?;
        if writer.published < writer.frontier.size() {
            fail::point("checkpoint-before")?;
            folder::write_durably(&self.folder.checkpoint(), signed.to_string().as_bytes())?;
            fail::point("checkpoint-after")?;
            writer.published = writer.frontier.size();
        }
        Ok(signed)
    }

    /// Returns the checkpoint file as it lies there.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn checkpoint_file(&self) -> Result<Option<Vec<u8>>, StoreError> {
        folder::read_if_there(&self.folder.checkpoint(), MAX_CHECKPOINT_BYTES)
    }

    /// Writes the sealed key ring anew, for another set of recipients or with a rotation begun; the epoch inside must
    /// still be the current one.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`], [`StoreError::Stopped`]; faults of the disk.
    pub fn replace_sealed_keyring(&self, sealed: &[u8]) -> Result<(), StoreError> {
        let _writer = self.writer()?;
        self.write_keyring(sealed)
    }

    pub(crate) fn write_keyring(&self, sealed: &[u8]) -> Result<(), StoreError> {
        folder::write_durably(&self.folder.keyring(), sealed)?;
        self.remember_keyring(sealed);
        Ok(())
    }

    fn remember_keyring(&self, sealed: &[u8]) {
        *lock(&self.keyring_sha256) = Sha256::digest(sealed).into();
    }

    pub(crate) fn current(&self) -> RwLockReadGuard<'_, EpochKeys> {
        self.current.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the writer, or says why nothing may be written.
    pub(crate) fn writer(&self) -> Result<MutexGuard<'_, Writer>, StoreError> {
        self.refuse_when_read_only()?;
        let writer = lock(&self.writer);
        if writer.is_stopped {
            return Err(StoreError::Stopped);
        }
        Ok(writer)
    }

    fn refuse_when_read_only(&self) -> Result<(), StoreError> {
        match &self.alarm {
            Some(alarm) => Err(StoreError::ReadOnly { code: alarm.code() }),
            None => Ok(()),
        }
    }

    fn reader(&self, keys: &EpochKeys) -> Result<Reader, StoreError> {
        if let Some(reader) = lock(&self.readers).pop() {
            return Ok(reader);
        }
        self.new_reader(keys)
    }

    fn new_reader(&self, keys: &EpochKeys) -> Result<Reader, StoreError> {
        let db = db::open_reader(&self.folder.database(keys.epoch), keys.epoch, &keys.database)?;
        Ok(Reader { db, memory: Memory::default() })
    }

    fn draw<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        lock(&self.random)(&mut bytes);
        bytes
    }
}

impl Reader {
    /// Runs a closure on one state of the database; the outer error is that no such state could be had.
    fn look<T, E>(
        &self,
        keys: &EpochKeys,
        look: impl FnOnce(&View<'_>) -> Result<T, E>,
    ) -> Result<Result<T, E>, StoreError> {
        // Statements that are prepared once: a page of hits takes little more than to prepare two.
        let run = |sql| self.db.prepare_cached(sql).and_then(|mut statement| statement.execute([]));
        run("BEGIN").doing("begin to read")?;
        let result = look(&View { db: &self.db, keys, memory: Some(&self.memory) });
        // Some faults of the disk have ended it already.
        if !self.db.is_autocommit() {
            run("ROLLBACK").doing("end reading")?;
        }
        Ok(result)
    }
}

impl Writer {
    /// Runs a closure in one transaction and makes it durable.
    pub(crate) fn commit<T, E: From<StoreError>>(
        &mut self,
        keys: &EpochKeys,
        random: &Mutex<Random>,
        act: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction =
            self.db.transaction_with_behavior(TransactionBehavior::Immediate).doing("begin to write")?;
        fail::point("write-begun")?;
        self.index.forget();
        let tx = Tx::new(
            View { db: &transaction, keys, memory: None },
            random,
            self.frontier.clone(),
            &self.index,
        );
        let value = act(&tx)?;
        fail::point("write-before-commit")?;
        let (frontier, inserted, removed) = tx.into_parts();
        if let Err(source) = transaction.commit() {
            let error = StoreError::Sql { doing: "commit", source };
            // After a failed sync nobody knows what is on the disk (fsyncgate): rows of these objects may be there.
            inserted.iter().for_each(object::Pending::keep);
            self.is_stopped = !error.is_disk_full();
            return Err(error.into());
        }
        inserted.iter().for_each(object::Pending::keep);
        self.frontier = frontier;
        self.to_remove.extend(removed);
        Ok(value)
    }

    /// Removes the files of objects whose rows are gone.
    ///
    /// A file that cannot be removed now is no failure of the write, which is durable: it is tried again with the
    /// next write and at the next start, and `verify` names it until then.
    pub(crate) fn remove_files(&mut self, objects: &Objects) -> Result<(), StoreError> {
        if self.to_remove.is_empty() {
            return Ok(());
        }
        fail::point("object-before-removal")?;
        let ids = std::mem::take(&mut self.to_remove);
        let (gone, left): (Vec<_>, Vec<_>) = ids.into_iter().partition(|id| objects.remove(*id).is_ok());
        if objects.sync(&gone).is_err() {
            self.to_remove.extend(gone);
        }
        self.to_remove.extend(left);
        Ok(())
    }
}

/// A thread that panicked inside a transaction left nothing half-done: the transaction was rolled back.
pub(crate) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl From<Alarm> for Refusal {
    fn from(alarm: Alarm) -> Self {
        Self::new(
            alarm.code(),
            alarm.to_string(),
            "compare with the checkpoint of an outsider and restore from a backup",
        )
    }
}
