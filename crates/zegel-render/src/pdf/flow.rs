//! Turns blocks into strips: lines of text, rules and pictures, each with its height, one below the other.
//!
//! Here lies the look of the document. It knows widths and distances, but not yet pages.

use std::collections::HashMap;
use std::num::NonZeroU16;
use std::rc::Rc;

use krilla::image::Image;

use super::image::image;
use super::paragraph::{Ink, Look, Paragraph, Span, Typesetter};
use super::tags::{FURNITURE, Kind, NodeId, Structure};
use crate::blocks::{Block, Level, Line, PictureRef, Piece, Sender, Table, TableKind, Title};
use crate::fonts::Style;
use crate::pictures::{Picture, Pictures, Ready};
use crate::words::{Words, fill};

/// Width of the text on an A4 page, in points.
pub(crate) const WIDTH: f32 = 479.0;

const BODY: Look = Look { style: Style::Regular, size: 9.2, ink: Ink::Body, boxed: false };
const BODY_BOLD: Look = Look { style: Style::Bold, ..BODY };
const NOTE: Look = Look { style: Style::Italic, ink: Ink::Quiet, ..BODY };
const REDACTED: Look = Look { size: 7.8, ink: Ink::Paper, boxed: true, ..BODY };
const SMALL: Look = Look { size: 8.0, ink: Ink::Quiet, ..BODY };
const TIME: Look = SMALL;
const CELL: Look = Look { size: 8.4, ..BODY };
const CELL_HEAD: Look = Look { style: Style::Bold, size: 8.0, ink: Ink::Quiet, ..BODY };
const HASH: Look = Look { size: 6.6, ink: Ink::Quiet, ..BODY };
const TITLE: Look = Look { style: Style::Bold, size: 21.0, ..BODY };
const ARCHIVE: Look = Look { style: Style::Bold, size: 9.5, ink: Ink::Accent, ..BODY };
const SUBTITLE: Look = Look { size: 11.0, ink: Ink::Quiet, ..BODY };
const SECTION: Look = Look { style: Style::Bold, size: 14.0, ..BODY };
const DAY: Look = Look { style: Style::Bold, size: 9.5, ink: Ink::Accent, ..BODY };

const LEADING: f32 = 13.0;
const TIME_WIDTH: f32 = 44.0;
const SENDER_AT: f32 = 48.0;
const SENDER_WIDTH: f32 = 106.0;
const TEXT_AT: f32 = 164.0;
const TEXT_WIDTH: f32 = WIDTH - TEXT_AT;
/// A picture of a phone is set at this many pixels to the inch, and never larger than the box.
const PIXELS_PER_POINT: f32 = 150.0 / 72.0;
const PICTURE_BOX: f32 = 232.0;

/// A horizontal stretch of the document that is never cut.
pub(crate) struct Strip {
    /// White above, dropped at the top of a page.
    pub(crate) before: f32,
    pub(crate) height: f32,
    /// Distance of the base line from the top.
    pub(crate) baseline: f32,
    /// Stays on one page with the strip below.
    pub(crate) keep: bool,
    /// Begins a new page.
    pub(crate) new_page: bool,
    pub(crate) inks: Vec<Drawn>,
    /// The head that is repeated when a page begins with this strip.
    pub(crate) head: Option<Rc<Vec<Strip>>>,
    /// An entry of the outline: its depth and words.
    pub(crate) outline: Option<(u8, String)>,
}

/// Something drawn in a strip; `x` counts from the left edge of the text.
pub(crate) enum Drawn {
    Text { paragraph: Rc<Paragraph>, line: usize, x: f32, width: f32, node: NodeId, side: Side },
    Rule { x: f32, width: f32, y: f32, thickness: f32, ink: Ink },
    Picture { image: Image, x: f32, width: f32, height: f32, node: NodeId },
}

/// Where lines of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
    /// Where the text begins in its own direction.
    Text,
}

/// A column of a row.
struct Column {
    paragraph: Rc<Paragraph>,
    x: f32,
    width: f32,
    node: NodeId,
    side: Side,
}

