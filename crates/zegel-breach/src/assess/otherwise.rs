//! What would change the outcome, and what is still unknown: found by trying, one answer at a time.
//!
//! Nothing is judged here; every other answer goes through the same assessment.

use serde::Serialize;
use zegel_law::{Labels, Language, Question, QuestionKind, QuestionOption};

use super::factors::MANY_PEOPLE;
use super::{Outcome, Yardstick};
use crate::questionnaire::{counts, is_answered, is_asked};
use crate::{Answer, Answers, AuthorityOutcome, Level, SubjectsOutcome};

/// How many choices a sentence names.
const MAX_NAMED: usize = 3;

/// Other answers to one question that would give another outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The code of the question.
    pub question: String,
    /// The answers; each of them alone would do. A number stands for itself.
    pub answers: Vec<String>,
    /// The risk then.
    pub level: Level,
    /// Whether the authority is notified then.
    pub authority: AuthorityOutcome,
    /// Whether the people are told then.
    pub subjects: SubjectsOutcome,
    /// The same in a sentence.
    pub text: Labels,
}

/// Why an answer is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownState {
    /// Nobody answered.
    Unanswered,
    /// Somebody answered that it is not known.
    NotKnown,
}

/// A question that the assessment weighs and that has no known answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnknownFactor {
    /// The code of the question.
    pub question: String,
    /// Why.
    pub state: UnknownState,
    /// True when some answer to it, alone or with other unknown ones, gives another outcome.
    pub could_change: bool,
    /// The question.
    pub text: Labels,
}

/// One answer that was tried.
struct Tried {
    name: String,
    labels: Labels,
    outcome: Outcome,
}

/// Tries every other answer to the questions that may still turn out otherwise.
pub(super) fn changes(yardstick: &Yardstick<'_>, answers: &Answers, now: Outcome) -> Vec<Change> {
    let mut list = vec![];
    for question in asked(yardstick, answers) {
        if !question.may_change && state(question, answers).is_none() {
            continue;
        }
        let mut groups: Vec<(Outcome, Vec<Tried>)> = vec![];
        for tried in others(yardstick, question, answers).filter(|tried| !tried.outcome.is_like(now)) {
            match groups.iter_mut().find(|(outcome, _)| outcome.is_like(tried.outcome)) {
                Some((_, group)) => group.push(tried),
                None => groups.push((tried.outcome, vec![tried])),
            }
        }
        groups.sort_by_key(|(outcome, _)| outcome.level);
        list.extend(groups.into_iter().map(|(outcome, group)| change(question, outcome, &group)));
    }
    list
}

/// Lists the weighed questions without a known answer.
pub(super) fn unknown(yardstick: &Yardstick<'_>, answers: &Answers, now: Outcome) -> Vec<UnknownFactor> {
    asked(yardstick, answers)
        .filter_map(|question| {
            let state = state(question, answers)?;
            let could_change = others(yardstick, question, answers).any(|tried| tried.outcome != now);
            Some(UnknownFactor {
                question: question.code.clone(),
                state,
                could_change,
                text: question.labels.clone(),
            })
        })
        .collect()
}

/// The weighed questions that are asked, and those whose answers count all the same.
fn asked<'a>(yardstick: &Yardstick<'a>, answers: &Answers) -> impl Iterator<Item = &'a Question> {
    let list = yardstick.list;
    list.factors().filter(move |question| {
        is_asked(list, question, answers) || is_answered(question, answers) && counts(list, question, answers)
    })
}

fn state(question: &Question, answers: &Answers) -> Option<UnknownState> {
    if !is_answered(question, answers) {
        return Some(UnknownState::Unanswered);
    }
    let is_known = answers.codes(&question.code).iter().all(|code| question.says(code));
    (!is_known).then_some(UnknownState::NotKnown)
}

fn others<'a>(
    yardstick: &'a Yardstick<'_>,
    question: &'a Question,
    answers: &'a Answers,
) -> impl Iterator<Item = Tried> + 'a {
    let other = move |name: String, labels: Labels, answer: Answer| {
        let mut answers = answers.clone();
        answers.0.insert(question.code.clone(), answer);
        Tried { name, labels, outcome: yardstick.outcome(&answers).0 }
    };
    let numbers = match question.kind {
        QuestionKind::Number => other_numbers(question, answers),
        _ => vec![],
    };
    let options = question.options.iter().filter(|option| !option.unknown);
    let chosen = options
        .filter(move |option| !answers.has(&question.code, &option.code))
        .filter_map(move |option| Some((option, with(question, answers, option)?)));
    numbers
        .into_iter()
        .map(move |(n, labels)| other(n.to_string(), labels, Answer::Number(n)))
        .chain(chosen.map(move |(option, answer)| other(option.code.clone(), option.labels.clone(), answer)))
}

