//! Accepting: a submission is opened, checked against its own commitment, and sealed under a key of its own.
//!
//! Nothing becomes visible before the last byte was read and agreed with the head: a forged, altered or repeated submission is
//! refused as a whole, and what was written for it is removed.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde_json::json;
use sha2::{Digest, Sha256};
use zegel_model::{
    Act, CaptureId, CaptureState, Content, CopyId, CopyState, Ground, Route, SubmissionManifest,
    SubmittedFile,
};
use zegel_sift::{SiftError, SubmissionReader};
use zegel_store::{Audited, Capture, InterimCopy, NewObject, ObjectOwner, ObjectRole, PutObject, StoreError};

use crate::copies::PACKAGE_HEAD_BYTES;
use crate::keep::Kept;
use crate::store::{ACCEPTED, PACKAGE};
use crate::{Desk, Error};

/// What was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The capture.
    pub capture: CaptureId,
    /// Messages kept.
    pub n_kept: u64,
    /// Messages in the export.
    pub n_in_export: u64,
    /// Files handed in.
    pub n_files: u64,
    /// Interim copies that are open now.
    pub n_open_copies: u64,
    /// The label of the ground for what was not kept.
    pub ground: Option<String>,
}

/// Accepts the submission in the file `package`; `progress` gets bytes done and in total.
///
/// # Errors
/// `not-your-role`, `not-your-capture`, `already-accepted`, `unknown-ground`; every way in which a submission can contradict itself.
pub fn accept(
    desk: &mut Desk<'_>,
    package: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Accepted, Error> {
    desk.authorise(Act::Accept)?;
    let file = File::open(package).map_err(Error::io("open", package))?;
    let total = file.metadata().map_err(Error::io("look at", package))?.len();
    let mut counted = Counted { file, done: 0, total, mark: Sha256::new(), progress };
    let mut reader = SubmissionReader::open(desk.archive.keyring.submission_identity(), &mut counted)?;
    let capture = CaptureId(reader.manifest().id);
    refuse_repeated(desk, capture)?;
    let owner = ObjectOwner::Capture(capture);
    let (messages, kept) = put_messages(desk, &owner, &mut reader)?;
    let mut puts = vec![messages, put_kept(desk, &owner, &kept)?];
    while let Some((submitted, mut bytes)) = reader.next_file()? {
        puts.push(put_file(desk, &owner, &submitted, &mut bytes)?);
    }
    let manifest = reader.finish()?.manifest;
    check(desk, &manifest)?;
    let sealed = Sealed { mark: hex::encode(counted.mark.finalize()), size_bytes: total };
    let copies = copies(desk, &manifest, package, &sealed);
    commit(desk, &manifest, &puts, &copies)?;
    Ok(Accepted {
        capture,
        n_kept: manifest.commitment.n_kept,
        n_in_export: manifest.commitment.n_messages,
        n_files: manifest.files.len() as u64,
        n_open_copies: copies.len() as u64,
        ground: manifest.not_kept_ground.map(|ground| ground.label),
    })
}

/// Removes the packages in `incoming` that no open copy speaks of: what arrived and was not accepted when the machine stopped.
/// Returns how many. Call it before anything can arrive.
///
/// # Errors
/// Faults of the store and of the disk.
pub fn sweep(archive: &crate::Archive, incoming: &Path) -> Result<u64, Error> {
    if archive.alarm().is_some() {
        // What went wrong is found out first; nothing is removed before that.
        return Ok(0);
    }
    let open = archive.store.read(|view| view.open_copies())?;
    let known: std::collections::HashSet<_> = open.iter().map(|copy| copy.place.as_str()).collect();
    let mut n_removed = 0;
    for entry in std::fs::read_dir(incoming).map_err(Error::io("list", incoming))? {
        let path = entry.map_err(Error::io("list", incoming))?.path();
        let absolute = std::path::absolute(&path).map_err(Error::io("find", &path))?;
        let is_package = path.extension().is_some_and(|end| end == "zegel");
        if is_package && !known.contains(&*absolute.to_string_lossy()) {
            std::fs::remove_file(&path).map_err(Error::io("remove", &path))?;
            n_removed += 1;
        }
    }
    Ok(n_removed)
}

/// Refuses before the work is done what the transaction would refuse after it.
fn refuse_repeated(desk: &Desk<'_>, capture: CaptureId) -> Result<(), Error> {
    match desk.archive.store.read(|view| view.capture(capture)) {
        Err(StoreError::NotFound { .. }) => Ok(()),
        Err(error) => Err(error.into()),
        Ok(_) => Err(Error::refused(
            "already-accepted",
            format!("capture {capture} was accepted before"),
            "look at it with 'zegel show'; nothing was changed",
        )),
    }
}

/// Checks what only the archive can: the owner is known and hands in for themselves, and the grounds are in force.
fn check(desk: &Desk<'_>, manifest: &SubmissionManifest) -> Result<(), Error> {
    let is_owner = manifest.owner == desk.actor.id;
    let is_adviser = desk.actor.roles.contains(&zegel_model::Role::RecordsAdviser);
    if !is_owner && !is_adviser {
        return Err(Error::refused(
            "not-your-capture",
            "this submission is of another chat owner",
            "have its owner or a records adviser accept it",
        ));
    }
    desk.archive.store.read(|view| view.person(&manifest.owner)).map_err(|error| match error {
        StoreError::NotFound { .. } => Error::refused(
            "unknown-owner",
            "the archive does not know the owner of this chat",
            "have the administrator add them with 'zegel person add'",
        ),
        other => other.into(),
    })?;
    let on = manifest.made_at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let grounds = manifest.not_kept_ground.iter().map(|ground| (zegel_law::GroundUse::NotKept, ground));
    for (of, Ground { code, .. }) in grounds {
        desk.archive.law.ground_for(of, code, on).map_err(|unknown| {
            Error::refused(
                "unknown-ground",
                unknown.to_string(),
                "have the submission made again with a ground of the list",
            )
        })?;
    }
    Ok(())
}

/// Seals the lines of the messages as they are checked, in flat memory; returns which ones those are.
fn put_messages<R: Read>(
    desk: &Desk<'_>,
    owner: &ObjectOwner,
    reader: &mut SubmissionReader<R>,
) -> Result<(PutObject, Kept), Error> {
    let new = NewObject {
        owner: owner.clone(),
        role: ObjectRole::SubmissionMessages,
        part: 0,
        name: None,
        media_type: "application/jsonl".to_owned(),
    };
    let mut lines =
        MessageLines { reader, kept: Kept::default(), rest: io::Cursor::default(), failure: None };
    let put = desk.archive.store.put_object(new, &mut lines);
    match lines.failure {
        // What made the reading stop is the reason, not that the writing stopped with it.
        Some(failure) => Err(failure.into()),
        None => Ok((put?, lines.kept)),
    }
}

/// Seals beside the messages which ones they are: nobody reads all of them to know that.
fn put_kept(desk: &Desk<'_>, owner: &ObjectOwner, kept: &Kept) -> Result<PutObject, Error> {
    let new = NewObject {
        owner: owner.clone(),
        role: ObjectRole::SubmissionKept,
        part: 0,
        name: None,
        media_type: "application/json".to_owned(),
    };
    Ok(desk.archive.store.put_object(new, &mut serde_json::to_vec(kept)?.as_slice())?)
}

struct MessageLines<'r, R: Read> {
    reader: &'r mut SubmissionReader<R>,
    kept: Kept,
    /// The last line, read as far as it was given.
    rest: io::Cursor<Vec<u8>>,
    failure: Option<SiftError>,
}

