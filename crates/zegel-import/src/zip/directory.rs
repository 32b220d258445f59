//! The directory of a zip (APPNOTE 4.3.12-4.3.16) and the checks before anything is unpacked.

use crate::zip::name::decode;
use crate::zip::recover::recover;
use crate::{LimitKind, Limits, ReadError, Source};

pub(super) const END: [u8; 4] = *b"PK\x05\x06";
pub(super) const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END_64: [u8; 4] = *b"PK\x06\x06";
const LOCATOR_64: [u8; 4] = *b"PK\x06\x07";
const END_BYTES: u64 = 22;
const LOCATOR_64_BYTES: u64 = 20;
const END_64_BYTES: usize = 56;
pub(super) const LOCAL_BYTES: u64 = 30;
const MAX_COMMENT_BYTES: u64 = 65_535;
/// A 32-bit field that says: the value is in the zip64 extra field.
pub(super) const IN_ZIP64: u32 = u32::MAX;

/// One member as the directory describes it.
#[derive(Clone)]
pub(crate) struct Entry {
    /// Number in the directory, counted from 1, directories and resource forks included.
    pub(crate) number: u64,
    /// The name as text.
    pub(crate) name: String,
    /// Compression method: 0 stored, 8 deflated.
    pub(crate) method: u16,
    /// CRC-32 of the unpacked bytes.
    pub(crate) crc: u32,
    /// Packed size.
    pub(crate) packed_bytes: u64,
    /// Unpacked size as declared.
    pub(crate) size_bytes: u64,
    /// Where the local header begins.
    pub(crate) local_offset: u64,
    /// Where the bytes must have ended: the next member, or the directory.
    pub(crate) must_end_by: u64,
    /// The name's bytes, to compare with the local header.
    pub(crate) raw_name: Vec<u8>,
    /// True when the file ends inside this member.
    pub(crate) cut_off: bool,
}

/// The members of a zip, checked.
pub(crate) struct Directory {
    pub(crate) entries: Vec<Entry>,
    /// What is damaged, where the directory had to be rebuilt.
    pub(crate) damaged: Option<String>,
    /// Bytes before the first member or after the end record: not of this zip.
    pub(crate) n_foreign_bytes: u64,
}

impl Directory {
    /// Reads and checks the directory; rebuilds it from the local headers where it is missing.
    pub(crate) fn read(source: &mut Source<'_>, limits: &Limits) -> Result<Self, ReadError> {
        let len = source.len().map_err(ReadError::io("read the length of the file"))?;
        let Some(end) = find_end(source, len, limits)? else {
            return recover(source, len, limits);
        };
        let bytes = read_exactly(source, end.offset, end.size)?;
        let mut entries = parse(&bytes, &end, limits)?;
        check_places(&mut entries, end.base, end.offset, limits)?;
        let first = entries.iter().map(|entry| entry.local_offset).min().unwrap_or(end.offset);
        Ok(Self { entries, damaged: None, n_foreign_bytes: first + end.n_trailing_bytes })
    }
}

struct End {
    /// Where the directory begins in the file.
    offset: u64,
    size: u64,
    n_entries: u64,
    /// How far all offsets are shifted by bytes in front of the zip.
    base: u64,
    n_trailing_bytes: u64,
}

fn find_end(source: &mut Source<'_>, len: u64, limits: &Limits) -> Result<Option<End>, ReadError> {
    let from = len.saturating_sub(END_BYTES + MAX_COMMENT_BYTES);
    let tail = read_exactly(source, from, len - from)?;
    let Some(place) = memchr::memmem::rfind(&tail, &END) else { return Ok(None) };
    let record = &tail[place..];
    if record.len() < 22 {
        return Ok(None);
    }
    let at = from + place as u64;
    let mut n_entries = u64::from(u16_at(record, 10));
    let mut size = u64::from(u32_at(record, 12));
    let mut offset = u64::from(u32_at(record, 16));
    let mut directory_end = at;
    if let Some((n_64, size_64, offset_64, end_64)) = find_end_64(source, at)? {
        (n_entries, size, offset, directory_end) = (n_64, size_64, offset_64, end_64);
    }
    // The number is checked before one byte of the directory is read (a million empty members).
    if limits.max_entries < n_entries {
        return Err(limit(LimitKind::Entries, limits.max_entries));
    }
    if limits.max_directory_bytes < size {
        return Err(limit(LimitKind::DirectoryBytes, limits.max_directory_bytes));
    }
    let Some(real) = directory_end.checked_sub(size) else { return Ok(None) };
    let Some(base) = real.checked_sub(offset) else { return Ok(None) };
    let comment = u64::from(u16_at(record, 20));
    let n_trailing_bytes = (len - at).saturating_sub(END_BYTES + comment);
    Ok(Some(End { offset: real, size, n_entries, base, n_trailing_bytes }))
}

