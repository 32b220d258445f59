//! `zegel close`.

use zegel_model::CaptureId;

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};
use crate::remote::Server;

/// Close a capture; only possible when no interim copy is open
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The capture
    pub capture: CaptureId,
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let mut archive = args.archive.open()?;
    let mut desk = archive.desk(args.archive.person()?, now())?;
    zegel_archive::close::close(&mut desk, args.capture)?;
    println!("Closed capture {}", args.capture);
    Ok(Code::Done)
}

/// The same on the server.
pub fn remote(args: &Args, server: &Server) -> anyhow::Result<Code> {
    server.post(&format!("/captures/{}/closings", args.capture), &serde_json::Value::Null)?;
    println!("Closed capture {}", args.capture);
    Ok(Code::Done)
}
