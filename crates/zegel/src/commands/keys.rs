//! `zegel keys`.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use zegel_archive::create::Safe;
use zegel_archive::keys;
use zegel_seal::{Share, WORK_FACTOR};

use super::init;
use crate::exit::{Code, Usage};
use crate::opening::{ArchiveArgs, now, outside};

/// Look at, rotate, rehearse and recover the keys
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// Show the state of the keys; no secret
    Show {
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Begin a new epoch: wraps and database get new keys, the old ones are forgotten
    Rotate {
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// The drill: show that these shares open the key ring; nothing else changes
    Drill {
        /// Files with the shares of enough holders
        #[arg(required = true)]
        shares: Vec<PathBuf>,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Recover an archive whose operator's key is lost, with the shares of enough holders
    Recover {
        /// Files with the shares
        #[arg(required = true)]
        shares: Vec<PathBuf>,
        /// Folder of the archive
        #[arg(long, env = "ZEGEL_ARCHIVE", default_value = "zegel-archive")]
        archive: PathBuf,
        /// Write the new operator's key to this file
        #[arg(long, conflicts_with = "new_passphrase_file")]
        new_key_file: Option<PathBuf>,
        /// Or keep it in the archive, under the passphrase in this file
        #[arg(long)]
        new_passphrase_file: Option<PathBuf>,
    },
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    match &args.what {
        What::Show { archive } => show(archive)?,
        What::Rotate { archive } => {
            let mut opened = archive.open()?;
            let epoch = keys::rotate(&mut opened.desk(archive.person()?, now())?)?;
            println!("The archive is in epoch {epoch}; the keys of the epoch before are gone");
        }
        What::Drill { shares, archive } => {
            let shares = read_shares(shares)?;
            let mut opened = archive.open()?;
            keys::drill(&mut opened.desk(archive.person()?, now())?, &shares)?;
            println!("The drill succeeded: these {} shares open the key ring", shares.len());
        }
        What::Recover { shares, archive, new_key_file, new_passphrase_file } => {
            let shares = read_shares(shares)?;
            let safe = safe(new_key_file.as_deref(), new_passphrase_file.as_deref())?;
            keys::recover(archive, &shares, &safe, &outside()?)?;
            println!(
                "Recovered: the new operator's key opens the archive, the lost one opens nothing any more"
            );
        }
    }
    Ok(Code::Done)
}

fn show(archive: &ArchiveArgs) -> anyhow::Result<()> {
    let mut opened = archive.open()?;
    let state = keys::state(&opened.desk(archive.person()?, now())?)?;
    println!("Epoch {} since {}", state.epoch, state.since);
    println!("Operator's key: fingerprint {}", state.operator);
    println!("Recovery: {} of {} holders together", state.quorum.0, state.quorum.1);
    println!("Last drill: {}", state.last_drill.map_or_else(|| "never".to_owned(), |day| day.to_string()));
    println!("Submissions are sealed to {}", state.recipient);
    println!("Checkpoints are verified with {}", state.verifier);
    Ok(())
}

fn read_shares(paths: &[PathBuf]) -> anyhow::Result<Vec<Share>> {
    let mut shares = Vec::with_capacity(paths.len());
    for path in paths {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
        shares.push(text.parse().with_context(|| format!("could not understand {}", path.display()))?);
    }
    Ok(shares)
}

/// Decides where a new operator's key goes.
pub fn safe(key_file: Option<&Path>, passphrase_file: Option<&Path>) -> anyhow::Result<Safe> {
    match (key_file, passphrase_file) {
        (Some(path), _) => Ok(Safe::KeyFile(path.to_owned())),
        (None, Some(path)) => {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("could not read {}", path.display()))?;
            Ok(Safe::Passphrase(init::passphrase(text.trim_end_matches(['\r', '\n']))?, WORK_FACTOR))
        }
        (None, None) => {
            let first = rpassword::prompt_password("New passphrase of the operator: ")?;
            let again = rpassword::prompt_password("Once more: ")?;
            if first != again {
                return Err(Usage("the two passphrases differ".into()).into());
            }
            Ok(Safe::Passphrase(init::passphrase(&first)?, WORK_FACTOR))
        }
    }
}
