//! Storing: the durable forms are made, sealed under the key of the dossier, indexed, and the accepted copy is destroyed.
//!
//! A record becomes visible in one transaction with its ledger leaf; the capture ends in another. What was written before a crash is swept
//! at the next start, and the step can be repeated: it goes on with the records that are still waiting.

pub mod rendition;

use std::cell::RefCell;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde_json::json;
use zegel_model::{
    Act, Appraisal, CaptureId, CaptureState, Content, CopyState, Participant, RecordId, RecordState,
    Registration, SubmittedFile,
};
use zegel_render::{
    DEFAULT_PART_LIMIT, EmbeddedFile, Fonts, Head, Job, Language, Limits, Pictures, Plan, Print, Profile,
    Settling, Transcript, render_in_child,
};
use zegel_sift::SubmissionReader;
use zegel_store::{
    Affected, Audited, IndexedMessage, Indexer, NewObject, Object, ObjectOwner, ObjectRole, PutObject, Tx,
};

use crate::config::PdfSetting;
use crate::copies::PACKAGE_HEAD_BYTES;
use crate::keep::{self, Captured, Recorded};
use crate::provenance::{self, Origin};
use crate::record_file::{
    LightLine, Messages, RecordHead, RecordReader, SEPARATOR, each_line, each_message, in_ranges, position_of,
};
use crate::scope::facts::{Counting, Names};
use crate::{Desk, Error, copies, people};

/// Whether the PDF/A is made now or by `zegel store --rendition later` and a second command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rendition {
    /// Made in this step.
    Now,
    /// Made by [`rendition`] later; the record is complete and findable without it.
    Later,
}

/// What storing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The records with the number of messages of each.
    pub records: Vec<(RecordId, u64)>,
    /// The number of PDF parts made.
    pub n_pdf_parts: u64,
    /// The package files that were destroyed.
    pub destroyed: Vec<PathBuf>,
}

/// A record on its way into the store: written, not yet visible.
struct Written {
    record: Recorded,
    ranges: Vec<(u64, u64)>,
    people: Vec<Affected>,
    /// Length of the canonical JSON before its first message, in bytes.
    first_offset: u64,
    made: Vec<Made>,
}

/// A file of a record that was written, with what it is.
struct Made {
    role: ObjectRole,
    put: PutObject,
}

/// Where a rendition gets its messages and pictures: from the capture while it is being stored, from the record later.
struct Source {
    lines: Lines,
    attachments: Vec<Object>,
    canonical_sha256: String,
    canonical_bytes: u64,
}

enum Lines {
    Capture { messages: Object, ranges: Vec<(u64, u64)>, head: Box<RecordHead> },
    Record { canonical: Object },
}

impl Source {
    /// Opens the canonical JSON of the record.
    fn canonical(&self, desk: &Desk<'_>) -> Result<Box<dyn BufRead>, Error> {
        match &self.lines {
            Lines::Record { canonical } => Ok(Box::new(keep::open(desk, canonical)?)),
            Lines::Capture { messages, ranges, head } => {
                let reader = RecordReader::new(head, keep::open(desk, messages)?, ranges.clone())?;
                Ok(Box::new(BufReader::with_capacity(keep::BUFFER_BYTES, reader)))
            }
        }
    }
}

