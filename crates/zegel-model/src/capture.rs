//! A capture from acceptance to its end, and what may be done with it in each state.
//!
//! Two ways lead off the road: a registration with special categories or criminal data waits for a second approval (requirement S8,
//! GDPR art. 9 and 10), and a submission can be sent back to its owner, who hands in another one.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::states::{second_person, wrong_state};
use crate::{Content, Done, Ground, PersonId, Refusal, Registration};

/// A kind of data that may be kept only with an exception of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SensitiveKind {
    /// Special categories of personal data (GDPR art. 9).
    SpecialCategory,
    /// Criminal convictions and offences (GDPR art. 10).
    Criminal,
}

impl SensitiveKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::SpecialCategory, Self::Criminal];

    /// Returns the name as in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::SpecialCategory => "special-category",
            Self::Criminal => "criminal",
        }
    }
}

/// The mark on messages with such data, and the exception on which they are kept (requirement S8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sensitive {
    /// Which kinds.
    pub kinds: Vec<SensitiveKind>,
    /// Positions of those messages, first and last, inclusive; none means every message of the record.
    pub positions: Vec<(u64, u64)>,
    /// The exception: a code and label of the dated list.
    pub exception: Ground,
    /// Who proposed to keep them; the one who registered approved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Done>,
}

/// Why a submission, or one message of it, was sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnReason {
    /// The message; `None` for the whole.
    pub position: Option<u64>,
    /// The reason, in the words of who sent it back.
    pub reason: Content,
}

/// The state of a capture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum CaptureState {
    /// Opened, checked against its commitment and sealed.
    Accepted {
        /// By whom.
        accepted: Done,
    },
    /// Somebody proposed a registration with sensitive data; another person must approve it.
    Proposed {
        /// By whom it was accepted.
        accepted: Done,
        /// Who proposed.
        proposed: Done,
        /// What was proposed.
        registrations: Vec<Registration>,
    },
    /// Sent back to its owner, with reasons.
    Returned {
        /// By whom it was accepted.
        accepted: Done,
        /// By whom it was sent back.
        returned: Done,
        /// Why.
        reasons: Vec<ReturnReason>,
    },
    /// Withdrawn by its owner after it was sent back; what was accepted is gone.
    Withdrawn {
        /// By whom it was accepted.
        accepted: Done,
        /// By whom it was sent back.
        returned: Done,
        /// By whom it was withdrawn.
        withdrawn: Done,
    },
    /// Authorised by a second person; its records wait for storing.
    Registered {
        /// By whom it was accepted.
        accepted: Done,
        /// By whom it was registered.
        registered: Done,
    },
    /// Every record of it is stored; the copy that was accepted is gone.
    Stored {
        /// By whom it was accepted.
        accepted: Done,
        /// By whom it was registered.
        registered: Done,
        /// By whom it was stored.
        stored: Done,
    },
    /// No interim copy is open any more.
    Closed {
        /// By whom it was accepted.
        accepted: Done,
        /// By whom it was registered.
        registered: Done,
        /// By whom it was stored.
        stored: Done,
        /// By whom it was closed.
        closed: Done,
    },
}

