//! XML as a plain tree: what MDTO and the pakbon need, and no more.
//!
//! No attributes but the namespace, no mixed content, no document type (an entity could blow up or read a file). A
//! tree that was printed is read back equal, whatever the text: what XML 1.0 cannot hold is replaced by a visible sign
//! and counted, never dropped.

use quick_xml::Reader;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesStart, Event};
use zegel_model::Content;

/// The deepest nesting that is read: MDTO needs seven.
const DEPTH_MAX: usize = 32;
/// The largest document that is read.
pub(crate) const BYTES_MAX: usize = 16 * 1024 * 1024;
/// The most elements that are read.
const ELEMENTS_MAX: usize = 200_000;

/// An XML document that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XmlError {
    /// Not UTF-8.
    #[error("the XML is not UTF-8 at byte {0}; convert it first")]
    NotUtf8(usize),
    /// Not well-formed.
    #[error("the XML is not well-formed near byte {0}")]
    NotWellFormed(u64),
    /// A document type declaration.
    #[error(
        "the XML has a document type declaration, which is refused because entities can read files; remove it"
    )]
    DocumentType,
    /// Text beside elements, or an entity that is not one of the five of XML.
    #[error("the XML has text between elements, or an unknown entity, near byte {0}")]
    StrayText(u64),
    /// Over a limit.
    #[error("the XML is over the limit of {limit} {of}")]
    Limit {
        /// The limit.
        limit: usize,
        /// Of what.
        of: &'static str,
    },
}

/// One element: either text or children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    /// The `xmlns` of this element or of the nearest one above that has it.
    pub(crate) namespace: Option<String>,
    pub(crate) text: Content,
    pub(crate) children: Vec<Element>,
}

impl Element {
    pub(crate) fn parent(name: &str, children: Vec<Self>) -> Self {
        Self { name: name.to_owned(), namespace: None, text: Content::default(), children }
    }

    pub(crate) fn leaf(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), namespace: None, text: text.into(), children: vec![] }
    }
}

/// A printed document.
pub(crate) struct Printed {
    pub(crate) xml: String,
    /// Number of characters that XML 1.0 cannot hold and that a visible sign stands in for.
    pub(crate) n_replaced: u64,
}

/// Prints a document with its declaration; `head` stands inside the root tag.
pub(crate) fn print(root: &Element, head: &str) -> Printed {
    let mut printed =
        Printed { xml: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), n_replaced: 0 };
    printed.element(root, head, 0);
    printed
}

impl Printed {
    fn element(&mut self, element: &Element, head: &str, depth: usize) {
        let indent = "  ".repeat(depth);
        let name = &element.name;
        self.xml += &format!("{indent}<{name}{head}>");
        if element.children.is_empty() {
            self.text(element.text.as_str());
            self.xml += &format!("</{name}>\n");
            return;
        }
        self.xml.push('\n');
        for child in &element.children {
            self.element(child, "", depth + 1);
        }
        self.xml += &format!("{indent}</{name}>\n");
    }

    fn text(&mut self, text: &str) {
        let mut held = String::with_capacity(text.len());
        for c in text.chars() {
            if is_xml(c) {
                held.push(c);
            } else {
                held.push(visible(c));
                self.n_replaced += 1;
            }
        }
        // A bare carriage return would be read back as a line feed (XML 1.0 §2.11).
        self.xml += &partial_escape(held.as_str()).replace('\r', "&#13;");
    }
}

/// Decides whether XML 1.0 §2.2 can hold this character.
pub(crate) fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// Returns the sign that stands in for a character that XML cannot hold: the control picture of U+2400, or U+FFFD.
fn visible(c: char) -> char {
    char::from_u32(0x2400 + u32::from(c))
        .filter(|_| u32::from(c) < 0x20)
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Reads a document.
pub(crate) fn parse(bytes: &[u8]) -> Result<Element, XmlError> {
    if BYTES_MAX < bytes.len() {
        return Err(XmlError::Limit { limit: BYTES_MAX, of: "bytes" });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| XmlError::NotUtf8(error.valid_up_to()))?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    let mut tree = Tree { open: vec![], root: None, n_elements: 0 };
    loop {
        let event = reader.read_event().map_err(|_| XmlError::NotWellFormed(reader.error_position()))?;
        let at = reader.buffer_position();
        match event {
            Event::Start(tag) => tree.start(&tag, at)?,
            Event::Empty(tag) => {
                tree.start(&tag, at)?;
                tree.end(at)?;
            }
            Event::End(_) => tree.end(at)?,
            Event::Text(text) => tree.text(&text.xml10_content(), at)?,
            Event::CData(text) => tree.text(&text.xml10_content(), at)?,
            Event::GeneralRef(entity) => {
                let c = entity.resolve_char_ref().map_err(|_| XmlError::NotWellFormed(at))?;
                let c = c.or_else(|| named(&entity.xml10_content())).ok_or(XmlError::StrayText(at))?;
                tree.text(c.encode_utf8(&mut [0; 4]), at)?;
            }
            Event::DocType(_) => return Err(XmlError::DocumentType),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return tree.finish(at),
        }
    }
}

fn named(entity: &str) -> Option<char> {
    Some(match entity {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "apos" => '\'',
        "quot" => '"',
        _ => return None,
    })
}

struct Tree {
    open: Vec<(Element, String)>,
    root: Option<Element>,
    n_elements: usize,
}

impl Tree {
    fn start(&mut self, tag: &BytesStart<'_>, at: u64) -> Result<(), XmlError> {
        self.n_elements += 1;
        if ELEMENTS_MAX < self.n_elements {
            return Err(XmlError::Limit { limit: ELEMENTS_MAX, of: "elements" });
        }
        if self.open.len() == DEPTH_MAX {
            return Err(XmlError::Limit { limit: DEPTH_MAX, of: "levels" });
        }
        if self.root.is_some() {
            return Err(XmlError::NotWellFormed(at));
        }
        let prefix = tag.name().prefix().map(|prefix| prefix.as_ref().to_owned());
        let declares = prefix.as_ref().map_or("xmlns".to_owned(), |prefix| format!("xmlns:{prefix}"));
        let declared = tag.try_get_attribute(declares.as_str()).map_err(|_| XmlError::NotWellFormed(at))?;
        let inherited = || self.open.iter().rev().find_map(|(element, _)| element.namespace.clone());
        let namespace = declared.map(|attribute| attribute.value.into_owned()).or_else(inherited);
        let name = tag.local_name().as_ref().to_owned();
        self.open
            .push((Element { name, namespace, text: Content::default(), children: vec![] }, String::new()));
        Ok(())
    }

    fn text(&mut self, text: &str, at: u64) -> Result<(), XmlError> {
        match self.open.last_mut() {
            Some((_, own)) => own.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(XmlError::StrayText(at)),
        }
        Ok(())
    }

    fn end(&mut self, at: u64) -> Result<(), XmlError> {
        let (mut element, text) = self.open.pop().ok_or(XmlError::NotWellFormed(at))?;
        if element.children.is_empty() {
            element.text = text.into();
        } else if !text.trim().is_empty() {
            return Err(XmlError::StrayText(at));
        }
        match self.open.last_mut() {
            Some((above, _)) => above.children.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn finish(self, at: u64) -> Result<Element, XmlError> {
        self.root.filter(|_| self.open.is_empty()).ok_or(XmlError::NotWellFormed(at))
    }
}
