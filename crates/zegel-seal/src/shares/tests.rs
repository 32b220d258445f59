use proptest::prelude::*;

use super::{MAX_SHARES, Quorum, Share, ShareError, combine_shares, split_identity};
use crate::Identity;
use crate::testing::seeded;

const NAME: &str = "archief.gemeente.example";

fn identity() -> Identity {
    Identity::generate(&mut seeded(1))
}

fn split(needed: u8, total: u8) -> Vec<Share> {
    split_identity(&identity(), Quorum::new(needed, total).unwrap(), NAME, &mut seeded(2)).unwrap()
}

fn subset(shares: &[Share], mask: u32) -> Vec<Share> {
    shares.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, share)| share.clone()).collect()
}

/// Changes the secret of a share as a holder could who also knows how to make the checks right.
fn altered(share: &Share) -> Share {
    let mut altered = share.clone();
    altered.secret[5] ^= 1;
    altered.to_secret_text().parse().unwrap()
}

#[test]
fn every_subset_of_the_needed_size_or_more_recovers_and_no_smaller_one_does() {
    for (needed, total) in [(2, 2), (2, 3), (3, 5), (4, 6), (5, 5)] {
        let shares = split(needed, total);
        for mask in 0..1_u32 << total {
            let given = subset(&shares, mask);
            match combine_shares(&given) {
                Ok(found) => {
                    assert!(usize::from(needed) <= given.len());
                    assert_eq!(found.recipient(), identity().recipient());
                    assert_eq!(found.to_secret_text(), identity().to_secret_text());
                }
                Err(error) => {
                    assert!(given.len() < usize::from(needed));
                    assert!(matches!(error, ShareError::TooFew { .. }));
                }
            }
        }
    }
}

#[test]
fn one_share_given_twice_counts_once() {
    let shares = split(3, 5);
    let given = [shares[0].clone(), shares[0].clone(), shares[1].clone()];
    assert_eq!(combine_shares(&given).unwrap_err(), ShareError::TooFew { needed: 3, given: 2 });
    assert_eq!(combine_shares(&[]).unwrap_err(), ShareError::TooFew { needed: 2, given: 0 });
}

#[test]
fn shares_of_another_archive_or_splitting_are_named() {
    let shares = split(2, 3);
    let quorum = Quorum::new(2, 3).unwrap();
    let other_name = split_identity(&identity(), quorum, "elders", &mut seeded(2)).unwrap();
    let other_key =
        split_identity(&Identity::generate(&mut seeded(9)), quorum, NAME, &mut seeded(2)).unwrap();
    for other in [other_name, other_key, split(3, 3)] {
        let mixed = [shares[0].clone(), other[2].clone()];
        assert_eq!(combine_shares(&mixed).unwrap_err(), ShareError::Mixed { index: 3 });
    }
}

#[test]
fn a_second_splitting_of_the_same_key_does_not_mix_in_silence() {
    let again = split_identity(&identity(), Quorum::new(2, 3).unwrap(), NAME, &mut seeded(3)).unwrap();
    let mixed = [split(2, 3)[0].clone(), again[1].clone()];
    assert_eq!(combine_shares(&mixed).unwrap_err(), ShareError::SomeAltered);
}

#[test]
fn an_altered_share_is_named_when_the_others_suffice() {
    let mut shares = split(3, 5);
    shares[1] = altered(&shares[1]);
    assert_eq!(combine_shares(&shares).unwrap_err(), ShareError::Altered { indexes: vec![2] });
    assert_eq!(combine_shares(&shares[..4]).unwrap_err(), ShareError::Altered { indexes: vec![2] });
    assert_eq!(combine_shares(&shares[..3]).unwrap_err(), ShareError::SomeAltered);
    shares.remove(1);
    assert!(combine_shares(&shares).is_ok());
}

#[test]
fn a_true_and_an_altered_copy_of_one_share_are_told_apart() {
    let mut shares = split(2, 3);
    shares.insert(0, altered(&shares[0]));
    assert_eq!(combine_shares(&shares).unwrap_err(), ShareError::Altered { indexes: vec![1] });
}

#[test]
fn the_form_of_a_share_stays_as_it_is() {
    assert_eq!(*split(3, 5)[1].to_secret_text(), include_str!("golden-1.txt"));
}

#[test]
fn a_share_is_read_as_people_type_it() {
    let share = &split(3, 5)[1];
    let text = share.to_secret_text();
    let (head, secret) = text.split_at(text.find("set:").unwrap());
    let typed = secret.replace('0', "o").replace('1', "l");
    // The numbers before the lines stay as they are.
    let typed = typed.replace("\nl:", "\n1:").to_lowercase().replace('\n', "\r\n\r\n   ").replace(' ', "  ");
    assert_eq!(
        format!("\u{feff}{head}{typed}").trim_start_matches('\u{feff}').parse::<Share>().unwrap(),
        *share
    );
}

