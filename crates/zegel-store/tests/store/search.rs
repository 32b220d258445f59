use jiff::civil::date;
use zegel_store::{ObjectRole, Page, Query, Scope, StoreError};

use crate::support::*;

fn ask(text: &str) -> Query {
    Query { text: text.into(), ..Query::default() }
}

fn find(archive: &Archive, query: &Query) -> Page {
    archive.store().read(|view| view.search(query, &Scope::All, None, 10)).unwrap()
}

fn positions(archive: &Archive, query: &Query) -> Vec<u64> {
    find(archive, query).hits.iter().map(|hit| hit.position).collect()
}

#[test]
fn words_phrases_prefixes_and_exclusions_find_what_they_should() {
    let (archive, _) = archive_with_record();
    for (text, expected) in [
        ("woningbouwplan", vec![1]),
        ("WONINGBOUWPLANNEN", vec![1]),
        ("woningb*", vec![1]),
        ("woningbouwplannen*", vec![1]),
        ("ligg*", vec![1]),
        ("besl* -brief", vec![3]),
        ("\"stuur een brief\"", vec![2]),
        ("\"brief een stuur\"", vec![]),
        ("besluiten", vec![3]),
        ("brief OR besluit", vec![3, 2]),
        ("de -brief", vec![1]),
        ("brieven akkoord", vec![2]),
        ("nietbestaand", vec![]),
        ("", vec![3, 2, 1]),
    ] {
        assert_eq!(positions(&archive, &ask(text)), expected, "{text}");
    }
}

#[test]
fn syntax_of_the_index_is_only_text() {
    let (archive, _) = archive_with_record();
    for text in [
        "\"",
        "*",
        "NEAR(",
        "stem:brief",
        "word : x",
        "a\" OR stem : \"brief",
        "(",
        "^brief",
        "brief + akkoord",
    ] {
        find(&archive, &ask(text));
    }
}

#[test]
fn a_hit_leads_to_the_bytes_of_its_message() {
    let (archive, kept) = archive_with_record();
    let page = find(&archive, &ask("akkoord"));
    let hit = &page.hits[0];
    assert_eq!((hit.record, hit.at, hit.sender.clone()), (kept.id, at(2, 0), Some("Piet".into())));
    let bytes = archive.store().read_object_range(hit.object, hit.byte_offset, hit.n_bytes as usize).unwrap();
    assert_eq!(bytes, b"Akkoord, ik stuur een brief\n");
}

#[test]
fn the_messages_of_an_older_record_are_found_in_its_canonical_json() {
    let (archive, kept) = archive_with_record();
    let older = record(21, kept.capture, "oost");
    keep_record_as(archive.store(), &older, &[(at(4, 0), "Piet", "ouderwets")], ObjectRole::Canonical);
    let page = find(&archive, &ask("ouderwets"));
    let hit = &page.hits[0];
    let bytes = archive.store().read_object_range(hit.object, hit.byte_offset, hit.n_bytes as usize).unwrap();
    assert_eq!((hit.record, bytes.as_slice()), (older.id, &b"ouderwets\n"[..]));
}

#[test]
fn sender_period_and_dossier_narrow_a_search() {
    let (archive, kept) = archive_with_record();
    assert_eq!(positions(&archive, &Query { sender: Some("jansen".into()), ..ask("") }), [3, 1]);
    assert_eq!(positions(&archive, &Query { sender: Some("niemand".into()), ..ask("") }), [0_u64; 0]);
    let from = Query { from: Some(date(2025, 3, 2)), ..ask("") };
    assert_eq!(positions(&archive, &from), [3, 2]);
    assert_eq!(positions(&archive, &Query { to: Some(date(2025, 3, 2)), ..from }), [2]);
    assert_eq!(positions(&archive, &Query { dossier: Some(kept.dossier), ..ask("brief") }), [2]);
    assert_eq!(positions(&archive, &Query { dossier: Some(dossier_id("west")), ..ask("brief") }), [0_u64; 0]);
}