impl<R: Read> Read for MessageLines<'_, R> {
    /// Fills `buffer` with lines; only the one at its end is kept beside it.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = self.rest.read(buffer)?;
        while filled < buffer.len() {
            match self.reader.next_message() {
                Ok(None) => break,
                Ok(Some(kept)) => {
                    self.kept.add(kept.position, kept.at);
                    let line = self.rest.get_mut();
                    line.clear();
                    line.extend_from_slice(kept.line);
                    line.push(b'\n');
                    self.rest.set_position(0);
                    filled += self.rest.read(&mut buffer[filled..])?;
                }
                Err(error) => {
                    self.failure = Some(error);
                    return Err(io::ErrorKind::InvalidData.into());
                }
            }
        }
        Ok(filled)
    }
}

fn put_file(
    desk: &Desk<'_>,
    owner: &ObjectOwner,
    submitted: &SubmittedFile,
    bytes: &mut dyn Read,
) -> Result<PutObject, Error> {
    let part = submitted.path.rsplit('/').next().and_then(|number| number.parse().ok()).unwrap_or(0);
    let new = NewObject {
        owner: owner.clone(),
        role: ObjectRole::Attachment,
        part,
        name: Some(Content::from(submitted.path.as_str())),
        media_type: submitted.media_type.clone(),
    };
    Ok(desk.archive.store.put_object(new, bytes)?)
}