/// Stores every record of a registered capture.
///
/// # Errors
/// `not-your-role`, `wrong-state`; faults of the store and of typesetting, after which the step can be repeated.
pub fn store(desk: &mut Desk<'_>, capture: CaptureId, rendition: Rendition) -> Result<Stored, Error> {
    desk.authorise(Act::Store)?;
    let captured = desk.archive.store.read(|view| view.capture(capture))?;
    let new = captured.state.clone().store(&desk.actor.id, desk.now)?;
    let records = desk.archive.store.read(|view| view.records_of_capture(capture))?;
    // A record that an interrupted run stored stays as it is.
    let waiting: Vec<&Recorded> =
        records.iter().filter(|record| record.state == RecordState::Registered).collect();
    let contents = contents(desk, &captured, &records, &waiting)?;
    let mut n_pdf_parts = 0;
    for (record, contents) in waiting.into_iter().zip(contents) {
        match rendition {
            Rendition::Now => {
                let written = write(desk, &captured, record.clone(), contents)?;
                commit_record(desk, &captured, &written)?;
                n_pdf_parts += written.made.iter().filter(|made| made.role == ObjectRole::Pdf).count() as u64;
            }
            Rendition::Later => keep_without_pdf(desk, &captured, record, contents)?,
        }
    }
    commit_capture(desk, &captured, &new)?;
    let destroyed = end_own_copies(desk, &captured)?;
    let records = records.iter().map(|record| (record.id, record.n_messages)).collect();
    Ok(Stored { records, n_pdf_parts, destroyed })
}

/// Who and what is in a record, out of all that is in its capture.
struct Contents {
    participants: Vec<Participant>,
    files: Vec<SubmittedFile>,
}

/// Returns what each waiting record will hold. The only record of a capture holds everything, as accepting checked it.
fn contents(
    desk: &Desk<'_>,
    captured: &Captured,
    records: &[Recorded],
    waiting: &[&Recorded],
) -> Result<Vec<Contents>, Error> {
    let manifest = keep::manifest(captured)?;
    if let [_] = records {
        let (participants, files) = (manifest.participants.clone(), manifest.files.clone());
        return Ok(vec![Contents { participants, files }]);
    }
    let registrations =
        waiting.iter().map(|record| registration_of(record).cloned()).collect::<Result<Vec<_>, _>>()?;
    let surveys = keep::survey(desk, captured.id, &registrations)?;
    let of = |survey: &keep::Survey| Contents {
        participants: survey.participants(manifest),
        files: survey.files(manifest).cloned().collect(),
    };
    Ok(surveys.iter().map(of).collect())
}

pub(crate) fn objects_of(desk: &Desk<'_>, record: &Recorded) -> Result<Vec<Object>, Error> {
    let owner = ObjectOwner::Record(record.id, record.dossier.clone());
    Ok(desk.archive.store.read(|view| view.objects_of(&owner))?)
}

pub(crate) fn canonical_of(objects: &[Object]) -> Result<&Object, Error> {
    let found = objects.iter().find(|object| object.role == ObjectRole::Canonical);
    found.ok_or_else(|| {
        Error::refused(
            "not-stored",
            "this record has no content (yet, or any more)",
            "store it first; see 'zegel show'",
        )
    })
}

pub(crate) fn head_of(desk: &Desk<'_>, canonical: &Object) -> Result<RecordHead, Error> {
    crate::record_file::read_head(keep::open(desk, canonical)?).map_err(keep::unreadable)
}

fn write(
    desk: &mut Desk<'_>,
    captured: &Captured,
    record: Recorded,
    contents: Contents,
) -> Result<Written, Error> {
    let registration = registration_of(&record)?.clone();
    let head = record_head(captured, &record, &registration, contents)?;
    let messages = keep::messages_object(desk, captured.id)?;
    let ranges = keep::sorted(&registration.positions);
    let mut reader = RecordReader::new(&head, keep::open(desk, &messages)?, ranges.clone())?;
    let first_offset = reader.first_offset();
    let canonical = put(desk, &record, CANONICAL, &mut reader)?;
    let source = Source {
        lines: Lines::Capture { messages, ranges: ranges.clone(), head: Box::new(head.clone()) },
        attachments: attachments_of(desk, captured)?,
        canonical_sha256: hex::encode(canonical.put.sha256()),
        canonical_bytes: canonical.put.size_bytes(),
    };
    let mut made = vec![canonical];
    made.extend(copy_attachments(desk, &record, &head, &source.attachments)?);
    made.extend(typeset(desk, captured, &record, &head, &source)?);
    let people = Names::new(&desk.archive.keyring).affected(&head.participants);
    Ok(Written { record, ranges, people, first_offset, made })
}

