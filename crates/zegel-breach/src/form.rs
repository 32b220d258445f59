//! Filling a form of an authority from one breach: each item with its answer in the language, and how it came there.
//!
//! Pure: the form, the questions and everything that is known go in; a filled form comes out, which a notification keeps as it
//! was. Nothing is invented: what Zegel does not hold is marked as missing, and a person fills it in at the authority.
//!
//! Invariant: every item of the form is in the filled form, once, in its order, with exactly one mark.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use zegel_law::{
    Fact, Form, FormCondition, FormItem, FormKind, FormLanguage, QuestionKind, QuestionList, RequiredFor,
    Source,
};
use zegel_model::Content;

use crate::{
    Answer, Breach, Level, Means, NotificationKind, Occurred, Side, SubjectsChoice, TellingException,
};

/// What is known outside of the breach: the body, who notifies, and what the assessment says.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// The name of the body.
    pub body_name: String,
    /// Its postal address.
    pub address: Option<String>,
    /// Its number in the trade register.
    pub trade_number: Option<String>,
    /// Its sector.
    pub sector: Option<String>,
    /// The number under which the authority knows the officer.
    pub officer_number: Option<String>,
    /// The point of contact: its name, and how to reach it.
    pub contact: Option<(String, String)>,
    /// Who makes the notification.
    pub maker: Content,
    /// That person is the data protection officer.
    pub maker_is_officer: bool,
    /// What the assessment says, with its reasons in the language of the form; `None` while it cannot say.
    pub level: Option<(Level, String)>,
    /// What people were told.
    pub told_text: Option<Content>,
}

/// What a notification is for.
#[derive(Debug, Clone)]
pub struct Purpose<'a> {
    /// What it is for.
    pub kind: NotificationKind,
    /// In which language.
    pub language: FormLanguage,
    /// What changed, or why it is withdrawn.
    pub reason: Option<Content>,
    /// When it is made.
    pub now: Timestamp,
    /// The zone in which moments are written out.
    pub zone: &'a TimeZone,
}

/// How an answer came there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// A person recorded it.
    Recorded,
    /// The archive counted it.
    Counted,
    /// It is not there.
    Missing,
    /// The form does not ask it here.
    NotApplicable,
}

impl Mark {
    /// All marks.
    pub const ALL: [Self; 4] = [Self::Recorded, Self::Counted, Self::Missing, Self::NotApplicable];

    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Counted => "counted",
            Self::Missing => "missing",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// What was given, for a machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Given {
    /// Nothing.
    Nothing,
    /// These options; none where none of them fits what was answered.
    Options {
        /// Their letters.
        letters: Vec<String>,
    },
    /// A number, or the smallest and the largest that it can be.
    Number {
        /// At least.
        min: u64,
        /// At most.
        max: u64,
    },
    /// The words are the answer.
    Text,
    /// A moment.
    Moment {
        /// When.
        at: Timestamp,
    },
    /// A day.
    Day {
        /// Which.
        day: Date,
    },
}

/// One item of a filled form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilledItem {
    /// Its number on the form.
    pub number: String,
    /// How the answer came there.
    pub mark: Mark,
    /// What was given.
    pub given: Given,
    /// The answer in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Content>,
    /// This notification cannot do without, and it is missing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_due: bool,
    /// The question that answers it; the first one without an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
}

/// A form as it was filled in from one breach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilledForm {
    /// The code of the form.
    pub form: String,
    /// Its edition.
    pub edition: String,
    /// The edition of the questions.
    pub questions: String,
    /// The number of the breach in the register.
    pub breach: String,
    /// What the notification is for.
    pub kind: NotificationKind,
    /// Its language.
    pub language: FormLanguage,
    /// When it was filled in.
    pub at: Timestamp,
    /// The items, in the order of the form.
    pub items: Vec<FilledItem>,
}

/// How far a filled form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Completeness {
    /// All items.
    pub n_items: usize,
    /// Recorded by a person.
    pub n_recorded: usize,
    /// Counted by the archive.
    pub n_counted: usize,
    /// Not there.
    pub n_missing: usize,
    /// Of those, what this notification cannot do without.
    pub n_due: usize,
    /// Not asked here.
    pub n_not_applicable: usize,
}

