//! Reading messages a page at a time, of a capture that waits or of a record; that it was read is in the ledger first.
//!
//! The file is walked from a little before the page to a little behind it ([`outline`]).

use std::ops::ControlFlow;

use serde_json::json;
use zegel_model::{Act, CaptureId, RecordId, SubmittedMessage};
use zegel_store::{Audited, Object};

use crate::{Desk, Error, intake, keep, outline, store};

/// A stretch of messages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stretch {
    /// The messages, in the order of the file.
    pub messages: Vec<SubmittedMessage>,
    /// How many messages stand before the first one.
    pub n_before: u64,
    /// How many messages there are in all.
    pub n_total: u64,
    /// The position of the message just before; 0 where there is none.
    pub last_before: u64,
    /// Where the page before begins.
    pub previous: Option<u64>,
    /// Where the next page begins.
    pub next: Option<u64>,
}

/// Reads a page of a capture, from position `from` on.
///
/// # Errors
/// `not-your-role`, `capture-stored`; when there is no capture that this person may know of.
pub fn of_capture(desk: &mut Desk<'_>, id: CaptureId, from: u64, limit: u64) -> Result<Stretch, Error> {
    let captured = desk.archive.store.read(|view| view.capture(id))?;
    intake::authorise_reading(desk, &captured)?;
    let object = keep::messages_object(desk, id)?;
    let entry = desk.entry(Act::Read, vec![id.into()], json!({ "from": from, "limit": limit }));
    desk.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))?;
    read(desk, &object, from, limit)
}

/// Reads a page of a record, from position `from` on.
///
/// # Errors
/// `not-your-role`, `not-stored`.
pub fn of_record(desk: &mut Desk<'_>, id: RecordId, from: u64, limit: u64) -> Result<Stretch, Error> {
    desk.authorise(Act::Read)?;
    let record = desk.archive.store.read(|view| view.record(id))?;
    let objects = store::objects_of(desk, &record)?;
    let messages = store::messages_of(&objects)?;
    let entry = desk.entry(Act::Read, vec![id.into()], json!({ "from": from, "limit": limit }));
    desk.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))?;
    read(desk, messages, from, limit)
}

fn read(desk: &Desk<'_>, object: &Object, from: u64, limit: u64) -> Result<Stretch, Error> {
    let outline = outline::of(desk, object)?;
    let start = outline.start(from, limit);
    let mut walk = Walk::new(from, limit);
    walk.stretch.n_before = start.n_before;
    outline::each_from(desk, object, start, |position, line| walk.step(position, line))?;
    Ok(Stretch { n_total: outline.n_total, ..walk.finish()? })
}

/// A walk through the lines that keeps those of one page.
struct Walk {
    from: u64,
    limit: usize,
    kept: Vec<Vec<u8>>,
    /// The positions of the last page's worth of messages before `from`, to know where the page before begins.
    before: std::collections::VecDeque<u64>,
    stretch: Stretch,
}

impl Walk {
    fn new(from: u64, limit: u64) -> Self {
        let limit = usize::try_from(limit.clamp(1, 1_000)).unwrap_or(1_000);
        Self { from, limit, kept: vec![], before: [].into(), stretch: Stretch::default() }
    }

    fn step(&mut self, position: u64, line: &[u8]) -> ControlFlow<()> {
        if position < self.from {
            self.stretch.n_before += 1;
            self.stretch.last_before = position;
            self.before.push_back(position);
            if self.limit < self.before.len() {
                self.before.pop_front();
            }
        } else if self.kept.len() < self.limit {
            self.kept.push(line.to_vec());
        } else {
            self.stretch.next = Some(position);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn finish(mut self) -> Result<Stretch, Error> {
        self.stretch.previous = self.before.front().copied();
        for line in &self.kept {
            self.stretch.messages.push(serde_json::from_slice(line)?);
        }
        Ok(self.stretch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_one_another_without_a_gap() {
        let pages = |from| {
            let mut walk = Walk::new(from, 2);
            for position in [2, 3, 7, 8, 9] {
                if walk.step(position, position.to_string().as_bytes()).is_break() {
                    break;
                }
            }
            let places: Vec<u64> =
                walk.kept.iter().map(|line| std::str::from_utf8(line).unwrap().parse().unwrap()).collect();
            (places, walk.before.front().copied(), walk.stretch.next, walk.stretch.last_before)
        };
        assert_eq!(pages(0), (vec![2, 3], None, Some(7), 0));
        assert_eq!(pages(7), (vec![7, 8], Some(2), Some(9), 3));
        assert_eq!(pages(9), (vec![9], Some(7), None, 8));
    }
}
