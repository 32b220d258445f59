//! The inputs: exports of the test kit, made anew for every run so that none is left from an older generator.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::Bench;

/// The phone that an input comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phone {
    Android,
    Ios,
}

impl Phone {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Android, Self::Ios];

    /// Its name on the command line of the probe.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Android => "android",
            Self::Ios => "ios",
        }
    }

    /// The format of its headers as whatstk wants to be told.
    pub(crate) fn whatstk_format(self) -> &'static str {
        match self {
            Self::Android => "%d-%m-%Y %H:%M - %name:",
            Self::Ios => "[%d-%m-%Y %H:%M:%S] %name:",
        }
    }
}

/// Makes an export of `n_messages` and returns its file.
pub(crate) fn export(bench: &Bench, phone: Phone, n_messages: u64) -> Result<PathBuf> {
    let folder = bench.folder.join("inputs");
    std::fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    let file = folder.join(format!("{}-{n_messages}.txt", phone.name()));
    let mut probe = Command::new(&bench.probe);
    probe.args(["generate", phone.name(), &n_messages.to_string()]).arg(&file);
    ensure!(
        probe.status().context("could not start the probe")?.success(),
        "could not make {}",
        file.display()
    );
    Ok(file)
}
