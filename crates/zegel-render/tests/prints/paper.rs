//! Documents and letters: what they say, how they are built, and where they end.

use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

use proptest::prelude::*;
use zegel_model::Content;
use zegel_render::{
    Document, DocumentBlock, DocumentColumn, DocumentTable, Fonts, HeadingLevel, Job, Letters, Limits,
    MAX_COLUMNS, MAX_LETTERS, Print, Profile, document_pdf, letters_pdf, render_in_child, visible,
};

use crate::outside::{objects_of, reading_text_of, text_of};
use crate::papers;

const PROGRAM: &str = env!("CARGO_BIN_EXE_zegel-typeset");
static FONTS: OnceLock<Fonts> = OnceLock::new();

fn fonts() -> &'static Fonts {
    FONTS.get_or_init(|| Fonts::load(&Fonts::default_dirs()).unwrap())
}

fn printed(document: &Document) -> Vec<u8> {
    document_pdf(document, Profile::A2a, fonts()).unwrap()
}

fn letters(letters: &Letters) -> Vec<u8> {
    letters_pdf(letters, fonts()).unwrap()
}

fn count(objects: &str, role: &str) -> usize {
    let wanted = format!("/S /{role}");
    objects.lines().filter(|line| line.trim() == wanted).count()
}

#[test]
fn every_block_has_its_role_and_no_heading_skips_a_level() {
    let Some(objects) = objects_of(&printed(&papers::every_block())) else { return };
    assert_eq!([1, 2, 3, 4].map(|n| count(&objects, &format!("H{n}"))), [1, 2, 2, 0]);
    assert_eq!(["L", "LI", "Lbl", "LBody"].map(|role| count(&objects, role)), [1, 3, 3, 3]);
    assert_eq!(["Table", "TR", "TH"].map(|role| count(&objects, role)), [3, 5 + 2 + 71, 5 + 2 + 4]);
    assert_eq!(count(&objects, "TD"), 5 * 3 + 2 + 70 * 4);
}

#[test]
fn the_head_of_a_table_is_repeated_on_every_page_it_runs_to() {
    let Some(words) = text_of(&printed(&papers::every_block())) else { return };
    let n_pages = words.matches("Pagina ").count();
    assert!(3 <= n_pages);
    assert_eq!(
        words.matches("Wat er gebeurde Risico Mensen").count(),
        n_pages - 1,
        "the first page has no table"
    );
}

#[test]
fn marks_numbers_and_provenance_stand_in_the_text() {
    let Some(words) = text_of(&printed(&papers::every_block())) else { return };
    for said in [
        "Melding van een inbreuk aan de toezichthouder",
        "Eerste melding · versie 1",
        "Gemaakt met Zegel 0.1.0 uit melding D-2026-3, versie 4, op 21 november 2026, 20:21 UTC.",
        "2b Hoeveel mensen treft het? tussen 120 en 140 geteld",
        "3 Waarom meldt u later dan na 72 – ontbreekt",
        "• Het toestel was vergrendeld.",
    ] {
        assert!(words.contains(said), "{said}");
    }
}

#[test]
fn every_letter_begins_a_page_and_counts_its_own() {
    let mut list = papers::letters(2);
    list.letters[1].sections[0].paragraphs = vec!["Een lang verhaal. ".repeat(400).into()];
    let bytes = letters(&list);
    let Some(words) = text_of(&bytes) else { return };
    assert!(words.contains("Pagina 1 van 1"));
    assert!(words.contains("Pagina 1 van 3") && words.contains("Pagina 3 van 3"));
    assert_eq!(words.matches("Dorpsstraat").count(), 2);
    let Some(objects) = objects_of(&bytes) else { return };
    assert_eq!(["H1", "H2"].map(|role| count(&objects, role)), [2, 8]);
}

