//! Failure points: named steps at which a test can make the store fail or die.
//!
//! Without the feature `failpoints` a point is an empty function. With it, a test arms a point of its own thread
//! ([`arm`]), or a child process is started with `ZEGEL_FAILPOINT=name` (die as by `kill -9`) or
//! `ZEGEL_FAILPOINT=name:error`. Invariant: a point is a place, never a behaviour; the code around it does not know
//! whether points exist.

#[cfg(not(feature = "failpoints"))]
use crate::StoreError;

/// The names of all points, for tests that walk them.
pub const POINTS: &[&str] = &[
    "object-begun",
    "object-written",
    "object-visible",
    "write-begun",
    "write-changed",
    "write-before-commit",
    "write-after-commit",
    "object-before-removal",
    "checkpoint-before",
    "checkpoint-after",
    "rotate-begun",
    "rotate-optimized",
    "rotate-copied",
    "rotate-rewrapped",
    "rotate-before-switch",
    "rotate-switched",
    "rotate-old-removed",
];

#[cfg(not(feature = "failpoints"))]
#[expect(clippy::unnecessary_wraps, reason = "with the feature it can fail")]
pub(crate) fn point(_name: &'static str) -> Result<(), StoreError> {
    Ok(())
}

#[cfg(feature = "failpoints")]
pub(crate) use armed::point;
#[cfg(feature = "failpoints")]
pub use armed::{arm, disarm};

#[cfg(feature = "failpoints")]
mod armed {
    use std::cell::Cell;

    use crate::StoreError;

    thread_local! {
        static ARMED: Cell<Option<(&'static str, u32)>> = const { Cell::new(None) };
    }

    /// Arms a point for this thread: it returns an error at its `nth` passing, counted from 1.
    pub fn arm(name: &'static str, nth: u32) {
        ARMED.set(Some((name, nth)));
    }

    /// Disarms whatever was armed for this thread.
    pub fn disarm() {
        ARMED.set(None);
    }

    pub(crate) fn point(name: &'static str) -> Result<(), StoreError> {
        if let Some((armed, nth)) = ARMED.get()
            && armed == name
        {
            if nth <= 1 {
                ARMED.set(None);
                return Err(StoreError::Failpoint { point: name });
            }
            ARMED.set(Some((armed, nth - 1)));
        }
        match std::env::var("ZEGEL_FAILPOINT") {
            // An abort runs no destructor and flushes nothing, as SIGKILL does.
            Ok(wanted) if wanted == name => std::process::abort(),
            Ok(wanted) if wanted.strip_suffix(":error") == Some(name) => {
                Err(StoreError::Failpoint { point: name })
            }
            _ => Ok(()),
        }
    }
}
