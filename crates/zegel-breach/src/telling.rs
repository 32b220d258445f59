//! Telling the people concerned (requirement B5; GDPR art. 34): the text with its four items, the list of recipients, where each
//! letter stands, and mails that came back.
//!
//! Pure: bytes and facts go in, decisions and words come out. What stands here sends nothing and keeps nothing.

mod bounce;
mod letter;
mod recipients;
mod text;

pub use bounce::{BounceReport, Bounced, Bounces, MAX_BOUNCE_BYTES, MAX_BOUNCES, read_bounces};
pub use letter::{Answer as MailAnswer, LetterState, MAX_TRIES, Tally, Way};
pub use recipients::{
    BadLine, ListDefaults, ListRead, MAX_FIELD_CHARS, MAX_LIST_BYTES, MAX_RECIPIENTS, Recipient, kinds,
    read_list,
};
pub use text::{
    GENERAL, Gap, KIND_CODES, KindText, PARTS, Part, TellingFacts, TellingText, TellingWords, authority_name,
    closing, heading, kind_label, language_name, plain_text, propose, reference_label, salutation,
    written_date,
};
