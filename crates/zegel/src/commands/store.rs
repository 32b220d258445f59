//! `zegel store`.

use std::time::Duration;

use anyhow::bail;
use serde_json::Value;
use zegel_archive::store::{self, Rendition};
use zegel_model::CaptureId;

use crate::exit::{Code, Usage};
use crate::opening::{ArchiveArgs, now};
use crate::progress;
use crate::remote::{Server, items, shown};

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

/// How often the server is asked how far it is.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// The same on the server, which goes on when this command is stopped.
pub fn remote(args: &Args, server: &Server) -> anyhow::Result<Code> {
    if args.rendition == "later" {
        return Err(
            Usage("the server always makes the PDF/A; leave --rendition out with --server".into()).into()
        );
    }
    server.post(&format!("/captures/{}/storings", args.capture), &Value::Null)?;
    let bar = progress::count("Storing", 0);
    loop {
        let job = server.get(&format!("/captures/{}/job", args.capture))?;
        bar.set_length(job["n_parts"].as_u64().unwrap_or(0));
        bar.set_position(job["n_made"].as_u64().unwrap_or(0));
        match job["state"].as_str() {
            Some("storing" | "typesetting") => std::thread::sleep(LOOK_EVERY),
            Some("done") => break,
            other => {
                bar.finish_and_clear();
                bail!("storing ended as '{}'; see 'zegel show'", other.unwrap_or("unknown"));
            }
        }
    }
    bar.finish_and_clear();
    println!("Stored capture {}", args.capture);
    for record in items(&server.get(&format!("/captures/{}/records", args.capture))?) {
        println!("  record {}: {} messages", shown(&record["id"]), shown(&record["n_messages"]));
    }
    Ok(Code::Done)
}
