//! What every transaction may do: look. The topics below `rows` add their questions to [`View`].
//!
//! Invariant: nothing here changes a row, and nothing here leaves the one snapshot that the transaction sees.

use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension, Params, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::StoreError;
use crate::error::Doing;
use crate::keys::EpochKeys;
use crate::search::memory::Memory;

/// One snapshot of the archive, to read from.
pub struct View<'s> {
    pub(crate) db: &'s Connection,
    pub(crate) keys: &'s EpochKeys,
    /// What this connection remembers of earlier searches; none while it writes.
    pub(crate) memory: Option<&'s Memory>,
}

impl View<'_> {
    pub(crate) fn one<T>(
        &self,
        doing: &'static str,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T, rusqlite::Error>,
    ) -> Result<Option<T>, StoreError> {
        let mut statement = self.db.prepare_cached(sql).doing(doing)?;
        statement.query_row(params, read).optional().doing(doing)
    }

    pub(crate) fn many<T>(
        &self,
        doing: &'static str,
        sql: &str,
        params: impl Params,
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.db.prepare_cached(sql).doing(doing)?;
        let mut rows = statement.query(params).doing(doing)?;
        let mut found = vec![];
        while let Some(row) = rows.next().doing(doing)? {
            found.push(read(row)?);
        }
        Ok(found)
    }

    pub(crate) fn count(
        &self,
        doing: &'static str,
        sql: &str,
        params: impl Params,
    ) -> Result<u64, StoreError> {
        let n = self.one(doing, sql, params, |row| row.get::<_, i64>(0))?.unwrap_or(0);
        Ok(n.unsigned_abs())
    }
}

/// Reads a column.
pub(crate) fn get<T: FromSql>(row: &Row<'_>, column: &'static str) -> Result<T, StoreError> {
    row.get(column).doing("read a column of the database")
}

/// Reads a column of JSON. The cause is left out of the error: serde quotes the text, which may be personal.
pub(crate) fn json<T: DeserializeOwned>(row: &Row<'_>, column: &'static str) -> Result<T, StoreError> {
    let text: String = get(row, column)?;
    parse(&text, column)
}

/// Reads a column of JSON that may be empty.
pub(crate) fn json_or_none<T: DeserializeOwned>(
    row: &Row<'_>,
    column: &'static str,
) -> Result<Option<T>, StoreError> {
    let text: Option<String> = get(row, column)?;
    text.map(|text| parse(&text, column)).transpose()
}

fn parse<T: DeserializeOwned>(text: &str, column: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(text)
        .map_err(|_| StoreError::damaged(format!("a row of the database (column '{column}')")))
}

/// Reads a column that holds an identifier.
pub(crate) fn id(row: &Row<'_>, column: &'static str) -> Result<Uuid, StoreError> {
    let bytes: [u8; 16] = get(row, column)?;
    Ok(Uuid::from_bytes(bytes))
}

/// Reads a column that may hold an identifier.
pub(crate) fn id_or_none(row: &Row<'_>, column: &'static str) -> Result<Option<Uuid>, StoreError> {
    let bytes: Option<[u8; 16]> = get(row, column)?;
    Ok(bytes.map(Uuid::from_bytes))
}

/// Reads a column that holds a count.
pub(crate) fn number(row: &Row<'_>, column: &'static str) -> Result<u64, StoreError> {
    let n: i64 = get(row, column)?;
    Ok(n.unsigned_abs())
}

/// Reads a column of text that has a form of its own.
pub(crate) fn text<T: std::str::FromStr>(row: &Row<'_>, column: &'static str) -> Result<T, StoreError> {
    let text: String = get(row, column)?;
    text.parse().map_err(|_| StoreError::damaged(format!("a row of the database (column '{column}')")))
}

/// Writes a value as the JSON of its column.
pub(crate) fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("the types of the model have text keys and no failing serializer")
}
