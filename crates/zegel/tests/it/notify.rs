//! A breach on the command line, and what an outsider finds in the register.

use crate::body::{Body, text, verify};

/// A breach that Anna reported; the number is told, and the identifier.
fn reported(body: &Body, title: &str) -> String {
    let report = ["breach", "report", "--title", title, "--what", "Ik zie berichten die hier niet horen"];
    let ran = body.zegel_as("anna", &report).ok();
    ran.out.split_once('(').and_then(|(_, rest)| rest.split_once(')')).expect("an identifier").0.to_owned()
}

#[test]
fn a_register_holds_from_outside_and_an_altered_one_does_not() {
    let body = Body::new();
    reported(&body, "Laptop kwijt");
    reported(&body, "Brief verkeerd bezorgd");
    body.zegel_as("elif", &["breach", "list"]).ok().says("DL-").says("Laptop kwijt").says("signal");
    body.zegel_as("anna", &["breach", "list"]).code(1);
    let key = body.zegel_as("beheer", &["ledger", "key"]).ok().out.trim().to_owned();
    let whole = body.path("register.json");
    body.zegel_as("elif", &["breach", "export", text(&whole)]).ok().says("Wrote 2 breach(es)");
    verify(&["register", text(&whole), "--key", &key])
        .ok()
        .says("2 breach(es) in 2 version(s)")
        .says("IT HOLDS");
    let bare = body.path("public.json");
    body.zegel_as("elif", &["breach", "export", text(&bare), "--without-personal-data"]).ok();
    let shown = std::fs::read_to_string(&bare).unwrap();
    assert!(!shown.contains("Laptop") && !shown.contains("anna"), "words are left");
    verify(&["register", text(&bare), "--key", &key]).ok().says("shown, not proven").says("IT HOLDS");
    let good = std::fs::read_to_string(&whole).unwrap();
    let bad = good.replace("Brief verkeerd bezorgd", "Brief goed bezorgd, hoor");
    assert_ne!(good, bad);
    std::fs::write(&whole, bad).unwrap();
    let ran = verify(&["register", text(&whole), "--key", &key]).code(6);
    ran.says("breach 2, version 1: its content is not what the ledger binds").says("IT DOES NOT HOLD");
}

#[test]
fn a_form_is_filled_in_on_the_command_line_and_nothing_pretends_to_submit() {
    let body = Body::new();
    let id = reported(&body, "Laptop kwijt");
    let ap = body.zegel_as("elif", &["breach", "notify", &id, "--form", "ap"]).ok();
    ap.says("3.1.1-a").says("[missing !]").says("U dient de melding zelf in");
    let german = ["breach", "notify", &id, "--form", "gba", "--language", "de"];
    body.zegel_as("elif", &german).ok().says("Name des Verantwortlichen");
    body.zegel_as("elif", &["breach", "notify", &id, "--form", "ap", "--make"]).code(1).says("aware");
    let edpb = ["breach", "notify", &id, "--form", "edpb", "--language", "en", "--format", "json"];
    body.zegel_as("elif", &edpb).ok().says("zegel-edpb-breach").says("field_12");
}

#[test]
fn the_register_and_a_form_are_written_as_pdf_and_never_over_a_file() {
    let body = Body::new();
    let id = reported(&body, "Laptop kwijt");
    let (whole, form) = (body.path("register.pdf"), body.path("ap.pdf"));
    let export = ["breach", "export", text(&whole), "--format", "pdf", "--language", "fr"];
    body.zegel_as("elif", &export).ok().says("Wrote the register");
    let notify = ["breach", "notify", &id, "--form", "ap", "--format", "pdf", "--out", text(&form)];
    body.zegel_as("elif", &notify).ok().says("Wrote the notification");
    for file in [&whole, &form] {
        assert!(std::fs::read(file).unwrap().starts_with(b"%PDF-1.7"));
    }
    body.zegel_as("elif", &export).code(70).says("could not write");
    body.zegel_as("elif", &notify).code(70).says("could not write");
    body.zegel_as("anna", &["breach", "export", text(&body.path("mine.pdf")), "--format", "pdf"]).code(1);
    assert!(!body.path("mine.pdf").exists());
}
