//! The facts: the questions of the catalogue, one section at a time, so that each form stays short.
//!
//! A question that depends on another section is asked once that one was answered; one that depends on its own section is
//! always on the page, and the script hides it until it matters. Saving one section leaves all others as they were.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form as Sent;
use serde::Deserialize;
use zegel_archive::breach::{Answer, Answers, MAX_TEXT_CHARS, is_answered, is_asked};
use zegel_archive::breaches;
use zegel_law::{Question, QuestionKind, QuestionList};
use zegel_model::BreachId;

use super::field::{Choice, Field, Input};
use super::{Fields, Form, Ground, Top, Typed, label};
use crate::pages::intake::{Told, notice};
use crate::{App, Page, Problem, SignedOn, html, page, problem};

#[derive(Template)]
#[template(path = "breaches/facts.html")]
struct FactsPage {
    p: Page,
    top: Top,
    sections: Vec<Section>,
    form: Form,
    title: String,
    /// Without which earlier answer nothing is asked here: its section and its question.
    waits_for: Option<(String, String)>,
    /// Which section comes after this one.
    next: Option<(String, String)>,
    errors: Vec<(String, String)>,
    notice: Option<String>,
}

/// A section, with how far it is.
struct Section {
    code: String,
    name: String,
    n_asked: usize,
    n_answered: usize,
    is_current: bool,
}

/// Which section.
#[derive(Default, Deserialize)]
pub struct Part {
    #[serde(default, rename = "deel")]
    section: String,
}

/// Shows one section of the questions.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    (State(app), p): (State<App>, Page),
    who: SignedOn,
    Path(id): Path<BreachId>,
    Query(part): Query<Part>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let notice = notice(&p, "breaches", &told);
    let ground = Ground::load(&app, &p, &who, id).await?;
    page(p, &ground, &part.section, (&Typed::default(), notice))
}

fn page(
    p: Page,
    ground: &Ground,
    wanted: &str,
    (typed, notice): (&Typed, Option<String>),
) -> Result<Response, Problem> {
    let list = ground.questions().ok_or_else(Problem::not_found)?;
    let section = list.sections.iter().find(|one| one.code == wanted).or_else(|| list.sections.first());
    let section = section.ok_or_else(Problem::not_found)?;
    let answers = &ground.breach().answers;
    let mut top = Top::new(&p, ground, Some("breaches-facts-title"), typed);
    top.version = ground.known.version;
    let asked = asked(list, &section.code, answers);
    let after = list.sections.iter().skip_while(|one| one.code != section.code).nth(1);
    let waits_for = asked.is_empty().then(|| waits_for(&p, list, &section.code)).flatten();
    let form = Form {
        action: format!("/datalekken/{}/feiten?deel={}", ground.known.id, section.code),
        version: ground.known.version,
        fields: asked.iter().map(|question| field(&p, ground, typed, question)).collect(),
        button: p.t("breaches-facts-save").to_string(),
        weight: "primary",
    };
    let sections = list.sections.iter().map(|one| {
        let asked = self::asked(list, &one.code, answers);
        let is_answer =
            |question: &&&Question| is_asked(list, question, answers) && is_answered(question, answers);
        Section {
            code: one.code.clone(),
            name: label(&p, &one.labels),
            n_answered: asked.iter().filter(is_answer).count(),
            n_asked: asked.iter().filter(|question| is_asked(list, question, answers)).count(),
            is_current: one.code == section.code,
        }
    });
    let status = page::status_of(!typed.is_fine());
    let body = html(&FactsPage {
        sections: sections.collect(),
        title: label(&p, &section.labels),
        next: after.map(|one| (one.code.clone(), label(&p, &one.labels))),
        waits_for,
        form,
        errors: typed.errors.clone(),
        notice,
        top,
        p,
    })?;
    Ok((status, body).into_response())
}

/// Returns the questions of a section whose conditions in other sections hold.
fn asked<'l>(list: &'l QuestionList, section: &str, answers: &Answers) -> Vec<&'l Question> {
    let of_section = list.questions.iter().filter(|question| question.section == section);
    let holds = |question: &&Question| {
        question.shown_if.iter().all(|condition| {
            let earlier = list.question(&condition.question);
            earlier.is_some_and(|earlier| {
                earlier.section == section
                    || is_asked(list, earlier, answers)
                        && condition.any.iter().any(|code| answers.has(&condition.question, code))
            })
        })
    };
    of_section.filter(holds).collect()
}

/// Names the earlier question on which a whole section waits.
fn waits_for(p: &Page, list: &QuestionList, section: &str) -> Option<(String, String)> {
    let first = list.questions.iter().find(|question| question.section == section)?;
    let earlier = first.shown_if.iter().find_map(|condition| list.question(&condition.question))?;
    Some((earlier.section.clone(), label(p, &earlier.labels)))
}

