//! The server as a whole: started on loopback, over a real archive in a temporary folder.
#![expect(clippy::unwrap_used, reason = "a builder that fails is a test that fails")]

mod api;
mod breaches;
mod canary;
mod drafts;
mod first;
mod frame;
mod hostile;
mod keeping;
mod kit;
mod notice;
mod openapi;
mod provider;
mod rhythm;
mod risks;
mod signon;
mod suggestions;
mod tokens;
