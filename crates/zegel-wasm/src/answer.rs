//! What an operation gives back: bytes, and what went wrong.

use serde::Serialize;
use zegel_import::ReadError;
use zegel_model::Refusal;
use zegel_sift::SiftError;

/// The output of an operation, and what went wrong.
pub struct Answer {
    /// Room for the two lengths, and the output behind it.
    bytes: Vec<u8>,
    failure: Option<Failure>,
}

/// Room for the two lengths in front of an output, so that a long one need not be moved to get them.
const ROOM: [u8; 8] = [0; 8];

/// What went wrong, for a page to show in its own words.
#[derive(Debug, Serialize)]
pub(crate) struct Failure {
    code: &'static str,
    message: String,
    what_to_do: String,
}

impl Failure {
    pub(crate) fn new(code: &'static str, message: impl Into<String>, what_to_do: &str) -> Self {
        Self { code, message: message.into(), what_to_do: what_to_do.to_owned() }
    }

    pub(crate) fn unknown_buffer() -> Self {
        Self::new(
            "unknown-buffer",
            "use a buffer: its address was not given out, or was freed",
            "Allocate the input and the options with zegel_alloc.",
        )
    }

    pub(crate) fn unknown_export() -> Self {
        Self::new(
            "unknown-export",
            "use an export: its number was not given out, was closed, or it was not read yet",
            "Hand the bytes in with zegel_keep and read them with zegel_read.",
        )
    }

    pub(crate) fn options(error: &serde_json::Error) -> Self {
        // The place only: serde's words may quote a name of a chat.
        Self::new(
            "options",
            format!("read the options: not the expected JSON at column {}", error.column()),
            "Give an object with the fields of this operation and no others (docs/formats/wasm.md).",
        )
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self::new(error.code(), error.to_string(), error.what_to_do())
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self { code: refusal.code, message: refusal.message, what_to_do: refusal.remedy }
    }
}

impl From<SiftError> for Failure {
    fn from(error: SiftError) -> Self {
        let code = error.code();
        match error {
            SiftError::Refused(refusal) => refusal.into(),
            SiftError::Export(error) => error.into(),
            other => Self::new(code, other.to_string(), "Start again; nothing was sent."),
        }
    }
}

impl Answer {
    /// An answer without an error.
    pub(crate) fn done(output: &[u8]) -> Self {
        Self::partly(output, None)
    }

    /// An answer with output as far as it came, and an error when there is one.
    pub(crate) fn partly(output: &[u8], failure: Option<Failure>) -> Self {
        Self::written(output.len(), |bytes| {
            bytes.extend_from_slice(output);
            failure
        })
    }

    /// An answer whose output is written where it stays.
    pub(crate) fn written(
        n_bytes_foreseen: usize,
        write: impl FnOnce(&mut Vec<u8>) -> Option<Failure>,
    ) -> Self {
        let mut bytes = Vec::with_capacity(ROOM.len() + n_bytes_foreseen);
        bytes.extend(ROOM);
        let failure = write(&mut bytes);
        Self { bytes, failure }
    }

    pub(crate) fn failed(failure: Failure) -> Self {
        Self::partly(&[], Some(failure))
    }

    /// Returns the two lengths, the output and the error, one behind the other.
    pub fn into_bytes(self) -> Vec<u8> {
        let Self { mut bytes, failure } = self;
        let output_end = bytes.len();
        if let Some(failure) = failure {
            bytes.extend(serde_json::to_vec(&failure).expect("strings always serialise"));
        }
        let len = |n_bytes: usize| u32::try_from(n_bytes).unwrap_or(u32::MAX).to_le_bytes();
        let lengths = [len(output_end - ROOM.len()), len(bytes.len() - output_end)];
        bytes[..ROOM.len()].copy_from_slice(lengths.as_flattened());
        bytes
    }
}

impl From<Result<Vec<u8>, Failure>> for Answer {
    fn from(result: Result<Vec<u8>, Failure>) -> Self {
        match result {
            Ok(output) => Self::done(&output),
            Err(failure) => Self::failed(failure),
        }
    }
}
