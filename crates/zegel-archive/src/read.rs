//! Looking: states and counts for everybody who helps, content only for who may read.

use serde_json::json;
use zegel_model::{Act, CaptureId, Content, DossierId, RecordId, SubmittedMessage};
use zegel_store::{Audited, ObjectRole};

use crate::record_file::{Lines, RecordHead, each_message};
use crate::{Desk, Error, keep, store};

/// How many captures or records a list shows at most.
pub const LIST_LIMIT: u32 = 100_000;

/// A capture as a supporter may see it: states, counts, dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureLine {
    /// The capture.
    pub id: CaptureId,
    /// The name of its state.
    pub state: &'static str,
    /// When it was accepted, UTC.
    pub at: jiff::Timestamp,
    /// Messages kept.
    pub n_kept: u64,
    /// Messages in the export.
    pub n_in_export: u64,
    /// Open interim copies.
    pub n_open_copies: u64,
    /// Its records.
    pub records: Vec<RecordLine>,
}

/// A record as a supporter may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLine {
    /// The record.
    pub id: RecordId,
    /// Its dossier.
    pub dossier: DossierId,
    /// The name of its state.
    pub state: &'static str,
    /// Number of messages.
    pub n_messages: u64,
    /// Holds in force.
    pub n_holds: u64,
    /// Its files: role, size in bytes.
    pub files: Vec<(ObjectRole, u64)>,
}

/// Returns the captures in order of time.
///
/// # Errors
/// `not-your-role`.
pub fn captures(desk: &Desk<'_>) -> Result<Vec<CaptureLine>, Error> {
    desk.authorise(Act::SeeStates)?;
    let captures = desk.archive.store.read(|view| view.captures(None, LIST_LIMIT))?;
    captures.iter().map(|capture| line(desk, capture)).collect()
}

/// Returns one capture with its records.
///
/// # Errors
/// `not-your-role`; when there is no such capture.
pub fn capture(desk: &Desk<'_>, id: CaptureId) -> Result<CaptureLine, Error> {
    desk.authorise(Act::SeeStates)?;
    let capture = desk.archive.store.read(|view| view.capture(id))?;
    line(desk, &capture)
}

/// Returns the kept positions of a capture that still has its messages, as ranges.
///
/// # Errors
/// `not-your-role`, `capture-stored`.
pub fn positions(desk: &Desk<'_>, id: CaptureId) -> Result<Vec<(u64, u64)>, Error> {
    desk.authorise(Act::SeeStates)?;
    Ok(keep::kept(desk, id)?.stretches)
}

fn line(desk: &Desk<'_>, capture: &keep::Captured) -> Result<CaptureLine, Error> {
    let records = desk.archive.store.read(|view| view.records_of_capture(capture.id))?;
    let commitment = capture.manifest.as_ref().map(|manifest| &manifest.commitment);
    Ok(CaptureLine {
        id: capture.id,
        state: capture.state.name(),
        at: capture.state.accepted().at,
        n_kept: commitment.map_or(0, |commitment| commitment.n_kept),
        n_in_export: commitment.map_or(0, |commitment| commitment.n_messages),
        n_open_copies: desk.archive.store.read(|view| view.count_open_copies(capture.id))?,
        records: records.iter().map(|record| record_line(desk, record)).collect::<Result<_, _>>()?,
    })
}

fn record_line(desk: &Desk<'_>, record: &keep::Recorded) -> Result<RecordLine, Error> {
    let objects = store::objects_of(desk, record)?;
    Ok(RecordLine {
        id: record.id,
        dossier: record.dossier.clone(),
        state: record.state.name(),
        n_messages: record.n_messages,
        n_holds: desk.archive.store.read(|view| view.count_holds(record.id))?,
        files: objects.iter().map(|object| (object.role, object.size_bytes)).collect(),
    })
}

/// Returns the title of a record, for who may read.
///
/// # Errors
/// `not-your-role`; when there is no such record, or it was destroyed.
pub fn title(desk: &Desk<'_>, id: RecordId) -> Result<Content, Error> {
    desk.authorise(Act::Read)?;
    let record = desk.archive.store.read(|view| view.record(id))?;
    Ok(store::registration_of(&record)?.title.clone())
}

/// Reads a record message by message; that it was read is in the ledger before the first one is given out.
///
/// # Errors
/// `not-your-role`, `not-stored`; those of `take`.
pub fn messages(
    desk: &mut Desk<'_>,
    id: RecordId,
    mut take: impl FnMut(SubmittedMessage) -> Result<(), Error>,
) -> Result<RecordHead, Error> {
    desk.authorise(Act::Read)?;
    let record = desk.archive.store.read(|view| view.record(id))?;
    let objects = store::objects_of(desk, &record)?;
    let (canonical, lines) = (store::canonical_of(&objects)?, store::messages_of(&objects)?);
    let entry = desk.entry(Act::Read, vec![id.into()], json!({}));
    desk.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))?;
    let head = store::head_of(desk, canonical)?;
    each_message(Lines::all(keep::open(desk, lines)?), |line| take(serde_json::from_slice(line)?))?;
    Ok(head)
}

/// Copies a file of a record (its PDF, its canonical JSON, an attachment) to `out`; that it was read is in the ledger first.
///
/// # Errors
/// `not-your-role`, `no-such-file`; faults of the store and of `out`.
pub fn file(
    desk: &mut Desk<'_>,
    id: RecordId,
    which: (ObjectRole, u32),
    out: &mut dyn std::io::Write,
) -> Result<u64, Error> {
    desk.authorise(Act::Read)?;
    let found = desk.archive.store.read(|view| view.object_of_record(id, which.0, which.1))?;
    let Some(object) = found else {
        return Err(Error::refused("no-such-file", "this record has no such file", "look with 'zegel show'"));
    };
    let detail = json!({ "file": which.0.name(), "part": which.1 });
    let entry = desk.entry(Act::Read, vec![id.into()], detail);
    desk.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))?;
    std::io::copy(&mut keep::open(desk, &object)?, out).map_err(keep::unreadable)
}
