//! Every document of a corpus conforms; `ZEGEL_REQUIRE_VERAPDF=1` also prints 2,000 messages instead of 400.

use zegel_model::{Attachment, Kind, Message};
use zegel_render::{
    EmbeddedFile, Fonts, Language, Pictures, Profile, Transcript, document_pdf, letters_pdf, pdf,
};

use crate::verapdf::{assert_conforms, is_required};
use crate::{corpus, papers};

#[test]
fn every_document_of_the_corpus_conforms_to_pdf_a_and_pdf_ua() {
    assert_conforms(documents());
}

fn documents() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let fonts = Fonts::load(&Fonts::default_dirs()).unwrap();
    let mut pictures = Pictures::new();
    pictures.add("attachments/000001", &corpus::photo(600, 400));
    pictures.add("attachments/000002", &corpus::screenshot(320, 180));
    let print = |transcript: &Transcript, profile| pdf(transcript, &pictures, profile, &fonts).unwrap();
    let source = |name: &str, bytes: &[u8]| EmbeddedFile {
        name: name.into(),
        media_type: "application/json".into(),
        description: "De berichten als canonieke JSON".into(),
        bytes: bytes.to_vec(),
    };
    let sources = vec![source("messages.jsonl", b"{}\n"), source("transcript \u{e9}\u{0}.json", b"[]")];
    let empty = corpus::transcript(Language::Nl, 0, vec![], vec![]);
    let ordinary = corpus::ordinary();
    vec![
        ("ordinary", "2a", print(&ordinary, Profile::A2a)),
        ("sources", "3a", print(&ordinary, Profile::A3a { sources })),
        ("no-sources", "3a", print(&ordinary, Profile::A3a { sources: vec![] })),
        ("scripts", "2a", print(&corpus::scripts(), Profile::A2a)),
        ("hostile", "2a", print(&corpus::hostile(), Profile::A2a)),
        ("empty", "2a", print(&empty, Profile::A2a)),
        ("one", "2a", print(&corpus::many(1), Profile::A2a)),
        ("attachments", "2a", print(&long_tables(), Profile::A2a)),
        ("paper", "2a", document_pdf(&papers::every_block(), Profile::A2a, &fonts).unwrap()),
        ("paper-hostile", "2a", document_pdf(&papers::hostile(), Profile::A2a, &fonts).unwrap()),
        ("paper-empty", "2a", document_pdf(&papers::empty(), Profile::A2a, &fonts).unwrap()),
        ("letters", "2a", letters_pdf(&papers::letters(3), &fonts).unwrap()),
        ("many", "2a", print(&corpus::many(if is_required() { 2_000 } else { 400 }), Profile::A2a)),
    ]
}

/// A list of attachments that runs over several pages, so that heads are repeated as furniture.
fn long_tables() -> Transcript {
    let named = |i: u64| {
        let attachment = Attachment {
            name: Some(format!("IMG-{i:05}.jpg").into()),
            present: false,
            size_bytes: None,
            sha256: None,
        };
        Message {
            kind: Kind::Attachment,
            attachments: vec![attachment],
            ..corpus::message(i, 0, &format!("Deelnemer {i}"), "")
        }
    };
    let kept = (1..=120).map(|i| (named(i), vec![])).collect();
    corpus::transcript(Language::Nl, 120, vec![], kept)
}
