//! `zegel timestamp`: the one way out to the network, and only to the authority that the body configured.

use std::io;
use std::time::Duration;

use zegel_archive::timestamp::stamp;
use zegel_ledger::timestamp::{MAX_RESPONSE_BYTES, REQUEST_MEDIA_TYPE};

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};

/// Have the checkpoint stamped by the time-stamp authority in zegel.toml (RFC 3161)
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let mut archive = args.archive.open()?;
    let mut desk = archive.desk(args.archive.person()?, now())?;
    let stamped = stamp(&mut desk, &mut post)?;
    println!("Stamped the ledger of {} entries at {} by {}", stamped.size, stamped.at, stamped.signer);
    println!("  checkpoint, request and response are in {}", stamped.folder.display());
    Ok(Code::Done)
}

const PATIENCE: Duration = Duration::from_secs(30);

fn post(url: &str, request: &[u8]) -> io::Result<Vec<u8>> {
    let agent: ureq::Agent =
        ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).max_redirects(0).build().into();
    let response =
        agent.post(url).header("content-type", REQUEST_MEDIA_TYPE).send(request).map_err(io::Error::other)?;
    let limit = MAX_RESPONSE_BYTES as u64 + 1;
    response.into_body().into_with_config().limit(limit).read_to_vec().map_err(io::Error::other)
}
