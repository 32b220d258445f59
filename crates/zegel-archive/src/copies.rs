//! Interim copies: every copy made on the way has a row, and an end that is proven or attested (requirement K5).
//!
//! The archive knows a copy by a keyed mark (decision 0006), so hunting needs the owner's receipt. What this file does not claim:
//! that deleting a file clears the cells of a flash disk, a snapshot or another device.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde_json::json;
use sha2::{Digest, Sha256};
use zegel_model::{Act, CaptureId, Content, CopyId, CopyState};
use zegel_sift::Receipt;
use zegel_store::{Audited, InterimCopy};

use crate::{Desk, Error};

/// The honest word that belongs to every destruction of a file.
pub const HONEST_WORD: &str = "The file was overwritten once (of a sealed package its head, without which no key opens the rest), removed, and \
looked for again. On flash disks (SSD, phone), on disks with snapshots, in backups and in synchronised folders (OneDrive, iCloud, Dropbox) \
older blocks or versions may survive: empty the bin there, remove the version history, or have the disk's encryption key replaced.";

/// Returns the copies that are open, or all.
///
/// # Errors
/// `not-your-role`.
pub fn list(desk: &Desk<'_>, which: Which) -> Result<Vec<InterimCopy>, Error> {
    desk.authorise(Act::SeeStates)?;
    let store = &desk.archive.store;
    Ok(match which {
        Which::Open => store.read(|view| view.open_copies())?,
        Which::All => store.read(|view| view.all_copies())?,
        Which::Of(capture) => store.read(|view| view.copies_of(capture))?,
    })
}

/// Which copies to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that are still open.
    Open,
    /// Every one there ever was.
    All,
    /// Those of one capture.
    Of(CaptureId),
}

/// Records the declaration of somebody that a copy out of reach is gone.
///
/// # Errors
/// `not-your-role`, `statement-missing`, `wrong-state`.
pub fn attest(desk: &mut Desk<'_>, id: CopyId, statement: &str) -> Result<(), Error> {
    desk.authorise(Act::EndCopy)?;
    // An owner declares for their own chats only.
    let copy = desk.archive.store.read(|view| view.copy(id))?;
    let captured = desk.archive.store.read(|view| view.capture(copy.capture))?;
    crate::intake::hide_from_others(desk, &captured)?;
    if statement.trim().is_empty() {
        return Err(Error::refused(
            "statement-missing",
            "an attestation says how the copy ended",
            "give --statement",
        ));
    }
    let end = CopyState::Attested { done: desk.done(), statement: statement.to_owned() };
    end_copy(desk, id, end)
}

/// A file in the hunted folders that is a copy of a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caught {
    /// Where it lies.
    pub path: PathBuf,
    /// What it is: `export-zip`, `export-text`, `attachment`, `screenshot`, `package`.
    pub kind: String,
    /// Its row in the ledger of copies.
    pub copy: CopyId,
    /// What was done with it.
    pub fate: Fate,
}

/// What a hunt did with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It was only reported.
    Left,
    /// It was destroyed and looked for again.
    Destroyed,
    /// It could not be destroyed.
    Failed(String),
}

/// The outcome of a hunt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hunt {
    /// The copies that were found.
    pub caught: Vec<Caught>,
    /// Number of files looked at.
    pub n_looked_at: u64,
    /// Folders and files that could not be read.
    pub unreadable: Vec<PathBuf>,
    /// Open copies of this capture that were not found anywhere.
    pub not_found: Vec<InterimCopy>,
}

/// Looks in `dirs` for the files of a capture by their content, and destroys them when told.
///
/// # Errors
/// `not-your-role`, `other-capture` when the receipt is not of a capture of this archive; faults of the store.
pub fn hunt(desk: &mut Desk<'_>, receipt: &Receipt, dirs: &[PathBuf], mode: Mode) -> Result<Hunt, Error> {
    desk.authorise(Act::EndCopy)?;
    let capture = CaptureId(receipt.id);
    desk.archive.store.read(|view| view.capture(capture))?;
    let rows = desk.archive.store.read(|view| view.copies_of(capture))?;
    let wanted = wanted(receipt, &rows);
    let mut hunt = Hunt::default();
    for dir in dirs {
        for step in walkdir::WalkDir::new(dir).follow_links(false) {
            let Ok(step) = step else {
                hunt.unreadable.push(dir.clone());
                continue;
            };
            if !step.file_type().is_file() || inside(desk.archive.dir(), step.path()) {
                continue;
            }
            hunt.n_looked_at += 1;
            let size = step.metadata().map_or(0, |metadata| metadata.len());
            match recognise(&wanted, size, step.path()) {
                Err(_) => hunt.unreadable.push(step.path().to_owned()),
                Ok(None) => {}
                Ok(Some(one)) => hunt.caught.push(catch(desk, capture, one, step.path(), mode)?),
            }
        }
    }
    let rows = desk.archive.store.read(|view| view.copies_of(capture))?;
    hunt.not_found = rows
        .into_iter()
        .filter(|row| row.state == CopyState::Open && !hunt.caught.iter().any(|caught| caught.copy == row.id))
        .collect();
    Ok(hunt)
}

/// Whether a hunt destroys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Only reports.
    Report,
    /// Destroys what it finds.
    Destroy,
}

/// What a hunt looks for.
struct Wanted {
    kind: String,
    sha256: String,
    /// How many bytes at its beginning tell what it is, and are of use to who finds it: that is the hash of these.
    telling_bytes: u64,
    size_bytes: u64,
    mark: String,
    row: Option<CopyId>,
}

