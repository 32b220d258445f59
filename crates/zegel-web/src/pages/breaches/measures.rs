//! Measures: what is done about a breach, by whom, by when.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form as Sent;
use zegel_archive::breach::MAX_TITLE_CHARS;
use zegel_archive::breaches::{self, NewMeasure};
use zegel_archive::{visible, visible_name};
use zegel_model::BreachId;

use super::field::{Field, Input};
use super::{Fields, Form, Ground, Top, Typed, done};
use crate::pages::intake::{Told, notice};
use crate::{App, Page, Problem, SignedOn, html, page};

#[derive(Template)]
#[template(path = "breaches/measures.html")]
struct MeasuresPage {
    p: Page,
    top: Top,
    lines: Vec<Line>,
    form: Form,
    errors: Vec<(String, String)>,
    notice: Option<String>,
}

struct Line {
    n: u32,
    what: String,
    /// Who does it, what it is for, and by when.
    meta: String,
    tag: String,
    tone: &'static str,
    is_open: bool,
}

/// Shows the measures.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let notice = notice(&p, "breaches", &told);
    page(&app, p, &who, id, (Typed::default(), notice)).await
}

async fn page(
    app: &App,
    p: Page,
    who: &SignedOn,
    id: BreachId,
    (typed, notice): (Typed, Option<String>),
) -> Result<Response, Problem> {
    let ground = Ground::load(app, &p, who, id).await?;
    let top = Top::new(&p, &ground, Some("breaches-measures"), &typed);
    let today = app.now().to_zoned(app.settings.zone.clone()).date();
    let lines = ground.breach().measures.iter().map(|measure| {
        let kind =
            if measure.is_preventive { "breaches-measure-preventive" } else { "breaches-measure-limiting" };
        let mut meta = vec![visible_name(measure.owner.as_str()), p.t(kind).to_string()];
        meta.extend(measure.due.map(|due| p.t("breaches-measure-due").with("day", p.date(&due)).to_string()));
        let is_late = measure.due.is_some_and(|due| due < today);
        let (tag, tone) = match &measure.done {
            Some(done) => (p.t("breaches-measure-done-on").with("day", p.day_of(&done.at)).to_string(), "ok"),
            None if is_late => (p.t("breaches-tag-late").to_string(), "bad"),
            None => (p.t("breaches-tag-todo").to_string(), "todo"),
        };
        Line {
            n: measure.n,
            what: visible(measure.what.as_str()).into_owned(),
            meta: meta.join(", "),
            tag,
            tone,
            is_open: measure.done.is_none(),
        }
    });
    let fields = vec![
        Field::area(&p, &typed, ("maatregel", ""), 3),
        Field::one(&p, &typed, ("doel", "beperken"), &["beperken", "voorkomen"]),
        Field::line(&p, &typed, ("eigenaar", ""), MAX_TITLE_CHARS),
        Field::day(&p, &typed, ("uiterlijk", "")),
    ];
    let form = Form {
        action: format!("/datalekken/{id}/maatregelen"),
        version: ground.known.version,
        fields,
        button: p.t("breaches-measure-add").to_string(),
        weight: "primary",
    };
    let status = page::status_of(!typed.is_fine());
    let lines = lines.collect();
    let body = html(&MeasuresPage { top, lines, form, errors: typed.errors.clone(), notice, p })?;
    Ok((status, body).into_response())
}

/// Adds a measure.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn add(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    for (name, text) in
        [("maatregel", "breaches-measure-missing"), ("eigenaar", "breaches-measure-owner-missing")]
    {
        if typed.get(name).is_empty() {
            typed.fail(name, p.t(text).to_string());
        }
    }
    let due = typed.get("uiterlijk").to_owned();
    let due = if due.is_empty() { Ok(None) } else { due.parse().map(Some) };
    let Ok(due) = due else {
        typed.fail("uiterlijk", p.t("breaches-day-form"));
        return page(&app, p, &who, id, (typed, None)).await;
    };
    if !typed.is_fine() {
        return page(&app, p, &who, id, (typed, None)).await;
    }
    let measure = NewMeasure {
        what: typed.content("maatregel"),
        is_preventive: typed.get("doel") == "voorkomen",
        owner: typed.content("eigenaar"),
        due,
    };
    let seen = typed.seen();
    match app.with_desk(&who.person.id, move |desk| breaches::measure(desk, (id, seen), measure)).await {
        Ok(_) => Ok(done(id, "/maatregelen", "measure")),
        Err(problem) => {
            let typed = typed.refused(&p, problem)?;
            page(&app, p, &who, id, (typed, None)).await
        }
    }
}

/// Marks a measure as done.
///
/// # Errors
/// Faults of the archive; `unknown-number`, `wrong-state`.
pub async fn finish(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path((id, n)): Path<(BreachId, u32)>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let typed = Typed::new(fields);
    let seen = typed.seen();
    match app.with_desk(&who.person.id, move |desk| breaches::measure_done(desk, (id, seen), n)).await {
        Ok(_) => Ok(done(id, "/maatregelen", "measure-done")),
        Err(problem) => {
            let typed = Typed { fields: None, ..typed.refused(&p, problem)? };
            page(&app, p, &who, id, (typed, None)).await
        }
    }
}
