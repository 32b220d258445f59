use std::io::{self, Read};

use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use super::{
    HEADER_BYTES, PAGE_BYTES, PageError, PageReader, ReadAtError, SEALED_PAGE_BYTES, Sealed, cipher_bytes_of,
    open, seal,
};
use crate::Key32;
use crate::testing::seeded;

const CONTEXT: &[u8] = b"dossier 1, object 2, version 1";

fn plain_of(n: usize) -> Vec<u8> {
    (0..n).map(|i| ((i * 31) >> 3) as u8).collect()
}

fn sealed(plain: &[u8]) -> (Sealed, Vec<u8>) {
    let mut object = Vec::new();
    let sealed = seal(CONTEXT, &mut seeded(1), &mut &plain[..], &mut object).unwrap();
    (sealed, object)
}

fn opened(key: &Key32, context: &[u8], object: &[u8]) -> Result<Vec<u8>, PageError> {
    let mut plain = Vec::new();
    open(key, context, object)?.read_to_end(&mut plain).map_err(PageError::from_read)?;
    Ok(plain)
}

/// The lengths around which something changes.
const LENGTHS: [usize; 9] = [
    0,
    1,
    PAGE_BYTES - 1,
    PAGE_BYTES,
    PAGE_BYTES + 1,
    2 * PAGE_BYTES - 1,
    2 * PAGE_BYTES,
    2 * PAGE_BYTES + 1,
    200_000,
];

#[test]
fn what_is_sealed_is_opened_at_every_length() {
    for n in LENGTHS {
        let plain = plain_of(n);
        let (sealed, object) = sealed(&plain);
        assert_eq!(opened(&sealed.key, CONTEXT, &object).unwrap(), plain, "{n} bytes");
        assert_eq!((sealed.plain_bytes, sealed.cipher_bytes), (n as u64, object.len() as u64));
        assert_eq!(cipher_bytes_of(n as u64), object.len() as u64);
        assert_eq!(sealed.sha256_plain[..], Sha256::digest(&plain)[..]);
    }
}

/// The expected bytes were computed with another library (AES-GCM of Python's `cryptography`).
#[test]
fn the_form_of_an_object_stays_as_it_is() {
    let mut object = Vec::new();
    seal(b"context", &mut |bytes: &mut [u8]| bytes.fill(7), &mut &b"zegel"[..], &mut object).unwrap();
    assert_eq!(hex::encode(object), "5a474f31010110004a2dde055801eb360c64de6a6fa117a25e29136435");
}

#[test]
fn every_object_has_a_key_of_its_own() {
    let mut random = seeded(1);
    let mut key = || seal(CONTEXT, &mut random, &mut &b"same"[..], &mut io::sink()).unwrap().key;
    assert_ne!(key(), key());
}

#[test]
fn another_key_or_place_does_not_open() {
    let (sealed, object) = sealed(b"words");
    for (key, context) in [
        (&Key32::from_bytes([1; 32]), CONTEXT),
        (&sealed.key, b"dossier 1, object 3, version 1"),
        (&sealed.key, b""),
    ] {
        assert!(matches!(opened(key, context, &object), Err(PageError::Damaged { page: 0 })));
    }
}

#[test]
fn every_flipped_bit_is_found() {
    let (sealed, object) = sealed(b"some words");
    for bit in 0..object.len() * 8 {
        let mut flipped = object.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(opened(&sealed.key, CONTEXT, &flipped).is_err(), "bit {bit}");
    }
}

#[test]
fn every_cut_is_found_and_gives_no_clean_end() {
    let (sealed, object) = sealed(&plain_of(2 * PAGE_BYTES + 100));
    let near_borders = |n: &usize| (n.saturating_sub(HEADER_BYTES) + 20) % SEALED_PAGE_BYTES < 40;
    let cuts = (0..object.len()).filter(near_borders).chain([object.len() - 1, object.len() - 50, 70_000]);
    for n in cuts {
        assert!(opened(&sealed.key, CONTEXT, &object[..n]).is_err(), "{n} bytes");
    }
}

#[test]
fn additions_are_found() {
    for n in LENGTHS {
        let (sealed, object) = sealed(&plain_of(n));
        for more in [&[0][..], &[0; 16], &[0; SEALED_PAGE_BYTES], &object[HEADER_BYTES..]] {
            assert!(
                opened(&sealed.key, CONTEXT, &[&object, more].concat()).is_err(),
                "{n} bytes and {}",
                more.len()
            );
        }
    }
}

