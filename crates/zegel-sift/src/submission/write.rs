//! The second reading: writes the package and seals it on the way.

use std::{
    hash::{DefaultHasher, Hasher},
    io::{Read, Write},
    ops::ControlFlow,
};

use sha2::{Digest, Sha256};
use zegel_import::{Export, MessageRef, Sink};
use zegel_model::{SubmissionManifest, SubmittedFile};
use zegel_seal::{Recipient, SealWriter, seal_stream};

use super::{
    Progress, ProgressStep, Watch,
    chooser::{Chooser, Stop},
    exporting,
    files::{Files, READING, changed, rewritten_bytes},
    weigh::Weighed,
};
use crate::{Plan, Secret, SiftError, error::io, tar::TarWriter};

pub(super) const DOING: &str = "write the package";

/// The names of the entries of a package, in their order; the attachments follow.
pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const PROOF: &str = "proof.bin";
pub(crate) const MESSAGES: &str = "messages.jsonl";

type Sealed<'o> = TarWriter<SealWriter<&'o mut dyn Write>>;

/// Begins a package: everything that stands before the messages.
pub(super) fn begin<'o>(
    manifest: &SubmissionManifest,
    proof: &[zegel_ledger::Hash],
    recipient: &Recipient,
    out: &'o mut dyn Write,
) -> Result<Sealed<'o>, SiftError> {
    let mut tar = TarWriter::new(seal_stream(std::slice::from_ref(recipient), out)?);
    let json = serde_json::to_vec(manifest).expect("a manifest has only names as keys");
    tar.begin(MANIFEST, json.len() as u64).map_err(io(DOING))?;
    tar.write_all(&json).map_err(io(DOING))?;
    tar.begin(PROOF, 32 * proof.len() as u64).map_err(io(DOING))?;
    for hash in proof {
        tar.write_all(hash.as_bytes()).map_err(io(DOING))?;
    }
    Ok(tar)
}

/// Ends a package.
pub(super) fn end(tar: Sealed<'_>) -> Result<(), SiftError> {
    tar.finish().map_err(io(DOING))?.finish()?.flush().map_err(io(DOING))
}

/// What a package is written from.
pub(super) struct Package<'a> {
    pub manifest: &'a SubmissionManifest,
    pub weighed: &'a Weighed,
    pub plan: &'a Plan,
    pub files: &'a Files,
    pub secret: &'a Secret,
}

impl Package<'_> {
    /// Reads the export again and writes the whole package.
    pub fn write(
        &self,
        export: &mut Export<'_>,
        recipient: &Recipient,
        out: &mut dyn Write,
        watch: &mut Watch<'_>,
    ) -> Result<(), SiftError> {
        let mut tar = begin(self.manifest, &self.weighed.proof, recipient, out)?;
        tar.begin(MESSAGES, self.weighed.messages_bytes).map_err(io(DOING))?;
        self.write_messages(export, &mut tar, watch)?;
        let total_bytes = self.manifest.files.iter().map(|file| file.size_bytes).sum();
        let mut done_bytes = 0;
        for (file, kept) in self.manifest.files.iter().zip(&self.weighed.files) {
            if watch(Progress { step: ProgressStep::Attachments, done_bytes, total_bytes }).is_break() {
                return Err(SiftError::Cancelled);
            }
            tar.begin(&file.path, file.size_bytes).map_err(io(DOING))?;
            self.write_file(export, kept.index, file, &mut tar)?;
            done_bytes += file.size_bytes;
        }
        end(tar)
    }

    fn write_messages(
        &self,
        export: &mut Export<'_>,
        tar: &mut Sealed<'_>,
        watch: &mut Watch<'_>,
    ) -> Result<(), SiftError> {
        let mut writer = LineWriter {
            plan: self.plan,
            chooser: Chooser::new(self.plan, self.files, self.secret),
            tar,
            left: self.weighed.messages_bytes,
            lines: DefaultHasher::new(),
            canonical: Vec::new(),
            line: Vec::new(),
            stop: Stop::default(),
            watch,
        };
        let report = export.read(&mut writer);
        let (stop, sum, left) = (std::mem::take(&mut writer.stop), writer.lines.finish(), writer.left);
        let report = stop.reason(report)?;
        if report.n_messages != self.weighed.head.size || left != 0 || sum != self.weighed.lines_sum {
            return changed();
        }
        Ok(())
    }

    fn write_file(
        &self,
        export: &mut Export<'_>,
        index: usize,
        file: &SubmittedFile,
        tar: &mut Sealed<'_>,
    ) -> Result<(), SiftError> {
        if let Some(rewritten) = self.files.rewritten.get(&index) {
            let bytes = rewritten_bytes(export, self.plan, index, rewritten.rule)?;
            if hex::encode(Sha256::digest(&bytes)) != file.sha256 {
                return changed();
            }
            return tar.write_all(&bytes).map_err(io(DOING));
        }
        let mut reader = export.open_attachment(index).map_err(exporting)?;
        copy(&mut reader, file, tar)
    }
}

fn copy(reader: &mut dyn Read, file: &SubmittedFile, tar: &mut Sealed<'_>) -> Result<(), SiftError> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut left = file.size_bytes;
    loop {
        let n = match reader.read(&mut buffer) {
            Ok(n) => n,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(io(READING)(error)),
        };
        let read = buffer.get(..n).unwrap_or_default();
        if n == 0 || left < n as u64 {
            break;
        }
        hash.update(read);
        tar.write_all(read).map_err(io(DOING))?;
        left -= n as u64;
    }
    if left != 0 || hex::encode(hash.finalize()) != file.sha256 {
        return changed();
    }
    Ok(())
}

/// Receives the messages of the second reading.
struct LineWriter<'p, 't, 'o, 'w> {
    plan: &'p Plan,
    chooser: Chooser<'p>,
    tar: &'t mut Sealed<'o>,
    left: u64,
    lines: DefaultHasher,
    canonical: Vec<u8>,
    line: Vec<u8>,
    stop: Stop,
    watch: &'w mut Watch<'w>,
}

impl LineWriter<'_, '_, '_, '_> {
    fn take(&mut self, message: &MessageRef<'_>) -> Result<(), SiftError> {
        if !self.plan.keeps(message) {
            return Ok(());
        }
        self.canonical.clear();
        message.write_canonical(&mut self.canonical);
        self.chooser.write_line(message, &self.canonical, &mut self.line)?;
        self.lines.write(&self.line);
        let Some(left) = self.left.checked_sub(self.line.len() as u64) else { return changed() };
        self.left = left;
        self.tar.write_all(&self.line).map_err(io(DOING))
    }
}

impl Sink for LineWriter<'_, '_, '_, '_> {
    fn message(&mut self, message: &MessageRef<'_>) -> ControlFlow<()> {
        let taken = self.take(message);
        self.stop.on(taken)
    }

    fn progress(&mut self, done_bytes: u64, total_bytes: u64) -> ControlFlow<()> {
        (self.watch)(Progress { step: ProgressStep::Writing, done_bytes, total_bytes })
    }
}
