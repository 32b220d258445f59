//! A breach, from the first signal to the closed entry in the register (GDPR art. 33(5)).
//!
//! A value is one version of the whole: an act takes the old version and gives the next one or a refusal, and whoever
//! stores it keeps every version. What the assessment says is handed in as a [`Weight`]; a person decides.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zegel_law::{Deadlines, Place};
use zegel_model::{Content, Done, PersonId, Refusal};

use crate::Answers;
use crate::decision::{
    AuthorityChoice, Closing, Decided, Decision, Needs, SubjectsChoice, Weight, refuse_same,
};
use crate::moments::{Moment, MomentKind, Moments, Occurred};

/// The longest text that is taken, in characters.
pub const MAX_TEXT_CHARS: usize = 20_000;
/// The longest title, in characters.
pub const MAX_TITLE_CHARS: usize = 200;
/// The most measures, notes, notifications, tellings and counts that one breach holds, of each.
pub const MAX_ITEMS: usize = 2_000;

/// On which side of the breach the body stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "side", rename_all = "kebab-case")]
pub enum Side {
    /// It decides on the processing (GDPR art. 4(7)).
    Controller,
    /// It processes for somebody else (GDPR art. 4(8)), whom it tells (art. 33(2)).
    Processor {
        /// For whom.
        controller: Content,
        /// Within how many hours the contract says so, where it does.
        contract_hours: Option<u16>,
    },
}

/// Where a report came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "origin", rename_all = "kebab-case")]
pub enum Origin {
    /// Somebody of the body reported it.
    Person,
    /// A processor sent a message (GDPR art. 33(2)).
    Processor {
        /// Who, and how to reach them.
        name: Content,
    },
    /// An alarm of the archive.
    Alarm {
        /// Its rule.
        rule: String,
        /// The query by which its scope is counted.
        query: serde_json::Value,
    },
}

/// A report: what somebody tells the desk in two minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// In a line.
    pub title: Content,
    /// In their own words.
    pub what: Content,
    /// Where it came from.
    pub origin: Origin,
    /// Who reported or recorded it, and when.
    pub reported: Done,
    /// Since when it was known to them; not after the report.
    pub noticed_at: Timestamp,
}

/// Facts that the archive counted (requirement B7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Who counted, and when.
    pub counted: Done,
    /// The place in the ledger of the entry that proves it.
    pub entry: u64,
    /// The query with its result.
    pub scope: serde_json::Value,
}

/// What a notification to the authority is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotificationKind {
    /// The first; more may follow (GDPR art. 33(4)).
    Initial,
    /// What became known since.
    Supplementary,
    /// The last: everything is known.
    Complete,
    /// It is withdrawn.
    Withdrawal,
}

impl NotificationKind {
    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Supplementary => "supplementary",
            Self::Complete => "complete",
            Self::Withdrawal => "withdrawal",
        }
    }
}

/// A notification to the authority: made here as it was filled in then, filed by a person at the authority's own form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notification {
    /// Its number within the breach, from 1.
    pub n: u32,
    /// What it is for.
    pub kind: NotificationKind,
    /// The code of the form.
    pub form: String,
    /// The paper that holds it as it was made.
    pub paper: Uuid,
    /// Who made it, and when.
    pub made: Done,
    /// Why it is withdrawn, or what changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Content>,
    /// That it was filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<Filed>,
}

/// That a notification was filed with the authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// When the authority took it.
    pub at: Timestamp,
    /// Its number at the authority.
    pub number: Content,
    /// The paper with the receipt, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Uuid>,
    /// Who recorded it, and when.
    pub recorded: Done,
}

/// How people are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// By mail, one by one.
    Mail,
    /// By letters on paper.
    Letters,
    /// By a public notice (GDPR art. 34(3)(c)).
    Public,
    /// Otherwise: by telephone, in person.
    Other,
}

impl Means {
    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Letters => "letters",
            Self::Public => "public",
            Self::Other => "other",
        }
    }
}

/// A telling of people: its text is a paper, its progress stands with its letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// Its number within the breach, from 1.
    pub n: u32,
    /// How.
    pub means: Means,
    /// The paper with the texts.
    pub paper: Uuid,
    /// Who made it, and when.
    pub made: Done,
    /// That it was done: when, and how many people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<(Done, u64)>,
}

/// What the authority ordered or decided (GDPR art. 34(4)); it overrides the body's own decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// People must be told; otherwise the authority found that a condition of art. 34(3) is met.
    pub is_to_tell: bool,
    /// When.
    pub at: Timestamp,
    /// Its reference, and what it says.
    pub reference: Content,
    /// Who recorded it, and when.
    pub recorded: Done,
}

