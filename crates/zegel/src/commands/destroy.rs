//! `zegel destroy`.

use std::path::PathBuf;

use anyhow::Context as _;
use zegel_archive::destroy;
use zegel_model::RecordId;

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};

/// Destroy a record: one person proposes, another carries it out; a certificate remains
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// Ask for the destruction of a record
    Propose {
        /// The record
        record: RecordId,
        /// Why, without personal content, e.g. "term ended 2036-01-01, list 2026-4"
        #[arg(long)]
        ground: String,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Carry out a destruction that somebody else asked for
    Approve {
        /// The record
        record: RecordId,
        /// Write the certificate to this file (it is also kept in the archive)
        #[arg(long)]
        certificate: Option<PathBuf>,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Print the certificate of a destroyed record
    Certificate {
        /// The record
        record: RecordId,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    match &args.what {
        What::Propose { record, ground, archive } => {
            let mut opened = archive.open()?;
            destroy::propose(&mut opened.desk(archive.person()?, now())?, *record, ground)?;
            println!("Proposed the destruction of record {record}");
            println!("Next: somebody else carries it out: zegel destroy approve {record} --as PERSON");
        }
        What::Approve { record, certificate, archive } => {
            let mut opened = archive.open()?;
            let done = destroy::destroy(&mut opened.desk(archive.person()?, now())?, *record)?;
            println!("Destroyed record {record}");
            print!("{}", done.to_text(zegel_law::Language::En));
            if let Some(path) = certificate {
                std::fs::write(path, done.to_json())
                    .with_context(|| format!("could not write {}", path.display()))?;
                println!("Wrote {}", path.display());
            }
        }
        What::Certificate { record, archive } => {
            let mut opened = archive.open()?;
            print!("{}", destroy::certificate(&opened.desk(archive.person()?, now())?, *record)?.to_json());
        }
    }
    Ok(Code::Done)
}
