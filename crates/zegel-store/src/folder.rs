//! The folder of an archive: which file lies where, who may open it, and how a small file becomes durable.
//!
//! ```text
//! lock                       held by the one process that has the archive open
//! keys/keyring.age           the key ring, sealed for operator and recovery holders; its epoch decides which database is current
//! data/archive-<epoch>.db    rows, ledger and search index, encrypted by SQLCipher
//! objects/ab/<uuid>          sealed objects (see `object`)
//! checkpoints/latest         the last signed tree head that left the database
//! ```
//! It does not know what is inside those files. Invariant: a file of a final name is complete and synced; unfinished
//! ones end in `.part` and are swept at the next start.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::StoreError;
use crate::error::Doing;

const PART: &str = "part";

/// The paths inside an archive folder.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(crate) fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    pub(crate) fn keyring(&self) -> PathBuf {
        self.root.join("keys").join("keyring.age")
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    pub(crate) fn database(&self, epoch: u32) -> PathBuf {
        self.data().join(format!("archive-{epoch}.db"))
    }

    pub(crate) fn objects(&self) -> PathBuf {
        self.root.join("objects")
    }

    pub(crate) fn checkpoint(&self) -> PathBuf {
        self.root.join("checkpoints").join("latest")
    }

    /// Makes the folders, readable by their owner only.
    pub(crate) fn make(&self) -> Result<(), StoreError> {
        for name in ["", "keys", "data", "objects", "checkpoints"] {
            make_private_dir(&self.root.join(name))?;
        }
        sync_dir(&self.root)
    }

    /// Takes the lock of the archive; it is given back when the file is dropped, also by a crash.
    pub(crate) fn lock(&self) -> Result<File, StoreError> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        let file = private(&mut options).open(self.root.join("lock")).doing("open the lock file")?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked),
            Err(TryLockError::Error(source)) => {
                Err(StoreError::Io { doing: "lock the archive folder", source })
            }
        }
    }

    /// Removes what an interrupted write left behind, and returns how many files that were.
    pub(crate) fn sweep_parts(&self) -> Result<u64, StoreError> {
        let mut n_removed = 0;
        for dir in ["keys", "checkpoints", "data"] {
            for path in list(&self.root.join(dir))? {
                if path.extension().is_some_and(|end| end == PART) {
                    remove(&path)?;
                    n_removed += 1;
                }
            }
        }
        Ok(n_removed)
    }
}

/// Writes a small file so that after a crash there is either the old one or the new one.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let part = path.with_extension(PART);
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    let mut file = private(&mut options).open(&part).doing("make a file")?;
    file.write_all(bytes).doing("write a file")?;
    file.sync_all().doing("sync a file")?;
    std::fs::rename(&part, path).doing("give a file its name")?;
    sync_parent(path)
}

/// Makes an empty file that only its owner can read, for a library that would make it readable to others.
pub(crate) fn make_empty(path: &Path) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    private(&mut options).open(path).map(drop).doing("make a file")
}

/// Returns the content, or `None` when there is no such file.
pub(crate) fn read_if_there(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, StoreError> {
    match std::fs::metadata(path) {
        Ok(metadata) if limit < metadata.len() => {
            Err(StoreError::Limit { what: "a file of the archive", limit })
        }
        Ok(_) => std::fs::read(path).map(Some).doing("read a file"),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(StoreError::Io { doing: "read a file", source }),
    }
}

/// Removes a file; that it is gone already is no fault.
pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(StoreError::Io { doing: "remove a file", source: error })
        }
        _ => Ok(()),
    }
}

/// Returns the paths in a folder, in order of name; none when the folder is not there.
pub(crate) fn list(dir: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(vec![]),
        Err(source) => return Err(StoreError::Io { doing: "list a folder", source }),
    };
    let mut paths = vec![];
    for entry in entries {
        paths.push(entry.doing("list a folder")?.path());
    }
    paths.sort();
    Ok(paths)
}

pub(crate) fn make_private_dir(path: &Path) -> Result<(), StoreError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).doing("make a folder")
}

/// Files of the archive are readable by their owner only.
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// A name is durable only when its folder is synced (fsync(2), "Calling fsync() does not necessarily ensure that the
/// entry in the directory containing the file has also reached disk").
pub(crate) fn sync_parent(path: &Path) -> Result<(), StoreError> {
    match path.parent() {
        Some(parent) => sync_dir(parent),
        None => Ok(()),
    }
}

pub(crate) fn sync_dir(path: &Path) -> Result<(), StoreError> {
    // Windows cannot open a folder as a file; there the file system journals names itself.
    if cfg!(windows) {
        return Ok(());
    }
    File::open(path).and_then(|dir| dir.sync_all()).doing("sync a folder")
}