/// Finds the zip64 end record: number of entries, size, offset, and where the record itself begins.
fn find_end_64(source: &mut Source<'_>, end_at: u64) -> Result<Option<(u64, u64, u64, u64)>, ReadError> {
    let Some(locator_at) = end_at.checked_sub(LOCATOR_64_BYTES) else { return Ok(None) };
    let locator = read_exactly(source, locator_at, LOCATOR_64_BYTES)?;
    if locator[..4] != LOCATOR_64 {
        return Ok(None);
    }
    // The record lies directly before its locator in what programs write; the stated offset is wrong when
    // there are bytes in front of the zip, so both places are tried.
    let stated = u64_at(&locator, 8);
    for at in [stated, locator_at.saturating_sub(END_64_BYTES as u64)] {
        if locator_at < at.saturating_add(END_64_BYTES as u64) {
            continue;
        }
        let record = read_exactly(source, at, END_64_BYTES as u64)?;
        if record[..4] == END_64 {
            return Ok(Some((u64_at(&record, 32), u64_at(&record, 40), u64_at(&record, 48), at)));
        }
    }
    Ok(None)
}

fn parse(bytes: &[u8], end: &End, limits: &Limits) -> Result<Vec<Entry>, ReadError> {
    let mut entries = Vec::new();
    let mut rest = bytes;
    while 46 <= rest.len() && rest[..4] == CENTRAL {
        let number = entries.len() as u64 + 1;
        if limits.max_entries < number {
            return Err(limit(LimitKind::Entries, limits.max_entries));
        }
        let lengths = [28, 30, 32].map(|place| usize::from(u16_at(rest, place)));
        let total = 46 + lengths.iter().sum::<usize>();
        if rest.len() < total {
            return Err(damaged("the directory of the zip ends inside a member"));
        }
        entries.push(parse_entry(&rest[..total], lengths, number, limits)?);
        rest = &rest[total..];
    }
    if entries.len() as u64 != end.n_entries || !rest.is_empty() {
        return Err(damaged("the directory of the zip does not hold what its end record says"));
    }
    Ok(entries)
}

fn parse_entry(record: &[u8], lengths: [usize; 3], number: u64, limits: &Limits) -> Result<Entry, ReadError> {
    let flags = u16_at(record, 8);
    let raw_name = &record[46..46 + lengths[0]];
    let extra = &record[46 + lengths[0]..46 + lengths[0] + lengths[1]];
    refuse(record, flags, extra, number)?;
    if limits.max_name_bytes < raw_name.len() as u64 {
        return Err(limit(LimitKind::NameBytes, limits.max_name_bytes));
    }
    let mut sizes = [u32_at(record, 24), u32_at(record, 20), u32_at(record, 42)].map(u64::from);
    read_zip64(extra, &mut sizes).ok_or_else(|| damaged("a zip64 field is too short"))?;
    let [size_bytes, packed_bytes, local_offset] = sizes;
    Ok(Entry {
        number,
        name: decode(raw_name),
        method: u16_at(record, 10),
        crc: u32_at(record, 16),
        packed_bytes,
        size_bytes,
        local_offset,
        must_end_by: 0,
        raw_name: raw_name.to_vec(),
        cut_off: false,
    })
}

