//! What the caller may say about a file that the file does not say itself.

use jiff::civil::Date;
use zegel_model::{DateOrder, Route};

use crate::Limits;

/// The options of one reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Reads the file as this route, also where it is too short to be recognised.
    pub route: Option<Route>,
    /// The order of the date fields, where the user was asked.
    pub date_order: Option<DateOrder>,
    /// The zone of the phone, as an IANA name, where the user stated it; the file carries none.
    pub zone: Option<String>,
    /// The limits of this reading.
    pub limits: Limits,
    /// The day of reading, which tells times that cannot be; handed in, because nothing here reads a clock.
    pub today: Date,
    /// Whether the SHA-256 of each attachment is computed; without it the sizes are those of the zip's directory.
    pub hash_attachments: bool,
}

impl Options {
    /// Returns options that say nothing but the day of reading.
    pub fn new(today: Date) -> Self {
        Self {
            route: None,
            date_order: None,
            zone: None,
            limits: Limits::default(),
            today,
            hash_attachments: true,
        }
    }
}
