//! Files that cheat: each is refused by name, and nothing large is made on the way.

use zegel_import::{LimitKind, ReadError, Source, inspect_jsonl};
use zegel_model::LossCode;

use crate::support::{Member, deflate, member, options, try_read, try_read_named, zip};

const CHAT: &str = "23-03-2022 13:31 - Jan: a\n23-03-2022 13:32 - Piet: b\n";

fn refused(bytes: &[u8]) -> ReadError {
    match try_read(bytes, &options()) {
        Err(error) => {
            assert!(!error.what_to_do().is_empty() && !error.to_string().is_empty());
            error
        }
        Ok(outcome) => panic!("read {} messages of a file that cheats", outcome.report.n_messages),
    }
}

fn limit(error: &ReadError) -> Option<LimitKind> {
    match error {
        ReadError::Limit { which, .. } => Some(*which),
        _ => None,
    }
}

#[test]
fn files_that_are_no_chat_are_refused_with_what_they_are() {
    for (bytes, seen) in [
        (&b""[..], "empty"),
        (b"\xFF\xD8\xFF\xE0", "JPEG"),
        (b"%PDF-1.7", "PDF"),
        (b"SQLite format 3\0", "SQLite"),
        (b"zomaar wat tekst\nover niets\n", "text"),
        (b"naam;datum\nJan;23-03-2022 13:31\n", "text"),
        (b"\0\0\0\0\0\0\0\0", "text"),
    ] {
        let error = refused(bytes);
        assert_eq!(error.code(), "not-a-chat");
        assert!(error.to_string().contains(seen), "{error}");
    }
}

#[test]
fn a_zip_without_a_chat_and_a_zip_in_a_zip_are_refused_with_what_they_are() {
    let error = refused(&zip(&[member("foto.jpg", b"\xFF\xD8\xFF")]));
    assert!(error.to_string().contains("without the text of a chat"), "{error}");
    let inner = zip(&[member("_chat.txt", CHAT)]);
    let error = refused(&zip(&[member("export.zip", inner)]));
    assert!(error.to_string().contains("zip inside a zip"), "{error}");
    assert_eq!(refused(&zip(&[])).code(), "not-a-chat");
}

#[test]
fn a_nested_bomb_is_never_opened() {
    let mut bomb = zip(&[member("0.bin", vec![0; 1 << 20])]);
    for _ in 0..4 {
        let copies: Vec<Member> = (0..8).map(|n| member(&format!("{n}.zip"), &bomb)).collect();
        bomb = zip(&copies);
    }
    let outcome = try_read(&zip(&[member("_chat.txt", CHAT), member("bom.zip", bomb)]), &options()).unwrap();
    assert_eq!((outcome.report.n_messages, outcome.report.n_attachment_files), (2, 1));
}

#[test]
fn members_that_share_their_bytes_are_refused_before_anything_is_unpacked() {
    let text = member("_chat.txt", CHAT);
    let kernel = member("a.bin", vec![0; 100_000]);
    let copy = Member { at: Some(0), ..member("b.bin", b"x") };
    let error = refused(&zip(&[text, kernel, copy]));
    assert!(matches!(error, ReadError::Unsafe { what: "overlaps another member", .. }), "{error}");
}

#[test]
fn a_member_larger_than_its_header_says_is_refused_at_the_counted_byte() {
    let liar = Member { says_size: Some(10), ..member("a.bin", vec![0; 1 << 20]) };
    let error = refused(&zip(&[member("_chat.txt", CHAT), liar]));
    assert_eq!(limit(&error), Some(LimitKind::DeclaredSize));
    let liar = Member { says_size: Some(10), ..member("_chat.txt", CHAT.repeat(100)) };
    assert_eq!(limit(&refused(&zip(&[liar]))), Some(LimitKind::DeclaredSize));
}

