//! `zegel search`.

use jiff::civil::Date;
use zegel_archive::search::search;
use zegel_archive::{Cursor, Query};
use zegel_model::{Content, DossierId};

use super::read::plain;
use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};
use crate::remote::{Server, items, shown};

/// Find messages, newest first; the question is recorded, the answer is not
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Words (all must occur), "phrases", beginnings*, -not, OR
    #[arg(default_value = "")]
    pub query: String,
    /// Only messages of a sender with these words in the name
    #[arg(long)]
    pub sender: Option<String>,
    /// Only messages of this day or later
    #[arg(long)]
    pub from: Option<Date>,
    /// Only messages of this day or earlier
    #[arg(long)]
    pub to: Option<Date>,
    /// Only records in this dossier
    #[arg(long)]
    pub dossier: Option<DossierId>,
    /// How many at most
    #[arg(long, default_value_t = 20)]
    pub limit: u32,
    /// Continue after this place, as printed at the end of a page
    #[arg(long)]
    pub after: Option<Cursor>,
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let mut archive = args.archive.open()?;
    let mut desk = archive.desk(args.archive.person()?, now())?;
    let query = Query {
        text: Content::from(args.query.as_str()),
        sender: args.sender.as_deref().map(Content::from),
        from: args.from,
        to: args.to,
        dossier: args.dossier.clone(),
    };
    let page = search(&mut desk, &query, args.after, args.limit)?;
    for found in &page.found {
        let sender = found.sender.as_ref().map_or("", |sender| sender.as_str());
        println!("{}  {}: {}", found.at, plain(sender), plain(found.text.as_str()));
        println!(
            "         {} · {} · record {} · message {}",
            found.dossier,
            plain(found.title.as_str()),
            found.record,
            found.position
        );
    }
    println!("{} found{}", page.found.len(), if page.next.is_some() { ", there are more" } else { "" });
    if let Some(next) = page.next {
        println!("Next page: --after {next}");
    }
    Ok(Code::Done)
}

/// The same on the server; what is asked travels in the body, never in an address.
pub fn remote(args: &Args, server: &Server) -> anyhow::Result<Code> {
    let question = serde_json::json!({
        "words": args.query,
        "sender": args.sender,
        "from": args.from,
        "to": args.to,
        "dossier": args.dossier.as_ref().map(ToString::to_string),
        "after": args.after.map(|cursor| cursor.to_string()),
    });
    let page = server.post("/searches", &question)?;
    let found = items(&page);
    for hit in found {
        println!("{}  {}: {}", shown(&hit["at"]), shown(&hit["sender"]), shown(&hit["text"]));
        println!(
            "         {} · {} · record {} · message {}",
            shown(&hit["dossier"]),
            shown(&hit["title"]),
            shown(&hit["record"]),
            shown(&hit["position"])
        );
    }
    println!("{} found{}", found.len(), if page["next"].is_string() { ", there are more" } else { "" });
    if let Some(next) = page["next"].as_str() {
        println!("Next page: --after {next}");
    }
    Ok(Code::Done)
}
