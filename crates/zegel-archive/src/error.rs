//! What can go wrong in a use case: refusals that are expected, and faults that are not.

use std::path::{Path, PathBuf};

use zegel_model::Refusal;

/// The error of every use case. A message never repeats its source and never holds personal content.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Expected: the model says no, with a code and a remedy.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store could not do it.
    #[error("could not use the archive")]
    Store(#[from] zegel_store::StoreError),
    /// A key or an envelope did not fit.
    #[error("could not use the key")]
    Key(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The submission was not what it says.
    #[error("could not accept the submission")]
    Sift(#[from] zegel_sift::SiftError),
    /// Typesetting failed.
    #[error("could not make the rendition")]
    Render(#[from] zegel_render::RenderError),
    /// The metadata of a package do not hold.
    #[error("could not make the package")]
    PackageRefused(#[from] zegel_exchange::PackageRefusal),
    /// A package could not be written.
    #[error("could not make the package")]
    Package(#[from] zegel_exchange::PackageError),
    /// The folder of a package could not be made.
    #[error("could not make the package")]
    Folder(#[from] zegel_exchange::FolderError),
    /// The body's own file of rules has mistakes.
    #[error("could not use law.json")]
    Law(#[from] zegel_law::LawError),
    /// A time stamp was refused.
    #[error("could not use the time stamp")]
    Timestamp(#[from] zegel_ledger::timestamp::TimestampError),
    /// A file could not be read or written.
    #[error("could not {doing} {}", path.display())]
    Io {
        /// What was being done, e.g. `read`.
        doing: &'static str,
        /// To what.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The configuration does not parse.
    #[error("could not understand {}: correct the named line", path.display())]
    Config {
        /// The file.
        path: PathBuf,
        /// Which line, and why.
        source: Box<toml::de::Error>,
    },
    /// A rule that cannot fail did; a bug.
    #[error("internal fault: {0}")]
    Fault(String),
}

impl Error {
    /// Makes a closure that wraps an I/O error with what was being done to which file.
    pub fn io(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { doing, path, source }
    }

    /// Makes a refusal.
    pub fn refused(code: &'static str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Refused(Refusal::new(code, message, remedy))
    }
}

impl From<serde_json::Error> for Error {
    fn from(source: serde_json::Error) -> Self {
        // Our own rows only: what comes from outside is parsed elsewhere, with its own errors. The category is told,
        // not the text, which may be personal.
        Self::Fault(format!("a stored value does not parse ({:?})", source.classify()))
    }
}

/// The errors of `zegel-seal` all mean that a key or an envelope did not fit; which one, they say themselves.
macro_rules! key_errors {
    ($($error:ident),+) => { $(
        impl From<zegel_seal::$error> for Error {
            fn from(source: zegel_seal::$error) -> Self { Self::Key(Box::new(source)) }
        }
    )+ };
}

// A macro, because four conversions that differ in one word would hide that they are the same.
key_errors!(HandOverError, KeyringError, OperatorKeyError, ShareError);