#[test]
fn every_limit_of_size_is_checked_on_what_the_headers_say() {
    let bytes = zip(&[member("_chat.txt", CHAT), member("a.bin", vec![7; 100_000])]);
    let with = |change: fn(&mut zegel_import::Limits)| {
        let mut options = options();
        change(&mut options.limits);
        limit(&try_read(&bytes, &options).err().unwrap())
    };
    assert_eq!(with(|limits| limits.max_entries = 1), Some(LimitKind::Entries));
    assert_eq!(with(|limits| limits.max_directory_bytes = 50), Some(LimitKind::DirectoryBytes));
    assert_eq!(with(|limits| limits.max_name_bytes = 5), Some(LimitKind::NameBytes));
    assert_eq!(with(|limits| limits.max_attachment_bytes = 1000), Some(LimitKind::AttachmentBytes));
    assert_eq!(with(|limits| limits.max_total_bytes = 1000), Some(LimitKind::TotalBytes));
    assert_eq!(with(|limits| limits.max_text_bytes = 10), Some(LimitKind::TextBytes));
    assert_eq!(
        with(|limits| (limits.ratio_from_bytes, limits.max_ratio) = (1000, 10)),
        Some(LimitKind::Ratio)
    );
}

#[test]
fn a_million_members_are_refused_before_the_directory_is_read() {
    // Only the end record says it: 65,535 means "see the zip64 record".
    let mut bytes = zip(&[member("_chat.txt", CHAT)]);
    let end = bytes.len() - 22;
    let tail = bytes.split_off(end);
    let at = bytes.len() as u64;
    bytes.extend(b"PK\x06\x06");
    bytes.extend(44u64.to_le_bytes());
    bytes.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for field in [1_000_000u64, 1_000_000, 46_000_000, 0] {
        bytes.extend(field.to_le_bytes());
    }
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend(at.to_le_bytes());
    bytes.extend(1u32.to_le_bytes());
    bytes.extend(tail);
    assert_eq!(limit(&refused(&bytes)), Some(LimitKind::Entries));
}

#[test]
fn encrypted_zips_are_refused_with_the_remedy() {
    let locked = Member { flags: 1, ..member("_chat.txt", CHAT) };
    let error = refused(&zip(&[locked]));
    assert_eq!(error.code(), "encrypted");
    assert!(error.what_to_do().contains("password"));
}

#[test]
fn links_devices_and_unknown_methods_are_refused() {
    const UNIX: u16 = 3 << 8;
    for (mode, what) in [(0o120_777, "symbolic link"), (0o060_600, "device"), (0o010_600, "pipe")] {
        let odd = Member { made_by: UNIX, mode, ..member("x", b"/etc/passwd") };
        let error = refused(&zip(&[member("_chat.txt", CHAT), odd]));
        assert!(error.to_string().contains(what), "{error}");
    }
    let odd = Member { method: Some(99), ..member("a.bin", b"x") };
    assert!(matches!(
        refused(&zip(&[member("_chat.txt", CHAT), odd])),
        ReadError::Method { method: 99, entry: 2 }
    ));
    let plain = Member { made_by: UNIX, mode: 0o100_644, ..member("_chat.txt", CHAT) };
    assert!(try_read(&zip(&[plain]), &options()).is_ok());
}

#[test]
fn dangerous_names_are_text_and_their_files_get_generated_names() {
    let names =
        ["../../etc/passwd", "/etc/passwd", "C:\\x.exe", "a\\..\\b", "nul\0l.jpg", "CON", "gpj.\u{202e}exe"];
    let mut members = vec![member("_chat.txt", CHAT)];
    members.extend(names.iter().map(|name| member(name, b"x")));
    members.push(member(&"n".repeat(300), b"x"));
    let outcome = try_read(&zip(&members), &options()).unwrap();
    assert_eq!(outcome.n(LossCode::UnsafeName), 7);
    assert_eq!(outcome.n(LossCode::DeceptiveCharacters), 1);
    let bytes = zip(&members);
    let mut export = zegel_import::Export::open(Source::memory(&bytes), &options()).unwrap();
    for (file, name) in export.attachments().unwrap().iter().zip(names) {
        assert_eq!(file.name.as_str(), name);
        assert!(file.storage_name.starts_with("attachments/0000"));
    }
}

