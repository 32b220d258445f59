-- Layout 4: the privacy desk.

-- Papers: documents in versions that nobody changes or removes. Each state of a breach is one, and so is a form that was made of it,
-- a risk as somebody judged it, a text of the body. `name` tells the papers of one kind apart; `bytes` is a file that belongs to one.
CREATE TABLE papers (
  id BLOB PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  bytes BLOB,
  made TEXT NOT NULL,
  salt BLOB NOT NULL,
  UNIQUE (kind, name, version)
) STRICT;

-- The line of a breach in the register: what a list needs of its newest version, so that a long register is read without its papers.
CREATE TABLE breaches (
  id BLOB PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  open INTEGER NOT NULL,
  line TEXT NOT NULL,
  salt BLOB NOT NULL
) STRICT;
CREATE INDEX breaches_open ON breaches (open, seq);
