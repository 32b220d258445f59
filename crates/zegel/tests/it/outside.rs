//! What an outsider finds with `zegel-verify`, on good files and on altered ones.

use std::path::{Path, PathBuf};

use zegel_testkit::Export;

use crate::body::{Body, CHAT, text, verify};

struct Released {
    body: Body,
    bag: PathBuf,
    receipt: PathBuf,
    export: PathBuf,
    key: String,
}

fn released() -> Released {
    let body = Body::new();
    let export = body.text_export("chat.txt", CHAT);
    let options = ["--keep", "2-3,6", "--redact", "Dekker=privacy", "--ground", "private"];
    release(body, export, &options)
}

fn release(body: Body, export: PathBuf, options: &[&str]) -> Released {
    let (_, record) = body.stored(&export, "anna", options);
    let propose = ["release", "propose", "--record", &record, "--purpose", "Woo", "--recipient", "Commissie"];
    let release = body.zegel_as("bram", &propose).ok().id_after("Proposed release ");
    let bag = body.path("bag");
    body.zegel_as("elif", &["release", "approve", &release, "--out", text(&bag)]).ok();
    let key = body.zegel_as("beheer", &["ledger", "key"]).ok().out.trim().to_owned();
    let receipt = body.path("anna.receipt.json");
    Released { body, bag, receipt, export, key }
}

