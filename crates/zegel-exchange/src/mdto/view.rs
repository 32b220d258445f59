//! MDTO for a person: one row per value, with the label of the standard (MDTO asks that every user can see them).

use zegel_model::Content;

use super::Mdto;
use crate::xml::Element;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewRow {
    /// How deep the value lies, from 0.
    pub depth: usize,
    /// The name of the element, as in the XML.
    pub element: String,
    /// That name as words: `Startdatum looptijd` for `termijnStartdatumLooptijd` inside a term.
    pub label: String,
    /// The value; `None` for a heading over the rows below.
    pub value: Option<Content>,
}

/// Returns a document as rows, in the order of the standard.
pub fn mdto_view(mdto: &Mdto) -> Vec<ViewRow> {
    let mut rows = vec![];
    for child in &mdto.element().children {
        row(child, "", 0, &mut rows);
    }
    rows
}

fn row(element: &Element, above: &str, depth: usize, rows: &mut Vec<ViewRow>) {
    let value = element.children.is_empty().then(|| element.text.clone());
    rows.push(ViewRow { depth, element: element.name.clone(), label: label(&element.name, above), value });
    for child in &element.children {
        row(child, &element.name, depth + 1, rows);
    }
}

/// Takes the name of the group off and splits the rest into words.
fn label(name: &str, above: &str) -> String {
    let groups = ["identificatie", "verwijzing", "begrip", "termijn", above];
    let own = groups.iter().filter(|group| !group.is_empty()).find_map(|group| {
        name.strip_prefix(group).filter(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
    });
    let mut words = String::new();
    for (i, c) in own.unwrap_or(name).char_indices() {
        if c.is_ascii_uppercase() && i != 0 && !words.ends_with(|last: char| last.is_ascii_uppercase()) {
            words.push(' ');
        }
        words.push(c);
    }
    let mut words = if words.starts_with("URL") { words } else { words.to_lowercase() };
    if let Some(first) = words.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn labels_are_words() {
        assert_eq!(label("termijnStartdatumLooptijd", "bewaartermijn"), "Startdatum looptijd");
        assert_eq!(label("dekkingInTijdBegindatum", "dekkingInTijd"), "Begindatum");
        assert_eq!(label("isOnderdeelVan", ""), "Is onderdeel van");
        assert_eq!(label("URLBestand", ""), "URLBestand");
        assert_eq!(label("naam", ""), "Naam");
    }
}
