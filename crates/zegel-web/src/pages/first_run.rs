//! The first run: with the one-time code on the terminal, somebody makes the archive, puts its keys away, and gets the first access.
//!
//! The code is in the link behind the `#`, which no server and no log sees, or is typed. Without it this page makes nothing.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zegel_archive::create::{Created, NewArchive, Safe, create};
use zegel_archive::store::Rendition;
use zegel_archive::{Archive, Config, Outside, credentials};
use zegel_model::{Person, PersonId};
use zegel_seal::{Quorum, Share};
use zeroize::Zeroizing;

use crate::request::Client;
use crate::{App, Page, Problem, example, html, problem};

/// What a first run needs of the command that serves it.
pub struct FirstRun {
    /// The folder of the archive to make.
    pub dir: PathBuf,
    /// Where the operator's key goes.
    pub key_file: PathBuf,
    /// SHA-256 of the one-time code.
    code_sha256: [u8; 32],
    /// Chance, and the program that sets type.
    pub outside: Outside,
    /// How far the example is, once somebody asked for it.
    loading: Mutex<Option<Loading>>,
}

/// How far the example is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Loading {
    /// So many steps are done.
    Steps(u64),
    /// It is there.
    Done,
    /// It could not be made; the cause is in the log.
    Failed,
}

impl FirstRun {
    /// Prepares a first run, and returns the one-time code besides, for the terminal and nowhere else.
    pub fn new(dir: PathBuf, key_file: PathBuf, outside: Outside) -> (Self, Zeroizing<String>) {
        let mut bytes = [0; 16];
        (outside.random)(&mut bytes);
        let code = Zeroizing::new(hex::encode(bytes));
        (
            Self {
                dir,
                key_file,
                code_sha256: Sha256::digest(code.as_bytes()).into(),
                outside,
                loading: Mutex::default(),
            },
            code,
        )
    }
}

/// What must be put away: each can be fetched once.
pub(crate) struct KeysToPutAway {
    shares: Vec<Option<Zeroizing<String>>>,
    key: Option<Zeroizing<String>>,
    /// The first administrator and the code for their access.
    admin: PersonId,
    admin_code: String,
}

#[derive(Template)]
#[template(path = "first/first.html")]
struct FirstPage {
    p: Page,
    typed: Typed,
    error: Option<String>,
    key_file: String,
}

/// What was typed.
#[derive(Default, Deserialize)]
pub struct Typed {
    secret: String,
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    archive: String,
    #[serde(default)]
    origin: String,
    #[serde(default)]
    admin_name: String,
    #[serde(default)]
    admin_short: String,
}

/// Shows the form; once there is an archive, this page is not there any more.
///
/// # Errors
/// `not-found`.
pub async fn show(State(app): State<App>, p: Page) -> Result<Response, Problem> {
    let first = pending(&app)?;
    let key_file = first.key_file.display().to_string();
    html(&FirstPage { p, typed: Typed::default(), error: None, key_file })
}

fn pending(app: &App) -> Result<Arc<FirstRun>, Problem> {
    match (app.facts(), &app.first_run) {
        (None, Some(first)) => Ok(Arc::clone(first)),
        _ => Err(Problem::not_found()),
    }
}

/// Counts the attempt and compares the code.
fn check_code(app: &App, client: Client, first: &FirstRun, code: &str) -> Result<(), &'static str> {
    if app.guard.attempt(Some("eerste-keer"), client.0, app.now()).is_err() {
        return Err("first-wait");
    }
    // Hashes are compared, so the time that it takes tells nothing of the code.
    if <[u8; 32]>::from(Sha256::digest(code.trim().as_bytes())) != first.code_sha256 {
        return Err("first-code-wrong");
    }
    app.guard.succeeded(Some("eerste-keer"), client.0);
    Ok(())
}

/// Makes the archive.
///
/// # Errors
/// Faults of the disk; what does not fit is shown in the form.
pub async fn make(
    State(app): State<App>,
    p: Page,
    client: Client,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let first = pending(&app)?;
    let new =
        check_code(&app, client, &first, &typed.secret).and_then(|()| new_archive(&app, &first, &typed));
    let new = match new {
        Ok(new) => new,
        Err(id) => {
            let error = Some(p.t(id).to_string());
            let key_file = first.key_file.display().to_string();
            let page = FirstPage { p, typed, error, key_file };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response());
        }
    };
    // Finished also when the browser goes away: an archive that was made and not opened would be in the way of the next attempt.
    let made = tokio::spawn(async move { make_archive(&app, p, &first, new).await });
    made.await.unwrap_or_else(|_| Err(Problem::fault("making the archive panicked")))
}

