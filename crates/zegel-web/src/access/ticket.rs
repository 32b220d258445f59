//! Tickets: what was begun in one request and is finished in the next (making a passkey, showing that the code app works). They lie in
//! memory for some minutes and are used once.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::Random;

/// How many lie there at a time; beyond it the oldest goes.
const MAX: usize = 5_000;

/// Tickets for values of one kind.
pub(crate) struct Tickets<T> {
    lifetime: SignedDuration,
    all: Mutex<HashMap<String, (Timestamp, T)>>,
}

impl<T> Tickets<T> {
    /// Makes none yet; each will lie there for `lifetime`.
    pub(crate) fn new(lifetime: SignedDuration) -> Self {
        Self { lifetime, all: Mutex::default() }
    }

    /// Puts a value away and returns the ticket for it.
    pub(crate) fn put(&self, value: T, now: Timestamp, random: &Random) -> String {
        let mut bytes = [0; 16];
        random(&mut bytes);
        let ticket = hex::encode(bytes);
        let mut all = self.lock();
        all.retain(|_, (end, _)| now < *end);
        if MAX <= all.len()
            && let Some(oldest) =
                all.iter().min_by_key(|(_, (end, _))| *end).map(|(ticket, _)| ticket.clone())
        {
            all.remove(&oldest);
        }
        all.insert(ticket.clone(), (now + self.lifetime, value));
        ticket
    }

    /// Takes the value away; a second time there is none.
    pub(crate) fn take(&self, ticket: &str, now: Timestamp) -> Option<T> {
        self.lock().remove(ticket).filter(|(end, _)| now < *end).map(|(_, value)| value)
    }

    /// Looks at the value and leaves it.
    pub(crate) fn with<R>(&self, ticket: &str, now: Timestamp, look: impl FnOnce(&mut T) -> R) -> Option<R> {
        let mut all = self.lock();
        all.get_mut(ticket).filter(|(end, _)| now < *end).map(|(_, value)| look(value))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, (Timestamp, T)>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
