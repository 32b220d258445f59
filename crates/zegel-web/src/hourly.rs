//! What a served archive does by itself: once an hour it destroys drafts past their deadline, keeps the counts of the day for the
//! register of risks, looks for alarms and reminds who is due, and more often it looks at the clocks of breaches.

use std::time::Duration;

use zegel_archive::evidence;

use crate::{App, Problem, Stop, alarms, api, mail};

/// How often the clocks are looked at: a reminder of one hour must not come when that hour is over.
const EVERY: Duration = Duration::from_secs(5 * 60);
/// Looks at the clocks in an hour.
const LOOKS_AN_HOUR: u64 = 12;

/// Does the work, first now and then when it is time, until told to stop.
pub async fn run(app: App, mut stop: Stop) {
    for look in 0_u64.. {
        // Before the first run there is nothing to look after.
        if app.facts().is_some()
            && let Err(problem) = mail::clocks(&app).await
        {
            tracing::warn!(code = %problem.code, cause = problem.cause, "the reminders of breaches were not sent");
        }
        if app.facts().is_some() && look % LOOKS_AN_HOUR == 0 {
            if let Err(problem) = api::draft::sweep(&app).await {
                tracing::error!(code = %problem.code, cause = problem.cause, "could not look at the drafts");
            }
            if let Err(problem) = keep_evidence(&app).await {
                tracing::error!(code = %problem.code, cause = problem.cause, "could not keep the counts of the day");
            }
            if let Err(problem) = alarms::round(&app).await {
                tracing::error!(code = %problem.code, cause = problem.cause, "could not look for alarms");
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

/// Keeps the counts of today, once.
pub(crate) async fn keep_evidence(app: &App) -> Result<bool, Problem> {
    let (now, zone) = (app.now(), app.settings.zone.clone());
    app.with_archive(move |archive| evidence::daily(archive, now, &zone).map_err(Into::into)).await
}
