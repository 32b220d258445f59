//! Containers that attack their reader. Where the attack allows it, a chat that can be read lies beside it.

use super::archive::{Method, RawZip, RawZipEntry, deflated_zeros};
use crate::Export;

const CHAT: &str = "_chat.txt";

fn chat() -> RawZipEntry {
    RawZipEntry::stored(CHAT, Export::ios(40).text())
}

/// An honest bomb: beside a chat, one entry of `n_mib` MiB of zeros, packed about a thousand times.
pub fn zip_bomb(n_mib: u32) -> Vec<u8> {
    RawZip::new().with(chat()).with(bomb("00000001-PHOTO-2026-01-01-12-00-00.jpg", n_mib)).finish()
}

/// A bomb whose headers claim 100 bytes: only counting while inflating finds it.
pub fn lying_bomb(n_mib: u32) -> Vec<u8> {
    let entry = RawZipEntry { claimed_size: 100, ..bomb(CHAT, n_mib) };
    RawZip::new().with(entry).finish()
}

fn bomb(name: &str, n_mib: u32) -> RawZipEntry {
    let (packed, crc32) = deflated_zeros(n_mib);
    let claimed_size = u64::from(n_mib) << 20;
    let zip64 = u64::from(u32::MAX) <= claimed_size;
    RawZipEntry {
        method: Method::Deflated,
        crc32,
        claimed_size,
        zip64,
        packed,
        ..RawZipEntry::stored(name, "")
    }
}

/// `n_entries` directory entries that all share the bytes of one (the plain form of the overlap attack).
pub fn overlapping(n_entries: usize) -> Vec<u8> {
    let kernel = bomb("0.jpg", 4);
    let mut zip = RawZip::new().with(kernel.clone());
    for number in 1..n_entries {
        let name = format!("{number}.jpg").into_bytes();
        zip = zip.with(RawZipEntry { name, claimed_offset: Some(0), directory_only: true, ..kernel.clone() });
    }
    zip.finish()
}

/// Entries that quote the local headers of those behind them, so that every entry holds all later ones and the
/// names still match (D. Fifield, "A better zip bomb", 2019).
pub fn quoted_overlap(n_entries: usize) -> Vec<u8> {
    let kernel = bomb(&format!("{}.jpg", n_entries.saturating_sub(1)), 4);
    // From the last to the first: what lies behind an entry must be known before it is written.
    let mut behind = [kernel.local_header(), kernel.packed.clone()].concat();
    let mut chain = vec![kernel];
    for number in (0..n_entries.saturating_sub(1)).rev() {
        let Some(next) = chain.last() else { break };
        let quoted = next.local_header();
        let mut crc = crc32fast::Hasher::new();
        crc.update(&quoted);
        crc.combine(&crc32fast::Hasher::new_with_initial_len(next.crc32, next.claimed_size));
        // A stored block (RFC 1951 §3.2.4) that holds the header of the next entry.
        let length = quoted.len() as u16;
        let quote = [&[0][..], &length.to_le_bytes(), &(!length).to_le_bytes()].concat();
        let packed = [&quote[..], &behind].concat();
        let entry = RawZipEntry {
            method: Method::Deflated,
            crc32: crc.finalize(),
            claimed_size: next.claimed_size + quoted.len() as u64,
            packed,
            ..RawZipEntry::stored(format!("{number}.jpg"), "")
        };
        behind = [entry.local_header(), quote, behind].concat();
        chain.push(entry);
    }
    chain.reverse();
    assemble_chain(&chain)
}

fn assemble_chain(chain: &[RawZipEntry]) -> Vec<u8> {
    let mut zip = RawZip::new();
    let mut offset = 0;
    for (number, entry) in chain.iter().enumerate() {
        // The bytes of the first entry contain those of all others.
        let shared =
            RawZipEntry { claimed_offset: Some(offset), directory_only: number != 0, ..entry.clone() };
        offset += entry.local_header().len() as u64 + 5;
        zip = zip.with(shared);
    }
    zip.finish()
}

