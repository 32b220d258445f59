//! What the reader promises, through its public functions: one binary, one file per topic.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail where it stands")]

mod bodies;
mod date_order;
mod encodings;
mod fixtures;
mod generator;
mod headers;
mod hostile;
mod properties;
mod support;
mod version;
mod zips;
