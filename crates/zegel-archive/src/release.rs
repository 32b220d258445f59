//! Releases: every way out has a purpose, a recipient, an approval by a second person, and an end (requirements T5, K7).
//!
//! The package holds the record with its metadata and the proofs of the ledger, so that the recipient can check it without us.

pub mod package;

use std::collections::HashMap;
use std::io::{self, Read};
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use zegel_exchange::mdto::{
    About, Archive as MdtoArchive, Dossier as MdtoDossier, EventKind, Happening, Identificatie,
    Informatieobject, Mapping, PackedFile, Participation, Record as MdtoRecord, Verwijzing, When,
};
use zegel_exchange::{
    Bag, BagInfo, DeliveryKind, FileSuffix, Folder, Package, PackedRecord, PakbonHead, Plan, write_sip,
};
use zegel_model::{Act, Content, RecordState, ReleaseForm, ReleaseId, ReleaseState, ReleaseTerms};
use zegel_store::{Audited, Object, ObjectId, ObjectRole, Release, Target};

use crate::keep::Recorded;
use crate::record_file::RecordHead;
use crate::{Desk, Error, ledger, store};

/// How many days a recipient may keep a release at most; leave the end out for a transfer.
pub const MAX_DAYS: u16 = 3_650;

/// Returns by when a recipient must have destroyed what they get now.
///
/// # Errors
/// `days-wrong` for another term than 1 to [`MAX_DAYS`] days.
pub fn end_after(now: Timestamp, days: u16) -> Result<Timestamp, Error> {
    match days {
        1..=MAX_DAYS => Ok(now + SignedDuration::from_hours(24 * i64::from(days))),
        _ => Err(Error::refused("days-wrong", "this is no term", "choose 1 to 3650 days, or leave it out")),
    }
}

/// Asks for a release.
///
/// # Errors
/// `not-your-role`, `terms-missing`, `nothing-stored`; when there is no such target.
pub fn propose(
    desk: &mut Desk<'_>,
    target: &Target,
    form: ReleaseForm,
    terms: ReleaseTerms,
) -> Result<ReleaseId, Error> {
    desk.authorise(Act::ProposeRelease)?;
    if terms.purpose.as_str().trim().is_empty() || terms.recipient.as_str().trim().is_empty() {
        return Err(Error::refused(
            "terms-missing",
            "a release has a purpose and a recipient",
            "give --purpose and --recipient",
        ));
    }
    records(desk, target)?;
    let id = ReleaseId(desk.archive.uuid(desk.now));
    let detail = json!({ "proposed": id, "form": form, "terms": terms });
    let entry = desk.entry(Act::ProposeRelease, subjects(id, target), detail);
    let release = Release {
        id,
        target: target.clone(),
        form,
        state: ReleaseState::Proposed { terms, proposed: desk.done() },
    };
    desk.archive.store.write(|tx| {
        tx.insert_release(&release)?;
        Ok(Audited::new(id, entry))
    })
}

/// Returns every release, in order of time.
///
/// # Errors
/// `not-your-role`.
pub fn list(desk: &Desk<'_>) -> Result<Vec<Release>, Error> {
    desk.authorise(Act::ProposeRelease)?;
    Ok(desk.archive.store.read(|view| view.releases(None, crate::read::LIST_LIMIT))?)
}

/// Returns a release.
///
/// # Errors
/// `not-your-role`; when there is none.
pub fn look(desk: &Desk<'_>, id: ReleaseId) -> Result<Release, Error> {
    desk.authorise(Act::ProposeRelease)?;
    Ok(desk.archive.store.read(|view| view.release(id))?)
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Number of records.
    pub n_records: u64,
    /// Number of files.
    pub n_files: u64,
    /// Bytes of those files.
    pub n_bytes: u64,
    /// SHA-256 of the manifest that covers the package.
    pub manifest_sha256: String,
}

/// Approves a release that somebody else asked for, and writes the package into the new folder `out`; in one step, for the command
/// line. On the pages [`package::approve`] and [`package::fetch`] are two steps.
///
/// # Errors
/// `not-your-role`, `four-eyes`, `wrong-state`; when the folder exists or cannot be written.
pub fn approve(desk: &mut Desk<'_>, id: ReleaseId, out: &Path) -> Result<Written, Error> {
    desk.authorise(Act::ApproveRelease)?;
    let release = desk.archive.store.read(|view| view.release(id))?;
    release.state.may_approve(&desk.actor.id)?;
    let records = records(desk, &release.target)?;
    let contents = Contents::gather(desk, &release, &records)?;
    let written = contents.write(desk, &release, out)?;
    let new = release.state.clone().write(desk.done(), written.manifest_sha256.clone())?;
    let mut about = subjects(id, &release.target);
    about.extend(records.iter().map(|record| record.id.into()));
    let detail =
        json!({ "written": id, "manifest_sha256": written.manifest_sha256, "bytes": written.n_bytes });
    let entry = desk.entry(Act::ApproveRelease, about, detail);
    desk.archive.store.write(|tx| {
        tx.set_release_state(id, &release.state, &new)?;
        Ok::<_, Error>(Audited::new((), entry))
    })?;
    Ok(written)
}

