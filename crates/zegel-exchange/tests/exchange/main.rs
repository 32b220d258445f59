//! The formats of others, through the public API, checked with tools that nobody here wrote.
#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

mod bag;
mod certificate;
mod edpb;
mod mdto;
mod sample;
mod sip;
mod tools;
