//! Personal content is in no log, no error, no file at rest; what was not chosen is nowhere at all (requirement T7).

use std::path::Path;

use crate::body::{Body, CHAT, text};

/// Words of the chat that must not stand anywhere in plain.
const KEPT: [&str; 3] = ["kapvergunning", "woningbouwplan", "Zwijgzaamheid"];
/// The message that is not chosen.
const PRIVATE: &str = "kanariegeel";

fn hits(dir: &Path, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(hits(&path, words));
            continue;
        }
        let name = path.to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        for word in words {
            let utf16: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let is_there = [word.as_bytes(), &utf16].iter().any(|needle| contains(&bytes, needle))
                || name.contains(word);
            if is_there {
                found.push(format!("{word} in {name}"));
            }
        }
    }
    found
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle))
}

#[test]
fn a_stolen_folder_shows_no_word_of_a_chat() {
    let body = Body::new();
    let export = body.text_export("chat.txt", CHAT);
    let (capture, record) = body.stored(&export, "anna", &["--all", "--drop", "4", "--ground", "private"]);
    body.zegel_as("carla", &["read", &record, "--render"]).ok();
    let mut words = KEPT.to_vec();
    words.extend([PRIVATE, "Stationsplein", "Bert"]);
    assert_eq!(hits(&body.archive(), &words), Vec::<String>::new());
    let seen = body.zegel_as("sam", &["show", &capture]).ok();
    for word in words {
        assert!(!seen.out.contains(word), "a supporter sees states and counts, not {word}");
    }
}

#[test]
fn what_was_not_chosen_is_not_in_the_submission_nor_in_what_is_said_of_it() {
    let body = Body::new();
    let export = body.text_export("chat.txt", CHAT);
    let made = body.sift(&export, "anna", &["--all", "--drop", "4", "--ground", "private"]).ok();
    assert!(!made.out.contains(PRIVATE) && !made.err.contains(PRIVATE));
    let receipt = std::fs::read_to_string(body.path("anna.receipt.json")).unwrap();
    assert!(!receipt.to_lowercase().contains(PRIVATE), "the receipt holds no text");
    let package = body.path("anna.zegel");
    let capture = body.zegel_as("anna", &["accept", text(&package)]).ok().id_after("Accepted capture ");
    let record = body.registered(&capture);
    body.zegel_as("carla", &["store", &capture]).ok();
    let json = body.path("record.json");
    let lines = body.path("messages.jsonl");
    body.zegel_as("carla", &["read", &record, "--json", text(&json), "--messages", text(&lines)]).ok();
    let [json, lines] = [json, lines].map(|path| std::fs::read_to_string(path).unwrap().to_lowercase());
    assert!(lines.contains("kapvergunning") && !lines.contains(PRIVATE) && !json.contains(PRIVATE));
    body.zegel_as("carla", &["search", PRIVATE]).ok().says("0 found");
    let refused = body.path("refused.jsonl");
    body.zegel_as("sam", &["read", &record, "--messages", text(&refused)]).code(1).says("not-your-role");
    assert!(!refused.exists(), "nothing is left of what was refused");
}

#[test]
fn errors_tell_no_content() {
    let body = Body::new();
    let export = body.text_export("chat.txt", CHAT);
    body.sift(&export, "anna", &["--all"]).ok();
    let package = body.path("anna.zegel");
    let mut bytes = std::fs::read(&package).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let broken = body.path("broken.zegel");
    std::fs::write(&broken, bytes).unwrap();
    let ran = body.zegel_as("anna", &["accept", text(&broken)]).code(4);
    for word in KEPT {
        assert!(!ran.err.contains(word) && !ran.out.contains(word));
    }
    body.verifies();
}

#[test]
fn a_destroyed_record_leaves_no_word_behind() {
    let body = Body::new();
    let export = body.text_export("chat.txt", CHAT);
    let (_, record) = body.stored(&export, "anna", &["--all"]);
    body.zegel_as("dirk", &["destroy", "propose", &record, "--ground", "term ended"]).ok();
    body.zegel_as("carla", &["destroy", "approve", &record]).ok();
    body.zegel_as("carla", &["search", "Zwijgzaamheid"]).ok().says("0 found");
    let data = std::fs::read_dir(body.archive().join("data")).unwrap();
    let names: Vec<String> =
        data.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert!(names.iter().all(|name| !name.starts_with("archive-1")), "the old database is gone: {names:?}");
    body.verifies();
}