impl FilledForm {
    /// Finds an item by its number.
    pub fn item(&self, number: &str) -> Option<&FilledItem> {
        self.items.iter().find(|item| item.number == number)
    }

    /// Counts the marks.
    pub fn completeness(&self) -> Completeness {
        let count = |mark| self.items.iter().filter(|item| item.mark == mark).count();
        Completeness {
            n_items: self.items.len(),
            n_recorded: count(Mark::Recorded),
            n_counted: count(Mark::Counted),
            n_missing: count(Mark::Missing),
            n_due: self.items.iter().filter(|item| item.is_due).count(),
            n_not_applicable: count(Mark::NotApplicable),
        }
    }
}

/// An item that differs between two notifications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed<'a> {
    /// Its number on the form.
    pub number: &'a str,
    /// As it was; `None` where the older edition had no such item.
    pub before: Option<&'a FilledItem>,
    /// As it is; `None` where the newer edition has no such item.
    pub after: Option<&'a FilledItem>,
}

/// Returns what differs between two filled forms, in the order of the newer one.
pub fn difference<'a>(before: &'a FilledForm, after: &'a FilledForm) -> Vec<Changed<'a>> {
    let same = |old: Option<&FilledItem>, new: &FilledItem| {
        old.is_some_and(|old| (old.mark, &old.given, &old.words) == (new.mark, &new.given, &new.words))
    };
    let is_changed = after.items.iter().filter(|new| !same(before.item(&new.number), new));
    let changed = is_changed.map(|new| Changed {
        number: &new.number,
        before: before.item(&new.number),
        after: Some(new),
    });
    let is_gone = before.items.iter().filter(|old| after.item(&old.number).is_none());
    let gone = is_gone.map(|old| Changed { number: &old.number, before: Some(old), after: None });
    changed.chain(gone).collect()
}

/// Fills a form.
pub fn fill(
    form: &Form,
    breach: &Breach,
    (around, list): (&Around, &QuestionList),
    purpose: &Purpose<'_>,
) -> FilledForm {
    let filling = Filling { breach, around, list, purpose };
    FilledForm {
        form: form.code.clone(),
        edition: form.edition.clone(),
        questions: list.edition.clone(),
        breach: breach.number.clone(),
        kind: purpose.kind,
        language: purpose.language,
        at: purpose.now,
        items: form.items.iter().map(|item| filling.item(item)).collect(),
    }
}

struct Filling<'a> {
    breach: &'a Breach,
    around: &'a Around,
    list: &'a QuestionList,
    purpose: &'a Purpose<'a>,
}

/// What a source says.
#[derive(Default)]
struct Said {
    codes: Vec<String>,
    words: Vec<Content>,
    number: Option<(u64, u64)>,
    at: Option<Timestamp>,
    /// It only says that it is not known yet.
    is_unknown: bool,
    is_counted: bool,
}

impl Said {
    fn code(code: &str) -> Self {
        Self { codes: vec![code.to_owned()], ..Self::default() }
    }

    fn unknown(code: &str) -> Self {
        Self { is_unknown: true, ..Self::code(code) }
    }

    fn moment(at: Timestamp) -> Self {
        Self { at: Some(at), ..Self::default() }
    }

    /// Returns `None` for a text that says nothing.
    fn text(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self { words: vec![Content::from(text)], ..Self::default() })
    }
}

/// Whether a condition holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Holds {
    No,
    /// That depends on what is not known yet.
    Open,
    Yes,
}

