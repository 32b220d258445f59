//! `zegel init`.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiff::civil::Date;
use zegel_archive::Config;
use zegel_archive::create::{Created, NewArchive, create};
use zegel_model::{Person, PersonId};
use zegel_seal::{Passphrase, Quorum};

use super::keys;
use crate::exit::{Code, Usage};
use crate::opening::{now, outside, today};

/// Make an archive: its folder, its keys, the recovery shares and the first person
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folder of the archive; must not exist yet, or be empty
    #[arg(long, env = "ZEGEL_ARCHIVE", default_value = "zegel-archive", value_name = "DIR")]
    pub archive: PathBuf,
    /// Name of the archive, as on packages
    #[arg(long)]
    pub name: String,
    /// Origin of identifiers and checkpoints, e.g. archief.waterveen.nl
    #[arg(long)]
    pub origin: String,
    /// Who forms the archive (archiefvormer); the name of the archive when absent
    #[arg(long)]
    pub creator: Option<String>,
    /// Language of renditions
    #[arg(long, default_value = "nl", value_parser = ["nl", "en", "fr"])]
    pub language: String,
    /// Day from which the body's policy on chat messages holds
    #[arg(long)]
    pub policy_date: Option<Date>,
    /// Short name of the first person, who becomes administrator
    #[arg(long, default_value = "beheer")]
    pub operator: PersonId,
    /// Full name of that person
    #[arg(long, default_value = "Beheerder")]
    pub operator_name: String,
    /// Write the operator's key to this file, outside the archive
    #[arg(long, env = "ZEGEL_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Or keep it in the archive, under the passphrase in this file (asked for when neither is given)
    #[arg(long, env = "ZEGEL_PASSPHRASE_FILE", value_name = "FILE", conflicts_with = "key_file")]
    pub passphrase_file: Option<PathBuf>,
    /// How many holders recover together, and how many shares are made
    #[arg(long, default_value = "3/5", value_name = "K/N")]
    pub recovery: String,
    /// Folder for the recovery shares, one file per holder
    #[arg(long, default_value = "zegel-shares", value_name = "DIR")]
    pub shares: PathBuf,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let policy_date = args.policy_date.unwrap_or_else(today);
    let creator = args.creator.as_deref().unwrap_or(&args.name);
    let config = Config {
        language: args.language.clone(),
        ..Config::new(&args.name, &args.origin, creator, policy_date)
    };
    let new = NewArchive {
        config,
        operator: Person {
            id: args.operator.clone(),
            name: args.operator_name.as_str().into(),
            roles: vec![],
        },
        safe: keys::safe(args.key_file.as_deref(), args.passphrase_file.as_deref())?,
        quorum: quorum(&args.recovery)?,
    };
    let Created { archive, shares } = create(&args.archive, new, now(), outside()?)?;
    let files = write_shares(&args.shares, &shares)?;
    println!("Made the archive in {}", args.archive.display());
    println!("  submissions are sealed to {} (also in recipient.txt)", archive.recipient());
    println!(
        "  {} recovery shares lie in {}; give one to each holder and remove them here:",
        files.len(),
        args.shares.display()
    );
    for file in files {
        println!("    {}", file.display());
    }
    println!("Next: zegel person add anna --name \"…\" --role chat-owner --as {}", args.operator);
    Ok(Code::Done)
}

/// Writes each share to a file of its own.
pub fn write_shares(dir: &Path, shares: &[zegel_seal::Share]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::with_capacity(shares.len());
    for (index, share) in (1..).zip(shares) {
        let path = dir.join(format!("share-{index}.txt"));
        zegel_archive::create::write_secret(&path, share.to_secret_text().as_bytes()).with_context(|| {
            format!("could not write share {index}; the archive was made, keep the shares that were written")
        })?;
        files.push(path);
    }
    Ok(files)
}

/// Reads `3/5`.
pub fn quorum(text: &str) -> anyhow::Result<Quorum> {
    let parts =
        text.split_once('/').and_then(|(k, n)| Some((k.trim().parse().ok()?, n.trim().parse().ok()?)));
    let (needed, total) = parts.ok_or_else(|| Usage("write --recovery as K/N, e.g. 3/5".into()))?;
    Ok(Quorum::new(needed, total)?)
}

/// The shortest passphrase that is accepted, in characters.
const PASSPHRASE_MIN: usize = 12;

/// Takes a passphrase that is long enough.
pub fn passphrase(text: &str) -> anyhow::Result<Passphrase> {
    if text.chars().count() < PASSPHRASE_MIN {
        return Err(Usage(format!(
            "a passphrase has at least {PASSPHRASE_MIN} characters; four or five random words are best"
        ))
        .into());
    }
    Ok(Passphrase::new(text))
}
