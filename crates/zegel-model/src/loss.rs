//! What a capture cannot contain, or visibly does not (requirement C6).

use serde::{Deserialize, Serialize};

/// One finding of the loss report. It holds codes and counts, never content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    /// What was found.
    pub code: LossCode,
    /// How often.
    pub count: u64,
    /// One English sentence for a person, without personal content.
    pub detail: String,
}

macro_rules! loss_codes {
    ($($(#[$doc:meta])* $variant:ident => $code:literal),+ $(,)?) => {
        /// The stable codes of the loss report.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum LossCode { $($(#[$doc])* #[serde(rename = $code)] $variant),+ }
        impl LossCode {
            /// All codes, in the order of the report.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            /// Returns the code as it is written in files.
            pub fn code(self) -> &'static str { match self { $(Self::$variant => $code),+ } }
        }
    };
}

// A macro, because the code of a variant is needed both by serde and by people who print it.
loss_codes! {
    /// The route never carries replies, reactions, forwards, receipts or earlier versions.
    RouteLimits => "route_limits",
    /// The route carries no time zone; times are those of the phone.
    NoTimeZone => "no_time_zone",
    /// The route carries minutes, not seconds.
    MinutePrecision => "minute_precision",
    /// Day and month cannot be told apart; the user must be asked.
    DateOrderAmbiguous => "date_order_ambiguous",
    /// The number of messages equals an export cap: the oldest are probably missing.
    ExportCap => "export_cap",
    /// The first line is not the encryption notice: the start is probably missing.
    StartMissing => "start_missing",
    /// Media left out by the phone ("omitted").
    MediaOmitted => "media_omitted",
    /// A marker names a file that is not in the export.
    AttachmentMissing => "attachment_missing",
    /// A file in the export that no message names.
    AttachmentUnreferenced => "attachment_unreferenced",
    /// Gaps in the serial numbers of iOS media.
    AttachmentSerialGap => "attachment_serial_gap",
    /// A file whose content is not what its name says.
    AttachmentTypeMismatch => "attachment_type_mismatch",
    /// Two files with one name (or names equal but for case or normal form).
    DuplicateName => "duplicate_name",
    /// A file name that was unsafe as a path; kept as text, stored under a generated name.
    UnsafeName => "unsafe_name",
    /// Disappearing messages were switched on: what expired before the export is gone.
    DisappearingOn => "disappearing_on",
    /// Advanced chat privacy was switched on: a next export will be refused.
    ChatPrivacyOn => "chat_privacy_on",
    /// Deleted messages: a mark without the text.
    Deleted => "deleted",
    /// Edited messages: the earlier text is not there.
    Edited => "edited",
    /// Messages that the phone had not decrypted yet.
    Waiting => "waiting",
    /// View-once messages, or messages that look like them (`null`, an empty body).
    ViewOnce => "view_once",
    /// Polls whose voters are not in the export.
    PollVoters => "poll_voters",
    /// Messages whose time lies before that of the message above by more than a day.
    TimeGoesBack => "time_goes_back",
    /// Local times that occur twice in the night that summer time ends.
    RepeatedHour => "repeated_hour",
    /// Times before 2009 or after the day of reading.
    ImplausibleTime => "implausible_time",
    /// Lines in the shape of a header whose date does not exist; kept as text of the message above.
    ImpossibleDate => "impossible_date",
    /// Lines inside messages that look like headers (quotes, pasted logs).
    HeaderLookAlike => "header_look_alike",
    /// Lines that belong to no message, kept as "not understood".
    NotUnderstood => "not_understood",
    /// Bytes that are not valid in the character set; replaced where shown, kept in the source.
    InvalidBytes => "invalid_bytes",
    /// The character set is not UTF-8.
    OtherEncoding => "other_encoding",
    /// NUL or other control characters inside texts.
    ControlCharacters => "control_characters",
    /// Bidirectional overrides or zero-width characters in names.
    DeceptiveCharacters => "deceptive_characters",
    /// A line or message above the named limit, read in pieces.
    LimitReached => "limit_reached",
    /// The container is damaged; what could be read is here.
    Damaged => "damaged",
    /// Several chats lie in one container; only the named one was read.
    OtherChats => "other_chats",
    /// A screenshot shows what was on the screen and nothing around it.
    ScreenshotLimits => "screenshot_limits",
    /// The text beside pictures was typed or checked by a person.
    TypedText => "typed_text",
}
