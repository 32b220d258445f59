//! The scenes of the demonstration, in the order of the story.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use zegel_archive::copies::{Mode, Which};
use zegel_archive::create::{Created, NewArchive, Safe, create};
use zegel_archive::store::Rendition;
use zegel_archive::{
    Archive, Config, ObjectRole, Query, Target, accept, close, copies, destroy, dossiers, keys, ledger,
    people, read, register, release, search, store, verify,
};
use zegel_import::{Language, Source, summary_text};
use zegel_law::{GroundUse, Law};
use zegel_model::{
    Appraisal, CaptureId, Confidentiality, Content, DossierId, Ground, Kind, Person, PersonId, RecordId,
    Registration, ReleaseForm, ReleaseTerms, Retention, Role,
};
use zegel_seal::Share;
use zegel_sift::{ExportFile, Made, Order, Plan, Secret, Selection, make_submission};
use zegel_testkit::{Export, Topic, Truth};

use super::Args;
use crate::commands::init::write_shares;
use crate::opening::{now, outside, random, today};

/// The places of the demonstration.
struct Places {
    dir: PathBuf,
    archive: PathBuf,
    key: PathBuf,
    export: PathBuf,
    package: PathBuf,
    receipt: PathBuf,
}

impl Places {
    fn new(dir: &Path, export: &Export) -> Self {
        Self {
            dir: dir.to_owned(),
            archive: dir.join("archive"),
            key: dir.join("keys").join("operator.key"),
            export: dir.join("phone").join(export.zip_name()),
            package: dir.join("mail").join("anna.zegel"),
            receipt: dir.join("receipt").join("anna.receipt.json"),
        }
    }

    fn make(&self) -> anyhow::Result<()> {
        if self.dir.exists() {
            bail!("{} is there already; remove it, or give --dir", self.dir.display());
        }
        for name in ["phone", "mail", "receipt", "out"] {
            let path = self.dir.join(name);
            std::fs::create_dir_all(&path).with_context(|| format!("could not make {}", path.display()))?;
        }
        Ok(())
    }

    fn out(&self, name: &str) -> PathBuf {
        self.dir.join("out").join(name)
    }
}

const PEOPLE: [(&str, &str, Role); 6] = [
    ("anna", "Anna de Boer, wethouder", Role::ChatOwner),
    ("bram", "Bram Visser, adviseur informatiebeheer", Role::RecordsAdviser),
    ("carla", "Carla Smit, gegevenseigenaar", Role::DataOwner),
    ("dirk", "Dirk Mulder, archivaris", Role::Archivist),
    ("elif", "Elif Kaya, jurist open overheid", Role::Lawyer),
    ("sam", "Sam de Wit, ondersteuner", Role::Supporter),
];

pub fn play(args: &Args) -> anyhow::Result<()> {
    let export = Export::android(args.messages).with_media().seed(args.seed);
    let places = Places::new(&args.dir, &export);
    places.make()?;
    let (mut archive, shares) = make_archive(&places)?;
    export_and_inspect(&places, &export)?;
    let made = sift(&places, &export, &archive)?;
    let capture = hand_in(&places, &mut archive, &made)?;
    let records = keep(&mut archive, capture, &made)?;
    end_copies(&places, &mut archive, capture)?;
    find(&mut archive)?;
    let first = *records.first().context("the capture was split over two records")?;
    let last = *records.last().context("the capture was split over two records")?;
    hand_out(&places, &mut archive, first)?;
    destroy_one(&places, &mut archive, last)?;
    prove(&places, &mut archive, &shares)?;
    go_on(&places, &export, capture, first)
}

fn scene(number: u32, title: &str) {
    println!("\n{number}. {title}");
}

fn person(id: &str) -> anyhow::Result<PersonId> {
    Ok(id.parse()?)
}

fn make_archive(places: &Places) -> anyhow::Result<(Archive, Vec<Share>)> {
    scene(1, "A municipality makes its archive");
    let new = NewArchive {
        config: Config::new(
            "Archief gemeente Waterveen",
            "archief.waterveen.example",
            "Gemeente Waterveen",
            today(),
        ),
        operator: Person { id: person("beheer")?, name: "Beheer".into(), roles: vec![] },
        safe: Safe::KeyFile(places.key.clone()),
        quorum: super::super::init::quorum("3/5")?,
    };
    let Created { mut archive, shares } = create(&places.archive, new, now(), outside()?)?;
    write_shares(&places.dir.join("shares"), &shares)?;
    let mut desk = archive.desk(&person("beheer")?, now())?;
    for (id, name, role) in PEOPLE {
        people::add(&mut desk, &Person { id: person(id)?, name: name.into(), roles: vec![role] })?;
    }
    println!(
        "   {} people, 5 recovery shares of which 3 are needed, submissions sealed to {}",
        PEOPLE.len() + 1,
        archive.recipient()
    );
    Ok((archive, shares))
}

