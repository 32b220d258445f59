//! Roles: one administrator asks, another one approves; then they are in force and in the ledger.

use serde_json::json;
use uuid::Uuid;
use zegel_model::{Act, Person, PersonId, Role, RoleChangeState};
pub use zegel_store::RoleChange;
use zegel_store::{Audited, View};

use crate::{Desk, Error};

/// Asks for roles for somebody: all that the person will have.
///
/// While there is one administrator only, a change that makes the second is in force at once.
///
/// # Errors
/// `not-your-role`, `own-roles`, `roles-conflict`, `change-open` when one for this person waits already; when there is no such person.
pub fn propose(desk: &mut Desk<'_>, person: &PersonId, roles: Vec<Role>) -> Result<RoleChange, Error> {
    desk.authorise(Act::ProposeRoles)?;
    let state = RoleChangeState::propose(person, &roles, desk.done())?;
    let old = desk.archive.store.read(|view| view.person(person))?.person;
    let open = desk.archive.store.read(|view| view.open_role_changes())?;
    if open.iter().any(|change| change.person == *person) {
        return Err(Error::refused(
            "change-open",
            "a change of roles for this person waits already",
            "have that one decided first",
        ));
    }
    let change = RoleChange { id: desk.archive.uuid(desk.now), person: person.clone(), roles, state };
    let detail = json!({ "roles_of": person, "roles": change.roles, "roles_before": old.roles });
    let entry = desk.entry(Act::ProposeRoles, vec![], detail);
    desk.archive.store.write(|tx| {
        tx.insert_role_change(&change)?;
        Ok::<_, Error>(Audited::new((), entry))
    })?;
    if is_alone(desk, &change)? {
        approve(desk, change.id)?;
    }
    Ok(change)
}

/// Approves roles that another administrator asked for, and returns the person as they are now.
///
/// # Errors
/// `not-your-role`, `own-roles`, `four-eyes`, `wrong-state`; when there is no such change.
pub fn approve(desk: &mut Desk<'_>, id: Uuid) -> Result<Person, Error> {
    desk.authorise(Act::ApproveRoles)?;
    let change = desk.archive.store.read(|view| view.role_change(id))?;
    let is_alone = is_alone(desk, &change)?;
    let next = change.state.clone().approve(&change.person, desk.done(), is_alone)?;
    let old = desk.archive.store.read(|view| view.person(&change.person))?.person;
    let new = Person { roles: change.roles.clone(), ..old.clone() };
    let detail = json!({
        "roles_of": change.person,
        "roles": new.roles,
        "roles_before": old.roles,
        "alone": is_alone && change.state.proposed().by == desk.actor.id,
    });
    let entry = desk.entry(Act::ApproveRoles, vec![], detail);
    desk.archive.store.write(|tx| {
        tx.set_role_change_state(id, &change.state, &next)?;
        tx.update_person(&old, &new)?;
        Ok::<_, Error>(Audited::new((), entry))
    })?;
    Ok(new)
}

/// Refuses roles that were asked for, or withdraws what one asked oneself.
///
/// # Errors
/// `not-your-role`, `wrong-state`; when there is no such change.
pub fn refuse(desk: &mut Desk<'_>, id: Uuid) -> Result<(), Error> {
    desk.authorise(Act::ApproveRoles)?;
    let change = desk.archive.store.read(|view| view.role_change(id))?;
    let next = change.state.clone().refuse(desk.done())?;
    let entry = desk.entry(Act::ApproveRoles, vec![], json!({ "refused_roles_of": change.person }));
    desk.archive.store.write(|tx| {
        tx.set_role_change_state(id, &change.state, &next)?;
        Ok(Audited::new((), entry))
    })
}

/// Returns the changes that wait for a decision, oldest first.
///
/// # Errors
/// `not-your-role`.
pub fn open(desk: &Desk<'_>) -> Result<Vec<RoleChange>, Error> {
    desk.authorise(Act::KeepPeople)?;
    Ok(desk.archive.store.read(|view| view.open_role_changes())?)
}

/// True while there is one administrator, and this change makes somebody else one.
fn is_alone(desk: &Desk<'_>, change: &RoleChange) -> Result<bool, Error> {
    let count = |view: &View<'_>| {
        let people = view.people()?;
        Ok::<_, Error>(
            people.iter().filter(|known| known.person.roles.contains(&Role::Administrator)).count(),
        )
    };
    let n_administrators = desk.archive.store.read(count)?;
    Ok(n_administrators == 1 && change.roles.contains(&Role::Administrator) && change.person != desk.actor.id)
}
