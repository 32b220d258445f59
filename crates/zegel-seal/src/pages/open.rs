//! Opens an object from beginning to end, page by page.

use std::io::{self, BufRead, Read};

use zeroize::Zeroizing;

use super::{
    HEADER_BYTES, Last, PageCipher, PageError, SEALED_PAGE_BYTES, TAG_BYTES, check_header, fill, new_buffer,
};
use crate::key::Key32;

/// A reader of the plain bytes; damage shows as an error that carries a [`PageError`].
pub struct OpenObject<R: Read> {
    reader: R,
    cipher: PageCipher,
    /// The opened page.
    page: Zeroizing<Box<[u8]>>,
    /// The part of `page` that was not given out yet.
    ready: std::ops::Range<usize>,
    /// The sealed page after it, read ahead to know whether one is the last.
    following: Zeroizing<Box<[u8]>>,
    n_following: usize,
    number: u64,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    Ended,
    /// After damage nothing is given out any more.
    Refused,
}

/// Starts to open an object: reads its head and first page. Key and context are those of sealing.
pub fn open<R: Read>(key: &Key32, context: &[u8], mut reader: R) -> Result<OpenObject<R>, PageError> {
    let mut header = [0_u8; HEADER_BYTES];
    let n_header = fill(&mut reader, &mut header).map_err(PageError::Read)?;
    check_header(&header[..n_header])?;
    let mut following = new_buffer();
    let n_following = fill(&mut reader, &mut following).map_err(PageError::Read)?;
    if n_following < TAG_BYTES {
        return Err(PageError::Length { cipher_bytes: (HEADER_BYTES + n_following) as u64 });
    }
    let mut object = OpenObject {
        reader,
        cipher: PageCipher::new(key, context),
        page: new_buffer(),
        ready: 0..0,
        following,
        n_following,
        number: 0,
        state: State::Reading,
    };
    // At once, so that a wrong key is found before the caller begins to use what it reads.
    object.next_page()?;
    Ok(object)
}

impl<R: Read> OpenObject<R> {
    fn next_page(&mut self) -> Result<(), PageError> {
        std::mem::swap(&mut self.page, &mut self.following);
        let n_page = self.n_following;
        self.n_following = match n_page {
            SEALED_PAGE_BYTES => fill(&mut self.reader, &mut self.following).map_err(PageError::Read)?,
            _ => 0,
        };
        let last = if self.n_following == 0 { Last::Yes } else { Last::No };
        // A full page may be followed by no empty one, and no page is shorter than its tag.
        if (0..=TAG_BYTES).contains(&self.n_following) && last == Last::No {
            return Err(PageError::Damaged { page: self.number + 1 });
        }
        let opened = self.cipher.open(self.number, last, &mut self.page[..n_page])?;
        self.ready = 0..opened.len();
        self.number += 1;
        if last == Last::Yes {
            self.state = State::Ended;
        }
        Ok(())
    }
}

impl<R: Read> Read for OpenObject<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

/// A page that was opened is read where it lies.
impl<R: Read> BufRead for OpenObject<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.ready.is_empty() && self.state == State::Reading {
            self.next_page().map_err(|error| {
                self.state = State::Refused;
                match error {
                    PageError::Read(error) => error,
                    damage => io::Error::new(io::ErrorKind::InvalidData, damage),
                }
            })?;
        }
        if self.state == State::Refused {
            return Err(io::Error::new(io::ErrorKind::InvalidData, PageError::Damaged { page: self.number }));
        }
        Ok(&self.page[self.ready.clone()])
    }

    fn consume(&mut self, n: usize) {
        self.ready.start = self.ready.end.min(self.ready.start + n);
    }
}
