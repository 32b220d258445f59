//! The privacy desk over a real archive.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test fails")]

mod breaches;
mod documents;
mod kit;
mod notifications;
mod register;
mod telling;
#[path = "../../../zegel-render/tests/verapdf/engine.rs"]
mod verapdf;
