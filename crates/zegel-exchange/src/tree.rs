//! Where packages are written to and read from: a folder, or memory.
//!
//! A package appears under its own name only when it is whole: a [`Folder`] is written beside it and renamed at the end.
//! Reading never follows a symbolic link.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256, Sha512};

/// The most entries that a folder is read with.
const ENTRIES_MAX: usize = 1_000_000;
/// The deepest nesting of folders that is read.
const DEPTH_MAX: usize = 64;

/// A relative path that stays inside its package on every system: parts joined by `/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SafePath(String);

/// A path that leaves its package, or that some system cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnsafePath {
    /// No path, or an empty part.
    #[error("the path or a part of it is empty")]
    Empty,
    /// `/x`, `C:`, `~`.
    #[error("the path is absolute, or begins at somebody's home")]
    Absolute,
    /// `.` or `..`.
    #[error("the path climbs out with '.' or '..'")]
    Climbs,
    /// A backslash, which is a separator on some systems.
    #[error("the path holds a backslash, which leads elsewhere on some systems")]
    Backslash,
    /// A colon or a control character.
    #[error("the path holds a colon or a control character, which some systems cannot hold")]
    Character,
    /// Over 255 bytes in a part, or 4,096 in all.
    #[error("the path is over 255 bytes in a part, or over 4,096 in all")]
    TooLong,
}

impl SafePath {
    /// Checks a path.
    ///
    /// # Errors
    /// [`UnsafePath`], naming the attack.
    pub fn new(path: impl Into<String>) -> Result<Self, UnsafePath> {
        let path = path.into();
        if path.starts_with(['/', '~', '\\']) || path.get(1..2) == Some(":") {
            return Err(UnsafePath::Absolute);
        }
        if path.contains('\\') {
            return Err(UnsafePath::Backslash);
        }
        if path.split('/').any(|part| part == "." || part == "..") {
            return Err(UnsafePath::Climbs);
        }
        if path.split('/').any(str::is_empty) {
            return Err(UnsafePath::Empty);
        }
        if 4096 < path.len() || path.split('/').any(|part| 255 < part.len()) {
            return Err(UnsafePath::TooLong);
        }
        if path.contains(|c: char| c == ':' || c.is_control()) {
            return Err(UnsafePath::Character);
        }
        Ok(Self(path))
    }

    /// Returns the path below a folder of this path.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn join(&self, below: &str) -> Result<Self, UnsafePath> {
        Self::new(format!("{}/{below}", self.0))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the last part.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }
}

impl fmt::Display for SafePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Takes the files of a package, each once, in any order.
///
/// Once [`Sink::file`] returns, the bytes are where they belong; whether they survive a power cut is up to the sink's end.
pub trait Sink {
    /// Writes one file and returns its number of bytes.
    ///
    /// # Errors
    /// When the file is there already, or reading or writing fails.
    fn file(&mut self, path: &SafePath, content: &mut dyn Read) -> io::Result<u64>;
}

/// Gives the files of a package.
pub trait Tree {
    /// Lists everything but folders; symbolic links and other special files as [`Entry::Special`].
    ///
    /// # Errors
    /// When the tree cannot be read, or is over a limit.
    fn entries(&self) -> io::Result<Vec<Entry>>;

    /// Opens a file of [`Tree::entries`].
    ///
    /// # Errors
    /// When it cannot be opened.
    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>>;
}

/// Something in a tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// A file, with its path and size.
    File(String, u64),
    /// A link, a device, a pipe, or a name that is not UTF-8.
    Special(String),
}

/// A package in memory: for tests and for small packages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory(pub BTreeMap<SafePath, Vec<u8>>);

impl Sink for Memory {
    fn file(&mut self, path: &SafePath, content: &mut dyn Read) -> io::Result<u64> {
        if self.0.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let mut bytes = vec![];
        let n = content.read_to_end(&mut bytes)?;
        self.0.insert(path.clone(), bytes);
        Ok(n as u64)
    }
}

impl Tree for Memory {
    fn entries(&self) -> io::Result<Vec<Entry>> {
        Ok(self.0.iter().map(|(path, bytes)| Entry::File(path.0.clone(), bytes.len() as u64)).collect())
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        let found = self.0.iter().find(|(own, _)| own.0 == path);
        let (_, bytes) = found.ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(bytes.as_slice()))
    }
}

/// A package in a folder.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    part: PathBuf,
    is_whole: bool,
}

/// A folder that cannot take a package.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is something already.
    #[error("there is already something at the place of the package; choose another name, or move it away")]
    Exists,
    /// The path has no name.
    #[error("the place of the package has no name of its own; give a folder name")]
    NoName,
    /// The disk refuses.
    #[error("could not {doing}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
}

fn failed(doing: &'static str) -> impl FnOnce(io::Error) -> FolderError {
    move |source| FolderError::Io { doing, source }
}

