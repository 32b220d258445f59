//! Messages of a processor to the controller (requirement B1; GDPR art. 33(2)): what was written, to whom, and when it was sent.
//!
//! Zegel sends none of them: a person sends it the way the contract says, and records it here. Each stays as it was sent; the first
//! is the moment that counts, and those after it complete it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use zegel_breach::MAX_TEXT_CHARS;
use zegel_model::{Act, BreachId, Content, Done};
use zegel_store::{Paper, PaperKind};

use crate::breaches::{self, Known, Seen};
use crate::{Desk, Error};

/// A message that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// To whom, and along which way.
    pub to: Content,
    /// What it said.
    pub text: Content,
    /// When it was sent.
    pub sent_at: Timestamp,
}

/// A message with who recorded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its number within the breach, from 1.
    pub n: u64,
    /// What was sent.
    pub message: Message,
    /// Who recorded it, and when.
    pub made: Done,
}

/// Returns the messages of a breach, oldest first.
///
/// # Errors
/// `not-your-role`.
pub fn list(desk: &Desk<'_>, id: BreachId) -> Result<Vec<Recorded>, Error> {
    desk.authorise(Act::SeeBreaches)?;
    let papers = desk.archive.store.read(|view| view.paper_versions(PaperKind::BreachFile, &name(id)))?;
    let recorded =
        |paper: &Paper| Ok(Recorded { n: paper.version, message: paper.read()?, made: paper.made.clone() });
    papers.iter().map(recorded).collect()
}

/// Records a message that a person sent; the first one is the moment at which the controller was told.
///
/// # Errors
/// `not-your-role`, `closed`, `moment-future`, `text-length`, `wrong-side`; a newer version.
pub fn record(desk: &mut Desk<'_>, (id, seen): (BreachId, Seen), message: &Message) -> Result<Known, Error> {
    desk.authorise(Act::HandleBreach)?;
    let n_chars = message.text.as_str().trim().chars().count();
    if !(1..=MAX_TEXT_CHARS).contains(&n_chars) {
        return Err(Error::refused(
            "text-length",
            format!("a message of {n_chars} characters"),
            format!("write 1 to {MAX_TEXT_CHARS} characters"),
        ));
    }
    let before = desk.archive.store.read(|view| view.paper_versions(PaperKind::BreachFile, &name(id)))?;
    let paper = desk.paper(PaperKind::BreachFile, &name(id), before.len() as u64 + 1, message)?;
    let (at, to) = (message.sent_at, message.to.clone());
    breaches::change_with(desk, Act::HandleBreach, (id, seen), vec![(paper, None)], |breach, of| {
        Ok(breach.told_controller((at, to), of.done)?)
    })
}

fn name(id: BreachId) -> String {
    format!("{id}/controller")
}
