-- The whole schema, in what SQLite and PostgreSQL both speak, but for STRICT, the FTS5 table and BLOB.
-- `salt` makes the digest of a row in the ledger unguessable; `wrapped_key` is bound by its own associated data.
-- Both stay out of row digests (see audit/rows.rs).

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  pseudonym BLOB NOT NULL UNIQUE,
  person TEXT NOT NULL,
  salt BLOB NOT NULL
) STRICT;

CREATE TABLE dossiers (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  created TEXT NOT NULL,
  closed TEXT,
  key_version INTEGER NOT NULL,
  wrapped_key BLOB NOT NULL,
  salt BLOB NOT NULL
) STRICT;

CREATE TABLE captures (
  id BLOB PRIMARY KEY,
  owner TEXT NOT NULL,
  state TEXT NOT NULL,
  manifest TEXT,
  wrapped_key BLOB,
  salt BLOB NOT NULL
) STRICT;

-- `seq` is the short number by which the search index knows a record.
CREATE TABLE records (
  id BLOB PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE,
  capture BLOB NOT NULL REFERENCES captures (id),
  dossier TEXT NOT NULL REFERENCES dossiers (id),
  registration TEXT,
  state TEXT NOT NULL,
  n_messages INTEGER NOT NULL,
  first_at TEXT,
  last_at TEXT,
  first_key INTEGER,
  last_key INTEGER,
  index_fingerprint BLOB,
  salt BLOB NOT NULL
) STRICT;
CREATE INDEX records_by_capture ON records (capture);
CREATE INDEX records_by_dossier ON records (dossier);

CREATE TABLE holds (
  id BLOB PRIMARY KEY,
  record BLOB REFERENCES records (id),
  dossier TEXT REFERENCES dossiers (id),
  ground TEXT NOT NULL,
  placed TEXT NOT NULL,
  lifted TEXT,
  salt BLOB NOT NULL
) STRICT;
CREATE INDEX holds_by_record ON holds (record);
CREATE INDEX holds_by_dossier ON holds (dossier);

CREATE TABLE copies (
  id BLOB PRIMARY KEY,
  capture BLOB NOT NULL REFERENCES captures (id),
  kind TEXT NOT NULL,
  place TEXT NOT NULL,
  parent BLOB,
  purpose TEXT NOT NULL,
  made_at TEXT NOT NULL,
  expires_at TEXT,
  mark TEXT,
  size_bytes INTEGER,
  state TEXT NOT NULL,
  open INTEGER NOT NULL,
  salt BLOB NOT NULL
) STRICT;
CREATE INDEX copies_by_capture ON copies (capture, open);
CREATE INDEX copies_by_mark ON copies (mark);

CREATE TABLE releases (
  id BLOB PRIMARY KEY,
  record BLOB REFERENCES records (id),
  dossier TEXT REFERENCES dossiers (id),
  form TEXT NOT NULL,
  state TEXT NOT NULL,
  salt BLOB NOT NULL
) STRICT;

CREATE TABLE objects (
  id BLOB PRIMARY KEY,
  capture BLOB REFERENCES captures (id),
  record BLOB REFERENCES records (id),
  dossier TEXT REFERENCES dossiers (id),
  role TEXT NOT NULL,
  part INTEGER NOT NULL,
  name TEXT,
  media_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  stored_bytes INTEGER NOT NULL,
  wrapped_key BLOB NOT NULL,
  salt BLOB NOT NULL
) STRICT;
CREATE INDEX objects_by_capture ON objects (capture);
CREATE INDEX objects_by_record ON objects (record, role, part);
CREATE INDEX objects_by_dossier ON objects (dossier);

-- The ledger. `leaf` is the canonical JSON whose hash stands in the tree; nothing here is ever changed or erased.
CREATE TABLE leaves (seq INTEGER PRIMARY KEY, leaf TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE nodes (level INTEGER NOT NULL, idx INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, idx)) STRICT, WITHOUT ROWID;
-- What may be erased: the words of an entry and the salt of their digest.
CREATE TABLE details (seq INTEGER PRIMARY KEY REFERENCES leaves (seq), salt BLOB NOT NULL, detail TEXT NOT NULL) STRICT;
CREATE TABLE subjects (subject TEXT NOT NULL, seq INTEGER NOT NULL REFERENCES leaves (seq), PRIMARY KEY (subject, seq)) STRICT, WITHOUT ROWID;

-- The search index. The key of a message rises with its local time, so that newest-first is the order of the rowid.
CREATE TABLE senders (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE messages (
  key INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  position INTEGER NOT NULL,
  sender INTEGER,
  part INTEGER NOT NULL,
  byte_offset INTEGER NOT NULL,
  n_bytes INTEGER NOT NULL
) STRICT;
-- Every word of every message, stemmed.
CREATE VIRTUAL TABLE words USING fts5 (stem, content='', contentless_delete=1, detail=full, tokenize='ascii');
-- Words that stemming changed, so that a prefix finds them too; and in which record, so that they end with it.
CREATE TABLE vocabulary (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, stem TEXT NOT NULL) STRICT;
CREATE TABLE record_vocabulary (record INTEGER NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (record, word)) STRICT, WITHOUT ROWID;
