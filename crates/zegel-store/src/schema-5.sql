-- Layout 5: what a scope is counted from.

-- The facts of a stored record that its row does not tell: how many messages were marked, who takes part, by keyed hash.
CREATE TABLE facts (
  id BLOB PRIMARY KEY REFERENCES records (id),
  facts TEXT NOT NULL,
  salt BLOB NOT NULL
) STRICT;

-- Who was shown what, a row per day, person, session and way: made from the ledger, and compared with it by `verify`.
-- `shown` is a rising list of short numbers of records (4 bytes each), or of captures (16 bytes each).
CREATE TABLE readings (
  day INTEGER NOT NULL,
  actor BLOB NOT NULL,
  session BLOB NOT NULL,
  how INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  shown BLOB NOT NULL,
  PRIMARY KEY (day, actor, session, how)
) STRICT, WITHOUT ROWID;

-- The few entries that give or take roles, to know what somebody was allowed on a day.
CREATE INDEX leaves_of_roles ON leaves (seq) WHERE json_extract(leaf, '$.act') IN ('keep-people', 'approve-roles');

-- From this entry on the ledger tells the session, and which records a search showed.
INSERT INTO meta (key, value) SELECT 'sessions-from', coalesce(max(seq) + 1, 0) FROM leaves;