/// Sets blocks one after the other.
pub(crate) struct Flow<'a> {
    typesetter: Typesetter<'a>,
    pictures: &'a Pictures,
    words: &'static Words,
    pub(crate) structure: Structure,
    pub(crate) strips: Vec<Strip>,
    section: NodeId,
    day: NodeId,
    new_page: bool,
    /// Times and senders come back all the time; each is set once.
    set: HashMap<(String, bool), Rc<Paragraph>>,
}

impl<'a> Flow<'a> {
    pub(crate) fn new(typesetter: Typesetter<'a>, pictures: &'a Pictures, words: &'static Words) -> Self {
        Self {
            typesetter,
            pictures,
            words,
            structure: Structure::new(),
            strips: Vec::new(),
            section: Structure::ROOT,
            day: Structure::ROOT,
            new_page: false,
            set: HashMap::new(),
        }
    }

    /// Gives back what pages are drawn with.
    pub(crate) fn finish(self) -> (Typesetter<'a>, Structure, Vec<Strip>) {
        (self.typesetter, self.structure, self.strips)
    }

    pub(crate) fn block(&mut self, block: &Block) {
        match block {
            Block::Title(title) => self.title(title),
            Block::Heading { level: Level::Section, text } => self.section(text),
            Block::Heading { level: Level::Day, text } => self.day(text),
            Block::Annex => self.new_page = true,
            Block::Facts { rows, .. } => self.facts(rows),
            Block::Table(table) => self.table(table),
            Block::Paragraph(text) => self.paragraph(text),
            Block::Gap(text) => self.gap(text),
            Block::Message(line) => self.message(line),
        }
    }

    fn one(&mut self, text: &str, look: Look, width: f32) -> Rc<Paragraph> {
        Rc::new(self.typesetter.set(&[Span { text, look }], width))
    }

    fn title(&mut self, title: &Title) {
        let node = self.structure.add(Structure::ROOT, Kind::Paragraph);
        let paragraph = self.one(&title.archive, ARCHIVE, WIDTH);
        self.lines(full(paragraph, node), Space { before: 0.0, leading: 13.0, keep: true });
        let heading = Kind::Heading(level(1), short(&title.title));
        let node = self.structure.add(Structure::ROOT, heading);
        let paragraph = self.one(&title.title, TITLE, WIDTH);
        let first = self.strips.len();
        self.lines(full(paragraph, node), Space { before: 7.0, leading: 26.0, keep: true });
        self.outline(first, 0, &title.title);
        let node = self.structure.add(Structure::ROOT, Kind::Paragraph);
        let paragraph = self.one(&title.subtitle, SUBTITLE, WIDTH);
        self.lines(full(paragraph, node), Space { before: 3.0, leading: 15.0, keep: true });
    }

    fn section(&mut self, text: &str) {
        self.section = self.structure.add(Structure::ROOT, Kind::Section);
        self.day = self.section;
        let node = self.structure.add(self.section, Kind::Heading(level(2), short(text)));
        let paragraph = self.one(text, SECTION, WIDTH);
        let first = self.strips.len();
        self.lines(full(paragraph, node), Space { before: 24.0, leading: 19.0, keep: true });
        self.outline(first, 0, text);
    }

    fn day(&mut self, text: &str) {
        self.day = self.structure.add(self.section, Kind::Section);
        let node = self.structure.add(self.day, Kind::Heading(level(3), short(text)));
        let paragraph = self.one(text, DAY, WIDTH);
        let first = self.strips.len();
        self.lines(full(paragraph, node), Space { before: 11.0, leading: 14.0, keep: true });
        if let Some(strip) = self.strips.last_mut() {
            strip.height += 4.0;
            strip.inks.push(hairline(strip.height - 1.5));
        }
        self.outline(first, 1, text);
    }

    fn outline(&mut self, strip: usize, depth: u8, text: &str) {
        let new_page = std::mem::take(&mut self.new_page);
        if let Some(strip) = self.strips.get_mut(strip) {
            strip.outline = Some((depth, short(text)));
            strip.new_page = new_page;
        }
    }

    fn paragraph(&mut self, text: &str) {
        let node = self.structure.add(self.section, Kind::Paragraph);
        let paragraph = self.one(text, BODY, WIDTH);
        self.lines(full(paragraph, node), Space { before: 4.0, leading: LEADING, keep: false });
    }

