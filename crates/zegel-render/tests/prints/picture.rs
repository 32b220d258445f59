//! Pictures from outside, kind and hostile.

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use zegel_render::{Fonts, Language, Picture, Pictures, Profile, WhyNot, pdf};

use crate::corpus::{self, encode, photo, screenshot};
use crate::outside::{objects_of, text_of};

fn outcome(bytes: &[u8]) -> Picture {
    Pictures::new().add("x", bytes).clone()
}

fn size(bytes: &[u8]) -> Option<((u32, u32), (u32, u32))> {
    match outcome(bytes) {
        Picture::Ready(ready) => Some((ready.original, ready.size)),
        Picture::Refused(_) => None,
    }
}

#[test]
fn the_four_formats_are_read_and_large_ones_made_smaller() {
    let small = DynamicImage::ImageRgba8(RgbaImage::from_pixel(40, 20, Rgba([1, 2, 3, 128])));
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        assert_eq!(size(&encode(small.clone(), format)), Some(((40, 20), (40, 20))), "{format:?}");
    }
    assert_eq!(size(&photo(2000, 100)), Some(((2000, 100), (1600, 80))));
}

#[test]
fn a_portrait_stands_upright() {
    // EXIF orientation 6: turn a quarter clockwise (TIFF header, one entry, tag 0x0112).
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    let mut segment = vec![0xff, 0xe1];
    segment.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    segment.append(&mut exif);
    let plain = photo(300, 200);
    let turned = [&plain[..2], &segment, &plain[2..]].concat();
    assert_eq!(size(&turned), Some(((200, 300), (200, 300))));
}

#[test]
fn bombs_damage_and_strange_formats_are_refused_with_a_reason() {
    let mut bomb = screenshot(64, 64);
    // The header of a PNG claims its size; the checksum behind it is made right again.
    bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x00, 0, 0, 0x75, 0x00]);
    let crc = crc32(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&crc.to_be_bytes());
    assert_eq!(outcome(&bomb), Picture::Refused(WhyNot::TooLarge));
    let whole = photo(300, 200);
    assert_eq!(outcome(&whole[..20]), Picture::Refused(WhyNot::Damaged));
    assert_eq!(outcome(b"ftypheic"), Picture::Refused(WhyNot::Format));
    assert_eq!(outcome(b"II*\0"), Picture::Refused(WhyNot::Format), "TIFF");
    assert_eq!(outcome(b""), Picture::Refused(WhyNot::Format));
}

#[test]
fn a_refused_picture_costs_a_sentence_and_not_the_document() {
    let names = [
        ("bom.png", "image/png", &b"\x89PNG\r\n\x1a\nxx"[..]),
        ("foto.heic", "image/heic", b"ftypheic"),
        ("weg.jpg", "image/jpeg", b""),
    ];
    let mut files = Vec::new();
    let mut kept = Vec::new();
    let mut pictures = Pictures::new();
    for (i, (name, media_type, bytes)) in (1u32..).zip(names) {
        let file = corpus::file(i, name, media_type, bytes);
        if name != "weg.jpg" {
            pictures.add(file.path.clone(), bytes);
        }
        kept.push((
            corpus::with_file(corpus::message(u64::from(i), 0, "Jan", ""), name, Some(&file)),
            vec![],
        ));
        files.push(file);
    }
    let transcript = corpus::transcript(Language::Nl, 3, files, kept);
    let fonts = Fonts::load(&Fonts::default_dirs()).unwrap();
    let bytes = pdf(&transcript, &pictures, Profile::A2a, &fonts).unwrap();
    let Some(words) = text_of(&bytes) else { return };
    for sentence in [
        "het bestand is beschadigd",
        "dit formaat kan niet worden afgedrukt",
        "De afbeelding wordt hier niet getoond; het bestand hoort bij het stuk.",
    ] {
        assert!(words.contains(sentence), "{sentence}");
    }
}

#[test]
fn nothing_hidden_in_a_picture_reaches_the_print() {
    let plain = photo(300, 200);
    let comment = b"\xff\xfe\x00\x14GPS 52.09 N 5.12 E";
    let tagged = [&plain[..2], comment, &plain[2..]].concat();
    let file = corpus::file(1, "a.jpg", "image/jpeg", &tagged);
    let kept = vec![(corpus::with_file(corpus::message(1, 0, "Jan", ""), "a.jpg", Some(&file)), vec![])];
    let transcript = corpus::transcript(Language::Nl, 1, vec![file], kept);
    let mut pictures = Pictures::new();
    pictures.add("attachments/000001", &tagged);
    let bytes =
        pdf(&transcript, &pictures, Profile::A2a, &Fonts::load(&Fonts::default_dirs()).unwrap()).unwrap();
    let Some(objects) = objects_of(&bytes) else { return };
    assert!(objects.contains("/Subtype /Image") && !objects.contains("GPS 52.09"));
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}
