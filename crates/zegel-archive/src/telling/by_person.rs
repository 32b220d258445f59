//! Who was told by a person: on the telephone or face to face (GDPR art. 34 asks for no form). No letter follows.

use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;
use zegel_breach::telling::{LetterState, Way};
use zegel_model::{Act, BreachId};
use zegel_store::Audited;

use super::list::{Person, moved, person};
use super::{UNDER_WAY, entry, in_phase, newest};
use crate::{Desk, Error};

/// The least that is looked for, in characters: one letter fits everybody.
pub const MIN_SOUGHT_CHARS: usize = 2;

/// Looks in the list for people by a piece of their name, mail address or postal address; returns at most `limit`, in the order of
/// the list.
///
/// # Errors
/// `not-your-role`, `sought-short`.
pub fn seek(desk: &Desk<'_>, id: BreachId, sought: &str, limit: usize) -> Result<Vec<Person>, Error> {
    desk.authorise(Act::HandleBreach)?;
    let sought = sought.trim().to_lowercase();
    if sought.chars().count() < MIN_SOUGHT_CHARS {
        return Err(Error::refused("sought-short", "one letter fits everybody", "write more of the name"));
    }
    let Some(row) = newest(desk.archive, id)? else { return Ok(vec![]) };
    let letters = desk.archive.store.read(|view| view.letters(row.id, None, u32::MAX))?;
    let mut found = vec![];
    for letter in &letters {
        let one = person(letter)?;
        if fits(&one, &sought) {
            found.push(one);
        }
        if found.len() == limit {
            break;
        }
    }
    Ok(found)
}

fn fits(one: &Person, sought: &str) -> bool {
    let of_person = one
        .person
        .iter()
        .flat_map(|person| [&person.name].into_iter().chain(&person.mail).chain(&person.address));
    let of_line = one.bad.iter().flat_map(|bad| &bad.fields);
    of_person.chain(of_line).any(|piece| piece.as_str().to_lowercase().contains(sought))
}

/// Records that a person told somebody of the list.
///
/// # Errors
/// `not-your-role`; `wrong-state` where they were told already or the letter is on its way; `moment-future`, `told-early` for a
/// moment that is still to come, or before the text was approved.
pub fn told_by_person(
    desk: &mut Desk<'_>,
    id: BreachId,
    letter: Uuid,
    (way, at): (Way, Timestamp),
) -> Result<(), Error> {
    desk.authorise(Act::HandleBreach)?;
    let row = in_phase(desk, id, &UNDER_WAY)?;
    if desk.now < at {
        return Err(Error::refused(
            "moment-future",
            "that moment is still to come",
            "look at the day and the time",
        ));
    }
    let mailing = super::mailing(&row)?;
    // The form asks for minutes.
    let approved = super::approval(&mailing)?.approved.at;
    if at.as_second().div_euclid(60) < approved.as_second().div_euclid(60) {
        return Err(Error::refused(
            "told-early",
            "that is before the text was approved",
            "look at the day and the time; who was told before belongs in the facts of the breach",
        ));
    }
    step(
        desk,
        (id, &row),
        letter,
        json!({ "telling": "told-by-person", "letter": letter, "way": way, "told": at }),
        |state| state.told(way, at),
    )
}

/// Takes back that a person told somebody; their letter stands where it stood.
///
/// # Errors
/// `not-your-role`, `wrong-state`.
pub fn not_told(desk: &mut Desk<'_>, id: BreachId, letter: Uuid) -> Result<(), Error> {
    desk.authorise(Act::HandleBreach)?;
    let row = in_phase(desk, id, &UNDER_WAY)?;
    let detail = json!({ "telling": "not-told", "letter": letter });
    step(desk, (id, &row), letter, detail, LetterState::not_told)
}

fn step(
    desk: &mut Desk<'_>,
    (id, row): (BreachId, &zegel_store::TellingRow),
    letter: Uuid,
    detail: serde_json::Value,
    next: impl FnOnce(&LetterState) -> Result<LetterState, zegel_model::Refusal>,
) -> Result<(), Error> {
    let old = desk.archive.store.read(|view| view.letter(row.id, letter))?;
    let state: LetterState = serde_json::from_str(&old.state)?;
    let new = moved(&old, &next(&state)?)?;
    let entry = entry(desk, id, row.id, detail);
    desk.archive.store.write(|tx| {
        tx.set_letter(&old, &new)?;
        Ok::<_, Error>(Audited::new((), entry))
    })
}
