//! Copies a picture file without the parts that describe it: only what a decoder needs for the pixels stays.
//!
//! It keeps a list of parts by name and drops all others, because a list of what to drop would miss the next
//! inventor. Whatever lies behind the end of the picture (motion photos, second pictures) is dropped too.

use image::ImageFormat;
use zegel_model::Refusal;

use crate::error::refuse;

pub(super) fn strip(bytes: &[u8], format: ImageFormat) -> Result<Vec<u8>, Refusal> {
    let stripped = match format {
        ImageFormat::Jpeg => jpeg(bytes),
        ImageFormat::Png => png(bytes),
        ImageFormat::WebP => webp(bytes),
        ImageFormat::Gif => gif(bytes),
        _ => None,
    };
    match stripped {
        Some(stripped) => Ok(stripped),
        None => refuse(
            "picture-damaged",
            "a picture whose parts cannot be told apart",
            "leave it whole or leave it out",
        ),
    }
}

/// Reads from the front of a slice; `None` when it is too short.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }
}

/// JPEG (ITU-T T.81, annex B): segments `FF marker length data`; entropy-coded data after SOS.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = Bytes(bytes.strip_prefix(b"\xff\xd8")?);
    let mut out = b"\xff\xd8".to_vec();
    loop {
        if rest.byte()? != 0xff {
            return None;
        }
        let mut marker = rest.byte()?;
        while marker == 0xff {
            marker = rest.byte()?;
        }
        match marker {
            0xd9 => {
                out.extend_from_slice(b"\xff\xd9");
                return Some(out);
            }
            0x01 | 0xd0..=0xd7 => out.extend_from_slice(&[0xff, marker]),
            _ => {
                let length = rest.0.get(..2)?;
                let length = u16::from_be_bytes([*length.first()?, *length.get(1)?]);
                let segment = rest.take(usize::from(length).max(2))?;
                // Kept: tables, frames and scans, and APP14, which says how colours are coded.
                let is_adobe = marker == 0xee && segment.get(2..7) == Some(b"Adobe");
                if is_adobe || !matches!(marker, 0xe0..=0xfe) {
                    out.extend_from_slice(&[0xff, marker]);
                    out.extend_from_slice(segment);
                }
                if marker == 0xda {
                    out.extend_from_slice(rest.take(scan_length(rest.0)?)?);
                }
            }
        }
    }
}

/// Returns the length of entropy-coded data: up to the next marker that is neither stuffing nor a restart.
fn scan_length(data: &[u8]) -> Option<usize> {
    data.windows(2).position(
        |pair| matches!(pair, [0xff, next] if *next != 0 && *next != 0xff && !(0xd0..=0xd7).contains(next)),
    )
}

/// PNG (ISO/IEC 15948): chunks `length type data crc`.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    const KEPT: [&[u8]; 7] = [b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"IDAT", b"IEND"];
    let mut rest = Bytes(bytes.strip_prefix(SIGNATURE)?);
    let mut out = SIGNATURE.to_vec();
    loop {
        let length = u32::from_be_bytes(rest.0.get(..4)?.try_into().ok()?);
        let chunk = rest.take(usize::try_from(length).ok()?.checked_add(12)?)?;
        let kind = chunk.get(4..8)?;
        if KEPT.contains(&kind) {
            out.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
    }
}

/// WebP (RFC 9649): a RIFF file of chunks `type length data`, padded to even lengths.
fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8]; 6] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"];
    let mut rest = Bytes(bytes);
    if rest.take(4)? != b"RIFF" {
        return None;
    }
    let size = u32::from_le_bytes(rest.take(4)?.try_into().ok()?);
    let mut rest = Bytes(rest.0.get(..usize::try_from(size).ok()?)?);
    if rest.take(4)? != b"WEBP" {
        return None;
    }
    let mut body = b"WEBP".to_vec();
    while !rest.0.is_empty() {
        let length = usize::try_from(u32::from_le_bytes(rest.0.get(4..8)?.try_into().ok()?)).ok()?;
        let chunk = rest.take(length.checked_add(8)?)?;
        let pad = rest.take(length % 2).unwrap_or_default();
        let kind = chunk.get(..4)?;
        if !KEPT.contains(&kind) {
            continue;
        }
        let start = body.len();
        body.extend_from_slice(chunk);
        // The padding is written as zero, whatever stood there.
        body.extend(pad.iter().map(|_| 0));
        if kind == b"VP8X" {
            // The flags ICC (bit 5), EXIF (bit 3) and XMP (bit 2) announce chunks that are gone.
            *body.get_mut(start + 8)? &= !0b0010_1100;
        }
    }
    let mut out = b"RIFF".to_vec();
    out.extend_from_slice(&u32::try_from(body.len()).ok()?.to_le_bytes());
    out.extend_from_slice(&body);
    Some(out)
}

/// GIF (89a): a header, then blocks; comments, plain text and application data other than the loop count go.
fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = Bytes(bytes);
    let header = rest.take(13)?;
    let mut out = header.to_vec();
    out.extend_from_slice(rest.take(colour_table_length(*header.get(10)?))?);
    loop {
        let before = rest.0;
        let mut is_kept = true;
        match rest.byte()? {
            0x3b => {
                out.push(0x3b);
                return Some(out);
            }
            0x2c => {
                let descriptor = rest.take(9)?;
                rest.take(colour_table_length(*descriptor.get(8)?))?;
                rest.byte()?;
            }
            0x21 => {
                let label = rest.byte()?;
                is_kept = label == 0xf9 || (label == 0xff && rest.0.get(1..12) == Some(b"NETSCAPE2.0"));
            }
            _ => return None,
        }
        skip_sub_blocks(&mut rest)?;
        if is_kept {
            out.extend_from_slice(before.get(..before.len() - rest.0.len())?);
        }
    }
}

fn colour_table_length(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn skip_sub_blocks(rest: &mut Bytes<'_>) -> Option<()> {
    loop {
        match rest.byte()? {
            0 => return Some(()),
            n => rest.take(usize::from(n))?,
        };
    }
}
