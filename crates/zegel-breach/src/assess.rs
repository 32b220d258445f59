//! The assessment: from answers to unlikely, risk or high risk, with its reasons (GDPR art. 33(1), 34(1), 34(3)).
//!
//! The answers are read once into factors; two small judgements and one table give the risk; the law of the day says from
//! which risk the authority is notified and people are told. What is unknown never counts as harmless: the factors are read
//! a second time at their worst, and a risk is only unlikely when it stays so then. The room decides nothing: a person does.
//!
//! Invariant: more harm never lowers the outcome; "unlikely" never rests on something that is not known.

mod enisa;
mod factors;
mod judge;
mod otherwise;
mod reasons;

use jiff::civil::Date;
use serde::Serialize;
use zegel_law::{BreachRule, Law, QuestionList, Threshold};

pub use enisa::{Enisa, EnisaBand, EnisaCircumstances, EnisaScore, Quarters};
pub use factors::MANY_PEOPLE;
pub use otherwise::{Change, UnknownFactor, UnknownState};
pub use reasons::{Effect, Reason};

use self::factors::{Factors, Reading};
use crate::{Answers, Level, TellingException, Weight};

/// The rule that holds where the answers name none.
const USUAL_REGIME: &str = "avg";

/// The ways in which a breach can harm people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// Somebody sees or has what they should not.
    Confidentiality,
    /// Data are wrong.
    Integrity,
    /// Data are gone or out of reach.
    Availability,
}

impl Route {
    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Confidentiality => "confidentiality",
            Self::Integrity => "integrity",
            Self::Availability => "availability",
        }
    }
}

/// Whether the authority is notified (GDPR art. 33(1)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorityOutcome {
    /// It need not be.
    NotRequired,
    /// It is.
    Notify,
}

/// Whether the people are told (GDPR art. 34).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectsOutcome {
    /// They need not be.
    NotRequired,
    /// The risk would be high, and a condition of art. 34(3) took that away.
    Exception,
    /// They are.
    Communicate,
}

/// Why nothing can be assessed on a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssessError {
    /// No list of questions holds then.
    #[error("there is no list of questions about a breach on {0}")]
    NoQuestions(Date),
    /// No rule of breaches holds then.
    #[error(transparent)]
    NoRule(#[from] zegel_law::Unknown),
    /// A body's own list cannot be weighed.
    #[error("the list of questions cannot be weighed: {}", .0.join("; "))]
    Misfits(Vec<String>),
}

/// What breaches are held against on a day: a list of questions that can be weighed, and a rule.
#[derive(Debug, Clone, Copy)]
pub struct Yardstick<'a> {
    list: &'a QuestionList,
    rule: &'a BreachRule,
    on: Date,
}

/// What comes out, in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Outcome {
    level: Level,
    authority: AuthorityOutcome,
    subjects: SubjectsOutcome,
    exception: Option<TellingException>,
    /// The risk when all that is unknown is at its worst.
    worst: Level,
}

impl Outcome {
    /// Returns true when somebody would have to do the same.
    fn is_like(self, other: Self) -> bool {
        (self.level, self.authority, self.subjects, self.exception)
            == (other.level, other.authority, other.subjects, other.exception)
    }
}

/// One way of harm as it was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Judgement {
    /// Which way.
    pub route: Route,
    /// How likely harm is, 0 (excluded) to 5 (near certain).
    pub likelihood: u8,
    /// How hard it hits one person, 0 (negligible) to 4 (very large).
    pub harm: u8,
    /// The risk by this way.
    pub level: Level,
}

/// The rule that the outcome rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleUsed {
    /// Its code.
    pub code: String,
    /// Its version.
    pub version: String,
    /// From which risk the authority is notified.
    pub authority_threshold: Threshold,
    /// From which risk people are told.
    pub people_threshold: Threshold,
    /// The day of which it is the rule.
    pub on: Date,
}

/// The list of questions that was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CatalogueUsed {
    /// Its code.
    pub code: String,
    /// Its edition.
    pub edition: String,
}

/// What the answers amount to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assessment {
    /// The risk.
    pub level: Level,
    /// Whether the authority is notified.
    pub authority: AuthorityOutcome,
    /// Whether the people are told.
    pub subjects: SubjectsOutcome,
    /// The condition of art. 34(3), where one holds.
    pub exception: Option<TellingException>,
    /// True while something unknown could change the outcome.
    pub is_provisional: bool,
    /// Why, the outcome first.
    pub reasons: Vec<Reason>,
    /// How each way of harm was judged.
    pub judgements: Vec<Judgement>,
    /// What would change the outcome.
    pub would_change: Vec<Change>,
    /// What is still unknown.
    pub unknown: Vec<UnknownFactor>,
    /// ENISA's score, as a support only.
    pub enisa: Enisa,
    /// The largest number of people that the answers allow; `None` where it is unknown.
    pub n_people: Option<u64>,
    /// The rule.
    pub rule: RuleUsed,
    /// The list of questions.
    pub catalogue: CatalogueUsed,
}

