//! `zegel remind`.

use std::path::PathBuf;

use zegel_archive::Archive;

use crate::exit::Code;
use crate::opening::{KeyArgs, now, outside};

/// Send the reminders by mail that are due, for a job that runs every day; `zegel serve` does it by itself
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folder of the archive
    #[arg(long, env = "ZEGEL_ARCHIVE", default_value = "zegel-archive", value_name = "DIR")]
    pub archive: PathBuf,
    #[command(flatten)]
    pub key: KeyArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let archive = Archive::open(&args.archive, &args.key.identity(&args.archive)?, outside()?)?;
    let config = archive.config();
    if config.mail.is_none() {
        println!("No mail server is configured ([mail] in zegel.toml); nothing was sent");
        return Ok(Code::Done);
    }
    let round = zegel_web::mail::remind(&archive, now(), &config.privacy.zone())?;
    println!("{} sent, {} refused, {} to be tried again", round.n_sent, round.n_refused, round.n_failed);
    Ok(Code::Done)
}
