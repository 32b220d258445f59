//! The line of a breach in the register: what a list shows, without its papers.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zegel_law::Place;
use zegel_model::{Content, PersonId};

use crate::{AuthorityChoice, Breach, Level, Origin, Side, Stage, SubjectsChoice, Waiting, Weight};

/// A line in the register of breaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: Content,
    /// Where it stands.
    pub stage: Stage,
    /// The body stands on the side of a processor.
    pub is_processor: bool,
    /// A processor told us, an alarm did, or a person.
    pub origin: String,
    /// Who reported it.
    pub reporter: PersonId,
    /// Who handles it.
    pub handler: Option<PersonId>,
    /// Where the notification is filed.
    pub place: Place,
    /// The code of the regime.
    pub regime: String,
    /// The first signal.
    pub signal_at: Timestamp,
    /// When it was reported to the desk.
    pub reported_at: Timestamp,
    /// Awareness.
    pub aware_at: Option<Timestamp>,
    /// Until when to notify.
    pub deadline: Option<Timestamp>,
    /// When the authority was notified.
    pub notified_at: Option<Timestamp>,
    /// When people were told first.
    pub told_at: Option<Timestamp>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// What the assessment says; `None` while nothing was answered.
    pub level: Option<Level>,
    /// What holds about the authority.
    pub authority: Option<AuthorityChoice>,
    /// What holds about the data subjects.
    pub subjects: Option<SubjectsChoice>,
    /// The largest number of people that the facts allow.
    pub n_people: Option<u64>,
    /// What waits for a second person.
    pub waiting: Vec<String>,
    /// Measures that are not done.
    pub n_measures_open: u64,
    /// The first day by which one of those must be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_due: Option<Date>,
}

impl Line {
    /// Makes the line of a breach under what the assessment says of it.
    pub fn of(breach: &Breach, weight: Option<&Weight>) -> Self {
        let closed = breach.closing.as_ref().and_then(|decision| match decision {
            crate::Decision::InForce { proposed, approved, .. } => {
                Some(approved.as_ref().unwrap_or(proposed).at)
            }
            _ => None,
        });
        let undone = || breach.measures.iter().filter(|measure| measure.done.is_none());
        let waiting = Waiting::ALL.into_iter().filter(|what| what.proposed_by(breach).is_some());
        let origin = match breach.report.origin {
            Origin::Person => "person",
            Origin::Processor { .. } => "processor",
            Origin::Alarm { .. } => "alarm",
        };
        Self {
            number: breach.number.clone(),
            title: breach.title.clone(),
            stage: breach.stage(),
            is_processor: breach.side != Side::Controller,
            origin: origin.to_owned(),
            reporter: breach.report.reported.by.clone(),
            handler: breach.handler.clone(),
            place: breach.place,
            regime: breach.regime.clone(),
            signal_at: breach.moments.signal.at,
            reported_at: breach.report.reported.at,
            aware_at: breach.moments.aware.as_ref().map(|moment| moment.at),
            deadline: breach.clock.as_ref().map(|clock| clock.working.utc),
            notified_at: breach.notified_at(),
            told_at: breach.told_at(),
            closed_at: closed,
            level: weight.map(|weight| weight.level),
            authority: breach.authority_choice(),
            subjects: breach.subjects_choice(),
            n_people: weight.and_then(|weight| weight.n_people),
            waiting: waiting.map(|what| what.code().to_owned()).collect(),
            n_measures_open: undone().count() as u64,
            first_due: undone().filter_map(|measure| measure.due).min(),
        }
    }

    /// Returns true when it was notified after the deadline, or the deadline passed without.
    pub fn is_late(&self, now: Timestamp) -> bool {
        let Some(deadline) = self.deadline.filter(|_| !self.is_processor) else { return false };
        match self.notified_at {
            Some(at) => deadline < at,
            None => self.authority != Some(AuthorityChoice::NotNotify) && deadline < now,
        }
    }
}
