//! The process of a personal-data breach (GDPR art. 33 and 34) as pure functions of (facts, law of that day, now).
//!
//! Answers to the questions of the catalogue in `zegel-law` go in; an assessment with its reasons comes out. The room
//! stores nothing, reads no clock, and decides nothing by itself: a person decides, and says why when they differ.

mod answers;
mod breach;
mod decision;
mod moments;

pub use answers::{Answer, Answers};
pub use breach::{
    Breach, Count, Described, Event, Filed, MAX_ITEMS, MAX_TEXT_CHARS, MAX_TITLE_CHARS, Means, Measure,
    Notification, NotificationKind, Order, Origin, Report, Side, Stage, Telling, Waiting,
};
pub use decision::{
    AuthorityChoice, Closing, Decided, Decision, Level, MIN_REASON_CHARS, SubjectsChoice, TellingException,
    Weight,
};
pub use moments::{Moment, MomentKind, Moments, Occurred};
