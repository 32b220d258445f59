//! A change of roles: one administrator asks, another one approves (requirement T1).
//!
//! The one exception is the second administrator itself: while there is only one, that one appoints the second alone, and the
//! state says so for ever.

use serde::{Deserialize, Serialize};

use crate::{Act, Done, PersonId, Refusal, Role};

/// Where a change of roles stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum RoleChangeState {
    /// Asked for.
    Proposed {
        /// By whom and when.
        proposed: Done,
    },
    /// In force.
    Approved {
        /// Who asked.
        proposed: Done,
        /// Who approved.
        approved: Done,
    },
    /// Refused, or withdrawn by who asked.
    Refused {
        /// Who asked.
        proposed: Done,
        /// Who refused.
        refused: Done,
    },
}

impl RoleChangeState {
    /// Asks for roles for `person`.
    ///
    /// # Errors
    /// `own-roles`; `roles-conflict`, see [`refuse_conflict`].
    pub fn propose(person: &PersonId, roles: &[Role], proposed: Done) -> Result<Self, Refusal> {
        refuse_own(person, &proposed.by)?;
        refuse_conflict(roles)?;
        Ok(Self::Proposed { proposed })
    }

    /// Approves; `is_alone` when there is one administrator only and the change makes another one.
    ///
    /// # Errors
    /// `wrong-state`, `own-roles`, `four-eyes`.
    pub fn approve(self, person: &PersonId, approved: Done, is_alone: bool) -> Result<Self, Refusal> {
        let Self::Proposed { proposed } = self else { return Err(wrong_state()) };
        refuse_own(person, &approved.by)?;
        if proposed.by == approved.by && !is_alone {
            return Err(Refusal::new(
                "four-eyes",
                "who asked for these roles does not approve them",
                "ask another administrator",
            ));
        }
        Ok(Self::Approved { proposed, approved })
    }

    /// Refuses, or withdraws one's own.
    ///
    /// # Errors
    /// `wrong-state`.
    pub fn refuse(self, refused: Done) -> Result<Self, Refusal> {
        let Self::Proposed { proposed } = self else { return Err(wrong_state()) };
        Ok(Self::Refused { proposed, refused })
    }

    /// Returns true until somebody decided.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Proposed { .. })
    }

    /// Returns who asked.
    pub fn proposed(&self) -> &Done {
        match self {
            Self::Proposed { proposed }
            | Self::Approved { proposed, .. }
            | Self::Refused { proposed, .. } => proposed,
        }
    }
}

fn refuse_own(person: &PersonId, by: &PersonId) -> Result<(), Refusal> {
    if person != by {
        return Ok(());
    }
    Err(Refusal::new("own-roles", "nobody changes their own roles", "ask a second administrator"))
}

fn wrong_state() -> Refusal {
    Refusal::new(
        "wrong-state",
        "this change of roles was decided already",
        "look again, and ask anew if need be",
    )
}

/// Refuses roles that must not be of one person: who keeps the machine or helps with it reads no content, whatever else they are.
///
/// # Errors
/// `roles-conflict`.
pub fn refuse_conflict(roles: &[Role]) -> Result<(), Refusal> {
    let blind = [Role::Administrator, Role::Supporter].into_iter().find(|role| roles.contains(role));
    let reading = roles.iter().find(|role| Act::Read.roles().contains(role));
    match (blind, reading) {
        (Some(blind), Some(reading)) => Err(Refusal::new(
            "roles-conflict",
            format!("'{}' sees no content, and '{}' reads it", blind.name(), reading.name()),
            "give the two roles to two people",
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn done(by: &str) -> Done {
        Done { by: by.parse().unwrap(), at: Timestamp::UNIX_EPOCH }
    }

    fn id(short: &str) -> PersonId {
        short.parse().unwrap()
    }

    #[test]
    fn nobody_gives_themselves_a_role_and_nobody_gives_one_alone() {
        let own = RoleChangeState::propose(&id("gerrit"), &[Role::Lawyer], done("gerrit"));
        assert_eq!(own.unwrap_err().code, "own-roles");
        let asked = RoleChangeState::propose(&id("anna"), &[Role::ChatOwner], done("gerrit")).unwrap();
        assert_eq!(asked.clone().approve(&id("anna"), done("gerrit"), false).unwrap_err().code, "four-eyes");
        assert_eq!(asked.clone().approve(&id("anna"), done("anna"), false).unwrap_err().code, "own-roles");
        let approved = asked.approve(&id("anna"), done("hanna"), false).unwrap();
        assert!(!approved.is_open());
        assert_eq!(approved.refuse(done("hanna")).unwrap_err().code, "wrong-state");
    }

    #[test]
    fn the_only_administrator_appoints_the_second_alone() {
        let asked = RoleChangeState::propose(&id("hanna"), &[Role::Administrator], done("gerrit")).unwrap();
        assert!(!asked.approve(&id("hanna"), done("gerrit"), true).unwrap().is_open());
    }

    #[test]
    fn who_keeps_the_machine_reads_no_content() {
        for (roles, is_refused) in [
            (vec![Role::Administrator, Role::Archivist], true),
            (vec![Role::Supporter, Role::Lawyer], true),
            (vec![Role::Administrator, Role::ChatOwner], false),
            (vec![Role::RecordsAdviser, Role::DataOwner], false),
            (vec![], false),
        ] {
            assert_eq!(refuse_conflict(&roles).is_err(), is_refused, "{roles:?}");
        }
    }
}
