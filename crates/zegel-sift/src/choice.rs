//! Compares a new export, the owner's receipt and what an archive shows, and says exactly what agrees.
//!
//! The whole tree is computed again from the export under the secret of the receipt. Where its root is not that of
//! the commitment, the trace of the receipt tells which messages were added, removed or changed, so that a chat
//! that went on, or one that lost messages, can still be compared. Nothing here trusts the package or the export:
//! what it reports about each is held against the receipt.

mod align;
mod compare;

use std::ops::ControlFlow;

use jiff::civil::Date;
use zegel_import::{Export, Limits, MessageRef, Options, Sink};
use zegel_ledger::{Frontier, Hash};
use zegel_model::{Commitment, Route, SubmittedMessage};

use crate::{
    Positions, Receipt, SiftError,
    commitment::{Salts, Tracer},
    error::refuse,
    submission::{ExportFile, Progress, ProgressStep, Stop, Watch},
};

use align::Alignment;
use compare::Comparer;

/// Whether a package should hold everything that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All that was kept: a whole submission, or all its records together.
    Whole,
    /// A part: one capture may be split over several dossiers.
    Part,
}

/// How the export of today relates to the one that was committed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportState {
    /// The same messages.
    Same,
    /// The same messages first, and then so many that were sent later.
    Longer {
        /// How many came after.
        n_added_after: u64,
    },
    /// Not the same messages.
    Different {
        /// Messages that are there but were changed, by the position that the receipt knows.
        changed: Positions,
        /// Messages that are gone, by the position that the receipt knows.
        removed: Positions,
        /// Messages that were not there, by the position in the export of today.
        added: Positions,
    },
}

/// What a comparison found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceReport {
    /// True when the archive claims the commitment of the receipt.
    pub commitment_agrees: bool,
    /// What became of the export.
    pub export: ExportState,
    /// Messages in the export that was committed to.
    pub n_messages: u64,
    /// Messages that were kept.
    pub n_kept: u64,
    /// Messages that were not kept.
    pub n_not_kept: u64,
    /// Messages of the package that are what was kept, unchanged.
    pub unchanged: Positions,
    /// Messages of the package that are what was kept, and equal to the export outside their redactions.
    pub redacted: Positions,
    /// Messages of the package that are not what was kept.
    pub altered: Positions,
    /// Messages of the package that were not kept at all.
    pub foreign: Positions,
    /// Messages that were kept and are not in the package.
    pub missing: Positions,
    /// Messages of the package that only the 16 bits of the trace could confirm, because the export no longer has
    /// them as they were; they are also in `unchanged` or `altered`.
    pub by_trace_only: Positions,
    /// The version of the reader that the receipt names, where this program reads with another one: then a difference may be one of
    /// reading.
    pub other_reader: Option<String>,
    /// What is damaged in the export of today, where anything is; it was compared as far as it could be read.
    pub damaged: Option<String>,
    /// What the caller said about the package.
    pub extent: Extent,
}

impl ChoiceReport {
    /// Returns true when everything agrees: the claim, the export up to the day of the submission, and the package.
    pub fn is_proven(&self) -> bool {
        self.commitment_agrees
            && !matches!(self.export, ExportState::Different { .. })
            && self.altered.is_empty()
            && self.foreign.is_empty()
            && (self.missing.is_empty() || self.extent == Extent::Part)
    }
}

/// What an archive shows about a submission.
pub struct Shown<'a> {
    /// The commitment that it claims.
    pub commitment: &'a Commitment,
    /// Its messages, in rising positions.
    pub messages: &'a mut dyn Iterator<Item = Result<SubmittedMessage, SiftError>>,
    /// Whether these should be all.
    pub extent: Extent,
}

