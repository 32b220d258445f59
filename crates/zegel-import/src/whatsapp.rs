//! The text export of WhatsApp: `.txt`, or `.zip` with attachments, Android and iOS.
//!
//! The app writes what a person's phone shows: dates in the phone's region format, its own lines in the phone's
//! language, marks that nobody sees. Nothing in the file says which of them. So a file is read twice: the
//! [`survey`] learns the shape of the headers, the order of the date fields and who takes part; then [`emit`]
//! hands the messages over. Both go through [`walk`] with one [`grammar`], so they see the same messages.

mod body;
mod calendar;
mod emit;
mod fast;
mod grammar;
mod header;
mod media;
mod order;
mod phrases;
mod scan;
mod sender;
mod survey;
mod tape;
mod title;
mod walk;

pub(crate) use emit::{Emission, emit};
pub(crate) use media::{FileIndex, base_name};
pub(crate) use survey::{Given, looks_like_chat, survey};
