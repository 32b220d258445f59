//! A voice note: a real Ogg Opus stream (RFC 7845) of silence.

use crate::Chance;

/// One Opus frame of 20 ms without sound.
const SILENT_FRAME: [u8; 3] = [0xf8, 0xff, 0xfe];
/// Samples in such a frame, at the 48 kHz that Ogg Opus always counts in.
const FRAME_SAMPLES: u64 = 960;
/// Segments in a page are counted in one byte (RFC 3533 §6).
const FRAMES_PER_PAGE: u64 = 50;

/// Returns a voice note of one to ten seconds.
pub fn voice_note(seed: u64) -> Vec<u8> {
    let mut chance = Chance::new(seed);
    let serial = chance.next_u64() as u32;
    let n_pages = 1 + chance.below(10);
    let mut note = Vec::new();
    let mut head = b"OpusHead\x01\x01".to_vec();
    head.extend_from_slice(&312u16.to_le_bytes());
    head.extend_from_slice(&16_000u32.to_le_bytes());
    head.extend_from_slice(&[0, 0, 0]);
    let mut tags = b"OpusTags".to_vec();
    tags.extend_from_slice(&8u32.to_le_bytes());
    tags.extend_from_slice(b"testkit ");
    tags.extend_from_slice(&0u32.to_le_bytes());
    push_page(&mut note, Page { flags: 2, position: 0, serial, number: 0 }, &[&head]);
    push_page(&mut note, Page { flags: 0, position: 0, serial, number: 1 }, &[&tags]);
    for page in 0..n_pages {
        let packets = [&SILENT_FRAME[..]; FRAMES_PER_PAGE as usize];
        let last = if page + 1 == n_pages { 4 } else { 0 };
        let position = (page + 1) * FRAMES_PER_PAGE * FRAME_SAMPLES;
        push_page(&mut note, Page { flags: last, position, serial, number: page as u32 + 2 }, &packets);
    }
    note
}

struct Page {
    flags: u8,
    position: u64,
    serial: u32,
    number: u32,
}

fn push_page(note: &mut Vec<u8>, page: Page, packets: &[&[u8]]) {
    let mut bytes = b"OggS\0".to_vec();
    bytes.push(page.flags);
    bytes.extend_from_slice(&page.position.to_le_bytes());
    bytes.extend_from_slice(&page.serial.to_le_bytes());
    bytes.extend_from_slice(&page.number.to_le_bytes());
    bytes.extend_from_slice(&[0; 4]);
    bytes.push(packets.len() as u8);
    bytes.extend(packets.iter().map(|packet| packet.len() as u8));
    packets.iter().for_each(|packet| bytes.extend_from_slice(packet));
    let checksum = checksum(&bytes);
    bytes[22..26].copy_from_slice(&checksum.to_le_bytes());
    note.extend_from_slice(&bytes);
}

/// The checksum of an Ogg page: CRC-32 with polynomial 0x04c11db7, not reflected, starting at zero.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte) << 24, |crc: u32, _| match crc & 0x8000_0000 {
            0 => crc << 1,
            _ => crc << 1 ^ 0x04c1_1db7,
        })
    })
}
