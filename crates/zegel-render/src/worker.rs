//! Typesetting in a short-lived process that has nothing: no files, no network, little memory, little time.
//!
//! What comes from a phone is decoded and set there, so that a defect in a decoder costs one document and not
//! the keys of the archive (DESIGN decision 15). Bytes go in by a pipe and come out by a pipe, and are checked again.
//! Invariant: nothing that was not checked leaves [`render_in_child`].

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use self::lockdown::lock_down;
use self::wire::{Tag, read_frame, write_frame};
use crate::document::Document;
use crate::error::RenderError;
use crate::fonts::{Fonts, Used};
use crate::letters::Letters;
use crate::pictures::{MAX_BYTES, Pictures};
use crate::profile::{EmbeddedFile, Profile};
use crate::transcript::Transcript;

mod lockdown;
mod wire;

/// What is to be printed.
#[derive(Debug, Clone, Copy)]
pub enum Print<'a> {
    /// A part of a record.
    Transcript(&'a Transcript),
    /// A document.
    Document(&'a Document),
    /// Letters; they embed nothing.
    Letters(&'a Letters),
}

impl Print<'_> {
    fn frame(self) -> Result<(Tag, Vec<u8>), RenderError> {
        Ok(match self {
            Self::Transcript(transcript) => (Tag::Transcript, json(transcript)?),
            Self::Document(document) => (Tag::Document, json(document)?),
            Self::Letters(letters) => (Tag::Letters, json(letters)?),
        })
    }

    fn used(self) -> Result<Used, RenderError> {
        match self {
            Self::Transcript(transcript) => Ok(Used::of(transcript)),
            Self::Document(document) => Used::of_json(document),
            Self::Letters(letters) => Used::of_json(letters),
        }
    }
}

/// What is to be typeset.
#[derive(Debug)]
pub struct Job<'a> {
    /// What to print.
    pub print: Print<'a>,
    /// Which PDF.
    pub profile: Profile,
    /// Where the fonts are; see [`Fonts::default_dirs`].
    pub font_dirs: Vec<PathBuf>,
}

/// What the process may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Address space, in bytes.
    pub memory_bytes: u64,
    /// Time of the processor, in seconds.
    pub cpu_seconds: u64,
    /// Time of the clock.
    pub wall: Duration,
    /// Size of the document, in bytes.
    pub pdf_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory_bytes: 512 * 1024 * 1024,
            cpu_seconds: 60,
            wall: Duration::from_secs(120),
            pdf_bytes: 512 * 1024 * 1024,
        }
    }
}

/// A document from the process.
#[derive(Clone, PartialEq, Eq)]
pub struct Typeset {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How the process was confined while it worked.
    pub confinement: Confinement,
}

impl std::fmt::Debug for Typeset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Typeset({} bytes, {:?})", self.pdf.len(), self.confinement)
    }
}

/// What the kernel took away from the process before it saw any content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confinement {
    /// Limits on memory, processor time and open files.
    pub resource_limits: bool,
    /// Landlock: no file system, no network. False where the kernel has it not.
    pub landlock: bool,
    /// A filter on system calls: reading, writing and memory only. False where the kernel has it not.
    pub seccomp: bool,
}

/// First frame: what the process needs before it gives up its rights. It holds no content.
#[derive(Serialize, Deserialize)]
struct Setting {
    font_dirs: Vec<PathBuf>,
    used: Used,
    memory_bytes: u64,
    cpu_seconds: u64,
}

/// A source to embed, without its bytes.
#[derive(Serialize, Deserialize)]
struct SourceHead {
    name: String,
    media_type: String,
    description: String,
}

#[derive(Serialize, Deserialize)]
struct Refusal {
    code: String,
    message: String,
}

/// Tells glibc (mallopt(3)) to give blocks from this size on back at once, and not to raise the size by itself. The state of the
/// compressor is such a block, asked for at each page; on the heap each one would leave a hole in which the next does not fit.
const MMAP_THRESHOLD: (&str, &str) = ("MALLOC_MMAP_THRESHOLD_", "131072");
const MAX_SETTING: u64 = 4 * 1024 * 1024;
const MAX_PRINT: u64 = 256 * 1024 * 1024;
const MAX_SOURCE: u64 = 256 * 1024 * 1024;
const MAX_NAME: u64 = 64 * 1024;

