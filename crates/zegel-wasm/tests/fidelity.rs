//! The WebAssembly module gives the same bytes as the native reader, under Node.
//!
//! The module is built here, in release, below the target folder. Without Node or without the target for
//! WebAssembly the test says so and passes.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail where it stands")]

use std::fmt::Write;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use zegel_seal::{Identity, open_stream};
use zegel_wasm::Operation;

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
    // `make test` names the module that the pages ship.
    if let Some(module) = std::env::var_os("ZEGEL_WASM_MODULE") {
        return Some(PathBuf::from(module));
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

/// What a page does with an export it keeps, with the recipient of an archive.
fn steps(recipient: &str) -> serde_json::Value {
    let submit = serde_json::json!({
        "selection": {
            "format": "zegel-selection", "version": 1,
            "regime": {"kind": "select-in", "policy": "Beleid chatberichten", "policy_date": "2026-01-01"},
            "rules": [{"keep": {"positions": "2-4,9"}}],
            "redact": [{"position": 3, "from": 0, "to": 4, "ground": "privacy"}],
            "not_kept": "private",
        },
        "grounds": [{"code": "private", "label": "Privé"}, {"code": "privacy", "label": "Levenssfeer"}],
        "order": {
            "owner": "jan", "archive": "Proef", "recipient": recipient, "now": "2026-11-21T10:00:00Z", "random": "07".repeat(42),
        },
    });
    serde_json::json!([
        ["read", {"today": "2026-11-21", "file_name": "chat.txt", "date_order": "dmy"}],
        ["columns", null],
        ["page", {"positions": [1, 3, 2000, 5000]}],
        ["search", {"text": "BERICHT 12"}],
        ["spans", {"text": "aanhaling"}],
        ["attachment", {"index": 0}],
        ["submit", submit],
        ["submit", {"onbekend": 1}],
    ])
}

fn native(operation: &str, export: u32, options: &serde_json::Value) -> Vec<u8> {
    let operation = match operation {
        "read" => Operation::Read,
        "columns" => Operation::Columns,
        "page" => Operation::Page,
        "search" => Operation::Search,
        "spans" => Operation::Spans,
        "attachment" => Operation::Attachment,
        _ => Operation::Submit,
    };
    zegel_wasm::operate(operation, export, options.to_string().as_bytes()).into_bytes()
}

/// The envelope draws its own keys, so two packages are compared by what is in them.
fn open_package(answer: &[u8], identity: &Identity) -> Vec<Vec<u8>> {
    let mut rest = &answer[8..];
    let mut parts = Vec::new();
    while let Some((len, after)) = rest.split_first_chunk::<4>() {
        let (part, after) = after.split_at(u32::from_le_bytes(*len) as usize);
        parts.push(part.to_vec());
        rest = after;
    }
    let mut opened = Vec::new();
    open_stream(identity, parts[2].as_slice()).unwrap().read_to_end(&mut opened).unwrap();
    parts[2] = opened;
    parts
}

fn compare_steps(folder: &Path, n: usize, input: &[u8], steps: &serde_json::Value, identity: &Identity) {
    let export = zegel_wasm::keep(input.to_vec());
    for (k, step) in steps.as_array().unwrap().iter().enumerate() {
        let operation = step[0].as_str().unwrap();
        let ours = native(operation, export, &step[1]);
        let theirs = std::fs::read(folder.join(format!("{n}.{k}.got"))).unwrap();
        let failed = u32::from_le_bytes(theirs[4..8].try_into().unwrap()) != 0;
        if operation == "submit" && !failed {
            assert_eq!(open_package(&ours, identity), open_package(&theirs, identity), "case {n}: submit");
        } else {
            assert!(ours == theirs, "case {n}: {operation} differs");
        }
        // The first case is an ordinary chat: all but the last step, which is wrong on purpose, and the attachment
        // that it does not have, must work, or two equal refusals would pass for fidelity.
        assert!(n != 0 || failed == matches!(k, 5 | 7), "case {n}: {operation}");
    }
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
    let identity = Identity::generate(&mut |bytes: &mut [u8]| bytes.fill(9));
    let steps = steps(&identity.recipient().to_string());
    for (n, input) in cases.iter().enumerate() {
        let write = |ending: &str, bytes: &[u8]| {
            std::fs::write(compare.join(format!("{n}.{ending}")), bytes).unwrap()
        };
        write("in", input);
        write("options", options);
        write("steps", steps.to_string().as_bytes());
        write("out", &zegel_wasm::inspect(input, options).into_bytes());
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fidelity.mjs");
    let run = Command::new("node").arg(script).arg(&module).arg(&compare).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    assert!(said.contains(&format!("{} cases, 0 different", cases.len())), "{said}");
    println!("{said}");
    for (n, input) in cases.iter().enumerate() {
        compare_steps(&compare, n, input, &steps, &identity);
    }
}
