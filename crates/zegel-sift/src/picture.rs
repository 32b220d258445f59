//! Blacks out regions of a picture for good, and takes metadata out of one.
//!
//! A picture with regions is decoded, painted and written anew as JPEG or PNG: no byte of the original file is
//! copied, so neither EXIF, GPS, thumbnails, text chunks nor anything behind the end can come along. A picture
//! without regions keeps its pixels as they are; only the parts that describe it go ([`strip`]). Nothing is
//! decoded before its size is known and within the limits.

mod strip;

use std::io::Cursor;

use image::{
    DynamicImage, GenericImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgba,
    codecs::jpeg::JpegEncoder, metadata::Orientation,
};
use serde::{Deserialize, Serialize};
use zegel_model::Refusal;

use crate::error::refuse;

/// Larger picture files are not opened; phones write at most about 25 MB.
pub const MAX_PICTURE_BYTES: u64 = 64 * 1024 * 1024;
/// Pictures with more pixels are not decoded: a file of some kilobytes can claim four thousand million of them.
pub const MAX_PICTURE_PIXELS: u64 = 64_000_000;
/// A decoder may not take more memory than this.
pub const MAX_PICTURE_ALLOC_BYTES: u64 = 256 * 1024 * 1024;
/// At most so many regions in one picture.
pub const MAX_REGIONS: usize = 1_000;

/// JPEG and lossy WebP smear a pixel over its block of 8 or 16: what stood under a region would shimmer beside it.
const BLOCK: u32 = 16;
const JPEG_QUALITY: u8 = 92;

/// A region of a picture as it is shown (turned upright), in pixels from the top left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Pixels from the left.
    pub x: u32,
    /// Pixels from the top.
    pub y: u32,
    /// Pixels wide.
    pub width: u32,
    /// Pixels high.
    pub height: u32,
}

/// Paints `regions` of the picture black and writes it anew, without any metadata.
///
/// JPEG stays JPEG; PNG, WebP and the first frame of a GIF become PNG. In JPEG and WebP each region grows to whole
/// blocks of 16 pixels.
///
/// # Errors
/// `picture-bytes`, `picture-pixels`, `picture-memory`, `too-many-regions` (limits), `not-a-picture`,
/// `picture-damaged`, `region-outside-picture`.
pub fn black_out(bytes: &[u8], regions: &[Region]) -> Result<Vec<u8>, Refusal> {
    if MAX_REGIONS < regions.len() {
        return refuse(
            "too-many-regions",
            format!("{} regions in one picture", regions.len()),
            format!("use at most {MAX_REGIONS}"),
        );
    }
    let (mut picture, format, orientation) = decode(bytes)?;
    let (width, height) = (picture.width(), picture.height());
    for region in regions {
        let (right, bottom) = (region.x.checked_add(region.width), region.y.checked_add(region.height));
        let fits = |end: Option<u32>, size: u32| end.is_some_and(|end| end <= size);
        if region.width == 0 || region.height == 0 || !fits(right, width) || !fits(bottom, height) {
            return refuse(
                "region-outside-picture",
                format!("a region outside a picture of {width} x {height} pixels, or an empty one"),
                "give x, y, width and height in pixels of the picture as it is shown",
            );
        }
        let smears = matches!(format, ImageFormat::Jpeg | ImageFormat::WebP);
        paint(&mut picture, if smears { grown(*region, width, height, orientation) } else { *region });
    }
    encode(&picture, format)
}

/// Takes everything out of a picture file that is not the picture.
///
/// The compressed pixels are copied as they are. Only a picture that its metadata turns upright is written anew,
/// turned: without the metadata it would lie on its side.
///
/// # Errors
/// As [`black_out`].
pub fn strip_metadata(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let (picture, format, orientation) = decode(bytes)?;
    if orientation != Orientation::NoTransforms {
        return encode(&picture, format);
    }
    strip::strip(bytes, format)
}

fn decode(bytes: &[u8]) -> Result<(DynamicImage, ImageFormat, Orientation), Refusal> {
    if MAX_PICTURE_BYTES < bytes.len() as u64 {
        return refuse(
            "picture-bytes",
            format!("a picture file of {} bytes, more than {MAX_PICTURE_BYTES}", bytes.len()),
            "make it smaller first, or leave it out",
        );
    }
    let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];
    let Some(format) = image::guess_format(bytes).ok().filter(|format| known.contains(format)) else {
        return refuse(
            "not-a-picture",
            "a file that is not a JPEG, PNG, WebP or GIF picture",
            "leave it whole or leave it out; only these kinds can be redacted",
        );
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_PICTURE_ALLOC_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if MAX_PICTURE_PIXELS < u64::from(width) * u64::from(height) {
        return refuse(
            "picture-pixels",
            format!("a picture of {width} x {height} pixels, more than {MAX_PICTURE_PIXELS}"),
            "make it smaller first, or leave it out",
        );
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    picture.apply_orientation(orientation);
    Ok((picture, format, orientation))
}

#[expect(clippy::needless_pass_by_value, reason = "it is the argument of map_err")]
fn damaged(error: ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::new(
            "picture-memory",
            format!("a picture that takes more than {MAX_PICTURE_ALLOC_BYTES} bytes of memory"),
            "make it smaller first, or leave it out",
        ),
        // What a decoder says may repeat bytes of the file, so it is not passed on.
        _ => {
            Refusal::new("picture-damaged", "a picture that cannot be read", "leave it whole or leave it out")
        }
    }
}

/// Grows a region to the blocks it touches.
fn grown(region: Region, width: u32, height: u32, orientation: Orientation) -> Region {
    let (x, right) = grown_axis(region.x, region.x + region.width, width, orientation);
    let (y, bottom) = grown_axis(region.y, region.y + region.height, height, orientation);
    Region { x, y, width: right - x, height: bottom - y }
}

fn grown_axis(from: u32, to: u32, size: u32, orientation: Orientation) -> (u32, u32) {
    let down = |n: u32| n / BLOCK * BLOCK;
    let up = |n: u32| n.div_ceil(BLOCK) * BLOCK;
    let (low, high) = (down(from), up(to).min(size));
    if orientation == Orientation::NoTransforms {
        return (low, high);
    }
    // A turned picture may count its blocks from the other end; both ways are covered.
    (low.min(size.saturating_sub(up(size - from))), high.max(size - down(size - to)))
}

fn paint(picture: &mut DynamicImage, region: Region) {
    for y in region.y..region.y + region.height {
        for x in region.x..region.x + region.width {
            picture.put_pixel(x, y, Rgba([0, 0, 0, 255]));
        }
    }
}

fn encode(picture: &DynamicImage, format: ImageFormat) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let written = match format {
        ImageFormat::Jpeg => {
            picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY))
        }
        _ => picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png),
    };
    written.map_err(damaged)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
