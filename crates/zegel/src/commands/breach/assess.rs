//! `zegel breach assess`.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiff::civil::Date;
use serde::Serialize;
use zegel_breach::{
    Answers, Assessment, AuthorityOutcome, Effect, SubjectsOutcome, TellingException, assess, mistakes,
};
use zegel_law::{Labels, Language};

use super::{language, law, on_day};
use crate::exit::{Code, Usage};

/// The name and version of the JSON (docs/formats/breach.md).
const FORMAT: (&str, u32) = ("zegel-breach-assessment", 1);
/// The largest file of answers.
const MAX_BYTES: u64 = 4 << 20;

/// Assess a breach from the answers to its questions: whom to tell, why, and what would change it; no archive is needed
#[derive(clap::Args, Debug)]
pub struct Args {
    /// File with the answers, as {"answers":{"question":"choice",…}} or the inner part alone; - for standard input
    #[arg(long, value_name = "FILE")]
    pub answers: PathBuf,
    /// Day on which the controller became aware, for the law of that day; today where absent
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
    /// The body's own file of rules, laid over those that come with Zegel
    #[arg(long, value_name = "FILE")]
    pub law: Option<PathBuf>,
    /// text for a person, json for a program (see docs/formats/breach.md)
    #[arg(long, default_value = "text", value_parser = ["text", "json"])]
    pub format: String,
    /// Language of the text for a person; the JSON has all three
    #[arg(long, alias = "lang", env = "ZEGEL_LANG", default_value = "nl", value_parser = ["nl", "en", "fr"])]
    pub language: String,
}

#[derive(Serialize)]
struct Printed<'a> {
    format: &'static str,
    version: u32,
    #[serde(flatten)]
    assessment: &'a Assessment,
    exception_article: Option<&'static str>,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let law = law(args.law.as_ref())?;
    let on = on_day(args.on);
    let answers = answers(&args.answers)?;
    if let Some(list) = law.breach_questions(on) {
        let wrong: Vec<_> = mistakes(list, &answers).iter().map(ToString::to_string).collect();
        if !wrong.is_empty() {
            let all = wrong.join("; ");
            return Err(Usage(format!("{all}. zegel breach questions shows every code")).into());
        }
    }
    let assessment = assess(&answers, &law, on).map_err(|error| Usage(error.to_string()))?;
    match args.format.as_str() {
        "json" => {
            let exception_article = assessment.exception.map(article);
            let printed =
                Printed { format: FORMAT.0, version: FORMAT.1, assessment: &assessment, exception_article };
            println!("{}", serde_json::to_string_pretty(&printed)?);
        }
        _ => print!("{}", text(&assessment, language(&args.language))),
    }
    Ok(Code::Done)
}

fn answers(path: &Path) -> anyhow::Result<Answers> {
    let json = read(path)?;
    let wrong = |error: serde_json::Error| {
        // Its own words could repeat an answer; the form is known only after the whole was read, so without a place.
        let place = if error.line() == 0 { String::new() } else { format!(" at line {}", error.line()) };
        Usage(format!("the answers are not of the form {{\"answers\":{{\"question\":\"choice\"}}}}{place}"))
    };
    let mut value: serde_json::Value = serde_json::from_str(&json).map_err(wrong)?;
    if let Some(inner) = value.get_mut("answers").filter(|inner| inner.is_object()) {
        value = inner.take();
    }
    if let Some(table) = value.as_object_mut() {
        // A question that a program left empty was not answered.
        table.retain(|_, answer| !answer.is_null());
    }
    Ok(serde_json::from_value(value).map_err(wrong)?)
}

fn read(path: &Path) -> anyhow::Result<String> {
    let doing = || format!("could not read {}", path.display());
    let mut json = String::new();
    let read = if path == Path::new("-") {
        std::io::stdin().take(MAX_BYTES + 1).read_to_string(&mut json)
    } else {
        let file = std::fs::File::open(path).with_context(doing)?;
        file.take(MAX_BYTES + 1).read_to_string(&mut json)
    };
    if MAX_BYTES < read.with_context(doing)? as u64 {
        return Err(Usage(format!("the answers are over {MAX_BYTES} bytes")).into());
    }
    Ok(json)
}

fn article(exception: TellingException) -> &'static str {
    match exception {
        TellingException::Unintelligible => "34(3)(a)",
        TellingException::LaterMeasures => "34(3)(b)",
        TellingException::Disproportionate => "34(3)(c)",
    }
}

