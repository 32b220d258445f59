//! `zegel breach questions`.

use std::fmt::Write as _;
use std::path::PathBuf;

use jiff::civil::Date;
use serde::Serialize;
use zegel_law::{Condition, Language, Question, QuestionKind, QuestionList};

use super::{language, law, on_day};
use crate::exit::{Code, Usage};

/// The name and version of the JSON (docs/formats/breach.md).
const FORMAT: (&str, u32) = ("zegel-breach-questions", 1);

/// Publish the questions about a breach, with their codes, choices and conditions; no archive is needed
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Day whose list is wanted; today where absent
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
    /// Only the questions that the assessment weighs
    #[arg(long)]
    pub factors: bool,
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
struct Published<'a> {
    format: &'static str,
    version: u32,
    #[serde(flatten)]
    list: &'a QuestionList,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let law = law(args.law.as_ref())?;
    let on = on_day(args.on);
    let found = law.breach_questions(on);
    let mut list =
        found.ok_or_else(|| Usage(format!("there is no list of questions about a breach on {on}")))?.clone();
    if args.factors {
        list.questions.retain(|question| question.factor);
    }
    match args.format.as_str() {
        "json" => {
            let published = Published { format: FORMAT.0, version: FORMAT.1, list: &list };
            println!("{}", serde_json::to_string_pretty(&published)?);
        }
        _ => print!("{}", text(&list, language(&args.language))),
    }
    Ok(Code::Done)
}

fn text(list: &QuestionList, language: Language) -> String {
    let mut out = String::new();
    for section in &list.sections {
        let mut questions = list.questions.iter().filter(|q| q.section == section.code).peekable();
        if questions.peek().is_none() {
            continue;
        }
        // Writing to a text cannot fail.
        let _ = writeln!(out, "{}\n", section.labels.get(language).to_uppercase());
        questions.for_each(|question| write_question(&mut out, question, language));
    }
    out
}

fn write_question(out: &mut String, question: &Question, language: Language) {
    let kind = match question.kind {
        QuestionKind::One => "one",
        QuestionKind::Many => "many",
        QuestionKind::Number => "number",
        QuestionKind::Text => "text",
    };
    let weighed = if question.factor { ", factor" } else { "" };
    // Writing to a text cannot fail.
    let _ = writeln!(out, "{}  [{}: {kind}{weighed}]", question.labels.get(language), question.code);
    if let Some(help) = &question.help {
        let _ = writeln!(out, "  {}", help.get(language));
    }
    for Condition { question, any } in &question.shown_if {
        let _ = writeln!(out, "  ({question}: {})", any.join(" | "));
    }
    for option in &question.options {
        let _ = writeln!(out, "  - {:<22} {}", option.code, option.labels.get(language));
    }
    out.push('\n');
}
