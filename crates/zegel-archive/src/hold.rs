//! Holds: a hold stops destruction at once and beats every term (records checklist 19, 20).

use serde_json::json;
use zegel_model::{Act, Content};
use zegel_store::{Audited, Hold, HoldId, Target};

use crate::{Desk, Error};

/// Places a hold on a record or a dossier.
///
/// # Errors
/// `not-your-role`; when there is no such target.
pub fn place(desk: &mut Desk<'_>, target: &Target, ground: &Content) -> Result<HoldId, Error> {
    desk.authorise(Act::Hold)?;
    let id = HoldId(desk.archive.uuid(desk.now));
    let hold = Hold { id, target: target.clone(), ground: ground.clone(), placed: desk.done(), lifted: None };
    let entry = desk.entry(Act::Hold, vec![id.into()], json!({ "placed": id.to_string(), "ground": ground }));
    desk.archive.store.write(|tx| {
        tx.place_hold(&hold)?;
        Ok(Audited::new(id, entry))
    })
}

/// Lifts one hold; others on the same target stay.
///
/// # Errors
/// `not-your-role`; when there is no such hold, or it was lifted.
pub fn lift(desk: &mut Desk<'_>, id: HoldId) -> Result<(), Error> {
    desk.authorise(Act::Hold)?;
    let entry = desk.entry(Act::Hold, vec![id.into()], json!({ "lifted": id.to_string() }));
    let lifted = desk.done();
    desk.archive.store.write(|tx| {
        tx.lift_hold(id, &lifted)?;
        Ok(Audited::new((), entry))
    })
}

/// Returns the holds on a target, those that were lifted included.
///
/// # Errors
/// `not-your-role`.
pub fn list(desk: &Desk<'_>, target: &Target) -> Result<Vec<Hold>, Error> {
    desk.authorise(Act::SeeStates)?;
    Ok(desk.archive.store.read(|view| view.holds(target))?)
}
