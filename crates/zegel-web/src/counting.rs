//! Counting the scope of a breach as a job: a short count answers at once, a long one goes on when the page is left.
//!
//! It lives in memory: after a restart nothing is lost but the waiting, for what was counted stands in the breach and in the ledger.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use zegel_archive::breaches::Known;
use zegel_archive::{Desk, Error};
use zegel_model::{BreachId, PersonId};

use crate::{App, Problem, session};

/// How long a page waits for a count before it says that it goes on.
const WAIT: Duration = Duration::from_secs(3);

/// How far a count is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// It goes on.
    Running {
        /// Since when.
        since: Timestamp,
    },
    /// It stopped, with the code of the problem; nothing was added to the breach.
    Failed {
        /// The code.
        code: String,
    },
}

/// How a count ended while its page waited.
pub enum Waited {
    /// It is there, under this number.
    Done(u32),
    /// It goes on; its page says how far it is.
    GoesOn,
}

/// The counts of this process, one per breach.
#[derive(Default)]
pub struct Counts(Mutex<HashMap<BreachId, Progress>>);

impl Counts {
    /// Returns how far the count of a breach is; `None` when there is none, or when it is in the breach.
    pub fn progress(&self, breach: BreachId) -> Option<Progress> {
        self.lock().get(&breach).cloned()
    }

    /// Begins, unless one is running already.
    fn begin(&self, breach: BreachId, since: Timestamp) -> bool {
        let mut counts = self.lock();
        let is_running = |progress: &Progress| matches!(progress, Progress::Running { .. });
        if counts.get(&breach).is_some_and(is_running) {
            return false;
        }
        // What is over is forgotten at the next beginning, so that the list stays short.
        counts.retain(|_, progress| is_running(progress));
        counts.insert(breach, Progress::Running { since });
        true
    }

    fn end(&self, breach: BreachId, failed: Option<String>) {
        let mut counts = self.lock();
        match failed {
            Some(code) => drop(counts.insert(breach, Progress::Failed { code })),
            None => drop(counts.remove(&breach)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<BreachId, Progress>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts for a breach as this person, and waits a moment for it; a second start while it runs only waits no longer.
///
/// # Errors
/// Those of `count`, when it ended in that moment.
pub async fn count(
    app: &App,
    person: &PersonId,
    breach: BreachId,
    count: impl FnOnce(&mut Desk<'_>) -> Result<(Known, u32), Error> + Send + 'static,
) -> Result<Waited, Problem> {
    if !app.counts.begin(breach, app.now()) {
        return Ok(Waited::GoesOn);
    }
    let task = tokio::spawn(session::carried(run(app.clone(), person.clone(), breach, count)));
    match tokio::time::timeout(WAIT, task).await {
        Err(_) => Ok(Waited::GoesOn),
        Ok(Ok(Ok(n))) => Ok(Waited::Done(n)),
        Ok(Ok(Err(problem))) => {
            // The form says it; the page need not say it again.
            app.counts.end(breach, None);
            Err(problem)
        }
        Ok(Err(_)) => Err(Problem::fault("counting a scope panicked")),
    }
}

async fn run(
    app: App,
    person: PersonId,
    breach: BreachId,
    count: impl FnOnce(&mut Desk<'_>) -> Result<(Known, u32), Error> + Send + 'static,
) -> Result<u32, Problem> {
    let counted = app.with_desk(&person, count).await;
    let failed = counted.as_ref().err().map(|problem| {
        if let Some(cause) = &problem.cause {
            tracing::error!(%breach, code = %problem.code, cause, "a count failed");
        }
        problem.code.to_string()
    });
    app.counts.end(breach, failed);
    counted.map(|(_, n)| n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breach_is_counted_once_at_a_time_and_a_failure_is_told_until_the_next() {
        let counts = Counts::default();
        let (breach, now) = (BreachId(uuid::Uuid::nil()), Timestamp::UNIX_EPOCH);
        assert!(counts.begin(breach, now));
        assert!(!counts.begin(breach, now), "a second start changes nothing");
        counts.end(breach, Some("window-wrong".to_owned()));
        assert_eq!(counts.progress(breach), Some(Progress::Failed { code: "window-wrong".to_owned() }));
        assert!(counts.begin(breach, now), "after a failure it may begin again");
        counts.end(breach, None);
        assert_eq!(counts.progress(breach), None);
    }
}
