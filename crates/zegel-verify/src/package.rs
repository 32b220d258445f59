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
    let mut records = Vec::new();
    for step in walkdir::WalkDir::new(&args.package).sort_by_file_name() {
        let step = step.with_context(|| format!("could not look into {}", args.package.display()))?;
        if step.file_type().is_file() && step.file_name().to_string_lossy() == PROOFS {
            match record(args, step.path())? {
                (Some(record), n) => {
                    n_wrong += n;
                    records.push(record);
                }
                (None, n) => n_wrong += n,
            }
        }
    }
    if records.is_empty() {
        println!("NO PROOFS: there is no {PROOFS} in this package that holds");
        n_wrong += 1;
    }
    n_wrong += compare(&records, &files(&args.package)?);
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

/// What the ledger binds of one record.
struct Proven {
    /// The folder with the proofs and the files of the chat; attachments lie in folders beside it.
    folder: PathBuf,
    bound: Vec<Bound>,
}

/// A file that an entry of the ledger binds.
struct Bound {
    role: String,
    sha256: String,
}

impl Bound {
    fn is_attachment(&self) -> bool {
        self.role == "attachment"
    }
}

/// Checks the proofs of one record; returns what they bind, where they hold, and how much is wrong.
fn record(args: &Args, path: &Path) -> anyhow::Result<(Option<Proven>, u64)> {
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
            return Ok((None, 1));
        }
    };
    println!(
        "ledger: {} entr(ies) proven in a ledger of {size}, signed by {}",
        proofs.entries.len(),
        key.name()
    );
    let mut n_wrong = not_smaller(args, &key, size)?;
    let folder = path.parent().unwrap_or(path).to_owned();
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut bound = Vec::new();
    for of_record in bound_by(&proofs) {
        if of_record.record != name {
            println!("WRONG PLACE: the proofs in {name} are those of record {}", of_record.record);
            n_wrong += 1;
        }
        bound.extend(of_record.files);
    }
    Ok((Some(Proven { folder, bound }), n_wrong))
}

/// Holds the files of the package against what the ledger binds, both ways; returns how much is wrong.
fn compare(records: &[Proven], files: &BTreeMap<PathBuf, String>) -> u64 {
    let mut n_wrong = 0;
    for record in records {
        for bound in &record.bound {
            let may_hold = |path: &Path| bound.is_attachment() || path.starts_with(&record.folder);
            if !files.iter().any(|(path, sha256)| *sha256 == bound.sha256 && may_hold(path)) {
                let (role, sha256) = (&bound.role, &bound.sha256);
                println!(
                    "MISSING: the ledger binds a file ({role}, SHA-256 {sha256}) that is not here unchanged"
                );
                n_wrong += 1;
            }
        }
    }
    for (path, sha256) in files {
        let binds = |record: &Proven| {
            let own = path.starts_with(&record.folder);
            record.bound.iter().any(|bound| bound.sha256 == *sha256 && bound.is_attachment() != own)
        };
        if !records.iter().any(binds) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            println!("ALTERED OR ADDED: {name} is not a file that the ledger binds");
            n_wrong += 1;
        }
    }
    println!(
        "files: {} in this package, of {} record(s), held against the ledger",
        files.len(),
        records.len()
    );
    n_wrong
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

/// The files of a record, as an entry names them.
struct OfRecord {
    record: String,
    files: Vec<Bound>,
}

/// Returns the files that the entries bind, by record.
fn bound_by(proofs: &LedgerProofs) -> Vec<OfRecord> {
    #[derive(Deserialize)]
    struct Detail {
        #[serde(default)]
        records: Vec<Fixity>,
    }
    #[derive(Deserialize)]
    struct Fixity {
        record: String,
        #[serde(default)]
        files: Vec<File>,
    }
    #[derive(Deserialize)]
    struct File {
        role: String,
        sha256: String,
    }
    let details = proofs
        .entries
        .iter()
        .filter_map(|entry| serde_json::from_str::<Detail>(entry.detail.as_deref()?).ok());
    let of_record = |fixity: Fixity| {
        let bound = |file: File| Bound { role: file.role, sha256: file.sha256 };
        OfRecord { record: fixity.record, files: fixity.files.into_iter().map(bound).collect() }
    };
    details.flat_map(|detail| detail.records).map(of_record).collect()
}

/// Returns the files of the package with their SHA-256: no sidecars, no proofs, and none of the package's own tags.
fn files(package: &Path) -> anyhow::Result<BTreeMap<PathBuf, String>> {
    let payload = if package.join("bagit.txt").exists() { "data" } else { "sip" };
    let mut found = BTreeMap::new();
    for step in walkdir::WalkDir::new(package.join(payload)) {
        let step = step.with_context(|| format!("could not look into {}", package.display()))?;
        let name = step.file_name().to_string_lossy().to_ascii_lowercase();
        if step.file_type().is_file() && !name.ends_with(".mdto.xml") && name != PROOFS {
            found.insert(step.path().to_owned(), sha256(step.path())?);
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
