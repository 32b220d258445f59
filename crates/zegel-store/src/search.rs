//! Finding messages: words in, places of messages out, newest first.
//!
//! The index holds stems and places, never texts: a hit names the object and the bytes where the message stands, and
//! whoever may read opens that. Its parts: [`tokens`] makes words comparable, [`query`] turns what a person typed
//! into quoted terms, [`index`] and [`find`] write and read, [`places`] holds where the messages stand, [`memory`]
//! remembers what was just found, [`bound`] tells the ledger what lies there. Invariant: what the index was fed and what a query asks
//! pass through the same tokens; text of a user never reaches FTS5 unquoted.

pub(crate) mod bound;
pub(crate) mod facets;
pub(crate) mod find;
pub(crate) mod index;
pub(crate) mod memory;
pub(crate) mod places;
pub(crate) mod query;
pub(crate) mod tokens;

/// Memory that FTS5 may fill before it writes a segment.
pub(crate) const HASH_BYTES: i64 = 64 * 1024 * 1024;
/// Size of a leaf of FTS5: a page of 8,192 bytes less 48 of SQLCipher holds two rows of up to 4,009 without an overflow page (SQLite file
/// format, §1.6), and one of 4,096 holds one; FTS5 begins with 4,050, which fits in a page without a codec.
pub(crate) const LEAF_BYTES: i64 = 4_000;
