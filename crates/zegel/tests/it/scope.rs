//! `zegel breach scope` from outside: counted, kept, counted again.

use crate::body::{Body, CHAT, text};

/// The archive of the tests with somebody who may count.
fn body() -> Body {
    let body = Body::new();
    let add = ["person", "add", "fatima", "--name", "Fatima", "--role", "privacy-officer"];
    body.zegel_as("beheer", &add).ok();
    body
}

#[test]
fn a_scope_is_counted_kept_and_counted_again() {
    let body = body();
    let export = body.text_export("chat.txt", CHAT);
    let (_, record) = body.stored(&export, "anna", &["--all", "--drop", "4", "--ground", "private"]);
    let count = |what: &[&str]| {
        let args = [&["breach", "scope", "--format", "json"], what].concat();
        let said = body.zegel_as("fatima", &args).ok().out;
        serde_json::from_str::<serde_json::Value>(&said).unwrap()
    };
    let before = count(&["--role", "lawyer"]);
    assert_eq!(before["could"]["n_messages"], 6);
    assert_eq!(before["was"]["n_messages"], 0);
    assert_eq!(before["encryption"]["key"], "file-outside");
    let json = body.path("record.json");
    body.zegel_as("elif", &["read", &record, "--json", text(&json)]).ok();
    body.zegel_as("carla", &["search", "woningbouwplan"]).ok();
    let entry = before["proof"]["entry"].to_string();
    let again = count(&["--again", &entry]);
    assert_eq!(again["difference"]["n_messages_was"]["now"], 6);
    assert_eq!(again["difference"]["changed"][0]["why"], "read-since");
    let found = count(&["--person", "carla"]);
    assert_eq!((&found["ways"]["n_found"], &found["ways"]["n_read"]), (&1.into(), &0.into()));
    assert_eq!(count(&["--person", "sam"])["could"]["n_messages"], 0, "a supporter can read nothing");
    assert_eq!(count(&["--dossier", "W-1", "--to", "2020-01-01"])["could"]["n_records"], 0);
    let printed = body.zegel_as("fatima", &["breach", "scope", "--everything"]).ok();
    printed.says("was read or released").says("Proof: entry");
    body.verifies();
}

#[test]
fn who_may_not_count_and_what_is_no_question_is_refused() {
    let body = body();
    body.zegel_as("sam", &["breach", "scope", "--everything"]).code(1).says("not-your-role");
    body.zegel_as("fatima", &["breach", "scope"]).code(2).says("--everything");
    body.zegel_as("fatima", &["breach", "scope", "--dossier", "W-9"]).code(1).says("no dossier");
    body.zegel_as("fatima", &["breach", "scope", "--everything", "--from", "morgen"]).code(2);
    body.zegel_as("fatima", &["breach", "scope", "--again", "0"]).code(1).says("no-such-proof");
}
