//! `zegel store`.

use zegel_archive::store::{self, Rendition};
use zegel_model::CaptureId;

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};

/// Make the durable forms of a registered capture, seal and index them, and destroy the accepted copy
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The capture
    pub capture: CaptureId,
    /// When the PDF/A is made: now, or later (with 'zegel store CAPTURE --rendition later', then 'zegel read RECORD --render')
    #[arg(long, default_value = "now", value_parser = ["now", "later"])]
    pub rendition: String,
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let mut archive = args.archive.open()?;
    let mut desk = archive.desk(args.archive.person()?, now())?;
    let rendition = if args.rendition == "later" { Rendition::Later } else { Rendition::Now };
    let stored = store::store(&mut desk, args.capture, rendition)?;
    println!("Stored capture {}", args.capture);
    for (record, n_messages) in &stored.records {
        println!("  record {record}: {n_messages} messages");
    }
    println!("  {} part(s) of PDF/A made", stored.n_pdf_parts);
    for path in &stored.destroyed {
        println!("  destroyed the package {}", path.display());
    }
    Ok(Code::Done)
}
