//! `--server`: the same commands against an archive that another machine serves, through its API and with a token of one's own.
//!
//! The token is made on the page "Mijn toegang". It travels only over TLS, or to this machine itself; redirects are not followed, so it
//! reaches no other host.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use serde_json::Value;

use crate::exit::Usage;

/// How long a server may take to answer, from the first byte to the last of what it is sent.
const PATIENCE: Duration = Duration::from_secs(2 * 60 * 60);
/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(20);
/// How large an answer may be; a package that is fetched has no limit.
const MAX_ANSWER_BYTES: u64 = 32 * 1024 * 1024;
/// The media type of a submission.
const SUBMISSION: &str = "application/vnd.zegel.submission";

/// Where the archive is served, and with which token.
#[derive(clap::Args, Debug, Clone)]
pub struct ServerArgs {
    /// Work with the archive that is served at this address, e.g. <https://zegel.waterveen.nl>
    #[arg(long, global = true, env = "ZEGEL_SERVER", value_name = "URL")]
    pub server: Option<String>,
    /// File with the token for --server, made on the page "Mijn toegang" (or ZEGEL_TOKEN)
    #[arg(long, global = true, env = "ZEGEL_TOKEN_FILE", value_name = "FILE")]
    pub token_file: Option<PathBuf>,
}

/// The server said no, in its own words: they hold no content.
#[derive(Debug, thiserror::Error)]
#[error("{title} {remedy} ({code})")]
pub struct Refused {
    title: String,
    remedy: String,
    code: String,
}

/// A server to ask.
pub struct Server {
    base: String,
    authorization: String,
    agent: ureq::Agent,
}

impl ServerArgs {
    /// Returns the server that was named, if one was.
    ///
    /// # Errors
    /// [`Usage`] without a token, and for an address where it would travel in clear.
    pub fn server(&self) -> anyhow::Result<Option<Server>> {
        let Some(url) = &self.server else { return Ok(None) };
        let url = url.trim_end_matches('/');
        if !is_safe(url) {
            return Err(Usage("--server is https://…, or http://localhost on this machine".into()).into());
        }
        let token = match (&self.token_file, std::env::var("ZEGEL_TOKEN")) {
            (Some(path), _) => {
                std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?
            }
            (None, Ok(token)) => token,
            (None, Err(_)) => {
                return Err(Usage("give --token-file or ZEGEL_TOKEN with --server".into()).into());
            }
        };
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .timeout_connect(Some(CONNECT))
            .max_redirects(0)
            .http_status_as_error(false);
        Ok(Some(Server {
            base: format!("{url}/api/v1"),
            authorization: format!("Bearer {}", token.trim()),
            agent: config.build().into(),
        }))
    }
}

/// TLS, or this machine. What stands before an `@` is no host.
fn is_safe(url: &str) -> bool {
    let Ok(uri) = url.parse::<ureq::http::Uri>() else { return false };
    let is_here = matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match uri.scheme_str() {
        Some("https") => uri.host().is_some(),
        Some("http") => is_here,
        _ => false,
    }
}

impl Server {
    /// Asks with GET.
    ///
    /// # Errors
    /// [`Refused`]; faults of the network.
    pub fn get(&self, path: &str) -> anyhow::Result<Value> {
        let url = format!("{}{path}", self.base);
        read(self.agent.get(&url).header("authorization", &self.authorization).call())
    }

    /// Sends JSON.
    ///
    /// # Errors
    /// [`Refused`]; faults of the network.
    pub fn post(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        let url = format!("{}{path}", self.base);
        let request = self.agent.post(&url).header("authorization", &self.authorization);
        read(request.header("content-type", "application/json").send(body.to_string()))
    }

    /// Hands a package in.
    ///
    /// # Errors
    /// [`Refused`]; faults of the disk and of the network.
    pub fn hand_in(&self, package: &Path) -> anyhow::Result<Value> {
        let file = File::open(package).with_context(|| format!("could not open {}", package.display()))?;
        let url = format!("{}/submissions", self.base);
        let request = self.agent.post(&url).header("authorization", &self.authorization);
        read(request.header("content-type", SUBMISSION).send(file))
    }

    /// Fetches a file into a new one; what breaks off is removed.
    ///
    /// # Errors
    /// [`Refused`]; faults of the disk and of the network; when the file is there already.
    pub fn fetch(&self, path: &str, out: &Path) -> anyhow::Result<u64> {
        let url = format!("{}{path}", self.base);
        let answer = self.agent.get(&url).header("authorization", &self.authorization).call();
        let answer = answer.context("could not reach the server")?;
        if !answer.status().is_success() {
            return read(Ok(answer)).map(|_| 0);
        }
        let mut file = File::create_new(out).with_context(|| format!("could not make {}", out.display()))?;
        let copied = std::io::copy(&mut answer.into_body().into_reader(), &mut file);
        let synced = copied.and_then(|n| file.sync_all().map(|()| n));
        if synced.is_err() {
            // Half a package is no package; that it could not be removed adds nothing to the error.
            let _ = std::fs::remove_file(out);
        }
        synced.with_context(|| format!("could not write {}", out.display()))
    }
}

type Sent = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

fn read(answer: Sent) -> anyhow::Result<Value> {
    let answer = answer.context("could not reach the server")?;
    let status = answer.status();
    let mut text = String::new();
    let body = answer.into_body().into_with_config().limit(MAX_ANSWER_BYTES).reader();
    let mut body = body.take(MAX_ANSWER_BYTES);
    body.read_to_string(&mut text).context("could not read the answer of the server")?;
    let json: Value =
        if text.is_empty() { Value::Null } else { serde_json::from_str(&text).unwrap_or_default() };
    if status.is_success() {
        return Ok(json);
    }
    let word = |key: &str| json[key].as_str().unwrap_or_default().to_owned();
    let title =
        if json["title"].is_string() { word("title") } else { format!("the server answered {status}") };
    Err(Refused { title, remedy: word("remedy"), code: word("code") }.into())
}

/// Writes a value of an answer for a line of text.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => crate::commands::read::plain(text),
        Value::Null => "-".to_owned(),
        other => other.to_string(),
    }
}

/// Returns the things of a list.
pub fn items(answer: &Value) -> &[Value] {
    answer["items"].as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn a_token_travels_over_tls_or_stays_on_this_machine() {
        for url in
            ["https://zegel.waterveen.nl", "http://localhost:8420", "http://127.0.0.1", "http://[::1]:8420"]
        {
            assert!(is_safe(url), "{url}");
        }
        for url in [
            "http://zegel.waterveen.nl",
            "http://localhost.elders.example",
            "http://localhost:8420@elders.example",
            "http://localhost@elders.example:80",
            "ftp://x",
            "zegel.waterveen.nl",
            "https://",
        ] {
            assert!(!is_safe(url), "{url}");
        }
    }
}
