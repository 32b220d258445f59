//! The rules that come with Zegel, and a body's own file laid over them.

use jiff::civil::{Date, date};
use zegel_law::{GroundUse, Keep, Language, Law, LawError, Way};

const TODAY: Date = date(2026, 11, 21);

#[test]
fn every_built_in_file_is_read_without_a_mistake() {
    let law = Law::built_in();
    assert!(law.ground("private", TODAY).is_some());
    assert_eq!(law.regime_of(Way::SelectIn, TODAY).unwrap().code, "iowjz-2019");
    assert_eq!(law.regime_of(Way::SelectOut, TODAY).unwrap().code, "key-functions-2023");
    assert_eq!(law.confidentiality("zaakvertrouwelijk").unwrap().get(Language::En), "Case-confidential");
    assert_eq!(law.file_format("pdf-a-2a").unwrap().puid.as_deref(), Some("fmt/476"));
    assert_eq!(
        law.file_format_of_media_type("text/plain; charset=utf-8").unwrap().puid.as_deref(),
        Some("x-fmt/111")
    );
    // A PRONOM code names a version, so none is claimed for a picture that nobody looked into.
    assert_eq!(law.file_format_of_media_type("image/png").unwrap().puid, None);
}

#[test]
fn each_media_type_has_at_most_one_usual_format() {
    let file: serde_json::Value = serde_json::from_str(include_str!("../data/mdto.json")).unwrap();
    let mut seen = std::collections::HashSet::new();
    for format in file["file_formats"].as_array().unwrap() {
        if format["usual"] == true {
            assert!(seen.insert(format["media_type"].as_str().unwrap()), "{format}");
        }
    }
}

#[test]
fn a_rule_holds_from_its_first_day_and_not_before() {
    let law = Law::built_in();
    assert!(law.ground("privacy", date(2018, 5, 24)).is_none());
    assert!(law.ground("privacy", date(2018, 5, 25)).is_some());
    assert!(law.regime("key-functions-2023", date(2023, 1, 18)).is_err());
}

#[test]
fn an_unknown_ground_is_refused_with_the_codes_that_hold() {
    let law = Law::built_in();
    let refusal = law.ground_for(GroundUse::NotKept, "prive", TODAY).unwrap_err();
    assert_eq!(refusal.code(), "unknown-code");
    assert!(
        refusal.valid.contains(&"private".to_owned()) && !refusal.valid.contains(&"credentials".to_owned())
    );
    assert!(refusal.to_string().contains("choose from: private, personal-employee"), "{refusal}");
    // A ground for redaction does not excuse leaving a whole message out.
    assert!(law.ground_for(GroundUse::NotKept, "credentials", TODAY).is_err());
    assert!(law.ground_for(GroundUse::Redaction, "credentials", TODAY).is_ok());
}

#[test]
fn a_category_is_found_by_list_and_number() {
    let law = Law::built_in();
    let (list, category) = law.category("gemeenten-2020, 1.1", TODAY).unwrap();
    assert_eq!(
        (list.name.as_str(), category.keep),
        ("Selectielijst gemeenten en intergemeentelijke organen 2020", Keep::V)
    );
    assert_eq!(category.term.unwrap().to_string(), "P10Y");
    let by_name = "Selectielijst gemeenten en intergemeentelijke organen 2020, 2.1.1";
    assert_eq!(law.category(by_name, TODAY).unwrap().1.keep, Keep::B);
    assert!(law.category("gemeenten-2020, 99", TODAY).unwrap_err().valid.contains(&"1.1.1".to_owned()));
    assert_eq!(law.category("gemeenten-2019, 1.1", TODAY).unwrap_err().what, "selection list");
    assert!(law.category("gemeenten-2020, 1.1", date(2019, 12, 31)).is_err());
}

#[test]
fn what_was_not_read_at_its_source_is_listed() {
    let unverified = Law::built_in().unverified();
    assert!(unverified.contains(&"category gemeenten-2020, 1.1".to_owned()));
    assert!(unverified.contains(&"regime key-functions-2023".to_owned()));
    assert!(!unverified.contains(&"value-list appraisal".to_owned()));
}

#[test]
fn the_closed_list_of_appraisals_is_the_one_of_mdto() {
    let law = Law::built_in();
    let list = law.value_list("appraisal", TODAY).unwrap();
    assert!(list.closed);
    assert_eq!(list.concept("V").unwrap().label, "Tijdelijk te bewaren");
    assert_eq!(list.concept("Nader te bepalen").unwrap().code.as_deref(), Some("N"));
}

const BODY: &str = r#"{"format":"zegel-law","version":1,"regimes":[{"code":"iowjz-2019","way":"select-in",
  "policy":"Beleid chatberichten gemeente Voorbeeld","labels":{"nl":"a","en":"b","fr":"c"},
  "valid_from":"2026-01-01","source":"college 2025-12-01","verified":true}]}"#;

