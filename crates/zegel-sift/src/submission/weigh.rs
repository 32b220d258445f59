//! The first reading: chooses, hashes and counts everything that the head of a package must say.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    hash::Hasher,
    ops::ControlFlow,
};

use foldhash::fast::RandomState;
use sha2::{Digest, Sha256};
use zegel_import::{Export, MessageRef, Report, Sink, media_type};
use zegel_ledger::{Hash, SubsetProver, TreeHead};
use zegel_model::{Content, Conversation, Kind, NoticeFound, Participant, Refusal, SubmittedFile};

use super::{
    Progress, ProgressStep, Watch,
    chooser::{Chooser, Stop, kept_name},
    files::Files,
};
use crate::{
    Plan, Positions, Secret, SiftError,
    commitment::Tracer,
    error::refuse,
    open::{MAX_FILES, MAX_LINE_BYTES, MAX_PROOF_BYTES},
    receipt::ReceiptRedaction,
    tar::MAX_ENTRY_BYTES,
};

/// What the first reading found.
pub(super) struct Weighed {
    /// Size and root of the whole.
    pub head: TreeHead,
    pub proof: Vec<Hash>,
    pub kept: Positions,
    pub messages_bytes: u64,
    /// A quick sum over the lines; the second reading must give the same.
    pub lines_sum: u64,
    pub participants: Participants,
    pub redactions: Vec<ReceiptRedaction>,
    pub trace: Vec<u8>,
    pub text_sha256: String,
    pub text_bytes: u64,
    pub n_senders_still_showing: u64,
    /// The messages beside which a suggestion stood; and of these the kept ones.
    pub suggested: Positions,
    pub suggested_kept: Positions,
    /// The first kept message that is the notice to chat partners and from which nothing was taken.
    pub notice: Option<NoticeFound>,
    /// The files of kept messages, in order of appearance.
    pub files: Vec<KeptFile>,
    used: BTreeSet<usize>,
    n_hits: Vec<u64>,
    rules_used: BTreeSet<usize>,
}

/// A file of a kept message.
pub(super) struct KeptFile {
    /// Its number in the export.
    pub index: usize,
    /// The name that the kept messages show.
    name: Content,
    /// The rule for it, by the name that messages write.
    rule: Option<usize>,
    /// What it is by its content.
    media_type: &'static str,
}

impl Weighed {
    fn empty() -> Self {
        Self {
            head: TreeHead { size: 0, root: zegel_ledger::empty_root() },
            proof: Vec::new(),
            kept: Positions::default(),
            messages_bytes: 0,
            lines_sum: 0,
            participants: Participants::default(),
            redactions: Vec::new(),
            trace: Vec::new(),
            text_sha256: String::new(),
            text_bytes: 0,
            n_senders_still_showing: 0,
            suggested: Positions::default(),
            suggested_kept: Positions::default(),
            notice: None,
            files: Vec::new(),
            used: BTreeSet::new(),
            n_hits: Vec::new(),
            rules_used: BTreeSet::new(),
        }
    }

    /// Returns true when a kept message names this file.
    pub fn is_used(&self, index: usize) -> bool {
        self.used.contains(&index)
    }

    /// Checks what can only be known after the last message.
    pub fn check(&self, plan: &Plan) -> Result<(), Refusal> {
        plan.check_counts(self.head.size, self.kept.count())?;
        if let Some(rule) = self.n_hits.iter().position(|&n| n == 0) {
            return refuse(
                "redaction-matches-nothing",
                format!("text redaction {} finds nothing in the messages that are kept", rule + 1),
                "check the spelling and the positions, or take the rule out",
            );
        }
        if let Some(rule) = (0..plan.attachments.len()).find(|rule| !self.rules_used.contains(rule)) {
            return refuse(
                "no-such-attachment",
                format!("attachment rule {} names a file that no kept message has", rule + 1),
                "write the name exactly as 'zegel inspect' shows it",
            );
        }
        let limits = [
            ("attachments", self.files.len() as u64, MAX_FILES),
            ("bytes of messages", self.messages_bytes, MAX_ENTRY_BYTES),
            ("bytes of proof", 32 * self.proof.len() as u64, MAX_PROOF_BYTES),
        ];
        for (what, n, limit) in limits {
            if limit < n {
                return refuse(
                    "package-limit",
                    format!("{n} {what}, more than {limit}"),
                    "hand in the chat in parts",
                );
            }
        }
        Ok(())
    }

