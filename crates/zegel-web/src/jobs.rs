//! Storing as a job: it goes on when the page is left, and its page can be come back to.
//!
//! A job visits the archive in short steps, so that others are served between them. It lives in memory: after a restart the state of
//! the capture itself says what is left to do, and the same button finishes it.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use zegel_archive::store::{self, Rendition, rendition};
use zegel_archive::{ObjectRole, read};
use zegel_model::{CaptureId, PersonId, RecordId};

use crate::{App, Problem};

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// The records are being written and indexed.
    Storing,
    /// The PDF/A is being made: parts done, parts in all that are known.
    Typesetting {
        /// Parts that are made.
        n_made: u64,
        /// Parts of the records that were looked at.
        n_parts: u64,
    },
    /// Somebody stopped the making of the PDF/A; the records are stored, and the same button makes it later.
    Stopped,
    /// All is done.
    Done,
    /// It stopped, with the code of the problem; the records are stored when `is_stored`.
    Failed {
        /// The code.
        code: String,
        /// The records are stored and findable; only a PDF/A is missing.
        is_stored: bool,
    },
}

impl Progress {
    /// Returns true while it goes on.
    pub fn is_running(&self) -> bool {
        matches!(self, Self::Storing | Self::Typesetting { .. })
    }

    /// Returns the stable name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Storing => "storing",
            Self::Typesetting { .. } => "typesetting",
            Self::Stopped => "stopped",
            Self::Done => "done",
            Self::Failed { .. } => "failed",
        }
    }
}

/// The jobs of this process, one per capture.
#[derive(Default)]
pub struct Jobs(Mutex<HashMap<CaptureId, Job>>);

struct Job {
    progress: Progress,
    is_told_to_stop: bool,
}

impl Jobs {
    /// Returns how far the job of a capture is.
    pub fn progress(&self, capture: CaptureId) -> Option<Progress> {
        self.lock().get(&capture).map(|job| job.progress.clone())
    }

    /// Begins, unless one is running already.
    fn begin(&self, capture: CaptureId) -> bool {
        let mut jobs = self.lock();
        if jobs.get(&capture).is_some_and(|job| job.progress.is_running()) {
            return false;
        }
        // What is over is forgotten at the next beginning, so that the list stays short.
        jobs.retain(|_, job| job.progress.is_running());
        jobs.insert(capture, Job { progress: Progress::Storing, is_told_to_stop: false });
        true
    }

    /// Asks to stop making the PDF/A, at the next part; storing itself is one step and cannot be stopped half-way.
    pub fn stop(&self, capture: CaptureId) {
        if let Some(job) = self.lock().get_mut(&capture) {
            job.is_told_to_stop = true;
        }
    }

    fn is_told_to_stop(&self, capture: CaptureId) -> bool {
        self.lock().get(&capture).is_some_and(|job| job.is_told_to_stop)
    }

    fn set(&self, capture: CaptureId, progress: Progress) {
        if let Some(job) = self.lock().get_mut(&capture) {
            job.progress = progress;
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<CaptureId, Job>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts storing a capture as this person; a second start while it runs changes nothing.
pub fn start(app: &App, person: PersonId, capture: CaptureId) {
    if !app.jobs.begin(capture) {
        return;
    }
    let app = app.clone();
    tokio::spawn(async move {
        let end = match run(&app, &person, capture).await {
            Ok(End::Done) => Progress::Done,
            Ok(End::Stopped) => Progress::Stopped,
            Err((problem, is_stored)) => {
                if let Some(cause) = &problem.cause {
                    tracing::error!(%capture, code = %problem.code, cause, "a job failed");
                }
                Progress::Failed { code: problem.code.into_owned(), is_stored }
            }
        };
        app.jobs.set(capture, end);
    });
}

/// How a job came to its end.
#[derive(PartialEq, Eq)]
enum End {
    Done,
    Stopped,
}

async fn run(app: &App, person: &PersonId, capture: CaptureId) -> Result<End, (Problem, bool)> {
    app.with_desk(person, move |desk| match read::capture(desk, capture)?.state {
        "registered" => store::store(desk, capture, Rendition::Later).map(drop),
        _ => Ok(()),
    })
    .await
    .map_err(|problem| (problem, false))?;
    let records = app
        .with_desk(person, move |desk| without_pdf(desk, capture))
        .await
        .map_err(|problem| (problem, true))?;
    let (mut n_made, mut n_parts) = (0, 0);
    for record in records {
        let end = typeset(app, person, (capture, record), (&mut n_made, &mut n_parts))
            .await
            .map_err(|problem| (problem, true))?;
        if end == End::Stopped {
            return Ok(End::Stopped);
        }
    }
    Ok(End::Done)
}

/// Returns the stored records of a capture that have no PDF/A yet.
fn without_pdf(
    desk: &mut zegel_archive::Desk<'_>,
    capture: CaptureId,
) -> Result<Vec<RecordId>, zegel_archive::Error> {
    let records = read::capture(desk, capture)?.records;
    let lacks = |files: &[(ObjectRole, u64)]| {
        !files.is_empty() && !files.iter().any(|(role, _)| *role == ObjectRole::Pdf)
    };
    Ok(records.into_iter().filter(|record| lacks(&record.files)).map(|record| record.id).collect())
}

async fn typeset(
    app: &App,
    person: &PersonId,
    (capture, record): (CaptureId, RecordId),
    (n_made, n_parts): (&mut u64, &mut u64),
) -> Result<End, Problem> {
    let mut making = app.with_desk(person, move |desk| rendition::begin(desk, record)).await?;
    *n_parts += making.n_parts();
    loop {
        if app.jobs.is_told_to_stop(capture) {
            // What was made of this record so far is made again when somebody goes on.
            return Ok(End::Stopped);
        }
        app.jobs.set(capture, Progress::Typesetting { n_made: *n_made, n_parts: *n_parts });
        let (back, went_on) = app
            .with_desk(person, move |desk| {
                let went_on = making.step(desk)?;
                Ok::<_, zegel_archive::Error>((making, went_on))
            })
            .await?;
        making = back;
        if !went_on {
            break;
        }
        *n_made += 1;
    }
    app.with_desk(person, move |desk| making.finish(desk)).await?;
    Ok(End::Done)
}