async fn make_archive(
    app: &App,
    p: Page,
    first: &Arc<FirstRun>,
    new: NewArchive,
) -> Result<Response, Problem> {
    let (now, admin) = (app.now(), new.operator.id.clone());
    let maker = Arc::clone(first);
    let (archive, shares, admin_code) = app
        .once(move || {
            let Created { mut archive, shares } = create(&maker.dir, new, now, maker.outside.clone())?;
            let code = credentials::invite_first(&mut archive, &admin, now)?.code;
            Ok((archive, shares, (admin, code)))
        })
        .await?;
    finish(app, p, first, archive, (&shares, admin_code)).await
}

/// Reads the form, or names the text of what does not fit.
fn new_archive(app: &App, first: &FirstRun, typed: &Typed) -> Result<NewArchive, &'static str> {
    let filled = |text: &str| {
        let text = text.trim().to_owned();
        (!text.is_empty() && text.chars().count() <= 120 && !text.chars().any(char::is_control))
            .then_some(text)
    };
    let organisation = filled(&typed.organisation).ok_or("first-organisation-wrong")?;
    let name = filled(&typed.archive).unwrap_or_else(|| organisation.clone());
    let admin_name = filled(&typed.admin_name).ok_or("first-admin-wrong")?;
    let id = typed.admin_short.trim().to_lowercase().parse::<PersonId>().map_err(|_| "people-short-wrong")?;
    let origin = typed.origin.trim();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/');
    if origin.is_empty() || 100 < origin.len() || !origin.chars().all(fits) {
        return Err("first-origin-wrong");
    }
    let today = app.now().to_zoned(app.settings.zone.clone()).date();
    Ok(NewArchive {
        config: Config::new(&name, origin, &organisation, today),
        operator: Person { id, name: admin_name.into(), roles: vec![] },
        safe: Safe::KeyFile(first.key_file.clone()),
        quorum: Quorum::new(3, 5).map_err(|_| "first-organisation-wrong")?,
    })
}

/// Only the code.
#[derive(Deserialize)]
pub struct OnlyCode {
    secret: String,
}

/// Begins to make the example, unless that has begun already; its page shows how far it is.
///
/// It goes on when the page is left: an archive that is half made would be in the way of the next attempt.
///
/// # Errors
/// `not-found` after the first run; a wrong code is shown in the form.
pub async fn load_example(
    State(app): State<App>,
    p: Page,
    client: Client,
    Form(OnlyCode { secret }): Form<OnlyCode>,
) -> Result<Response, Problem> {
    let first = pending(&app)?;
    if let Err(id) = check_code(&app, client, &first, &secret) {
        let error = Some(p.t(id).to_string());
        let typed = Typed { secret, ..Typed::default() };
        let key_file = first.key_file.display().to_string();
        let page = FirstPage { p, typed, error, key_file };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response());
    }
    if first.begin_loading() {
        tokio::spawn(async move {
            let end = match make_example(&app, &first).await {
                Ok(()) => Loading::Done,
                Err(problem) => {
                    tracing::error!(code = %problem.code, cause = problem.cause, "the example could not be made");
                    Loading::Failed
                }
            };
            *first.loading() = Some(end);
        });
    }
    Ok(problem::see_other("/eerste-keer/voorbeeld"))
}

async fn make_example(app: &App, first: &Arc<FirstRun>) -> Result<(), Problem> {
    let now = app.now();
    let today = now.to_zoned(app.settings.zone.clone()).date();
    let maker = Arc::clone(first);
    let (archive, _shares) = app
        .once(move || {
            let rendition = if maker.sets_type() { Rendition::Now } else { Rendition::Later };
            let of = example::Make { dir: &maker.dir, key_file: &maker.key_file, today, now, rendition };
            example::make(&of, maker.outside.clone(), &mut || maker.step())
        })
        .await?;
    // The shares of an example protect nothing.
    app.install(archive).await;
    Ok(())
}

impl FirstRun {
    fn sets_type(&self) -> bool {
        self.outside.typesetter.program.exists()
    }

    fn loading(&self) -> MutexGuard<'_, Option<Loading>> {
        self.loading.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns true for the one who begins.
    fn begin_loading(&self) -> bool {
        let mut loading = self.loading();
        let begins = matches!(*loading, None | Some(Loading::Failed));
        if begins {
            *loading = Some(Loading::Steps(0));
        }
        begins
    }

    fn step(&self) {
        if let Some(Loading::Steps(n)) = &mut *self.loading() {
            *n += 1;
        }
    }
}

