//! How every owner stands, and what they answered about their apps, as counts: for who advises them.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use zegel_archive::rhythm::{self, Outcome, Pace};
use zegel_archive::settings_check::{self, App as Checkable, Count, Question};

use crate::{App, Page, Problem, SignedOn, html};

#[derive(Template)]
#[template(path = "rhythm/list.html")]
struct ListPage {
    p: Page,
    lines: Vec<Line>,
    n_late: usize,
    has_mail: bool,
    checks: Vec<Check>,
}

/// An owner.
struct Line {
    name: String,
    standing: Standing,
    reminder: Option<String>,
}

/// How somebody stands, in words.
pub(super) struct Standing {
    /// The class of the tag and its text.
    pub tone: &'static str,
    pub word: String,
    /// Days since the last capture.
    pub since: String,
    /// How often, and by when.
    pub rhythm: Option<String>,
}

/// The answers about one app.
struct Check {
    app: String,
    rows: Vec<(String, [u64; 3])>,
}

/// Shows everybody.
///
/// # Errors
/// Faults of the archive; `not-your-role`.
pub async fn list(State(app): State<App>, p: Page, who: SignedOn) -> Result<Response, Problem> {
    let zone = app.settings.zone.clone();
    let (paces, counts, has_mail) = app
        .with_desk(&who.person.id, move |desk| {
            let has_mail = desk.archive.config().mail.is_some();
            Ok::<_, zegel_archive::Error>((
                rhythm::all(desk, &zone)?,
                settings_check::counts(desk)?,
                has_mail,
            ))
        })
        .await?;
    let lines = paces.iter().map(|pace| Line {
        name: pace.name.as_str().to_owned(),
        standing: standing(&p, pace),
        reminder: pace.reminder.map(|(at, outcome)| {
            let id = match outcome {
                Outcome::Sending => "rhythm-reminder-uncertain",
                Outcome::Sent => "rhythm-reminder-sent",
                Outcome::Refused => "rhythm-reminder-refused",
                Outcome::Failed => "rhythm-reminder-failed",
            };
            p.t(id).with("at", p.date_time(&at)).to_string()
        }),
    });
    let page = ListPage {
        n_late: paces.iter().filter(|pace| pace.is_late).count(),
        lines: lines.collect(),
        has_mail,
        checks: Checkable::ALL.iter().map(|of| check(&p, *of, &counts)).collect(),
        p,
    };
    html(&page)
}

fn check(p: &Page, app: Checkable, counts: &[Count]) -> Check {
    let rows = Question::ALL.iter().map(|question| {
        let count = counts.iter().find(|count| (count.app, count.question) == (app, *question));
        (p.t(&format!("check-{}", question.code())).to_string(), count.map_or([0; 3], |count| count.n))
    });
    Check { app: p.t(&format!("check-app-{}", app.code())).to_string(), rows: rows.collect() }
}

/// Says how somebody stands.
pub(super) fn standing(p: &Page, pace: &Pace) -> Standing {
    let (tone, id) = match (pace.rhythm, pace.is_late) {
        (None, _) => ("todo", "rhythm-none"),
        (Some(_), true) => ("warn", "rhythm-late"),
        (Some(_), false) => ("ok", "rhythm-in-time"),
    };
    let since = match pace.days_since {
        None => p.t("rhythm-never").to_string(),
        Some(days) => p.t("rhythm-since").with("n", u64::from(days.unsigned_abs())).to_string(),
    };
    let rhythm = pace.rhythm.map(|(days, due)| {
        p.t("rhythm-every").with("n", u64::from(days)).with("due", p.date(&due)).to_string()
    });
    Standing { tone, word: p.t(id).to_string(), since, rhythm }
}