/// Writes a record and makes it visible in one go: each message is indexed as it passes into the canonical JSON. Only a PDF needs
/// that whole before the rest of the record is made.
fn keep_without_pdf(
    desk: &Desk<'_>,
    captured: &Captured,
    record: &Recorded,
    contents: Contents,
) -> Result<(), Error> {
    let registration = registration_of(record)?;
    let head = record_head(captured, record, registration, contents)?;
    let ranges = keep::sorted(&registration.positions);
    let attachments = copy_attachments(desk, record, &head, &attachments_of(desk, captured)?)?;
    let people = Names::new(&desk.archive.keyring).affected(&head.participants);
    let mut counting = Counting::new(registration, &desk.archive.config.suggestions);
    let lines = keep::open(desk, &keep::messages_object(desk, captured.id)?)?;
    desk.archive.store.write(|tx| {
        let mut indexer = tx.indexer(record.id)?;
        let mut failure = None;
        let mut reader = RecordReader::showing(&head, lines, ranges, |line, offset| {
            index_line(&mut indexer, &mut counting, line, offset).map_err(|error| {
                failure = Some(error);
                std::io::ErrorKind::InvalidData.into()
            })
        })?;
        let canonical = put(desk, record, CANONICAL, &mut reader);
        // What made the reading stop is the reason, not that the writing stopped with it.
        if let Some(failure) = failure {
            return Err(failure);
        }
        let mut made = vec![canonical?];
        made.extend(attachments);
        indexer.finish()?;
        tx.insert_facts(record.id, &counting.finish(desk.now, people))?;
        make_visible(desk, tx, captured, record, &made)
    })
}

/// The canonical JSON as a file of a record.
const CANONICAL: NewFile<'static> =
    NewFile { role: ObjectRole::Canonical, part: 0, name: CANONICAL_NAME, media_type: "application/json" };

/// The name of the canonical JSON inside a record and its packages.
pub(crate) const CANONICAL_NAME: &str = "archiefstuk.json";

/// Seals a file of a record; it becomes visible with its record.
fn put(desk: &Desk<'_>, record: &Recorded, file: NewFile<'_>, reader: &mut dyn Read) -> Result<Made, Error> {
    let NewFile { role, part, name, media_type } = file;
    let owner = ObjectOwner::Record(record.id, record.dossier.clone());
    let name = Some(Content::from(name));
    let new = NewObject { owner, role, part, name, media_type: media_type.to_owned() };
    Ok(Made { role, put: desk.archive.store.put_object(new, reader)? })
}

/// What a file of a record is.
struct NewFile<'a> {
    role: ObjectRole,
    part: u32,
    name: &'a str,
    media_type: &'a str,
}

fn attachments_of(desk: &Desk<'_>, captured: &Captured) -> Result<Vec<Object>, Error> {
    let objects = desk.archive.store.read(|view| view.objects_of(&ObjectOwner::Capture(captured.id)))?;
    Ok(objects.into_iter().filter(|object| object.role == ObjectRole::Attachment).collect())
}

pub(crate) fn registration_of(record: &Recorded) -> Result<&Registration, Error> {
    record.registration.as_ref().ok_or_else(|| {
        Error::refused(
            "record-destroyed",
            "this record was destroyed; only its residue is left",
            "see its certificate",
        )
    })
}

