//! Sets a document: its title, its headings with what stands under them, lists, facts and tables.

use super::flow::{
    BODY, BODY_NAME, CELL, CELL_HEAD, Column, Drawn, Flow, LEADING, NOTE, SECTION, SMALL, SUBTITLE, Side,
    Slot, Space, Strip, TITLE, WIDTH, full, level, short,
};
use super::paragraph::{Ink, Look};
use super::tags::{Kind, NodeId, Structure};
use crate::document::{Document, DocumentBlock, DocumentFact, DocumentMark, DocumentTable, HeadingLevel};
use crate::fonts::Style;
use crate::visible::{visible, visible_name, visible_name_or};

const PART: Look = Look { style: Style::Bold, size: 11.0, ..BODY };
const LOUD: Look = Look { style: Style::Bold, size: 8.0, ..BODY };
const BULLET_AT: f32 = 4.0;
const ITEM_AT: f32 = 16.0;
const NOTE_AT: f32 = 12.0;
/// Between the columns of a table.
const GAP: f32 = 8.0;
/// What stands in the place of a text without anything to see.
pub(crate) const NOTHING: &str = "–";

/// Sets the blocks of a document one after the other.
pub(crate) struct Paper<'a> {
    pub(crate) flow: Flow<'a>,
    /// The sections that are open; as many as the last heading is deep.
    open: Vec<NodeId>,
    breaks: bool,
}

impl<'a> Paper<'a> {
    pub(crate) fn new(flow: Flow<'a>) -> Self {
        Self { flow, open: Vec::new(), breaks: false }
    }

    pub(crate) fn title(&mut self, document: &Document) {
        let flow = &mut self.flow;
        let title = visible_name_or(document.title.as_str(), NOTHING);
        let line = |text: &str| visible_name(text);
        flow.line(
            &line(document.body_name.as_str()),
            BODY_NAME,
            Space { before: 0.0, leading: 13.0, keep: true },
        );
        let node = flow.structure.add(Structure::ROOT, Kind::Heading(level(1), short(&title)));
        let paragraph = flow.one(&title, TITLE, WIDTH);
        let first = flow.strips.len();
        flow.lines(full(paragraph, node), Space { before: 7.0, leading: 26.0, keep: true });
        flow.outline(first, 0, &title);
        flow.line(
            &line(document.subtitle.as_str()),
            SUBTITLE,
            Space { before: 3.0, leading: 15.0, keep: true },
        );
        flow.line(
            &line(document.provenance.as_str()),
            SMALL,
            Space { before: 6.0, leading: 11.0, keep: false },
        );
        flow.strips.push(Strip::empty(0.0, 8.0));
    }

    pub(crate) fn block(&mut self, block: &DocumentBlock) {
        let first = self.flow.strips.len();
        match block {
            DocumentBlock::Heading { level, text } => self.heading(*level, text.as_str()),
            DocumentBlock::Paragraph { text } if has_words(text.as_str()) => {
                self.flow.paragraph(&visible(text.as_str()));
            }
            DocumentBlock::List { items } => self.list(items.iter().map(zegel_model::Content::as_str)),
            DocumentBlock::Facts { rows } => self.facts(rows),
            DocumentBlock::Table(table) => self.table(table),
            DocumentBlock::Note { text } if has_words(text.as_str()) => self.note(&visible(text.as_str())),
            DocumentBlock::Paragraph { .. } | DocumentBlock::Note { .. } => {}
            DocumentBlock::PageBreak => {
                self.breaks = true;
                // What was to stay with the next block stays where it is.
                if let Some(strip) = self.flow.strips.last_mut() {
                    strip.keep = false;
                }
            }
        }
        if self.breaks
            && let Some(strip) = self.flow.strips.get_mut(first)
        {
            strip.new_page = true;
            self.breaks = false;
        }
    }

    fn heading(&mut self, wanted: HeadingLevel, text: &str) {
        let text = visible_name_or(text, NOTHING);
        let depth = match wanted {
            HeadingLevel::One => 0,
            HeadingLevel::Two => 1,
            HeadingLevel::Three => 2,
        };
        let depth = self.open.len().min(depth);
        self.open.truncate(depth);
        let parent = self.open.last().copied().unwrap_or(Structure::ROOT);
        let section = self.flow.structure.add(parent, Kind::Section);
        self.open.push(section);
        self.flow.section = section;
        let (n, look, space, outline) = match depth {
            0 => (2, SECTION, Space { before: 24.0, leading: 19.0, keep: true }, 0),
            1 => (3, PART, Space { before: 14.0, leading: 15.0, keep: true }, 1),
            _ => (4, BODY_NAME, Space { before: 10.0, leading: 13.0, keep: true }, 1),
        };
        let node = self.flow.structure.add(section, Kind::Heading(level(n), short(&text)));
        let paragraph = self.flow.one(&text, look, WIDTH);
        let first = self.flow.strips.len();
        self.flow.lines(full(paragraph, node), space);
        self.flow.outline(first, outline, &text);
    }

