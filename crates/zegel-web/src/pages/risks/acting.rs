//! What the privacy desk does in the register: judging, attesting, choosing, adding, and keeping the counts of now.

use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::Form;
use jiff::civil::Date;
use serde::Deserialize;
use zegel_archive::evidence;
use zegel_archive::risks::{self, Attestation, Choice, Judgement, OwnMeasure, OwnRisk};
use zegel_law::{Impact, Likelihood};

use crate::{App, Problem, SignedOn, problem};

/// The form of a judgement.
#[derive(Deserialize)]
pub struct Judged {
    likelihood: Likelihood,
    impact: Impact,
    reasons: String,
    look_again: Date,
}

/// Judges what is left of a risk.
///
/// # Errors
/// `reasons-missing`, `day-wrong`, `not-found`.
pub async fn judge(
    State(app): State<App>,
    who: SignedOn,
    Path(code): Path<String>,
    Form(form): Form<Judged>,
) -> Result<Response, Problem> {
    let (zone, of) = (app.settings.zone.clone(), code.clone());
    let Judged { likelihood, impact, reasons, look_again } = form;
    let judgement = Judgement { likelihood, impact, reasons: reasons.trim().to_owned(), look_again };
    app.with_desk(&who.person.id, move |desk| risks::judge(desk, &zone, &of, judgement)).await?;
    Ok(back(&code, "judged"))
}

/// The form of an attestation.
#[derive(Deserialize)]
pub struct Attested {
    what: String,
    until: Date,
}

/// Attests how a measure stands.
///
/// # Errors
/// `statement-missing`, `day-wrong`, `not-found`.
pub async fn attest(
    State(app): State<App>,
    who: SignedOn,
    Path((code, measure)): Path<(String, String)>,
    Form(form): Form<Attested>,
) -> Result<Response, Problem> {
    let zone = app.settings.zone.clone();
    let attestation = Attestation { what: form.what.trim().to_owned(), until: form.until };
    app.with_desk(&who.person.id, move |desk| risks::attest(desk, &zone, &measure, attestation)).await?;
    Ok(back(&code, "attested"))
}

/// The form of a choice.
#[derive(Deserialize)]
pub struct Chosen {
    chosen: String,
    why: String,
    #[serde(default)]
    target: String,
}

/// Says whether the body takes a measure, and for whom.
///
/// # Errors
/// `reasons-missing`, `not-found`.
pub async fn choose(
    State(app): State<App>,
    who: SignedOn,
    Path((code, measure)): Path<(String, String)>,
    Form(form): Form<Chosen>,
) -> Result<Response, Problem> {
    let zone = app.settings.zone.clone();
    let target = Some(form.target.trim().to_owned()).filter(|target| !target.is_empty());
    let choice = Choice { is_chosen: form.chosen == "yes", why: form.why.trim().to_owned(), target };
    app.with_desk(&who.person.id, move |desk| risks::choose(desk, &zone, &measure, choice)).await?;
    Ok(back(&code, "chosen"))
}

/// The form of a risk of the body's own.
#[derive(Deserialize)]
pub struct NewRisk {
    title: String,
    text: String,
    affected: String,
    likelihood: Likelihood,
    impact: Impact,
}

/// Adds a risk.
///
/// # Errors
/// `risk-text`, `too-many`.
pub async fn add(
    State(app): State<App>,
    who: SignedOn,
    Form(form): Form<NewRisk>,
) -> Result<Response, Problem> {
    let risk = own(form);
    let code = app.with_desk(&who.person.id, move |desk| risks::keep_risk(desk, None, &risk)).await?;
    Ok(back(&code, "added"))
}

/// Writes a new version of a risk of the body's own.
///
/// # Errors
/// `risk-text`, `not-found`.
pub async fn change(
    State(app): State<App>,
    who: SignedOn,
    Path(code): Path<String>,
    Form(form): Form<NewRisk>,
) -> Result<Response, Problem> {
    let risk = own(form);
    let code = app.with_desk(&who.person.id, move |desk| risks::keep_risk(desk, Some(&code), &risk)).await?;
    Ok(back(&code, "changed"))
}

/// Ends a risk of the body's own; its versions and judgements stay.
///
/// # Errors
/// `not-found`, also for a risk of the source: the body cannot end that.
pub async fn end(
    State(app): State<App>,
    who: SignedOn,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let zone = app.settings.zone.clone();
    app.with_desk(&who.person.id, move |desk| {
        let register = risks::register(desk, &zone)?;
        let risk =
            register.risk(&code).filter(|risk| risk.number.is_none()).ok_or_else(Problem::not_found)?;
        // The body's own texts are the same in every language.
        let text = |labels: &zegel_law::Labels| labels.get(zegel_law::Language::Nl).to_owned();
        let ended = OwnRisk {
            title: text(&risk.title),
            text: text(&risk.text),
            affected: text(&risk.affected),
            likelihood: risk.likelihood.0,
            impact: risk.impact.0,
            is_ended: true,
        };
        risks::keep_risk(desk, Some(&code), &ended).map(drop).map_err(Problem::from)
    })
    .await?;
    Ok(problem::see_other("/risicos?gedaan=ended"))
}

fn own(form: NewRisk) -> OwnRisk {
    let NewRisk { title, text, affected, likelihood, impact } = form;
    let tidy = |text: String| text.trim().to_owned();
    OwnRisk {
        title: tidy(title),
        text: tidy(text),
        affected: tidy(affected),
        likelihood,
        impact,
        is_ended: false,
    }
}

/// The form of a measure of the body's own.
#[derive(Deserialize)]
pub struct NewMeasure {
    title: String,
    text: String,
    target: String,
    attested_by: String,
}

/// Adds a measure against a risk.
///
/// # Errors
/// `risk-text`, `too-many`, `not-found`.
pub async fn add_measure(
    State(app): State<App>,
    who: SignedOn,
    Path(code): Path<String>,
    Form(form): Form<NewMeasure>,
) -> Result<Response, Problem> {
    let zone = app.settings.zone.clone();
    let tidy = |text: String| text.trim().to_owned();
    let measure = OwnMeasure {
        risks: vec![code.clone()],
        title: tidy(form.title),
        text: tidy(form.text),
        target: tidy(form.target),
        attested_by: tidy(form.attested_by),
        is_ended: false,
    };
    app.with_desk(&who.person.id, move |desk| risks::keep_measure(desk, &zone, None, &measure)).await?;
    Ok(back(&code, "measure"))
}

/// Keeps the counts of now.
///
/// # Errors
/// Faults of the archive.
pub async fn keep_counts(State(app): State<App>, who: SignedOn) -> Result<Response, Problem> {
    let zone = app.settings.zone.clone();
    app.with_desk(&who.person.id, move |desk| evidence::keep(desk, &zone).map(drop)).await?;
    Ok(problem::see_other("/risicos?gedaan=kept"))
}

/// Goes back to the risk; its code is one of ours, or was not found before this.
fn back(code: &str, done: &str) -> Response {
    problem::see_other(&format!("/risicos/{code}?gedaan={done}"))
}
