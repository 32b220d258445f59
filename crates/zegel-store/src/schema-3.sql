-- Layout 3: sealed drafts.

-- What an owner saved of an unfinished choice: opaque bytes, and beside them what the archive may know. One per owner.
CREATE TABLE drafts (
  id BLOB PRIMARY KEY,
  owner TEXT NOT NULL UNIQUE REFERENCES people (id),
  draft TEXT NOT NULL,
  bytes BLOB NOT NULL,
  salt BLOB NOT NULL
) STRICT;
