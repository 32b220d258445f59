use proptest::prelude::*;
use signed_note::{Note, StandardSigner, StandardVerifier, VerifierList};

use super::{Checkpoint, CheckpointError, SignedCheckpoint};
use crate::{Hash, NoteError, NoteSigner, leaf_hash};

const ORIGIN: &str = "archief.gemeente.example/ledger";

fn signer() -> NoteSigner {
    NoteSigner::from_seed(ORIGIN, &[7; 32]).unwrap()
}

fn checkpoint() -> Checkpoint {
    Checkpoint::new(ORIGIN, 5, leaf_hash(b"root")).unwrap()
}

/// The golden file of the format: a change here breaks every verifier outside.
const GOLDEN: &str = "archief.gemeente.example/ledger\n5\nPAb5plclr2BSYfY2ZyyWINQJcx2JpFHXRV/pxK4WeCk=\n\n\u{2014} archief.gemeente.example/ledger CcUtpxEIuK4BXvdjhYy3cZvekBnLUNMSNuY2O3W2s451Kyq48TKjhITbWuXU1mz5gVv0bM0cb3brIfFlKvaUPpc0+gA=\n";

#[test]
fn the_form_of_a_checkpoint_stays_as_it_is() {
    assert_eq!(checkpoint().sign(&signer()).to_string(), GOLDEN);
    assert_eq!(
        signer().verifier().to_string(),
        "archief.gemeente.example/ledger+09c52da7+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs"
    );
}

#[test]
fn what_was_signed_is_read_and_verified() {
    let read = SignedCheckpoint::parse(GOLDEN.as_bytes()).unwrap();
    assert_eq!(read.to_string(), GOLDEN);
    assert_eq!(read.verify(ORIGIN, &signer().verifier()), Ok(&checkpoint()));
}

#[test]
fn an_independent_implementation_reads_our_checkpoints() {
    let note = Note::from_bytes(GOLDEN.as_bytes()).unwrap();
    let verifier = StandardVerifier::new(&signer().verifier().to_string()).unwrap();
    let (verified, others) = note.verify(&VerifierList::new(vec![Box::new(verifier)])).unwrap();
    assert_eq!((verified.len(), others.len()), (1, 0));
    assert_eq!(note.text(), checkpoint().to_text().as_bytes());
}

#[test]
fn we_read_the_notes_of_an_independent_implementation() {
    let (skey, vkey) = signed_note::generate_key(&mut rand_08(), "witness.example");
    let mut note = Note::new(checkpoint().to_text().as_bytes(), &[]).unwrap();
    note.add_sigs(&[&StandardSigner::new(&skey).unwrap()]).unwrap();
    let read = SignedCheckpoint::parse(&note.to_bytes()).unwrap();
    assert_eq!(read.verify(ORIGIN, &vkey.parse().unwrap()), Ok(&checkpoint()));
}

/// The older random interface of `signed_note`, seeded.
fn rand_08() -> impl rand_core_06::CryptoRngCore {
    struct Counter(u64);
    impl rand_core_06::RngCore for Counter {
        fn next_u32(&mut self) -> u32 {
            rand_core_06::impls::next_u32_via_fill(self)
        }
        fn next_u64(&mut self) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            self.0
        }
        fn fill_bytes(&mut self, bytes: &mut [u8]) {
            rand_core_06::impls::fill_bytes_via_next(self, bytes);
        }
        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core_06::Error> {
            self.fill_bytes(bytes);
            Ok(())
        }
    }
    impl rand_core_06::CryptoRng for Counter {}
    Counter(1)
}

#[test]
fn every_flipped_bit_is_found() {
    let key = signer().verifier();
    for bit in 0..GOLDEN.len() * 8 {
        let mut note = GOLDEN.as_bytes().to_vec();
        note[bit / 8] ^= 1 << (bit % 8);
        let read = SignedCheckpoint::parse(&note);
        assert!(read.and_then(|read| read.verify(ORIGIN, &key).cloned()).is_err(), "bit {bit}");
    }
}

#[test]
fn every_cut_is_found() {
    for n in 0..GOLDEN.len() {
        assert!(SignedCheckpoint::parse(&GOLDEN.as_bytes()[..n]).is_err(), "{n} bytes");
    }
}

#[test]
fn signatures_of_others_are_kept_and_not_judged() {
    let mut signed = checkpoint().sign(&signer());
    let witness = NoteSigner::from_seed("witness.example", &[8; 32]).unwrap();
    signed.sign(&witness);
    let unknown = format!("{signed}\u{2014} somebody.else AAECAwQFBgc=\n");
    let read = SignedCheckpoint::parse(unknown.as_bytes()).unwrap();
    assert_eq!(read.signatures().len(), 3);
    assert_eq!(read.to_string(), unknown);
    assert!(read.verify(ORIGIN, &witness.verifier()).is_ok());
    let stranger = NoteSigner::from_seed("stranger", &[9; 32]).unwrap().verifier();
    let refusal = CheckpointError::Note(NoteError::NotSigned { name: "stranger".to_owned() });
    assert_eq!(read.verify(ORIGIN, &stranger), Err(refusal));
}

#[test]
fn a_checkpoint_of_another_log_is_refused_though_the_key_is_the_same() {
    let other = Checkpoint::new("other.example", 5, leaf_hash(b"root")).unwrap().sign(&signer());
    assert!(matches!(
        other.verify(ORIGIN, &signer().verifier()),
        Err(CheckpointError::OtherLog { found, .. }) if found == "other.example"
    ));
}

#[test]
fn a_line_that_is_wrong_is_named() {
    let line = |text: &str| match SignedCheckpoint::parse(format!("{text}\n\u{2014} a AAAAAAA=\n").as_bytes())
    {
        Err(CheckpointError::Line { line, .. }) => line,
        other => panic!("{other:?}"),
    };
    let root = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    assert_eq!(line("\n5\n"), 1);
    assert_eq!(line("log\n05\n"), 2);
    assert_eq!(line("log\n+5\n"), 2);
    assert_eq!(line("log\n18446744073709551616\n"), 2);
    assert_eq!(line(&format!("log\n5\n{}\n", &root[1..])), 3);
    assert_eq!(line(&format!("log\n5\n{root}\nextra\n\nmore\n")), 5);
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(size: u64, root: [u8; 32], extra in prop::collection::vec("[a-z \u{e9}]{1,20}", 0..4)) {
        let checkpoint = Checkpoint::with_extra(ORIGIN, size, Hash(root), extra).unwrap();
        let note = checkpoint.clone().sign(&signer()).to_string();
        let read = SignedCheckpoint::parse(note.as_bytes()).unwrap();
        prop_assert_eq!(read.verify(ORIGIN, &signer().verifier()), Ok(&checkpoint));
        prop_assert_eq!((read.claimed().size(), read.claimed().root()), (size, Hash(root)));
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        drop(SignedCheckpoint::parse(&bytes));
    }
}
