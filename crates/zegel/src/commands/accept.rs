//! `zegel accept`.

use std::path::PathBuf;

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};
use crate::progress;
use crate::remote::{Server, shown};

/// Open a submission into the archive: checked against its own commitment, then sealed
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The submission (`.zegel`)
    pub package: PathBuf,
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let mut archive = args.archive.open()?;
    let mut desk = archive.desk(args.archive.person()?, now())?;
    let bar = progress::bytes("Accepting", 0);
    let accepted = zegel_archive::accept::accept(&mut desk, &args.package, &mut |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    println!("Accepted capture {}", accepted.capture);
    println!(
        "  {} of {} messages were handed in, {} files",
        accepted.n_kept, accepted.n_in_export, accepted.n_files
    );
    println!(
        "  the rest was not kept on the ground: {}",
        accepted.ground.as_deref().unwrap_or("(everything was kept)")
    );
    println!("  {} interim copies are open: see 'zegel copies'", accepted.n_open_copies);
    println!(
        "Next: somebody else registers it: zegel register {} --as PERSON --dossier … --title …",
        accepted.capture
    );
    Ok(Code::Done)
}

/// The same on the server; its package stays here, and what it says is what the pages say.
pub fn remote(args: &Args, server: &Server) -> anyhow::Result<Code> {
    let accepted = server.hand_in(&args.package)?;
    println!("Accepted capture {}", shown(&accepted["capture"]));
    println!(
        "  {} of {} messages were handed in, {} files",
        shown(&accepted["n_kept"]),
        shown(&accepted["n_messages"]),
        shown(&accepted["n_files"])
    );
    println!("Next: somebody else registers it.");
    Ok(Code::Done)
}
