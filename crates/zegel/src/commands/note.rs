//! `zegel note`.

use std::io::Read as _;
use std::path::PathBuf;

use anyhow::Context as _;
use zegel_model::Content;
use zegel_sift::{Note, note_submission};

use super::sift::OrderArgs;
use crate::exit::Code;

/// Write a note of the substance, where no message can be captured any more
#[derive(clap::Args, Debug)]
pub struct Args {
    /// File with the text of the note; standard input when absent
    pub file: Option<PathBuf>,
    /// Full name of the author, as it appears in the record
    #[arg(long)]
    pub author: String,
    /// What the note is about
    #[arg(long)]
    pub title: Option<String>,
    #[command(flatten)]
    pub order: OrderArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let mut text = String::new();
    match &args.file {
        Some(path) => {
            text = std::fs::read_to_string(path)
                .with_context(|| format!("could not read {}", path.display()))?;
        }
        None => {
            std::io::stdin()
                .read_to_string(&mut text)
                .context("could not read the note from standard input")?;
        }
    }
    let note = Note {
        author: Content::from(args.author.as_str()),
        title: args.title.as_deref().map(Content::from),
        text: Content::from(text.trim_end()),
        zone: jiff::tz::TimeZone::system(),
        regime: args.order.select_in(),
    };
    let made = args.order.write(|order, out| note_submission(&note, order, out))?;
    println!("Handed over will be one note of {} characters", text.trim_end().chars().count());
    args.order.told(&made);
    Ok(Code::Done)
}
