//! What keeping needs to know of a capture: which positions it has, and what each record of it will hold.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Read as _};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use zegel_model::{CaptureId, Kind, Participant, Registration, Route, SubmissionManifest, SubmittedFile};
use zegel_store::{Object, ObjectOwner, ObjectRole};

use crate::record_file::{LightLine, LightMessage, Lines, Unreadable, each_message, in_ranges};
use crate::{Desk, Error};

/// A capture with its manifest, as read.
pub type Captured = zegel_store::Capture;
/// A record, as read.
pub type Recorded = zegel_store::Record;

/// How many messages there are, and from when to when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Extent {
    pub n_messages: u64,
    pub first_at: Option<DateTime>,
    pub last_at: Option<DateTime>,
}

impl Extent {
    fn add(&mut self, at: DateTime) {
        self.n_messages += 1;
        self.first_at = Some(self.first_at.map_or(at, |first| first.min(at)));
        self.last_at = Some(self.last_at.map_or(at, |last| last.max(at)));
    }
}

/// Which messages of a capture were kept: sealed beside them when they are accepted.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub extent: Extent,
    /// Their positions.
    pub stretches: Stretches,
}

impl Kept {
    /// Counts the next message; positions rise.
    pub fn add(&mut self, position: u64, at: DateTime) {
        self.extent.add(at);
        match self.stretches.last_mut() {
            Some((_, last)) if *last + 1 == position => *last = position,
            _ => self.stretches.push((position, position)),
        }
    }
}

/// What a record holds, counted from its messages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Survey {
    pub extent: Extent,
    participants: BTreeMap<String, u64>,
    names: HashSet<String>,
    hashes: HashSet<String>,
}

impl Survey {
    fn add(&mut self, message: &LightMessage<'_>) {
        self.extent.add(message.at.0);
        if let Some(sender) = &message.sender
            && message.kind != Kind::System
        {
            match self.participants.get_mut(sender.as_ref()) {
                Some(n) => *n += 1,
                None => drop(self.participants.insert(sender.as_ref().to_owned(), 1)),
            }
        }
        for attachment in &message.attachments {
            self.names.extend(attachment.name.as_deref().map(str::to_owned));
            self.hashes.extend(attachment.sha256.as_deref().map(str::to_owned));
        }
    }

    /// Returns the files that the messages of this record name: a file of another record stays with that record.
    pub fn files<'a>(&'a self, manifest: &'a SubmissionManifest) -> impl Iterator<Item = &'a SubmittedFile> {
        manifest
            .files
            .iter()
            .filter(|file| self.hashes.contains(&file.sha256) || self.names.contains(file.name.as_str()))
    }

    /// Returns the senders with their counts in this record and the provenance of their names in the capture.
    pub fn participants(&self, manifest: &SubmissionManifest) -> Vec<Participant> {
        let in_record = |one: &Participant| {
            let n_messages = *self.participants.get(one.name.as_str())?;
            Some(Participant { n_messages, ..one.clone() })
        };
        match manifest.route {
            // The owner named who is on the screenshots; nobody sent them.
            Route::Screenshot => manifest.participants.clone(),
            _ => manifest.participants.iter().filter_map(in_record).collect(),
        }
    }
}

/// Returns the manifest of a capture that still has one.
pub(crate) fn manifest(captured: &Captured) -> Result<&SubmissionManifest, Error> {
    captured.manifest.as_ref().ok_or_else(|| {
        Error::refused(
            "capture-erased",
            "the manifest of this capture was erased",
            "its last record was destroyed; nothing is left to do",
        )
    })
}

/// Returns the object with the messages of a capture that is not stored.
pub(crate) fn messages_object(desk: &Desk<'_>, capture: CaptureId) -> Result<Object, Error> {
    object_of(desk, capture, ObjectRole::SubmissionMessages)
}

fn object_of(desk: &Desk<'_>, capture: CaptureId, role: ObjectRole) -> Result<Object, Error> {
    let objects = desk.archive.store.read(|view| view.objects_of(&ObjectOwner::Capture(capture)))?;
    objects.into_iter().find(|object| object.role == role).ok_or_else(|| {
        Error::refused(
            "capture-stored",
            "the accepted copy of this capture is gone",
            "it was destroyed after storing; look at its records instead",
        )
    })
}

/// Opens an object for reading; it is buffered, page by page.
pub(crate) fn open(desk: &Desk<'_>, object: &Object) -> Result<zegel_store::ObjectReader, Error> {
    Ok(desk.archive.store.open_object(object.id)?)
}

/// Returns which messages of a capture were kept.
pub(crate) fn kept(desk: &Desk<'_>, capture: CaptureId) -> Result<Kept, Error> {
    let object = object_of(desk, capture, ObjectRole::SubmissionKept)?;
    let mut bytes = Vec::new();
    open(desk, &object)?.read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(serde_json::from_slice(&bytes)?)
}

/// Rising, inclusive ranges of positions.
pub(crate) type Stretches = Vec<(u64, u64)>;

/// Counts what each registration of a capture will hold.
pub(crate) fn survey(
    desk: &Desk<'_>,
    capture: CaptureId,
    registrations: &[Registration],
) -> Result<Vec<Survey>, Error> {
    let object = messages_object(desk, capture)?;
    let mut surveys = vec![Survey::default(); registrations.len()];
    let sorted: Vec<Stretches> = registrations.iter().map(|one| sorted(&one.positions)).collect();
    each_message(Lines::all(open(desk, &object)?), |line| {
        let light = LightLine::read(line)?;
        let at = sorted.iter().position(|ranges| in_ranges(ranges, light.message.position));
        if let Some(survey) = at.and_then(|at| surveys.get_mut(at)) {
            survey.add(&light.message);
        }
        Ok(())
    })
    .map_err(unreadable)?;
    Ok(surveys)
}

/// Returns the ranges in rising order.
pub(crate) fn sorted(ranges: &[(u64, u64)]) -> Vec<(u64, u64)> {
    let mut ranges = ranges.to_vec();
    ranges.sort_unstable();
    ranges
}

pub(crate) fn unreadable(source: io::Error) -> Error {
    Error::Io { doing: "read a sealed object of", path: "the archive".into(), source }
}

impl From<Unreadable> for Error {
    fn from(unreadable: Unreadable) -> Self {
        self::unreadable(unreadable.0)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_was_kept_is_told_by_stretches_and_span_and_reads_back() {
        let at = |day| date(2026, 3, day).at(9, 0, 0, 0);
        let mut kept = Kept::default();
        for (position, day) in [(2, 3), (3, 1), (4, 5), (9, 4), (11, 2), (12, 2)] {
            kept.add(position, at(day));
        }
        assert_eq!(kept.stretches, [(2, 4), (9, 9), (11, 12)]);
        let extent = Extent { n_messages: 6, first_at: Some(at(1)), last_at: Some(at(5)) };
        assert_eq!(kept.extent, extent);
        let json = serde_json::to_vec(&kept).unwrap();
        assert_eq!(serde_json::from_slice::<Kept>(&json).unwrap(), kept);
    }
}
