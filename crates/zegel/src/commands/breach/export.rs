//! `zegel breach export`.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use jiff::tz::TimeZone;
use zegel_archive::breach_register::{self, Shown};
use zegel_archive::documents::{self, Unset};
use zegel_law::Language;

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};

/// Write the register of breaches (GDPR art. 33(5)): with what proves it, for zegel-verify register, or as PDF/A to read
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The file to write
    out: PathBuf,
    /// Without personal data: what anybody may see, with the digests and proofs
    #[arg(long)]
    without_personal_data: bool,
    /// json with the proofs, or pdf to read
    #[arg(long, default_value = "json", value_parser = ["json", "pdf"])]
    format: String,
    /// The language of the PDF
    #[arg(long, default_value = "nl", value_parser = ["nl", "en", "fr"])]
    language: String,
    #[command(flatten)]
    archive: ArchiveArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let mut opened = args.archive.open()?;
    let shown = if args.without_personal_data { Shown::WithoutPersonalData } else { Shown::Whole };
    let desk = opened.desk(args.archive.person()?, now())?;
    let (bytes, wrote) = if args.format == "pdf" {
        // A machine without the data of zones writes UTC, and says so with every moment.
        let zone = TimeZone::get(desk.archive.config().privacy.place.zone_name()).unwrap_or(TimeZone::UTC);
        let printed = documents::breach_register::document(&desk, shown, language(&args.language), &zone)?;
        (Unset::of(desk.archive, printed).typeset()?, "the register".to_owned())
    } else {
        let register = breach_register::proven(&desk, shown)?;
        let mut bytes = serde_json::to_vec_pretty(&register)?;
        bytes.push(b'\n');
        (bytes, format!("{} breach(es)", register.breaches.len()))
    };
    let doing = || format!("could not write {}", args.out.display());
    std::fs::File::create_new(&args.out).and_then(|mut file| file.write_all(&bytes)).with_context(doing)?;
    println!("Wrote {wrote} to {}", args.out.display());
    Ok(Code::Done)
}

fn language(tag: &str) -> Language {
    match tag {
        "en" => Language::En,
        "fr" => Language::Fr,
        _ => Language::Nl,
    }
}