    /// Describes the files of the package.
    pub fn submitted_files(&self, plan: &Plan, files: &Files) -> Vec<SubmittedFile> {
        (1..).zip(&self.files).filter_map(|(n, file)| submitted_file(n, file, plan, files)).collect()
    }
}

fn submitted_file(n: u64, file: &KeptFile, plan: &Plan, files: &Files) -> Option<SubmittedFile> {
    let original = files.list.get(file.index)?;
    let rewritten = files.rewritten.get(&file.index);
    // The rule of the file's own name carries its words; the rule of an equal file only its regions.
    let by_name = file.rule.and_then(|i| plan.attachments.get(i));
    let by_content = rewritten.and_then(|rewritten| plan.attachments.get(rewritten.rule));
    let renamed = by_name.filter(|rule| rule.hidden_name.is_some());
    Some(SubmittedFile {
        path: file_path(n),
        name: file.name.clone(),
        media_type: file.media_type.into(),
        size_bytes: rewritten.map_or(original.size_bytes, |new| new.size_bytes),
        sha256: rewritten.map(|new| new.sha256.clone()).or_else(|| original.sha256.clone())?,
        n_redacted_regions: by_content.map_or(0, |rule| rule.regions.len() as u64),
        redaction_ground: by_content.or(renamed).and_then(|rule| rule.ground.clone()),
        alt: by_name.and_then(|rule| rule.alt.clone()),
    })
}

/// Returns the name of the `n`th file in a package.
pub(crate) fn file_path(n: u64) -> String {
    format!("attachments/{n:06}")
}

/// The senders of the kept messages, in order of appearance.
#[derive(Default)]
pub(crate) struct Participants {
    order: Vec<(Content, u64)>,
    places: HashMap<String, usize, RandomState>,
}

impl Participants {
    /// Counts the sender of a kept message; system lines are not counted.
    pub fn count(&mut self, sender: Option<&str>, kind: Kind) {
        let Some(sender) = sender.filter(|_| kind != Kind::System) else { return };
        if let Some((_, n)) = self.places.get(sender).and_then(|&place| self.order.get_mut(place)) {
            *n += 1;
            return;
        }
        self.places.insert(sender.to_owned(), self.order.len());
        self.order.push((sender.into(), 1));
    }

    /// Returns names and numbers of messages.
    pub fn counted(&self) -> impl Iterator<Item = (&Content, u64)> {
        self.order.iter().map(|(name, n)| (name, *n))
    }

    /// Lists them with where each name came from.
    pub fn list(&self, known: &[Participant]) -> Vec<Participant> {
        let sources: HashMap<&str, &str> =
            known.iter().map(|who| (who.name.as_str(), who.name_source.as_str())).collect();
        let participant = |(name, n): (&Content, u64)| Participant {
            name: name.clone(),
            n_messages: n,
            name_source: (*sources.get(name.as_str()).unwrap_or(&"export")).into(),
        };
        self.counted().map(participant).collect()
    }
}

/// Receives the messages of the first reading.
pub(super) struct Weigher<'p, 'w> {
    plan: &'p Plan,
    chooser: Chooser<'p>,
    tracer: Tracer,
    prover: SubsetProver,
    weighed: Weighed,
    numbers: BTreeMap<(usize, Content), usize>,
    lines: std::hash::DefaultHasher,
    text: Sha256,
    canonical: Vec<u8>,
    line: Vec<u8>,
    stop: Stop,
    watch: &'w mut Watch<'w>,
}

impl<'p, 'w> Weigher<'p, 'w> {
    /// Reads the export once.
    pub fn weigh(
        export: &mut Export<'_>,
        plan: &'p Plan,
        files: &'p Files,
        secret: &Secret,
        watch: &'w mut Watch<'_>,
    ) -> Result<(Weighed, Report), SiftError> {
        let mut weigher = Weigher {
            plan,
            chooser: Chooser::new(plan, files, secret),
            tracer: Tracer::new(secret),
            prover: SubsetProver::new(),
            weighed: Weighed::empty(),
            numbers: BTreeMap::new(),
            lines: std::hash::DefaultHasher::new(),
            text: Sha256::new(),
            canonical: Vec::new(),
            line: Vec::new(),
            stop: Stop::default(),
            watch,
        };
        let report = export.read(&mut weigher);
        let stop = std::mem::take(&mut weigher.stop);
        let report = stop.reason(report)?;
        let mut weighed = weigher.finish();
        for file in &mut weighed.files {
            file.media_type = files.media_type(export, file.index)?;
        }
        Ok((weighed, report))
    }

