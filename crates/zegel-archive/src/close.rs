//! Closing a capture: the last step, possible only when no interim copy is open any more (requirement K5).

use serde_json::json;
use zegel_model::{Act, CaptureId};
use zegel_store::Audited;

use crate::{Desk, Error};

/// Closes a capture.
///
/// # Errors
/// `not-your-role`, `wrong-state`, `open-copies`.
pub fn close(desk: &mut Desk<'_>, capture: CaptureId) -> Result<(), Error> {
    desk.authorise(Act::CloseCapture)?;
    let entry = desk.entry(Act::CloseCapture, vec![capture.into()], json!({}));
    let (by, now) = (desk.actor.id.clone(), desk.now);
    desk.archive.store.write(|tx| {
        let old = tx.capture(capture)?.state;
        let n_open = tx.count_open_copies(capture)?;
        let new = old.clone().close(n_open, &by, now)?;
        tx.set_capture_state(capture, &old, &new)?;
        Ok(Audited::new((), entry))
    })
}
