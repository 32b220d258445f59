//! What a screen reader walks through.

use zegel_render::{EmbeddedFile, Fonts, Language, Pictures, Profile, Transcript, pdf};

use crate::corpus;
use crate::outside::objects_of;

fn print(transcript: &Transcript, pictures: &Pictures, profile: Profile) -> Vec<u8> {
    pdf(transcript, pictures, profile, &Fonts::load(&Fonts::default_dirs()).unwrap()).unwrap()
}

/// Counts the structure elements of a role.
fn count(objects: &str, role: &str) -> usize {
    let wanted = format!("/S /{role}");
    objects.lines().filter(|line| line.trim() == wanted).count()
}

#[test]
fn every_message_heading_table_and_picture_has_its_role() {
    let transcript = corpus::ordinary();
    let mut pictures = Pictures::new();
    pictures.add("attachments/000001", &corpus::photo(600, 400));
    pictures.add("attachments/000002", &corpus::screenshot(320, 180));
    let Some(objects) = objects_of(&print(&transcript, &pictures, Profile::A2a)) else { return };
    let n_messages = 14;
    let n_gaps = 4;
    let paragraphs = ["archive", "subtitle", "losses", "provenance", "odd characters"].len();
    assert_eq!(count(&objects, "P"), n_messages + n_gaps + paragraphs);
    assert_eq!(count(&objects, "H1"), 1);
    assert_eq!(count(&objects, "H2"), ["participants", "month", "attachments", "losses", "provenance"].len());
    assert_eq!(count(&objects, "H3"), 3);
    assert_eq!(
        count(&objects, "Table"),
        ["facts", "participants", "attachments", "losses", "provenance"].len()
    );
    assert_eq!(count(&objects, "Figure"), 2);
    assert!(objects.contains("Sporthal De Meent, ingang aan de noordzijde") || objects.contains("/Alt"));
    // Column heads of three tables, row heads of two.
    assert_eq!(count(&objects, "TH"), 3 + 6 + 2 + 14 + 4);
    assert_eq!(count(&objects, "TR"), 14 + (1 + 4) + (1 + 4) + (1 + 4) + 4);
}

#[test]
fn the_document_says_its_language_title_and_conformance() {
    let bytes = print(&corpus::ordinary(), &Pictures::new(), Profile::A2a);
    let Some(objects) = objects_of(&bytes) else { return };
    for said in ["/Lang (nl)", "/DisplayDocTitle true", "/Marked true", "/OutputIntents", "/Outlines"] {
        assert!(objects.contains(said), "the file does not say {said}");
    }
    let xmp = String::from_utf8_lossy(&bytes);
    for said in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"] {
        assert!(xmp.contains(said), "the metadata do not say {said}");
    }
}

#[test]
fn sources_are_embedded_in_a3_and_refused_when_they_have_no_type() {
    let source = |media_type: &str| EmbeddedFile {
        name: "messages.jsonl".into(),
        media_type: media_type.into(),
        description: "De berichten als canonieke JSON".into(),
        bytes: b"{\"position\":1}\n".to_vec(),
    };
    let transcript = corpus::transcript(Language::Nl, 0, vec![], vec![]);
    let profile = Profile::A3a { sources: vec![source("application/json")] };
    if let Some(objects) = objects_of(&print(&transcript, &Pictures::new(), profile)) {
        assert!(objects.contains("/AFRelationship /Source") && objects.contains("{\"position\":1}"));
    }
    let fonts = Fonts::load(&Fonts::default_dirs()).unwrap();
    let refused = |sources| {
        pdf(&transcript, &Pictures::new(), Profile::A3a { sources }, &fonts).unwrap_err().code().to_owned()
    };
    assert_eq!(refused(vec![source("json")]), "source-media-type");
    assert_eq!(refused(vec![source("application/json"), source("application/json")]), "source-name");
}