#[test]
fn what_is_too_much_or_nothing_is_told_with_its_limit() {
    let table = |n: usize, cells: usize| {
        let columns = (0..n).map(|_| DocumentColumn::words("kolom", 1)).collect();
        let rows = vec![vec![Content::from("x"); cells]];
        papers::document(vec![DocumentBlock::Table(DocumentTable { columns, rows })])
    };
    let refused =
        |document: &Document| document_pdf(document, Profile::A2a, fonts()).unwrap_err().to_string();
    assert!(document_pdf(&table(MAX_COLUMNS, MAX_COLUMNS), Profile::A2a, fonts()).is_ok());
    assert_eq!(refused(&table(13, 13)), "typeset more than 12 columns in a table; split it");
    assert_eq!(refused(&table(2, 3)), "typeset more than 2 cells in a row of a table; split it");
    let mut list = papers::letters(0);
    assert_eq!(letters_pdf(&list, fonts()).unwrap_err().code(), "nothing");
    list.letters = vec![papers::letters(1).letters[0].clone(); MAX_LETTERS + 1];
    assert_eq!(letters_pdf(&list, fonts()).unwrap_err().code(), "too-many");
}

#[test]
fn the_child_prints_the_same_documents_and_letters() {
    let (document, list) = (papers::every_block(), papers::letters(3));
    let child = |print| {
        let job = Job { print, profile: Profile::A2a, font_dirs: Fonts::default_dirs() };
        render_in_child(Path::new(PROGRAM), &[], &job, &mut std::iter::empty(), &Limits::default())
            .unwrap()
            .pdf
    };
    assert!(child(Print::Document(&document)) == printed(&document));
    assert!(child(Print::Letters(&list)) == letters(&list));
}

/// Each page once left a hole in the memory of the child, and some thousands of letters filled it.
#[test]
fn thousands_of_letters_fit_in_the_memory_of_some() {
    let list = papers::letters(2_000);
    let job = Job { print: Print::Letters(&list), profile: Profile::A2a, font_dirs: Fonts::default_dirs() };
    let limits = Limits { memory_bytes: 320 * 1024 * 1024, ..Limits::default() };
    let pdf = render_in_child(Path::new(PROGRAM), &[], &job, &mut std::iter::empty(), &limits).unwrap().pdf;
    assert!(1_000_000 < pdf.len());
}

/// Characters of several scripts, and those that break programs.
fn text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        '\u{0}', '\u{202e}', '\u{e001}', '\u{feff}', '\n', '\t', '<', '[', 'é', '€', '👍',
    ]);
    let any = prop_oneof![
        6 => prop::char::range(' ', '~'),
        2 => prop::char::range('\u{a1}', '\u{17f}'),
        1 => prop::char::range('\u{391}', '\u{3a1}'),
        1 => prop::char::range('\u{410}', '\u{44f}'),
        1 => prop::char::range('\u{4e00}', '\u{4fff}'),
        2 => odd,
    ];
    prop::collection::vec(any, 0..120).prop_map(|chars| chars.into_iter().collect())
}

fn counted(text: &str) -> HashMap<char, usize> {
    let mut counts = HashMap::new();
    for c in text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}') {
        *counts.entry(c).or_insert(0) += 1;
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(6),
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_visible_character_of_the_input_is_in_the_text_of_the_print(texts in prop::collection::vec(text(), 8)) {
        let at = |i: usize| texts[i].as_str();
        let table = DocumentTable {
            columns: vec![DocumentColumn::words("A", 1), DocumentColumn::numbers("B", 1)],
            rows: vec![vec![at(0).into(), at(1).into()]],
        };
        let document = papers::document(vec![
            papers::heading(HeadingLevel::One, at(2)),
            papers::paragraph(at(3)),
            DocumentBlock::List { items: vec![at(4).into()] },
            DocumentBlock::Facts { rows: vec![papers::fact(at(5), at(6), at(7), "geteld", false)] },
            DocumentBlock::Table(table),
        ]);
        let mut letter = papers::letters(1);
        letter.letters[0].address = vec![at(0).into(), at(1).into()];
        letter.letters[0].sections[0].paragraphs = texts[2..].iter().map(|text| text.as_str().into()).collect();
        for bytes in [printed(&document), letters(&letter)] {
            let Some(shown) = reading_text_of(&bytes) else { return Ok(()) };
            let shown = counted(&shown);
            for (c, n) in counted(&texts.iter().map(|text| visible(text)).collect::<String>()) {
                prop_assert!(n <= shown.get(&c).copied().unwrap_or(0), "{c:?} {n} times in {texts:?}");
            }
        }
    }
}
