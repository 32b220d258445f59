//! What a body sets up for its owners from the command line: suggestions, and reminders by mail.

use crate::body::{Body, text};

#[test]
fn suggestions_are_off_until_they_are_switched_on_and_are_measured_on_a_sample() {
    let body = Body::new();
    let show = || body.zegel_as("carla", &["suggestions", "show"]).ok();
    show().says("none: suggestions are off");
    body.zegel_as("anna", &["suggestions", "set", "bsn"]).code(1).says("not-your-role");
    body.zegel_as("carla", &["suggestions", "set", "bsn", "horoscope"])
        .code(2)
        .says("no detector 'horoscope'");
    show().says("none: suggestions are off");
    body.zegel_as("carla", &["suggestions", "set", "bsn", "phone"]).ok().says("Recorded");
    show().says("Detectors: bsn, phone");

    let sample = body.path("sample.jsonl");
    let lines = concat!(
        r#"{"text":"Bel 06 12345678","marks":[{"from":4,"to":15,"detector":"phone"}]}"#,
        "\n",
        r#"{"text":"Het BSN is 111222333","marks":[{"from":11,"to":20,"detector":"bsn"}]}"#,
        "\n",
        r#"{"text":"Zaaknummer 111222333","marks":[]}"#,
        "\n",
    );
    std::fs::write(&sample, lines).unwrap();
    let measured = body.zegel_as("carla", &["suggestions", "measure", "--sample", text(&sample)]).ok();
    measured.says("3 texts").says("1.000 (0.207-1.000), 1 of 1").says("nothing to measure");
    body.zegel_as("carla", &["suggestions", "sample", text(&sample)]).ok().says("a sample of 3 texts");

    std::fs::write(&sample, "{\"text\":\"Zwijgkanarie\",\"marks\":[{}]}\n").unwrap();
    let refused = body.zegel_as("carla", &["suggestions", "sample", text(&sample)]);
    assert_ne!(refused.code, 0);
    assert!(!refused.err.contains("Zwijgkanarie"), "an error names the line and not what stands there");
}

#[test]
fn reminders_go_out_only_where_a_mail_server_is_configured() {
    let body = Body::new();
    body.zegel(&["remind"]).ok().says("No mail server is configured");
    let settings = body.archive().join("zegel.toml");
    let mut toml = std::fs::read_to_string(&settings).unwrap();
    toml.push_str(
        "\n[mail]\nserver = \"127.0.0.1\"\nport = 9\nsecurity = \"none\"\nfrom = \"Archief <archief@waterveen.example>\"\nurl = \"https://zegel.waterveen.example\"\n",
    );
    std::fs::write(&settings, toml).unwrap();
    // Nobody has a rhythm yet, so nobody is late and no server is asked for anything.
    body.zegel(&["remind"]).ok().says("0 sent, 0 refused, 0 to be tried again");
}
