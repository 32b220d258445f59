//! What can go wrong in the store, with what to do about it.
//!
//! Two families: what a caller or an operator can cause has a variant of its own; the rest is a fault of SQLite, of
//! the disk or of what lies on it, and says what was being done. No message contains personal content.

use zegel_model::Refusal;

/// The store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder holds no archive.
    #[error("there is no archive in this folder; make one with 'zegel init', or name another folder")]
    NoArchive,
    /// The folder already holds an archive.
    #[error("there is already an archive in this folder; open it, or name an empty folder")]
    ArchiveExists,
    /// Another process has the archive open.
    #[error(
        "another process has this archive open; stop it first, one process at a time works on an archive"
    )]
    Locked,
    /// The library that was linked does not encrypt.
    #[error(
        "the database library does not encrypt (no SQLCipher); nothing was written, install a proper build"
    )]
    NotEncrypted,
    /// The key does not open the database.
    #[error(
        "the database of epoch {epoch} does not open: the key is not its key, or its first page is damaged; use the key ring that belongs to this archive, or restore the database from a backup"
    )]
    WrongKey {
        /// The epoch whose key was tried.
        epoch: u32,
    },
    /// The database that the key ring names is not there.
    #[error(
        "the key ring says epoch {epoch} but that database is not there; key ring and data are of different days, restore both from one backup"
    )]
    EpochMissing {
        /// The epoch that the key ring calls current.
        epoch: u32,
    },
    /// A rotation goes from one epoch to the next and to no other.
    #[error(
        "a rotation goes from epoch {current} to the next one, not to {found}; finish or repeat the rotation with the key ring of this archive"
    )]
    WrongEpoch {
        /// The current epoch.
        current: u32,
        /// The epoch that was handed in.
        found: u32,
    },
    /// The layout of the database is of another version.
    #[error("the database has layout {found} and this program knows {known}; use the program that fits")]
    OtherVersion {
        /// The version in the database.
        found: i64,
        /// The version of this program.
        known: i64,
    },
    /// The archive is open for reading only, because the ledger raised an alarm at the start.
    #[error(
        "the archive is read-only because of an alarm at the start ({code}); find out why before anything is written"
    )]
    ReadOnly {
        /// The code of the alarm.
        code: &'static str,
    },
    /// An earlier commit failed, so it is not known what is on the disk.
    #[error(
        "an earlier write failed while it was being made durable; nothing is written any more, restart to recover"
    )]
    Stopped,
    /// There is no such row.
    #[error("there is no {what} {id}")]
    NotFound {
        /// The kind of thing.
        what: &'static str,
        /// Its identifier.
        id: String,
    },
    /// There is such a row already.
    #[error("there is already a {what} {id}")]
    Exists {
        /// The kind of thing.
        what: &'static str,
        /// Its identifier.
        id: String,
    },
    /// Somebody else changed it meanwhile.
    #[error("{what} {id} was changed by somebody else meanwhile; look again and repeat")]
    Conflict {
        /// The kind of thing.
        what: &'static str,
        /// Its identifier.
        id: String,
    },
    /// The key of an owner was destroyed, so its objects cannot be opened.
    #[error("the key of {what} {id} was destroyed")]
    KeyDestroyed {
        /// The kind of thing.
        what: &'static str,
        /// Its identifier.
        id: String,
    },
    /// What lies at rest is not what was written.
    #[error("{what} is damaged; verify the archive and restore it from a copy")]
    Damaged {
        /// What, with its identifier.
        what: String,
    },
    /// A limit was reached.
    #[error("{what} is above the limit of {limit}")]
    Limit {
        /// What was measured.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// A search that cannot be done as asked.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// SQLite reported a fault.
    #[error("could not {doing}")]
    Sql {
        /// What was being done.
        doing: &'static str,
        /// The fault.
        source: rusqlite::Error,
    },
    /// The disk reported a fault.
    #[error("could not {doing}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The fault.
        source: std::io::Error,
    },
    /// A wrapped key does not open.
    #[error("could not {doing}")]
    Wrap {
        /// What was being done.
        doing: &'static str,
        /// The fault.
        source: zegel_seal::WrapError,
    },
    /// An object cannot be sealed or opened.
    #[error("could not {doing}")]
    Pages {
        /// What was being done.
        doing: &'static str,
        /// The fault.
        source: zegel_seal::pages::PageError,
    },
    /// A checkpoint cannot be made or read.
    #[error("could not {doing}")]
    Checkpoint {
        /// What was being done.
        doing: &'static str,
        /// The fault.
        source: zegel_ledger::CheckpointError,
    },
    /// A failure point fired (tests only).
    #[error("the failure point '{point}' fired")]
    Failpoint {
        /// Its name.
        point: &'static str,
    },
}

impl StoreError {
    pub(crate) fn not_found(what: &'static str, id: impl ToString) -> Self {
        Self::NotFound { what, id: id.to_string() }
    }

    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }

    /// Returns true when the disk is full, so that the caller can say so.
    pub fn is_disk_full(&self) -> bool {
        match self {
            Self::Io { source, .. } => source.kind() == std::io::ErrorKind::StorageFull,
            Self::Pages { source: zegel_seal::pages::PageError::Target(source), .. } => {
                source.kind() == std::io::ErrorKind::StorageFull
            }
            Self::Sql { source, .. } => source.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull),
            _ => false,
        }
    }
}

/// Says what was being done when a fault arose.
pub(crate) trait Doing<T> {
    /// Turns the fault into a [`StoreError`] that says what was being done.
    fn doing(self, doing: &'static str) -> Result<T, StoreError>;
}

// A trait with three implementations: each source of faults keeps its own variant.
impl<T> Doing<T> for Result<T, rusqlite::Error> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::Sql { doing, source })
    }
}

impl<T> Doing<T> for Result<T, std::io::Error> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::Io { doing, source })
    }
}

impl<T> Doing<T> for Result<T, zegel_seal::WrapError> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::Wrap { doing, source })
    }
}

impl<T> Doing<T> for Result<T, zegel_ledger::CheckpointError> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::Checkpoint { doing, source })
    }
}
