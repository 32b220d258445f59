//! The WebAssembly module gives the same bytes as the native reader, under Node.
//!
//! The module is built here, in release, below the target folder. Without Node or without the target for
//! WebAssembly the test says so and passes.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail where it stands")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Exports of our own: what each does to the reader is in the tests of `zegel-import`.
fn own_cases() -> Vec<Vec<u8>> {
    let mut android = "23-03-2022 13:30 - Berichten en oproepen worden end-to-end versleuteld.\n".to_owned();
    let mut ios =
        "[23-03-2022 13:30:00] Groep: \u{200e}Berichten en gesprekken worden end-to-end versleuteld.\r\n"
            .to_owned();
    for n in 0..2000 {
        let (day, minute) = (n % 28 + 1, n % 60);
        writeln!(
            android,
            "{day:02}-03-2022 13:{minute:02} - Ömer {}: bericht {n} 👍🏽 \"aanhaling\"\nregel\t2",
            n % 7
        )
        .unwrap();
        write!(ios, "\u{200e}[{day:02}-03-2022 13:{minute:02}:07] Jan: bij {n} \u{200e}<bijgevoegd: {n:08}-PHOTO-2022-03-{day:02}-13-31-05.jpg>\r\n").unwrap();
    }
    let utf_16 = android.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut broken = android.clone().into_bytes();
    broken[500] = 0xFF;
    let american = "3/4/22, 1:31\u{202f}PM - Jan: a\n3/5/22, 12:01\u{202f}AM - Piet: b\n";
    vec![
        android.into_bytes(),
        ios.into_bytes(),
        utf_16,
        broken,
        american.into(),
        b"23-03-2022 13:31 - J\xf6rg: caf\xe9\n23-03-2022 13:32 - Piet: ja\n".to_vec(),
        b"geen gesprek".to_vec(),
        b"PK\x03\x04 afgebroken".to_vec(),
        Vec::new(),
    ]
}

/// Exports of other projects, and generated ones with media, where they are there.
fn other_cases(folder: &Path) -> Vec<Vec<u8>> {
    let shared = std::env::var_os("ZEGEL_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let mut cases = Vec::new();
    for peer in
        ["whatstk", "whatstk/headers", "WhatsR", "whats_json", "port-whatsapp", "whats-reader", "chat-miner"]
    {
        let files = std::fs::read_dir(shared.join("fixtures").join(peer));
        let texts = files.into_iter().flatten().map(|entry| entry.unwrap().path());
        cases.extend(
            texts
                .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
                .map(|path| std::fs::read(path).unwrap()),
        );
    }
    let script = shared.join("tools/gen_whatsapp.py");
    for (platform, n) in [("android", "400"), ("ios", "400")] {
        let out = folder.join(platform);
        let made = Command::new("python3")
            .arg(&script)
            .args([
                "--platform",
                platform,
                "--messages",
                n,
                "--media",
                "--zip",
                "--adversarial",
                "--max-bytes",
                "3000",
            ])
            .args(["--out", out.to_str().unwrap()])
            .output();
        let Ok(_) = made else { continue };
        let files = std::fs::read_dir(&out).into_iter().flatten().map(|entry| entry.unwrap().path());
        cases.extend(
            files
                .filter(|path| path.extension().is_some_and(|ending| ending == "zip"))
                .map(|path| std::fs::read(path).unwrap()),
        );
    }
    if cases.is_empty() {
        println!("without the exports of other projects: they are not there");
    }
    cases
}

/// Builds the module, or says why not.
fn build_module() -> Option<PathBuf> {
    let run = |program: &str| Command::new(program).arg("--version").output().is_ok();
    if !run("node") {
        println!("skipped: no Node");
        return None;
    }
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wasm");
    let build = Command::new(env!("CARGO"))
        .args(["build", "--release", "--package", "zegel-wasm", "--target", "wasm32-unknown-unknown"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("CARGO_TARGET_DIR", &target)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&build.stderr);
    if said.contains("target may not be installed") {
        println!("skipped: no target for WebAssembly");
        return None;
    }
    assert!(build.status.success(), "{said}");
    Some(target.join("wasm32-unknown-unknown/release/zegel_wasm.wasm"))
}

#[test]
fn the_module_gives_the_same_bytes_as_the_native_reader() {
    let Some(module) = build_module() else { return };
    let folder = tempfile::tempdir().unwrap();
    let cases: Vec<Vec<u8>> = own_cases().into_iter().chain(other_cases(folder.path())).collect();
    let compare = folder.path().join("cases");
    std::fs::create_dir(&compare).unwrap();
    let options =
        br#"{"today":"2026-11-21","file_name":"WhatsApp Chat - Kernteam.zip","zone":"Europe/Amsterdam"}"#;
    for (n, input) in cases.iter().enumerate() {
        let write = |ending: &str, bytes: &[u8]| {
            std::fs::write(compare.join(format!("{n}.{ending}")), bytes).unwrap()
        };
        write("in", input);
        write("options", options);
        write("out", &zegel_wasm::inspect(input, options).into_bytes());
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fidelity.mjs");
    let run = Command::new("node").arg(script).arg(&module).arg(&compare).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    assert!(said.contains(&format!("{} cases, 0 different", cases.len())), "{said}");
    println!("{said}");
}
