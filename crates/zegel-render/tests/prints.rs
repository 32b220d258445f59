//! The prints, looked at from outside: by poppler, by qpdf, by the veraPDF engine, and by each other.

#[path = "prints/corpus.rs"]
mod corpus;
#[path = "prints/look.rs"]
mod look;
