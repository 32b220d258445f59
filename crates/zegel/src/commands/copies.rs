//! `zegel copies`.

use std::path::PathBuf;

use anyhow::Context as _;
use zegel_archive::copies::{self, Fate, HONEST_WORD, Hunt, Mode, Which};
use zegel_model::{CaptureId, CopyId};
use zegel_sift::Receipt;

use crate::exit::{Code, Usage};
use crate::opening::{ArchiveArgs, now};
use crate::remote::{Server, items, shown};

/// Show, hunt and end interim copies
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    archive: ArchiveArgs,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// List the open copies (or all, or those of one capture)
    List {
        /// Also those that have ended
        #[arg(long)]
        all: bool,
        /// Only those of this capture
        #[arg(long)]
        capture: Option<CaptureId>,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Look in folders for the zips, texts and pictures of a capture by their content; destroy them when told
    Hunt {
        /// Folders to look in
        #[arg(required = true)]
        dirs: Vec<PathBuf>,
        /// The owner's receipt: only with it can a file be recognised
        #[arg(long)]
        receipt: PathBuf,
        /// Destroy what is found
        #[arg(long)]
        destroy: bool,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Declare that a copy out of reach is gone
    Attest {
        /// The copy
        copy: CopyId,
        /// How it ended, e.g. "removed from my sent mail"
        #[arg(long)]
        statement: String,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    match &args.what {
        None => list(&args.archive, Which::Open),
        Some(What::List { all, capture, archive }) => {
            let which = match (capture, all) {
                (Some(capture), _) => Which::Of(*capture),
                (None, true) => Which::All,
                (None, false) => Which::Open,
            };
            list(archive, which)
        }
        Some(What::Hunt { dirs, receipt, destroy, archive }) => {
            let mode = if *destroy { Mode::Destroy } else { Mode::Report };
            hunt(archive, dirs, receipt, mode)
        }
        Some(What::Attest { copy, statement, archive }) => {
            let mut opened = archive.open()?;
            copies::attest(&mut opened.desk(archive.person()?, now())?, *copy, statement)?;
            println!("Attested: copy {copy} has ended");
            Ok(Code::Done)
        }
    }
}

fn list(archive: &ArchiveArgs, which: Which) -> anyhow::Result<Code> {
    let mut opened = archive.open()?;
    let desk = opened.desk(archive.person()?, now())?;
    let rows = copies::list(&desk, which)?;
    if rows.is_empty() {
        println!("No interim copies are open.");
    }
    for row in rows {
        let size = row.size_bytes.map_or_else(|| "?".to_owned(), |n| n.to_string());
        println!(
            "{}  {:<9}  {:<12}  {size} B  capture {}  {}",
            row.id,
            row.state.name(),
            row.kind,
            row.capture,
            row.purpose
        );
    }
    Ok(Code::Done)
}

fn hunt(archive: &ArchiveArgs, dirs: &[PathBuf], receipt: &PathBuf, mode: Mode) -> anyhow::Result<Code> {
    let bytes = std::fs::read(receipt).with_context(|| format!("could not read {}", receipt.display()))?;
    let receipt = Receipt::from_json(&bytes)?;
    let mut opened = archive.open()?;
    let mut desk = opened.desk(archive.person()?, now())?;
    let found = copies::hunt(&mut desk, &receipt, dirs, mode)?;
    print(&found);
    if mode == Mode::Destroy && !found.caught.is_empty() {
        println!("{HONEST_WORD}");
    }
    let failed = found.caught.iter().any(|one| matches!(one.fate, Fate::Failed(_)));
    Ok(if failed { Code::Found } else { Code::Done })
}

fn print(found: &Hunt) {
    println!("Looked at {} files, found {} copies", found.n_looked_at, found.caught.len());
    for one in &found.caught {
        let fate = match &one.fate {
            Fate::Left => "left (use --destroy)".to_owned(),
            Fate::Destroyed => "destroyed and looked for again".to_owned(),
            Fate::Failed(why) => format!("NOT destroyed: {why}"),
        };
        println!("  {:<12}  {}  {fate}", one.kind, one.path.display());
    }
    for path in &found.unreadable {
        println!("  could not be read: {}", path.display());
    }
    for row in &found.not_found {
        println!(
            "  still open and not found here: {} ({}) — hunt elsewhere, or 'zegel copies attest {}'",
            row.kind, row.purpose, row.id
        );
    }
}

/// The same on the server: listing those of a capture, and declaring one gone. A hunt looks in folders of this machine and stays here.
pub fn remote(args: &Args, server: &Server) -> anyhow::Result<Code> {
    match &args.what {
        Some(What::List { all, capture: Some(capture), .. }) => {
            let copies = server.get(&format!("/captures/{capture}/copies"))?;
            for row in items(&copies).iter().filter(|row| *all || row["state"] == "open") {
                println!(
                    "{}  {:<9}  {:<12}  {} B",
                    shown(&row["id"]),
                    shown(&row["state"]),
                    shown(&row["kind"]),
                    shown(&row["size_bytes"])
                );
            }
        }
        Some(What::Attest { copy, statement, .. }) => {
            let said = serde_json::json!({ "statement": statement });
            server.post(&format!("/copies/{copy}/attestations"), &said)?;
            println!("Attested: copy {copy} has ended");
        }
        _ => return Err(Usage("with --server: 'copies list --capture …' or 'copies attest …'".into()).into()),
    }
    Ok(Code::Done)
}
