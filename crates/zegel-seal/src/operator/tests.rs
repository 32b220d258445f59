use proptest::prelude::*;

use super::{OperatorFile, OperatorKey, OperatorKeyError};
use crate::testing::seeded;
use crate::{HandOverError, Passphrase, WorkFactor};

fn key() -> OperatorKey {
    OperatorKey::generate(&mut seeded(1))
}

#[test]
fn a_plain_file_is_read_back() {
    let OperatorFile::Plain(read) = OperatorKey::read(key().to_plain_file().as_bytes()).unwrap() else {
        panic!("a plain file was taken for a locked one");
    };
    assert_eq!(read.recipient(), key().recipient());
}

#[test]
fn a_plain_file_names_its_public_key_and_warns() {
    let file = key().to_plain_file();
    assert!(file.starts_with("# Zegel operator key. Whoever reads this file can open the archive.\n"));
    assert!(file.contains(&format!("# public key: {}\n", key().recipient())));
}

#[test]
fn a_locked_file_opens_with_its_passphrase_alone() {
    let passphrase = Passphrase::new("correct paard");
    let file = key().to_locked_file(&passphrase, WorkFactor::new(2).unwrap()).unwrap();
    let OperatorFile::Locked(locked) = OperatorKey::read(&file).unwrap() else {
        panic!("a locked file was taken for a plain one");
    };
    assert_eq!(OperatorKey::open(&locked, &passphrase).unwrap().recipient(), key().recipient());
    let refusal = OperatorKey::open(&locked, &Passphrase::new("fout"));
    assert!(matches!(refusal, Err(OperatorKeyError::HandOver(HandOverError::WrongKey))));
}

#[test]
fn what_is_no_key_file_is_refused() {
    let secret = key().to_plain_file();
    let twice = [secret.as_bytes(), secret.as_bytes()].concat();
    for file in [&b""[..], b"# only a comment\n", b"\xff\xfe", b"AGE-SECRET-KEY-1QQQQ", &twice] {
        assert!(matches!(OperatorKey::read(file).err(), Some(OperatorKeyError::NotKeyFile)));
    }
    let large = vec![b'#'; 16 * 1024 + 1];
    assert!(matches!(OperatorKey::read(&large).err(), Some(OperatorKeyError::TooLarge)));
}

proptest! {
    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(OperatorKey::read(&bytes).is_err());
        prop_assert!(OperatorKey::open(&bytes, &Passphrase::new("")).is_err());
    }
}
