//! The attachments of an export, and which of them are written anew.

use std::{
    collections::{BTreeMap, HashMap},
    io::{Read, SeekFrom},
    ops::ControlFlow,
};

use sha2::{Digest, Sha256};
use zegel_import::{AttachmentFile, Export, HEAD_BYTES, MessageRef, ReadSeek, Sink, media_type};
use zegel_model::Refusal;

use super::exporting;
use crate::{
    Plan, SiftError,
    error::{io, refuse},
    picture::{MAX_PICTURE_BYTES, black_out, strip_metadata},
    selection::AttachmentPlan,
};

pub(super) const READING: &str = "read an attachment";

/// What is known of the attachments before the first message is weighed.
pub(super) struct Files {
    /// All of them, in the order of the container.
    pub list: Vec<AttachmentFile>,
    /// Those that are written anew, by their number in the list.
    pub rewritten: BTreeMap<usize, Rewritten>,
    /// The attachment rules by the name that messages write.
    rules: HashMap<String, usize>,
}

/// A file that is written anew.
#[derive(Debug, Clone)]
pub(super) struct Rewritten {
    /// Number of the rule in the plan.
    pub rule: usize,
    pub original_sha256: String,
    pub sha256: String,
    pub size_bytes: u64,
    pub media_type: &'static str,
}

impl Files {
    /// Lists the attachments and works out the new form of those that the plan changes.
    ///
    /// A picture that lies in the export twice is changed twice, or the copy would show what was blacked out.
    pub fn prepare(export: &mut Export<'_>, plan: &Plan) -> Result<Self, SiftError> {
        let list = export.attachments().map_err(exporting)?.to_vec();
        let rules =
            plan.attachments.iter().enumerate().map(|(i, rule)| (rule.name.as_str().to_owned(), i)).collect();
        let mut files = Self { list, rewritten: BTreeMap::new(), rules };
        if plan.attachments.iter().any(AttachmentPlan::rewrites) {
            for (index, rule) in files.targets(export, plan)? {
                let rewritten = files.rewrite(export, plan, index, rule)?;
                files.rewritten.insert(index, rewritten);
            }
        }
        Ok(files)
    }

    /// Returns the number of the rule for an attachment of that name.
    pub fn rule(&self, name: &str) -> Option<usize> {
        self.rules.get(name).copied()
    }

    /// Returns what a file is by its content: the new one, where it is written anew.
    pub fn media_type(&self, export: &mut Export<'_>, index: usize) -> Result<&'static str, SiftError> {
        if let Some(rewritten) = self.rewritten.get(&index) {
            return Ok(rewritten.media_type);
        }
        let mut head = Vec::new();
        let reader = export.open_attachment(index).map_err(exporting)?;
        reader.take(HEAD_BYTES as u64).read_to_end(&mut head).map_err(io(READING))?;
        Ok(media_type(&head))
    }

    fn targets(&self, export: &mut Export<'_>, plan: &Plan) -> Result<BTreeMap<usize, usize>, SiftError> {
        let mut named = Named { files: self, found: BTreeMap::new() };
        export.read(&mut named).map_err(exporting)?;
        let mut found = named.found;
        found.retain(|_, rule| plan.attachments.get(*rule).is_some_and(AttachmentPlan::rewrites));
        let by_content: HashMap<&str, usize> = found
            .iter()
            .filter_map(|(index, rule)| Some((self.list.get(*index)?.sha256.as_deref()?, *rule)))
            .collect();
        for (index, file) in self.list.iter().enumerate() {
            if let Some(rule) = file.sha256.as_deref().and_then(|sha256| by_content.get(sha256)) {
                found.entry(index).or_insert(*rule);
            }
        }
        Ok(found)
    }

    fn rewrite(
        &self,
        export: &mut Export<'_>,
        plan: &Plan,
        index: usize,
        rule: usize,
    ) -> Result<Rewritten, SiftError> {
        let bytes = rewritten_bytes(export, plan, index, rule)?;
        let original = self.list.get(index).and_then(|file| file.sha256.clone()).unwrap_or_default();
        Ok(Rewritten {
            rule,
            original_sha256: original,
            sha256: hex::encode(Sha256::digest(&bytes)),
            size_bytes: bytes.len() as u64,
            media_type: media_type(bytes.get(..HEAD_BYTES).unwrap_or(&bytes)),
        })
    }
}

/// Returns the new form of one attachment.
pub(super) fn rewritten_bytes(
    export: &mut Export<'_>,
    plan: &Plan,
    index: usize,
    rule: usize,
) -> Result<Vec<u8>, SiftError> {
    let mut bytes = Vec::new();
    let reader = export.open_attachment(index).map_err(exporting)?;
    reader.take(MAX_PICTURE_BYTES + 1).read_to_end(&mut bytes).map_err(io(READING))?;
    let regions = plan.attachments.get(rule).map(|rule| rule.regions.as_slice()).unwrap_or_default();
    let rewritten = if regions.is_empty() { strip_metadata(&bytes) } else { black_out(&bytes, regions) };
    rewritten.map_err(|refusal| {
        Refusal::new(
            refusal.code,
            format!("attachment rule {}: {}", rule + 1, refusal.message),
            refusal.remedy,
        )
        .into()
    })
}

/// Finds the files behind the names of the attachment rules.
struct Named<'f> {
    files: &'f Files,
    found: BTreeMap<usize, usize>,
}

impl Sink for Named<'_> {
    fn message(&mut self, message: &MessageRef<'_>) -> ControlFlow<()> {
        for attachment in message.attachments {
            if let (Some(name), Some(index)) = (attachment.name, attachment.index)
                && let Some(rule) = self.files.rule(name)
            {
                self.found.insert(index, rule);
            }
        }
        ControlFlow::Continue(())
    }
}

/// The export as it lies on the owner's device.
pub(super) struct SourceFile {
    pub sha256: String,
    pub size_bytes: u64,
    pub is_zip: bool,
}

impl SourceFile {
    /// Reads the whole file and hashes it.
    pub fn read(bytes: &mut dyn ReadSeek) -> Result<Self, SiftError> {
        const DOING: &str = "read the export";
        bytes.seek(SeekFrom::Start(0)).map_err(io(DOING))?;
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        let mut file = Self { sha256: String::new(), size_bytes: 0, is_zip: false };
        loop {
            match bytes.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => {
                    let read = buffer.get(..n).unwrap_or_default();
                    file.is_zip |= file.size_bytes == 0 && read.starts_with(b"PK");
                    hash.update(read);
                    file.size_bytes += n as u64;
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(io(DOING)(error)),
            }
        }
        file.sha256 = hex::encode(hash.finalize());
        Ok(file)
    }
}

/// Refuses an export that is no longer what it was at the first reading.
pub(super) fn changed<T>() -> Result<T, SiftError> {
    Ok(refuse(
        "export-changed",
        "the export changed while it was being read",
        "close other programs that use it, and start again",
    )?)
}
