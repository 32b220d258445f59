//! Hands a prepared picture to the writer of the file.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use sha2::{Digest, Sha256};

use crate::pictures::{Coded, Ready};

/// Returns the picture for the file, or nothing when the writer does not take it.
pub(crate) fn image(ready: &Ready) -> Option<Image> {
    match &ready.coded {
        Coded::Jpeg(bytes) => Image::from_jpeg(bytes.clone().into(), false).ok(),
        Coded::Rgb(bytes) => {
            let exact = Exact {
                pixels: Arc::new(bytes.clone()),
                size: ready.size,
                sha256: Sha256::digest(bytes).into(),
            };
            Image::from_custom(exact, false).ok()
        }
    }
}

/// Pixels as they are, without transparency.
#[derive(Clone)]
struct Exact {
    pixels: Arc<Vec<u8>>,
    size: (u32, u32),
    sha256: [u8; 32],
}

impl Hash for Exact {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.sha256.hash(state);
        self.size.hash(state);
    }
}

impl CustomImage for Exact {
    fn color_channel(&self) -> &[u8] {
        &self.pixels
    }
    fn alpha_channel(&self) -> Option<&[u8]> {
        None
    }
    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }
    fn size(&self) -> (u32, u32) {
        self.size
    }
    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }
    fn color_space(&self) -> ImageColorspace {
        ImageColorspace::Rgb
    }
}