impl CaptureState {
    /// Returns the stable name of the state.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "accepted",
            Self::Proposed { .. } => "proposed",
            Self::Returned { .. } => "returned",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Registered { .. } => "registered",
            Self::Stored { .. } => "stored",
            Self::Closed { .. } => "closed",
        }
    }

    /// Returns who accepted it.
    pub fn accepted(&self) -> &Done {
        match self {
            Self::Accepted { accepted }
            | Self::Proposed { accepted, .. }
            | Self::Returned { accepted, .. }
            | Self::Withdrawn { accepted, .. }
            | Self::Registered { accepted, .. }
            | Self::Stored { accepted, .. }
            | Self::Closed { accepted, .. } => accepted,
        }
    }

    /// Decides whether this person may decide over it: nobody decides over their own chat, or over what they accepted.
    ///
    /// # Errors
    /// `four-eyes`.
    pub fn may_decide(&self, owner: &PersonId, by: &PersonId) -> Result<(), Refusal> {
        if by == owner || *by == self.accepted().by {
            return Err(second_person(
                "the chat owner and the person who accepted a capture may not register it",
            ));
        }
        Ok(())
    }

    /// Registers: only what was accepted, and only by somebody other than the owner and the one who accepted.
    ///
    /// # Errors
    /// `four-eyes`, or `wrong-state`.
    pub fn register(self, owner: &PersonId, by: &PersonId, at: Timestamp) -> Result<Self, Refusal> {
        let Self::Accepted { accepted } = &self else {
            return Err(wrong_state(self.name(), "register", "accepted"));
        };
        self.may_decide(owner, by)?;
        Ok(Self::Registered { accepted: accepted.clone(), registered: Done { by: by.clone(), at } })
    }

    /// Proposes a registration with sensitive data.
    ///
    /// # Errors
    /// As [`Self::register`].
    pub fn propose(
        self,
        owner: &PersonId,
        proposed: Done,
        registrations: Vec<Registration>,
    ) -> Result<Self, Refusal> {
        let Self::Accepted { accepted } = &self else {
            return Err(wrong_state(self.name(), "register", "accepted"));
        };
        self.may_decide(owner, &proposed.by)?;
        Ok(Self::Proposed { accepted: accepted.clone(), proposed, registrations })
    }

    /// Approves such a proposal: a third pair of eyes, beside the owner, who accepted, and who proposed.
    ///
    /// # Errors
    /// `four-eyes`, or `wrong-state`.
    pub fn approve(self, owner: &PersonId, registered: Done) -> Result<(Self, Vec<Registration>), Refusal> {
        self.may_decide(owner, &registered.by)?;
        let Self::Proposed { accepted, proposed, mut registrations } = self else {
            return Err(wrong_state(self.name(), "approve", "proposed"));
        };
        if proposed.by == registered.by {
            return Err(second_person("the person who proposed to keep sensitive data may not approve it"));
        }
        for sensitive in registrations.iter_mut().filter_map(|one| one.sensitive.as_mut()) {
            sensitive.proposed = Some(proposed.clone());
        }
        Ok((Self::Registered { accepted, registered }, registrations))
    }

    /// Takes a proposal or a sending back off again: it waits for registration as before.
    ///
    /// # Errors
    /// `four-eyes`, or `wrong-state`.
    pub fn reopen(self, owner: &PersonId, by: &PersonId) -> Result<Self, Refusal> {
        self.may_decide(owner, by)?;
        match self {
            Self::Proposed { accepted, .. } | Self::Returned { accepted, .. } => {
                Ok(Self::Accepted { accepted })
            }
            other => Err(wrong_state(other.name(), "reopen", "proposed or returned")),
        }
    }

    /// Sends it back to its owner.
    ///
    /// # Errors
    /// `reason-missing`, `four-eyes`, or `wrong-state`.
    pub fn send_back(
        self,
        owner: &PersonId,
        returned: Done,
        reasons: Vec<ReturnReason>,
    ) -> Result<Self, Refusal> {
        self.may_decide(owner, &returned.by)?;
        let (Self::Accepted { accepted } | Self::Proposed { accepted, .. }) = self else {
            return Err(wrong_state(self.name(), "send back", "accepted"));
        };
        if reasons.is_empty() || reasons.iter().any(|one| one.reason.as_str().trim().is_empty()) {
            return Err(Refusal::new(
                "reason-missing",
                "what is sent back has a reason",
                "write for the owner what should be different",
            ));
        }
        Ok(Self::Returned { accepted, returned, reasons })
    }

    /// Withdraws what was sent back: only its owner does.
    ///
    /// # Errors
    /// `not-your-capture`, or `wrong-state`.
    pub fn withdraw(self, owner: &PersonId, withdrawn: Done) -> Result<Self, Refusal> {
        let Self::Returned { accepted, returned, .. } = self else {
            return Err(wrong_state(self.name(), "withdraw", "returned"));
        };
        if withdrawn.by != *owner {
            return Err(Refusal::new(
                "not-your-capture",
                "only the owner of the chat withdraws it",
                "ask its owner",
            ));
        }
        Ok(Self::Withdrawn { accepted, returned, withdrawn })
    }

    /// Stores what was registered.
    ///
    /// # Errors
    /// `wrong-state`.
    pub fn store(self, by: &PersonId, at: Timestamp) -> Result<Self, Refusal> {
        let Self::Registered { accepted, registered } = self else {
            return Err(wrong_state(self.name(), "store", "registered"));
        };
        Ok(Self::Stored { accepted, registered, stored: Done { by: by.clone(), at } })
    }

    /// Closes: only without open interim copies.
    ///
    /// # Errors
    /// `open-copies`, or `wrong-state`.
    pub fn close(self, n_open_copies: u64, by: &PersonId, at: Timestamp) -> Result<Self, Refusal> {
        let Self::Stored { accepted, registered, stored } = self else {
            return Err(wrong_state(self.name(), "close", "stored"));
        };
        if n_open_copies > 0 {
            return Err(Refusal::new(
                "open-copies",
                format!("{n_open_copies} interim copies of this capture are still open"),
                "destroy them ('zegel copies hunt --destroy') or attest their end ('zegel copies attest')",
            ));
        }
        Ok(Self::Closed { accepted, registered, stored, closed: Done { by: by.clone(), at } })
    }
}
