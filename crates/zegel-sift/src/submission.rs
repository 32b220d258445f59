//! Makes a submission: the chosen messages and nothing else, with the commitment to the whole, sealed.
//!
//! The export is read twice. The first reading weighs: it decides, redacts, hashes every message and counts bytes,
//! so that the head of the package can be written before its body and neither is held in memory. The second one
//! writes, and stops when the export is no longer the same. Attachments are opened one by one.

mod chooser;
mod files;
mod note;
mod screenshots;
mod weigh;
mod write;

use std::ops::ControlFlow;

use jiff::Timestamp;
use uuid::Uuid;
use zegel_import::{Export, Options, ReadError, ReadSeek, Report, Source};
use zegel_model::{
    Commitment, Ground, PersonId, SourceCopy, SubmissionManifest, SubmittedFile, SuggestionsShown,
};
use zegel_seal::Recipient;

use crate::{
    COMMITMENT_ALGORITHM, Plan, Secret, SiftError,
    commitment::mac,
    receipt::{Receipt, ReceiptParts, ReceiptSource},
    redact::hide_in,
};

use files::{Files, SourceFile};
use weigh::{Weighed, Weigher};

pub(crate) use chooser::Stop;
pub use note::{MAX_NOTE_CHARS, Note, note_submission};
pub use screenshots::{
    MAX_PEOPLE, MAX_SCREENSHOT_BYTES, MAX_SCREENSHOTS, MAX_TYPED_CHARS, Screenshot, Screenshots,
    screenshots_submission,
};
pub(crate) use weigh::{Participants, file_path};
pub(crate) use write::{MANIFEST, MESSAGES, PROOF};

/// The `format` of a manifest.
pub const SUBMISSION_FORMAT: &str = "zegel-submission";
/// The `version` of a manifest.
pub const SUBMISSION_VERSION: u32 = 2;

/// An export as its owner has it.
pub struct ExportFile<'a> {
    /// The bytes of the zip or the text.
    pub bytes: &'a mut dyn ReadSeek,
    /// The name of the file, without its folder.
    pub file_name: Option<&'a str>,
    /// How it is read; attachments are always hashed.
    pub options: &'a Options,
}

impl ExportFile<'_> {
    pub(crate) fn open(&mut self, options: &Options) -> Result<Export<'_>, SiftError> {
        let source = Source::seekable(&mut *self.bytes);
        let source = match self.file_name {
            Some(name) => source.named(name),
            None => source,
        };
        Export::open(source, options).map_err(exporting)
    }
}

/// What is handed in beside the export and the plan.
pub struct Order<'a> {
    /// 32 random bytes, drawn for this submission alone.
    pub secret: Secret,
    /// The identifier (UUID version 7).
    pub id: Uuid,
    /// The time.
    pub now: Timestamp,
    /// Whose chat it is.
    pub owner: &'a PersonId,
    /// The name of the archive, for the receipt.
    pub archive: &'a str,
    /// The archive's public key.
    pub recipient: &'a Recipient,
}

/// What was made, beside the package itself.
#[derive(Debug)]
pub struct Made {
    /// The head of the package.
    pub manifest: SubmissionManifest,
    /// What the owner keeps.
    pub receipt: Receipt,
    /// Counts for a person.
    pub summary: Summary,
}

/// What a submission adds up to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Messages in the export.
    pub n_messages: u64,
    /// Messages that were kept.
    pub n_kept: u64,
    /// Kept messages from which something was removed.
    pub n_redacted: u64,
    /// Attachments that go along.
    pub n_files: u64,
    /// Their bytes together.
    pub file_bytes: u64,
    /// What is damaged in the export, where anything is: what could be read was taken, and the loss report says so.
    pub damaged: Option<String>,
    /// Kept messages whose sender's name holds a text that was to be removed everywhere: names are not redacted.
    pub n_senders_still_showing: u64,
}

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub step: ProgressStep,
    /// How much of it.
    pub done_bytes: u64,
    /// Of how much.
    pub total_bytes: u64,
}

/// The steps of making or comparing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgressStep {
    /// The first reading of the messages.
    Reading,
    /// The second one.
    Writing,
    /// The attachments.
    Attachments,
    /// The second reading of a comparison.
    Comparing,
}

/// Is told how far the work is, and stops it with `Break`.
pub type Watch<'a> = dyn FnMut(Progress) -> ControlFlow<()> + 'a;

/// Makes a submission of `export` by `plan` and writes the sealed package to `out`.
///
/// # Errors
/// A refusal of the plan or the export, or a fault while reading or writing; what was written to `out` until then
/// is cut off and cannot be opened.
pub fn make_submission(
    mut export: ExportFile<'_>,
    plan: &Plan,
    order: Order<'_>,
    out: &mut dyn std::io::Write,
    watch: &mut Watch<'_>,
) -> Result<Made, SiftError> {
    let options = Options { hash_attachments: true, ..export.options.clone() };
    let source = SourceFile::read(&mut *export.bytes)?;
    let mut opened = export.open(&options)?;
    let files = Files::prepare(&mut opened, plan)?;
    let (weighed, report) = Weigher::weigh(&mut opened, plan, &files, &order.secret, watch)?;
    weighed.check(plan)?;

    let damaged = report.damaged.clone();
    let sources = sources(source, &weighed, &report, &files);
    let mut manifest = manifest(plan, &order, &weighed, report, weighed.submitted_files(plan, &files));
    manifest.copies = copies(&order.secret, &sources);
    let package =
        write::Package { manifest: &manifest, weighed: &weighed, plan, files: &files, secret: &order.secret };
    package.write(&mut opened, order.recipient, out, watch)?;

    let summary = Summary {
        n_messages: manifest.commitment.n_messages,
        n_kept: manifest.commitment.n_kept,
        n_redacted: weighed.redactions.len() as u64,
        n_files: manifest.files.len() as u64,
        file_bytes: manifest.files.iter().map(|file| file.size_bytes).sum(),
        damaged,
        n_senders_still_showing: weighed.n_senders_still_showing,
    };
    let parts = ReceiptParts {
        secret: order.secret,
        archive: order.archive,
        recipient: order.recipient,
        kept: weighed.kept,
        redactions: weighed.redactions,
        sources: sources.into_iter().map(|(source, _)| source).collect(),
        trace: weighed.trace,
        suggested: plan.suggestions.as_ref().map(|_| weighed.suggested),
    };
    let receipt = Receipt::new(&manifest, parts);
    Ok(Made { manifest, receipt, summary })
}

