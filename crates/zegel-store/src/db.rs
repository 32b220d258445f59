//! One way to open a connection to an encrypted database.
//!
//! It knows pragmas and the schema version, no tables. Invariant: a connection that leaves this module has proven
//! that the library encrypts and that the key fits, and that every commit is synced before it returns
//! (`synchronous=FULL`: NORMAL in WAL does not sync per commit, so "said is done" would be a lie).

use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use zegel_seal::Key32;
use zeroize::Zeroizing;

use crate::error::Doing;
use crate::rows::readings;
use crate::search::places;
use crate::{StoreError, folder, search};

/// The layout of the tables: 1 is `schema.sql`, and each step adds one. A step is never changed once it was released.
pub(crate) const SCHEMA_VERSION: i64 = 1 + STEPS.len() as i64;
const STEPS: [Step; 9] = [
    Step::sql(include_str!("schema-2.sql")),
    Step::sql(include_str!("schema-3.sql")),
    Step::sql(include_str!("schema-4.sql")),
    Step::sql(include_str!("schema-5.sql")),
    Step { sql: include_str!("schema-6.sql"), fill: places::move_rows },
    Step::sql(include_str!("schema-7.sql")),
    Step::sql(include_str!("schema-8.sql")),
    // What layout 5 made room for: the ledger is read only as it lies now.
    Step { sql: include_str!("schema-9.sql"), fill: readings::make_from_ledger },
    Step::sql(include_str!("schema-10.sql")),
];

/// A step from one layout to the next.
struct Step {
    sql: &'static str,
    /// Fills the new tables from what is there.
    fill: fn(&Connection) -> Result<(), StoreError>,
}

impl Step {
    const fn sql(sql: &'static str) -> Self {
        Self { sql, fill: |_| Ok(()) }
    }
}

/// Page cache of the one writer: the index of a million messages with their places fits in it. An import touches it everywhere; a small
/// cache spills pages to the WAL that are changed again a moment later.
const WRITER_CACHE_KIB: i64 = 96 * 1024;
/// Page cache of a connection that reads: the places of hits that lie all over a million messages fit in it.
const READER_CACHE_KIB: i64 = 32 * 1024;
const BUSY_TIMEOUT_MS: i64 = 5_000;
/// Pages after which a commit copies the WAL back into the database (4 MiB): until then the WAL grows, and a sync of a file that grows
/// takes longer than one of a file that is written over.
const AUTOCHECKPOINT_PAGES: i64 = 512;

/// Opens the connection that writes.
pub(crate) fn open_writer(path: &Path, epoch: u32, key: &Key32) -> Result<Connection, StoreError> {
    let db = open(path, epoch, key)?;
    set(&db, "cache_size", -WRITER_CACHE_KIB)?;
    Ok(db)
}

/// Opens a connection that only reads.
pub(crate) fn open_reader(path: &Path, epoch: u32, key: &Key32) -> Result<Connection, StoreError> {
    // Read-write at the level of files, because a WAL reader must be able to write the shared index; `query_only` then
    // refuses every change.
    let db = open(path, epoch, key)?;
    set(&db, "cache_size", -READER_CACHE_KIB)?;
    set(&db, "query_only", 1)?;
    Ok(db)
}

/// Makes a database with the schema.
pub(crate) fn create(path: &Path, epoch: u32, key: &Key32) -> Result<Connection, StoreError> {
    // SQLite gives the files beside it the rights of this one.
    folder::make_empty(path)?;
    let db = open_writer(path, epoch, key)?;
    db.execute_batch(include_str!("schema.sql")).doing("make the tables")?;
    set(&db, "user_version", 1)?;
    upgrade(&db)?;
    // A bigger hash means fewer and longer segments: about a fifth less work for an import. A leaf that fits in what a page has
    // left beside its initialisation vector and its HMAC needs no second page.
    for (name, value) in [("hashsize", search::HASH_BYTES), ("pgsz", search::LEAF_BYTES)] {
        db.execute("INSERT INTO words (words, rank) VALUES (?1, ?2)", (name, value))
            .doing("set up the search index")?;
    }
    Ok(db)
}

/// Brings a database of an older layout to this one, step by step, each with its number in one transaction; refuses a newer one.
pub(crate) fn upgrade(db: &Connection) -> Result<(), StoreError> {
    let found = get(db, "user_version")?;
    if !(1..=SCHEMA_VERSION).contains(&found) {
        return Err(StoreError::OtherVersion { found, known: SCHEMA_VERSION });
    }
    for (number, step) in (2..).zip(&STEPS).filter(|(number, _)| found < *number) {
        let doing = "bring the database to this layout";
        let transaction =
            rusqlite::Transaction::new_unchecked(db, TransactionBehavior::Immediate).doing(doing)?;
        transaction.execute_batch(step.sql).doing(doing)?;
        (step.fill)(&transaction)?;
        set(&transaction, "user_version", number)?;
        transaction.commit().doing(doing)?;
    }
    Ok(())
}