/// Refuses what no phone writes: encryption, links and devices.
///
/// A symbolic link as a member makes an unpacker write its neighbour through it, out of the folder (the class of
/// CVE-2025-29787). We write no files under these names, but such a zip was made with intent.
fn refuse(record: &[u8], flags: u16, extra: &[u8], number: u64) -> Result<(), ReadError> {
    const STRONG_OR_MASKED: u16 = 1 << 6 | 1 << 13;
    if flags & 1 != 0 || flags & STRONG_OR_MASKED != 0 || find_extra(extra, 0x9901).is_some() {
        return Err(ReadError::Encrypted);
    }
    const UNIX: u8 = 3;
    const MACOS: u8 = 19;
    if matches!(record[5], UNIX | MACOS) {
        let kind = (u32_at(record, 38) >> 28) & 0xF;
        match kind {
            // 0: no mode at all; 4: folder; 8: file.
            0 | 4 | 8 => {}
            10 => return Err(ReadError::Unsafe { what: "is a symbolic link", entry: number }),
            _ => return Err(ReadError::Unsafe { what: "is a device or a pipe", entry: number }),
        }
    }
    // PKWARE's Unix field carries the target of a hard link behind its 12 bytes of times and owners.
    if find_extra(extra, 0x000D).is_some_and(|field| 12 < field.len()) {
        return Err(ReadError::Unsafe { what: "is a link", entry: number });
    }
    Ok(())
}

/// Replaces the sizes that are in the zip64 field: unpacked, packed, offset, in that order and only where the
/// 32-bit field says so.
pub(super) fn read_zip64(extra: &[u8], sizes: &mut [u64]) -> Option<()> {
    if sizes.iter().all(|size| *size != u64::from(IN_ZIP64)) {
        return Some(());
    }
    let mut field = find_extra(extra, 0x0001)?;
    for size in sizes {
        if *size == u64::from(IN_ZIP64) {
            *size = u64_at(field.get(..8)?, 0);
            field = &field[8..];
        }
    }
    Some(())
}

fn find_extra(mut extra: &[u8], id: u16) -> Option<&[u8]> {
    while 4 <= extra.len() {
        let len = usize::from(u16_at(extra, 2));
        let body = extra.get(4..4 + len)?;
        if u16_at(extra, 0) == id {
            return Some(body);
        }
        extra = &extra[4 + len..];
    }
    None
}

/// Checks that the members lie one behind the other.
///
/// The bomb of Fifield (46 MB to 4.5 PB) lets many members share one run of packed bytes; without overlap no zip
/// can unpack to more than 1,032 times itself.
fn check_places(
    entries: &mut [Entry],
    base: u64,
    directory_at: u64,
    limits: &Limits,
) -> Result<(), ReadError> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    for entry in entries.iter_mut() {
        entry.local_offset = entry.local_offset.saturating_add(base);
    }
    order.sort_unstable_by_key(|place| entries[*place].local_offset);
    let mut next = directory_at;
    let mut total = 0u64;
    for place in order.into_iter().rev() {
        let entry = &mut entries[place];
        let end = (entry.local_offset.saturating_add(LOCAL_BYTES))
            .saturating_add(entry.raw_name.len() as u64)
            .saturating_add(entry.packed_bytes);
        if next < end {
            return Err(ReadError::Unsafe { what: "overlaps another member", entry: entry.number });
        }
        entry.must_end_by = next;
        next = entry.local_offset;
        total = total.saturating_add(entry.size_bytes);
    }
    if limits.max_total_bytes < total {
        return Err(limit(LimitKind::TotalBytes, limits.max_total_bytes));
    }
    Ok(())
}

pub(super) fn limit(which: LimitKind, limit: u64) -> ReadError {
    ReadError::Limit { which, limit, report: None }
}

pub(super) fn damaged(what: &str) -> ReadError {
    ReadError::Damaged { what: what.to_owned(), report: None }
}

pub(super) fn read_exactly(source: &mut Source<'_>, offset: u64, len: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = vec![0; usize::try_from(len).map_err(|_| damaged("a size in the zip is impossible"))?];
    let n = source.read_at(offset, &mut bytes).map_err(ReadError::io("read the zip"))?;
    if n < bytes.len() {
        return Err(damaged("the file ends inside the directory of the zip"));
    }
    Ok(bytes)
}

pub(super) fn u16_at(bytes: &[u8], place: usize) -> u16 {
    u16::from_le_bytes([bytes[place], bytes[place + 1]])
}

pub(super) fn u32_at(bytes: &[u8], place: usize) -> u32 {
    u32::from_le_bytes([bytes[place], bytes[place + 1], bytes[place + 2], bytes[place + 3]])
}

pub(super) fn u64_at(bytes: &[u8], place: usize) -> u64 {
    u64::from(u32_at(bytes, place)) | u64::from(u32_at(bytes, place + 4)) << 32
}
