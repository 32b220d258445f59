//! For all answers: more harm never lowers the outcome, and what is unknown never counts as harmless.

#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is how a test fails")]

use std::sync::OnceLock;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use zegel_breach::{Answer, Answers, Level, Weight, Yardstick, assess, mistakes};
use zegel_law::{Law, Question, QuestionKind, QuestionList, QuestionOption};

const TODAY: Date = date(2026, 11, 21);
/// On both sides of every number that counts.
const NUMBERS: [u64; 6] = [0, 1, 100, 999, 1_000, 250_000];

fn law() -> &'static Law {
    static LAW: OnceLock<Law> = OnceLock::new();
    LAW.get_or_init(Law::built_in)
}

fn list() -> &'static QuestionList {
    law().breach_questions(TODAY).unwrap()
}

fn weight(answers: &Answers) -> Weight {
    Yardstick::of(law(), answers, TODAY).unwrap().weight(answers)
}

/// Answers to every weighed question, of which about one in eight is unknown or absent; `chance` decides.
fn answers(chance: &[u32]) -> Answers {
    let mut chance = chance.iter().copied().cycle();
    let mut next = |below: usize| chance.next().unwrap() as usize % below;
    let mut answers = Answers::default();
    for question in list().factors() {
        let known: Vec<_> = question.options.iter().filter(|option| !option.unknown).collect();
        let answer = match (next(8), question.kind) {
            (0, _) => continue,
            (1, QuestionKind::Number | QuestionKind::One) => Answer::One("investigating".into()),
            (1, _) => Answer::Many(vec!["investigating".into()]),
            (_, QuestionKind::Number) => Answer::Number(NUMBERS[next(NUMBERS.len())]),
            (_, QuestionKind::One) => Answer::One(known[next(known.len())].code.clone()),
            (_, QuestionKind::Many) => {
                let among = among(question, &known, &answers);
                let n = 1 + next(4);
                let mut codes: Vec<_> = (0..n).map(|_| among[next(among.len())].clone()).collect();
                codes.sort();
                codes.dedup();
                let alone = codes.iter().position(|code| question.option(code).unwrap().alone);
                Answer::Many(alone.map_or(codes.clone(), |at| vec![codes[at].clone()]))
            }
            (_, QuestionKind::Text) => continue,
        };
        answers.0.insert(question.code.clone(), answer);
    }
    answers
}

/// What was readable is among what was there.
fn among(question: &Question, known: &[&QuestionOption], answers: &Answers) -> Vec<String> {
    let there = answers.codes("data-kinds");
    match question.code.as_str() {
        "readable-kinds" if !there.is_empty() => there.to_vec(),
        _ => known.iter().map(|option| option.code.clone()).collect(),
    }
}

/// Every single step from these answers to more harm at one known question.
fn steps(question: &Question, answers: &Answers) -> Vec<Answer> {
    let codes = answers.codes(&question.code);
    let is_known = |code: &String| question.option(code).is_some_and(|option| !option.unknown);
    match (question.kind, answers.get(&question.code)) {
        (QuestionKind::Number, Some(Answer::Number(now))) => {
            NUMBERS.iter().filter(|n| now < n).map(|n| Answer::Number(*n)).collect()
        }
        (QuestionKind::One, Some(Answer::One(now))) if is_known(now) => {
            let rank = question.option(now).unwrap().rank;
            let worse = question.options.iter().filter(|option| !option.unknown && rank <= option.rank);
            worse.map(|option| Answer::One(option.code.clone())).collect()
        }
        (QuestionKind::Many, Some(_)) if codes.iter().all(is_known) => {
            let others = question.options.iter().filter(|option| !option.unknown && !option.alone);
            let kept = |code: &&String| !question.option(code).unwrap().alone;
            let kept: Vec<_> = codes.iter().filter(kept).cloned().collect();
            others
                .filter(|option| question.code != "readable-kinds" || answers.has("data-kinds", &option.code))
                .map(|option| Answer::Many(kept.iter().cloned().chain([option.code.clone()]).collect()))
                .collect()
        }
        _ => vec![],
    }
}

fn with(answers: &Answers, question: &Question, answer: Option<Answer>) -> Answers {
    let mut other = answers.clone();
    other.0.remove(&question.code);
    other.0.extend(answer.map(|answer| (question.code.clone(), answer)));
    other
}

