//! Storing: the durable forms are made, sealed under the key of the dossier, indexed, and the accepted copy is destroyed.
//!
//! A record becomes visible in one transaction with its ledger leaf; the capture ends in another. What was written before a crash is swept
//! at the next start, and the step can be repeated: it goes on with the records that are still waiting.

pub mod rendition;

use std::cell::RefCell;
use std::fs::File;
use std::io::{BufRead, Read};
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
    Affected, Audited, IndexedMessage, NewObject, Object, ObjectOwner, ObjectRole, PutObject, StoreError, Tx,
};

use crate::config::PdfSetting;
use crate::copies::PACKAGE_HEAD_BYTES;
use crate::keep::{self, Captured, Recorded};
use crate::provenance::{self, Origin};
use crate::record_file::{
    LightLine, LineBytes, Lines, Messages, MessagesFile, RecordHead, canonical_json, each_message,
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
    messages: Said,
    people: Vec<Affected>,
    made: Vec<Made>,
}

/// A file of a record that is not visible yet.
enum Made {
    /// It was written for the record.
    Put { role: ObjectRole, put: PutObject },
    /// The capture has it and will hand it over, as what is said beside it.
    HandedOver { object: Object, new: NewObject },
}

impl Made {
    fn role(&self) -> ObjectRole {
        match self {
            Self::Put { role, .. } => *role,
            Self::HandedOver { new, .. } => new.role,
        }
    }

    fn size_bytes(&self) -> u64 {
        match self {
            Self::Put { put, .. } => put.size_bytes(),
            Self::HandedOver { object, .. } => object.size_bytes,
        }
    }

    /// Returns the SHA-256 of its bytes, hexadecimal.
    fn sha256(&self) -> String {
        hex::encode(match self {
            Self::Put { put, .. } => put.sha256(),
            Self::HandedOver { object, .. } => object.sha256,
        })
    }

    fn make_visible(&self, tx: &Tx<'_>) -> Result<(), StoreError> {
        match self {
            Self::Put { put, .. } => tx.insert_object(put),
            Self::HandedOver { object, new } => tx.hand_over(object.id, new),
        }
    }
}

/// Where a rendition gets its messages and pictures: from the capture while it is being stored, from the record later.
struct Source {
    canonical: Canonical,
    messages: Said,
    attachments: Vec<Object>,
}

/// The messages of a record.
#[derive(Clone)]
struct Said {
    object: Object,
    /// Which of the object they are, where it has others too.
    chosen: Option<keep::Stretches>,
}

/// The canonical JSON of a record.
struct Canonical {
    size_bytes: u64,
    sha256: String,
    /// Its bytes; `None` for a record of version 1 or 2, whose document holds the messages too and may be long.
    json: Option<Vec<u8>>,
}