    fn gap(&mut self, text: &str) {
        let node = self.structure.add(self.day, Kind::Paragraph);
        let paragraph = self.one(text, NOTE, TEXT_WIDTH);
        let column = Column { paragraph, x: TEXT_AT, width: TEXT_WIDTH, node, side: Side::Text };
        let first = self.strips.len();
        self.lines(vec![column], Space { before: 4.0, leading: LEADING, keep: false });
        if let Some(strip) = self.strips.get_mut(first) {
            let rule =
                Drawn::Rule { x: SENDER_AT, width: SENDER_WIDTH, y: 7.0, thickness: 0.5, ink: Ink::Hairline };
            strip.inks.push(rule);
        }
    }

    fn message(&mut self, line: &Line) {
        let node = self.structure.add(self.day, Kind::Paragraph);
        let time = self.cached(&format!("{} ", line.time), TIME, TIME_WIDTH);
        let (sender, sender_node) = match &line.sender {
            Sender::Person(name) => (
                self.cached(&format!("{name} "), BODY_BOLD, SENDER_WIDTH),
                self.structure.add(node, Kind::Strong),
            ),
            Sender::Label(label) => (self.cached(&format!("{label} "), NOTE, SENDER_WIDTH), node),
        };
        let body = self.body(line);
        let columns = vec![
            Column { paragraph: time, x: 0.0, width: TIME_WIDTH, node, side: Side::Left },
            Column {
                paragraph: sender,
                x: SENDER_AT,
                width: SENDER_WIDTH,
                node: sender_node,
                side: Side::Left,
            },
            Column { paragraph: body, x: TEXT_AT, width: TEXT_WIDTH, node, side: Side::Text },
        ];
        self.lines(columns, Space { before: 4.0, leading: LEADING, keep: false });
        for picture in &line.pictures {
            self.picture(picture);
        }
    }

    fn cached(&mut self, text: &str, look: Look, width: f32) -> Rc<Paragraph> {
        let key = (text.to_owned(), look == BODY_BOLD);
        if let Some(paragraph) = self.set.get(&key) {
            return Rc::clone(paragraph);
        }
        let paragraph = self.one(text, look, width);
        self.set.insert(key, Rc::clone(&paragraph));
        paragraph
    }

    fn body(&mut self, line: &Line) -> Rc<Paragraph> {
        let mut spans = Vec::new();
        for (i, pieces) in line.paragraphs.iter().enumerate() {
            if i > 0 {
                spans.push(Span { text: "\n", look: BODY });
            }
            for piece in pieces {
                match piece {
                    Piece::Text(text) => spans.push(Span { text, look: BODY }),
                    Piece::Note(text) => spans.push(Span { text, look: NOTE }),
                    Piece::Redacted(label) => {
                        // No-break spaces are the padding of the block, inside it.
                        spans.push(Span { text: "\u{a0}", look: REDACTED });
                        spans.push(Span { text: label, look: REDACTED });
                        spans.push(Span { text: "\u{a0}", look: REDACTED });
                    }
                }
            }
        }
        Rc::new(self.typesetter.set(&spans, TEXT_WIDTH))
    }

    fn picture(&mut self, picture: &PictureRef) {
        match self.pictures.get(&picture.id) {
            Some(Picture::Ready(ready)) => self.ready_picture(picture, ready),
            Some(Picture::Refused(why)) => self.side_note(self.words.why_not(*why)),
            None if Pictures::supports(&picture.media_type) => self.side_note(self.words.picture_elsewhere),
            None => self.side_note(self.words.picture_format),
        }
    }

    fn ready_picture(&mut self, picture: &PictureRef, ready: &Ready) {
        let Some(image) = image(ready) else {
            return self.side_note(self.words.picture_damaged);
        };
        let size = format!("{} × {}", ready.original.0, ready.original.1);
        let unknown = || fill(self.words.picture_no_alt, &[("{s}", &picture.name), ("{t}", &size)]);
        let alt = short(&picture.alt.clone().unwrap_or_else(unknown));
        let node = self.structure.add(self.day, Kind::Figure(alt));
        #[expect(clippy::cast_precision_loss, reason = "at most 1,600")]
        let (width, height) =
            (ready.size.0 as f32 / PIXELS_PER_POINT, ready.size.1 as f32 / PIXELS_PER_POINT);
        let scale = (PICTURE_BOX / width.max(height)).min(1.0);
        let (width, height) = ((width * scale).max(1.0), (height * scale).max(1.0));
        // The picture belongs to the words above it.
        if let Some(strip) = self.strips.last_mut() {
            strip.keep = true;
        }
        let drawn = Drawn::Picture { image, x: TEXT_AT, width, height, node };
        self.strips.push(Strip { inks: vec![drawn], ..Strip::empty(5.0, height + 4.0) });
    }

