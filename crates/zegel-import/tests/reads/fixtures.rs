//! Exports of other projects with what is expected of them, where the folder with them is there.
//!
//! Their licences forbid copying them, so they are looked for in the folder that `ZEGEL_SHARED` names, or in
//! `../shared` beside the repository. Differences that are meant are listed with their reason in [`MEANT`] and in
//! `docs/formats/inspect.md`.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use zegel_import::{Options, Report};
use zegel_model::{DateOrder, DateOrderCertainty, Message};

use crate::support::{forced, shared, try_read_named};

fn read_all(bytes: &[u8], name: &str, options: &Options) -> (Vec<Message>, Report) {
    let outcome = try_read_named(bytes, name, options).expect(name);
    (outcome.keep.messages, outcome.report)
}

/// Cases in which we differ on purpose: the file (or the first characters of a text), and what must be true instead.
const MEANT: &[(&str, &str)] = &[
    ("chat-miner/test_ddmmyy_24hrs.txt", "John Doe:. has a sender"),
    ("chat-miner/test_[mmddyy]_24hrs.txt", "John Doe:. has a sender"),
    ("whatstk/headers/ysdsm_IcM_p_-.txt", "year, day, month is reported as undecided"),
    ("whatstk/headers/[msdsy_IcMcS_p].txt", "five days that two orders allow are reported as undecided"),
    ("whatstk/headers/[ysdsm_IcMcS_p].txt", "year, day, month is reported as undecided"),
    ("3/6/18, 1:55 PM - a: m", "AM and PM without zeros is the American way"),
];

fn meant(name: &str) -> bool {
    MEANT.iter().any(|(of, _)| name.ends_with(of) || name.starts_with(of))
}

#[test]
fn exports_of_other_projects_give_what_they_expect() {
    let Some(shared) = shared().filter(|shared| shared.join("fixtures").is_dir()) else {
        println!("skipped: no folder with the exports of other projects");
        return;
    };
    let mut n_cases = 0;
    for peer in [
        "whatstk",
        "WhatsR",
        "chat-analytics",
        "chat-miner",
        "chatvault",
        "port-whatsapp",
        "whats-reader",
        "whats_json",
        "whatsapp-chat-parser",
    ] {
        let folder = shared.join("fixtures").join(peer);
        for list in ["expected.json", "cases.json"] {
            let Ok(bytes) = std::fs::read(folder.join(list)) else { continue };
            let expected: Value = serde_json::from_slice(&bytes).unwrap();
            for case in expected["cases"].as_array().unwrap() {
                n_cases += u32::from(check(peer, &folder, case));
            }
        }
    }
    assert!(40 <= n_cases, "only {n_cases} cases were found");
    println!("{n_cases} cases of other projects agree");
}

fn check(peer: &str, folder: &Path, case: &Value) -> bool {
    let mut options = forced();
    let (bytes, name) = match (case["text"].as_str(), case["file"].as_str()) {
        (Some(text), _) => (text.as_bytes().to_vec(), text.replace('\u{202f}', " ")),
        (_, Some(file)) if file.ends_with(".txt") => {
            (std::fs::read(folder.join(file)).unwrap(), format!("{peer}/{file}"))
        }
        _ => return false,
    };
    let (messages, report) = read_all(&bytes, &name, &options);
    let seen = &report.conversation;
    if meant(&name) {
        // What differs is the order of the date or one sender; the messages are the same.
        let undecided = seen.date_order_certainty != DateOrderCertainty::Certain;
        assert!(undecided || peer == "chat-miner", "{name}: a meant difference must be no silent one");
        options.date_order = stated_order(&name);
    }
    let (messages, report) = match options.date_order {
        Some(_) => read_all(&bytes, &name, &options),
        None => (messages, report),
    };
    let counted = if case["counted"].is_object() { &case["counted"] } else { case };
    check_counts(&name, counted, &messages);
    for (place, expected) in case["expect"].as_array().into_iter().flatten().enumerate() {
        check_message(&name, expected, &messages[place]);
    }
    check_kinds(&name, &case["peer_test"], &messages);
    assert_eq!(report.n_messages, messages.len() as u64, "{name}");
    true
}

