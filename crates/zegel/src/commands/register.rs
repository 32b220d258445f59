//! `zegel register`.

use std::path::PathBuf;

use anyhow::Context as _;
use zegel_model::{Appraisal, CaptureId, Confidentiality, Content, DossierId, Registration, Retention};

use crate::exit::{Code, Usage};
use crate::opening::{ArchiveArgs, now};
use crate::remote::{Server, shown};

/// Register a capture as a second person: dossier, metadata, confidentiality, retention
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The capture
    pub capture: CaptureId,
    /// A JSON file with a list of registrations, to split one capture over several dossiers (see the manual)
    #[arg(long, conflicts_with_all = ["dossier", "title"])]
    pub file: Option<PathBuf>,
    /// The dossier
    #[arg(long, required_unless_present = "file")]
    pub dossier: Option<DossierId>,
    /// The title of the record
    #[arg(long, required_unless_present = "file")]
    pub title: Option<String>,
    /// openbaar, beperkt_openbaar, intern, zaakvertrouwelijk, vertrouwelijk, confidentieel, geheim, zeer_geheim
    #[arg(long, default_value = "intern")]
    pub confidentiality: String,
    /// B (kept permanently), V (kept for a time) or N (still to be decided)
    #[arg(long, default_value = "N")]
    pub appraisal: String,
    /// The selection list and its category
    #[arg(long, default_value = "nog te bepalen")]
    pub category: String,
    /// The term, e.g. P10Y; only with V
    #[arg(long)]
    pub term: Option<String>,
    /// The limit on use (MDTO beperkingGebruik)
    #[arg(long, default_value = "Nader te bepalen")]
    pub use_limit: String,
    /// The activity or process (MDTO activiteit)
    #[arg(long)]
    pub activity: Option<String>,
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let registrations = registrations(args)?;
    let mut archive = args.archive.open()?;
    let mut desk = archive.desk(args.archive.person()?, now())?;
    let records = zegel_archive::register::register(&mut desk, args.capture, registrations)?;
    println!("Registered capture {} as {} record(s)", args.capture, records.len());
    for record in records {
        println!("  record {record}");
    }
    println!("Next: zegel store {} --as PERSON", args.capture);
    Ok(Code::Done)
}

/// Reads what is to be registered, from a file or from the options.
fn registrations(args: &Args) -> anyhow::Result<Vec<Registration>> {
    Ok(match &args.file {
        Some(path) => {
            let bytes = std::fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
            serde_json::from_slice(&bytes).map_err(|error| {
                Usage(format!(
                    "{} is not a list of registrations: line {}, column {}",
                    path.display(),
                    error.line(),
                    error.column()
                ))
            })?
        }
        None => vec![one(args)?],
    })
}

fn one(args: &Args) -> anyhow::Result<Registration> {
    let dossier = args.dossier.clone().ok_or_else(|| Usage("give --dossier".into()))?;
    Ok(Registration {
        dossier,
        title: Content::from(args.title.as_deref().unwrap_or_default()),
        positions: vec![],
        confidentiality: word::<Confidentiality>("--confidentiality", &args.confidentiality)?,
        retention: Retention {
            appraisal: word::<Appraisal>("--appraisal", &args.appraisal)?,
            category: args.category.clone(),
            term: args.term.clone(),
        },
        use_limit: args.use_limit.clone(),
        activity: args.activity.clone(),
        sensitive: None,
    })
}

/// Reads a word of one of the model's lists; the list of words stands in the help of the option.
fn word<T: serde::de::DeserializeOwned>(option: &str, text: &str) -> anyhow::Result<T> {
    let parsed = serde_json::from_value(serde_json::Value::from(text));
    parsed
        .map_err(|_| Usage(format!("'{text}' is no value for {option}; see 'zegel register --help'")).into())
}

/// The same on the server.
pub fn remote(args: &Args, server: &Server) -> anyhow::Result<Code> {
    let items = serde_json::json!({ "items": registrations(args)? });
    let capture = server.post(&format!("/captures/{}/registrations", args.capture), &items)?;
    println!("Capture {} is now {}", args.capture, shown(&capture["state"]));
    println!("Next: zegel store {} --server …", args.capture);
    Ok(Code::Done)
}