/// A measure: something to do, with who does it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Its number within the breach, from 1.
    pub n: u32,
    /// What is done.
    pub what: Content,
    /// It keeps this from happening again; otherwise it limits what happened.
    pub is_preventive: bool,
    /// Who does it.
    pub owner: Content,
    /// By when.
    pub due: Option<Date>,
    /// Who recorded it, and when.
    pub recorded: Done,
    /// That it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Done>,
}

/// A line in the log of a breach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The stable code of what happened.
    pub code: String,
    /// Who did it, and when; the archive itself where `is_automatic`.
    pub done: Done,
    /// It happened by itself, as a consequence.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_automatic: bool,
    /// What was said with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Content>,
}

/// Where a breach stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// A signal that nobody looked at yet.
    Signal,
    /// It is being looked at; nobody is aware of a breach yet.
    Investigating,
    /// It is a breach, and the authority question is open: the clock runs.
    Running,
    /// The authority was notified, or need not be.
    Decided,
    /// Closed.
    Closed,
    /// Closed as no breach.
    NoBreach,
}

impl Stage {
    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Signal => "signal",
            Self::Investigating => "investigating",
            Self::Running => "running",
            Self::Decided => "decided",
            Self::Closed => "closed",
            Self::NoBreach => "no-breach",
        }
    }
}

/// One version of a breach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breach {
    /// Its number in the register, e.g. `DL-2026-014`.
    pub number: String,
    /// The report with which it began.
    pub report: Report,
    /// The title in the register; the report keeps its own.
    pub title: Content,
    /// On which side the body stands.
    pub side: Side,
    /// Where the notification is filed.
    pub place: Place,
    /// The code of the regime: `avg`, `wpg`, `wjsg`.
    pub regime: String,
    /// Who handles it.
    pub handler: Option<PersonId>,
    /// The moments.
    pub moments: Moments,
    /// The deadline, once there is awareness.
    pub clock: Option<Deadlines>,
    /// The facts, by question of the catalogue.
    pub answers: Answers,
    /// Which answers were counted by the archive, and by which count.
    #[serde(default)]
    pub counted: BTreeMap<String, u32>,
    /// What the archive counted, oldest first.
    #[serde(default)]
    pub counts: Vec<Count>,
    /// Whether the authority is notified.
    pub authority: Option<Decision<AuthorityChoice>>,
    /// Whether the data subjects are told.
    pub subjects: Option<Decision<SubjectsChoice>>,
    /// What the authority ordered.
    pub order: Option<Order>,
    /// Why it was notified late (GDPR art. 33(1)).
    pub delay_reason: Option<(Content, Done)>,
    /// The notifications.
    #[serde(default)]
    pub notifications: Vec<Notification>,
    /// The tellings.
    #[serde(default)]
    pub tellings: Vec<Telling>,
    /// The measures.
    #[serde(default)]
    pub measures: Vec<Measure>,
    /// The closing.
    pub closing: Option<Decision<Closing>>,
    /// The log, oldest first.
    pub events: Vec<Event>,
}

impl Breach {
    /// Begins with a report.
    ///
    /// # Errors
    /// `text-length`, `moment-future`.
    pub fn report(number: String, report: Report, (place, regime): (Place, &str)) -> Result<Self, Refusal> {
        check_text(&report.title, 1, MAX_TITLE_CHARS)?;
        check_text(&report.what, 1, MAX_TEXT_CHARS)?;
        check_past(report.noticed_at, report.reported.at)?;
        let recorded = report.reported.clone();
        let how = report.what.clone();
        let signal = Moment { at: report.noticed_at, how: how.clone(), recorded: recorded.clone() };
        let message = Moment { at: recorded.at, how, recorded: recorded.clone() };
        let is_message = matches!(report.origin, Origin::Processor { .. });
        let is_alarm = matches!(report.origin, Origin::Alarm { .. });
        let event = Event { code: "reported".into(), done: recorded, is_automatic: is_alarm, words: None };
        Ok(Self {
            number,
            title: report.title.clone(),
            report,
            side: Side::Controller,
            place,
            regime: regime.to_owned(),
            handler: None,
            moments: Moments {
                occurred: None,
                signal,
                investigation: None,
                aware: None,
                processor_message: is_message.then_some(message),
                told_controller: None,
            },
            clock: None,
            answers: Answers::default(),
            counted: BTreeMap::new(),
            counts: vec![],
            authority: None,
            subjects: None,
            order: None,
            delay_reason: None,
            notifications: vec![],
            tellings: vec![],
            measures: vec![],
            closing: None,
            events: vec![event],
        })
    }

