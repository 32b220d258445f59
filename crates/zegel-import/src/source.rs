//! Where the bytes come from: anything that can be read from its beginning more than once.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

/// Bytes that can be read and sought: a file, or memory.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// The bytes of an export, with the name that the file had.
///
/// A reading goes over the text twice, because the head of the conversation (who takes part, which date order)
/// is only known at the end of the file and is wanted at the beginning; so the bytes must be seekable.
pub struct Source<'a> {
    bytes: Box<dyn ReadSeek + 'a>,
    file_name: Option<String>,
}

impl<'a> Source<'a> {
    /// Takes bytes in memory.
    pub fn memory(bytes: &'a [u8]) -> Self {
        Self::seekable(Cursor::new(bytes))
    }

    /// Takes anything that can be read and sought, such as an open file; no buffering is needed.
    pub fn seekable(bytes: impl Read + Seek + 'a) -> Self {
        Self { bytes: Box::new(bytes), file_name: None }
    }

    /// Adds the name of the file, without its folder: it often holds the name of the chat.
    #[must_use]
    pub fn named(mut self, file_name: &str) -> Self {
        self.file_name = Some(file_name.to_owned());
        self
    }

    pub(crate) fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    pub(crate) fn len(&mut self) -> io::Result<u64> {
        self.bytes.seek(SeekFrom::End(0))
    }

    /// Fills `buffer` from `offset`, and returns how much there was.
    pub(crate) fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.bytes.seek(SeekFrom::Start(offset))?;
        let mut n = 0;
        while n < buffer.len() {
            match self.bytes.read(&mut buffer[n..]) {
                Ok(0) => break,
                Ok(more) => n += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(n)
    }
}
