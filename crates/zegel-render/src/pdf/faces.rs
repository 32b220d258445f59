//! The faces of a print: which one has a character, and what is needed to shape with it.
//!
//! Invariant: a face that is chosen for a character has a glyph for it, so a missing glyph cannot come out of
//! the choice; what no face has is written out as `[U+1FAEA]` before anything is shaped.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use harfrust::ShaperData;
use krilla::text::Font;
use skrifa::charmap::Charmap;
use skrifa::{FontRef, MetadataProvider as _};

use crate::error::RenderError;
use crate::fonts::{FontFile, Fonts, Role, Style, Used};

pub(crate) struct Face<'a> {
    pub(crate) font: FontRef<'a>,
    pub(crate) units_per_em: f32,
    file: &'a FontFile,
    charmap: Charmap<'a>,
    shaping: OnceCell<ShaperData>,
}

impl<'a> Face<'a> {
    fn new(file: &'a FontFile) -> Result<Self, RenderError> {
        let damaged = || RenderError::FontDamaged { path: file.path.clone() };
        let font = FontRef::from_index(file.data()?, file.index()).map_err(|_| damaged())?;
        let units = font
            .metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default())
            .units_per_em;
        Ok(Self {
            charmap: font.charmap(),
            font,
            units_per_em: f32::from(units.max(1)),
            file,
            shaping: OnceCell::new(),
        })
    }

    fn has(&self, c: char) -> bool {
        self.charmap.map(c).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// Returns the tables for shaping, read when the face is used for the first time.
    pub(crate) fn shaping(&self) -> &ShaperData {
        self.shaping.get_or_init(|| ShaperData::new(&self.font))
    }

    /// Returns the face as the writer of the file wants it.
    pub(crate) fn printing(&self) -> Option<Font> {
        self.file.printing()
    }
}

/// All faces, in order of preference for each style.
pub(crate) struct Faces<'a> {
    list: Vec<Face<'a>>,
    chains: [Vec<u16>; 3],
    emoji: Option<u16>,
    chosen: RefCell<HashMap<(Style, char), Option<u16>>>,
}

impl<'a> Faces<'a> {
    pub(crate) fn new(fonts: &'a Fonts, used: &Used) -> Result<Self, RenderError> {
        let list = fonts.needed(used)?.into_iter().map(Face::new).collect::<Result<Vec<_>, _>>()?;
        let numbered = || (0u16..).zip(&list);
        let chain = |style: Style| {
            let of = move |wanted: Style| {
                numbered()
                    .filter(move |(_, f)| f.file.role() == Role::Text && f.file.style() == wanted)
                    .map(|(i, _)| i)
            };
            // What the style lacks comes from the regular face of its script: upright is better than absent.
            let mut chain: Vec<u16> = of(style).collect();
            if style != Style::Regular {
                chain.extend(of(Style::Regular));
            }
            chain
        };
        let chains = [chain(Style::Regular), chain(Style::Bold), chain(Style::Italic)];
        let emoji = numbered().find(|(_, face)| face.file.role() == Role::Emoji).map(|(i, _)| i);
        Ok(Self { chains, emoji, list, chosen: RefCell::new(HashMap::new()) })
    }

    pub(crate) fn get(&self, index: u16) -> &Face<'a> {
        &self.list[usize::from(index)]
    }

    /// Returns the face for plain Latin text of a style.
    pub(crate) fn primary(&self, style: Style) -> Option<u16> {
        self.chain(style).first().copied()
    }

    fn chain(&self, style: Style) -> &[u16] {
        match style {
            Style::Regular => &self.chains[0],
            Style::Bold => &self.chains[1],
            Style::Italic => &self.chains[2],
        }
    }

    /// Returns the first face that has every visible character of a cluster.
    pub(crate) fn choose(&self, cluster: &str, style: Style) -> Option<u16> {
        let mut chars = cluster.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => {
                *self.chosen.borrow_mut().entry((style, c)).or_insert_with(|| self.search(cluster, style))
            }
            _ => self.search(cluster, style),
        }
    }

    fn search(&self, cluster: &str, style: Style) -> Option<u16> {
        let has_all =
            |index: &u16| cluster.chars().filter(|c| !is_ignorable(*c)).all(|c| self.get(*index).has(c));
        let (first, last) = if wants_emoji(cluster) { (self.emoji, None) } else { (None, self.emoji) };
        first.iter().chain(self.chain(style)).chain(&last).copied().find(has_all)
    }
}

/// Characters that have no shape of their own and ask nothing of a face.
pub(crate) fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2069}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}'
        | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Says whether a cluster is meant in colour (UTS 51, Emoji_Presentation and the two selectors).
fn wants_emoji(cluster: &str) -> bool {
    if cluster.contains('\u{fe0e}') {
        return false;
    }
    let Some(c) = cluster.chars().next() else { return false };
    cluster.contains('\u{fe0f}')
        || u32::from(c) >= 0x1_f000 && u32::from(c) < 0x2_0000
        || is_emoji_below_1f000(c)
}

fn is_emoji_below_1f000(c: char) -> bool {
    matches!(c,
        '\u{231a}' | '\u{231b}' | '\u{23e9}'..='\u{23ec}' | '\u{23f0}' | '\u{23f3}' | '\u{25fd}' | '\u{25fe}'
        | '\u{2614}' | '\u{2615}' | '\u{2648}'..='\u{2653}' | '\u{267f}' | '\u{2693}' | '\u{26a1}' | '\u{26aa}'
        | '\u{26ab}' | '\u{26bd}' | '\u{26be}' | '\u{26c4}' | '\u{26c5}' | '\u{26ce}' | '\u{26d4}' | '\u{26ea}'
        | '\u{26f2}' | '\u{26f3}' | '\u{26f5}' | '\u{26fa}' | '\u{26fd}' | '\u{2705}' | '\u{270a}' | '\u{270b}'
        | '\u{2728}' | '\u{274c}' | '\u{274e}' | '\u{2753}'..='\u{2755}' | '\u{2757}' | '\u{2795}'..='\u{2797}'
        | '\u{27b0}' | '\u{27bf}' | '\u{2b1b}' | '\u{2b1c}' | '\u{2b50}' | '\u{2b55}')
}
