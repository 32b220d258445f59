use std::collections::{HashMap, HashSet};
use std::io::Read;

use super::*;

fn both(n_messages: u64) -> [Export; 2] {
    [Export::android(n_messages), Export::ios(n_messages)]
}

#[test]
fn the_same_fields_give_the_same_bytes() {
    for export in both(300) {
        assert_eq!(export.text(), export.text());
        assert_ne!(export.text(), export.clone().seed(2).text());
        let mut written = Vec::new();
        export.write_text(&mut written).unwrap();
        assert_eq!(written, export.text().into_bytes());
    }
    let zip = Export::ios(60).with_media();
    assert_eq!(zip.zip().unwrap(), zip.zip().unwrap());
}

#[test]
fn truth_points_at_the_lines_it_speaks_of() {
    for export in both(4000) {
        let text = export.text();
        let lines: Vec<&str> = text.split('\n').collect();
        let truths: Vec<Truth> = export.truth().collect();
        assert_eq!(truths.len(), 4000);
        for truth in &truths {
            let line = lines[truth.line as usize - 1];
            let date = truth.at.strftime("%d-%m-%Y %H:%M").to_string();
            assert!(line.contains(&date), "line {} lacks its date", truth.line);
            let first = truth.text.lines().next().unwrap_or("");
            let written: String = lines[truth.line as usize - 1..].iter().take(3).copied().collect();
            assert!(written.contains(first), "line {} lacks its text", truth.line);
        }
    }
}

#[test]
fn every_kind_and_event_and_language_occurs() {
    for export in both(20_000) {
        let truths: Vec<Truth> = export.truth().collect();
        let kinds: HashSet<Kind> = truths.iter().map(|truth| truth.kind).collect();
        for kind in [
            Kind::Text,
            Kind::Attachment,
            Kind::System,
            Kind::Deleted,
            Kind::Call,
            Kind::Location,
            Kind::Poll,
            Kind::Unknown,
        ] {
            assert!(kinds.contains(&kind), "{kind:?} is missing");
        }
        let events: HashSet<Event> = truths.iter().filter_map(|truth| truth.event).collect();
        assert_eq!(events.len(), 14);
        assert!(truths.iter().any(|truth| truth.edited));
        let mut topics: HashMap<Topic, u64> = HashMap::new();
        truths.iter().for_each(|truth| *topics.entry(truth.topic).or_default() += 1);
        assert!(2000 < topics[&Topic::Private] && topics[&Topic::Private] < topics[&Topic::Business]);
        for sign in ["ş", "ل", "ę", "👍", "\n\n"] {
            assert!(truths.iter().any(|truth| truth.text.contains(sign)), "no text has {sign:?}");
        }
    }
}

#[test]
fn a_zip_holds_the_text_and_every_attachment_that_the_truth_calls_present() {
    for export in [Export::android(400).with_media(), Export::ios(400).with_media()] {
        let mut zip = zip::ZipArchive::new(Cursor::new(export.zip().unwrap())).unwrap();
        let mut text = String::new();
        zip.by_name(&export.text_name()).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, export.text());
        let present: Vec<String> =
            export.truth().filter_map(|truth| truth.attachment.filter(|file| file.present)?.name).collect();
        assert!(10 < present.len());
        assert_eq!(present.len(), present.iter().collect::<HashSet<_>>().len(), "names are unique");
        assert_eq!(zip.len(), present.len() + 1);
        for name in &present {
            assert!(0 < zip.by_name(name).unwrap().size(), "{name} is empty");
        }
    }
}

#[test]
fn a_conversation_of_two_has_two_senders_and_no_group() {
    let export = Export::android(3000).one_to_one();
    let senders: HashSet<String> = export.truth().filter_map(|truth| truth.sender).collect();
    assert_eq!(senders.len(), 2);
    assert!(export.truth().all(|truth| truth.event != Some(Event::Created)));
    assert!(export.text_name().contains("Joost ter Braak"));
}

#[test]
fn even_a_long_export_stays_before_the_end_of_2026() {
    // The mean gap shrinks with the length; a slice of the longest is enough to see the pace.
    let export = Export::android(10_000_000);
    let pace_seconds = {
        let at: Vec<DateTime> = export.truth().take(100_000).map(|truth| truth.at).collect();
        at[0].duration_until(at[99_999]).as_secs_f64() / 100_000.0
    };
    assert!(pace_seconds < 10.0, "{pace_seconds} s between messages");
    let last = Export::android(50_000).truth().map(|truth| truth.at).max().unwrap();
    assert!(last < jiff::civil::date(2026, 11, 21).at(0, 0, 0, 0), "{last}");
}