#[test]
fn what_lies_outside_the_scope_shows_in_no_page_and_no_count() {
    let (archive, kept) = archive_with_record();
    write(archive.store(), |tx| tx.insert_dossier(&dossier("west"))).unwrap();
    keep_record(
        archive.store(),
        &record(21, kept.capture, "west"),
        &[(at(9, 0), "Kees", "een brief uit west")],
    );
    let look = |scope: &Scope| {
        archive
            .store()
            .read::<_, StoreError>(|view| {
                let n_hits = view.search(&ask("brief"), scope, None, 10)?.hits.len();
                assert_eq!(view.count_hits(&ask("brief"), scope, 100)?, n_hits as u64);
                Ok(n_hits)
            })
            .unwrap()
    };
    assert_eq!(look(&Scope::All), 2);
    assert_eq!(look(&Scope::Dossiers(vec![dossier_id("oost")])), 1);
    assert_eq!(look(&Scope::Dossiers(vec![])), 0);
    assert_eq!(look(&Scope::None), 0);
}

#[test]
fn pages_join_without_gap_or_repeat_also_within_one_second() {
    let (archive, kept) = archive_with_record();
    // More messages in one minute than the keys of one second can hold.
    let said: Vec<_> = (0..5_000).map(|_| (at(5, 0), "Jan Jansen", "massa")).collect();
    keep_record(archive.store(), &record(22, kept.capture, "oost"), &said);
    let (mut seen, mut after) = (vec![], None);
    loop {
        let page = archive.store().read(|view| view.search(&ask("massa"), &Scope::All, after, 999)).unwrap();
        seen.extend(page.hits.iter().map(|hit| hit.position));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, (1..=5_000).rev().collect::<Vec<_>>());
    assert_eq!(
        archive.store().read(|view| view.count_hits(&ask("massa"), &Scope::All, 1_000)).unwrap(),
        1_000
    );
    archive.assert_clean();
}

#[test]
fn two_records_with_the_same_times_are_both_found() {
    let (archive, kept) = archive_with_record();
    let said = [(at(1, 0), "Kees", "tweede kopie"), (at(2, 0), "Kees", "tweede kopie")];
    keep_record(archive.store(), &record(23, kept.capture, "oost"), &said);
    assert_eq!(positions(&archive, &ask("kopie")), [2, 1]);
    assert_eq!(positions(&archive, &ask("")), [3, 2, 2, 1, 1]);
}

#[test]
fn what_was_found_is_forgotten_when_somebody_writes() {
    let (archive, kept) = archive_with_record();
    let found = || {
        let hits = find(&archive, &ask("brief")).hits;
        hits.into_iter().map(|hit| (hit.record, hit.sender)).collect::<Vec<_>>()
    };
    assert_eq!(found(), [(kept.id, Some("Piet".into()))]);
    write(archive.store(), |tx| tx.remove_record_index(kept.id)).unwrap();
    assert_eq!(found(), []);
    // Said at the same time, so it gets the key that the other one had.
    let other = record(21, kept.capture, "oost");
    keep_record(archive.store(), &other, &[(at(2, 0), "Kees", "een brief")]);
    assert_eq!(found(), [(other.id, Some("Kees".into()))]);
}

#[test]
fn a_word_that_was_hidden_with_look_alikes_is_found() {
    let (archive, kept) = archive_with_record();
    let said = [(at(6, 0), "J\u{430}n", "het ge\u{200B}heim pl\u{430}n, caf\u{e9}")];
    keep_record(archive.store(), &record(24, kept.capture, "oost"), &said);
    for text in ["geheim", "plan", "cafe"] {
        assert!(positions(&archive, &ask(text)).contains(&1), "{text}");
    }
    assert_eq!(positions(&archive, &Query { sender: Some("Jan".into()), ..ask("geheim") }), [1]);
}