/// A zip in a zip in a zip, `depth` deep, with a chat at the bottom.
pub fn nested(depth: usize) -> Vec<u8> {
    (0..depth).fold(RawZip::new().with(chat()).finish(), |inner, _| {
        RawZip::new().with(RawZipEntry::stored("WhatsApp Chat - Lindeplein.zip", inner)).finish()
    })
}

/// The ways out of a folder that a name can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Traversal {
    /// `../../` in front.
    Parent,
    /// A slash in front.
    Absolute,
    /// A drive letter in front.
    Drive,
    /// A server in front.
    Server,
    /// Backslashes.
    Backslash,
    /// A NUL in the middle.
    Nul,
    /// A slash in two bytes of overlong UTF-8.
    Overlong,
    /// A device of another system.
    Device,
    /// 300 letters.
    Long,
}

impl Traversal {
    /// All ways.
    pub const ALL: [Self; 9] = [
        Self::Parent,
        Self::Absolute,
        Self::Drive,
        Self::Server,
        Self::Backslash,
        Self::Nul,
        Self::Overlong,
        Self::Device,
        Self::Long,
    ];

    /// The name in the zip.
    pub fn name(self) -> Vec<u8> {
        match self {
            Self::Parent => b"../../../tmp/zegel-escaped.jpg".to_vec(),
            Self::Absolute => b"/tmp/zegel-escaped.jpg".to_vec(),
            Self::Drive => b"C:\\zegel-escaped.jpg".to_vec(),
            Self::Server => b"\\\\server\\share\\zegel-escaped.jpg".to_vec(),
            Self::Backslash => b"..\\..\\zegel-escaped.jpg".to_vec(),
            Self::Nul => b"photo.jpg\0../../zegel-escaped.jpg".to_vec(),
            Self::Overlong => b"..\xc0\xaf..\xc0\xafzegel-escaped.jpg".to_vec(),
            Self::Device => b"CON.jpg".to_vec(),
            Self::Long => [&[b'a'; 300][..], b".jpg"].concat(),
        }
    }
}

/// A chat beside a picture whose name leads out of the folder.
pub fn traversal(way: Traversal) -> Vec<u8> {
    let flags = if way == Traversal::Overlong { 0 } else { 1 << 11 };
    let entry = RawZipEntry { flags, ..RawZipEntry::stored(way.name(), crate::media::site_photo(1)) };
    RawZip::new().with(chat()).with(entry).finish()
}

/// A chat beside a symbolic link to `/etc/passwd`, and an entry that would be written through a link to a folder.
pub fn symlink() -> Vec<u8> {
    let link = |name: &str, target: &str| RawZipEntry {
        attributes: 0o120_777 << 16,
        ..RawZipEntry::stored(name, target)
    };
    RawZip::new()
        .with(chat())
        .with(link("00000001-PHOTO-2026-01-01-12-00-00.jpg", "/etc/passwd"))
        .with(link("folder", "/tmp"))
        .with(RawZipEntry::stored("folder/zegel-escaped.jpg", crate::media::site_photo(2)))
        .finish()
}

/// Two chats and two pictures with one name each, the pictures different.
pub fn duplicate_names() -> Vec<u8> {
    let text = "[23-03-2026 13:31:05] Hanna Wiersma: \u{200e}<bijgevoegd: foto.jpg>\r\n\
                [23-03-2026 13:32:05] Hanna Wiersma: Welke van de twee?\r\n";
    RawZip::new()
        .with(RawZipEntry::stored(CHAT, text))
        .with(RawZipEntry::stored("foto.jpg", crate::media::site_photo(1)))
        .with(RawZipEntry::stored("foto.jpg", crate::media::site_photo(2)))
        .with(RawZipEntry::stored("FOTO.JPG", crate::media::site_photo(3)))
        .with(RawZipEntry::stored(CHAT, text.replace("Welke", "Deze is anders; welke")))
        .finish()
}

/// A chat whose entry carries the flag of encryption.
pub fn encrypted() -> Vec<u8> {
    let entry = chat();
    RawZip::new().with(RawZipEntry { flags: entry.flags | 1, ..entry }).finish()
}

