//! Reads the text on a picture with Tesseract, where the owner's own machine has it (requirement C4).
//!
//! Only `zegel sift --page` uses this: an archive's server never gets a picture before "Indienen". The picture goes through a pipe, so
//! no file of it is made, and what comes back is a suggestion that its owner must take over by hand.

use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// Larger pictures are not read.
pub const MAX_PICTURE_BYTES: usize = 64 * 1024 * 1024;
/// No screen holds as much text.
const MAX_TEXT_BYTES: u64 = 256 * 1024;
/// How long one picture may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// The languages that are asked for, of those that the machine has.
const LANGUAGES: [&str; 4] = ["nld", "eng", "fra", "deu"];
const PROGRAM: &str = "tesseract";

/// A Tesseract that was found on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recogniser {
    languages: String,
}

impl Recogniser {
    /// Looks for Tesseract with a language of ours; `None` where there is none.
    pub fn find() -> Option<Self> {
        let told = Command::new(PROGRAM).arg("--list-langs").stderr(Stdio::null()).output().ok()?;
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        let has = |language: &&str| told.lines().any(|line| line.trim() == *language);
        let languages: Vec<&str> = LANGUAGES.into_iter().filter(has).collect();
        (!languages.is_empty()).then(|| Self { languages: languages.join("+") })
    }

    /// Returns the text on a picture; `None` when it cannot be read in time.
    pub(crate) fn read(&self, picture: Vec<u8>) -> Option<String> {
        let mut child = Command::new(PROGRAM)
            .args(["stdin", "stdout", "-l", &self.languages])
            // One picture of one person: the machine stays usable.
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let text = through(&mut child, picture);
        if text.is_none() {
            // It may have ended by itself; then there is nothing to kill.
            let _ = child.kill();
        }
        let ended = child.wait().ok()?;
        text.filter(|_| ended.success())
    }
}

fn through(child: &mut Child, picture: Vec<u8>) -> Option<String> {
    let (mut input, output) = (child.stdin.take()?, child.stdout.take()?);
    // A program that stops reading is found by what it does not say.
    std::thread::spawn(move || input.write_all(&picture));
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut text = Vec::new();
        let read = output.take(MAX_TEXT_BYTES).read_to_end(&mut text);
        // Nobody waits any more when it took too long.
        let _ = sender.send(read.ok().map(|_| text));
    });
    let text = receiver.recv_timeout(PATIENCE).ok()??;
    // A page break ends each page of Tesseract.
    Some(String::from_utf8_lossy(&text).replace('\u{c}', "").trim().to_owned())
}
