//! A note of the substance where no message can be captured any more (requirement C8).
//!
//! It is a submission of one message that its author writes now. It pretends nothing: the route says `note`, the
//! time is that of writing, and the loss report says that no message stands behind it.

use std::io::Write;

use jiff::tz::TimeZone;
use zegel_ledger::SubsetProver;
use zegel_model::{
    Binding, Commitment, Content, DateOrder, DateOrderCertainty, Kind, Loss, LossCode, Message, Moment,
    Participant, Platform, Precision, Refusal, Regime, Route, SubmissionManifest, SubmittedMessage,
};

use super::{Made, Order, SUBMISSION_FORMAT, SUBMISSION_VERSION, Summary, write};
use crate::{
    COMMITMENT_ALGORITHM, Positions, SiftError,
    commitment::{Salts, Tracer, leaf},
    error::{io, refuse},
    open::write_line,
    receipt::{Receipt, ReceiptParts},
};

/// A longer note is refused; it is a note of the substance, not an annex.
pub const MAX_NOTE_CHARS: usize = 100_000;

/// What a person writes down.
#[derive(Debug, Clone)]
pub struct Note {
    /// The name under which the author appears.
    pub author: Content,
    /// What the note is about, as the title of the record.
    pub title: Option<Content>,
    /// The note.
    pub text: Content,
    /// The zone of the author's clock, as it shows the time of the note.
    pub zone: TimeZone,
    /// The regime under which it is kept.
    pub regime: Regime,
}

/// Makes a submission of a note and writes the sealed package to `out`.
///
/// # Errors
/// `empty-note`, `note-too-long`, or a fault while writing.
pub fn note_submission(note: &Note, order: Order<'_>, out: &mut dyn Write) -> Result<Made, SiftError> {
    check(note)?;
    let message = message(note, &order);
    let canonical = serde_json::to_vec(&message).expect("a message has only names as keys");
    let salt = Salts::new(&order.secret).salt(1);
    let mut prover = SubsetProver::new();
    prover.chosen(leaf(&salt, &canonical), |_| ());
    let root = prover.finish(|_| ()).root.to_string();
    let at = message.at.to_string();
    let submitted =
        SubmittedMessage { message, binding: Binding::Salt(hex::encode(salt)), redactions: Vec::new() };
    let manifest = manifest(
        note,
        &order,
        Commitment {
            algorithm: COMMITMENT_ALGORITHM.into(),
            root,
            n_messages: 1,
            n_kept: 1,
            first_at: at.clone(),
            last_at: at,
        },
    );

    let mut line = Vec::new();
    write_line(&submitted, &mut line);
    let mut tar = write::begin(&manifest, &[], order.recipient, out)?;
    tar.begin(write::MESSAGES, line.len() as u64).map_err(io(write::DOING))?;
    tar.write_all(&line).map_err(io(write::DOING))?;
    write::end(tar)?;

    let summary = Summary { n_messages: 1, n_kept: 1, ..Summary::default() };
    let parts = ReceiptParts {
        trace: Tracer::new(&order.secret).tag(&canonical).to_vec(),
        suggested: None,
        secret: order.secret,
        archive: order.archive,
        recipient: order.recipient,
        kept: Positions::from_iter([1]),
        redactions: Vec::new(),
        sources: Vec::new(),
    };
    let receipt = Receipt::new(&manifest, parts);
    Ok(Made { manifest, receipt, summary })
}

fn check(note: &Note) -> Result<(), Refusal> {
    let n_chars = note.text.as_str().chars().count();
    if note.text.as_str().trim().is_empty() || note.author.as_str().trim().is_empty() {
        return refuse(
            "empty-note",
            "a note without text or author",
            "write what was agreed, with whom and when",
        );
    }
    if MAX_NOTE_CHARS < n_chars {
        let message = format!("a note of {n_chars} characters, more than {MAX_NOTE_CHARS}");
        return refuse(
            "note-too-long",
            message,
            "keep it to the substance and hand the rest in as a document",
        );
    }
    Ok(())
}

fn message(note: &Note, order: &Order<'_>) -> Message {
    let now = note.zone.to_datetime(order.now);
    let at = now.date().at(now.hour(), now.minute(), now.second(), 0);
    Message {
        position: 1,
        line: 1,
        at: Moment(at),
        precision: Precision::Second,
        zone: note.zone.iana_name().map(str::to_owned),
        sender: Some(note.author.clone()),
        kind: Kind::Text,
        text: note.text.clone(),
        attachments: Vec::new(),
        edited: false,
        raw: None,
        location: None,
        quote: None,
        reactions: Vec::new(),
    }
}

fn manifest(note: &Note, order: &Order<'_>, commitment: Commitment) -> SubmissionManifest {
    SubmissionManifest {
        format: SUBMISSION_FORMAT.into(),
        version: SUBMISSION_VERSION,
        id: order.id,
        made_at: order.now,
        owner: order.owner.clone(),
        route: Route::Note,
        platform: Platform::None,
        reader: None,
        title: note.title.clone(),
        participants: vec![Participant {
            name: note.author.clone(),
            n_messages: 1,
            name_source: "owner".into(),
        }],
        date_order: DateOrder::Ymd,
        date_order_certainty: DateOrderCertainty::Certain,
        date_order_reason: "the time was taken from the clock when the note was made".into(),
        zone: note.zone.iana_name().map(str::to_owned),
        regime: note.regime.clone(),
        not_kept_ground: None,
        commitment,
        loss: vec![Loss {
            code: LossCode::RouteLimits,
            count: 1,
            detail: "A note written from memory: no message was captured.".into(),
        }],
        files: Vec::new(),
        copies: Vec::new(),
        suggestions: None,
        notice: None,
    }
}

#[cfg(test)]
mod tests;
