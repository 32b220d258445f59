//! Which questions are asked, and whether answers fit them.
//!
//! What is asked depends on earlier answers only, so the list is gone through from top to bottom. An answer to a question
//! that is no longer asked stays in the table and counts for nothing. Nothing here weighs an answer.

use zegel_law::{Question, QuestionKind, QuestionList, RequiredFor};

use crate::{Answer, Answers};

/// How many codes a mistake proposes.
const MAX_PROPOSALS: usize = 3;
/// How much of a code that somebody wrote is repeated.
const MAX_CODE_CHARS: usize = 60;

/// An answer that does not fit its question; never with the text of an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerMistake {
    /// No question has this code.
    #[error("there is no question '{question}'; nearest: {}", nearest.join(", "))]
    NoQuestion {
        /// The code, cut off.
        question: String,
        /// The codes that come near.
        nearest: Vec<String>,
    },
    /// The question has no such choice.
    #[error("question '{question}' has no choice '{option}'; nearest: {}", nearest.join(", "))]
    NoOption {
        /// The code of the question.
        question: String,
        /// The code of the choice, cut off.
        option: String,
        /// The codes that come near.
        nearest: Vec<String>,
    },
    /// The answer has another form than the question asks for.
    #[error("question '{question}' wants {wants}")]
    Form {
        /// The code of the question.
        question: String,
        /// What would fit.
        wants: &'static str,
    },
}

/// Returns true when a question is asked, given the other answers.
pub fn is_asked(list: &QuestionList, question: &Question, answers: &Answers) -> bool {
    question.shown_if.iter().all(|condition| {
        // A condition names an earlier question, so this ends.
        let earlier = list.question(&condition.question);
        earlier.is_some_and(|earlier| is_asked(list, earlier, answers))
            && condition.any.iter().any(|code| answers.has(&condition.question, code))
    })
}

/// Returns true when an answer to a question counts: it is asked, or nobody knows yet whether it is, because a question
/// that it hangs on has no known answer.
pub(crate) fn counts(list: &QuestionList, question: &Question, answers: &Answers) -> bool {
    question.shown_if.iter().all(|condition| {
        let is_met = condition.any.iter().any(|code| answers.has(&condition.question, code));
        let earlier = list.question(&condition.question);
        earlier
            .is_some_and(|earlier| counts(list, earlier, answers) && (is_met || !is_known(earlier, answers)))
    })
}

fn is_known(question: &Question, answers: &Answers) -> bool {
    answers.codes(&question.code).iter().any(|code| question.says(code))
}

/// Lists the questions that are asked and without which this notification cannot go out, and that have no answer.
pub fn open_questions<'a>(
    list: &'a QuestionList,
    answers: &'a Answers,
    required: RequiredFor,
) -> impl Iterator<Item = &'a Question> {
    list.questions.iter().filter(move |question| {
        question.required_for.is_some_and(|needed| needed <= required)
            && is_asked(list, question, answers)
            && !is_answered(question, answers)
    })
}

/// Returns true when there is an answer that says something, "not known yet" included.
pub fn is_answered(question: &Question, answers: &Answers) -> bool {
    match answers.get(&question.code) {
        None => false,
        Some(Answer::One(text)) => !text.trim().is_empty(),
        Some(Answer::Many(codes)) => !codes.is_empty(),
        Some(Answer::Number(_) | Answer::Range { .. }) => true,
    }
}

/// Finds every answer that fits no question or no choice.
pub fn mistakes(list: &QuestionList, answers: &Answers) -> Vec<AnswerMistake> {
    answers
        .0
        .iter()
        .flat_map(|(code, answer)| match list.question(code) {
            Some(question) => mistakes_in(question, answer),
            None => {
                let nearest = nearest(code, list.questions.iter().map(|question| question.code.as_str()));
                vec![AnswerMistake::NoQuestion { question: cut(code), nearest }]
            }
        })
        .collect()
}

fn mistakes_in(question: &Question, answer: &Answer) -> Vec<AnswerMistake> {
    let form = |wants| vec![AnswerMistake::Form { question: question.code.clone(), wants }];
    match (question.kind, answer) {
        (QuestionKind::Number, Answer::Range { min, max }) if max < min => {
            form("a smallest number that is not above the largest")
        }
        (QuestionKind::Number, Answer::Number(_) | Answer::Range { .. })
        | (QuestionKind::Text, Answer::One(_)) => vec![],
        (QuestionKind::One | QuestionKind::Number, Answer::One(code)) => no_such(question, code),
        (QuestionKind::Many, Answer::One(code)) => no_such(question, code),
        (QuestionKind::Many, Answer::Many(codes)) => {
            let is_alone = |code: &String| question.option(code).is_some_and(|option| option.alone);
            if 1 < codes.len() && codes.iter().any(is_alone) {
                return form("either the choice that excludes all others, or others");
            }
            codes.iter().flat_map(|code| no_such(question, code)).collect()
        }
        (QuestionKind::One, _) => form("the code of one choice"),
        (QuestionKind::Many, _) => form("a list of codes"),
        (QuestionKind::Number, _) => {
            form("a number, {\"min\":…,\"max\":…}, or the code of a choice that says it is unknown")
        }
        (QuestionKind::Text, _) => form("a text"),
    }
}

fn no_such(question: &Question, code: &str) -> Vec<AnswerMistake> {
    if question.option(code).is_some() {
        return vec![];
    }
    let nearest = nearest(code, question.options.iter().map(|option| option.code.as_str()));
    vec![AnswerMistake::NoOption { question: question.code.clone(), option: cut(code), nearest }]
}

fn cut(code: &str) -> String {
    code.chars().filter(|c| !c.is_control()).take(MAX_CODE_CHARS).collect()
}

fn nearest<'a>(code: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    let code = cut(code);
    let mut ranked: Vec<_> = known.map(|known| (distance(&code, known), known)).collect();
    ranked.sort_unstable();
    ranked.into_iter().take(MAX_PROPOSALS).map(|(_, known)| known.to_owned()).collect()
}

/// The number of letters to add, leave out or change; fewer where one code stands within the other.
fn distance(a: &str, b: &str) -> usize {
    if !a.is_empty() && (b.contains(a) || a.contains(b)) {
        return 1;
    }
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, to) in b.iter().enumerate() {
            let changed = row[j] + usize::from(from != to);
            next.push(changed.min(row[j + 1] + 1).min(next[j] + 1));
        }
        row = next;
    }
    row[b.len()]
}
