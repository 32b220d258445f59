//! What a body is: media, marks of the app, and the words of a person that look like them.

use zegel_model::{Kind, LossCode};

use crate::support::{Outcome, chat};

const ANDROID: &str =
    "23-03-2022 13:30 - Berichten en oproepen worden end-to-end versleuteld. Tik voor meer informatie.\n";
const IOS: &str =
    "[23-03-2022 13:30:00] Kernteam: \u{200e}Berichten en gesprekken worden end-to-end versleuteld.\r\n";

fn android(body: &str) -> Outcome {
    chat(&format!("{ANDROID}23-03-2022 13:31 - Jan: {body}\n23-03-2022 13:32 - Piet: ja\n"))
}

fn ios(body: &str) -> Outcome {
    chat(&format!("{IOS}[23-03-2022 13:31:05] Jan: {body}\r\n[23-03-2022 13:32:05] Piet: ja\r\n"))
}

fn ios_media(body: &str) -> Outcome {
    chat(&format!("{IOS}\u{200e}[23-03-2022 13:31:05] Jan: {body}\r\n[23-03-2022 13:32:05] Piet: ja\r\n"))
}

fn name(outcome: &Outcome) -> Option<&str> {
    outcome.message(1).attachments.first()?.name.as_ref().map(|name| name.as_str())
}

#[test]
fn android_names_media_on_the_first_line_and_the_caption_follows() {
    for words in [
        "bestand bijgevoegd",
        "file attached",
        "Datei angehängt",
        "fichier joint",
        "archivo adjunto",
        "الملف مرفق",
    ] {
        let outcome = android(&format!("\u{200e}IMG-20220323-WA0003.jpg ({words})\nbij de ingang\nen daar"));
        let message = outcome.message(1);
        assert_eq!(
            (message.kind, message.text.as_str()),
            (Kind::Attachment, "bij de ingang\nen daar"),
            "{words}"
        );
        assert_eq!(name(&outcome), Some("IMG-20220323-WA0003.jpg"));
        assert!(message.raw.is_some() && !message.attachments[0].present);
        assert_eq!(outcome.n(LossCode::AttachmentMissing), 1);
    }
}

#[test]
fn names_of_documents_may_hold_anything() {
    for file in
        ["Nota (concept) • v2.pdf", "DOC-20220502-WA0006.", "foto's bewonersavond.zip", "تقرير.docx", ".png"]
    {
        assert_eq!(name(&android(&format!("{file} (bestand bijgevoegd)"))), Some(file));
    }
}

#[test]
fn a_person_on_android_who_talks_about_marks_writes_text() {
    for body in [
        "PDF.pdf (bestand bijgevoegd) zei je toch?",
        "<Media weggelaten> stond er bij mij",
        "Dit bericht is verwijderd zei hij",
        "zie het overleg (bestand bijgevoegd",
        "<grapje hoor>",
        "Wachten op dit bericht duurt lang",
        "Spraakoproep om 10:00 met de wethouder",
    ] {
        let outcome = android(body);
        assert_eq!((outcome.message(1).kind, outcome.message(1).text.as_str()), (Kind::Text, body));
        assert_eq!(outcome.message(1).raw, None);
    }
}

#[test]
fn a_person_on_ios_who_types_the_words_of_the_app_writes_text() {
    for body in [
        "<Media omitted>",
        "Dit bericht is verwijderd.",
        "afbeelding weggelaten",
        "Wachten op dit bericht",
        "Gemist spraakgesprek",
        "null",
        "<bijgevoegd: 00000014-PHOTO-2022-05-02-16-17-01.jpg>",
        "Locatie: https://maps.google.com/?q=52.08,4.31",
        "klaar <Dit bericht is bewerkt>",
    ] {
        let outcome = ios(body);
        assert_eq!((outcome.message(1).kind, outcome.message(1).text.as_str()), (Kind::Text, body));
        assert!(!outcome.message(1).edited);
    }
}

#[test]
fn ios_names_media_with_the_caption_on_either_side() {
    let mark = "\u{200e}<bijgevoegd: 00000014-PHOTO-2022-03-23-13-31-05.jpg>";
    for (body, text) in [
        (mark.to_owned(), ""),
        (format!("bij de ingang {mark}"), "bij de ingang"),
        (format!("{mark} bij de ingang"), "bij de ingang"),
        (format!("regel 1\nregel 2 {mark}"), "regel 1\nregel 2"),
    ] {
        let outcome = ios_media(&body);
        assert_eq!(
            (outcome.message(1).kind, outcome.message(1).text.as_str()),
            (Kind::Attachment, text),
            "{body}"
        );
        assert_eq!(name(&outcome), Some("00000014-PHOTO-2022-03-23-13-31-05.jpg"));
    }
}

