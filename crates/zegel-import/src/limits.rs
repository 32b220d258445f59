//! Everything that a file from outside may ask of this machine, with a name and a number.

/// The limits of one reading. Each stops an attack or an accident that is named beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Members of a zip. A directory of millions of empty members costs memory before a byte is unpacked.
    pub max_entries: u64,
    /// Bytes of the directory of a zip, which is held in memory.
    pub max_directory_bytes: u64,
    /// Bytes of a member's name. Names go to screens and reports; a name of megabytes is no name.
    pub max_name_bytes: u64,
    /// Bytes of the chat text after unpacking. It is streamed, so this bounds time, not memory.
    pub max_text_bytes: u64,
    /// Bytes of one attachment after unpacking (WhatsApp sends at most 2 GB).
    pub max_attachment_bytes: u64,
    /// Bytes of all members together after unpacking: the classic bomb of many equal layers.
    pub max_total_bytes: u64,
    /// How many times larger an attachment may become by unpacking. Media hardly compress; a file of zeros
    /// becomes 1,000 times larger. Only looked at above [`Self::ratio_from_bytes`].
    pub max_ratio: u64,
    /// Attachments that stay below this size may have any ratio: a small empty table is no bomb.
    pub ratio_from_bytes: u64,
    /// Bytes of one message. What is longer is read in pieces, so that one line cannot fill the memory.
    pub max_message_bytes: u64,
    /// Different senders that are counted; a file with more is read, but its list of participants is cut.
    pub max_participants: u64,
    /// Attachment names that are remembered to find missing files and gaps; above it they are only counted.
    pub max_remembered_names: u64,
    /// Bytes of places of messages that are kept between the two readings, so that the second need not look for them;
    /// a text with more messages is searched twice, so that memory does not grow with the file.
    pub max_places_bytes: u64,
    /// Bytes that are asked of the source at once.
    pub chunk_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1 << 20;
        const GIB: u64 = 1 << 30;
        Self {
            max_entries: 100_000,
            max_directory_bytes: 64 * MIB,
            max_name_bytes: 4096,
            max_text_bytes: 16 * GIB,
            max_attachment_bytes: 4 * GIB,
            max_total_bytes: 64 * GIB,
            max_ratio: 200,
            ratio_from_bytes: 16 * MIB,
            max_message_bytes: 16 * MIB,
            max_participants: 20_000,
            max_remembered_names: 100_000,
            max_places_bytes: 8 * MIB,
            chunk_bytes: 64 * 1024,
        }
    }
}

/// Which of the [`Limits`] was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LimitKind {
    /// Too many members in a zip.
    Entries,
    /// The directory of a zip is too large.
    DirectoryBytes,
    /// A member's name is too long.
    NameBytes,
    /// The chat text is too long.
    TextBytes,
    /// An attachment is too large.
    AttachmentBytes,
    /// All members together are too large.
    TotalBytes,
    /// A member becomes too many times larger by unpacking.
    Ratio,
    /// A member holds more bytes than its header says.
    DeclaredSize,
}

impl LimitKind {
    /// Returns the stable name, as in messages and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entries => "max_entries",
            Self::DirectoryBytes => "max_directory_bytes",
            Self::NameBytes => "max_name_bytes",
            Self::TextBytes => "max_text_bytes",
            Self::AttachmentBytes => "max_attachment_bytes",
            Self::TotalBytes => "max_total_bytes",
            Self::Ratio => "max_ratio",
            Self::DeclaredSize => "declared_size",
        }
    }
}
