//! Why something could not be sifted, opened or compared.
//!
//! What a person or a hostile file can cause is a [`Refusal`] with a stable code (listed in
//! `docs/formats/submission.md`); no message holds personal content, only positions, counts and codes.

use zegel_model::Refusal;

/// Why a submission could not be made, opened or compared with its export.
#[derive(Debug, thiserror::Error)]
pub enum SiftError {
    /// Expected: something in the input does not fit, with what to do about it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The caller stopped the work; nothing of it may be used.
    #[error("stopped on request")]
    Cancelled,
    /// Bytes could not be read or written.
    #[error("could not {doing}")]
    Io {
        /// What was being done, e.g. `write the package`.
        doing: &'static str,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
    /// The export could not be read.
    #[error("could not read the export")]
    Export(#[source] zegel_import::ReadError),
    /// The envelope could not be made or opened: a wrong key, damage, a file that is no package.
    #[error(transparent)]
    Seal(#[from] zegel_seal::HandOverError),
}

impl SiftError {
    /// Returns the stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code,
            Self::Cancelled => "cancelled",
            Self::Io { .. } => "io",
            Self::Export(error) => error.code(),
            Self::Seal(error) => seal_code(error),
        }
    }
}

fn seal_code(error: &zegel_seal::HandOverError) -> &'static str {
    use zegel_seal::HandOverError as E;
    match error {
        E::WrongKey => "wrong-key",
        E::Damaged => "package-damaged",
        E::NotAgeFile => "not-a-package",
        _ => "seal",
    }
}

/// Makes the mapping of an I/O error that says what was being done.
pub(crate) fn io(doing: &'static str) -> impl FnOnce(std::io::Error) -> SiftError {
    move |source| SiftError::Io { doing, source }
}

/// Makes a refusal as a result.
pub(crate) fn refuse<T>(
    code: &'static str,
    message: impl Into<String>,
    remedy: impl Into<String>,
) -> Result<T, Refusal> {
    Err(Refusal::new(code, message, remedy))
}
