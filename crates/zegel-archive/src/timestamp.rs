//! Time-stamp tokens (RFC 3161) over signed checkpoints, where the body has configured an authority.
//!
//! A token says that the ledger with that root existed at that moment, whatever the clock of this machine said. This file does not
//! post anything itself: the caller does, so that the one way out of the machine is in one place.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::json;
use zegel_ledger::timestamp::{TimestampRequest, TrustAnchors};
use zegel_model::Act;
use zegel_store::Audited;

use crate::{Desk, Error};

/// A token that was checked and kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped {
    /// The moment that the authority states, UTC.
    pub at: jiff::Timestamp,
    /// The name of the signer.
    pub signer: String,
    /// The size of the ledger at that moment.
    pub size: u64,
    /// The folder with checkpoint, request and response.
    pub folder: PathBuf,
}

/// Posts a request to an address and returns the response.
pub type Post<'a> = dyn FnMut(&str, &[u8]) -> io::Result<Vec<u8>> + 'a;

/// Has the checkpoint of today stamped: `post` gets the address and the request, and returns the response.
///
/// # Errors
/// `not-your-role`, `no-authority`; when the authority cannot be reached, or its answer does not hold.
pub fn stamp(desk: &mut Desk<'_>, post: &mut Post<'_>) -> Result<Stamped, Error> {
    desk.authorise(Act::ReadLedger)?;
    let Some(authority) = desk.archive.config.timestamp.clone() else {
        return Err(Error::refused(
            "no-authority",
            "no time-stamp authority is configured",
            "add [timestamp] with url and trust to zegel.toml",
        ));
    };
    let trust = desk.archive.dir.join(&authority.trust);
    let anchors = TrustAnchors::from_pem(&std::fs::read(&trust).map_err(Error::io("read", &trust))?)?;
    let signed = desk.archive.store.publish_checkpoint()?;
    let checkpoint = signed.to_string();
    let mut nonce = [0; 16];
    (desk.archive.outside.random)(&mut nonce);
    let request = TimestampRequest::new(checkpoint.as_bytes(), nonce);
    let response = post(&authority.url, request.as_der()).map_err(|source| Error::Io {
        doing: "reach the time-stamp authority for",
        path: desk.archive.dir.clone(),
        source,
    })?;
    let size = signed.claimed().size();
    // The raw bytes are kept before they are judged: a token that we cannot read may still be one.
    let folder = keep(&desk.archive.dir, size, &checkpoint, (request.as_der(), &response))?;
    let verified = request.verify(checkpoint.as_bytes(), &response, &anchors)?;
    let detail = json!({ "stamped_size": size, "at": verified.at, "serial": verified.serial });
    let entry = desk.entry(Act::ReadLedger, vec![], detail);
    desk.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))?;
    Ok(Stamped { at: verified.at, signer: verified.signer, size, folder })
}

fn keep(
    dir: &Path,
    size: u64,
    checkpoint: &str,
    (request, response): (&[u8], &[u8]),
) -> Result<PathBuf, Error> {
    let folder = dir.join("timestamps").join(size.to_string());
    std::fs::create_dir_all(&folder).map_err(Error::io("make", &folder))?;
    for (name, bytes) in
        [("checkpoint", checkpoint.as_bytes()), ("request.tsq", request), ("response.tsr", response)]
    {
        let path = folder.join(name);
        std::fs::write(&path, bytes).map_err(Error::io("write", &path))?;
    }
    Ok(folder)
}