/// Returns the answer with this choice: instead of the other, or beside those that are known.
fn with(question: &Question, answers: &Answers, option: &QuestionOption) -> Option<Answer> {
    match question.kind {
        QuestionKind::One => Some(Answer::One(option.code.clone())),
        QuestionKind::Many => {
            let is_kept = |code: &&String| question.option(code).is_some_and(|o| !o.unknown && !o.alone);
            let known: Vec<_> = answers.codes(&question.code).iter().filter(is_kept).cloned().collect();
            // To leave everything out that is known already is no turn of events.
            let is_taken_back = option.alone && !known.is_empty();
            let all = known.into_iter().chain([option.code.clone()]).collect();
            (!is_taken_back).then_some(Answer::Many(all))
        }
        QuestionKind::Number | QuestionKind::Text => None,
    }
}

fn other_numbers(question: &Question, answers: &Answers) -> Vec<(u64, Labels)> {
    let many = Labels {
        nl: format!("{MANY_PEOPLE} mensen of meer"),
        en: format!("{MANY_PEOPLE} people or more"),
        fr: format!("{MANY_PEOPLE} personnes ou plus"),
    };
    let few = Labels {
        nl: format!("minder dan {MANY_PEOPLE} mensen"),
        en: format!("fewer than {MANY_PEOPLE} people"),
        fr: format!("moins de {MANY_PEOPLE} personnes"),
    };
    match answers.at_most(&question.code) {
        None => vec![(MANY_PEOPLE - 1, few), (MANY_PEOPLE, many)],
        Some(n) if n < MANY_PEOPLE => vec![(MANY_PEOPLE, many)],
        Some(_) => vec![(MANY_PEOPLE - 1, few)],
    }
}

fn change(question: &Question, outcome: Outcome, group: &[Tried]) -> Change {
    let text = |language| sentence(question, outcome, group, language);
    Change {
        question: question.code.clone(),
        answers: group.iter().map(|tried| tried.name.clone()).collect(),
        level: outcome.level,
        authority: outcome.authority,
        subjects: outcome.subjects,
        text: Labels { nl: text(Language::Nl), en: text(Language::En), fr: text(Language::Fr) },
    }
}

fn sentence(question: &Question, outcome: Outcome, group: &[Tried], language: Language) -> String {
    let named = group.iter().take(MAX_NAMED).map(|tried| quoted(tried.labels.get(language), language));
    let (or, others) = match language {
        Language::Nl => (" of ", "een andere die even zwaar telt"),
        Language::En => (" or ", "another that weighs the same"),
        Language::Fr => (" ou ", "une autre de même poids"),
    };
    let mut named: Vec<_> = named.collect();
    if MAX_NAMED < group.len() {
        named.push(others.to_owned());
    }
    let asked = quoted(question.labels.get(language), language);
    let named = named.join(or);
    let then = then(outcome, language);
    match language {
        Language::Nl => format!("Als het antwoord op {asked} wordt: {named}, {then}."),
        Language::En => format!("If the answer to {asked} becomes {named}, {then}."),
        Language::Fr => format!("Si la réponse à {asked} devient {named}, {then}."),
    }
}

fn quoted(text: &str, language: Language) -> String {
    match language {
        Language::Fr => format!("« {text} »"),
        Language::Nl | Language::En => format!("“{text}”"),
    }
}

fn then(outcome: Outcome, language: Language) -> &'static str {
    use Language::{En, Fr, Nl};
    match (outcome.level, outcome.subjects, language) {
        (Level::Unlikely, _, Nl) => "dan is een risico niet waarschijnlijk",
        (Level::Unlikely, _, En) => "a risk is unlikely",
        (Level::Unlikely, _, Fr) => "un risque est peu probable",
        (Level::Risk, SubjectsOutcome::Exception, Nl) => {
            "dan is er een risico en geldt een uitzondering op het inlichten van de mensen"
        }
        (Level::Risk, SubjectsOutcome::Exception, En) => {
            "there is a risk, and an exception to telling the people holds"
        }
        (Level::Risk, SubjectsOutcome::Exception, Fr) => {
            "il y a un risque, et une exception à l'information des personnes s'applique"
        }
        (Level::Risk, _, Nl) => "dan is er een risico, maar geen hoog risico",
        (Level::Risk, _, En) => "there is a risk, but no high risk",
        (Level::Risk, _, Fr) => "il y a un risque, mais pas de risque élevé",
        (Level::High, _, Nl) => "dan is er waarschijnlijk een hoog risico",
        (Level::High, _, En) => "a high risk is likely",
        (Level::High, _, Fr) => "un risque élevé est probable",
    }
}
