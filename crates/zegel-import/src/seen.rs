//! What a file is that is not a chat, so that the refusal can say it.

/// Returns what the first bytes show, where they show anything but text.
pub(crate) fn describe(head: &[u8]) -> Option<&'static str> {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"SQLite format 3\0", "a database (SQLite); such routes come later"),
        (b"%PDF-", "a PDF"),
        (b"\x89PNG", "a picture (PNG)"),
        (b"\xFF\xD8\xFF", "a picture (JPEG)"),
        (b"GIF8", "a picture (GIF)"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
        (b"Rar!", "a RAR archive"),
        (b"\xD0\xCF\x11\xE0", "an old Office document"),
        (b"\x7fELF", "a program"),
        (b"MZ", "a program"),
        (b"SBACKUP\x01", "a Signal backup; such routes come later"),
        (b"!BDN", "an Outlook file"),
        (b"bplist00", "an Apple property list"),
        (b"OggS", "a sound (Ogg)"),
        (b"RIFF", "a sound or a video (RIFF)"),
        (b"ID3", "a sound (MP3)"),
    ];
    if head.is_empty() {
        return Some("an empty file");
    }
    if let Some((_, what)) = KNOWN.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(what);
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Some("a video or a sound (MP4)");
    }
    None
}