impl Assessment {
    /// Returns what a decision is held against.
    pub fn weight(&self) -> Weight {
        Weight {
            level: self.level,
            is_to_notify: self.authority == AuthorityOutcome::Notify,
            is_to_tell: self.subjects == SubjectsOutcome::Communicate,
            n_people: self.n_people,
        }
    }
}

/// Assesses a breach by the law of the day on which the controller became aware of it.
///
/// # Errors
/// No list of questions or no rule holds on that day, or a body's own list cannot be weighed.
pub fn assess(answers: &Answers, law: &Law, on: Date) -> Result<Assessment, AssessError> {
    Ok(Yardstick::of(law, answers, on)?.assess(answers))
}

impl<'a> Yardstick<'a> {
    /// Takes the list of that day, and the rule of the regime that the answers name; the GDPR's where they name none.
    ///
    /// # Errors
    /// No list of questions or no rule holds on that day, or a body's own list cannot be weighed.
    pub fn of(law: &'a Law, answers: &Answers, on: Date) -> Result<Self, AssessError> {
        let list = law.breach_questions(on).ok_or(AssessError::NoQuestions(on))?;
        let misfits = factors::misfits(list);
        if !misfits.is_empty() {
            return Err(AssessError::Misfits(misfits));
        }
        let named = answers.one("regime").and_then(|regime| law.breach_rule(regime, on).ok());
        let rule = match named {
            Some(rule) => rule,
            None => law.breach_rule(USUAL_REGIME, on)?,
        };
        Ok(Self { list, rule, on })
    }

    /// Assesses a breach.
    pub fn assess(&self, answers: &Answers) -> Assessment {
        let (outcome, factors) = self.outcome(answers);
        let by_unknown = judge::level(&factors) < outcome.level;
        let unknown = otherwise::unknown(self, answers, outcome);
        let judged = judge::judged(&factors).map(|judged| Judgement {
            route: judged.route,
            likelihood: judged.likelihood as u8,
            harm: judged.harm.class(),
            level: judged.level,
        });
        Assessment {
            level: outcome.level,
            authority: outcome.authority,
            subjects: outcome.subjects,
            exception: outcome.exception,
            is_provisional: unknown.iter().any(|factor| factor.could_change),
            reasons: reasons::reasons(&factors, outcome.level, by_unknown, outcome.exception),
            judgements: judged.collect(),
            would_change: otherwise::changes(self, answers, outcome),
            unknown,
            enisa: enisa::enisa(&factors),
            n_people: factors.n_people,
            rule: RuleUsed {
                code: self.rule.code.clone(),
                version: self.rule.version.clone(),
                authority_threshold: self.rule.authority_threshold,
                people_threshold: self.rule.people_threshold,
                on: self.on,
            },
            catalogue: CatalogueUsed { code: self.list.code.clone(), edition: self.list.edition.clone() },
        }
    }

    /// Returns what a decision is held against, without the reasons: much cheaper than [`Self::assess`].
    pub fn weight(&self, answers: &Answers) -> Weight {
        let (outcome, factors) = self.outcome(answers);
        Weight {
            level: outcome.level,
            is_to_notify: outcome.authority == AuthorityOutcome::Notify,
            is_to_tell: outcome.subjects == SubjectsOutcome::Communicate,
            n_people: factors.n_people,
        }
    }

    fn outcome(&self, answers: &Answers) -> (Outcome, Factors) {
        let factors = Factors::read(self.list, answers, Reading::Cautious);
        let worst = judge::level(&Factors::read(self.list, answers, Reading::Worst));
        let level = judge::level(&factors).max(worst.min(Level::Risk));
        let exception = if level == Level::Risk { exception(&factors) } else { None };
        let subjects = match exception {
            _ if reaches(level, self.rule.people_threshold) => SubjectsOutcome::Communicate,
            Some(_) => SubjectsOutcome::Exception,
            None => SubjectsOutcome::NotRequired,
        };
        let authority = if reaches(level, self.rule.authority_threshold) {
            AuthorityOutcome::Notify
        } else {
            AuthorityOutcome::NotRequired
        };
        (Outcome { level, authority, subjects, exception, worst }, factors)
    }
}

fn reaches(level: Level, threshold: Threshold) -> bool {
    let from = match threshold {
        Threshold::Risk => Level::Risk,
        Threshold::HighRisk => Level::High,
    };
    from <= level
}

/// Returns what alone keeps the risk from being high.
fn exception(factors: &Factors) -> Option<TellingException> {
    if judge::level(&factors.without_protection()) == Level::High {
        return Some(TellingException::Unintelligible);
    }
    let without = judge::level(&factors.without_later_measures());
    (without == Level::High).then_some(TellingException::LaterMeasures)
}
