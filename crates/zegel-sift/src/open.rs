//! Opens a submission for the archive and believes nothing in it.
//!
//! It streams: the head first, then one message at a time, then one file at a time, with memory for the proof and
//! the list of files only. What it hands out is in its canonical form and within limits, but it is *not yet
//! verified as a whole*: only [`SubmissionReader::finish`] says whether the root, the counts, the span, the
//! participants and the files agree with the head. Until then nothing of it may be kept for good.

mod check;

use jiff::civil::DateTime;
use std::io::Read;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use zegel_import::{HEAD_BYTES, media_type};
use zegel_ledger::{Hash, SubsetVerifier};
use zegel_model::{Binding, Message, SubmissionManifest, SubmittedFile, SubmittedMessage, TextRedaction};
use zegel_seal::{Identity, OpenReader, open_stream};

use crate::{
    SiftError,
    canonical::write_message,
    commitment::leaf,
    error::refuse,
    plain_line::{PlainLine, unhex},
    submission::{MANIFEST, MESSAGES, PROOF},
    tar::{Entry, TarReader, reading},
};

use check::Tally;

/// The head of a package is held in memory.
pub const MAX_MANIFEST_BYTES: u64 = 64 * 1024 * 1024;
/// The proof of a package is held in memory; it is small unless single messages are chosen all over a long chat.
pub const MAX_PROOF_BYTES: u64 = 256 * 1024 * 1024;
/// One line of `messages.jsonl`.
pub const MAX_LINE_BYTES: usize = 128 * 1024 * 1024;
/// Messages in an export.
pub const MAX_MESSAGES: u64 = 50_000_000;
/// Attachments in a package.
pub const MAX_FILES: u64 = 100_000;
/// One attachment.
pub const MAX_FILE_BYTES: u64 = 4 * 1024 * 1024 * 1024;

pub(crate) const REMEDY: &str = "do not use this file; ask the chat owner to make it again";

type Gaps = std::vec::IntoIter<Result<Hash, std::convert::Infallible>>;

/// A submission that is being read.
pub struct SubmissionReader<R: Read> {
    tar: TarReader<OpenReader<R>>,
    manifest: SubmissionManifest,
    tree: SubsetVerifier<Gaps>,
    tally: Tally,
    stage: Stage,
    line: Vec<u8>,
    expected: Vec<u8>,
}

/// Where in the package the reader is.
enum Stage {
    Messages,
    /// The files before this one were read.
    Files(usize),
    /// The file before `next` is being read.
    File {
        next: usize,
        hash: Sha256,
        head: Vec<u8>,
    },
    End,
}

/// A kept message as it comes out of a package.
#[derive(Debug)]
pub struct KeptMessage<'a> {
    /// Its place in the export.
    pub position: u64,
    /// Its local time.
    pub at: DateTime,
    /// The canonical bytes of the message alone, as they stand in the package.
    pub json: &'a [u8],
    /// The whole line as it stands in the package, without its line end.
    pub line: &'a [u8],
    /// The hash of its leaf in the owner's tree.
    pub leaf: Hash,
}

impl KeptMessage<'_> {
    /// Returns the message with its binding and redactions.
    ///
    /// # Errors
    /// None for a line that came out of [`SubmissionReader::next_message`]: it was read there.
    pub fn submitted(&self) -> Result<SubmittedMessage, SiftError> {
        parse(self.line)
    }
}

/// A submission that was read to its end and agrees with its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The head.
    pub manifest: SubmissionManifest,
    /// Messages that were redacted: their leaves are bound, their text only the owner's receipt can compare.
    pub n_redacted: u64,
}

impl<R: Read> SubmissionReader<R> {
    /// Opens a package and reads its head.
    ///
    /// # Errors
    /// `wrong-key`, `not-a-package`, `package-damaged`, `package-truncated`, `package-layout`, `package-limit`,
    /// `package-manifest`, `unsupported-version`.
    pub fn open(identity: &Identity, sealed: R) -> Result<Self, SiftError> {
        let mut tar = TarReader::new(open_stream(identity, sealed)?);
        let entry = expect(&mut tar, MANIFEST)?;
        limit("bytes of head", entry.size, MAX_MANIFEST_BYTES)?;
        let manifest = check::manifest(&tar.read_all()?)?;
        let entry = expect(&mut tar, PROOF)?;
        limit("bytes of proof", entry.size, MAX_PROOF_BYTES)?;
        let gaps: Vec<_> = proof(&tar.read_all()?)?.into_iter().map(Ok).collect();
        expect(&mut tar, MESSAGES)?;
        let tally = Tally::new(&manifest)?;
        Ok(Self {
            tar,
            manifest,
            tree: SubsetVerifier::new(gaps.into_iter()),
            tally,
            stage: Stage::Messages,
            line: Vec::new(),
            expected: Vec::new(),
        })
    }

