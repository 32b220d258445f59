//! The check of an app's settings: a short list with pictures, per app; the answers are kept with their date.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use zegel_archive::settings_check::{self, Answer, App as Checkable, Checked, Question};

use crate::{App, Page, Problem, SignedOn, html, problem};

#[derive(Template)]
#[template(path = "check/choose.html")]
struct ChoosePage {
    p: Page,
    apps: Vec<Line>,
}

struct Line {
    code: &'static str,
    name: String,
    done: Option<Done>,
}

/// What was answered last.
struct Done {
    on: String,
    /// What is not as it should be: its name and what to do.
    open: Vec<(String, String)>,
}

/// Shows the apps, and what was answered last.
///
/// # Errors
/// Faults of the archive.
pub async fn choose(State(app): State<App>, p: Page, who: SignedOn) -> Result<Response, Problem> {
    let checked = app.with_desk(&who.person.id, |desk| settings_check::own(desk)).await?;
    let apps = Checkable::ALL.into_iter().map(|of| Line {
        code: of.code(),
        name: name(&p, of),
        done: checked.iter().find(|one| one.app == of).map(|one| done(&p, one)),
    });
    html(&ChoosePage { apps: apps.collect(), p })
}

fn name(p: &Page, app: Checkable) -> String {
    p.t(&format!("check-app-{}", app.code())).to_string()
}

fn done(p: &Page, checked: &Checked) -> Done {
    let open = checked.answers.iter().filter(|(_, answer)| *answer != Answer::Good);
    let words = |question: Question| {
        let title = p.t(&format!("check-{}", question.code())).to_string();
        (title, p.t(&how(checked.app, question)).to_string())
    };
    Done { on: p.day_of(&checked.at), open: open.map(|(question, _)| words(*question)).collect() }
}

/// The text that says where the setting is: of this app, or of WhatsApp on both.
fn how(app: Checkable, question: Question) -> String {
    format!("check-{}.{}", question.code(), app.code())
}

#[derive(Template)]
#[template(path = "check/list.html")]
struct ListPage {
    p: Page,
    code: &'static str,
    name: String,
    steps: Vec<Step>,
    error: Option<String>,
}

/// One question with its picture.
struct Step {
    code: &'static str,
    title: String,
    why: String,
    how: String,
    /// The picture: its text alternative, the head of the screen, and the line that matters with its value.
    alt: String,
    screen: String,
    line: String,
    value: String,
    is_switch: bool,
    answers: Vec<Choice>,
    error: Option<String>,
}

struct Choice {
    code: &'static str,
    label: String,
    is_chosen: bool,
}

fn list_page(p: Page, app: Checkable, typed: &[(Question, Answer)], is_sent: bool) -> ListPage {
    let step = |question: Question| {
        let given = typed.iter().find(|(of, _)| *of == question).map(|(_, answer)| *answer);
        let code = question.code();
        let t = |attribute: &str| p.t(&format!("check-{code}.{attribute}")).to_string();
        let (screen, line, value) = (t("screen"), t("line"), t("value"));
        Step {
            code,
            title: p.t(&format!("check-{code}")).to_string(),
            why: t("why"),
            how: p.t(&how(app, question)).to_string(),
            alt: p
                .t("check-picture")
                .with("screen", screen.as_str())
                .with("line", line.as_str())
                .with("value", value.as_str())
                .to_string(),
            screen,
            line,
            value,
            is_switch: matches!(question, Question::Export),
            answers: Answer::ALL
                .into_iter()
                .map(|answer| Choice {
                    code: answer.code(),
                    label: t(answer.code()),
                    is_chosen: given == Some(answer),
                })
                .collect(),
            error: (is_sent && given.is_none()).then(|| p.t("check-needed").to_string()),
        }
    };
    let steps: Vec<Step> = Question::ALL.into_iter().map(step).collect();
    let error = steps.iter().any(|step| step.error.is_some()).then(|| p.t("check-some-open").to_string());
    ListPage { code: app.code(), name: name(&p, app), steps, error, p }
}

/// Shows the questions about one app.
///
/// # Errors
/// `not-found`.
pub async fn show(p: Page, Path(code): Path<String>) -> Result<Response, Problem> {
    let app = Checkable::of_code(&code).ok_or_else(Problem::not_found)?;
    html(&list_page(p, app, &[], false))
}

/// The answers, by the code of the question.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Given {
    disappearing: Option<Answer>,
    view_once: Option<Answer>,
    export: Option<Answer>,
    backup: Option<Answer>,
}

/// Keeps the answers; where one is missing, what was answered stays and the page says which.
///
/// # Errors
/// `not-found`; faults of the archive.
pub async fn post(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(code): Path<String>,
    Form(given): Form<Given>,
) -> Result<Response, Problem> {
    let of = Checkable::of_code(&code).ok_or_else(Problem::not_found)?;
    let pairs = [
        (Question::Disappearing, given.disappearing),
        (Question::ViewOnce, given.view_once),
        (Question::Export, given.export),
        (Question::Backup, given.backup),
    ];
    let answers: Vec<_> =
        pairs.into_iter().filter_map(|(question, answer)| Some((question, answer?))).collect();
    if answers.len() < Question::ALL.len() {
        let page = list_page(p, of, &answers, true);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response());
    }
    app.with_desk(&who.person.id, move |desk| settings_check::answer(desk, of, &answers)).await?;
    Ok(problem::see_other("/instellingen-nalopen"))
}
