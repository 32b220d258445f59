//! The main job, end to end.

use zegel_testkit::Export;

use crate::body::{Body, CHAT, text, verify};

#[test]
fn a_chat_becomes_a_record_that_is_found_released_proven_and_destroyed() {
    let body = Body::new();
    let export = body.export(&Export::android(120).with_media());
    let capture = body.accepted(&export, "anna", &["--all", "--drop", "3-10", "--ground", "private"]);
    body.zegel_as("anna", &["register", &capture, "--dossier", "W-1", "--title", "x"])
        .code(1)
        .says("not-your-role");
    let record = body.registered(&capture);
    body.zegel_as("carla", &["store", &capture]).ok().says("part(s) of PDF/A made");

    let receipt = body.path("anna.receipt.json");
    body.zegel_as("carla", &["close", &capture]).code(1).says("open-copies");
    body.zegel_as(
        "anna",
        &["copies", "hunt", text(body.dir.path()), "--receipt", text(&receipt), "--destroy"],
    )
    .ok();
    assert!(!export.exists(), "the export was hunted and destroyed");
    body.zegel_as("carla", &["close", &capture]).ok();

    let release = body
        .zegel_as(
            "bram",
            &["release", "propose", "--record", &record, "--purpose", "Woo", "--recipient", "Commissie"],
        )
        .ok()
        .id_after("Proposed release ");
    let bag = body.path("bag");
    body.zegel_as("bram", &["release", "approve", &release, "--out", text(&bag)])
        .code(1)
        .says("not-your-role");
    body.zegel_as("elif", &["release", "approve", &release, "--out", text(&bag)]).ok();

    let key = body.zegel_as("beheer", &["ledger", "key"]).ok().out;
    verify(&["package", text(&bag), "--key", key.trim()]).ok().says("IT HOLDS");
    let again = body.export(&Export::android(120).with_media());
    verify(&["choice", "--receipt", text(&receipt), "--export", text(&again), text(&bag), "--whole"])
        .ok()
        .says("PROVEN");
    body.verifies();

    body.zegel_as("dirk", &["destroy", "propose", &record, "--ground", "term ended"]).ok();
    body.zegel_as("dirk", &["destroy", "approve", &record]).code(1).says("four-eyes");
    body.zegel_as("carla", &["destroy", "approve", &record]).ok();
    body.zegel_as("carla", &["read", &record]).code(1);
    body.zegel_as("dirk", &["destroy", "certificate", &record]).ok().says("zegel-destruction-certificate");
    body.verifies();
}

#[test]
fn the_one_who_accepted_does_not_register() {
    let body = Body::new();
    let export = body.text_export("chat.txt", CHAT);
    body.sift(&export, "anna", &["--all"]).ok();
    let package = body.path("anna.zegel");
    let capture = body.zegel_as("bram", &["accept", text(&package)]).ok().id_after("Accepted capture ");
    body.zegel_as("bram", &["register", &capture, "--dossier", "W-1", "--title", "x"])
        .code(1)
        .says("four-eyes");
    body.registered(&capture);
    body.zegel_as("carla", &["register", &capture, "--dossier", "W-1", "--title", "x"])
        .code(1)
        .says("wrong-state");
}

#[test]
fn one_capture_is_split_over_two_dossiers_and_nothing_is_left_over() {
    let body = Body::new();
    let export = body.text_export("chat.txt", CHAT);
    let capture = body.accepted(&export, "anna", &["--keep", "2-3,6", "--ground", "private"]);
    let registration = |dossier: &str, positions: &str| {
        format!(
            r#"{{"dossier":"{dossier}","title":"Deel","positions":{positions},"confidentiality":"intern","retention":{{"appraisal":"V","category":"1.1","term":"P10Y"}},"use_limit":"Nader te bepalen","activity":null}}"#
        )
    };
    let file = body.path("split.json");
    std::fs::write(&file, format!("[{}]", registration("W-1", "[[2,2]]"))).unwrap();
    body.zegel_as("carla", &["register", &capture, "--file", text(&file)]).code(1).says("positions-left");
    std::fs::write(&file, format!("[{},{}]", registration("W-1", "[[2,2]]"), registration("W-2", "[[3,6]]")))
        .unwrap();
    body.zegel_as("carla", &["register", &capture, "--file", text(&file)]).ok().says("2 record(s)");
    body.zegel_as("carla", &["store", &capture]).ok();
    body.zegel_as("carla", &["search", "kapvergunning", "--dossier", "W-1"]).ok().says("1 found");
    body.zegel_as("carla", &["search", "kapvergunning", "--dossier", "W-2"]).ok().says("0 found");
    // Each record has its own lines and no others; that of a capture which is not split has all of them.
    let shown = body.zegel_as("carla", &["show", &capture]).ok();
    let (mut rest, mut positions) = (shown.out.as_str(), vec![]);
    while let Some((_, after)) = rest.split_once("  record ") {
        let record = after.split_whitespace().next().unwrap();
        let lines = body.path(&format!("{record}.jsonl"));
        body.zegel_as("carla", &["read", record, "--messages", text(&lines)]).ok();
        positions.push(positions_in(&lines));
        rest = after;
    }
    positions.sort();
    assert_eq!(positions, [vec![2], vec![3, 6]], "{}", shown.out);
    body.verifies();
}