    /// Returns the head; it is only a claim until [`Self::finish`].
    pub fn manifest(&self) -> &SubmissionManifest {
        &self.manifest
    }

    /// Returns the next message, or `None` after the last.
    ///
    /// # Errors
    /// `package-message`, `package-order`, `package-redaction`, `package-limit`, `package-proof`, or as
    /// [`Self::open`].
    pub fn next_message(&mut self) -> Result<Option<KeptMessage<'_>>, SiftError> {
        if !matches!(self.stage, Stage::Messages) {
            return Ok(None);
        }
        if !self.tar.read_line(&mut self.line, MAX_LINE_BYTES)? {
            self.stage = Stage::Files(0);
            return Ok(None);
        }
        let line = self.line.strip_suffix(b"\n").unwrap_or_default();
        let (position, at, json, leaf) = match PlainLine::read(line) {
            Some(plain) => {
                self.tally.plain(&plain)?;
                (plain.position, plain.at, plain.json, leaf(&plain.salt, plain.json))
            }
            None => {
                let (submitted, json_end) = parse_line(&self.line, &mut self.expected)?;
                self.tally.message(&submitted)?;
                let json = line.get(LINE_START.len()..json_end).unwrap_or_default();
                let message = &submitted.message;
                (message.position, message.at.0, json, bound_leaf(&submitted.binding, json)?)
            }
        };
        if let Err(error) = self.tree.leaf(position - 1, leaf) {
            return Ok(refuse("package-proof", error.to_string(), REMEDY)?);
        }
        Ok(Some(KeptMessage { position, at, json, line, leaf }))
    }

    /// Returns the next file with its bytes, or `None` after the last; messages that were not asked for are
    /// read and checked first. Bytes that are not read are read and checked later.
    ///
    /// # Errors
    /// `package-layout`, `package-file`, or as [`Self::next_message`].
    pub fn next_file(&mut self) -> Result<Option<(SubmittedFile, FileReader<'_, R>)>, SiftError> {
        while self.next_message()?.is_some() {}
        self.end_file()?;
        let Stage::Files(n) = self.stage else { return Ok(None) };
        let entry = self.tar.next_entry()?;
        match (entry, self.manifest.files.get(n)) {
            (None, None) => {
                self.stage = Stage::End;
                Ok(None)
            }
            (Some(entry), Some(file)) if entry.name == file.path && entry.size == file.size_bytes => {
                self.stage = Stage::File { next: n + 1, hash: Sha256::new(), head: Vec::new() };
                let file = file.clone();
                Ok(Some((file, FileReader { reader: self })))
            }
            _ => Ok(refuse("package-layout", "files that are not those of the head, in that order", REMEDY)?),
        }
    }

    /// Reads what is left of the current file and compares it with the head.
    fn end_file(&mut self) -> Result<(), SiftError> {
        let mut buffer = [0; 16 * 1024];
        while self.read_file(&mut buffer).map_err(reading)? != 0 {}
        let Stage::File { next, .. } = self.stage else { return Ok(()) };
        let Stage::File { hash, head, .. } = std::mem::replace(&mut self.stage, Stage::Files(next)) else {
            return Ok(());
        };
        let fits = self.manifest.files.get(next - 1).is_some_and(|file| {
            self.tar.left() == 0
                && hex::encode(hash.finalize()) == file.sha256
                && media_type(&head) == file.media_type
        });
        if !fits {
            refuse("package-file", format!("file {next} is not what the head says"), REMEDY)?;
        }
        Ok(())
    }

    fn read_file(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let Stage::File { hash, head, .. } = &mut self.stage else { return Ok(0) };
        let n = self.tar.read(out)?;
        if n == 0 && self.tar.left() != 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let read = out.get(..n).unwrap_or_default();
        hash.update(read);
        head.extend(read.iter().take(HEAD_BYTES - head.len().min(HEAD_BYTES)));
        Ok(n)
    }

    /// Reads what is left and says whether the whole agrees with its head.
    ///
    /// # Errors
    /// `package-root`, `package-counts`, `package-span`, `package-participants`, `package-files`, or as
    /// [`Self::next_file`].
    pub fn finish(mut self) -> Result<Verified, SiftError> {
        while self.next_file()?.is_some() {}
        self.tally.finish(&self.manifest)?;
        let commitment = &self.manifest.commitment;
        match self.tree.finish(commitment.n_messages) {
            Ok(root) if root.to_string() == commitment.root => {}
            Ok(_) => refuse("package-root", "messages that do not give the root of the commitment", REMEDY)?,
            Err(error) => refuse("package-proof", error.to_string(), REMEDY)?,
        }
        Ok(Verified { n_redacted: self.tally.n_redacted(), manifest: self.manifest })
    }
}

