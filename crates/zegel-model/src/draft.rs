//! An unfinished choice that its owner saves at the archive, sealed to a key that only the owner has (requirement S6).
//!
//! The archive knows its size, its dates and whether a hold froze it, and nothing of what is in it. Invariant: a frozen draft
//! is neither replaced nor destroyed.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Content, Done, Refusal};

/// A larger draft is refused: it holds positions, names and redactions, never the chat itself.
pub const MAX_DRAFT_BYTES: u64 = 4 * 1024 * 1024;
/// So long before its deadline the owner is warned, and so long a draft lives at least after a hold was lifted.
pub const DRAFT_WARNING: SignedDuration = SignedDuration::from_hours(72);

/// What the archive knows of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// When it was saved.
    pub saved_at: Timestamp,
    /// When it destroys itself.
    pub expires_at: Timestamp,
    /// Size of the sealed bytes.
    pub size_bytes: u64,
    /// The hold that froze it, if one did.
    pub frozen: Option<Frozen>,
}

/// By whose decision a draft is frozen, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// Who, and when.
    pub decided: Done,
    /// Why, as its owner reads it.
    pub ground: Content,
}

impl Draft {
    /// Saves a draft in the place of an earlier one.
    ///
    /// # Errors
    /// `draft-size` (nothing, or more than [`MAX_DRAFT_BYTES`]), `draft-frozen`.
    pub fn save(
        old: Option<&Self>,
        size_bytes: u64,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<Self, Refusal> {
        if let Some(old) = old {
            old.destroy()?;
        }
        if size_bytes == 0 || MAX_DRAFT_BYTES < size_bytes {
            return Err(Refusal::new(
                "draft-size",
                format!("a draft of {size_bytes} bytes; it has 1 to {MAX_DRAFT_BYTES}"),
                "finish the choice on this device",
            ));
        }
        Ok(Self { saved_at: now, expires_at, size_bytes, frozen: None })
    }

    /// Decides whether it may be destroyed or replaced.
    ///
    /// # Errors
    /// `draft-frozen`.
    pub fn destroy(&self) -> Result<(), Refusal> {
        match self.frozen {
            None => Ok(()),
            Some(_) => Err(Refusal::new(
                "draft-frozen",
                "a hold froze this draft",
                "ask who placed the hold; the draft can still be opened",
            )),
        }
    }

    /// Returns true when its deadline has passed and no hold keeps it.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.frozen.is_none() && self.expires_at <= now
    }

    /// Returns true when its owner must be warned.
    pub fn is_near(&self, now: Timestamp) -> bool {
        self.frozen.is_none() && self.expires_at <= now + DRAFT_WARNING
    }

    /// Freezes it: its deadline does not count any more.
    ///
    /// # Errors
    /// `draft-frozen` when it is frozen already.
    pub fn freeze(self, decided: Done, ground: Content) -> Result<Self, Refusal> {
        self.destroy()?;
        Ok(Self { frozen: Some(Frozen { decided, ground }), ..self })
    }

    /// Lifts the hold; the owner gets the time of a warning at least.
    ///
    /// # Errors
    /// `draft-not-frozen`.
    pub fn thaw(self, now: Timestamp) -> Result<Self, Refusal> {
        if self.frozen.is_none() {
            return Err(Refusal::new(
                "draft-not-frozen",
                "no hold freezes this draft",
                "nothing has to be lifted",
            ));
        }
        Ok(Self { frozen: None, expires_at: self.expires_at.max(now + DRAFT_WARNING), ..self })
    }
}
