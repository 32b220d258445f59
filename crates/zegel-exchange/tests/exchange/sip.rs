use std::process::Command;

use zegel_exchange::{
    FileSuffix, Folder, Memory, OnDisk, PackageError, Pakbon, PakbonError, SafePath, check_sip, write_sip,
};

use crate::sample;
use crate::tools::{skip, xmllint};

fn path(text: &str) -> SafePath {
    SafePath::new(text).unwrap()
}

fn sip() -> (Memory, Pakbon) {
    let plan =
        sample::with_mapping(|mapping| sample::package().plan(mapping, FileSuffix::BestandMdto)).unwrap();
    let mut memory = Memory::default();
    let pakbon = write_sip(&plan, &sample::pakbon_head(), &mut memory, &mut sample::open).unwrap();
    (memory, pakbon)
}

const CHAT: &str = "sip/Z-2026.0012/0198f2c0-0000-7000-8000-000000000001";

fn codes(memory: &Memory) -> Vec<&'static str> {
    check_sip(memory).unwrap().findings.iter().map(|finding| finding.code).collect()
}

fn changed(name: &str, change: impl FnOnce(String) -> String) -> Memory {
    let (mut memory, _) = sip();
    let text = String::from_utf8(memory.0[&path(name)].clone()).unwrap();
    let new = change(text.clone());
    assert_ne!(new, text, "the test changes nothing");
    memory.0.insert(path(name), new.into_bytes());
    memory
}

#[test]
fn a_delivery_is_a_tree_of_folders_with_sidecars() {
    let (memory, pakbon) = sip();
    let names: Vec<_> = memory.0.keys().map(SafePath::as_str).collect();
    let dossier = "sip/Z-2026.0012";
    let expected = [
        "pakbon.xml".to_owned(),
        format!("{CHAT}/0198f2c0-0000-7000-8000-000000000001.MDTO.xml"),
        format!("{CHAT}/BRON-2.txt"),
        format!("{CHAT}/BRON-2.txt.bestand.MDTO.xml"),
        format!("{CHAT}/berichten.jsonl"),
        format!("{CHAT}/berichten.jsonl.bestand.MDTO.xml"),
        format!("{CHAT}/bron.txt"),
        format!("{CHAT}/bron.txt.bestand.MDTO.xml"),
        format!("{CHAT}/gesprek.pdf"),
        format!("{CHAT}/gesprek.pdf.bestand.MDTO.xml"),
        format!("{CHAT}/val-mdto.xml"),
        format!("{CHAT}/val-mdto.xml.bestand.MDTO.xml"),
    ];
    let chat: Vec<_> = names
        .iter()
        .filter(|name| !name.contains("000001-2"))
        .filter(|name| !name.starts_with(dossier) || name.starts_with(CHAT))
        .collect();
    assert_eq!(chat, expected.iter().collect::<Vec<_>>());
    assert!(names.contains(&"sip/Z-2026.0012/Z-2026.0012.MDTO.xml"));
    // The folder of the attachment is told apart from that of the chat, and its name is safe.
    assert!(names.contains(&"sip/Z-2026.0012/0198F2C0-0000-7000-8000-000000000001-2/100-.jpg"), "{names:?}");
    assert_eq!((pakbon.n_objects, pakbon.n_files, pakbon.n_content_files), (3, 6, 6));
    let bytes: u64 = (1..=6).map(|i| sample::bytes_of(&format!("f{i}")).len() as u64).sum();
    assert_eq!(pakbon.n_content_bytes, bytes);
}

#[test]
fn a_written_delivery_is_valid_and_each_sidecar_obeys_the_schema() {
    let plan = sample::with_mapping(|mapping| sample::package().plan(mapping, FileSuffix::Mdto)).unwrap();
    // The hostile text stands in many fields; each has three characters that XML cannot hold.
    assert!(0 < plan.n_replaced && plan.n_replaced % 3 == 0);
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("levering");
    let mut sink = Folder::create(&target).unwrap();
    let pakbon = write_sip(&plan, &sample::pakbon_head(), &mut sink, &mut sample::open).unwrap();
    sink.finish().unwrap();
    let report = check_sip(&OnDisk(target.clone())).unwrap();
    assert_eq!(report.findings, []);
    assert!(report.is_valid);
    assert_eq!(report.pakbon, Some(pakbon));
    let sidecars: Vec<_> = crate::bag::walk(&target)
        .into_iter()
        .filter(|place| place.to_string_lossy().ends_with(".MDTO.xml"))
        .collect();
    assert_eq!(sidecars.len(), 9);
    xmllint(&sidecars);
}

