//! The inner container of a package: POSIX ustar (IEEE 1003.1), the strictest part of it.
//!
//! Writing: regular files only, every field that could tell about the maker's machine is zero. Reading: exactly the
//! bytes that writing gives, and nothing else; so links, devices, path tricks, extended headers and entries that
//! hide behind the end cannot occur. What a name means is the caller's business.

use std::io::{self, BufRead, BufReader, Read, Write};

use zegel_model::Refusal;

use crate::error::{SiftError, refuse};

/// The largest file that the size field can tell (11 octal digits).
pub(crate) const MAX_ENTRY_BYTES: u64 = 0o77_777_777_777;

const BLOCK: usize = 512;
const BUFFER_BYTES: usize = 64 * 1024;

/// Makes the header of a regular file.
pub(crate) fn header(name: &str, size: u64) -> Option<[u8; BLOCK]> {
    if name.is_empty() || 100 <= name.len() || MAX_ENTRY_BYTES < size {
        return None;
    }
    let mut block = [0; BLOCK];
    let mut put = |at: usize, bytes: &[u8]| block[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, name.as_bytes());
    put(100, b"0000644\0");
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    put(124, format!("{size:011o}\0").as_bytes());
    put(136, b"00000000000\0");
    put(148, b"        ");
    put(156, b"0");
    put(257, b"ustar\x0000");
    put(329, b"0000000\0");
    put(337, b"0000000\0");
    let sum: u32 = block.iter().map(|&byte| u32::from(byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Some(block)
}

/// Writes entries whose sizes are known beforehand.
pub(crate) struct TarWriter<W: Write> {
    out: W,
    /// Bytes that the current entry still needs.
    left: u64,
    pad: usize,
}

impl<W: Write> TarWriter<W> {
    pub fn new(out: W) -> Self {
        Self { out, left: 0, pad: 0 }
    }

    /// Begins an entry; the one before must be complete.
    pub fn begin(&mut self, name: &str, size: u64) -> io::Result<()> {
        self.end_entry()?;
        let header = header(name, size).ok_or(io::ErrorKind::FileTooLarge)?;
        self.out.write_all(&header)?;
        self.left = size;
        self.pad = padding(size);
        Ok(())
    }

    fn end_entry(&mut self) -> io::Result<()> {
        if self.left != 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "an entry is shorter than announced"));
        }
        self.out.write_all(&[0; BLOCK][..self.pad])?;
        self.pad = 0;
        Ok(())
    }

    /// Ends the archive and gives the writer beneath back.
    pub fn finish(mut self) -> io::Result<W> {
        self.end_entry()?;
        self.out.write_all(&[0; 2 * BLOCK])?;
        Ok(self.out)
    }
}

impl<W: Write> Write for TarWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.left < bytes.len() as u64 {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "an entry is longer than announced"));
        }
        let n = self.out.write(bytes)?;
        self.left -= n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn padding(size: u64) -> usize {
    // The remainder of a division by 512 fits.
    (BLOCK - (size % BLOCK as u64) as usize) % BLOCK
}

/// The head of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub name: String,
    pub size: u64,
}

/// Reads entries one after the other.
pub(crate) struct TarReader<R: Read> {
    input: BufReader<R>,
    left: u64,
    pad: usize,
}

impl<R: Read> TarReader<R> {
    pub fn new(input: R) -> Self {
        Self { input: BufReader::with_capacity(BUFFER_BYTES, input), left: 0, pad: 0 }
    }

    /// Returns the next entry, or `None` after the last; the one before must have been read to its end.
    pub fn next_entry(&mut self) -> Result<Option<Entry>, SiftError> {
        self.skip_padding()?;
        let block = self.block()?;
        if block == [0; BLOCK] {
            self.check_end()?;
            return Ok(None);
        }
        let entry = parse(&block).filter(|entry| header(&entry.name, entry.size) == Some(block));
        let Some(entry) = entry else {
            return Ok(refuse(
                "package-layout",
                "an entry of the package that Zegel does not write",
                REMEDY,
            )?);
        };
        self.left = entry.size;
        self.pad = padding(entry.size);
        Ok(Some(entry))
    }

    fn skip_padding(&mut self) -> Result<(), SiftError> {
        debug_assert_eq!(self.left, 0, "the entry before was read to its end");
        let mut pad = [0; BLOCK];
        let pad = &mut pad[..self.pad];
        self.input.read_exact(pad).map_err(reading)?;
        self.pad = 0;
        if pad.iter().any(|&byte| byte != 0) {
            refuse("package-layout", "bytes between the entries of the package", REMEDY)?;
        }
        Ok(())
    }

    fn block(&mut self) -> Result<[u8; BLOCK], SiftError> {
        let mut block = [0; BLOCK];
        self.input.read_exact(&mut block).map_err(reading)?;
        Ok(block)
    }

    fn check_end(&mut self) -> Result<(), SiftError> {
        let second = self.block()?;
        // Reading to the very end also lets the envelope tell whether its last part is there.
        let behind = self.input.fill_buf().map_err(reading)?;
        if second != [0; BLOCK] || !behind.is_empty() {
            refuse("package-layout", "bytes behind the end of the package", REMEDY)?;
        }
        Ok(())
    }