fn record_head(
    captured: &Captured,
    record: &Recorded,
    registration: &Registration,
    contents: Contents,
) -> Result<RecordHead, Error> {
    let manifest = keep::manifest(captured)?.clone();
    let zegel_model::CaptureState::Registered { accepted, registered } = captured.state.clone() else {
        return Err(Error::Fault("a capture that is being stored is registered".into()));
    };
    Ok(RecordHead {
        record: record.id,
        capture: captured.id,
        dossier: registration.dossier.clone(),
        title: registration.title.clone(),
        owner: captured.owner.clone(),
        accepted,
        registered,
        route: manifest.route,
        platform: manifest.platform,
        reader: manifest.reader,
        conversation_title: manifest.title,
        participants: contents.participants,
        date_order: manifest.date_order,
        date_order_certainty: manifest.date_order_certainty,
        date_order_reason: manifest.date_order_reason,
        zone: manifest.zone,
        regime: manifest.regime,
        not_kept_ground: manifest.not_kept_ground,
        commitment: manifest.commitment,
        first_at: record.first_at.map(|at| at.to_string()),
        last_at: record.last_at.map(|at| at.to_string()),
        n_messages: record.n_messages,
        losses: manifest.loss,
        files: contents.files,
    })
}

/// Copies the attachments of this record from the capture, each sealed anew under the key of the dossier.
fn copy_attachments(
    desk: &Desk<'_>,
    record: &Recorded,
    head: &RecordHead,
    attachments: &[Object],
) -> Result<Vec<Made>, Error> {
    let mut copied = Vec::with_capacity(head.files.len());
    for (part, file) in (0..).zip(&head.files) {
        let Some(object) = attachments.iter().find(|object| is_named(object, &file.path)) else {
            return Err(Error::Fault(format!("the capture lacks the file {}", file.path)));
        };
        let mut bytes = keep::open(desk, object)?;
        let new =
            NewFile { role: ObjectRole::Attachment, part, name: &file.path, media_type: &file.media_type };
        copied.push(put(desk, record, new, &mut bytes)?);
    }
    Ok(copied)
}

fn is_named(object: &Object, name: &str) -> bool {
    object.name.as_ref().is_some_and(|found| found.as_str() == name)
}

fn typeset(
    desk: &mut Desk<'_>,
    captured: &Captured,
    record: &Recorded,
    head: &RecordHead,
    source: &Source,
) -> Result<Vec<Made>, Error> {
    let settling = settling(desk, captured, record, head, source)?;
    let plan = plan(desk, source)?;
    let failure = RefCell::new(None);
    let messages = Messages::new(source.canonical(desk)?, &failure);
    let fonts = Fonts::load(&Fonts::default_dirs())?;
    let font_label = provenance::font_label(settling.head.language);
    let mut made = Vec::new();
    for mut transcript in settling.parts(&plan, messages) {
        // The same fonts give the same bytes: with their hashes a rendition can be made again, and compared.
        let facts = fonts.provenance(font_label, &transcript)?;
        transcript.provenance.extend(facts);
        made.push(typeset_part(desk, record, transcript, source)?);
    }
    match failure.take() {
        Some(error) => Err(keep::unreadable(error)),
        None => Ok(made),
    }
}

fn typeset_part(
    desk: &Desk<'_>,
    record: &Recorded,
    transcript: Transcript,
    source: &Source,
) -> Result<Made, Error> {
    let part = transcript.part.index.get();
    let profile = match desk.archive.config.pdf {
        PdfSetting::A2a => Profile::A2a,
        PdfSetting::A3a => Profile::A3a { sources: embedded(desk, source, part)? },
    };
    let job = Job { print: Print::Transcript(&transcript), profile, font_dirs: Fonts::default_dirs() };
    let typesetter = &desk.archive.outside.typesetter;
    let failure = RefCell::new(None);
    let mut pictures = pictures(desk, &transcript, source, &failure);
    let typeset =
        render_in_child(&typesetter.program, &typesetter.arguments, &job, &mut pictures, &Limits::default())?;
    drop(pictures);
    if let Some(error) = failure.take() {
        return Err(error);
    }
    let name = format!("archiefstuk-{part:04}.pdf");
    let file = NewFile { role: ObjectRole::Pdf, part: part - 1, name: &name, media_type: "application/pdf" };
    put(desk, record, file, &mut typeset.pdf.as_slice())
}

