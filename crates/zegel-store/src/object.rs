//! Objects: sealed bytes outside the database, each under a key of its own.
//!
//! An object is written and synced first and becomes visible when its row is committed ("blob first, row second"), so
//! a row never points at nothing; what was written and never committed is swept. Where the bytes lie is known to
//! [`Objects`] alone: an object store of another kind becomes a second arm there, and no caller changes.
//! Invariant: a file under a final name is complete, synced, and never changed again.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufWriter, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use uuid::Uuid;
use zegel_model::{CaptureId, Content, DossierId, RecordId};
use zegel_seal::Key32;
use zegel_seal::pages::{self, OpenObject, PageReader, Sealed};

use crate::error::Doing;
use crate::store::lock;
use crate::{StoreError, fail, folder};

/// Bytes that are written at once: with a page at a time the system takes nearly twice as long over a file.
const WRITE_BYTES: usize = 256 * 1024;

/// Identifies an object. It is random and says nothing about what is inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub Uuid);

impl std::fmt::Display for ObjectId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Whose key wraps the key of an object, and with whom it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectOwner {
    /// A capture that was accepted and not yet stored.
    Capture(CaptureId),
    /// A record; its dossier's key wraps.
    Record(RecordId, DossierId),
}

macro_rules! roles {
    ($($(#[$doc:meta])* $variant:ident => $name:literal),+ $(,)?) => {
        /// What an object is to its owner.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ObjectRole { $($(#[$doc])* $variant),+ }
        impl ObjectRole {
            /// All roles.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            /// Returns the name as in the database.
            pub fn name(self) -> &'static str { match self { $(Self::$variant => $name),+ } }
        }
    };
}

// A macro, so that the list, the names and the parsing cannot drift apart.
roles! {
    /// The package exactly as it was handed in.
    Package => "package",
    /// The kept messages of a submission.
    SubmissionMessages => "submission-messages",
    /// Which messages those are, and from when to when.
    SubmissionKept => "submission-kept",
    /// The proof that they belong to the commitment.
    SubmissionProof => "submission-proof",
    /// An attachment.
    Attachment => "attachment",
    /// The head of a record, as canonical JSON; of records of layout 9 and before the messages as well.
    Canonical => "canonical",
    /// The lines of the messages of a record, which search hits point into.
    Messages => "messages",
    /// A part of the PDF/A.
    Pdf => "pdf",
    /// A source that belongs to the record.
    Source => "source",
    /// The loss report.
    Loss => "loss",
    /// The provenance of the record.
    Provenance => "provenance",
    /// A written release.
    Release => "release",
}

impl std::str::FromStr for ObjectRole {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|role| role.name() == text).ok_or(())
    }
}

/// What is said about an object before its bytes are read.
#[derive(Debug, Clone)]
pub struct NewObject {
    /// Whose it is.
    pub owner: ObjectOwner,
    /// What it is to its owner.
    pub role: ObjectRole,
    /// Its place among the objects of that role, from 0.
    pub part: u32,
    /// Its name, where it has one; names are personal.
    pub name: Option<Content>,
    /// Its media type.
    pub media_type: String,
}

/// An object that is written and synced, and that nobody sees until [`crate::Tx::insert_object`] is committed.
/// When it is dropped before that, its file is removed.
#[derive(Debug)]
pub struct PutObject {
    pub(crate) new: NewObject,
    pub(crate) id: ObjectId,
    pub(crate) sealed: Sealed,
    pub(crate) pending: Pending,
}

impl PutObject {
    /// Returns its identifier.
    pub fn id(&self) -> ObjectId {
        self.id
    }

    /// Returns the number of bytes before sealing.
    pub fn size_bytes(&self) -> u64 {
        self.sealed.plain_bytes
    }

    /// Returns the SHA-256 of the bytes before sealing.
    pub fn sha256(&self) -> [u8; 32] {
        self.sealed.sha256_plain
    }
}

