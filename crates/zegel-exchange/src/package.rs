//! A dossier as it leaves the archive: a tree of folders with a sidecar for every object and file.
//!
//! Everything is decided before the first byte is written ([`Package::plan`]): names, metadata and their checks, all
//! problems at once. The same plan goes into a bag and into a SIP, so that the two cannot disagree. While a file is
//! copied its size and checksum are compared with what the metadata say.

use std::collections::HashSet;
use std::io::{self, Read};

use zegel_model::Content;

use crate::mdto::{Dossier, Mapping, Mdto, PackedFile, Problem, Record};
use crate::names::{NAME_BYTES_MAX, Names};
use crate::tree::{Hashing, SafePath, Sink};

/// The end of an object's sidecar.
pub const OBJECT_SUFFIX: &str = ".MDTO.xml";

/// The end of a file's sidecar; receivers differ (MDTO SIP 1.0 shows both).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FileSuffix {
    /// `<file.ext>.bestand.MDTO.xml`.
    #[default]
    BestandMdto,
    /// `<file.ext>.MDTO.xml`.
    Mdto,
}

impl FileSuffix {
    /// Returns the text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BestandMdto => ".bestand.MDTO.xml",
            Self::Mdto => OBJECT_SUFFIX,
        }
    }
}

/// A dossier with what leaves of it.
#[derive(Debug, Clone)]
pub struct Package {
    /// The dossier.
    pub dossier: Dossier,
    /// Its records; an attachment of a chat is a record of its own, related to the chat.
    pub records: Vec<PackedRecord>,
}

/// A record with its files.
#[derive(Debug, Clone)]
pub struct PackedRecord {
    /// The record.
    pub record: Record,
    /// The name of its folder; made safe and unique. Use an identifier, not a title.
    pub folder: String,
    /// Its files.
    pub files: Vec<PackedFile>,
}

/// A package that may not be written; all problems.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the package has {} problem(s): {}", .0.len(), .0.iter().map(Problem::to_string).collect::<Vec<_>>().join("; "))]
pub struct PackageRefusal(pub Vec<Problem>);

/// A package that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// Reading the archive or writing the package failed.
    #[error("could not {doing} {path}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The path in the package.
        path: String,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
    /// The archive gave other bytes than the metadata say.
    #[error(
        "the bytes for {path} are not those of the metadata (size or SHA-256 differ); verify the archive first"
    )]
    Altered {
        /// The path in the package.
        path: String,
    },
}

/// Everything about a package but the bytes of its files.
#[derive(Debug, Clone)]
pub struct Plan {
    objects: Vec<PlannedObject>,
    /// Number of characters in the metadata that XML cannot hold and that a visible sign stands in for.
    pub n_replaced: u64,
}

#[derive(Debug, Clone)]
struct PlannedObject {
    sidecar: SafePath,
    xml: Content,
    files: Vec<PlannedFile>,
}

#[derive(Debug, Clone)]
struct PlannedFile {
    path: SafePath,
    sidecar: SafePath,
    xml: Content,
    file: PackedFile,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// Number of objects: dossier and records.
    pub n_objects: u64,
    /// Number of files of records.
    pub n_files: u64,
    /// Number of bytes of those files.
    pub n_bytes: u64,
    /// Every file of the tree, sidecars too, with its SHA-256 in hexadecimal, in order of path.
    pub digests: Vec<(SafePath, String)>,
}

impl Package {
    /// Settles names and metadata.
    ///
    /// # Errors
    /// [`PackageRefusal`] with every problem of every object, when there is any.
    pub fn plan(&self, mapping: &Mapping<'_>, suffix: FileSuffix) -> Result<Plan, PackageRefusal> {
        let mut plan = Planning { suffix, problems: vec![], ids: HashSet::new(), n_replaced: 0 };
        let mut names = Names::default();
        let root = names.unique(self.dossier.id.as_str(), NAME_BYTES_MAX - OBJECT_SUFFIX.len());
        plan.identify(self.dossier.id.as_str());
        let dossier = mapping.dossier(&self.dossier, self.records.iter().map(|packed| &packed.record));
        let mut objects = vec![plan.object(&[&root], Mdto::Informatieobject(Box::new(dossier)), vec![])];
        for packed in &self.records {
            let folder = names.unique(&packed.folder, NAME_BYTES_MAX - OBJECT_SUFFIX.len());
            plan.identify(&packed.record.id);
            let files = plan.named(&folder, &packed.files);
            let record = mapping.record(&packed.record, &self.dossier, &files);
            let files = files
                .into_iter()
                .map(|file| plan.file([&root, &folder], file, &packed.record, mapping))
                .collect();
            objects.push(plan.object(&[&root, &folder], Mdto::Informatieobject(Box::new(record)), files));
        }
        let objects: Option<Vec<_>> = objects.into_iter().collect();
        match objects {
            Some(objects) if plan.problems.is_empty() => Ok(Plan { objects, n_replaced: plan.n_replaced }),
            _ => Err(PackageRefusal(plan.problems)),
        }
    }
}

struct Planning {
    suffix: FileSuffix,
    problems: Vec<Problem>,
    ids: HashSet<String>,
    n_replaced: u64,
}