impl Folder {
    /// Starts a package that will stand at `target`.
    ///
    /// It is written to `<target>.zegel-part`; what a run that was cut off left under that name is removed first, so that
    /// the step can be repeated.
    ///
    /// # Errors
    /// [`FolderError::Exists`] when something is at `target`.
    pub fn create(target: &Path) -> Result<Self, FolderError> {
        if fs::symlink_metadata(target).is_ok() {
            return Err(FolderError::Exists);
        }
        let mut name = target.file_name().ok_or(FolderError::NoName)?.to_owned();
        name.push(".zegel-part");
        let part = target.with_file_name(name);
        match fs::remove_dir_all(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(failed("remove what an earlier run left behind")(error));
            }
            _ => {}
        }
        let above = part.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(above).map_err(failed("make the folder around the package"))?;
        private_folder(&part).map_err(failed("make the folder of the package"))?;
        Ok(Self { target: target.to_owned(), part, is_whole: false })
    }

    /// Ends the package: brings it to the disk and gives it its name.
    ///
    /// # Errors
    /// [`FolderError::Exists`] when something came to stand at the target meanwhile.
    pub fn finish(mut self) -> Result<PathBuf, FolderError> {
        sync_package(&self.part).map_err(failed("sync the package"))?;
        if fs::symlink_metadata(&self.target).is_ok() {
            return Err(FolderError::Exists);
        }
        fs::rename(&self.part, &self.target).map_err(failed("give the package its name"))?;
        self.is_whole = true;
        let above =
            self.target.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        sync_folder(above).map_err(failed("sync the folder around the package"))?;
        Ok(self.target.clone())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.is_whole {
            // A package that was not finished is an interim copy with content. Nobody is left to tell when removing it
            // fails here; the next run under this name removes it, and says so when it cannot.
            let _ = fs::remove_dir_all(&self.part);
        }
    }
}

impl Sink for Folder {
    fn file(&mut self, path: &SafePath, content: &mut dyn Read) -> io::Result<u64> {
        let place = self.part.join(&path.0);
        if let Some(above) = place.parent() {
            fs::create_dir_all(above)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(place)?;
        let n_bytes = io::copy(content, &mut file)?;
        file.flush()?;
        Ok(n_bytes)
    }
}

/// A package is plain text: until somebody hands it over, it is for the one who wrote it.
#[cfg(unix)]
fn private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)
}

/// Brings the whole package to the disk, files first; the rename that gives it its name comes after.
#[cfg(target_os = "linux")]
fn sync_package(part: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(part)?)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_package(part: &Path) -> io::Result<()> {
    for entry in fs::read_dir(part)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => sync_package(&entry.path())?,
            false => File::open(entry.path())?.sync_all()?,
        }
    }
    sync_folder(part)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A folder on disk, for reading.
#[derive(Debug, Clone)]
pub struct OnDisk(pub PathBuf);

impl Tree for OnDisk {
    fn entries(&self) -> io::Result<Vec<Entry>> {
        let mut found = vec![];
        walk(&self.0, "", 0, &mut found)?;
        found.sort();
        Ok(found)
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        // Looser than `SafePath`: whatever stands in the folder must be readable, or a check could not report on it.
        let is_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        let place = self.0.join(path);
        if !is_inside || !fs::symlink_metadata(&place)?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        Ok(Box::new(File::open(place)?))
    }
}

fn walk(folder: &Path, above: &str, depth: usize, found: &mut Vec<Entry>) -> io::Result<()> {
    if DEPTH_MAX < depth || ENTRIES_MAX < found.len() {
        return Err(io::Error::other("the package is over the limit of 64 levels or 1,000,000 files"));
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let raw = entry.file_name();
        let path = format!("{above}{}", raw.to_string_lossy());
        let kind = entry.file_type()?;
        match raw.to_str() {
            Some(_) if kind.is_dir() => walk(&entry.path(), &format!("{path}/"), depth + 1, found)?,
            Some(_) if kind.is_file() => found.push(Entry::File(path, entry.metadata()?.len())),
            _ => found.push(Entry::Special(path)),
        }
    }
    Ok(())
}

/// Counts and hashes what passes through.
pub(crate) struct Hashing<'a> {
    inner: &'a mut dyn Read,
    sha256: Sha256,
    /// Costs as much as the other, and only bags and checks need it.
    sha512: Option<Sha512>,
    pub(crate) n_bytes: u64,
}

impl<'a> Hashing<'a> {
    pub(crate) fn sha256(inner: &'a mut dyn Read) -> Self {
        Self { inner, sha256: Sha256::new(), sha512: None, n_bytes: 0 }
    }

    pub(crate) fn both(inner: &'a mut dyn Read) -> Self {
        Self { sha512: Some(Sha512::new()), ..Self::sha256(inner) }
    }

    /// Returns SHA-256 and, where it was asked for, SHA-512; lower-case hexadecimal.
    pub(crate) fn finish(self) -> (String, String) {
        let sha512 = self.sha512.map(|hash| hex::encode(hash.finalize())).unwrap_or_default();
        (hex::encode(self.sha256.finalize()), sha512)
    }
}

impl Read for Hashing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let bytes = buffer.get(..n).unwrap_or_default();
        self.sha256.update(bytes);
        if let Some(sha512) = &mut self.sha512 {
            sha512.update(bytes);
        }
        self.n_bytes += n as u64;
        Ok(n)
    }
}