/// Reads the pictures that a part shows, one at a time; what is too large to show is listed only. The first failure ends them and
/// is left in the cell.
fn pictures<'a>(
    desk: &'a Desk<'_>,
    transcript: &'a Transcript,
    source: &'a Source,
    failure: &'a RefCell<Option<Error>>,
) -> impl Iterator<Item = (String, Vec<u8>)> {
    let files = transcript.attachments.iter().filter_map(|listed| listed.file.as_ref());
    let shown =
        files.filter(|file| Pictures::supports(&file.media_type) && file.size_bytes <= PICTURE_LIMIT_BYTES);
    shown.map_while(move |file| {
        let object = source.attachments.iter().find(|object| is_named(object, &file.id))?;
        match read_whole(desk, object) {
            Ok(bytes) => Some((file.id.clone(), bytes)),
            Err(error) => {
                *failure.borrow_mut() = Some(error);
                None
            }
        }
    })
}

fn read_whole(desk: &Desk<'_>, object: &Object) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    keep::open(desk, object)?.read_to_end(&mut bytes).map_err(keep::unreadable)?;
    Ok(bytes)
}

/// The largest picture that is set in a rendition, in bytes; a larger one is listed, and kept as a file of its own.
const PICTURE_LIMIT_BYTES: u64 = 32 << 20;
/// The most that is embedded in one PDF/A-3a, in bytes.
const EMBED_LIMIT_BYTES: u64 = 64 << 20;

/// Returns what the first part of a PDF/A-3a carries: the canonical JSON of the record.
fn embedded(desk: &Desk<'_>, source: &Source, part: u32) -> Result<Vec<EmbeddedFile>, Error> {
    if part != 1 || EMBED_LIMIT_BYTES < source.canonical_bytes {
        return Ok(vec![]);
    }
    let mut bytes = Vec::new();
    source.canonical(desk)?.read_to_end(&mut bytes).map_err(keep::unreadable)?;
    Ok(vec![EmbeddedFile {
        name: CANONICAL_NAME.to_owned(),
        media_type: "application/json".to_owned(),
        description: "zegel-record 1: de canonieke JSON van dit archiefstuk".to_owned(),
        bytes,
    }])
}

fn plan(desk: &Desk<'_>, source: &Source) -> Result<Plan, Error> {
    let mut moments = Vec::new();
    each_message(source.canonical(desk)?, |line| {
        moments.push(LightLine::read(line)?.message.at);
        Ok(())
    })
    .map_err(keep::unreadable)?;
    Ok(Plan::new(moments, DEFAULT_PART_LIMIT))
}

fn settling(
    desk: &Desk<'_>,
    captured: &Captured,
    record: &Recorded,
    head: &RecordHead,
    source: &Source,
) -> Result<Settling, Error> {
    let manifest = keep::manifest(captured)?;
    let registration = registration_of(record)?;
    let config = &desk.archive.config;
    let language = provenance::language(&config.language);
    let (ledger_size, ledger_root) = desk.archive.store.read(|view| {
        let size = view.ledger_size()?;
        Ok::<_, Error>((size, view.ledger_root(size)?))
    })?;
    let origin = Origin {
        capture: captured.id,
        manifest,
        canonical_sha256: &source.canonical_sha256,
        canonical_bytes: source.canonical_bytes,
        ledger_size,
        ledger_root: ledger_root.to_string(),
    };
    let dossier = desk.archive.store.read(|view| view.dossier(&record.dossier))?;
    Ok(Settling {
        head: Head {
            record_title: head.title.clone(),
            dossier: record.dossier.clone(),
            dossier_title: Some(dossier.title),
            record_id: record.id,
            archive_name: config.name.clone(),
            conversation_title: head.conversation_title.clone(),
            route: head.route,
            platform: head.platform,
            participants: head.participants.clone(),
            first_at: record.first_at,
            last_at: record.last_at,
            n_messages: head.n_messages,
            n_in_capture: head.commitment.n_kept,
            n_in_export: head.commitment.n_messages,
            confidentiality: registration.confidentiality,
            retention: retention_words(registration, language),
            language,
            made_at: desk.now,
            registered: head.registered.clone(),
            registered_by_name: people::name_of(desk, &head.registered.by)?,
            owner: head.owner.clone(),
            owner_name: people::name_of(desk, &head.owner)?,
            regime: head.regime.clone(),
            not_kept_ground: head.not_kept_ground.clone(),
        },
        files: head.files.clone(),
        losses: head.losses.clone(),
        provenance: provenance::facts(&origin, language),
    })
}

