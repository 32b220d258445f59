//! `zegel breach export`.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use zegel_archive::breach_register::{self, Shown};

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};

/// Write the register of breaches with what proves it, for zegel-verify register (GDPR art. 33(5))
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The file to write
    out: PathBuf,
    /// Without personal data: what anybody may see, with the digests and proofs
    #[arg(long)]
    without_personal_data: bool,
    #[command(flatten)]
    archive: ArchiveArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let mut opened = args.archive.open()?;
    let shown = if args.without_personal_data { Shown::WithoutPersonalData } else { Shown::Whole };
    let register = breach_register::proven(&opened.desk(args.archive.person()?, now())?, shown)?;
    let doing = || format!("could not write {}", args.out.display());
    let mut file = std::io::BufWriter::new(std::fs::File::create_new(&args.out).with_context(doing)?);
    serde_json::to_writer_pretty(&mut file, &register).with_context(doing)?;
    file.write_all(b"\n").and_then(|()| file.flush()).with_context(doing)?;
    println!("Wrote {} breach(es) to {}", register.breaches.len(), args.out.display());
    Ok(Code::Done)
}