    fn finish(self) -> Weighed {
        let mut weighed = self.weighed;
        let head = self.prover.finish(|hash| weighed.proof.push(hash));
        weighed.head = head;
        weighed.lines_sum = self.lines.finish();
        weighed.text_sha256 = hex::encode(self.text.finalize());
        weighed.n_hits = self.chooser.n_hits;
        weighed
    }

    fn take(&mut self, message: &MessageRef<'_>) -> Result<(), SiftError> {
        self.canonical.clear();
        message.write_canonical(&mut self.canonical);
        let leaf = self.chooser.leaf(message.position, &self.canonical);
        self.weighed.trace.extend_from_slice(&self.tracer.tag(&self.canonical));
        let is_suggested =
            self.plan.suggestions.as_ref().is_some_and(|suggester| suggester.is_marked(message.text));
        if is_suggested {
            self.weighed.suggested.push(message.position);
        }
        if !self.plan.keeps(message) {
            self.prover.hidden(leaf);
            return Ok(());
        }
        self.prover.chosen(leaf, |hash| self.weighed.proof.push(hash));
        let altered = self.chooser.write_line(message, &self.canonical, &mut self.line)?;
        if MAX_LINE_BYTES < self.line.len() {
            let what = format!("message {} takes more than {MAX_LINE_BYTES} bytes", message.position);
            refuse("package-limit", what, "leave it out; no person wrote it")?;
        }
        self.lines.write(&self.line);
        if self.weighed.notice.is_none() && altered.is_none() {
            self.weighed.notice = self.plan.notices.find(message);
        }
        let weighed = &mut self.weighed;
        weighed.messages_bytes += self.line.len() as u64;
        weighed.kept.push(message.position);
        if is_suggested {
            weighed.suggested_kept.push(message.position);
        }
        weighed.participants.count(message.sender, message.kind);
        weighed.n_senders_still_showing += u64::from(shows_in_sender(self.plan, message));
        for i in 0..message.attachments.len() {
            self.take_attachment(message, i, kept_name(altered.as_ref(), message, i));
        }
        self.weighed.redactions.extend(altered.map(|altered| altered.redaction));
        Ok(())
    }

    fn take_attachment(&mut self, message: &MessageRef<'_>, i: usize, kept_name: Option<Content>) {
        let Some(attachment) = message.attachments.get(i) else { return };
        let rule = attachment.name.and_then(|name| self.chooser.files.rule(name));
        self.weighed.rules_used.extend(rule);
        let (Some(index), Some(name)) = (attachment.index, kept_name) else { return };
        self.weighed.used.insert(index);
        let next = self.weighed.files.len();
        let number = *self.numbers.entry((index, name.clone())).or_insert(next);
        if number == next {
            // Told once its bytes are read.
            self.weighed.files.push(KeptFile { index, name, rule, media_type: media_type(&[]) });
        }
    }

    fn take_text(&mut self, text: &str) {
        self.text.update(text);
        self.weighed.text_bytes += text.len() as u64;
    }
}

/// Returns true when a text that is removed everywhere stands in the name of the sender.
fn shows_in_sender(plan: &Plan, message: &MessageRef<'_>) -> bool {
    let Some(sender) = message.sender else { return false };
    plan.everywhere.iter().any(|rule| {
        rule.positions.as_ref().is_none_or(|positions| positions.contains(message.position))
            && rule.pattern.is_in(sender)
    })
}

impl Sink for Weigher<'_, '_> {
    fn conversation(&mut self, conversation: &Conversation) -> ControlFlow<()> {
        let checked = self.plan.check_conversation(conversation).map_err(SiftError::from);
        self.stop.on(checked)
    }

    fn message(&mut self, message: &MessageRef<'_>) -> ControlFlow<()> {
        for part in [message.header, message.body, message.line_end] {
            self.take_text(part);
        }
        let taken = self.take(message);
        self.stop.on(taken)
    }

    fn not_understood(&mut self, _line: u64, text: &str) -> ControlFlow<()> {
        self.take_text(text);
        ControlFlow::Continue(())
    }

    fn progress(&mut self, done_bytes: u64, total_bytes: u64) -> ControlFlow<()> {
        (self.watch)(Progress { step: ProgressStep::Reading, done_bytes, total_bytes })
    }
}
