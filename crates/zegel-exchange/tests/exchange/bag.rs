use std::path::Path;
use std::process::Command;

use jiff::civil::date;
use proptest::prelude::*;
use zegel_exchange::{Bag, BagInfo, BagSummary, Folder, Memory, OnDisk, SafePath, Sink, check_bag};

use crate::sample;
use crate::tools::{python_with_bagit, xmllint};

fn info() -> BagInfo {
    BagInfo {
        source_organization: "Gemeente Voorbeeld\r\nPayload-Oxum: 0.0".to_owned(),
        organization_address: Some("Markt 1, 1234 AB Voorbeeld".to_owned()),
        contact_name: Some("Archief".to_owned()),
        contact_email: Some("archief@voorbeeld.example".to_owned()),
        external_description: None,
        external_identifier: Some("R-2026-0001".to_owned()),
        bagging_date: date(2026, 11, 21),
        more: vec![("Zegel:Release".to_owned(), "x".to_owned())],
    }
}

fn path(text: &str) -> SafePath {
    SafePath::new(text).unwrap()
}

fn bag(files: &[(&str, &[u8])]) -> Memory {
    let mut memory = Memory::default();
    let mut bag = Bag::new(&mut memory);
    for (name, bytes) in files {
        bag.file(&path(name), &mut &**bytes).unwrap();
    }
    bag.finish(&info()).unwrap();
    memory
}

fn text(memory: &Memory, name: &str) -> String {
    String::from_utf8(memory.0[&path(name)].clone()).unwrap()
}

fn codes(memory: &Memory) -> Vec<&'static str> {
    check_bag(memory).unwrap().findings.iter().map(|finding| finding.code).collect()
}

fn changed(name: &str, change: impl FnOnce(String) -> String) -> Memory {
    let mut memory = bag(&[("a.txt", b"one"), ("b/c.txt", b"two")]);
    let bytes = change(text(&memory, name)).into_bytes();
    memory.0.insert(path(name), bytes);
    memory
}

fn package_on_disk(target: &Path) -> BagSummary {
    let mut folder = Folder::create(target).unwrap();
    let mut bag = Bag::new(&mut folder);
    let plan = sample::with_mapping(|mapping| sample::package().plan(mapping, Default::default())).unwrap();
    plan.write(&mut bag, &mut sample::open).unwrap();
    bag.tag(&path("zegel/proof.json"), &mut "{}".as_bytes()).unwrap();
    let summary = bag.finish(&info()).unwrap();
    folder.finish().unwrap();
    summary
}

