//! Checking a delivery: counts, hashes, sidecars, references; everything is read again from the files.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, Read};

use super::pakbon::{Pakbon, is_sidecar};
use super::{PAKBON, SIP, tree_sha256};
use crate::finding::{Finding, Findings};
use crate::mdto::{Bestand, Checksum, Identificatie, Informatieobject, Mdto, Verwijzing};
use crate::names::{folded, name_problem};
use crate::package::OBJECT_SUFFIX;
use crate::tree::{Entry, Hashing, SafePath, Tree};
use crate::xml::BYTES_MAX;

/// What the check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SipReport {
    /// Everything that is wrong, or worth knowing.
    pub findings: Vec<Finding>,
    /// The pakbon, when it could be read.
    pub pakbon: Option<Pakbon>,
    /// Number of objects found.
    pub n_objects: u64,
    /// Number of files found, sidecars not counted.
    pub n_files: u64,
    /// Number of bytes of those.
    pub n_bytes: u64,
    /// True when nothing is wrong.
    pub is_valid: bool,
}

/// Checks a delivery as [`super::write_sip`] writes it.
///
/// # Errors
/// Only when the tree itself cannot be read; everything that is wrong with the delivery is in the report.
pub fn check_sip(tree: &dyn Tree) -> io::Result<SipReport> {
    let mut check = Check {
        tree,
        found: Findings::default(),
        files: BTreeMap::new(),
        digests: BTreeMap::new(),
        objects: BTreeMap::new(),
        bestanden: BTreeMap::new(),
    };
    let pakbon = check.list()?;
    check.sidecars()?;
    check.hash()?;
    check.pairs();
    check.references();
    check.cycles();
    let content: Vec<u64> =
        check.files.iter().filter(|(path, _)| !is_sidecar(path)).map(|(_, size)| *size).collect();
    let mut report = SipReport {
        findings: vec![],
        pakbon: None,
        n_objects: check.objects.len() as u64,
        n_files: content.len() as u64,
        n_bytes: content.iter().sum(),
        is_valid: false,
    };
    if let Some(pakbon) = pakbon {
        check.compare(&pakbon, &report);
        report.pakbon = Some(pakbon);
    }
    report.is_valid = !check.found.has_error();
    report.findings = check.found.0;
    Ok(report)
}

struct Check<'t> {
    tree: &'t dyn Tree,
    found: Findings,
    /// Paths below `sip/`, with sizes.
    files: BTreeMap<String, u64>,
    digests: BTreeMap<String, (String, String)>,
    objects: BTreeMap<String, Informatieobject>,
    bestanden: BTreeMap<String, Bestand>,
}

type Key<'a> = (&'a str, &'a str);

fn key(id: &Identificatie) -> Key<'_> {
    (id.kenmerk.as_str(), id.bron.as_str())
}

fn target(v: &Verwijzing) -> Option<Key<'_>> {
    v.identificatie.as_ref().map(key)
}

