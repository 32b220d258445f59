//! An export as a whole: the chat text and the files beside it.

use std::io::{self, Read};

use sha2::{Digest, Sha256};
use zegel_model::{Content, LossCode};

use crate::media_type::{HEAD_BYTES, MediaType, sniff};
use crate::report::LossCounts;
use crate::seen::describe;
use crate::text::Origin;
use crate::whatsapp::{FileIndex, Given, base_name, emit, looks_like_chat, survey};
use crate::zip::{Directory, Entry, EntryState, Purpose, fold, is_deceptive, is_unsafe};
use crate::{LimitKind, Options, ReadError, Report, Sink, Source};

/// An export that is open for reading.
pub struct Export<'a> {
    source: Source<'a>,
    options: Options,
    origin: Origin,
    names: Vec<String>,
    members: Vec<Entry>,
    files: Option<Vec<AttachmentFile>>,
    losses: LossCounts,
    damaged: Option<String>,
}

/// A file of the export beside the chat text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentFile {
    /// The name as the container writes it; text only, never a path.
    pub name: Content,
    /// A generated name that is safe as a path: `attachments/000001`.
    pub storage_name: String,
    /// Size of the bytes.
    pub size_bytes: u64,
    /// SHA-256 in lower-case hexadecimal, where it was computed.
    pub sha256: Option<String>,
    /// The media type, decided by content.
    pub media_type: &'static str,
    /// True when the bytes are all there and their checksum is right (checked only where they were hashed).
    pub intact: bool,
}

/// The bytes of one attachment; limits and checksum are enforced while reading.
///
/// An error of reading holds a [`ReadError`] as its source.
pub struct AttachmentReader<'e, 'a> {
    source: &'e mut Source<'a>,
    state: EntryState,
}

impl Read for AttachmentReader<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.state.read(self.source, buffer).map_err(io::Error::other)
    }
}

impl<'a> Export<'a> {
    /// Opens an export: looks at the container by its content and finds the chat text in it.
    ///
    /// # Errors
    /// When it is no chat, or the container cheats.
    pub fn open(mut source: Source<'a>, options: &Options) -> Result<Self, ReadError> {
        check_zone(options.zone.as_deref())?;
        let len = source.len().map_err(ReadError::io("read the length of the file"))?;
        let mut head = vec![0; 4096];
        let n = source.read_at(0, &mut head).map_err(ReadError::io("read the file"))?;
        head.truncate(n);
        if is_zip(&mut source, &head, len)? {
            return Self::open_zip(source, options);
        }
        let names = source.file_name().map(str::to_owned).into_iter().collect();
        let mut export = Self {
            source,
            options: options.clone(),
            origin: Origin::Plain { len },
            names,
            members: Vec::new(),
            files: Some(Vec::new()),
            losses: LossCounts::default(),
            damaged: None,
        };
        let binary = describe(&head).is_some();
        if binary || !export.is_chat()? {
            let seen = describe(&head).unwrap_or("text without two headers of a chat in its first lines");
            return Err(ReadError::NotAChat { seen: seen.to_owned() });
        }
        Ok(export)
    }

    fn open_zip(mut source: Source<'a>, options: &Options) -> Result<Self, ReadError> {
        let directory = Directory::read(&mut source, &options.limits)?;
        let zip_name = source.file_name().map(str::to_owned);
        let mut losses = LossCounts::default();
        losses.add(LossCode::Damaged, u64::from(directory.damaged.is_some()));
        losses.add(LossCode::Damaged, u64::from(0 < directory.n_foreign_bytes));
        let members: Vec<Entry> = directory.entries.into_iter().filter(is_content).collect();
        let mut export = Self {
            source,
            options: options.clone(),
            origin: Origin::Plain { len: 0 },
            names: Vec::new(),
            members,
            files: None,
            losses,
            damaged: directory.damaged,
        };
        let chats = export.find_chats()?;
        let Some(chosen) = chats.first().copied() else {
            return Err(ReadError::NotAChat { seen: export.describe_zip().to_owned() });
        };
        export.losses.add(LossCode::OtherChats, chats.len() as u64 - 1);
        let text = export.members.remove(chosen);
        // `_chat.txt` says nothing; the name of the zip then does.
        export.names = std::iter::once(text.name.clone()).chain(zip_name).collect();
        export.origin = Origin::Member(text);
        Ok(export)
    }

