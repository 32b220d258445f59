//! Turns blocks into strips: lines of text, rules and pictures, each with its height, one below the other.
//!
//! Here lies the look of the document. It knows widths and distances, but not yet pages.

use std::collections::HashMap;
use std::num::NonZeroU16;
use std::rc::Rc;

use krilla::image::Image;

use super::paragraph::{Ink, Look, Paragraph, Span, Typesetter};
use super::tags::{FURNITURE, Kind, NodeId, Structure};
use crate::fonts::Style;

/// Width of the text on an A4 page, in points.
pub(crate) const WIDTH: f32 = 479.0;

pub(crate) const BODY: Look = Look { style: Style::Regular, size: 9.2, ink: Ink::Body, boxed: false };
pub(crate) const BODY_BOLD: Look = Look { style: Style::Bold, ..BODY };
pub(crate) const NOTE: Look = Look { style: Style::Italic, ink: Ink::Quiet, ..BODY };
pub(crate) const SMALL: Look = Look { size: 8.0, ink: Ink::Quiet, ..BODY };
pub(crate) const CELL: Look = Look { size: 8.4, ..BODY };
pub(crate) const CELL_HEAD: Look = Look { style: Style::Bold, size: 8.0, ink: Ink::Quiet, ..BODY };
const HASH: Look = Look { size: 6.6, ink: Ink::Quiet, ..BODY };
pub(crate) const TITLE: Look = Look { style: Style::Bold, size: 21.0, ..BODY };
pub(crate) const BODY_NAME: Look = Look { style: Style::Bold, size: 9.5, ink: Ink::Accent, ..BODY };
pub(crate) const SUBTITLE: Look = Look { size: 11.0, ink: Ink::Quiet, ..BODY };
pub(crate) const SECTION: Look = Look { style: Style::Bold, size: 14.0, ..BODY };

pub(crate) const LEADING: f32 = 13.0;
/// A head of a table that is higher is not repeated, or it would leave no room for rows.
const MAX_HEAD: f32 = 160.0;

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

/// Left edge, width, and where the text stands.
pub(crate) type Slot = (f32, f32, Side);

/// A column of a row.
pub(crate) struct Column {
    pub(crate) paragraph: Rc<Paragraph>,
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) node: NodeId,
    pub(crate) side: Side,
}

/// Sets what every print is made of: paragraphs, facts and tables, one below the other.
pub(crate) struct Flow<'a> {
    pub(crate) typesetter: Typesetter<'a>,
    pub(crate) structure: Structure,
    pub(crate) strips: Vec<Strip>,
    /// What is set next belongs to it.
    pub(crate) section: NodeId,
    /// The next entry of the outline begins a new page.
    pub(crate) new_page: bool,
    /// Times, senders and the words of letters come back all the time; each is set once.
    set: HashMap<Key, Rc<Paragraph>>,
}

/// What a paragraph looks like once it is set: its words, face, colour, and the bits of its size and width.
type Key = (String, Style, Ink, u32, u32);

/// Paragraphs that are kept set; when there are more, it begins anew, so that memory stays bounded.
const MAX_SET: usize = 4_096;

impl<'a> Flow<'a> {
    pub(crate) fn new(typesetter: Typesetter<'a>) -> Self {
        Self {
            typesetter,
            structure: Structure::new(),
            strips: Vec::new(),
            section: Structure::ROOT,
            new_page: false,
            set: HashMap::new(),
        }
    }

    pub(crate) fn one(&mut self, text: &str, look: Look, width: f32) -> Rc<Paragraph> {
        Rc::new(self.typesetter.set(&[Span { text, look }], width))
    }

    /// As [`Self::one`], for words that come back.
    pub(crate) fn cached(&mut self, text: &str, look: Look, width: f32) -> Rc<Paragraph> {
        let key = (text.to_owned(), look.style, look.ink, look.size.to_bits(), width.to_bits());
        if let Some(paragraph) = self.set.get(&key) {
            return Rc::clone(paragraph);
        }
        if MAX_SET <= self.set.len() {
            self.set.clear();
        }
        let paragraph = self.one(text, look, width);
        self.set.insert(key, Rc::clone(&paragraph));
        paragraph
    }