/// An answer about who saw the data lost its weight as soon as nobody said that they were seen at all.
#[test]
fn what_is_known_counts_while_the_question_before_it_has_no_answer() {
    let known = [
        ("exposure", Answer::One("misused".into())),
        ("data-kinds", Answer::Many(vec!["name".into()])),
        ("context", Answer::One("some".into())),
        ("severity", Answer::One("limited".into())),
        ("alteration", Answer::One("irreversible".into())),
        ("outage", Answer::One("permanent".into())),
        ("disruption", Answer::One("serious".into())),
    ];
    let answers = Answers(known.into_iter().map(|(code, answer)| (code.to_owned(), answer)).collect());
    let nature = list().question("nature").unwrap();
    for one in ["confidentiality", "integrity", "availability", "investigating"] {
        let answer = Some(Answer::Many(vec![one.into()]));
        assert_eq!(weight(&with(&answers, nature, answer)).level, Level::High, "{one}");
    }
    assert_eq!(weight(&answers).level, Level::High);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_harm_never_lowers_the_outcome(chance in prop::collection::vec(any::<u32>(), 127)) {
        let before = answers(&chance);
        let now = weight(&before);
        for question in list().factors() {
            for answer in steps(question, &before) {
                let after = with(&before, question, Some(answer));
                let then = weight(&after);
                prop_assert!(now.level <= then.level, "{} {:?} {:?}", question.code, before.0, after.0);
                prop_assert!(!now.is_to_notify || then.is_to_notify, "{}", question.code);
                prop_assert!(!now.is_to_tell || then.is_to_tell, "{}", question.code);
            }
        }
    }

    #[test]
    fn what_is_unknown_never_counts_as_harmless(chance in prop::collection::vec(any::<u32>(), 131)) {
        let base = answers(&chance);
        for question in list().factors() {
            let known = question.options.iter().filter(|option| !option.unknown);
            let levels: Vec<Level> = match question.kind {
                QuestionKind::Number => {
                    NUMBERS.iter().map(|n| weight(&with(&base, question, Some(Answer::Number(*n)))).level).collect()
                }
                QuestionKind::Many if question.code == "readable-kinds" => continue,
                QuestionKind::Many => known
                    .map(|option| Answer::Many(vec![option.code.clone()]))
                    .map(|answer| weight(&with(&base, question, Some(answer))).level)
                    .collect(),
                _ => known
                    .map(|option| Answer::One(option.code.clone()))
                    .map(|answer| weight(&with(&base, question, Some(answer))).level)
                    .collect(),
            };
            let (least, most) = (levels.iter().min().unwrap(), levels.iter().max().unwrap());
            // Nobody answered, or somebody answered that it is not known yet.
            for unknown in [None, Some(Answer::One("investigating".into()))] {
                let unknown = weight(&with(&base, question, unknown)).level;
                prop_assert!(*least <= unknown, "{} {:?}", question.code, base.0);
                prop_assert!((*most).min(Level::Risk) <= unknown, "{} {:?}", question.code, base.0);
            }
        }
    }

    #[test]
    fn every_assessment_is_told_in_three_languages(chance in prop::collection::vec(any::<u32>(), 113)) {
        let answers = answers(&chance);
        prop_assert_eq!(mistakes(list(), &answers), vec![]);
        let done = assess(&answers, law(), TODAY).unwrap();
        prop_assert_eq!(done.weight(), weight(&answers));
        let reasons = done.reasons.iter().map(|reason| &reason.text);
        for text in reasons.chain(done.would_change.iter().map(|change| &change.text)) {
            prop_assert!([&text.nl, &text.en, &text.fr].iter().all(|text| text.ends_with('.')));
        }
        let mut codes: Vec<_> = done.reasons.iter().map(|reason| (reason.code, reason.route.map(|r| r.code()))).collect();
        codes.sort_unstable();
        let n = codes.len();
        codes.dedup();
        prop_assert_eq!(codes.len(), n, "a reason is given once per way of harm");
        // What would change the outcome gives another one indeed.
        for change in &done.would_change {
            prop_assert!((change.level, change.authority, change.subjects) != (done.level, done.authority, done.subjects)
                || done.exception.is_some());
        }
    }
}
