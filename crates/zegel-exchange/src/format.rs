//! Which version of a format a picture is, from its first bytes: a PRONOM code names a version.
//!
//! Only formats that say it in their head are told apart; nothing is decoded. What is not sure gets no code.

/// Returns the code of the format in `zegel-law`, from the media type and at least the first 32 bytes.
pub fn format_code(media_type: &str, head: &[u8]) -> Option<&'static str> {
    let part = |from: usize, to: usize| head.get(from..to);
    match media_type {
        // JFIF: after the marker APP0 and its length stand "JFIF\0" and the version.
        "image/jpeg" if part(0, 4)? == [0xFF, 0xD8, 0xFF, 0xE0] && part(6, 11)? == b"JFIF\0" => {
            match part(11, 13)? {
                [1, 0] => Some("jpeg-1.00"),
                [1, 1] => Some("jpeg-1.01"),
                [1, 2] => Some("jpeg-1.02"),
                _ => None,
            }
        }
        "image/gif" => match part(0, 6)? {
            b"GIF87a" => Some("gif-87a"),
            b"GIF89a" => Some("gif-89a"),
            _ => None,
        },
        "image/webp" if part(0, 4)? == b"RIFF" && part(8, 12)? == b"WEBP" => match part(12, 16)? {
            b"VP8 " => Some("webp-lossy"),
            b"VP8L" => Some("webp-lossless"),
            b"VP8X" => Some("webp-extended"),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::format_code;

    #[test]
    fn the_version_of_a_picture_is_read_from_its_head() {
        assert_eq!(format_code("image/jpeg", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0"), Some("jpeg-1.01"));
        // A camera writes Exif instead, whose version this does not tell.
        assert_eq!(format_code("image/jpeg", b"\xFF\xD8\xFF\xE1\0\x10Exif\0\0MM\0*"), None);
        assert_eq!(format_code("image/gif", b"GIF89a...."), Some("gif-89a"));
        assert_eq!(format_code("image/webp", b"RIFF\0\0\0\0WEBPVP8L"), Some("webp-lossless"));
        for head in [&b""[..], b"GIF", b"RIFF\0\0\0\0WEBP"] {
            assert_eq!(format_code("image/webp", head), None);
            assert_eq!(format_code("image/jpeg", head), None);
        }
    }

    #[test]
    fn every_code_is_one_of_the_law() {
        let law = zegel_law::Law::built_in();
        for code in [
            "jpeg-1.00",
            "jpeg-1.01",
            "jpeg-1.02",
            "gif-87a",
            "gif-89a",
            "webp-lossy",
            "webp-lossless",
            "webp-extended",
        ] {
            assert!(law.file_format(code).is_some_and(|format| format.puid.is_some()), "{code}");
        }
    }
}
