//! `zegel ledger`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use zegel_archive::ledger;
use zegel_model::RecordId;

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};

/// Read the ledger; take checkpoints and proofs out for outsiders
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// List the entries: who did what to what, and when
    List {
        /// Begin with this entry
        #[arg(long, default_value_t = 0)]
        from: u64,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Write every leaf, one JSON object per line, as it stands in the tree
    Export {
        /// The file to write
        out: PathBuf,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Print the signed checkpoint; keep it outside the archive
    Checkpoint {
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Print the key with which outsiders verify checkpoints
    Key {
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Prove that the ledger of today begins with the one of an older checkpoint
    Consistency {
        /// The size in the older checkpoint
        old_size: u64,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Prove what the ledger says of a record
    Prove {
        /// The record
        record: RecordId,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    match &args.what {
        What::List { from, archive } => list(archive, *from)?,
        What::Export { out, archive } => export(archive, out)?,
        What::Checkpoint { archive } => {
            let mut opened = archive.open()?;
            print!("{}", ledger::checkpoint(&mut opened.desk(archive.person()?, now())?)?);
        }
        What::Key { archive } => {
            let mut opened = archive.open()?;
            println!("{}", ledger::verifier_key(&opened.desk(archive.person()?, now())?));
        }
        What::Consistency { old_size, archive } => {
            let mut opened = archive.open()?;
            let proof = ledger::consistency(&opened.desk(archive.person()?, now())?, *old_size)?;
            println!("{}", serde_json::to_string_pretty(&proof)?);
        }
        What::Prove { record, archive } => {
            let mut opened = archive.open()?;
            let proofs = ledger::proofs_of_record(&opened.desk(archive.person()?, now())?, *record)?;
            println!("{}", serde_json::to_string_pretty(&proofs)?);
        }
    }
    Ok(Code::Done)
}

fn list(archive: &crate::opening::ArchiveArgs, from: u64) -> anyhow::Result<()> {
    let mut opened = archive.open()?;
    let desk = opened.desk(archive.person()?, now())?;
    ledger::entries(&desk, from, |entry| {
        let leaf = &entry.leaf;
        let subjects: Vec<_> = leaf.subjects.iter().map(zegel_archive::Subject::as_str).collect();
        println!("{:>6}  {}  {:<20}  {}  {}", leaf.seq, leaf.at, leaf.act, leaf.actor, subjects.join(" "));
        Ok(())
    })?;
    Ok(())
}

fn export(archive: &crate::opening::ArchiveArgs, out: &Path) -> anyhow::Result<()> {
    let mut opened = archive.open()?;
    let desk = opened.desk(archive.person()?, now())?;
    let doing = || format!("could not write {}", out.display());
    let mut file = std::io::BufWriter::new(std::fs::File::create_new(out).with_context(doing)?);
    let mut n = 0_u64;
    ledger::entries(&desk, 0, |entry| {
        n += 1;
        file.write_all(&entry.leaf_bytes)
            .and_then(|()| file.write_all(b"\n"))
            .map_err(zegel_archive::Error::io("write", out))
    })?;
    file.flush().with_context(doing)?;
    println!("Wrote {n} entries to {}", out.display());
    Ok(())
}
