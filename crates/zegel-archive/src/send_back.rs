//! Sending back: who registers tells the owner what should be different, per message or for the whole.
//!
//! What was accepted stays sealed until its owner withdraws it, because a mistake in sending back must lose nothing; its interim copy
//! stays open that long, and everybody sees that it does.

use serde_json::json;
use zegel_model::{Act, CaptureId, CopyState, ReturnReason};
use zegel_store::{Audited, ObjectOwner};

use crate::store::ACCEPTED;
use crate::{Desk, Error, keep};

/// Sends a capture back with reasons.
///
/// # Errors
/// `not-your-role`, `four-eyes`, `wrong-state`, `reason-missing`, `position-unknown`.
pub fn send_back(desk: &mut Desk<'_>, id: CaptureId, reasons: Vec<ReturnReason>) -> Result<(), Error> {
    desk.authorise(Act::Register)?;
    let old = desk.archive.store.read(|view| view.capture(id))?;
    let kept = keep::kept(desk, id)?.stretches;
    let is_unknown = |one: &ReturnReason| {
        one.position.is_some_and(|position| !crate::record_file::in_ranges(&kept, position))
    };
    if reasons.iter().any(is_unknown) {
        return Err(Error::refused(
            "position-unknown",
            "a reason names a message that was not handed in",
            "name positions of messages that stand in the submission",
        ));
    }
    let detail = json!({ "returned": id, "reasons": reasons });
    let new = old.state.clone().send_back(&old.owner, desk.done(), reasons)?;
    let entry = desk.entry(Act::Register, vec![id.into()], detail);
    desk.archive.store.write(|tx| {
        tx.set_capture_state(id, &old.state, &new)?;
        Ok(Audited::new((), entry))
    })
}

/// Takes a sending back, or a proposal with sensitive data, off again.
///
/// # Errors
/// `not-your-role`, `four-eyes`, `wrong-state`.
pub fn reopen(desk: &mut Desk<'_>, id: CaptureId) -> Result<(), Error> {
    desk.authorise(Act::Register)?;
    let old = desk.archive.store.read(|view| view.capture(id))?;
    let new = old.state.clone().reopen(&old.owner, &desk.actor.id)?;
    let detail = json!({ "reopened": id, "from": old.state.name() });
    let entry = desk.entry(Act::Register, vec![id.into()], detail);
    desk.archive.store.write(|tx| {
        tx.set_capture_state(id, &old.state, &new)?;
        Ok(Audited::new((), entry))
    })
}

/// Withdraws what was sent back: the accepted copy goes with its key, and so do the words about it.
///
/// # Errors
/// `not-your-role`, `not-your-capture`, `wrong-state`.
pub fn withdraw(desk: &mut Desk<'_>, id: CaptureId) -> Result<(), Error> {
    desk.authorise(Act::Accept)?;
    let old = desk.archive.store.read(|view| view.capture(id))?;
    let new = old.state.clone().withdraw(&old.owner, desk.done())?;
    let objects = desk.archive.store.read(|view| view.objects_of(&ObjectOwner::Capture(id)))?;
    let copies = desk.archive.store.read(|view| view.copies_of(id))?;
    let detail = json!({ "withdrawn": id, "accepted_objects_destroyed": objects.len() });
    let entry = desk.entry(Act::Accept, vec![id.into()], detail);
    let done = desk.done();
    desk.archive.store.write(|tx| {
        tx.set_capture_state(id, &old.state, &new)?;
        for object in &objects {
            tx.delete_object(object.id)?;
        }
        tx.destroy_capture_key(id)?;
        for copy in copies.iter().filter(|copy| copy.kind == ACCEPTED && copy.state == CopyState::Open) {
            let end = CopyState::Destroyed { done: done.clone(), how: "key-destroyed".to_owned() };
            tx.set_copy_state(copy.id, &copy.state, &end)?;
        }
        tx.erase_details(&zegel_store::Subject::from(id))?;
        tx.erase_manifest(id)?;
        Ok::<_, Error>(Audited::new((), entry))
    })
}
