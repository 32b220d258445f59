//! `zegel suggestions`.

use std::path::PathBuf;

use anyhow::Context as _;
use zegel_archive::suggestions::{self, Detector, Figure, LIST_VERSION, SET, Sample, Setting, Share};

use crate::exit::{Code, Usage};
use crate::opening::{ArchiveArgs, now};

/// Switch suggestions of personal data on or off, and measure how often they are right
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// Show which detectors are on
    Show {
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Set which detectors look (bsn, iban, phone, mail, card, postcode, special); without any, suggestions are off
    Set {
        /// The detectors
        detectors: Vec<String>,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Bring in a labelled sample (docs/formats/sample.md); the archive keeps it sealed
    Sample {
        /// The file
        file: PathBuf,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Measure precision and recall with their intervals of 95 %: on a file, or on generated texts
    Measure {
        /// A labelled sample; without it, texts of the generator
        #[arg(long, value_name = "FILE")]
        sample: Option<PathBuf>,
    },
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    match &args.what {
        What::Show { archive } => {
            let mut opened = archive.open()?;
            let setting = suggestions::in_force(&mut opened.desk(archive.person()?, now())?)?;
            let codes: Vec<_> = setting.detectors.iter().map(|detector| detector.code()).collect();
            let words =
                if setting.is_off() { "none: suggestions are off".to_owned() } else { codes.join(", ") };
            println!("Detectors: {words} ({SET}, words {LIST_VERSION})");
        }
        What::Set { detectors, archive } => {
            let detectors =
                detectors.iter().map(|code| detector(code)).collect::<anyhow::Result<Vec<_>>>()?;
            let mut opened = archive.open()?;
            let setting = Setting { detectors, ..opened.config().suggestions.clone() };
            suggestions::switch(&mut opened.desk(archive.person()?, now())?, setting)?;
            println!("Recorded");
        }
        What::Sample { file, archive } => {
            let bytes = std::fs::read(file).with_context(|| format!("could not read {}", file.display()))?;
            let mut opened = archive.open()?;
            let n = suggestions::keep_sample(&mut opened.desk(archive.person()?, now())?, &bytes)?;
            println!("Keeps a sample of {n} texts, sealed");
        }
        What::Measure { sample } => measure(sample.as_ref())?,
    }
    Ok(Code::Done)
}

/// Finds a detector by its code.
pub fn detector(code: &str) -> anyhow::Result<Detector> {
    let found = Detector::ALL.into_iter().find(|detector| detector.code() == code);
    found.ok_or_else(|| Usage(format!("there is no detector '{code}'")).into())
}

fn measure(file: Option<&PathBuf>) -> anyhow::Result<()> {
    let bytes = match file {
        Some(file) => std::fs::read(file).with_context(|| format!("could not read {}", file.display()))?,
        None => zegel_testkit::labelled_sample(2026, 3_000).into_bytes(),
    };
    let sample = Sample::parse(&bytes).context("could not measure")?;
    println!("{} texts, {SET}, words {LIST_VERSION}", sample.texts.len());
    println!("{:<10} {:<34} {:<34}", "", "precision (95 %)", "recall (95 %)");
    for Figure { detector, precision, recall } in suggestions::measure_on(&Setting::default(), &sample) {
        println!("{:<10} {:<34} {:<34}", detector.code(), words(precision), words(recall));
    }
    Ok(())
}

fn words(share: Share) -> String {
    match share.estimate() {
        Some((middle, low, high)) => {
            format!("{middle:.3} ({low:.3}-{high:.3}), {} of {}", share.n, share.of)
        }
        None => "nothing to measure".to_owned(),
    }
}