impl Filling<'_> {
    fn item(&self, item: &FormItem) -> FilledItem {
        let shown = item.shown_if.iter().map(|condition| self.holds(condition)).min().unwrap_or(Holds::Yes);
        let mut filled = FilledItem {
            number: item.number.clone(),
            mark: Mark::NotApplicable,
            given: Given::Nothing,
            words: vec![],
            is_due: false,
            question: None,
        };
        if shown == Holds::No {
            return filled;
        }
        let said: Vec<Said> = item.from.iter().filter_map(|source| self.said(source)).collect();
        (filled.given, filled.words) = self.given(item, &said);
        filled.mark = match filled.given {
            Given::Nothing => Mark::Missing,
            _ if said.iter().any(|said| said.is_counted) => Mark::Counted,
            _ => Mark::Recorded,
        };
        filled.question = self.question(item);
        filled.is_due = filled.mark == Mark::Missing && shown == Holds::Yes && self.is_needed(item);
        filled
    }

    fn is_needed(&self, item: &FormItem) -> bool {
        // Who withdraws says who they are, what they withdraw and why; not what happened.
        let of_withdrawal = [Fact::Reason, Fact::FormerNumber, Fact::BodyName, Fact::MakerName];
        let names = |facts: &[Fact]| facts.iter().any(|fact| item.from.contains(&Source::Fact(*fact)));
        match (self.purpose.kind, item.required_for) {
            (_, None) => false,
            (NotificationKind::Withdrawal, Some(_)) => names(&of_withdrawal),
            (NotificationKind::Complete, Some(_)) | (_, Some(RequiredFor::Initial)) => true,
            (_, Some(RequiredFor::Complete)) => false,
        }
    }

    fn is_complete(&self) -> bool {
        self.purpose.kind == NotificationKind::Complete
    }

    /// Returns the first question without an answer, else the first one.
    fn question(&self, item: &FormItem) -> Option<String> {
        let questions: Vec<&String> = item
            .from
            .iter()
            .filter_map(|source| match source {
                Source::Question(code) => Some(code),
                Source::Fact(_) => None,
            })
            .collect();
        let open = questions.iter().find(|code| self.breach.answers.get(code).is_none());
        open.or(questions.first()).map(|code| (*code).clone())
    }

    fn holds(&self, condition: &FormCondition) -> Holds {
        match self.said(&condition.source) {
            None => Holds::Open,
            Some(said) if said.codes.iter().any(|code| condition.any.contains(code)) => Holds::Yes,
            Some(said) if said.is_unknown => Holds::Open,
            Some(_) => Holds::No,
        }
    }

    fn given(&self, item: &FormItem, said: &[Said]) -> (Given, Vec<Content>) {
        match item.kind {
            FormKind::One | FormKind::Many => self.options(item, said),
            FormKind::Number => match said.iter().find_map(|said| said.number) {
                None => (Given::Nothing, vec![]),
                Some((min, max)) => {
                    let words = if min == max { min.to_string() } else { format!("{min} – {max}") };
                    (Given::Number { min, max }, vec![Content::from(words.as_str())])
                }
            },
            FormKind::Text => {
                let taken = said.iter().filter(|said| !(said.is_unknown && self.is_complete()));
                let words: Vec<Content> = taken.flat_map(|said| said.words.iter().cloned()).collect();
                if words.is_empty() { (Given::Nothing, words) } else { (Given::Text, words) }
            }
            FormKind::Moment => match said.iter().find_map(|said| said.at) {
                None => (Given::Nothing, vec![]),
                Some(at) => {
                    let words =
                        at.to_zoned(self.purpose.zone.clone()).strftime("%Y-%m-%d %H:%M (%Z)").to_string();
                    (Given::Moment { at }, vec![Content::from(words.as_str())])
                }
            },
            FormKind::Day => match said.iter().find_map(|said| said.at) {
                None => (Given::Nothing, vec![]),
                Some(at) => {
                    let day = at.to_zoned(self.purpose.zone.clone()).date();
                    (Given::Day { day }, vec![Content::from(day.to_string().as_str())])
                }
            },
        }
    }

    fn options(&self, item: &FormItem, said: &[Said]) -> (Given, Vec<Content>) {
        let nothing = (Given::Nothing, vec![]);
        let codes: Vec<&String> = said.iter().flat_map(|said| &said.codes).collect();
        let fits = |option: &&zegel_law::FormOption| {
            (!option.open || !self.is_complete()) && option.from.iter().any(|code| codes.contains(&code))
        };
        let n_most = if item.kind == FormKind::One { 1 } else { usize::MAX };
        let chosen: Vec<_> = item.options.iter().filter(fits).take(n_most).collect();
        let is_known = !codes.is_empty() && said.iter().all(|said| !said.is_unknown);
        // Of a list, none can be the answer: ordinary data alone are no special data.
        if chosen.is_empty() && !(is_known && item.kind == FormKind::Many) {
            return nothing;
        }
        let words = chosen.iter().map(|option| Content::from(option.labels.get(self.purpose.language)));
        let words = words.collect();
        (Given::Options { letters: chosen.into_iter().map(|option| option.letter.clone()).collect() }, words)
    }

    fn said(&self, source: &Source) -> Option<Said> {
        match source {
            Source::Question(code) => {
                let said = self.answer(code)?;
                Some(Said { is_counted: self.breach.counted.contains_key(code), ..said })
            }
            Source::Fact(fact) => self.fact(*fact),
        }
    }

    fn answer(&self, code: &str) -> Option<Said> {
        let question = self.list.question(code)?;
        let language = self.purpose.language.of_pages();
        let choice = |codes: &[String]| {
            let options: Vec<_> = codes.iter().filter_map(|code| question.option(code)).collect();
            Said {
                codes: codes.to_vec(),
                words: options.iter().map(|option| Content::from(option.labels.get(language))).collect(),
                is_unknown: options.iter().any(|option| option.unknown),
                ..Said::default()
            }
        };
        match (self.breach.answers.get(code)?, question.kind) {
            (Answer::Number(n), _) => Some(Said { number: Some((*n, *n)), ..Said::code("exact") }),
            (Answer::Range { min, max }, _) => {
                Some(Said { number: Some((*min, *max)), ..Said::code("range") })
            }
            (Answer::One(text), QuestionKind::Text) => Said::text(text),
            (Answer::One(code), _) if code.is_empty() => None,
            (Answer::One(code), _) => Some(choice(std::slice::from_ref(code))),
            (Answer::Many(codes), _) if codes.is_empty() => None,
            (Answer::Many(codes), _) => Some(choice(codes)),
        }
    }

    fn fact(&self, fact: Fact) -> Option<Said> {
        let around = self.around;
        let text = |text: &Option<String>| Said::text(text.as_deref()?);
        match fact {
            Fact::Turn | Fact::State | Fact::Reason | Fact::FormerNumber | Fact::Reference => {
                self.of_notification(fact)
            }
            Fact::BodyName => Said::text(&around.body_name),
            Fact::BodyAddress => text(&around.address),
            Fact::TradeNumber => text(&around.trade_number),
            Fact::HasTradeNumber => around.trade_number.as_ref().map(|_| Said::code("yes")),
            Fact::Sector => text(&around.sector),
            Fact::InEea => Some(Said::code("yes")),
            Fact::OnRequest => Some(Said::code("no")),
            Fact::OfficerNumber => text(&around.officer_number),
            Fact::MakerName => Said::text(around.maker.as_str()),
            Fact::MakerFunction => {
                Some(Said::code(if around.maker_is_officer { "officer" } else { "other" }))
            }
            Fact::MakerContact if around.maker_is_officer => Said::text(&around.contact.as_ref()?.1),
            Fact::MakerContact => None,
            Fact::HasContact => around.contact.as_ref().map(|_| Said::code("yes")),
            Fact::ContactName => Said::text(&around.contact.as_ref()?.0),
            Fact::ContactDetails => Said::text(&around.contact.as_ref()?.1),
            _ => self.of_breach(fact),
        }
    }
}