impl Planning {
    /// An identifier is unique within its source.
    fn identify(&mut self, id: &str) {
        if !self.ids.insert(id.to_owned()) {
            self.problems.push(Problem::new(
                "package",
                "identifier-twice",
                "two objects or files have one identifier",
            ));
        }
    }

    /// Names the files first, because a record refers to its files by name.
    fn named(&mut self, folder: &str, files: &[PackedFile]) -> Vec<PackedFile> {
        let mut names = Names::default();
        // The sidecar of the folder itself stands there as well.
        names.unique(&format!("{folder}{OBJECT_SUFFIX}"), NAME_BYTES_MAX);
        let room = NAME_BYTES_MAX - self.suffix.as_str().len();
        files
            .iter()
            .map(|file| {
                self.identify(&file.id);
                let mut file = file.clone();
                file.name = names.unique(&not_a_sidecar(&file.name), room);
                file
            })
            .collect()
    }

    fn file(
        &mut self,
        at: [&str; 2],
        file: PackedFile,
        record: &Record,
        mapping: &Mapping<'_>,
    ) -> Option<PlannedFile> {
        let mdto = Mdto::Bestand(Box::new(mapping.file(&file, record)));
        let [root, folder] = at;
        let path = format!("{root}/{folder}/{}", file.name);
        let xml = self.checked(&path, &mdto);
        let sidecar = self.path(format!("{path}{}", self.suffix.as_str()))?;
        Some(PlannedFile { path: self.path(path)?, sidecar, xml, file })
    }

    fn object(&mut self, at: &[&str], mdto: Mdto, files: Vec<Option<PlannedFile>>) -> Option<PlannedObject> {
        let path = at.join("/");
        let xml = self.checked(&path, &mdto);
        let name = at.last().copied().unwrap_or_default();
        let sidecar = self.path(format!("{path}/{name}{OBJECT_SUFFIX}"))?;
        Some(PlannedObject { sidecar, xml, files: files.into_iter().collect::<Option<_>>()? })
    }

    fn path(&mut self, path: String) -> Option<SafePath> {
        match SafePath::new(path) {
            Ok(path) => Some(path),
            Err(error) => {
                self.problems.push(Problem::new("package", "unsafe-path", &error.to_string()));
                None
            }
        }
    }

    fn checked(&mut self, path: &str, mdto: &Mdto) -> Content {
        for problem in mdto.check() {
            self.problems.push(Problem { path: format!("{path}: {}", problem.path), ..problem });
        }
        let printed = mdto.to_xml();
        self.n_replaced += printed.n_replaced;
        printed.xml
    }
}

/// A file whose name ends like a sidecar would be counted as one.
fn not_a_sidecar(name: &str) -> String {
    let end = name.len().saturating_sub(OBJECT_SUFFIX.len());
    match name.get(end..) {
        Some(suffix) if suffix.eq_ignore_ascii_case(OBJECT_SUFFIX) => {
            format!("{}-mdto.xml", name.get(..end).unwrap_or_default())
        }
        _ => name.to_owned(),
    }
}

/// Opens the bytes of a file of the package.
pub type Open<'o, 'a> = dyn FnMut(&PackedFile) -> io::Result<Box<dyn Read + 'a>> + 'o;

impl Plan {
    /// Writes the tree.
    ///
    /// # Errors
    /// [`PackageError`]; what was written until then is for the sink to throw away.
    pub fn write(&self, sink: &mut dyn Sink, open: &mut Open<'_, '_>) -> Result<Written, PackageError> {
        let mut written = Written::default();
        for object in &self.objects {
            written.n_objects += 1;
            written.sidecar(sink, &object.sidecar, &object.xml)?;
            for planned in &object.files {
                let mut content = open(&planned.file).map_err(failed("open the bytes for", &planned.path))?;
                let (n_bytes, sha256) = written.copy(sink, &planned.path, &mut content)?;
                if n_bytes != planned.file.size_bytes || !sha256.eq_ignore_ascii_case(&planned.file.sha256) {
                    return Err(PackageError::Altered { path: planned.path.to_string() });
                }
                written.n_files += 1;
                written.n_bytes += n_bytes;
                written.sidecar(sink, &planned.sidecar, &planned.xml)?;
            }
        }
        written.digests.sort();
        Ok(written)
    }
}

impl Written {
    fn sidecar(&mut self, sink: &mut dyn Sink, path: &SafePath, xml: &Content) -> Result<(), PackageError> {
        self.copy(sink, path, &mut xml.as_str().as_bytes()).map(|_| ())
    }

    fn copy(
        &mut self,
        sink: &mut dyn Sink,
        path: &SafePath,
        content: &mut dyn Read,
    ) -> Result<(u64, String), PackageError> {
        let mut hashing = Hashing::sha256(content);
        sink.file(path, &mut hashing).map_err(failed("write", path))?;
        let n_bytes = hashing.n_bytes;
        let (sha256, _) = hashing.finish();
        self.digests.push((path.clone(), sha256.clone()));
        Ok((n_bytes, sha256))
    }
}

fn failed(doing: &'static str, path: &SafePath) -> impl FnOnce(io::Error) -> PackageError {
    let path = path.to_string();
    move |source| PackageError::Io { doing, path, source }
}
