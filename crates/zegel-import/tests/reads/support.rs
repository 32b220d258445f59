//! How the tests read, and how they make zips.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use zegel_import::{MessageRef, Options, ReadError, Report, Sink, Source, read};
use zegel_model::{LossCode, Message, Route};

/// Keeps everything, and puts the source together again.
#[derive(Default)]
pub struct Keep {
    pub messages: Vec<Message>,
    pub lines: Vec<(u64, String)>,
    pub text: String,
}

impl Sink for Keep {
    fn message(&mut self, message: &MessageRef<'_>) -> ControlFlow<()> {
        self.messages.push(message.to_message());
        let mut canonical = Vec::new();
        message.write_canonical(&mut canonical);
        assert_eq!(canonical, serde_json::to_vec(&message.to_message()).unwrap(), "two forms of one message");
        for part in [message.header, message.body, message.line_end] {
            self.text.push_str(part);
        }
        ControlFlow::Continue(())
    }

    fn not_understood(&mut self, line: u64, text: &str) -> ControlFlow<()> {
        self.lines.push((line, text.to_owned()));
        self.text.push_str(text);
        ControlFlow::Continue(())
    }
}

pub struct Outcome {
    pub keep: Keep,
    pub report: Report,
}

impl Outcome {
    pub fn n(&self, code: LossCode) -> u64 {
        self.report.losses.iter().find(|loss| loss.code == code).map_or(0, |loss| loss.count)
    }

    pub fn message(&self, place: usize) -> &Message {
        &self.keep.messages[place]
    }

    pub fn texts(&self) -> Vec<&str> {
        self.keep.messages.iter().map(|message| message.text.as_str()).collect()
    }
}

pub fn options() -> Options {
    Options::new(jiff::civil::date(2026, 11, 21))
}

pub fn forced() -> Options {
    Options { route: Some(Route::WhatsappText), ..options() }
}

pub fn try_read(bytes: &[u8], options: &Options) -> Result<Outcome, ReadError> {
    try_read_named(bytes, "_chat.txt", options)
}

pub fn try_read_named(bytes: &[u8], name: &str, options: &Options) -> Result<Outcome, ReadError> {
    let mut keep = Keep::default();
    let report = read(Source::memory(bytes).named(name), options, &mut keep)?;
    assert!(report.accounting.balances(), "{:?}", report.accounting);
    assert_eq!(report.accounting.text_bytes, keep.text.len() as u64, "the parts are not the whole");
    assert_eq!(report.n_messages, keep.messages.len() as u64);
    assert_eq!(report.n_not_understood, keep.lines.len() as u64);
    Ok(Outcome { keep, report })
}

/// Reads text that must be readable, and checks that its parts are the whole.
pub fn chat(text: &str) -> Outcome {
    let outcome = try_read(text.as_bytes(), &forced()).unwrap();
    assert_eq!(outcome.keep.text, text, "the parts put together are not the text");
    outcome
}

/// Returns the folder with other people's files, where it is there.
pub fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("ZEGEL_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// A member of a zip that a test makes, honest unless told otherwise.
#[derive(Clone)]
pub struct Member {
    pub name: Vec<u8>,
    pub data: Vec<u8>,
    pub deflate: bool,
    pub flags: u16,
    pub method: Option<u16>,
    pub made_by: u16,
    pub mode: u32,
    /// What the headers say instead of the truth.
    pub says_size: Option<u32>,
    pub says_crc: Option<u32>,
    /// Points at the bytes of another member.
    pub at: Option<u32>,
    pub local_name: Option<Vec<u8>>,
    /// Sizes stand behind the bytes, as a stream writes them.
    pub descriptor: bool,
    pub zip64: bool,
}

pub fn member(name: &str, data: impl AsRef<[u8]>) -> Member {
    Member {
        name: name.as_bytes().to_vec(),
        data: data.as_ref().to_vec(),
        deflate: true,
        flags: 0,
        method: None,
        made_by: 20,
        mode: 0,
        says_size: None,
        says_crc: None,
        at: None,
        local_name: None,
        descriptor: false,
        zip64: false,
    }
}

pub fn zip(members: &[Member]) -> Vec<u8> {
    let (mut out, directory) = zip_without_end(members);
    let at = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    let n = u16::try_from(members.len()).unwrap_or(u16::MAX);
    for number in [n, n] {
        out.extend(number.to_le_bytes());
    }
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// Returns the members, and the directory apart.
pub fn zip_without_end(members: &[Member]) -> (Vec<u8>, Vec<u8>) {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        let packed = if member.deflate { deflate(&member.data) } else { member.data.clone() };
        let mut crc = flate2::Crc::new();
        crc.update(&member.data);
        let crc = member.says_crc.unwrap_or(crc.sum());
        let size = member.says_size.unwrap_or(member.data.len() as u32);
        let method = member.method.unwrap_or(if member.deflate { 8 } else { 0 });
        let flags = member.flags | if member.descriptor { 8 } else { 0 };
        let offset = out.len() as u32;
        let local_name = member.local_name.as_ref().unwrap_or(&member.name);
        out.extend(b"PK\x03\x04\x14\0");
        for field in [flags, method, 0, 0] {
            out.extend(field.to_le_bytes());
        }
        let known = if member.descriptor { [0, 0, 0] } else { [crc, packed.len() as u32, size] };
        for field in known {
            out.extend(field.to_le_bytes());
        }
        out.extend((local_name.len() as u16).to_le_bytes());
        out.extend([0, 0]);
        out.extend(local_name);
        out.extend(&packed);
        if member.descriptor {
            out.extend(b"PK\x07\x08");
            for field in [crc, packed.len() as u32, size] {
                out.extend(field.to_le_bytes());
            }
        }
        directory.extend(b"PK\x01\x02");
        for field in [member.made_by, 20, flags, method, 0, 0] {
            directory.extend(field.to_le_bytes());
        }
        directory.extend(crc.to_le_bytes());
        let extra = zip64_extra(member, size, packed.len() as u32);
        let sizes = if member.zip64 { [u32::MAX, u32::MAX] } else { [packed.len() as u32, size] };
        for field in sizes {
            directory.extend(field.to_le_bytes());
        }
        directory.extend((member.name.len() as u16).to_le_bytes());
        directory.extend((extra.len() as u16).to_le_bytes());
        directory.extend([0; 6]);
        directory.extend((member.mode << 16).to_le_bytes());
        directory.extend(member.at.unwrap_or(offset).to_le_bytes());
        directory.extend(&member.name);
        directory.extend(&extra);
    }
    (out, directory)
}

fn zip64_extra(member: &Member, size: u32, packed: u32) -> Vec<u8> {
    if !member.zip64 {
        return Vec::new();
    }
    let mut extra = vec![1, 0, 16, 0];
    extra.extend(u64::from(size).to_le_bytes());
    extra.extend(u64::from(packed).to_le_bytes());
    extra
}

pub fn deflate(data: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}
