//! `xtask fuzz`: every fuzz target for a few seconds, only when asked.

use std::process::ExitCode;

use anyhow::{Context, Result, ensure};

use crate::root::{cargo, root};
use crate::steps::{close, take};
use crate::tools;

/// Runs every target of `fuzz/` for the given number of seconds.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode> {
    let seconds: u32 = match arguments.first() {
        Some(text) => text.parse().context("the number of seconds is not a number")?,
        None => 10,
    };
    ensure!(
        tools::succeeds(cargo().args(["fuzz", "--version"])),
        "cargo-fuzz is not here; run: cargo install cargo-fuzz"
    );
    let folder = root().join("fuzz/fuzz_targets");
    let mut steps = Vec::new();
    for file in std::fs::read_dir(&folder).with_context(|| format!("could not list {}", folder.display()))? {
        let path = file?.path();
        let Some(name) = path.file_stem().and_then(|name| name.to_str()) else { continue };
        let limit = format!("-max_total_time={seconds}");
        // The sanitizers of a stable compiler are behind this variable.
        let mut command = cargo();
        command.env("RUSTC_BOOTSTRAP", "1").args(["fuzz", "run", name, "--", &limit, "-rss_limit_mb=512"]);
        steps.push(take(name, &mut command));
    }
    Ok(if close(&steps) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