#[test]
fn a_bag_is_written_as_the_rfc_has_it() {
    let memory = bag(&[("b/c.txt", b"two"), ("a%.txt", b"one")]);
    assert_eq!(text(&memory, "bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    // SHA-256 of "one" and "two", from sha256sum.
    assert_eq!(
        text(&memory, "manifest-sha256.txt"),
        "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  data/a%25.txt\n\
         3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3  data/b/c.txt\n"
    );
    let info = text(&memory, "bag-info.txt");
    assert!(info.starts_with("Source-Organization: Gemeente Voorbeeld Payload-Oxum: 0.0\n"), "{info}");
    assert!(info.contains("\nPayload-Oxum: 6.2\n") && info.contains("\nZegelRelease: x\n"), "{info}");
    let tags: Vec<_> =
        text(&memory, "tagmanifest-sha256.txt").lines().map(|line| line[66..].to_owned()).collect();
    assert_eq!(tags, ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt"]);
    assert_eq!(codes(&memory), [""; 0]);
}

#[test]
fn a_written_package_is_valid_by_our_check_and_its_hash_covers_all() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("bag");
    let summary = package_on_disk(&target);
    let report = check_bag(&OnDisk(target.clone())).unwrap();
    assert_eq!(report.findings, []);
    assert!(report.is_complete && report.is_valid);
    assert_eq!((report.n_files, report.n_bytes), (summary.n_files, summary.n_bytes));
    use sha2::Digest;
    let manifest = std::fs::read(target.join("tagmanifest-sha256.txt")).unwrap();
    assert_eq!(hex::encode(sha2::Sha256::digest(manifest)), summary.manifest_sha256);
    assert!(!folder.path().join("bag.zegel-part").exists());
}

#[test]
fn the_reference_implementation_finds_the_bag_valid_and_a_changed_bag_not() {
    let Some(python) = python_with_bagit() else { return };
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("bag");
    package_on_disk(&target);
    let validate =
        || Command::new(&python).args(["-m", "bagit", "--validate"]).arg(&target).output().unwrap();
    let output = validate();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let some = walk(&target.join("data")).into_iter().find(|place| place.ends_with("gesprek.pdf")).unwrap();
    let mut bytes = std::fs::read(&some).unwrap();
    bytes[7] ^= 1;
    std::fs::write(&some, bytes).unwrap();
    assert!(!validate().status.success());
    let report = check_bag(&OnDisk(target)).unwrap();
    assert!(report.is_complete && !report.is_valid);
    // One flipped bit, found by both manifests.
    assert_eq!(
        report.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(),
        ["checksum", "checksum"]
    );
}

#[test]
fn a_bag_of_the_reference_implementation_is_read() {
    let Some(python) = python_with_bagit() else { return };
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("sub")).unwrap();
    std::fs::write(folder.path().join("sub/Café 1.txt"), "één").unwrap();
    let made = Command::new(&python)
        .args(["-m", "bagit", "--sha256", "--sha512", "--contact-name", "X"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let report = check_bag(&OnDisk(folder.path().to_owned())).unwrap();
    assert_eq!(report.findings, []);
    assert_eq!((report.n_files, report.is_valid), (1, true));
}

#[test]
fn the_sidecars_in_a_bag_are_valid_mdto() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("bag");
    package_on_disk(&target);
    let sidecars: Vec<_> =
        walk(&target).into_iter().filter(|place| place.to_string_lossy().ends_with(".MDTO.xml")).collect();
    assert_eq!(sidecars.len(), 9);
    xmllint(&sidecars);
}

pub fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = vec![];
    for entry in std::fs::read_dir(folder).unwrap() {
        let place = entry.unwrap().path();
        if place.is_dir() { found.extend(walk(&place)) } else { found.push(place) }
    }
    found
}

#[test]
fn everything_that_is_wrong_with_a_bag_is_named() {
    assert_eq!(codes(&changed("data/a.txt", |_| "other".to_owned())), ["checksum", "checksum", "oxum"]);
    let mut memory = bag(&[("a.txt", b"one")]);
    memory.0.insert(path("data/extra"), vec![]);
    assert_eq!(codes(&memory), ["extra", "extra", "oxum"]);
    let mut memory = bag(&[("a.txt", b"one")]);
    memory.0.remove(&path("data/a.txt"));
    let report = check_bag(&memory).unwrap();
    assert!(!report.is_complete && !report.is_valid);
    assert_eq!(codes(&memory), ["missing", "missing", "oxum"]);
    assert_eq!(codes(&changed("bagit.txt", |text| format!("\u{FEFF}{text}")))[0], "declaration");
    assert_eq!(codes(&changed("bagit.txt", |text| text.replace("1.0", "2.0")))[0], "version");
    assert_eq!(codes(&changed("bagit.txt", |text| text.replace("UTF-8", "ISO-8859-1")))[0], "encoding");
    assert_eq!(codes(&changed("bag-info.txt", |text| text.replace("6.2", "7.2")))[2], "oxum");
    assert_eq!(codes(&Memory::default()), ["no-declaration", "no-manifest"]);
}

#[test]
fn a_payload_file_must_be_in_every_payload_manifest() {
    let memory =
        changed("manifest-sha512.txt", |text| text.lines().skip(1).map(|line| format!("{line}\n")).collect());
    assert_eq!(codes(&memory), ["extra", "checksum", "checksum"]);
}

#[test]
fn paths_that_lead_out_of_a_bag_are_refused() {
    for attack in [
        "../../etc/passwd",
        "/etc/passwd",
        "data/../../x",
        "~/x",
        "data\\..\\x",
        "C:/x",
        "data/./x",
        "data//x",
    ] {
        let memory = changed("manifest-sha256.txt", |text| format!("{text}{}  {attack}\n", "0".repeat(64)));
        assert!(codes(&memory).contains(&"unsafe-path"), "{attack}");
    }
    assert!(
        codes(&changed("manifest-sha256.txt", |text| text + "00  bag-info.txt\n")).contains(&"wrong-place")
    );
    assert!(
        codes(&changed("tagmanifest-sha256.txt", |text| text + "00  data/a.txt\n")).contains(&"wrong-place")
    );
    assert!(codes(&changed("manifest-sha256.txt", |text| text.clone() + &text)).contains(&"listed-twice"));
    assert!(codes(&changed("manifest-sha256.txt", |text| text + "nonsense\n")).contains(&"manifest-line"));
}

#[cfg(unix)]
#[test]
fn a_name_that_only_some_systems_can_hold_is_valid_with_a_warning() {
    let Some(python) = python_with_bagit() else { return };
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("12:30.txt"), "x").unwrap();
    std::fs::write(folder.path().join("a\nb.txt"), "y").unwrap();
    let made = Command::new(python).args(["-m", "bagit", "--sha256"]).arg(folder.path()).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let report = check_bag(&OnDisk(folder.path().to_owned())).unwrap();
    assert_eq!(
        report.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(),
        ["unportable-path"; 2]
    );
    assert!(report.is_valid && !report.findings.iter().any(|finding| finding.to_string().contains('\n')));
}

