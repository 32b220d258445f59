//! Choosing, redacting and handing in.

use std::io::Cursor;
use std::ops::ControlFlow;

use zegel_model::{Binding, RegimeKind};
use zegel_sift::{ExportFile, Order, ProgressStep, Secret, make_submission};

use crate::kit::{
    CANARY, archive, chat, contains, hand_in, options, picture, plan, plan_of, refusal, text, zip,
};

const PHOTO: &str = "IMG-20260313-WA0001.png";

/// Ten messages; 4 and 7 carry the same photo under two names, 10 a document.
fn export_with_files() -> Vec<u8> {
    let mut lines = chat(10);
    lines[3] = format!("13-03-2026 08:04 - Piet de Boer: {PHOTO} (bestand bijgevoegd)");
    lines[6] = "13-03-2026 08:07 - Jan Jansen: IMG-20260313-WA0002.png (bestand bijgevoegd)".into();
    lines[9] = "13-03-2026 08:10 - Piet de Boer: Nota voor Jan.pdf (bestand bijgevoegd)".into();
    zip(&[
        ("WhatsApp-chat met Piet de Boer.txt", &text(&lines)),
        (PHOTO, &picture()),
        ("IMG-20260313-WA0002.png", &picture()),
        ("Nota voor Jan.pdf", b"%PDF-1.7 nota"),
        ("IMG-20260313-WA0009.png", b"\x89PNG\r\n\x1a\n kanarie: niet gekozen"),
    ])
}

#[test]
fn what_was_chosen_arrives_and_the_rest_stays_home() {
    let handed = hand_in(&text(&chat(60)), &plan("keep search brug\nground private")).unwrap();
    let manifest = handed.verified().manifest;
    assert_eq!(manifest, handed.made.manifest);
    assert_eq!((manifest.commitment.n_messages, manifest.commitment.n_kept), (60, 20));
    let messages = handed.messages();
    assert_eq!(messages.len(), 20);
    assert!(messages.iter().all(|kept| kept.message.text.as_str().starts_with("De brug")));
    assert!(messages.iter().all(|kept| matches!(kept.binding, Binding::Salt(_))));
    assert!(!contains(&handed.container(), CANARY.as_bytes()));
    assert_eq!(manifest.not_kept_ground.unwrap().code, "private");
    let names: Vec<_> = manifest.participants.iter().map(|who| (who.name.as_str(), who.n_messages)).collect();
    assert_eq!(names, [("Jan Jansen", 10), ("Piet de Boer", 10)]);
    assert_eq!(handed.receipt().kept.count(), 20);
}

#[test]
fn somebody_of_whom_nothing_was_kept_is_not_named() {
    let export = text(&chat(12));
    let plan = plan("keep sender \"Jan Jansen\" search brug\nhide-title ground private\nground private");
    let handed = hand_in(&export, &plan).unwrap();
    assert!(contains(&handed.container(), b"Jan Jansen") && !contains(&handed.container(), b"Piet"));
}

#[test]
fn select_out_keeps_all_but_what_is_taken_out() {
    let out = |lines: &str| plan_of(RegimeKind::SelectOut, lines);
    let handed = hand_in(&text(&chat(9)), &out("drop search kanarie\nground private").unwrap()).unwrap();
    assert_eq!(handed.verified().manifest.commitment.n_kept, 3);
    let handed = hand_in(&text(&chat(9)), &out("ground private").unwrap()).unwrap();
    assert_eq!(handed.verified().manifest.not_kept_ground, None, "nothing was taken out");
    assert_eq!(refusal(&text(&chat(9)), out("drop 3")), "ground-missing");
}

#[test]
fn a_choice_that_cannot_be_meant_is_refused_by_its_code() {
    let export = text(&chat(9));
    let refused = |lines: &str| refusal(&export, plan_of(RegimeKind::SelectIn, lines));
    assert_eq!(refused("keep 10\nground private"), "no-such-position");
    assert_eq!(refused("keep sender Klaas\nground private"), "no-such-sender");
    assert_eq!(refused("keep search afwezig\nground private"), "nothing-chosen");
    assert_eq!(refused("keep 1"), "ground-missing");
    assert_eq!(refused("keep 1\nground verzonnen"), "ground-unknown");
    assert_eq!(refused("keep 3\nredact 3 from 2 to 999 ground private\nground private"), "span-outside-text");
    assert_eq!(
        refused("keep 3\nredact text afwezig ground private\nground private"),
        "redaction-matches-nothing"
    );
    assert_eq!(refused("keep 3\nstrip foto.jpg ground private\nground private"), "no-such-attachment");
}