    /// Returns the members that are chats, the most likely one first.
    fn find_chats(&mut self) -> Result<Vec<usize>, ReadError> {
        let texts: Vec<usize> =
            (0..self.members.len()).filter(|place| has_ending(&self.members[*place].name, "txt")).collect();
        let mut chats = Vec::new();
        let mut refusal = None;
        for place in texts {
            self.origin = Origin::Member(self.members[place].clone());
            match self.is_chat() {
                Ok(true) => chats.push(place),
                Ok(false) => {}
                // One text that cannot be unpacked does not hide another that can.
                Err(
                    error @ (ReadError::Damaged { .. } | ReadError::Limit { .. } | ReadError::Method { .. }),
                ) => {
                    refusal.get_or_insert(error);
                }
                Err(error) => return Err(error),
            }
        }
        if let (true, Some(refusal)) = (chats.is_empty(), refusal) {
            return Err(refusal);
        }
        // `_chat.txt` is the app's own name on iOS; on Android the name begins with the app's.
        chats.sort_by_key(|place| {
            let name = base_name(&self.members[*place].name).to_lowercase();
            (name != "_chat.txt", !name.contains("whatsapp"), *place)
        });
        Ok(chats)
    }

    fn is_chat(&mut self) -> Result<bool, ReadError> {
        let given = Given {
            origin: &self.origin,
            names: &self.names,
            files: &FileIndex::default(),
            options: &self.options,
        };
        looks_like_chat(&mut self.source, &given)
    }

    fn describe_zip(&self) -> &'static str {
        let nested = self.members.iter().any(|member| has_ending(&member.name, "zip"));
        match (nested, self.members.is_empty()) {
            (true, _) => "a zip inside a zip; unpack the outer one",
            (_, true) => "a zip without files",
            _ => "a zip without the text of a chat",
        }
    }

    /// Reads the conversation into `sink`.
    ///
    /// Damage inside the text ends it early: what came before it is handed over, and the report says so.
    ///
    /// # Errors
    /// See [`ReadError`]; a limit inside the text is an error with the report on what came before it.
    pub fn read(&mut self, sink: &mut dyn Sink) -> Result<Report, ReadError> {
        self.load_files()?;
        let files = self.files.as_deref().unwrap_or_default();
        let index = FileIndex::new(files.iter().map(|file| file.name.as_str()));
        let given = Given { origin: &self.origin, names: &self.names, files: &index, options: &self.options };
        let Some(survey) = survey(&mut self.source, &given, sink)? else {
            return Err(ReadError::NotAChat { seen: "text without a single header of a chat".to_owned() });
        };
        let emission = crate::whatsapp::Emission {
            origin: &self.origin,
            files,
            index: &index,
            options: &self.options,
            losses: self.losses.clone(),
        };
        let report = emit(&mut self.source, survey, emission, sink)?;
        let damaged = report.damaged.clone().or_else(|| self.damaged.clone());
        Ok(Report { damaged, ..report })
    }

    /// Lists the files beside the chat text, in the order of the container; hashes them when asked.
    ///
    /// # Errors
    /// A limit, or input and output. A damaged file is listed as not intact.
    pub fn attachments(&mut self) -> Result<&[AttachmentFile], ReadError> {
        self.load_files()?;
        Ok(self.files.as_deref().unwrap_or_default())
    }

    /// Opens the attachment with this number (from 0) in the list.
    ///
    /// # Errors
    /// No such attachment, a limit, or input and output.
    pub fn open_attachment(&mut self, index: usize) -> Result<AttachmentReader<'_, 'a>, ReadError> {
        let Some(member) = self.members.get(index) else {
            return Err(ReadError::NoSuchAttachment { index, count: self.members.len() });
        };
        let state = EntryState::open(&mut self.source, member, Purpose::Attachment, &self.options.limits)?;
        Ok(AttachmentReader { source: &mut self.source, state })
    }

    fn load_files(&mut self) -> Result<(), ReadError> {
        if self.files.is_some() {
            return Ok(());
        }
        self.note_names();
        let mut files = Vec::with_capacity(self.members.len());
        let mut total = self.origin.len();
        for (number, member) in self.members.iter().enumerate() {
            let read = read_member(&mut self.source, member, &self.options)?;
            total = total.saturating_add(read.size_bytes);
            if self.options.limits.max_total_bytes < total {
                let limit = self.options.limits.max_total_bytes;
                return Err(ReadError::Limit { which: LimitKind::TotalBytes, limit, report: None });
            }
            if let Some(damage) = &read.damaged {
                self.damaged.get_or_insert_with(|| damage.clone());
                self.losses.add(LossCode::Damaged, 1);
            }
            let mismatch = read.damaged.is_none() && !read.media_type.fits(&member.name);
            self.losses.add(LossCode::AttachmentTypeMismatch, u64::from(mismatch));
            files.push(AttachmentFile {
                name: Content::from(member.name.as_str()),
                storage_name: format!("attachments/{:06}", number + 1),
                size_bytes: read.size_bytes,
                sha256: read.sha256,
                media_type: read.media_type.name,
                intact: read.damaged.is_none(),
            });
        }
        self.files = Some(files);
        Ok(())
    }

    /// Counts names that are unsafe, deceptive or not alone.
    fn note_names(&mut self) {
        let mut folded: Vec<String> =
            self.members.iter().map(|member| fold(base_name(&member.name))).collect();
        folded.sort_unstable();
        let doubles = folded.windows(2).filter(|pair| pair[0] == pair[1]).count();
        self.losses.add(LossCode::DuplicateName, doubles as u64);
        for member in &self.members {
            self.losses.add(LossCode::UnsafeName, u64::from(is_unsafe(&member.name)));
            self.losses.add(LossCode::DeceptiveCharacters, u64::from(is_deceptive(&member.name)));
        }
    }
}

