//! What all requests share: the one open archive, who is signed on, and the edge where time and chance come in.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::{Mutex, Semaphore};
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyRegistration};
use zegel_archive::config::SignOn;
use zegel_archive::{Archive, Desk, Error, accept, breaches};
use zegel_model::PersonId;

use crate::access::passkey::Passkeys;
use crate::access::provider::Sent;
use crate::access::ticket::Tickets;
use crate::api::submissions;
use crate::counting::Counts;
use crate::guard::Guard;
use crate::jobs::Jobs;
use crate::pages::enrol::Enrolling;
use crate::pages::find::Typed;
use crate::pages::first_run::{FirstRun, KeysToPutAway};
use crate::problem::chain;
use crate::request::Client;
use crate::{Problem, Sessions, session};

/// Where the time comes from; a test turns it by hand.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
/// Where chance comes from: fills the slice with random bytes.
pub type Random = zegel_archive::Random;

/// How this server is reached, and by which zone its pages tell the time.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address in the browser: scheme, host and port, e.g. `https://zegel.waterveen.nl` or `http://localhost:8420`.
    pub origin: String,
    /// The zone of times on pages.
    pub zone: TimeZone,
    /// A proxy of our own stands before this server and tells the address of the client (`X-Forwarded-For`).
    pub is_behind_proxy: bool,
}

impl Settings {
    /// Returns true when the browser speaks TLS to us or to a proxy before us; cookies are `Secure` then.
    pub fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// Returns true when a request for `host` (with its port) is for this server.
    pub(crate) fn is_host(&self, host: &str) -> bool {
        let own = self.origin.split_once("://").map_or("", |(_, own)| own);
        let is_number = matches!(name_of(host), "127.0.0.1" | "[::1]" | "localhost");
        host.eq_ignore_ascii_case(own) || is_number && self.is_on_this_machine()
    }

    /// Returns true when this server is reached as `localhost` and not through a proxy.
    fn is_on_this_machine(&self) -> bool {
        let rest = self.origin.strip_prefix("http://localhost").unwrap_or("elsewhere");
        (rest.is_empty() || rest.starts_with(':')) && !self.is_behind_proxy
    }
}

/// Returns a host without its port.
fn name_of(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// What may be shown of the archive on every page, without asking it.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Its name.
    pub name: String,
    /// The body whose archive it is.
    pub organisation: String,
    /// The public key to which submissions are sealed.
    pub recipient: String,
    /// Where sealed packages lie while they come in.
    pub incoming: PathBuf,
    /// The archive was made to look around in.
    pub is_example: bool,
    /// The folder of the archive.
    pub dir: PathBuf,
    /// The OpenID provider, where one is configured.
    pub sign_on: Option<SignOn>,
}

/// What all requests share. Cloning it gives another handle.
#[derive(Clone)]
pub struct App(Arc<Shared>);

