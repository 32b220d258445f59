//! Where the messages stand in a sealed file, so that a page in the middle of a long chat is found without reading what is before it.
//!
//! The first page of a file walks through it once and remembers every [`STEP`]th message; the next pages begin there. An object never
//! changes under its identifier, so what is remembered stays true; it holds positions and offsets, no content.

use std::io::BufRead;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use zegel_store::{Object, ObjectId};

use crate::record_file::{Unreadable, position_of, read_line};
use crate::{Desk, Error, keep};

/// Messages between two marks.
const STEP: u64 = 256;
/// Files that are remembered; the one that was looked at longest ago goes first. A file of a million messages takes 64 KiB.
const MAX_FILES: usize = 64;
/// How much is read at a time, in bytes.
const READ_BYTES: usize = 64 * 1024;

/// A message and where its line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    position: u64,
    offset: u64,
}

/// The marks of one file of messages.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Outline {
    /// How many messages there are.
    pub n_total: u64,
    marks: Vec<Mark>,
}

/// Where to begin reading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Start {
    /// How many messages stand before it.
    pub n_before: u64,
    offset: u64,
}

impl Outline {
    /// Walks through a file of messages; in records of version 1 and 2 lines stand around them that are none.
    fn read(mut lines: impl BufRead) -> Result<Self, Unreadable> {
        let mut outline = Self::default();
        let (mut line, mut offset) = (Vec::new(), 0);
        loop {
            line.clear();
            let n_bytes = read_line(&mut lines, &mut line).map_err(Unreadable)?;
            if n_bytes == 0 {
                return Ok(outline);
            }
            if let Some(position) = position_of(&line) {
                if outline.n_total.is_multiple_of(STEP) {
                    outline.marks.push(Mark { position, offset });
                }
                outline.n_total += 1;
            }
            offset += n_bytes as u64;
        }
    }

    /// Returns where to begin, so that position `from` follows and at least `n_before` messages before it, where there are so many.
    pub fn start(&self, from: u64, n_before: u64) -> Start {
        let before = self.marks.partition_point(|mark| mark.position < from);
        // One mark further back for the message just before, the others for those that the page before shows.
        let back = 1 + usize::try_from(n_before.div_ceil(STEP)).unwrap_or(usize::MAX);
        let at = before.saturating_sub(back);
        let offset = self.marks.get(at).map_or(0, |mark| mark.offset);
        Start { n_before: at as u64 * STEP, offset }
    }
}

/// The outlines that are remembered, the one looked at last at the end.
#[derive(Debug, Default)]
pub(crate) struct Outlines(Mutex<Vec<(ObjectId, Arc<Outline>)>>);

impl Outlines {
    fn find(&self, id: ObjectId) -> Option<Arc<Outline>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = known.iter().position(|(known, _)| *known == id)?;
        let found = known.remove(at);
        let outline = Arc::clone(&found.1);
        known.push(found);
        Some(outline)
    }

    fn remember(&self, id: ObjectId, outline: &Arc<Outline>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() == MAX_FILES {
            known.remove(0);
        }
        known.push((id, Arc::clone(outline)));
    }
}

/// Returns the outline of an object with messages.
pub(crate) fn of(desk: &Desk<'_>, object: &Object) -> Result<Arc<Outline>, Error> {
    if let Some(known) = desk.archive.outlines.find(object.id) {
        return Ok(known);
    }
    let outline = Arc::new(Outline::read(keep::open(desk, object)?)?);
    desk.archive.outlines.remember(object.id, &outline);
    Ok(outline)
}

/// Hands the messages from `start` on to `take`, until that has enough or the file ends.
pub(crate) fn each_from(
    desk: &Desk<'_>,
    object: &Object,
    start: Start,
    mut take: impl FnMut(u64, &[u8]) -> ControlFlow<()>,
) -> Result<(), Error> {
    let mut offset = start.offset;
    let mut waiting = Vec::new();
    loop {
        let piece = desk.archive.store.read_object_range(object.id, offset, READ_BYTES)?;
        let is_last = piece.len() < READ_BYTES;
        offset += piece.len() as u64;
        waiting.extend_from_slice(&piece);
        let complete = match is_last {
            true => waiting.len(),
            false => memchr::memrchr(b'\n', &waiting).map_or(0, |at| at + 1),
        };
        for line in waiting.get(..complete).unwrap_or_default().split(|&byte| byte == b'\n') {
            if let Some(position) = position_of(line)
                && take(position, line.strip_suffix(b",").unwrap_or(line)).is_break()
            {
                return Ok(());
            }
        }
        if is_last {
            return Ok(());
        }
        waiting.drain(..complete);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_begins_a_little_before_its_first_message() {
        let mut file = b"{\"head\":1,\n\"messages\":[\n".to_vec();
        let mut offsets = vec![];
        for n in 0..1000_u64 {
            offsets.push(file.len() as u64);
            file.extend_from_slice(
                format!("{{\"message\":{{\"position\":{},\"x\":\"é\"}}}},\n", n * 3 + 2).as_bytes(),
            );
        }
        file.extend_from_slice(b"]}\n");
        let outline = Outline::read(file.as_slice()).unwrap();
        assert_eq!(outline.n_total, 1000);
        for from in [0, 1, 2, 3, 767, 768, 770, 771, 1538, 2999, 5000] {
            for n_before in [0, 1, 100, 256, 257] {
                let start = outline.start(from, n_before);
                assert_eq!(start.offset, offsets[usize::try_from(start.n_before).unwrap()]);
                let n_smaller = (0..1000).filter(|n| n * 3 + 2 < from).count() as u64;
                assert!(start.n_before <= n_smaller.saturating_sub(n_before.max(1)), "{from} {n_before}");
                assert!(
                    n_smaller <= start.n_before + n_before + 2 * STEP,
                    "{from} {n_before}: not from far away"
                );
            }
        }
        assert_eq!(Outline::read(b"{}".as_slice()).unwrap().start(7, 7), Start::default());
    }

    #[test]
    fn what_was_looked_at_last_is_remembered_longest() {
        let outlines = Outlines::default();
        let id = |n: usize| ObjectId(uuid::Uuid::from_u128(n as u128));
        for n in 0..MAX_FILES {
            outlines.remember(id(n), &Arc::default());
        }
        assert!(outlines.find(id(0)).is_some());
        outlines.remember(id(MAX_FILES), &Arc::default());
        assert!(outlines.find(id(0)).is_some());
        assert!(outlines.find(id(1)).is_none());
    }
}
