//! The HTML print: plain semantic elements, no script, no style, nothing fetched.
//!
//! A page that shows it brings its own style sheet; alone it reads well in any browser.

use crate::blocks::{Block, Level, Line, Piece, Sender, Table, TableKind, blocks};
use crate::transcript::Transcript;

/// Prints a transcript as a complete HTML document, UTF-8.
pub fn html(transcript: &Transcript) -> String {
    let mut page = Page { out: String::new(), open: Open::Nothing };
    page.raw("<!DOCTYPE html>\n<html lang=\"");
    page.raw(transcript.head.language.tag());
    page.raw(
        "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n",
    );
    for block in blocks(transcript) {
        page.block(&block);
    }
    page.close();
    page.raw("</main>\n</body>\n</html>\n");
    page.out
}

/// What must be closed before the next block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Messages,
}

struct Page {
    out: String,
    open: Open,
}

impl Page {
    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                '\n' => self.out.push_str("<br>"),
                c => self.out.push(c),
            }
        }
    }

    /// Writes an element whose text follows its own first strong character, whatever stands around it.
    fn element(&mut self, name: &str, text: &str) {
        self.raw("<");
        self.raw(name);
        self.raw(" dir=\"auto\">");
        self.escaped(text);
        self.raw("</");
        self.raw(name);
        self.raw(">");
    }

    fn close(&mut self) {
        if self.open == Open::Messages {
            self.raw("</ol>\n");
        }
        self.open = Open::Nothing;
    }

    fn messages(&mut self) {
        if self.open != Open::Messages {
            self.raw("<ol>\n");
        }
        self.open = Open::Messages;
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Gap(text) => {
                self.messages();
                self.raw("<li class=\"gap\">");
                self.escaped(text);
                self.raw("</li>\n");
                return;
            }
            Block::Message(line) => {
                self.messages();
                self.message(line);
                return;
            }
            _ => self.close(),
        }
        match block {
            Block::Title(title) => {
                self.element("title", &title.title);
                self.raw("\n</head>\n<body>\n<main>\n");
                self.element("p", &title.archive);
                self.element("h1", &title.title);
                self.element("p", &title.subtitle);
            }
            Block::Heading { level: Level::Section, text } => self.element("h2", text),
            Block::Heading { level: Level::Day, text } => self.element("h3", text),
            Block::Facts { caption, rows } => self.facts(caption, rows),
            Block::Table(table) => self.table(table),
            Block::Paragraph(text) => self.element("p", text),
            Block::Annex | Block::Gap(_) | Block::Message(_) => {}
        }
        self.raw("\n");
    }

    fn message(&mut self, line: &Line) {
        let position = line.position.to_string();
        self.raw("<li value=\"");
        self.raw(&position);
        self.raw("\"><time datetime=\"");
        self.escaped(&line.machine_time);
        self.raw("\">");
        self.escaped(&line.time);
        self.raw("</time> ");
        let name = if matches!(line.sender, Sender::Person(_)) { "strong" } else { "em" };
        self.element(name, line.sender.as_str());
        for paragraph in &line.paragraphs {
            self.raw("<p dir=\"auto\">");
            for piece in paragraph {
                match piece {
                    Piece::Text(text) => self.escaped(text),
                    Piece::Note(text) => self.element("i", text),
                    Piece::Redacted(label) => self.element("mark", label),
                }
            }
            self.raw("</p>");
        }
        self.raw("</li>\n");
    }

    fn facts(&mut self, caption: &str, rows: &[(String, String)]) {
        self.raw("<table>");
        self.element("caption", caption);
        self.raw("\n");
        for (label, value) in rows {
            self.raw("<tr><th scope=\"row\">");
            self.escaped(label);
            self.raw("</th>");
            self.element("td", value);
            self.raw("</tr>\n");
        }
        self.raw("</table>");
    }

    fn table(&mut self, table: &Table) {
        self.raw(match table.kind {
            TableKind::Participants => "<table class=\"participants\">\n<thead><tr>",
            TableKind::Attachments => "<table class=\"attachments\">\n<thead><tr>",
            TableKind::Losses => "<table class=\"losses\">\n<thead><tr>",
        });
        for cell in &table.head {
            self.raw("<th scope=\"col\">");
            self.escaped(cell);
            self.raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.raw("<tr>");
            for cell in row {
                self.element("td", cell);
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody>\n</table>");
    }
}
