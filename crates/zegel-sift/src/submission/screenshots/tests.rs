use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use zegel_model::{PersonId, RegimeKind};

use super::*;
use crate::{
    SubmissionReader,
    testing::{ground, identity, open, regime, secret},
};

const CANARY: &[u8] = b"KANARIE-EXIF";

/// A white PNG with a text in its metadata.
fn png() -> Vec<u8> {
    let picture: DynamicImage = RgbImage::from_pixel(64, 48, Rgb([250, 250, 250])).into();
    let mut bytes = Vec::new();
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    // Behind the header (8 + 25 bytes): a chunk that a decoder skips.
    let mut chunk = (CANARY.len() as u32).to_be_bytes().to_vec();
    chunk.extend_from_slice(b"prVt");
    chunk.extend_from_slice(CANARY);
    chunk.extend_from_slice(&crc32(&chunk[4..]).to_be_bytes());
    bytes.splice(33..33, chunk);
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 0 { crc >> 1 } else { 0xedb8_8320 ^ (crc >> 1) };
    !bytes.iter().fold(!0_u32, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

fn picture<'a>(bytes: &'a [u8], minute: i8, text: &str) -> Screenshot<'a> {
    let at = jiff::civil::date(2026, 3, 12).at(8, minute, 59, 0);
    Screenshot { bytes, at, text: text.into(), regions: vec![], ground: None }
}

fn screenshots(pictures: Vec<Screenshot<'_>>) -> Screenshots<'_> {
    Screenshots {
        title: Some("Stationsplein".into()),
        app: Platform::Signal,
        people: vec!["Joris Maas".into(), "Amira Benali".into()],
        regime: regime(RegimeKind::SelectIn),
        pictures,
    }
}

fn made(screenshots: &Screenshots<'_>) -> Result<(Made, Vec<u8>), SiftError> {
    let owner: PersonId = "j.jansen".parse().unwrap();
    let recipient = identity().recipient();
    let order = Order {
        secret: secret(),
        id: uuid::Uuid::from_u128(7),
        now: "2026-11-21T12:30:15.5Z".parse().unwrap(),
        owner: &owner,
        archive: "Gemeente Voorbeeld",
        recipient: &recipient,
    };
    let mut sealed = Vec::new();
    let made = screenshots_submission(screenshots, order, &mut sealed)?;
    Ok((made, sealed))
}

fn code(screenshots: &Screenshots<'_>) -> String {
    made(screenshots).unwrap_err().code().to_owned()
}

#[test]
fn screenshots_keep_their_order_open_and_verify() {
    let bytes = png();
    let (made, sealed) =
        made(&screenshots(vec![picture(&bytes, 55, "tweede"), picture(&bytes, 51, "eerste")])).unwrap();
    assert_eq!(open(&sealed).unwrap().manifest, made.manifest);
    assert_eq!((made.manifest.route, made.manifest.platform), (Route::Screenshot, Platform::Signal));
    assert_eq!(made.manifest.commitment.first_at, "2026-03-12T08:51:00");
    let mut reader = SubmissionReader::open(&identity(), sealed.as_slice()).unwrap();
    let mut texts = vec![];
    while let Some(kept) = reader.next_message().unwrap() {
        let message = kept.submitted().unwrap().message;
        assert_eq!((message.sender, message.kind), (None, Kind::Attachment));
        texts.push(message.text.as_str().to_owned());
    }
    assert_eq!(texts, ["tweede", "eerste"], "the order of the owner, not of the times");
    assert_eq!(made.receipt.sources[0].kind, "screenshot");
    assert_eq!(made.receipt.sources[0].sha256, sha256(&bytes), "the file in the gallery can be hunted");
}

#[test]
fn what_is_blacked_out_and_what_describes_the_picture_is_gone() {
    let bytes = png();
    let region = Region { x: 8, y: 8, width: 16, height: 8 };
    let redacted =
        Screenshot {
            regions: vec![region], ground: Some(ground("privacy")), ..picture(&bytes, 51, "bel █")
        };
    let (made, sealed) = made(&screenshots(vec![redacted, picture(&bytes, 52, "b")])).unwrap();
    let verified = open(&sealed).unwrap();
    assert_eq!(verified.n_redacted, 1);
    assert_eq!(made.manifest.files[0].n_redacted_regions, 1);
    let mut reader = SubmissionReader::open(&identity(), sealed.as_slice()).unwrap();
    let mut pictures = vec![];
    while let Some((_, mut file)) = reader.next_file().unwrap() {
        let mut bytes = vec![];
        std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        assert!(!bytes.windows(CANARY.len()).any(|part| part == CANARY));
        pictures.push(image::load_from_memory(&bytes).unwrap().to_rgb8());
    }
    assert_eq!(pictures[0].get_pixel(10, 10), &Rgb([0, 0, 0]));
    assert_eq!(pictures[0].get_pixel(40, 40), &Rgb([250, 250, 250]));
    assert_eq!(pictures[1].get_pixel(10, 10), &Rgb([250, 250, 250]));
}

#[test]
fn what_is_missing_or_too_much_is_refused_by_name() {
    let bytes = png();
    assert_eq!(code(&screenshots(vec![])), "no-screenshots");
    assert_eq!(code(&screenshots(vec![picture(&bytes, 1, " \n")])), "screenshot-without-text");
    let long = "x".repeat(MAX_TYPED_CHARS + 1);
    assert_eq!(code(&screenshots(vec![picture(&bytes, 1, &long)])), "typed-text-too-long");
    assert_eq!(code(&screenshots(vec![picture(b"<svg/>", 1, "x")])), "not-a-picture");
    let many = vec![picture(&bytes, 1, "x"); MAX_SCREENSHOTS + 1];
    assert_eq!(code(&screenshots(many)), "too-many-screenshots");
    let no_ground =
        Screenshot { regions: vec![Region { x: 0, y: 0, width: 1, height: 1 }], ..picture(&bytes, 1, "x") };
    assert_eq!(code(&screenshots(vec![no_ground])), "screenshot-without-ground");
    let export = Screenshots { app: Platform::Android, ..screenshots(vec![picture(&bytes, 1, "x")]) };
    assert_eq!(code(&export), "screenshot-app");
    let crowd = Screenshots {
        people: vec!["a".into(); MAX_PEOPLE + 1],
        ..screenshots(vec![picture(&bytes, 1, "x")])
    };
    assert_eq!(code(&crowd), "too-many-people");
}
