//! Cuts the text into messages, in memory that does not grow with the file.
//!
//! Invariant: every byte of the text is in exactly one item that is handed to the visitor.

use std::ops::ControlFlow;

use jiff::civil::Date;
use memchr::{memchr, memchr_iter};

use crate::text::TextStream;
use crate::whatsapp::body::Clues;
use crate::whatsapp::fast::Again;
use crate::whatsapp::grammar::{Grammar, Verdict};
use crate::whatsapp::header::Header;
use crate::whatsapp::sender::Split;
use crate::{Limits, ReadError, Source};

/// No header is longer than this, marks included.
const ENOUGH_TO_JUDGE: usize = 512;

/// What a header says, once its day is known: small, because there is one for every message.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub(super) day: Date,
    rest: u32,
    /// Hour, minute, second.
    pub(super) time: [u8; 3],
    pub(super) has_seconds: bool,
    /// An invisible mark stands before it.
    pub(super) lead_mark: bool,
}

impl Head {
    fn of(header: &Header, day: Date) -> Self {
        let stamp = &header.stamp;
        Self::new(day, header.rest, [stamp.hour, stamp.minute, stamp.second])
            .with(header.shape.has_seconds, header.lead_mark)
    }

    #[inline]
    fn of_again(again: &Again, day: Date, has_seconds: bool) -> Self {
        Self::new(day, again.rest, again.time).with(has_seconds, again.lead_mark)
    }

    /// Puts a head together, of minutes and without a mark.
    #[inline]
    pub(super) fn new(day: Date, rest: u32, time: [u8; 3]) -> Self {
        Self { day, rest, time, has_seconds: false, lead_mark: false }
    }

    /// Says whether there are seconds, and whether a mark stands before it.
    #[inline]
    pub(super) fn with(self, has_seconds: bool, lead_mark: bool) -> Self {
        Self { has_seconds, lead_mark, ..self }
    }

    /// Returns where the sender or the text begins.
    #[inline]
    pub(super) fn rest(&self) -> usize {
        self.rest as usize
    }
}

/// One message as it lies in the text.
#[derive(Clone, Copy)]
pub(super) struct Item<'t> {
    /// Its first line, counted from 1.
    pub(super) line: u64,
    pub(super) head: Head,
    /// Where its sender ends and its body begins, where that was found before.
    pub(super) split: Option<Split>,
    /// The whole of it: header, body and line end.
    pub(super) text: &'t str,
    /// Where its first line ends, without the line end.
    pub(super) first_line_end: usize,
    /// Where its body ends: before the line end that closes it.
    pub(super) body_end: usize,
}

impl Item<'_> {
    /// Returns what is known of a body that begins at `start`, before it is read.
    #[inline]
    pub(super) fn clues(&self, start: usize) -> Clues {
        let several = self.first_line_end < self.body_end;
        Clues {
            media_line: self.head.lead_mark,
            first_line_of_several: several.then(|| self.first_line_end.saturating_sub(start)),
        }
    }
}

/// Takes what the walk finds.
pub(super) trait Visitor {
    /// Takes a message.
    fn message(&mut self, item: &Item<'_>) -> ControlFlow<()>;
    /// Takes text that belongs to no message.
    fn orphan(&mut self, line: u64, text: &str) -> ControlFlow<()>;
    /// Takes the verdict on a line that has the form of a header, before its message comes.
    fn judged(&mut self, verdict: &Verdict, border: Border, line: &str);
    /// Takes that a line is a header again, with the same shape and date as the one that was judged last.
    fn judged_again(&mut self, border: Border);
    /// Takes a line of text inside a message, of which only the line end above matters.
    fn continued(&mut self, border: Border);
    /// Takes that a message was too long and is read in pieces.
    fn cut(&mut self);
    /// Takes how far the walk is.
    fn progress(&mut self, source_bytes: u64) -> ControlFlow<()>;
}

/// How the line above ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Border {
    /// There is no line above.
    Start,
    Lf,
    CrLf,
}

