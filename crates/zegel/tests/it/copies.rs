//! Interim copies: found by content, destroyed when told, attested when out of reach.

use std::path::PathBuf;

use crate::body::{Body, CHAT, text};

/// A chat whose package is longer than what tells it apart, and another package of the same chat that nobody accepts.
fn body_with_another_package() -> (Body, PathBuf) {
    let long: String = (0..1_000).map(|n| format!("15-01-2024 08:02 - Anna: bericht nummer {n}\n")).collect();
    let body = Body::new();
    let export = body.text_export("chat.txt", &long);
    body.sift(&export, "other", &["--all"]).ok();
    (body, export)
}

#[test]
fn a_copy_under_another_name_in_another_folder_is_found_and_destroyed() {
    let body = Body::new();
    let export = body.text_export("chat.txt", CHAT);
    let (capture, _) = body.stored(&export, "anna", &["--all"]);
    let hidden = body.path("Downloads/oud/kopie (1).txt");
    std::fs::create_dir_all(hidden.parent().unwrap()).unwrap();
    std::fs::copy(&export, &hidden).unwrap();
    let other = body.text_export("Downloads/boodschappen.txt", "melk");
    let (receipt, dir) = (body.path("anna.receipt.json"), body.dir.path().to_owned());
    body.zegel_as("anna", &["copies", "hunt", text(&dir), "--receipt", text(&receipt)])
        .ok()
        .says("found 2 copies");
    assert!(hidden.exists() && export.exists(), "nothing is destroyed before one is told to");
    body.zegel_as("anna", &["copies", "hunt", text(&dir), "--receipt", text(&receipt), "--destroy"])
        .ok()
        .says("flash disks");
    assert!(!hidden.exists() && !export.exists() && other.exists());
    body.zegel_as("carla", &["close", &capture]).ok();
    body.verifies();
}

#[test]
fn a_copy_out_of_reach_is_attested_once() {
    let body = Body::new();
    let export = body.text_export("chat.txt", CHAT);
    let (capture, _) = body.stored(&export, "anna", &["--all"]);
    std::fs::remove_file(&export).unwrap();
    let open = body.zegel_as("anna", &["copies"]).ok().out;
    let line = open.lines().find(|line| line.contains("export-text")).expect("the export is still open");
    let copy = line.split_whitespace().next().unwrap();
    body.zegel_as("anna", &["copies", "attest", copy, "--statement", "verwijderd van de telefoon"]).ok();
    body.zegel_as("anna", &["copies", "attest", copy, "--statement", "nogmaals"]).code(1).says("wrong-state");
    body.zegel_as("carla", &["close", &capture]).ok();
}

#[test]
fn storing_destroys_its_own_package_cut_off_or_not_and_nothing_else_in_its_place() {
    let (body, export) = body_with_another_package();
    let other = std::fs::read(body.path("other.zegel")).unwrap();
    type Put = fn(&[u8], &[u8]) -> Vec<u8>;
    let cases: [(&str, Put, bool); 5] = [
        ("same", |own, _| own.to_vec(), true),
        ("cut-off", |own, _| own[..own.len() * 2 / 3].to_vec(), true),
        ("other-package", |_, other| other.to_vec(), false),
        ("other-file", |_, _| b"boodschappen".to_vec(), false),
        // Its first page is damaged, so nothing says any more whose it is.
        ("unreadable", |own, _| [&own[..own.len() / 100], b"x", &own[own.len() / 100 + 1..]].concat(), false),
    ];
    for (name, put, is_destroyed) in cases {
        let capture = body.accepted(&export, name, &["--all"]);
        body.registered(&capture);
        let package = body.path(&format!("{name}.zegel"));
        let now = put(&std::fs::read(&package).unwrap(), &other);
        std::fs::write(&package, &now).unwrap();
        body.zegel_as("carla", &["store", &capture, "--rendition", "later"]).ok();
        let open = body.zegel_as("anna", &["copies"]).ok().out;
        let is_open = open.lines().any(|line| line.contains(&capture) && line.contains("package"));
        assert_eq!((package.exists(), is_open), (!is_destroyed, !is_destroyed), "{name}: {open}");
        assert!(is_destroyed || std::fs::read(&package).unwrap() == now, "{name}");
    }
    body.verifies();
}

#[test]
fn a_copy_of_the_package_is_found_by_its_beginning_and_no_longer_opens() {
    let (body, export) = body_with_another_package();
    let capture = body.accepted(&export, "anna", &["--all"]);
    let package = std::fs::read(body.path("anna.zegel")).unwrap();
    let mail = body.path("mail");
    std::fs::create_dir(&mail).unwrap();
    // What mail did to the end of a copy does not hide it.
    let damaged = [&package[..package.len() - 1], b"x"].concat();
    std::fs::write(mail.join("bijlage.zegel"), &package).unwrap();
    std::fs::write(mail.join("bijlage-2.zegel"), &damaged).unwrap();
    std::fs::rename(body.path("other.zegel"), mail.join("other.zegel")).unwrap();
    // A second name of the same bytes shows what destroying leaves of them.
    std::fs::hard_link(mail.join("bijlage.zegel"), body.path("link")).unwrap();
    body.registered(&capture);
    body.zegel_as("carla", &["store", &capture, "--rendition", "later"]).ok();
    let receipt = body.path("anna.receipt.json");
    body.zegel_as("anna", &["copies", "hunt", text(&mail), "--receipt", text(&receipt), "--destroy"])
        .ok()
        .says("found 2 copies");
    let left: Vec<_> = std::fs::read_dir(&mail).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["other.zegel"]);
    let bytes = std::fs::read(body.path("link")).unwrap();
    assert!(64 * 1024 < bytes.len() && bytes[..64 * 1024].iter().all(|byte| *byte == 0));
    assert_eq!(bytes[64 * 1024..], package[64 * 1024..]);
    body.verifies();
}
