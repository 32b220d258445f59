//! Digests of rows: a row that was changed behind the ledger's back is named by `verify`.
//!
//! A canonical row is every column but `salt` and `wrapped_key`, in the order of the schema: name, type and value,
//! each with its length. The wrap stays out because rotating the epoch wraps every key anew without changing what the
//! row says; it is bound by its own associated data instead. The salt is renewed with every change, so an old digest
//! says nothing about a text that was erased.

use hmac::{Hmac, KeyInit, Mac};
use rusqlite::types::{Type, ValueRef};
use rusqlite::{OptionalExtension, Row, ToSql};
use sha2::Sha256;
use uuid::Uuid;
use zegel_ledger::{BoundRow, RowValue};

use crate::StoreError;
use crate::error::Doing;
use crate::view::{self, View};

/// A table whose rows are bound in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Table {
    People,
    Dossiers,
    Captures,
    Records,
    Holds,
    Copies,
    Releases,
    Objects,
    Credentials,
    RoleChanges,
    Drafts,
    Papers,
    Breaches,
    Facts,
    WordIndex,
    Tellings,
}

/// Returns every table whose rows are bound.
pub(crate) fn tables() -> [Table; 16] {
    use Table::{
        Breaches, Captures, Copies, Credentials, Dossiers, Drafts, Facts, Holds, Objects, Papers, People,
        Records, Releases, RoleChanges, Tellings, WordIndex,
    };
    [
        People,
        Dossiers,
        Captures,
        Records,
        Holds,
        Copies,
        Releases,
        Objects,
        Credentials,
        RoleChanges,
        Drafts,
        Papers,
        Breaches,
        Facts,
        WordIndex,
        Tellings,
    ]
}

impl Table {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Dossiers => "dossiers",
            Self::Captures => "captures",
            Self::Records => "records",
            Self::Holds => "holds",
            Self::Copies => "copies",
            Self::Releases => "releases",
            Self::Objects => "objects",
            Self::Credentials => "credentials",
            Self::RoleChanges => "role_changes",
            Self::Drafts => "drafts",
            Self::Papers => "papers",
            Self::Breaches => "breaches",
            Self::Facts => "facts",
            Self::WordIndex => "word_index",
            Self::Tellings => "tellings",
        }
    }
}

/// The primary key of a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RowKey {
    Text(String),
    Id(Uuid),
}

impl From<&str> for RowKey {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Uuid> for RowKey {
    fn from(id: Uuid) -> Self {
        Self::Id(id)
    }
}

impl ToSql for RowKey {
    fn to_sql(&self) -> Result<rusqlite::types::ToSqlOutput<'_>, rusqlite::Error> {
        match self {
            Self::Text(text) => text.to_sql(),
            Self::Id(id) => Ok(id.as_bytes().as_slice().into()),
        }
    }
}

/// Renews the salt of a row and returns its digest; `None` when the row is gone.
pub(crate) fn digest_of(
    view: &View<'_>,
    table: Table,
    key: &RowKey,
    salt: [u8; 32],
) -> Result<Option<String>, StoreError> {
    let doing = "digest a row for the ledger";
    let name = table.name();
    let mut renew =
        view.db.prepare_cached(&format!("UPDATE {name} SET salt = ?1 WHERE id = ?2")).doing(doing)?;
    if renew.execute((salt, key)).doing(doing)? == 0 {
        return Ok(None);
    }
    let mut select = view.db.prepare_cached(&format!("SELECT * FROM {name} WHERE id = ?1")).doing(doing)?;
    let digest = select.query_row([key], digest_row).optional().doing(doing)?;
    Ok(digest.map(hex::encode))
}

/// Returns the digest of a row of `SELECT *` under the salt that it carries.
pub(crate) fn digest_row(row: &Row<'_>) -> Result<[u8; 32], rusqlite::Error> {
    let salt: Vec<u8> = row.get("salt")?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&salt).expect("HMAC takes keys of any length (RFC 2104 §3)");
    let columns = row.as_ref().column_count();
    for i in 0..columns {
        let name = row.as_ref().column_name(i)?;
        if matches!(name, "salt" | "wrapped_key") {
            continue;
        }
        field(&mut mac, name.as_bytes());
        match row.get_ref(i)? {
            ValueRef::Null => field(&mut mac, b"n"),
            ValueRef::Integer(n) => field(&mut mac, &[b"i", &n.to_be_bytes()[..]].concat()),
            ValueRef::Real(n) => field(&mut mac, &[b"r", &n.to_be_bytes()[..]].concat()),
            ValueRef::Text(text) => field(&mut mac, &[b"t", text].concat()),
            ValueRef::Blob(bytes) => field(&mut mac, &[b"b", bytes].concat()),
        }
    }
    Ok(mac.finalize().into_bytes().into())
}

/// Returns a row as its digest covers it, with its salt, for an outsider who checks it against the ledger.
pub(crate) fn bound_row(view: &View<'_>, table: Table, key: &RowKey) -> Result<Option<BoundRow>, StoreError> {
    let sql = format!("SELECT * FROM {} WHERE id = ?1", table.name());
    view.one("read a row for an outsider", &sql, [key], |row| {
        let salt: Vec<u8> = row.get("salt")?;
        let mut columns = vec![];
        for i in 0..row.as_ref().column_count() {
            let name = row.as_ref().column_name(i)?.to_owned();
            if matches!(name.as_str(), "salt" | "wrapped_key") {
                continue;
            }
            let value = match row.get_ref(i)? {
                ValueRef::Null => RowValue::Null,
                ValueRef::Integer(n) => RowValue::Integer(n),
                ValueRef::Text(text) => RowValue::Text(String::from_utf8_lossy(text).into_owned()),
                ValueRef::Blob(bytes) => RowValue::Bytes(hex::encode(bytes)),
                // No table of ours has one.
                ValueRef::Real(_) => return Err(rusqlite::Error::InvalidColumnType(i, name, Type::Real)),
            };
            columns.push((name, value));
        }
        Ok(BoundRow { columns, salt: hex::encode(salt) })
    })
}

fn field(mac: &mut Hmac<Sha256>, bytes: &[u8]) {
    mac.update(&(bytes.len() as u64).to_be_bytes());
    mac.update(bytes);
}

/// Returns the identifier of a row of `SELECT *` as the ledger knows it: people by their pseudonym.
pub(crate) fn ledger_id_of(table: Table, row: &Row<'_>) -> Result<String, StoreError> {
    match table {
        Table::People => view::id(row, "pseudonym").map(|id| id.to_string()),
        Table::Dossiers | Table::WordIndex => view::get(row, "id"),
        _ => view::id(row, "id").map(|id| id.to_string()),
    }
}
