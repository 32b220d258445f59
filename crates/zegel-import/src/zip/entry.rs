//! The bytes of one member, counted and checked while they come.

use flate2::{Crc, Decompress, FlushDecompress, Status};

use crate::zip::directory::{Entry, LOCAL, LOCAL_BYTES, damaged, limit, read_exactly, u16_at};
use crate::{LimitKind, Limits, ReadError, Source};

const STORED: u16 = 0;
const DEFLATED: u16 = 8;
const PACKED_CHUNK: usize = 64 * 1024;

/// Which limit on size holds for a member.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// The chat text: streamed, so its ratio does not matter.
    Text,
    /// Everything else.
    Attachment,
}

/// How far the reading of one member is.
pub(crate) struct EntryState {
    offset: u64,
    packed_left: u64,
    declared: u64,
    max: (LimitKind, u64),
    n_out: u64,
    crc: Crc,
    expected_crc: u32,
    cut_off: bool,
    inflate: Option<Decompress>,
    packed: Vec<u8>,
    packed_place: usize,
    stream_ended: bool,
    done: bool,
}

impl EntryState {
    /// Starts at the first byte of a member, after its local header was compared with the directory: a reader
    /// that trusts the one and a reader that trusts the other would else unpack different files.
    pub(crate) fn open(
        source: &mut Source<'_>,
        entry: &Entry,
        purpose: Purpose,
        limits: &Limits,
    ) -> Result<Self, ReadError> {
        let head = read_exactly(source, entry.local_offset, LOCAL_BYTES)?;
        let name_len = u64::from(u16_at(&head, 26));
        if head[..4] != LOCAL || u16_at(&head, 8) != entry.method || name_len != entry.raw_name.len() as u64 {
            return Err(damaged("a member of the zip is not what the directory says"));
        }
        if read_exactly(source, entry.local_offset + LOCAL_BYTES, name_len)? != entry.raw_name {
            return Err(damaged("a member of the zip has another name than the directory says"));
        }
        let offset = entry.local_offset + LOCAL_BYTES + name_len + u64::from(u16_at(&head, 28));
        let available = entry.must_end_by.saturating_sub(offset);
        if available < entry.packed_bytes && !entry.cut_off {
            return Err(ReadError::Unsafe { what: "overlaps another member", entry: entry.number });
        }
        if !matches!(entry.method, STORED | DEFLATED) {
            return Err(ReadError::Method { method: entry.method, entry: entry.number });
        }
        let max = match purpose {
            Purpose::Text => (LimitKind::TextBytes, limits.max_text_bytes),
            Purpose::Attachment => (LimitKind::AttachmentBytes, limits.max_attachment_bytes),
        };
        check_declared(entry, purpose, max, limits)?;
        Ok(Self {
            offset,
            packed_left: entry.packed_bytes.min(available),
            declared: entry.size_bytes,
            max,
            n_out: 0,
            crc: Crc::new(),
            expected_crc: entry.crc,
            cut_off: entry.cut_off,
            inflate: (entry.method == DEFLATED).then(|| Decompress::new(false)),
            packed: Vec::new(),
            packed_place: 0,
            stream_ended: false,
            done: false,
        })
    }

    /// Reads some bytes; 0 at the end, which is reached only when size and checksum are right.
    pub(crate) fn read(&mut self, source: &mut Source<'_>, out: &mut [u8]) -> Result<usize, ReadError> {
        if self.done || out.is_empty() {
            return Ok(0);
        }
        let n = match self.inflate.is_some() {
            true => self.inflate_some(source, out)?,
            false => self.copy_some(source, out)?,
        };
        self.crc.update(&out[..n]);
        self.n_out += n as u64;
        // A header may say 1 byte and unpack to terabytes: what counts is what comes out.
        if self.declared < self.n_out {
            return Err(limit(LimitKind::DeclaredSize, self.declared));
        }
        if self.max.1 < self.n_out {
            return Err(limit(self.max.0, self.max.1));
        }
        if n == 0 {
            self.finish()?;
        }
        Ok(n)
    }

    fn finish(&mut self) -> Result<(), ReadError> {
        self.done = true;
        if self.cut_off {
            return Err(damaged("the file ends inside a member of the zip"));
        }
        if self.n_out != self.declared {
            return Err(damaged("a member of the zip is shorter than its header says"));
        }
        if self.crc.sum() != self.expected_crc {
            return Err(damaged("the checksum of a member of the zip is wrong"));
        }
        Ok(())
    }

    fn copy_some(&mut self, source: &mut Source<'_>, out: &mut [u8]) -> Result<usize, ReadError> {
        let want = usize::try_from(self.packed_left).unwrap_or(usize::MAX).min(out.len());
        let n = source.read_at(self.offset, &mut out[..want]).map_err(ReadError::io("read the zip"))?;
        self.offset += n as u64;
        self.packed_left -= n as u64;
        Ok(n)
    }

    fn inflate_some(&mut self, source: &mut Source<'_>, out: &mut [u8]) -> Result<usize, ReadError> {
        while !self.stream_ended {
            if self.packed_place == self.packed.len() && 0 < self.packed_left {
                self.packed
                    .resize(PACKED_CHUNK.min(usize::try_from(self.packed_left).unwrap_or(PACKED_CHUNK)), 0);
                let mut packed = std::mem::take(&mut self.packed);
                let n = self.copy_some(source, &mut packed)?;
                packed.truncate(n);
                (self.packed, self.packed_place) = (packed, 0);
                if n == 0 {
                    self.packed_left = 0;
                }
            }
            let Some(inflate) = &mut self.inflate else { return Ok(0) };
            let (before_in, before_out) = (inflate.total_in(), inflate.total_out());
            let status = inflate
                .decompress(&self.packed[self.packed_place..], out, FlushDecompress::None)
                .map_err(|_| damaged("a member of the zip cannot be unpacked"))?;
            let taken = usize::try_from(inflate.total_in() - before_in).unwrap_or(0);
            let given = usize::try_from(inflate.total_out() - before_out).unwrap_or(0);
            self.packed_place += taken;
            self.stream_ended = status == Status::StreamEnd;
            if 0 < given {
                return Ok(given);
            }
            if self.packed_place == self.packed.len() && self.packed_left == 0 && !self.stream_ended {
                // The packed bytes ended before the stream did.
                self.cut_off = true;
                return Ok(0);
            }
            if taken == 0 && self.packed_place < self.packed.len() && !self.stream_ended {
                return Err(damaged("a member of the zip cannot be unpacked"));
            }
        }
        Ok(0)
    }
}

fn check_declared(
    entry: &Entry,
    purpose: Purpose,
    max: (LimitKind, u64),
    limits: &Limits,
) -> Result<(), ReadError> {
    if entry.cut_off {
        return Ok(()); // Its sizes are unknown; what comes out is counted.
    }
    if max.1 < entry.size_bytes {
        return Err(limit(max.0, max.1));
    }
    let grown = limits.ratio_from_bytes < entry.size_bytes
        && entry.packed_bytes.saturating_mul(limits.max_ratio) < entry.size_bytes;
    match purpose {
        Purpose::Attachment if grown => Err(limit(LimitKind::Ratio, limits.max_ratio)),
        _ => Ok(()),
    }
}
