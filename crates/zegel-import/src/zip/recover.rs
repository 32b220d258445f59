//! Rebuilds the directory of a zip whose end is missing, from the headers in front of each member.
//!
//! A mail limit or a broken download cuts the end off, and the directory is at the end; the chat text, which
//! phones write first, is then often whole.

use flate2::{Decompress, FlushDecompress, Status};

use crate::zip::directory::{
    Directory, Entry, LOCAL, LOCAL_BYTES, limit, read_exactly, read_zip64, u16_at, u32_at,
};
use crate::zip::name::decode;
use crate::{LimitKind, Limits, ReadError, Source};

const HAS_DESCRIPTOR: u16 = 1 << 3;
const DEFLATED: u16 = 8;

/// Walks over the local headers from the first byte.
pub(super) fn recover(source: &mut Source<'_>, len: u64, limits: &Limits) -> Result<Directory, ReadError> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut total = 0u64;
    let mut at = 0;
    while let Some(mut entry) = read_local(source, at, len, entries.len() as u64 + 1, limits)? {
        if limits.max_entries <= entries.len() as u64 {
            return Err(limit(LimitKind::Entries, limits.max_entries));
        }
        let mut next = entry.must_end_by;
        entry.cut_off = len < next;
        if entry.cut_off {
            entry.must_end_by = len;
            next = len;
        }
        total = total.saturating_add(entry.size_bytes);
        if limits.max_total_bytes < total {
            return Err(limit(LimitKind::TotalBytes, limits.max_total_bytes));
        }
        entries.push(entry);
        at = next;
    }
    Ok(Directory {
        entries,
        damaged: Some(
            "the zip is cut off: its directory is missing, and members behind the cut are lost".to_owned(),
        ),
        n_foreign_bytes: 0,
    })
}

fn read_local(
    source: &mut Source<'_>,
    at: u64,
    len: u64,
    number: u64,
    limits: &Limits,
) -> Result<Option<Entry>, ReadError> {
    if len < at.saturating_add(LOCAL_BYTES) {
        return Ok(None);
    }
    let head = read_exactly(source, at, LOCAL_BYTES)?;
    let name_len = u64::from(u16_at(&head, 26));
    let extra_len = u64::from(u16_at(&head, 28));
    let data_at = at + LOCAL_BYTES + name_len + extra_len;
    if head[..4] != LOCAL || len < data_at {
        return Ok(None);
    }
    if limits.max_name_bytes < name_len {
        return Err(limit(LimitKind::NameBytes, limits.max_name_bytes));
    }
    let flags = u16_at(&head, 6);
    if flags & 1 != 0 {
        return Err(ReadError::Encrypted);
    }
    let names = read_exactly(source, at + LOCAL_BYTES, name_len + extra_len)?;
    let (raw_name, extra) = names.split_at(u16_at(&head, 26).into());
    let mut sizes = [u32_at(&head, 22), u32_at(&head, 18)].map(u64::from);
    // A field that is too short is part of the damage; the 32-bit values then stand and the member is cut off.
    let _ = read_zip64(extra, &mut sizes);
    let mut entry = Entry {
        number,
        name: decode(raw_name),
        method: u16_at(&head, 8),
        crc: u32_at(&head, 14),
        packed_bytes: sizes[1],
        size_bytes: sizes[0],
        local_offset: at,
        must_end_by: data_at.saturating_add(sizes[1]),
        raw_name: raw_name.to_vec(),
        cut_off: false,
    };
    if flags & HAS_DESCRIPTOR != 0 && entry.packed_bytes == 0 {
        measure(source, &mut entry, data_at, len, limits)?;
    }
    Ok(Some(entry))
}

/// Finds the end of a member whose sizes stand behind it (streamed by Android): only inflating tells.
fn measure(
    source: &mut Source<'_>,
    entry: &mut Entry,
    data_at: u64,
    len: u64,
    limits: &Limits,
) -> Result<(), ReadError> {
    entry.must_end_by = u64::MAX; // Cut off, unless the end is found below.
    entry.packed_bytes = len - data_at;
    entry.size_bytes = limits.max_text_bytes.max(limits.max_attachment_bytes);
    if entry.method != DEFLATED {
        return Ok(());
    }
    let mut inflate = Decompress::new(false);
    let mut packed = vec![0; 64 * 1024];
    let mut unpacked = vec![0; 256 * 1024];
    loop {
        let n = source
            .read_at(data_at + inflate.total_in(), &mut packed)
            .map_err(ReadError::io("read the zip"))?;
        let before = (inflate.total_in(), inflate.total_out());
        let Ok(status) = inflate.decompress(&packed[..n], &mut unpacked, FlushDecompress::None) else {
            return Ok(());
        };
        if limits.max_total_bytes < inflate.total_out() {
            return Err(limit(LimitKind::TotalBytes, limits.max_total_bytes));
        }
        if status == Status::StreamEnd {
            break;
        }
        if before == (inflate.total_in(), inflate.total_out()) {
            return Ok(());
        }
    }
    entry.packed_bytes = inflate.total_in();
    entry.size_bytes = inflate.total_out();
    skip_descriptor(source, entry, data_at + entry.packed_bytes)
}

/// Takes the checksum from the descriptor behind a member and steps over it (APPNOTE 4.3.9: with or without a
/// signature, with 4 or 8 bytes for each size).
fn skip_descriptor(source: &mut Source<'_>, entry: &mut Entry, at: u64) -> Result<(), ReadError> {
    let mut bytes = [0; 24];
    let n = source.read_at(at, &mut bytes).map_err(ReadError::io("read the zip"))?;
    let signature = if bytes.starts_with(b"PK\x07\x08") { 4 } else { 0 };
    if n < signature + 12 {
        return Ok(());
    }
    entry.crc = u32_at(&bytes, signature);
    let packed_low = entry.packed_bytes as u32 == u32_at(&bytes, signature + 4);
    let size_low = entry.size_bytes as u32 == u32_at(&bytes, signature + 8);
    let sizes = if packed_low && size_low { 8 } else { 16 };
    entry.must_end_by = at + signature as u64 + 4 + sizes;
    Ok(())
}
