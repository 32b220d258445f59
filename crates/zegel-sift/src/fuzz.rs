//! Whatever comes in: an answer or a refusal, never a fall.

use proptest::prelude::*;
use zegel_import::media_type;

use crate::{Positions, Receipt, Region, Selection, SubmissionReader, black_out, strip_metadata, testing};

/// Words of the plain form and of JSON, so that chance gets further than the first character.
fn selection_like() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("keep".to_owned()),
        Just("redact".to_owned()),
        Just("text".to_owned()),
        Just("picture".to_owned()),
        Just("box".to_owned()),
        Just("ground".to_owned()),
        Just("\"".to_owned()),
        Just("\n".to_owned()),
        Just("{\"format\":\"zegel-selection\",\"version\":1,".to_owned()),
        "[0-9,-]{1,6}",
        "\\PC{0,6}",
    ];
    prop::collection::vec(word, 0..12).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_selection_is_read_or_refused(text in selection_like(), bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = (Selection::parse(text.as_bytes()), Selection::parse(&bytes), text.parse::<Positions>());
    }

    #[test]
    fn any_bytes_are_a_picture_or_not(
        head in prop::sample::select(vec![
            b"\xff\xd8\xff\xe1".as_slice(), b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x20\0\0\0WEBPVP8X", b"",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let bytes = [head, &rest].concat();
        let region = Region { x: 0, y: 0, width: 1, height: 1 };
        let _ = (black_out(&bytes, &[region]), strip_metadata(&bytes), media_type(&bytes));
    }

    #[test]
    fn any_bytes_are_a_receipt_or_not(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        prop_assert!(Receipt::from_json(&bytes).is_err());
    }

    #[test]
    fn any_sealed_bytes_are_a_package_or_not(bytes in prop::collection::vec(any::<u8>(), 0..2048)) {
        prop_assert!(SubmissionReader::open(&testing::identity(), testing::seal(&bytes).as_slice()).is_err());
    }
}