fn text(assessment: &Assessment, language: Language) -> String {
    let words = Words::of(language);
    let mut out = String::new();
    // Writing to a text cannot fail.
    let _ =
        writeln!(out, "{}", words.authority[usize::from(assessment.authority == AuthorityOutcome::Notify)]);
    let _ = match (assessment.subjects, assessment.exception) {
        (SubjectsOutcome::Communicate, _) => writeln!(out, "{}", words.communicate),
        (SubjectsOutcome::Exception, Some(exception)) => {
            writeln!(out, "{} ({})", words.exception, article(exception))
        }
        _ => writeln!(out, "{}", words.not_told),
    };
    let _ = writeln!(out, "\n{}", words.reasons);
    for reason in &assessment.reasons {
        let mark = match reason.effect {
            Effect::Raises => '+',
            Effect::Lowers => '-',
            Effect::Decides => '=',
        };
        let _ = writeln!(out, "  {mark} {}", reason.text.get(language));
    }
    write_list(&mut out, words.changes, language, assessment.would_change.iter().map(|change| &change.text));
    write_list(&mut out, words.unknown, language, assessment.unknown.iter().map(|factor| &factor.text));
    let _ = writeln!(out, "\n{} {} ({})", words.enisa, assessment.enisa.se, assessment.enisa.band.code());
    for score in &assessment.enisa.categories {
        let _ = writeln!(out, "  {}", score.arithmetic);
    }
    let rule = &assessment.rule;
    let list = &assessment.catalogue;
    let _ = writeln!(out, "\n{} {}, {} {}, {}", words.rule, rule.version, list.code, list.edition, rule.on);
    let _ = writeln!(out, "{}", words.person);
    out
}

fn write_list<'a>(
    out: &mut String,
    title: &str,
    language: Language,
    lines: impl ExactSizeIterator<Item = &'a Labels>,
) {
    if lines.len() == 0 {
        return;
    }
    // Writing to a text cannot fail.
    let _ = writeln!(out, "\n{title}");
    for line in lines {
        let _ = writeln!(out, "  - {}", line.get(language));
    }
}

/// The words around the sentences of the assessment.
struct Words {
    authority: [&'static str; 2],
    communicate: &'static str,
    exception: &'static str,
    not_told: &'static str,
    reasons: &'static str,
    changes: &'static str,
    unknown: &'static str,
    enisa: &'static str,
    rule: &'static str,
    person: &'static str,
}

impl Words {
    fn of(language: Language) -> Self {
        match language {
            Language::Nl => Self {
                authority: ["De toezichthouder: melden hoeft niet.", "De toezichthouder: melden."],
                communicate: "De mensen: inlichten.",
                exception: "De mensen: inlichten hoeft niet, er geldt een uitzondering",
                not_told: "De mensen: inlichten hoeft niet.",
                reasons: "Waarom (+ zwaarder, - lichter)",
                changes: "Wat dit verandert",
                unknown: "Wat nog niet bekend is",
                enisa: "ENISA, alleen ter ondersteuning:",
                rule: "Regel en vragenlijst:",
                person: "Een mens beslist. Schrijf elk datalek in het register, ook als melden niet hoeft.",
            },
            Language::En => Self {
                authority: ["The authority: need not be notified.", "The authority: notify."],
                communicate: "The people: tell them.",
                exception: "The people: need not be told, an exception holds",
                not_told: "The people: need not be told.",
                reasons: "Why (+ heavier, - lighter)",
                changes: "What would change this",
                unknown: "What is not known yet",
                enisa: "ENISA, as a support only:",
                rule: "Rule and list of questions:",
                person: "A person decides. Enter every breach in the register, also when none is notified.",
            },
            Language::Fr => Self {
                authority: ["L'autorité : notification non requise.", "L'autorité : notifier."],
                communicate: "Les personnes : les informer.",
                exception: "Les personnes : information non requise, une exception s'applique",
                not_told: "Les personnes : information non requise.",
                reasons: "Pourquoi (+ plus lourd, - plus léger)",
                changes: "Ce qui changerait cela",
                unknown: "Ce qui n'est pas encore connu",
                enisa: "ENISA, à titre d'appui seulement :",
                rule: "Règle et liste de questions :",
                person: "Une personne décide. Inscrivez chaque violation au registre, même non notifiée.",
            },
        }
    }
}