/// How SQLCipher seals a page. An archive keeps what it was made with until its next rotation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageForm {
    /// SHA-256 is what processors have instructions for: a page costs half of what it does with the SHA-512 that SQLCipher begins with.
    hmac: &'static str,
    /// What is done once a page (a key schedule, a MAC that is looked up, a system call) costs as much as 4,096 bytes themselves.
    bytes: u32,
}

impl PageForm {
    /// That of a new database.
    pub(crate) const NEW: Self = Self { hmac: "HMAC_SHA256", bytes: 8_192 };
    const EARLIER: [Self; 2] =
        [Self { bytes: 4_096, ..Self::NEW }, Self { hmac: "HMAC_SHA512", bytes: 4_096 }];

    /// Returns the pragmas that set it, of the database with this prefix.
    pub(crate) fn pragmas(self, database: &str) -> String {
        let Self { hmac, bytes } = self;
        format!(
            "PRAGMA {database}cipher_hmac_algorithm = {hmac}; PRAGMA {database}cipher_page_size = {bytes};"
        )
    }
}

fn open(path: &Path, epoch: u32, key: &Key32) -> Result<Connection, StoreError> {
    let mut opened = open_with(path, epoch, key, PageForm::NEW);
    // A form that is not that of the file looks like a wrong key.
    for form in PageForm::EARLIER {
        if let Err(StoreError::WrongKey { .. }) = opened {
            opened = open_with(path, epoch, key, form);
        }
    }
    let db = opened?;
    set_up(&db)?;
    Ok(db)
}

fn open_with(path: &Path, epoch: u32, key: &Key32, form: PageForm) -> Result<Connection, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let path = std::path::absolute(path).doing("find the database")?;
    let db = Connection::open_with_flags(&path, flags).doing("open the database")?;
    // SQLCipher otherwise writes to standard error what only our errors should tell.
    db.execute_batch("PRAGMA cipher_log_level = NONE").doing("set up the database library")?;
    // The key must come before anything that touches the file. In this form it is used as it is, without PBKDF2.
    let statement = Zeroizing::new(format!("PRAGMA key = \"{}\"", *raw_key(key)));
    db.execute_batch(&statement).doing("set the key of the database")?;
    refuse_plain(&db)?;
    db.execute_batch(&form.pragmas("")).doing("set up the database library")?;
    prove_key(&db, epoch)?;
    Ok(db)
}

fn set_up(db: &Connection) -> Result<(), StoreError> {
    for (pragma, value) in [
        ("busy_timeout", BUSY_TIMEOUT_MS),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("synchronous", 2),
        ("temp_store", 2),
        ("wal_autocheckpoint", AUTOCHECKPOINT_PAGES),
    ] {
        set(db, pragma, value)?;
    }
    db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))
        .doing("switch on the write-ahead log")?;
    db.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Returns a raw key as SQLCipher reads it: `x'…'`.
pub(crate) fn raw_key(key: &Key32) -> Zeroizing<String> {
    let digits = Zeroizing::new(hex::encode(key.expose()));
    Zeroizing::new(format!("x'{}'", *digits))
}

/// Whether every page that this connection read was authentic. SQLCipher gives a page that is not as zeros, and says so here only;
/// all that the connection reads afterwards is zeros.
pub(crate) fn is_sound(db: &Connection) -> bool {
    let status = db.query_row("PRAGMA cipher_status", [], |row| row.get::<_, String>(0));
    status.is_ok_and(|status| status == "1")
}

/// Without SQLCipher the key pragma is ignored in silence and everything lies there in plain.
fn refuse_plain(db: &Connection) -> Result<(), StoreError> {
    match db.query_row("PRAGMA cipher_version", [], |row| row.get::<_, String>(0)) {
        Ok(version) if !version.is_empty() => Ok(()),
        _ => Err(StoreError::NotEncrypted),
    }
}

fn prove_key(db: &Connection, epoch: u32) -> Result<(), StoreError> {
    match db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)) {
        Ok(_) => Ok(()),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            Err(StoreError::WrongKey { epoch })
        }
        Err(source) => Err(StoreError::Sql { doing: "read the first page of the database", source }),
    }
}

pub(crate) fn set(db: &Connection, pragma: &'static str, value: i64) -> Result<(), StoreError> {
    // Some pragmas answer with a row and some do not.
    match db.pragma_update(None, pragma, value) {
        Err(rusqlite::Error::ExecuteReturnedResults) | Ok(()) => Ok(()),
        Err(source) => Err(StoreError::Sql { doing: "set up the database", source }),
    }
}

pub(crate) fn get(db: &Connection, pragma: &'static str) -> Result<i64, StoreError> {
    db.pragma_query_value(None, pragma, |row| row.get(0)).doing("look at the set-up of the database")
}
