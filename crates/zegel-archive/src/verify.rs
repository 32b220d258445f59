//! Verifying the whole archive: every object, every row, the ledger and what left it.

use serde_json::json;
use zegel_model::Act;
use zegel_store::{Audited, Finding, Progress};

use crate::{Desk, Error};

/// What was looked at, and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// What is not as it should be; empty when all is well.
    pub findings: Vec<Finding>,
    /// Number of entries in the ledger.
    pub n_entries: u64,
    /// Number of objects that were opened and hashed.
    pub n_objects: u64,
    /// Bytes that were opened.
    pub n_bytes: u64,
}

/// Verifies, and records that it was done and with how many findings.
///
/// # Errors
/// `not-your-role`; faults that stop the verification itself.
pub fn verify(desk: &mut Desk<'_>, progress: &mut dyn FnMut(Progress)) -> Result<Verified, Error> {
    desk.authorise(Act::Verify)?;
    let findings = desk.archive.store.verify(progress)?;
    let n_findings = findings.len();
    // A damaged archive may not let itself be counted, nor be written to: that must not hide what was found.
    let counted = count(desk).or_else(|error| if n_findings == 0 { Err(error) } else { Ok((0, 0, 0)) })?;
    let (n_entries, n_objects, n_bytes) = counted;
    match record(desk, n_findings) {
        Err(error) if n_findings == 0 => Err(error),
        _ => Ok(Verified { findings, n_entries, n_objects, n_bytes }),
    }
}

fn count(desk: &Desk<'_>) -> Result<(u64, u64, u64), Error> {
    desk.archive.store.read(|view| {
        let (n_objects, n_bytes) = view.count_objects()?;
        Ok((view.ledger_size()?, n_objects, n_bytes))
    })
}

/// A read-only archive (an alarm at the start) is verified all the same; the fact then stays out of its ledger.
fn record(desk: &mut Desk<'_>, n_findings: usize) -> Result<(), Error> {
    if desk.archive.store.alarm().is_some() {
        return Ok(());
    }
    let entry = desk.entry(Act::Verify, vec![], json!({ "findings": n_findings }));
    desk.archive.store.write(|_| Ok(Audited::new((), entry)))
}
