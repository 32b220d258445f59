//! Sets a paragraph: chooses faces, shapes, finds where lines break, and puts each line in visual order.
//!
//! The steps are those of UAX 9 (direction), UAX 29 (characters), UAX 14 (line breaks) and OpenType. Whatever the
//! text, the result holds no missing glyph: what the shaper cannot draw is written out as `[U+…]` and set again.

use std::ops::Range;

use harfrust::{BufferFlags, Direction, Script, Tag, UnicodeBuffer, script};
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{
    GraphemeClusterSegmenter, GraphemeClusterSegmenterBorrowed, LineSegmenter, LineSegmenterBorrowed,
};
use krilla::text::GlyphId;
use unicode_bidi::{BidiInfo, Level};
use unicode_script::{Script as UScript, UnicodeScript as _};

use super::faces::{Faces, is_ignorable};
use crate::fonts::Style;
use crate::visible::marker;

/// How a stretch of text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Look {
    pub(crate) style: Style,
    pub(crate) size: f32,
    pub(crate) ink: Ink,
    /// White on a solid block: a redaction.
    pub(crate) boxed: bool,
}

/// The colours of a print; there are no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Ink {
    Body,
    Quiet,
    Accent,
    Hairline,
    Paper,
}

/// A stretch of text with one look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span<'t> {
    pub(crate) text: &'t str,
    pub(crate) look: Look,
}

/// A paragraph that has been set.
pub(crate) struct Paragraph {
    pub(crate) text: String,
    pub(crate) items: Vec<Item>,
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) lines: Vec<Line>,
    pub(crate) rtl: bool,
}

/// A stretch with one face, look, direction and script.
pub(crate) struct Item {
    pub(crate) face: u16,
    pub(crate) look: Look,
    level: Level,
    bytes: Range<usize>,
    glyphs: Range<usize>,
}

/// A glyph; lengths are in parts of the font size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    id: u32,
    advance: f32,
    dx: f32,
    dy: f32,
    start: u32,
    end: u32,
}

impl krilla::text::Glyph for Glyph {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(self.id)
    }
    fn text_range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
    fn x_advance(&self, size: f32) -> f32 {
        self.advance * size
    }
    fn x_offset(&self, size: f32) -> f32 {
        self.dx * size
    }
    fn y_offset(&self, size: f32) -> f32 {
        self.dy * size
    }
    fn y_advance(&self, _size: f32) -> f32 {
        0.0
    }
    fn location(&self) -> Option<krilla::surface::Location> {
        None
    }
}

/// A line: pieces from left to right.
pub(crate) struct Line {
    /// Width without the white space at its end.
    pub(crate) width: f32,
    pub(crate) pieces: Vec<Piece>,
}

/// A part of an item on a line.
pub(crate) struct Piece {
    pub(crate) item: usize,
    pub(crate) glyphs: Range<usize>,
    pub(crate) width: f32,
}

/// Sets paragraphs with one set of faces.
pub(crate) struct Typesetter<'a> {
    pub(crate) faces: Faces<'a>,
    graphemes: GraphemeClusterSegmenterBorrowed<'static>,
    breaks: LineSegmenterBorrowed<'static>,
    buffer: Option<UnicodeBuffer>,
}

/// Text whose every character has a face.
struct Prepared {
    text: String,
    runs: Vec<Run>,
    /// Ends of the lines that the writer made, behind their line feed.
    ends: Vec<usize>,
}

struct Run {
    end: usize,
    face: u16,
    look: Look,
}

/// What is shaped at once.
struct Stretch<'r> {
    run: &'r Run,
    bytes: Range<usize>,
    level: Level,
    script: Option<UScript>,
}

/// A line of the writer that has been shaped: its bytes, and its first item.
struct Shaped<'t> {
    text: &'t str,
    bytes: Range<usize>,
    first: usize,
}

impl<'a> Typesetter<'a> {
    pub(crate) fn new(faces: Faces<'a>) -> Self {
        Self {
            faces,
            graphemes: GraphemeClusterSegmenter::new(),
            breaks: LineSegmenter::new_dictionary(LineBreakOptions::default()),
            buffer: Some(UnicodeBuffer::new()),
        }
    }

