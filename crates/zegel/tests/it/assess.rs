//! The questions about a breach and their assessment, without an archive.

use crate::body::{Body, Ran, text};

/// A letter to a trusted party that confirmed to have destroyed it.
const LETTER: &str = r#"{"answers": {
  "summary": "Zwijgkanarie", "nature": ["confidentiality"], "cause": "internal-accident", "exposure": "seen",
  "recipients": "trusted", "deletion": "confirmed", "unintelligible": "no", "data-kinds": ["name", "address", "contract"],
  "detail": "much", "identification": "direct", "already-public": "no", "people-kinds": ["customers"], "vulnerable": ["none"],
  "people-number": {"min": 20, "max": 24}, "context": "no", "severity": "limited", "police-report": null }}"#;

fn outside() -> Body {
    // No archive is needed to assess a breach.
    Body { dir: tempfile::tempdir().expect("a temporary folder") }
}

fn json(said: &str) -> serde_json::Value {
    serde_json::from_str(said).unwrap()
}

#[test]
fn the_published_questions_are_enough_to_fill_in_answers_that_are_assessed() {
    let body = outside();
    let file = body.path("answers.json");
    let published = json(&body.zegel(&["breach", "questions", "--format", "json"]).ok().out);
    assert_eq!((&published["format"], &published["version"]), (&"zegel-breach-questions".into(), &1.into()));
    let questions = published["questions"].as_array().unwrap();
    let deletion = questions.iter().find(|question| question["code"] == "deletion").unwrap();
    assert_eq!(deletion["shown_if"][1]["any"][0], "own-staff");
    assert_eq!(deletion["factor"], true);

    std::fs::write(&file, LETTER).unwrap();
    let assess =
        |more: &[&str]| body.zegel(&[&["breach", "assess", "--answers", text(&file)], more].concat());
    let done = json(&assess(&["--format", "json", "--on", "2026-11-21"]).ok().out);
    assert_eq!(done["authority"], "not_required");
    assert_eq!(done["subjects"], "not_required");
    assert_eq!(done["level"], "unlikely");
    assert_eq!(done["reasons"][0]["code"], "outcome-unlikely");
    assert_eq!(done["enisa"]["categories"][0]["arithmetic"], "2 × 1 + (0.25 + 0 + 0 + 0) = 2.25");
    assert_eq!(done["rule"]["code"], "avg");
    assert_eq!(done["catalogue"]["code"], published["code"]);
    let changes = done["would_change"].as_array().unwrap();
    assert!(changes.iter().any(|change| change["question"] == "deletion" && change["level"] == "risk"));
    assess(&["--language", "en"]).ok().says("The authority: need not be notified.").says("A person decides");
    assess(&[]).ok().says("De toezichthouder: melden hoeft niet.").says("Als het antwoord op");

    // The inner table alone is as good.
    std::fs::write(&file, json(LETTER)["answers"].to_string()).unwrap();
    assert_eq!(json(&assess(&["--format", "json"]).ok().out)["level"], "unlikely");
}

#[test]
fn a_code_that_does_not_exist_is_a_usage_error_that_names_the_nearest_and_no_answer() {
    let body = outside();
    let file = body.path("answers.json");
    let assess = || body.zegel(&["breach", "assess", "--answers", text(&file)]);
    std::fs::write(
        &file,
        LETTER.replace("\"trusted\"", "\"trustworthy\"").replace("\"cause\"", "\"causes\""),
    )
    .unwrap();
    let silent = |refused: Ran| assert!(!refused.err.contains("Zwijgkanarie"));
    silent(
        assess()
            .code(2)
            .says("no question 'causes'; nearest: cause")
            .says("no choice 'trustworthy'; nearest:"),
    );
    std::fs::write(&file, r#"{"answers": {"summary": {"Zwijgkanarie": 1}}}"#).unwrap();
    silent(assess().code(2).says("the answers are not of the form"));
}
