//! `zegel verify`.

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};
use crate::progress;

/// Verify the whole archive: objects, rows, ledger, checkpoint
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let mut archive = args.archive.open()?;
    let person = args.archive.person()?;
    let mut desk = archive.desk(person, now())?;
    let bar = progress::count("Verifying", 0);
    let verified = zegel_archive::verify::verify(&mut desk, &mut |progress| {
        bar.set_message(progress.step);
        bar.set_length(progress.n_total);
        bar.set_position(progress.n_done);
    })?;
    bar.finish_and_clear();
    println!(
        "Verified {} ledger entries and {} objects ({} bytes)",
        verified.n_entries, verified.n_objects, verified.n_bytes
    );
    if verified.findings.is_empty() {
        println!("No findings: the archive is what its ledger says.");
        return Ok(Code::Done);
    }
    for finding in &verified.findings {
        println!("  {finding}");
    }
    println!("{} finding(s)", verified.findings.len());
    Ok(Code::Found)
}
