//! `zegel breach`.

mod assess;
mod deadline;
mod export;
mod notify;
mod questions;
mod register;
mod scope;
mod tell;
mod words;

use std::path::PathBuf;

use anyhow::Context as _;
use jiff::civil::Date;
use zegel_law::{Language, Law};

use crate::exit::{Code, Usage};
use crate::opening::today;

/// Work on a breach of personal data (GDPR art. 33 and 34)
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    Deadline(deadline::Args),
    Questions(questions::Args),
    Assess(assess::Args),
    Report(register::ReportArgs),
    List(register::ListArgs),
    Notify(notify::Args),
    Export(export::Args),
    Scope(Box<scope::Args>),
    Tell(tell::Args),
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    match &args.what {
        What::Deadline(args) => deadline::run(args),
        What::Questions(args) => questions::run(args),
        What::Assess(args) => assess::run(args),
        What::Report(args) => register::report(args),
        What::List(args) => register::list(args),
        What::Notify(args) => notify::run(args),
        What::Export(args) => export::run(args),
        What::Scope(args) => scope::run(args),
        What::Tell(args) => tell::run(args),
    }
}

/// Returns the rules that come with Zegel, with a body's own file laid over them where one is named.
fn law(file: Option<&PathBuf>) -> anyhow::Result<Law> {
    let Some(path) = file else { return Ok(Law::built_in()) };
    let json = std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
    let laid = Law::built_in().with_body_file(&json);
    laid.map_err(|error| Usage(format!("could not use {}: {error}", path.display())).into())
}

fn on_day(given: Option<Date>) -> Date {
    given.unwrap_or_else(today)
}

fn language(code: &str) -> Language {
    match code {
        "en" => Language::En,
        "fr" => Language::Fr,
        _ => Language::Nl,
    }
}
