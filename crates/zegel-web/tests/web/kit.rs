//! A server to test: a real archive with a person in every role, on loopback, with a clock that the test turns.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests: a panic is how a test fails")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use zegel_archive::config::SignOn;
use zegel_archive::create::{Created, NewArchive, Safe, create};
use zegel_archive::{Config, Outside, Typesetter, people};
use zegel_model::{Person, PersonId, Role};
use zegel_seal::Quorum;
use zegel_web::{App, Clock, FirstRun, Random, Settings, router, serve};

/// The people of every test archive: short name, full name, role.
pub const PEOPLE: [(&str, &str, Role); 9] = [
    ("anna", "Anna de Boer", Role::ChatOwner),
    ("bram", "Bram Visser", Role::RecordsAdviser),
    ("carla", "Carla Smit", Role::DataOwner),
    ("dirk", "Dirk Mulder", Role::Archivist),
    ("elif", "Elif Kaya", Role::Lawyer),
    ("fatima", "Fatima El Amrani", Role::PrivacyOfficer),
    ("gerrit", "Gerrit Bos", Role::Administrator),
    ("inez", "Inez Peeters", Role::Inspector),
    ("sam", "Sam de Wit", Role::Supporter),
];

/// A server that runs until it is dropped.
pub struct TestServer {
    /// Its application, to reach behind the pages.
    pub app: App,
    /// Where it listens.
    pub address: SocketAddr,
    /// The folder with everything of the archive.
    pub dir: TempDir,
    clock: Arc<AtomicI64>,
    stop: tokio::sync::watch::Sender<bool>,
    runtime: Option<tokio::runtime::Runtime>,
}

/// The moment at which every test begins, in seconds since 1970: 2026-11-21 10:00 UTC.
const START: i64 = 1_795_255_200;

impl TestServer {
    /// Starts a server over a new archive with a person in every role.
    pub fn start() -> Self {
        Self::with_config(|config, _| config, 0)
    }

    /// Starts one that knows an OpenID provider, on a port that the provider was told.
    pub fn with_provider(issuer: &str, private_key: &Path, port: u16) -> Self {
        let sign_on = SignOn {
            issuer: issuer.to_owned(),
            client_id: "zegel".to_owned(),
            key_file: private_key.to_str().unwrap().to_owned(),
            claim: "sub".to_owned(),
            scopes: vec![],
        };
        let server = Self::with_config(|config, _| Config { sign_on: Some(sign_on), ..config }, port);
        server.clock.store(real_seconds(), Ordering::Relaxed);
        server
    }

    /// Starts a server whose configuration was changed by hand.
    pub fn with(change: impl FnOnce(Config) -> Config) -> Self {
        Self::with_config(|config, _| change(config), 0)
    }

    fn with_config(change: impl FnOnce(Config, &Path) -> Config, port: u16) -> Self {
        let dir = TempDir::new().unwrap();
        let now = Timestamp::from_second(START).unwrap();
        let config = Config::new(
            "Archief gemeente Waterveen",
            "archief.waterveen.example",
            "Gemeente Waterveen",
            jiff::civil::date(2026, 1, 1),
        );
        let config = change(config, dir.path());
        let new = NewArchive {
            config,
            operator: Person { id: id("beheer"), name: "Beheer".into(), roles: vec![] },
            safe: Safe::KeyFile(dir.path().join("operator.key")),
            quorum: Quorum::new(2, 3).unwrap(),
        };
        let Created { mut archive, .. } = create(&dir.path().join("archive"), new, now, outside()).unwrap();
        let mut desk = archive.desk(&id("beheer"), now).unwrap();
        for (short, name, role) in PEOPLE {
            people::add(&mut desk, &Person { id: id(short), name: name.into(), roles: vec![role] }).unwrap();
        }
        Self::over(dir, port, |settings, clock| App::new(archive, settings, clock, random()))
    }

