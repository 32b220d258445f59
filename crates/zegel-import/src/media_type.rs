//! What a file is, decided by its first bytes and never by its name.

/// How many bytes are looked at.
pub(crate) const SNIFF_BYTES: usize = 512;

/// A media type with the endings that fit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MediaType {
    pub(crate) name: &'static str,
    /// Endings that such a file may have; empty: any.
    endings: &'static [&'static str],
}

const ZIP_ENDINGS: &[&str] = &[
    "zip", "docx", "xlsx", "pptx", "docm", "xlsm", "odt", "ods", "odp", "epub", "apk", "jar", "pages",
    "numbers", "key", "kmz", "vsdx", "dotx", "xltx", "ppsx", "odg", "cbz", "wpk",
];
const MP4_ENDINGS: &[&str] = &["mp4", "m4a", "m4v", "mov", "3gp", "3g2", "heic", "heif", "avif", "aac"];

type Rule = (&'static [u8], MediaType);

const fn kind(name: &'static str, endings: &'static [&'static str]) -> MediaType {
    MediaType { name, endings }
}

const RULES: &[Rule] = &[
    (b"\xFF\xD8\xFF", kind("image/jpeg", &["jpg", "jpeg", "jpe", "jfif", "thumb"])),
    (b"\x89PNG\r\n\x1a\n", kind("image/png", &["png"])),
    (b"GIF8", kind("image/gif", &["gif"])),
    (b"%PDF-", kind("application/pdf", &["pdf", "ai"])),
    (b"OggS", kind("audio/ogg", &["opus", "ogg", "oga", "ogv"])),
    (b"PK\x03\x04", kind("application/zip", ZIP_ENDINGS)),
    (
        b"\xD0\xCF\x11\xE0",
        kind("application/x-ole-storage", &["doc", "xls", "ppt", "msg", "pps", "vsd", "mpp", "dot"]),
    ),
    (b"BEGIN:VCARD", kind("text/vcard", &["vcf", "vcard"])),
    (b"BEGIN:VCALENDAR", kind("text/calendar", &["ics"])),
    (b"#!AMR", kind("audio/amr", &["amr"])),
    (b"ID3", kind("audio/mpeg", &["mp3"])),
    (b"\xFF\xFB", kind("audio/mpeg", &["mp3"])),
    (b"\xFF\xF3", kind("audio/mpeg", &["mp3"])),
    (b"\xFF\xF1", kind("audio/aac", &["aac"])),
    (b"\xFF\xF9", kind("audio/aac", &["aac"])),
    (b"fLaC", kind("audio/flac", &["flac"])),
    (b"\x1A\x45\xDF\xA3", kind("video/x-matroska", &["mkv", "webm"])),
    (b"{\\rtf", kind("application/rtf", &["rtf", "doc"])),
    (b"7z\xBC\xAF\x27\x1C", kind("application/x-7z-compressed", &["7z"])),
    (b"Rar!", kind("application/vnd.rar", &["rar"])),
    (b"\x1f\x8b", kind("application/gzip", &["gz", "tgz"])),
    (b"II*\0", kind("image/tiff", &["tif", "tiff", "dng"])),
    (b"MM\0*", kind("image/tiff", &["tif", "tiff", "dng"])),
    (b"BM", kind("image/bmp", &["bmp"])),
    (b"MZ", kind("application/x-msdownload", &["exe", "dll", "msi"])),
    (b"\x7fELF", kind("application/x-elf", &["so", "bin"])),
];

/// Endings whose content begins with bytes that are in the rules: without them the name is wrong.
const WITH_MAGIC: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "webp", "pdf", "opus", "ogg", "mp4", "m4a", "mov", "3gp", "heic", "docx",
    "xlsx", "pptx", "odt", "ods", "zip", "vcf", "doc", "xls", "ppt",
];

impl MediaType {
    pub(crate) const UNKNOWN: Self = kind("application/octet-stream", &[]);
    const TEXT: Self = kind("text/plain", &[]);

    /// Returns true when a file of this type may have this name.
    pub(crate) fn fits(self, name: &str) -> bool {
        let Some((_, ending)) = name.rsplit_once('.') else { return true };
        let ending = ending.to_ascii_lowercase();
        if ending.is_empty() {
            return true;
        }
        match self.endings {
            [] => !WITH_MAGIC.contains(&ending.as_str()),
            endings => endings.contains(&ending.as_str()),
        }
    }
}

/// Returns what the first bytes are.
pub(crate) fn sniff(head: &[u8]) -> MediaType {
    if let Some((_, found)) = RULES.iter().find(|(magic, _)| head.starts_with(magic)) {
        return *found;
    }
    if head.get(4..8) == Some(b"ftyp") {
        return match head.get(8..12) {
            Some(b"M4A " | b"M4B ") => kind("audio/mp4", MP4_ENDINGS),
            Some(b"heic" | b"heix" | b"mif1" | b"msf1") => kind("image/heic", MP4_ENDINGS),
            Some(b"avif") => kind("image/avif", MP4_ENDINGS),
            Some(b"qt  ") => kind("video/quicktime", MP4_ENDINGS),
            _ => kind("video/mp4", MP4_ENDINGS),
        };
    }
    if head.starts_with(b"RIFF") {
        return match head.get(8..12) {
            Some(b"WEBP") => kind("image/webp", &["webp"]),
            Some(b"WAVE") => kind("audio/wav", &["wav"]),
            Some(b"AVI ") => kind("video/x-msvideo", &["avi"]),
            _ => MediaType::UNKNOWN,
        };
    }
    sniff_text(head)
}

fn sniff_text(head: &[u8]) -> MediaType {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The sample may end inside a character.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or("")
        }
        Err(_) => return MediaType::UNKNOWN,
    };
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).to_ascii_lowercase();
    if text.contains('\0') || start.is_empty() {
        return MediaType::UNKNOWN;
    }
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return kind("text/html", &["html", "htm", "xhtml", "mht"]);
    }
    if start.starts_with("<svg") || (start.starts_with("<?xml") && start.contains("<svg")) {
        return kind("image/svg+xml", &["svg"]);
    }
    if start.starts_with("<?xml") {
        return kind("application/xml", &["xml", "gpx", "kml", "svg", "html", "xhtml", "rss", "xsd", "xsl"]);
    }
    MediaType::TEXT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_decides_and_the_name_is_checked_against_it() {
        let jpeg = sniff(b"\xFF\xD8\xFF\xE0\0\x10JFIF");
        assert_eq!(jpeg.name, "image/jpeg");
        assert!(jpeg.fits("IMG-20220502-WA0003.jpg"));
        assert!(!jpeg.fits("bericht.pdf"));
        assert!(jpeg.fits("DOC-20220502-WA0006."));
        assert!(!sniff(b"<html><script>").fits("foto.jpg"));
        assert!(!sniff(b"\0\0\0\0").fits("foto.jpg"));
        assert!(sniff(b"PK\x03\x04").fits("Raadsbrief.docx"));
        assert!(sniff("gewone tekst".as_bytes()).fits("notitie.txt"));
        assert_eq!(sniff(b"RIFF\x24\0\0\0WEBPVP8 ").name, "image/webp");
    }
}