fn export_and_inspect(places: &Places, export: &Export) -> anyhow::Result<()> {
    scene(2, "Anna exports a chat on her phone, and looks at what is in it");
    write_export(&places.export, export)?;
    let size = std::fs::metadata(&places.export).context("could not look at the export")?.len();
    println!("   {} ({size} bytes)\n", places.export.display());
    let file = File::open(&places.export).context("could not open the export")?;
    let name = crate::commands::inspect::name_of(&places.export);
    let options = zegel_import::Options::new(today());
    let report = zegel_import::read(
        Source::seekable(file).named(&name),
        &options,
        &mut crate::commands::inspect::Count,
    )?;
    for line in summary_text(&report, Language::English).lines() {
        println!("   | {line}");
    }
    Ok(())
}

fn write_export(path: &Path, export: &Export) -> anyhow::Result<()> {
    let mut file = File::create(path).with_context(|| format!("could not make {}", path.display()))?;
    export.write_zip(&mut file).with_context(|| format!("could not write {}", path.display()))
}

/// Anna keeps what is business, redacts a name everywhere and blacks out a part of a picture.
fn selection(export: &Export) -> anyhow::Result<Selection> {
    let truth: Vec<Truth> = export.truth().collect();
    let business: Vec<String> = truth
        .iter()
        .filter(|one| one.topic == Topic::Business && one.kind != Kind::System)
        .map(|one| one.position.to_string())
        .collect();
    let private_word = truth
        .iter()
        .find(|one| one.topic == Topic::Business && one.kind == Kind::Text && one.text.len() > 20);
    let word = private_word.and_then(|one| {
        one.text.split_whitespace().find(|word| word.chars().all(char::is_alphabetic) && word.len() > 5)
    });
    let picture = truth.iter().filter(|one| one.topic == Topic::Business).find_map(|one| {
        let attachment = one.attachment.as_ref().filter(|attachment| attachment.present)?;
        attachment.name.clone().filter(|name| name.to_lowercase().ends_with(".jpg"))
    });
    let mut json = serde_json::json!({
        "format": zegel_sift::SELECTION_FORMAT,
        "version": 1,
        "regime": { "kind": "select-in", "policy": "Beleid chatberichten", "policy_date": today() },
        "rules": [{ "keep": { "positions": business.join(",") } }],
        "not_kept": "private",
    });
    if let Some(word) = word {
        json["redact"] = serde_json::json!([{ "text": word, "ground": "privacy" }]);
    }
    if let Some(name) = picture {
        let region = serde_json::json!({ "x": 10, "y": 10, "width": 60, "height": 40 });
        json["attachments"] = serde_json::json!([{ "name": name, "regions": [region], "ground": "privacy" }]);
    }
    Ok(serde_json::from_value(json)?)
}

fn sift(places: &Places, export: &Export, archive: &Archive) -> anyhow::Result<Made> {
    scene(3, "On her own machine Anna chooses what is kept; the rest never leaves");
    let law = Law::built_in();
    let uses = [GroundUse::NotKept, GroundUse::Redaction];
    let grounds: Vec<Ground> = uses
        .into_iter()
        .flat_map(|of| law.grounds_for(of, today()))
        .map(|rule| Ground { code: rule.code.clone(), label: rule.label(zegel_law::Language::Nl).to_owned() })
        .collect();
    let plan = Plan::new(&selection(export)?, &grounds)?;
    let mut file = File::open(&places.export).context("could not open the export")?;
    let name = crate::commands::inspect::name_of(&places.export);
    let options = zegel_import::Options::new(today());
    let source = ExportFile { bytes: &mut file, file_name: Some(&name), options: &options };
    let (mut secret, mut id) = ([0; 32], [0; 10]);
    random(&mut secret);
    random(&mut id);
    let recipient = archive.recipient().parse()?;
    let made_at = now();
    let order = Order {
        secret: Secret::new(secret),
        id: uuid::Builder::from_unix_timestamp_millis(u64::try_from(made_at.as_millisecond())?, &id)
            .into_uuid(),
        now: made_at,
        owner: &person("anna")?,
        archive: &archive.config().name,
        recipient: &recipient,
    };
    let mut out = File::create_new(&places.package).context("could not make the submission")?;
    let made = make_submission(source, &plan, order, &mut out, &mut |_| ControlFlow::Continue(()))?;
    std::fs::write(&places.receipt, &*made.receipt.to_json()).context("could not write the receipt")?;
    let summary = &made.summary;
    println!(
        "   {} of {} messages and {} files are handed in",
        summary.n_kept, summary.n_messages, summary.n_files
    );
    println!(
        "   {} messages were redacted; {} messages are not in the file, in no form",
        summary.n_redacted,
        summary.n_messages - summary.n_kept
    );
    println!("   the commitment to all {} messages: {}", summary.n_messages, made.manifest.commitment.root);
    println!("   {} (sealed), {} (Anna keeps it)", places.package.display(), places.receipt.display());
    Ok(made)
}

