//! The list of who is told: brought in as a table, kept sealed in the database, never given out again as a whole.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;
use zegel_breach::telling::{BadLine, LetterState, ListDefaults, MAX_RECIPIENTS, Recipient, read_list};
use zegel_law::FormLanguage;
use zegel_model::{Act, BreachId, Done};
use zegel_store::{Audited, LetterRow, TellingRow};

use super::{Mailing, Phase, changed, mailing, newest, wrong_phase};
use crate::breaches;
use crate::{Archive, Desk, Error};

/// What is known of a list without its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Who brought the newest part in, and when.
    pub brought: Done,
    /// How many people are on it.
    pub n_people: u64,
    /// Lines that doubled somebody else.
    pub n_doubles: u64,
    /// Lines that cannot be used.
    pub n_bad: u64,
    /// How many people of each kind read which language.
    pub groups: Vec<(String, FormLanguage, u64)>,
}

/// What stands in the row of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stored {
    /// The line of the list.
    pub(super) line: u64,
    /// Who gets it; `None` for a line that cannot be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) person: Option<Recipient>,
    /// The line that cannot be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) bad: Option<BadLine>,
}

/// Somebody on the list, with where their letter stands.
#[derive(Debug, Clone)]
pub struct Person {
    /// The letter.
    pub letter: Uuid,
    /// The line of the list.
    pub line: u64,
    /// Who; `None` for a line that cannot be used, or once the list was erased.
    pub person: Option<Recipient>,
    /// The line that cannot be used.
    pub bad: Option<BadLine>,
    /// Where the letter stands.
    pub state: LetterState,
}

/// Brings in a list; `is_added` puts it behind the one that is there, otherwise it takes its place. Returns what became of it.
///
/// # Errors
/// `not-your-role`, `closed`, `wrong-state` once it was approved, and what [`read_list`] refuses.
pub fn take_list(desk: &mut Desk<'_>, id: BreachId, bytes: &[u8], is_added: bool) -> Result<Listed, Error> {
    desk.authorise(Act::HandleBreach)?;
    breaches::newest(desk.archive, id)?.breach.refuse_closed()?;
    let defaults = ListDefaults {
        language: super::desk_language(desk.archive),
        kinds: desk.archive.config.privacy.tell_kinds.clone(),
    };
    let mut read = read_list(bytes, &defaults)?;
    let draft = draft(desk, id)?;
    let there = match &draft {
        Some(row) if is_added => stored(desk.archive, row.id)?,
        _ => vec![],
    };
    let keys: HashMap<String, u64> =
        there.iter().filter_map(|one| Some((one.person.as_ref()?.key(), one.line))).collect();
    let (new, doubles): (Vec<_>, Vec<_>) =
        read.recipients.into_iter().partition(|(_, recipient)| !keys.contains_key(&recipient.key()));
    read.recipients = new;
    let n_doubles = (read.doubles.len() + doubles.len()) as u64;
    let people =
        read.recipients.into_iter().map(|(line, person)| Stored { line, person: Some(person), bad: None });
    let bad = read.bad.into_iter().map(|(line, bad)| Stored { line, person: None, bad: Some(bad) });
    let added: Vec<Stored> = people.chain(bad).collect();
    if MAX_RECIPIENTS < there.len() + added.len() {
        return Err(Error::refused(
            "list-rows",
            format!("together the lists have more than {MAX_RECIPIENTS} lines"),
            "tell people in several rounds",
        ));
    }
    let before = match &draft {
        Some(row) if is_added => mailing(row)?.listed.n_doubles,
        _ => 0,
    };
    let listed = listed(desk.done(), there.iter().chain(&added), before + n_doubles);
    keep(desk, (id, draft), (there.len() as u64, is_added), (added, listed))
}

/// Removes the lines that cannot be used, after somebody brought them in again mended or decided that they are nobody.
///
/// # Errors
/// `not-your-role`, `wrong-state` once it was approved.
pub fn remove_unusable(desk: &mut Desk<'_>, id: BreachId) -> Result<u64, Error> {
    desk.authorise(Act::HandleBreach)?;
    let row = draft(desk, id)?.ok_or_else(wrong_phase)?;
    let old = mailing(&row)?;
    let n = old.listed.n_bad;
    let listed = Listed { n_bad: 0, brought: desk.done(), ..old.listed.clone() };
    let new = changed(&row, &Mailing { listed, changed: desk.done(), ..old })?;
    let entry = super::entry(desk, id, row.id, json!({ "telling": "lines-removed", "n": n }));
    desk.archive.store.write(|tx| {
        tx.delete_letters(row.id, Some("unusable"))?;
        tx.set_telling(&row, &new)?;
        Ok::<_, Error>(Audited::new(n, entry))
    })
}

/// Returns at most `limit` people of the newest telling whose letters stand so, for who works on the breach.
///
/// # Errors
/// `not-your-role`.
pub fn people(desk: &Desk<'_>, id: BreachId, code: &str, limit: u32) -> Result<Vec<Person>, Error> {
    desk.authorise(Act::HandleBreach)?;
    let Some(row) = newest(desk.archive, id)? else { return Ok(vec![]) };
    let letters = desk.archive.store.read(|view| view.letters(row.id, Some(code), limit))?;
    letters.iter().map(person).collect()
}

