//! `zegel-verify consistency` and `zegel-verify ledger`: that history was only added to.

use std::io::BufRead as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use zegel_ledger::{ConsistencyFile, Frontier, VerifierKey, leaf_hash, signed_head};

use crate::Verdict;

/// Check that a newer ledger begins with the one of a checkpoint that you kept
#[derive(clap::Args)]
pub struct ConsistencyArgs {
    /// The checkpoint that you kept
    #[arg(long)]
    old: PathBuf,
    /// The proof, from 'zegel ledger consistency'
    #[arg(long)]
    proof: PathBuf,
    /// The key with which the body signs checkpoints
    #[arg(long)]
    key: String,
}

/// Recompute the whole ledger from its exported leaves and compare it with a checkpoint
#[derive(clap::Args)]
pub struct LedgerArgs {
    /// The leaves, from 'zegel ledger export'
    leaves: PathBuf,
    /// The checkpoint
    #[arg(long)]
    checkpoint: PathBuf,
    /// The key with which the body signs checkpoints
    #[arg(long)]
    key: String,
}

pub fn consistency(args: &ConsistencyArgs) -> anyhow::Result<Verdict> {
    let key: VerifierKey = args.key.parse().context("could not read the key")?;
    let file: ConsistencyFile = serde_json::from_str(&read(&args.proof)?)
        .map_err(|_| anyhow::anyhow!("{} is not a consistency proof", args.proof.display()))?;
    match file.verify(&read(&args.old)?, &key) {
        Ok((old, new)) => {
            println!("IT HOLDS: the ledger of {new} entries begins with the {old} that you knew");
            Ok(Verdict::Holds)
        }
        Err(error) => {
            println!("IT DOES NOT HOLD: {error}");
            Ok(Verdict::DoesNotHold)
        }
    }
}

pub fn ledger(args: &LedgerArgs) -> anyhow::Result<Verdict> {
    let key: VerifierKey = args.key.parse().context("could not read the key")?;
    let (size, root) = match signed_head(&read(&args.checkpoint)?, &key) {
        Ok(head) => head,
        Err(error) => {
            println!("IT DOES NOT HOLD: {error}");
            return Ok(Verdict::DoesNotHold);
        }
    };
    let doing = || format!("could not read {}", args.leaves.display());
    let file = std::io::BufReader::new(std::fs::File::open(&args.leaves).with_context(doing)?);
    let mut tree = Frontier::new();
    for line in file.split(b'\n') {
        if tree.size() == size {
            break;
        }
        tree.append(leaf_hash(&line.with_context(doing)?));
    }
    if tree.size() == size && tree.root() == root {
        println!("IT HOLDS: {size} leaves give the root of the checkpoint");
        return Ok(Verdict::Holds);
    }
    println!("IT DOES NOT HOLD: {} leaves give another root than the checkpoint of {size}", tree.size());
    Ok(Verdict::DoesNotHold)
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))
}
