//! Files that mean harm, for the tests of everything that reads.
//!
//! Each builder names the attack that it carries out. They build small files quickly: a bomb is written, never
//! inflated. What a reader should do with them is the reader's test, not ours.

mod archive;
mod picture;
mod text;
mod zips;

pub use archive::{Method, RawZip, RawZipEntry};
pub use picture::{jpeg_with_position, png_bomb, png_with_text, truncated_jpeg};
pub use text::{
    ByteOrder, impossible_dates, in_utf16, in_windows_1252, invalid_utf8, long_line, not_a_chat, nul_bytes,
    quoted_headers, turned_names,
};
pub use zips::{
    Traversal, duplicate_names, encrypted, four_gigabytes_claimed, lying_bomb, many_entries, nested,
    overlapping, quoted_overlap, symlink, traversal, truncated, zip_bomb, zip64,
};
