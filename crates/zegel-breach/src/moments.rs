//! The moments of a breach, kept apart: one anchor for all clocks would give wrong terms.
//!
//! Notified, supplemented and withdrawn stand with the notifications, told with the tellings, closed with the closing.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use zegel_model::{Content, Done};

/// A moment: when, how it is known, and who recorded it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// When it was.
    pub at: Timestamp,
    /// How it is known; for the awareness its reasoning.
    pub how: Content,
    /// Who recorded it, and when.
    pub recorded: Done,
}

/// When it occurred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Occurred {
    /// At one moment.
    At {
        /// Which.
        at: Timestamp,
        /// It is an estimate.
        is_estimated: bool,
    },
    /// In a period.
    Between {
        /// Its begin.
        from: Timestamp,
        /// Its end; not before the begin.
        to: Timestamp,
        /// Either end is an estimate.
        is_estimated: bool,
    },
    /// It still goes on.
    Ongoing {
        /// Since when, where that is known.
        since: Option<Timestamp>,
    },
    /// That cannot be said.
    Unknown,
}

/// Which single moment is recorded or corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MomentKind {
    /// The first signal.
    Signal,
    /// The begin of the investigation.
    Investigation,
    /// Awareness (GDPR art. 33(1)): reasonably certain that personal data were compromised.
    Aware,
    /// The message of the processor arrived (GDPR art. 33(2)).
    ProcessorMessage,
    /// We, as a processor, told the controller (GDPR art. 33(2)).
    ToldController,
}

impl MomentKind {
    /// All kinds, in the order of the process.
    pub const ALL: [Self; 5] =
        [Self::Signal, Self::Investigation, Self::ProcessorMessage, Self::Aware, Self::ToldController];

    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Signal => "signal",
            Self::Investigation => "investigation",
            Self::Aware => "aware",
            Self::ProcessorMessage => "processor-message",
            Self::ToldController => "told-controller",
        }
    }

    /// Finds a kind by its code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// All moments of a breach but those that stand with what they belong to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moments {
    /// When it occurred, how that is known, and who recorded it.
    pub occurred: Option<(Occurred, Content, Done)>,
    /// The first signal.
    pub signal: Moment,
    /// The begin of the investigation.
    pub investigation: Option<Moment>,
    /// Awareness, with its reasoning.
    pub aware: Option<Moment>,
    /// The message of the processor.
    pub processor_message: Option<Moment>,
    /// We, as a processor, told the controller.
    pub told_controller: Option<Moment>,
}

impl Moments {
    /// Returns a single moment.
    pub fn get(&self, kind: MomentKind) -> Option<&Moment> {
        match kind {
            MomentKind::Signal => Some(&self.signal),
            MomentKind::Investigation => self.investigation.as_ref(),
            MomentKind::Aware => self.aware.as_ref(),
            MomentKind::ProcessorMessage => self.processor_message.as_ref(),
            MomentKind::ToldController => self.told_controller.as_ref(),
        }
    }

    pub(crate) fn set(&mut self, kind: MomentKind, moment: Moment) {
        match kind {
            MomentKind::Signal => self.signal = moment,
            MomentKind::Investigation => self.investigation = Some(moment),
            MomentKind::Aware => self.aware = Some(moment),
            MomentKind::ProcessorMessage => self.processor_message = Some(moment),
            MomentKind::ToldController => self.told_controller = Some(moment),
        }
    }
}
