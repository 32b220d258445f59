//! Stories about an archive at rest, told through the public door.
#![expect(clippy::unwrap_used, reason = "a builder that fails is a test that fails")]

mod crash;
mod destroy;
mod keep;
mod readings;
mod recovery;
mod search;
mod support;
mod verify;