/// Typesets in a child: `program` with `args` must call [`worker_main`] and nothing before it.
///
/// Pictures are asked for one at a time, so that only one is in memory here. The child gets an empty
/// environment.
///
/// # Errors
/// The process could not be started, died, was late, refused, or answered with something that is not a PDF.
pub fn render_in_child(
    program: &Path,
    args: &[OsString],
    job: &Job<'_>,
    pictures: &mut dyn Iterator<Item = (String, Vec<u8>)>,
    limits: &Limits,
) -> Result<Typeset, RenderError> {
    let mut child = Command::new(program)
        .args(args)
        .env_clear()
        .env(MMAP_THRESHOLD.0, MMAP_THRESHOLD.1)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|source| RenderError::Process { doing: "start", source })?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let child = Arc::new(Mutex::new(child));
    let watch = Watch::start(Arc::clone(&child), limits.wall);
    let (Some(mut stdin), Some(mut stdout)) = (stdin, stdout) else {
        return Err(RenderError::BadReply { why: "it has no pipes" });
    };
    let max = limits.pdf_bytes;
    let reader = std::thread::spawn(move || read_reply(&mut stdout, max));
    let sent = send(&mut stdin, job, pictures, limits);
    drop(stdin);
    let reply = reader.join().map_err(|_| RenderError::BadReply { why: "it could not be read" })?;
    let late = watch.stop();
    let status = child.lock().unwrap_or_else(PoisonError::into_inner).wait();
    if late {
        return Err(RenderError::Late { seconds: limits.wall.as_secs() });
    }
    match (reply, sent) {
        // A broken pipe only says that the process ended early; how it ended says why.
        (Ok(Some(typeset)), _) => Ok(typeset),
        (Err(error), _) => Err(error),
        (Ok(None), Err(error @ RenderError::TooLarge { .. })) => Err(error),
        (Ok(None), _) => {
            let status = status.map_or_else(|_| "unknown".into(), |status| status.to_string());
            Err(RenderError::Died { status })
        }
    }
}

/// Kills the process when its time is over.
struct Watch {
    done: Sender<()>,
    thread: JoinHandle<bool>,
}

impl Watch {
    fn start(child: Arc<Mutex<Child>>, wall: Duration) -> Self {
        let (done, waiting) = channel::<()>();
        let thread = std::thread::spawn(move || {
            let late = waiting.recv_timeout(wall) == Err(std::sync::mpsc::RecvTimeoutError::Timeout);
            if late {
                // It can only fail when the process has ended by itself, which is as good.
                let _ = child.lock().unwrap_or_else(PoisonError::into_inner).kill();
            }
            late
        });
        Self { done, thread }
    }

    /// Returns whether it had to kill.
    fn stop(self) -> bool {
        drop(self.done);
        self.thread.join().unwrap_or(false)
    }
}

