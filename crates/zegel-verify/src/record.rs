//! The canonical JSON of records inside a package (`docs/formats/record.md`).

use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde::Deserialize;
use zegel_model::{CaptureId, Commitment, SubmittedMessage};

/// The name of the file in a package.
pub const NAME: &str = "archiefstuk.json";
/// The version of the format whose commitment this program computes.
const VERSION: u32 = 2;

/// A record as a package shows it.
#[derive(Deserialize)]
pub struct RecordFile {
    format: String,
    version: u32,
    /// The head.
    pub head: Head,
    /// The messages.
    pub messages: Vec<SubmittedMessage>,
}

/// What this program needs of the head.
#[derive(Deserialize)]
pub struct Head {
    /// The capture it comes from.
    pub capture: CaptureId,
    /// The commitment to the whole export.
    pub commitment: Commitment,
}

/// Finds the records below the given paths (a package, or the file itself).
pub fn find(paths: &[PathBuf]) -> anyhow::Result<Vec<(PathBuf, RecordFile)>> {
    let mut found = Vec::new();
    for path in paths {
        for step in walkdir::WalkDir::new(path).sort_by_file_name() {
            let step = step.with_context(|| format!("could not look into {}", path.display()))?;
            let is_named = step.depth() == 0 || step.file_name().to_string_lossy() == NAME;
            if step.file_type().is_file() && is_named {
                found.push((step.path().to_owned(), read(step.path())?));
            }
        }
    }
    if found.is_empty() {
        bail!("there is no {NAME} in what was given; name the folder of a package");
    }
    Ok(found)
}

fn read(path: &Path) -> anyhow::Result<RecordFile> {
    let file = std::fs::File::open(path).with_context(|| format!("could not open {}", path.display()))?;
    let record: RecordFile = serde_json::from_reader(BufReader::new(file)).map_err(|error| {
        anyhow::anyhow!(
            "{} is not a record: line {}, column {}",
            path.display(),
            error.line(),
            error.column()
        )
    })?;
    if record.format != "zegel-record" || record.version != VERSION {
        bail!("{} is not a zegel-record of version {VERSION}", path.display());
    }
    Ok(record)
}
