//! Sets a chat: its title, its days, and each message in three columns.

use std::rc::Rc;

use super::flow::{
    BODY, BODY_BOLD, BODY_NAME, Column, Drawn, Flow, LEADING, NOTE, SECTION, SMALL, SUBTITLE, Side, Slot,
    Space, Strip, TITLE, WIDTH, full, hairline, level, short,
};
use super::image::image;
use super::paragraph::{Ink, Look, Paragraph, Span};
use super::tags::{Kind, NodeId, Structure};
use crate::blocks::{Block, Level, Line, PictureRef, Piece, Sender, Table, TableKind, Title};
use crate::pictures::{Picture, Pictures, Ready};
use crate::words::{Words, fill};

const REDACTED: Look = Look { size: 7.8, ink: Ink::Paper, boxed: true, ..BODY };
const TIME: Look = SMALL;
const DAY: Look = BODY_NAME;

const TIME_WIDTH: f32 = 44.0;
const SENDER_AT: f32 = 48.0;
const SENDER_WIDTH: f32 = 106.0;
const TEXT_AT: f32 = 164.0;
const TEXT_WIDTH: f32 = WIDTH - TEXT_AT;
/// A picture of a phone is set at this many pixels to the inch, and never larger than the box.
const PIXELS_PER_POINT: f32 = 150.0 / 72.0;
const PICTURE_BOX: f32 = 232.0;

/// Sets the blocks of a transcript one after the other.
pub(crate) struct Chat<'a> {
    pub(crate) flow: Flow<'a>,
    pictures: &'a Pictures,
    words: &'static Words,
    day: NodeId,
}

impl<'a> Chat<'a> {
    pub(crate) fn new(flow: Flow<'a>, pictures: &'a Pictures, words: &'static Words) -> Self {
        Self { flow, pictures, words, day: Structure::ROOT }
    }

    pub(crate) fn block(&mut self, block: &Block) {
        match block {
            Block::Title(title) => self.title(title),
            Block::Heading { level: Level::Section, text } => self.section(text),
            Block::Heading { level: Level::Day, text } => self.day(text),
            Block::Annex => self.flow.new_page = true,
            Block::Facts { rows, .. } => self.flow.facts(rows),
            Block::Table(table) => self.table(table),
            Block::Paragraph(text) => self.flow.paragraph(text),
            Block::Gap(text) => self.gap(text),
            Block::Message(line) => self.message(line),
        }
    }

    fn title(&mut self, title: &Title) {
        let node = self.flow.structure.add(Structure::ROOT, Kind::Paragraph);
        let paragraph = self.flow.one(&title.archive, BODY_NAME, WIDTH);
        self.flow.lines(full(paragraph, node), Space { before: 0.0, leading: 13.0, keep: true });
        let heading = Kind::Heading(level(1), short(&title.title));
        let node = self.flow.structure.add(Structure::ROOT, heading);
        let paragraph = self.flow.one(&title.title, TITLE, WIDTH);
        let first = self.flow.strips.len();
        self.flow.lines(full(paragraph, node), Space { before: 7.0, leading: 26.0, keep: true });
        self.flow.outline(first, 0, &title.title);
        let node = self.flow.structure.add(Structure::ROOT, Kind::Paragraph);
        let paragraph = self.flow.one(&title.subtitle, SUBTITLE, WIDTH);
        self.flow.lines(full(paragraph, node), Space { before: 3.0, leading: 15.0, keep: true });
    }

    fn section(&mut self, text: &str) {
        self.flow.section = self.flow.structure.add(Structure::ROOT, Kind::Section);
        self.day = self.flow.section;
        let node = self.flow.structure.add(self.flow.section, Kind::Heading(level(2), short(text)));
        let paragraph = self.flow.one(text, SECTION, WIDTH);
        let first = self.flow.strips.len();
        self.flow.lines(full(paragraph, node), Space { before: 24.0, leading: 19.0, keep: true });
        self.flow.outline(first, 0, text);
    }

    fn day(&mut self, text: &str) {
        self.day = self.flow.structure.add(self.flow.section, Kind::Section);
        let node = self.flow.structure.add(self.day, Kind::Heading(level(3), short(text)));
        let paragraph = self.flow.one(text, DAY, WIDTH);
        let first = self.flow.strips.len();
        self.flow.lines(full(paragraph, node), Space { before: 11.0, leading: 14.0, keep: true });
        if let Some(strip) = self.flow.strips.last_mut() {
            strip.height += 4.0;
            strip.inks.push(hairline(strip.height - 1.5));
        }
        self.flow.outline(first, 1, text);
    }

    fn gap(&mut self, text: &str) {
        let node = self.flow.structure.add(self.day, Kind::Paragraph);
        let paragraph = self.flow.one(text, NOTE, TEXT_WIDTH);
        let column = Column { paragraph, x: TEXT_AT, width: TEXT_WIDTH, node, side: Side::Text };
        let first = self.flow.strips.len();
        self.flow.lines(vec![column], Space { before: 4.0, leading: LEADING, keep: false });
        if let Some(strip) = self.flow.strips.get_mut(first) {
            let rule =
                Drawn::Rule { x: SENDER_AT, width: SENDER_WIDTH, y: 7.0, thickness: 0.5, ink: Ink::Hairline };
            strip.inks.push(rule);
        }
    }

    fn message(&mut self, line: &Line) {
        let node = self.flow.structure.add(self.day, Kind::Paragraph);
        let time = self.flow.cached(&format!("{} ", line.time), TIME, TIME_WIDTH);
        let (sender, sender_node) = match &line.sender {
            Sender::Person(name) => (
                self.flow.cached(&format!("{name} "), BODY_BOLD, SENDER_WIDTH),
                self.flow.structure.add(node, Kind::Strong),
            ),
            Sender::Label(label) => (self.flow.cached(&format!("{label} "), NOTE, SENDER_WIDTH), node),
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
        self.flow.lines(columns, Space { before: 4.0, leading: LEADING, keep: false });
        for picture in &line.pictures {
            self.picture(picture);
        }
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
        Rc::new(self.flow.typesetter.set(&spans, TEXT_WIDTH))
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
        let node = self.flow.structure.add(self.day, Kind::Figure(alt));
        #[expect(clippy::cast_precision_loss, reason = "at most 1,600")]
        let (width, height) =
            (ready.size.0 as f32 / PIXELS_PER_POINT, ready.size.1 as f32 / PIXELS_PER_POINT);
        let scale = (PICTURE_BOX / width.max(height)).min(1.0);
        let (width, height) = ((width * scale).max(1.0), (height * scale).max(1.0));
        // The picture belongs to the words above it.
        if let Some(strip) = self.flow.strips.last_mut() {
            strip.keep = true;
        }
        let drawn = Drawn::Picture { image, x: TEXT_AT, width, height, node };
        self.flow.strips.push(Strip { inks: vec![drawn], ..Strip::empty(5.0, height + 4.0) });
    }

    fn side_note(&mut self, text: &str) {
        let node = self.flow.structure.add(self.day, Kind::Paragraph);
        let paragraph = self.flow.one(text, NOTE, TEXT_WIDTH);
        let column = Column { paragraph, x: TEXT_AT, width: TEXT_WIDTH, node, side: Side::Text };
        self.flow.lines(vec![column], Space { before: 0.0, leading: LEADING, keep: false });
    }

    fn table(&mut self, table: &Table) {
        // Left edge, width, and where the text stands.
        let places: &[Slot] = match table.kind {
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
        self.flow.table(&table.head, &table.rows, places);
    }
}
