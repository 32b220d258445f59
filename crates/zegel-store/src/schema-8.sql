-- Layout 8: the places of messages are bound as a whole.

-- The hash of the blocks of some hours, so that a write need not read them all (`search/bound.rs`). The digest of these hashes, and that of
-- the senders, is the row `places` of `word_index`.
CREATE TABLE place_groups (id INTEGER PRIMARY KEY, hash BLOB NOT NULL) STRICT;
