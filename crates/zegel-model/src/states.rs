//! States that carry their facts, and the transitions between them.
//!
//! A transition takes the old state and gives the new one, or a [`Refusal`] with a stable code. Nothing here knows a
//! database; the use cases store what comes out.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Content, PersonId, Refusal, Sensitive};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> { text.parse().map(Self) }
        }
    )+ };
}

// A macro, because five identical identifier types must not be mistaken for one another.
ids! {
    /// Identifies a capture; equal to the identifier of its submission.
    CaptureId,
    /// Identifies a record; never reused, also after destruction.
    RecordId,
    /// Identifies a release.
    ReleaseId,
    /// Identifies a row of the ledger of interim copies.
    CopyId,
    /// Identifies a breach.
    BreachId,
    /// Identifies a session in the ledger: random, and no part of what is in the cookie. The calls of a program go under the
    /// identifier of its token.
    SessionId,
}

/// The name of a dossier: 1 to 80 of letters, digits, `.`, `-`, `_`, chosen by the body (a case number, for instance).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DossierId(String);

impl DossierId {
    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for DossierId {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Self, Refusal> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
        if begins && text.len() <= 80 && text.chars().all(fits) {
            return Ok(Self(text));
        }
        Err(Refusal::new(
            "dossier-name",
            "this is not a name for a dossier",
            "use 1 to 80 letters, digits, '.', '-' or '_', beginning with a letter or digit",
        ))
    }
}

impl std::str::FromStr for DossierId {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        Self::try_from(text.to_owned())
    }
}

impl From<DossierId> for String {
    fn from(id: DossierId) -> Self {
        id.0
    }
}

impl std::fmt::Display for DossierId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who did something, and when (UTC).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// Rising confidentiality, as in the ZGW standard (`vertrouwelijkheidaanduiding`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the ZGW standard")]
pub enum Confidentiality {
    Openbaar,
    BeperktOpenbaar,
    Intern,
    Zaakvertrouwelijk,
    Vertrouwelijk,
    Confidentieel,
    Geheim,
    ZeerGeheim,
}

/// MDTO `waardering`: a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Appraisal {
    /// Blijvend te bewaren.
    B,
    /// Tijdelijk te bewaren.
    V,
    /// Nader te bepalen.
    N,
}

/// Why and how long a record is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// Kept for ever, for a term, or still to be decided.
    pub appraisal: Appraisal,
    /// The selection list and its category, e.g. `Selectielijst gemeenten 2020, 1.1`.
    pub category: String,
    /// The term as an ISO 8601 duration, e.g. `P10Y`; only with [`Appraisal::V`].
    pub term: Option<String>,
}

/// The metadata that the second person gives at registration (requirement K2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Where the record belongs.
    pub dossier: DossierId,
    /// The title of the record (MDTO `naam`).
    pub title: Content,
    /// Positions of the capture that go into this record, first and last, inclusive; kept positions only.
    pub positions: Vec<(u64, u64)>,
    /// How confidential it is.
    pub confidentiality: Confidentiality,
    /// Why and how long it is kept.
    pub retention: Retention,
    /// The limit on use (MDTO `beperkingGebruik`), e.g. `Nader te bepalen`.
    pub use_limit: String,
    /// The activity or process (MDTO `activiteit`), where known.
    pub activity: Option<String>,
    /// That it holds special categories or criminal data, and why it may be kept all the same (requirement S8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<Sensitive>,
}

pub(crate) fn wrong_state(is: &str, act: &str, must: &str) -> Refusal {
    Refusal::new(
        "wrong-state",
        format!("this is {is}, and one can only {act} what is {must}"),
        "look at its state with 'zegel show'",
    )
}

pub(crate) fn second_person(message: &str) -> Refusal {
    Refusal::new("four-eyes", message, "ask a second person")
}