/// The bytes of one file; it ends where the file ends.
pub struct FileReader<'r, R: Read> {
    reader: &'r mut SubmissionReader<R>,
}

impl<R: Read> Read for FileReader<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        self.reader.read_file(out)
    }
}

fn expect<R: Read>(tar: &mut TarReader<R>, name: &str) -> Result<Entry, SiftError> {
    match tar.next_entry()? {
        Some(entry) if entry.name == name => Ok(entry),
        _ => Ok(refuse("package-layout", format!("there is no {name} in its place"), REMEDY)?),
    }
}

fn limit(what: &str, n: u64, limit: u64) -> Result<(), SiftError> {
    if limit < n {
        refuse("package-limit", format!("{n} {what}, more than {limit}"), REMEDY)?;
    }
    Ok(())
}

fn proof(bytes: &[u8]) -> Result<Vec<Hash>, SiftError> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    if !rest.is_empty() {
        refuse("package-proof", "a proof that is cut off", REMEDY)?;
    }
    Ok(hashes.iter().copied().map(Hash).collect())
}

pub(crate) const LINE_START: &[u8] = b"{\"message\":";

/// The same fields as [`SubmittedMessage`]; its flattened binding would make the parser keep every line twice.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    message: Message,
    salt: Option<&'a str>,
    leaf: Option<&'a str>,
    #[serde(default)]
    redactions: Vec<TextRedaction>,
}

/// Parses a line with its line end, holds it against its canonical form, and returns where the message ends in it.
fn parse_line(line: &[u8], expected: &mut Vec<u8>) -> Result<(SubmittedMessage, usize), SiftError> {
    let submitted = parse(line)?;
    let json_end = write_line(&submitted, expected);
    if *expected != line {
        refuse("package-message", "a message line that is not in its canonical form", REMEDY)?;
    }
    Ok((submitted, json_end))
}

fn parse(line: &[u8]) -> Result<SubmittedMessage, SiftError> {
    // The words of the parser may repeat the text of the message, so they are not passed on.
    let parsed = serde_json::from_slice::<Line<'_>>(line).ok();
    let binding = parsed.as_ref().and_then(|line| match (line.salt, line.leaf) {
        (Some(salt), None) => Some(Binding::Salt(salt.to_owned())),
        (None, Some(leaf)) => Some(Binding::Leaf(leaf.to_owned())),
        _ => None,
    });
    let (Some(Line { message, redactions, .. }), Some(binding)) = (parsed, binding) else {
        return Ok(refuse("package-message", "a message line that cannot be read", REMEDY)?);
    };
    Ok(SubmittedMessage { message, binding, redactions })
}

/// Writes the canonical line of a message; returns where the message ends in it.
pub(crate) fn write_line(submitted: &SubmittedMessage, out: &mut Vec<u8>) -> usize {
    out.clear();
    out.extend_from_slice(LINE_START);
    write_message(&submitted.message, out);
    let json_end = out.len();
    let (name, value) = match &submitted.binding {
        Binding::Salt(salt) => (",\"salt\":\"", salt),
        Binding::Leaf(leaf) => (",\"leaf\":\"", leaf),
    };
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(value.as_bytes());
    out.push(b'"');
    if !submitted.redactions.is_empty() {
        out.extend_from_slice(b",\"redactions\":");
        serde_json::to_writer(&mut *out, &submitted.redactions)
            .expect("writing strings and numbers into memory cannot fail");
    }
    out.extend_from_slice(b"}\n");
    json_end
}

/// Returns the leaf of a message from what binds it to the commitment.
fn bound_leaf(binding: &Binding, json: &[u8]) -> Result<Hash, SiftError> {
    let found = match binding {
        Binding::Salt(salt) => unhex(salt.as_bytes()).map(|salt| leaf(&salt, json)),
        Binding::Leaf(leaf) => unhex(leaf.as_bytes()).map(Hash),
    };
    match found {
        Some(leaf) => Ok(leaf),
        None => Ok(refuse("package-message", "a message whose binding is no salt and no hash", REMEDY)?),
    }
}

#[cfg(test)]
mod tests;