#[test]
fn every_mistyped_character_is_found_and_nearly_always_on_its_line() {
    let text = split(3, 5)[1].to_secret_text();
    let mut n_found_at_the_end = 0;
    for (i, line) in text.lines().skip(4).take(4).enumerate() {
        let (name, digits) = line.split_once(": ").unwrap();
        for (at, old) in digits.char_indices().filter(|(_, c)| *c != ' ') {
            let new = if old == 'X' { 'Y' } else { 'X' };
            let typed = format!("{}{new}{}", &digits[..at], &digits[at + 1..]);
            match text.replace(line, &format!("{name}: {typed}")).parse::<Share>() {
                Err(ShareError::SecretLine { line }) => assert_eq!(line, i + 1),
                // Ten bits on a line let one error in a thousand pass; the check at the end has forty.
                Err(ShareError::Check) => n_found_at_the_end += 1,
                other => panic!("{typed}: {other:?}"),
            }
        }
    }
    assert!(n_found_at_the_end <= 1, "{n_found_at_the_end}");
}

#[test]
fn lines_of_the_secret_in_another_order_are_found() {
    let text = split(3, 5)[1].to_secret_text();
    let lines: Vec<&str> = text.lines().collect();
    let swapped = text
        .replace(&lines[4][3..], "@")
        .replace(&lines[5][3..], &lines[4][3..])
        .replace('@', &lines[5][3..]);
    assert_eq!(swapped.parse::<Share>().unwrap_err(), ShareError::SecretLine { line: 1 });
}

#[test]
fn a_flipped_bit_is_found_or_makes_no_difference() {
    let share = &split(3, 5)[1];
    let text = share.to_secret_text();
    let mut n_found = 0;
    for bit in 0..text.len() * 8 {
        let mut flipped = text.as_bytes().to_vec();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let Ok(flipped) = String::from_utf8(flipped) else {
            n_found += 1;
            continue;
        };
        match flipped.parse::<Share>() {
            // Case and the kind of space carry nothing.
            Ok(read) => assert_eq!(read, *share, "bit {bit}"),
            Err(_) => n_found += 1,
        }
    }
    assert!(text.len() * 7 < n_found, "{n_found}");
}

#[test]
fn another_name_or_number_on_the_paper_is_found() {
    let text = split(3, 5)[1].to_secret_text();
    for (from, to) in
        [("2 of 5", "3 of 5"), ("3 needed", "2 needed"), ("of 5", "of 6"), (NAME, "archief.elders.example")]
    {
        assert_eq!(text.replace(from, to).parse::<Share>().unwrap_err(), ShareError::Check, "{to}");
    }
}

#[test]
fn a_quorum_has_bounds() {
    for (needed, total) in [(0, 0), (0, 3), (1, 3), (4, 3), (2, MAX_SHARES + 1), (255, 255)] {
        assert_eq!(Quorum::new(needed, total), Err(ShareError::Quorum), "{needed} of {total}");
    }
    assert!(Quorum::new(2, MAX_SHARES).is_ok());
}

#[test]
fn a_name_must_fit_on_a_line() {
    let quorum = Quorum::new(2, 2).unwrap();
    for name in ["", " a", "a\nb", &"x".repeat(201)] {
        let refusal = split_identity(&identity(), quorum, name, &mut seeded(1)).unwrap_err();
        assert_eq!(refusal, ShareError::Name);
    }
}

#[test]
fn debug_never_shows_a_share() {
    assert_eq!(format!("{:?}", split(2, 3)[0]), "Share(1 of 3, secret hidden)");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_identity_is_split_printed_typed_and_recovered(seed: u64, needed in 2_u8..6, more in 0_u8..4) {
        let identity = Identity::generate(&mut seeded(seed));
        let quorum = Quorum::new(needed, needed + more).unwrap();
        let shares = split_identity(&identity, quorum, NAME, &mut seeded(!seed)).unwrap();
        let typed: Vec<Share> = shares.iter().map(|share| share.to_secret_text().parse().unwrap()).collect();
        prop_assert_eq!(&typed, &shares);
        let last = &typed[usize::from(more)..];
        prop_assert_eq!(combine_shares(last).unwrap().recipient(), identity.recipient());
    }

    #[test]
    fn no_text_breaks_the_reader(text in "(ZEGEL RECOVERY SHARE 1\n)?(archive: a\n)?(share: 1 of 2, 2 needed\n)?.{0,60}") {
        prop_assert!(text.parse::<Share>().is_err());
    }
}