    /// Reads the rest of the entry into memory.
    pub fn read_all(&mut self) -> Result<Vec<u8>, SiftError> {
        let mut bytes = Vec::new();
        let n = self.left;
        // Grown as bytes come: a size that is only claimed takes no memory.
        self.read_to_end(&mut bytes).map_err(reading)?;
        if bytes.len() as u64 != n {
            refuse("package-truncated", "the package ends in the middle of an entry", REMEDY)?;
        }
        Ok(bytes)
    }

    /// Reads one line with its line end into `line`; returns false at the end of the entry.
    pub fn read_line(&mut self, line: &mut Vec<u8>, max_bytes: usize) -> Result<bool, SiftError> {
        line.clear();
        while self.left != 0 {
            let buffer = self.input.fill_buf().map_err(reading)?;
            if buffer.is_empty() {
                return Ok(refuse(
                    "package-truncated",
                    "the package ends in the middle of an entry",
                    REMEDY,
                )?);
            }
            let here = &buffer[..buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX))];
            let end = memchr::memchr(b'\n', here).map(|at| at + 1);
            let taken = end.unwrap_or(here.len());
            if max_bytes < line.len() + taken {
                return Ok(refuse(
                    "package-limit",
                    format!("a message line of more than {max_bytes} bytes"),
                    REMEDY,
                )?);
            }
            line.extend_from_slice(&here[..taken]);
            self.input.consume(taken);
            self.left -= taken as u64;
            if end.is_some() {
                return Ok(true);
            }
        }
        Ok(!line.is_empty())
    }

    /// Returns how many bytes of the entry are still to be read.
    pub fn left(&self) -> u64 {
        self.left
    }
}

/// Reads from the current entry and ends with it.
impl<R: Read> Read for TarReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = out.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let n = self.input.read(&mut out[..n])?;
        self.left -= n as u64;
        Ok(n)
    }
}

const REMEDY: &str = "ask the sender for the file again; do not use this one";

fn parse(block: &[u8; BLOCK]) -> Option<Entry> {
    let name = block.get(..100)?.split(|&byte| byte == 0).next()?;
    let size = std::str::from_utf8(block.get(124..135)?).ok()?;
    if !size.bytes().all(|byte| (b'0'..=b'7').contains(&byte)) {
        return None;
    }
    Some(Entry { name: std::str::from_utf8(name).ok()?.to_owned(), size: u64::from_str_radix(size, 8).ok()? })
}

/// Turns an error of reading into the reason: damage that the envelope found, an early end, or a fault of the disk.
pub(crate) fn reading(error: io::Error) -> SiftError {
    use zegel_seal::HandOverError;
    if error.kind() == io::ErrorKind::UnexpectedEof
        && error.get_ref().is_none_or(|inner| !inner.is::<HandOverError>())
    {
        return Refusal::new("package-truncated", "the package ends too early", REMEDY).into();
    }
    match HandOverError::from_read(error) {
        HandOverError::Io(source) => SiftError::Io { doing: "read the package", source },
        reason => SiftError::Seal(reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut tar = TarWriter::new(Vec::new());
        for (name, bytes) in entries {
            tar.begin(name, bytes.len() as u64).unwrap();
            tar.write_all(bytes).unwrap();
        }
        tar.finish().unwrap()
    }

    fn read(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, SiftError> {
        let mut tar = TarReader::new(bytes);
        let mut entries = Vec::new();
        while let Some(entry) = tar.next_entry()? {
            entries.push((entry.name, tar.read_all()?));
        }
        Ok(entries)
    }

    #[test]
    fn what_was_written_is_read_back() {
        let entries = [("manifest.json", b"{}".as_slice()), ("attachments/000001", &[7; 512]), ("leeg", b"")];
        let read = read(&written(&entries)).unwrap();
        assert_eq!(
            read.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>(),
            entries
        );
    }

    #[test]
    fn every_changed_bit_of_a_header_is_refused() {
        let good = written(&[("a", b"x")]);
        for bit in 0..512 * 8 {
            let mut bad = good.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            // A name or a size that its checksum no longer fits is no header of ours.
            assert!(read(&bad).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn a_link_is_refused_even_with_a_right_checksum() {
        let mut bad = written(&[("a", b"")]);
        bad[156] = b'2';
        let sum: u32 = bad[..512]
            .iter()
            .enumerate()
            .map(|(i, &b)| if (148..156).contains(&i) { 32 } else { u32::from(b) })
            .sum();
        bad[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        assert_eq!(read(&bad).unwrap_err().code(), "package-layout");
    }

    #[test]
    fn an_early_end_and_a_late_one_are_refused() {
        let good = written(&[("a", &[1; 600])]);
        for n in [0, 100, 512, 700, 1536, good.len() - 1] {
            assert_eq!(read(&good[..n]).unwrap_err().code(), "package-truncated", "{n}");
        }
        let late = [good.as_slice(), b"x"].concat();
        assert_eq!(read(&late).unwrap_err().code(), "package-layout");
        let mut between = good.clone();
        between[512 + 700] = 1;
        assert_eq!(read(&between).unwrap_err().code(), "package-layout");
    }

    #[test]
    fn an_entry_cannot_be_longer_or_shorter_than_announced() {
        let mut tar = TarWriter::new(Vec::new());
        tar.begin("a", 2).unwrap();
        assert!(tar.write_all(b"xyz").is_err());
        let mut tar = TarWriter::new(Vec::new());
        tar.begin("a", 2).unwrap();
        assert!(tar.finish().is_err());
    }
}