fn retention_words(registration: &Registration, language: Language) -> String {
    let retention = &registration.retention;
    let category = &retention.category;
    match (retention.appraisal, language) {
        (Appraisal::B, Language::Nl) => format!("Blijvend te bewaren ({category})"),
        (Appraisal::B, Language::En) => format!("Kept permanently ({category})"),
        (Appraisal::B, Language::Fr) => format!("Conservation permanente ({category})"),
        (Appraisal::V, _) => {
            let term = retention.term.as_deref().unwrap_or("?");
            match language {
                Language::Nl => format!("Tijdelijk te bewaren, {term} ({category})"),
                Language::En => format!("Kept for a time, {term} ({category})"),
                Language::Fr => format!("Conservation temporaire, {term} ({category})"),
            }
        }
        (Appraisal::N, Language::Nl) => format!("Nader te bepalen ({category})"),
        (Appraisal::N, Language::En) => format!("Still to be decided ({category})"),
        (Appraisal::N, Language::Fr) => format!("À déterminer ({category})"),
    }
}

/// Makes a record visible at once: objects, index and state, with a ledger leaf of its own, so that the proof of one record tells
/// nothing of another.
fn commit_record(desk: &mut Desk<'_>, captured: &Captured, written: &Written) -> Result<(), Error> {
    let lines = keep::open(desk, &keep::messages_object(desk, captured.id)?)?;
    let mut counting = Counting::new(registration_of(&written.record)?, &desk.archive.config.suggestions);
    desk.archive.store.write(|tx| {
        index(tx, written, lines, &mut counting)?;
        tx.insert_facts(written.record.id, &counting.finish(desk.now, written.people.clone()))?;
        make_visible(desk, tx, captured, &written.record, &written.made)
    })
}

fn make_visible(
    desk: &Desk<'_>,
    tx: &Tx<'_>,
    captured: &Captured,
    record: &Recorded,
    made: &[Made],
) -> Result<Audited<()>, Error> {
    for made in made {
        tx.insert_object(&made.put)?;
    }
    tx.set_record_state(record.id, &record.state, &record.state.clone().store()?)?;
    let detail = json!({ "records": [fixity(record, made)] });
    Ok(Audited::new((), desk.entry(Act::Store, vec![captured.id.into(), record.id.into()], detail)))
}

/// Ends the capture when all its records are stored: the accepted copy goes, with its key.
fn commit_capture(desk: &mut Desk<'_>, captured: &Captured, new: &CaptureState) -> Result<(), Error> {
    let accepted = desk.archive.store.read(|view| view.objects_of(&ObjectOwner::Capture(captured.id)))?;
    let copies = desk.archive.store.read(|view| view.copies_of(captured.id))?;
    let entry = desk.entry(
        Act::Store,
        vec![captured.id.into()],
        json!({ "accepted_objects_destroyed": accepted.len() }),
    );
    let done = desk.done();
    desk.archive.store.write(|tx| {
        tx.set_capture_state(captured.id, &captured.state, new)?;
        for object in &accepted {
            tx.delete_object(object.id)?;
        }
        tx.destroy_capture_key(captured.id)?;
        for copy in copies.iter().filter(|copy| copy.kind == ACCEPTED && copy.state == CopyState::Open) {
            let end = CopyState::Destroyed { done: done.clone(), how: "key-destroyed".to_owned() };
            tx.set_copy_state(copy.id, &copy.state, &end)?;
        }
        Ok(Audited::new((), entry))
    })
}

