//! Recovery shares: the recovery identity split over people, any `needed` of whom can put it together again.
//!
//! Shamir's scheme over GF(256) by `vsss-rs`: chosen over `blahaj` because its field arithmetic runs in constant
//! time, it takes the randomness that it is given, and it pulls no random generator of its own into the browser
//! build; `sharks`, the ancestor of `blahaj`, is unmaintained and once drew biased coefficients
//! (RUSTSEC-2024-0398). The scheme itself finds no forged share; that is why each share names the set that it
//! belongs to by a hash of the public key, and what was put together must hash to it.
//!
//! A share is text for paper: each line of the secret has its own check characters, so that a typing error is
//! found on its line, and the whole has one more.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};
use vsss_rs::Gf256;
use zeroize::Zeroizing;

use crate::handover::{Identity, Recipient};
use crate::key::Random;

/// The most shares that one identity is split into.
pub const MAX_SHARES: u8 = 16;

/// The most bytes that the name of an archive has on a share.
const MAX_NAME_BYTES: usize = 200;

/// The most bytes that the text of a share has.
const MAX_TEXT_BYTES: usize = 2048;

const TITLE: &str = "ZEGEL RECOVERY SHARE 1";
const SECRET_BYTES: usize = 32;

/// 32 bytes on four lines.
const N_LINES: usize = 4;
const BYTES_PER_LINE: usize = SECRET_BYTES / N_LINES;

/// How many people there are and how many of them suffice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quorum {
    needed: u8,
    total: u8,
}

/// One person's share; a secret, wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Share {
    archive: String,
    index: u8,
    quorum: Quorum,
    set: [u8; 10],
    secret: Zeroizing<[u8; SECRET_BYTES]>,
}

/// Why a share cannot be read, or shares cannot be put together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// The numbers make no sense.
    #[error(
        "split the recovery key: at least 2 of at most {MAX_SHARES} people are needed, and no more than there are"
    )]
    Quorum,
    /// The name does not fit on a share.
    #[error(
        "split the recovery key: the name of the archive must be one line of 1 to {MAX_NAME_BYTES} bytes"
    )]
    Name,
    /// A line of the text is not what belongs there.
    #[error("read the share: {expected} is missing or mistyped")]
    Line {
        /// What belongs there.
        expected: &'static str,
    },
    /// A line of the secret is mistyped.
    #[error("read the share: line {line} of the secret is mistyped; type it again")]
    SecretLine {
        /// The line, from 1.
        line: usize,
    },
    /// Each line is well formed but the whole does not fit.
    #[error(
        "read the share: the check at the end does not fit; compare every line, also the name and the numbers"
    )]
    Check,
    /// There are not enough shares.
    #[error("put the recovery key together: {needed} shares are needed, {given} different ones were given")]
    TooFew {
        /// Shares needed.
        needed: u8,
        /// Different shares given.
        given: u8,
    },
    /// Shares of different keys or archives were given.
    #[error("put the recovery key together: share {index} belongs to another archive or an older splitting")]
    Mixed {
        /// The number of the share that does not belong to the first.
        index: u8,
    },
    /// Some shares were altered; the others would do.
    #[error("put the recovery key together: these shares were altered: {indexes:?}; use the others")]
    Altered {
        /// The numbers of the altered shares.
        indexes: Vec<u8>,
    },
    /// No set of the given shares gives the key.
    #[error(
        "put the recovery key together: at least one share was altered; bring more shares, so that it can be found"
    )]
    SomeAltered,
}

impl Quorum {
    /// Makes the quorum of `needed` out of `total` people.
    pub fn new(needed: u8, total: u8) -> Result<Self, ShareError> {
        // One share that opens everything alone is a copy of the key, not a quorum.
        if needed < 2 || total < needed || MAX_SHARES < total {
            return Err(ShareError::Quorum);
        }
        Ok(Self { needed, total })
    }

    /// Returns how many shares suffice.
    pub fn needed(self) -> u8 {
        self.needed
    }

