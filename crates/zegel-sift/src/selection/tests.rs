use jiff::civil::DateTime;
use zegel_import::{AttachmentRef, MessageRef};
use zegel_model::{Precision, RegimeKind};

use super::*;
use crate::testing::{ground, regime};

/// Sender, time and text of a small chat; positions from 1.
const CHAT: [(&str, &str, &str); 6] = [
    ("Jan", "2026-03-01T09:00:00", "Goedemorgen"),
    ("Piet", "2026-03-01T23:59:00", "De brug gaat dicht"),
    ("Jan", "2026-03-02T00:00:00", "Wanneer de BRUG open?"),
    ("José", "2026-03-02T12:30:00", "Gefeliciteerd!"),
    ("Piet", "2026-03-02T12:31:30", "Dank"),
    ("Jan", "2026-03-03T08:00:00", "Foto"),
];

fn kept(plan: &Plan) -> String {
    let photo = [AttachmentRef {
        name: Some("brug.jpg"),
        present: false,
        size_bytes: None,
        sha256: None,
        index: None,
    }];
    let positions = (1..).zip(CHAT).filter(|(position, (sender, at, text))| {
        plan.keeps(&MessageRef {
            position: *position,
            line: *position,
            at: at.parse::<DateTime>().unwrap(),
            precision: Precision::Minute,
            zone: None,
            sender: Some(sender),
            kind: if *position == 6 { Kind::Attachment } else { Kind::Text },
            text,
            attachments: if *position == 6 { &photo } else { &[] },
            edited: false,
            raw: None,
            location: None,
            header: "",
            body: "",
            line_end: "",
        })
    });
    positions.map(|(position, _)| position).collect::<Positions>().to_string()
}

fn plan(kind: RegimeKind, lines: &str) -> Result<Plan, Refusal> {
    let selection = Selection { regime: Some(regime(kind)), ..Selection::parse(lines.as_bytes())? };
    Plan::new(&selection, &[ground("private"), ground("other")])
}

fn keeps(lines: &str) -> String {
    kept(&plan(RegimeKind::SelectIn, lines).unwrap())
}

#[test]
fn select_in_starts_empty_and_select_out_full() {
    assert_eq!(keeps(""), "");
    assert_eq!(kept(&plan(RegimeKind::SelectOut, "").unwrap()), "1-6");
    assert_eq!(kept(&plan(RegimeKind::SelectOut, "drop search \"gefeliciteerd\"").unwrap()), "1-3,5-6");
}

#[test]
fn the_last_rule_that_fits_decides() {
    assert_eq!(keeps("keep all\ndrop 2-4\nkeep 3"), "1,3,5-6");
    assert_eq!(keeps("drop 3\nkeep 2-4"), "2-4");
}

#[test]
fn the_parts_of_a_rule_must_all_fit() {
    assert_eq!(keeps("keep sender Jan search brug"), "3,6");
    assert_eq!(keeps("keep sender Jan sender Piet kind text"), "1-3,5");
    assert_eq!(keeps("keep 1-3 sender Piet"), "2");
}

#[test]
fn a_sender_is_a_whole_name_however_typed() {
    assert_eq!(keeps("keep sender \"JOSE\u{301}\""), "4");
    assert_eq!(keeps("keep sender Jos"), "");
}

#[test]
fn a_period_holds_its_last_day_minute_or_second() {
    assert_eq!(keeps("keep from 2026-03-01 to 2026-03-01"), "1-2");
    assert_eq!(keeps("keep from 2026-03-02"), "3-6");
    assert_eq!(keeps("keep to 2026-03-02T12:30"), "1-4");
    assert_eq!(keeps("keep from 2026-03-02T12:30 to 2026-03-02T12:31"), "4-5");
    assert_eq!(keeps("keep to 2026-03-02T12:31:29"), "1-4");
    assert_eq!(plan(RegimeKind::SelectIn, "keep from 2026-02-30").unwrap_err().code, "bad-date");
    assert_eq!(plan(RegimeKind::SelectIn, "keep from gisteren").unwrap_err().code, "bad-date");
}

#[test]
fn the_plain_form_and_json_say_the_same() {
    let plain = r#"
        # Alles over de brug.
        regime select-in policy "Beleid chatberichten" date 2026-01-01
        keep 2-3,6
        keep sender "Jan \"J\" Jansen" from 2026-03-01 to 2026-03-02 search "brug" kind text  # en niet meer
        drop all
        redact 12 from 3 to 8 ground private
        redact text "0612345678" in 1-100 ground private
        redact text geheim ground other
        picture "IMG 1.jpg" box 10,20,100,50 box 0,0,1,1 ground private
        alt "IMG 1.jpg" "Tekening van de brug"
        strip IMG-2.jpg ground private
        hide-name Jan.pdf ground other
        hide-title ground private
        ground private
    "#;
    let json = r#"{
        "format": "zegel-selection", "version": 1,
        "regime": {"kind": "select-in", "policy": "Beleid chatberichten", "policy_date": "2026-01-01"},
        "rules": [
            {"keep": {"positions": "2-3,6"}},
            {"keep": {"sender": ["Jan \"J\" Jansen"], "from": "2026-03-01", "to": "2026-03-02", "search": "brug", "kinds": ["text"]}},
            {"drop": {"all": true}}
        ],
        "redact": [
            {"position": 12, "from": 3, "to": 8, "ground": "private"},
            {"text": "0612345678", "positions": "1-100", "ground": "private"},
            {"text": "geheim", "ground": "other"}
        ],
        "attachments": [
            {"name": "IMG 1.jpg", "regions": [{"x": 10, "y": 20, "width": 100, "height": 50}, {"x": 0, "y": 0, "width": 1, "height": 1}],
             "alt": "Tekening van de brug", "ground": "private"},
            {"name": "IMG-2.jpg", "strip_metadata": true, "ground": "private"},
            {"name": "Jan.pdf", "hide_name": true, "ground": "other"}
        ],
        "hide_title": "private",
        "not_kept": "private"
    }"#;
    let plain = Selection::parse(plain.as_bytes()).unwrap();
    assert_eq!(plain, Selection::parse(json.as_bytes()).unwrap());
    let again = serde_json::to_vec(&plain).unwrap();
    assert_eq!(plain, Selection::parse(&again).unwrap());
}

