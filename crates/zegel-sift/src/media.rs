//! Tells what a file is by its first bytes, never by its name (a polyglot or a renamed program must not pass as a
//! picture). It names what chats carry; everything else is `application/octet-stream`.

/// What cannot be told.
pub(crate) const UNKNOWN: &str = "application/octet-stream";

/// So many first bytes are enough.
pub const HEAD_BYTES: usize = 512;

/// Returns the media type of a file that begins with `head`.
pub fn media_type(head: &[u8]) -> &'static str {
    let at = |from: usize, part: &[u8]| head.get(from..).is_some_and(|rest| rest.starts_with(part));
    match head {
        _ if at(0, b"\xff\xd8\xff") => "image/jpeg",
        _ if at(0, b"\x89PNG\r\n\x1a\n") => "image/png",
        _ if at(0, b"GIF87a") || at(0, b"GIF89a") => "image/gif",
        _ if at(0, b"RIFF") && at(8, b"WEBP") => "image/webp",
        _ if at(0, b"RIFF") && at(8, b"WAVE") => "audio/wav",
        _ if at(0, b"RIFF") && at(8, b"AVI ") => "video/x-msvideo",
        _ if at(4, b"ftyp") => iso_media(head.get(8..12).unwrap_or_default()),
        _ if at(0, b"OggS") => "audio/ogg",
        _ if at(0, b"#!AMR") => "audio/amr",
        _ if at(0, b"ID3") || at(0, b"\xff\xfb") || at(0, b"\xff\xf3") => "audio/mpeg",
        _ if at(0, b"\xff\xf1") || at(0, b"\xff\xf9") => "audio/aac",
        _ if at(0, b"\x1a\x45\xdf\xa3") => "video/webm",
        _ if at(0, b"%PDF-") => "application/pdf",
        _ if at(0, b"PK\x03\x04") => zip_media(head),
        _ if at(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") => "application/x-ole-storage",
        _ if at(0, b"BEGIN:VCARD") => "text/vcard",
        _ if at(0, b"BEGIN:VCALENDAR") => "text/calendar",
        _ if at(0, b"II*\0") || at(0, b"MM\0*") => "image/tiff",
        _ if at(0, b"fLaC") => "audio/flac",
        _ if at(0, b"{\\rtf") => "application/rtf",
        _ => text_media(head),
    }
}

/// ISO base media files tell their kind in the brand (ISO/IEC 14496-12).
fn iso_media(brand: &[u8]) -> &'static str {
    match brand {
        b"heic" | b"heix" | b"heim" | b"heis" | b"mif1" => "image/heic",
        b"avif" => "image/avif",
        b"M4A " | b"M4B " => "audio/mp4",
        b"qt  " => "video/quicktime",
        [b'3', b'g', ..] => "video/3gpp",
        _ => "video/mp4",
    }
}

/// Office documents are zip files whose first entry tells the kind.
fn zip_media(head: &[u8]) -> &'static str {
    let has = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    match () {
        () if has(b"word/") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        () if has(b"xl/") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        () if has(b"ppt/") => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        () if has(b"application/vnd.oasis.opendocument.text") => "application/vnd.oasis.opendocument.text",
        () => "application/zip",
    }
}

/// Text that a browser would run is told apart from text that it would show.
fn text_media(head: &[u8]) -> &'static str {
    // A character may be cut in two at the end of the head.
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(head.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default()
        }
        Err(_) => return UNKNOWN,
    };
    let is_binary = text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'));
    let start = text.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    match start.as_str() {
        _ if is_binary => UNKNOWN,
        "" => UNKNOWN,
        start if start.starts_with("<!doctype html") || start.starts_with("<html") => "text/html",
        start if start.starts_with('<') && start.contains("<svg") => "image/svg+xml",
        start if start.starts_with("<?xml") => "application/xml",
        _ => "text/plain",
    }
}

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let cases: [(&[u8], &str); 12] = [
            (b"\n<HTML><script>", "text/html"),
            (b"<?xml version='1.0'?><!-- x --><svg onload=", "image/svg+xml"),
            (b"<?xml version='1.0'?><gpx>", "application/xml"),
            (b"\xff\xd8\xff\xe0", "image/jpeg"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
            (b"\0\0\0\x18ftypmp42", "video/mp4"),
            (b"\0\0\0\x18ftypheic", "image/heic"),
            (
                b"PK\x03\x04....word/document.xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            ("Notulen van é".as_bytes(), "text/plain"),
            (&"é".as_bytes()[..1], "application/octet-stream"),
            (b"MZ\x90\0", "application/octet-stream"),
            (b"", "application/octet-stream"),
        ];
        for (head, expected) in cases {
            assert_eq!(media_type(head), expected);
        }
    }
}