fn stated_order(name: &str) -> Option<DateOrder> {
    match name {
        _ if name.contains("ysdsm") => Some(DateOrder::Ydm),
        _ if name.contains("msdsy") => Some(DateOrder::Mdy),
        _ if name.starts_with("3/6/18") => Some(DateOrder::Dmy),
        _ => None,
    }
}

fn check_counts(name: &str, counted: &Value, messages: &[Message]) {
    let mut by_sender: BTreeMap<&str, u64> = BTreeMap::new();
    for message in messages {
        if let Some(sender) = &message.sender {
            *by_sender.entry(sender.as_str().trim_matches(['\u{200e}', '\u{feff}'])).or_default() += 1;
        }
    }
    let bare_colon = u64::from(name.starts_with("chat-miner/"));
    if let Some(n) = counted["messages"].as_u64() {
        assert_eq!(messages.len() as u64, n, "{name}: messages");
    }
    if let Some(n) = counted["without_sender"].as_u64() {
        let without = messages.iter().filter(|message| message.sender.is_none()).count() as u64;
        assert_eq!(without, n - bare_colon, "{name}: without sender");
    }
    for (sender, n) in counted["by_sender"].as_object().into_iter().flatten() {
        let own = u64::from(sender == "John Doe") * bare_colon;
        assert_eq!(
            by_sender.get(sender.as_str()).copied().unwrap_or(0),
            n.as_u64().unwrap() + own,
            "{name}: {sender}"
        );
    }
    for (which, message) in [("first", messages.first()), ("last", messages.last())] {
        if counted[which].is_object() {
            check_message(name, &counted[which], message.unwrap());
        }
    }
    let times = || messages.iter().map(|message| message.at.to_string());
    for (which, time) in [("earliest", times().min()), ("latest", times().max())] {
        if let Some(expected) = counted[which].as_str() {
            assert_eq!(time.as_deref(), Some(expected), "{name}: {which}");
        }
    }
    if let Some(n) = counted["multi_line"].as_u64() {
        let several = messages.iter().filter(|message| message.text.as_str().contains('\n')).count() as u64;
        assert_eq!(several, n, "{name}: messages of several lines");
    }
}

fn check_message(name: &str, expected: &Value, message: &Message) {
    let sender = message.sender.as_ref().map(|sender| sender.as_str().trim_matches(['\u{200e}', '\u{feff}']));
    if let Some(author) = expected.get("author") {
        assert_eq!(sender, author.as_str(), "{name}: sender of message {}", message.position);
    }
    if let Some(time) = expected["local_time"].as_str() {
        assert_eq!(message.at.to_string(), time, "{name}: time of message {}", message.position);
    }
    if let Some(body) = expected["body"].as_str() {
        assert_eq!(message.text.as_str(), body, "{name}: text of message {}", message.position);
    }
    if let Some(attachment) = expected.get("attachment") {
        let named = message.attachments.first().and_then(|one| one.name.as_ref()).map(|name| name.as_str());
        assert_eq!(named, attachment.as_str(), "{name}: attachment of message {}", message.position);
    }
}

/// The peers' own kinds: what is comparable of them.
fn check_kinds(name: &str, peer: &Value, messages: &[Message]) {
    use zegel_model::Kind;
    let n = |kind: Kind| messages.iter().filter(|message| message.kind == kind).count() as u64;
    if let (Some(locations), Some(_)) = (peer["location"].as_u64(), peer["text"].as_u64()) {
        assert_eq!(n(Kind::Location), locations, "{name}: locations");
    }
    if let Some(cards) = peer["contact_card_files"].as_u64() {
        assert_eq!(n(Kind::Contact), cards, "{name}: contact cards");
    }
    if let (Some(text), true) = (peer["text"].as_u64(), name.contains("_ios")) {
        assert_eq!(n(Kind::Text), text, "{name}: texts");
    }
    if let (Some(users), true) = (peer["user_messages"].as_u64(), name.contains("4A_11M")) {
        assert_eq!(
            messages.iter().filter(|message| message.sender.is_some()).count() as u64,
            users,
            "{name}"
        );
    }
}
