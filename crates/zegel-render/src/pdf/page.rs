//! Lays strips on pages and draws them, with header and footer as furniture.

use krilla::Document;
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag, SpanTag};

use super::flow::{Drawn, Flow, Side, Strip, WIDTH};
use super::paragraph::{Ink, Look, Paragraph, Span, Typesetter};
use super::tags::{FURNITURE, NodeId, Structure};
use crate::fonts::Style;

const PAGE_WIDTH: f32 = 595.276;
const PAGE_HEIGHT: f32 = 841.89;
const LEFT: f32 = 58.0;
const TOP: f32 = 72.0;
const BOTTOM: f32 = PAGE_HEIGHT - 68.0;
const FURNITURE_LOOK: Look = Look { style: Style::Regular, size: 7.6, ink: Ink::Quiet, boxed: false };

/// What stands on every page.
pub(crate) struct Running<'t> {
    pub(crate) title: &'t str,
    /// At the right of the head: a loose page must tell where it is from.
    pub(crate) mark: &'t str,
    /// At the left of the foot.
    pub(crate) foot: &'t str,
    /// Writes which page it is of how many.
    pub(crate) number: &'t dyn Fn(u64, u64) -> String,
}

struct Placed<'s> {
    y: f32,
    strip: &'s Strip,
}

/// The pages of a file, drawn one run after the other.
pub(crate) struct Pages {
    document: Document,
    n: usize,
    outline: Vec<(u8, OutlineNode)>,
}

impl Pages {
    pub(crate) fn new(document: Document) -> Self {
        Self { document, n: 0, outline: Vec::new() }
    }

    /// Draws what was set so far on pages of its own, and lets go of it.
    pub(crate) fn draw(&mut self, flow: &mut Flow<'_>, running: &Running<'_>) {
        let strips = std::mem::take(&mut flow.strips);
        let pages = paginate(&strips);
        for (number, page) in (1..).zip(&pages) {
            let Some(settings) = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT) else { continue };
            let mut drawn = self.document.start_page_with(settings);
            let mut canvas = Canvas {
                surface: drawn.surface(),
                structure: &mut flow.structure,
                typesetter: &mut flow.typesetter,
                page: self.n,
            };
            canvas.header(running, number);
            for placed in page {
                canvas.strip(placed);
                if let Some((depth, text)) = &placed.strip.outline {
                    let destination = XyzDestination::new(self.n, Point::from_xy(LEFT, placed.y - 8.0));
                    self.outline.push((*depth, OutlineNode::new(text.clone(), destination)));
                }
            }
            canvas.footer(running, (running.number)(number, pages.len() as u64));
            drop(canvas);
            drawn.finish();
            self.n += 1;
        }
    }

    /// Gives the file back with its outline.
    pub(crate) fn finish(self) -> Document {
        let Self { mut document, outline, .. } = self;
        document.set_outline(nest(outline));
        document
    }
}

fn nest(flat: Vec<(u8, OutlineNode)>) -> Outline {
    let mut outline = Outline::new();
    let mut open: Option<OutlineNode> = None;
    for (depth, node) in flat {
        match (&mut open, depth) {
            (Some(above), 1..) => above.push_child(node),
            _ => {
                if let Some(done) = open.replace(node) {
                    outline.push_child(done);
                }
            }
        }
    }
    if let Some(done) = open {
        outline.push_child(done);
    }
    outline
}

fn paginate(strips: &[Strip]) -> Vec<Vec<Placed<'_>>> {
    let mut pages = vec![Vec::new()];
    let mut y = TOP;
    let mut i = 0;
    while let Some(strip) = strips.get(i) {
        // A run that must stay together, unless it is longer than a page.
        let n = strips[i..].iter().take_while(|s| s.keep).count() + 1;
        let group = &strips[i..(i + n).min(strips.len())];
        let needed: f32 =
            group.iter().enumerate().map(|(j, s)| s.height + if j == 0 { 0.0 } else { s.before }).sum();
        let at_top = y <= TOP;
        let fits = |height: f32| y + strip.before + height <= BOTTOM;
        let whole = fits(needed) || (needed > BOTTOM - TOP && fits(strip.height));
        if !at_top && (!whole || strip.new_page) {
            pages.push(Vec::new());
            y = TOP;
        }
        let group = if needed > BOTTOM - TOP { &group[..1] } else { group };
        for strip in group {
            let page = if pages.is_empty() { continue } else { pages.len() - 1 };
            if pages[page].is_empty() && page > 0 {
                for head in strip.head.iter().flat_map(|head| head.iter()) {
                    pages[page].push(Placed { y, strip: head });
                    y += head.height;
                }
            }
            y += if pages[page].is_empty() { 0.0 } else { strip.before };
            pages[page].push(Placed { y, strip });
            y += strip.height;
        }
        i += group.len();
    }
    pages
}

struct Canvas<'s, 'c, 'a> {
    surface: Surface<'s>,
    structure: &'c mut Structure,
    typesetter: &'c mut Typesetter<'a>,
    /// Place in the file, from 0.
    page: usize,
}

