//! The prints, looked at from outside: by poppler, by qpdf, by the veraPDF engine, and by each other.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up fails")]

#[path = "prints/agree.rs"]
mod agree;
#[path = "prints/any_text.rs"]
mod any_text;
#[path = "prints/child.rs"]
mod child;
#[path = "prints/conforms.rs"]
mod conforms;
#[path = "prints/corpus.rs"]
mod corpus;
#[path = "prints/look.rs"]
mod look;
#[path = "prints/outside.rs"]
mod outside;
#[path = "prints/paper.rs"]
mod paper;
#[path = "prints/papers.rs"]
mod papers;
#[path = "prints/picture.rs"]
mod picture;
#[path = "prints/structure.rs"]
mod structure;
#[path = "verapdf/engine.rs"]
mod verapdf;
