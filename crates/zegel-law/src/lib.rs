//! Law as dated data: what holds, from when until when, and where it is written.
//!
//! Grounds, regimes, selection lists, value lists, labels, and the questions about a breach are JSON files in `data/`, read
//! into a [`Law`]; a body lays its own file over them with [`Law::with_body_file`]. The room also does the arithmetic of terms ([`Term`]) and of the
//! deadlines of a breach ([`Deadlines`]). It decides nothing about a message, a record or a breach, reads no clock and no
//! disk, and knows no other room.
//!
//! Invariant: within one section a code has at most one rule on any day, and every rule names its source and says
//! whether that source was read (`"verified": false` where it was not).

mod breach;
mod deadline;
mod document;
mod forms;
mod holiday;
mod law;
mod questions;
mod risk;
mod rules;
mod term;

pub use breach::{
    Authority, BreachRule, EvidenceTerm, Nis2Rule, NotAPlace, Place, Reading, ReadingNote, Threshold,
};
pub use deadline::{
    Countdown, DeadlineError, Deadlines, Extension, FinalReport, Incident, Moment, Nis2Deadlines, Reminder,
    Watch, reminders_due,
};
pub use document::{FORMAT, LawError, VERSION};
pub use forms::{
    Fact, Form, FormCondition, FormItem, FormKind, FormLabels, FormLanguage, FormOption, FormSection, Need,
    Source, misfits,
};
pub use holiday::{
    AddedHoliday, Holiday, HolidayChange, HolidayRule, HolidaySet, MonthDay, NotAMonthDay, YearlyDay,
    easter_sunday,
};
pub use law::{DRAFT_DAYS, Law, Unknown};
pub use questions::{
    Condition, DataWeight, EnisaCategory, Question, QuestionKind, QuestionList, QuestionOption,
    QuestionSection, RequiredFor,
};
pub use risk::{CountRule, EeaNames, Impact, Likelihood, MeasureRule, RiskRule, TargetGroup, Unit};
pub use rules::{
    Category, Concept, ConfidentialityRule, ExceptionRule, ExceptionUse, FileFormat, GroundRule, GroundUse,
    Keep, Labels, Language, RegimeRule, SelectionList, ValueList, Way,
};
pub use term::{Term, TermError};
