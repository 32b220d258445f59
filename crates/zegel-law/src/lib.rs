//! Law as dated data: what holds, from when until when, and where it is written.
//!
//! Grounds, regimes, selection lists, value lists and labels are JSON files in `data/`, read into a [`Law`]; a body lays its
//! own file over them with [`Law::with_body_file`]. The room also does the arithmetic of terms ([`Term`]). It decides
//! nothing about a message or a record, reads no clock and no disk, and knows no other room.
//!
//! Invariant: within one section a code has at most one rule on any day, and every rule names its source and says
//! whether that source was read (`"verified": false` where it was not).

mod document;
mod law;
mod rules;
mod term;

pub use document::{FORMAT, LawError, VERSION};
pub use law::{DRAFT_DAYS, Law, Unknown};
pub use rules::{
    Category, Concept, ConfidentialityRule, ExceptionRule, ExceptionUse, FileFormat, GroundRule, GroundUse,
    Keep, Labels, Language, RegimeRule, SelectionList, ValueList, Way,
};
pub use term::{Term, TermError};