impl Canvas<'_, '_, '_> {
    fn strip(&mut self, placed: &Placed<'_>) {
        for drawn in &placed.strip.inks {
            match drawn {
                Drawn::Text { paragraph, line, x, width, node, side } => {
                    let place = Place {
                        x: LEFT + x,
                        y: placed.y + placed.strip.baseline,
                        width: *width,
                        side: *side,
                    };
                    self.text(paragraph, *line, &place, *node);
                }
                Drawn::Rule { x, width, y, thickness, ink } => {
                    self.rule((LEFT + x, placed.y + y), (*width, *thickness), *ink);
                }
                Drawn::Picture { image, x, width, height, node } => {
                    let (x, y) = (LEFT + x, placed.y);
                    let Some(size) = Size::from_wh(*width, *height) else { continue };
                    let identifier = self.surface.start_tagged(ContentTag::Other);
                    self.surface.push_transform(&Transform::from_translate(x, y));
                    self.surface.draw_image(image.clone(), size);
                    self.surface.pop();
                    self.surface.end_tagged();
                    self.structure.join(*node, identifier);
                    if let Some(rect) = Rect::from_xywh(x, y, *width, *height) {
                        self.structure.place(*node, BBox::new(self.page, rect));
                    }
                }
            }
        }
    }

    fn text(&mut self, paragraph: &Paragraph, line: usize, place: &Place, node: NodeId) {
        let Some(set) = paragraph.lines.get(line) else { return };
        if set.pieces.is_empty() {
            return;
        }
        let tag = if node == FURNITURE {
            ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther))
        } else {
            ContentTag::Span(SpanTag::empty())
        };
        let identifier = self.surface.start_tagged(tag);
        self.pieces(paragraph, line, place);
        self.surface.end_tagged();
        if node != FURNITURE {
            self.structure.join(node, identifier);
        }
    }

    fn pieces(&mut self, paragraph: &Paragraph, line: usize, place: &Place) {
        let set = &paragraph.lines[line];
        let at_right = place.side == Side::Right || (place.side == Side::Text && paragraph.rtl);
        let trailing: f32 = set.pieces.iter().map(|piece| piece.width).sum::<f32>() - set.width;
        // White space at the end of a line hangs outside: at the left of a line that runs to the left.
        let mut x = match (at_right, paragraph.rtl) {
            (true, true) => place.x + place.width - set.width - trailing,
            (true, false) => place.x + place.width - set.width,
            (false, true) => place.x - trailing,
            (false, false) => place.x,
        };
        for piece in &set.pieces {
            let item = &paragraph.items[piece.item];
            if item.look.boxed {
                let (top, height) = (place.y - 0.95 * item.look.size, 1.3 * item.look.size);
                self.fill(Ink::Body);
                self.rect(x - 0.05, top, piece.width + 0.1, height);
            }
            if let Some(font) = self.typesetter.faces.get(item.face).printing() {
                self.fill(item.look.ink);
                let glyphs = &paragraph.glyphs[piece.glyphs.clone()];
                let start = Point::from_xy(x, place.y);
                self.surface.draw_glyphs(start, glyphs, font, &paragraph.text, item.look.size, false);
            }
            x += piece.width;
        }
    }

    fn rule(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), ink: Ink) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        self.fill(ink);
        self.rect(x, y - height / 2.0, width, height);
        self.surface.end_tagged();
    }

    fn rect(&mut self, x: f32, y: f32, width: f32, height: f32) {
        let Some(rect) = Rect::from_xywh(x, y, width, height) else { return };
        let mut path = PathBuilder::new();
        path.push_rect(rect);
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }

    fn fill(&mut self, ink: Ink) {
        let colour = match ink {
            Ink::Body => rgb::Color::new(0x16, 0x24, 0x2b),
            Ink::Quiet => rgb::Color::new(0x4c, 0x5d, 0x66),
            Ink::Accent => rgb::Color::new(0x0b, 0x5a, 0x6b),
            Ink::Hairline => rgb::Color::new(0xcc, 0xd5, 0xd9),
            Ink::Paper => rgb::Color::new(0xff, 0xff, 0xff),
        };
        let fill = Fill { paint: colour.into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero };
        self.surface.set_fill(Some(fill));
    }

    fn header(&mut self, running: &Running<'_>, number: u64) {
        if number == 1 {
            self.rule((LEFT, 46.0), (WIDTH, 4.0), Ink::Accent);
            return;
        }
        self.furniture(
            running.title,
            &Place { x: LEFT, y: 44.0, width: 330.0, side: Side::Left },
            ArtifactType::Header,
        );
        self.furniture(
            running.mark,
            &Place { x: LEFT + 340.0, y: 44.0, width: WIDTH - 340.0, side: Side::Right },
            ArtifactType::Header,
        );
        self.rule((LEFT, 52.0), (WIDTH, 0.5), Ink::Hairline);
    }

    fn footer(&mut self, running: &Running<'_>, page: String) {
        let y = PAGE_HEIGHT - 38.0;
        self.rule((LEFT, y - 14.0), (WIDTH, 0.5), Ink::Hairline);
        self.furniture(
            running.foot,
            &Place { x: LEFT, y, width: 340.0, side: Side::Left },
            ArtifactType::Footer,
        );
        self.furniture(
            &page,
            &Place { x: LEFT + 350.0, y, width: WIDTH - 350.0, side: Side::Right },
            ArtifactType::Footer,
        );
    }

    /// Sets one line, cut short with an ellipsis where it is too long.
    fn furniture(&mut self, text: &str, place: &Place, kind: ArtifactType) {
        let mut paragraph = self.typesetter.set(&[Span { text, look: FURNITURE_LOOK }], place.width);
        if paragraph.lines.len() > 1 {
            let mut cut: String = text.chars().take(90).collect();
            while paragraph.lines.len() > 1 && cut.pop().is_some() {
                let text = format!("{}…", cut.trim_end());
                paragraph = self.typesetter.set(&[Span { text: &text, look: FURNITURE_LOOK }], place.width);
            }
        }
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        self.pieces(&paragraph, 0, place);
        self.surface.end_tagged();
    }
}

/// Where a line stands on the page.
struct Place {
    x: f32,
    y: f32,
    width: f32,
    side: Side,
}