impl Filling<'_> {
    fn of_notification(&self, fact: Fact) -> Option<Said> {
        let filed = || self.breach.notifications.iter().filter_map(|one| one.filed.as_ref());
        let is_new = self.purpose.kind == NotificationKind::Initial || filed().next().is_none();
        match fact {
            Fact::Turn => Some(Said::code(if is_new { "new" } else { "follow-up" })),
            Fact::State => Some(Said::code(match self.purpose.kind {
                NotificationKind::Initial | NotificationKind::Supplementary => "incomplete",
                NotificationKind::Complete => "complete",
                NotificationKind::Withdrawal => "withdrawal",
            })),
            Fact::Reason => Said::text(self.purpose.reason.as_ref()?.as_str()),
            Fact::FormerNumber => Said::text(filed().next_back()?.number.as_str()),
            _ => Said::text(&self.breach.number),
        }
    }

    fn of_breach(&self, fact: Fact) -> Option<Said> {
        let breach = self.breach;
        let moments = &breach.moments;
        match fact {
            Fact::Regime => Some(Said::code(&breach.regime)),
            Fact::Side => Some(Said::code(match breach.side {
                Side::Controller => "controller",
                Side::Processor { .. } => "processor",
            })),
            Fact::Occurred
            | Fact::OccurredEstimated
            | Fact::OccurredFrom
            | Fact::OccurredTo
            | Fact::OccurredHow => self.occurred(fact),
            Fact::Signal => Some(Said::moment(moments.signal.at)),
            Fact::Aware => Some(Said::moment(moments.aware.as_ref()?.at)),
            Fact::AwareHow => Said::text(moments.aware.as_ref()?.how.as_str()),
            Fact::ProcessorMessage => Some(Said::moment(moments.processor_message.as_ref()?.at)),
            Fact::Late => Some(Said::code(if breach.is_late(self.purpose.now) { "yes" } else { "no" })),
            Fact::DelayReason => Said::text(breach.delay_reason.as_ref()?.0.as_str()),
            Fact::Level => Some(match &self.around.level {
                Some((level, _)) => Said::code(level.code()),
                None => Said::unknown("open"),
            }),
            Fact::LevelReasons => Said::text(&self.around.level.as_ref()?.1),
            Fact::MeasuresTaken => self.measures(false),
            Fact::MeasuresPreventive => self.measures(true),
            _ => self.of_telling(fact),
        }
    }

    fn occurred(&self, fact: Fact) -> Option<Said> {
        let (occurred, how, _) = self.breach.moments.occurred.as_ref()?;
        let (code, from, to, estimated) = match occurred {
            Occurred::At { at, is_estimated } => ("at", Some(*at), Some(*at), *is_estimated),
            Occurred::Between { from, to, is_estimated } => {
                ("between", Some(*from), Some(*to), *is_estimated)
            }
            Occurred::Ongoing { since } => ("ongoing", *since, None, false),
            Occurred::Unknown => ("unknown", None, None, false),
        };
        match fact {
            Fact::Occurred => Some(Said::code(code)),
            Fact::OccurredEstimated => Some(Said::code(if estimated { "yes" } else { "no" })),
            Fact::OccurredFrom => from.map(Said::moment),
            Fact::OccurredTo => to.map(Said::moment),
            _ => Said::text(how.as_str()),
        }
    }

    fn measures(&self, is_preventive: bool) -> Option<Said> {
        let of_kind = self.breach.measures.iter().filter(|measure| measure.is_preventive == is_preventive);
        let words: Vec<Content> = of_kind.map(|measure| measure.what.clone()).collect();
        (!words.is_empty()).then(|| Said { words, ..Said::default() })
    }

    fn of_telling(&self, fact: Fact) -> Option<Said> {
        let breach = self.breach;
        let told = || breach.tellings.iter().filter_map(|one| Some((one.means, one.told.as_ref()?)));
        let n_told = || told().map(|(_, (_, n))| *n).reduce(u64::saturating_add);
        match fact {
            Fact::ToldOn => breach.told_at().map(Said::moment),
            Fact::ToldNumber => n_told().map(|n| Said { number: Some((n, n)), ..Said::code("exact") }),
            Fact::ToldAll => {
                let n_people = breach.answers.at_most("people-number")?;
                Some(Said::code(if n_people <= n_told()? { "yes" } else { "no" }))
            }
            Fact::ToldMeans => {
                let codes: Vec<String> =
                    told().map(|(means, _): (Means, _)| means.code().to_owned()).collect();
                (!codes.is_empty()).then(|| Said { codes, ..Said::default() })
            }
            Fact::ToldText => Said::text(self.around.told_text.as_ref()?.as_str()),
            Fact::SubjectsReasons => Said::text(breach.subjects.as_ref()?.in_force()?.reasons.as_str()),
            Fact::SubjectsException => match breach.subjects_choice()? {
                SubjectsChoice::Exception { exception } => Some(Said::code(match exception {
                    TellingException::Unintelligible => "unintelligible",
                    TellingException::LaterMeasures => "later-measures",
                    TellingException::Disproportionate => "disproportionate",
                })),
                _ => None,
            },
            _ => Some(match breach.subjects_choice() {
                _ if breach.told_at().is_some() => Said::code("told"),
                Some(SubjectsChoice::Communicate) => Said::code("will-be-told"),
                Some(SubjectsChoice::NotRequired) => Said::code("not-required"),
                Some(SubjectsChoice::Exception { .. }) => Said::code("exception"),
                None => Said::unknown("open"),
            }),
        }
    }
}

#[cfg(test)]
mod tests;
