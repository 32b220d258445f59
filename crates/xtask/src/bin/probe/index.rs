//! The index alone: the same words of the texts of an export into the same FTS5 table in the same encrypted SQLite, with
//! the same settings, in one transaction. Nothing else is kept.

use std::path::Path;

use anyhow::{Context, Result};
use rusqlite::Connection;

use zegel_store::Tokenizer;

use crate::cpu_seconds;
use crate::input::{Texts, read};

/// Rowids lie as far apart as in the store, where a second has room for many messages.
const KEY_STEP: i64 = 4096;

pub(crate) fn measure(file: &Path) -> Result<()> {
    let mut texts = Texts::default();
    let messages = read(file, &mut texts)?;
    let folder = tempfile::tempdir()?;
    let before = cpu_seconds()?;
    build(&folder.path().join("index.db"), &texts.0)?;
    let spent = cpu_seconds()? - before;
    println!("{}", serde_json::json!({ "cpu_seconds": [spent], "messages": messages }));
    Ok(())
}

/// Builds the index of `texts` in a database at `path`.
pub(crate) fn build(path: &Path, texts: &[String]) -> Result<Connection> {
    let mut db = Connection::open(path).context("could not make the database")?;
    db.execute_batch(&format!(
        "PRAGMA key = \"x'{}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256; PRAGMA cipher_page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
         CREATE VIRTUAL TABLE words USING fts5 (stem, content='', contentless_delete=1, detail=full, tokenize='ascii');
         INSERT INTO words (words, rank) VALUES ('hashsize', 67108864);
         INSERT INTO words (words, rank) VALUES ('pgsz', 4000);",
        "11".repeat(32)
    ))
    .context("could not set up the database")?;
    let tx = db.transaction()?;
    {
        let mut insert = tx.prepare("INSERT INTO words (rowid, stem) VALUES (?1, ?2)")?;
        let mut tokenizer = Tokenizer::new();
        let mut stems = String::new();
        for (number, text) in (0i64..).zip(texts) {
            stems.clear();
            tokenizer.push(text, &mut stems);
            insert.execute((number * KEY_STEP, &stems))?;
        }
    }
    tx.commit()?;
    Ok(db)
}