    /// Returns where it stands.
    pub fn stage(&self) -> Stage {
        let closed = self.closing.as_ref().and_then(Decision::in_force);
        match closed.map(|decided| decided.choice) {
            Some(Closing::Handled) => return Stage::Closed,
            Some(Closing::NoBreach) => return Stage::NoBreach,
            None => {}
        }
        if self.moments.aware.is_none() {
            return if self.moments.investigation.is_none() { Stage::Signal } else { Stage::Investigating };
        }
        let is_done = match (&self.side, self.authority_choice()) {
            (Side::Processor { .. }, _) => self.moments.told_controller.is_some(),
            (_, Some(AuthorityChoice::NotNotify)) => true,
            _ => self.notified_at().is_some(),
        };
        if is_done { Stage::Decided } else { Stage::Running }
    }

    /// Returns true until it is closed.
    pub fn is_open(&self) -> bool {
        self.stage() < Stage::Closed
    }

    /// Returns when the authority was first notified, and the notification was not withdrawn since.
    pub fn notified_at(&self) -> Option<Timestamp> {
        let filed = |kind: fn(NotificationKind) -> bool| {
            let of_kind = self.notifications.iter().filter(move |one| kind(one.kind));
            of_kind.filter_map(|one| one.filed.as_ref().map(|filed| filed.at))
        };
        if filed(|kind| kind == NotificationKind::Withdrawal).next().is_some() {
            return None;
        }
        filed(|kind| kind != NotificationKind::Withdrawal).min()
    }

    /// Returns true when it was notified after the deadline, or the deadline passed without.
    pub fn is_late(&self, now: Timestamp) -> bool {
        let Some(clock) = &self.clock else { return false };
        if self.side != Side::Controller {
            return false;
        }
        match self.notified_at() {
            Some(at) => clock.is_late(at),
            None => self.authority_choice() != Some(AuthorityChoice::NotNotify) && clock.is_late(now),
        }
    }

    /// Returns what holds about the authority.
    pub fn authority_choice(&self) -> Option<AuthorityChoice> {
        Some(self.authority.as_ref()?.in_force()?.choice)
    }

    /// Returns what holds about the data subjects; an order of the authority comes first.
    pub fn subjects_choice(&self) -> Option<SubjectsChoice> {
        if self.order.as_ref().is_some_and(|order| order.is_to_tell) {
            return Some(SubjectsChoice::Communicate);
        }
        Some(self.subjects.as_ref()?.in_force()?.choice)
    }

    /// Returns when people were told first.
    pub fn told_at(&self) -> Option<Timestamp> {
        self.tellings.iter().filter_map(|telling| telling.told.as_ref().map(|(done, _)| done.at)).min()
    }