/// A visible object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// Its identifier.
    pub id: ObjectId,
    /// Whose it is.
    pub owner: ObjectOwner,
    /// For whom its pages were sealed: its owner, or the capture that handed it over.
    pub sealed_for: ObjectOwner,
    /// What it is to its owner.
    pub role: ObjectRole,
    /// Its place among the objects of that role.
    pub part: u32,
    /// Its name.
    pub name: Option<Content>,
    /// Its media type.
    pub media_type: String,
    /// Number of bytes before sealing.
    pub size_bytes: u64,
    /// SHA-256 of those bytes.
    pub sha256: [u8; 32],
    /// Number of bytes as stored.
    pub stored_bytes: u64,
}

/// A written object that waits for its commit; it removes its file when nobody kept it.
#[derive(Debug, Clone)]
pub(crate) struct Pending(Arc<PendingInner>);

#[derive(Debug)]
struct PendingInner {
    objects: Objects,
    id: ObjectId,
    is_kept: AtomicBool,
}

impl Pending {
    fn new(objects: Objects, id: ObjectId) -> Self {
        lock(&objects.pending).insert(id);
        Self(Arc::new(PendingInner { objects, id, is_kept: AtomicBool::new(false) }))
    }

    /// The row is committed, or may be: the file stays.
    pub(crate) fn keep(&self) {
        self.0.is_kept.store(true, Ordering::Relaxed);
    }
}

impl Drop for PendingInner {
    fn drop(&mut self) {
        if !self.is_kept.load(Ordering::Relaxed) {
            // A drop cannot report; what stays behind is swept at the next start, and `verify` names it before.
            let _ = self.objects.remove(self.id);
        }
        lock(&self.objects.pending).remove(&self.id);
    }
}

/// The folder of sealed objects.
#[derive(Debug, Clone)]
pub(crate) struct Objects {
    root: PathBuf,
    /// Written and not yet committed: files without a row that are no leftovers.
    pending: Arc<Mutex<HashSet<ObjectId>>>,
}

/// What lies in the folder of objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stored {
    Object(ObjectId),
    Other(PathBuf),
}