fn subjects(id: ReleaseId, target: &Target) -> Vec<zegel_store::Subject> {
    let about = match target {
        Target::Record(record) => (*record).into(),
        Target::Dossier(dossier) => dossier.into(),
    };
    vec![id.into(), about]
}

/// Returns the stored records of a target; at least one.
fn records(desk: &Desk<'_>, target: &Target) -> Result<Vec<Recorded>, Error> {
    let found = match target {
        Target::Record(id) => vec![desk.archive.store.read(|view| view.record(*id))?],
        Target::Dossier(id) => {
            desk.archive.store.read(|view| view.records_of_dossier(id, None, crate::read::LIST_LIMIT))?
        }
    };
    let has_content = |record: &Recorded| {
        matches!(record.state, RecordState::Stored | RecordState::DestructionProposed { .. })
    };
    let stored: Vec<Recorded> = found.into_iter().filter(has_content).collect();
    if stored.is_empty() {
        return Err(Error::refused(
            "nothing-stored",
            "there is no stored record to release",
            "store a capture first, or name another target",
        ));
    }
    Ok(stored)
}

/// Where the bytes of a file in the package come from.
enum Bytes {
    Object(ObjectId),
    Memory(Vec<u8>),
}

/// A package with everything that is in it.
struct Contents {
    plan: Plan,
    bytes: HashMap<String, Bytes>,
    n_records: u64,
}

impl Contents {
    fn gather(desk: &Desk<'_>, release: &Release, records: &[Recorded]) -> Result<Self, Error> {
        let mut bytes = HashMap::new();
        let mut packed = Vec::new();
        for record in records {
            packed.extend(pack(desk, release, record, &mut bytes)?);
        }
        let first = records.first().ok_or_else(|| Error::Fault("a release has a record".into()))?;
        let dossier = dossier(desk, Some(release), first)?;
        let archive = mdto_archive(desk);
        let on = desk.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let mapping = Mapping { archive: &archive, law: &desk.archive.law, on };
        let plan = Package { dossier, records: packed }.plan(&mapping, FileSuffix::default())?;
        Ok(Self { plan, bytes, n_records: records.len() as u64 })
    }

    fn write(&self, desk: &Desk<'_>, release: &Release, out: &Path) -> Result<Written, Error> {
        let store = &desk.archive.store;
        let mut open = |file: &PackedFile| -> io::Result<Box<dyn Read + '_>> {
            match self.bytes.get(&file.id) {
                Some(Bytes::Memory(bytes)) => Ok(Box::new(bytes.as_slice())),
                Some(Bytes::Object(id)) => Ok(Box::new(store.open_object(*id).map_err(io::Error::other)?)),
                None => Err(io::ErrorKind::NotFound.into()),
            }
        };
        let mut folder = Folder::create(out)?;
        let written = match release.form {
            ReleaseForm::Bagit => {
                let mut bag = Bag::new(&mut folder);
                let tree = self.plan.write(&mut bag, &mut open)?;
                let summary = bag.finish(&bag_info(desk, release)).map_err(Error::io("write", out))?;
                Written {
                    n_records: self.n_records,
                    n_files: tree.n_files,
                    n_bytes: tree.n_bytes,
                    manifest_sha256: summary.manifest_sha256,
                }
            }
            ReleaseForm::MdtoSip => {
                let pakbon = write_sip(&self.plan, &pakbon_head(desk, release), &mut folder, &mut open)?;
                Written {
                    n_records: self.n_records,
                    n_files: pakbon.n_files,
                    n_bytes: pakbon.n_content_bytes,
                    manifest_sha256: pakbon.sip_sha256,
                }
            }
        };
        folder.finish()?;
        Ok(written)
    }
}

fn bag_info(desk: &Desk<'_>, release: &Release) -> BagInfo {
    let config = &desk.archive.config;
    BagInfo {
        source_organization: config.records_creator.clone(),
        organization_address: None,
        contact_name: Some(config.name.clone()),
        contact_email: None,
        external_description: Some(format!("Zegel release {}", release.id)),
        external_identifier: Some(release.id.to_string()),
        bagging_date: desk.now.to_zoned(jiff::tz::TimeZone::UTC).date(),
        more: vec![("Ledger-Verifier-Key".to_owned(), ledger::verifier_key(desk))],
    }
}

