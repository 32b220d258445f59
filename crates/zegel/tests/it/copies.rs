//! Interim copies: found by content, destroyed when told, attested when out of reach.

use crate::body::{Body, CHAT, text};

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
