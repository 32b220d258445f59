use std::io::{Read as _, Write as _};

use super::{
    MAX_WORK_FACTOR, Passphrase, WorkFactor, open_stream_with_passphrase, seal_stream_with_passphrase,
};
use crate::testing::seeded;
use crate::{HandOverError, Identity, open_stream, seal_stream};

fn quick() -> WorkFactor {
    WorkFactor::new(2).unwrap()
}

fn sealed(passphrase: &str, work: WorkFactor) -> Vec<u8> {
    let mut writer = seal_stream_with_passphrase(&Passphrase::new(passphrase), work, Vec::new()).unwrap();
    writer.write_all(b"geheim").unwrap();
    writer.finish().unwrap()
}

fn opened(passphrase: &str, file: &[u8]) -> Result<Vec<u8>, HandOverError> {
    let mut plain = Vec::new();
    open_stream_with_passphrase(&Passphrase::new(passphrase), file)?
        .read_to_end(&mut plain)
        .map_err(HandOverError::from_read)?;
    Ok(plain)
}

#[test]
fn only_the_same_passphrase_opens() {
    let file = sealed("correct paard", quick());
    assert_eq!(opened("correct paard", &file).unwrap(), b"geheim");
    assert!(matches!(opened("correct Paard", &file), Err(HandOverError::WrongKey)));
    assert!(matches!(opened("correct paard ", &file), Err(HandOverError::WrongKey)));
}

#[test]
fn a_key_and_a_passphrase_are_not_mixed_up() {
    let identity = Identity::generate(&mut seeded(1));
    let with_passphrase = sealed("a", quick());
    assert!(matches!(
        open_stream(&identity, &with_passphrase[..]).err(),
        Some(HandOverError::NeedsPassphrase)
    ));
    let with_key = seal_stream(&[identity.recipient()], Vec::new()).unwrap().finish().unwrap();
    assert!(matches!(opened("a", &with_key), Err(HandOverError::NeedsKey)));
}

#[test]
fn a_file_that_asks_for_endless_work_is_refused() {
    let file = sealed("a", quick());
    let text = String::from_utf8_lossy(&file[..100]).into_owned();
    let line = text.lines().nth(1).unwrap();
    let greedy = line.strip_suffix(" 2").unwrap().to_owned() + " 40";
    let file = [text.lines().next().unwrap(), "\n", &greedy]
        .concat()
        .into_bytes()
        .into_iter()
        .chain(file[text.lines().next().unwrap().len() + 1 + line.len()..].iter().copied())
        .collect::<Vec<u8>>();
    assert!(matches!(opened("a", &file), Err(HandOverError::TooMuchWork { required: 40, allowed: 20 })));
}

#[test]
fn work_factors_have_bounds() {
    assert_eq!(WorkFactor::new(0), None);
    assert_eq!(WorkFactor::new(21), None);
    assert_eq!(WorkFactor::new(20), Some(MAX_WORK_FACTOR));
}

#[test]
fn debug_never_shows_a_passphrase() {
    assert_eq!(format!("{:?}", Passphrase::new("geheim")), "Passphrase(hidden)");
}
