//! The register as a file that the PIA tool of the CNIL imports.
//!
//! The shape is what `exportData` and `importData` of that tool write and read (LINCnil/pia, `src/app/services/pia.service.ts` at
//! commit 01e36c77, with the example of its own tests, `cypress/fixtures/pia.json` at 2631612f); the numbers of its questions are
//! those of its `pia_architecture.json`. All ten risks are about illegitimate access or excessive processing, so they stand under
//! its first risk (3.2); nothing is claimed under the two others. Texts are HTML there, so every word is escaped.

use serde_json::{Value, json};
use zegel_law::{Impact, Labels, Language, Likelihood};

use super::{Measure, Register, Risk};
use crate::Desk;

/// The number of the assessment inside the file; the tool gives its own when it imports.
const ID: u32 = 1;

/// Words that the file needs besides those of the register.
#[derive(Debug, Clone)]
pub struct Phrases {
    /// The name of the assessment.
    pub name: String,
    /// What kind of processing it is.
    pub category: String,
    /// What is processed, and why.
    pub processing: String,
}

/// Writes the file; `words` says how a measure stands, in the language of the file.
pub fn file(
    desk: &Desk<'_>,
    register: &Register,
    language: Language,
    phrases: &Phrases,
    words: &dyn Fn(&Measure) -> String,
) -> Value {
    let Phrases { name, category, processing } = phrases;
    let at = desk.now.to_string();
    let mut measures: Vec<&Measure> = vec![];
    for measure in register.risks.iter().flat_map(|risk| &risk.measures).filter(|one| one.is_chosen()) {
        if !measures.iter().any(|one| one.code == measure.code) {
            measures.push(measure);
        }
    }
    let text = |labels: &Labels| labels.get(language).to_owned();
    let titles: Vec<String> = measures.iter().map(|measure| text(&measure.title)).collect();
    let answers = [
        (111, json!({ "text": escape(processing), "gauge": null, "list": [] })),
        (321, list(register.risks.iter().filter_map(|risk| risk.impact.1.as_ref()).map(text))),
        (322, list(register.risks.iter().map(|risk| text(&risk.title)))),
        (323, list(register.risks.iter().map(|risk| text(&risk.affected)))),
        (324, list(titles.iter().cloned())),
        (325, gauge(&prose(register, language), severity(&register.risks))),
        (326, gauge(&prose(register, language), likelihood(&register.risks))),
    ];
    let answers = answers.into_iter().zip(1..).map(|((question, data), id)| {
        json!({ "pia_id": ID, "reference_to": question, "data": data, "created_at": at, "id": id })
    });
    let measures = measures.iter().zip(&titles).zip(1..).map(|((measure, title), id)| {
        let content = format!("<p>{}</p><p>{}</p>", escape(&text(&measure.text)), escape(&words(measure)));
        json!({ "title": title, "pia_id": ID, "content": content, "placeholder": null, "created_at": at, "id": id })
    });
    let person = desk.actor.name.as_str();
    json!({
        "pia": {
            "status": 0, "is_example": 0, "is_archive": 0, "created_at": at, "updated_at": at,
            "name": name, "category": category, "author_name": person, "evaluator_name": "",
            "validator_name": "", "id": ID, "progress": 0, "structure_id": "",
        },
        "answers": answers.collect::<Vec<_>>(),
        "measures": measures.collect::<Vec<_>>(),
        "evaluations": [],
        "comments": [],
    })
}

fn list(items: impl Iterator<Item = String>) -> Value {
    let mut unique: Vec<String> = vec![];
    for item in items {
        if !unique.contains(&item) {
            unique.push(item);
        }
    }
    json!({ "text": null, "gauge": null, "list": unique })
}

fn gauge(text: &str, gauge: Option<u8>) -> Value {
    json!({ "text": text, "gauge": gauge, "list": [] })
}

/// What was judged of each risk, or that nobody judged it.
fn prose(register: &Register, language: Language) -> String {
    let lines = register.risks.iter().map(|risk| {
        let judged = risk.judgement.as_ref().map_or("–", |judged| judged.what.reasons.as_str());
        format!("<li>{}: {}</li>", escape(risk.title.get(language)), escape(judged))
    });
    format!("<ul>{}</ul>", lines.collect::<String>())
}

/// The tool has four grades (1 negligible to 4 maximal); of our three none is its highest, and what is open has no number.
fn severity(risks: &[Risk]) -> Option<u8> {
    let grade = |risk: &Risk| match risk.judgement.as_ref().map_or(risk.impact.0, |judged| judged.what.impact)
    {
        Impact::Small => Some(1),
        Impact::Medium => Some(2),
        Impact::Large => Some(3),
        Impact::Open => None,
    };
    risks.iter().filter_map(grade).max()
}

fn likelihood(risks: &[Risk]) -> Option<u8> {
    let of = |risk: &Risk| risk.judgement.as_ref().map_or(risk.likelihood.0, |judged| judged.what.likelihood);
    let grade = |risk: &Risk| match of(risk) {
        Likelihood::Small => Some(1),
        Likelihood::Plausible => Some(2),
        Likelihood::Large => Some(3),
        Likelihood::Open => None,
    };
    risks.iter().filter_map(grade).max()
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' => safe.push_str("<br>"),
            other => safe.push(other),
        }
    }
    safe
}
