//! The plain text print: for search, for diff, and for whoever has nothing but a terminal.

use crate::blocks::{Block, Level, Line, Piece, blocks};
use crate::transcript::Transcript;

/// Prints a transcript as plain text, UTF-8, lines ended by `\n`.
pub fn text(transcript: &Transcript) -> String {
    let mut out = String::new();
    for block in blocks(transcript) {
        print(&block, &mut out);
    }
    out
}

fn print(block: &Block, out: &mut String) {
    match block {
        Block::Title(title) => {
            push(out, &[&title.archive, "\n", &title.title, "\n", &title.subtitle, "\n"]);
        }
        Block::Heading { level: Level::Section, text } => push(out, &["\n== ", text, " ==\n"]),
        Block::Heading { level: Level::Day, text } => push(out, &["\n-- ", text, " --\n"]),
        Block::Annex => out.push('\n'),
        Block::Facts { rows, .. } => {
            for (label, value) in rows {
                push(out, &[label, ": ", &indent(value), "\n"]);
            }
        }
        Block::Table(table) => {
            push(out, &[&table.head.join(" | "), "\n"]);
            for row in &table.rows {
                push(out, &[&row.join(" | "), "\n"]);
            }
        }
        Block::Paragraph(text) => push(out, &[text, "\n"]),
        Block::Gap(text) => push(out, &["  (", text, ")\n"]),
        Block::Message(line) => message(line, out),
    }
}

fn message(line: &Line, out: &mut String) {
    push(out, &[&line.time, " ", line.sender.as_str(), ":"]);
    for (i, paragraph) in line.paragraphs.iter().enumerate() {
        out.push_str(if i == 0 { " " } else { "\n  " });
        for piece in paragraph {
            match piece {
                Piece::Text(text) | Piece::Note(text) => out.push_str(&indent(text)),
                Piece::Redacted(label) => push(out, &["[", label, "]"]),
            }
        }
    }
    out.push('\n');
}

/// Sets later lines in, so that no line of a message can pose as the head of another.
fn indent(text: &str) -> String {
    text.replace('\n', "\n  ")
}

fn push(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}