#[test]
fn pages_in_another_order_and_pages_of_another_object_are_found() {
    let (one, object) = sealed(&plain_of(3 * PAGE_BYTES));
    let page = |i: usize| HEADER_BYTES + i * SEALED_PAGE_BYTES..HEADER_BYTES + (i + 1) * SEALED_PAGE_BYTES;
    let swapped = [&object[..HEADER_BYTES], &object[page(1)], &object[page(0)], &object[page(2)]].concat();
    assert!(matches!(opened(&one.key, CONTEXT, &swapped), Err(PageError::Damaged { page: 0 })));
    let without = [&object[..page(0).end], &object[page(2)]].concat();
    assert!(matches!(opened(&one.key, CONTEXT, &without), Err(PageError::Damaged { page: 1 })));

    let mut other = Vec::new();
    seal(CONTEXT, &mut seeded(2), &mut &plain_of(3 * PAGE_BYTES)[..], &mut other).unwrap();
    let mixed = [&object[..page(0).end], &other[page(1)], &object[page(2)]].concat();
    assert!(matches!(opened(&one.key, CONTEXT, &mixed), Err(PageError::Damaged { page: 1 })));
}

#[test]
fn after_damage_nothing_more_is_given() {
    let (sealed, mut object) = sealed(&plain_of(3 * PAGE_BYTES));
    object[HEADER_BYTES + SEALED_PAGE_BYTES + 5] ^= 1;
    let mut reader = open(&sealed.key, CONTEXT, &object[..]).unwrap();
    let mut plain = Vec::new();
    assert!(reader.read_to_end(&mut plain).is_err());
    assert_eq!(plain, plain_of(PAGE_BYTES));
    assert!(reader.read(&mut [0; 10]).is_err());
}

#[test]
fn other_heads_are_named() {
    let (sealed, object) = sealed(b"words");
    let head = |at: usize, byte| {
        let mut changed = object.clone();
        changed[at] = byte;
        opened(&sealed.key, CONTEXT, &changed)
    };
    assert!(matches!(head(0, b'z'), Err(PageError::NotAnObject)));
    assert!(matches!(head(4, 2), Err(PageError::Version { version: 2, algorithm: 1 })));
    assert!(matches!(head(5, 9), Err(PageError::Version { version: 1, algorithm: 9 })));
    assert!(matches!(head(6, 12), Err(PageError::NotAnObject)));
    assert!(matches!(opened(&sealed.key, CONTEXT, b"ZG"), Err(PageError::NotAnObject)));
    assert!(matches!(
        opened(&sealed.key, CONTEXT, &object[..20]),
        Err(PageError::Length { cipher_bytes: 20 })
    ));
}

#[test]
fn a_fault_of_source_and_target_is_told_apart() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("disk"))
        }
    }
    let from_broken = seal(CONTEXT, &mut seeded(1), &mut Broken, &mut io::sink());
    assert!(matches!(from_broken, Err(PageError::Source(_))));
    let mut full = &mut [0_u8; 20][..];
    let to_full = seal(CONTEXT, &mut seeded(1), &mut &plain_of(100)[..], &mut full);
    assert!(matches!(to_full, Err(PageError::Target(_))));
    assert!(matches!(open(&Key32::from_bytes([1; 32]), CONTEXT, Broken).err(), Some(PageError::Read(_))));
}

#[test]
fn each_page_is_one_write() {
    struct Counting(Vec<usize>);
    impl io::Write for Counting {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.len());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut writer = Counting(Vec::new());
    seal(CONTEXT, &mut seeded(1), &mut &plain_of(2 * PAGE_BYTES + 5)[..], &mut writer).unwrap();
    assert_eq!(writer.0, [HEADER_BYTES, SEALED_PAGE_BYTES, SEALED_PAGE_BYTES, 21]);
}

#[test]
fn single_pages_are_found_and_opened() {
    let plain = plain_of(2 * PAGE_BYTES + 5);
    let (sealed, object) = sealed(&plain);
    let reader = PageReader::new(&sealed.key, CONTEXT, sealed.cipher_bytes).unwrap();
    assert_eq!((reader.n_pages(), reader.plain_bytes()), (3, plain.len() as u64));
    assert!(reader.check_header(&object[..HEADER_BYTES]).is_ok());
    for page in 0..3 {
        let range = reader.cipher_range_of_page(page).unwrap();
        let mut bytes = object[range.start as usize..range.end as usize].to_vec();
        let start = page as usize * PAGE_BYTES;
        assert_eq!(
            reader.open_page(page, &mut bytes).unwrap(),
            &plain[start..plain.len().min(start + PAGE_BYTES)]
        );
    }
    assert!(matches!(reader.cipher_range_of_page(3), Err(PageError::NoSuchPage { page: 3, n_pages: 3 })));
    assert!(matches!(reader.open_page(0, &mut [0; 20]), Err(PageError::Damaged { page: 0 })));
}

