//! The example: a generated municipality with people in every role and chats in every state, to look around in.
//!
//! Nothing is canned: exports come out of the generator of the tests, and every step is the step that a person would take, through
//! the same use cases. Its configuration says that it is an example, and so does every sign-on page.

mod breaches;

use std::ffi::OsString;
use std::io::{Cursor, Write as _};
use std::ops::ControlFlow;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use zegel_archive::create::{Created, NewArchive, Safe, create};
use zegel_archive::store::{Rendition, store};
use zegel_archive::{
    Archive, Config, Error, Outside, Target, accept, dossiers, hold, people, register, release, role_changes,
};
use zegel_law::{GroundUse, Law};
use zegel_model::{
    Appraisal, CaptureId, Confidentiality, Content, Ground, Kind, Person, PersonId, Registration,
    ReleaseForm, ReleaseTerms, Retention, Role,
};
use zegel_seal::{Quorum, Share};
use zegel_sift::{ExportFile, Order, Plan, Secret, Selection, SiftError, make_submission};
use zegel_testkit::{Export, Topic, Truth};

use crate::Problem;

/// The people of the example: short name, full name, role.
pub const PEOPLE: [(&str, &str, Role); 11] = [
    ("anna", "Anna de Boer, wethouder", Role::ChatOwner),
    ("joris", "Joris Maas, projectleider", Role::ChatOwner),
    ("bram", "Bram Visser, adviseur informatiebeheer", Role::RecordsAdviser),
    ("carla", "Carla Smit, gegevenseigenaar", Role::DataOwner),
    ("dirk", "Dirk Mulder, archivaris", Role::Archivist),
    ("elif", "Elif Kaya, jurist openbaarheid", Role::Lawyer),
    ("fatima", "Fatima El Amrani, functionaris gegevensbescherming", Role::PrivacyOfficer),
    ("gerrit", "Gerrit Bos, tweede beheerder", Role::Administrator),
    ("inez", "Inez Peeters, toezichthouder", Role::Inspector),
    ("sam", "Sam de Wit, ondersteuner", Role::Supporter),
    ("tess", "Tess Brouwer, nieuw en nog zonder werk", Role::ChatOwner),
];

/// What the example is made with.
pub struct Make<'a> {
    /// The folder of the archive; must not exist yet, or be empty.
    pub dir: &'a Path,
    /// Where the operator's key goes.
    pub key_file: &'a Path,
    /// The day, in the zone of the archive.
    pub today: Date,
    /// Now, UTC.
    pub now: Timestamp,
    /// Whether the PDF/A are made, which takes some seconds.
    pub rendition: Rendition,
}

/// How many steps making the example has.
pub const N_STEPS: u64 = 9;

/// Makes the example; `step` is called after each of its [`N_STEPS`] steps.
///
/// # Errors
/// When the folder is in use; faults of the disk.
pub fn make(
    of: &Make<'_>,
    outside: Outside,
    step: &mut dyn FnMut(),
) -> Result<(Archive, Vec<Share>), Problem> {
    let random = outside.random.clone();
    let config = Config {
        example: true,
        ..Config::new(
            "Archief gemeente Waterveen (voorbeeld)",
            "archief.waterveen.example",
            "Gemeente Waterveen",
            of.today,
        )
    };
    let new = NewArchive {
        config,
        operator: Person { id: person("beheer")?, name: "Hanna de Vries, beheerder".into(), roles: vec![] },
        safe: Safe::KeyFile(of.key_file.to_owned()),
        quorum: Quorum::new(3, 5).map_err(|error| Problem::fault(error.to_string()))?,
    };
    let Created { mut archive, shares } = create(of.dir, new, of.now, outside)?;
    step();
    let mut desk = archive.desk(&person("beheer")?, of.now)?;
    for (short, name, role) in PEOPLE {
        people::add(&mut desk, &Person { id: person(short)?, name: name.into(), roles: vec![role] })?;
    }
    let mut carla = archive.desk(&person("carla")?, of.now)?;
    for (id, title) in DOSSIERS {
        dossiers::open(&mut carla, &id.parse()?, &Content::from(title))?;
    }
    let incoming = of.dir.join("incoming");
    std::fs::create_dir_all(&incoming)
        .map_err(|error| Problem::fault(format!("could not make a folder: {error}")))?;
    step();
    fill(&mut archive, of, &mut |bytes| random(bytes), step)?;
    Ok((archive, shares))
}