struct Sealed {
    mark: String,
    size_bytes: u64,
}

/// Returns the rows of the copies that exist now: the owner's, the package, and the one that the archive holds itself.
fn copies(
    desk: &Desk<'_>,
    manifest: &SubmissionManifest,
    package: &Path,
    sealed: &Sealed,
) -> Vec<InterimCopy> {
    let row = |kind: &str, place: &str, purpose: &str| InterimCopy {
        id: CopyId(desk.archive.uuid(desk.now)),
        capture: CaptureId(manifest.id),
        kind: kind.to_owned(),
        place: Content::from(place),
        parent: None,
        purpose: purpose.to_owned(),
        made_at: desk.now,
        expires_at: None,
        mark: None,
        size_bytes: None,
        state: CopyState::Open,
    };
    // The text inside a zip, and the attachments, are copies only once somebody unpacks them: a hunt finds those too, and gives them
    // a row then. What certainly exists is the file that was read.
    let is_zip = manifest.copies.iter().any(|copy| copy.kind == "export-zip");
    let (read, purpose) = match (manifest.route, is_zip) {
        (Route::Screenshot, _) => ("screenshot", "the screenshot as it was chosen"),
        (_, true) => ("export-zip", "the export from which was chosen"),
        (_, false) => ("export-text", "the export from which was chosen"),
    };
    let theirs = manifest.copies.iter().filter(|copy| copy.kind == read).map(|copy| InterimCopy {
        mark: Some(copy.mark.clone()),
        size_bytes: Some(copy.size_bytes),
        ..row(&copy.kind, "with the chat owner", purpose)
    });
    let absolute = std::path::absolute(package).unwrap_or_else(|_| package.to_owned());
    let ours = [
        InterimCopy {
            mark: Some(sealed.mark.clone()),
            size_bytes: Some(sealed.size_bytes),
            ..row(PACKAGE, &absolute.to_string_lossy(), "the sealed submission")
        },
        row(ACCEPTED, "the archive", "the accepted copy, until its records are stored"),
    ];
    theirs.chain(ours).collect()
}

fn commit(
    desk: &mut Desk<'_>,
    manifest: &SubmissionManifest,
    puts: &[PutObject],
    copies: &[InterimCopy],
) -> Result<(), Error> {
    let id = CaptureId(manifest.id);
    let capture = Capture {
        id,
        owner: manifest.owner.clone(),
        state: CaptureState::Accepted { accepted: desk.done() },
        manifest: Some(manifest.clone()),
    };
    let detail = json!({
        "commitment": manifest.commitment,
        "owner": manifest.owner,
        "regime": manifest.regime,
        "not_kept_ground": manifest.not_kept_ground,
        "files": manifest.files.len(),
    });
    let entry = desk.entry(Act::Accept, vec![id.into()], detail);
    desk.archive.store.write(|tx| {
        tx.insert_capture(&capture)?;
        for put in puts {
            tx.insert_object(put)?;
        }
        for copy in copies {
            tx.insert_copy(copy)?;
        }
        Ok::<_, Error>(Audited::new((), entry))
    })
}

/// A file that is read once, marked and counted on the way.
struct Counted<'p> {
    file: File,
    done: u64,
    total: u64,
    /// Of its beginning.
    mark: Sha256,
    progress: &'p mut dyn FnMut(u64, u64),
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        let marked = PACKAGE_HEAD_BYTES.saturating_sub(self.done).min(n as u64);
        self.mark.update(&buffer[..usize::try_from(marked).unwrap_or(n)]);
        self.done += n as u64;
        (self.progress)(self.done, self.total);
        Ok(n)
    }
}
