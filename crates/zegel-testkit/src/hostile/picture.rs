//! Pictures that attack or betray.

use super::archive::deflated_zeros;

/// A grey PNG of `side` × `side` pixels that is one mebibyte packed for every thousand unpacked: 65,500 asks a
/// careless reader for 4.3 GB.
///
/// The header and the first rows are valid; the data ends early, after 512 MiB at most, because a reader that
/// got that far has lost already.
pub fn png_bomb(side: u32) -> Vec<u8> {
    let n_bytes = u64::from(side) * (u64::from(side) + 1);
    let n_mib = n_bytes.div_ceil(1 << 20).min(512) as u32;
    let (deflated, _) = deflated_zeros(n_mib);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = [side.to_be_bytes(), side.to_be_bytes()].concat();
    header.extend_from_slice(&[8, 0, 0, 0, 0]);
    push_chunk(&mut png, *b"IHDR", &header);
    let mut data = vec![0x78, 0x01];
    data.extend_from_slice(&deflated);
    // Adler-32 of zeros: the first sum stays 1, the second counts the bytes.
    let adler = ((u64::from(n_mib) << 20) % 65_521) << 16 | 1;
    data.extend_from_slice(&(adler as u32).to_be_bytes());
    push_chunk(&mut png, *b"IDAT", &data);
    push_chunk(&mut png, *b"IEND", &[]);
    png
}

/// A small plan with a text chunk that holds `canary`, as some programs write the name of the author.
pub fn png_with_text(canary: &str) -> Vec<u8> {
    let plain = crate::media::plan(1);
    // The signature and the header chunk come first (PNG 3rd edition §5.6): 8 + 25 bytes.
    let (head, tail) = plain.split_at(33);
    let mut png = head.to_vec();
    push_chunk(&mut png, *b"tEXt", &[b"Author\0", canary.as_bytes()].concat());
    png.extend_from_slice(tail);
    png
}

fn push_chunk(png: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    png.extend_from_slice(&(data.len() as u32).to_be_bytes());
    let body = [&kind[..], data].concat();
    png.extend_from_slice(&body);
    png.extend_from_slice(&crc32fast::hash(&body).to_be_bytes());
}

/// A photograph with Exif: a position on earth, and `canary` as the name of the artist.
pub fn jpeg_with_position(canary: &str) -> Vec<u8> {
    let plain = crate::media::site_photo(1);
    let exif = exif(canary);
    let mut jpeg = plain[..2].to_vec();
    jpeg.extend_from_slice(&[0xff, 0xe1]);
    jpeg.extend_from_slice(&(exif.len() as u16 + 2).to_be_bytes());
    jpeg.extend_from_slice(&exif);
    jpeg.extend_from_slice(&plain[2..]);
    jpeg
}

/// An Exif segment (CIPA DC-008): one directory with the artist, one with a latitude and a longitude.
fn exif(canary: &str) -> Vec<u8> {
    let artist = [canary.as_bytes(), b"\0"].concat();
    // TIFF header 8, first directory 2 + 2 × 12 + 4, then the position directory 2 + 4 × 12 + 4, then values.
    let position_at = 8 + 30;
    let values_at = position_at + 54;
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    let degrees_at = values_at + artist.len() as u32;
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    tiff.extend(entry(0x013b, 2, artist.len() as u32, values_at.to_be_bytes()));
    tiff.extend(entry(0x8825, 4, 1, position_at.to_be_bytes()));
    tiff.extend_from_slice(&[0, 0, 0, 0, 0, 4]);
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, 5, 3, degrees_at.to_be_bytes()));
    tiff.extend(entry(3, 2, 2, *b"E\0\0\0"));
    tiff.extend(entry(4, 5, 3, (degrees_at + 24).to_be_bytes()));
    tiff.extend_from_slice(&[0; 4]);
    tiff.extend_from_slice(&artist);
    for value in [52u32, 9, 30, 4, 39, 15] {
        tiff.extend_from_slice(&[value.to_be_bytes(), 1u32.to_be_bytes()].concat());
    }
    [b"Exif\0\0".as_slice(), &tiff].concat()
}

/// A photograph that ends in the middle.
pub fn truncated_jpeg() -> Vec<u8> {
    let mut jpeg = crate::media::site_photo(1);
    jpeg.truncate(jpeg.len() / 2);
    jpeg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_bomb_is_small_and_claims_to_be_huge() {
        let bomb = png_bomb(65_500);
        assert!(bomb.len() < 1 << 20, "{} bytes", bomb.len());
        let reader = image::ImageReader::new(std::io::Cursor::new(bomb)).with_guessed_format().unwrap();
        assert_eq!(reader.into_dimensions().unwrap(), (65_500, 65_500));
        // A small one is a whole picture.
        assert_eq!(image::load_from_memory(&png_bomb(1024)).unwrap().width(), 1024);
    }

    #[test]
    fn betraying_pictures_open_and_hold_their_canary() {
        for picture in [jpeg_with_position("kanarie-71"), png_with_text("kanarie-71")] {
            assert!(picture.windows(10).any(|window| window == b"kanarie-71"));
            image::load_from_memory(&picture).unwrap();
        }
    }
}
