//! What a file is, decided by its first bytes and never by its name: a polyglot or a renamed program must not pass as a picture. It
//! names what chats carry; everything else is `application/octet-stream`.

/// How many first bytes are looked at.
pub const HEAD_BYTES: usize = 512;

/// Returns the media type of a file that begins with `head`.
pub fn media_type(head: &[u8]) -> &'static str {
    sniff(head).name
}

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

const MATROSKA_ENDINGS: &[&str] = &["mkv", "webm"];
const XML_ENDINGS: &[&str] = &["xml", "gpx", "kml", "svg", "html", "xhtml", "rss", "xsd", "xsl"];

type Rule = (&'static [u8], MediaType);

const fn kind(name: &'static str, endings: &'static [&'static str]) -> MediaType {
    MediaType { name, endings }
}

const RULES: &[Rule] = &[
    (b"\xFF\xD8\xFF", kind("image/jpeg", &["jpg", "jpeg", "jpe", "jfif", "thumb"])),
    (b"\x89PNG\r\n\x1a\n", kind("image/png", &["png"])),
    (b"GIF87a", kind("image/gif", &["gif"])),
    (b"GIF89a", kind("image/gif", &["gif"])),
    (b"%PDF-", kind("application/pdf", &["pdf", "ai"])),
    (b"OggS", kind("audio/ogg", &["opus", "ogg", "oga", "ogv"])),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
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
    let at = |from: usize| head.get(from..from + 4).unwrap_or_default();
    match (at(0), at(4), at(8)) {
        (b"PK\x03\x04", ..) => sniff_zip(head),
        (_, b"ftyp", brand) => sniff_iso_media(brand),
        (b"RIFF", _, b"WEBP") => kind("image/webp", &["webp"]),
        (b"RIFF", _, b"WAVE") => kind("audio/wav", &["wav"]),
        (b"RIFF", _, b"AVI ") => kind("video/x-msvideo", &["avi"]),
        (b"\x1A\x45\xDF\xA3", ..) if has(head, b"webm") => kind("video/webm", MATROSKA_ENDINGS),
        (b"\x1A\x45\xDF\xA3", ..) => kind("video/x-matroska", MATROSKA_ENDINGS),
        _ => sniff_text(head),
    }
}

fn has(head: &[u8], part: &[u8]) -> bool {
    head.windows(part.len()).any(|window| window == part)
}

/// ISO base media files tell their kind in the brand (ISO/IEC 14496-12).
fn sniff_iso_media(brand: &[u8]) -> MediaType {
    match brand {
        b"M4A " | b"M4B " => kind("audio/mp4", MP4_ENDINGS),
        b"heic" | b"heix" | b"heim" | b"heis" | b"mif1" | b"msf1" => kind("image/heic", MP4_ENDINGS),
        b"avif" => kind("image/avif", MP4_ENDINGS),
        b"qt  " => kind("video/quicktime", MP4_ENDINGS),
        [b'3', b'g', ..] => kind("video/3gpp", MP4_ENDINGS),
        _ => kind("video/mp4", MP4_ENDINGS),
    }
}

/// Office documents are zip files whose first entries tell the kind.
fn sniff_zip(head: &[u8]) -> MediaType {
    let name = match () {
        () if has(head, b"word/") => {
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        }
        () if has(head, b"xl/") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        () if has(head, b"ppt/") => {
            "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        }
        () if has(head, b"application/vnd.oasis.opendocument.text") => {
            "application/vnd.oasis.opendocument.text"
        }
        () => "application/zip",
    };
    kind(name, ZIP_ENDINGS)
}

/// Text that a browser would run is told apart from text that it would show.
fn sniff_text(head: &[u8]) -> MediaType {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The head may end inside a character.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return MediaType::UNKNOWN,
    };
    let is_binary = text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'));
    let start = text.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    match start.as_str() {
        "" => MediaType::UNKNOWN,
        _ if is_binary => MediaType::UNKNOWN,
        start if start.starts_with("<!doctype html") || start.starts_with("<html") => {
            kind("text/html", &["html", "htm", "xhtml", "mht"])
        }
        start if start.starts_with('<') && start.contains("<svg") => kind("image/svg+xml", &["svg"]),
        start if start.starts_with("<?xml") => kind("application/xml", XML_ENDINGS),
        _ => MediaType::TEXT,
    }
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

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let cases: [(&[u8], &str); 16] = [
            (b"\n<HTML><script>", "text/html"),
            (b"<?xml version='1.0'?><!-- x --><svg onload=", "image/svg+xml"),
            (b"<?xml version='1.0'?><gpx>", "application/xml"),
            (b"\xff\xd8\xff\xe0", "image/jpeg"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
            (b"\0\0\0\x18ftypmp42", "video/mp4"),
            (b"\0\0\0\x18ftypheic", "image/heic"),
            (b"\0\0\0\x18ftyp3gp5", "video/3gpp"),
            (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", "video/webm"),
            (
                b"PK\x03\x04....word/document.xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            ("Notulen van é".as_bytes(), "text/plain"),
            (b"tekst\x01", "application/octet-stream"),
            (&"é".as_bytes()[..1], "application/octet-stream"),
            (b"MZ\x90\0", "application/x-msdownload"),
            (b"ftyp", "text/plain"),
            (b"", "application/octet-stream"),
        ];
        for (head, expected) in cases {
            assert_eq!(media_type(head), expected);
        }
    }
}
