//! The structure of the document: what a screen reader walks through.
//!
//! Nodes are made while blocks are set; content joins them while pages are drawn. A node enters its parent with
//! its first content, so the tree is in reading order and an empty node never appears (ISO 32000-1, 14.8).

use std::num::NonZeroU16;

use krilla::tagging::{
    BBox, Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

/// A node of the structure, or furniture of the page that no reader should hear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeId(u32);

/// Furniture: rules, headers, footers, repeated table heads.
pub(crate) const FURNITURE: NodeId = NodeId(u32::MAX);

/// What a node is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Document,
    Section,
    /// A letter, in its own language.
    Letter(&'static str),
    Heading(NonZeroU16, String),
    Paragraph,
    Strong,
    Figure(String),
    List,
    Item,
    Bullet,
    ItemBody,
    Table,
    Row,
    ColumnHead,
    RowHead,
    Cell,
}

#[derive(Debug)]
struct Entry {
    kind: Kind,
    parent: Option<NodeId>,
    joined: bool,
    place: Option<BBox>,
    children: Vec<Child>,
}

#[derive(Debug)]
enum Child {
    Node(NodeId),
    Content(Identifier),
}

#[derive(Debug)]
pub(crate) struct Structure {
    entries: Vec<Entry>,
}

impl Structure {
    pub(crate) const ROOT: NodeId = NodeId(0);

    pub(crate) fn new() -> Self {
        let root =
            Entry { kind: Kind::Document, parent: None, joined: true, place: None, children: Vec::new() };
        Self { entries: vec![root] }
    }

    pub(crate) fn add(&mut self, parent: NodeId, kind: Kind) -> NodeId {
        let id = NodeId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX - 1));
        self.entries.push(Entry {
            kind,
            parent: Some(parent),
            joined: false,
            place: None,
            children: Vec::new(),
        });
        id
    }

    /// Adds content to a node.
    pub(crate) fn join(&mut self, node: NodeId, content: Identifier) {
        if let Some(entry) = self.entry(node) {
            entry.children.push(Child::Content(content));
        }
        let mut node = node;
        while let Some(entry) = self.entry(node) {
            let (Some(parent), false) = (entry.parent, entry.joined) else { break };
            entry.joined = true;
            if let Some(above) = self.entry(parent) {
                above.children.push(Child::Node(node));
            }
            node = parent;
        }
    }

    /// Says where a figure stands.
    pub(crate) fn place(&mut self, node: NodeId, place: BBox) {
        if let Some(entry) = self.entry(node) {
            entry.place = Some(place);
        }
    }

    /// Gives the tree to the writer.
    pub(crate) fn into_tree(self, language: &str) -> TagTree {
        let mut entries: Vec<Option<Entry>> = self.entries.into_iter().map(Some).collect();
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        if let Some(root) = entries.first_mut().and_then(Option::take) {
            for child in root.children {
                tree.push(build(child, &mut entries));
            }
        }
        tree
    }

    fn entry(&mut self, node: NodeId) -> Option<&mut Entry> {
        self.entries.get_mut(node.0 as usize)
    }
}

/// Depth is that of our own blocks, ten at most; the text of a chat cannot add to it.
fn build(child: Child, entries: &mut [Option<Entry>]) -> Node {
    match child {
        Child::Content(identifier) => identifier.into(),
        Child::Node(id) => match entries.get_mut(id.0 as usize).and_then(Option::take) {
            Some(entry) => {
                let tag = tag(entry.kind, entry.place);
                let children = entry.children.into_iter().map(|child| build(child, entries)).collect();
                TagGroup::with_children(tag, children).into()
            }
            None => TagGroup::new(Tag::NonStruct).into(),
        },
    }
}

fn tag(kind: Kind, place: Option<BBox>) -> TagKind {
    match kind {
        Kind::Document | Kind::Section => Tag::Section.into(),
        Kind::Letter(language) => Tag::Section.with_lang(Some(language.to_owned())).into(),
        Kind::Heading(level, title) => Tag::Hn(level, Some(title)).into(),
        Kind::Paragraph => Tag::P.into(),
        Kind::Strong => Tag::Strong.into(),
        Kind::Figure(alt) => Tag::Figure(Some(alt)).with_bbox(place).into(),
        Kind::List => Tag::L(ListNumbering::Disc).into(),
        Kind::Item => Tag::LI.into(),
        Kind::Bullet => Tag::Lbl.into(),
        Kind::ItemBody => Tag::LBody.into(),
        Kind::Table => Tag::Table.into(),
        Kind::Row => Tag::TR.into(),
        Kind::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Kind::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Kind::Cell => Tag::TD.into(),
    }
}