#[derive(Template)]
#[template(path = "first/loading.html")]
struct LoadingPage {
    p: Page,
    /// Steps done; `None` when it could not be made.
    n_done: Option<u64>,
    n_steps: u64,
}

/// Shows how far the example is; goes on to the sign-on page when it is there, and back to the form when nobody asked for it.
///
/// # Errors
/// `not-found` where there was no first run.
pub async fn loading(State(app): State<App>, p: Page) -> Result<Response, Problem> {
    let first = app.first_run.as_ref().ok_or_else(Problem::not_found)?;
    let loading = *first.loading();
    let n_done = match loading {
        Some(Loading::Steps(n)) => Some(n),
        Some(Loading::Failed) => None,
        Some(Loading::Done) => return Ok(problem::see_other("/aanmelden")),
        None => return Ok(problem::see_other("/eerste-keer")),
    };
    html(&LoadingPage { p, n_done, n_steps: example::N_STEPS })
}

/// How far the example is, for the script of its page.
#[derive(Serialize)]
pub struct Standing {
    state: &'static str,
    n_made: u64,
    n_parts: u64,
    words: String,
}

/// Tells how far the example is.
///
/// # Errors
/// `not-found` where there was no first run.
pub async fn standing(State(app): State<App>, p: Page) -> Result<Json<Standing>, Problem> {
    let first = app.first_run.as_ref().ok_or_else(Problem::not_found)?;
    let (state, n_made) = match *first.loading() {
        Some(Loading::Steps(n)) => ("loading", n),
        Some(Loading::Done) => ("done", example::N_STEPS),
        Some(Loading::Failed) => ("failed", 0),
        None => ("none", 0),
    };
    let words = p.t("first-loading-steps").with("made", n_made).with("steps", example::N_STEPS).to_string();
    Ok(Json(Standing { state, n_made, n_parts: example::N_STEPS, words }))
}

async fn finish(
    app: &App,
    mut p: Page,
    first: &FirstRun,
    archive: Archive,
    (shares, (admin, admin_code)): (&[Share], (PersonId, String)),
) -> Result<Response, Problem> {
    let key = std::fs::read_to_string(&first.key_file)
        .map_err(|error| Problem::fault(format!("could not read the operator's key: {error}")))?;
    let keys = KeysToPutAway {
        shares: shares.iter().map(|share| Some(share.to_secret_text())).collect(),
        key: Some(Zeroizing::new(key)),
        admin,
        admin_code,
    };
    let organisation = archive.config().records_creator.clone();
    app.install(archive).await;
    let ticket = app.put_away.put(keys, app.now(), &app.random);
    p.organisation = organisation;
    keys_page(app, p, ticket, first.key_file.display().to_string())
}

#[derive(Template)]
#[template(path = "first/keys.html")]
struct KeysPage {
    p: Page,
    ticket: String,
    key_file: String,
    /// Which shares are still there to fetch.
    shares: Vec<(usize, bool)>,
    has_key: bool,
    admin: String,
    admin_code: String,
}

fn keys_page(app: &App, p: Page, ticket: String, key_file: String) -> Result<Response, Problem> {
    let seen = app.put_away.with(&ticket, app.now(), |keys| {
        let shares = (1..).zip(&keys.shares).map(|(n, share)| (n, share.is_some())).collect();
        (shares, keys.key.is_some(), keys.admin.to_string(), keys.admin_code.clone())
    });
    let (shares, has_key, admin, admin_code) = seen.ok_or_else(gone)?;
    html(&KeysPage { p, ticket, key_file, shares, has_key, admin, admin_code })
}

fn gone() -> Problem {
    Problem::new(StatusCode::GONE, "ticket-gone")
}

/// Which key.
#[derive(Deserialize)]
pub struct Which {
    ticket: String,
    /// 0 is the operator's key, the others are the shares.
    n: usize,
}

/// Gives one key as a file, once.
///
/// # Errors
/// `ticket-gone`, also for one that was fetched already.
pub async fn fetch(
    State(app): State<App>,
    Form(Which { ticket, n }): Form<Which>,
) -> Result<Response, Problem> {
    let taken = app.put_away.with(&ticket, app.now(), |keys| match n.checked_sub(1) {
        None => keys.key.take(),
        Some(index) => keys.shares.get_mut(index).and_then(Option::take),
    });
    let secret = taken.flatten().ok_or_else(gone)?;
    let name = if n == 0 { "zegel-operator.key".to_owned() } else { format!("zegel-share-{n}.txt") };
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\""))
        .map_err(|_| Problem::fault("could not name a file"))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, secret.as_str().to_owned()).into_response())
}