/// Walks over the whole text.
pub(super) fn walk(
    source: &mut Source<'_>,
    stream: &mut TextStream,
    grammar: &mut Grammar,
    limits: &Limits,
    visitor: &mut impl Visitor,
) -> Result<(), ReadError> {
    let mut window = Window { text: String::new(), start: 0, scan: 0, searched: 0 };
    let mut open = Open::new(grammar.rules.line_end, limits);
    loop {
        let more = stream.read_more(source, &mut window.text)?;
        stop_if(visitor.progress(stream.decoder.source_bytes))?;
        stop_if(take_lines(&mut window, &mut open, grammar, visitor, more))?;
        if !more {
            break;
        }
        if open.max_bytes < window.text.len() - window.start {
            stop_if(relieve(&mut window, &mut open, grammar, visitor))?;
        }
        window.forget_taken();
    }
    open.at_end = true;
    let end = window.text.len();
    stop_if(flush_to(&mut window, &mut open, end, visitor))
}

fn stop_if(flow: ControlFlow<()>) -> Result<(), ReadError> {
    match flow {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(ReadError::Cancelled),
    }
}

/// The part of the text that is in memory.
struct Window {
    text: String,
    /// Where the open item begins.
    start: usize,
    /// Where the line that is looked at begins.
    scan: usize,
    /// Up to where there is no line end, so that a long line is searched once.
    searched: usize,
}

impl Window {
    /// Drops what was handed over. An item that is still open is moved at most once for each time the window
    /// doubles, so a long message costs linear time.
    fn forget_taken(&mut self) {
        if 0 < self.start {
            self.text.drain(..self.start);
            self.scan -= self.start;
            self.searched -= self.start;
            self.start = 0;
        }
    }
}

/// The item that is not finished yet.
struct Open {
    head: Option<(Head, usize)>,
    /// Line of its beginning.
    line: u64,
    /// Line that is looked at.
    current: u64,
    border: Border,
    /// The window begins in the middle of a line (of a message that was cut).
    mid_line: bool,
    line_end: u8,
    max_bytes: usize,
    /// The text is all in the window.
    at_end: bool,
}

impl Open {
    fn new(line_end: u8, limits: &Limits) -> Self {
        let max_bytes = usize::try_from(limits.max_message_bytes).unwrap_or(usize::MAX).max(ENOUGH_TO_JUDGE);
        Self {
            head: None,
            line: 1,
            current: 1,
            border: Border::Start,
            mid_line: false,
            line_end,
            max_bytes,
            at_end: false,
        }
    }
}

fn take_lines(
    window: &mut Window,
    open: &mut Open,
    grammar: &mut Grammar,
    visitor: &mut impl Visitor,
    more: bool,
) -> ControlFlow<()> {
    loop {
        let bytes = window.text.as_bytes();
        let end = match memchr(open.line_end, &bytes[window.searched..]) {
            Some(place) => window.searched + place + 1,
            None if more => {
                window.searched = bytes.len();
                return ControlFlow::Continue(());
            }
            None if window.scan == bytes.len() => return ControlFlow::Continue(()),
            None => bytes.len(),
        };
        take_line(window, open, grammar, visitor, end)?;
        let crlf = window.text.as_bytes()[window.scan..end].ends_with(b"\r\n");
        open.border = if crlf || open.line_end == b'\r' { Border::CrLf } else { Border::Lf };
        open.current += 1;
        open.mid_line = false;
        (window.scan, window.searched) = (end, end);
    }
}

#[inline]
fn take_line(
    window: &mut Window,
    open: &mut Open,
    grammar: &mut Grammar,
    visitor: &mut impl Visitor,
    end: usize,
) -> ControlFlow<()> {
    if open.mid_line {
        return ControlFlow::Continue(()); // It was judged when its beginning was handed over.
    }
    let line = &window.text.as_bytes()[window.scan..end];
    // The quick way, for nearly all headers; all else goes the other way, which gives the same answer.
    let Some((again, day)) = grammar.judge_again(line, open.border != Border::Lf) else {
        return judge_line(window, open, grammar, visitor, end);
    };
    let first_line_end = line.len() - line_end_len(line);
    visitor.judged_again(open.border);
    flush_to(window, open, window.scan, visitor)?;
    open.head = Some((Head::of_again(&again, day, grammar.has_seconds()), first_line_end));
    ControlFlow::Continue(())
}

/// Judges the line from the scan to `end`: a header closes the item above it and opens its own.
fn judge_line(
    window: &mut Window,
    open: &mut Open,
    grammar: &mut Grammar,
    visitor: &mut impl Visitor,
    end: usize,
) -> ControlFlow<()> {
    let line = &window.text[window.scan..end];
    let verdict = grammar.judge(line, open.border != Border::Lf);
    let head = match verdict {
        Verdict::Header(header, day) => {
            Some((Head::of(&header, day), line.len() - line_end_len(line.as_bytes())))
        }
        _ => None,
    };
    match verdict {
        Verdict::Text => visitor.continued(open.border),
        _ => visitor.judged(&verdict, open.border, line),
    }
    if head.is_some() || (open.head.is_none() && window.start < window.scan) {
        flush_to(window, open, window.scan, visitor)?;
    }
    if head.is_some() {
        open.head = head;
    }
    ControlFlow::Continue(())
}

