//! Opens any part of an object without reading the rest.

use std::ops::Range;

use super::{HEADER_BYTES, Layout, PAGE_BYTES, PageCipher, PageError, TAG_BYTES, check_header};
use crate::key::Key32;

/// Opens pages of one object whose sealed length is known.
///
/// The length must come from where the object was registered: an object that was cut off is found because its
/// last page no longer opens as the last one.
pub struct PageReader {
    cipher: PageCipher,
    layout: Layout,
}

/// Why a part of an object cannot be read; `E` is what fetching bytes can meet.
#[derive(Debug, thiserror::Error)]
pub enum ReadAtError<E: std::error::Error + 'static> {
    /// The sealed bytes could not be fetched.
    #[error("fetch {n_bytes} bytes of the sealed object from byte {start}")]
    Fetch {
        /// The first byte.
        start: u64,
        /// How many.
        n_bytes: u64,
        /// What fetching met.
        source: E,
    },
    /// Fewer or more bytes came than were asked for.
    #[error("fetch {needed} bytes of the sealed object: {given} came; it was cut off")]
    Short {
        /// Bytes asked for.
        needed: u64,
        /// Bytes that came.
        given: u64,
    },
    /// A page does not open.
    #[error(transparent)]
    Page(#[from] PageError),
}

impl PageReader {
    /// Prepares to open pages; key and context are those of sealing.
    pub fn new(key: &Key32, context: &[u8], cipher_bytes: u64) -> Result<Self, PageError> {
        Ok(Self { cipher: PageCipher::new(key, context), layout: Layout::of(cipher_bytes)? })
    }

    /// Returns the number of plain bytes of the object.
    pub fn plain_bytes(&self) -> u64 {
        self.layout.plain_bytes()
    }

    /// Returns the number of pages; at least 1.
    pub fn n_pages(&self) -> u64 {
        self.layout.n_pages
    }

    /// Checks the head, the bytes before the first page, for those who fetched it too.
    pub fn check_header(&self, header: &[u8]) -> Result<(), PageError> {
        check_header(header)
    }

    /// Returns where a page lies in the sealed object.
    pub fn cipher_range_of_page(&self, page: u64) -> Result<Range<u64>, PageError> {
        let n_pages = self.n_pages();
        self.layout.cipher_range(page).ok_or(PageError::NoSuchPage { page, n_pages })
    }

    /// Opens one page in the buffer that holds it and returns its plain bytes.
    pub fn open_page<'a>(&self, page: u64, sealed: &'a mut [u8]) -> Result<&'a mut [u8], PageError> {
        let range = self.cipher_range_of_page(page)?;
        if sealed.len() as u64 != range.end - range.start {
            return Err(PageError::Damaged { page });
        }
        self.cipher.open(page, self.layout.last(page), sealed)
    }

    /// Reads the plain bytes from `offset`, at most `n_bytes` and not beyond the end, with a single fetch.
    pub fn read_at<E: std::error::Error + 'static>(
        &self,
        offset: u64,
        n_bytes: usize,
        fetch: impl FnOnce(Range<u64>) -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, ReadAtError<E>> {
        let end = offset.saturating_add(n_bytes as u64).min(self.plain_bytes());
        if end <= offset {
            return Ok(Vec::new());
        }
        let pages = offset / PAGE_BYTES as u64..(end - 1) / PAGE_BYTES as u64 + 1;
        let range =
            self.cipher_range_of_page(pages.start)?.start..self.cipher_range_of_page(pages.end - 1)?.end;
        let (start, needed) = (range.start, range.end - range.start);
        let mut sealed =
            fetch(range).map_err(|source| ReadAtError::Fetch { start, n_bytes: needed, source })?;
        if sealed.len() as u64 != needed {
            return Err(ReadAtError::Short { needed, given: sealed.len() as u64 });
        }
        let mut plain = Vec::with_capacity(sealed.len());
        for (page, sealed) in pages.clone().zip(sealed.chunks_mut(PAGE_BYTES + TAG_BYTES)) {
            plain.extend_from_slice(self.open_page(page, sealed)?);
        }
        let skipped = (offset - pages.start * PAGE_BYTES as u64) as usize;
        plain.drain(..skipped);
        plain.truncate((end - offset) as usize);
        Ok(plain)
    }
}

const _: () = assert!(HEADER_BYTES == 8, "the layout is part of the format");