/// Compares what an archive shows with the receipt and a new export of the same chat.
///
/// # Errors
/// The export or the package cannot be read, `package-order`, `note-has-no-export`, `screenshots-have-no-export`.
pub fn verify_choice(
    receipt: &Receipt,
    mut export: ExportFile<'_>,
    shown: Shown<'_>,
    watch: &mut Watch<'_>,
) -> Result<ChoiceReport, SiftError> {
    match receipt.route {
        Route::Note => refuse(
            "note-has-no-export",
            "a note was written by hand and has no export",
            "compare its text with the record",
        )?,
        Route::Screenshot => refuse(
            "screenshots-have-no-export",
            "screenshots were chosen one by one and have no export",
            "compare the pictures with the record; the receipt has the hash of each",
        )?,
        Route::WhatsappText => {}
    }
    let options = options(receipt, export.options);
    let mut opened = export.open(&options)?;
    let recount = Recounter::read(&mut opened, receipt, watch)?;
    let (export_state, alignment) = recount.compare(receipt);
    let damaged = recount.damaged;
    let comparer = Comparer::new(receipt, &alignment, shown.messages, watch);
    let found = comparer.read(&mut opened)?;
    Ok(ChoiceReport {
        commitment_agrees: *shown.commitment == receipt.commitment,
        export: export_state,
        n_messages: receipt.commitment.n_messages,
        n_kept: receipt.commitment.n_kept,
        n_not_kept: receipt.commitment.n_messages - receipt.commitment.n_kept,
        unchanged: found.unchanged,
        redacted: found.redacted,
        altered: found.altered,
        foreign: found.foreign,
        missing: found.missing,
        by_trace_only: found.by_trace_only,
        other_reader: receipt.reader.clone().filter(|reader| reader != zegel_import::READER),
        damaged,
        extent: shown.extent,
    })
}

/// Reads the new export as the one that was committed to was read.
fn options(receipt: &Receipt, given: &Options) -> Options {
    let Options { limits, today, .. }: &Options = given;
    let (limits, today): (Limits, Date) = (limits.clone(), *today);
    Options {
        route: Some(receipt.route),
        date_order: Some(receipt.date_order),
        zone: receipt.zone.clone(),
        limits,
        hash_attachments: true,
        ..Options::new(today)
    }
}

/// Computes the tree of the export of today.
struct Recounter<'w> {
    salts: Salts,
    tracer: Tracer,
    n_committed: u64,
    tree: Frontier,
    /// The root over as many messages as were committed to, once there are so many.
    root: Option<Hash>,
    trace: Vec<u8>,
    canonical: Vec<u8>,
    damaged: Option<String>,
    watch: &'w mut Watch<'w>,
}

impl<'w> Recounter<'w> {
    fn read(export: &mut Export<'_>, receipt: &Receipt, watch: &'w mut Watch<'_>) -> Result<Self, SiftError> {
        let mut recounter = Self {
            salts: Salts::new(&receipt.secret),
            tracer: Tracer::new(&receipt.secret),
            n_committed: receipt.commitment.n_messages,
            tree: Frontier::new(),
            root: None,
            trace: Vec::new(),
            canonical: Vec::new(),
            damaged: None,
            watch,
        };
        let report = export.read(&mut recounter);
        recounter.damaged = Stop::default().reason(report)?.damaged;
        Ok(recounter)
    }

    fn compare(&self, receipt: &Receipt) -> (ExportState, Alignment) {
        if self.root.is_some_and(|root| root.to_string() == receipt.commitment.root) {
            let alignment = Alignment::same(self.n_committed);
            return match self.tree.size() - self.n_committed {
                0 => (ExportState::Same, alignment),
                n_added_after => (ExportState::Longer { n_added_after }, alignment),
            };
        }
        let alignment = Alignment::of(&receipt.trace, &self.trace);
        let state = ExportState::Different {
            changed: alignment.changed(),
            removed: alignment.removed(),
            added: alignment.added(),
        };
        (state, alignment)
    }
}

impl Sink for Recounter<'_> {
    fn message(&mut self, message: &MessageRef<'_>) -> ControlFlow<()> {
        self.canonical.clear();
        message.write_canonical(&mut self.canonical);
        self.tree.append(self.salts.leaf(message.position, &self.canonical));
        self.trace.extend_from_slice(&self.tracer.tag(&self.canonical));
        if self.tree.size() == self.n_committed {
            self.root = Some(self.tree.root());
        }
        ControlFlow::Continue(())
    }

    fn progress(&mut self, done_bytes: u64, total_bytes: u64) -> ControlFlow<()> {
        (self.watch)(Progress { step: ProgressStep::Reading, done_bytes, total_bytes })
    }
}
