//! The way of a choice, from an export to the archive and back to the owner, through the public API alone.

#![expect(clippy::unwrap_used, reason = "set-up that fails is a failed test")]

mod choose;
mod compare;
mod kit;
mod outside;
mod secrecy;