fn pakbon_head(desk: &Desk<'_>, release: &Release) -> PakbonHead {
    let config = &desk.archive.config;
    let terms = release.state.terms();
    // A release with an end is a copy on loan; one without moves the record to its next keeper.
    let kind = if terms.expires_at.is_some() { DeliveryKind::Copy } else { DeliveryKind::Move };
    PakbonHead {
        number: release.id.to_string(),
        name: format!("Zegel {}", release.id),
        target: terms.recipient.as_str().to_owned(),
        organisation: config.records_creator.clone(),
        contact: config.name.clone(),
        made_at: desk.now,
        kind,
        remarks: vec![terms.purpose.as_str().to_owned()],
    }
}

fn dossier(desk: &Desk<'_>, release: Option<&Release>, first: &Recorded) -> Result<MdtoDossier, Error> {
    let dossier = desk.archive.store.read(|view| view.dossier(&first.dossier))?;
    let registration = store::registration_of(first)?;
    let opened = Happening {
        kind: EventKind::Creatie,
        at: Some(When::Instant(dossier.created.at)),
        actor: Some(dossier.created.by.as_str().into()),
        result: None,
    };
    Ok(MdtoDossier {
        id: dossier.id,
        about: About {
            title: dossier.title,
            description: vec![],
            classification: vec![],
            period: None,
            languages: vec![desk.archive.config.language.clone()],
            happenings: std::iter::once(opened).chain(release.map(|release| export(desk, release))).collect(),
            retention: registration.retention.clone(),
            retention_trigger: None,
            retention_start: None,
            confidentiality: registration.confidentiality,
            use_limit: registration.use_limit.clone(),
            activity: registration.activity.clone(),
        },
        part_of: vec![],
    })
}

fn export(desk: &Desk<'_>, release: &Release) -> Happening {
    Happening {
        kind: EventKind::Export,
        at: Some(When::Instant(desk.now)),
        actor: Some(desk.actor.id.as_str().into()),
        result: Some(format!("release {}", release.id).as_str().into()),
    }
}

/// Packs a record: the chat as one archiefstuk, and each attachment as one of its own (MDTO: compound records).
fn pack(
    desk: &Desk<'_>,
    release: &Release,
    record: &Recorded,
    bytes: &mut HashMap<String, Bytes>,
) -> Result<Vec<PackedRecord>, Error> {
    let objects = store::objects_of(desk, record)?;
    let canonical = store::canonical_of(&objects)?;
    let head = store::head_of(desk, canonical)?;
    let about = about(desk, Some(release), record, &head)?;
    let id = record.id.to_string();
    let (attachments, own): (Vec<&Object>, Vec<&Object>) =
        objects.iter().partition(|object| object.role == ObjectRole::Attachment);
    let mut files: Vec<PackedFile> = own.iter().map(|object| file(desk, object, bytes)).collect();
    files.push(proofs(desk, record, bytes)?);
    let chat = chat(desk, record, &about, &head)?;
    let mut packed = vec![PackedRecord { record: chat, folder: id.clone(), files }];
    for (number, object) in (1..).zip(attachments) {
        packed.push(attachment(desk, &about, (&id, number), (&head, object), bytes));
    }
    Ok(packed)
}

/// Describes the chat itself: one archiefstuk with its owner and participants.
fn chat(desk: &Desk<'_>, record: &Recorded, about: &About, head: &RecordHead) -> Result<MdtoRecord, Error> {
    let owner = (
        crate::people::name_of(desk, &head.owner)?.unwrap_or_else(|| head.owner.as_str().into()),
        Participation::Owner,
    );
    let others = head.participants.iter().map(|one| (one.name.clone(), Participation::Participant));
    Ok(MdtoRecord {
        id: record.id.to_string(),
        about: about.clone(),
        participants: std::iter::once(owner).chain(others).collect(),
        related: vec![],
    })
}

/// Describes a record in MDTO as a package of today would, without its attachments and proofs.
pub(crate) fn metadata(desk: &Desk<'_>, record: &Recorded) -> Result<Informatieobject, Error> {
    let objects = store::objects_of(desk, record)?;
    let head = store::head_of(desk, store::canonical_of(&objects)?)?;
    let about = about(desk, None, record, &head)?;
    let dossier = dossier(desk, None, record)?;
    let own = objects.iter().filter(|object| object.role != ObjectRole::Attachment);
    let files: Vec<PackedFile> = own.map(|object| file(desk, object, &mut HashMap::new())).collect();
    let chat = chat(desk, record, &about, &head)?;
    let archive = mdto_archive(desk);
    let on = desk.now.to_zoned(jiff::tz::TimeZone::UTC).date();
    Ok(Mapping { archive: &archive, law: &desk.archive.law, on }.record(&chat, &dossier, &files))
}

fn mdto_archive(desk: &Desk<'_>) -> MdtoArchive {
    let creator = Verwijzing {
        naam: desk.archive.config.records_creator.as_str().into(),
        identificatie: None::<Identificatie>,
    };
    MdtoArchive { creator, source: desk.archive.config.origin.clone() }
}

