//! Decisions about a breach: proposed by one person, in force at once or after a second one approved, and open again by
//! themselves when the facts get worse.
//!
//! Invariant: a decision not to notify, not to tell although the assessment says so, an exception of art. 34(3), and a
//! closing as "no breach" are never in force by one person.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zegel_model::{Content, Done, PersonId, Refusal};

/// What the assessment said when a decision was taken; a decision is held against what it says later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weight {
    /// The risk.
    pub level: Level,
    /// The authority is to be notified (GDPR art. 33(1)).
    pub is_to_notify: bool,
    /// The data subjects are to be told (GDPR art. 34(1)).
    pub is_to_tell: bool,
    /// The largest number of people that the facts allow; `None` where it is unknown.
    pub n_people: Option<u64>,
}

impl Weight {
    /// Returns true when this is worse than what a decision was based on.
    pub fn is_worse_than(&self, old: &Self) -> bool {
        let more_people = match (old.n_people, self.n_people) {
            (Some(old), Some(new)) => old < new,
            (Some(_), None) => true,
            (None, _) => false,
        };
        old.level < self.level
            || (self.is_to_notify && !old.is_to_notify)
            || (self.is_to_tell && !old.is_to_tell)
            || more_people
    }
}

/// The risk to the rights and freedoms of people (GDPR art. 33(1), 34(1)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Unlikely to result in a risk.
    Unlikely,
    /// A risk.
    Risk,
    /// Likely a high risk.
    High,
}

impl Level {
    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unlikely => "unlikely",
            Self::Risk => "risk",
            Self::High => "high",
        }
    }
}

/// Whether the authority is notified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthorityChoice {
    /// Notify.
    Notify,
    /// Do not.
    NotNotify,
}

/// A condition under which people need not be told one by one (GDPR art. 34(3)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TellingException {
    /// (a) The data are unintelligible to who has them.
    Unintelligible,
    /// (b) Later measures took the high risk away.
    LaterMeasures,
    /// (c) Disproportionate effort: a public notice instead.
    Disproportionate,
}

/// Whether the data subjects are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "choice", rename_all = "kebab-case")]
pub enum SubjectsChoice {
    /// Tell them.
    Communicate,
    /// No high risk: not required.
    NotRequired,
    /// A high risk, and a condition of art. 34(3).
    Exception {
        /// Which.
        exception: TellingException,
    },
}

/// How a breach is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closing {
    /// All that was to be done is done.
    Handled,
    /// It was no personal-data breach (GDPR art. 4(12)).
    NoBreach,
}

/// What somebody decided, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided<T> {
    /// The choice.
    pub choice: T,
    /// Why; never empty where a second person is needed or the choice differs from the assessment.
    pub reasons: Content,
    /// The day on which to look at it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub look_again: Option<Date>,
    /// What the assessment said then.
    pub weight: Weight,
}

/// Where a decision stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Decision<T> {
    /// It waits for a second person.
    Proposed {
        /// What.
        decided: Decided<T>,
        /// By whom.
        proposed: Done,
    },
    /// It holds.
    InForce {
        /// What.
        decided: Decided<T>,
        /// By whom.
        proposed: Done,
        /// The second person, where one is needed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approved: Option<Done>,
    },
    /// The second person said no.
    Refused {
        /// What.
        decided: Decided<T>,
        /// By whom.
        proposed: Done,
        /// Who refused.
        refused: Done,
        /// Why.
        why: Content,
    },
    /// It held, and the facts got worse: it must be taken again.
    Reopened {
        /// What held.
        decided: Decided<T>,
        /// Who had proposed it.
        proposed: Done,
        /// When the facts changed.
        at: Timestamp,
        /// What the assessment says now.
        weight: Weight,
    },
}

