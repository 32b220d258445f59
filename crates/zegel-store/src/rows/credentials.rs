//! By what people sign on. Secrets go in and out here and stay out of `Debug`, of the ledger and of every error.

use jiff::Timestamp;
use rusqlite::Row;
use uuid::Uuid;
use zegel_model::PersonId;
use zeroize::Zeroizing;

use crate::StoreError;
use crate::audit::Table;
use crate::tx::Tx;
use crate::view::{self, View};

/// What kind of credential it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialKind {
    /// A passkey (`WebAuthn`).
    Passkey,
    /// A passphrase together with a TOTP secret.
    Passphrase,
    /// A subject of an OpenID provider.
    Subject,
    /// An enrolment code: used once to make one of the others.
    Enrolment,
    /// A token with which a program works in the name of its owner, until its end; only its hash is kept.
    Token,
}

impl CredentialKind {
    /// Returns the name as in the ledger.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Passphrase => "passphrase",
            Self::Subject => "subject",
            Self::Enrolment => "enrolment",
            Self::Token => "token",
        }
    }
}

impl std::str::FromStr for CredentialKind {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let all = [Self::Passkey, Self::Passphrase, Self::Subject, Self::Enrolment, Self::Token];
        all.into_iter().find(|kind| kind.name() == text).ok_or(())
    }
}

/// Something by which a person signs on.
#[derive(Clone)]
pub struct Credential {
    /// Its identifier.
    pub id: Uuid,
    /// Whose it is.
    pub person: PersonId,
    /// What kind it is.
    pub kind: CredentialKind,
    /// How its owner calls it.
    pub label: String,
    /// JSON of its kind.
    pub secret: Zeroizing<String>,
    /// By what it is found when nobody said who they are; unique.
    pub lookup: Option<String>,
    /// When it was made, UTC.
    pub made_at: Timestamp,
    /// When it was last used, UTC.
    pub used_at: Option<Timestamp>,
    /// From when it opens nothing any more, UTC.
    pub expires_at: Option<Timestamp>,
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Credential({} {} of {})", self.kind.name(), self.id, self.person)
    }
}

const SELECT: &str =
    "SELECT id, person, kind, label, secret, lookup, made_at, used_at, expires_at FROM credentials";

impl View<'_> {
    /// Returns the credentials of a person, oldest first.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn credentials_of(&self, person: &PersonId) -> Result<Vec<Credential>, StoreError> {
        let sql = format!("{SELECT} WHERE person = ?1 ORDER BY made_at, id");
        self.many("list the credentials of a person", &sql, [person.as_str()], read)
    }

    /// Returns a credential, if it is there.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn credential(&self, id: Uuid) -> Result<Option<Credential>, StoreError> {
        let found =
            self.many("look up a credential", &format!("{SELECT} WHERE id = ?1"), [id.as_bytes()], read)?;
        Ok(found.into_iter().next())
    }

    /// Returns the credential with this lookup.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn credential_by_lookup(&self, lookup: &str) -> Result<Option<Credential>, StoreError> {
        let found =
            self.many("look up a credential", &format!("{SELECT} WHERE lookup = ?1"), [lookup], read)?;
        Ok(found.into_iter().next())
    }

    /// Returns who can sign on: an enrolment code is not that yet, and a token is for programs.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn people_with_credentials(&self) -> Result<Vec<PersonId>, StoreError> {
        let sql = "SELECT DISTINCT person FROM credentials WHERE kind NOT IN ('enrolment', 'token') ORDER BY person";
        self.many("list who can sign on", sql, [], |row| view::text(row, "person"))
    }
}

impl Tx<'_> {
    /// Adds a credential.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when its identifier or its lookup is taken.
    pub fn insert_credential(&self, credential: &Credential) -> Result<(), StoreError> {
        self.insert(
            "credential",
            credential.id,
            "INSERT INTO credentials (id, person, kind, label, secret, lookup, made_at, used_at, expires_at, salt)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, x'')",
            (
                credential.id.as_bytes(),
                credential.person.as_str(),
                credential.kind.name(),
                &credential.label,
                credential.secret.as_str(),
                &credential.lookup,
                credential.made_at.to_string(),
                credential.used_at.map(|at| at.to_string()),
                credential.expires_at.map(|at| at.to_string()),
            ),
        )?;
        self.touch(Table::Credentials, credential.id);
        Ok(())
    }

    /// Notes that a credential was used, with what changed in it (a counter, the last step of a code).
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when it is not as `old` any more, so that one code is not
    /// used twice at the same moment.
    pub fn use_credential(&self, old: &Credential, secret: &str, at: Timestamp) -> Result<(), StoreError> {
        let n = self.run(
            "note that a credential was used",
            "UPDATE credentials SET secret = ?1, used_at = ?2 WHERE id = ?3 AND secret = ?4",
            (secret, at.to_string(), old.id.as_bytes(), old.secret.as_str()),
        )?;
        self.changed_one("credential", old.id, n, || Ok(()))?;
        self.touch(Table::Credentials, old.id);
        Ok(())
    }

    /// Removes a credential.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not there (any more), so that one code is not used twice.
    pub fn remove_credential(&self, id: Uuid) -> Result<(), StoreError> {
        let n = self.run("remove a credential", "DELETE FROM credentials WHERE id = ?1", [id.as_bytes()])?;
        if n == 0 {
            return Err(StoreError::not_found("credential", id));
        }
        self.touch(Table::Credentials, id);
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Result<Credential, StoreError> {
    let at = |column| -> Result<Option<Timestamp>, StoreError> {
        let text: Option<String> = view::get(row, column)?;
        text.map(|text| {
            text.parse()
                .map_err(|_| StoreError::damaged(format!("a row of the database (column '{column}')")))
        })
        .transpose()
    };
    Ok(Credential {
        id: view::id(row, "id")?,
        person: view::text(row, "person")?,
        kind: view::text(row, "kind")?,
        label: view::get(row, "label")?,
        secret: Zeroizing::new(view::get(row, "secret")?),
        lookup: view::get(row, "lookup")?,
        made_at: view::text(row, "made_at")?,
        used_at: at("used_at")?,
        expires_at: at("expires_at")?,
    })
}
