//! A reading that changes gets another version: commitments that were made with the one before are over other bytes.

use sha2::{Digest, Sha256};
use zegel_import::READER;

use crate::support::{forced, try_read};

/// A bit of every way of writing and every mark; nothing here may be altered, only added to.
const CHATS: [&str; 6] = [
    "12-03-2024 09:12 - Berichten en gesprekken zijn end-to-end versleuteld.\n\
     12-03-2024 09:12 - Anna de Boer: Goedemorgen\ntweede regel\n\nvierde regel\n\
     12-03-2024 09:13 - ~ Bob: <Media weggelaten>\n\
     12-03-2024 09:14 - +31 6 12345678: IMG-20240312-WA0001.jpg (bestand bijgevoegd)\nkijk\n\
     12-03-2024 09:15 - Anna de Boer: Dit bericht is verwijderd\n\
     12-03-2024 09:16 - Bob: aangepast <Dit bericht is bewerkt>\n\
     12-03-2024 09:17 - Anna de Boer: 11-03-2024 08:00 - Bob: geciteerd\n\
     31-02-2024 09:18 - Anna de Boer: bestaat niet\n\
     12-03-2024 09:19 - Bob: locatie: https://maps.google.com/?q=52.0907,5.1214\n\
     12-03-2024 09:20 - Bob: null\n\
     12-03-2024 09:21 - Bob: \n\
     12-03-2024 09:22 - Anna de Boer heeft Kees toegevoegd\n",
    "\u{200e}[12-03-2024, 09:12:01] Groep: \u{200e}Berichten en gesprekken zijn end-to-end versleuteld.\r\n\
     [12-03-2024, 09:12:02] Anna: Hallo \u{1f44d}\u{1f3fd} caf\u{e9} cafe\u{301}\r\n\
     \u{200e}[12-03-2024, 09:12:03] Bob: \u{200e}<bijgevoegd: 00000003-PHOTO-2024-03-12-09-12-03.jpg>\r\n\
     \u{200e}[12-03-2024, 09:12:04] Bob: \u{200e}afbeelding weggelaten\r\n\
     [12-03-2024, 09:12:05] Anna: van \u{202e}achteren\r\n\
     [12-03-2024, 09:12:06] ~\u{a0}Cees: \u{200e}Je hebt dit bericht verwijderd.\r\n",
    "3/6/18, 1:55 PM - Messages to this chat and calls are now secured with end-to-end encryption.\n\
     3/6/18, 1:56\u{202f}PM - Ann: <Media omitted>\n\
     3/16/18, 11:05 AM - Ann: This message was deleted\n\
     3/16/18, 12:05 AM - Bo: POLL:\nLunch?\nOPTION: Yes (2 votes)\nOPTION: No (0 votes)\n\
     3/16/18, 12:06 AM - Bo: Missed voice call\n",
    "[15.01.24, 08:02:11] Jürgen: Bild weggelassen\n\
     [15.01.24, 08:02:12] Jürgen: Max.vcf (Datei angehängt)\n",
    "2024/01/15 8:02 - 花子: こんにちは\n2024/01/16 18:02 - 花子: <メディアは含まれていません>\n",
    "boven de eerste kop\n1/13/24, 09:12 - a: b\n1/2/24, 09:13 - c: d: e\n1/2/24, 09:14 - f:g\n",
];

/// The digest of what [`CHATS`] gave with the version before the first space.
const GOLDEN: &str = "zegel-reader-2 649c0580c8b0c3416a24915b07630ba10d89db1b69a9c7fcce125a551cafd99d";

#[test]
fn another_reading_has_another_version() {
    let mut digest = Sha256::new();
    for chat in CHATS {
        let outcome = try_read(chat.as_bytes(), &forced()).unwrap();
        for message in &outcome.keep.messages {
            digest.update(serde_json::to_vec(message).unwrap());
            digest.update(b"\n");
        }
    }
    let found = format!("{READER} {}", hex::encode(digest.finalize()));
    assert_eq!(
        found, GOLDEN,
        "these chats are read otherwise than before: raise READER, and give the new digest here"
    );
}
