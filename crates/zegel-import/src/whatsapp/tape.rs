//! The places of the messages of a text, so that its second reading need not look for them again.
//!
//! The text itself is not kept: reading it again from the page cache costs less than the memory to hold it. Only the
//! places are, up to a limit; a text with more messages is walked over twice.

use std::ops::ControlFlow;

use jiff::civil::Date;

use crate::text::TextStream;
use crate::whatsapp::sender::Split;
use crate::whatsapp::walk::{Head, Item, Visitor};
use crate::{ReadError, Source};

/// The places, in the order of the text, in which they lie one behind the other.
pub(super) struct Tape {
    pieces: Vec<Piece>,
}

/// One message, or text that belongs to none: 28 bytes, because there may be very many.
#[derive(Clone, Copy)]
struct Piece {
    len: u32,
    line: u32,
    first_line_end: u32,
    day: Date,
    rest: u16,
    sender_len: u16,
    body: u16,
    time: [u8; 3],
    /// Bytes behind the body.
    tail: u8,
    flags: u8,
}

const IS_MESSAGE: u8 = 1;
const HAS_SENDER: u8 = 2;
const HAS_SECONDS: u8 = 4;
const HAS_LEAD_MARK: u8 = 8;

/// Writes down places while a text is walked over.
pub(super) struct Recorder {
    pieces: Vec<Piece>,
    max: usize,
    /// There were more places than it may hold, or one that is larger than a place can say.
    overflowed: bool,
}

impl Recorder {
    /// Makes a recorder for at most this many bytes of places.
    pub(super) fn new(max_bytes: u64) -> Self {
        let max = usize::try_from(max_bytes).unwrap_or(usize::MAX) / size_of::<Piece>();
        Self { pieces: Vec::new(), max, overflowed: false }
    }

    #[inline]
    pub(super) fn message(&mut self, item: &Item<'_>, split: &Split) {
        self.push(message_piece(item, split));
    }

    pub(super) fn orphan(&mut self, line: u64, text: &str) {
        self.push(orphan_piece(line, text));
    }

    #[inline]
    fn push(&mut self, piece: Option<Piece>) {
        match piece {
            Some(piece) if self.pieces.len() < self.max && !self.overflowed => self.pieces.push(piece),
            _ => {
                self.overflowed = true;
                self.pieces = Vec::new();
            }
        }
    }

    /// Returns the tape, unless something did not fit on it.
    pub(super) fn into_tape(self) -> Option<Tape> {
        (!self.overflowed).then_some(Tape { pieces: self.pieces })
    }
}

#[inline]
fn message_piece(item: &Item<'_>, split: &Split) -> Option<Piece> {
    let head = &item.head;
    let flag = |on: bool, flag: u8| if on { flag } else { 0 };
    Some(Piece {
        len: u32::try_from(item.text.len()).ok()?,
        line: u32::try_from(item.line).ok()?,
        first_line_end: u32::try_from(item.first_line_end).ok()?,
        day: head.day,
        rest: u16::try_from(head.rest()).ok()?,
        sender_len: u16::try_from(split.sender_len.unwrap_or(0)).ok()?,
        body: u16::try_from(split.body).ok()?,
        time: head.time,
        tail: u8::try_from(item.text.len() - item.body_end).ok()?,
        flags: IS_MESSAGE
            | flag(split.sender_len.is_some(), HAS_SENDER)
            | flag(head.has_seconds, HAS_SECONDS)
            | flag(head.lead_mark, HAS_LEAD_MARK),
    })
}

fn orphan_piece(line: u64, text: &str) -> Option<Piece> {
    Some(Piece {
        len: u32::try_from(text.len()).ok()?,
        line: u32::try_from(line).ok()?,
        first_line_end: 0,
        day: Date::ZERO,
        rest: 0,
        sender_len: 0,
        body: 0,
        time: [0; 3],
        tail: 0,
        flags: 0,
    })
}

impl Piece {
    fn hand_over(&self, text: &str, visitor: &mut impl Visitor) -> ControlFlow<()> {
        let line = u64::from(self.line);
        if self.flags & IS_MESSAGE == 0 {
            return visitor.orphan(line, text);
        }
        let has = |flag: u8| self.flags & flag != 0;
        let head =
            Head::new(self.day, self.rest.into(), self.time).with(has(HAS_SECONDS), has(HAS_LEAD_MARK));
        let sender_len = has(HAS_SENDER).then_some(self.sender_len.into());
        visitor.message(&Item {
            line,
            head,
            split: Some(Split { sender_len, body: self.body.into(), number: None }),
            text,
            first_line_end: self.first_line_end as usize,
            body_end: text.len() - usize::from(self.tail),
        })
    }
}

impl Tape {
    /// Reads the text again and hands everything to the visitor.
    pub(super) fn replay(
        &self,
        source: &mut Source<'_>,
        stream: &mut TextStream,
        visitor: &mut impl Visitor,
    ) -> Result<(), ReadError> {
        let mut text = String::new();
        let mut at = 0;
        for piece in &self.pieces {
            let len = piece.len as usize;
            if text.len() < at + len {
                text.drain(..at);
                at = 0;
                while text.len() < len && stream.read_more(source, &mut text)? {
                    stop_if(visitor.progress(stream.decoder.source_bytes))?;
                }
            }
            // The source must not change between two readings; if it did, the rest of it is not what was seen.
            let Some(one) = text.get(at..at + len) else { return Err(changed()) };
            at += len;
            stop_if(piece.hand_over(one, visitor))?;
        }
        // The end of the text, and why it ended, is only seen by reading on.
        while stream.read_more(source, &mut text)? {}
        if at < text.len() { Err(changed()) } else { Ok(()) }
    }
}

fn changed() -> ReadError {
    ReadError::Io {
        doing: "read the text a second time",
        source: std::io::Error::other("the file has changed while it was read"),
    }
}

fn stop_if(flow: ControlFlow<()>) -> Result<(), ReadError> {
    match flow {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(ReadError::Cancelled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_small() {
        assert_eq!(size_of::<Piece>(), 28);
    }
}