fn wanted(receipt: &Receipt, rows: &[InterimCopy]) -> Vec<Wanted> {
    let sources = receipt.sources.iter().map(|source| {
        let mark = receipt.mark(&source.sha256);
        let row = rows.iter().find(|row| row.mark.as_deref() == Some(&mark)).map(|row| row.id);
        Wanted {
            kind: source.kind.clone(),
            sha256: source.sha256.clone(),
            telling_bytes: u64::MAX,
            size_bytes: source.size_bytes,
            mark,
            row,
        }
    });
    // The package is sealed, so its own hash says nothing of what is in it: its mark is that hash, of its beginning.
    let packages = rows.iter().filter(|row| row.kind == "package").filter_map(|row| {
        let sha256 = row.mark.clone()?;
        let size_bytes = row.size_bytes?;
        Some(Wanted {
            kind: row.kind.clone(),
            mark: sha256.clone(),
            sha256,
            telling_bytes: PACKAGE_HEAD_BYTES,
            size_bytes,
            row: Some(row.id),
        })
    });
    sources.chain(packages).collect()
}

/// Returns what a file is, by its size and its content.
fn recognise<'w>(wanted: &'w [Wanted], size: u64, path: &Path) -> Result<Option<&'w Wanted>, std::io::Error> {
    let mut hashes = BTreeMap::new();
    for one in wanted.iter().filter(|one| one.size_bytes == size) {
        let hash: &String = match hashes.entry(one.telling_bytes) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(sha256(path, one.telling_bytes)?),
        };
        if *hash == one.sha256 {
            return Ok(Some(one));
        }
    }
    Ok(None)
}

fn inside(archive: &Path, path: &Path) -> bool {
    let absolute = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    absolute(path).starts_with(absolute(archive))
}

fn catch(
    desk: &mut Desk<'_>,
    capture: CaptureId,
    one: &Wanted,
    path: &Path,
    mode: Mode,
) -> Result<Caught, Error> {
    let copy = match one.row {
        Some(id) if desk.archive.store.read(|view| view.copy(id))?.state == CopyState::Open => id,
        // A second file with the same content, or one that had no row yet: it gets a row of its own.
        _ => add_row(desk, capture, one, path)?,
    };
    let fate = match mode {
        Mode::Report => Fate::Left,
        Mode::Destroy => match destroy_file(path, one.telling_bytes) {
            Err(error) => Fate::Failed(error.to_string()),
            Ok(()) => {
                let end =
                    CopyState::Destroyed { done: desk.done(), how: "overwritten-and-removed".to_owned() };
                end_copy(desk, copy, end)?;
                Fate::Destroyed
            }
        },
    };
    Ok(Caught { path: path.to_owned(), kind: one.kind.clone(), copy, fate })
}

fn add_row(desk: &mut Desk<'_>, capture: CaptureId, one: &Wanted, path: &Path) -> Result<CopyId, Error> {
    let id = CopyId(desk.archive.uuid(desk.now));
    let row = InterimCopy {
        id,
        capture,
        kind: one.kind.clone(),
        place: Content::from(path.display().to_string()),
        parent: one.row,
        purpose: "found in a hunt".to_owned(),
        made_at: desk.now,
        expires_at: None,
        mark: Some(one.mark.clone()),
        size_bytes: Some(one.size_bytes),
        state: CopyState::Open,
    };
    let entry = desk.entry(Act::EndCopy, vec![capture.into(), id.into()], json!({ "found": one.kind }));
    desk.archive.store.write(|tx| {
        tx.insert_copy(&row)?;
        Ok(Audited::new(id, entry))
    })
}

pub(crate) fn end_copy(desk: &mut Desk<'_>, id: CopyId, end: CopyState) -> Result<(), Error> {
    let old = desk.archive.store.read(|view| view.copy(id))?;
    let new = old.state.clone().end(end)?;
    let entry = desk.entry(Act::EndCopy, vec![old.capture.into(), id.into()], json!({ "end": new.name() }));
    desk.archive.store.write(|tx| {
        tx.set_copy_state(id, &old.state, &new)?;
        Ok(Audited::new((), entry))
    })
}

/// Overwrites at most so many bytes at the beginning of a file once, removes it, and looks again.
///
/// # Errors
/// Those of the disk; the file may then still be there.
pub(crate) fn destroy_file(path: &Path, n_bytes: u64) -> Result<(), std::io::Error> {
    let mut file = std::fs::OpenOptions::new().read(true).write(true).open(path)?;
    let mut left = file.seek(SeekFrom::End(0))?.min(n_bytes);
    file.seek(SeekFrom::Start(0))?;
    let zeros = vec![0; 1024 * 1024];
    while left > 0 {
        let n = zeros.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        file.write_all(&zeros[..n])?;
        left -= n as u64;
    }
    file.sync_all()?;
    drop(file);
    std::fs::remove_file(path)?;
    match path.symlink_metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(_) => Err(std::io::Error::other("the file is still there after it was removed")),
    }
}

/// How much of a package its mark is the hash of, and how much of it is overwritten, in bytes. Age draws a new key for every file
/// and writes it, sealed, into the head: no two packages begin alike, and without its head nobody opens the rest.
pub(crate) const PACKAGE_HEAD_BYTES: u64 = 64 * 1024;

/// Returns the SHA-256 of at most so many bytes at the beginning of a file, in lower-case hexadecimal.
///
/// # Errors
/// Those of the disk.
pub(crate) fn sha256(path: &Path, n_bytes: u64) -> Result<String, std::io::Error> {
    let mut file = File::open(path)?.take(n_bytes);
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex::encode(hash.finalize())),
            n => hash.update(&buffer[..n]),
        }
    }
}
