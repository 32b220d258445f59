//! The documents lead where they say they lead, and name what there is.

use std::path::{Path, PathBuf};

use zegel_model::LossCode;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The files of the project with one of these endings; nothing that is built or fetched.
fn files(endings: &[&str]) -> Vec<PathBuf> {
    let skipped = ["target", "node_modules", ".git", "corpus", "zegel-demo", "zegel-archive"];
    let walk = walkdir::WalkDir::new(root()).into_iter();
    let entered =
        walk.filter_entry(|entry| !skipped.iter().any(|name| entry.file_name().to_string_lossy() == *name));
    let paths = entered.map(|entry| entry.unwrap().into_path());
    let of_kind =
        |path: &PathBuf| path.extension().is_some_and(|end| endings.contains(&&*end.to_string_lossy()));
    paths.filter(of_kind).collect()
}

#[test]
fn every_link_of_a_document_leads_to_a_file() {
    let mut n_links = 0;
    let mut dead = vec![];
    for document in files(&["md"]) {
        let text = std::fs::read_to_string(&document).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = link.split('#').next().unwrap_or_default();
            if path.is_empty() || path.contains("://") || path.starts_with("mailto:") {
                continue;
            }
            n_links += 1;
            if !document.parent().unwrap().join(path).exists() {
                dead.push(format!("{}: {link}", document.display()));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
    assert!(20 < n_links, "only {n_links} links were found");
}

#[test]
fn every_document_that_is_named_is_there() {
    let mut n_named = 0;
    let mut missing = vec![];
    for file in files(&["rs", "ts", "mjs", "md", "toml", "ftl"]) {
        let text = std::fs::read_to_string(&file).unwrap();
        for (at, _) in text.match_indices("docs/") {
            let is_part = |c: char| c.is_ascii_alphanumeric() || "/-_.".contains(c);
            let path = text[at..].split(|c| !is_part(c)).next().unwrap_or_default();
            let begins_here = !text[..at].ends_with(|c| is_part(c) && c != '/' && c != '.');
            if begins_here && (path.ends_with(".md") || path.ends_with(".json")) {
                n_named += 1;
                if !root().join(path).is_file() {
                    missing.push(format!("{}: {path}", file.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(20 < n_named, "only {n_named} documents are named");
}

#[test]
fn every_code_of_a_loss_is_in_the_document() {
    let text = std::fs::read_to_string(root().join("docs/formats/inspect.md")).unwrap();
    for code in LossCode::ALL {
        assert!(text.contains(&format!("| `{}` |", code.code())), "{}", code.code());
    }
}
