//! The canonical JSON of a record and its messages against their published schema, judged by a validator that nobody here wrote.

use std::path::{Path, PathBuf};
use std::process::Command;

use zegel_testkit::Export;

use crate::body::{Body, text};

const JUDGE: &str = "import json, sys, jsonschema\n\
schema, record = (json.load(open(path, encoding='utf-8')) for path in sys.argv[1:3])\n\
jsonschema.Draft202012Validator.check_schema(schema)\n\
jsonschema.Draft202012Validator(schema).validate(record)\n\
line = jsonschema.Draft202012Validator({'$ref': '#/$defs/line', '$defs': schema['$defs']})\n\
lines = [json.loads(text) for text in open(sys.argv[3], encoding='utf-8')]\n\
assert len(lines) == record['head']['n_messages'] > 100\n\
assert any('leaf' in one for one in lines) and any('salt' in one for one in lines)\n\
for one in lines: line.validate(one)\n";

/// Returns a Python with the package jsonschema: one of our own below the build folder, made once.
fn python() -> Option<PathBuf> {
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("jsonschema-4.25.1");
    let python = venv.join("bin").join("python");
    let works = || {
        Command::new(&python).args(["-c", "import jsonschema"]).output().is_ok_and(|ran| ran.status.success())
    };
    if works() {
        return Some(python);
    }
    let made =
        Command::new("python3").args(["-m", "venv"]).arg(&venv).status().is_ok_and(|status| status.success());
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "jsonschema==4.25.1"];
    let installed = made && Command::new(&python).args(pip).status().is_ok_and(|status| status.success());
    (installed && works()).then_some(python)
}

#[test]
fn a_record_fits_its_schema() {
    let Some(python) = python() else {
        assert!(
            std::env::var_os("ZEGEL_REQUIRE_TOOLS").is_none(),
            "the Python package jsonschema could not be installed"
        );
        println!("skipped: the Python package jsonschema could not be installed");
        return;
    };
    let body = Body::new();
    let export = body.export(&Export::ios(200).with_media());
    let (_, record) = body.stored(
        &export,
        "anna",
        &["--all", "--drop", "5-9", "--redact", "de=privacy", "--ground", "private"],
    );
    let json = body.path("record.json");
    let lines = body.path("messages.jsonl");
    body.zegel_as("carla", &["read", &record, "--json", text(&json), "--messages", text(&lines)]).ok();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/record.schema.json");
    let files = [&schema, &json, &lines];
    let judged = Command::new(python).args(["-c", JUDGE]).args(files).output().expect("python starts");
    assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stderr));
}
