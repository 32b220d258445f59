//! `make run`: from a fresh clone to the main job done once, with everything left there to look at.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::root::{built, cargo, root};
use crate::tools;

/// Folder of the demonstration.
const DEMO: &str = "zegel-demo";

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
    let folder = free_folder();
    let mut demo = Command::new(built("debug", "zegel"));
    let demo = demo.args(["demo", "--dir"]).arg(&folder).current_dir(root()).status();
    let demo = demo.context("could not start the demonstration")?;
    Ok(if demo.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns the name of a folder for the demonstration: somebody may be working in that of an earlier run.
fn free_folder() -> String {
    let mut names = std::iter::once(DEMO.to_owned()).chain((2u32..).map(|number| format!("{DEMO}-{number}")));
    names.find(|name| !root().join(name).exists()).unwrap_or_else(|| DEMO.to_owned())
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

/// Returns true for the names that [`free_folder`] gives.
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