#[test]
fn an_ambiguous_order_of_dates_must_be_answered_first() {
    let lines: Vec<String> = (1..=9).map(|i| format!("03/04/26, 08:0{i} - Jan: bericht {i}")).collect();
    assert_eq!(refusal(&text(&lines), Ok(plan("keep all"))), "date-order-ambiguous");
}

#[test]
fn redacted_characters_are_nowhere_in_the_package() {
    let mut lines = chat(9);
    lines[2] = "13-03-2026 08:03 - Jan Jansen: De code is GEHEIM-0612345678 👍🏽, bel Piet".into();
    lines[5] = "13-03-2026 08:06 - Piet de Boer: geheim-\u{200b}0612345678 genoteerd".into();
    let plan = plan(
        "keep 3,6,9\nredact text GEHEIM-0612345678 ground private\nredact 3 from 30 to 31 ground other\nground private",
    );
    let handed = hand_in(&text(&lines), &plan).unwrap();
    let container = handed.container();
    for gone in ["GEHEIM", "geheim", "0612345678", "👍", "🏽"] {
        assert!(!contains(&container, gone.as_bytes()), "{gone}");
    }
    let messages = handed.messages();
    assert_eq!(messages[0].message.text.as_str(), "De code is █ █, bel Piet");
    assert_eq!(messages[1].message.text.as_str(), "█ genoteerd");
    let grounds: Vec<_> =
        messages[0].redactions.iter().map(|mark| (mark.at, mark.ground.code.as_str())).collect();
    assert_eq!(grounds, [(11, "private"), (13, "other")]);
    assert!(
        matches!(messages[0].binding, Binding::Leaf(_)) && matches!(messages[2].binding, Binding::Salt(_))
    );
    assert_eq!((handed.verified().n_redacted, handed.made.summary.n_redacted), (2, 2));
    let receipt = String::from_utf8(handed.made.receipt.to_json().to_vec()).unwrap();
    assert!(!receipt.contains("0612345678") && !receipt.contains("De code"));
}

#[test]
fn a_redacted_picture_loses_its_pixels_metadata_and_first_hash_everywhere() {
    let export = export_with_files();
    let lines = format!(
        "keep 4,7\npicture {PHOTO} box 8,8,16,16 ground private\nalt {PHOTO} \"De brug\"\nground private"
    );
    let handed = hand_in(&export, &plan(&lines)).unwrap();
    let manifest = handed.verified().manifest;
    let container = handed.container();
    assert!(!contains(&container, CANARY.as_bytes()), "the text chunk of the picture");
    let original = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(picture()));
    assert!(!contains(&container, original.as_bytes()), "the hash of the original");
    let files = handed.files();
    assert_eq!(files.len(), 2, "the copy under another name is blacked out as well");
    for (_, bytes) in &files {
        let picture = image::load_from_memory(bytes).unwrap().to_rgb8();
        assert_eq!(picture.get_pixel(10, 10).0, [0, 0, 0]);
        assert_eq!(picture.get_pixel(30, 30).0, [90, 110, 200]);
    }
    let regions: Vec<_> =
        manifest.files.iter().map(|file| (file.n_redacted_regions, file.alt.is_some())).collect();
    assert_eq!(regions, [(1, true), (1, false)]);
}

#[test]
fn an_untouched_file_keeps_its_bytes_and_an_unchosen_one_stays_home() {
    let export = export_with_files();
    let handed = hand_in(&export, &plan("keep 4,10\nground private")).unwrap();
    let files = handed.files();
    assert_eq!(
        files,
        [(PHOTO.to_owned(), picture()), ("Nota voor Jan.pdf".to_owned(), b"%PDF-1.7 nota".to_vec())]
    );
    assert_eq!(handed.verified().n_redacted, 0);
    assert!(!contains(&handed.container(), b"kanarie: niet gekozen"));
    assert!(!contains(&handed.container(), b"WA0009") && !contains(&handed.container(), b"WA0002"));
    let sizes: Vec<_> =
        handed.made.manifest.copies.iter().map(|copy| (copy.kind.as_str(), 0 < copy.size_bytes)).collect();
    let expected = [
        ("export-zip", true),
        ("export-text", true),
        ("attachment", true),
        ("attachment", false),
        ("attachment", true),
        ("attachment", false),
    ];
    assert_eq!(sizes, expected);
    let receipt = handed.receipt();
    let marks: Vec<_> = receipt.sources.iter().map(|source| receipt.mark(&source.sha256)).collect();
    assert!(marks.iter().eq(handed.made.manifest.copies.iter().map(|copy| &copy.mark)));
}

