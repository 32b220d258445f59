//! Pictures for a print: decoded within limits, turned upright, made smaller, written anew without metadata.
//!
//! A hostile picture costs one placeholder with words, never the document. What is kept here is never the
//! original: that lies sealed beside the print.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GenericImageView as _, ImageDecoder, ImageFormat, ImageReader, Limits};

/// Largest number of pixels that is decoded: more than any phone makes (200 megapixels is 12,000 × 16,320).
pub const MAX_PIXELS: u64 = 210_000_000;
/// Largest width or height that is decoded.
pub const MAX_SIDE: u32 = 30_000;
/// Largest width or height in a print.
pub const MAX_PRINT_SIDE: u32 = 1_600;
/// Largest number of bytes of one picture file.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// The pictures of one part, by the id of their file.
#[derive(Debug, Default)]
pub struct Pictures {
    list: BTreeMap<String, Picture>,
}

/// What became of a picture file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// It can be printed.
    Ready(Ready),
    /// It cannot.
    Refused(WhyNot),
}

/// A picture that can be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Ready {
    /// Width and height of the original, upright, in pixels.
    pub original: (u32, u32),
    /// Width and height of what is printed, in pixels.
    pub size: (u32, u32),
    pub(crate) coded: Coded,
}

#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Coded {
    Jpeg(Vec<u8>),
    Rgb(Vec<u8>),
}

impl std::fmt::Debug for Ready {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ready({} × {})", self.original.0, self.original.1)
    }
}

/// Why a picture is not printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNot {
    /// Not JPEG, PNG, WebP or GIF.
    Format,
    /// Larger than the limits: a picture bomb, or simply enormous.
    TooLarge,
    /// Its bytes are damaged.
    Damaged,
}

impl Pictures {
    /// Makes an empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Decodes a file and keeps what can be printed; the bytes themselves are not kept.
    pub fn add(&mut self, id: impl Into<String>, bytes: &[u8]) -> &Picture {
        let picture = prepare(bytes).map_or_else(Picture::Refused, Picture::Ready);
        let id = id.into();
        self.list.remove(&id);
        self.list.entry(id).or_insert(picture)
    }

    /// Returns what became of a file.
    pub fn get(&self, id: &str) -> Option<&Picture> {
        self.list.get(id)
    }

    /// Says whether a media type is one that can be printed as a picture.
    pub fn supports(media_type: &str) -> bool {
        matches!(media_type, "image/jpeg" | "image/png" | "image/webp" | "image/gif")
    }
}

fn prepare(bytes: &[u8]) -> Result<Ready, WhyNot> {
    if bytes.len() > MAX_BYTES {
        return Err(WhyNot::TooLarge);
    }
    let format = image::guess_format(bytes).map_err(|_| WhyNot::Format)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif) {
        return Err(WhyNot::Format);
    }
    let (image, original) = decode(bytes, format)?;
    let image = shrink(image);
    let size = image.dimensions();
    Ok(Ready { original, size, coded: code(image, format)? })
}

/// Reads the size before the pixels: a bomb of a few kilobytes claims gigabytes in its header.
fn decode(bytes: &[u8], format: ImageFormat) -> Result<(DynamicImage, (u32, u32)), WhyNot> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_PIXELS * 4);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| why(&error))?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(WhyNot::Damaged);
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS || width > MAX_SIDE || height > MAX_SIDE {
        return Err(WhyNot::TooLarge);
    }
    // A phone stores how it was held; without that a portrait lies on its side.
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| why(&error))?;
    image.apply_orientation(orientation);
    let original = image.dimensions();
    Ok((image, original))
}

fn why(error: &image::ImageError) -> WhyNot {
    match error {
        image::ImageError::Limits(_) => WhyNot::TooLarge,
        image::ImageError::Unsupported(_) => WhyNot::Format,
        _ => WhyNot::Damaged,
    }
}

fn shrink(image: DynamicImage) -> DynamicImage {
    let (width, height) = image.dimensions();
    if width.max(height) <= MAX_PRINT_SIDE { image } else { image.thumbnail(MAX_PRINT_SIDE, MAX_PRINT_SIDE) }
}

/// Small drawings and screen shots stay exact; everything else becomes JPEG, on white where it was transparent.
fn code(image: DynamicImage, format: ImageFormat) -> Result<Coded, WhyNot> {
    const EXACT_PIXELS: u64 = 300_000;
    let (width, height) = image.dimensions();
    let rgb = on_white(&image);
    if format != ImageFormat::Jpeg && u64::from(width) * u64::from(height) <= EXACT_PIXELS {
        return Ok(Coded::Rgb(rgb));
    }
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 85)
        .encode(&rgb, width, height, image::ExtendedColorType::Rgb8)
        .map_err(|_| WhyNot::Damaged)?;
    Ok(Coded::Jpeg(jpeg))
}

fn on_white(image: &DynamicImage) -> Vec<u8> {
    if !image.color().has_alpha() {
        return image.to_rgb8().into_raw();
    }
    let over = |value: u8, alpha: u8| {
        let (value, alpha) = (u32::from(value), u32::from(alpha));
        u8::try_from((value * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(255)
    };
    image.to_rgba8().pixels().flat_map(|p| [over(p[0], p[3]), over(p[1], p[3]), over(p[2], p[3])]).collect()
}
