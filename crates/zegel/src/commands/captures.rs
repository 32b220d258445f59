//! `zegel captures`.

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};

/// List the captures with their states: counts and dates, no content
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let mut archive = args.archive.open()?;
    let desk = archive.desk(args.archive.person()?, now())?;
    for line in zegel_archive::read::captures(&desk)? {
        println!(
            "{}  {:<10}  {}  kept {} of {}  open copies {}",
            line.id, line.state, line.at, line.n_kept, line.n_in_export, line.n_open_copies
        );
    }
    Ok(Code::Done)
}
