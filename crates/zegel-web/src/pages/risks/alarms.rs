//! The alarms: from which number on each rule opens a signal, who set that, and which signals were opened.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use axum_extra::extract::Form;
use zegel_archive::alarms::{self, MAX_THRESHOLD, Opened, Rule, Thresholds, Version};
use zegel_archive::{people, visible_name};
use zegel_model::{Act, BreachId};

use crate::pages::intake::{Told, notice};
use crate::{App, Page, Problem, SignedOn, html, problem};

#[derive(Template)]
#[template(path = "risks/alarms.html")]
struct AlarmsPage {
    p: Page,
    rules: Vec<Line>,
    max: u32,
    /// Versions, newest first: which, who and when, and the numbers.
    versions: Vec<(u64, String, Vec<String>)>,
    opened: Vec<OpenedLine>,
    may_see: bool,
    notice: Option<String>,
}

/// A rule with its threshold.
struct Line {
    field: &'static str,
    label: String,
    help: String,
    threshold: u32,
}

/// A signal that was opened.
struct OpenedLine {
    at: String,
    label: String,
    n: String,
    threshold: String,
    breach: BreachId,
}

/// Shows the alarms.
///
/// # Errors
/// Faults of the archive; `not-your-role`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let (thresholds, versions, opened, people) = app
        .with_desk(&who.person.id, |desk| {
            let thresholds = alarms::thresholds(desk)?;
            let (versions, opened) = (alarms::versions(desk)?, alarms::opened(desk)?);
            Ok::<_, zegel_archive::Error>((thresholds, versions, opened, people::list(desk)?))
        })
        .await?;
    let rules = Rule::ALL.map(|rule| Line {
        field: rule.code(),
        label: label(&p, rule.code()),
        help: p.t(&format!("risks-alarm-rule-{}.help", rule.code())).to_string(),
        threshold: thresholds.of(rule),
    });
    let version = |one: &Version| {
        let by = people.iter().find(|person| person.id == one.made.by);
        let by = by.map_or_else(|| one.made.by.to_string(), |person| visible_name(person.name.as_str()));
        let said =
            p.t("risks-alarm-set-by").with("who", by).with("at", p.date_time(&one.made.at)).to_string();
        let numbers = Rule::ALL.map(|rule| p.number(one.thresholds.of(rule)));
        (one.version, said, numbers.into())
    };
    let line = |one: &Opened| OpenedLine {
        at: p.date_time(&one.at),
        label: label(&p, &one.rule),
        n: p.number(one.n),
        threshold: p.number(one.threshold),
        breach: one.breach,
    };
    html(&AlarmsPage {
        rules: rules.into(),
        max: MAX_THRESHOLD,
        versions: versions.iter().rev().map(version).collect(),
        opened: opened.iter().map(line).collect(),
        may_see: p.may(Act::SeeBreaches),
        notice: notice(&p, "risks", &told),
        p,
    })
}

fn label(p: &Page, code: &str) -> String {
    p.t(&format!("risks-alarm-rule-{code}")).to_string()
}

/// Sets the thresholds.
///
/// # Errors
/// `threshold-wrong`, `not-your-role`.
pub async fn set(
    State(app): State<App>,
    who: SignedOn,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let of = |rule: Rule| {
        let found = fields.iter().find(|(name, _)| name == rule.code());
        found.and_then(|(_, value)| value.trim().parse::<u32>().ok())
    };
    let wrong = || Problem::new(axum::http::StatusCode::UNPROCESSABLE_ENTITY, "threshold-wrong");
    let thresholds = Thresholds {
        reads_an_hour: of(Rule::ReadsAnHour).ok_or_else(wrong)?,
        reads_a_day: of(Rule::ReadsADay).ok_or_else(wrong)?,
        releases_a_day: of(Rule::ReleasesADay).ok_or_else(wrong)?,
        lock_outs_a_day: of(Rule::LockOutsADay).ok_or_else(wrong)?,
        supporter_hours: of(Rule::SupporterHours).ok_or_else(wrong)?,
    };
    app.with_desk(&who.person.id, move |desk| alarms::set(desk, thresholds)).await?;
    Ok(problem::see_other("/risicos/alarmen?gedaan=alarms-set"))
}
