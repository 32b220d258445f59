//! `zegel show`.

use zegel_model::CaptureId;

use crate::exit::{Code, Usage};
use crate::opening::{ArchiveArgs, now};
use crate::remote::{Server, items, shown};

/// Show a capture with its records: states, counts and sizes, no content
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The capture
    pub capture: CaptureId,
    /// Also list the kept positions (while the capture is not stored)
    #[arg(long)]
    pub positions: bool,
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let mut archive = args.archive.open()?;
    let desk = archive.desk(args.archive.person()?, now())?;
    let capture = zegel_archive::read::capture(&desk, args.capture)?;
    println!("Capture {}: {}, accepted {}", capture.id, capture.state, capture.at);
    println!(
        "  kept {} of {} messages, {} open copies",
        capture.n_kept, capture.n_in_export, capture.n_open_copies
    );
    for record in &capture.records {
        println!(
            "  record {} in dossier {}: {}, {} messages, {} holds",
            record.id, record.dossier, record.state, record.n_messages, record.n_holds
        );
        for (role, size) in &record.files {
            println!("    {:<12} {size} B", role.name());
        }
    }
    if args.positions {
        let ranges = zegel_archive::read::positions(&desk, args.capture)?;
        let words: Vec<_> =
            ranges.iter().map(|(a, b)| if a == b { a.to_string() } else { format!("{a}-{b}") }).collect();
        println!("  positions: {}", words.join(","));
    }
    Ok(Code::Done)
}

/// The same on the server.
pub fn remote(args: &Args, server: &Server) -> anyhow::Result<Code> {
    if args.positions {
        return Err(Usage("--positions works where the archive is, without --server".into()).into());
    }
    let capture = server.get(&format!("/captures/{}", args.capture))?;
    println!(
        "Capture {}: {}, accepted {}",
        args.capture,
        shown(&capture["state"]),
        shown(&capture["accepted_at"])
    );
    println!(
        "  kept {} of {} messages, {} open copies",
        shown(&capture["n_kept"]),
        shown(&capture["n_messages"]),
        shown(&capture["n_open_copies"])
    );
    for record in items(&server.get(&format!("/captures/{}/records", args.capture))?) {
        println!(
            "  record {} in dossier {}: {}, {} messages",
            shown(&record["id"]),
            shown(&record["dossier"]),
            shown(&record["state"]),
            shown(&record["n_messages"])
        );
    }
    Ok(Code::Done)
}
