-- Layout 2: signing on.

-- By what a person signs on: a passkey, a passphrase with a TOTP secret, a subject of an OpenID provider; or the hash of an
-- enrolment code. `lookup` finds a subject; `secret` is JSON, and differs per kind.
CREATE TABLE credentials (
  id BLOB PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  secret TEXT NOT NULL,
  lookup TEXT UNIQUE,
  made_at TEXT NOT NULL,
  used_at TEXT,
  expires_at TEXT,
  salt BLOB NOT NULL
) STRICT;
CREATE INDEX credentials_by_person ON credentials (person);

-- Roles that one administrator asked for and another one approves.
CREATE TABLE role_changes (
  id BLOB PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people (id),
  roles TEXT NOT NULL,
  state TEXT NOT NULL,
  open INTEGER NOT NULL,
  salt BLOB NOT NULL
) STRICT;
CREATE INDEX role_changes_open ON role_changes (open);
