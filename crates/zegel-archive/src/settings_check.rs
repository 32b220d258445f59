//! The check of an app's settings (requirement C9): what an owner answered, and when.
//!
//! An answer is about the phone, not about a chat. It stands in the ledger with its date, so that it can be shown later
//! that the question was asked; the last one per app counts. Who advises sees counts only.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use zegel_model::{Act, Role};
use zegel_store::{Audited, Pseudonym};

use crate::{Archive, Desk, Error};

/// An app whose settings are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum App {
    /// WhatsApp on Android.
    WhatsappAndroid,
    /// WhatsApp on an iPhone.
    WhatsappIphone,
    /// Signal, on either.
    Signal,
}

impl App {
    /// All apps.
    pub const ALL: [Self; 3] = [Self::WhatsappAndroid, Self::WhatsappIphone, Self::Signal];

    /// Returns the code, as in addresses and in the ledger.
    pub fn code(self) -> &'static str {
        match self {
            Self::WhatsappAndroid => "whatsapp-android",
            Self::WhatsappIphone => "whatsapp-iphone",
            Self::Signal => "signal",
        }
    }

    /// Returns the app with that code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|app| app.code() == code)
    }
}

/// What is asked; the same for every app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// Messages that disappear by themselves.
    Disappearing,
    /// Pictures that can be looked at once and are in no export.
    ViewOnce,
    /// A setting of the chat that blocks its export.
    Export,
    /// A backup, so that a lost phone does not take its messages along.
    Backup,
}

impl Question {
    /// All questions, in their order.
    pub const ALL: [Self; 4] = [Self::Disappearing, Self::ViewOnce, Self::Export, Self::Backup];

    /// Returns the code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Disappearing => "disappearing",
            Self::ViewOnce => "view-once",
            Self::Export => "export",
            Self::Backup => "backup",
        }
    }
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// As it should be.
    Good,
    /// Otherwise, and not changed yet.
    Change,
    /// The owner does not know.
    Unsure,
}

impl Answer {
    /// All answers, in their order.
    pub const ALL: [Self; 3] = [Self::Good, Self::Change, Self::Unsure];

    /// Returns the code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Change => "change",
            Self::Unsure => "unsure",
        }
    }
}

/// A check that was done: one answer per question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// When.
    pub at: Timestamp,
    /// Which app.
    pub app: App,
    /// The answers.
    pub answers: Vec<(Question, Answer)>,
}

/// How many owners gave which answer last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// Which app.
    pub app: App,
    /// Which question.
    pub question: Question,
    /// Owners per answer, in the order of [`Answer::ALL`].
    pub n: [u64; 3],
}

/// Keeps the answers of whoever acts; every question must have one.
///
/// # Errors
/// `not-your-role`, `not-answered`.
pub fn answer(desk: &mut Desk<'_>, app: App, answers: &[(Question, Answer)]) -> Result<(), Error> {
    desk.authorise(Act::CheckSettings)?;
    let is_asked = |question: &Question| answers.iter().filter(|(of, _)| of == question).count() == 1;
    if answers.len() != Question::ALL.len() || !Question::ALL.iter().all(is_asked) {
        return Err(Error::refused("not-answered", "a question has no answer", "answer every question"));
    }
    let entry = desk.entry(
        Act::CheckSettings,
        vec![desk.pseudonym.into()],
        json!({ "app": app, "answers": answers }),
    );
    desk.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))
}

/// Returns the last check per app of whoever acts.
///
/// # Errors
/// `not-your-role`.
pub fn own(desk: &Desk<'_>) -> Result<Vec<Checked>, Error> {
    desk.authorise(Act::CheckSettings)?;
    last_of(desk.archive, desk.pseudonym)
}

/// Counts the last answers of all owners.
///
/// # Errors
/// `not-your-role`.
pub fn counts(desk: &Desk<'_>) -> Result<Vec<Count>, Error> {
    desk.authorise(Act::SeeRhythm)?;
    let pairs = App::ALL.into_iter().flat_map(|app| Question::ALL.map(|question| (app, question)));
    let mut counts: Vec<Count> = pairs.map(|(app, question)| Count { app, question, n: [0; 3] }).collect();
    let people = desk.archive.store.read(|view| view.people())?;
    for known in people.iter().filter(|known| known.person.roles.contains(&Role::ChatOwner)) {
        for checked in last_of(desk.archive, known.pseudonym)? {
            for (question, answer) in checked.answers {
                let count = counts.iter_mut().find(|one| (one.app, one.question) == (checked.app, question));
                let place = Answer::ALL.iter().position(|one| *one == answer);
                if let (Some(count), Some(place)) = (count, place) {
                    count.n[place] += 1;
                }
            }
        }
    }
    Ok(counts)
}

fn last_of(archive: &Archive, who: Pseudonym) -> Result<Vec<Checked>, Error> {
    #[derive(Deserialize)]
    struct Told {
        app: App,
        answers: Vec<(Question, Answer)>,
    }
    let entries = archive.store.read(|view| view.ledger_of(&who.into()))?;
    let mut last: Vec<Checked> = vec![];
    for entry in entries.iter().filter(|entry| entry.leaf.act == Act::CheckSettings.code()) {
        let detail = entry.detail.as_ref().and_then(|detail| serde_json::from_str(&detail.text).ok());
        let Some(Told { app, answers }) = detail else { continue };
        last.retain(|checked| checked.app != app);
        last.push(Checked { at: entry.leaf.at, app, answers });
    }
    last.sort_by_key(|checked| checked.app);
    Ok(last)
}
