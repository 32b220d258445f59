//! What the owner of a chat does before anything leaves the device: choose, redact, commit, seal.
//!
//! It also holds the other ends of the same thread: the reader with which the archive opens a submission and
//! refuses a forged one, and the comparison with which the owner's receipt proves later what was kept. Everything
//! is pure: bytes, time and randomness are handed in, nothing opens a file or a connection, and it runs in a page.
//!
//! It does not decide who may choose or keep, and it keeps nothing itself.
//! Invariant: no byte of a message that was not chosen, and no character or pixel that was redacted, is in what
//! [`make_submission`] writes; only keyed hashes of them are.

mod canonical;
mod choice;
mod commitment;
mod error;
#[cfg(test)]
mod fuzz;
mod matching;
mod notice;
mod open;
mod picture;
mod plain_line;
mod positions;
mod receipt;
mod redact;
mod selection;
mod submission;
mod tar;
#[cfg(test)]
mod testing;

pub use choice::{ChoiceReport, ExportState, Extent, Shown, verify_choice};
pub use commitment::{COMMITMENT_ALGORITHM, Salt, Secret, leaf};
pub use error::SiftError;
pub use matching::{MAX_PATTERN_CHARS, Pattern};
pub use notice::{MAX_NOTICE_TEXT_CHARS, MAX_NOTICES, MIN_NOTICE_WORDS, NoticeText, Notices};
pub use open::{
    FileReader, KeptMessage, MAX_FILE_BYTES, MAX_FILES, MAX_LINE_BYTES, MAX_MANIFEST_BYTES, MAX_MESSAGES,
    MAX_PROOF_BYTES, SubmissionReader, Verified,
};
pub use picture::{
    MAX_PICTURE_ALLOC_BYTES, MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS, MAX_REGIONS, Region, black_out,
    strip_metadata,
};
pub use plain_line::{PlainAttachment, PlainLine};
pub use positions::{MAX_RANGES, Positions};
pub use receipt::{
    MAX_RECEIPT_BYTES, RECEIPT_FORMAT, RECEIPT_VERSION, ReadMe, Receipt, ReceiptArchive, ReceiptRedaction,
    ReceiptSource, RewrittenFile,
};
pub use redact::{Cut, RedactedText, Span, redact_text};
pub use selection::{
    AttachmentRule, Condition, MAX_ENTRIES, MAX_SELECTION_BYTES, Plan, Redaction, Rule, SELECTION_FORMAT,
    Selection, SpanRedaction, TextRedactionRule,
};
pub use submission::{
    ExportFile, MAX_NOTE_CHARS, MAX_PEOPLE, MAX_SCREENSHOT_BYTES, MAX_SCREENSHOTS, MAX_TYPED_CHARS, Made,
    Note, Order, Progress, ProgressStep, SUBMISSION_FORMAT, SUBMISSION_VERSION, Screenshot, Screenshots,
    Summary, Watch, make_submission, note_submission, screenshots_submission,
};