impl<T: Copy> Decision<T> {
    /// Takes a decision.
    ///
    /// # Errors
    /// `reasons-missing`, `look-again-missing` where a second person is needed.
    pub(crate) fn take(decided: Decided<T>, proposed: Done, needs: Needs) -> Result<Self, Refusal> {
        let has_reasons = MIN_REASON_CHARS <= decided.reasons.as_str().trim().chars().count();
        if needs != Needs::Nothing && !has_reasons {
            return Err(Refusal::new(
                "reasons-missing",
                "this decision needs its reasons",
                "write why in a sentence or more",
            ));
        }
        if needs == Needs::SecondPersonAndDate && decided.look_again.is_none() {
            return Err(Refusal::new(
                "look-again-missing",
                "this decision must be looked at again",
                "give the day on which to do so",
            ));
        }
        match needs {
            Needs::Nothing | Needs::Reasons => Ok(Self::InForce { decided, proposed, approved: None }),
            Needs::SecondPerson | Needs::SecondPersonAndDate => Ok(Self::Proposed { decided, proposed }),
        }
    }

    /// Approves as the second person.
    ///
    /// # Errors
    /// `four-eyes`, `wrong-state`; `facts-changed` when the facts are worse than those it was proposed on.
    pub(crate) fn approve(self, approved: Done, now: &Weight) -> Result<Self, Refusal> {
        let Self::Proposed { decided, proposed } = self else { return Err(not_proposed()) };
        refuse_same(&proposed.by, &approved.by)?;
        if now.is_worse_than(&decided.weight) {
            return Err(Refusal::new(
                "facts-changed",
                "the facts changed since this was proposed",
                "refuse it, and have it proposed again on the facts of now",
            ));
        }
        Ok(Self::InForce { decided, proposed, approved: Some(approved) })
    }

    /// Refuses as the second person, or takes one's own proposal back.
    ///
    /// # Errors
    /// `wrong-state`.
    pub(crate) fn refuse(self, refused: Done, why: Content) -> Result<Self, Refusal> {
        let Self::Proposed { decided, proposed } = self else { return Err(not_proposed()) };
        Ok(Self::Refused { decided, proposed, refused, why })
    }

    /// Opens again when `is_mild` holds for what was chosen and the facts are worse now.
    pub(crate) fn weigh(self, now: Weight, at: Timestamp, is_mild: impl Fn(T) -> bool) -> Self {
        match self {
            Self::InForce { decided, proposed, .. }
                if is_mild(decided.choice) && now.is_worse_than(&decided.weight) =>
            {
                Self::Reopened { decided, proposed, at, weight: now }
            }
            other => other,
        }
    }

    /// Returns what holds.
    pub fn in_force(&self) -> Option<&Decided<T>> {
        match self {
            Self::InForce { decided, .. } => Some(decided),
            _ => None,
        }
    }

    /// Returns what waits for a second person, and who proposed it.
    pub fn waiting(&self) -> Option<(&Decided<T>, &Done)> {
        match self {
            Self::Proposed { decided, proposed } => Some((decided, proposed)),
            _ => None,
        }
    }

    /// Returns what was decided last, whatever became of it.
    pub fn decided(&self) -> &Decided<T> {
        match self {
            Self::Proposed { decided, .. }
            | Self::InForce { decided, .. }
            | Self::Refused { decided, .. }
            | Self::Reopened { decided, .. } => decided,
        }
    }
}

/// The shortest reasons that are taken, in characters; a full stop is none.
pub const MIN_REASON_CHARS: usize = 10;

/// What a decision needs before it is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    Nothing,
    Reasons,
    SecondPerson,
    SecondPersonAndDate,
}

fn not_proposed() -> Refusal {
    Refusal::new("wrong-state", "nothing waits for a second person here", "look at the breach again")
}

pub(crate) fn refuse_same(proposed: &PersonId, second: &PersonId) -> Result<(), Refusal> {
    if proposed != second {
        return Ok(());
    }
    Err(Refusal::new("four-eyes", "the person who proposed this may not approve it", "ask a second person"))
}