const DOSSIERS: [(&str, &str); 3] = [
    ("W-2024-017", "Herinrichting Stationsplein"),
    ("W-2024-031", "Bereikbaarheid tijdens de werken"),
    ("W-2025-002", "Begroting openbare ruimte"),
];

/// A source of random bytes.
pub type Fill<'r> = &'r mut dyn FnMut(&mut [u8]);

/// Chats in every state: waiting, registered, stored, held, and one that a release was asked for.
fn fill(
    archive: &mut Archive,
    of: &Make<'_>,
    random: Fill<'_>,
    step: &mut dyn FnMut(),
) -> Result<(), Problem> {
    let (stored, n) = bring(archive, of, ("anna", 400, 7), random)?;
    step();
    let border = n * 2 / 3;
    let parts = vec![
        registration("W-2024-017", "Appgroep Stationsplein: besluitvorming", vec![(1, border)])?,
        registration("W-2024-031", "Appgroep Stationsplein: uitvoering", vec![(border + 1, n)])?,
    ];
    let records = register::register(&mut archive.desk(&person("carla")?, of.now)?, stored, parts)?;
    store(&mut archive.desk(&person("carla")?, of.now)?, stored, of.rendition)?;
    step();

    let (registered, n) = bring(archive, of, ("joris", 180, 21), random)?;
    step();
    let parts = vec![registration("W-2025-002", "Chat over de begroting", vec![(1, n)])?];
    register::register(&mut archive.desk(&person("carla")?, of.now)?, registered, parts)?;
    step();
    bring(archive, of, ("anna", 120, 33), random)?;
    step();
    bring(archive, of, ("joris", 90, 45), random)?;
    step();

    let tess = person("tess")?;
    let roles = vec![Role::ChatOwner, Role::PrivacyOfficer];
    role_changes::propose(&mut archive.desk(&person("gerrit")?, of.now)?, &tess, roles)?;

    let Some(first) = records.first() else { return Ok(()) };
    let target = Target::Record(*first);
    hold::place(&mut archive.desk(&person("elif")?, of.now)?, &target, &"Woo-verzoek 2026-118".into())?;
    let terms = ReleaseTerms {
        purpose: "Woo-verzoek 2026-118".into(),
        recipient: "Commissie bezwaarschriften".into(),
        expires_at: None,
    };
    release::propose(&mut archive.desk(&person("bram")?, of.now)?, &target, ReleaseForm::Bagit, terms)?;
    breaches::fill(archive, of.now)?;
    step();
    Ok(())
}

/// Makes an export, chooses from it as its owner would, and hands it in; returns the capture and the number of messages in the export.
fn bring(
    archive: &mut Archive,
    of: &Make<'_>,
    (owner, n_messages, seed): (&str, u64, u64),
    random: Fill<'_>,
) -> Result<(CaptureId, u64), Problem> {
    let owner = person(owner)?;
    let export = Export::android(n_messages).with_media().seed(seed);
    let broken = |error: std::io::Error| Problem::fault(format!("could not make a package: {error}"));
    let package = package(archive, (of.today, of.now), (&owner, &export), random)?;
    let mut name = [0; 16];
    random(&mut name);
    let path = of.dir.join("incoming").join(format!("{}.zegel", hex::encode(name)));
    std::fs::File::create_new(&path).and_then(|mut file| file.write_all(&package)).map_err(broken)?;
    let accepted = accept::accept(&mut archive.desk(&owner, of.now)?, &path, &mut |_, _| {})?;
    Ok((accepted.capture, accepted.n_in_export))
}