    /// Returns how many shares there are.
    pub fn total(self) -> u8 {
        self.total
    }
}

impl Share {
    /// Returns the name of the archive that it helps to recover.
    pub fn archive(&self) -> &str {
        &self.archive
    }

    /// Returns its number, from 1.
    pub fn index(&self) -> u8 {
        self.index
    }

    /// Returns the quorum that it is part of.
    pub fn quorum(&self) -> Quorum {
        self.quorum
    }

    /// Returns the text for paper, wiped when dropped.
    pub fn to_secret_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(MAX_TEXT_BYTES));
        let Quorum { needed, total } = self.quorum;
        text.push_str(&format!(
            "{TITLE}\narchive: {}\nshare: {} of {total}, {needed} needed\nset: {}\n",
            self.archive,
            self.index,
            grouped(&base32(&self.set), 4),
        ));
        for (i, bytes) in self.secret.chunks_exact(BYTES_PER_LINE).enumerate() {
            let line = Zeroizing::new(base32(bytes) + &line_check(i, bytes));
            text.push_str(&format!("{}: {}\n", i + 1, *Zeroizing::new(grouped(&line, 5))));
        }
        text.push_str(&format!("check: {}\n", grouped(&base32(&self.check()), 4)));
        text
    }

    /// Returns 40 bits over everything on the paper.
    fn check(&self) -> [u8; 5] {
        let Quorum { needed, total } = self.quorum;
        let hash = Sha256::new()
            .chain_update(b"zegel share 1\0")
            .chain_update([self.index, total, needed])
            .chain_update(self.set)
            .chain_update(*self.secret)
            .chain_update(&self.archive)
            .finalize();
        [hash[0], hash[1], hash[2], hash[3], hash[4]]
    }

    fn belongs_with(&self, other: &Self) -> bool {
        (self.set, self.quorum, &self.archive) == (other.set, other.quorum, &other.archive)
    }

    /// Returns the form that the scheme takes: the number, then its values.
    fn point(&self) -> Vec<u8> {
        [&[self.index], &self.secret[..]].concat()
    }
}

impl FromStr for Share {
    type Err = ShareError;

    /// Reads the text as people type it: in any case, with O for 0 and I or L for 1, spaced as they like.
    fn from_str(text: &str) -> Result<Self, ShareError> {
        let missing = |expected| ShareError::Line { expected };
        if MAX_TEXT_BYTES < text.len() {
            return Err(missing("the title (the text is far too long)"));
        }
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut field = |name: &str| lines.next().and_then(|line| line.strip_prefix(name)).map(str::trim);
        field(TITLE).filter(|rest| rest.is_empty()).ok_or(missing("the title"))?;
        let archive = field("archive:").ok_or(missing("the name of the archive"))?.to_owned();
        check_name(&archive).map_err(|_| missing("the name of the archive"))?;
        let (index, quorum) =
            field("share:").and_then(parse_numbers).ok_or(missing("the line with the numbers"))?;
        let set = field("set:").and_then(unbase32::<10>).ok_or(missing("the line of the set"))?;
        let mut secret = Zeroizing::new([0_u8; SECRET_BYTES]);
        for (i, bytes) in secret.chunks_exact_mut(BYTES_PER_LINE).enumerate() {
            let line = field(&format!("{}:", i + 1));
            let read = line.and_then(|line| parse_secret_line(i, line));
            bytes.copy_from_slice(&*read.ok_or(ShareError::SecretLine { line: i + 1 })?);
        }
        let check = field("check:").and_then(unbase32::<5>).ok_or(missing("the check at the end"))?;
        let share = Self { archive, index, quorum, set, secret };
        if lines.next().is_some() {
            return Err(missing("the end after the check"));
        }
        if share.check() != check {
            return Err(ShareError::Check);
        }
        Ok(share)
    }
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Share({} of {}, secret hidden)", self.index, self.quorum.total)
    }
}

