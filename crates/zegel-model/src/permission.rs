//! Who may do what: the first question of every use case (requirement T1).
//!
//! [`authorise`] looks at roles alone. Four eyes ("a second person") depend on who did the earlier step and are
//! decided by the transitions in [`crate::states`].

use serde::{Deserialize, Serialize};

use crate::{Person, Role};

macro_rules! acts {
    ($($(#[$doc:meta])* $variant:ident => $code:literal, [$($role:ident),*];)+) => {
        /// Something a person does to the archive.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Act { $($(#[$doc])* #[serde(rename = $code)] $variant),+ }
        impl Act {
            /// All acts.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            /// Returns the stable code, as in the ledger.
            pub fn code(self) -> &'static str { match self { $(Self::$variant => $code),+ } }
            /// Returns the roles that may do it.
            pub fn roles(self) -> &'static [Role] { match self { $(Self::$variant => &[$(Role::$role),*]),+ } }
        }
    };
}

// A macro, so that an act cannot be added without its code and its roles; this table *is* the policy.
acts! {
    /// Brings a submission in.
    Accept => "accept", [ChatOwner, RecordsAdviser];
    /// Saves, fetches or destroys one's own sealed draft.
    KeepDraft => "keep-draft", [ChatOwner, RecordsAdviser];
    /// Looks at states, counts, dates and sizes; no content.
    SeeStates => "see-states", [ChatOwner, Supporter, RecordsAdviser, DataOwner, Archivist, Lawyer, PrivacyOfficer, Administrator, Inspector];
    /// Reads a submission or a record.
    Read => "read", [RecordsAdviser, DataOwner, Archivist, Lawyer];
    /// Searches in the content of records.
    Search => "search", [RecordsAdviser, DataOwner, Archivist, Lawyer];
    /// Opens a dossier, or closes one.
    KeepDossier => "keep-dossier", [RecordsAdviser, DataOwner, Archivist];
    /// Authorises registration.
    Register => "register", [DataOwner, RecordsAdviser];
    /// Transforms and stores what was registered.
    Store => "store", [DataOwner, RecordsAdviser];
    /// Destroys, hunts or attests interim copies.
    EndCopy => "end-copy", [ChatOwner, RecordsAdviser, DataOwner, Administrator];
    /// Closes a capture without open copies.
    CloseCapture => "close-capture", [RecordsAdviser, DataOwner];
    /// Asks for a release.
    ProposeRelease => "propose-release", [RecordsAdviser, DataOwner, Archivist, Lawyer];
    /// Approves and writes a release that somebody else asked for.
    ApproveRelease => "approve-release", [DataOwner, Archivist, Lawyer];
    /// Places or lifts a hold.
    Hold => "hold", [Archivist, Lawyer, PrivacyOfficer];
    /// Asks for the destruction of a record.
    ProposeDestruction => "propose-destruction", [Archivist, RecordsAdviser];
    /// Approves and carries out a destruction that somebody else asked for.
    ApproveDestruction => "approve-destruction", [Archivist, DataOwner];
    /// Reads the ledger and asks for proofs.
    ReadLedger => "read-ledger", [Archivist, PrivacyOfficer, Administrator, Inspector];
    /// Counts what a role, a person, a session, a dossier or the like could reach, and what was read or released.
    CountScope => "count-scope", [PrivacyOfficer];
    /// Verifies the whole archive.
    Verify => "verify", [RecordsAdviser, DataOwner, Archivist, PrivacyOfficer, Administrator, Inspector];
    /// Signs on, and keeps one's own passkeys and codes.
    SignOn => "sign-on", [ChatOwner, Supporter, RecordsAdviser, DataOwner, Archivist, Lawyer, PrivacyOfficer, Administrator, Inspector];
    /// Adds people, and gives them codes to enrol with.
    KeepPeople => "keep-people", [Administrator];
    /// Asks for other roles for somebody else.
    ProposeRoles => "propose-roles", [Administrator];
    /// Approves roles that another administrator asked for.
    ApproveRoles => "approve-roles", [Administrator];
    /// Sees how long ago each owner captured, and counts of what they answered about their apps.
    SeeRhythm => "see-rhythm", [RecordsAdviser, DataOwner];
    /// Answers the questions about the settings of one's own apps.
    CheckSettings => "check-settings", [ChatOwner];
    /// Writes the notice that owners send to those they chat with.
    KeepNotice => "keep-notice", [RecordsAdviser, DataOwner, PrivacyOfficer];
    /// Switches suggestions on or off, and brings in the sample on which they are measured.
    KeepSuggestions => "keep-suggestions", [DataOwner, PrivacyOfficer];
    /// Tells the privacy desk that data may have leaked.
    ReportBreach => "report-breach", [ChatOwner, Supporter, RecordsAdviser, DataOwner, Archivist, Lawyer, PrivacyOfficer, Administrator, Inspector];
    /// Reads the register of breaches.
    SeeBreaches => "see-breaches", [DataOwner, Lawyer, PrivacyOfficer, Inspector];
    /// Works on a breach: facts, assessment, proposals, notifications, letters.
    HandleBreach => "handle-breach", [Lawyer, PrivacyOfficer];
    /// Approves, as a second person, that a breach is not notified or that people are not told.
    ApproveBreach => "approve-breach", [DataOwner, Lawyer, PrivacyOfficer];
    /// Reads the register of risks, with what the archive counts.
    SeeRisks => "see-risks", [RecordsAdviser, DataOwner, Archivist, Lawyer, PrivacyOfficer, Inspector];
    /// Judges risks, adds risks and measures, sets the thresholds of alarms.
    KeepRisks => "keep-risks", [PrivacyOfficer];
    /// Writes rules of play, protocols and notice texts of the body.
    KeepTexts => "keep-texts", [DataOwner, PrivacyOfficer];
    /// Reads those texts, and says so.
    ReadTexts => "read-texts", [ChatOwner, Supporter, RecordsAdviser, DataOwner, Archivist, Lawyer, PrivacyOfficer, Administrator, Inspector];
    /// Rotates keys, makes recovery shares, recovers.
    KeepKeys => "keep-keys", [Administrator];
}

/// Why an act is refused: expected, with a stable code and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}; {remedy} [{code}]")]
pub struct Refusal {
    /// The stable code, e.g. `four-eyes`.
    pub code: &'static str,
    /// What happened, without personal content.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl Refusal {
    /// Makes a refusal; `message` and `remedy` are lower-case fragments without a full stop.
    pub fn new(code: &'static str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { code, message: message.into(), remedy: remedy.into() }
    }
}

/// Decides whether this person's roles allow this act at all.
///
/// # Errors
/// `not-your-role`, naming the roles that may.
pub fn authorise(person: &Person, act: Act) -> Result<(), Refusal> {
    if person.roles.iter().any(|role| act.roles().contains(role)) {
        return Ok(());
    }
    let may: Vec<_> = act.roles().iter().map(|role| role.name()).collect();
    Err(Refusal::new(
        "not-your-role",
        format!("{} may not do '{}'", person.id, act.code()),
        format!("ask somebody with the role {}", may.join(" or ")),
    ))
}

/// Prints the whole policy, role by act, for the golden file and for people.
pub fn matrix() -> String {
    let mut lines = String::new();
    for act in Act::ALL {
        let roles: Vec<_> =
            Role::ALL.iter().filter(|role| act.roles().contains(role)).map(|r| r.name()).collect();
        lines += &format!("{:<20} {}\n", act.code(), roles.join(" "));
    }
    lines
}