/// Makes the sealed package of a choice from a generated export, as the sifting page does on the device of its owner.
///
/// # Errors
/// Faults of the generator.
pub fn package(
    archive: &Archive,
    (today, now): (Date, Timestamp),
    (owner, export): (&PersonId, &Export),
    random: Fill<'_>,
) -> Result<Vec<u8>, Problem> {
    let zip = export.zip().map_err(|error| Problem::fault(format!("could not make an export: {error}")))?;
    let law = Law::built_in();
    let uses = [GroundUse::NotKept, GroundUse::Redaction];
    let grounds: Vec<Ground> = uses
        .into_iter()
        .flat_map(|of_use| law.grounds_for(of_use, today))
        .map(|rule| Ground { code: rule.code.clone(), label: rule.label(zegel_law::Language::Nl).to_owned() })
        .collect();
    let plan = Plan::new(&selection(export, today)?, &grounds)?;
    let name = OsString::from(export.zip_name());
    let name = name.to_string_lossy();
    let options = zegel_import::Options::new(today);
    let mut zip = Cursor::new(zip);
    let source = ExportFile { bytes: &mut zip, file_name: Some(&name), options: &options };
    let (mut secret, mut id) = ([0; 32], [0; 10]);
    random(&mut secret);
    random(&mut id);
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    let recipient =
        archive.recipient().parse().map_err(|_| Problem::fault("the archive has no recipient"))?;
    let order = Order {
        secret: Secret::new(secret),
        id: uuid::Builder::from_unix_timestamp_millis(millis, &id).into_uuid(),
        now,
        owner,
        archive: &archive.config().name,
        recipient: &recipient,
    };
    let mut package = Cursor::new(vec![]);
    make_submission(source, &plan, order, &mut package, &mut |_| ControlFlow::Continue(()))
        .map_err(|error: SiftError| Problem::from(Error::from(error)))?;
    Ok(package.into_inner())
}

/// The choice of an owner: what is business is kept, a name is redacted everywhere, a part of a picture is blacked out.
fn selection(export: &Export, today: Date) -> Result<Selection, Problem> {
    let truth: Vec<Truth> = export.truth().filter(|one| one.topic == Topic::Business).collect();
    let kept = truth.iter().filter(|one| one.kind != Kind::System).map(|one| one.position.to_string());
    let long = truth.iter().find(|one| one.kind == Kind::Text && 20 < one.text.len());
    let word = long.and_then(|one| {
        one.text.split_whitespace().find(|word| word.chars().all(char::is_alphabetic) && 5 < word.len())
    });
    let picture = truth.iter().find_map(|one| {
        let attachment = one.attachment.as_ref().filter(|attachment| attachment.present)?;
        attachment.name.clone().filter(|name| name.to_lowercase().ends_with(".jpg"))
    });
    let mut json = serde_json::json!({
        "format": zegel_sift::SELECTION_FORMAT,
        "version": 1,
        "regime": { "kind": "select-in", "policy": "Beleid chatberichten", "policy_date": today },
        "rules": [{ "keep": { "positions": kept.collect::<Vec<_>>().join(",") } }],
        "not_kept": "private",
    });
    if let Some(word) = word {
        json["redact"] = serde_json::json!([{ "text": word, "ground": "privacy" }]);
    }
    if let Some(name) = picture {
        let region = serde_json::json!({ "x": 10, "y": 10, "width": 60, "height": 40 });
        json["attachments"] = serde_json::json!([{ "name": name, "regions": [region], "ground": "privacy" }]);
    }
    serde_json::from_value(json)
        .map_err(|error| Problem::fault(format!("the choice of the example does not parse: {error}")))
}

fn registration(dossier: &str, title: &str, positions: Vec<(u64, u64)>) -> Result<Registration, Problem> {
    Ok(Registration {
        dossier: dossier.parse()?,
        title: title.into(),
        positions,
        confidentiality: Confidentiality::Intern,
        retention: Retention {
            appraisal: Appraisal::V,
            category: "gemeenten-2020, 1.1".into(),
            term: Some("P10Y".into()),
        },
        use_limit: "Nader te bepalen".into(),
        activity: None,
        sensitive: None,
    })
}

fn person(short: &str) -> Result<PersonId, Problem> {
    short.parse().map_err(|_| Problem::fault("a name in the example is no short name"))
}
