//! The rows of the table, one file each.

mod browser;
mod inspect;
mod keep;
mod ledger;
mod letters;
mod pages;
mod parse;
mod pdf;
mod register;
mod scope;
mod search;
mod verify;
mod wasm;

use anyhow::Result;

use super::Bench;
use super::figure::Line;

/// A row: what is measured and how.
pub(crate) struct Row {
    /// Its name on the command line.
    pub(crate) name: &'static str,
    /// What is measured.
    pub(crate) job: &'static str,
    /// Measures it.
    pub(crate) measure: fn(&Bench) -> Result<Vec<Line>>,
}

/// All rows, in the order of the table.
pub(crate) const ROWS: &[Row] = &[
    Row { name: "parse", job: "parse 100,000 messages, native", measure: parse::measure },
    Row { name: "wasm", job: "parse 100,000 messages, WebAssembly under Node", measure: wasm::measure },
    Row { name: "inspect", job: "inspect 1,000,000 and 10,000,000 messages", measure: inspect::measure },
    Row { name: "keep", job: "accept, register, store and index 1,000,000 messages", measure: keep::measure },
    Row { name: "pdf", job: "PDF/A of 1,000 and of 100,000 messages", measure: pdf::measure },
    Row { name: "letters", job: "10,000 letters as one PDF/A", measure: letters::measure },
    Row { name: "search", job: "search in 1,000,000 messages, newest first", measure: search::measure },
    Row { name: "ledger", job: "durable appends to the ledger", measure: ledger::measure },
    Row {
        name: "scope",
        job: "count the scope of a breach in 1,000,000 messages and 5,000,000 ledger entries",
        measure: scope::measure,
    },
    Row { name: "register", job: "pages of a register of 10,000 breaches", measure: register::measure },
    Row { name: "browser", job: "50,000 messages in the browser", measure: browser::measure },
    Row { name: "pages", job: "pages of an archive, fifty people at once", measure: pages::measure },
    Row { name: "verify", job: "verify an archive", measure: verify::measure },
];