impl Said {
    fn lines(&self, desk: &Desk<'_>) -> Result<Lines<impl BufRead + use<>>, Error> {
        let file = keep::open(desk, &self.object)?;
        Ok(match &self.chosen {
            Some(ranges) => Lines::chosen(file, ranges.clone()),
            None => Lines::all(file),
        })
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
    let n_kept = keep::manifest(&captured)?.commitment.n_kept;
    let has_all = matches!(records.as_slice(), [only] if only.n_messages == n_kept);
    let share = if has_all { Share::Whole } else { Share::Part };
    let mut n_pdf_parts = 0;
    for (record, contents) in waiting.into_iter().zip(contents) {
        let written = write(desk, &captured, record.clone(), (share, contents), rendition)?;
        commit_record(desk, &captured, &written)?;
        n_pdf_parts += written.made.iter().filter(|made| made.role() == ObjectRole::Pdf).count() as u64;
    }
    commit_capture(desk, &captured, &new, share)?;
    let destroyed = end_own_copies(desk, &captured)?;
    let records = records.iter().map(|record| (record.id, record.n_messages)).collect();
    Ok(Stored { records, n_pdf_parts, destroyed })
}

/// How much of a capture a record holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Share {
    /// All of it, as the only record: it gets the sealed messages and attachments as they are.
    Whole,
    /// What was registered for it: that is copied, and sealed anew.
    Part,
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

/// Returns the object with the messages of a record; until version 2 of the format they stood in its canonical JSON.
pub(crate) fn messages_of(objects: &[Object]) -> Result<&Object, Error> {
    let found = objects.iter().find(|object| object.role == ObjectRole::Messages);
    found.map_or_else(|| canonical_of(objects), Ok)
}

pub(crate) fn head_of(desk: &Desk<'_>, canonical: &Object) -> Result<RecordHead, Error> {
    crate::record_file::read_head(keep::open(desk, canonical)?).map_err(keep::unreadable)
}

/// Writes the files of a record, or takes those that the capture will hand over.
fn write(
    desk: &mut Desk<'_>,
    captured: &Captured,
    record: Recorded,
    (share, contents): (Share, Contents),
    rendition: Rendition,
) -> Result<Written, Error> {
    let registration = registration_of(&record)?.clone();
    let head = record_head(captured, &record, &registration, contents)?;
    let object = keep::messages_object(desk, captured.id)?;
    let attachments = attachments_of(desk, captured)?;
    let chosen = (share == Share::Part).then(|| keep::sorted(&registration.positions));
    let messages = Said { object, chosen };
    let lines = match share {
        Share::Whole => hand_over(&record, MESSAGES, &messages.object),
        Share::Part => put(desk, &record, MESSAGES, &mut LineBytes::new(messages.lines(desk)?))?,
    };
    let messages_file = MessagesFile {
        file: MESSAGES.name.to_owned(),
        size_bytes: lines.size_bytes(),
        sha256: lines.sha256(),
    };
    let json = canonical_json(&head, &messages_file)?;
    let canonical = put(desk, &record, CANONICAL, &mut json.as_slice())?;
    let canonical_sha256 = canonical.sha256();
    let mut made = vec![canonical, lines];
    made.extend(attachments_made(desk, &record, share, &head, &attachments)?);
    if rendition == Rendition::Now {
        let canonical =
            Canonical { size_bytes: json.len() as u64, sha256: canonical_sha256, json: Some(json) };
        let source = Source { canonical, messages: messages.clone(), attachments };
        made.extend(typeset(desk, captured, &record, &head, &source)?);
    }
    let people = Names::new(&desk.archive.keyring).affected(&head.participants);
    Ok(Written { record, messages, people, made })
}

/// The canonical JSON as a file of a record.
const CANONICAL: NewFile<'static> = NewFile {
    role: ObjectRole::Canonical,
    part: 0,
    name: "archiefstuk.json",
    media_type: "application/json",
};

/// The messages as a file of a record.
const MESSAGES: NewFile<'static> =
    NewFile { role: ObjectRole::Messages, part: 0, name: "berichten.jsonl", media_type: "application/jsonl" };

/// What a file of a record is.
#[derive(Clone, Copy)]
struct NewFile<'a> {
    role: ObjectRole,
    part: u32,
    name: &'a str,
    media_type: &'a str,
}

impl NewFile<'_> {
    fn of(self, record: &Recorded) -> NewObject {
        NewObject {
            owner: ObjectOwner::Record(record.id, record.dossier.clone()),
            role: self.role,
            part: self.part,
            name: Some(Content::from(self.name)),
            media_type: self.media_type.to_owned(),
        }
    }
}

/// Seals a file of a record; it becomes visible with its record.
fn put(desk: &Desk<'_>, record: &Recorded, file: NewFile<'_>, reader: &mut dyn Read) -> Result<Made, Error> {
    Ok(Made::Put { role: file.role, put: desk.archive.store.put_object(file.of(record), reader)? })
}

