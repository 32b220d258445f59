//! The register of risks as an annex to a DPIA: of each risk what it is, what is done against it with what was counted, and what a
//! person judges to be left.
//!
//! What the register says in words of its own stands in it in every language; how a page says the rest is asked from the caller.

use zegel_law::{Impact, Language, Likelihood};
use zegel_model::Content;
use zegel_render::{Document, DocumentBlock, DocumentColumn, DocumentFact, DocumentTable, HeadingLevel};

use super::{SOFTWARE, fact_of, heading, of_page, paragraph};
use crate::Desk;
use crate::evidence::Standing;
use crate::risks::{Measure, Register, Risk};

/// What the page says in its words.
#[derive(Debug, Clone, Copy)]
pub enum Ask<'a> {
    /// A word by its code: `title`, `introduction`, `overview`, `made-with`, `not-judged`, `measures`, or the name of a column.
    Word(&'static str),
    /// The number of a risk.
    Number(&'a Risk),
    /// How likely.
    Likelihood(Likelihood),
    /// How hard.
    Impact(Impact),
    /// Whether the body takes a measure.
    Chosen(&'a Measure),
    /// How something stands.
    Standing(Standing),
    /// What was counted and attested of a measure.
    Evidence(&'a Measure),
}

/// Returns the annex; `say` answers in the words of the page.
pub fn document(
    desk: &Desk<'_>,
    register: &Register,
    language: Language,
    say: &dyn Fn(Ask<'_>) -> String,
) -> Document {
    let word = |code| say(Ask::Word(code));
    let mut blocks = vec![
        paragraph(word("introduction")),
        heading(HeadingLevel::One, word("overview")),
        overview(register, language, say),
    ];
    for risk in &register.risks {
        let title = format!("{} {}", say(Ask::Number(risk)), risk.title.get(language));
        blocks.push(heading(HeadingLevel::One, title));
        blocks.push(paragraph(risk.text.get(language)));
        blocks.push(DocumentBlock::Facts { rows: facts(risk, language, say) });
        if !risk.measures.is_empty() {
            blocks.push(heading(HeadingLevel::Two, word("measures")));
            blocks.push(measures(risk, language, say));
        }
    }
    let at = register.on.to_string();
    let body = &desk.archive.config.records_creator;
    Document {
        title: word("title").into(),
        subtitle: format!("{body} · {at}").into(),
        language: of_page(language),
        body_name: body.as_str().into(),
        provenance: format!("{} {SOFTWARE}, {}", word("made-with"), register.on).into(),
        reference: at.into(),
        made_at: desk.now,
        blocks,
    }
}

fn overview(register: &Register, language: Language, say: &dyn Fn(Ask<'_>) -> String) -> DocumentBlock {
    let columns = [
        ("number", 2),
        ("risk", 11),
        ("likelihood", 5),
        ("impact", 5),
        ("standing", 5),
        ("left-likelihood", 5),
        ("left-impact", 5),
        ("look-again", 5),
    ];
    let row = |risk: &Risk| {
        let left = risk.judgement.as_ref().map(|one| &one.what);
        let cells = [
            say(Ask::Number(risk)),
            risk.title.get(language).to_owned(),
            say(Ask::Likelihood(risk.likelihood.0)),
            say(Ask::Impact(risk.impact.0)),
            say(Ask::Standing(risk.standing)),
            left.map(|one| say(Ask::Likelihood(one.likelihood))).unwrap_or_default(),
            left.map(|one| say(Ask::Impact(one.impact))).unwrap_or_default(),
            left.map(|one| one.look_again.to_string()).unwrap_or_default(),
        ];
        cells.into_iter().map(Content::new).collect()
    };
    table(&columns, register.risks.iter().map(row).collect(), say)
}

fn facts(risk: &Risk, language: Language, say: &dyn Fn(Ask<'_>) -> String) -> Vec<DocumentFact> {
    let why = |said: String, why: &Option<zegel_law::Labels>| match why {
        Some(why) => format!("{said}: {}", why.get(language)),
        None => said,
    };
    let left = risk.judgement.as_ref();
    let judged = left.map(|one| &one.what);
    let reasons = left
        .map(|one| format!("{}\n({}, {})", one.what.reasons, one.made.by, one.made.at.strftime("%Y-%m-%d")));
    let rows = [
        ("affected", Some(risk.affected.get(language).to_owned())),
        ("likelihood", Some(why(say(Ask::Likelihood(risk.likelihood.0)), &risk.likelihood.1))),
        ("impact", Some(why(say(Ask::Impact(risk.impact.0)), &risk.impact.1))),
        ("standing", Some(say(Ask::Standing(risk.standing)))),
        ("left-likelihood", judged.map(|one| say(Ask::Likelihood(one.likelihood)))),
        ("left-impact", judged.map(|one| say(Ask::Impact(one.impact)))),
        ("reasons", Some(reasons.unwrap_or_else(|| say(Ask::Word("not-judged"))))),
        ("look-again", judged.map(|one| one.look_again.to_string())),
    ];
    rows.into_iter().filter_map(|(label, value)| fact_of(&say(Ask::Word(label)), value)).collect()
}

fn measures(risk: &Risk, language: Language, say: &dyn Fn(Ask<'_>) -> String) -> DocumentBlock {
    let columns = [("measure", 11), ("target", 7), ("chosen", 4), ("standing", 5), ("evidence", 13)];
    let row = |measure: &Measure| {
        let cells = [
            measure.title.get(language).to_owned(),
            measure.target.get(language).to_owned(),
            say(Ask::Chosen(measure)),
            say(Ask::Standing(measure.standing)),
            say(Ask::Evidence(measure)),
        ];
        cells.into_iter().map(Content::new).collect()
    };
    table(&columns, risk.measures.iter().map(row).collect(), say)
}

fn table(
    columns: &[(&'static str, u8)],
    rows: Vec<Vec<Content>>,
    say: &dyn Fn(Ask<'_>) -> String,
) -> DocumentBlock {
    let columns = columns.iter().map(|(code, share)| DocumentColumn::words(say(Ask::Word(code)), *share));
    DocumentBlock::Table(DocumentTable { columns: columns.collect(), rows })
}
