//! Dossiers: where records belong.

use serde_json::json;
use zegel_model::{Act, Content, DossierId};
use zegel_store::{Audited, Dossier};

use crate::{Desk, Error};

/// How many dossiers a list shows at most.
pub const LIST_LIMIT: u32 = 10_000;

/// Opens a dossier with a key of its own.
///
/// # Errors
/// `not-your-role`; when there is one of that name.
pub fn open(desk: &mut Desk<'_>, id: &DossierId, title: &Content) -> Result<(), Error> {
    desk.authorise(Act::KeepDossier)?;
    let dossier = Dossier { id: id.clone(), title: title.clone(), created: desk.done(), closed: None };
    let entry = desk.entry(Act::KeepDossier, vec![id.into()], json!({ "opened": id }));
    desk.archive.store.write(|tx| {
        tx.insert_dossier(&dossier)?;
        Ok(Audited::new((), entry))
    })
}

/// Closes a dossier: nothing enters it any more.
///
/// # Errors
/// `not-your-role`, `dossier-closed`.
pub fn close(desk: &mut Desk<'_>, id: &DossierId) -> Result<(), Error> {
    desk.authorise(Act::KeepDossier)?;
    let old = find_open(desk, id)?;
    let new = Dossier { closed: Some(desk.done()), ..old.clone() };
    let entry = desk.entry(Act::KeepDossier, vec![id.into()], json!({ "closed": id }));
    desk.archive.store.write(|tx| {
        tx.update_dossier(&old, &new)?;
        Ok(Audited::new((), entry))
    })
}

/// Returns the dossiers in order of name.
///
/// # Errors
/// `not-your-role`.
pub fn list(desk: &Desk<'_>) -> Result<Vec<Dossier>, Error> {
    desk.authorise(Act::KeepDossier)?;
    Ok(desk.archive.store.read(|view| view.dossiers(None, LIST_LIMIT))?)
}

/// Returns a dossier that something may enter.
pub(crate) fn find_open(desk: &Desk<'_>, id: &DossierId) -> Result<Dossier, Error> {
    let dossier = desk.archive.store.read(|view| view.dossier(id))?;
    if dossier.closed.is_some() {
        return Err(Error::refused(
            "dossier-closed",
            format!("dossier {id} is closed"),
            "choose or open another dossier",
        ));
    }
    Ok(dossier)
}