/// Splits the recovery identity of `archive` into one share for each person of the quorum.
pub fn split_identity(
    identity: &Identity,
    quorum: Quorum,
    archive: &str,
    random: &mut Random<'_>,
) -> Result<Vec<Share>, ShareError> {
    check_name(archive)?;
    let points = Gf256::split_bytes(
        usize::from(quorum.needed),
        usize::from(quorum.total),
        *identity.to_secret_bytes(),
        HandedIn(random),
    )
    .map_err(|_| ShareError::Quorum)?;
    let set = set_of(&identity.recipient());
    let share = |point: Vec<u8>| {
        let point = Zeroizing::new(point);
        let (&index, values) = point.split_first()?;
        let secret = Zeroizing::new(values.try_into().ok()?);
        Some(Share { archive: archive.to_owned(), index, quorum, set, secret })
    };
    Ok(points.into_iter().map(|point| share(point).expect("a point is a number and 32 values")).collect())
}

/// Puts the recovery identity together; shares that were altered are named when the others suffice.
pub fn combine_shares(shares: &[Share]) -> Result<Identity, ShareError> {
    let Some(first) = shares.first() else { return Err(ShareError::TooFew { needed: 2, given: 0 }) };
    if let Some(stranger) = shares.iter().find(|share| !share.belongs_with(first)) {
        return Err(ShareError::Mixed { index: stranger.index });
    }
    let mut different: Vec<&Share> = Vec::new();
    for share in shares {
        if !different.contains(&share) {
            different.push(share);
        }
    }
    let mut indexes: Vec<u8> = different.iter().map(|share| share.index).collect();
    indexes.sort_unstable();
    indexes.dedup();
    let needed = first.quorum.needed;
    if indexes.len() < usize::from(needed) {
        return Err(ShareError::TooFew { needed, given: indexes.len() as u8 });
    }
    // More than one text for each person means that the set was tampered with; do not search for ever.
    if usize::from(MAX_SHARES) < different.len() {
        return Err(ShareError::SomeAltered);
    }
    let (identity, good) = find_good_subset(&different, first).ok_or(ShareError::SomeAltered)?;
    let altered = altered_beside(&identity, &good, &different);
    if altered.is_empty() { Ok(identity) } else { Err(ShareError::Altered { indexes: altered }) }
}

/// Tries the subsets of the needed size in turn; at most 12,870 of them (8 of 16).
fn find_good_subset<'a>(shares: &[&'a Share], first: &Share) -> Option<(Identity, Vec<&'a Share>)> {
    let needed = u32::from(first.quorum.needed);
    (0_u32..1 << shares.len()).filter(|mask| mask.count_ones() == needed).find_map(|mask| {
        let members = shares.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1);
        let subset: Vec<&Share> = members.map(|(_, &share)| share).collect();
        let identity = interpolate(&subset)?;
        (set_of(&identity.recipient()) == first.set).then_some((identity, subset))
    })
}

/// Returns the numbers of the shares that do not lie on the curve of the good ones.
fn altered_beside(identity: &Identity, good: &[&Share], all: &[&Share]) -> Vec<u8> {
    let lies_on_curve = |share: &Share| {
        let mut points: Vec<&Share> = good.iter().copied().skip(1).collect();
        points.push(share);
        interpolate(&points).is_some_and(|found| found.recipient() == identity.recipient())
    };
    let others = all.iter().filter(|share| !good.contains(share));
    others.filter(|share| !lies_on_curve(share)).map(|share| share.index).collect()
}

/// Finds the secret at 0 of the curve through these points; nothing when two points have one number.
fn interpolate(shares: &[&Share]) -> Option<Identity> {
    let points = Zeroizing::new(shares.iter().map(|share| share.point()).collect::<Vec<_>>());
    let secret = Zeroizing::new(Gf256::combine_bytes(&*points).ok()?);
    Some(Identity::from_secret_bytes(secret[..].try_into().ok()?))
}

