//! `zegel-verify package`: a bag or SIP against its manifests, and its records against the ledger.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use zegel_exchange::{Finding, OnDisk, Severity, check_bag, check_sip};
use zegel_ledger::{LedgerProofs, VerifierKey, signed_head};

use crate::Verdict;

/// Check a released package: its manifests, and that the ledger binds every file of its records
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the package
    package: PathBuf,
    /// The key with which the body signs checkpoints, from a place you trust (not from the package)
    #[arg(long)]
    key: Option<String>,
    /// A checkpoint that you kept yourself; the package's may be newer, its ledger not smaller
    #[arg(long)]
    checkpoint: Option<PathBuf>,
}

/// The name of the file with the proofs, beside the files of a record.
const PROOFS: &str = "bewijs.json";

pub fn run(args: &Args) -> anyhow::Result<Verdict> {
    let mut n_wrong = manifests(&args.package)?;
    let mut n_records = 0;
    for step in walkdir::WalkDir::new(&args.package).sort_by_file_name() {
        let step = step.with_context(|| format!("could not look into {}", args.package.display()))?;
        if step.file_type().is_file() && step.file_name().to_string_lossy() == PROOFS {
            n_records += 1;
            n_wrong += record(args, step.path())?;
        }
    }
    if n_records == 0 {
        println!("NO PROOFS: there is no {PROOFS} in this package");
        n_wrong += 1;
    }
    println!("{}", if n_wrong == 0 { "IT HOLDS" } else { "IT DOES NOT HOLD" });
    Ok(if n_wrong == 0 { Verdict::Holds } else { Verdict::DoesNotHold })
}

/// Checks the package against its own manifests; returns how much is wrong.
fn manifests(package: &Path) -> anyhow::Result<u64> {
    let tree = OnDisk(package.to_owned());
    let doing = || format!("could not read {}", package.display());
    let (kind, findings, is_valid) = if package.join("bagit.txt").exists() {
        let report = check_bag(&tree).with_context(doing)?;
        ("bag", report.findings, report.is_valid)
    } else {
        let report = check_sip(&tree).with_context(doing)?;
        ("SIP", report.findings, report.is_valid)
    };
    findings.iter().for_each(tell);
    println!("{kind}: {}", if is_valid { "complete, every checksum matches" } else { "NOT VALID" });
    Ok(u64::from(!is_valid))
}

fn tell(finding: &Finding) {
    let mark = if finding.severity == Severity::Error { "WRONG" } else { "note" };
    println!("  {mark}: {finding}");
}

/// Checks one record against the ledger; returns how much is wrong.
fn record(args: &Args, path: &Path) -> anyhow::Result<u64> {
    let text = std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
    let proofs: LedgerProofs = serde_json::from_str(&text)
        .map_err(|_| anyhow::anyhow!("{} is not a file of proofs", path.display()))?;
    let given = args.key.as_deref().unwrap_or(&proofs.verifier_key);
    let key: VerifierKey = given.parse().context("could not read the key")?;
    if args.key.is_none() {
        println!(
            "note: the key is the package's own ({given}); compare it with the one that the body publishes, or give --key"
        );
    }
    let size = match proofs.verify(&key) {
        Ok(size) => size,
        Err(error) => {
            println!("LEDGER: {error}");
            return Ok(1);
        }
    };
    println!(
        "ledger: {} entr(ies) proven in a ledger of {size}, signed by {}",
        proofs.entries.len(),
        key.name()
    );
    let mut n_wrong = not_smaller(args, &key, size)?;
    let folder = path.parent().unwrap_or(path);
    let bound = bound(&proofs);
    let files = files(folder)?;
    for (sha256, role) in &bound {
        // Attachments lie in folders of their own beside that of the chat.
        if role != "attachment" && !files.values().any(|found| found == sha256) {
            println!(
                "MISSING: the ledger binds a file ({role}, SHA-256 {sha256}) that is not here unchanged"
            );
            n_wrong += 1;
        }
    }
    for (name, sha256) in &files {
        if !bound.iter().any(|(known, _)| known == sha256) {
            println!("ALTERED OR ADDED: {name} is not a file that the ledger binds");
            n_wrong += 1;
        }
    }
    println!("files: {} of this record are bound by the ledger", files.len());
    Ok(n_wrong)
}

fn not_smaller(args: &Args, key: &VerifierKey, size: u64) -> anyhow::Result<u64> {
    let Some(path) = &args.checkpoint else { return Ok(0) };
    let note = std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
    match signed_head(&note, key) {
        Err(error) => {
            println!("YOUR CHECKPOINT: {error}");
            Ok(1)
        }
        Ok((kept, _)) if size < kept => {
            println!("LEDGER: it has {size} entries and had {kept} at your checkpoint: it was shortened");
            Ok(1)
        }
        Ok(_) => Ok(0),
    }
}

/// Returns the hash and the role of every file that the entries bind.
fn bound(proofs: &LedgerProofs) -> Vec<(String, String)> {
    #[derive(Deserialize)]
    struct Words {
        #[serde(default)]
        records: Vec<OfRecord>,
    }
    #[derive(Deserialize)]
    struct OfRecord {
        #[serde(default)]
        files: Vec<OfFile>,
    }
    #[derive(Deserialize)]
    struct OfFile {
        role: String,
        sha256: String,
    }
    let words = proofs
        .entries
        .iter()
        .filter_map(|entry| serde_json::from_str::<Words>(entry.detail.as_deref()?).ok());
    let files = words.flat_map(|words| words.records).flat_map(|record| record.files);
    files.map(|file| (file.sha256, file.role)).collect()
}

/// Returns the files of the record in this folder with their SHA-256: no sidecars, and not the proofs themselves.
fn files(folder: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("could not look into {}", folder.display()))?
    {
        let entry = entry.with_context(|| format!("could not look into {}", folder.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_sidecar = name.to_ascii_lowercase().ends_with(".mdto.xml");
        if entry.path().is_file() && !is_sidecar && name != PROOFS {
            found.insert(name, sha256(&entry.path())?);
        }
    }
    Ok(found)
}

fn sha256(path: &Path) -> anyhow::Result<String> {
    let doing = || format!("could not read {}", path.display());
    let mut file = std::fs::File::open(path).with_context(doing)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match file.read(&mut buffer).with_context(doing)? {
            0 => return Ok(hex::encode(hash.finalize())),
            n => hash.update(&buffer[..n]),
        }
    }
}
