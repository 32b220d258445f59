//! The MDTO SIP (specification 1.0, March 2026): a tree of folders with sidecars, and a pakbon beside it.
//!
//! ```text
//! pakbon.xml
//! sip/<dossier>/<dossier>.MDTO.xml
//! sip/<dossier>/<record>/<record>.MDTO.xml
//! sip/<dossier>/<record>/<file.ext>
//! sip/<dossier>/<record>/<file.ext>.bestand.MDTO.xml
//! ```
//! The pakbon stands outside the folder that its hash covers. The specification leaves its form to receiver and sender; ours
//! holds every field that it asks for, and [`check_sip`] counts and hashes all of it again.

mod check;
mod pakbon;

use std::io;

pub use check::{SipReport, check_sip};
pub use pakbon::{DeliveryKind, Pakbon, PakbonError, PakbonHead};

use crate::package::{Open, PackageError, Plan, Written};
use crate::tree::{SafePath, Sink};

/// The file name of the pakbon.
pub(crate) const PAKBON: &str = "pakbon.xml";
/// The folder of the SIP beside it.
pub(crate) const SIP: &str = "sip";

/// Writes a delivery: the SIP and its pakbon.
///
/// # Errors
/// [`PackageError`]; what was written until then is for the sink to throw away.
pub fn write_sip(
    plan: &Plan,
    head: &PakbonHead,
    sink: &mut dyn Sink,
    open: &mut Open<'_, '_>,
) -> Result<Pakbon, PackageError> {
    let written = plan.write(&mut Below { sink, folder: SIP }, open)?;
    let pakbon = Pakbon::new(head.clone(), &written);
    let failed = |source| PackageError::Io { doing: "write", path: PAKBON.to_owned(), source };
    let path = SafePath::new(PAKBON).map_err(|error| failed(invalid(error)))?;
    sink.file(&path, &mut pakbon.to_xml().as_bytes()).map_err(failed)?;
    Ok(pakbon)
}

/// A sink inside a folder of another.
struct Below<'s> {
    sink: &'s mut dyn Sink,
    folder: &'static str,
}

impl Sink for Below<'_> {
    fn file(&mut self, path: &SafePath, content: &mut dyn io::Read) -> io::Result<u64> {
        let path = SafePath::new(format!("{}/{path}", self.folder)).map_err(invalid)?;
        self.sink.file(&path, content)
    }
}

fn invalid(error: crate::UnsafePath) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, error)
}

impl Written {
    /// Returns the hash of the whole tree, which anybody can compute with common tools:
    /// `find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum` inside the folder.
    pub fn tree_sha256(&self) -> String {
        tree_sha256(self.digests.iter().map(|(path, sha256)| (path.as_str(), sha256.as_str())))
    }
}

/// SHA-256 over a line `<sha256>  <path>` for each file, in byte order of the paths.
pub(crate) fn tree_sha256<'a>(digests: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    use sha2::{Digest, Sha256};
    let mut sorted: Vec<_> = digests.collect();
    sorted.sort_unstable();
    let mut hash = Sha256::new();
    for (path, sha256) in sorted {
        hash.update(format!("{sha256}  {path}\n"));
    }
    hex::encode(hash.finalize())
}