    fn side_note(&mut self, text: &str) {
        let node = self.structure.add(self.day, Kind::Paragraph);
        let paragraph = self.one(text, NOTE, TEXT_WIDTH);
        let column = Column { paragraph, x: TEXT_AT, width: TEXT_WIDTH, node, side: Side::Text };
        self.lines(vec![column], Space { before: 0.0, leading: LEADING, keep: false });
    }

    fn facts(&mut self, rows: &[(String, String)]) {
        let table = self.structure.add(self.section, Kind::Table);
        let gap = if self.section == Structure::ROOT { 20.0 } else { 8.0 };
        let rule = Drawn::Rule { x: 0.0, width: WIDTH, y: 0.0, thickness: 1.6, ink: Ink::Accent };
        self.strips.push(Strip { keep: true, inks: vec![rule], ..Strip::empty(gap, 1.6) });
        for (label, value) in rows {
            let row = self.structure.add(table, Kind::Row);
            let look =
                if value.len() >= 64 && !value.contains(' ') { Look { size: 7.6, ..CELL } } else { CELL };
            let columns = vec![
                self.cell(&format!("{label} "), CELL_HEAD, (0.0, 120.0), (row, Kind::RowHead)),
                self.cell(value, look, (132.0, WIDTH - 132.0), (row, Kind::Cell)),
            ];
            self.row(columns, None);
        }
    }

    fn cell(
        &mut self,
        text: &str,
        look: Look,
        (x, width): (f32, f32),
        (row, kind): (NodeId, Kind),
    ) -> Column {
        let node = self.structure.add(row, kind);
        // A cell without text would leave its row one cell short for a screen reader.
        let text = if text.trim().is_empty() { "–" } else { text };
        Column { paragraph: self.one(text, look, width), x, width, node, side: Side::Text }
    }

    fn table(&mut self, table: &Table) {
        // Left edge, width, and where the text stands.
        let places: &[(f32, f32, Side)] = match table.kind {
            TableKind::Participants => {
                &[(0.0, 190.0, Side::Left), (200.0, 200.0, Side::Left), (405.0, 74.0, Side::Right)]
            }
            TableKind::Attachments => &[
                (0.0, 20.0, Side::Left),
                (26.0, 142.0, Side::Left),
                (176.0, 74.0, Side::Left),
                (254.0, 44.0, Side::Right),
                (304.0, 42.0, Side::Right),
                (358.0, 121.0, Side::Left),
            ],
            TableKind::Losses => &[(0.0, 410.0, Side::Left), (420.0, 59.0, Side::Right)],
        };
        let node = self.structure.add(self.section, Kind::Table);
        let head_row = self.structure.add(node, Kind::Row);
        let first = self.strips.len();
        let columns = self.cells(&table.head, places, CELL_HEAD, (head_row, &Kind::ColumnHead));
        self.row(columns, None);
        let head = Rc::new(self.strips[first..].iter().map(Strip::as_furniture).collect::<Vec<_>>());
        if let Some(strip) = self.strips.get_mut(first) {
            strip.before = 8.0;
        }
        for strip in &mut self.strips[first..] {
            strip.keep = true;
        }
        for row in &table.rows {
            let row_node = self.structure.add(node, Kind::Row);
            let columns = self.cells(row, places, CELL, (row_node, &Kind::Cell));
            self.row(columns, Some(&head));
        }
    }