fn hand_over(record: &Recorded, file: NewFile<'_>, object: &Object) -> Made {
    Made::HandedOver { object: object.clone(), new: file.of(record) }
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

/// Returns the attachments of this record: those of the capture where it has all of it, else copies under the key of the dossier.
fn attachments_made(
    desk: &Desk<'_>,
    record: &Recorded,
    share: Share,
    head: &RecordHead,
    attachments: &[Object],
) -> Result<Vec<Made>, Error> {
    let mut made = Vec::with_capacity(head.files.len());
    for (part, file) in (0..).zip(&head.files) {
        let Some(object) = attachments.iter().find(|object| is_named(object, &file.path)) else {
            return Err(Error::Fault(format!("the capture lacks the file {}", file.path)));
        };
        let new =
            NewFile { role: ObjectRole::Attachment, part, name: &file.path, media_type: &file.media_type };
        made.push(match share {
            Share::Whole => hand_over(record, new, object),
            Share::Part => put(desk, record, new, &mut keep::open(desk, object)?)?,
        });
    }
    Ok(made)
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
    let messages = Messages::new(source.messages.lines(desk)?, &failure);
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

/// Returns what the first part of a PDF/A-3a carries: the canonical JSON of the record, and its messages.
fn embedded(desk: &Desk<'_>, source: &Source, part: u32) -> Result<Vec<EmbeddedFile>, Error> {
    if part != 1 || EMBED_LIMIT_BYTES < source.messages.object.size_bytes {
        return Ok(vec![]);
    }
    let embed = |NewFile { name, media_type, .. }: NewFile<'_>, what: &str, bytes| EmbeddedFile {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        description: format!("zegel-record {}: {what}", crate::record_file::VERSION),
        bytes,
    };
    let canonical = |json| embed(CANONICAL, "de canonieke JSON van dit archiefstuk", json);
    let Some(json) = &source.canonical.json else {
        return Ok(vec![canonical(read_whole(desk, &source.messages.object)?)]);
    };
    let mut lines = Vec::new();
    LineBytes::new(source.messages.lines(desk)?).read_to_end(&mut lines).map_err(keep::unreadable)?;
    Ok(vec![canonical(json.clone()), embed(MESSAGES, "de berichten van dit archiefstuk", lines)])
}

fn plan(desk: &Desk<'_>, source: &Source) -> Result<Plan, Error> {
    let mut moments = Vec::new();
    each_message(source.messages.lines(desk)?, |line| {
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
        canonical_sha256: &source.canonical.sha256,
        canonical_bytes: source.canonical.size_bytes,
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
    let Written { record, messages, people, made } = written;
    let registration = registration_of(record)?;
    let lines = messages.lines(desk)?;
    let mut counting = Counting::new(registration, &desk.archive.config.suggestions);
    desk.archive.store.write(|tx| {
        index(tx, record.id, lines, &mut counting)?;
        tx.insert_facts(record.id, &counting.finish(desk.now, people.clone()))?;
        for made in made {
            made.make_visible(tx)?;
        }
        tx.set_record_state(record.id, &record.state, &record.state.clone().store()?)?;
        let detail = json!({ "records": [fixity(record, made)] });
        let about = vec![captured.id.into(), record.id.into()];
        Ok::<_, Error>(Audited::new((), desk.entry(Act::Store, about, detail)))
    })
}

/// Ends the capture when all its records are stored: what was not handed over goes, with the key of the capture.
fn commit_capture(
    desk: &mut Desk<'_>,
    captured: &Captured,
    new: &CaptureState,
    share: Share,
) -> Result<(), Error> {
    let how = match share {
        Share::Whole => "became-the-record",
        Share::Part => "key-destroyed",
    };
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
            let end = CopyState::Destroyed { done: done.clone(), how: how.to_owned() };
            tx.set_copy_state(copy.id, &copy.state, &end)?;
        }
        Ok(Audited::new((), entry))
    })
}

/// The kind of the copy that the archive itself holds between accepting and storing.
pub(crate) const ACCEPTED: &str = "accepted";

/// What the ledger binds of a record: the hash of each of its files, so that a package can be proven from outside.
fn fixity(record: &Recorded, made: &[Made]) -> serde_json::Value {
    let file = |made: &Made| json!({ "role": made.role().name(), "size_bytes": made.size_bytes(), "sha256": made.sha256() });
    let files: Vec<_> = made.iter().map(file).collect();
    json!({ "record": record.id, "n_messages": record.n_messages, "files": files })
}

/// Indexes the messages of a record at the places they have in its file, and counts them for a scope.
fn index(
    tx: &Tx<'_>,
    record: RecordId,
    lines: Lines<impl BufRead>,
    counting: &mut Counting,
) -> Result<(), Error> {
    let mut indexer = tx.indexer(record)?;
    let mut byte_offset = 0;
    each_message(lines, |line| {
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
        byte_offset += u64::from(n_bytes) + 1;
        Ok::<(), Error>(())
    })?;
    indexer.finish()?;
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