/// Returns the positions of the messages in a file of lines.
fn positions_in(lines: &std::path::Path) -> Vec<u64> {
    let lines = std::fs::read_to_string(lines).unwrap();
    let position = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).unwrap()["message"]["position"].as_u64().unwrap()
    };
    lines.lines().map(position).collect()
}

#[test]
fn a_pdf_a_3_carries_the_record_and_its_messages() {
    let has_qpdf = std::process::Command::new("qpdf").arg("--version").output().is_ok();
    if !has_qpdf {
        assert!(std::env::var_os("ZEGEL_REQUIRE_TOOLS").is_none(), "qpdf is not installed");
        println!("skipped: qpdf is not installed");
        return;
    }
    let body = Body::new();
    let settings = body.archive().join("zegel.toml");
    let toml = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, toml.replace("pdf = \"2a\"", "pdf = \"3a\"")).unwrap();
    let export = body.text_export("chat.txt", CHAT);
    // Set while it is stored, from the lines of the capture; and afterwards, from those of the record.
    for (name, rendition, render) in [("now", "now", None), ("later", "later", Some("--render"))] {
        let capture = body.accepted(&export, name, &["--all"]);
        let record = body.registered(&capture);
        body.zegel_as("carla", &["store", &capture, "--rendition", rendition]).ok();
        let [pdf, json, lines] = ["pdf", "json", "jsonl"].map(|end| body.path(&format!("{name}.{end}")));
        let mut read =
            vec!["read", &record, "--pdf", text(&pdf), "--json", text(&json), "--messages", text(&lines)];
        read.extend(render);
        body.zegel_as("carla", &read).ok();
        for (file, inside) in [(&json, "archiefstuk.json"), (&lines, "berichten.jsonl")] {
            let ran = std::process::Command::new("qpdf")
                .arg(format!("--show-attachment={inside}"))
                .arg(&pdf)
                .output()
                .unwrap();
            assert_eq!(ran.stdout, std::fs::read(file).unwrap(), "{name} {inside}");
        }
    }
    body.verifies();
}

#[test]
fn dutch_words_are_found_by_stem_beginning_and_phrase_newest_first() {
    let body = Body::new();
    let export = body.text_export("chat.txt", CHAT);
    body.stored(&export, "anna", &["--all"]);
    let found = body.zegel_as("elif", &["search", "woningbouwplan"]).ok().says("2 found");
    let (newest, older) = (found.out.find("Morgen bespreken"), found.out.find("ik stuur"));
    assert!(newest < older, "newest first: {}", found.out);
    body.zegel_as("elif", &["search", "kapverg*"]).ok().says("1 found");
    // A beginning that is longer than the stem still finds its word (and may find other forms of that stem).
    body.zegel_as("elif", &["search", "woningbouwplannen*"]).ok().says("ik stuur");
    body.zegel_as("elif", &["search", "\"wethouder Dekker\""]).ok().says("1 found");
    body.zegel_as("elif", &["search", "\"Dekker wethouder\""]).ok().says("0 found");
    body.zegel_as("elif", &["search", "", "--sender", "Bert", "--from", "2026-03-24"])
        .ok()
        .says("Zwijgzaamheid");
    body.zegel_as("sam", &["search", "Dekker"]).code(1).says("not-your-role");
}

#[test]
fn a_note_of_the_substance_takes_the_same_way() {
    let body = Body::new();
    let note = body.text_export("note.txt", "Op 3 maart is per telefoon besloten de bomen te laten staan.");
    let (out, recipient) = (body.path("note.zegel"), body.archive().join("recipient.txt"));
    body.zegel(&[
        "note",
        text(&note),
        "--author",
        "Anna de Boer",
        "--owner",
        "anna",
        "--to-archive",
        text(&recipient),
        "--out",
        text(&out),
    ])
    .ok();
    let capture = body.zegel_as("anna", &["accept", text(&out)]).ok().id_after("Accepted capture ");
    let record = body.registered(&capture);
    body.zegel_as("carla", &["store", &capture]).ok();
    body.zegel_as("carla", &["read", &record]).ok().says("bomen te laten staan");
}

