//! Who is known to the archive, and in which roles. The list itself is in the ledger.

use serde_json::json;
use zegel_model::{Act, Content, Person, PersonId, Role, refuse_conflict};
use zegel_store::Audited;

use crate::{Desk, Error, role_changes};

/// How long the name of a person may be, in characters.
pub const MAX_NAME: usize = 120;

/// Adds a person without roles, and asks for theirs: a second administrator gives them.
///
/// # Errors
/// Those of [`add`] and of [`role_changes::propose`].
pub fn enlist(desk: &mut Desk<'_>, id: PersonId, name: &str, roles: Vec<Role>) -> Result<(), Error> {
    refuse_conflict(&roles)?;
    add(desk, &Person { id: id.clone(), name: Content::from(name.trim()), roles: vec![] })?;
    match roles.is_empty() {
        true => Ok(()),
        false => role_changes::propose(desk, &id, roles).map(drop),
    }
}

/// Adds a person.
///
/// # Errors
/// `not-your-role`, `roles-conflict`; `person-name-wrong` for a name that is empty, longer than [`MAX_NAME`] or holds control
/// characters; when somebody has that short name already.
pub fn add(desk: &mut Desk<'_>, person: &Person) -> Result<(), Error> {
    desk.authorise(Act::KeepPeople)?;
    check(person)?;
    let detail = json!({ "added": person.id, "roles": person.roles });
    let entry = desk.entry(Act::KeepPeople, vec![], detail);
    desk.archive.store.write(|tx| {
        tx.insert_person(person)?;
        Ok(Audited::new((), entry))
    })
}

/// Changes the name or the roles of a person.
///
/// # Errors
/// `not-your-role`, `roles-conflict`, `person-name-wrong`; `own-roles` for one's own; when nobody has that short name.
pub fn change(desk: &mut Desk<'_>, person: &Person) -> Result<(), Error> {
    desk.authorise(Act::KeepPeople)?;
    check(person)?;
    if person.id == desk.actor.id {
        return Err(Error::refused(
            "own-roles",
            "nobody changes their own roles",
            "ask a second administrator",
        ));
    }
    let old = desk.archive.store.read(|view| view.person(&person.id))?.person;
    let detail = json!({ "changed": person.id, "roles": person.roles, "roles_before": old.roles });
    let entry = desk.entry(Act::KeepPeople, vec![], detail);
    desk.archive.store.write(|tx| {
        tx.update_person(&old, person)?;
        Ok(Audited::new((), entry))
    })
}

fn check(person: &Person) -> Result<(), Error> {
    refuse_conflict(&person.roles)?;
    let name = person.name.as_str();
    if name.trim().is_empty() || MAX_NAME < name.chars().count() || name.chars().any(char::is_control) {
        return Err(Error::refused(
            "person-name-wrong",
            "this name does not fit",
            "use 1 to 120 characters, on one line",
        ));
    }
    Ok(())
}

/// Returns everybody, in order of their short names.
///
/// # Errors
/// `not-your-role`.
pub fn list(desk: &Desk<'_>) -> Result<Vec<Person>, Error> {
    desk.authorise(Act::SeeStates)?;
    let known = desk.archive.store.read(|view| view.people())?;
    Ok(known.into_iter().map(|known| known.person).collect())
}

/// Returns who has a passkey, a passphrase or another way to sign on.
///
/// # Errors
/// `not-your-role`.
pub fn who_can_sign_on(desk: &Desk<'_>) -> Result<Vec<PersonId>, Error> {
    desk.authorise(Act::KeepPeople)?;
    Ok(desk.archive.store.read(|view| view.people_with_credentials())?)
}

/// Returns everybody of an archive that was made as an example, and nobody of any other.
///
/// # Errors
/// Faults of the store.
pub fn of_example(archive: &crate::Archive) -> Result<Vec<Person>, Error> {
    if !archive.config.example {
        return Ok(vec![]);
    }
    let known = archive.store.read(|view| view.people())?;
    Ok(known.into_iter().map(|known| known.person).collect())
}

/// Returns the full name of a person, where the archive knows it.
pub(crate) fn name_of(desk: &Desk<'_>, id: &PersonId) -> Result<Option<zegel_model::Content>, Error> {
    match desk.archive.store.read(|view| view.person(id)) {
        Ok(known) => Ok(Some(known.person.name)),
        Err(zegel_store::StoreError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
