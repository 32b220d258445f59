//! Generated exports, compared with the truth message by message, where the generator is there.
//!
//! The generator marks as `hard` what no reader of the text alone can know (a quoted line that is character for
//! character a header; the word `null`); those messages are stepped over, all others must agree.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use zegel_import::{Options, Report};
use zegel_model::{Kind, Message};

use crate::support::{shared, try_read_named};

const ANDROID: [&str; 11] =
    ["nl", "nl-comma", "nl-yy", "en-GB", "en-US", "en-IN", "de", "fr", "es-MX", "en-CA", "ja"];
const IOS: [&str; 6] = ["ios-nl", "ios-nl-comma", "ios-nl-yy", "ios-en-GB", "ios-en-US", "ios-de"];

fn generator() -> Option<PathBuf> {
    let script =
        shared().map(|shared| shared.join("tools/gen_whatsapp.py")).filter(|script| script.is_file());
    let python = Command::new("python3").arg("--version").output().is_ok();
    if script.is_none() || !python {
        println!("skipped: no generator of exports");
        return None;
    }
    script
}

fn compare(script: &Path, header: &str, extra: &[&str]) {
    let platform = if header.starts_with("ios") { "ios" } else { "android" };
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let mut command = Command::new("python3");
    command.arg(script).args([
        "--platform",
        platform,
        "--header",
        header,
        "--messages",
        "250",
        "--start",
        "2021-01-20T08:15:00",
        "--out",
        out,
    ]);
    assert!(command.args(extra).output().unwrap().status.success(), "{header} {extra:?}");
    let export = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let export =
        export.filter(|path| path.extension().is_some_and(|ending| ending == "zip" || ending == "txt"));
    let export = export.max_by_key(|path| path.extension().is_some_and(|ending| ending == "zip")).unwrap();
    let bytes = std::fs::read(&export).unwrap();
    let name = export.file_name().unwrap().to_str().unwrap();
    // The generated chats run on for years; the day of reading lies behind them.
    let options = Options::new(jiff::civil::date(2030, 1, 1));
    let outcome = try_read_named(&bytes, name, &options).unwrap();
    let truth = std::fs::read_to_string(folder.path().join("truth.jsonl")).unwrap();
    let truth: Vec<Value> = truth.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let what = format!("{header} {extra:?}");
    check_report(&what, &outcome.report);
    check_messages(&what, platform == "ios", &truth, &outcome.keep.messages);
}

fn check_report(what: &str, report: &Report) {
    assert!(report.accounting.balances(), "{what}: {:?}", report.accounting);
    assert_eq!(report.n_not_understood, 0, "{what}");
    assert_ne!(
        report.conversation.date_order_certainty,
        zegel_model::DateOrderCertainty::Ambiguous,
        "{what}: {}",
        report.conversation.date_order_reason
    );
}

fn check_messages(what: &str, ios: bool, truth: &[Value], messages: &[Message]) {
    let mut place = 0;
    let mut n_compared = 0;
    for (n, expected) in truth.iter().enumerate() {
        let message = messages
            .get(place)
            .unwrap_or_else(|| panic!("{what}: message {n} of {} is missing", truth.len()));
        place += 1;
        if expected["hard"] == true {
            // Its quoted headers may have become messages of their own.
            while let (Some(next), Some(after)) = (messages.get(place), truth.get(n + 1))
                && !matches_time(next, after)
            {
                place += 1;
            }
            continue;
        }
        n_compared += 1;
        check_message(&format!("{what}: message {n}"), ios, expected, message);
    }
    assert_eq!(place, messages.len(), "{what}: more messages than there are");
    assert!(truth.len() * 9 / 10 <= n_compared, "{what}: only {n_compared} were compared");
}

fn matches_time(message: &Message, expected: &Value) -> bool {
    message.at.to_string().starts_with(expected["ts"].as_str().unwrap())
}

fn check_message(what: &str, ios: bool, expected: &Value, message: &Message) {
    assert!(matches_time(message, expected), "{what}: {} is not {}", message.at, expected["ts"]);
    let plain = |text: &str| text.replace(['\u{200e}', '\u{202a}', '\u{202c}'], "").replace('\u{a0}', " ");
    let sender = message.sender.as_ref().map(|sender| plain(sender.as_str()));
    match expected["author"].as_str() {
        Some(author) => assert_eq!(sender.as_deref(), Some(author), "{what}"),
        // On an iPhone the app's own lines have the group as their sender.
        None => assert_eq!(sender.is_some(), ios, "{what}"),
    }
    let text = plain(message.text.as_str());
    let expected_text = plain(expected["text"].as_str().unwrap());
    let kind = expected["kind"].as_str().unwrap();
    let fits = match kind {
        "text" if expected_text.is_empty() => matches!(message.kind, Kind::Text | Kind::Unknown),
        "text" => message.kind == Kind::Text,
        "media" => message.kind == Kind::Attachment,
        "media_omitted" => matches!(message.kind, Kind::Attachment | Kind::Contact),
        "location" | "live_location" => message.kind == Kind::Location,
        "contact" => message.kind == Kind::Contact,
        "poll" => message.kind == Kind::Poll,
        "deleted" => message.kind == Kind::Deleted,
        "call" => message.kind == Kind::Call,
        "viewonce" | "waiting" => message.kind == Kind::Unknown,
        "system" => message.kind == Kind::System,
        other => panic!("{what}: the generator knows a new kind: {other}"),
    };
    assert!(fits, "{what}: {kind} became {:?}: {text}", message.kind);
    match kind {
        "location" => {
            let place = message.location.as_ref().unwrap();
            assert_eq!(format!("{},{}", place.latitude, place.longitude), expected_text, "{what}");
        }
        "poll" => assert!(text.contains(&expected_text), "{what}: {text}"),
        "live_location" | "deleted" | "viewonce" | "waiting" => {}
        _ => assert_eq!(text, expected_text, "{what} ({kind})"),
    }
    if let Some(name) = expected["attachment"].as_str() {
        let attachment = &message.attachments[0];
        assert_eq!(attachment.name.as_ref().unwrap().as_str(), name, "{what}");
        assert!(attachment.present && attachment.sha256.is_some(), "{what}: {name} is not found");
    }
    assert_eq!(message.edited, expected["edited"] == true, "{what}");
}

#[test]
fn plain_exports_agree_in_every_header() {
    let Some(script) = generator() else { return };
    for header in ANDROID.iter().chain(&IOS) {
        compare(&script, header, &["--seed", "3"]);
    }
}

#[test]
fn exports_with_imitated_headers_and_marks_agree() {
    let Some(script) = generator() else { return };
    for header in ANDROID.iter().chain(&IOS) {
        compare(&script, header, &["--adversarial", "--bom", "--seed", "4"]);
    }
}

#[test]
fn exports_with_media_in_a_zip_agree() {
    let Some(script) = generator() else { return };
    for header in ["nl", "en-US", "de", "ios-nl", "ios-en-US"] {
        compare(
            &script,
            header,
            &["--media", "--zip", "--adversarial", "--max-bytes", "2000", "--seed", "5"],
        );
    }
}

#[test]
fn exports_with_crlf_and_of_two_people_agree() {
    let Some(script) = generator() else { return };
    for header in ["nl", "es-MX", "ios-nl", "ios-de"] {
        compare(&script, header, &["--crlf", "--adversarial", "--seed", "6"]);
        compare(&script, header, &["--group", "", "--adversarial", "--seed", "7"]);
    }
}
