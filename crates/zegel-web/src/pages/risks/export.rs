//! The register as files: a spreadsheet as an annex to a DPIA, and the file that the PIA tool of the CNIL imports.

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use zegel_archive::documents::annex::Ask;
use zegel_archive::documents::{self, Unset};
use zegel_archive::evidence::Standing;
use zegel_archive::risks::pia::{self, Phrases};
use zegel_archive::risks::{self, Measure, Register};

use super::{impact, language, likelihood, number, tag, value};
use crate::{App, Page, Problem, SignedOn, download, sheet};

/// Hands out the spreadsheet: a row per risk and measure, and one per count of it.
///
/// # Errors
/// Faults of the archive; `not-your-role`.
pub async fn spreadsheet(State(app): State<App>, p: Page, who: SignedOn) -> Result<Response, Problem> {
    let zone = app.settings.zone.clone();
    let register = app.with_desk(&who.person.id, move |desk| risks::register(desk, &zone)).await?;
    let bytes = sheet::write(&p.t("risks-title").to_string(), &rows(&p, &register))
        .map_err(|error| Problem::fault(format!("could not write a spreadsheet: {error}")))?;
    let size = Some(bytes.len() as u64);
    let name = format!("{}-{}.xlsx", p.t("risks-file"), register.on);
    download::answer(Body::from(bytes), &name, (sheet::MEDIA_TYPE, size), false)
}

fn rows(p: &Page, register: &Register) -> Vec<Vec<String>> {
    let heads = [
        "number",
        "risk",
        "text",
        "affected",
        "likelihood",
        "impact",
        "measure",
        "target",
        "chosen",
        "standing",
        "evidence",
        "attested",
        "left-likelihood",
        "left-impact",
        "reasons",
        "look-again",
    ];
    let head = heads.iter().map(|name| p.t(&format!("risks-column-{name}")).to_string()).collect();
    let lang = language(p.lang);
    let mut rows: Vec<Vec<String>> = vec![head];
    for risk in &register.risks {
        let judged = risk.judgement.as_ref().map(|one| &one.what);
        for measure in &risk.measures {
            let chosen = if measure.is_chosen() { "risks-yes" } else { "risks-no" };
            rows.push(vec![
                number(risk),
                risk.title.get(lang).to_owned(),
                risk.text.get(lang).to_owned(),
                risk.affected.get(lang).to_owned(),
                likelihood(p, risk.likelihood.0),
                impact(p, risk.impact.0),
                measure.title.get(lang).to_owned(),
                measure.target.get(lang).to_owned(),
                p.t(chosen).to_string(),
                tag(p, measure.standing).word,
                evidence(p, measure, register),
                attested(p, measure),
                judged.map(|one| likelihood(p, one.likelihood)).unwrap_or_default(),
                judged.map(|one| impact(p, one.impact)).unwrap_or_default(),
                judged.map(|one| one.reasons.clone()).unwrap_or_default(),
                judged.map(|one| one.look_again.to_string()).unwrap_or_default(),
            ]);
        }
    }
    rows
}

/// Says what was counted for a measure, in one text.
fn evidence(p: &Page, measure: &Measure, register: &Register) -> String {
    let counts = measure.counts.iter().filter_map(|code| register.count(code));
    let lines = counts.map(|count| {
        let said = value(p, count).unwrap_or_else(|| tag(p, Standing::NotMeasured).word);
        format!("{}: {said} ({})", count.rule.labels.get(language(p.lang)), tag(p, count.standing).word)
    });
    lines.collect::<Vec<_>>().join("; ")
}

fn attested(p: &Page, measure: &Measure) -> String {
    let Some(by) = &measure.attested_by else { return String::new() };
    match &measure.attestation {
        None => p.t("risks-attest-none").with("by", by.get(language(p.lang))).to_string(),
        Some(one) => format!("{} ({})", one.what.what, one.what.until),
    }
}

/// Hands out the annex to a DPIA as PDF/A.
///
/// # Errors
/// Faults of the archive and of the process that sets type; `not-your-role`.
pub async fn annex(State(app): State<App>, p: Page, who: SignedOn) -> Result<Response, Problem> {
    let zone = app.settings.zone.clone();
    let lang = p.lang;
    let name = format!("{}.pdf", p.t("risks-file"));
    let unset = app
        .with_desk(&who.person.id, move |desk| {
            let register = risks::register(desk, &zone)?;
            let say = |ask: Ask<'_>| said(&p, &register, ask);
            let printed = documents::annex::document(desk, &register, language(lang), &say);
            Ok::<_, zegel_archive::Error>(Unset::of(desk.archive, printed))
        })
        .await?;
    download::pdf(move || unset.typeset(), &name).await
}

fn said(p: &Page, register: &Register, ask: Ask<'_>) -> String {
    match ask {
        Ask::Word(
            code @ ("title" | "introduction" | "overview" | "made-with" | "not-judged" | "measures"),
        ) => p.t(&format!("risks-annex-{code}")).to_string(),
        Ask::Word(code) => p.t(&format!("risks-column-{code}")).to_string(),
        Ask::Number(risk) => number(risk),
        Ask::Likelihood(of) => likelihood(p, of),
        Ask::Impact(of) => impact(p, of),
        Ask::Chosen(measure) => p.t(if measure.is_chosen() { "risks-yes" } else { "risks-no" }).to_string(),
        Ask::Standing(of) => tag(p, of).word,
        Ask::Evidence(measure) => {
            let parts = [evidence(p, measure, register).replace("; ", "\n"), attested(p, measure)];
            parts.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join("\n")
        }
    }
}

/// Hands out the file for the PIA tool.
///
/// # Errors
/// Faults of the archive; `not-your-role`.
pub async fn cnil(State(app): State<App>, p: Page, who: SignedOn) -> Result<Response, Problem> {
    let zone = app.settings.zone.clone();
    let words = Phrases {
        name: p.t("risks-pia-name").with("body", p.organisation.as_str()).to_string(),
        category: p.t("risks-pia-category").to_string(),
        processing: p.t("risks-pia-processing").to_string(),
    };
    let name = format!("{}-pia.json", p.t("risks-file"));
    let file = app
        .with_desk(&who.person.id, move |desk| {
            let register = risks::register(desk, &zone)?;
            let say = |measure: &Measure| {
                let parts = [evidence(&p, measure, &register), attested(&p, measure)];
                parts.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join("; ")
            };
            Ok::<_, zegel_archive::Error>(pia::file(desk, &register, language(p.lang), &words, &say))
        })
        .await?;
    let bytes = serde_json::to_vec_pretty(&file)
        .map_err(|error| Problem::fault(format!("could not write the file for the PIA tool: {error}")))?;
    let size = Some(bytes.len() as u64);
    download::answer(Body::from(bytes), &name, ("application/json", size), false)
}
