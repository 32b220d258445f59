//! The EDPB's template as JSON, held against its schema by a validator that nobody here wrote.

use std::path::Path;
use std::process::{Command, Output};

use jiff::civil::date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use zegel_breach::{
    Answer, Around, Breach, Moment, NotificationKind, Occurred, Origin, Purpose, Report, fill,
};
use zegel_exchange::{edpb_json, edpb_schema};
use zegel_law::{Form, FormLanguage, Law, Place, QuestionKind, QuestionList};
use zegel_model::{Content, Done};

use crate::tools::python_with;

const CHECK: &str = "import json,sys,jsonschema\nschema,value=json.load(open(sys.argv[1])),json.load(open(sys.argv[2]))\n\
jsonschema.Draft202012Validator.check_schema(schema)\n\
errors=list(jsonschema.Draft202012Validator(schema).iter_errors(value))\n\
[print(error.json_path,error.message[:200]) for error in errors]\n\
sys.exit(len(errors))";

fn on() -> jiff::civil::Date {
    date(2026, 11, 29)
}

fn done() -> Done {
    Done { by: "frits".parse().unwrap(), at: "2026-11-29T10:00:00Z".parse().unwrap() }
}

/// A breach of which every question is answered: all options that may stand together, all texts.
fn answered(list: &QuestionList) -> Breach {
    let report = Report {
        title: "Laptop kwijt".into(),
        what: "Laptop bleef in de trein".into(),
        origin: Origin::Person,
        reported: done(),
        noticed_at: done().at,
    };
    let mut breach = Breach::report("DL-2026-001".into(), report, (Place::Nl, "avg")).unwrap();
    breach.moments.aware = Some(Moment { at: done().at, how: "bevestigd".into(), recorded: done() });
    let occurred = Occurred::At { at: done().at, is_estimated: true };
    breach.moments.occurred = Some((occurred, "geschat uit het logboek".into(), done()));
    for question in &list.questions {
        let codes = question.options.iter().filter(|option| !option.unknown && !option.alone);
        let codes: Vec<String> = codes.map(|option| option.code.clone()).collect();
        let answer = match question.kind {
            QuestionKind::Text => Answer::One(format!("woorden bij {}", question.code)),
            QuestionKind::Number => Answer::Range { min: 40, max: 50 },
            QuestionKind::One => Answer::One(codes[0].clone()),
            QuestionKind::Many => Answer::Many(codes),
        };
        breach.answers.0.insert(question.code.clone(), answer);
    }
    breach
}

fn filled(form: &Form, list: &QuestionList, breach: &Breach, kind: NotificationKind) -> Value {
    let around = Around {
        body_name: "Gemeente Waterveen".into(),
        address: Some("Markt 1".into()),
        trade_number: Some("12345678".into()),
        contact: Some(("F. Gerritsen".into(), "fg@waterveen.example".into())),
        maker: Content::from("F. Gerritsen"),
        maker_is_officer: true,
        level: Some((zegel_breach::Level::High, "De gegevens zijn gevoelig.".into())),
        ..Around::default()
    };
    let (language, now, zone) = (FormLanguage::Nl, done().at, &TimeZone::UTC);
    edpb_json(&fill(form, breach, (&around, list), &Purpose { kind, language, reason: None, now, zone }))
}

fn validate(python: &Path, schema: &Value, value: &Value) -> Output {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, value: &Value| {
        let path = dir.path().join(name);
        std::fs::write(&path, value.to_string()).unwrap();
        path
    };
    let (schema, value) = (write("schema.json", schema), write("value.json", value));
    Command::new(python).args(["-c", CHECK]).arg(schema).arg(value).output().unwrap()
}

#[test]
fn the_schema_in_the_documentation_is_that_of_the_form() {
    let law = Law::built_in();
    let schema = edpb_schema(law.form("edpb", on()).unwrap());
    let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/edpb-breach.schema.json");
    let beside = Path::new(env!("CARGO_TARGET_TMPDIR")).join("edpb-breach.schema.json");
    std::fs::write(&beside, &text).unwrap();
    let is_same = std::fs::read_to_string(&path).is_ok_and(|found| found == text);
    assert!(is_same, "the form changed: read over {} and put it in docs/formats", beside.display());
}

#[test]
fn filled_forms_fit_the_schema_and_wrong_ones_do_not() {
    let Some(python) = python_with("jsonschema", "4.26.0") else { return };
    let law = Law::built_in();
    let (form, list) = (law.form("edpb", on()).unwrap(), law.breach_questions(on()).unwrap());
    let schema = edpb_schema(form);
    let mut breach = answered(list);
    let complete = filled(form, list, &breach, NotificationKind::Complete);
    breach.answers.0.clear();
    let initial = filled(form, list, &breach, NotificationKind::Initial);
    let says = |value: &Value| {
        let out = validate(&python, &schema, value);
        (out.status.success(), String::from_utf8_lossy(&out.stdout).into_owned())
    };
    assert_eq!(says(&initial), (true, String::new()));
    // What nobody decided yet is the only thing that a breach with every answer still lacks.
    let (is_complete, lacks) = says(&complete);
    assert_eq!((is_complete, lacks.trim()), (false, "$.notification 'field_97' is a required property"));
    let mut told = complete.clone();
    told["notification"]["field_97"] = json!(["d"]);
    assert_eq!(says(&told), (true, String::new()));
    for (field, wrong) in [("field_97", json!(["c"])), ("field_68", json!(-1)), ("field_55", json!(["z"]))] {
        let mut changed = told.clone();
        changed["notification"][field] = wrong;
        assert!(!says(&changed).0, "{field}");
    }
    let mut short = told.clone();
    short["marks"].as_object_mut().unwrap().remove("field_12");
    assert!(!says(&short).0);
}