#[test]
fn a_body_lays_its_own_file_over_ours() {
    let law = Law::built_in().with_body_file(BODY).unwrap();
    assert_eq!(law.regime("iowjz-2019", TODAY).unwrap().policy, "Beleid chatberichten gemeente Voorbeeld");
    // The built-in rule of that code is gone altogether, also for earlier days.
    assert!(law.regime("iowjz-2019", date(2025, 12, 31)).is_err());
    assert!(law.ground("private", TODAY).is_some());
}

#[test]
fn all_mistakes_in_a_file_are_named_at_once() {
    let json = r#"{"format":"zegel-law","version":1,
      "regimes":[{"code":"x","way":"select-out","policy":"p","labels":{"nl":"a","en":"b","fr":" "},"valid_from":"2026-01-01","source":"s","verified":true},
                 {"code":"x","way":"select-in","policy":"p","labels":{"nl":"a","en":"b","fr":"c"},"valid_from":"2026-06-01","valid_to":"2026-05-01","source":"s","verified":true}],
      "selection_lists":[{"code":"L","name":"l","valid_from":"2026-01-01","source":"s","verified":true,"categories":[
        {"number":"1","name":"n","keep":"B","term":"P1Y","verified":true},{"number":"1","name":"n","keep":"V","verified":true}]}]}"#;
    let Err(LawError::Rules(mistakes)) = Law::default().with_body_file(json) else {
        panic!("it was accepted")
    };
    let all = mistakes.join("\n");
    for part in [
        "lacks a text",
        "needs a term",
        "ends before",
        "category 1 twice",
        "category 1: V needs",
        "'L': a code is made",
    ] {
        assert!(all.contains(part), "{part} is not in\n{all}");
    }
}

#[test]
fn two_rules_for_one_day_are_refused() {
    let rule = |from: &str, to: &str| {
        format!(
            r#"{{"code":"x","way":"select-in","policy":"p","labels":{{"nl":"a","en":"b","fr":"c"}},"valid_from":"{from}","valid_to":{to},"source":"s","verified":true}}"#
        )
    };
    let file = |a: String, b: String| format!(r#"{{"format":"zegel-law","version":1,"regimes":[{a},{b}]}}"#);
    let follows = file(rule("2026-01-01", "\"2026-05-31\""), rule("2026-06-01", "null"));
    assert!(Law::default().with_body_file(&follows).is_ok());
    let overlaps = file(rule("2026-01-01", "\"2026-06-01\""), rule("2026-06-01", "null"));
    assert!(matches!(Law::default().with_body_file(&overlaps), Err(LawError::Rules(_))));
}

#[test]
fn a_slip_of_the_pen_is_refused_with_its_place() {
    let json = "{\"format\":\"zegel-law\",\"version\":1,\n\"ground\":[]}";
    assert!(matches!(Law::default().with_body_file(json), Err(LawError::Shape { line: 2, .. })));
    assert_eq!(
        Law::default().with_body_file(r#"{"format":"zegel-law","version":2}"#).unwrap_err(),
        LawError::Version
    );
}

#[test]
fn the_questions_about_a_breach_are_one_complete_list() {
    let law = Law::built_in();
    let list = law.breach_questions(TODAY).unwrap();
    assert!(law.breach_questions(date(2018, 5, 24)).is_none());
    let options = |code: &str| list.question(code).unwrap().options.len();
    // At least as fine as the EDPB template: 25 kinds of incident, 21 of data, 11 of people, 15 consequences.
    assert!(25 <= options("incident-type") && 21 <= options("data-kinds"));
    assert!(11 <= options("people-kinds") && 15 <= options("consequences"));
    assert!(15 <= options("measures-preventive") && 12 <= options("measures-in-place"));
}

#[test]
fn whoever_does_not_know_can_say_so_wherever_the_assessment_asks() {
    let law = Law::built_in();
    for question in law.breach_questions(TODAY).unwrap().factors() {
        assert!(question.options.iter().any(|option| option.unknown), "{}", question.code);
    }
}

#[test]
fn a_letter_can_name_data_and_consequences_in_german() {
    let law = Law::built_in();
    let list = law.breach_questions(TODAY).unwrap();
    for question in ["data-kinds", "consequences"].map(|code| list.question(code).unwrap()) {
        let unsaid = question.options.iter().filter(|option| !option.unknown && option.de.is_none());
        assert_eq!(unsaid.map(|option| &option.code).collect::<Vec<_>>(), Vec::<&String>::new());
    }
}

#[test]
fn a_question_that_points_at_nothing_is_refused() {
    let file = include_str!("../data/breach-questions.json");
    let later = file.replacen(
        r#""shown_if": [{"question": "nature", "#,
        r#""shown_if": [{"question": "severity", "#,
        1,
    );
    let LawError::Rules(mistakes) = Law::default().with_body_file(&later).unwrap_err() else { panic!() };
    assert!(mistakes[0].contains("name an earlier question"), "{mistakes:?}");
    let unranked = file.replacen(r#", "rank": 0"#, "", 1);
    let LawError::Rules(mistakes) = Law::default().with_body_file(&unranked).unwrap_err() else { panic!() };
    assert!(mistakes[0].contains("has a rank or is unknown"), "{mistakes:?}");
}