#[test]
fn ios_documents_have_their_name_and_pages_before_the_mark() {
    let outcome = ios_media("Nota.pdf • \u{200e}116 pagina's \u{200e}<bijgevoegd: 00000017-Nota.pdf>");
    assert_eq!((outcome.message(1).text.as_str(), name(&outcome)), ("Nota.pdf", Some("00000017-Nota.pdf")));
    let outcome = ios_media("Nota.pdf • \u{200e}116 pagina's \u{200e}document weggelaten");
    assert_eq!((outcome.message(1).text.as_str(), name(&outcome)), ("Nota.pdf", Some("Nota.pdf")));
    assert_eq!(outcome.n(LossCode::MediaOmitted), 1);
}

#[test]
fn old_ios_names_media_in_two_more_ways() {
    let head = "23-03-2022 13:30:00: Jan: hoi\n23-03-2022 13:30:01: Jan: hoi\n";
    let outcome =
        chat(&format!("{head}23-03-2022 13:31:05: Jan: 2015-08-04-PHOTO-00004762.jpg <\u{200e}attached>\n"));
    let message = outcome.message(2);
    assert_eq!(message.attachments[0].name.as_ref().unwrap().as_str(), "2015-08-04-PHOTO-00004762.jpg");
    let outcome = chat(&format!("{head}23-03-2022 13:31:05: Jan: < attached: 00000001-PHOTO.jpg >\n"));
    assert_eq!(outcome.message(2).attachments[0].name.as_ref().unwrap().as_str(), "00000001-PHOTO.jpg");
}

#[test]
fn omitted_media_are_attachments_without_a_name() {
    for body in
        ["<Media weggelaten>", "<Videobericht weggelaten>", "<Media omitted>", "<Medien ausgeschlossen>"]
    {
        let outcome = android(&format!("{body}\nmet bijschrift"));
        let message = outcome.message(1);
        assert_eq!((message.kind, message.text.as_str()), (Kind::Attachment, "met bijschrift"), "{body}");
        assert_eq!((message.attachments.len(), message.attachments[0].name.is_none()), (1, true));
        assert_eq!(outcome.n(LossCode::MediaOmitted), 1);
    }
    for body in ["afbeelding", "Video", "audio", "sticker", "GIF", "document", "videonotitie"] {
        let outcome = ios_media(&format!("\u{200e}{body} weggelaten"));
        assert_eq!(
            (outcome.message(1).kind, outcome.message(1).text.as_str()),
            (Kind::Attachment, ""),
            "{body}"
        );
    }
    let outcome = ios_media("Dit is hem \u{200e}afbeelding weggelaten");
    assert_eq!(outcome.message(1).text.as_str(), "Dit is hem");
    assert_eq!(ios_media("\u{200e}Visitekaartje weggelaten").message(1).kind, Kind::Contact);
}

#[test]
fn omitted_media_in_an_unknown_language_are_seen_by_their_shape() {
    let head = "[3/23/22, 13:30:00] Ana: \u{200e}Xyz qwerty ende.\r\n";
    let body = "\u{200e}[3/23/22, 13:31:05] Ana: \u{200e}bildeen utelatt\r\n";
    let marked = "[3/23/22, 13:32:05] Ana: \u{200e}GIF omitted\r\n[3/23/22, 13:33:05] Ana: ja\r\n";
    let no = chat(&format!(
        "{head}{body}{}",
        marked.replace("GIF omitted", "Denne meldingen ble slettet og borte.")
    ));
    assert_ne!(no.message(1).kind, Kind::Text, "a marked line is the app's or a text, never lost");
    let outcome = chat("23-03-2022 13:31 - Ana: <Mediji izostavljeni>\n23-03-2022 13:32 - Ana: da\n");
    assert_eq!(outcome.message(0).kind, Kind::Attachment);
}

#[test]
fn edited_texts_lose_the_mark_and_keep_it_in_raw() {
    let outcome = android("Akkoord <Dit bericht is bewerkt>");
    assert!(outcome.message(1).edited);
    assert_eq!(outcome.message(1).text.as_str(), "Akkoord");
    assert_eq!(outcome.message(1).raw.as_ref().unwrap().as_str(), "Akkoord <Dit bericht is bewerkt>");
    let outcome = ios("Akkoord  \u{200e}<This message was edited>");
    assert_eq!((outcome.message(1).edited, outcome.message(1).text.as_str()), (true, "Akkoord "));
    assert_eq!(outcome.n(LossCode::Edited), 1);
}