fn send(
    to: &mut impl Write,
    job: &Job<'_>,
    pictures: &mut dyn Iterator<Item = (String, Vec<u8>)>,
    limits: &Limits,
) -> Result<(), RenderError> {
    let failed = |source| RenderError::Process { doing: "write to", source };
    let setting = Setting {
        font_dirs: job.font_dirs.clone(),
        used: job.print.used()?,
        memory_bytes: limits.memory_bytes,
        cpu_seconds: limits.cpu_seconds,
    };
    let mut to = std::io::BufWriter::with_capacity(64 * 1024, to);
    write_frame(&mut to, Tag::Setting, &json(&setting)?).map_err(failed)?;
    let (tag, print) = job.print.frame()?;
    if print.len() as u64 > MAX_PRINT {
        return Err(RenderError::TooLarge { what: "what is to be printed", limit_bytes: MAX_PRINT });
    }
    write_frame(&mut to, tag, &print).map_err(failed)?;
    drop(print);
    if let Profile::A3a { sources } = &job.profile {
        write_frame(&mut to, Tag::Embedding, &[]).map_err(failed)?;
        for source in sources {
            if source.bytes.len() as u64 > MAX_SOURCE {
                return Err(RenderError::TooLarge { what: "a source to embed", limit_bytes: MAX_SOURCE });
            }
            let head = SourceHead {
                name: source.name.clone(),
                media_type: source.media_type.clone(),
                description: source.description.clone(),
            };
            write_frame(&mut to, Tag::SourceHead, &json(&head)?).map_err(failed)?;
            write_frame(&mut to, Tag::Source, &source.bytes).map_err(failed)?;
        }
    }
    for (id, bytes) in pictures {
        write_frame(&mut to, Tag::PictureId, id.as_bytes()).map_err(failed)?;
        // One that is too large is refused there, by its length alone; its bytes need not travel.
        let bytes = if bytes.len() > MAX_BYTES { &[][..] } else { &bytes };
        write_frame(&mut to, Tag::Picture, bytes).map_err(failed)?;
    }
    write_frame(&mut to, Tag::End, &[]).map_err(failed)?;
    to.flush().map_err(failed)
}

pub(crate) fn json(value: &impl Serialize) -> Result<Vec<u8>, RenderError> {
    serde_json::to_vec(value)
        .map_err(|error| RenderError::Process { doing: "write to", source: error.into() })
}

/// Reads and checks the answer; `None` when the process ended without one.
fn read_reply(from: &mut impl Read, max: u64) -> Result<Option<Typeset>, RenderError> {
    let bad = |why| RenderError::BadReply { why };
    let Some((tag, confinement)) =
        read_frame(from, MAX_SETTING).map_err(|_| bad("it begins with no frame"))?
    else {
        return Ok(None);
    };
    if tag == Tag::Refusal {
        return Err(refusal(&confinement));
    }
    if tag != Tag::Confinement {
        return Err(bad("its frames are out of order"));
    }
    let confinement = serde_json::from_slice(&confinement).map_err(|_| bad("its first frame is damaged"))?;
    let Ok(second) = read_frame(from, max) else {
        return Err(bad("it is cut off, or larger than the limit"));
    };
    let pdf = match second {
        None => return Ok(None),
        Some((Tag::Refusal, bytes)) => return Err(refusal(&bytes)),
        Some((Tag::Pdf, pdf)) => pdf,
        Some(_) => return Err(bad("its frames are out of order")),
    };
    let Ok(Some((Tag::Hash, hash))) = read_frame(from, 32) else { return Err(bad("its hash is missing")) };
    if Sha256::digest(&pdf).as_slice() != hash {
        return Err(bad("its hash differs"));
    }
    let tail = &pdf[pdf.len().saturating_sub(16)..];
    if !pdf.starts_with(b"%PDF-1.7") || !tail.windows(5).any(|w| w == b"%%EOF") {
        return Err(bad("it is not a PDF"));
    }
    Ok(Some(Typeset { pdf, confinement }))
}

fn refusal(bytes: &[u8]) -> RenderError {
    match serde_json::from_slice::<Refusal>(bytes) {
        Ok(Refusal { code, message }) => {
            // What the process says is shown to people, so it is bounded and plain.
            let plain =
                |text: &str, n: usize| text.chars().filter(|c| !c.is_control()).take(n).collect::<String>();
            RenderError::Refused { code: plain(&code, 40), message: plain(&message, 500) }
        }
        Err(_) => RenderError::BadReply { why: "its refusal is damaged" },
    }
}

