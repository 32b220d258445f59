//! What a served archive does by itself once an hour: it destroys drafts past their deadline, and reminds who is due.

use std::time::Duration;

use crate::{App, Stop, api, mail};

const EVERY: Duration = Duration::from_secs(60 * 60);

/// Does the work of the hour, first now and then every hour, until told to stop.
pub async fn run(app: App, mut stop: Stop) {
    loop {
        // Before the first run there is nothing to look after.
        if app.facts().is_some() {
            if let Err(problem) = api::draft::sweep(&app).await {
                tracing::error!(code = %problem.code, cause = problem.cause, "could not look at the drafts");
            }
            if let Err(problem) = mail::round(&app).await {
                tracing::warn!(code = %problem.code, cause = problem.cause, "the reminders were not sent");
            }
        }
        tokio::select! {
            _ = stop.wait_for(|is_told| *is_told) => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