#[test]
fn a_local_header_that_tells_another_story_is_damage() {
    let two_faced = Member { local_name: Some(b"_chat.exe".to_vec()), ..member("_chat.txt", CHAT) };
    assert_eq!(refused(&zip(&[two_faced])).code(), "damaged");
}

#[test]
fn a_wrong_checksum_is_damage_and_what_was_read_is_kept() {
    let text = Member { says_crc: Some(1), ..member("_chat.txt", CHAT) };
    let bytes = zip(&[text]);
    let outcome = try_read_named(&bytes, "x.zip", &options()).unwrap();
    assert_eq!(outcome.report.n_messages, 2);
    assert!(outcome.report.damaged.is_some());
    let mut out = Vec::new();
    let error = inspect_jsonl(Source::memory(&bytes), &options(), &mut out).err().unwrap();
    assert_eq!(error.code(), "damaged");
    let printed = String::from_utf8(out).unwrap();
    assert_eq!(printed.lines().filter(|line| line.starts_with(r#"{"type":"message""#)).count(), 2);
    assert!(printed.lines().last().unwrap().starts_with(r#"{"type":"summary","messages":2"#));
}

#[test]
fn a_text_of_zeros_is_refused_after_its_first_bytes() {
    let zeros = Member { says_size: Some(1 << 31), ..member("_chat.txt", vec![0; 2 << 20]) };
    assert_eq!(refused(&zip(&[zeros])).code(), "not-a-chat");
}

#[test]
fn a_text_limit_ends_the_reading_after_what_came_before_it() {
    let text = "23-03-2022 13:31 - Jan: a\n".repeat(10_000);
    let mut options = options();
    options.limits.max_text_bytes = 100_000;
    options.limits.chunk_bytes = 1000;
    let mut out = Vec::new();
    let error = inspect_jsonl(Source::memory(text.as_bytes()), &options, &mut out).err().unwrap();
    assert_eq!(limit(&error), Some(LimitKind::TextBytes));
    assert_eq!(error.report().unwrap().n_messages, 3846, "100,000 bytes are 3,846 messages and a piece");
    assert!(out.ends_with(b"\"bytes\":100000}\n"), "the summary is printed before the error");
}

#[test]
fn a_garbled_stream_is_damage() {
    let mut packed = deflate(&CHAT.repeat(1000).into_bytes());
    let middle = packed.len() / 2;
    packed[middle..].fill(0xFF);
    let garbled = Member {
        deflate: false,
        method: Some(8),
        says_size: Some((CHAT.len() * 1000) as u32),
        ..member("_chat.txt", packed)
    };
    let outcome = try_read(&zip(&[garbled]), &options());
    match outcome {
        Ok(outcome) => assert!(outcome.report.damaged.is_some()),
        Err(error) => assert_eq!(error.code(), "damaged"),
    }
}

#[test]
fn a_zone_that_is_no_name_is_refused() {
    let mut options = options();
    for zone in ["", "Europe/Amsterdam\n", "amsterdam; rm", "../../x"] {
        options.zone = Some(zone.to_owned());
        assert_eq!(try_read(CHAT.as_bytes(), &options).err().unwrap().code(), "unknown-zone");
    }
    options.zone = Some("Europe/Amsterdam".to_owned());
    let outcome = try_read(CHAT.as_bytes(), &options).unwrap();
    assert_eq!(outcome.message(0).zone.as_deref(), Some("Europe/Amsterdam"));
    assert_eq!(outcome.n(LossCode::NoTimeZone), 0);
}

#[test]
fn very_many_senders_do_not_fill_the_memory() {
    let text: String = (0..5000).map(|n| format!("23-03-2022 13:31 - Sender {n}: a\n")).collect();
    let mut options = options();
    options.limits.max_participants = 100;
    let outcome = try_read(text.as_bytes(), &options).unwrap();
    assert_eq!(outcome.report.conversation.participants.len(), 100);
    assert_eq!(outcome.message(4999).sender.as_ref().unwrap().as_str(), "Sender 4999");
}
