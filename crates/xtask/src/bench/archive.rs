//! Archives to measure on, made through the command line as an operator would.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Bench;
use crate::measure::{Measured, Output, Usage};

/// The people of such an archive: the owner hands in, the adviser accepts, the data owner registers.
const OWNER: &str = "anna";
const ADVISER: &str = "rik";
const DATA_OWNER: &str = "dana";

/// An archive with one capture in it.
#[derive(Debug)]
pub(crate) struct Kept {
    folder: PathBuf,
    zegel: PathBuf,
    /// The record that was made of it.
    pub(crate) record: String,
    /// What accepting, registering and storing used.
    pub(crate) steps: [Usage; 3],
}

impl Kept {
    /// Makes an archive called `name` and keeps every message of `export` in it, without a PDF as yet.
    pub(crate) fn make(bench: &Bench, name: &str, export: &Path) -> Result<Self> {
        let folder = bench.folder.join("archives").join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder)
                .with_context(|| format!("could not remove {}", folder.display()))?;
        }
        std::fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
        let mut kept =
            Self { folder, zegel: bench.zegel.clone(), record: String::new(), steps: [Usage::default(); 3] };
        let shares = kept.folder.join("shares").display().to_string();
        let named = ["--name", "Bench", "--origin", "bench.example"];
        kept.zegel("beheer", &[&["init"][..], &named, &["--shares", &shares]].concat())?;
        for (person, role) in
            [(OWNER, "chat-owner"), (ADVISER, "records-adviser"), (DATA_OWNER, "data-owner")]
        {
            kept.zegel("beheer", &["person", "add", person, "--name", person, "--role", role])?;
        }
        kept.zegel(ADVISER, &["dossier", "add", "BENCH", "--title", "Bench"])?;
        let (export, package) =
            (export.display().to_string(), kept.folder.join("choice.zegel").display().to_string());
        let recipient = kept.archive().join("recipient.txt").display().to_string();
        let receipt = kept.folder.join("receipt.json").display().to_string();
        kept.zegel(
            OWNER,
            &["sift", &export, "--all", "--to-archive", &recipient, "--out", &package, "--receipt", &receipt],
        )?;
        let (accepting, said) = kept.zegel(ADVISER, &["accept", &package])?;
        let capture = word_after(&said, "Accepted capture ")?;
        let register = ["register", &capture, "--dossier", "BENCH", "--title", "Bench"];
        let (registering, said) = kept.zegel(DATA_OWNER, &register)?;
        kept.record = word_after(&said, "  record ")?;
        let (storing, _) = kept.zegel(DATA_OWNER, &["store", &capture, "--rendition", "later"])?;
        kept.steps = [accepting, registering, storing];
        Ok(kept)
    }

    /// Where the archive itself lies.
    pub(crate) fn archive(&self) -> PathBuf {
        self.folder.join("archive")
    }

    /// The key that opens it.
    pub(crate) fn key_file(&self) -> PathBuf {
        self.folder.join("key.txt")
    }

    /// Runs a command on the archive as the operator.
    pub(crate) fn operate(&self, arguments: &[&str]) -> Result<String> {
        Ok(self.zegel("beheer", arguments)?.1)
    }

    /// Runs a command on the archive as the data owner.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<(Usage, String)> {
        self.zegel(DATA_OWNER, arguments)
    }

    fn zegel(&self, person: &str, arguments: &[&str]) -> Result<(Usage, String)> {
        Measured::new(&self.zegel)
            .args(arguments)
            .env("ZEGEL_ARCHIVE", self.archive())
            .env("ZEGEL_KEY_FILE", self.key_file())
            .env("ZEGEL_AS", person)
            .run(Output::Kept)
            .with_context(|| format!("zegel {}", arguments.first().copied().unwrap_or_default()))
    }
}

/// Returns the word that follows `mark` in what a command printed.
pub(crate) fn word_after(said: &str, mark: &str) -> Result<String> {
    let rest = said.split_once(mark).map(|(_, rest)| rest);
    let word = rest.and_then(|rest| rest.split([' ', ':', '\n']).next());
    Ok(word.with_context(|| format!("the command did not print {mark:?}"))?.to_owned())
}
