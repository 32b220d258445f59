//! What a reading adds up to: counts, the period, the losses, and the proof that no byte is missing.

use jiff::civil::DateTime;
use zegel_model::{Conversation, Loss, LossCode};

/// The result of a reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The head of the conversation.
    pub conversation: Conversation,
    /// What the route and this export lack, in the order of the codes.
    pub losses: Vec<Loss>,
    /// Number of messages, system lines included.
    pub n_messages: u64,
    /// Number of messages without a sender.
    pub without_sender: u64,
    /// Number of pieces of text that belong to no message.
    pub n_not_understood: u64,
    /// Earliest time of a message.
    pub first_at: Option<DateTime>,
    /// Latest time of a message.
    pub last_at: Option<DateTime>,
    /// Bytes of the chat text as it lies in the source.
    pub bytes: u64,
    /// Number of files in the export beside the chat text.
    pub n_attachment_files: u64,
    /// What is damaged, where anything is; what could be read is complete up to there.
    pub damaged: Option<String>,
    /// Where every byte of the text went.
    pub accounting: Accounting,
}

/// Where every byte of the text went: each is in exactly one of the parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Accounting {
    /// Bytes of the chat text in the source.
    pub source_bytes: u64,
    /// Bytes of the same text as UTF-8, in which the other parts are counted.
    pub text_bytes: u64,
    /// Bytes of headers: marks, times and senders.
    pub header_bytes: u64,
    /// Bytes of bodies.
    pub body_bytes: u64,
    /// Bytes of the line ends that close messages.
    pub line_end_bytes: u64,
    /// Bytes of text that belongs to no message.
    pub not_understood_bytes: u64,
    /// Source bytes that are not valid in the character set and are shown as U+FFFD.
    pub invalid_bytes: u64,
}

impl Accounting {
    /// Returns true when the parts add up to the whole.
    pub fn balances(&self) -> bool {
        self.header_bytes + self.body_bytes + self.line_end_bytes + self.not_understood_bytes
            == self.text_bytes
    }
}

/// How often each loss was found.
#[derive(Debug, Clone)]
pub(crate) struct LossCounts([u64; LossCode::ALL.len()]);

impl Default for LossCounts {
    fn default() -> Self {
        Self([0; LossCode::ALL.len()])
    }
}

impl LossCounts {
    #[inline]
    pub(crate) fn add(&mut self, code: LossCode, n: u64) {
        self.0[code as usize] += n;
    }

    /// Returns what was found at least once, in the order of the codes.
    pub(crate) fn into_losses(self) -> Vec<Loss> {
        let found = LossCode::ALL.iter().zip(self.0).filter(|(_, count)| 0 < *count);
        found.map(|(code, count)| Loss { code: *code, count, detail: detail(*code).to_owned() }).collect()
    }
}

/// Returns what a finding means, as one English sentence.
fn detail(code: LossCode) -> &'static str {
    match code {
        LossCode::ScreenshotLimits => {
            "A screenshot shows what was on the screen: nothing above or below it, no numbers, no edits, no exact times."
        }
        LossCode::TypedText => "The text beside pictures was typed or checked by a person.",
        LossCode::RouteLimits => {
            "A text export never holds replies, reactions, forwards, receipts, earlier versions of an edit or the number behind a saved name."
        }
        LossCode::NoTimeZone => "The export names no time zone; the times are those of the phone.",
        LossCode::MinutePrecision => {
            "The times have minutes only; within a minute the order of the file is the only order."
        }
        LossCode::DateOrderAmbiguous => {
            "Nothing tells which field of the dates is the day; it must be asked."
        }
        LossCode::ExportCap => {
            "The number of messages is exactly the app's limit: the oldest are probably left out."
        }
        LossCode::StartMissing => {
            "The export does not begin with the notice of encryption: its start is probably missing."
        }
        LossCode::MediaOmitted => "Media were left out by the phone.",
        LossCode::AttachmentMissing => "Messages name files that are not in the export, or not whole.",
        LossCode::AttachmentUnreferenced => "The export holds files that no message names.",
        LossCode::AttachmentSerialGap => {
            "The serial numbers of the media skip messages that are not in the export."
        }
        LossCode::AttachmentTypeMismatch => "Files hold something else than their name says.",
        LossCode::DuplicateName => "Files share a name, or differ in case or normal form only; all are kept.",
        LossCode::UnsafeName => {
            "File names are unsafe as a path; they are kept as text, and the files under generated names."
        }
        LossCode::DisappearingOn => {
            "Disappearing messages were switched on; what had expired before the export is not in it."
        }
        LossCode::ChatPrivacyOn => "Advanced chat privacy was switched on; a next export will be refused.",
        LossCode::Deleted => "Deleted messages left a mark without their text.",
        LossCode::Edited => "Edited messages show their last text only.",
        LossCode::Waiting => "Messages had not been decrypted by the phone yet.",
        LossCode::ViewOnce => "Messages are empty or 'null', as view-once media are.",
        LossCode::PollVoters => "Polls show counts, not who voted for what.",
        LossCode::TimeGoesBack => {
            "Times go back by more than a day: late deliveries, or pasted pieces of another chat."
        }
        LossCode::RepeatedHour => {
            "Times lie in the hour that occurs twice when summer time ends; the file does not say which it is."
        }
        LossCode::ImplausibleTime => "Times lie before 2009 or after the day of reading.",
        LossCode::ImpossibleDate => {
            "Lines have the form of a header, but a date or time that does not exist; they are text of the message above."
        }
        LossCode::HeaderLookAlike => {
            "Lines look like a header of another export; they are text of the message above."
        }
        LossCode::NotUnderstood => "Lines belong to no message; they are kept as they are.",
        LossCode::InvalidBytes => "Bytes are not valid in the character set; they are shown as U+FFFD.",
        LossCode::OtherEncoding => "The text is not in UTF-8; another program has saved it.",
        LossCode::ControlCharacters => "The text holds control characters; they are kept.",
        LossCode::DeceptiveCharacters => "Names hold characters that make them look like other names.",
        LossCode::LimitReached => "Messages are longer than the limit and were read in pieces.",
        LossCode::Damaged => "The container is damaged; what could be read is here.",
        LossCode::OtherChats => "The container holds more chats; only one was read.",
    }
}
