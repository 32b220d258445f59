//! Objects at rest: 64 KiB pages under AES-256-GCM, format `ZGO1`.
//!
//! Every object has a fresh key of its own, drawn here, so that the page number can be the nonce and no pair of key
//! and nonce ever comes back. The number and whether a page is the last are in the nonce, the head and the
//! caller's context in the associated data: a page that was changed, moved, left out, or taken from another
//! object or version does not open. Invariant: no byte is given out before its page was authenticated, and an
//! object that was cut off never ends as if it were whole.

use std::io::{self, Read, Write};
use std::ops::Range;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::key::{Key32, Random};

mod at;
mod open;

pub use at::{PageReader, ReadAtError};
pub use open::{OpenObject, open};

/// Plain bytes of a page; only the last page may have fewer.
pub const PAGE_BYTES: usize = 1 << PAGE_LOG2;

/// Bytes of a sealed page.
pub const SEALED_PAGE_BYTES: usize = PAGE_BYTES + TAG_BYTES;

/// Bytes before the first page.
pub const HEADER_BYTES: usize = HEADER.len();

const PAGE_LOG2: u8 = 16;
const TAG_BYTES: usize = 16;

/// `ZGO1`, version 1, algorithm 1 (AES-256-GCM), the power of two of the page size, reserved.
const HEADER: [u8; 8] = *b"ZGO1\x01\x01\x10\x00";

/// What sealing an object gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The key of this object and of nothing else; wrap it and keep the wrap.
    pub key: Key32,
    /// Bytes before sealing.
    pub plain_bytes: u64,
    /// Bytes of the sealed object.
    pub cipher_bytes: u64,
    /// SHA-256 of the plain bytes.
    pub sha256_plain: [u8; 32],
}

/// Why an object cannot be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The plain bytes could not be read.
    #[error("read the bytes to seal")]
    Source(#[source] io::Error),
    /// The sealed bytes could not be written.
    #[error("write the sealed object")]
    Target(#[source] io::Error),
    /// The sealed bytes could not be read.
    #[error("read the sealed object")]
    Read(#[source] io::Error),
    /// The head is not that of an object.
    #[error("open the object: it does not begin with ZGO1; it is damaged or something else")]
    NotAnObject,
    /// A newer version made it.
    #[error(
        "open the object: version {version} with algorithm {algorithm} is not known here; use a newer program"
    )]
    Version {
        /// The version byte.
        version: u8,
        /// The algorithm byte.
        algorithm: u8,
    },
    /// No object has this length.
    #[error("open the object: no object has {cipher_bytes} bytes; it was cut off")]
    Length {
        /// The length of the sealed object.
        cipher_bytes: u64,
    },
    /// A page does not authenticate.
    #[error(
        "open page {page} of the object: it was changed, moved or cut off, or belongs to another key or place; \
         restore the object from a backup"
    )]
    Damaged {
        /// The page, from 0.
        page: u64,
    },
    /// There is no such page.
    #[error("open page {page} of the object: it has {n_pages} pages, numbered from 0")]
    NoSuchPage {
        /// The page that was asked for.
        page: u64,
        /// How many there are.
        n_pages: u64,
    },
}

impl PageError {
    /// Finds the reason in an error that an [`OpenObject`] gave.
    pub fn from_read(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(reason) => reason,
            Err(error) => Self::Read(error),
        }
    }
}

/// Seals everything that `reader` gives under a fresh key; each page is one write.
///
/// `context` says what the object is (dossier, object, version, algorithm); opening needs the same bytes.
/// The writer is not flushed or synced: when the bytes must be durable is the caller's to know.
pub fn seal(
    context: &[u8],
    random: &mut Random<'_>,
    reader: &mut impl Read,
    writer: &mut impl Write,
) -> Result<Sealed, PageError> {
    let key = Key32::generate(random);
    let cipher = PageCipher::new(&key, context);
    let mut counted = Counted { writer, n_bytes: 0 };
    counted.write(&HEADER)?;

    let (mut page, mut following) = (new_buffer(), new_buffer());
    let mut sha256_plain = Sha256::new();
    let (mut plain_bytes, mut number) = (0_u64, 0_u64);
    let mut filled = fill(reader, &mut page[..PAGE_BYTES]).map_err(PageError::Source)?;
    loop {
        // Whether a page is the last is known only when the next one was tried.
        let n_following = match filled {
            PAGE_BYTES => fill(reader, &mut following[..PAGE_BYTES]).map_err(PageError::Source)?,
            _ => 0,
        };
        let last = if n_following == 0 { Last::Yes } else { Last::No };
        sha256_plain.update(&page[..filled]);
        plain_bytes += filled as u64;
        let (plain, tag) = page.split_at_mut(filled);
        tag[..TAG_BYTES].copy_from_slice(&cipher.seal(number, last, plain));
        counted.write(&page[..filled + TAG_BYTES])?;
        if last == Last::Yes {
            break;
        }
        std::mem::swap(&mut page, &mut following);
        (filled, number) = (n_following, number + 1);
    }
    Ok(Sealed {
        key,
        plain_bytes,
        cipher_bytes: counted.n_bytes,
        sha256_plain: sha256_plain.finalize().into(),
    })
}

