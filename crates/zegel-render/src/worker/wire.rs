//! Frames on the pipes: one byte that says what it is, eight that say how long, and the bytes.

use std::io::{Error, ErrorKind, Read, Write};

/// What a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Setting,
    Transcript,
    Document,
    Letters,
    Embedding,
    SourceHead,
    Source,
    PictureId,
    Picture,
    End,
    Confinement,
    Pdf,
    Hash,
    Refusal,
}

const TAGS: [(Tag, u8); 14] = [
    (Tag::Setting, b'S'),
    (Tag::Transcript, b'T'),
    (Tag::Document, b'O'),
    (Tag::Letters, b'L'),
    (Tag::Embedding, b'M'),
    (Tag::SourceHead, b'N'),
    (Tag::Source, b'B'),
    (Tag::PictureId, b'I'),
    (Tag::Picture, b'P'),
    (Tag::End, b'E'),
    (Tag::Confinement, b'C'),
    (Tag::Pdf, b'D'),
    (Tag::Hash, b'H'),
    (Tag::Refusal, b'X'),
];

pub(super) fn write_frame(to: &mut impl Write, tag: Tag, bytes: &[u8]) -> std::io::Result<()> {
    let code = TAGS.iter().find(|(known, _)| *known == tag).map_or(b'?', |(_, code)| *code);
    to.write_all(&[code])?;
    to.write_all(&(bytes.len() as u64).to_be_bytes())?;
    to.write_all(bytes)
}

/// Reads a frame; `None` where the pipe ends between two frames.
pub(super) fn read_frame(from: &mut impl Read, max: u64) -> std::io::Result<Option<(Tag, Vec<u8>)>> {
    let mut code = [0];
    if from.read(&mut code)? == 0 {
        return Ok(None);
    }
    let known = TAGS.iter().find(|(_, known)| *known == code[0]);
    let (tag, _) = known.ok_or_else(|| Error::new(ErrorKind::InvalidData, "unknown frame"))?;
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_be_bytes(length);
    if length > max {
        return Err(Error::new(ErrorKind::InvalidData, "a frame is longer than its limit"));
    }
    // Grows with what arrives: a length alone reserves nothing.
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != length {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(Some((*tag, bytes)))
}
