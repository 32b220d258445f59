use std::io::{self, Read, Write};

use proptest::prelude::*;

use super::{HandOverError, Identity, Recipient, open_stream, seal_stream};
use crate::testing::seeded;

fn identity(seed: u64) -> Identity {
    Identity::generate(&mut seeded(seed))
}

fn sealed(plain: &[u8], recipients: &[Recipient]) -> Vec<u8> {
    let mut writer = seal_stream(recipients, Vec::new()).unwrap();
    writer.write_all(plain).unwrap();
    writer.finish().unwrap()
}

fn opened(identity: &Identity, sealed: &[u8]) -> Result<Vec<u8>, HandOverError> {
    let mut plain = Vec::new();
    open_stream(identity, sealed)?.read_to_end(&mut plain).map_err(HandOverError::from_read)?;
    Ok(plain)
}

#[test]
fn each_recipient_opens_and_nobody_else() {
    let (a, b, stranger) = (identity(1), identity(2), identity(3));
    let file = sealed(b"geheim", &[a.recipient(), b.recipient()]);
    assert_eq!(opened(&a, &file).unwrap(), b"geheim");
    assert_eq!(opened(&b, &file).unwrap(), b"geheim");
    assert!(matches!(opened(&stranger, &file), Err(HandOverError::WrongKey)));
}

#[test]
fn without_a_recipient_nothing_is_sealed() {
    assert!(matches!(seal_stream(&[], Vec::new()).err(), Some(HandOverError::NoRecipient)));
}

#[test]
fn what_is_no_age_file_is_refused() {
    for bytes in [&b""[..], b"PK\x03\x04", b"age-encryption.org/v2\n", b"age-encryption.org/v1\n-> X25519"] {
        assert!(matches!(opened(&identity(1), bytes), Err(HandOverError::NotAgeFile)), "{bytes:?}");
    }
}

#[test]
fn every_flipped_bit_is_found() {
    let identity = identity(1);
    let file = sealed(b"some words", &[identity.recipient()]);
    assert!(opened(&identity, &file).is_ok());
    for at in 0..file.len() {
        let mut flipped = file.clone();
        flipped[at] ^= 1 << (at % 8);
        assert!(opened(&identity, &flipped).is_err(), "byte {at}");
    }
}

#[test]
fn every_cut_and_every_addition_is_found() {
    let identity = identity(1);
    let plain = vec![7; 64 * 1024 + 10];
    let file = sealed(&plain, &[identity.recipient()]);
    // At each byte of the head and the first page, then around the border of the pages.
    for n in (0..400).chain(file.len() - 40..file.len()) {
        assert!(opened(&identity, &file[..n]).is_err(), "{n} bytes");
    }
    let longer = [&file[..], b"x"].concat();
    assert!(matches!(opened(&identity, &longer), Err(HandOverError::Damaged)));
    let cut = &file[..file.len() - 26];
    assert!(matches!(opened(&identity, cut), Err(HandOverError::Damaged)));
}

#[test]
fn a_writer_that_was_not_finished_leaves_a_file_that_does_not_open() {
    let identity = identity(1);
    let mut file = Vec::new();
    seal_stream(&[identity.recipient()], &mut file).unwrap().write_all(b"words").unwrap();
    assert!(opened(&identity, &file).is_err());
}

#[test]
fn a_fault_of_the_disk_is_not_called_damage() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("disk"))
        }
    }
    let identity = identity(1);
    let file = sealed(&[7; 200_000], &[identity.recipient()]);
    let mut reader = open_stream(&identity, file[..70_000].chain(Broken)).unwrap();
    let error = reader.read_to_end(&mut Vec::new()).unwrap_err();
    assert!(matches!(HandOverError::from_read(error), HandOverError::Io(_)));
    assert!(matches!(open_stream(&identity, Broken).err(), Some(HandOverError::Io(_))));
}

#[test]
fn an_identity_has_a_known_text() {
    // The recipient was computed from the secret by a separate program, after RFC 7748 and BIP 173.
    let identity = Identity::from_secret_bytes(&[7; 32]);
    assert_eq!(
        *identity.to_secret_text(),
        "AGE-SECRET-KEY-1QURSWPC8QURSWPC8QURSWPC8QURSWPC8QURSWPC8QURSWPC8QURSKMP32K"
    );
    assert_eq!(
        identity.recipient().to_string(),
        "age1zwlyl6h27gzv0lfntr7fcqrjrzqazap8sy5zylkxwneh7llf0dksu37mwt"
    );
    assert_eq!(*identity.to_secret_bytes(), [7; 32]);
}

#[test]
fn debug_never_shows_a_secret() {
    let identity = identity(1);
    let secret = identity.to_secret_text();
    assert!(!format!("{identity:?}").contains(&secret[20..]));
}

#[test]
fn a_mistyped_key_is_refused() {
    let identity = identity(1);
    let (secret, public) = (identity.to_secret_text(), identity.recipient().to_string());
    for at in 0..public.len() {
        let mut typed = public.clone().into_bytes();
        typed[at] = if typed[at] == b'q' { b'p' } else { b'q' };
        assert!(String::from_utf8(typed).unwrap().parse::<Recipient>().is_err(), "character {at}");
    }
    for at in 0..secret.len() {
        let mut typed = secret.as_bytes().to_vec();
        typed[at] = if typed[at] == b'Q' { b'P' } else { b'Q' };
        assert!(String::from_utf8(typed).unwrap().parse::<Identity>().is_err(), "character {at}");
    }
    assert!(public.parse::<Identity>().is_err());
    assert!(secret.parse::<Recipient>().is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn what_is_sealed_is_opened(plain in prop::collection::vec(any::<u8>(), 0..3000), repeats in 1_usize..60) {
        let plain = plain.repeat(repeats);
        let identity = identity(1);
        prop_assert_eq!(opened(&identity, &sealed(&plain, &[identity.recipient()])).unwrap(), plain);
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300), starts_well: bool) {
        let head: &[u8] = if starts_well { b"age-encryption.org/v1\n" } else { b"" };
        prop_assert!(opened(&identity(1), &[head, &bytes].concat()).is_err());
    }

    #[test]
    fn no_text_breaks_the_keys(text in "(AGE-SECRET-KEY-1|age1)?.{0,80}") {
        prop_assert!(text.parse::<Identity>().is_err());
        prop_assert!(text.parse::<Recipient>().is_err());
    }
}

/// Both ways with the `age` command, an implementation that nobody here wrote; passed over where it is missing.
#[test]
fn the_age_command_opens_our_files_and_we_open_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let age = |arguments: &[&str]| {
        std::process::Command::new("age").args(arguments).current_dir(folder.path()).status()
    };
    if age(&["--version"]).is_err() {
        println!("skipped: the age command is not installed");
        return;
    }
    let (identity, plain) = (identity(1), vec![7; 150_000]);
    std::fs::write(path("key"), identity.to_secret_text().as_bytes()).unwrap();
    std::fs::write(path("plain"), &plain).unwrap();

    std::fs::write(path("ours"), sealed(&plain, &[identity.recipient()])).unwrap();
    assert!(age(&["-d", "-i", "key", "-o", "opened", "ours"]).unwrap().success());
    assert_eq!(std::fs::read(path("opened")).unwrap(), plain);

    assert!(age(&["-r", &identity.recipient().to_string(), "-o", "theirs", "plain"]).unwrap().success());
    assert_eq!(opened(&identity, &std::fs::read(path("theirs")).unwrap()).unwrap(), plain);
}