/// Returns the length of the sealed object for so many plain bytes.
pub fn cipher_bytes_of(plain_bytes: u64) -> u64 {
    let n_pages = plain_bytes.div_ceil(PAGE_BYTES as u64).max(1);
    HEADER_BYTES as u64 + plain_bytes + n_pages * TAG_BYTES as u64
}

/// Where the pages of an object of a given length lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Layout {
    n_pages: u64,
    cipher_bytes: u64,
}

impl Layout {
    fn of(cipher_bytes: u64) -> Result<Self, PageError> {
        let refusal = PageError::Length { cipher_bytes };
        let Some(body) = cipher_bytes.checked_sub(HEADER_BYTES as u64) else { return Err(refusal) };
        let n_pages = body.div_ceil(SEALED_PAGE_BYTES as u64);
        let last = body - (n_pages.max(1) - 1) * SEALED_PAGE_BYTES as u64;
        // Only an empty object has an empty page.
        let least = if n_pages == 1 { TAG_BYTES } else { TAG_BYTES + 1 };
        if n_pages == 0 || last < least as u64 {
            return Err(refusal);
        }
        Ok(Self { n_pages, cipher_bytes })
    }

    fn plain_bytes(self) -> u64 {
        self.cipher_bytes - HEADER_BYTES as u64 - self.n_pages * TAG_BYTES as u64
    }

    fn cipher_range(self, page: u64) -> Option<Range<u64>> {
        if self.n_pages <= page {
            return None;
        }
        let start = HEADER_BYTES as u64 + page * SEALED_PAGE_BYTES as u64;
        Some(start..(start + SEALED_PAGE_BYTES as u64).min(self.cipher_bytes))
    }

    fn last(self, page: u64) -> Last {
        if page + 1 == self.n_pages { Last::Yes } else { Last::No }
    }
}

/// Whether a page is the last of its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Yes,
    No,
}

/// The cipher of one object.
struct PageCipher {
    key: LessSafeKey,
    associated: Vec<u8>,
}

impl PageCipher {
    fn new(key: &Key32, context: &[u8]) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, key.expose()).expect("AES-256 takes any 32 bytes");
        Self { key: LessSafeKey::new(key), associated: [&HEADER, context].concat() }
    }

    fn seal(&self, page: u64, last: Last, plain: &mut [u8]) -> [u8; TAG_BYTES] {
        let tag = self
            .key
            .seal_in_place_separate_tag(nonce(page, last), Aad::from(&self.associated), plain)
            .expect("a page is far below the 64 GiB that GCM can take");
        tag.as_ref().try_into().expect("a tag of AES-GCM has 16 bytes")
    }

    /// Opens a sealed page in its own place; on a refusal the buffer holds nothing of use.
    fn open<'a>(&self, page: u64, last: Last, sealed: &'a mut [u8]) -> Result<&'a mut [u8], PageError> {
        self.key
            .open_in_place(nonce(page, last), Aad::from(&self.associated), sealed)
            .map_err(|_| PageError::Damaged { page })
    }
}

/// The page number in 11 bytes, big-endian, then 1 for the last page and 0 for any other.
fn nonce(page: u64, last: Last) -> Nonce {
    let mut bytes = [0_u8; 12];
    bytes[3..11].copy_from_slice(&page.to_be_bytes());
    bytes[11] = u8::from(last == Last::Yes);
    Nonce::assume_unique_for_key(bytes)
}

fn check_header(header: &[u8]) -> Result<(), PageError> {
    let Ok(header) = <&[u8; HEADER_BYTES]>::try_from(header) else { return Err(PageError::NotAnObject) };
    match *header {
        HEADER => Ok(()),
        [b'Z', b'G', b'O', b'1', version, algorithm, _, _]
            if [version, algorithm] != [HEADER[4], HEADER[5]] =>
        {
            Err(PageError::Version { version, algorithm })
        }
        _ => Err(PageError::NotAnObject),
    }
}

/// A page with room for its tag, wiped when dropped because it held plain bytes.
fn new_buffer() -> Zeroizing<Box<[u8]>> {
    Zeroizing::new(vec![0_u8; SEALED_PAGE_BYTES].into_boxed_slice())
}

/// Reads until `buffer` is full or the reader ends; returns how much was read.
fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// A writer that counts what passes.
struct Counted<'a, W> {
    writer: &'a mut W,
    n_bytes: u64,
}

impl<W: Write> Counted<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), PageError> {
        self.n_bytes += bytes.len() as u64;
        self.writer.write_all(bytes).map_err(PageError::Target)
    }
}

#[cfg(test)]
mod tests;
