-- Layout 6: the places of messages in blocks (`search/places.rs`), instead of a row each.

CREATE TABLE places (first INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
-- What is bound of the index of words as a whole (`search/bound.rs`).
CREATE TABLE word_index (id TEXT PRIMARY KEY, segments BLOB NOT NULL, directory BLOB NOT NULL, salt BLOB NOT NULL) STRICT;
-- The hash of each row of its segments, so that a write need not read them all.
CREATE TABLE word_rows (id INTEGER PRIMARY KEY, hash BLOB NOT NULL) STRICT;
