//! `zegel inspect` from outside: its exit codes, and what it prints on bad files.

use crate::body::{Body, CHAT, text};

fn outside() -> Body {
    // No archive is needed to look at a file.
    Body { dir: tempfile::tempdir().expect("a temporary folder") }
}

#[test]
fn every_line_is_json_and_the_last_is_the_summary() {
    let body = outside();
    let file = body.text_export("WhatsApp-chat met Bert.txt", CHAT);
    let ran = body.zegel(&["inspect", text(&file), "--format", "jsonl"]).ok();
    let lines: Vec<serde_json::Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.first().unwrap()["type"], "conversation");
    assert_eq!(lines.last().unwrap()["type"], "summary");
    assert_eq!(lines.last().unwrap()["messages"], 7);
    assert_eq!(lines[2]["at"], "2026-03-23T09:01:00");
    body.zegel(&["inspect", text(&file)]).ok().says("7");
    body.zegel(&["inspect", text(&file), "--lang", "en"]).ok().says("7");
}

#[test]
fn the_exit_code_says_what_was_wrong() {
    let body = outside();
    let not_a_chat = body.text_export("boodschappen.txt", "melk\nbrood\n");
    body.zegel(&["inspect", text(&not_a_chat)]).code(3);
    body.zegel(&["inspect", "--no-such-option"]).code(2);
    body.zegel(&["inspect", text(&not_a_chat), "--route", "telegram"]).code(2);
    body.zegel(&["inspect", text(&body.path("absent.txt"))]).code(70);
    let short = body.text_export("kort.txt", "23-03-2026 09:01 - Anna: akkoord\n");
    body.zegel(&["inspect", text(&short), "--route", "whatsapp-text", "--format", "jsonl"])
        .ok()
        .says("akkoord");
}

#[test]
fn a_zone_that_does_not_exist_is_refused() {
    let body = outside();
    let file = body.text_export("WhatsApp-chat met Bert.txt", CHAT);
    let inspect = ["inspect", text(&file), "--format", "jsonl", "--zone"];
    body.zegel(&[&inspect[..], &["Europe/Nowhere"]].concat()).code(2);
    body.zegel(&[&inspect[..], &["europe/amsterdam"]].concat()).ok().says(r#""zone":"Europe/Amsterdam""#);
}

#[test]
fn a_reader_that_leaves_ends_the_program_without_a_panic() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_zegel"));
    command.args(["breach", "questions"]);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert_eq!(ended.status.code(), Some(141));
}

#[test]
fn a_truncated_zip_is_damaged_and_still_read() {
    let body = outside();
    let zip = body.export(&zegel_testkit::Export::android(300).with_media());
    let bytes = std::fs::read(&zip).unwrap();
    let cut = body.path("afgekapt.zip");
    std::fs::write(&cut, &bytes[..bytes.len() * 3 / 4]).unwrap();
    body.zegel(&["inspect", text(&cut), "--format", "jsonl"]).code(4).says(r#""type":"message""#);
}
