//! A mail server that nobody here wrote (aiosmtpd), on loopback: it keeps what it takes, and can be told to hold its answer.

#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is how a test fails")]

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// It keeps what it takes, refuses one address for good and another for now, and holds the answer to the n-th recipient or content.
const SERVER: &str = r#"
import asyncio, sys
from aiosmtpd.controller import Controller
port, folder, hold, at = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
async def wait(stage, n):
    if stage == hold and n == at:
        print("held", flush=True)
        await asyncio.Event().wait()
class Keep:
    n = 0
    to = 0
    async def handle_RCPT(self, server, session, envelope, address, options):
        Keep.to += 1
        await wait("recipient", Keep.to)
        if address.startswith("weg@"): return "550 5.1.1 no such mailbox"
        if address.startswith("straks@"): return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"
    async def handle_DATA(self, server, session, envelope):
        Keep.n += 1
        with open(f"{folder}/{Keep.n}.eml", "wb") as file: file.write(envelope.content)
        await wait("content", Keep.n)
        return "250 OK"
controller = Controller(Keep(), hostname="127.0.0.1", port=port)
controller.start()
print("ready", flush=True)
sys.stdin.read()
"#;

/// A mail server that stops when it is dropped.
pub struct MailServer {
    child: Child,
    said: BufReader<ChildStdout>,
    pub port: u16,
    folder: tempfile::TempDir,
}

impl MailServer {
    /// Starts one; `None` where it cannot be installed, and then the test says so.
    pub fn start() -> Option<Self> {
        Self::holding("nothing", 0)
    }

    /// Starts one that never answers to the n-th `recipient` or `content`.
    pub fn holding(stage: &str, n: u32) -> Option<Self> {
        let Some(python) = python() else {
            assert!(std::env::var_os("ZEGEL_REQUIRE_TOOLS").is_none(), "aiosmtpd could not be installed");
            println!("skipped: the Python package aiosmtpd could not be installed");
            return None;
        };
        let folder = tempfile::TempDir::new().unwrap();
        let port = free_port();
        let mut child = Command::new(python)
            .args(["-c", SERVER, &port.to_string()])
            .arg(folder.path())
            .args([stage, &n.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        let mut server = Self { child, said, port, folder };
        assert_eq!(server.line(), "ready");
        Some(server)
    }

    /// Waits until it holds an answer.
    pub fn wait_until_held(&mut self) {
        assert_eq!(self.line(), "held");
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.said.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// Returns what it took.
    pub fn letters(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        // It is ours, and it may have stopped already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns a port that is free now.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn python() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let lock = std::fs::File::create(folder.join("aiosmtpd.lock")).unwrap();
    lock.lock().unwrap();
    let venv = folder.join("aiosmtpd-1.4.6");
    let python = venv.join("bin/python");
    let works = || {
        Command::new(&python).args(["-c", "import aiosmtpd"]).output().is_ok_and(|out| out.status.success())
    };
    if works() {
        return Some(python);
    }
    let made = Command::new("python3").args(["-m", "venv"]).arg(&venv).output();
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "aiosmtpd==1.4.6"];
    let installed =
        made.is_ok_and(|out| out.status.success()) && Command::new(&python).args(pip).output().is_ok();
    (installed && works()).then_some(python)
}