    /// Starts a server over the example: chats in every state.
    pub fn example() -> Self {
        let dir = TempDir::new().unwrap();
        let now = Timestamp::from_second(START).unwrap();
        let of = zegel_web::example::Make {
            dir: &dir.path().join("archive"),
            key_file: &dir.path().join("operator.key"),
            today: jiff::civil::date(2026, 11, 21),
            now,
            rendition: zegel_archive::store::Rendition::Later,
        };
        let (archive, _) = zegel_web::example::make(&of, outside(), &mut || {}).unwrap();
        Self::over(dir, 0, |settings, clock| App::new(archive, settings, clock, random()))
    }

    /// Makes the sealed package of a choice of this person from a generated export.
    pub fn package(&self, short: &str, seed: u64) -> Vec<u8> {
        let owner = id(short);
        let now = self.app.now();
        let export = zegel_testkit::Export::android(100).seed(seed);
        let random = random();
        let made = self.app.with_archive(move |archive| {
            let day = now.to_zoned(TimeZone::UTC).date();
            zegel_web::example::package(archive, (day, now), (&owner, &export), &mut |bytes| random(bytes))
        });
        self.block(made).unwrap()
    }

    /// Starts a server in a folder without an archive; returns the one-time code besides.
    pub fn without_archive() -> (Self, String) {
        let dir = TempDir::new().unwrap();
        let (first, code) =
            FirstRun::new(dir.path().join("archive"), dir.path().join("operator.key"), outside());
        let server =
            Self::over(dir, 0, |settings, clock| App::without_archive(first, settings, clock, random()));
        (server, code.to_string())
    }

    fn over(dir: TempDir, port: u16, share: impl FnOnce(Settings, Clock) -> App) -> Self {
        let clock = Arc::new(AtomicI64::new(START));
        let hand = Arc::clone(&clock);
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", port))).unwrap();
        let address = listener.local_addr().unwrap();
        let settings = Settings {
            origin: format!("http://localhost:{}", address.port()),
            zone: TimeZone::UTC,
            is_behind_proxy: false,
        };
        let app =
            share(settings, Arc::new(move || Timestamp::from_second(hand.load(Ordering::Relaxed)).unwrap()));
        let (stop, told) = tokio::sync::watch::channel(false);
        runtime.spawn(serve(listener, router(app.clone()), told));
        Self { app, address, dir, clock, stop, runtime: Some(runtime) }
    }

    /// Turns the clock forward.
    pub fn wait(&self, duration: SignedDuration) {
        self.clock.fetch_add(duration.as_secs(), Ordering::Relaxed);
    }

    /// Returns a browser in which this person is signed on.
    pub fn browser_of(&self, short: &str) -> Browser {
        let who = id(short);
        let person = self
            .block(self.app.with_desk(&who, |desk| Ok::<_, zegel_web::Problem>(desk.actor.clone())))
            .unwrap();
        let session = zegel_model::SessionId(uuid::Uuid::from_u128(1));
        let begun = zegel_archive::credentials::Begun { person, session };
        let token = self.app.sessions.begin(begun, self.app.now(), &self.app.random);
        Browser { address: self.address, cookie: Some(format!("zegel_session={token}")) }
    }

    /// Waits for something asynchronous.
    pub fn block<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.as_ref().unwrap().block_on(work)
    }

    /// Returns the words of all entries of the ledger.
    pub fn ledger(&self) -> String {
        let inspector = id("inez");
        let read = self.app.with_desk(&inspector, |desk| {
            let mut words = String::new();
            zegel_archive::ledger::entries(desk, 0, |entry| {
                words += entry.detail.as_ref().map_or("", |detail| detail.text.as_str());
                words.push('\n');
                Ok(())
            })?;
            Ok::<_, zegel_archive::Error>(words)
        });
        self.block(read).unwrap()
    }

    /// Returns a browser in which nobody is signed on.
    pub fn browser(&self) -> Browser {
        Browser { address: self.address, cookie: None }
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(std::time::Duration::from_secs(5));
        }
    }
}

