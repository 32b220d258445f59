//! The archive at rest: rows, ledger and search index in one encrypted database, sealed objects beside it.
//!
//! This is the only room with SQL, with the places of objects and with sealing at rest. It is synchronous and decides
//! nothing: who may do what is asked before it is called, and what a state may become is for `zegel-model`. Its map:
//! [`Store`] is the door, [`View`] what every transaction may look at, [`Tx`] what a writing one may change, `rows`
//! the topics of both, `object` the sealed bytes, `search` the index, `ledger` the Merkle log, `recover` every start,
//! `rotate` destruction by keys, `verify` the check of everything.
//!
//! Invariants, each with its test: a write commits with its ledger leaf or not at all; a row never points at nothing;
//! what was acknowledged survives `kill -9`; what was destroyed is nowhere in the files.

mod audit;
mod db;
mod error;
pub mod fail;
mod folder;
mod keys;
mod ledger;
mod object;
mod recover;
mod rotate;
mod rows;
mod search;
mod store;
mod tx;
mod verify;
mod view;

pub use audit::{Audited, Detail, Entry, Leaf, LedgerEntry, Pseudonym, RowDigest, Subject};
pub use error::StoreError;
pub use ledger::{Alarm, LedgerFilter};
pub use object::{NewObject, Object, ObjectId, ObjectOwner, ObjectReader, ObjectRole, PutObject};
pub use recover::Recovery;
pub use rows::breaches::BreachLine;
pub use rows::captures::Capture;
pub use rows::copies::InterimCopy;
pub use rows::credentials::{Credential, CredentialKind};
pub use rows::dossiers::Dossier;
pub use rows::drafts::KeptDraft;
pub use rows::facts::{Affected, Facts, Marked, Suggested};
pub use rows::holds::{Hold, HoldId, Target};
pub use rows::outlines::{CaptureOutline, ObjectCount, RecordOutline};
pub use rows::papers::{MAX_PAPER_BYTES, Paper, PaperKind};
pub use rows::people::KnownPerson;
pub use rows::readings::{How, Reading, Shown, day_of};
pub use rows::records::Record;
pub use rows::releases::Release;
pub use rows::role_changes::RoleChange;
pub use rows::tallies::{CaptureTally, HourTally, ManifestTally, SensitiveTally, SignOnTally};
pub use rows::tellings::{LetterRow, TellingRow};
pub use search::facets::Facets;
pub use search::find::{Cursor, Hit, MAX_PAGE, Page, Scope};
pub use search::index::{IndexedMessage, Indexer};
pub use search::query::{MAX_QUERY_BYTES, MAX_TERMS, Query};
pub use search::tokens::Tokenizer;
pub use store::{Random, Store};
pub use tx::Tx;
pub use verify::{Finding, Progress};
pub use view::View;