#[test]
fn screenshots_take_the_same_way_as_far_as_the_pdf() {
    let body = Body::new();
    let mut args = vec!["screenshot".to_owned()];
    for (n, words) in [(1, "Joris: de brug blijft open"), (2, "Amira: akkoord met de ooievaarsbrug")] {
        let (picture, typed) = (body.path(&format!("{n}.png")), body.path(&format!("{n}.txt")));
        std::fs::write(&picture, zegel_testkit::hostile::png_with_text("kanariemetadata")).unwrap();
        std::fs::write(&typed, words).unwrap();
        let at = format!("2026-03-12T08:5{n}");
        args.extend([text(&picture), "--text", text(&typed), "--at", &at].map(str::to_owned));
    }
    let (out, recipient) = (body.path("shots.zegel"), body.archive().join("recipient.txt"));
    let more = ["--app", "signal", "--person", "Joris Maas", "--owner", "anna", "--out", text(&out)];
    args.extend(more.map(str::to_owned));
    args.extend(["--to-archive".to_owned(), text(&recipient).to_owned()]);
    body.zegel(&args.iter().map(String::as_str).collect::<Vec<_>>()).ok().says("2 screenshots");
    let capture = body.zegel_as("anna", &["accept", text(&out)]).ok().id_after("Accepted capture ");
    body.zegel_as("anna", &["copies", "list", "--capture", &capture]).ok().says("screenshot");
    let record = body.registered(&capture);
    body.zegel_as("carla", &["store", &capture]).ok();
    body.zegel_as("carla", &["read", &record]).ok().says("ooievaarsbrug");
    body.zegel_as("elif", &["search", "ooievaarsbrug"]).ok().says("1 found");
    body.verifies();
    let pdf = body.path("record.pdf");
    body.zegel_as("carla", &["read", &record, "--pdf", text(&pdf)]).ok();
    let Ok(printed) = std::process::Command::new("pdftotext").args([text(&pdf), "-"]).output() else {
        eprintln!("skipped: pdftotext is not installed");
        return;
    };
    let printed = String::from_utf8_lossy(&printed.stdout);
    for words in [
        "Schermafdruk",
        "met overgetypte tekst",
        "Signal",
        "ooievaarsbrug",
        "Joris Maas",
        "schermafdruk toont",
    ] {
        assert!(printed.contains(words), "no '{words}' in {printed}");
    }
}

#[test]
fn a_held_record_is_not_destroyed() {
    let body = Body::new();
    let export = body.text_export("chat.txt", CHAT);
    let (_, record) = body.stored(&export, "anna", &["--all"]);
    let hold = body
        .zegel_as("elif", &["hold", "place", "--dossier", "W-1", "--ground", "Woo-verzoek"])
        .ok()
        .id_after("Placed hold ");
    body.zegel_as("dirk", &["destroy", "propose", &record, "--ground", "term"]).code(1).says("on-hold");
    body.zegel_as("elif", &["hold", "lift", &hold]).ok();
    body.zegel_as("dirk", &["destroy", "propose", &record, "--ground", "term"]).ok();
}

#[test]
fn a_lost_key_is_recovered_by_two_of_three_and_the_lost_one_opens_nothing() {
    let body = Body::new();
    let (one, three) = (body.path("shares/share-1.txt"), body.path("shares/share-3.txt"));
    body.zegel_as("beheer", &["keys", "drill", text(&one), text(&three)]).ok().says("drill succeeded");
    body.zegel_as("beheer", &["keys", "drill", text(&one)]).code(1);
    let (new, archive) = (body.path("new.key"), body.archive());
    let recover = [
        "keys",
        "recover",
        text(&one),
        text(&three),
        "--archive",
        text(&archive),
        "--new-key-file",
        text(&new),
    ];
    body.zegel(&recover).ok();
    body.zegel_as("beheer", &["keys", "show"]).code(7);
    std::fs::copy(&new, body.path("operator.key")).unwrap();
    body.zegel_as("beheer", &["keys", "show"]).ok().says("2 of 3");
    body.zegel_as("beheer", &["keys", "rotate"]).ok().says("epoch 2");
    body.verifies();
}