#[test]
fn an_object_that_was_cut_off_does_not_open_by_pages_either() {
    let (sealed, object) = sealed(&plain_of(2 * PAGE_BYTES));
    let shorter = HEADER_BYTES + SEALED_PAGE_BYTES;
    let reader = PageReader::new(&sealed.key, CONTEXT, shorter as u64).unwrap();
    let mut page = object[HEADER_BYTES..shorter].to_vec();
    assert!(matches!(reader.open_page(0, &mut page), Err(PageError::Damaged { page: 0 })));
}

#[test]
fn impossible_lengths_are_refused() {
    let new = |n: usize| {
        PageReader::new(&Key32::from_bytes([1; 32]), CONTEXT, n as u64).map(|reader| reader.plain_bytes())
    };
    for n in [0, 7, 8, 23, HEADER_BYTES + SEALED_PAGE_BYTES + 16] {
        assert!(matches!(new(n), Err(PageError::Length { cipher_bytes }) if cipher_bytes == n as u64), "{n}");
    }
    assert_eq!(new(24).unwrap(), 0);
    assert_eq!(new(HEADER_BYTES + SEALED_PAGE_BYTES + 17).unwrap(), PAGE_BYTES as u64 + 1);
}

#[test]
fn what_fetching_meets_is_handed_on() {
    let (sealed, object) = sealed(&plain_of(100));
    let reader = PageReader::new(&sealed.key, CONTEXT, sealed.cipher_bytes).unwrap();
    let broken = reader.read_at(0, 10, |_| Err(io::Error::other("network")));
    assert!(matches!(broken, Err(ReadAtError::Fetch { start: 8, n_bytes: 116, .. })));
    let short = reader.read_at(0, 10, |_| Ok::<_, io::Error>(object[8..20].to_vec()));
    assert!(matches!(short, Err(ReadAtError::Short { needed: 116, given: 12 })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_part_is_read_as_from_the_whole(n in 0_usize..300_000, offset in 0_u64..320_000, n_bytes in 0_usize..200_000) {
        let plain = plain_of(n);
        let (sealed, object) = sealed(&plain);
        let reader = PageReader::new(&sealed.key, CONTEXT, sealed.cipher_bytes).unwrap();
        let fetch = |range: std::ops::Range<u64>| Ok::<_, io::Error>(object[range.start as usize..range.end as usize].to_vec());
        let start = n.min(offset as usize);
        prop_assert_eq!(reader.read_at(offset, n_bytes, fetch).unwrap(), &plain[start..n.min(start + n_bytes)]);
    }

    #[test]
    fn a_flipped_bit_anywhere_in_a_large_object_is_found(n in 0_usize..300_000, at: prop::sample::Index, bit in 0_u8..8) {
        let (sealed, mut object) = sealed(&plain_of(n));
        let at = at.index(object.len());
        object[at] ^= 1 << bit;
        prop_assert!(opened(&sealed.key, CONTEXT, &object).is_err());
    }

    #[test]
    fn a_reader_that_gives_little_at_a_time_makes_the_same_object(n in 0_usize..150_000, step in 1_usize..70_000) {
        struct Slow<'a>(&'a [u8], usize);
        impl Read for Slow<'_> {
            fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
                let n = out.len().min(self.1);
                self.0.read(&mut out[..n])
            }
        }
        let plain = plain_of(n);
        let (whole, object) = sealed(&plain);
        let mut slowly = Vec::new();
        prop_assert_eq!(&seal(CONTEXT, &mut seeded(1), &mut Slow(&plain, step), &mut slowly).unwrap(), &whole);
        prop_assert!(slowly == object);
        let mut read = Vec::new();
        open(&whole.key, CONTEXT, Slow(&object, step)).unwrap().read_to_end(&mut read).unwrap();
        prop_assert!(read == plain);
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300), starts_well: bool) {
        let head: &[u8] = if starts_well { b"ZGO1\x01\x01\x10\x00" } else { b"" };
        prop_assert!(opened(&Key32::from_bytes([1; 32]), CONTEXT, &[head, &bytes].concat()).is_err());
    }
}