impl Check<'_> {
    fn list(&mut self) -> io::Result<Option<Pakbon>> {
        let mut folds = HashMap::new();
        let mut has_pakbon = false;
        for entry in self.tree.entries()? {
            let (path, size) = match entry {
                Entry::Special(path) => {
                    self.found.error(
                        "special-file",
                        Some(&path),
                        "this is a link, a device or a name that is not UTF-8; it is not followed",
                    );
                    continue;
                }
                Entry::File(path, size) => (path, size),
            };
            if let Err(error) = SafePath::new(path.as_str()) {
                self.found.error("unsafe-path", Some(&path), error.to_string());
            }
            if path == PAKBON {
                has_pakbon = true;
                continue;
            }
            let Some(below) = path.strip_prefix("sip/") else {
                self.found.error(
                    "extra",
                    Some(&path),
                    format!("only {PAKBON} and the folder {SIP} belong here"),
                );
                continue;
            };
            if let Some(problem) = below.split('/').find_map(name_problem) {
                self.found.error("name", Some(&path), problem);
            }
            if let Some(other) = folds.insert(folded(below), path.clone()) {
                self.found.warning(
                    "names-collide",
                    Some(&path),
                    format!("on some disks this is the same name as {other:?}"),
                );
            }
            self.files.insert(below.to_owned(), size);
        }
        if !has_pakbon {
            self.found.error("no-pakbon", Some(PAKBON), "the pakbon is missing: ask the sender for it");
            return Ok(None);
        }
        let xml = self.bytes(PAKBON)?;
        match Pakbon::read(&xml) {
            Ok(pakbon) => Ok(Some(pakbon)),
            Err(error) => {
                self.found.error("pakbon", Some(PAKBON), error.to_string());
                Ok(None)
            }
        }
    }

    /// Reads one byte over the limit of the XML reader, which then says so itself.
    fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut bytes = vec![];
        self.tree.open(path)?.take(BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// SHA-512 costs as much again, so it is computed only where some sidecar states it.
    fn hash(&mut self) -> io::Result<()> {
        let is_sha512 = |checksum: &Checksum| algorithm(checksum) == "SHA512";
        let needs_sha512 = self.bestanden.values().any(|bestand| bestand.checksum.iter().any(is_sha512));
        let paths: Vec<String> = self.files.keys().cloned().collect();
        for path in paths {
            let mut content = self.tree.open(&format!("{SIP}/{path}"))?;
            let mut hashing =
                if needs_sha512 { Hashing::both(&mut content) } else { Hashing::sha256(&mut content) };
            io::copy(&mut hashing, &mut io::sink())?;
            self.digests.insert(path, hashing.finish());
        }
        Ok(())
    }

    fn sidecars(&mut self) -> io::Result<()> {
        let paths: Vec<String> = self.files.keys().filter(|path| is_sidecar(path)).cloned().collect();
        for path in paths {
            let mdto = match Mdto::read(&self.bytes(&format!("{SIP}/{path}"))?) {
                Ok(mdto) => mdto,
                Err(error) => {
                    self.found.error("mdto", Some(&path), error.to_string());
                    continue;
                }
            };
            for problem in mdto.check() {
                self.found.error("mdto", Some(&path), problem.to_string());
            }
            match mdto {
                Mdto::Informatieobject(object) => {
                    self.objects.insert(path, *object);
                }
                Mdto::Bestand(bestand) => {
                    self.bestanden.insert(path, *bestand);
                }
            }
        }
        Ok(())
    }

    /// Every file has its sidecar, every sidecar of a file its file, every folder that of its object.
    fn pairs(&mut self) {
        let mut described = HashSet::new();
        for (sidecar, bestand) in &self.bestanden {
            let Some(path) = described_by(sidecar).filter(|path| self.files.contains_key(path)) else {
                self.found.error(
                    "no-file",
                    Some(sidecar),
                    "this sidecar describes a file that is not beside it",
                );
                continue;
            };
            if !described.insert(path.clone()) {
                self.found.error("described-twice", Some(&path), "this file has two sidecars");
            }
            if self.files.get(&path) != Some(&bestand.omvang) {
                self.found.error("size", Some(&path), "the size is not the omvang of its sidecar");
            }
            self.found.checksum(&path, bestand, self.digests.get(&path));
        }
        for path in self.files.keys().filter(|path| !is_sidecar(path) && !described.contains(*path)) {
            self.found.error("no-sidecar", Some(path), "this file has no sidecar");
        }
        let mut folders: HashSet<&str> = HashSet::new();
        for path in self.files.keys() {
            folders.extend(path.match_indices('/').filter_map(|(at, _)| path.get(..at)));
        }
        for folder in folders {
            let name = folder.rsplit('/').next().unwrap_or_default();
            if !self.objects.contains_key(&format!("{folder}/{name}{OBJECT_SUFFIX}")) {
                self.found.error(
                    "no-object",
                    Some(folder),
                    format!("this folder lacks the sidecar of its object, {name}{OBJECT_SUFFIX}"),
                );
            }
        }
    }

    /// Identifiers are unique, and what is referred to is there.
    fn references(&mut self) {
        let mut seen = HashSet::new();
        let ids = self
            .objects
            .iter()
            .flat_map(|(path, object)| object.identificatie.iter().map(move |id| (path, id)));
        let ids = ids.chain(
            self.bestanden.iter().flat_map(|(path, b)| b.identificatie.iter().map(move |id| (path, id))),
        );
        for (path, id) in ids {
            if !seen.insert(key(id)) {
                self.found.error(
                    "identifier-twice",
                    Some(path),
                    "another object or file of this delivery has the same identifier",
                );
            }
        }
        let objects: HashSet<Key<'_>> =
            self.objects.values().flat_map(|o| o.identificatie.iter().map(key)).collect();
        let files: HashSet<Key<'_>> =
            self.bestanden.values().flat_map(|b| b.identificatie.iter().map(key)).collect();
        for (path, bestand) in &self.bestanden {
            if !target(&bestand.is_representatie_van).is_some_and(|id| objects.contains(&id)) {
                self.found.error(
                    "reference",
                    Some(path),
                    "isRepresentatieVan names an object that is not in this delivery",
                );
            }
        }
        for (path, object) in &self.objects {
            let lacks = |list: &[Verwijzing], there: &HashSet<Key<'_>>| {
                !list.iter().filter_map(target).all(|id| there.contains(&id))
            };
            if lacks(&object.heeft_representatie, &files) || lacks(&object.aanvullende_metagegevens, &files) {
                self.found.error(
                    "reference",
                    Some(path),
                    "a file that this object names is not in this delivery",
                );
            }
            if lacks(&object.bevat_onderdeel, &objects) {
                self.found.error(
                    "reference",
                    Some(path),
                    "a part that this object names is not in this delivery",
                );
            }
            if let Some(above) = self.objects.get(&folder_above(path)) {
                let is_part = object
                    .is_onderdeel_van
                    .iter()
                    .filter_map(target)
                    .any(|id| above.identificatie.iter().any(|own| key(own) == id));
                if !is_part {
                    self.found.error(
                        "part-of",
                        Some(path),
                        "isOnderdeelVan does not name the object of the folder above",
                    );
                }
            }
        }
    }

    fn cycles(&mut self) {
        let mut above: HashMap<Key<'_>, Vec<Key<'_>>> = HashMap::new();
        for object in self.objects.values() {
            for id in &object.identificatie {
                above.entry(key(id)).or_default().extend(object.is_onderdeel_van.iter().filter_map(target));
            }
        }
        for (path, object) in &self.objects {
            let own: Vec<Key<'_>> = object.identificatie.iter().map(key).collect();
            let mut todo: Vec<Key<'_>> = object.is_onderdeel_van.iter().filter_map(target).collect();
            let mut seen = HashSet::new();
            while let Some(id) = todo.pop() {
                if own.contains(&id) {
                    self.found.error(
                        "cycle",
                        Some(path),
                        "through isOnderdeelVan this object is part of itself",
                    );
                    break;
                }
                if seen.insert(id) {
                    todo.extend(above.get(&id).into_iter().flatten());
                }
            }
        }
    }

    fn compare(&mut self, pakbon: &Pakbon, report: &SipReport) {
        let counts = [
            ("objects", pakbon.n_objects, report.n_objects),
            ("files with a sidecar", pakbon.n_files, self.bestanden.len() as u64),
            ("files not ending in .mdto.xml", pakbon.n_content_files, report.n_files),
            ("bytes of those", pakbon.n_content_bytes, report.n_bytes),
        ];
        for (what, stated, own) in counts {
            if stated != own {
                let message = format!("the pakbon counts {stated} {what}, and there are {own}");
                self.found.error("count", Some(PAKBON), message);
            }
        }
        let own =
            tree_sha256(self.digests.iter().map(|(path, (sha256, _))| (path.as_str(), sha256.as_str())));
        if own != pakbon.sip_sha256 {
            self.found.error("hash", Some(PAKBON), "the hash of the SIP is not that of the pakbon");
        }
    }
}

