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
#[expect(dead_code, reason = "another test program stops in the middle of a letter")]
mod mail_server;
mod notice;
mod openapi;
mod provider;
mod rhythm;
mod risks;
mod signon;
mod suggestions;
mod telling;
mod tokens;
