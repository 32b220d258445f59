//! Zips as phones, Macs and mail programs make them.

use std::io::Read;

use sha2::{Digest, Sha256};
use zegel_import::{Export, Source};
use zegel_model::LossCode;

use crate::support::{Member, Outcome, member, options, try_read_named, zip, zip_without_end};

const CHAT: &str = "[23-03-2022 13:30:00] Groep: \u{200e}Berichten en gesprekken worden end-to-end versleuteld.\r\n\
    \u{200e}[23-03-2022 13:31:05] Jan: \u{200e}<bijgevoegd: 00000001-PHOTO-2022-03-23-13-31-05.jpg>\r\n\
    \u{200e}[23-03-2022 13:32:05] Piet: \u{200e}<bijgevoegd: 00000004-weg.pdf>\r\n";
const PHOTO: &str = "00000001-PHOTO-2022-03-23-13-31-05.jpg";
const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0foto";

fn read(members: &[Member]) -> Outcome {
    try_read_named(&zip(members), "WhatsApp Chat - Kernteam.zip", &options()).unwrap()
}

#[test]
fn attachments_are_found_measured_and_hashed() {
    let outcome = read(&[member("_chat.txt", CHAT), member(PHOTO, JPEG)]);
    let photo = &outcome.message(1).attachments[0];
    assert_eq!((photo.present, photo.size_bytes), (true, Some(JPEG.len() as u64)));
    assert_eq!(photo.sha256.as_deref(), Some(hex::encode(Sha256::digest(JPEG)).as_str()));
    assert!(!outcome.message(2).attachments[0].present);
    assert_eq!(outcome.n(LossCode::AttachmentMissing), 1);
    assert_eq!(
        outcome.n(LossCode::AttachmentSerialGap),
        2,
        "serials 2 and 3 are of messages that are not there"
    );
    assert_eq!(outcome.report.conversation.title.as_ref().unwrap().as_str(), "Kernteam");
}

#[test]
fn the_bytes_of_an_attachment_can_be_read() {
    let bytes = zip(&[member("_chat.txt", CHAT), member(PHOTO, JPEG)]);
    let mut export = Export::open(Source::memory(&bytes), &options()).unwrap();
    let files = export.attachments().unwrap();
    assert_eq!((files.len(), files[0].name.as_str(), files[0].media_type), (1, PHOTO, "image/jpeg"));
    assert_eq!(files[0].storage_name, "attachments/000001");
    let mut read = Vec::new();
    export.open_attachment(0).unwrap().read_to_end(&mut read).unwrap();
    assert_eq!(read, JPEG);
    assert_eq!(export.open_attachment(1).err().unwrap().code(), "no-such-attachment");
}

#[test]
fn without_hashing_sizes_are_those_of_the_directory() {
    let bytes = zip(&[member("_chat.txt", CHAT), member(PHOTO, JPEG)]);
    let mut options = options();
    options.hash_attachments = false;
    let outcome = try_read_named(&bytes, "x.zip", &options).unwrap();
    let photo = &outcome.message(1).attachments[0];
    assert_eq!((photo.sha256.as_deref(), photo.size_bytes), (None, Some(JPEG.len() as u64)));
}

#[test]
fn what_a_mac_adds_is_left_out() {
    let outcome = read(&[
        member("_chat.txt", CHAT),
        member(PHOTO, JPEG),
        member("__MACOSX/._chat.txt", "x"),
        member("._00000001", "x"),
        member("map/", ""),
    ]);
    assert_eq!(outcome.n(LossCode::AttachmentUnreferenced), 0);
    assert_eq!(outcome.report.n_attachment_files, 1);
}