    /// Sets spans in lines of at most `width` points.
    pub(crate) fn set(&mut self, spans: &[Span<'_>], width: f32) -> Paragraph {
        let mut prepared = self.prepare(spans);
        loop {
            let mut paragraph = Paragraph {
                rtl: is_rtl(&prepared.text),
                text: String::new(),
                items: Vec::new(),
                glyphs: Vec::new(),
                lines: Vec::new(),
            };
            let mut missing = Vec::new();
            let mut start = 0;
            for end in &prepared.ends {
                let first = paragraph.items.len();
                self.shape_line(&prepared, start..*end, &mut paragraph, &mut missing);
                if missing.is_empty() {
                    let line = Shaped { text: &prepared.text, bytes: start..*end, first };
                    self.break_line(line, width, &mut paragraph);
                }
                start = *end;
            }
            if missing.is_empty() {
                paragraph.text = prepared.text;
                return paragraph;
            }
            prepared = self.write_out(&prepared, &missing);
        }
    }

    fn prepare(&self, spans: &[Span<'_>]) -> Prepared {
        let length = spans.iter().map(|span| span.text.len()).sum();
        let mut prepared =
            Prepared { text: String::with_capacity(length), runs: Vec::new(), ends: Vec::new() };
        for span in spans {
            let Some(primary) = self.faces.primary(span.look.style) else { continue };
            if span.text.bytes().all(|b| matches!(b, b' '..=b'~')) {
                prepared.push(span.text, primary, span.look);
                continue;
            }
            let mut start = 0;
            for end in self.graphemes.segment_str(span.text).skip(1) {
                self.prepare_cluster(&span.text[start..end], primary, span.look, &mut prepared);
                start = end;
            }
        }
        prepared.ends.push(prepared.text.len());
        prepared
    }

    fn prepare_cluster(&self, cluster: &str, primary: u16, look: Look, prepared: &mut Prepared) {
        if cluster == "\n" {
            // A space in its place keeps the words apart for whoever copies or hears the text.
            prepared.push(" ", primary, look);
            prepared.ends.push(prepared.text.len());
            return;
        }
        if cluster.chars().all(is_ignorable) {
            let face = prepared.runs.last().filter(|run| run.look == look).map_or(primary, |run| run.face);
            prepared.push(cluster, face, look);
            return;
        }
        // UAX 15, D6: no language needs more than 30 marks on one character, and 300 would bury the lines around.
        const MARKS: usize = 31;
        let face = self.faces.choose(cluster, look.style);
        if let (Some(face), true) = (face, cluster.chars().nth(MARKS).is_none()) {
            prepared.push(cluster, face, look);
            return;
        }
        for (n, (at, c)) in cluster.char_indices().enumerate() {
            let own = &cluster[at..at + c.len_utf8()];
            match self.faces.choose(own, look.style).filter(|_| n < MARKS) {
                _ if c == '\n' => self.prepare_cluster("\n", primary, look, prepared),
                Some(face) => prepared.push(own, face, look),
                None => {
                    let mut words = String::new();
                    marker(c, &mut words);
                    prepared.push(&words, primary, look);
                }
            }
        }
    }

    /// Writes out the characters for which the shaper found no glyph.
    fn write_out(&self, prepared: &Prepared, missing: &[Range<usize>]) -> Prepared {
        let mut next = Prepared { text: String::new(), runs: Vec::new(), ends: Vec::new() };
        let mut start = 0;
        for run in &prepared.runs {
            for (at, c) in prepared.text[start..run.end].char_indices() {
                let at = start + at;
                match missing.iter().find(|range| range.contains(&at)) {
                    Some(_) if !c.is_ascii() => {
                        let mut words = String::new();
                        marker(c, &mut words);
                        next.push(&words, self.faces.primary(run.look.style).unwrap_or(run.face), run.look);
                    }
                    // A face without the letters of our own marker cannot show them either way.
                    Some(range) if prepared.text[range.clone()].is_ascii() => {}
                    _ => next.push(c.encode_utf8(&mut [0; 4]), run.face, run.look),
                }
                if prepared.ends.binary_search(&(at + c.len_utf8())).is_ok() {
                    next.ends.push(next.text.len());
                }
            }
            start = run.end;
        }
        next.ends.resize(prepared.ends.len(), next.text.len());
        next
    }

    /// Cuts a line of the writer into items and shapes each.
    fn shape_line(
        &mut self,
        prepared: &Prepared,
        line: Range<usize>,
        out: &mut Paragraph,
        missing: &mut Vec<Range<usize>>,
    ) {
        let text = &prepared.text[line.clone()];
        let base = if out.rtl { Level::rtl() } else { Level::ltr() };
        let levels = has_directions(text).then(|| BidiInfo::new(text, Some(base)).levels);
        let level_at =
            |at: usize| levels.as_ref().and_then(|l| l.get(at - line.start)).copied().unwrap_or(base);
        let mut start = line.start;
        for run in runs_in(&prepared.runs, &line) {
            let end = run.end.min(line.end);
            let mut item = start;
            let mut known = None;
            let stretch = &prepared.text[start..end];
            if levels.is_some() || !stretch.is_ascii() {
                for (at, c) in stretch.char_indices() {
                    let at = start + at;
                    let script = real_script(c);
                    let other_script = matches!((known, script), (Some(a), Some(b)) if a != b);
                    if at > item && (other_script || level_at(at) != level_at(item)) {
                        self.shape(
                            prepared,
                            Stretch { run, bytes: item..at, level: level_at(item), script: known },
                            out,
                            missing,
                        );
                        (item, known) = (at, None);
                    }
                    known = known.or(script);
                }
            } else {
                known = Some(UScript::Latin);
            }
            if item < end {
                self.shape(
                    prepared,
                    Stretch { run, bytes: item..end, level: level_at(item), script: known },
                    out,
                    missing,
                );
            }
            start = end;
        }
    }

    fn shape(
        &mut self,
        prepared: &Prepared,
        Stretch { run, bytes, level, script }: Stretch<'_>,
        out: &mut Paragraph,
        missing: &mut Vec<Range<usize>>,
    ) {
        let face = self.faces.get(run.face);
        let mut buffer = self.buffer.take().unwrap_or_default();
        for (at, c) in prepared.text[bytes.clone()].char_indices() {
            buffer.add(c, u32::try_from(bytes.start + at).unwrap_or(u32::MAX));
        }
        buffer.set_direction(if level.is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.set_script(script.map_or(script::LATIN, open_type_script));
        buffer.set_flags(
            BufferFlags::REMOVE_DEFAULT_IGNORABLES
                | BufferFlags::BEGINNING_OF_TEXT
                | BufferFlags::END_OF_TEXT,
        );
        let shaper = face.shaping().shaper(&face.font).build();
        let shaped = shaper.shape(buffer, &[]);
        let first = out.glyphs.len();
        let em = face.units_per_em;
        for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            out.glyphs.push(Glyph {
                id: info.glyph_id,
                advance: to_em(position.x_advance, em),
                dx: to_em(position.x_offset, em),
                dy: to_em(position.y_offset, em),
                start: info.cluster,
                end: info.cluster,
            });
        }
        let glyphs = first..out.glyphs.len();
        close_clusters(&mut out.glyphs[glyphs.clone()], bytes.end, level.is_rtl());
        missing.extend(
            out.glyphs[glyphs.clone()].iter().filter(|g| g.id == 0).map(|g| g.start as usize..g.end as usize),
        );
        out.items.push(Item { face: run.face, look: run.look, level, bytes, glyphs });
        self.buffer = Some(shaped.clear());
    }

    /// Fills lines one after the other with as much as fits.
    fn break_line(&self, Shaped { text, bytes: line, first }: Shaped<'_>, width: f32, out: &mut Paragraph) {
        let clusters = clusters(&out.items[first..], &out.glyphs);
        let total: f32 = clusters.iter().map(|(_, width)| width).sum();
        let mut start = line.start;
        if total > width {
            let mut allowed =
                self.breaks.segment_str(&text[line.clone()]).map(|at| at + line.start).peekable();
            let (mut used, mut allowed_at, mut allowed_used) = (0.0, line.start, 0.0);
            for (at, advance) in clusters {
                while let Some(candidate) = allowed.next_if(|candidate| *candidate <= at) {
                    if candidate == at {
                        (allowed_at, allowed_used) = (at, used);
                    }
                }
                // White space hangs over the edge; a word that is longer than a line is cut where the line is full.
                let is_space = text[at..].starts_with(char::is_whitespace);
                while !is_space && used + advance > width && at > start {
                    let (cut, cut_used) =
                        if allowed_at > start { (allowed_at, allowed_used) } else { (at, used) };
                    out.push_line(start..cut, first, text);
                    used -= cut_used;
                    (start, allowed_at, allowed_used) = (cut, cut, 0.0);
                }
                used += advance;
            }
        }
        out.push_line(start..line.end, first, text);
    }
}

impl Prepared {
    fn push(&mut self, text: &str, face: u16, look: Look) {
        self.text.push_str(text);
        match self.runs.last_mut() {
            Some(run) if run.face == face && run.look == look => run.end = self.text.len(),
            _ => self.runs.push(Run { end: self.text.len(), face, look }),
        }
    }
}

impl Paragraph {
    fn push_line(&mut self, line: Range<usize>, first: usize, text: &str) {
        let mut pieces = Vec::new();
        let mut levels = Vec::new();
        // Binary searches, because a hostile text has one line of a million characters.
        let from = first + self.items[first..].partition_point(|item| item.bytes.end <= line.start);
        for (i, item) in
            self.items.iter().enumerate().skip(from).take_while(|(_, item)| item.bytes.start < line.end)
        {
            let all = &self.glyphs[item.glyphs.clone()];
            let before = |at: usize| move |g: &Glyph| (g.start as usize) < at;
            let behind = |at: usize| move |g: &Glyph| at <= (g.start as usize);
            let inside = if item.level.is_rtl() {
                all.partition_point(behind(line.end))..all.partition_point(behind(line.start))
            } else {
                all.partition_point(before(line.start))..all.partition_point(before(line.end))
            };
            if inside.is_empty() {
                continue;
            }
            let width = all[inside.clone()].iter().map(|g| g.advance).sum::<f32>() * item.look.size;
            let glyphs = item.glyphs.start + inside.start..item.glyphs.start + inside.end;
            pieces.push(Piece { item: i, glyphs, width });
            levels.push(item.level);
        }
        let trailing: f32 = self.trailing_space(&pieces, text);
        let width = pieces.iter().map(|piece| piece.width).sum::<f32>() - trailing;
        reorder(&mut pieces, &mut levels);
        self.lines.push(Line { width, pieces });
    }

    fn trailing_space(&self, pieces: &[Piece], text: &str) -> f32 {
        let mut width = 0.0;
        for piece in pieces.iter().rev() {
            let item = &self.items[piece.item];
            let glyphs = &self.glyphs[piece.glyphs.clone()];
            let blank = |g: &&Glyph| text[g.start as usize..].starts_with(char::is_whitespace);
            let run: Vec<&Glyph> = if item.level.is_rtl() {
                glyphs.iter().take_while(blank).collect()
            } else {
                glyphs.iter().rev().take_while(blank).collect()
            };
            width += run.iter().map(|g| g.advance).sum::<f32>() * item.look.size;
            if run.len() < glyphs.len() {
                break;
            }
        }
        width
    }
}

/// UAX 9, rule L2: from the highest level down to the lowest odd one, reverses what is at that level or above.
fn reorder(pieces: &mut [Piece], levels: &mut [Level]) {
    let highest = levels.iter().map(|l| l.number()).max().unwrap_or(0);
    for level in (1..=highest).rev() {
        let mut i = 0;
        while i < pieces.len() {
            let length = levels[i..].iter().take_while(|l| level <= l.number()).count();
            pieces[i..i + length].reverse();
            levels[i..i + length].reverse();
            i += length.max(1);
        }
    }
}

/// Gives each glyph the end of its cluster: the start of the next cluster in reading order.
fn close_clusters(glyphs: &mut [Glyph], end: usize, rtl: bool) {
    let mut next = u32::try_from(end).unwrap_or(u32::MAX);
    let mut current = None;
    let mut close = |glyph: &mut Glyph| {
        match current {
            Some((start, known_end)) if start == glyph.start => glyph.end = known_end,
            _ => {
                glyph.end = next;
                current = Some((glyph.start, next));
            }
        }
        next = glyph.start;
    };
    // Within a cluster `next` becomes its own start, which only the next cluster looks at.
    if rtl { glyphs.iter_mut().for_each(&mut close) } else { glyphs.iter_mut().rev().for_each(&mut close) }
}

/// Returns start and width of each cluster in reading order.
fn clusters(items: &[Item], glyphs: &[Glyph]) -> Vec<(usize, f32)> {
    let mut list: Vec<(usize, f32)> = Vec::new();
    for item in items {
        let mut add = |glyph: &Glyph| {
            let (start, width) = (glyph.start as usize, glyph.advance * item.look.size);
            match list.last_mut() {
                Some((last, sum)) if *last == start => *sum += width,
                _ => list.push((start, width)),
            }
        };
        let all = &glyphs[item.glyphs.clone()];
        if item.level.is_rtl() { all.iter().rev().for_each(&mut add) } else { all.iter().for_each(&mut add) }
    }
    list
}

fn runs_in<'r>(runs: &'r [Run], line: &Range<usize>) -> impl Iterator<Item = &'r Run> {
    let first = runs.partition_point(|run| run.end <= line.start);
    let last = runs.partition_point(|run| run.end < line.end);
    runs.get(first..(last + 1).min(runs.len())).unwrap_or_default().iter()
}

fn to_em(units: i32, em: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "font units are below 2^24, which f32 holds exactly")]
    let units = units as f32;
    units / em
}

fn is_rtl(text: &str) -> bool {
    has_directions(text)
        && matches!(unicode_bidi::get_base_direction_full(text), unicode_bidi::Direction::Rtl)
}

/// Says whether anything in the text could run to the left; if not, the whole of UAX 9 is skipped.
fn has_directions(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| {
            matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x200f | 0x202a..=0x202e | 0x2066..=0x2069 | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff)
        })
}

fn real_script(c: char) -> Option<UScript> {
    match c.script() {
        UScript::Common | UScript::Inherited | UScript::Unknown => None,
        script => Some(script),
    }
}

fn open_type_script(script: UScript) -> Script {
    Script::from_iso15924_tag(Tag::from_be_bytes(script.as_iso15924_tag().to_be_bytes()))
        .unwrap_or(script::LATIN)
}