impl Objects {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root, pending: Arc::default() }
    }

    /// The folder is the last byte of the identifier, so that no folder grows too long.
    pub(crate) fn path(&self, id: ObjectId) -> PathBuf {
        let last = id.0.as_bytes()[15];
        self.root.join(format!("{last:02x}")).join(id.0.to_string())
    }

    /// Seals what `reader` gives and makes it durable under its final name.
    pub(crate) fn put(
        &self,
        new: NewObject,
        id: ObjectId,
        random: &mut zegel_seal::Random<'_>,
        mut reader: &mut dyn Read,
    ) -> Result<PutObject, StoreError> {
        let path = self.path(id);
        let part = path.with_extension("part");
        if let Some(dir) = path.parent()
            && !dir.is_dir()
        {
            folder::make_private_dir(dir)?;
            folder::sync_parent(dir)?;
        }
        // Only broken chance gives an identifier twice; what lies there is not overwritten, nor removed afterwards.
        if path.exists() {
            return Err(StoreError::Exists { what: "object", id: id.to_string() });
        }
        // From here on a failure removes what was written.
        let pending = Pending::new(self.clone(), id);
        let mut options = OpenOptions::new();
        options.create_new(true).write(true);
        let file = folder::private(&mut options).open(&part).doing("make the file of an object")?;
        let mut writer = BufWriter::with_capacity(WRITE_BYTES, file);
        fail::point("object-begun")?;
        let context = crate::keys::object_context(id, &new.owner);
        let sealed = pages::seal(&context, random, &mut reader, &mut writer);
        let sealed = sealed.map_err(|source| StoreError::Pages { doing: "seal an object", source })?;
        let file =
            writer.into_inner().map_err(std::io::IntoInnerError::into_error).doing("write an object")?;
        fail::point("object-written")?;
        file.sync_all().doing("sync an object")?;
        std::fs::rename(&part, &path).doing("give an object its name")?;
        folder::sync_parent(&path)?;
        fail::point("object-visible")?;
        Ok(PutObject { new, id, sealed, pending })
    }

    pub(crate) fn open(&self, id: ObjectId) -> Result<File, StoreError> {
        match File::open(self.path(id)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(StoreError::damaged(format!("object {id} (its file is missing)")))
            }
            other => other.doing("open the file of an object"),
        }
    }

    pub(crate) fn remove(&self, id: ObjectId) -> Result<(), StoreError> {
        let path = self.path(id);
        folder::remove(&path.with_extension("part"))?;
        folder::remove(&path)
    }

    /// Makes removals durable.
    pub(crate) fn sync(&self, ids: &[ObjectId]) -> Result<(), StoreError> {
        let mut dirs: Vec<_> =
            ids.iter().filter_map(|id| self.path(*id).parent().map(PathBuf::from)).collect();
        dirs.sort();
        dirs.dedup();
        dirs.iter().filter(|dir| dir.is_dir()).try_for_each(|dir| folder::sync_dir(dir))
    }

    /// Returns everything that lies there, in order of path.
    pub(crate) fn list(&self) -> Result<Vec<Stored>, StoreError> {
        let mut found = vec![];
        for dir in folder::list(&self.root)? {
            if !dir.is_dir() {
                found.push(Stored::Other(dir));
                continue;
            }
            for path in folder::list(&dir)? {
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                match name.parse().map(ObjectId) {
                    Ok(id) if self.path(id) == path => found.push(Stored::Object(id)),
                    _ => found.push(Stored::Other(path)),
                }
            }
        }
        Ok(found)
    }

    pub(crate) fn is_pending(&self, id: ObjectId) -> bool {
        lock(&self.pending).contains(&id)
    }

    /// Returns the length of the file, or `None` when it is missing.
    pub(crate) fn stored_bytes(&self, id: ObjectId) -> Option<u64> {
        std::fs::metadata(self.path(id)).ok().map(|metadata| metadata.len())
    }
}

/// The plain bytes of an object, page by page; no byte is given out before its page was authenticated.
pub struct ObjectReader {
    inner: OpenObject<File>,
}

impl ObjectReader {
    pub(crate) fn open(objects: &Objects, object: &Object, key: &Key32) -> Result<Self, StoreError> {
        let context = crate::keys::object_context(object.id, &object.sealed_for);
        let inner = pages::open(key, &context, objects.open(object.id)?)
            .map_err(|source| StoreError::Pages { doing: "open an object", source })?;
        Ok(Self { inner })
    }
}

impl Read for ObjectReader {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        self.inner.read(out)
    }
}

impl BufRead for ObjectReader {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.inner.consume(n);
    }
}

/// Reads a part of an object without reading the rest.
pub(crate) fn read_range(
    objects: &Objects,
    object: &Object,
    key: &Key32,
    offset: u64,
    n_bytes: usize,
) -> Result<Vec<u8>, StoreError> {
    let context = crate::keys::object_context(object.id, &object.sealed_for);
    let doing = "open a part of an object";
    let reader = PageReader::new(key, &context, object.stored_bytes)
        .map_err(|source| StoreError::Pages { doing, source })?;
    let mut file = objects.open(object.id)?;
    let plain = reader.read_at(offset, n_bytes, |range| {
        let mut sealed = vec![];
        file.seek(SeekFrom::Start(range.start))?;
        Read::take(&file, range.end - range.start).read_to_end(&mut sealed)?;
        Ok::<_, std::io::Error>(sealed)
    });
    plain.map_err(|error| match error {
        pages::ReadAtError::Page(source) => StoreError::Pages { doing, source },
        pages::ReadAtError::Fetch { source, .. } => StoreError::Io { doing, source },
        pages::ReadAtError::Short { .. } => {
            StoreError::damaged(format!("object {} (it was cut off)", object.id))
        }
    })
}
