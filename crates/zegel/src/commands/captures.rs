//! `zegel captures`.

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};
use crate::remote::{Server, items, shown};

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

/// The same on the server: the newest hundred.
pub fn remote(server: &Server) -> anyhow::Result<Code> {
    for capture in items(&server.get("/captures")?) {
        println!(
            "{}  {:<10}  {}  {} of {} messages, {} open copies",
            shown(&capture["id"]),
            shown(&capture["state"]),
            shown(&capture["accepted_at"]),
            shown(&capture["n_kept"]),
            shown(&capture["n_messages"]),
            shown(&capture["n_open_copies"])
        );
    }
    Ok(Code::Done)
}