    pub(crate) fn outline(&mut self, strip: usize, depth: u8, text: &str) {
        let new_page = std::mem::take(&mut self.new_page);
        if let Some(strip) = self.strips.get_mut(strip) {
            strip.outline = Some((depth, short(text)));
            strip.new_page = new_page;
        }
    }

    pub(crate) fn paragraph(&mut self, text: &str) {
        let node = self.structure.add(self.section, Kind::Paragraph);
        let paragraph = self.one(text, BODY, WIDTH);
        self.lines(full(paragraph, node), Space { before: 4.0, leading: LEADING, keep: false });
    }

    /// Sets a line of a few words; nothing where there are none.
    pub(crate) fn line(&mut self, text: &str, look: Look, space: Space) {
        if text.trim().is_empty() {
            return;
        }
        let node = self.structure.add(self.section, Kind::Paragraph);
        let paragraph = self.one(text, look, WIDTH);
        self.lines(full(paragraph, node), space);
    }

    /// Begins a table of facts with its rule.
    pub(crate) fn open_facts(&mut self) -> NodeId {
        let gap = if self.section == Structure::ROOT { 20.0 } else { 8.0 };
        let rule = Drawn::Rule { x: 0.0, width: WIDTH, y: 0.0, thickness: 1.6, ink: Ink::Accent };
        self.strips.push(Strip { keep: true, inks: vec![rule], ..Strip::empty(gap, 1.6) });
        self.structure.add(self.section, Kind::Table)
    }

    pub(crate) fn facts(&mut self, rows: &[(String, String)]) {
        let table = self.open_facts();
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

    pub(crate) fn cell(
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

    /// Sets a table whose head is repeated on each page that it runs to.
    pub(crate) fn table<H: AsRef<str>>(&mut self, head: &[H], rows: &[Vec<String>], places: &[Slot]) {
        let node = self.structure.add(self.section, Kind::Table);
        let head_row = self.structure.add(node, Kind::Row);
        let first = self.strips.len();
        let columns = self.cells(head, places, CELL_HEAD, (head_row, &Kind::ColumnHead));
        self.row(columns, None);
        let height: f32 = self.strips[first..].iter().map(|strip| strip.height).sum();
        let head = (height <= MAX_HEAD)
            .then(|| Rc::new(self.strips[first..].iter().map(Strip::as_furniture).collect::<Vec<_>>()));
        if let Some(strip) = self.strips.get_mut(first) {
            strip.before = 8.0;
        }
        for strip in &mut self.strips[first..] {
            strip.keep = true;
        }
        for row in rows {
            let row_node = self.structure.add(node, Kind::Row);
            let columns = self.cells(row, places, CELL, (row_node, &Kind::Cell));
            self.row(columns, head.as_ref());
        }
    }

    fn cells<T: AsRef<str>>(
        &mut self,
        texts: &[T],
        places: &[Slot],
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
    pub(crate) fn row(&mut self, columns: Vec<Column>, head: Option<&Rc<Vec<Strip>>>) {
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
    pub(crate) fn lines(&mut self, columns: Vec<Column>, space: Space) {
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
pub(crate) struct Space {
    pub(crate) before: f32,
    pub(crate) leading: f32,
    pub(crate) keep: bool,
}

impl Strip {
    pub(crate) fn empty(before: f32, height: f32) -> Self {
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

pub(crate) fn full(paragraph: Rc<Paragraph>, node: NodeId) -> Vec<Column> {
    vec![Column { paragraph, x: 0.0, width: WIDTH, node, side: Side::Text }]
}

pub(crate) fn hairline(y: f32) -> Drawn {
    Drawn::Rule { x: 0.0, width: WIDTH, y, thickness: 0.5, ink: Ink::Hairline }
}

pub(crate) fn level(n: u16) -> NonZeroU16 {
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
