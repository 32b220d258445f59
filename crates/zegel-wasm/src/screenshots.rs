//! Pictures of a screen, with what their owner typed beside each (requirement C4).
//!
//! The module keeps each picture under a number, as it keeps an export; the page never needs their bytes again but to
//! show one in which regions are black already.

use jiff::civil::DateTime;
use serde::Deserialize;
use zegel_model::{Content, Ground, Platform, Regime};
use zegel_sift::{Region, Screenshot, Screenshots, black_out, screenshots_submission, strip_metadata};

use crate::answer::Failure;
use crate::held::with_bytes;
use crate::submit::{Ordered, answer};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    title: Option<Content>,
    app: Platform,
    people: Vec<Content>,
    regime: Regime,
    pictures: Vec<WantedPicture>,
    order: Ordered,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WantedPicture {
    /// The number under which the module keeps it.
    number: u32,
    at: DateTime,
    text: Content,
    #[serde(default)]
    regions: Vec<Region>,
    ground: Option<Ground>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WantedRegions {
    regions: Vec<Region>,
}

/// Returns one picture as it would go along.
pub(crate) fn blacked_out(picture: u32, options: &[u8]) -> Result<Vec<u8>, Failure> {
    let wanted: WantedRegions = serde_json::from_slice(options).map_err(|error| Failure::options(&error))?;
    with_bytes(&[picture], |bytes| {
        let bytes = bytes.first().copied().unwrap_or_default();
        let done = match wanted.regions.is_empty() {
            true => strip_metadata(bytes),
            false => black_out(bytes, &wanted.regions),
        };
        Ok(done.map_err(zegel_sift::SiftError::from)?)
    })
}

/// Makes a submission of screenshots.
pub(crate) fn submit(options: &[u8]) -> Result<Vec<u8>, Failure> {
    let wanted: Wanted = serde_json::from_slice(options).map_err(|error| Failure::options(&error))?;
    let recipient = wanted.order.recipient()?;
    let numbers: Vec<u32> = wanted.pictures.iter().map(|picture| picture.number).collect();
    with_bytes(&numbers, |bytes| {
        let pictures = wanted.pictures.into_iter().zip(bytes).map(|(picture, bytes)| Screenshot {
            bytes,
            at: picture.at,
            text: picture.text,
            regions: picture.regions,
            ground: picture.ground,
        });
        let screenshots = Screenshots {
            title: wanted.title,
            app: wanted.app,
            people: wanted.people,
            regime: wanted.regime,
            pictures: pictures.collect(),
        };
        let mut package = Vec::new();
        let made = screenshots_submission(&screenshots, wanted.order.order(&recipient)?, &mut package)?;
        Ok(answer(&made, &package))
    })
}