/// The state of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum RecordState {
    /// Registered, waiting for storing.
    Registered,
    /// Stored, sealed and findable.
    Stored,
    /// Somebody asked for its destruction.
    DestructionProposed {
        /// Who asked.
        proposed: Done,
        /// Why: the ground, without personal content.
        ground: String,
    },
    /// Destroyed: only this residue remains.
    Destroyed {
        /// Who asked.
        proposed: Done,
        /// Who approved and carried it out.
        destroyed: Done,
        /// Why.
        ground: String,
    },
}

impl RecordState {
    /// Returns the stable name of the state.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Stored => "stored",
            Self::DestructionProposed { .. } => "destruction-proposed",
            Self::Destroyed { .. } => "destroyed",
        }
    }

    /// Marks as stored.
    ///
    /// # Errors
    /// `wrong-state`.
    pub fn store(self) -> Result<Self, Refusal> {
        match self {
            Self::Registered => Ok(Self::Stored),
            other => Err(wrong_state(other.name(), "store", "registered")),
        }
    }

    /// Asks for destruction.
    ///
    /// # Errors
    /// `on-hold` beats every term (records checklist 20); `wrong-state`.
    pub fn propose_destruction(self, n_holds: u64, ground: String, proposed: Done) -> Result<Self, Refusal> {
        refuse_held(n_holds)?;
        match self {
            Self::Stored => Ok(Self::DestructionProposed { proposed, ground }),
            other => Err(wrong_state(other.name(), "propose to destroy", "stored")),
        }
    }

    /// Takes a proposal back, or refuses it: the record is kept as it was.
    ///
    /// # Errors
    /// `wrong-state`.
    pub fn keep(self) -> Result<Self, Refusal> {
        match self {
            Self::DestructionProposed { .. } => Ok(Self::Stored),
            other => Err(wrong_state(other.name(), "keep", "proposed for destruction")),
        }
    }

    /// Destroys: by somebody other than the one who asked, and never under a hold.
    ///
    /// # Errors
    /// `on-hold`, `four-eyes`, `wrong-state`.
    pub fn destroy(self, n_holds: u64, destroyed: Done) -> Result<Self, Refusal> {
        refuse_held(n_holds)?;
        match self {
            Self::DestructionProposed { proposed, ground } if proposed.by != destroyed.by => {
                Ok(Self::Destroyed { proposed, destroyed, ground })
            }
            Self::DestructionProposed { .. } => {
                Err(second_person("the person who proposed a destruction may not carry it out"))
            }
            other => Err(wrong_state(other.name(), "destroy", "proposed for destruction by somebody else")),
        }
    }
}

fn refuse_held(n_holds: u64) -> Result<(), Refusal> {
    if n_holds == 0 {
        return Ok(());
    }
    Err(Refusal::new(
        "on-hold",
        "this record is under a hold",
        "have the hold lifted first; a hold beats every term",
    ))
}

/// The state of an interim copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum CopyState {
    /// It exists, or nobody has shown otherwise.
    Open,
    /// It was destroyed by Zegel and looked for again afterwards.
    Destroyed {
        /// By whom.
        done: Done,
        /// How: `overwritten-and-removed`, `removed`, `key-destroyed`, or `became-the-record` of the archive's own accepted copy.
        how: String,
    },
    /// It is out of reach; somebody declares that it is gone.
    Attested {
        /// Who declares it.
        done: Done,
        /// In their words, without personal content.
        statement: String,
    },
}

impl CopyState {
    /// Returns the stable name of the state.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Destroyed { .. } => "destroyed",
            Self::Attested { .. } => "attested",
        }
    }

    /// Ends a copy.
    ///
    /// # Errors
    /// `wrong-state` when it has already ended.
    pub fn end(self, end: Self) -> Result<Self, Refusal> {
        match self {
            Self::Open => Ok(end),
            other => Err(wrong_state(other.name(), "end", "open")),
        }
    }
}

/// In which form a release leaves the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReleaseForm {
    /// BagIt 1.0 (RFC 8493).
    Bagit,
    /// MDTO SIP 1.0 with pakbon.
    MdtoSip,
}

