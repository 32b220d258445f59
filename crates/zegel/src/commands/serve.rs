//! `zegel serve`.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::{LevelFilter, filter_fn};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use zegel_archive::config::Privacy;
use zegel_archive::{Archive, credentials};
use zegel_web::{App, FirstRun, Settings};

use crate::exit::{Code, Usage};
use crate::opening::{KeyArgs, now, outside, random};

/// How long the letter that is under way may take when the server is told to stop.
const LAST_LETTER: std::time::Duration = std::time::Duration::from_secs(40);

/// Serve the pages and the API of an archive on this machine, until it is told to stop
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folder of the archive
    #[arg(long, env = "ZEGEL_ARCHIVE", default_value = "zegel-archive", value_name = "DIR")]
    pub archive: PathBuf,
    #[command(flatten)]
    pub key: KeyArgs,
    /// Where to listen; a proxy with TLS in front of it makes it reachable for others
    #[arg(long, env = "ZEGEL_LISTEN", default_value = "127.0.0.1:8420", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
    /// The address in the browser, e.g. <https://zegel.waterveen.nl>; on this machine when absent
    #[arg(long, env = "ZEGEL_URL", value_name = "URL")]
    pub url: Option<String>,
    /// A proxy of your own stands before this server and sets X-Forwarded-For
    #[arg(long, requires = "url")]
    pub behind_proxy: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    log_to_stderr();
    let runtime = tokio::runtime::Runtime::new().context("could not start the server")?;
    runtime.block_on(serve(args))
}

async fn serve(args: &Args) -> anyhow::Result<Code> {
    let listener = tokio::net::TcpListener::bind(args.listen)
        .await
        .with_context(|| format!("could not listen on {}; is another server there?", args.listen))?;
    let origin = origin(args, listener.local_addr()?.port())?;
    let app = app(args, origin)?;
    let (stop, told) = watch::channel(false);
    let signals = tokio::spawn(wait_for_signal(stop));
    let hourly = tokio::spawn(zegel_web::hourly::run(app.clone(), told.clone()));
    let letters = tokio::spawn(zegel_web::tell::run(app.clone(), told.clone()));
    zegel_web::serve(listener, zegel_web::router(app), told).await;
    signals.abort();
    // The letter under way is finished and written down; after its patience it is in doubt at the next start.
    drop(tokio::time::timeout(LAST_LETTER, letters).await);
    // What was on its way is written down as such, so breaking it off sends nothing twice.
    hourly.abort();
    say(format_args!("Stopped"));
    Ok(Code::Done)
}

/// Opens the archive, or prepares the first run where there is none, and says how to go on.
fn app(args: &Args, origin: String) -> anyhow::Result<App> {
    let settings = |privacy: &Privacy| Settings {
        origin: origin.clone(),
        zone: privacy.zone(),
        is_behind_proxy: args.behind_proxy,
    };
    let key_file = args.key.key_file.clone().unwrap_or_else(|| beside(&args.archive));
    if is_free(&args.archive) {
        let (first_run, code) = FirstRun::new(args.archive.clone(), key_file, outside()?);
        say(format_args!(
            "There is no archive in {} yet. Make one, or load the example, with this one-time link:",
            args.archive.display()
        ));
        say(format_args!("  {origin}/eerste-keer#{}", *code));
        let settings = settings(&Privacy::default());
        return Ok(App::without_archive(first_run, settings, Arc::new(now), Arc::new(random)));
    }
    let has_own_key = args.key.key_file.is_none() && args.key.passphrase_file.is_none() && key_file.exists();
    let key = match has_own_key {
        true => KeyArgs { key_file: Some(key_file), passphrase_file: None },
        false => args.key.clone(),
    };
    let archive = Archive::open(&args.archive, &key.identity(&args.archive)?, outside()?)?;
    if let Some(alarm) = archive.alarm() {
        eprintln!("zegel: ALARM: {alarm}; the archive is open for reading only");
    }
    say(format_args!("{} is at {origin}", archive.config().name));
    let config = archive.config();
    match config.example || config.sign_on.is_some() || credentials::is_anybody_known(&archive)? {
        true => say(format_args!(
            "Sign on there with your passkey or passphrase; who is new gets a code from an administrator."
        )),
        false => say(format_args!(
            "Nobody can sign on yet: stop, give the administrator a code with 'zegel person code NAME', and start again."
        )),
    }
    let settings = settings(&config.privacy);
    Ok(App::new(archive, settings, Arc::new(now), Arc::new(random)))
}

/// Says something to who started the server. That may listen no longer, which is no reason to stop.
fn say(words: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stdout(), "{words}");
}

/// Where the first run puts the operator's key when no other place is named: beside the folder, not in it.
fn beside(archive: &Path) -> PathBuf {
    let mut name = archive.as_os_str().to_owned();
    name.push(".key");
    name.into()
}

fn is_free(archive: &Path) -> bool {
    std::fs::read_dir(archive).map_or(true, |mut entries| entries.next().is_none())
}

/// Returns the address in the browser. `localhost`, because a passkey cannot be bound to a number.
fn origin(args: &Args, port: u16) -> anyhow::Result<String> {
    let Some(url) = &args.url else { return Ok(format!("http://localhost:{port}")) };
    let url = url.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains('/') => Ok(url.to_owned()),
        _ => Err(Usage("--url is scheme and host, e.g. https://zegel.waterveen.nl".into()).into()),
    }
}

/// Writes the log to standard error, as much of it as `ZEGEL_LOG` says.
pub fn log_to_stderr() {
    // Libraries at their most talkative print addresses, headers and rows; only our own lines were written to be read by others.
    let ours = filter_fn(|about| about.target().starts_with("zegel") || *about.level() <= LevelFilter::WARN);
    tracing_subscriber::registry()
        .with(tracing_subscriber::fmt::layer().with_writer(std::io::stderr))
        .with(EnvFilter::try_from_env("ZEGEL_LOG").unwrap_or_else(|_| "warn".into()))
        .with(ours)
        .init();
}

/// Waits for Ctrl-C, or for what a service manager sends, and tells the server to stop.
pub async fn wait_for_signal(stop: watch::Sender<bool>) {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let told = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        match told {
            Ok(mut told) => tokio::select! { _ = interrupted => {}, _ = told.recv() => {} },
            Err(_) => drop(interrupted.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
    // Nobody listens any more when the server ended by itself.
    let _ = stop.send(true);
}
