//! `zegel read`.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use zegel_archive::{ObjectRole, read, store};
use zegel_model::RecordId;

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};

/// Read a record on the screen, or take its PDF, JSON or messages out to a file (which is recorded)
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The record
    pub record: RecordId,
    /// Write a part of the PDF/A to this file
    #[arg(long, value_name = "FILE")]
    pub pdf: Option<PathBuf>,
    /// Which part of the PDF/A, from 1
    #[arg(long, default_value_t = 1)]
    pub part: u32,
    /// Write the canonical JSON to this file: everything about the record but its messages
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Write the messages to this file, one JSON object per line
    #[arg(long, value_name = "FILE")]
    pub messages: Option<PathBuf>,
    /// First make the PDF/A, where the record was stored without
    #[arg(long)]
    pub render: bool,
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let mut archive = args.archive.open()?;
    let mut desk = archive.desk(args.archive.person()?, now())?;
    if args.render {
        println!("Made {} part(s) of PDF/A", store::rendition::render(&mut desk, args.record)?);
    }
    let files = [
        (&args.pdf, ObjectRole::Pdf, args.part.saturating_sub(1)),
        (&args.json, ObjectRole::Canonical, 0),
        (&args.messages, ObjectRole::Messages, 0),
    ];
    for (path, role, part) in files {
        let Some(path) = path else { continue };
        let mut file =
            std::fs::File::create_new(path).with_context(|| format!("could not make {}", path.display()))?;
        let n = read::file(&mut desk, args.record, (role, part), &mut file).inspect_err(|_| {
            // What is left would stand in the way of the next try; the reason is told, whether it can be removed or not.
            let _ = std::fs::remove_file(path);
        })?;
        file.sync_all().with_context(|| format!("could not write {}", path.display()))?;
        println!("Wrote {} ({n} bytes)", path.display());
    }
    if files.iter().all(|(path, ..)| path.is_none()) && !args.render {
        screen(&mut desk, args.record)?;
    }
    Ok(Code::Done)
}

fn screen(desk: &mut zegel_archive::Desk<'_>, record: RecordId) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    read::messages(desk, record, |kept| {
        let message = kept.message;
        let sender = message.sender.as_ref().map_or("", |sender| sender.as_str());
        let text = plain(message.text.as_str());
        writeln!(out, "{:>7}  {}  {}: {text}", message.position, message.at, plain(sender)).map_err(
            |source| zegel_archive::Error::Io { doing: "write to", path: "the screen".into(), source },
        )
    })?;
    out.flush().context("could not write to the screen")
}

/// Shows text on a terminal without letting it steer the terminal: controls and direction marks become visible.
pub fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push_str("\n         "),
            '\t' => shown.push(c),
            '\u{200e}' | '\u{200f}' => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                shown += &format!("[U+{:04X}]", u32::from(c))
            }
            c if c.is_control() => shown += &format!("[U+{:04X}]", u32::from(c)),
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn text_cannot_steer_the_terminal() {
        assert_eq!(plain("a\u{1b}[2Jb\u{202e}c"), "a[U+001B][2Jb[U+202E]c");
    }
}
