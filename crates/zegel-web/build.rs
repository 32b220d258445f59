//! Sees to it that the bundled style, scripts and WebAssembly are there before they are embedded.

use std::path::Path;
use std::process::Command;

fn main() {
    // Asked when it runs: a program that was built in another folder may be used again here.
    let folder = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the crate is");
    let browser = Path::new(&folder).join("../../browser");
    let build = browser.join("build.mjs");
    let dist = browser.join("dist");
    println!("cargo::rerun-if-changed={}", dist.join("app.css").display());
    println!("cargo::rerun-if-changed=texts");
    println!("cargo::rerun-if-changed=templates");
    if dist.join("app.css").exists() {
        return;
    }
    let status = Command::new("node").arg(&build).current_dir(&browser).status();
    match status {
        Ok(status) if status.success() => {}
        Ok(status) => fail(&format!(
            "'node browser/build.mjs' ended with {status}; 'make run' installs what it needs, \
             or run: rustup target add wasm32-unknown-unknown"
        )),
        Err(error) => fail(&format!("node could not be started ({error}); install Node 20 or newer")),
    }
}

fn fail(why: &str) {
    println!("cargo::error=the pages need browser/dist, and it could not be built: {why}");
}
