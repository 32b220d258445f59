//! A zip writer that lies on demand (APPNOTE 6.3.10): every field of every header can be set to anything.

/// How the bytes of an entry are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// As they are.
    Stored,
    /// By deflate.
    Deflated,
}

/// One entry: what the headers say and what is really there.
#[derive(Debug, Clone)]
pub struct RawZipEntry {
    /// The name, in any bytes.
    pub name: Vec<u8>,
    /// The method that the headers claim.
    pub method: Method,
    /// General purpose flags; bit 0 is encryption, bit 11 is UTF-8.
    pub flags: u16,
    /// The bytes as they lie in the file.
    pub packed: Vec<u8>,
    /// CRC-32 of the unpacked bytes, as claimed.
    pub crc32: u32,
    /// Size of the unpacked bytes, as claimed.
    pub claimed_size: u64,
    /// External attributes; the upper half is the Unix mode.
    pub attributes: u32,
    /// Where the directory says that the entry begins; `None` for where it does.
    pub claimed_offset: Option<u64>,
    /// True writes no local header and no bytes: the entry shares those of another.
    pub directory_only: bool,
    /// True writes the sizes in a zip64 field.
    pub zip64: bool,
}

impl RawZipEntry {
    /// An honest, stored entry.
    pub fn stored(name: impl Into<Vec<u8>>, bytes: impl Into<Vec<u8>>) -> Self {
        let packed = bytes.into();
        Self {
            name: name.into(),
            method: Method::Stored,
            flags: 1 << 11,
            crc32: crc32fast::hash(&packed),
            claimed_size: packed.len() as u64,
            packed,
            attributes: 0o100_644 << 16,
            claimed_offset: None,
            directory_only: false,
            zip64: false,
        }
    }

    /// Returns the local header as it is written before the bytes.
    pub(super) fn local_header(&self) -> Vec<u8> {
        let mut header = b"PK\x03\x04".to_vec();
        self.push_common(&mut header);
        let extra = self.extra(None);
        push16(&mut header, self.name.len() as u16);
        push16(&mut header, extra.len() as u16);
        header.extend_from_slice(&self.name);
        header.extend_from_slice(&extra);
        header
    }

    fn directory_header(&self, offset: u64) -> Vec<u8> {
        let mut header = b"PK\x01\x02".to_vec();
        push16(&mut header, 3 << 8 | 45);
        self.push_common(&mut header);
        let extra = self.extra(Some(offset));
        push16(&mut header, self.name.len() as u16);
        push16(&mut header, extra.len() as u16);
        // Comment, disk, internal attributes.
        header.extend_from_slice(&[0; 6]);
        push32(&mut header, self.attributes);
        push32(&mut header, if self.zip64 { u32::MAX } else { offset as u32 });
        header.extend_from_slice(&self.name);
        header.extend_from_slice(&extra);
        header
    }

    fn push_common(&self, header: &mut Vec<u8>) {
        push16(header, if self.zip64 { 45 } else { 20 });
        push16(header, self.flags);
        push16(header, if self.method == Method::Deflated { 8 } else { 0 });
        // 12:00 on 21 March 2026.
        push16(header, 12 << 11);
        push16(header, (2026 - 1980) << 9 | 3 << 5 | 21);
        push32(header, self.crc32);
        push32(header, if self.zip64 { u32::MAX } else { self.packed.len() as u32 });
        push32(header, if self.zip64 { u32::MAX } else { self.claimed_size as u32 });
    }

    fn extra(&self, offset: Option<u64>) -> Vec<u8> {
        if !self.zip64 {
            return Vec::new();
        }
        let mut fields = Vec::new();
        fields.extend_from_slice(&self.claimed_size.to_le_bytes());
        fields.extend_from_slice(&(self.packed.len() as u64).to_le_bytes());
        fields.extend(offset.into_iter().flat_map(u64::to_le_bytes));
        let mut extra = Vec::new();
        push16(&mut extra, 1);
        push16(&mut extra, fields.len() as u16);
        extra.extend_from_slice(&fields);
        extra
    }
}