/// See [`App`].
pub struct Shared {
    archive: Arc<Mutex<Option<Archive>>>,
    facts: RwLock<Option<Arc<Facts>>>,
    /// How many breaches have a running clock; counted anew after all work with the archive.
    n_running: AtomicU64,
    /// The size of the ledger at which those were counted, and one more; 0 where they were not.
    counted_at: AtomicU64,
    /// Who is signed on.
    pub sessions: Sessions,
    /// Places for submissions that are on their way in.
    pub(crate) incoming: Semaphore,
    /// Storing that goes on behind the pages.
    pub(crate) jobs: Jobs,
    /// Scopes of breaches that are being counted.
    pub(crate) counts: Counts,
    /// One sender of letters at a time.
    pub(crate) sending_letters: Mutex<()>,
    /// Somebody started a telling: the sender looks at once.
    pub(crate) telling_started: tokio::sync::Notify,
    /// What people typed into the search page; it never stands in an address.
    pub(crate) searches: Tickets<Typed>,
    /// The lock on guessing.
    pub(crate) guard: Guard,
    pub(crate) passkeys: Passkeys,
    /// Who is making their access, with a code or signed on.
    pub(crate) enrolling: Tickets<Enrolling>,
    /// Passkeys that are being made: the ticket of the person, and what the browser's answer is checked against.
    pub(crate) making: Tickets<(String, PasskeyRegistration)>,
    /// Sign-ons that went to the OpenID provider.
    pub(crate) sent: Tickets<Sent>,
    /// What the first run needs; stays there after it, and opens nothing any more.
    pub(crate) first_run: Option<Arc<FirstRun>>,
    /// Keys of the first run that somebody must put away.
    pub(crate) put_away: Tickets<KeysToPutAway>,
    /// The first run is under way: there are not two archives.
    making_archive: Mutex<()>,
    /// Passkeys that were asked to sign.
    pub(crate) signing_on: Tickets<DiscoverableAuthentication>,
    /// How this server is reached.
    pub settings: Settings,
    /// Where chance comes from.
    pub random: Random,
    clock: Clock,
}

impl std::ops::Deref for App {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    /// Shares an open archive.
    pub fn new(archive: Archive, settings: Settings, clock: Clock, random: Random) -> Self {
        Self::share(Some(archive), None, settings, (clock, random))
    }

    /// Shares nothing yet: only the first run is served.
    pub fn without_archive(first_run: FirstRun, settings: Settings, clock: Clock, random: Random) -> Self {
        Self::share(None, Some(first_run), settings, (clock, random))
    }

    fn share(
        archive: Option<Archive>,
        first_run: Option<FirstRun>,
        settings: Settings,
        (clock, random): (Clock, Random),
    ) -> Self {
        let facts = archive.as_ref().map(|archive| Arc::new(facts(archive)));
        let n_running = archive.as_ref().and_then(|archive| breaches::n_running(archive).ok()).unwrap_or(0);
        Self(Arc::new(Shared {
            n_running: AtomicU64::new(n_running),
            counted_at: AtomicU64::new(0),
            archive: Arc::new(Mutex::new(archive)),
            facts: RwLock::new(facts),
            sessions: Sessions::default(),
            incoming: Semaphore::new(submissions::MAX_AT_A_TIME),
            jobs: Jobs::default(),
            counts: Counts::default(),
            sending_letters: Mutex::default(),
            telling_started: tokio::sync::Notify::new(),
            searches: Tickets::new(crate::session::LONGEST),
            guard: Guard::default(),
            passkeys: Passkeys::new(&settings.origin),
            enrolling: Tickets::new(SignedDuration::from_mins(30)),
            making: Tickets::new(SignedDuration::from_mins(10)),
            sent: Tickets::new(SignedDuration::from_mins(10)),
            first_run: first_run.map(Arc::new),
            put_away: Tickets::new(SignedDuration::from_hours(2)),
            making_archive: Mutex::default(),
            signing_on: Tickets::new(SignedDuration::from_mins(10)),
            settings,
            random,
            clock,
        }))
    }

    /// Returns the time, UTC.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Returns what may be shown of the archive everywhere; `None` before the first run.
    pub fn facts(&self) -> Option<Arc<Facts>> {
        self.facts.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns how many breaches have a running clock.
    pub(crate) fn n_running(&self) -> u64 {
        self.n_running.load(Ordering::Relaxed)
    }

    /// Counts the running clocks again where something was written since.
    fn count_running(&self, archive: &Archive) {
        // A count that fails leaves the one of before: the next page counts again.
        let Ok(size) = breaches::as_of(archive) else { return };
        if self.counted_at.load(Ordering::Relaxed) == size + 1 {
            return;
        }
        if let Ok(n) = breaches::n_running(archive) {
            self.n_running.store(n, Ordering::Relaxed);
            self.counted_at.store(size + 1, Ordering::Relaxed);
        }
    }

    /// Returns true when the archive is an example and the client sits at this machine: then anybody may be anybody.
    pub(crate) fn is_open_example(&self, client: &Client) -> bool {
        let is_example = self.facts().is_some_and(|facts| facts.is_example);
        is_example && self.settings.is_on_this_machine() && client.0.is_loopback()
    }

    /// Returns true when an OpenID provider is configured.
    pub(crate) fn has_provider(&self) -> bool {
        self.facts().is_some_and(|facts| facts.sign_on.is_some())
    }

    /// Gives the archive that the first run made to all requests.
    pub async fn install(&self, archive: Archive) {
        let facts = facts(&archive);
        *self.archive.lock().await = Some(archive);
        *self.facts.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(facts));
    }