fn field(p: &Page, ground: &Ground, typed: &Typed, question: &Question) -> Field {
    let breach = ground.breach();
    let code = question.code.as_str();
    let answer = breach.answers.get(code);
    let is_chosen = |value: &str| {
        if typed.was_sent() {
            typed.all(code).any(|one| one == value)
        } else {
            breach.answers.has(code, value)
        }
    };
    let choices = || {
        let choice = |option: &zegel_law::QuestionOption| Choice {
            value: option.code.clone(),
            label: label(p, &option.labels),
            is_chosen: is_chosen(&option.code),
            is_alone: option.alone,
        };
        question.options.iter().map(choice).collect::<Vec<_>>()
    };
    let input = match question.kind {
        QuestionKind::One => Input::One { choices: choices() },
        QuestionKind::Many => Input::Many { choices: choices() },
        QuestionKind::Text => {
            Input::Area { value: typed.or(code, breach.answers.one(code).unwrap_or("")).to_owned(), rows: 4 }
        }
        QuestionKind::Number => {
            let (min, max) = match answer {
                Some(Answer::Number(n)) => (n.to_string(), String::new()),
                Some(Answer::Range { min, max }) => (min.to_string(), max.to_string()),
                _ => (String::new(), String::new()),
            };
            Input::Range {
                min: typed.or(&format!("{code}-min"), &min).to_owned(),
                max: typed.or(&format!("{code}-max"), &max).to_owned(),
                choices: choices(),
            }
        }
    };
    let counted = breach.counted.get(code).map(|n| p.t("breaches-counted").with("n", *n).to_string());
    let shown_if: Vec<_> =
        question.shown_if.iter().map(|one| format!("{}={}", one.question, one.any.join(" "))).collect();
    Field {
        label: label(p, &question.labels),
        help: question.help.as_ref().map(|help| label(p, help)),
        shown_if: shown_if.join(";"),
        ..Field::plain(typed, code, input)
    }
    .with_note(counted)
}

/// Saves the answers of one section.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn post(
    (State(app), p): (State<App>, Page),
    who: SignedOn,
    Path(id): Path<BreachId>,
    Query(part): Query<Part>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    let seen = typed.seen();
    let ground = Ground::load(&app, &p, &who, id).await?;
    if seen != breaches::Seen::Version(ground.known.version) {
        // Which questions were asked depends on that version.
        typed.is_outrun = true;
        return page(p, &ground, &part.section, (&typed, None));
    }
    let list = ground.questions().ok_or_else(Problem::not_found)?;
    let mut answers = ground.breach().answers.clone();
    let mut counted = ground.breach().counted.clone();
    for question in asked(list, &part.section, &answers.clone()) {
        let answer = read(&p, &mut typed, question);
        if answer.as_ref() != answers.get(&question.code) {
            // What a person changed was not counted any more.
            counted.remove(&question.code);
        }
        put(&mut answers.0, question, answer);
    }
    if !typed.is_fine() {
        return page(p, &ground, &part.section, (&typed, None));
    }
    let saved =
        app.with_desk(&who.person.id, move |desk| breaches::answer(desk, (id, seen), answers, counted));
    match saved.await {
        Ok(_) => {
            let after = list.sections.iter().skip_while(|one| one.code != part.section).nth(1);
            let to = after.map_or_else(
                || format!("/datalekken/{id}/beoordelen?gedaan=answered"),
                |next| format!("/datalekken/{id}/feiten?deel={}&gedaan=answered", next.code),
            );
            Ok(problem::see_other(&to))
        }
        Err(problem) => {
            let typed = typed.refused(&p, problem)?;
            let ground = Ground::load(&app, &p, &who, id).await?;
            page(p, &ground, &part.section, (&typed, None))
        }
    }
}

fn put(answers: &mut BTreeMap<String, Answer>, question: &Question, answer: Option<Answer>) {
    match answer {
        Some(answer) => drop(answers.insert(question.code.clone(), answer)),
        None => drop(answers.remove(&question.code)),
    }
}

/// Reads the answer to a question; what does not fit is put at the form.
fn read(p: &Page, typed: &mut Typed, question: &Question) -> Option<Answer> {
    let code = question.code.as_str();
    let known = |value: &&str| question.option(value).is_some();
    match question.kind {
        QuestionKind::One => {
            let chosen = typed.all(code).find(known);
            chosen.map(|chosen| Answer::One(chosen.to_owned()))
        }
        QuestionKind::Many => {
            let chosen: Vec<String> = typed.all(code).filter(known).map(str::to_owned).collect();
            let is_alone = |code: &String| question.option(code).is_some_and(|option| option.alone);
            if 1 < chosen.len() && chosen.iter().any(is_alone) {
                typed.fail(code, p.t("breaches-facts-alone"));
            }
            (!chosen.is_empty()).then_some(Answer::Many(chosen))
        }
        QuestionKind::Text => {
            let text = typed.content(code);
            if MAX_TEXT_CHARS < text.as_str().chars().count() {
                typed.fail(code, p.t("breaches-facts-long").with("n", MAX_TEXT_CHARS));
            }
            (!text.is_empty()).then(|| Answer::One(text.as_str().to_owned()))
        }
        QuestionKind::Number => read_number(p, typed, question),
    }
}

fn read_number(p: &Page, typed: &mut Typed, question: &Question) -> Option<Answer> {
    let code = question.code.as_str();
    let (min, max) =
        (typed.get(&format!("{code}-min")).to_owned(), typed.get(&format!("{code}-max")).to_owned());
    let unknown = typed.all(code).find(|value| question.option(value).is_some()).map(str::to_owned);
    // People write large numbers with points, commas or spaces between the thousands.
    let number = |text: &str| -> Option<u64> {
        text.chars()
            .filter(|c| !matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}'))
            .collect::<String>()
            .parse()
            .ok()
    };
    match (min.as_str(), max.as_str(), unknown) {
        ("", "", unknown) => unknown.map(Answer::One),
        (_, _, Some(_)) => {
            typed.fail(code, p.t("breaches-facts-number-or-unknown"));
            None
        }
        (min, max, None) => match (number(min), number(if max.is_empty() { min } else { max })) {
            (Some(min), Some(max)) if min == max => Some(Answer::Number(min)),
            (Some(min), Some(max)) if min < max => Some(Answer::Range { min, max }),
            _ => {
                typed.fail(code, p.t("breaches-facts-number"));
                None
            }
        },
    }
}