    fn cells<T: AsRef<str>>(
        &mut self,
        texts: &[T],
        places: &[(f32, f32, Side)],
        look: Look,
        (row, kind): (NodeId, &Kind),
    ) -> Vec<Column> {
        let mut columns = Vec::new();
        for (text, (x, width, side)) in texts.iter().zip(places) {
            let text = text.as_ref();
            let look =
                if text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()) { HASH } else { look };
            let column = self.cell(&format!("{text} "), look, (*x, *width), (row, kind.clone()));
            columns.push(Column { side: *side, ..column });
        }
        columns
    }

    /// Sets a row of a table with a hairline below.
    fn row(&mut self, columns: Vec<Column>, head: Option<&Rc<Vec<Strip>>>) {
        let first = self.strips.len();
        self.lines(columns, Space { before: 0.0, leading: 12.0, keep: false });
        let n = self.strips.len() - first;
        if let Some(strip) = self.strips.get_mut(first) {
            strip.height += 3.0;
            strip.baseline += 3.0;
        }
        for (i, strip) in self.strips[first..].iter_mut().enumerate() {
            strip.head = head.cloned();
            // A row of a few lines stays whole.
            strip.keep = i + 1 < n && n <= 6;
        }
        if let Some(strip) = self.strips.last_mut() {
            strip.height += 3.5;
            strip.inks.push(hairline(strip.height - 0.25));
        }
    }

    /// Cuts columns that stand side by side into strips of one line.
    fn lines(&mut self, columns: Vec<Column>, space: Space) {
        let n = columns.iter().map(|column| column.paragraph.lines.len()).max().unwrap_or(0);
        let size =
            columns.iter().flat_map(|c| &c.paragraph.items).map(|item| item.look.size).fold(0.0, f32::max);
        for line in 0..n {
            let here = columns.iter().filter(|column| line < column.paragraph.lines.len());
            let inks = here.map(|column| Drawn::Text {
                paragraph: Rc::clone(&column.paragraph),
                line,
                x: column.x,
                width: column.width,
                node: column.node,
                side: column.side,
            });
            // Never a single line of a message at the foot or the head of a page.
            let together = n > 1 && (line == 0 || line + 2 == n);
            self.strips.push(Strip {
                baseline: space.leading / 2.0 + 0.36 * size,
                keep: together || space.keep,
                inks: inks.collect(),
                ..Strip::empty(if line == 0 { space.before } else { 0.0 }, space.leading)
            });
        }
    }
}

/// How lines stand below one another.
#[derive(Clone, Copy)]
struct Space {
    before: f32,
    leading: f32,
    keep: bool,
}

impl Strip {
    fn empty(before: f32, height: f32) -> Self {
        Self {
            before,
            height,
            baseline: 0.0,
            keep: false,
            new_page: false,
            inks: Vec::new(),
            head: None,
            outline: None,
        }
    }

    /// Copies a strip for the head of a next page, where a screen reader must not hear it again.
    fn as_furniture(&self) -> Self {
        let copy = |drawn: &Drawn| match drawn {
            Drawn::Text { paragraph, line, x, width, side, .. } => Drawn::Text {
                paragraph: Rc::clone(paragraph),
                line: *line,
                x: *x,
                width: *width,
                node: FURNITURE,
                side: *side,
            },
            Drawn::Rule { x, width, y, thickness, ink } => {
                Drawn::Rule { x: *x, width: *width, y: *y, thickness: *thickness, ink: *ink }
            }
            Drawn::Picture { image, x, width, height, .. } => Drawn::Picture {
                image: image.clone(),
                x: *x,
                width: *width,
                height: *height,
                node: FURNITURE,
            },
        };
        Self {
            baseline: self.baseline,
            inks: self.inks.iter().map(copy).collect(),
            ..Self::empty(self.before, self.height)
        }
    }
}

fn full(paragraph: Rc<Paragraph>, node: NodeId) -> Vec<Column> {
    vec![Column { paragraph, x: 0.0, width: WIDTH, node, side: Side::Text }]
}

fn hairline(y: f32) -> Drawn {
    Drawn::Rule { x: 0.0, width: WIDTH, y, thickness: 0.5, ink: Ink::Hairline }
}

fn level(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN)
}

/// Bounds what goes into outlines and alternatives: a string object holds 32,767 bytes (ISO 19005-1, 6.1.12).
pub(crate) fn short(text: &str) -> String {
    const LIMIT: usize = 500;
    let mut out: String = text.chars().take(LIMIT).map(|c| if c == '\n' { ' ' } else { c }).collect();
    if text.chars().nth(LIMIT).is_some() {
        out.push('…');
    }
    out
}