#[test]
fn deleted_waiting_calls_and_view_once_have_their_kinds() {
    for (body, kind, code) in [
        ("Dit bericht is verwijderd", Kind::Deleted, Some(LossCode::Deleted)),
        ("U hebt dit bericht verwijderd", Kind::Deleted, Some(LossCode::Deleted)),
        ("Je hebt dit bericht verwijderd", Kind::Deleted, Some(LossCode::Deleted)),
        ("You deleted this message as admin", Kind::Deleted, Some(LossCode::Deleted)),
        ("This message was deleted by admin Piet", Kind::Deleted, Some(LossCode::Deleted)),
        ("Wachten op dit bericht", Kind::Unknown, Some(LossCode::Waiting)),
        ("Waiting for this message. This may take a while.", Kind::Unknown, Some(LossCode::Waiting)),
        ("Gemiste spraakoproep", Kind::Call, None),
        ("Gemiste video-oproep", Kind::Call, None),
        ("Missed voice call", Kind::Call, None),
        ("null", Kind::Unknown, Some(LossCode::ViewOnce)),
        ("", Kind::Unknown, Some(LossCode::ViewOnce)),
    ] {
        let outcome = android(body);
        assert_eq!((outcome.message(1).kind, outcome.message(1).text.as_str()), (kind, body));
        if let Some(code) = code {
            assert_eq!(outcome.n(code), 1, "{body}");
        }
    }
    for (body, kind) in [
        ("\u{200e}Dit bericht is verwijderd.", Kind::Deleted),
        ("\u{200e}Gemist spraakgesprek", Kind::Call),
        ("\u{200e}Voice call. \u{200e}12 min", Kind::Call),
        ("\u{200e}Video call. No answer", Kind::Call),
        ("\u{200e}Wachten op dit bericht. Dit kan even duren.", Kind::Unknown),
    ] {
        let outcome = ios(body);
        assert_eq!(outcome.message(1).kind, kind, "{body}");
        assert_eq!(outcome.message(1).text.as_str(), body.trim_start_matches('\u{200e}'));
    }
}

#[test]
fn places_and_positions_are_locations() {
    let outcome = android("locatie: https://maps.google.com/?q=52.089451,-5.108469");
    let place = outcome.message(1).location.as_ref().unwrap();
    assert_eq!((place.latitude.as_str(), place.longitude.as_str()), ("52.089451", "-5.108469"));
    let outcome =
        android("Stadhuis\nCoolsingel 40, Rotterdam\nhttps://foursquare.com/v/4e89af95e5fa82ad4c0aa03b");
    assert_eq!((outcome.message(1).kind, outcome.message(1).location.is_none()), (Kind::Location, true));
    assert_eq!(android("live locatie gedeeld").message(1).kind, Kind::Location);
    assert_eq!(android("Kijk eens hier bij: https://maps.google.com/?q=52,5").message(1).kind, Kind::Text);
    let outcome =
        ios("Stadhuis (Coolsingel 40, Rotterdam): https://foursquare.com/v/4e89af95e5fa82ad4c0aa03b");
    assert_eq!(outcome.message(1).kind, Kind::Location);
    assert_eq!(ios("\u{200e}Locatie: https://maps.google.com/?q=52.08,4.31").message(1).kind, Kind::Location);
}

#[test]
fn contact_cards_and_polls_have_their_kinds() {
    assert_eq!(android("Fatima El Amrani.vcf (bestand bijgevoegd)").message(1).kind, Kind::Contact);
    assert_eq!(ios_media("\u{200e}<bijgevoegd: 00000042-TR.vcf>").message(1).kind, Kind::Contact);
    let outcome = android("PEILING:\nWanneer?\nOPTIE: dinsdag 10:00 (2 stemmen)\nOPTIE: later (0 stemmen)\n");
    assert_eq!((outcome.message(1).kind, outcome.n(LossCode::PollVoters)), (Kind::Poll, 1));
    let outcome = ios("POLL:\n\u{200e}Wanneer?\n\u{200e}OPTION: nu (1 vote)\n");
    assert_eq!(outcome.message(1).kind, Kind::Poll);
}

#[test]
fn lines_of_the_app_are_no_participants() {
    let text = format!(
        "{IOS}[23-03-2022 13:31:00] Kernteam: \u{200e}Jan heeft deze groep aangemaakt\r\n\
         [23-03-2022 13:31:05] Jan: hoi\r\n[23-03-2022 13:31:06] Piet: \u{200e}Piet heeft de groep verlaten\r\n"
    );
    let outcome = chat(&text);
    let conversation = &outcome.report.conversation;
    let names: Vec<&str> = conversation.participants.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Jan"]);
    assert_eq!(conversation.title.as_ref().unwrap().as_str(), "Kernteam");
    let kinds: Vec<Kind> = outcome.keep.messages.iter().map(|message| message.kind).collect();
    assert_eq!(kinds, [Kind::System, Kind::System, Kind::Text, Kind::System]);
    assert_eq!(outcome.message(3).sender.as_ref().unwrap().as_str(), "Piet");
}

