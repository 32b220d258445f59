//! A dossier with a chat and an attachment, with hostile texts in every field that a person can fill.

use std::io::{self, Read};

use jiff::Timestamp;
use jiff::civil::{Date, date};
use sha2::{Digest, Sha256};
use zegel_exchange::mdto::{
    About, Archive, Dossier, EventKind, Happening, Identificatie, Mapping, PackedFile, Participation, Record,
    Verwijzing, When,
};
use zegel_exchange::{DeliveryKind, Package, PackedRecord, PakbonHead};
use zegel_law::Law;
use zegel_model::{Appraisal, Confidentiality, Retention};

/// What a person, or an attacker, writes into a title.
pub const HOSTILE: &str = "<script>alert('&')</script> ]]> \u{202E}exe.fdp\u{202C} 👩🏽‍💻 \u{0}\u{1b}[31m é e\u{301} مرحبا\r\nregel\t\u{FFFE}";

pub const TODAY: Date = date(2026, 11, 21);

pub fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

pub fn archive() -> Archive {
    Archive {
        creator: Verwijzing {
            naam: "Gemeente Voorbeeld & Omstreken".into(),
            identificatie: Some(Identificatie { kenmerk: "gm9999".into(), bron: "TOOI".into() }),
        },
        source: "Zegel gemeente Voorbeeld".to_owned(),
    }
}

pub fn about(title: &str) -> About {
    About {
        title: title.into(),
        description: vec![HOSTILE.into()],
        classification: vec![],
        period: Some((date(2022, 3, 23).at(13, 31, 5, 0), date(2022, 4, 1).at(9, 0, 0, 0))),
        languages: vec!["nl".to_owned()],
        happenings: vec![
            Happening {
                kind: EventKind::Creatie,
                at: Some(When::Local(date(2022, 3, 23).at(13, 31, 5, 0))),
                actor: Some(HOSTILE.into()),
                result: None,
            },
            Happening {
                kind: EventKind::Opname,
                at: Some(When::Instant(now())),
                actor: Some("div.jansen".into()),
                result: Some("37 berichten".into()),
            },
            Happening { kind: EventKind::Bevriezing, at: Some(When::Day(TODAY)), actor: None, result: None },
        ],
        retention: Retention {
            appraisal: Appraisal::V,
            category: "gemeenten-2020, 1.1".to_owned(),
            term: Some("P10Y".to_owned()),
        },
        retention_trigger: None,
        retention_start: Some(date(2024, 2, 29)),
        confidentiality: Confidentiality::Zaakvertrouwelijk,
        use_limit: "Nader te bepalen".to_owned(),
        activity: Some("Behandelen aanvragen".to_owned()),
    }
}

pub fn bytes_of(id: &str) -> Vec<u8> {
    format!("the bytes of {id}\r\n").repeat(100).into_bytes()
}

pub fn file(id: &str, name: &str, media_type: &str, format: Option<&str>) -> PackedFile {
    let bytes = bytes_of(id);
    PackedFile {
        id: id.to_owned(),
        name: name.to_owned(),
        size_bytes: bytes.len() as u64,
        sha256: hex::encode(Sha256::digest(&bytes)),
        hashed_at: now(),
        media_type: media_type.to_owned(),
        format: format.map(str::to_owned),
        is_extra_metadata: media_type == "application/jsonl",
    }
}

pub fn package() -> Package {
    let chat = "0198f2c0-0000-7000-8000-000000000001";
    let attachment = format!("{chat}.a1");
    let related =
        |id: &str, title: &str, relation: &str| vec![(id.to_owned(), title.into(), relation.to_owned())];
    Package {
        dossier: Dossier { id: "Z-2026.0012".parse().unwrap(), about: about(HOSTILE), part_of: vec![] },
        records: vec![
            PackedRecord {
                record: Record {
                    id: chat.to_owned(),
                    about: about(HOSTILE),
                    participants: vec![
                        ("Jan <J.> & Co".into(), Participation::Owner),
                        (HOSTILE.into(), Participation::Participant),
                    ],
                    related: related(&attachment, "Foto", "Refereert aan"),
                },
                folder: chat.to_owned(),
                files: vec![
                    file("f1", "gesprek.pdf", "application/pdf", Some("pdf-a-2a")),
                    file("f2", "berichten.jsonl", "application/jsonl", None),
                    file("f3", "bron.txt", "text/plain", None),
                    file("f4", "../BRON.txt", "text/plain", None),
                    file("f5", "val.MDTO.xml", "application/x-onbekend", None),
                ],
            },
            PackedRecord {
                record: Record {
                    id: attachment,
                    about: about("Foto"),
                    participants: vec![],
                    related: related(chat, HOSTILE, "Wordt aangehaald door"),
                },
                folder: chat.to_uppercase(),
                files: vec![file("f6", "100%.jpg", "image/jpeg", None)],
            },
        ],
    }
}

pub fn open(file: &PackedFile) -> io::Result<Box<dyn Read>> {
    Ok(Box::new(io::Cursor::new(bytes_of(&file.id))))
}

pub fn with_mapping<T>(f: impl FnOnce(&Mapping<'_>) -> T) -> T {
    let (archive, law) = (archive(), Law::built_in());
    f(&Mapping { archive: &archive, law: &law, on: TODAY })
}

pub fn pakbon_head() -> PakbonHead {
    PakbonHead {
        number: "R-2026-0001".to_owned(),
        name: "Overdracht <test> & meer".to_owned(),
        target: "e-Depot Voorbeeld".to_owned(),
        organisation: "Gemeente Voorbeeld".to_owned(),
        contact: "archief@voorbeeld.example".to_owned(),
        made_at: now(),
        kind: DeliveryKind::Move,
        remarks: vec!["eerste levering".to_owned(), "tweede opmerking".to_owned()],
    }
}
