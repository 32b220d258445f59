//! `make run`: from a fresh clone to the pages in a browser, with a first-run page that makes an archive or loads the example.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::root::{built, cargo, root};
use crate::tools;

/// Folder of the archive that `make run` serves; it stays there, with its key beside it.
const ARCHIVE: &str = "zegel-archive";
/// Folder of a demonstration on the command line (`zegel demo`).
const DEMO: &str = "zegel-demo";

/// Builds the command and serves the archive in `./zegel-archive` until it is told to stop (Ctrl+C).
pub(crate) fn run() -> Result<ExitCode> {
    if !tools::ensure_to_build() {
        return Ok(ExitCode::FAILURE);
    }
    println!("building (the first time takes some minutes)");
    // The server embeds the pages; whoever changed one sees the change.
    if !tools::browser().status().context("could not start node")?.success() {
        return Ok(ExitCode::FAILURE);
    }
    let build = cargo().args(["build", "--package", "zegel", "--package", "zegel-verify"]).status();
    if !build.context("could not start cargo")?.success() {
        return Ok(ExitCode::FAILURE);
    }
    let mut serve = Command::new(built("debug", "zegel"));
    let served = serve.args(["serve", "--archive", ARCHIVE]).current_dir(root()).status();
    let served = served.context("could not start the server")?;
    Ok(if served.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Removes what was built, measured and demonstrated.
pub(crate) fn clean() -> Result<ExitCode> {
    for entry in std::fs::read_dir(root()).context("could not list the repository")? {
        let path = entry.context("could not list the repository")?.path();
        if path.file_name().and_then(|name| name.to_str()).is_some_and(is_demo) {
            std::fs::remove_dir_all(&path).with_context(|| format!("could not remove {}", path.display()))?;
            println!("removed {}", path.display());
        }
    }
    let status = cargo().arg("clean").status().context("could not start cargo")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns true for the folders of demonstrations, numbered or not.
fn is_demo(name: &str) -> bool {
    let number = name.strip_prefix(DEMO).map(|rest| rest.strip_prefix('-').unwrap_or(rest));
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::is_demo;

    #[test]
    fn only_folders_of_demonstrations_are_cleaned() {
        for name in ["zegel-demo", "zegel-demo-2", "zegel-demo-14"] {
            assert!(is_demo(name), "{name}");
        }
        for name in ["zegel-demonstration", "zegel-demo-mine", "my-zegel-demo", "zegel"] {
            assert!(!is_demo(name), "{name}");
        }
    }
}
