use proptest::prelude::*;

use super::{MAX_NOTE_BYTES, NoteError, NoteSigner, VerifierKey, split};

/// The example of the documentation of Go's `golang.org/x/mod/sumdb/note`.
const KNOWN_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const KNOWN_NOTE: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\n\
    \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

#[test]
fn a_note_of_another_implementation_verifies() {
    let key: VerifierKey = KNOWN_KEY.parse().unwrap();
    let (text, signatures) = split(KNOWN_NOTE.as_bytes()).unwrap();
    assert_eq!(key.verify(text, &signatures), Ok(()));
    assert_eq!(key.to_string(), KNOWN_KEY);
}

#[test]
fn any_typing_error_in_a_verifier_key_is_found() {
    for at in 0..KNOWN_KEY.len() * 7 {
        let mut typed = KNOWN_KEY.as_bytes().to_vec();
        typed[at / 7] ^= 1 << (at % 7);
        let typed = String::from_utf8(typed).unwrap();
        assert!(typed.parse::<VerifierKey>().is_err(), "{typed:?}");
    }
}

#[test]
fn a_key_name_without_place_in_a_line_is_refused() {
    for name in ["", "two words", "a+b", "a\nb", "a\u{3000}b"] {
        assert_eq!(NoteSigner::from_seed(name, &[1; 32]).unwrap_err(), NoteError::KeyName);
    }
}

#[test]
fn a_second_signature_by_the_same_key_is_refused() {
    let signer = NoteSigner::from_seed("log", &[1; 32]).unwrap();
    let signature = signer.sign("text\n");
    let twice = [signature.clone(), signature];
    let refusal = Err(NoteError::WrongSignature { name: "log".to_owned() });
    assert_eq!(signer.verifier().verify("text\n", &twice), refusal);
}

#[test]
fn limits_are_named() {
    let large = vec![b'a'; MAX_NOTE_BYTES + 1];
    assert_eq!(split(&large).unwrap_err(), NoteError::TooLarge { n_bytes: MAX_NOTE_BYTES + 1 });
    let many = format!("text\n\n{}", "\u{2014} a AAAAAAA=\n".repeat(101));
    assert_eq!(split(many.as_bytes()).unwrap_err(), NoteError::TooManySignatures);
}

#[test]
fn the_line_of_a_fault_is_named() {
    let refusal = |line| NoteError::Malformed { line };
    assert_eq!(split(b"a\nb\n\xff\n\n").unwrap_err(), refusal(3));
    assert_eq!(split(b"a\n\x1b[2J\n\n").unwrap_err(), refusal(2));
    assert_eq!(split("a\n\n\u{2014} name AAAAAAA=\nno line\n".as_bytes()).unwrap_err(), refusal(4));
    assert_eq!(split(b"no block").unwrap_err(), refusal(1));
}

#[test]
fn debug_never_shows_a_signing_key() {
    let signer = NoteSigner::from_seed("log", &[0xab; 32]).unwrap();
    assert_eq!(format!("{signer:?}"), "NoteSigner(log, key hidden)");
}

proptest! {
    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        drop(split(&bytes));
    }

    #[test]
    fn no_text_with_lines_breaks_the_reader(text in "([a-z\u{2014} \n+=]{0,9}\n){0,9}") {
        drop(split(text.as_bytes()));
        drop(text.parse::<VerifierKey>());
    }
}