/// A chat with pictures, cut off after `keep_per_mille` thousandths of its bytes.
pub fn truncated(keep_per_mille: u64) -> Vec<u8> {
    let mut zip = RawZip::new()
        .with(chat())
        .with(RawZipEntry::stored("00000001-PHOTO-2026-01-01-12-00-00.jpg", crate::media::site_photo(1)))
        .finish();
    let keep = zip.len() as u64 * keep_per_mille.min(1000) / 1000;
    zip.truncate(keep as usize);
    zip
}

/// A chat in an honest zip64: must be read.
pub fn zip64() -> Vec<u8> {
    RawZip::new().with(RawZipEntry { zip64: true, ..chat() }).finish()
}

/// A chat beside an entry that claims 5 GiB in its zip64 field and holds 1 KiB.
pub fn four_gigabytes_claimed() -> Vec<u8> {
    let entry = RawZipEntry::stored("film.mp4", vec![7; 1024]);
    RawZip::new().with(chat()).with(RawZipEntry { zip64: true, claimed_size: 5 << 30, ..entry }).finish()
}

/// A chat beside `n_entries` empty entries.
pub fn many_entries(n_entries: usize) -> Vec<u8> {
    (0..n_entries)
        .fold(RawZip::new().with(chat()), |zip, number| {
            zip.with(RawZipEntry::stored(format!("{number:07}"), Vec::new()))
        })
        .finish()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use zip::ZipArchive;

    use super::*;

    fn open(bytes: Vec<u8>) -> ZipArchive<Cursor<Vec<u8>>> {
        ZipArchive::new(Cursor::new(bytes)).unwrap()
    }

    #[test]
    fn a_bomb_is_a_valid_entry_that_grows_a_thousand_times() {
        let bytes = zip_bomb(20);
        assert!(bytes.len() < 60_000, "{} bytes", bytes.len());
        let mut zip = open(bytes);
        let mut entry = zip.by_index(1).unwrap();
        // Reading to the end also checks the CRC.
        assert_eq!(std::io::copy(&mut entry, &mut std::io::sink()).unwrap(), 20 << 20);
    }

    #[test]
    fn a_bomb_above_four_gigabytes_says_so() {
        let mut zip = open(zip_bomb(5000));
        assert_eq!(zip.by_index_raw(1).unwrap().size(), 5000 << 20);
    }

    #[test]
    fn quoted_entries_unpack_to_what_their_headers_say() {
        let mut zip = open(quoted_overlap(5));
        assert_eq!(zip.len(), 5);
        let mut total = 0;
        for number in 0..5 {
            let mut entry = zip.by_index(number).unwrap();
            assert_eq!(entry.name().unwrap(), format!("{number}.jpg"));
            total += std::io::copy(&mut entry, &mut std::io::sink()).unwrap();
        }
        assert!(5 * (4 << 20) <= total, "{total} bytes out of {}", quoted_overlap(5).len());
    }

    #[test]
    fn an_honest_zip64_can_be_read() {
        let mut text = String::new();
        open(zip64()).by_name(CHAT).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, Export::ios(40).text());
    }

    #[test]
    fn the_others_are_zips_with_the_fault_they_name() {
        assert_eq!(open(overlapping(50)).len(), 50);
        assert!(open(symlink()).by_index_raw(1).unwrap().is_symlink());
        assert!(open(encrypted()).by_index_raw(0).unwrap().encrypted());
        assert_eq!(open(four_gigabytes_claimed()).by_index_raw(1).unwrap().size(), 5 << 30);
        assert!(ZipArchive::new(Cursor::new(truncated(900))).is_err());
        assert_eq!(open(many_entries(70_000)).len(), 70_001);
        let mut inner = open(nested(2));
        assert!(inner.by_index(0).unwrap().name().unwrap().ends_with(".zip"));
        for way in Traversal::ALL {
            assert_eq!(open(traversal(way)).by_index_raw(1).unwrap().name_raw(), way.name(), "{way:?}");
        }
    }
}
