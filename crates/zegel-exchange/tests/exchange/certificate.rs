use jiff::civil::date;
use zegel_exchange::{CERTIFICATE_FORMAT, Certificate, CertificateError, Destroyed};
use zegel_law::Language;
use zegel_model::Done;

fn certificate() -> Certificate {
    Certificate {
        format: CERTIFICATE_FORMAT.to_owned(),
        version: 1,
        archive: "Zegel <gemeente> & Voorbeeld".to_owned(),
        record: "0198f2c0-0000-7000-8000-000000000001".parse().unwrap(),
        dossier: "Z-2026.0012".parse().unwrap(),
        ground: "term ended".to_owned(),
        category: "gemeenten-2020, 1.1".to_owned(),
        kept_until: Some(date(2026, 11, 1)),
        proposed: Done { by: "archivaris".parse().unwrap(), at: "2026-11-02T09:00:00Z".parse().unwrap() },
        approved: Done { by: "eigenaar".parse().unwrap(), at: "2026-11-20T09:00:00Z".parse().unwrap() },
        destroyed: Destroyed { n_messages: 37, n_objects: 4, n_bytes: 12345, n_index_entries: 37, n_keys: 5 },
        unreadable_for_system_from: "2026-11-20T09:00:01Z".parse().unwrap(),
        unreadable_with_oldest_backup_from: Some(date(2027, 2, 20)),
        ledger_index: 812,
        ledger_root: "ab".repeat(32),
        remains: vec!["the identifier, the dossier and this certificate".to_owned()],
        made_at: "2026-11-20T09:00:02Z".parse().unwrap(),
    }
}

/// What is kept for ever must be readable for ever: this text may never have to change.
const GOLDEN: &str = r#"{
  "format": "zegel-destruction-certificate",
  "version": 1,
  "archive": "Zegel <gemeente> & Voorbeeld",
  "record": "0198f2c0-0000-7000-8000-000000000001",
  "dossier": "Z-2026.0012",
  "ground": "term ended",
  "category": "gemeenten-2020, 1.1",
  "kept_until": "2026-11-01",
  "proposed": {
    "by": "archivaris",
    "at": "2026-11-02T09:00:00Z"
  },
  "approved": {
    "by": "eigenaar",
    "at": "2026-11-20T09:00:00Z"
  },
  "destroyed": {
    "n_messages": 37,
    "n_objects": 4,
    "n_bytes": 12345,
    "n_index_entries": 37,
    "n_keys": 5
  },
  "unreadable_for_system_from": "2026-11-20T09:00:01Z",
  "unreadable_with_oldest_backup_from": "2027-02-20",
  "ledger_index": 812,
  "ledger_root": "abababababababababababababababababababababababababababababababab",
  "remains": [
    "the identifier, the dossier and this certificate"
  ],
  "made_at": "2026-11-20T09:00:02Z"
}
"#;

#[test]
fn a_certificate_is_the_golden_text_and_is_read_back() {
    assert_eq!(certificate().to_json(), GOLDEN);
    assert_eq!(Certificate::read(GOLDEN).unwrap(), certificate());
}

#[test]
fn another_format_is_refused() {
    assert!(matches!(
        Certificate::read(&GOLDEN.replace("\"version\": 1", "\"version\": 2")),
        Err(CertificateError::Version)
    ));
    assert!(matches!(Certificate::read("{"), Err(CertificateError::Shape { .. })));
    assert!(Certificate::read(&GOLDEN.replace("\"category\"", "\"kategorie\"")).is_err());
}

#[test]
fn both_dates_are_printed_and_an_open_end_is_said() {
    for (language, words) in [
        (Language::Nl, "Onleesbaar voor het systeem vanaf"),
        (Language::En, "Unreadable for the system from"),
        (Language::Fr, "Illisible pour le système"),
    ] {
        let text = certificate().to_text(language);
        assert!(
            text.contains(words) && text.contains("2026-11-20T09:00:01Z") && text.contains("2027-02-20"),
            "{text}"
        );
        let open = Certificate { unreadable_with_oldest_backup_from: None, ..certificate() };
        assert!(!open.to_text(language).contains("2027-02-20"));
    }
    let open = Certificate { unreadable_with_oldest_backup_from: None, ..certificate() };
    assert!(open.to_text(Language::En).contains("not established"));
}

#[test]
fn the_page_is_escaped_and_in_its_language() {
    let html = certificate().to_html(Language::Nl).into_string();
    assert!(html.contains("<html lang=\"nl\">") && html.contains("Zegel &lt;gemeente&gt; &amp; Voorbeeld"));
    assert!(!html.contains("<gemeente>") && !html.contains("<script"));
}