impl Findings {
    fn checksum(&mut self, path: &str, bestand: &Bestand, digests: Option<&(String, String)>) {
        let Some((sha256, sha512)) = digests else { return };
        let mut n_compared = 0;
        for checksum in &bestand.checksum {
            let own = match algorithm(checksum).as_str() {
                "SHA256" => sha256,
                "SHA512" => sha512,
                _ => continue,
            };
            n_compared += 1;
            if !own.eq_ignore_ascii_case(&checksum.waarde) {
                self.error("checksum", Some(path), "the bytes are not those of the checksum in its sidecar");
            }
        }
        if n_compared == 0 {
            self.warning(
                "algorithm",
                Some(path),
                "its sidecar has no checksum in SHA-256 or SHA-512; nothing was compared",
            );
        }
    }
}

/// The official example writes `SHA256` where the list has `SHA-256`.
fn algorithm(checksum: &Checksum) -> String {
    checksum.algoritme.label.as_str().replace('-', "").to_ascii_uppercase()
}

/// Returns the path of the file that a sidecar of this name describes.
fn described_by(sidecar: &str) -> Option<String> {
    let stem = sidecar.get(..sidecar.len().checked_sub(OBJECT_SUFFIX.len())?)?;
    let end = stem.len().saturating_sub(".bestand".len());
    match stem.get(end..) {
        Some(bestand) if bestand.eq_ignore_ascii_case(".bestand") => stem.get(..end).map(str::to_owned),
        _ => Some(stem.to_owned()),
    }
}

/// Returns where the sidecar of the folder above stands: of `a/b/b.MDTO.xml` that is `a/a.MDTO.xml`.
fn folder_above(sidecar: &str) -> String {
    let folder = sidecar.rsplit_once('/').map_or("", |(folder, _)| folder);
    let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
    let name = above.rsplit('/').next().unwrap_or_default();
    format!("{above}/{name}{OBJECT_SUFFIX}")
}