/// The kind of the copy that the archive itself holds between accepting and storing.
pub(crate) const ACCEPTED: &str = "accepted";

/// What the ledger binds of a record: the hash of each of its files, so that a package can be proven from outside.
fn fixity(record: &Recorded, made: &[Made]) -> serde_json::Value {
    let file = |made: &Made| {
        let (size_bytes, sha256) = (made.put.size_bytes(), hex::encode(made.put.sha256()));
        json!({ "role": made.role.name(), "size_bytes": size_bytes, "sha256": sha256 })
    };
    let files: Vec<_> = made.iter().map(file).collect();
    json!({ "record": record.id, "n_messages": record.n_messages, "files": files })
}

/// Indexes the messages of a record at the places they have in its canonical JSON, and counts them for a scope.
fn index(tx: &Tx<'_>, written: &Written, lines: impl BufRead, counting: &mut Counting) -> Result<(), Error> {
    let mut indexer = tx.indexer(written.record.id)?;
    let mut byte_offset = written.first_offset;
    each_line(lines, |line| {
        if position_of(line).is_some_and(|position| in_ranges(&written.ranges, position)) {
            index_line(&mut indexer, counting, line, byte_offset)?;
            byte_offset += line.len() as u64 + SEPARATOR.len() as u64;
        }
        Ok::<(), Error>(())
    })?;
    indexer.finish()?;
    Ok(())
}

fn index_line(
    indexer: &mut Indexer<'_, '_>,
    counting: &mut Counting,
    line: &[u8],
    byte_offset: u64,
) -> Result<(), Error> {
    let message = LightLine::read(line)?.message;
    counting.add(message.position, &message.text);
    let n_bytes =
        u32::try_from(line.len()).map_err(|_| Error::Fault("a message line is above 4 GiB".into()))?;
    indexer.push(&IndexedMessage {
        position: message.position,
        at: message.at,
        sender: message.sender.as_deref(),
        text: &message.text,
        part: 0,
        byte_offset,
        n_bytes,
    })?;
    Ok(())
}

/// Destroys the package files that this archive accepted, where they still lie.
fn end_own_copies(desk: &mut Desk<'_>, captured: &Captured) -> Result<Vec<PathBuf>, Error> {
    let rows = desk.archive.store.read(|view| view.copies_of(captured.id))?;
    let mut destroyed = Vec::new();
    for row in rows.into_iter().filter(|row| row.kind == PACKAGE && row.state == CopyState::Open) {
        let path = PathBuf::from(row.place.as_str());
        let same = path.is_file()
            && (is_package_of(desk, captured, &path)
                || copies::sha256(&path, PACKAGE_HEAD_BYTES).ok().as_deref() == row.mark.as_deref());
        // A file that cannot be removed stays open in the list: 'zegel copies' shows it.
        if same && copies::destroy_file(&path, PACKAGE_HEAD_BYTES).is_ok() {
            let end = CopyState::Destroyed { done: desk.done(), how: "overwritten-and-removed".to_owned() };
            copies::end_copy(desk, row.id, end)?;
            destroyed.push(path);
        }
    }
    Ok(destroyed)
}

/// Whether the file is a package of this capture: its head is sealed to this archive, is authentic, and is the one that was accepted,
/// down to the root over every message. So the rest of the file need not be read.
fn is_package_of(desk: &Desk<'_>, captured: &Captured, path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let identity = desk.archive.keyring.submission_identity();
    SubmissionReader::open(identity, file)
        .is_ok_and(|package| captured.manifest.as_ref() == Some(package.manifest()))
}

/// The kind of the copy that is the submission itself.
pub(crate) const PACKAGE: &str = "package";