/// On what terms something leaves the archive (requirement T5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseTerms {
    /// What it is for.
    pub purpose: Content,
    /// Who gets it.
    pub recipient: Content,
    /// When the recipient must have destroyed it; `None` for a transfer.
    pub expires_at: Option<Timestamp>,
}

/// The state of a release (requirement T5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum ReleaseState {
    /// Asked for.
    Proposed {
        /// On what terms.
        terms: ReleaseTerms,
        /// Who asked.
        proposed: Done,
    },
    /// Approved by a second person; the package may be written.
    Approved {
        /// On what terms.
        terms: ReleaseTerms,
        /// Who asked.
        proposed: Done,
        /// Who approved.
        approved: Done,
    },
    /// Refused by a second person, or withdrawn by who asked.
    Refused {
        /// On what terms it was asked.
        terms: ReleaseTerms,
        /// Who asked.
        proposed: Done,
        /// Who refused.
        refused: Done,
    },
    /// Approved by a second person and written.
    Written {
        /// On what terms.
        terms: ReleaseTerms,
        /// Who asked.
        proposed: Done,
        /// Who approved.
        approved: Done,
        /// SHA-256 of the package's manifest, lower-case hexadecimal.
        manifest_sha256: String,
    },
}

impl ReleaseState {
    /// Returns the stable name of the state.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Proposed { .. } => "proposed",
            Self::Approved { .. } => "approved",
            Self::Refused { .. } => "refused",
            Self::Written { .. } => "written",
        }
    }

    /// Returns the terms.
    pub fn terms(&self) -> &ReleaseTerms {
        match self {
            Self::Proposed { terms, .. }
            | Self::Approved { terms, .. }
            | Self::Refused { terms, .. }
            | Self::Written { terms, .. } => terms,
        }
    }

    /// Decides whether this person may approve.
    ///
    /// # Errors
    /// `four-eyes`, `wrong-state`.
    pub fn may_approve(&self, by: &PersonId) -> Result<(), Refusal> {
        match self {
            Self::Proposed { proposed, .. } if proposed.by != *by => Ok(()),
            Self::Proposed { .. } => {
                Err(second_person("the person who asked for a release may not approve it"))
            }
            other => Err(wrong_state(other.name(), "approve", "proposed")),
        }
    }

    /// Approves: the package may be written from now on.
    ///
    /// # Errors
    /// As [`Self::may_approve`].
    pub fn approve(self, approved: Done) -> Result<Self, Refusal> {
        self.may_approve(&approved.by)?;
        match self {
            Self::Proposed { terms, proposed } => Ok(Self::Approved { terms, proposed, approved }),
            other => Err(wrong_state(other.name(), "approve", "proposed")),
        }
    }

    /// Refuses, or withdraws one's own.
    ///
    /// # Errors
    /// `wrong-state`.
    pub fn refuse(self, refused: Done) -> Result<Self, Refusal> {
        match self {
            Self::Proposed { terms, proposed } => Ok(Self::Refused { terms, proposed, refused }),
            other => Err(wrong_state(other.name(), "refuse", "proposed")),
        }
    }

    /// Marks as written; a package that is written again keeps the hash of its first writing.
    ///
    /// # Errors
    /// `wrong-state` for what was not approved.
    pub fn written(self, sha256: String) -> Result<Self, Refusal> {
        match self {
            Self::Approved { terms, proposed, approved } => {
                Ok(Self::Written { terms, proposed, approved, manifest_sha256: sha256 })
            }
            written @ Self::Written { .. } => Ok(written),
            other => Err(wrong_state(other.name(), "write", "approved")),
        }
    }

    /// Marks as approved and written in one step.
    ///
    /// # Errors
    /// As [`Self::may_approve`].
    pub fn write(self, approved: Done, manifest_sha256: String) -> Result<Self, Refusal> {
        self.approve(approved)?.written(manifest_sha256)
    }
}