#[test]
fn what_must_be_fetched_is_missing_and_an_older_algorithm_is_not_enough() {
    let mut memory = bag(&[("a.txt", b"one")]);
    memory.0.insert(
        path("fetch.txt"),
        b"https://example.nl/x 3 data/x\nhttps://example.nl/y - ../y\nhttps://example.nl/z 1 z\n".to_vec(),
    );
    assert_eq!(codes(&memory), ["not-fetched", "unsafe-path", "wrong-place"]);
    let mut memory = bag(&[("a.txt", b"one")]);
    for name in
        ["manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"]
    {
        memory.0.remove(&path(name));
    }
    memory.0.insert(path("manifest-md5.txt"), b"f97c5d29941bfb1b2fdab0874906ab82  data/a.txt\n".to_vec());
    assert_eq!(codes(&memory), ["algorithm", "no-manifest"]);
}

#[test]
fn names_that_some_disks_take_for_one_are_warned_about() {
    let memory = bag(&[("Foto.jpg", b"1"), ("foto.JPG", b"2"), ("Cafe\u{301}", b"3"), ("Caf\u{e9}", b"4")]);
    assert_eq!(codes(&memory), ["names-collide", "names-collide"]);
    assert!(check_bag(&memory).unwrap().is_valid);
}

#[cfg(unix)]
#[test]
fn a_link_in_a_bag_is_named_and_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("bag");
    package_on_disk(&target);
    std::os::unix::fs::symlink("/etc/passwd", target.join("data/link")).unwrap();
    let report = check_bag(&OnDisk(target)).unwrap();
    assert_eq!(report.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["special-file"]);
    assert!(!report.is_valid);
}

#[test]
fn nothing_is_written_twice_or_over_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("bag");
    // A run that was cut off left something behind.
    std::fs::create_dir_all(folder.path().join("bag.zegel-part/data")).unwrap();
    std::fs::write(folder.path().join("bag.zegel-part/data/old"), "old").unwrap();
    let mut sink = Folder::create(&target).unwrap();
    assert!(!target.exists());
    sink.file(&path("a/b.txt"), &mut "x".as_bytes()).unwrap();
    assert!(sink.file(&path("a/b.txt"), &mut "y".as_bytes()).is_err());
    sink.finish().unwrap();
    assert_eq!(walk(&target), [target.join("a/b.txt")]);
    assert!(Folder::create(&target).is_err());
    // What is not finished is taken away.
    drop(Folder::create(&folder.path().join("other")).unwrap());
    assert!(!folder.path().join("other.zegel-part").exists() && !folder.path().join("other").exists());
    let mut memory = Memory::default();
    let mut bag = Bag::new(&mut memory);
    assert!(bag.tag(&path("manifest-sha256.txt"), &mut "".as_bytes()).is_err());
    assert!(bag.tag(&path("data/x"), &mut "".as_bytes()).is_err());
}

proptest! {
    #[test]
    fn every_bag_that_is_written_is_valid(files in proptest::collection::btree_map("[a-zA-Z0-9 %é._-]{1,12}(/[a-z%]{1,3})?", proptest::collection::vec(any::<u8>(), 0..50), 0..8)) {
        // A file and a folder of one name cannot be; the map of paths does not know that.
        let files: Vec<_> = files.iter().filter(|(name, _)| SafePath::new(name.as_str()).is_ok()).collect();
        let mut memory = Memory::default();
        let mut bag = Bag::new(&mut memory);
        for (name, bytes) in &files {
            bag.file(&path(name), &mut bytes.as_slice()).unwrap();
        }
        bag.finish(&info()).unwrap();
        let report = check_bag(&memory).unwrap();
        prop_assert!(report.is_valid, "{:?}", report.findings);
        prop_assert_eq!(report.n_files, files.len() as u64);
    }

    #[test]
    fn no_path_that_is_safe_leaves_its_folder(text in any::<String>()) {
        if let Ok(path) = SafePath::new(text) {
            let place = std::path::Path::new("/root/package").join(path.as_str());
            prop_assert!(place.components().all(|part| matches!(part, std::path::Component::Normal(_) | std::path::Component::RootDir)));
            prop_assert!(place.starts_with("/root/package"));
        }
    }
}
