//! What a breach is called, on which side of it the body stands, where it is notified and under which law.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Form as Sent;
use zegel_archive::breach::{Described, MAX_TITLE_CHARS, Side};
use zegel_archive::breaches;
use zegel_law::Place;
use zegel_model::BreachId;

use super::field::{Field, Input};
use super::{Fields, Form, Ground, Top, Typed, done, label};
use crate::{App, Page, Problem, SignedOn, html, page};

#[derive(Template)]
#[template(path = "breaches/details.html")]
struct DetailsPage {
    p: Page,
    top: Top,
    form: Form,
    errors: Vec<(String, String)>,
    notice: Option<String>,
}

/// The regimes of the day: code and name.
type Regimes = Vec<(String, String)>;

/// Shows the form.
///
/// # Errors
/// Faults of the archive; `not-found`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
) -> Result<Response, Problem> {
    page(&app, p, &who, id, Typed::default()).await
}

async fn page(app: &App, p: Page, who: &SignedOn, id: BreachId, typed: Typed) -> Result<Response, Problem> {
    let at = p.clone();
    let (ground, regimes) = app
        .with_desk(&who.person.id, move |desk| {
            let ground = Ground::look(desk, id, at.lang)?;
            let rules = desk.archive.law().breach_rules(breaches::day_of_law(ground.breach()));
            let regimes: Regimes = rules.map(|rule| (rule.code.clone(), label(&at, &rule.labels))).collect();
            Ok::<_, zegel_archive::Error>((ground, regimes))
        })
        .await?;
    let top = Top::new(&p, &ground, Some("breaches-details"), &typed);
    let form = Form {
        action: format!("/datalekken/{id}/gegevens"),
        version: ground.known.version,
        fields: fields(&p, &ground, &typed, regimes),
        button: p.t("breaches-details-save").to_string(),
        weight: "primary",
    };
    let status = page::status_of(!typed.is_fine());
    let body = html(&DetailsPage { top, form, errors: typed.errors.clone(), notice: None, p })?;
    Ok((status, body).into_response())
}

fn fields(p: &Page, ground: &Ground, typed: &Typed, regimes: Regimes) -> Vec<Field> {
    let breach = ground.breach();
    let (side, controller, hours) = match &breach.side {
        Side::Controller => ("controller", "", String::new()),
        Side::Processor { controller, contract_hours } => (
            "processor",
            controller.as_str(),
            contract_hours.map(|hours| hours.to_string()).unwrap_or_default(),
        ),
    };
    let select = |name: &str, current: &str, choices: Vec<(String, String)>| {
        Field::new(p, typed, name, Input::select(typed.or(name, current), choices))
    };
    let places = Place::ALL.map(|place| {
        let code = place.code();
        (code.to_owned(), p.t(&format!("breaches-place-{}", code.to_ascii_lowercase())).to_string())
    });
    let mut fields = vec![
        Field::line(p, typed, ("titel", breach.title.as_str()), MAX_TITLE_CHARS),
        Field::one(p, typed, ("kant", side), &["controller", "processor"]),
        Field::line(p, typed, ("verantwoordelijke", controller), MAX_TITLE_CHARS),
        Field::number(p, typed, ("contracturen", &hours)),
        select("plaats", breach.place.code(), places.to_vec()),
        select("regime", &breach.regime, regimes),
    ];
    for field in fields.iter_mut().skip(2).take(2) {
        field.shown_if = "kant=processor".to_owned();
    }
    fields
}

/// Changes what was described.
///
/// # Errors
/// Faults of the archive; what does not fit is shown in the form.
pub async fn post(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(id): Path<BreachId>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Problem> {
    let mut typed = Typed::new(fields);
    if typed.get("titel").is_empty() {
        typed.fail("titel", p.t("breaches-report-title-missing"));
    }
    let side = read_side(&p, &mut typed);
    let place = Place::ALL.into_iter().find(|place| place.code() == typed.get("plaats"));
    let (Some(side), Some(place), true) = (side, place, typed.is_fine()) else {
        return page(&app, p, &who, id, typed).await;
    };
    let described =
        Described { title: typed.content("titel"), side, place, regime: typed.get("regime").to_owned() };
    let (seen, zone) = (typed.seen(), app.settings.zone.clone());
    let changed =
        app.with_desk(&who.person.id, move |desk| breaches::describe(desk, (id, seen), described, &zone));
    match changed.await {
        Ok(_) => Ok(done(id, "", "described")),
        Err(problem) => {
            let typed = typed.refused(&p, problem)?;
            page(&app, p, &who, id, typed).await
        }
    }
}

fn read_side(p: &Page, typed: &mut Typed) -> Option<Side> {
    if typed.get("kant") != "processor" {
        return Some(Side::Controller);
    }
    let controller = typed.content("verantwoordelijke");
    if controller.is_empty() {
        typed.fail("verantwoordelijke", p.t("breaches-details-controller-missing"));
    }
    let hours = typed.get("contracturen").to_owned();
    let contract_hours =
        if hours.is_empty() { None } else { hours.parse::<u16>().ok().filter(|hours| 0 < *hours) };
    if contract_hours.is_none() && !hours.is_empty() {
        typed.fail("contracturen", p.t("breaches-details-hours-wrong"));
    }
    typed.is_fine().then_some(Side::Processor { controller, contract_hours })
}
