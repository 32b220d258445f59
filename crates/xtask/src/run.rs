//! `make run`: from a fresh clone to the main job done once, with everything left there to look at.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::root::{built, cargo, root, target};
use crate::tools;

/// Builds the command and runs its demonstration into `./zegel-demo`.
pub(crate) fn run() -> Result<ExitCode> {
    let missing = tools::ensure(tools::TO_RUN);
    if !missing.is_empty() {
        tools::explain(&missing);
        return Ok(ExitCode::FAILURE);
    }
    println!("building (the first time takes some minutes)");
    let build = cargo().args(["build", "--package", "zegel", "--package", "zegel-verify"]).status();
    if !build.context("could not start cargo")?.success() {
        return Ok(ExitCode::FAILURE);
    }
    let demo = std::process::Command::new(built("debug", "zegel")).arg("demo").current_dir(root()).status();
    let demo = demo.context("could not start the demonstration")?;
    Ok(if demo.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Removes what was built, measured and demonstrated.
pub(crate) fn clean() -> Result<ExitCode> {
    let demo = root().join("zegel-demo");
    if demo.exists() {
        std::fs::remove_dir_all(&demo).with_context(|| format!("could not remove {}", demo.display()))?;
    }
    // Cargo must not remove the program that it is running; that one goes too, but on its own terms.
    let status = cargo().arg("clean").status().context("could not start cargo")?;
    println!("removed {} and {}", demo.display(), target().display());
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
