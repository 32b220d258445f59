//! The register of risks: the matrix, the risks with their measures and the counts of now, and what people judge of them.

pub mod acting;
pub mod alarms;
pub mod export;
mod picture;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::civil::Date;
use zegel_archive::evidence::{self, Count, Part, Snapshot, Standing};
use zegel_archive::risks::{self, Measure, Register, Risk};
use zegel_law::{Impact, Labels, Language, Likelihood, Unit};
use zegel_model::Act;

use self::picture::{Matrix, Spark};
use super::intake::{Told, notice};
use crate::{App, Lang, Page, Problem, SignedOn, html};

/// How many snapshots a line shows.
const TREND: u32 = 60;

#[derive(Template)]
#[template(path = "risks/list.html")]
struct ListPage {
    p: Page,
    lines: Vec<Line>,
    /// The id, the title and the matrix before and after the measures.
    matrices: [(&'static str, String, Matrix); 2],
    n_overdue: usize,
    counted_at: String,
    last_kept: Option<String>,
    notice: Option<String>,
}

/// A risk in the list.
struct Line {
    code: String,
    number: String,
    title: String,
    likelihood: String,
    impact: String,
    left: Option<(String, String)>,
    look_again: Option<String>,
    is_overdue: bool,
    standing: Tag,
    n_worse: usize,
    n_measures: usize,
}

/// A tag: its class and its text.
pub(super) struct Tag {
    pub tone: &'static str,
    pub word: String,
}

#[derive(Template)]
#[template(path = "risks/show.html")]
struct ShowPage {
    p: Page,
    code: String,
    number: String,
    is_own: bool,
    title: String,
    text: String,
    affected: String,
    likelihood: (String, Option<String>),
    impact: (String, Option<String>),
    measures: Vec<MeasureView>,
    judged: Vec<JudgedView>,
    is_overdue: bool,
    likelihoods: Vec<(&'static str, String)>,
    impacts: Vec<(&'static str, String)>,
    groups: Vec<(String, String)>,
    today: Date,
    notice: Option<String>,
}

/// A measure with its evidence.
struct MeasureView {
    code: String,
    is_own: bool,
    title: String,
    text: String,
    target: String,
    is_chosen: bool,
    choice: Option<(String, String)>,
    standing: Tag,
    counts: Vec<CountView>,
    attested_by: Option<String>,
    attestation: Option<AttestationView>,
}

struct AttestationView {
    what: String,
    by: String,
    until: String,
    is_over: bool,
}

/// A count as a page says it.
struct CountView {
    label: String,
    help: String,
    value: Option<String>,
    oldest: Option<String>,
    parts: Vec<(String, String)>,
    standing: Tag,
    spark: Option<Spark>,
}

struct JudgedView {
    version: u64,
    likelihood: String,
    impact: String,
    reasons: String,
    look_again: String,
    by: String,
}

/// Shows the register.
///
/// # Errors
/// Faults of the archive; `not-your-role`.
pub async fn list(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let zone = app.settings.zone.clone();
    let (register, last) = app
        .with_desk(&who.person.id, move |desk| {
            Ok::<_, zegel_archive::Error>((risks::register(desk, &zone)?, evidence::trend(desk, 1)?))
        })
        .await?;
    let before = |risk: &Risk| (risk.likelihood.0, risk.impact.0);
    let after = |risk: &Risk| risk.judgement.as_ref().map(|one| (one.what.likelihood, one.what.impact));
    let title = |risk: &Risk| risk.title.get(language(p.lang)).to_owned();
    let matrix = |at: &dyn Fn(&Risk) -> Option<(Likelihood, Impact)>| {
        Matrix::of(register.risks.iter().map(|risk| (number(risk), title(risk), at(risk))))
    };
    let page = ListPage {
        lines: register.risks.iter().map(|risk| line(&p, risk)).collect(),
        matrices: [
            ("voor", p.t("risks-before").to_string(), matrix(&|risk| Some(before(risk)))),
            ("na", p.t("risks-after").to_string(), matrix(&after)),
        ],
        n_overdue: register.risks.iter().filter(|risk| risk.is_overdue).count(),
        counted_at: p.date_time(&app.now()),
        last_kept: last.first().map(|snapshot| p.date_time(&snapshot.at)),
        notice: notice(&p, "risks", &told),
        p,
    };
    html(&page)
}

fn line(p: &Page, risk: &Risk) -> Line {
    let chosen: Vec<_> = risk.measures.iter().filter(|measure| measure.is_chosen()).collect();
    let is_worse = |measure: &&&Measure| Standing::Good < measure.standing;
    Line {
        code: risk.code.clone(),
        number: number(risk),
        title: risk.title.get(language(p.lang)).to_owned(),
        likelihood: likelihood(p, risk.likelihood.0),
        impact: impact(p, risk.impact.0),
        left: risk
            .judgement
            .as_ref()
            .map(|judged| (likelihood(p, judged.what.likelihood), impact(p, judged.what.impact))),
        look_again: risk.judgement.as_ref().map(|judged| p.date(&judged.what.look_again)),
        is_overdue: risk.is_overdue,
        standing: tag(p, risk.standing),
        n_worse: chosen.iter().filter(is_worse).count(),
        n_measures: chosen.len(),
    }
}

/// Shows one risk.
///
/// # Errors
/// Faults of the archive; `not-found`, `not-your-role`.
pub async fn show(
    State(app): State<App>,
    p: Page,
    who: SignedOn,
    Path(code): Path<String>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let zone = app.settings.zone.clone();
    let asked = code.clone();
    let (register, trend, judged, groups) = app
        .with_desk(&who.person.id, move |desk| {
            let groups = desk.archive.law().target_groups().to_vec();
            Ok::<_, zegel_archive::Error>((
                risks::register(desk, &zone)?,
                evidence::trend(desk, TREND)?,
                risks::judgements(desk, &asked)?,
                groups,
            ))
        })
        .await?;
    let Some(risk) = register.risk(&code) else { return Err(Problem::not_found()) };
    let lang = language(p.lang);
    let words = |labels: &Option<Labels>| labels.as_ref().map(|labels| labels.get(lang).to_owned());
    let judged = judged.iter().rev().map(|one| JudgedView {
        version: one.version,
        likelihood: likelihood(&p, one.what.likelihood),
        impact: impact(&p, one.what.impact),
        reasons: one.what.reasons.clone(),
        look_again: p.date(&one.what.look_again),
        by: said(&p, &one.made),
    });
    let page = ShowPage {
        number: number(risk),
        is_own: risk.number.is_none(),
        title: risk.title.get(lang).to_owned(),
        text: risk.text.get(lang).to_owned(),
        affected: risk.affected.get(lang).to_owned(),
        likelihood: (likelihood(&p, risk.likelihood.0), words(&risk.likelihood.1)),
        impact: (impact(&p, risk.impact.0), words(&risk.impact.1)),
        measures: risk.measures.iter().map(|one| measure(&p, one, &register, &trend)).collect(),
        judged: judged.collect(),
        is_overdue: risk.is_overdue,
        likelihoods: likelihoods(&p),
        impacts: impacts(&p),
        groups: groups.iter().map(|one| (one.code.clone(), one.labels.get(lang).to_owned())).collect(),
        today: register.on,
        notice: notice(&p, "risks", &told),
        code,
        p,
    };
    html(&page)
}

fn measure(p: &Page, measure: &Measure, register: &Register, trend: &[Snapshot]) -> MeasureView {
    let lang = language(p.lang);
    let counts = measure.counts.iter().filter_map(|code| register.count(code));
    MeasureView {
        code: measure.code.clone(),
        is_own: measure.is_own,
        title: measure.title.get(lang).to_owned(),
        text: measure.text.get(lang).to_owned(),
        target: measure.target.get(lang).to_owned(),
        is_chosen: measure.is_chosen(),
        choice: measure.choice.as_ref().map(|one| (one.what.why.clone(), said(p, &one.made))),
        standing: tag(p, measure.standing),
        counts: counts.map(|one| count(p, one, trend)).collect(),
        attested_by: measure.attested_by.as_ref().map(|by| by.get(lang).to_owned()),
        attestation: measure.attestation.as_ref().map(|one| AttestationView {
            what: one.what.what.clone(),
            by: said(p, &one.made),
            until: p.date(&one.what.until),
            is_over: one.what.until < register.on,
        }),
    }
}

fn count(p: &Page, count: &Count, trend: &[Snapshot]) -> CountView {
    let lang = language(p.lang);
    let numbers = trend.iter().filter_map(|snapshot| snapshot.count(&count.rule.code));
    let numbers: Vec<u64> =
        numbers.filter(|kept| kept.standing != Standing::NotMeasured).map(|kept| kept.n).collect();
    CountView {
        label: count.rule.labels.get(lang).to_owned(),
        help: count.rule.help.get(lang).to_owned(),
        value: value(p, count),
        oldest: count.oldest.as_ref().map(|at| p.day_of(at)),
        parts: count.parts.iter().map(|one| (part(p, one), p.number(one.n))).collect(),
        standing: tag(p, count.standing),
        spark: Spark::of(&numbers),
    }
}

/// Says a count in numbers: `3 van 12`; `None` when it is not measured.
pub(super) fn value(p: &Page, count: &Count) -> Option<String> {
    if count.standing == Standing::NotMeasured {
        return None;
    }
    let never = count.parts.iter().any(|part| part.code == "never");
    let text = match (count.rule.unit, count.of) {
        (Unit::Days, _) if never => p.t("risks-never"),
        (Unit::Days, _) => p.t("risks-n-days").with("n", count.n),
        (_, Some(of)) => p.t("risks-n-of").with("n", count.n).with("of", of),
        (_, None) => return Some(p.number(count.n)),
    };
    Some(text.to_string())
}

fn part(p: &Page, part: &Part) -> String {
    let words = p.t(&format!("risks-part-{}", part.code)).to_string();
    match &part.name {
        Some(name) => format!("{words}: {name}"),
        None => words,
    }
}

/// Says who wrote something, and when.
fn said(p: &Page, made: &zegel_model::Done) -> String {
    p.t("risks-said").with("who", made.by.as_str()).with("at", p.date_time(&made.at)).to_string()
}

pub(super) fn tag(p: &Page, standing: Standing) -> Tag {
    let tone = match standing {
        Standing::NotMeasured => "todo",
        Standing::Good => "ok",
        Standing::Attention => "warn",
        Standing::Wrong => "bad",
    };
    Tag { tone, word: p.t(&format!("risks-standing-{}", standing.code())).to_string() }
}

/// The number of the source, or that of the body's own with its letter.
pub(super) fn number(risk: &Risk) -> String {
    match risk.number {
        Some(number) => number.to_string(),
        None => format!("E{}", risk.code.rsplit('-').next().unwrap_or_default()),
    }
}

fn likelihood(p: &Page, of: Likelihood) -> String {
    p.t(&format!("risks-likelihood-{}", of.code())).to_string()
}

fn impact(p: &Page, of: Impact) -> String {
    p.t(&format!("risks-impact-{}", of.code())).to_string()
}

fn likelihoods(p: &Page) -> Vec<(&'static str, String)> {
    Likelihood::ALL.map(|one| (one.code(), likelihood(p, one))).into()
}

fn impacts(p: &Page) -> Vec<(&'static str, String)> {
    Impact::ALL.map(|one| (one.code(), impact(p, one))).into()
}

pub(super) fn language(lang: Lang) -> Language {
    match lang {
        Lang::Nl => Language::Nl,
        Lang::En => Language::En,
        Lang::Fr => Language::Fr,
    }
}
