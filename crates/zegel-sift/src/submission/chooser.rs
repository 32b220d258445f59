//! Decides about one message and writes its line: the same in both readings.

use std::ops::ControlFlow;

use zegel_import::{AttachmentRef, MessageRef};
use zegel_ledger::Hash;
use zegel_model::{Binding, Content, Message, SubmittedMessage};

use super::files::Files;
use crate::{
    Plan, Secret, SiftError,
    commitment::Salts,
    receipt::{ReceiptRedaction, RewrittenFile},
    redact::{MessageCuts, RedactedMessage, hidden_name, redact_message},
};

/// Lets a sink stop a reading and say why.
#[derive(Default)]
pub(crate) struct Stop(Option<SiftError>);

impl Stop {
    pub fn on(&mut self, result: Result<(), SiftError>) -> ControlFlow<()> {
        match result {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.0 = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    /// Returns our own reason, where we stopped the reading, instead of the reader's.
    pub fn reason<T>(self, result: Result<T, zegel_import::ReadError>) -> Result<T, SiftError> {
        match self.0 {
            Some(error) => Err(error),
            None => result.map_err(super::exporting),
        }
    }
}

/// Chooses and redacts, one message after the other.
pub(super) struct Chooser<'p> {
    plan: &'p Plan,
    pub files: &'p Files,
    salts: Salts,
    /// How often each text that is removed everywhere was found.
    pub n_hits: Vec<u64>,
}

/// A kept message that is not what it was.
pub(super) struct Altered {
    pub message: Message,
    pub redaction: ReceiptRedaction,
}

impl<'p> Chooser<'p> {
    pub fn new(plan: &'p Plan, files: &'p Files, secret: &Secret) -> Self {
        Self { plan, files, salts: Salts::new(secret), n_hits: vec![0; plan.everywhere.len()] }
    }

    /// Returns the leaf of a message.
    pub fn leaf(&self, position: u64, canonical: &[u8]) -> Hash {
        self.salts.leaf(position, canonical)
    }

    /// Writes the line of a kept message to `line`; returns what was altered in it, if anything.
    pub fn write_line(
        &mut self,
        message: &MessageRef<'_>,
        canonical: &[u8],
        line: &mut Vec<u8>,
    ) -> Result<Option<Altered>, SiftError> {
        line.clear();
        let Some((submitted, redaction)) = self.alter(message, canonical)? else {
            let salt = self.salts.salt(message.position);
            line.extend_from_slice(b"{\"message\":");
            line.extend_from_slice(canonical);
            line.extend_from_slice(b",\"salt\":\"");
            line.extend_from_slice(hex::encode(salt).as_bytes());
            line.extend_from_slice(b"\"}\n");
            return Ok(None);
        };
        serde_json::to_writer(&mut *line, &submitted).expect("writing into memory cannot fail");
        line.push(b'\n');
        Ok(Some(Altered { message: submitted.message, redaction }))
    }

    fn alter(
        &mut self,
        message: &MessageRef<'_>,
        canonical: &[u8],
    ) -> Result<Option<(SubmittedMessage, ReceiptRedaction)>, SiftError> {
        let cuts = self.cuts(message);
        let rewrites = message.attachments.iter().any(|file| self.rewritten(file).is_some());
        if cuts.is_empty() && !rewrites {
            return Ok(None);
        }
        let original = message.to_message();
        let redacted = redact_message(&original, cuts)?;
        if redacted.is_none() && !rewrites {
            return Ok(None);
        }
        let RedactedMessage { message: mut kept, marks, cuts } =
            redacted.unwrap_or(RedactedMessage { message: original, marks: Vec::new(), cuts: Vec::new() });
        let files = self.rewrite(&mut kept, message);
        let redaction = ReceiptRedaction {
            position: message.position,
            spans: cuts.iter().map(|cut| (cut.span.from, cut.span.to)).collect(),
            grounds: cuts.into_iter().map(|cut| cut.ground.code).collect(),
            files,
        };
        let leaf = self.leaf(message.position, canonical).to_string();
        Ok(Some((
            SubmittedMessage { message: kept, binding: Binding::Leaf(leaf), redactions: marks },
            redaction,
        )))
    }

    fn cuts(&mut self, message: &MessageRef<'_>) -> MessageCuts<'p> {
        let plan = self.plan;
        let mut cuts = MessageCuts {
            text: plan.spans.get(&message.position).cloned().unwrap_or_default(),
            ..MessageCuts::default()
        };
        for (rule, n_hits) in plan.everywhere.iter().zip(&mut self.n_hits) {
            let is_here =
                rule.positions.as_ref().is_none_or(|positions| positions.contains(message.position));
            if is_here && shows(message, &rule.pattern) {
                *n_hits += 1;
                cuts.everywhere.push((&rule.pattern, &rule.ground));
            }
        }
        for attachment in message.attachments {
            let rule =
                attachment.name.and_then(|name| self.files.rule(name)).and_then(|i| plan.attachments.get(i));
            let hidden = rule.and_then(|rule| Some((rule.hidden_name.as_ref()?, rule.ground.as_ref()?)));
            cuts.names.push(hidden.map(|_| hidden_name(&attachment.name.unwrap_or_default().into())));
            cuts.everywhere.extend(hidden);
        }
        cuts
    }

    fn rewritten(&self, attachment: &AttachmentRef<'_>) -> Option<&super::files::Rewritten> {
        self.files.rewritten.get(&attachment.index?)
    }

    /// Puts the new size and hash of files that are written anew into the message: those of the original would let
    /// anyone who tries what may have stood under a region find out whether it is right.
    fn rewrite(&self, kept: &mut Message, message: &MessageRef<'_>) -> Vec<RewrittenFile> {
        let mut files = Vec::new();
        for (i, (kept, original)) in kept.attachments.iter_mut().zip(message.attachments).enumerate() {
            if let Some(rewritten) = self.rewritten(original) {
                kept.size_bytes = Some(rewritten.size_bytes);
                kept.sha256 = Some(rewritten.sha256.clone());
                files.push(RewrittenFile {
                    attachment: i as u64,
                    original_sha256: rewritten.original_sha256.clone(),
                    kept_sha256: rewritten.sha256.clone(),
                });
            }
        }
        files
    }
}

/// Returns true when the pattern stands anywhere in what a kept message shows, but for its sender.
fn shows(message: &MessageRef<'_>, pattern: &crate::Pattern) -> bool {
    let places = message.location.map(|(latitude, longitude)| [latitude, longitude]);
    pattern.is_in(message.text)
        || message.raw.is_some_and(|raw| pattern.is_in(raw))
        || message.attachments.iter().any(|file| file.name.is_some_and(|name| pattern.is_in(name)))
        || places.iter().flatten().any(|degrees| pattern.is_in(degrees))
}

/// Returns the name of a file as the kept message shows it.
pub(super) fn kept_name(altered: Option<&Altered>, message: &MessageRef<'_>, i: usize) -> Option<Content> {
    match altered {
        Some(altered) => altered.message.attachments.get(i)?.name.clone(),
        None => message.attachments.get(i)?.name.map(Content::from),
    }
}
