//! A file that a person keeps with a breach: the receipt of an authority, what shows that a notice stood somewhere.

use serde::{Deserialize, Serialize};
use zegel_model::Content;
use zegel_store::{MAX_PAPER_BYTES, Paper, PaperKind, View};

use crate::{Desk, Error};

/// A file with the name that somebody gave it.
#[derive(Clone, PartialEq, Eq)]
pub struct BreachFile {
    /// Its name; it may be personal.
    pub name: Content,
    /// The file.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for BreachFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BreachFile({} bytes)", self.bytes.len())
    }
}

/// What the archive keeps beside the bytes.
#[derive(Serialize, Deserialize)]
struct Head {
    name: Content,
    size_bytes: u64,
}

/// Makes the paper of a file; its bytes go into the archive with it.
///
/// # Errors
/// `file-size`.
pub(crate) fn paper(desk: &Desk<'_>, name: &str, file: BreachFile) -> Result<(Paper, Vec<u8>), Error> {
    let size = file.bytes.len();
    if !(1..=MAX_PAPER_BYTES).contains(&size) {
        return Err(Error::refused(
            "file-size",
            format!("the file has {size} bytes"),
            format!("give a file of at most {} MiB that is not empty", MAX_PAPER_BYTES >> 20),
        ));
    }
    let head = Head { name: file.name, size_bytes: size as u64 };
    Ok((desk.paper(PaperKind::BreachFile, name, 1, &head)?, file.bytes))
}

/// Returns a file by the name of its paper, or `None` when there is none.
pub(crate) fn read(view: &View<'_>, name: &str) -> Result<Option<BreachFile>, Error> {
    let Some(paper) = view.paper(PaperKind::BreachFile, name)? else { return Ok(None) };
    let head: Head = paper.read()?;
    Ok(Some(BreachFile { name: head.name, bytes: view.paper_bytes(paper.id)? }))
}
