//! The subcommands, one file each: the arguments (their doc comments are the help), then one function from top to bottom.

pub mod accept;
pub mod captures;
pub mod close;
pub mod copies;
pub mod demo;
pub mod destroy;
pub mod dossier;
pub mod hold;
pub mod init;
pub mod inspect;
pub mod keys;
pub mod ledger;
pub mod note;
pub mod person;
pub mod read;
pub mod register;
pub mod release;
pub mod screenshot;
pub mod search;
pub mod serve;
pub mod show;
pub mod sift;
pub mod store;
pub mod suggestions;
pub mod timestamp;
pub mod verify;