fn hand_in(places: &Places, archive: &mut Archive, made: &Made) -> anyhow::Result<CaptureId> {
    scene(4, "The archive opens the submission and checks it against its own commitment");
    let mut desk = archive.desk(&person("anna")?, now())?;
    let accepted = accept::accept(&mut desk, &places.package, &mut |_, _| {})?;
    println!(
        "   capture {}: {} of {} messages, {} interim copies open",
        accepted.capture, accepted.n_kept, accepted.n_in_export, accepted.n_open_copies
    );
    let mut anna = archive.desk(&person("anna")?, now())?;
    match register::register(&mut anna, accepted.capture, vec![registration("W-2024-017", "x", vec![])?]) {
        Err(refused) => println!("   Anna may not register her own chat: {refused}"),
        Ok(_) => bail!("the archive let the owner register her own capture"),
    }
    debug_assert_eq!(accepted.capture.0, made.manifest.id, "a capture has the identifier of its submission");
    Ok(accepted.capture)
}

fn registration(dossier: &str, title: &str, positions: Vec<(u64, u64)>) -> anyhow::Result<Registration> {
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

fn keep(archive: &mut Archive, capture: CaptureId, made: &Made) -> anyhow::Result<Vec<RecordId>> {
    scene(5, "A second person registers it, split over two dossiers, and stores it");
    let n = made.manifest.commitment.n_messages;
    let border = n * 2 / 3;
    let mut carla = archive.desk(&person("carla")?, now())?;
    for (id, title) in
        [("W-2024-017", "Herinrichting Stationsplein"), ("W-2024-031", "Bereikbaarheid tijdens de werken")]
    {
        dossiers::open(&mut carla, &id.parse::<DossierId>()?, &Content::from(title))?;
    }
    let parts = vec![
        registration("W-2024-017", "Appgroep Stationsplein: besluitvorming", vec![(1, border)])?,
        registration("W-2024-031", "Appgroep Stationsplein: uitvoering", vec![(border + 1, n)])?,
    ];
    let records = register::register(&mut carla, capture, parts)?;
    let started = std::time::Instant::now();
    let stored = store::store(&mut carla, capture, Rendition::Now)?;
    for (record, n_messages) in &stored.records {
        println!("   record {record}: {n_messages} messages");
    }
    println!(
        "   {} part(s) of PDF/A, sealed and indexed in {} ms",
        stored.n_pdf_parts,
        started.elapsed().as_millis()
    );
    for path in &stored.destroyed {
        println!("   the package {} was destroyed", path.display());
    }
    Ok(records)
}

fn end_copies(places: &Places, archive: &mut Archive, capture: CaptureId) -> anyhow::Result<()> {
    scene(6, "Every interim copy comes to its end");
    let mut anna = archive.desk(&person("anna")?, now())?;
    for row in copies::list(&anna, Which::Of(capture))? {
        println!("   {:<12} {}", row.kind, row.state.name());
    }
    let bytes = std::fs::read(&places.receipt).context("could not read the receipt")?;
    let receipt = zegel_sift::Receipt::from_json(&bytes)?;
    let hunt = copies::hunt(
        &mut anna,
        &receipt,
        &[places.dir.join("phone"), places.dir.join("mail")],
        Mode::Destroy,
    )?;
    for caught in &hunt.caught {
        println!("   hunted: {} at {}: {:?}", caught.kind, caught.path.display(), caught.fate);
    }
    println!("   {}", copies::HONEST_WORD);
    close::close(&mut archive.desk(&person("bram")?, now())?, capture)?;
    println!("   nothing is open any more: the capture is closed");
    Ok(())
}

fn find(archive: &mut Archive) -> anyhow::Result<()> {
    scene(7, "The lawyer searches; the question is in the ledger, the answer is not");
    let mut elif = archive.desk(&person("elif")?, now())?;
    for words in ["platan*", "\"de raad\"", "planning OR begroting"] {
        let query = Query { text: words.into(), ..Query::default() };
        let page = search::search(&mut elif, &query, None, 1_000)?;
        println!("   {words}: {} found", page.found.len());
        if let Some(newest) = page.found.first() {
            let sender = newest.sender.as_ref().map_or("", |name| name.as_str());
            println!(
                "     newest: {} {sender}: {}",
                newest.at,
                crate::commands::read::plain(newest.text.as_str())
            );
        }
    }
    Ok(())
}

fn hand_out(places: &Places, archive: &mut Archive, record: RecordId) -> anyhow::Result<()> {
    scene(8, "A release: asked by one, approved by another");
    for (form, name) in [(ReleaseForm::Bagit, "bag"), (ReleaseForm::MdtoSip, "sip")] {
        let terms = ReleaseTerms {
            purpose: "Woo-verzoek 2024-12".into(),
            recipient: "Commissie bezwaarschriften".into(),
            expires_at: None,
        };
        let mut bram = archive.desk(&person("bram")?, now())?;
        let id = release::propose(&mut bram, &Target::Record(record), form, terms)?;
        let written = release::approve(&mut archive.desk(&person("elif")?, now())?, id, &places.out(name))?;
        println!(
            "   {}: {} files, {} bytes, manifest {}",
            places.out(name).display(),
            written.n_files,
            written.n_bytes,
            written.manifest_sha256
        );
    }
    let mut carla = archive.desk(&person("carla")?, now())?;
    let pdf = places.out("archiefstuk.pdf");
    let mut file = File::create_new(&pdf).context("could not make the PDF")?;
    let n = read::file(&mut carla, record, (ObjectRole::Pdf, 0), &mut file)?;
    println!("   {} ({n} bytes)", pdf.display());
    Ok(())
}

fn destroy_one(places: &Places, archive: &mut Archive, record: RecordId) -> anyhow::Result<()> {
    scene(9, "A term has ended: one proposes the destruction, another carries it out");
    destroy::propose(
        &mut archive.desk(&person("dirk")?, now())?,
        record,
        "bewaartermijn verstreken (demonstratie)",
    )?;
    let certificate = destroy::destroy(&mut archive.desk(&person("carla")?, now())?, record)?;
    let path = places.out("certificate.json");
    std::fs::write(&path, certificate.to_json())
        .with_context(|| format!("could not write {}", path.display()))?;
    println!(
        "   {} messages, {} objects and {} index entries are gone; unreadable even with the oldest key backup from {}",
        certificate.destroyed.n_messages,
        certificate.destroyed.n_objects,
        certificate.destroyed.n_index_entries,
        certificate
            .unreadable_with_oldest_backup_from
            .map_or_else(|| "never".to_owned(), |day| day.to_string())
    );
    println!("   {}", path.display());
    Ok(())
}

fn prove(places: &Places, archive: &mut Archive, shares: &[Share]) -> anyhow::Result<()> {
    scene(
        10,
        "Proof: the whole archive is verified, the recovery is rehearsed, the checkpoint leaves the building",
    );
    let mut beheer = archive.desk(&person("beheer")?, now())?;
    let three = shares.get(1..4).context("five shares were made")?;
    keys::drill(&mut beheer, three)?;
    println!("   the drill with shares 2, 3 and 4 opened the key ring");
    let verified = verify::verify(&mut beheer, &mut |_| {})?;
    println!(
        "   {} ledger entries, {} objects, {} bytes: {} findings",
        verified.n_entries,
        verified.n_objects,
        verified.n_bytes,
        verified.findings.len()
    );
    if let Some(finding) = verified.findings.first() {
        bail!("the archive does not verify: {finding}");
    }
    let checkpoint = ledger::checkpoint(&mut beheer)?;
    for (name, text) in
        [("checkpoint", &checkpoint), ("verifier-key", &format!("{}\n", ledger::verifier_key(&beheer)))]
    {
        std::fs::write(places.out(name), text).with_context(|| format!("could not write {name}"))?;
    }
    Ok(())
}

/// Makes the export again, as Anna could from her phone, and prints the commands to go on by hand.
fn go_on(places: &Places, export: &Export, capture: CaptureId, record: RecordId) -> anyhow::Result<()> {
    let again = places.dir.join("phone").join("opnieuw").join(export.zip_name());
    if let Some(parent) = again.parent() {
        std::fs::create_dir_all(parent).with_context(|| format!("could not make {}", parent.display()))?;
    }
    write_export(&again, export)?;
    let (archive, key) = (places.archive.display(), places.key.display());
    println!("\nEverything lies in {}. Go on by hand:", places.dir.display());
    println!("  export ZEGEL_ARCHIVE={archive} ZEGEL_KEY_FILE={key}");
    println!("  zegel show {capture} --as sam");
    println!("  zegel search 'planning' --as elif");
    println!("  zegel read {record} --as carla");
    println!("  zegel ledger list --as dirk");
    println!("  zegel verify --as beheer");
    println!(
        "  zegel-verify package {} --key \"$(cat {})\"",
        places.out("bag").display(),
        places.out("verifier-key").display()
    );
    println!(
        "  zegel-verify choice --receipt {} --export {:?} {}",
        places.receipt.display(),
        again.display().to_string(),
        places.out("bag").display()
    );
    Ok(())
}
