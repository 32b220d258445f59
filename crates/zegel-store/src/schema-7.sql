-- Layout 7: telling the people concerned.

-- A telling by mail or on paper, from its list to its end; which text and which list were approved stands in `state`.
CREATE TABLE tellings (
  id BLOB PRIMARY KEY,
  breach BLOB NOT NULL REFERENCES breaches (id),
  seq INTEGER NOT NULL,
  running INTEGER NOT NULL,
  state TEXT NOT NULL,
  salt BLOB NOT NULL,
  UNIQUE (breach, seq)
) STRICT;
CREATE INDEX tellings_running ON tellings (running) WHERE running = 1;

-- The letters of a telling. `recipient` is who gets it, and is emptied when the list is erased; `state` is where it stands, `code` its
-- name to count by, `due` the second from which it may be sent. The digest of the list stands in the row of the telling, and each
-- step of a letter in the ledger, so the rows themselves are not bound.
CREATE TABLE letters (
  id BLOB PRIMARY KEY,
  telling BLOB NOT NULL REFERENCES tellings (id),
  seq INTEGER NOT NULL,
  code TEXT NOT NULL,
  due INTEGER,
  recipient TEXT,
  state TEXT NOT NULL,
  UNIQUE (telling, seq)
) STRICT;
CREATE INDEX letters_by_code ON letters (telling, code, seq);
CREATE INDEX letters_due ON letters (telling, due, seq) WHERE due IS NOT NULL;
