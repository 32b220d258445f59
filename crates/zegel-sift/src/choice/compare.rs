//! Holds each message of a package against the message of the export that it claims to be.

use std::{iter::Peekable, ops::ControlFlow};

use zegel_import::{Export, MessageRef, Sink};
use zegel_model::{Attachment, Binding, Content, Ground, Message, SubmittedMessage};

use super::align::Alignment;
use crate::{
    Positions, Receipt, SiftError,
    commitment::{Salts, Tracer, without_place},
    error::refuse,
    open::REMEDY,
    receipt::ReceiptRedaction,
    redact::{Cut, Span, is_redaction_of, redact_text},
    submission::{Progress, ProgressStep, Stop, Watch},
};

/// What became of the messages of a package.
#[derive(Default)]
pub(super) struct Found {
    pub unchanged: Positions,
    pub redacted: Positions,
    pub altered: Positions,
    pub foreign: Positions,
    pub missing: Positions,
    pub by_trace_only: Positions,
}

type Messages<'m> = dyn Iterator<Item = Result<SubmittedMessage, SiftError>> + 'm;

/// Walks through the package and the export side by side.
pub(super) struct Comparer<'r, 'm, 'w> {
    receipt: &'r Receipt,
    alignment: &'r Alignment,
    messages: Peekable<&'m mut Messages<'m>>,
    salts: Salts,
    tracer: Tracer,
    found: Found,
    last_position: u64,
    canonical: Vec<u8>,
    stop: Stop,
    watch: &'w mut Watch<'w>,
}

impl<'r, 'm, 'w> Comparer<'r, 'm, 'w> {
    pub fn new(
        receipt: &'r Receipt,
        alignment: &'r Alignment,
        messages: &'m mut Messages<'_>,
        watch: &'w mut Watch<'_>,
    ) -> Self {
        let messages: &'m mut Messages<'m> = messages;
        Self {
            receipt,
            alignment,
            messages: messages.peekable(),
            salts: Salts::new(&receipt.secret),
            tracer: Tracer::new(&receipt.secret),
            found: Found::default(),
            last_position: 0,
            canonical: Vec::new(),
            stop: Stop::default(),
            watch,
        }
    }

    pub fn read(mut self, export: &mut Export<'_>) -> Result<Found, SiftError> {
        let report = export.read(&mut self);
        let stop = std::mem::take(&mut self.stop);
        stop.reason(report)?;
        while let Some(submitted) = self.next()? {
            self.judge_without_export(&submitted);
        }
        self.note_missing(u64::MAX);
        Ok(self.found)
    }

    /// Takes the next message of the package; what was kept before it and did not come is missing.
    fn next(&mut self) -> Result<Option<SubmittedMessage>, SiftError> {
        let Some(submitted) = self.messages.next().transpose()? else { return Ok(None) };
        let position = submitted.message.position;
        if position <= self.last_position {
            let message = format!("position {position} comes after {}; they must rise", self.last_position);
            return Ok(refuse("package-order", message, REMEDY)?);
        }
        self.note_missing(position);
        self.last_position = position;
        Ok(Some(submitted))
    }

    /// Notes what was kept between the last message and this position.
    fn note_missing(&mut self, before: u64) {
        let first = self.last_position + 1;
        let ranges = self.receipt.kept.ranges();
        let start = ranges.partition_point(|&(_, to)| to < first);
        for &(from, to) in ranges.iter().skip(start).take_while(|&&(from, _)| from < before) {
            (from.max(first)..=to.min(before - 1)).for_each(|position| self.found.missing.push(position));
        }
    }

    /// Judges all messages of the package that lie at or before this message of the export.
    fn take(&mut self, original: &MessageRef<'_>) -> Result<(), SiftError> {
        loop {
            let place = match self.messages.peek() {
                Some(Ok(next)) => self.alignment.today(next.message.position),
                Some(Err(_)) => None,
                None => return Ok(()),
            };
            match place {
                // Its place in the export is still to come.
                Some((today, _)) if original.position < today => return Ok(()),
                Some((today, true)) if today == original.position => {
                    let Some(submitted) = self.next()? else { return Ok(()) };
                    self.judge(&submitted, original);
                }
                // The export no longer has this message as it was.
                _ => {
                    let Some(submitted) = self.next()? else { return Ok(()) };
                    self.judge_without_export(&submitted);
                }
            }
        }
    }

    fn judge(&mut self, submitted: &SubmittedMessage, original: &MessageRef<'_>) {
        let position = submitted.message.position;
        if !self.receipt.kept.contains(position) {
            return self.found.foreign.push(position);
        }
        self.canonical.clear();
        original.write_canonical(&mut self.canonical);
        match self.receipt.redaction(position) {
            None if self.is_unchanged(submitted, original.position) => self.found.unchanged.push(position),
            Some(redaction) if self.is_redacted(submitted, redaction, original) => {
                self.found.redacted.push(position)
            }
            _ => self.found.altered.push(position),
        }
    }

    fn is_unchanged(&self, submitted: &SubmittedMessage, today: u64) -> bool {
        let Ok(json) = serde_json::to_vec(&submitted.message) else { return false };
        // Where the export lost or gained messages, places differ and only the rest can be compared.
        let is_in_place = submitted.message.position == today;
        let (kept, original) = (json.as_slice(), self.canonical.as_slice());
        let is_equal =
            if is_in_place { kept == original } else { without_place(kept) == without_place(original) };
        is_equal && submitted.redactions.is_empty() && self.has_salt(submitted)
    }

