//! `zegel breach notify`.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiff::tz::TimeZone;
use zegel_archive::breach::{Mark, NotificationKind};
use zegel_archive::breaches::{self, Seen};
use zegel_archive::documents::{self, Unset};
use zegel_archive::notifications::{self, Wanted};
use zegel_archive::{FormLanguage, edpb_json};
use zegel_model::{BreachId, Content};

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};

/// Fill in a form of an authority from a breach; a person files it there, for Zegel submits nothing
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The breach
    breach: BreachId,
    /// The form: ap, gba or edpb
    #[arg(long)]
    form: String,
    /// What it is for
    #[arg(long, default_value = "initial", value_parser = ["initial", "supplementary", "complete", "withdrawal"])]
    kind: String,
    /// The language of the form
    #[arg(long, default_value = "nl", value_parser = ["nl", "en", "fr", "de"])]
    language: String,
    /// What changed, or why it is withdrawn
    #[arg(long)]
    reason: Option<String>,
    /// Keep it as a notification of the breach; otherwise it is only shown
    #[arg(long)]
    make: bool,
    /// text for a person, json for a program (see docs/formats/breach-forms.md), pdf for a file
    #[arg(long, default_value = "text", value_parser = ["text", "json", "pdf"])]
    format: String,
    /// The file to write the PDF to
    #[arg(long, required_if_eq("format", "pdf"))]
    out: Option<PathBuf>,
    #[command(flatten)]
    archive: ArchiveArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let mut opened = args.archive.open()?;
    let mut desk = opened.desk(args.archive.person()?, now())?;
    let wanted = Wanted {
        kind: kind(&args.kind),
        form: args.form.clone(),
        language: FormLanguage::of_tag(&args.language).unwrap_or(FormLanguage::Nl),
        reason: args.reason.as_deref().map(Content::from),
    };
    let place = breaches::get(&desk, args.breach)?.breach.place;
    // A machine without the data of zones writes UTC, and says so with every moment.
    let zone = TimeZone::get(place.zone_name()).unwrap_or(TimeZone::UTC);
    // The file comes first: a notification that was made cannot be made again when its file turns out to be there already.
    let file = args.out.as_deref().filter(|_| args.format == "pdf").map(create).transpose()?;
    let (filled, kept) = if args.make {
        let (_, n) = notifications::make(&mut desk, (args.breach, Seen::Newest), wanted, &zone)?;
        let made = notifications::get(&desk, args.breach, n)?;
        (made.filled, Some(made.notification))
    } else {
        (notifications::preview(&desk, args.breach, &wanted, &zone)?, None)
    };
    if let Some(file) = file {
        let form = notifications::form_of(desk.archive, &filled.form, filled.at)?;
        let printed = documents::notification::document(&desk, (form, &filled), kept.as_ref(), &zone);
        return write(&Unset::of(desk.archive, printed), file);
    }
    if args.format == "json" {
        // The EDPB's template has a JSON of its own; another form is shown as it is kept.
        let json = if filled.form == "edpb" { edpb_json(&filled) } else { serde_json::to_value(&filled)? };
        println!("{}", serde_json::to_string_pretty(&json)?);
        return Ok(Code::Done);
    }
    let form = notifications::form_of(desk.archive, &filled.form, filled.at)?;
    for item in filled.items.iter().filter(|item| item.mark != Mark::NotApplicable) {
        let asked = form.item(&item.number).map_or("", |asked| asked.labels.get(filled.language));
        let words: Vec<_> = item.words.iter().map(|words| zegel_archive::visible(words.as_str())).collect();
        let due = if item.is_due { " !" } else { "" };
        println!("{:<9} {asked} [{}{due}]\n          {}", item.number, item.mark.code(), words.join("; "));
    }
    let sums = filled.completeness();
    println!(
        "{} recorded, {} counted, {} missing of which {} cannot be left out, {} not asked",
        sums.n_recorded, sums.n_counted, sums.n_missing, sums.n_due, sums.n_not_applicable
    );
    println!("{}\n{}", form.filing.get(filled.language.of_pages()), form.url);
    Ok(Code::Done)
}

fn create(out: &Path) -> anyhow::Result<(File, &Path)> {
    let file = File::create_new(out).with_context(|| format!("could not write {}", out.display()))?;
    Ok((file, out))
}

fn write(unset: &Unset, (mut file, out): (File, &Path)) -> anyhow::Result<Code> {
    let bytes = unset.typeset()?;
    file.write_all(&bytes).with_context(|| format!("could not write {}", out.display()))?;
    println!("Wrote the notification to {}", out.display());
    Ok(Code::Done)
}

fn kind(name: &str) -> NotificationKind {
    match name {
        "supplementary" => NotificationKind::Supplementary,
        "complete" => NotificationKind::Complete,
        "withdrawal" => NotificationKind::Withdrawal,
        _ => NotificationKind::Initial,
    }
}
