//! What is, what may happen, and until when: the nouns of Zegel and the decisions about them.
//!
//! Everything here is pure. A decision is a function of (state, command, now); nothing reads a clock,
//! a file or a database. Other rooms parse into these types and then check nothing twice.

mod capture;
mod content;
mod conversation;
mod draft;
mod loss;
mod message;
mod people;
mod permission;
mod role_change;
mod states;
mod submission;

pub use capture::{CaptureState, ReturnReason, Sensitive, SensitiveKind};
pub use content::Content;
pub use conversation::{Conversation, DateOrder, DateOrderCertainty, Participant, Platform, Route};
pub use draft::{DRAFT_WARNING, Draft, Frozen, MAX_DRAFT_BYTES};
pub use loss::{Loss, LossCode};
pub use message::{Attachment, Kind, Location, Message, Moment, Precision, Quote, REDACTION_MARK, Reaction};
pub use people::{Person, PersonId, PersonIdError, Role};
pub use permission::{Act, Refusal, authorise, matrix};
pub use role_change::{RoleChangeState, refuse_conflict};
pub use states::*;
pub use submission::*;
