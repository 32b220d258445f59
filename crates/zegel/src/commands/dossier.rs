//! `zegel dossier`.

use zegel_archive::dossiers;
use zegel_model::{Content, DossierId};

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};
use crate::remote::{Server, items, shown};

/// Open, list and close dossiers
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// Open a dossier, with a key of its own
    Add {
        /// Its name, e.g. a case number
        dossier: DossierId,
        /// Its title
        #[arg(long)]
        title: String,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// List the dossiers
    List {
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Close a dossier: nothing enters it any more
    Close {
        /// The dossier
        dossier: DossierId,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    match &args.what {
        What::Add { dossier, title, archive } => {
            let mut opened = archive.open()?;
            let title = Content::from(title.as_str());
            dossiers::open(&mut opened.desk(archive.person()?, now())?, dossier, &title)?;
            println!("Opened dossier {dossier}");
        }
        What::List { archive } => {
            let mut opened = archive.open()?;
            for dossier in dossiers::list(&opened.desk(archive.person()?, now())?)? {
                let state = if dossier.closed.is_some() { "closed" } else { "open" };
                println!("{}  {state}  {}", dossier.id, dossier.title.as_str());
            }
        }
        What::Close { dossier, archive } => {
            let mut opened = archive.open()?;
            dossiers::close(&mut opened.desk(archive.person()?, now())?, dossier)?;
            println!("Closed dossier {dossier}");
        }
    }
    Ok(Code::Done)
}

/// The same on the server.
pub fn remote(args: &Args, server: &Server) -> anyhow::Result<Code> {
    match &args.what {
        What::Add { dossier, title, .. } => {
            server.post("/dossiers", &serde_json::json!({ "id": dossier.to_string(), "title": title }))?;
            println!("Opened dossier {dossier}");
        }
        What::List { .. } => {
            let mut path = "/dossiers".to_owned();
            loop {
                let page = server.get(&path)?;
                for one in items(&page) {
                    let state = if one["is_closed"] == true { "closed" } else { "open" };
                    println!("{}  {state}  {}", shown(&one["id"]), shown(&one["title"]));
                }
                let Some(next) = page["next"].as_str() else { break };
                path = format!("/dossiers?after={next}");
            }
        }
        What::Close { dossier, .. } => {
            server.post(&format!("/dossiers/{dossier}/closings"), &serde_json::Value::Null)?;
            println!("Closed dossier {dossier}");
        }
    }
    Ok(Code::Done)
}
