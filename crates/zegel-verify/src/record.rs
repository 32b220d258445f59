//! The canonical JSON of records inside a package, and the messages beside it (`docs/formats/record.md`).

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use zegel_model::{CaptureId, Commitment, SubmittedMessage};

/// The name of the file in a package.
pub const NAME: &str = "archiefstuk.json";
/// The version of the format that this program reads.
const VERSION: u32 = 3;

/// A record as a package shows it.
pub struct Record {
    /// Its canonical JSON.
    pub path: PathBuf,
    /// The head.
    pub head: Head,
    /// The messages.
    pub messages: Vec<SubmittedMessage>,
    /// Whether the file of the messages is the one that the canonical JSON names.
    pub is_whole: bool,
}

/// What this program needs of the head.
#[derive(Deserialize)]
pub struct Head {
    /// The capture it comes from.
    pub capture: CaptureId,
    /// The commitment to the whole export.
    pub commitment: Commitment,
}

#[derive(Deserialize)]
struct Document {
    head: Head,
    messages: MessagesFile,
}

#[derive(Deserialize)]
struct MessagesFile {
    file: String,
    size_bytes: u64,
    sha256: String,
}

/// Finds the records below the given paths (a package, or the file itself).
pub fn find(paths: &[PathBuf]) -> anyhow::Result<Vec<Record>> {
    let mut found = Vec::new();
    for path in paths {
        for step in walkdir::WalkDir::new(path).sort_by_file_name() {
            let step = step.with_context(|| format!("could not look into {}", path.display()))?;
            let is_named = step.depth() == 0 || step.file_name().to_string_lossy() == NAME;
            if step.file_type().is_file() && is_named {
                found.push(read(step.path())?);
            }
        }
    }
    if found.is_empty() {
        bail!("there is no {NAME} in what was given; name the folder of a package");
    }
    Ok(found)
}

fn read(path: &Path) -> anyhow::Result<Record> {
    #[derive(Deserialize)]
    struct Opening {
        format: String,
        version: u32,
    }
    let bytes = std::fs::read(path).with_context(|| format!("could not open {}", path.display()))?;
    let opening: Opening = parse(&bytes, path)?;
    if opening.format != "zegel-record" || opening.version != VERSION {
        bail!("{} is not a zegel-record of version {VERSION}", path.display());
    }
    let Document { head, messages: named } = parse(&bytes, path)?;
    // The name comes out of the package: it may not lead elsewhere.
    if Path::new(&named.file).file_name() != Some(named.file.as_ref()) {
        bail!("{} names a file of messages that does not lie beside it", path.display());
    }
    let beside = path.with_file_name(&named.file);
    let lines = match beside.symlink_metadata().map(|found| found.is_file()) {
        Ok(true) => std::fs::read(&beside),
        Ok(false) => Err(std::io::Error::other("it is a link or a folder, not a file")),
        Err(error) => Err(error),
    };
    let lines = lines.with_context(|| format!("could not open {}, which {NAME} names", beside.display()))?;
    let mut messages = Vec::new();
    for (number, line) in (1..).zip(lines.split(|byte| *byte == b'\n')).filter(|(_, line)| !line.is_empty()) {
        let message = serde_json::from_slice(line).map_err(|error| {
            anyhow::anyhow!(
                "{} is no file of messages: line {number}, column {}",
                beside.display(),
                error.column()
            )
        });
        messages.push(message?);
    }
    let is_whole =
        named.size_bytes == lines.len() as u64 && named.sha256 == hex::encode(Sha256::digest(&lines));
    Ok(Record { path: path.to_owned(), head, messages, is_whole })
}

/// Reads JSON; an error says where, without the text that it would quote.
fn parse<'a, T: Deserialize<'a>>(json: &'a [u8], path: &Path) -> anyhow::Result<T> {
    serde_json::from_slice(json).map_err(|error| {
        anyhow::anyhow!(
            "{} is not a record: line {}, column {}",
            path.display(),
            error.line(),
            error.column()
        )
    })
}