/// The whole life of the typesetting process: reads one job, answers, ends.
#[must_use]
pub fn worker_main() -> ExitCode {
    // A panic could carry a piece of text; nothing of it may reach a terminal or a log.
    std::panic::set_hook(Box::new(|_| {}));
    let mut stdin = std::io::stdin().lock();
    let mut stdout = std::io::stdout().lock();
    let answer = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&mut stdin, &mut stdout)));
    let error = match answer {
        Ok(Ok(())) => return ExitCode::SUCCESS,
        Ok(Err(error)) => Refusal { code: error.code().to_owned(), message: error.to_string() },
        Err(_) => {
            Refusal { code: "typeset-defect".into(), message: "a defect of the renderer; report it".into() }
        }
    };
    if let Ok(bytes) = serde_json::to_vec(&error) {
        // When even this fails, the exit code is all that is left to say.
        let _ = write_frame(&mut stdout, Tag::Refusal, &bytes).and_then(|()| stdout.flush());
    }
    ExitCode::FAILURE
}

fn work(from: &mut impl Read, to: &mut impl Write) -> Result<(), RenderError> {
    let answering = |source| RenderError::Process { doing: "answer from", source };
    let setting: Setting = parse(&expect(from, Tag::Setting, MAX_SETTING)?)?;
    let fonts = Fonts::load(&setting.font_dirs)?;
    // From here on no file can be opened, so what the text needs is read now.
    fonts.needed(&setting.used)?;
    let confinement = lock_down(setting.memory_bytes, setting.cpu_seconds);
    write_frame(to, Tag::Confinement, &json(&confinement)?).map_err(answering)?;
    let (tag, print) = next(from, MAX_PRINT)?;
    let (profile, pictures) = rest(from)?;
    let pdf = match tag {
        Tag::Transcript => crate::pdf::pdf(&parse::<Transcript>(&print)?, &pictures, profile, &fonts)?,
        Tag::Document => crate::pdf::document_pdf(&parse(&print)?, profile, &fonts)?,
        Tag::Letters => crate::pdf::letters_pdf(&parse(&print)?, &fonts)?,
        _ => return Err(RenderError::BadReply { why: "the frames of the job are out of order" }),
    };
    write_frame(to, Tag::Pdf, &pdf).map_err(answering)?;
    write_frame(to, Tag::Hash, &Sha256::digest(&pdf)).map_err(answering)?;
    to.flush().map_err(answering)
}

fn rest(from: &mut impl Read) -> Result<(Profile, Pictures), RenderError> {
    let mut embedding = false;
    let mut sources = Vec::new();
    let mut pictures = Pictures::new();
    loop {
        let (tag, bytes) = next(from, MAX_NAME.max(1))?;
        match tag {
            Tag::Embedding => embedding = true,
            Tag::SourceHead => {
                let SourceHead { name, media_type, description } = parse(&bytes)?;
                let bytes = expect(from, Tag::Source, MAX_SOURCE)?;
                sources.push(EmbeddedFile { name, media_type, description, bytes });
            }
            Tag::PictureId => {
                let id = String::from_utf8_lossy(&bytes).into_owned();
                let bytes = expect(from, Tag::Picture, MAX_BYTES as u64)?;
                pictures.add(id, &bytes);
            }
            Tag::End => break,
            _ => return Err(RenderError::BadReply { why: "the frames of the job are out of order" }),
        }
    }
    Ok((if embedding { Profile::A3a { sources } } else { Profile::A2a }, pictures))
}

fn next(from: &mut impl Read, max: u64) -> Result<(Tag, Vec<u8>), RenderError> {
    let frame = read_frame(from, max).map_err(|source| match source.kind() {
        std::io::ErrorKind::OutOfMemory => RenderError::NoMemory,
        _ => RenderError::Process { doing: "read the job in", source },
    })?;
    frame.ok_or(RenderError::BadReply { why: "the job is cut off" })
}

fn expect(from: &mut impl Read, wanted: Tag, max: u64) -> Result<Vec<u8>, RenderError> {
    match next(from, max)? {
        (tag, bytes) if tag == wanted => Ok(bytes),
        _ => Err(RenderError::BadReply { why: "the frames of the job are out of order" }),
    }
}

fn parse<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Result<T, RenderError> {
    // The text of a JSON error may quote its input, so only the place is told.
    serde_json::from_slice(bytes)
        .map_err(|_| RenderError::BadReply { why: "a frame of the job is not what it should be" })
}

#[cfg(test)]
mod tests;
