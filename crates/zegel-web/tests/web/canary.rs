//! A supporter's session calls every route, and no word of a chat comes back.

use std::collections::BTreeSet;

use zegel_archive::{breaches, dossiers, read};
use zegel_testkit::{Export, Topic};
use zegel_web::routes;

use crate::kit::{TestServer, id};

/// Texts of the chats of the example that are long enough to be no accident, the titles of its records and of its dossiers.
fn canaries() -> BTreeSet<String> {
    let chats = [(400, 7), (180, 21), (120, 33), (90, 45)];
    let texts = chats.iter().flat_map(|(n, seed)| {
        let export = Export::android(*n).with_media().seed(*seed);
        export.truth().filter(|one| one.topic == Topic::Business).map(|one| one.text).collect::<Vec<_>>()
    });
    let mut canaries: BTreeSet<String> = texts.filter(|text| 24 < text.len()).collect();
    canaries.extend(
        [
            "Appgroep Stationsplein",
            "Chat over de begroting",
            "Herinrichting Stationsplein",
            // The titles of its breaches, and a word of a report.
            "Verkeerde selectie gedeeld",
            "Telefoon kwijt in de trein",
            "Versleutelde stick kwijt",
            "een ziek kind",
        ]
        .map(str::to_owned),
    );
    assert!(50 < canaries.len(), "there is something to look for");
    canaries
}

/// Fills a pattern with every identifier of the archive.
fn paths(pattern: &str, ids: &[String]) -> Vec<String> {
    let is_place = |piece: &str| piece.starts_with('{');
    if !pattern.split('/').any(is_place) {
        return vec![pattern.to_owned()];
    }
    let fill = |id: &String| {
        let pieces =
            pattern.split('/').map(|piece| if is_place(piece) { id.clone() } else { piece.to_owned() });
        pieces.collect::<Vec<_>>().join("/")
    };
    ids.iter().map(fill).collect()
}

#[test]
fn a_supporter_calls_every_route_and_reads_no_word_of_a_chat() {
    let server = TestServer::example();
    let canaries = canaries();
    let ids = server.block(server.app.with_desk(&id("carla"), |desk| {
        let captures = read::captures(desk)?;
        let mut ids: Vec<String> = captures.iter().map(|one| one.id.to_string()).collect();
        ids.extend(captures.iter().flat_map(|one| one.records.iter().map(|record| record.id.to_string())));
        ids.extend(dossiers::list(desk)?.iter().map(|one| one.id.to_string()));
        ids.extend(breaches::all(desk)?.iter().map(|one| one.id.to_string()));
        ids.extend(["anna", "sam", "app.css", "nl", "0", "1"].map(str::to_owned));
        Ok::<_, zegel_archive::Error>(ids)
    }));
    let ids = ids.unwrap();
    let mut n_called = 0;
    for route in routes::table() {
        for path in paths(route.path, &ids) {
            for query in ["", "?q=planning&zoek=planning", "?terug=/"] {
                let answer = server.browser_of("sam").ask(
                    route.method.as_str(),
                    &format!("{path}{query}"),
                    &[
                        ("sec-fetch-site", "same-origin"),
                        ("content-type", "application/x-www-form-urlencoded"),
                    ],
                    b"",
                );
                n_called += 1;
                let text = answer.text();
                let found = canaries.iter().find(|canary| text.contains(canary.as_str()));
                assert!(found.is_none(), "{} {path} shows a supporter: {}", route.method, found.unwrap());
                assert!(answer.status != 500, "{} {path}: {text}", route.method);
            }
        }
    }
    assert!(100 < n_called, "the routes were called");
}

#[test]
fn what_is_looked_for_is_there_for_who_may_read() {
    // The canary test would be empty if its strings were nowhere: they are where they belong.
    let server = TestServer::example();
    let canaries = canaries();
    let found = server.block(server.app.with_desk(&id("carla"), move |desk| {
        let captures = read::captures(desk)?;
        let records = captures.iter().flat_map(|one| one.records.iter()).filter(|one| one.state == "stored");
        let ids: Vec<_> = records.map(|one| one.id).collect();
        let mut n_found = 0;
        for record in ids {
            read::messages(desk, record, |message| {
                n_found += usize::from(canaries.contains(message.message.text.as_str()));
                Ok(())
            })?;
        }
        Ok::<_, zegel_archive::Error>(n_found)
    }));
    assert!(20 < found.unwrap());
}