#[test]
fn disappearing_messages_and_chat_privacy_are_reported() {
    for (line, code) in [
        (
            "Jan heeft berichten met vervaldatum ingeschakeld. Nieuwe berichten verdwijnen 7 dagen nadat ze zijn verzonden.",
            LossCode::DisappearingOn,
        ),
        ("Jan turned on disappearing messages. New messages will disappear.", LossCode::DisappearingOn),
        ("Jan updated the message timer. New messages will disappear.", LossCode::DisappearingOn),
        ("Jan turned on advanced chat privacy.", LossCode::ChatPrivacyOn),
        ("Jan heeft geavanceerde chatprivacy ingeschakeld", LossCode::ChatPrivacyOn),
    ] {
        let outcome = chat(&format!("{ANDROID}23-03-2022 13:31 - {line}\n23-03-2022 13:32 - Jan: ja\n"));
        assert_eq!(outcome.n(code), 1, "{line}");
    }
    let off = "Jan heeft berichten met vervaldatum uitgeschakeld. Tik om te wijzigen.";
    let outcome = chat(&format!("{ANDROID}23-03-2022 13:31 - {off}\n23-03-2022 13:32 - Jan: ja\n"));
    assert_eq!(outcome.n(LossCode::DisappearingOn), 0);
}

#[test]
fn names_are_kept_as_written_and_their_source_is_told() {
    let text = "[23-03-2022 13:31:05] ~\u{202f}Kees: a\r\n\
                [23-03-2022 13:31:06] \u{202a}+31\u{a0}6\u{a0}12345678\u{202c}: b\r\n\
                [23-03-2022 13:31:07] Lotte 🌷: c\r\n";
    let outcome = chat(text);
    let sources: Vec<(&str, &str)> = outcome
        .report
        .conversation
        .participants
        .iter()
        .map(|one| (one.name.as_str(), one.name_source.as_str()))
        .collect();
    assert_eq!(
        sources,
        [
            ("~\u{202f}Kees", "push-name"),
            ("\u{202a}+31\u{a0}6\u{a0}12345678\u{202c}", "number"),
            ("Lotte 🌷", "export")
        ]
    );
    assert_eq!(outcome.n(LossCode::DeceptiveCharacters), 0);
    let outcome = chat("23-03-2022 13:31 - Jan\u{202e}teip: a\n23-03-2022 13:31 - Piet: a\n");
    assert_eq!(outcome.n(LossCode::DeceptiveCharacters), 1);
}

#[test]
fn the_text_is_never_changed() {
    let body = "  ½ ² … ｆｕｌｌ  e\u{301} 👩🏽\u{200d}⚖\u{fe0f} *vet* _schuin_ ~weg~ ```code``` \u{2068}@Sanne\u{2069}\t\u{0}x ";
    let outcome = android(body);
    assert_eq!(outcome.message(1).text.as_str(), body);
    assert_eq!(outcome.n(LossCode::ControlCharacters), 1);
}

#[test]
fn a_chat_that_begins_in_the_middle_and_one_at_the_cap_are_reported() {
    assert_eq!(android("a").n(LossCode::StartMissing), 0);
    assert_eq!(chat("23-03-2022 13:31 - Jan: a\n23-03-2022 13:32 - Jan: b\n").n(LossCode::StartMissing), 1);
    let capped = format!("{ANDROID}{}", "23-03-2022 13:31 - Jan: a\n".repeat(9_999));
    assert_eq!(chat(&capped).n(LossCode::ExportCap), 1);
}

#[test]
fn times_that_cannot_be_and_the_repeated_hour_are_reported() {
    let text = "30-10-2022 02:30 - Jan: a\n30-10-2022 03:30 - Jan: b\n23-03-2008 13:31 - Jan: c\n";
    let outcome = chat(text);
    assert_eq!((outcome.n(LossCode::RepeatedHour), outcome.n(LossCode::ImplausibleTime)), (1, 1));
}

#[test]
fn ten_megabytes_on_one_line_are_one_message() {
    let body = "x".repeat(10_000_000);
    let outcome = android(&body);
    assert_eq!(outcome.message(1).text.as_str().len(), body.len());
    assert_eq!(outcome.n(LossCode::LimitReached), 0);
}

#[test]
fn a_message_of_a_hundred_thousand_lines_is_one_message() {
    let body = "x\n".repeat(100_000);
    let outcome = android(&body);
    assert_eq!(outcome.message(1).text.as_str().len(), body.len());
}
