//! `zegel-verify register`: a register of breaches against the ledger.

use std::path::PathBuf;

use anyhow::Context as _;
use zegel_ledger::{ProvenRegister, VerifierKey, signed_head};

use crate::Verdict;

/// Check a register of breaches: that nothing in it was altered, removed from its middle, or added
#[derive(clap::Args)]
pub struct Args {
    /// The JSON export of the register
    register: PathBuf,
    /// The key with which the body signs checkpoints, from a place you trust (not from the export)
    #[arg(long)]
    key: Option<String>,
    /// A checkpoint that you kept yourself; the export's may be newer, its ledger not smaller
    #[arg(long)]
    checkpoint: Option<PathBuf>,
}

pub fn run(args: &Args) -> anyhow::Result<Verdict> {
    let text = std::fs::read_to_string(&args.register)
        .with_context(|| format!("could not read {}", args.register.display()))?;
    let register: ProvenRegister = serde_json::from_str(&text)
        .map_err(|_| anyhow::anyhow!("{} is not a register of breaches", args.register.display()))?;
    let given = args.key.as_deref().unwrap_or(&register.verifier_key);
    let key: VerifierKey = given.parse().context("could not read the key")?;
    if args.key.is_none() {
        println!(
            "note: the key is the export's own ({given}); compare it with the one that the body publishes, or give --key"
        );
    }
    let (faults, size) = register.faults(&key);
    faults.iter().for_each(|fault| println!("WRONG: {fault}"));
    let is_shortened = match (&args.checkpoint, size) {
        (Some(path), Some(size)) => {
            let note = std::fs::read_to_string(path)
                .with_context(|| format!("could not read {}", path.display()))?;
            let (kept, _) = signed_head(&note, &key).context("your checkpoint does not hold")?;
            if size < kept {
                println!("LEDGER: it has {size} entries and had {kept} at your checkpoint: it was shortened");
            }
            size < kept
        }
        _ => false,
    };
    let n_versions: usize = register.breaches.iter().map(|breach| breach.versions.len()).sum();
    if let Some(size) = size {
        println!(
            "register: {} breach(es) in {n_versions} version(s), in a ledger of {size}, signed by {}",
            register.breaches.len(),
            key.name()
        );
    }
    if register.is_redacted {
        println!("note: personal data were removed; the words that are left are shown, not proven");
    }
    println!(
        "note: what came after the last breach shown is seen in the whole ledger only (zegel-verify ledger)"
    );
    let holds = faults.is_empty() && !is_shortened;
    println!("{}", if holds { "IT HOLDS" } else { "IT DOES NOT HOLD" });
    Ok(if holds { Verdict::Holds } else { Verdict::DoesNotHold })
}