struct MemberRead {
    size_bytes: u64,
    sha256: Option<String>,
    media_type: MediaType,
    damaged: Option<String>,
}

/// Reads a member for its hash, or only its first bytes for its type.
fn read_member(source: &mut Source<'_>, member: &Entry, options: &Options) -> Result<MemberRead, ReadError> {
    let mut read = MemberRead {
        size_bytes: if member.cut_off { 0 } else { member.size_bytes },
        sha256: None,
        media_type: MediaType::UNKNOWN,
        damaged: None,
    };
    match hash_member(source, member, options, &mut read) {
        Ok(()) => Ok(read),
        Err(ReadError::Damaged { what, .. }) => Ok(MemberRead { damaged: Some(what), sha256: None, ..read }),
        Err(error) => Err(error),
    }
}

fn hash_member(
    source: &mut Source<'_>,
    member: &Entry,
    options: &Options,
    read: &mut MemberRead,
) -> Result<(), ReadError> {
    let mut state = EntryState::open(source, member, Purpose::Attachment, &options.limits)?;
    let mut buffer = vec![0; 64 * 1024];
    let mut head = Vec::new();
    let mut hash = Sha256::new();
    let mut size_bytes = 0;
    loop {
        let n = state.read(source, &mut buffer)?;
        if n == 0 {
            break;
        }
        if head.len() < HEAD_BYTES {
            head.extend_from_slice(&buffer[..n.min(HEAD_BYTES - head.len())]);
            read.media_type = sniff(&head);
        }
        if !options.hash_attachments && HEAD_BYTES <= head.len() {
            return Ok(());
        }
        hash.update(&buffer[..n]);
        size_bytes += n as u64;
    }
    read.size_bytes = size_bytes;
    read.sha256 = options.hash_attachments.then(|| hex::encode(hash.finalize()));
    Ok(())
}

/// Reads one export from its beginning to its end into `sink`.
///
/// # Errors
/// See [`ReadError`]; what was read before the error has been handed over.
pub fn read(source: Source<'_>, options: &Options, sink: &mut dyn Sink) -> Result<Report, ReadError> {
    Export::open(source, options)?.read(sink)
}

/// A zip begins with a member, or with its end record when it has none; bytes in front of it are allowed when the
/// end record is there, but then the front must not be text of its own.
fn is_zip(source: &mut Source<'_>, head: &[u8], len: u64) -> Result<bool, ReadError> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") || head.starts_with(b"PK\x07\x08") {
        return Ok(true);
    }
    let mut tail = vec![0; 22];
    let n = source.read_at(len.saturating_sub(22), &mut tail).map_err(ReadError::io("read the file"))?;
    Ok(n == 22 && tail.starts_with(b"PK\x05\x06"))
}

/// Leaves folders out, and what a Mac adds to every zip (resource forks).
fn is_content(entry: &Entry) -> bool {
    let name = entry.name.as_str();
    let folder = name.ends_with('/') && entry.size_bytes == 0;
    !folder && !name.starts_with("__MACOSX/") && !base_name(name).starts_with("._")
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending))
}

/// An IANA name has a fixed form; whether the zone exists is for those to say who have the list.
fn check_zone(zone: Option<&str>) -> Result<(), ReadError> {
    const MAX_NAME: usize = 64;
    let Some(zone) = zone else { return Ok(()) };
    let plain =
        zone.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-' | b'/'));
    let letter = zone.starts_with(|c: char| c.is_ascii_uppercase());
    if plain && letter && zone.len() <= MAX_NAME { Ok(()) } else { Err(ReadError::Zone) }
}
