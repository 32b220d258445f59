//! Reads zips as phones, Macs and mail programs make them, and as attackers do.
//!
//! The directory is read here and not by a library, for two reasons: a library that keys its members by name
//! drops the first of two equal names, and two readers of one directory (one that checks, one that unpacks) can
//! be made to see two different archives. What is checked here is what is unpacked here.
//!
//! Invariant: nothing is inflated before the whole directory has passed the checks of [`directory`], and no
//! member's name is ever used as a path.

mod directory;
mod entry;
mod name;
mod recover;

pub(crate) use directory::{Directory, Entry};
pub(crate) use entry::{EntryState, Purpose};
pub(crate) use name::{fold, is_deceptive, is_unsafe};