/// Lists the copies on the owner's side, each with whether it is of a message that was kept.
fn sources(
    file: SourceFile,
    weighed: &Weighed,
    report: &Report,
    files: &Files,
) -> Vec<(ReceiptSource, bool)> {
    let kind = if file.is_zip { "export-zip" } else { "export-text" };
    let source = ReceiptSource { kind: kind.into(), sha256: file.sha256, size_bytes: file.size_bytes };
    let mut sources = vec![(source, true)];
    // Inside a zip the text is known as its bytes only when it needed no translation.
    let accounting = &report.accounting;
    if file.is_zip && accounting.invalid_bytes == 0 && accounting.source_bytes == weighed.text_bytes {
        let sha256 = weighed.text_sha256.clone();
        sources.push((
            ReceiptSource { kind: "export-text".into(), sha256, size_bytes: weighed.text_bytes },
            true,
        ));
    }
    for (index, file) in files.list.iter().enumerate() {
        if let Some(sha256) = &file.sha256 {
            let source = ReceiptSource {
                kind: "attachment".into(),
                sha256: sha256.clone(),
                size_bytes: file.size_bytes,
            };
            sources.push((source, weighed.is_used(index)));
        }
    }
    sources
}

fn manifest(
    plan: &Plan,
    order: &Order<'_>,
    weighed: &Weighed,
    report: Report,
    files: Vec<SubmittedFile>,
) -> SubmissionManifest {
    let conversation = report.conversation;
    let everywhere: Vec<_> = plan.everywhere.iter().map(|rule| &rule.pattern).collect();
    let title = conversation.title.filter(|_| !plan.hide_title);
    SubmissionManifest {
        format: SUBMISSION_FORMAT.into(),
        version: SUBMISSION_VERSION,
        id: order.id,
        made_at: order.now,
        owner: order.owner.clone(),
        route: conversation.route,
        platform: conversation.platform,
        reader: Some(zegel_import::READER.to_owned()),
        title: title.map(|title| hide_in(&title, &everywhere).unwrap_or(title)),
        participants: weighed.participants.list(&conversation.participants),
        date_order: conversation.date_order,
        date_order_certainty: conversation.date_order_certainty,
        date_order_reason: conversation.date_order_reason,
        zone: conversation.zone,
        regime: plan.regime().clone(),
        not_kept_ground: not_kept_ground(plan, weighed),
        commitment: Commitment {
            algorithm: COMMITMENT_ALGORITHM.into(),
            root: weighed.head.root.to_string(),
            n_messages: weighed.head.size,
            n_kept: weighed.kept.count(),
            first_at: report.first_at.map(|at| at.to_string()).unwrap_or_default(),
            last_at: report.last_at.map(|at| at.to_string()).unwrap_or_default(),
        },
        loss: report.losses,
        files,
        copies: Vec::new(),
        suggestions: suggestions(plan, weighed),
        notice: weighed.notice.clone(),
    }
}

fn suggestions(plan: &Plan, weighed: &Weighed) -> Option<SuggestionsShown> {
    let suggester = plan.suggestions.as_ref()?;
    Some(SuggestionsShown {
        set: zegel_suggest::SET.into(),
        list: zegel_suggest::LIST_VERSION.into(),
        detectors: suggester.detectors().iter().map(|detector| detector.code().into()).collect(),
        kept: weighed.suggested_kept.to_string(),
    })
}

fn copies(secret: &Secret, sources: &[(ReceiptSource, bool)]) -> Vec<SourceCopy> {
    let hunt_key = secret.hunt_key();
    let copy = |(source, is_kept): &(ReceiptSource, bool)| SourceCopy {
        kind: source.kind.clone(),
        mark: mark(&hunt_key, &source.sha256),
        // The size of a file that was not chosen is nobody's business but the owner's.
        size_bytes: if *is_kept { source.size_bytes } else { 0 },
    };
    sources.iter().map(copy).collect()
}

fn not_kept_ground(plan: &Plan, weighed: &Weighed) -> Option<Ground> {
    plan.not_kept.clone().filter(|_| weighed.kept.count() < weighed.head.size)
}

/// Returns the mark of a copy: `HMAC-SHA-256(hunt key, SHA-256 of its bytes)`.
pub(crate) fn mark(hunt_key: &[u8; 32], sha256: &str) -> String {
    // The hash is ours or was checked when the receipt was read; any other text gets a mark that fits nothing.
    let sha256 = hex::decode(sha256).unwrap_or_default();
    hex::encode(mac(hunt_key, &sha256))
}

/// Turns an error of the reader into ours; a stop that we asked for is told apart by the caller.
pub(crate) fn exporting(error: ReadError) -> SiftError {
    match error {
        ReadError::Cancelled => SiftError::Cancelled,
        error => SiftError::Export(error),
    }
}