/// Hands over the item from the start of the window to `end`, and starts the next one there.
#[inline]
fn flush_to(window: &mut Window, open: &mut Open, end: usize, visitor: &mut impl Visitor) -> ControlFlow<()> {
    let text = &window.text[window.start..end];
    let line = open.line;
    (window.start, open.line) = (end, open.current);
    let head = open.head.take();
    match text.len() <= open.max_bytes {
        true => hand_over(open, head, (line, text), visitor),
        false => hand_over_pieces(open, head, (line, text), visitor),
    }
}

/// Hands over an item that is longer than a message may be: its beginning, and the rest of it as text that is not
/// understood.
fn hand_over_pieces(
    open: &Open,
    head: Option<(Head, usize)>,
    (line, text): (u64, &str),
    visitor: &mut impl Visitor,
) -> ControlFlow<()> {
    if head.is_some() {
        visitor.cut();
    }
    let (first, rest) = text.split_at(text.floor_char_boundary(open.max_bytes));
    hand_over(open, head, (line, first), visitor)?;
    let begun = line + memchr_iter(open.line_end, first.as_bytes()).count() as u64;
    for (line, one) in (begun..).zip(lines(rest, open.line_end)) {
        for piece in pieces(one, open.max_bytes) {
            visitor.orphan(line, piece)?;
        }
    }
    ControlFlow::Continue(())
}

#[inline]
fn hand_over(
    open: &Open,
    head: Option<(Head, usize)>,
    (line, text): (u64, &str),
    visitor: &mut impl Visitor,
) -> ControlFlow<()> {
    if text.is_empty() {
        return ControlFlow::Continue(());
    }
    let Some((head, first_line_end)) = head else { return visitor.orphan(line, text) };
    let body_end = match open.line_end {
        // Empty lines at the end of a file were not typed by the last sender.
        _ if open.at_end => text.trim_end_matches(['\n', '\r']).len().max(head.rest()),
        b'\r' => text.len() - usize::from(text.ends_with('\r')),
        _ => text.len() - line_end_len(text.as_bytes()),
    };
    let first_line_end = first_line_end.min(body_end);
    visitor.message(&Item { line, head, split: None, text, first_line_end, body_end })
}

/// Makes room when the open item is longer than a message may be: what is there is handed over, and the rest of it
/// becomes text that is not understood. The pieces do not depend on the size of the chunks.
fn relieve(
    window: &mut Window,
    open: &mut Open,
    grammar: &mut Grammar,
    visitor: &mut impl Visitor,
) -> ControlFlow<()> {
    if open.max_bytes < window.scan - window.start {
        let (end, current) = (window.scan, open.current);
        flush_to(window, open, end, visitor)?;
        open.line = current;
    }
    if !open.mid_line {
        // A line of which only the beginning is here may be a header that ends the long item.
        if window.text.len() - window.scan < ENOUGH_TO_JUDGE {
            return ControlFlow::Continue(());
        }
        judge_line(window, open, grammar, visitor, window.text.len())?;
        open.mid_line = true;
    }
    while open.max_bytes < window.text.len() - window.start {
        if open.head.is_some() {
            visitor.cut();
        }
        let end = window.text.floor_char_boundary(window.start + open.max_bytes);
        let head = open.head.take();
        hand_over(open, head, (open.line, &window.text[window.start..end]), visitor)?;
        (window.start, window.scan) = (end, end);
        open.line = open.current;
    }
    ControlFlow::Continue(())
}

fn lines(text: &str, line_end: u8) -> impl Iterator<Item = &str> {
    text.split_inclusive(char::from(line_end))
}

fn pieces(mut text: &str, max_bytes: usize) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let (piece, rest) = text.split_at(text.floor_char_boundary(max_bytes));
        text = rest;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Returns the length of the LF or CR LF at the end (or CR, alone at the end of a line).
#[inline]
fn line_end_len(line: &[u8]) -> usize {
    match line {
        [.., b'\r', b'\n'] => 2,
        [.., b'\r' | b'\n'] => 1,
        _ => 0,
    }
}