#[test]
fn metadata_and_names_can_be_taken_out_alone() {
    let lines = format!(
        "keep 4,10\nstrip {PHOTO} ground private\nhide-name \"Nota voor Jan.pdf\" ground other\nground private"
    );
    let handed = hand_in(&export_with_files(), &plan(&lines)).unwrap();
    let files = handed.files();
    assert_eq!(files[1], ("█.pdf".to_owned(), b"%PDF-1.7 nota".to_vec()));
    assert!(!contains(&files[0].1, CANARY.as_bytes()));
    assert!(!contains(&handed.container(), b"Nota voor Jan"));
    assert_eq!(handed.verified().n_redacted, 2);
}

#[test]
fn the_same_choice_gives_the_same_container() {
    let make = || hand_in(&export_with_files(), &plan("keep 3-10\nground private")).unwrap();
    let (one, two) = (make(), make());
    assert_eq!(one.container(), two.container());
    assert_ne!(one.sealed, two.sealed, "the envelope has a fresh key each time");
}

#[test]
fn it_stops_when_asked() {
    let owner = "j.jansen".parse().unwrap();
    let recipient = archive().recipient();
    for step in [ProgressStep::Reading, ProgressStep::Writing, ProgressStep::Attachments] {
        let order = Order {
            secret: Secret::new([1; 32]),
            id: uuid::Uuid::nil(),
            now: jiff::Timestamp::UNIX_EPOCH,
            owner: &owner,
            archive: "x",
            recipient: &recipient,
        };
        let export = export_with_files();
        let mut bytes = Cursor::new(export.as_slice());
        let file = ExportFile { bytes: &mut bytes, file_name: None, options: &options() };
        let mut watch = |progress: zegel_sift::Progress| {
            if progress.step == step { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let stopped =
            make_submission(file, &plan("keep 4\nground private"), order, &mut Vec::new(), &mut watch);
        assert_eq!(stopped.unwrap_err().code(), "cancelled", "{step:?}");
    }
}

#[test]
fn from_a_damaged_export_is_taken_what_could_be_read_and_it_is_said() {
    let mut export = export_with_files();
    let at = export.windows(4).position(|bytes| bytes == b"nota").unwrap();
    export[at] ^= 1;
    let handed = hand_in(&export, &plan("keep 4,10\nground private")).unwrap();
    assert!(handed.made.summary.damaged.is_some());
    assert_eq!(handed.files().len(), 1, "the damaged file does not pass for a whole one");
    assert!(handed.verified().manifest.loss.iter().any(|loss| loss.code == zegel_model::LossCode::Damaged));
}

#[test]
fn an_export_that_changes_under_the_hand_is_refused() {
    let owner = "j.jansen".parse().unwrap();
    let recipient = archive().recipient();
    let order = Order {
        secret: Secret::new([1; 32]),
        id: uuid::Uuid::nil(),
        now: jiff::Timestamp::UNIX_EPOCH,
        owner: &owner,
        archive: "x",
        recipient: &recipient,
    };
    let export = text(&chat(3000));
    let mut other = export.clone();
    let at = other.len() - 10;
    other[at] = b'9';
    let is_second = std::cell::Cell::new(false);
    let mut bytes = Changing { one: Cursor::new(export), two: Cursor::new(other), is_second: &is_second };
    let file = ExportFile { bytes: &mut bytes, file_name: None, options: &options() };
    let mut watch = |progress: zegel_sift::Progress| {
        is_second.set(is_second.get() || progress.step == ProgressStep::Writing);
        ControlFlow::Continue(())
    };
    let made = make_submission(file, &plan("keep all"), order, &mut Vec::new(), &mut watch);
    assert_eq!(made.unwrap_err().code(), "export-changed");
}

/// An export that another program changes once the writing has begun.
struct Changing<'c> {
    one: Cursor<Vec<u8>>,
    two: Cursor<Vec<u8>>,
    is_second: &'c std::cell::Cell<bool>,
}

impl std::io::Read for Changing<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        self.two.set_position(self.one.position());
        let n = if self.is_second.get() { self.two.read(out)? } else { self.one.read(out)? };
        self.one.set_position(self.one.position().max(self.two.position()));
        Ok(n)
    }
}

impl std::io::Seek for Changing<'_> {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.one.seek(to)
    }
}