    /// Sits down at the desk as this person and works there.
    ///
    /// This is the one place where async and blocking meet (decision 0003): requests wait in line for the archive without
    /// holding a thread, and the work itself runs on a thread that may block. When the client goes away while it waits,
    /// nothing was done; once it began, it is finished.
    ///
    /// # Errors
    /// Those of `work`, as a [`Problem`]; `first-run` where there is no archive yet.
    pub async fn with_desk<T, E>(
        &self,
        person: &PersonId,
        work: impl FnOnce(&mut Desk<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Problem>
    where
        T: Send + 'static,
        E: Into<Problem> + Send + 'static,
    {
        let (person, session, now) = (person.clone(), session::current(), self.now());
        self.with_archive(move |archive| {
            let mut desk = archive.desk(&person, now).map_err(Problem::from)?;
            desk.session = session;
            work(&mut desk).map_err(Into::into)
        })
        .await
    }

    /// Runs what makes the archive, one at a time and only while there is none.
    ///
    /// # Errors
    /// Those of `work`; `exists` when somebody else was first.
    pub(crate) async fn once<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let _alone = self.making_archive.lock().await;
        if self.facts().is_some() {
            return Err(Problem::new(axum::http::StatusCode::CONFLICT, "exists"));
        }
        let worked = tokio::task::spawn_blocking(work).await;
        worked.unwrap_or_else(|_| Err(Problem::fault("making the archive panicked")))
    }

    /// Works with the archive itself, for what happens before anybody is signed on; see [`App::with_desk`].
    ///
    /// # Errors
    /// Those of `work`; `first-run` where there is no archive yet.
    pub async fn with_archive<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Archive) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let mut guard = Arc::clone(&self.archive).lock_owned().await;
        let app = self.clone();
        let worked = tokio::task::spawn_blocking(move || match guard.as_mut() {
            Some(archive) => {
                let worked = work(archive);
                app.count_running(archive);
                worked
            }
            None => Err(Problem::first_run()),
        });
        worked.await.unwrap_or_else(|_| Err(Problem::fault("the work for a request panicked")))
    }
}

fn facts(archive: &Archive) -> Facts {
    let config = archive.config();
    Facts {
        name: config.name.clone(),
        organisation: config.records_creator.clone(),
        recipient: archive.recipient(),
        incoming: make_incoming(archive),
        is_example: config.example,
        dir: archive.dir().to_owned(),
        sign_on: config.sign_on.clone(),
    }
}

/// Makes the folder for packages that come in, and removes what was left there. Where that fails, the first package fails with the reason.
fn make_incoming(archive: &Archive) -> PathBuf {
    let incoming = archive.dir().join("incoming");
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let made = builder.create(&incoming).map_err(|source| Error::Io {
        doing: "make",
        path: incoming.clone(),
        source,
    });
    match made.and_then(|()| accept::sweep(archive, &incoming)) {
        Ok(0) => {}
        Ok(n_removed) => tracing::warn!(n_removed, "packages that were not accepted were removed"),
        Err(error) => {
            tracing::error!(cause = chain(&error), "could not prepare the folder 'incoming' in the archive")
        }
    }
    incoming
}