#[test]
fn a_line_that_cannot_be_read_is_named_and_not_repeated() {
    let lines = [
        "houd 3",
        "keep 3 \"open",
        "keep sender",
        "keep geheim",
        "keep kind brief",
        "redact 3 from 1 ground private",
        "redact 3 from a to b ground private",
        "picture x box 1,2,3 ground private",
        "picture x box 1,2,3,4",
        "strip x",
        "ground",
        "hide-title private",
        "regime altijd policy x date 2026-01-01",
        "regime select-in policy x date morgen",
        "ground private meer",
    ];
    for line in lines {
        let refusal = Selection::parse(format!("# eerst\n{line}").as_bytes()).unwrap_err();
        assert!(["bad-selection", "bad-positions"].contains(&refusal.code), "{line}: {refusal}");
        assert!(!refusal.to_string().contains("geheim"));
    }
    let json =
        Selection::parse(br#"{"format":"zegel-selection","version":1,"regels":["geheim"]}"#).unwrap_err();
    assert_eq!(json.code, "bad-selection");
    assert!(!json.to_string().contains("geheim"));
    assert_eq!(Selection::parse(br#"{"format":"x","version":1}"#).unwrap_err().code, "unsupported-version");
    assert_eq!(Selection::parse(b"keep \xff").unwrap_err().code, "bad-selection");
}

#[test]
fn what_is_missing_or_unknown_is_refused_by_its_code() {
    let refused = |lines: &str| plan(RegimeKind::SelectIn, lines).unwrap_err().code;
    assert_eq!(refused("keep"), "empty-rule");
    assert_eq!(refused("ground privé"), "ground-unknown");
    assert_eq!(refused("redact 1 from 0 to 1 ground weet-niet"), "ground-unknown");
    assert_eq!(refused("redact text \"\" ground private"), "empty-search");
    assert_eq!(refused("keep search \"\u{200b}\""), "empty-search");
    let no_regime = Plan::new(&Selection::default(), &[]).unwrap_err();
    assert_eq!(no_regime.code, "regime-missing");
    let rule = |ground: Option<&str>| AttachmentRule {
        name: "a.jpg".into(),
        regions: vec![],
        strip_metadata: true,
        hide_name: false,
        alt: None,
        ground: ground.map(str::to_owned),
    };
    let mut selection = Selection { regime: Some(regime(RegimeKind::SelectIn)), ..Selection::default() };
    selection.attachments = vec![rule(None)];
    assert_eq!(Plan::new(&selection, &[ground("private")]).unwrap_err().code, "ground-missing");
    selection.attachments = vec![rule(Some("private")); 2];
    assert_eq!(Plan::new(&selection, &[ground("private")]).unwrap_err().code, "attachment-twice");
}

#[test]
fn counts_are_checked_when_they_are_known() {
    let refused = |lines: &str, all, kept| {
        plan(RegimeKind::SelectIn, lines).unwrap().check_counts(all, kept).unwrap_err().code
    };
    assert_eq!(refused("keep 1-7\nground private", 6, 6), "no-such-position");
    assert_eq!(refused("drop 7\nkeep 1\nground private", 6, 1), "no-such-position");
    assert_eq!(
        refused("keep 1\nredact 7 from 0 to 1 ground private\nground private", 6, 1),
        "no-such-position"
    );
    assert_eq!(
        refused("keep 1\nredact text x in 7 ground private\nground private", 6, 1),
        "no-such-position"
    );
    assert_eq!(refused("ground private", 6, 0), "nothing-chosen");
    assert_eq!(refused("keep 1", 6, 1), "ground-missing");
    assert!(plan(RegimeKind::SelectIn, "keep all").unwrap().check_counts(6, 6).is_ok());
}

#[test]
fn a_selection_never_shows_names_or_texts_when_printed_for_debugging() {
    let selection =
        Selection::parse(b"keep sender Geheim search Geheim\nredact text Geheim ground private").unwrap();
    assert!(!format!("{selection:?}").contains("Geheim"));
    let plan =
        plan(RegimeKind::SelectIn, "keep sender Geheim search Geheim\nredact text Geheim ground private");
    assert!(!format!("{plan:?}").contains("Geheim"));
}