    /// Somebody takes it up.
    ///
    /// # Errors
    /// `closed`.
    pub fn take_up(mut self, done: Done) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        self.handler = Some(done.by.clone());
        if self.moments.investigation.is_none() {
            let moment = Moment { at: done.at, how: Content::default(), recorded: done.clone() };
            self.moments.set(MomentKind::Investigation, moment);
        }
        Ok(self.with_event("taken-up", done, None))
    }

    /// Changes the title, the side, the place or the regime.
    ///
    /// # Errors
    /// `closed`, `text-length`; `clock-runs` for another place or regime once the deadline is computed: correct the
    /// awareness then.
    pub fn describe(mut self, of: Described, done: Done) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        check_text(&of.title, 1, MAX_TITLE_CHARS)?;
        if let Side::Processor { controller, .. } = &of.side {
            check_text(controller, 1, MAX_TITLE_CHARS)?;
        }
        if self.clock.is_some() && (self.place, &self.regime) != (of.place, &of.regime) {
            // The clock is computed anew with the awareness, so that the deadline never changes in passing.
            self.clock = None;
        }
        (self.title, self.side, self.place, self.regime) = (of.title, of.side, of.place, of.regime);
        Ok(self.with_event("described", done, None))
    }

    /// Records or corrects when it occurred.
    ///
    /// # Errors
    /// `closed`, `moment-future`, `moment-order`.
    pub fn occurred(mut self, occurred: Occurred, how: Content, done: Done) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        match &occurred {
            Occurred::At { at, .. } | Occurred::Ongoing { since: Some(at) } => check_past(*at, done.at)?,
            Occurred::Between { from, to, .. } => {
                check_past(*to, done.at)?;
                if to < from {
                    return Err(Refusal::new(
                        "moment-order",
                        "the end lies before the begin",
                        "turn the two moments round",
                    ));
                }
            }
            Occurred::Ongoing { since: None } | Occurred::Unknown => {}
        }
        self.moments.occurred = Some((occurred, how, done.clone()));
        Ok(self.with_event("occurred", done, None))
    }

    /// Records or corrects a moment. Awareness begins the clock, which is computed by the caller.
    ///
    /// # Errors
    /// `closed`, `moment-future`; `reasons-missing` for awareness without its reasoning; `clock-missing`.
    pub fn moment(
        mut self,
        kind: MomentKind,
        (at, how): (Timestamp, Content),
        clock: Option<Deadlines>,
        done: Done,
    ) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        check_past(at, done.at)?;
        let is_aware = kind == MomentKind::Aware;
        if is_aware && how.as_str().trim().is_empty() {
            return Err(Refusal::new(
                "reasons-missing",
                "the moment of awareness needs its reasoning",
                "write what made it reasonably certain that personal data were compromised",
            ));
        }
        if is_aware {
            self.clock = clock;
        }
        let words = Some(how.clone()).filter(|how| !how.is_empty());
        self.moments.set(kind, Moment { at, how, recorded: done.clone() });
        Ok(self.with_event(&format!("moment-{}", kind.code()), done, words))
    }

    /// Records that we, as a processor, told the controller (GDPR art. 33(2)). The first time is the moment that counts; what
    /// follows completes it.
    ///
    /// # Errors
    /// `closed`, `moment-future`; `wrong-side` when the body is the controller itself.
    pub fn told_controller(mut self, (at, to): (Timestamp, Content), done: Done) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        check_past(at, done.at)?;
        check_text(&to, 1, MAX_TITLE_CHARS)?;
        if self.side == Side::Controller {
            return Err(Refusal::new(
                "wrong-side",
                "the body decides on this processing itself",
                "record that it is a processor here, and for whom",
            ));
        }
        let words = Some(to.clone());
        if self.moments.told_controller.is_some() {
            return Ok(self.with_event("controller-told-more", done, words));
        }
        let moment = Moment { at, how: to, recorded: done.clone() };
        self.moments.set(MomentKind::ToldController, moment);
        Ok(self.with_event("moment-told-controller", done, words))
    }

    /// Records answers; an answer of `None` takes one away. A milder decision opens again when the facts are worse now.
    ///
    /// # Errors
    /// `closed`.
    pub fn answer(
        mut self,
        answers: Answers,
        counted: BTreeMap<String, u32>,
        now: Weight,
        done: Done,
    ) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        self.answers = answers;
        self.counted = counted;
        let done_at = done.at;
        let breach = self.with_event("answered", done, None);
        Ok(breach.weigh(now, done_at))
    }

    /// Holds the decisions against what the assessment says now; also when the law or the order of the authority changed.
    pub fn weigh(mut self, now: Weight, at: Timestamp) -> Self {
        let was = (is_reopened(self.authority.as_ref()), is_reopened(self.subjects.as_ref()));
        self.authority = self
            .authority
            .map(|decision| decision.weigh(now, at, |choice| choice == AuthorityChoice::NotNotify));
        self.subjects = self
            .subjects
            .map(|decision| decision.weigh(now, at, |choice| choice != SubjectsChoice::Communicate));
        let is = (is_reopened(self.authority.as_ref()), is_reopened(self.subjects.as_ref()));
        let by = self.events.last().map(|event| event.done.by.clone());
        for (was, is, code) in [(was.0, is.0, "authority-reopened"), (was.1, is.1, "subjects-reopened")] {
            if let (false, true, Some(by)) = (was, is, &by) {
                let done = Done { by: by.clone(), at };
                self.events.push(Event { code: code.into(), done, is_automatic: true, words: None });
            }
        }
        self
    }

    /// Adds what the archive counted; returns the number of the count, from 1, beside the breach.
    ///
    /// # Errors
    /// `closed`, `too-many`.
    pub fn count(mut self, count: Count) -> Result<(Self, u32), Refusal> {
        self.refuse_closed()?;
        refuse_full(self.counts.len())?;
        let done = count.counted.clone();
        self.counts.push(count);
        let n = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
        Ok((self.with_event("counted", done, None), n))
    }

    /// Decides whether the authority is notified. Not to notify waits for a second person and has a day to look again.
    ///
    /// # Errors
    /// `closed`, `not-aware`, `not-assessed`, `reasons-missing`, `look-again-missing`.
    pub fn decide_authority(
        mut self,
        decided: Decided<AuthorityChoice>,
        done: Done,
    ) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        self.refuse_unaware()?;
        let needs = match (decided.choice, decided.weight.is_to_notify) {
            (AuthorityChoice::NotNotify, _) => Needs::SecondPersonAndDate,
            (AuthorityChoice::Notify, true) => Needs::Nothing,
            (AuthorityChoice::Notify, false) => Needs::Reasons,
        };
        let code = match decided.choice {
            AuthorityChoice::Notify => "authority-notify",
            AuthorityChoice::NotNotify => "authority-not-proposed",
        };
        let words = Some(decided.reasons.clone()).filter(|words| !words.is_empty());
        self.authority = Some(Decision::take(decided, done.clone(), needs)?);
        Ok(self.with_event(code, done, words))
    }

    /// Decides whether people are told. An exception, and not telling against the assessment, wait for a second person.
    ///
    /// # Errors
    /// `closed`, `not-aware`, `ordered`, `reasons-missing`, `look-again-missing`.
    pub fn decide_subjects(mut self, decided: Decided<SubjectsChoice>, done: Done) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        self.refuse_unaware()?;
        let is_ordered = self.order.as_ref().is_some_and(|order| order.is_to_tell);
        if is_ordered && decided.choice != SubjectsChoice::Communicate {
            return Err(Refusal::new(
                "ordered",
                "the authority ordered that people are told (GDPR art. 34(4))",
                "tell them; an order comes before the body's own decision",
            ));
        }
        let needs = match (decided.choice, decided.weight.is_to_tell) {
            (SubjectsChoice::Communicate, true) | (SubjectsChoice::NotRequired, false) => Needs::Nothing,
            (SubjectsChoice::Communicate, false) => Needs::Reasons,
            (SubjectsChoice::NotRequired, true) => Needs::SecondPersonAndDate,
            (SubjectsChoice::Exception { .. }, _) => Needs::SecondPersonAndDate,
        };
        let code = match (decided.choice, needs) {
            (SubjectsChoice::Communicate, _) => "subjects-communicate",
            (SubjectsChoice::NotRequired, Needs::Nothing) => "subjects-not-required",
            (SubjectsChoice::NotRequired, _) => "subjects-not-proposed",
            (SubjectsChoice::Exception { .. }, _) => "subjects-exception-proposed",
        };
        let words = Some(decided.reasons.clone()).filter(|words| !words.is_empty());
        self.subjects = Some(Decision::take(decided, done.clone(), needs)?);
        Ok(self.with_event(code, done, words))
    }

    /// Approves, as the second person, what waits: about the authority, the people, or the closing.
    ///
    /// # Errors
    /// `four-eyes`, `wrong-state`, `facts-changed`; what [`Breach::close`] refuses.
    pub fn approve(mut self, what: Waiting, now: &Weight, done: Done) -> Result<Self, Refusal> {
        match what {
            Waiting::Authority => {
                self.authority = Some(taken(self.authority)?.approve(done.clone(), now)?);
            }
            Waiting::Subjects => {
                self.subjects = Some(taken(self.subjects)?.approve(done.clone(), now)?);
            }
            Waiting::Closing => {
                self.closing = Some(taken(self.closing)?.approve(done.clone(), now)?);
            }
        }
        Ok(self.with_event(&format!("{}-approved", what.code()), done, None))
    }

    /// Refuses what waits, or takes one's own proposal back.
    ///
    /// # Errors
    /// `wrong-state`, `reasons-missing`.
    pub fn refuse(mut self, what: Waiting, why: Content, done: Done) -> Result<Self, Refusal> {
        check_text(&why, 1, MAX_TEXT_CHARS)?;
        match what {
            Waiting::Authority => {
                self.authority = Some(taken(self.authority)?.refuse(done.clone(), why.clone())?);
            }
            Waiting::Subjects => {
                self.subjects = Some(taken(self.subjects)?.refuse(done.clone(), why.clone())?);
            }
            Waiting::Closing => {
                self.closing = Some(taken(self.closing)?.refuse(done.clone(), why.clone())?);
            }
        }
        Ok(self.with_event(&format!("{}-refused", what.code()), done, Some(why)))
    }

    /// Records an order or a decision of the authority (GDPR art. 34(4)).
    ///
    /// # Errors
    /// `closed`, `moment-future`, `text-length`.
    pub fn ordered(mut self, order: Order) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        check_past(order.at, order.recorded.at)?;
        check_text(&order.reference, 1, MAX_TEXT_CHARS)?;
        let done = order.recorded.clone();
        let code = if order.is_to_tell { "ordered-to-tell" } else { "condition-met" };
        let words = Some(order.reference.clone());
        self.order = Some(order);
        Ok(self.with_event(code, done, words))
    }

    /// Records why it was or will be notified late (GDPR art. 33(1)).
    ///
    /// # Errors
    /// `closed`, `not-late`, `text-length`.
    pub fn delay(mut self, why: Content, done: Done) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        check_text(&why, crate::decision::MIN_REASON_CHARS, MAX_TEXT_CHARS)?;
        if !self.is_late(done.at) {
            return Err(Refusal::new("not-late", "the deadline has not passed", "notify in time"));
        }
        self.delay_reason = Some((why.clone(), done.clone()));
        Ok(self.with_event("delay-explained", done, Some(why)))
    }

    /// Adds a notification that was made; returns it with its number.
    ///
    /// # Errors
    /// `closed`, `not-aware`, `notification-order`, `reasons-missing` for a withdrawal without a reason, `too-many`.
    pub fn notification(mut self, mut notification: Notification) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        self.refuse_unaware()?;
        refuse_full(self.notifications.len())?;
        let is_first = !self.notifications.iter().any(|one| one.filed.is_some());
        let is_initial = notification.kind == NotificationKind::Initial;
        let is_withdrawn = self
            .notifications
            .iter()
            .any(|one| one.kind == NotificationKind::Withdrawal && one.filed.is_some());
        // A first notification may be complete at once; what follows needs one that was filed.
        let fits = match notification.kind {
            NotificationKind::Initial => is_first || is_withdrawn,
            NotificationKind::Complete => !is_withdrawn,
            NotificationKind::Supplementary | NotificationKind::Withdrawal => !is_first && !is_withdrawn,
        };
        if !fits {
            return Err(Refusal::new(
                "notification-order",
                if is_initial { "there is a first notification already" } else { "nothing was filed yet" },
                if is_initial { "make a supplementary one" } else { "make and file a first notification" },
            ));
        }
        let has_reason =
            notification.reason.as_ref().is_some_and(|reason| !reason.as_str().trim().is_empty());
        if notification.kind == NotificationKind::Withdrawal && !has_reason {
            return Err(Refusal::new(
                "reasons-missing",
                "a withdrawal needs its reason",
                "write why the notification is withdrawn",
            ));
        }
        notification.n = next_n(self.notifications.len());
        let done = notification.made.clone();
        let code = format!("notification-{}", notification.kind.code());
        self.notifications.push(notification);
        Ok(self.with_event(&code, done, None))
    }

    /// Records that a notification was filed, with the number and the receipt of the authority.
    ///
    /// # Errors
    /// `closed`, `unknown-number`, `wrong-state` when it was filed already, `moment-future`, `text-length`.
    pub fn filed(mut self, n: u32, filed: Filed) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        check_past(filed.at, filed.recorded.at)?;
        check_text(&filed.number, 1, MAX_TITLE_CHARS)?;
        let found = self.notifications.iter_mut().find(|one| one.n == n);
        let Some(notification) = found else { return Err(unknown_number()) };
        if notification.filed.is_some() {
            return Err(Refusal::new(
                "wrong-state",
                "this notification was filed already",
                "make a supplementary one for what changed",
            ));
        }
        let done = filed.recorded.clone();
        let words = Some(filed.number.clone());
        notification.filed = Some(filed);
        Ok(self.with_event("filed", done, words))
    }

    /// Decides whether people may be told so now: an order of the authority or the decision to tell them must stand; a public
    /// notice may also stand in the place of the rest (GDPR art. 34(3)(c), (4)).
    ///
    /// # Errors
    /// `closed`, `not-aware`, `telling-not-decided`.
    pub fn may_tell(&self, means: Means) -> Result<(), Refusal> {
        self.refuse_closed()?;
        self.refuse_unaware()?;
        match self.subjects_choice() {
            Some(SubjectsChoice::Communicate) => Ok(()),
            Some(SubjectsChoice::Exception {
                exception: crate::decision::TellingException::Disproportionate,
            }) if means == Means::Public => Ok(()),
            _ => Err(Refusal::new(
                "telling-not-decided",
                "it is not decided that people are told so",
                "decide it first, or record the order of the authority",
            )),
        }
    }

    /// Adds a telling that was made ready.
    ///
    /// # Errors
    /// `closed`, `not-aware`, `too-many`.
    pub fn telling(mut self, mut telling: Telling) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        self.refuse_unaware()?;
        refuse_full(self.tellings.len())?;
        telling.n = next_n(self.tellings.len());
        let done = telling.made.clone();
        let code = format!("telling-{}", telling.means.code());
        self.tellings.push(telling);
        Ok(self.with_event(&code, done, None))
    }

    /// Records that a telling was done.
    ///
    /// # Errors
    /// `closed`, `unknown-number`, `wrong-state`.
    pub fn told(mut self, n: u32, n_people: u64, done: Done) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        let found = self.tellings.iter_mut().find(|one| one.n == n);
        let Some(telling) = found else { return Err(unknown_number()) };
        if telling.told.is_some() {
            return Err(Refusal::new("wrong-state", "this telling was done already", "make another one"));
        }
        telling.told = Some((done.clone(), n_people));
        Ok(self.with_event("told", done, None))
    }

    /// Adds a measure.
    ///
    /// # Errors
    /// `closed`, `text-length`, `too-many`.
    pub fn measure(mut self, mut measure: Measure) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        refuse_full(self.measures.len())?;
        check_text(&measure.what, 1, MAX_TEXT_CHARS)?;
        check_text(&measure.owner, 1, MAX_TITLE_CHARS)?;
        measure.n = next_n(self.measures.len());
        let done = measure.recorded.clone();
        let words = Some(measure.what.clone());
        self.measures.push(measure);
        Ok(self.with_event("measure", done, words))
    }

    /// Marks a measure as done.
    ///
    /// # Errors
    /// `closed`, `unknown-number`, `wrong-state`.
    pub fn measure_done(mut self, n: u32, done: Done) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        let found = self.measures.iter_mut().find(|one| one.n == n);
        let Some(measure) = found else { return Err(unknown_number()) };
        if measure.done.is_some() {
            return Err(Refusal::new("wrong-state", "this measure is done already", "add another one"));
        }
        measure.done = Some(done.clone());
        let words = Some(measure.what.clone());
        Ok(self.with_event("measure-done", done, words))
    }

    /// Adds a note to the log.
    ///
    /// # Errors
    /// `text-length`, `too-many`.
    pub fn note(self, words: Content, done: Done) -> Result<Self, Refusal> {
        check_text(&words, 1, MAX_TEXT_CHARS)?;
        let n_notes = self.events.iter().filter(|event| event.code == "note").count();
        refuse_full(n_notes)?;
        Ok(self.with_event("note", done, Some(words)))
    }

    /// Closes: as handled when everything is done, or as no breach with a second person.
    ///
    /// # Errors
    /// `closed`, `reasons-missing`; `not-ready` for what is not done.
    pub fn close(mut self, decided: Decided<Closing>, done: Done) -> Result<Self, Refusal> {
        self.refuse_closed()?;
        let needs = match decided.choice {
            Closing::Handled => {
                if let Some(what) = self.hindrances(done.at).first() {
                    return Err(not_ready(what));
                }
                Needs::Nothing
            }
            Closing::NoBreach => {
                if self.notified_at().is_some() {
                    return Err(not_ready("the notification is not withdrawn"));
                }
                Needs::SecondPerson
            }
        };
        let code = match decided.choice {
            Closing::Handled => "closed",
            Closing::NoBreach => "no-breach-proposed",
        };
        let words = Some(decided.reasons.clone()).filter(|words| !words.is_empty());
        self.closing = Some(Decision::take(decided, done.clone(), needs)?);
        Ok(self.with_event(code, done, words))
    }

    /// Opens a closed breach again.
    ///
    /// # Errors
    /// `wrong-state`, `text-length`.
    pub fn reopen(mut self, why: Content, done: Done) -> Result<Self, Refusal> {
        check_text(&why, 1, MAX_TEXT_CHARS)?;
        if self.is_open() {
            return Err(Refusal::new("wrong-state", "this breach is open", "go on with it"));
        }
        self.closing = None;
        Ok(self.with_event("reopened", done, Some(why)))
    }

    /// Returns what still stands in the way of closing, as short codes.
    pub fn hindrances(&self, now: Timestamp) -> Vec<&'static str> {
        let mut found = vec![];
        if self.moments.aware.is_none() {
            found.push("aware");
        }
        if let Side::Processor { .. } = self.side {
            if self.moments.told_controller.is_none() {
                found.push("told-controller");
            }
        } else {
            match self.authority_choice() {
                None => found.push("authority"),
                Some(AuthorityChoice::Notify) if self.notified_at().is_none() => found.push("notified"),
                Some(_) => {}
            }
            let told_how = match self.subjects_choice() {
                None => Some("subjects"),
                Some(SubjectsChoice::Communicate) => self.told_at().is_none().then_some("told"),
                Some(SubjectsChoice::Exception {
                    exception: crate::decision::TellingException::Disproportionate,
                }) => {
                    let is_public = |one: &Telling| one.means == Means::Public && one.told.is_some();
                    (!self.tellings.iter().any(is_public)).then_some("public-notice")
                }
                Some(_) => None,
            };
            found.extend(told_how);
        }
        if self.is_late(now) && self.delay_reason.is_none() {
            found.push("delay-reason");
        }
        if self.measures.iter().any(|measure| measure.done.is_none()) {
            found.push("measures");
        }
        found
    }

    /// Refuses what cannot be done to a breach on which nobody works any more.
    ///
    /// # Errors
    /// `closed`.
    pub fn refuse_closed(&self) -> Result<(), Refusal> {
        if self.is_open() {
            return Ok(());
        }
        Err(Refusal::new("closed", "this breach is closed", "open it again first, with a reason"))
    }

    fn refuse_unaware(&self) -> Result<(), Refusal> {
        if self.moments.aware.is_some() && self.clock.is_some() {
            return Ok(());
        }
        Err(Refusal::new(
            "not-aware",
            "nobody recorded that the body is aware of a breach",
            "record the moment of awareness with its reasoning first",
        ))
    }

    fn with_event(mut self, code: &str, done: Done, words: Option<Content>) -> Self {
        self.events.push(Event { code: code.to_owned(), done, is_automatic: false, words });
        self
    }
}

