use zegel_model::{PersonId, RegimeKind};

use super::*;
use crate::{
    SubmissionReader,
    testing::{identity, open, regime, secret},
};

fn note(text: &str) -> Note {
    Note {
        author: "Jan Jansen".into(),
        title: Some("Brug".into()),
        text: text.into(),
        zone: TimeZone::fixed(jiff::tz::offset(1)),
        regime: regime(RegimeKind::SelectIn),
    }
}

fn made(note: &Note) -> Result<(Made, Vec<u8>), SiftError> {
    let owner: PersonId = "j.jansen".parse().unwrap();
    let recipient = identity().recipient();
    let order = Order {
        secret: secret(),
        id: uuid::Uuid::from_u128(7),
        now: "2026-11-21T12:30:15.5Z".parse().unwrap(),
        owner: &owner,
        archive: "Gemeente Voorbeeld",
        recipient: &recipient,
    };
    let mut sealed = Vec::new();
    let made = note_submission(note, order, &mut sealed)?;
    Ok((made, sealed))
}

#[test]
fn a_note_is_a_submission_of_one_message_that_opens_and_verifies() {
    let (made, sealed) = made(&note("Piet zegde toe dat de brug open blijft.")).unwrap();
    assert_eq!(open(&sealed).unwrap().manifest, made.manifest);
    assert_eq!(made.manifest.route, Route::Note);
    assert_eq!(made.receipt.kept.to_string(), "1");
    let mut reader = SubmissionReader::open(&identity(), sealed.as_slice()).unwrap();
    let kept = reader.next_message().unwrap().unwrap().submitted().unwrap().message;
    assert_eq!(kept.at.to_string(), "2026-11-21T13:30:15");
    assert_eq!(kept.text.as_str(), "Piet zegde toe dat de brug open blijft.");
    assert_eq!(kept.sender.unwrap().as_str(), "Jan Jansen");
}

#[test]
fn a_note_without_words_or_with_too_many_is_refused() {
    assert_eq!(made(&note(" \n")).unwrap_err().code(), "empty-note");
    assert_eq!(made(&Note { author: "".into(), ..note("x") }).unwrap_err().code(), "empty-note");
    assert_eq!(made(&note(&"x".repeat(MAX_NOTE_CHARS + 1))).unwrap_err().code(), "note-too-long");
}
