//! Makes the sealed package from what the owner chose in the page, or from a note that they wrote there.
//!
//! The page hands in the selection, the grounds that its archive allows, and 42 random bytes; the envelope draws its
//! own keys from `page.random`. The answer holds a summary (JSON), the receipt and the package, one behind the
//! other, each with its length in front (u32, little-endian).

use std::io::Cursor;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};
use zegel_model::{Content, Ground, Participant, PersonId, Regime, SubmissionManifest, SubmittedFile};
use zegel_seal::Recipient;
use zegel_sift::{
    ExportFile, Made, Note, Order, Plan, Progress, ProgressStep, Secret, Selection, Summary, make_submission,
    note_submission,
};

use crate::answer::Failure;
use crate::held::Held;
use crate::outside::{Step, progress};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    selection: Selection,
    grounds: Vec<Ground>,
    order: Ordered,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WantedNote {
    author: Content,
    title: Option<Content>,
    text: Content,
    regime: Regime,
    /// Minutes that the author's clock is ahead of UTC; the page knows the zone, this module has no list of them.
    offset_minutes: i32,
    order: Ordered,
}

/// For whom, by whom and when; the same for all.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ordered {
    owner: PersonId,
    archive: String,
    recipient: String,
    now: Timestamp,
    /// 42 random bytes in hexadecimal: the secret of the commitment and the random part of the identifier.
    random: String,
}

/// What will be sent, for the owner to check.
#[derive(Serialize)]
struct Told<'m> {
    id: String,
    n_messages: u64,
    n_kept: u64,
    n_redacted: u64,
    n_files: u64,
    file_bytes: u64,
    n_senders_still_showing: u64,
    damaged: Option<&'m str>,
    title: Option<&'m str>,
    participants: &'m [Participant],
    files: &'m [SubmittedFile],
    not_kept_ground: Option<&'m Ground>,
    root: &'m str,
}

/// Makes a submission.
pub(crate) fn submit(held: &Held<'_>, options: &[u8]) -> Result<Vec<u8>, Failure> {
    let wanted: Wanted = serde_json::from_slice(options).map_err(|error| Failure::options(&error))?;
    let recipient = wanted.order.recipient()?;
    let plan = Plan::new(&wanted.selection, &wanted.grounds)?;
    let order = wanted.order.order(&recipient)?;
    let mut bytes = Cursor::new(held.bytes);
    let export = ExportFile {
        bytes: &mut bytes,
        file_name: held.read.file_name.as_deref(),
        options: &held.read.options,
    };
    let mut package = Vec::new();
    let made = make_submission(export, &plan, order, &mut package, &mut |done: Progress| {
        let step = match done.step {
            ProgressStep::Reading | ProgressStep::Comparing => Step::Reading,
            ProgressStep::Writing => Step::Writing,
            ProgressStep::Attachments => Step::Attachments,
        };
        progress(step, done.done_bytes, done.total_bytes)
    })?;
    Ok(answer(&made, &package))
}

/// Makes a submission of a note.
pub(crate) fn note(options: &[u8]) -> Result<Vec<u8>, Failure> {
    let wanted: WantedNote = serde_json::from_slice(options).map_err(|error| Failure::options(&error))?;
    let offset = wanted.offset_minutes.checked_mul(60).and_then(|seconds| Offset::from_seconds(seconds).ok());
    let Some(offset) = offset else {
        return Err(Failure::new("options", "use the offset: no clock is that far from UTC", ""));
    };
    let recipient = wanted.order.recipient()?;
    let note = Note {
        author: wanted.author,
        title: wanted.title,
        text: wanted.text,
        zone: TimeZone::fixed(offset),
        regime: wanted.regime,
    };
    let mut package = Vec::new();
    let made = note_submission(&note, wanted.order.order(&recipient)?, &mut package)?;
    Ok(answer(&made, &package))
}

pub(crate) fn answer(made: &Made, package: &[u8]) -> Vec<u8> {
    parts(&[&told(&made.manifest, &made.summary), &made.receipt.to_json(), package])
}

impl Ordered {
    pub(crate) fn recipient(&self) -> Result<Recipient, Failure> {
        Ok(self.recipient.parse().map_err(zegel_sift::SiftError::from)?)
    }

    pub(crate) fn order<'o>(&'o self, recipient: &'o Recipient) -> Result<Order<'o>, Failure> {
        let mut drawn = zeroize::Zeroizing::new([0_u8; 42]);
        hex::decode_to_slice(&self.random, &mut *drawn).map_err(|_| {
            Failure::new("options", "use the random bytes: they are not 42 in hexadecimal", "")
        })?;
        let mut secret = [0; 32];
        secret.copy_from_slice(&drawn[..32]);
        let mut id = [0; 10];
        id.copy_from_slice(&drawn[32..]);
        let millis = u64::try_from(self.now.as_millisecond()).unwrap_or(0);
        Ok(Order {
            secret: Secret::new(secret),
            id: uuid::Builder::from_unix_timestamp_millis(millis, &id).into_uuid(),
            now: self.now,
            owner: &self.owner,
            archive: &self.archive,
            recipient,
        })
    }
}

fn told(manifest: &SubmissionManifest, summary: &Summary) -> Vec<u8> {
    let told = Told {
        id: manifest.id.to_string(),
        n_messages: summary.n_messages,
        n_kept: summary.n_kept,
        n_redacted: summary.n_redacted,
        n_files: summary.n_files,
        file_bytes: summary.file_bytes,
        n_senders_still_showing: summary.n_senders_still_showing,
        damaged: summary.damaged.as_deref(),
        title: manifest.title.as_ref().map(zegel_model::Content::as_str),
        participants: &manifest.participants,
        files: &manifest.files,
        not_kept_ground: manifest.not_kept_ground.as_ref(),
        root: &manifest.commitment.root,
    };
    serde_json::to_vec(&told).expect("strings and numbers always serialise")
}

fn parts(parts: &[&[u8]]) -> Vec<u8> {
    let mut all = Vec::with_capacity(parts.iter().map(|part| 4 + part.len()).sum());
    for part in parts {
        all.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
        all.extend_from_slice(part);
    }
    all
}
