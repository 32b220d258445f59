//! An export, an owner and an archive for the stories of this folder.

use std::io::{Cursor, Read, Write};
use std::ops::ControlFlow;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use zegel_import::Options;
use zegel_model::{Ground, PersonId, Regime, RegimeKind, SubmittedMessage};
use zegel_seal::Identity;
use zegel_sift::{
    ChoiceReport, ExportFile, Extent, Made, Order, Plan, Receipt, Secret, Selection, Shown, SiftError,
    SubmissionReader, Verified, make_submission, verify_choice,
};

/// What stands in the private messages and nowhere else.
pub const CANARY: &str = "kanarie";

/// Returns a chat as Android writes it in Dutch: `n` messages, of which every third is about the bridge.
pub fn chat(n: usize) -> Vec<String> {
    (1..=n)
        .map(|i| {
            let sender = if i % 2 == 0 { "Piet de Boer" } else { "Jan Jansen" };
            let text = if i % 3 == 0 {
                format!("De brug gaat open, stap {i}")
            } else {
                format!("{CANARY}-{i}-privé")
            };
            let (day, hour, minute) = (13 + i / 600, i / 60 % 10 + 8, i % 60);
            format!("{day:02}-03-2026 {hour:02}:{minute:02} - {sender}: {text}")
        })
        .collect()
}

pub fn text(lines: &[String]) -> Vec<u8> {
    let mut text = lines.join("\n");
    text.push('\n');
    text.into_bytes()
}

pub fn ground(code: &str) -> Ground {
    Ground { code: code.into(), label: format!("Grond {code}") }
}

pub fn plan_of(kind: RegimeKind, lines: &str) -> Result<Plan, SiftError> {
    let mut selection = Selection::parse(lines.as_bytes())?;
    selection.regime =
        Some(Regime { kind, policy: "Beleid".into(), policy_date: jiff::civil::date(2026, 1, 1) });
    Ok(Plan::new(&selection, &[ground("private"), ground("other")])?)
}

pub fn plan(lines: &str) -> Plan {
    plan_of(RegimeKind::SelectIn, lines).unwrap()
}

pub fn archive() -> Identity {
    Identity::generate(&mut |bytes| bytes.fill(5))
}

pub fn options() -> Options {
    Options::new(jiff::civil::date(2026, 11, 21))
}

pub const SECRET: [u8; 32] = [42; 32];

/// A submission with everything around it.
#[derive(Debug)]
pub struct Handed {
    pub made: Made,
    pub sealed: Vec<u8>,
}

pub fn hand_in(export: &[u8], plan: &Plan) -> Result<Handed, SiftError> {
    let owner: PersonId = "j.jansen".parse().unwrap();
    let recipient = archive().recipient();
    let order = Order {
        secret: Secret::new(SECRET),
        id: uuid::Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001),
        now: "2026-11-21T12:00:00Z".parse().unwrap(),
        owner: &owner,
        archive: "Gemeente Voorbeeld",
        recipient: &recipient,
    };
    let mut sealed = Vec::new();
    let mut bytes = Cursor::new(export);
    let file = ExportFile {
        bytes: &mut bytes,
        file_name: Some("WhatsApp-chat met Piet de Boer.zip"),
        options: &options(),
    };
    let made = make_submission(file, plan, order, &mut sealed, &mut |_| ControlFlow::Continue(()))?;
    Ok(Handed { made, sealed })
}

/// The code with which handing in is refused.
pub fn refusal(export: &[u8], plan: Result<Plan, SiftError>) -> &'static str {
    plan.and_then(|plan| hand_in(export, &plan)).map(|_| ()).unwrap_err().code()
}

impl Handed {
    /// The decrypted container, as any age program would give it.
    pub fn container(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        zegel_seal::open_stream(&archive(), self.sealed.as_slice()).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    }

    pub fn messages(&self) -> Vec<SubmittedMessage> {
        let mut reader = SubmissionReader::open(&archive(), self.sealed.as_slice()).unwrap();
        std::iter::from_fn(|| reader.next_message().unwrap().map(|kept| kept.submitted().unwrap())).collect()
    }

    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut reader = SubmissionReader::open(&archive(), self.sealed.as_slice()).unwrap();
        let mut files = Vec::new();
        while let Some((file, mut bytes)) = reader.next_file().unwrap() {
            let mut read = Vec::new();
            bytes.read_to_end(&mut read).unwrap();
            files.push((file.name.into_string(), read));
        }
        files
    }

    pub fn verified(&self) -> Verified {
        SubmissionReader::open(&archive(), self.sealed.as_slice()).unwrap().finish().unwrap()
    }

    pub fn receipt(&self) -> Receipt {
        Receipt::from_json(&self.made.receipt.to_json()).unwrap()
    }

    /// Compares with an export and with what the archive shows.
    pub fn compare(&self, export: &[u8], shown: Vec<SubmittedMessage>, extent: Extent) -> ChoiceReport {
        let mut bytes = Cursor::new(export);
        let file = ExportFile { bytes: &mut bytes, file_name: None, options: &options() };
        let mut messages = shown.into_iter().map(Ok);
        let shown = Shown { commitment: &self.made.manifest.commitment, messages: &mut messages, extent };
        verify_choice(&self.receipt(), file, shown, &mut |_| ControlFlow::Continue(())).unwrap()
    }
}

pub fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A picture of which no pixel is black, with a canary in its text chunk.
pub fn picture() -> Vec<u8> {
    let picture: DynamicImage =
        RgbImage::from_fn(64, 48, |x, y| Rgb([60 + x as u8, 80 + y as u8, 200])).into();
    let mut png = Vec::new();
    picture.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
    let typed = [b"tEXt", b"GPS\0".as_slice(), CANARY.as_bytes()].concat();
    let length = u32::try_from(typed.len() - 4).unwrap().to_be_bytes();
    [&png[..33], &length, &typed, &crc32(&typed).to_be_bytes(), &png[33..]].concat()
}

/// Writes a zip of stored members (APPNOTE 4.3), as a phone would.
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = Vec::new();
    let mut directory = Vec::new();
    for (name, bytes) in members {
        let offset = u32::try_from(zip.len()).unwrap();
        let mut shared = Vec::new();
        shared.extend_from_slice(&[20, 0, 0, 8, 0, 0, 0, 0, 0x6d, 0x5c]);
        shared.extend_from_slice(&crc32(bytes).to_le_bytes());
        for n in [bytes.len(), bytes.len()] {
            shared.extend_from_slice(&u32::try_from(n).unwrap().to_le_bytes());
        }
        shared.extend_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
        shared.extend_from_slice(&[0, 0]);
        zip.write_all(b"PK\x03\x04").unwrap();
        zip.write_all(&shared).unwrap();
        zip.write_all(name.as_bytes()).unwrap();
        zip.write_all(bytes).unwrap();
        directory.extend_from_slice(b"PK\x01\x02\x14\0");
        directory.extend_from_slice(&shared);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let n = u16::try_from(members.len()).unwrap().to_le_bytes();
    let at = u32::try_from(zip.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    zip.extend_from_slice(&directory);
    zip.extend_from_slice(&[b"PK\x05\x06\0\0\0\0".as_slice(), &n, &n, &size, &at, &[0, 0]].concat());
    zip
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| {
                if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
            },
        )
    })
}