/// Names the set: 80 bits of a hash of the public key, so that an altered share cannot lead to another key.
fn set_of(recipient: &Recipient) -> [u8; 10] {
    let hash =
        Sha256::new().chain_update(b"zegel share set 1\0").chain_update(recipient.to_string()).finalize();
    let mut set = [0; 10];
    set.copy_from_slice(&hash[..10]);
    set
}

fn check_name(archive: &str) -> Result<(), ShareError> {
    let fits = (1..=MAX_NAME_BYTES).contains(&archive.len());
    if !fits || archive.contains(char::is_control) || archive.trim() != archive {
        return Err(ShareError::Name);
    }
    Ok(())
}

/// Reads `2 of 5, 3 needed`.
fn parse_numbers(text: &str) -> Option<(u8, Quorum)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [index, "of", total, needed, "needed"] = words[..] else { return None };
    let index: u8 = index.parse().ok()?;
    let quorum = Quorum::new(needed.parse().ok()?, total.strip_suffix(',')?.parse().ok()?).ok()?;
    (1..=quorum.total).contains(&index).then_some((index, quorum))
}

fn parse_secret_line(i: usize, line: &str) -> Option<Zeroizing<[u8; BYTES_PER_LINE]>> {
    let typed: Zeroizing<String> = Zeroizing::new(significant(line).collect());
    let (data, check) = typed.split_at_checked(typed.len().checked_sub(LINE_CHECK_CHARS)?)?;
    let bytes = Zeroizing::new(unbase32::<BYTES_PER_LINE>(data)?);
    let is_right = line_check(i, &*bytes).bytes().eq(check.bytes().map(as_meant));
    is_right.then_some(bytes)
}

const LINE_CHECK_CHARS: usize = 2;

/// Returns the check characters of line `i` of the secret: 10 bits.
fn line_check(i: usize, bytes: &[u8]) -> String {
    let hash = Sha256::new()
        .chain_update(b"zegel share line\0")
        .chain_update([i as u8])
        .chain_update(bytes)
        .finalize();
    base32(&hash[..2])[..LINE_CHECK_CHARS].to_owned()
}

/// The digits of Crockford's base 32: no I, L, O or U.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn base32(bytes: &[u8]) -> String {
    let n_digits = (bytes.len() * 8).div_ceil(5);
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let digit = |i: usize| (0..5).fold(0, |value, k| value << 1 | bit(i * 5 + k));
    (0..n_digits).map(|i| char::from(DIGITS[usize::from(digit(i))])).collect()
}

fn unbase32<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0_u8; N];
    let mut n_bits = 0;
    for typed in significant(text) {
        let digit = u8::try_from(typed).ok().map(as_meant)?;
        let value = DIGITS.iter().position(|&known| known == digit)?;
        for k in (0..5).rev() {
            let bit = (value >> k & 1) as u8;
            match bytes.get_mut(n_bits / 8) {
                Some(byte) => *byte |= bit << (7 - n_bits % 8),
                // Bits beyond the last byte only fill the last digit up, and must be 0.
                None if bit == 1 => return None,
                None => (),
            }
            n_bits += 1;
        }
    }
    (n_bits == (N * 8).next_multiple_of(5)).then_some(bytes)
}

/// Returns the digit that a person meant.
fn as_meant(typed: u8) -> u8 {
    match typed.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        digit => digit,
    }
}

fn significant(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace() && *c != '-')
}

fn grouped(text: &str, n: usize) -> String {
    let mut groups = String::with_capacity(2 * text.len());
    for (i, c) in text.chars().enumerate() {
        if 0 < i && i % n == 0 {
            groups.push(' ');
        }
        groups.push(c);
    }
    groups
}

/// Gives the randomness that was handed in to the library.
struct HandedIn<'a, 'b>(&'a mut Random<'b>);

impl rand_core::TryRng for HandedIn<'_, '_> {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        (self.0)(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        (self.0)(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        (self.0)(bytes);
        Ok(())
    }
}

impl rand_core::TryCryptoRng for HandedIn<'_, '_> {}

#[cfg(test)]
mod tests;