#[test]
fn a_name_from_a_mac_is_found_and_equal_names_are_both_kept() {
    let chat = "23-03-2022 13:31 - Jan: Café.jpg (bestand bijgevoegd)\n23-03-2022 13:32 - Jan: b\n";
    let outcome = read(&[
        member("WhatsApp-chat met X.txt", chat),
        member("Cafe\u{301}.jpg", JPEG),
        member("CAFÉ.jpg", b"\xFF\xD8\xFFander"),
        member("Cafe\u{301}.jpg", b"\xFF\xD8\xFFderde"),
    ]);
    assert!(outcome.message(0).attachments[0].present);
    assert_eq!(outcome.n(LossCode::DuplicateName), 2);
    assert_eq!(outcome.n(LossCode::AttachmentUnreferenced), 2);
    assert_eq!(outcome.report.n_attachment_files, 3);
}

#[test]
fn other_texts_are_files_and_other_chats_are_reported() {
    let other = CHAT.replace("Piet", "Kees");
    let outcome = read(&[
        member("notities.txt", "zomaar een tekst\n"),
        member("WhatsApp Chat with Kees.txt", other),
        member("_chat.txt", CHAT),
    ]);
    assert_eq!(outcome.n(LossCode::OtherChats), 1);
    assert!(outcome.keep.text.contains("Piet"));
    assert_eq!(outcome.report.n_attachment_files, 2);
}

#[test]
fn contents_that_do_not_fit_their_name_are_reported() {
    let outcome = read(&[member("_chat.txt", CHAT), member(PHOTO, b"<html><script>alert(1)</script>")]);
    assert_eq!(outcome.n(LossCode::AttachmentTypeMismatch), 1);
}

#[test]
fn stored_streamed_and_zip64_members_are_read() {
    let stored = Member { deflate: false, ..member("_chat.txt", CHAT) };
    let streamed = Member { descriptor: true, ..member("_chat.txt", CHAT) };
    let large = Member { zip64: true, ..member("_chat.txt", CHAT) };
    for text in [stored, streamed, large] {
        assert_eq!(read(&[text, member(PHOTO, JPEG)]).report.n_messages, 3);
    }
}

#[test]
fn a_zip_without_its_end_is_read_up_to_the_cut_and_called_damaged() {
    for streamed in [false, true] {
        let text = Member { descriptor: streamed, ..member("_chat.txt", CHAT) };
        let photo = Member { descriptor: streamed, deflate: streamed, ..member(PHOTO, JPEG.repeat(50)) };
        let (bytes, _) = zip_without_end(&[text, photo]);
        let outcome = try_read_named(&bytes, "x.zip", &options()).unwrap();
        assert_eq!(outcome.report.n_messages, 3);
        assert!(outcome.report.damaged.is_some());
        assert!(outcome.message(1).attachments[0].present);
        let cut = try_read_named(&bytes[..bytes.len() - 30], "x.zip", &options()).unwrap();
        assert!(!cut.message(1).attachments[0].present, "a file that is cut off is not there");
    }
}

#[test]
fn a_text_that_is_cut_off_is_read_up_to_the_cut() {
    let mut chat = CHAT.to_owned();
    for n in 0..20_000 {
        chat += &format!("[24-03-2022 13:31:05] Jan: bericht {n} {}\r\n", n * 7919 % 1000);
    }
    let (bytes, _) = zip_without_end(&[member("_chat.txt", &chat)]);
    let outcome = try_read_named(&bytes[..bytes.len() / 2], "x.zip", &options()).unwrap();
    assert!((1000..20_000).contains(&outcome.report.n_messages), "{}", outcome.report.n_messages);
    assert!(outcome.report.damaged.is_some());
}

#[test]
fn bytes_in_front_of_a_zip_and_behind_it_are_reported() {
    let mut bytes = b"From: iemand\r\n\r\n".to_vec();
    bytes.extend(zip(&[member("_chat.txt", CHAT), member(PHOTO, JPEG)]));
    let outcome = try_read_named(&bytes, "x.zip", &options()).unwrap();
    assert_eq!((outcome.report.n_messages, outcome.n(LossCode::Damaged)), (3, 1));
    let mut bytes = zip(&[member("_chat.txt", CHAT), member(PHOTO, JPEG)]);
    bytes.extend(b"\r\n\r\n");
    assert_eq!(try_read_named(&bytes, "x.zip", &options()).unwrap().n(LossCode::Damaged), 1);
}
