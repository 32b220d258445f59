//! People and their roles (MISSION, "The people").

use serde::{Deserialize, Serialize};

use crate::Content;

/// The short name by which a person acts: 1 to 40 of `a-z`, `0-9`, `.`, `-`, `_`, beginning with a letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonId(String);

/// The text is not a [`PersonId`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a person is named by 1 to 40 of a-z, 0-9, '.', '-' and '_', beginning with a letter")]
pub struct PersonIdError;

impl PersonId {
    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for PersonId {
    type Err = PersonIdError;
    fn from_str(text: &str) -> Result<Self, PersonIdError> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for PersonId {
    type Error = PersonIdError;
    fn try_from(text: String) -> Result<Self, PersonIdError> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
        let begins = text.starts_with(|c: char| c.is_ascii_lowercase());
        if begins && text.len() <= 40 && text.chars().all(fits) { Ok(Self(text)) } else { Err(PersonIdError) }
    }
}

impl From<PersonId> for String {
    fn from(id: PersonId) -> Self {
        id.0
    }
}

impl std::fmt::Display for PersonId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Somebody who may act in the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The short name.
    pub id: PersonId,
    /// The full name, for pages and packages.
    pub name: Content,
    /// What this person may do; several roles are allowed, but never two sides of one act.
    pub roles: Vec<Role>,
}

macro_rules! roles {
    ($($(#[$doc:meta])* $variant:ident => $name:literal),+ $(,)?) => {
        /// A role of MISSION.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Role { $($(#[$doc])* #[serde(rename = $name)] $variant),+ }
        impl Role {
            /// All roles.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            /// Returns the name as on the command line and in files.
            pub fn name(self) -> &'static str { match self { $(Self::$variant => $name),+ } }
        }
        impl std::str::FromStr for Role {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                Self::ALL.iter().copied().find(|role| role.name() == text).ok_or_else(|| {
                    let names: Vec<_> = Self::ALL.iter().map(|role| role.name()).collect();
                    format!("no such role; choose from {}", names.join(", "))
                })
            }
        }
    };
}

// A macro, because names, parsing and the list of all roles must not drift apart.
roles! {
    /// The official whose phone it is.
    ChatOwner => "chat-owner",
    /// Helps with a stuck export; sees counts and states, never content.
    Supporter => "supporter",
    /// Adviser of the records department (DIV).
    RecordsAdviser => "records-adviser",
    /// Authorises registration for a part of the organisation.
    DataOwner => "data-owner",
    /// Decides on selection, retention, destruction and transfer.
    Archivist => "archivist",
    /// Handles requests for public access (Woo, openbaarheid).
    Lawyer => "lawyer",
    /// The data protection officer (FG).
    PrivacyOfficer => "privacy-officer",
    /// Installs, backs up, holds keys; sees no content.
    Administrator => "administrator",
    /// Checks from outside; reads the ledger and proofs.
    Inspector => "inspector",
}
