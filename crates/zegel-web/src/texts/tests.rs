//! Each text stands in all three languages with the same variables, and each that is named exists.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::*;

/// Id (or id.attribute) → names of its variables.
type Ids = BTreeMap<String, BTreeSet<String>>;

fn ids(lang: Lang) -> Ids {
    let mut ids = Ids::new();
    for (name, text) in files(lang) {
        let resource = fluent_syntax::parser::parse(text.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{name}: {errors:?}"));
        for entry in resource.body {
            let fluent_syntax::ast::Entry::Message(message) = entry else { continue };
            let id = message.id.name;
            if let Some(pattern) = &message.value {
                assert!(
                    ids.insert(id.to_owned(), variables(&format!("{pattern:?}"))).is_none(),
                    "{name}: {id} twice"
                );
            }
            for attribute in &message.attributes {
                ids.insert(format!("{id}.{}", attribute.id.name), variables(&format!("{attribute:?}")));
            }
        }
    }
    ids
}

/// The names in `VariableReference { id: Identifier { name: "…" } }` of a printed tree.
fn variables(tree: &str) -> BTreeSet<String> {
    let marker = "VariableReference { id: Identifier { name: \"";
    tree.split(marker).skip(1).filter_map(|rest| Some(rest.split('"').next()?.to_owned())).collect()
}

#[test]
fn every_text_stands_in_every_language_with_the_same_variables() {
    let dutch = ids(Lang::Nl);
    assert!(40 < dutch.len(), "the texts were found");
    for lang in [Lang::En, Lang::Fr] {
        let other = ids(lang);
        let missing: Vec<_> = dutch.keys().filter(|id| !other.contains_key(*id)).collect();
        let extra: Vec<_> = other.keys().filter(|id| !dutch.contains_key(*id)).collect();
        assert!(
            missing.is_empty() && extra.is_empty(),
            "{}: missing {missing:?}, too many {extra:?}",
            lang.code()
        );
        for (id, variables) in &dutch {
            assert_eq!(Some(variables), other.get(id), "{}: the variables of {id}", lang.code());
        }
    }
}

#[test]
fn every_area_prefixes_its_ids() {
    for (name, text) in files(Lang::Nl) {
        let area = Path::new(&name).file_stem().unwrap().to_str().unwrap().to_owned();
        for line in text.lines().filter(|line| line.starts_with(char::is_alphabetic)) {
            assert!(line.starts_with(&format!("{area}-")), "{name}: '{line}' begins with its area");
        }
    }
}

#[test]
fn every_text_that_a_template_or_a_page_names_exists() {
    let known = ids(Lang::Nl);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut n_named = 0;
    for dir in ["templates", "src"] {
        for path in walk(&root.join(dir)) {
            let text = std::fs::read_to_string(&path).unwrap();
            for rest in text.split("p.t(\"").skip(1) {
                let id = rest.split('"').next().unwrap();
                n_named += 1;
                assert!(known.contains_key(id), "{}: there is no text '{id}'", path.display());
            }
        }
    }
    assert!(10 < n_named, "the templates were found");
}

fn walk(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut found = vec![];
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(walk(&path));
        } else if path.file_name().unwrap() != "tests.rs" {
            found.push(path);
        }
    }
    found
}

#[test]
fn a_number_chooses_the_plural_and_is_grouped() {
    assert_eq!(TEXTS.say(Lang::Nl, "common-n-messages").with("n", 1_u64).to_string(), "1 bericht");
    assert_eq!(TEXTS.say(Lang::Nl, "common-n-messages").with("n", 4312_u64).to_string(), "4.312 berichten");
    assert_eq!(TEXTS.say(Lang::En, "common-n-messages").with("n", 4312_u64).to_string(), "4,312 messages");
}
