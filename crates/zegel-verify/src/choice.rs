//! `zegel-verify choice`: which messages of the original were kept, that none was altered, and how many were not.

use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use zegel_import::{Options, READER};
use zegel_model::SubmittedMessage;
use zegel_sift::{ChoiceReport, ExportFile, ExportState, Extent, Positions, Receipt, Shown, verify_choice};

use crate::{Verdict, record};

/// Compare a receipt and a new export of the same chat with what an archive released
#[derive(clap::Args)]
pub struct Args {
    /// The owner's receipt
    #[arg(long)]
    receipt: PathBuf,
    /// The original export, or a new export of the same chat
    #[arg(long)]
    export: PathBuf,
    /// The packages (folders) that hold records of this capture, or their archiefstuk.json
    #[arg(required = true)]
    packages: Vec<PathBuf>,
    /// The packages should hold everything that was kept
    #[arg(long)]
    whole: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Verdict> {
    let bytes =
        std::fs::read(&args.receipt).with_context(|| format!("could not read {}", args.receipt.display()))?;
    let receipt = Receipt::from_json(&bytes)?;
    let records = record::find(&args.packages)?;
    let Some(first) = records.first() else { bail!("no record was found") };
    let commitment = first.head.commitment.clone();
    let mut verdict = Verdict::Holds;
    for record in &records {
        let path = record.path.display();
        if record.head.capture.0 != receipt.id {
            println!("NOT of this receipt: {path} is of capture {}", record.head.capture);
            verdict = Verdict::DoesNotHold;
        }
        if record.head.commitment != commitment {
            println!("CONTRADICTION: {path} claims another commitment than the first record");
            verdict = Verdict::DoesNotHold;
        }
        if !record.is_whole {
            println!("CONTRADICTION: {path} names another file of messages than the one beside it");
            verdict = Verdict::DoesNotHold;
        }
    }
    let n_records = records.len();
    let mut messages: Vec<SubmittedMessage> =
        records.into_iter().flat_map(|record| record.messages).collect();
    messages.sort_by_key(|kept| kept.message.position);
    let extent = if args.whole { Extent::Whole } else { Extent::Part };
    let report = compare(args, &receipt, messages, (&commitment, extent))?;
    if !report.is_proven() {
        verdict = Verdict::DoesNotHold;
    }
    print(&report, n_records);
    // What was said above of the files counts as much as what the messages say.
    println!("{}", if verdict == Verdict::Holds { "PROVEN" } else { "NOT PROVEN" });
    Ok(verdict)
}

fn compare(
    args: &Args,
    receipt: &Receipt,
    messages: Vec<SubmittedMessage>,
    (commitment, extent): (&zegel_model::Commitment, Extent),
) -> anyhow::Result<ChoiceReport> {
    let mut file = std::fs::File::open(&args.export)
        .with_context(|| format!("could not open {}", args.export.display()))?;
    let name = args.export.file_name().map(|name| name.to_string_lossy().into_owned());
    let options = Options::new(today());
    let export = ExportFile { bytes: &mut file, file_name: name.as_deref(), options: &options };
    let mut messages = messages.into_iter().map(Ok);
    let shown = Shown { commitment, messages: &mut messages, extent };
    Ok(verify_choice(receipt, export, shown, &mut |_| ControlFlow::Continue(()))?)
}

#[expect(clippy::disallowed_methods, reason = "the one place where this program reads the clock")]
fn today() -> jiff::civil::Date {
    jiff::Zoned::now().date()
}

fn print(report: &ChoiceReport, n_records: usize) {
    println!("{n_records} record(s) compared with the receipt and the export");
    let agrees = if report.commitment_agrees { "agrees with" } else { "DOES NOT AGREE with" };
    println!("  the commitment of the archive {agrees} the receipt");
    match &report.export {
        ExportState::Same => println!("  the export holds the same {} messages", report.n_messages),
        ExportState::Longer { n_added_after } => {
            println!(
                "  the export begins with the same {} messages; {n_added_after} came after",
                report.n_messages
            );
        }
        ExportState::Different { changed, removed, added } => {
            println!("  THE EXPORT IS NOT THE ONE THAT WAS COMMITTED TO:");
            list("    changed", changed);
            list("    removed", removed);
            list("    added (positions of today)", added);
            if let Some(reader) = &report.other_reader {
                println!(
                    "    the export was read by {reader} then, and by {READER} now: a difference may be one of reading;"
                );
                println!("    compare with a program that has {reader} before you conclude anything");
            }
        }
    }
    if let Some(what) = &report.damaged {
        println!("  the export is damaged and was compared as far as it can be read: {what}");
    }
    println!(
        "  of {} messages {} were kept and {} were not",
        report.n_messages, report.n_kept, report.n_not_kept
    );
    list("  here and unchanged", &report.unchanged);
    list("  here and equal outside their redactions", &report.redacted);
    list("  ALTERED", &report.altered);
    list("  NEVER KEPT, yet here", &report.foreign);
    list("  kept, not here", &report.missing);
    list("  confirmed by the trace of the receipt only", &report.by_trace_only);
}

fn list(what: &str, positions: &Positions) {
    if !positions.is_empty() {
        println!("{what}: {} ({positions})", positions.count());
    }
}