/// The describing facts of a breach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// The title in the register.
    pub title: Content,
    /// On which side the body stands.
    pub side: Side,
    /// Where the notification is filed.
    pub place: Place,
    /// The code of the regime.
    pub regime: String,
}

/// What may wait for a second person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// The decision not to notify the authority.
    Authority,
    /// The decision not to tell people.
    Subjects,
    /// The closing as no breach.
    Closing,
}

impl Waiting {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Authority, Self::Subjects, Self::Closing];

    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Authority => "authority",
            Self::Subjects => "subjects",
            Self::Closing => "closing",
        }
    }

    /// Finds one by its code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.code() == code)
    }

    /// Returns who proposed what waits, where something does.
    pub fn proposed_by(self, breach: &Breach) -> Option<&Done> {
        match self {
            Self::Authority => Some(breach.authority.as_ref()?.waiting()?.1),
            Self::Subjects => Some(breach.subjects.as_ref()?.waiting()?.1),
            Self::Closing => Some(breach.closing.as_ref()?.waiting()?.1),
        }
    }

    /// Refuses the person who proposed what waits.
    ///
    /// # Errors
    /// `four-eyes`, `wrong-state`.
    pub fn may_approve(self, breach: &Breach, by: &PersonId) -> Result<(), Refusal> {
        let proposed = self.proposed_by(breach).ok_or_else(|| {
            Refusal::new("wrong-state", "nothing waits for a second person here", "look at the breach again")
        })?;
        refuse_same(&proposed.by, by)
    }
}