    fn list<'t>(&mut self, items: impl Iterator<Item = &'t str>) {
        let list = self.flow.structure.add(self.flow.section, Kind::List);
        for text in items.filter(|text| has_words(text)) {
            let item = self.flow.structure.add(list, Kind::Item);
            let bullet = self.flow.structure.add(item, Kind::Bullet);
            let body = self.flow.structure.add(item, Kind::ItemBody);
            let width = WIDTH - ITEM_AT;
            let columns = vec![
                Column {
                    paragraph: self.flow.cached("• ", BODY, ITEM_AT - BULLET_AT),
                    x: BULLET_AT,
                    width: ITEM_AT - BULLET_AT,
                    node: bullet,
                    side: Side::Left,
                },
                Column {
                    paragraph: self.flow.one(&visible(text), BODY, width),
                    x: ITEM_AT,
                    width,
                    node: body,
                    side: Side::Text,
                },
            ];
            self.flow.lines(columns, Space { before: 3.0, leading: LEADING, keep: false });
        }
    }

    fn note(&mut self, text: &str) {
        let node = self.flow.structure.add(self.flow.section, Kind::Paragraph);
        let width = WIDTH - NOTE_AT;
        let column =
            Column { paragraph: self.flow.one(text, NOTE, width), x: NOTE_AT, width, node, side: Side::Text };
        let first = self.flow.strips.len();
        self.flow.lines(vec![column], Space { before: 6.0, leading: LEADING, keep: false });
        for strip in &mut self.flow.strips[first..] {
            let (y, thickness) = (strip.height / 2.0, strip.height);
            strip.inks.push(Drawn::Rule { x: 0.0, width: 2.0, y, thickness, ink: Ink::Accent });
        }
    }

    /// Sets facts as a table: each row has as many cells as the widest needs, for a screen reader counts them.
    fn facts(&mut self, rows: &[DocumentFact]) {
        if rows.is_empty() {
            return;
        }
        let has_numbers = rows.iter().any(|row| has_words(row.number.as_str()));
        let has_marks = rows.iter().any(|row| row.mark.is_some());
        let label_at = if has_numbers { 36.0 } else { 0.0 };
        let label_width = if has_numbers { 138.0 } else { 140.0 };
        let value_at = label_at + label_width + 10.0;
        let mark_width = 66.0;
        let value_width = WIDTH - value_at - if has_marks { mark_width + 10.0 } else { 0.0 };
        let table = self.flow.open_facts();
        for fact in rows {
            let row = self.flow.structure.add(table, Kind::Row);
            let mut columns = vec![];
            if has_numbers {
                let number = visible_name(fact.number.as_str());
                columns.push(self.flow.cell(&number, CELL, (0.0, label_at - 6.0), (row, Kind::Cell)));
            }
            let label = format!("{} ", visible_name(fact.label.as_str()));
            columns.push(self.flow.cell(&label, CELL_HEAD, (label_at, label_width), (row, Kind::RowHead)));
            let value = visible(fact.value.as_str());
            columns.push(self.flow.cell(&value, CELL, (value_at, value_width), (row, Kind::Cell)));
            if has_marks {
                let (word, look) = match &fact.mark {
                    None => (String::new(), SMALL),
                    Some(DocumentMark { word, is_loud: true }) => (visible_name(word.as_str()), LOUD),
                    Some(DocumentMark { word, is_loud: false }) => (visible_name(word.as_str()), SMALL),
                };
                let place = (WIDTH - mark_width, mark_width);
                columns.push(self.flow.cell(&word, look, place, (row, Kind::Cell)));
            }
            self.flow.row(columns, None);
        }
    }

    fn table(&mut self, table: &DocumentTable) {
        if table.columns.is_empty() {
            return;
        }
        let head: Vec<String> =
            table.columns.iter().map(|column| visible_name_or(column.title.as_str(), NOTHING)).collect();
        let row = |row: &Vec<zegel_model::Content>| {
            let cell = |i: usize| row.get(i).map(|text| visible(text.as_str()).into_owned());
            (0..table.columns.len()).map(|i| cell(i).unwrap_or_default()).collect::<Vec<_>>()
        };
        let rows: Vec<Vec<String>> = table.rows.iter().map(row).collect();
        self.flow.table(&head, &rows, &slots(table));
    }
}

/// Divides the width of the page by the shares of the columns.
fn slots(table: &DocumentTable) -> Vec<Slot> {
    let share = |column: &crate::document::DocumentColumn| f32::from(column.share.max(1));
    let total: f32 = table.columns.iter().map(share).sum();
    let gaps = GAP * f32::from(u8::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u8::MAX));
    let mut x = 0.0;
    let mut slots = vec![];
    for column in &table.columns {
        let width = (WIDTH - gaps) * share(column) / total;
        slots.push((x, width, if column.is_number { Side::Right } else { Side::Text }));
        x += width + GAP;
    }
    slots
}

/// Says whether there is anything to see in a text.
pub(crate) fn has_words(text: &str) -> bool {
    !visible_name_or(text, "").is_empty()
}
