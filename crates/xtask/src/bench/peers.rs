//! The peers, at the versions that the goals name.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::Bench;
use crate::root::root;
use crate::tools::{self, Package, Sign};

/// Names as they are printed.
pub(crate) const CHAT_PARSER: &str = "whatsapp-chat-parser 4.0.2";
pub(crate) const WHATSTK: &str = "whatstk 0.9.1";

/// Installs the npm peer and returns the folder that holds `node_modules`.
pub(crate) fn chat_parser(bench: &Bench) -> Result<PathBuf> {
    ensure!(tools::program("node").is_some(), "Node is missing (package nodejs)");
    let folder = bench.folder.join("peers-node");
    if folder.join("node_modules/whatsapp-chat-parser/package.json").is_file() {
        return Ok(folder);
    }
    ensure!(tools::program("npm").is_some(), "npm is missing (package npm)");
    std::fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    std::fs::copy(root().join("bench/package.json"), folder.join("package.json"))
        .context("could not copy bench/package.json")?;
    let install = Command::new("npm")
        .args(["install", "--no-audit", "--no-fund", "--silent"])
        .current_dir(&folder)
        .status();
    ensure!(install.context("could not start npm")?.success(), "npm could not install {CHAT_PARSER}");
    Ok(folder)
}

/// Installs the Python peer and returns its Python.
pub(crate) fn whatstk() -> Result<PathBuf> {
    let requirements = std::fs::read_to_string(root().join("bench/requirements.txt"))
        .context("could not read bench/requirements.txt")?;
    let packages: Vec<&str> =
        requirements.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    Ok(tools::python("peers-python", &packages)?.join("python"))
}

/// Installs a program of Debian.
pub(crate) fn debian(program: &'static str, package: &'static str) -> Result<PathBuf> {
    let wanted = Package { name: package, sign: Sign::Program(program), why: "a peer of the benchmark" };
    let missing = tools::ensure(&[wanted]);
    ensure!(missing.is_empty(), "{program} is missing; to install: sudo apt-get install {package}");
    tools::program(program).with_context(|| format!("{program} is not on the path"))
}