/// A zip in the making.
#[derive(Debug, Clone, Default)]
pub struct RawZip {
    entries: Vec<RawZipEntry>,
}

impl RawZip {
    /// Starts empty.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an entry after the others.
    pub fn with(mut self, entry: RawZipEntry) -> Self {
        self.entries.push(entry);
        self
    }

    /// Writes the entries, the directory and its end.
    pub fn finish(self) -> Vec<u8> {
        let mut zip = Vec::new();
        let mut directory = Vec::new();
        for entry in &self.entries {
            let offset = zip.len() as u64;
            if !entry.directory_only {
                zip.extend_from_slice(&entry.local_header());
                zip.extend_from_slice(&entry.packed);
            }
            directory.extend_from_slice(&entry.directory_header(entry.claimed_offset.unwrap_or(offset)));
        }
        let start = zip.len();
        zip.extend_from_slice(&directory);
        let zip64 =
            self.entries.iter().any(|entry| entry.zip64) || u64::from(u16::MAX) <= self.entries.len() as u64;
        if zip64 {
            self.push_zip64_end(&mut zip, start, directory.len());
        }
        let n_entries = if zip64 { u16::MAX } else { self.entries.len() as u16 };
        zip.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        push16(&mut zip, n_entries);
        push16(&mut zip, n_entries);
        push32(&mut zip, if zip64 { u32::MAX } else { directory.len() as u32 });
        push32(&mut zip, if zip64 { u32::MAX } else { start as u32 });
        push16(&mut zip, 0);
        zip
    }

    fn push_zip64_end(&self, zip: &mut Vec<u8>, start: usize, size: usize) {
        let end = zip.len() as u64;
        zip.extend_from_slice(b"PK\x06\x06");
        zip.extend_from_slice(&44u64.to_le_bytes());
        push16(zip, 3 << 8 | 45);
        push16(zip, 45);
        zip.extend_from_slice(&[0; 8]);
        for value in [self.entries.len() as u64, self.entries.len() as u64, size as u64, start as u64] {
            zip.extend_from_slice(&value.to_le_bytes());
        }
        zip.extend_from_slice(b"PK\x06\x07\0\0\0\0");
        zip.extend_from_slice(&end.to_le_bytes());
        push32(zip, 1);
    }
}

fn push16(bytes: &mut Vec<u8>, value: u16) {
    bytes.extend_from_slice(&value.to_le_bytes());
}

fn push32(bytes: &mut Vec<u8>, value: u32) {
    bytes.extend_from_slice(&value.to_le_bytes());
}

/// A deflate stream of `n_mib` MiB of zeros, and the CRC-32 of those zeros.
///
/// One block of a mebibyte is repeated with its back-references, so that a bomb of ten gigabytes takes
/// milliseconds to build.
pub(super) fn deflated_zeros(n_mib: u32) -> (Vec<u8>, u32) {
    use flate2::{Compress, Compression, FlushCompress};

    let zeros = vec![0u8; 1 << 20];
    let mut block = Vec::with_capacity(16 * 1024);
    let mut deflate = Compress::new(Compression::best(), false);
    // The first block fills the window with zeros; the second one is what can be repeated for ever.
    deflate.compress_vec(&zeros, &mut block, FlushCompress::Full).expect("zeros can be packed");
    let mut stream = Vec::with_capacity(block.len() * n_mib as usize + 2);
    let mut crc = crc32fast::Hasher::new();
    let mut block_crc = crc32fast::Hasher::new();
    block_crc.update(&zeros);
    for _ in 0..n_mib {
        stream.extend_from_slice(&block);
        crc.combine(&block_crc);
    }
    // An empty last block with fixed codes (RFC 1951 §3.2.6).
    stream.extend_from_slice(&[0x03, 0x00]);
    (stream, crc.finalize())
}
