//! Sets a letter: the head of the body, the address where an envelope has its window, and what it says.

use zegel_model::Content;

use super::flow::{BODY, BODY_NAME, Flow, SMALL, Space, Strip, WIDTH, full, level, short};
use super::paper::{NOTHING, has_words};
use super::paragraph::Look;
use super::tags::{Kind, Structure};
use crate::fonts::Style;
use crate::letters::{Letter, Letters};
use crate::visible::{visible, visible_name, visible_name_or};

const TEXT: Look = Look { size: 10.0, ..BODY };
const SUBJECT: Look = Look { style: Style::Bold, size: 13.0, ..BODY };
const HEADING: Look = Look { style: Style::Bold, size: 10.0, ..BODY };
const LEADING: f32 = 14.5;
/// From the top of the text to the first line of the address: 50 mm from the edge of the paper (NEN 1026; DIN 5008, form B,
/// begins at 45 mm), and to the line below the address, which six lines do not reach.
const ADDRESS_AT: f32 = 70.0;
const BELOW_ADDRESS: f32 = 180.0;
/// Room for a signature.
const SIGNATURE: f32 = 42.0;

/// Sets one letter on what is empty so far.
pub(crate) fn set(flow: &mut Flow<'_>, letters: &Letters, letter: &Letter) {
    let node = flow.structure.add(Structure::ROOT, Kind::Letter(letter.language.tag()));
    flow.section = node;
    for (i, line) in letters.sender.iter().enumerate() {
        let (look, leading) = if i == 0 { (BODY_NAME, 13.0) } else { (SMALL, 11.0) };
        flow.line(&visible_name(line.as_str()), look, space(0.0, leading));
    }
    down_to(flow, ADDRESS_AT);
    for line in &letter.address {
        flow.line(&visible_name(line.as_str()), TEXT, space(0.0, LEADING));
    }
    down_to(flow, BELOW_ADDRESS);
    for line in [&letter.place_and_date, &letter.reference] {
        flow.line(&visible_name(line.as_str()), TEXT, space(0.0, LEADING));
    }
    subject(flow, letter);
    text(flow, &letter.salutation, space(14.0, LEADING));
    for section in &letter.sections {
        if has_words(section.heading.as_str()) {
            let heading = visible_name(section.heading.as_str());
            let head = flow.structure.add(node, Kind::Heading(level(2), short(&heading)));
            let paragraph = flow.cached(&heading, HEADING, WIDTH);
            flow.lines(full(paragraph, head), Space { before: 12.0, leading: LEADING, keep: true });
        }
        for paragraph in &section.paragraphs {
            text(flow, paragraph, space(4.0, LEADING));
        }
    }
    end(flow, letter);
}

fn subject(flow: &mut Flow<'_>, letter: &Letter) {
    let words = visible_name_or(letter.subject.as_str(), NOTHING);
    let node = flow.structure.add(flow.section, Kind::Heading(level(1), short(&words)));
    let paragraph = flow.cached(&words, SUBJECT, WIDTH);
    let first = flow.strips.len();
    flow.lines(full(paragraph, node), Space { before: 18.0, leading: 17.0, keep: true });
    let reference = visible_name_or(letter.reference.as_str(), &words);
    flow.outline(first, 0, &reference);
}

/// Closing and signature stay on one page.
fn end(flow: &mut Flow<'_>, letter: &Letter) {
    let first = flow.strips.len();
    text(flow, &letter.closing, space(18.0, LEADING));
    for (i, line) in letter.signature.iter().enumerate() {
        let before = if i == 0 { SIGNATURE } else { 0.0 };
        flow.line(&visible_name(line.as_str()), TEXT, space(before, LEADING));
    }
    let n = flow.strips.len();
    for strip in flow.strips.iter_mut().take(n.saturating_sub(1)).skip(first) {
        strip.keep = true;
    }
}

/// Sets a paragraph that other letters may have too.
fn text(flow: &mut Flow<'_>, content: &Content, space: Space) {
    if !has_words(content.as_str()) {
        return;
    }
    let node = flow.structure.add(flow.section, Kind::Paragraph);
    let paragraph = flow.cached(&visible(content.as_str()), TEXT, WIDTH);
    flow.lines(full(paragraph, node), space);
}

/// Leaves white until a distance from the top, where there is any left.
fn down_to(flow: &mut Flow<'_>, y: f32) {
    let used: f32 = flow.strips.iter().map(|strip| strip.before + strip.height).sum();
    if used < y {
        flow.strips.push(Strip::empty(0.0, y - used));
    }
}

fn space(before: f32, leading: f32) -> Space {
    Space { before, leading, keep: false }
}
