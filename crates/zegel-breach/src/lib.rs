//! The process of a personal-data breach (GDPR art. 33 and 34) as pure functions of (facts, law of that day, now).
//!
//! Answers to the questions of the catalogue in `zegel-law` go in; an assessment with its reasons comes out. The room
//! stores nothing, reads no clock, and decides nothing by itself: a person decides, and says why when they differ.

mod answers;
mod assess;
mod breach;
mod decision;
mod form;
mod line;
mod moments;
mod questionnaire;
pub mod telling;

pub use answers::{Answer, Answers};
pub use assess::{
    AssessError, Assessment, AuthorityOutcome, CatalogueUsed, Change, Effect, Enisa, EnisaBand,
    EnisaCircumstances, EnisaScore, Judgement, MANY_PEOPLE, Quarters, Reason, Route, RuleUsed,
    SubjectsOutcome, UnknownFactor, UnknownState, Yardstick, assess,
};
pub use breach::{
    Breach, Count, Described, Event, Filed, MAX_ITEMS, MAX_TEXT_CHARS, MAX_TITLE_CHARS, Means, Measure,
    Notification, NotificationKind, Order, Origin, Report, Side, Stage, Telling, Waiting,
};
pub use decision::{
    AuthorityChoice, Closing, Decided, Decision, Level, MIN_REASON_CHARS, SubjectsChoice, TellingException,
    Weight,
};
pub use form::{
    Around, Changed, Completeness, FilledForm, FilledItem, Given, Mark, Purpose, difference, fill,
};
pub use line::Line;
pub use moments::{Moment, MomentKind, Moments, Occurred};
pub use questionnaire::{AnswerMistake, is_answered, is_asked, mistakes, open_questions};