fn attachment(
    desk: &Desk<'_>,
    about: &About,
    (chat, number): (&str, u32),
    (head, object): (&RecordHead, &Object),
    bytes: &mut HashMap<String, Bytes>,
) -> PackedRecord {
    let path = object.name.as_ref().map_or("", |name| name.as_str());
    let submitted = head.files.iter().find(|file| file.path == path);
    let name = submitted.map_or_else(|| Content::from(path), |file| file.name.clone());
    let mut packed = file(desk, object, bytes);
    packed.name = name.as_str().to_owned();
    let id = format!("{chat}-b{number:04}");
    let record = MdtoRecord {
        id: id.clone(),
        about: About { title: name, ..about.clone() },
        participants: vec![],
        related: vec![(chat.to_owned(), about.title.clone(), "Refereert aan".to_owned())],
    };
    PackedRecord { record, folder: id, files: vec![packed] }
}

fn about(
    desk: &Desk<'_>,
    release: Option<&Release>,
    record: &Recorded,
    head: &RecordHead,
) -> Result<About, Error> {
    let registration = store::registration_of(record)?;
    let period = record.first_at.zip(record.last_at).map(|(first, last)| (first.0, last.0));
    let commitment = &head.commitment;
    let description = format!(
        "{} berichten; van de {} berichten in de export zijn er {} bewaard.",
        head.n_messages, commitment.n_messages, commitment.n_kept
    );
    let step = |kind, done: &zegel_model::Done, result: &str| Happening {
        kind,
        at: Some(When::Instant(done.at)),
        actor: Some(done.by.as_str().into()),
        result: Some(result.into()),
    };
    let created = Happening {
        kind: EventKind::Creatie,
        at: period.map(|(first, _)| When::Local(first)),
        actor: None,
        result: None,
    };
    let mut happenings = vec![
        created,
        step(EventKind::Opname, &head.accepted, "veiliggesteld en aanvaard"),
        step(EventKind::Bevriezing, &head.registered, "geregistreerd door een tweede persoon"),
    ];
    happenings.extend(release.map(|release| export(desk, release)));
    Ok(About {
        title: registration.title.clone(),
        description: vec![description.as_str().into()],
        classification: vec![],
        period,
        languages: vec![desk.archive.config.language.clone()],
        happenings,
        retention: registration.retention.clone(),
        retention_trigger: None,
        retention_start: None,
        confidentiality: registration.confidentiality,
        use_limit: registration.use_limit.clone(),
        activity: registration.activity.clone(),
    })
}

fn file(desk: &Desk<'_>, object: &Object, bytes: &mut HashMap<String, Bytes>) -> PackedFile {
    let id = object.id.to_string();
    bytes.insert(id.clone(), Bytes::Object(object.id));
    PackedFile {
        name: object.name.as_ref().map_or_else(|| id.clone(), |name| name.as_str().to_owned()),
        id,
        size_bytes: object.size_bytes,
        sha256: hex::encode(object.sha256),
        hashed_at: desk.now,
        media_type: object.media_type.clone(),
        format: (object.role == ObjectRole::Pdf).then(|| pdf_format(desk).to_owned()),
        is_extra_metadata: object.role == ObjectRole::Canonical,
    }
}

fn pdf_format(desk: &Desk<'_>) -> &'static str {
    match desk.archive.config.pdf {
        crate::PdfSetting::A2a => "pdf-a-2a",
        crate::PdfSetting::A3a => "pdf-a-3a",
    }
}

/// The name of the file with the proofs of the ledger inside a package.
const PROOFS_NAME: &str = "bewijs.json";

fn proofs(
    desk: &Desk<'_>,
    record: &Recorded,
    bytes: &mut HashMap<String, Bytes>,
) -> Result<PackedFile, Error> {
    use sha2::{Digest as _, Sha256};
    let subject = zegel_store::Subject::from(record.id);
    let mut entries = desk.archive.store.read(|view| view.ledger_of(&subject))?;
    // Only the entry that binds the files: who searched or read is not the recipient's.
    entries.retain(|entry| entry.leaf.act == Act::Store.code());
    let proofs = ledger::proofs(desk, &entries)?;
    let json = serde_json::to_vec_pretty(&proofs)?;
    let id = format!("{}-bewijs", record.id);
    let file = PackedFile {
        id: id.clone(),
        name: PROOFS_NAME.to_owned(),
        size_bytes: json.len() as u64,
        sha256: hex::encode(Sha256::digest(&json)),
        hashed_at: desk.now,
        media_type: "application/json".to_owned(),
        format: None,
        is_extra_metadata: true,
    };
    bytes.insert(id, Bytes::Memory(json));
    Ok(file)
}