    fn has_salt(&self, submitted: &SubmittedMessage) -> bool {
        let salt = hex::encode(self.salts.salt(submitted.message.position));
        submitted.binding == Binding::Salt(salt)
    }

    fn is_redacted(
        &self,
        submitted: &SubmittedMessage,
        redaction: &ReceiptRedaction,
        original: &MessageRef<'_>,
    ) -> bool {
        let position = submitted.message.position;
        let leaf = self.salts.leaf(position, &self.canonical);
        // The leaf holds the place too, so it can only be compared in place.
        let has_leaf = match &submitted.binding {
            Binding::Leaf(bound) => position != original.position || *bound == leaf.to_string(),
            Binding::Salt(_) => false,
        };
        has_leaf && equal_outside(submitted, redaction, &original.to_message())
    }

    /// Judges a message that the export no longer has as it was, by the 16 bits of the receipt.
    fn judge_without_export(&mut self, submitted: &SubmittedMessage) {
        let position = submitted.message.position;
        if !self.receipt.kept.contains(position) {
            return self.found.foreign.push(position);
        }
        self.found.by_trace_only.push(position);
        let json = serde_json::to_vec(&submitted.message).unwrap_or_default();
        let at = usize::try_from(position - 1).unwrap_or(usize::MAX).saturating_mul(2);
        let traced = self.receipt.trace.get(at..at.saturating_add(2));
        let agrees = traced == Some(self.tracer.tag(&json).as_slice()) && self.has_salt(submitted);
        if agrees && self.receipt.redaction(position).is_none() {
            self.found.unchanged.push(position);
        } else {
            self.found.altered.push(position);
        }
    }
}

/// Returns true when the kept message is the original but for what the receipt says was removed.
fn equal_outside(submitted: &SubmittedMessage, redaction: &ReceiptRedaction, original: &Message) -> bool {
    let kept = &submitted.message;
    let cuts = redaction.spans.iter().zip(&redaction.grounds).map(|(&(from, to), code)| Cut {
        span: Span { from, to },
        ground: Ground { code: code.clone(), label: String::new() },
    });
    let Ok(text) = redact_text(original.text.as_str(), &cuts.collect::<Vec<_>>()) else { return false };
    // The label of a ground is the body's own and may be worded anew; its code and its place may not.
    let marks = text.marks.iter().map(|mark| (mark.at, &mark.ground.code));
    text.text == kept.text
        && marks.eq(submitted.redactions.iter().map(|mark| (mark.at, &mark.ground.code)))
        && (kept.at, kept.precision, &kept.zone, &kept.sender, kept.kind, kept.edited)
            == (
                original.at,
                original.precision,
                &original.zone,
                &original.sender,
                original.kind,
                original.edited,
            )
        && kept.reactions == original.reactions
        && is_shorter(kept.raw.as_ref(), original.raw.as_ref())
        && (kept.location.is_none() || kept.location == original.location)
        && quotes_agree(kept, original)
        && attachments_agree(&kept.attachments, &original.attachments, redaction)
}

/// Returns true when a label is the original one, a redaction of it, or left out.
fn is_shorter(kept: Option<&Content>, original: Option<&Content>) -> bool {
    match (kept, original) {
        (None, _) => true,
        (Some(kept), Some(original)) => is_redaction_of(kept.as_str(), original.as_str()),
        (Some(_), None) => false,
    }
}

fn quotes_agree(kept: &Message, original: &Message) -> bool {
    match (&kept.quote, &original.quote) {
        (None, None) => true,
        (Some(kept), Some(original)) => {
            kept.position == original.position && is_shorter(kept.text.as_ref(), original.text.as_ref())
        }
        _ => false,
    }
}

fn attachments_agree(kept: &[Attachment], original: &[Attachment], redaction: &ReceiptRedaction) -> bool {
    kept.len() == original.len()
        && (0u64..).zip(kept.iter().zip(original)).all(|(i, (kept, original))| {
            let rewritten = redaction.files.iter().find(|file| file.attachment == i);
            let is_same_file = match rewritten {
                None => kept.sha256 == original.sha256 && kept.size_bytes == original.size_bytes,
                Some(file) => {
                    kept.sha256.as_ref() == Some(&file.kept_sha256)
                        && original.sha256.as_ref() == Some(&file.original_sha256)
                }
            };
            let has_same_name = match (&kept.name, &original.name) {
                (Some(kept), Some(original)) => is_redaction_of(kept.as_str(), original.as_str()),
                (kept, original) => kept == original,
            };
            is_same_file && has_same_name && kept.present == original.present
        })
}

impl Sink for Comparer<'_, '_, '_> {
    fn message(&mut self, message: &MessageRef<'_>) -> ControlFlow<()> {
        let taken = self.take(message);
        self.stop.on(taken)
    }

    fn progress(&mut self, done_bytes: u64, total_bytes: u64) -> ControlFlow<()> {
        (self.watch)(Progress { step: ProgressStep::Comparing, done_bytes, total_bytes })
    }
}