/// Returns the value of a hidden field.
pub fn hidden(page: &Answer, name: &str) -> String {
    let text = page.text();
    let after = text
        .split(&format!("name=\"{name}\" value=\""))
        .nth(1)
        .unwrap_or_else(|| panic!("no {name} in {text}"));
    after.split('"').next().unwrap().to_owned()
}

/// The provider has a clock of its own, so the server must tell the same time to it.
#[expect(clippy::disallowed_methods, reason = "a program that nobody here wrote reads the real clock")]
fn real_seconds() -> i64 {
    Timestamp::now().as_second()
}

/// Makes a short name.
pub fn id(short: &str) -> PersonId {
    short.parse().unwrap()
}

/// Numbers that differ each time and repeat in each run.
pub fn random() -> Random {
    static N: LazyLock<AtomicU64> = LazyLock::new(AtomicU64::default);
    Arc::new(|bytes| {
        for chunk in bytes.chunks_mut(8) {
            // SplitMix64: every call gives others, so that no two keys are equal.
            let mut z = N.fetch_add(1, Ordering::Relaxed).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
    })
}

fn outside() -> Outside {
    Outside {
        random: random(),
        typesetter: Typesetter { program: "/nowhere/a-typesetter".into(), arguments: vec![] },
    }
}

/// Asks the server, one request per connection, and keeps the cookies as a browser does.
#[derive(Clone)]
pub struct Browser {
    address: SocketAddr,
    /// The cookies, as they are sent.
    pub cookie: Option<String>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// Returns the value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns the body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns the body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }
}

impl Browser {
    /// Asks with GET.
    pub fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"")
    }

    /// Sends a form.
    pub fn post_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<_> =
            fields.iter().map(|(key, value)| format!("{}={}", escape(key), escape(value))).collect();
        let headers =
            [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        self.ask("POST", path, &headers, body.join("&").as_bytes())
    }

    /// Sends JSON.
    pub fn post_json(&mut self, path: &str, body: &serde_json::Value) -> Answer {
        let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
        self.ask("POST", path, &headers, body.to_string().as_bytes())
    }

    /// Asks anything.
    pub fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let port = self.address.port();
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\n");
        if let Some(cookie) = &self.cookie {
            head += &format!("cookie: {cookie}\r\n");
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("content-length: {}\r\n\r\n", body.len());
        stream.write_all(head.as_bytes()).unwrap();
        // A server that refuses early closes while we still send; its answer is read all the same.
        let _ = stream.write_all(body);
        let answer = read_answer(stream);
        self.keep_cookies(&answer);
        answer
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for (_, value) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let pair = value.split(';').next().unwrap_or_default();
            let name = pair.split('=').next().unwrap_or_default();
            let kept = self.cookie.take().unwrap_or_default();
            let others =
                kept.split("; ").filter(|one| !one.is_empty() && one.split('=').next() != Some(name));
            let mut all: Vec<_> = others.map(str::to_owned).collect();
            if !pair.ends_with('=') {
                all.push(pair.to_owned());
            }
            self.cookie = (!all.is_empty()).then(|| all.join("; "));
        }
    }
}

fn read_answer(stream: TcpStream) -> Answer {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let status = line
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .unwrap_or_else(|| panic!("no status: {line}"));
    let mut headers = vec![];
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut body = vec![];
    let is_chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    // The connection is closed by the server; a reset after the answer is no fault of the answer.
    let _ = reader.read_to_end(&mut body);
    let body = if is_chunked { unchunk(&body) } else { body };
    Answer { status, headers, body }
}

fn unchunk(mut bytes: &[u8]) -> Vec<u8> {
    let mut whole = vec![];
    while let Some(end) = bytes.windows(2).position(|pair| pair == b"\r\n") {
        let n = usize::from_str_radix(std::str::from_utf8(&bytes[..end]).unwrap().trim(), 16).unwrap();
        whole.extend_from_slice(&bytes[end + 2..end + 2 + n]);
        if n == 0 {
            break;
        }
        bytes = &bytes[end + 2 + n + 2..];
    }
    whole
}

fn escape(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
