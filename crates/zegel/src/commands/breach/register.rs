//! `zegel breach report` and `zegel breach list`.

use jiff::Timestamp;
use zegel_archive::breach::Origin;
use zegel_archive::breaches;
use zegel_archive::visible_name;
use zegel_model::Content;

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};

/// Report that data may have leaked; anybody may, and the desk is told
#[derive(clap::Args, Debug)]
pub struct ReportArgs {
    /// What it is, in a line
    #[arg(long)]
    title: String,
    /// What happened, in your own words
    #[arg(long)]
    what: String,
    /// When you noticed it, e.g. 2026-11-29T14:05+01:00; now where absent
    #[arg(long, value_name = "MOMENT")]
    noticed: Option<Timestamp>,
    #[command(flatten)]
    archive: ArchiveArgs,
}

/// List the register of breaches, newest first
#[derive(clap::Args, Debug)]
pub struct ListArgs {
    /// Only those that somebody still works on
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    archive: ArchiveArgs,
}

pub fn report(args: &ReportArgs) -> anyhow::Result<Code> {
    let mut opened = args.archive.open()?;
    let at = now();
    let words = (Content::from(args.title.trim()), Content::from(args.what.trim()));
    let mut desk = opened.desk(args.archive.person()?, at)?;
    let (id, number) = breaches::report(&mut desk, words, Origin::Person, args.noticed.unwrap_or(at))?;
    println!("Reported as {number} ({id})");
    Ok(Code::Done)
}

pub fn list(args: &ListArgs) -> anyhow::Result<Code> {
    let mut opened = args.archive.open()?;
    let desk = opened.desk(args.archive.person()?, now())?;
    let listed = if args.open { breaches::open(&desk)? } else { breaches::all(&desk)? };
    for one in listed {
        let line = &one.line;
        let deadline = line.deadline.map_or_else(|| "-".to_owned(), |at| at.to_string());
        let (stage, title) = (line.stage.code(), visible_name(line.title.as_str()));
        println!("{}  {}  {stage:<13}  {deadline:<20}  {title}", line.number, one.id);
    }
    Ok(Code::Done)
}