fn find(dir: &Path, name: &str) -> PathBuf {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let mut found = Vec::new();
    for path in entries {
        if path.is_dir() {
            found.extend(std::panic::catch_unwind(|| find(&path, name)).ok());
        } else if path.file_name().is_some_and(|file| file == name) {
            return path;
        }
    }
    found.pop().unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn kept_redacted_and_not_kept_are_told_apart() {
    let Released { receipt, export, bag, body: _body, .. } = released();
    let ran =
        verify(&["choice", "--receipt", text(&receipt), "--export", text(&export), text(&bag), "--whole"])
            .ok();
    let ran = ran.says("PROVEN").says("of 7 messages 3 were kept and 4 were not");
    ran.says("here and unchanged: 2").says("equal outside their redactions: 1 (6)");
}

#[test]
fn a_changed_added_or_removed_message_is_found() {
    let Released { body, receipt, export, bag, .. } = released();
    let lines = find(&bag, "berichten.jsonl");
    let good = std::fs::read_to_string(&lines).unwrap();
    let choice = |export: &Path| {
        verify(&["choice", "--receipt", text(&receipt), "--export", text(export), text(&bag), "--whole"])
    };
    std::fs::write(&lines, good.replace("is verleend", "is geweigerd")).unwrap();
    choice(&export).code(6).says("ALTERED: 1 (2)").says("names another file of messages");
    std::fs::write(&lines, good.replacen(r#""position":3,"#, r#""position":4,"#, 1)).unwrap();
    choice(&export).code(6).says("NOT PROVEN");
    // Nothing in it was changed but the spelling: it is not the file that was kept.
    std::fs::write(&lines, format!("{good}\n")).unwrap();
    choice(&export).code(6).says("NOT PROVEN").says("names another file of messages");
    std::fs::remove_file(&lines).unwrap();
    choice(&export).code(70).says("berichten.jsonl");
    std::fs::create_dir(&lines).unwrap();
    choice(&export).code(70).says("not a file");
    std::fs::remove_dir(&lines).unwrap();
    std::fs::write(&lines, &good).unwrap();
    let json = find(&bag, "archiefstuk.json");
    let head = std::fs::read_to_string(&json).unwrap();
    std::fs::write(&json, head.replace("\"berichten.jsonl\"", "\"../../berichten.jsonl\"")).unwrap();
    choice(&export).code(70).says("does not lie beside it");
    std::fs::write(&json, head).unwrap();
    let changed = body.text_export("later.txt", &CHAT.replace("Akkoord, ik stuur", "Akkoord! ik stuur"));
    choice(&changed).code(6).says("changed: 1 (3)");
    let removed = body.text_export("later.txt", &CHAT.replace("23-03-2026 09:04 - Bert: ja\n", ""));
    choice(&removed).code(6).says("removed: 1 (5)");
    let longer = body.text_export("later.txt", &format!("{CHAT}25-03-2026 08:00 - Bert: Goedemorgen\n"));
    choice(&longer).ok().says("1 came after");
}

#[test]
fn a_difference_that_may_be_one_of_reading_is_called_so() {
    let Released { body, receipt, export, bag, .. } = released();
    let json = std::fs::read_to_string(find(&bag, "archiefstuk.json")).unwrap();
    assert!(json.contains(r#""reader":"zegel-reader-2""#), "the record names the version of the reader");
    let earlier = std::fs::read_to_string(&receipt).unwrap().replace("zegel-reader-2", "zegel-reader-1");
    std::fs::write(&receipt, earlier).unwrap();
    let choice = |export: &Path| {
        verify(&["choice", "--receipt", text(&receipt), "--export", text(export), text(&bag), "--whole"])
    };
    let same = choice(&export).ok().says("PROVEN");
    assert!(!same.out.contains("zegel-reader"), "{}", same.out);
    let changed = body.text_export("later.txt", &CHAT.replace("Akkoord, ik stuur", "Akkoord! ik stuur"));
    choice(&changed).code(6).says("was read by zegel-reader-1 then, and by zegel-reader-2 now");
}

#[test]
fn a_damaged_export_is_compared_as_far_as_it_can_be_read_and_called_so() {
    let body = Body::new();
    let export = body.export(&Export::android(300).with_media());
    let Released { body, bag, receipt, .. } = release(body, export.clone(), &["--all"]);
    let bytes = std::fs::read(&export).unwrap();
    let cut = body.path("afgekapt.zip");
    std::fs::write(&cut, &bytes[..bytes.len() * 3 / 4]).unwrap();
    verify(&["choice", "--receipt", text(&receipt), "--export", text(&cut), text(&bag), "--whole"])
        .says("the export is damaged and was compared as far as it can be read");
}

#[test]
fn an_altered_package_does_not_hold() {
    let Released { bag, key, body: _body, .. } = released();
    verify(&["package", text(&bag), "--key", &key]).ok().says("IT HOLDS");
    for name in ["archiefstuk.json", "berichten.jsonl"] {
        let path = find(&bag, name);
        let good = std::fs::read(&path).unwrap();
        let mut bad = good.clone();
        let last = bad.len() - 10;
        bad[last] ^= 1;
        std::fs::write(&path, &bad).unwrap();
        verify(&["package", text(&bag), "--key", &key]).code(6).says(&format!("ALTERED OR ADDED: {name}"));
        std::fs::write(&path, &good).unwrap();
    }
    let proofs = find(&bag, "bewijs.json");
    let text_of = std::fs::read_to_string(&proofs).unwrap();
    std::fs::write(&proofs, text_of.replacen("sha256", "sha255", 1)).unwrap();
    verify(&["package", text(&bag), "--key", &key]).code(6);
}

/// Whoever can write the package can write its manifests too: only the ledger tells.
#[test]
fn an_altered_attachment_does_not_hold_even_with_new_manifests() {
    let body = Body::new();
    let export = body.export(&Export::android(120).with_media());
    let Released { bag, key, body: _body, .. } = release(body, export, &["--all"]);
    verify(&["package", text(&bag), "--key", &key]).ok().says("IT HOLDS");
    let is_attachment = |path: &Path| {
        let folder = path.parent().unwrap().file_name().unwrap().to_string_lossy();
        folder.contains("-b0") && !path.to_string_lossy().ends_with(".MDTO.xml")
    };
    let manifest = bag.join("manifest-sha256.txt");
    let listed = std::fs::read_to_string(&manifest).unwrap();
    let lines = listed.lines().map(|line| line.split_once("  ").unwrap());
    let (old, name) = lines.clone().find(|(_, name)| is_attachment(Path::new(name))).unwrap();
    let other =
        lines.clone().find(|(sha256, name)| is_attachment(Path::new(name)) && *sha256 != old).unwrap().0;
    let path = bag.join(name);
    let good = std::fs::read(&path).unwrap();
    // Without the tag manifests and the second algorithm it is still a bag by the letter of RFC 8493.
    for file in ["manifest-sha512.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"] {
        std::fs::remove_file(bag.join(file)).unwrap();
    }
    let mut bad = good.clone();
    bad[0] ^= 1;
    std::fs::write(&path, &bad).unwrap();
    std::fs::write(&manifest, listed.replace(old, &sha256sum(&path))).unwrap();
    let ran = verify(&["package", text(&bag), "--key", &key]).code(6);
    ran.says("complete, every checksum matches").says("ALTERED OR ADDED").says("MISSING");
    // Another attachment of the same record in its place: each file is known, and one is gone.
    let twin = lines.clone().find(|(sha256, _)| *sha256 == other).unwrap().1;
    std::fs::copy(bag.join(twin), &path).unwrap();
    std::fs::write(&manifest, listed.replace(old, other)).unwrap();
    verify(&["package", text(&bag), "--key", &key]).code(6).says("MISSING");
}

fn sha256sum(path: &Path) -> String {
    let output = std::process::Command::new("sha256sum").arg(path).output().unwrap();
    String::from_utf8(output.stdout).unwrap().split(' ').next().unwrap().to_owned()
}

#[test]
fn a_record_under_the_name_of_another_does_not_hold() {
    let Released { bag, key, body: _body, .. } = released();
    let folder = find(&bag, "archiefstuk.json").parent().unwrap().to_owned();
    std::fs::rename(&folder, folder.with_file_name("0198a1b2-0000-7000-8000-000000000000")).unwrap();
    verify(&["package", text(&bag), "--key", &key]).code(6).says("WRONG PLACE");
}

#[test]
fn a_ledger_only_grows() {
    let body = Body::new();
    let old = body.zegel_as("beheer", &["ledger", "checkpoint"]).ok().out;
    let old_path = body.text_export("old", &old);
    let size = old.lines().nth(1).unwrap().to_owned();
    body.zegel_as("carla", &["dossier", "add", "W-3", "--title", "Later"]).ok();
    let proof = body.zegel_as("beheer", &["ledger", "consistency", &size]).ok().out;
    let proof_path = body.text_export("proof.json", &proof);
    let key = body.zegel_as("beheer", &["ledger", "key"]).ok().out;
    let check = |proof: &Path| {
        verify(&["consistency", "--old", text(&old_path), "--proof", text(proof), "--key", key.trim()])
    };
    check(&proof_path).ok().says("IT HOLDS");
    let forged = body
        .text_export("forged.json", &proof.replacen(&format!("\"old_size\": {size}"), "\"old_size\": 1", 1));
    check(&forged).code(6);
    let leaves = body.path("leaves.jsonl");
    body.zegel_as("beheer", &["ledger", "export", text(&leaves)]).ok();
    let newest = body.text_export("new", &body.zegel_as("beheer", &["ledger", "checkpoint"]).ok().out);
    verify(&["ledger", text(&leaves), "--checkpoint", text(&newest), "--key", key.trim()])
        .ok()
        .says("IT HOLDS");
    let altered = std::fs::read_to_string(&leaves).unwrap().replacen("keep-dossier", "keep-dossiers", 1);
    std::fs::write(&leaves, altered).unwrap();
    verify(&["ledger", text(&leaves), "--checkpoint", text(&newest), "--key", key.trim()]).code(6);
}