pub(super) fn person(letter: &LetterRow) -> Result<Person, Error> {
    let stored: Option<Stored> = letter.recipient.as_deref().map(serde_json::from_str).transpose()?;
    let (line, person, bad) = stored.map_or((letter.seq, None, None), |one| (one.line, one.person, one.bad));
    Ok(Person { letter: letter.id, line, person, bad, state: serde_json::from_str(&letter.state)? })
}

/// Returns the telling whose list may still change; `None` when the next list begins a new one.
fn draft(desk: &Desk<'_>, id: BreachId) -> Result<Option<TellingRow>, Error> {
    let Some(row) = newest(desk.archive, id)? else { return Ok(None) };
    match mailing(&row)?.phase {
        Phase::Draft => Ok(Some(row)),
        Phase::Done => Ok(None),
        Phase::Approved | Phase::Running | Phase::Paused => Err(wrong_phase()),
    }
}

fn stored(archive: &Archive, telling: Uuid) -> Result<Vec<Stored>, Error> {
    let letters = archive.store.read(|view| view.letters(telling, None, u32::MAX))?;
    let texts = letters.iter().filter_map(|letter| letter.recipient.as_deref());
    texts.map(|text| Ok(serde_json::from_str(text)?)).collect()
}

fn listed<'s>(brought: Done, lines: impl Iterator<Item = &'s Stored>, n_doubles: u64) -> Listed {
    let mut groups: BTreeMap<(String, &str), (FormLanguage, u64)> = BTreeMap::new();
    let (mut n_people, mut n_bad) = (0, 0);
    for line in lines {
        let Some(person) = &line.person else {
            n_bad += 1;
            continue;
        };
        n_people += 1;
        let key = (person.kind.clone(), person.language.tag());
        groups.entry(key).or_insert((person.language, 0)).1 += 1;
    }
    let groups = groups.into_iter().map(|((kind, _), (language, n))| (kind, language, n)).collect();
    Listed { brought, n_people, n_doubles, n_bad, groups }
}

fn keep(
    desk: &mut Desk<'_>,
    (id, draft): (BreachId, Option<TellingRow>),
    (n_there, is_added): (u64, bool),
    (added, listed): (Vec<Stored>, Listed),
) -> Result<Listed, Error> {
    let new = Mailing {
        phase: Phase::Draft,
        changed: desk.done(),
        listed: listed.clone(),
        approval: None,
        given_up: None,
        erased: None,
    };
    let state = serde_json::to_string(&new)?;
    let seq = newest(desk.archive, id)?.map_or(1, |row| row.seq + 1);
    let row = match &draft {
        Some(row) => TellingRow { state, ..row.clone() },
        None => TellingRow { id: desk.archive.uuid(desk.now), breach: id, seq, is_running: false, state },
    };
    let first = if is_added { n_there } else { 0 };
    let letters: Vec<LetterRow> = (first + 1..)
        .zip(&added)
        .map(|(seq, stored)| letter(desk.archive.uuid(desk.now), seq, stored))
        .collect::<Result<_, Error>>()?;
    let Listed { n_people, n_doubles, n_bad, .. } = listed;
    let detail = json!({
        "telling": if is_added { "list-added" } else { "list" },
        "n_people": n_people, "n_doubles": n_doubles, "n_bad": n_bad,
    });
    let entry = super::entry(desk, id, row.id, detail);
    desk.archive.store.write(|tx| {
        match &draft {
            Some(old) => tx.set_telling(old, &row)?,
            None => tx.insert_telling(&row)?,
        }
        if !is_added {
            tx.delete_letters(row.id, None)?;
        }
        letters.iter().try_for_each(|letter| tx.insert_letter(row.id, letter))?;
        Ok::<_, Error>(Audited::new((), entry))
    })?;
    Ok(listed)
}

fn letter(id: Uuid, seq: u64, stored: &Stored) -> Result<LetterRow, Error> {
    let state = match (&stored.person, &stored.bad) {
        (Some(person), _) => LetterState::new(person.mail.is_some()),
        (None, Some(bad)) => LetterState::Unusable { why: bad.why.clone() },
        (None, None) => LetterState::Paper,
    };
    Ok(LetterRow {
        id,
        seq,
        code: state.code().to_owned(),
        due: due(&state),
        recipient: Some(serde_json::to_string(stored)?),
        state: serde_json::to_string(&state)?,
    })
}

/// Returns the second from which a letter may be sent; one that may be sent at any time counts from the first.
pub(super) fn due(state: &LetterState) -> Option<i64> {
    Some(state.due()?.as_second().max(0))
}

/// Returns the row of a letter in another state.
pub(super) fn moved(letter: &LetterRow, state: &LetterState) -> Result<LetterRow, Error> {
    Ok(LetterRow {
        code: state.code().to_owned(),
        due: due(state),
        state: serde_json::to_string(state)?,
        ..letter.clone()
    })
}
