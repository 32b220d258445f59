//! Mails that came back: a person brings in the reports of mail servers, and each finds its letter by its Message-ID.

use std::collections::HashMap;

use serde_json::json;
use zegel_breach::telling::{Bounced, LetterState, read_bounces};
use zegel_model::{Act, BreachId};
use zegel_store::{Audited, LetterRow, Subject};

use super::list::moved;
use super::sending::message_id;
use crate::{Desk, Error};

/// What became of the reports in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CameBack {
    /// Letters that came back.
    pub n_bounced: u64,
    /// Letters that were in doubt and arrived.
    pub n_arrived: u64,
    /// Reports that say nothing new: still being tried, or known already.
    pub n_known: u64,
    /// Reports about no letter of this breach.
    pub n_strange: u64,
    /// Mails that are no report.
    pub n_other: u64,
}

/// Reads the reports in a file and moves the letters that they are about.
///
/// # Errors
/// `not-your-role`, `no-mail-server`, what [`read_bounces`] refuses.
pub fn take_bounces(desk: &mut Desk<'_>, id: BreachId, bytes: &[u8]) -> Result<CameBack, Error> {
    desk.authorise(Act::HandleBreach)?;
    let bounces = read_bounces(bytes)?;
    let Some(mail) = desk.archive.config.mail.clone() else {
        return Err(Error::refused(
            "no-mail-server",
            "no mail server is configured, so nothing was mailed",
            "have the operator fill in [mail] in zegel.toml",
        ));
    };
    let rows = desk.archive.store.read(|view| view.tellings_of(id))?;
    let mut letters: HashMap<String, (LetterRow, LetterState)> = HashMap::new();
    for row in &rows {
        for letter in desk.archive.store.read(|view| view.letters(row.id, None, u32::MAX))? {
            let state = serde_json::from_str(&letter.state)?;
            letters.insert(message_id(&mail, row.id, letter.id), (letter, state));
        }
    }
    let mut found = CameBack { n_other: bounces.n_other, ..CameBack::default() };
    let mut moves: Vec<(LetterRow, LetterRow)> = vec![];
    for report in &bounces.reports {
        let Some((letter, state)) = letters.get_mut(&report.message_id) else {
            found.n_strange += 1;
            continue;
        };
        let Some(next) = state.reported(&report.became, desk.now) else {
            found.n_known += 1;
            continue;
        };
        match report.became {
            Bounced::Failed { .. } => found.n_bounced += 1,
            Bounced::Delivered | Bounced::Delayed => found.n_arrived += 1,
        }
        let new = moved(letter, &next)?;
        moves.push((std::mem::replace(letter, new.clone()), new));
        *state = next;
    }
    let named: Vec<_> = moves.iter().map(|(_, new)| (&new.id, &new.code)).collect();
    let CameBack { n_bounced, n_arrived, n_known, n_strange, n_other } = found;
    let detail = json!({
        "telling": "came-back", "letters": named, "n_bounced": n_bounced, "n_arrived": n_arrived,
        "n_known": n_known, "n_strange": n_strange, "n_other": n_other,
    });
    let subjects = std::iter::once(id.into()).chain(rows.iter().map(|row| Subject::telling(row.id)));
    let entry = desk.entry(Act::HandleBreach, subjects.collect(), detail);
    desk.archive.store.write(|tx| {
        moves.iter().try_for_each(|(old, new)| tx.set_letter(old, new))?;
        Ok::<_, Error>(Audited::new(found, entry))
    })
}
