//! `zegel show`.

use zegel_model::CaptureId;

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};

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