fn taken<T>(decision: Option<T>) -> Result<T, Refusal> {
    decision.ok_or_else(|| {
        Refusal::new("wrong-state", "nothing waits for a second person here", "look at the breach again")
    })
}

fn is_reopened<T>(decision: Option<&Decision<T>>) -> bool {
    matches!(decision, Some(Decision::Reopened { .. }))
}

fn next_n(len: usize) -> u32 {
    u32::try_from(len + 1).unwrap_or(u32::MAX)
}

fn unknown_number() -> Refusal {
    Refusal::new("unknown-number", "this breach has nothing with that number", "look at the breach again")
}

fn not_ready(what: &str) -> Refusal {
    Refusal::new(
        "not-ready",
        format!("this breach cannot be closed so: {what}"),
        "finish what is open, or say why it need not be",
    )
}

fn refuse_full(n: usize) -> Result<(), Refusal> {
    if n < MAX_ITEMS {
        return Ok(());
    }
    Err(Refusal::new(
        "too-many",
        format!("a breach holds at most {MAX_ITEMS} of these"),
        "put the rest in another breach",
    ))
}

fn check_text(text: &Content, min: usize, max: usize) -> Result<(), Refusal> {
    let n = text.as_str().trim().chars().count();
    if (min..=max).contains(&n) {
        return Ok(());
    }
    Err(Refusal::new(
        "text-length",
        format!("a text of {n} characters"),
        format!("write {min} to {max} characters"),
    ))
}

fn check_past(at: Timestamp, now: Timestamp) -> Result<(), Refusal> {
    if at <= now {
        return Ok(());
    }
    Err(Refusal::new("moment-future", "this moment lies in the future", "give a moment that has passed"))
}

#[cfg(test)]
mod tests;
