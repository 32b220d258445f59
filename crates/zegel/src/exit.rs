//! Exit codes, documented and stable, and the one place where an error is printed.

use std::process::ExitCode;

use zegel_archive::StoreError;
use zegel_import::ReadError;
use zegel_seal::{HandOverError, OperatorKeyError, ShareError};
use zegel_sift::SiftError;

/// What the exit code of the command means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// Done; for `inspect`: the file was read.
    Done = 0,
    /// Refused: a rule of the archive says no; nothing was changed.
    Refused = 1,
    /// The command line was not understood.
    Usage = 2,
    /// The file is not a chat export that Zegel knows.
    NotAChat = 3,
    /// The file is damaged; what could be read was printed.
    Damaged = 4,
    /// A named limit was reached.
    Limit = 5,
    /// A check found something: the archive, a package or a proof is not what it says.
    Found = 6,
    /// The key does not open it.
    WrongKey = 7,
    /// Another process has the archive open.
    Busy = 8,
    /// A fault: the disk, the database, or a bug.
    Fault = 70,
}

/// The table at the end of `zegel --help`.
pub const HELP: &str = "Exit codes: 0 done, 1 refused, 2 usage, 3 not a chat export, 4 damaged (what could be read was printed), \
5 limit reached, 6 a check found something, 7 wrong key, 8 archive in use, 70 fault. \
Where it says --archive, the environment variable ZEGEL_ARCHIVE serves too; likewise ZEGEL_KEY_FILE, ZEGEL_PASSPHRASE_FILE and ZEGEL_AS.";

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        // The numbers are those of the table above.
        Self::from(code as u8)
    }
}

/// Prints the chain of an error once, without personal content, and returns its exit code.
pub fn report(error: &anyhow::Error) -> Code {
    let mut line = format!("zegel: {error}");
    for cause in error.chain().skip(1) {
        let text = cause.to_string();
        // Some errors already say what their cause says.
        if !line.contains(&text) {
            line += &format!(": {text}");
        }
    }
    eprintln!("{line}");
    code_of(error)
}

fn code_of(error: &anyhow::Error) -> Code {
    error.chain().find_map(code_of_cause).unwrap_or(Code::Fault)
}

fn code_of_cause(cause: &(dyn std::error::Error + 'static)) -> Option<Code> {
    if cause.is::<Usage>() {
        return Some(Code::Usage);
    }
    if cause.is::<zegel_model::Refusal>() || cause.is::<crate::remote::Refused>() {
        return Some(Code::Refused);
    }
    if let Some(error) = cause.downcast_ref::<ReadError>() {
        return Some(code_of_reading(error));
    }
    if let Some(error) = cause.downcast_ref::<SiftError>() {
        return code_of_sifting(error);
    }
    if let Some(error) = cause.downcast_ref::<StoreError>() {
        return code_of_store(error);
    }
    if let Some(HandOverError::WrongKey) = cause.downcast_ref() {
        return Some(Code::WrongKey);
    }
    let is_refused = matches!(cause.downcast_ref(), Some(zegel_archive::Error::Refused(_)));
    if is_refused || cause.is::<ShareError>() || cause.is::<OperatorKeyError>() {
        return Some(Code::Refused);
    }
    None
}

fn code_of_reading(error: &ReadError) -> Code {
    match error {
        ReadError::NotAChat { .. } => Code::NotAChat,
        ReadError::Damaged { .. } => Code::Damaged,
        ReadError::Limit { .. } => Code::Limit,
        ReadError::Zone => Code::Usage,
        ReadError::Encrypted | ReadError::Unsafe { .. } | ReadError::Method { .. } | ReadError::Cancelled => {
            Code::Refused
        }
        _ => Code::Fault,
    }
}

fn code_of_sifting(error: &SiftError) -> Option<Code> {
    match error {
        SiftError::Refused(_) | SiftError::Cancelled => Some(Code::Refused),
        SiftError::Export(error) => Some(code_of_reading(error)),
        SiftError::Seal(HandOverError::WrongKey) => Some(Code::WrongKey),
        SiftError::Seal(HandOverError::NotAgeFile | HandOverError::Damaged) => Some(Code::Damaged),
        _ => None,
    }
}

fn code_of_store(error: &StoreError) -> Option<Code> {
    match error {
        StoreError::Locked => Some(Code::Busy),
        StoreError::WrongKey { .. } => Some(Code::WrongKey),
        StoreError::Damaged { .. } => Some(Code::Found),
        StoreError::NoArchive
        | StoreError::ArchiveExists
        | StoreError::ReadOnly { .. }
        | StoreError::NotFound { .. }
        | StoreError::Exists { .. }
        | StoreError::Conflict { .. }
        | StoreError::KeyDestroyed { .. }
        | StoreError::Refused(_) => Some(Code::Refused),
        StoreError::Limit { .. } => Some(Code::Limit),
        _ => None,
    }
}

/// A mistake on the command line that only the command itself can see.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);
