//! The attachments of an export: real files, small, drawn or written from a seed.
//!
//! Pictures open in any viewer, the voice note plays (silence), the PDF and the card open. Nothing is read
//! from disk.

mod document;
mod lettering;
mod picture;
mod voice;

pub use document::{card, document};
pub use picture::{plan, site_photo, whiteboard};
pub use voice::voice_note;

/// What an attachment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// A photograph of the works, JPEG.
    SitePhoto,
    /// A photograph of a whiteboard with writing on it, JPEG.
    Whiteboard,
    /// A plan of the square with a legend, PNG, sent as a document.
    Plan,
    /// A paper of one page, PDF.
    Document,
    /// A voice note, Ogg Opus.
    Voice,
    /// A contact card, vCard 3.0.
    Card,
    /// A film: always left out by our phones.
    Video,
    /// A sticker: always left out by our phones.
    Sticker,
}

impl MediaKind {
    /// The start of a file name on Android.
    pub(crate) fn android(self) -> &'static str {
        match self {
            Self::SitePhoto | Self::Whiteboard | Self::Plan => "IMG",
            Self::Document | Self::Card => "DOC",
            Self::Voice => "PTT",
            Self::Video => "VID",
            Self::Sticker => "STK",
        }
    }

    /// The middle of a file name on an iPhone.
    pub(crate) fn ios(self) -> &'static str {
        match self {
            Self::SitePhoto | Self::Whiteboard | Self::Plan => "PHOTO",
            Self::Document | Self::Card => "DOCUMENT",
            Self::Voice => "AUDIO",
            Self::Video => "VIDEO",
            Self::Sticker => "STICKER",
        }
    }

    /// The extension of a file name.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::SitePhoto | Self::Whiteboard => "jpg",
            Self::Plan => "png",
            Self::Document => "pdf",
            Self::Voice => "opus",
            Self::Card => "vcf",
            Self::Video => "mp4",
            Self::Sticker => "webp",
        }
    }
}

/// Makes the bytes of an attachment; empty for the two kinds that are never in an export.
pub fn bytes(kind: MediaKind, seed: u64) -> Vec<u8> {
    match kind {
        MediaKind::SitePhoto => site_photo(seed),
        MediaKind::Whiteboard => whiteboard(seed),
        MediaKind::Plan => plan(seed),
        MediaKind::Document => document(seed),
        MediaKind::Voice => voice_note(seed),
        MediaKind::Card => card(seed),
        MediaKind::Video | MediaKind::Sticker => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_open_and_differ_by_seed() {
        for draw in [site_photo, whiteboard, plan] {
            let picture = draw(3);
            let opened = image::load_from_memory(&picture).unwrap();
            assert!(200 < opened.width() && 150 < opened.height());
            assert_eq!(picture, draw(3));
            assert_ne!(picture, draw(4));
        }
    }

    #[test]
    fn files_are_what_their_first_bytes_say() {
        assert!(bytes(MediaKind::SitePhoto, 1).starts_with(b"\xff\xd8\xff"));
        assert!(bytes(MediaKind::Plan, 1).starts_with(b"\x89PNG"));
        assert!(bytes(MediaKind::Document, 1).starts_with(b"%PDF-1.4"));
        assert!(bytes(MediaKind::Document, 1).ends_with(b"%%EOF\n"));
        assert!(bytes(MediaKind::Voice, 1).starts_with(b"OggS"));
        assert!(bytes(MediaKind::Card, 1).starts_with(b"BEGIN:VCARD\r\n"));
    }
}
