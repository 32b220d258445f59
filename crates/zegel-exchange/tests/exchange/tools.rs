//! Tools and schemas from outside: used when they are there; what can be installed is demanded under
//! `ZEGEL_REQUIRE_TOOLS=1`.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Says that a check was skipped, or fails when tools are demanded.
pub fn skip(why: &str) {
    assert!(std::env::var_os("ZEGEL_REQUIRE_TOOLS").is_none(), "ZEGEL_REQUIRE_TOOLS is set, and {why}");
    println!("skipped: {why}");
}

/// Finds a file of the folder with schemas that are not ours to copy: the one that `ZEGEL_SHARED` names, or `shared` beside
/// the repository. It is no tool that the test command could install, so only a folder that was named is demanded.
pub fn shared(path: &str) -> Option<PathBuf> {
    let named = std::env::var_os("ZEGEL_SHARED").map(PathBuf::from);
    let is_named = named.is_some();
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let found = named.unwrap_or_else(beside).join(path);
    if found.exists() {
        return Some(found);
    }
    assert!(!is_named, "the folder that ZEGEL_SHARED names has no {path}");
    println!(
        "skipped: there is no folder `shared` beside the repository with {path}; ZEGEL_SHARED can name one"
    );
    None
}

/// Validates XML files against the official schema; does nothing where the tool or the schema is absent.
pub fn xmllint(files: &[PathBuf]) {
    let Some(schema) = shared("schemas/mdto/MDTO-XML1.0.1.xsd") else { return };
    match Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(schema).args(files).output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => skip("xmllint is not installed"),
    }
}

/// Returns the Python of an environment with the reference implementation of BagIt, installed on first use.
pub fn python_with_bagit() -> Option<PathBuf> {
    python_with("bagit", "1.9.0")
}

/// Returns the Python of an environment with a package, installed on first use.
pub fn python_with(package: &str, version: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    // Tests run side by side in processes of their own; one of them installs, the others wait.
    let lock = std::fs::File::create(folder.join(format!("{package}.lock"))).unwrap();
    lock.lock().unwrap();
    let venv = folder.join(format!("{package}-{version}"));
    let python = venv.join("bin/python");
    let import = format!("import {package}");
    let works = || Command::new(&python).args(["-c", &import]).output().is_ok_and(|out| out.status.success());
    if works() {
        return Some(python);
    }
    let made = Command::new("python3").args(["-m", "venv"]).arg(&venv).output();
    if !made.is_ok_and(|out| out.status.success()) {
        skip("python3 with venv is not installed");
        return None;
    }
    let wanted = format!("{package}=={version}");
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", &wanted];
    let _ = Command::new(&python).args(pip).output();
    if works() {
        return Some(python);
    }
    skip(&format!("{package} {version} could not be installed from PyPI"));
    None
}
