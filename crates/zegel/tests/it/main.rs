//! The command from outside: stories that a person could have typed, and everything that can go wrong in them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests: a panic is how a test fails")]

mod assess;
mod body;
mod breach;
mod canaries;
mod copies;
mod crashes;
mod documents;
mod inspect;
#[expect(dead_code, reason = "another test program starts it without holding an answer")]
#[path = "../../../zegel-web/tests/web/mail_server.rs"]
mod mail_server;
mod notify;
mod outside;
mod owners;
mod schema;
mod scope;
mod serve;
mod story;
mod tell;
mod timestamp;