#[test]
fn the_hash_on_the_pakbon_is_what_common_tools_compute() {
    let plan =
        sample::with_mapping(|mapping| sample::package().plan(mapping, FileSuffix::BestandMdto)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("levering");
    let mut sink = Folder::create(&target).unwrap();
    let pakbon = write_sip(&plan, &sample::pakbon_head(), &mut sink, &mut sample::open).unwrap();
    sink.finish().unwrap();
    let command = r"find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum";
    let output = Command::new("sh").args(["-c", command]).current_dir(target.join("sip")).output();
    match output {
        Ok(output) if output.status.success() => {
            assert_eq!(
                String::from_utf8_lossy(&output.stdout).split(' ').next(),
                Some(pakbon.sip_sha256.as_str())
            );
        }
        _ => skip("find, sort, xargs or sha256sum of GNU are not installed"),
    }
}

#[test]
fn everything_that_is_wrong_with_a_delivery_is_named() {
    assert_eq!(codes(&sip().0), [""; 0]);
    let pdf = format!("{CHAT}/gesprek.pdf");
    assert_eq!(codes(&changed(&pdf, |text| text.replacen("bytes", "bites", 1))), ["checksum", "hash"]);
    assert_eq!(codes(&changed(&pdf, |text| text + "x")), ["size", "checksum", "count", "hash"]);
    let sidecar = format!("{pdf}.bestand.MDTO.xml");
    let (mut memory, _) = sip();
    memory.0.remove(&path(&sidecar));
    assert_eq!(codes(&memory), ["no-sidecar", "reference", "count", "hash"]);
    let (mut memory, _) = sip();
    memory.0.remove(&path(&pdf));
    assert_eq!(codes(&memory), ["no-file", "count", "count", "hash"]);
    let (mut memory, _) = sip();
    memory.0.remove(&path("sip/Z-2026.0012/Z-2026.0012.MDTO.xml"));
    assert_eq!(codes(&memory), ["no-object", "count", "hash"]);
    let (mut memory, _) = sip();
    memory.0.remove(&path("pakbon.xml"));
    assert_eq!(codes(&memory), ["no-pakbon"]);
    let (mut memory, _) = sip();
    memory.0.insert(path("readme.txt"), vec![]);
    memory.0.insert(path("sip/Z-2026.0012/met spatie.txt"), vec![]);
    assert_eq!(codes(&memory), ["extra", "name", "no-sidecar", "count", "hash"]);
    assert_eq!(codes(&changed("pakbon.xml", |text| text.replace(">3<", ">4<"))), ["count"]);
}

#[cfg(unix)]
#[test]
fn a_name_that_only_some_systems_can_hold_is_reported_and_read() {
    let plan =
        sample::with_mapping(|mapping| sample::package().plan(mapping, FileSuffix::BestandMdto)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("levering");
    let mut sink = Folder::create(&target).unwrap();
    write_sip(&plan, &sample::pakbon_head(), &mut sink, &mut sample::open).unwrap();
    sink.finish().unwrap();
    std::fs::write(target.join("sip/Z-2026.0012/a:b\\..\\c"), "x").unwrap();
    let report = check_sip(&OnDisk(target)).unwrap();
    let codes: Vec<_> = report.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["unsafe-path", "name", "no-sidecar", "count", "count", "hash"]);
}

#[test]
fn metadata_that_contradict_each_other_are_named() {
    let record = format!("{CHAT}/0198f2c0-0000-7000-8000-000000000001.MDTO.xml");
    let memory = changed(&record, |text| text.replace("Z-2026.0012", "Z-2026.0013"));
    assert_eq!(codes(&memory), ["part-of", "hash"]);
    let memory = changed(&record, |text| text.replace(">f1<", ">f9<"));
    assert_eq!(codes(&memory), ["reference", "hash"]);
    let memory = changed(&record, |text| text.replace("Tijdelijk te bewaren", "Weg ermee"));
    assert_eq!(codes(&memory), ["mdto", "mdto", "hash"]);
    let memory = changed(&record, |text| text.replace("<naam>", "<Naam>").replace("</naam>", "</Naam>"));
    assert!(codes(&memory).starts_with(&["mdto"]));
    let sidecar = format!("{CHAT}/bron.txt.bestand.MDTO.xml");
    let memory = changed(&sidecar, |text| text.replacen(">f3<", ">f1<", 1));
    assert_eq!(codes(&memory), ["identifier-twice", "reference", "hash"]);
    let memory = changed(&sidecar, |text| text.replace(">0198f2c0-0000-7000-8000-000000000001<", ">weg<"));
    assert_eq!(codes(&memory), ["reference", "hash"]);
}

#[test]
fn a_checksum_of_another_algorithm_is_compared_as_well() {
    use sha2::Digest;
    let sidecar = format!("{CHAT}/bron.txt.bestand.MDTO.xml");
    let hashed =
        |bytes: &[u8]| (hex::encode(sha2::Sha256::digest(bytes)), hex::encode(sha2::Sha512::digest(bytes)));
    let (sha256, sha512) = hashed(&sample::bytes_of("f3"));
    let memory = changed(&sidecar, |text| text.replace("SHA-256", "SHA-512").replace(&sha256, &sha512));
    assert_eq!(codes(&memory), ["hash"]);
    let other = hashed(b"other").1;
    let memory = changed(&sidecar, |text| text.replace("SHA-256", "SHA512").replace(&sha256, &other));
    assert_eq!(codes(&memory), ["checksum", "hash"]);
    let memory = changed(&sidecar, |text| text.replace("SHA-256", "Whirlpool"));
    assert_eq!(codes(&memory), ["algorithm", "hash"]);
}

#[test]
fn two_dossiers_that_hold_each_other_are_a_cycle() {
    let chat = "0198f2c0-0000-7000-8000-000000000001";
    let memory = changed("sip/Z-2026.0012/Z-2026.0012.MDTO.xml", |text| {
        let own = format!(
            "<isOnderdeelVan><verwijzingNaam>x</verwijzingNaam><verwijzingIdentificatie><identificatieKenmerk>{chat}</identificatieKenmerk><identificatieBron>Zegel gemeente Voorbeeld</identificatieBron></verwijzingIdentificatie></isOnderdeelVan>"
        );
        text.replacen("<bevatOnderdeel>", &format!("{own}<bevatOnderdeel>"), 1)
    });
    assert_eq!(codes(&memory), ["cycle", "cycle", "hash"]);
}

#[test]
fn a_plan_refuses_with_every_problem_at_once() {
    let mut package = sample::package();
    package.dossier.about.title = " ".into();
    package.records[0].record.about.retention.term = Some("tien jaar".to_owned());
    package.records[0].files[1].id = "f1".to_owned();
    package.records[1].files[0].sha256.truncate(10);
    let refusal = sample::with_mapping(|mapping| package.plan(mapping, FileSuffix::default())).unwrap_err();
    let codes: Vec<_> = refusal.0.iter().map(|problem| problem.code).collect();
    for code in ["empty", "duration", "identifier-twice", "checksum"] {
        assert!(codes.contains(&code), "{code} is not in {codes:?}");
    }
}

#[test]
fn bytes_that_are_not_those_of_the_metadata_stop_the_delivery() {
    let plan =
        sample::with_mapping(|mapping| sample::package().plan(mapping, FileSuffix::default())).unwrap();
    let mut memory = Memory::default();
    let mut open = |file: &zegel_exchange::mdto::PackedFile| -> std::io::Result<Box<dyn std::io::Read>> {
        let mut bytes = sample::bytes_of(&file.id);
        if file.id == "f3" {
            bytes[0] ^= 1;
        }
        Ok(Box::new(std::io::Cursor::new(bytes)))
    };
    let error = write_sip(&plan, &sample::pakbon_head(), &mut memory, &mut open).unwrap_err();
    assert!(matches!(error, PackageError::Altered { path } if path.ends_with("/bron.txt")));
    assert!(!memory.0.contains_key(&path("pakbon.xml")));
}

#[test]
fn a_source_that_fails_is_named_with_its_place() {
    let plan =
        sample::with_mapping(|mapping| sample::package().plan(mapping, FileSuffix::default())).unwrap();
    let mut open = |_: &zegel_exchange::mdto::PackedFile| -> std::io::Result<Box<dyn std::io::Read>> {
        Err(std::io::ErrorKind::NotFound.into())
    };
    let error = write_sip(&plan, &sample::pakbon_head(), &mut Memory::default(), &mut open).unwrap_err();
    assert!(matches!(error, PackageError::Io { doing: "open the bytes for", .. }));
}

#[test]
fn a_pakbon_is_read_as_it_was_written_and_says_all_that_it_lacks() {
    let (_, pakbon) = sip();
    let xml = pakbon.to_xml();
    assert_eq!(Pakbon::read(xml.as_bytes()).unwrap(), pakbon);
    let wrong = xml
        .replace(">kopie<", ">x<")
        .replace("<nummer>", "<Nummer>")
        .replace("</nummer>", "</Nummer>")
        .replace(">3<", ">drie<");
    assert_eq!(
        Pakbon::read(wrong.as_bytes()),
        Err(PakbonError::Fields(vec!["nummer", "aantalInformatieobjecten"]))
    );
    assert_eq!(Pakbon::read(b"<pakbon/>"), Err(PakbonError::Form));
}
