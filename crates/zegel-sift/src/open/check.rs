//! What must be true of the head of a package, of each message, and of all of them together.

use std::collections::HashMap;

use jiff::civil::DateTime;
use zegel_ledger::Hash;
use zegel_model::{
    Binding, DateOrderCertainty, Kind, REDACTION_MARK, Refusal, Route, SubmissionManifest, SubmittedMessage,
    SuggestionsShown,
};

use super::{MAX_FILE_BYTES, MAX_FILES, MAX_MESSAGES, REMEDY};
use crate::{
    COMMITMENT_ALGORITHM, Positions,
    error::refuse,
    notice::is_language,
    plain_line::{PlainAttachment, PlainLine},
    submission::{Participants, SUBMISSION_FORMAT, SUBMISSION_VERSION, file_path},
};

/// Reads a head: canonical, of a known version, and free of contradictions in itself.
pub(super) fn manifest(json: &[u8]) -> Result<SubmissionManifest, Refusal> {
    check_version(json)?;
    let manifest: Option<SubmissionManifest> = serde_json::from_slice(json).ok();
    // Written again it must be the same bytes: so no field is unknown, twice there, or in another form.
    let manifest = manifest.filter(|manifest| serde_json::to_vec(manifest).is_ok_and(|again| again == json));
    let Some(manifest) = manifest else {
        return refuse(
            "package-manifest",
            "a head that cannot be read or is not in its canonical form",
            REMEDY,
        );
    };
    match contradiction(&manifest) {
        Some(what) => refuse("package-manifest", format!("a head with {what}"), REMEDY),
        None => Ok(manifest),
    }
}

fn check_version(json: &[u8]) -> Result<(), Refusal> {
    #[derive(serde::Deserialize)]
    struct Head {
        format: String,
        version: u32,
    }
    match serde_json::from_slice::<Head>(json) {
        Ok(head) if head.format == SUBMISSION_FORMAT && head.version == SUBMISSION_VERSION => Ok(()),
        Ok(head) if head.format == SUBMISSION_FORMAT => refuse(
            "unsupported-version",
            format!(
                "a submission of version {}, and this program knows version {SUBMISSION_VERSION}",
                head.version
            ),
            "open it with the version of Zegel that it was made for, or have it made again",
        ),
        _ => refuse("package-manifest", "a head that is not one of a submission", REMEDY),
    }
}

fn contradiction(manifest: &SubmissionManifest) -> Option<&'static str> {
    let commitment = &manifest.commitment;
    let is_time = |text: &str| text.parse::<DateTime>().is_ok_and(|at| at.to_string() == text);
    let is_hash = |text: &str| text.parse::<Hash>().is_ok();
    let kinds = ["export-zip", "export-text", "attachment", "screenshot"];
    let checks = [
        (commitment.algorithm == COMMITMENT_ALGORITHM, "an unknown commitment"),
        (is_hash(&commitment.root), "a root that is no hash"),
        (commitment.n_messages <= MAX_MESSAGES, "too many messages"),
        (0 < commitment.n_kept && commitment.n_kept <= commitment.n_messages, "counts that cannot be"),
        (is_time(&commitment.first_at) && is_time(&commitment.last_at), "a span that is no time"),
        (
            (commitment.n_kept == commitment.n_messages) == manifest.not_kept_ground.is_none(),
            "no ground for what was not kept, or one without need",
        ),
        (manifest.date_order_certainty != DateOrderCertainty::Ambiguous, "an ambiguous order of dates"),
        (manifest.files.len() as u64 <= MAX_FILES, "too many files"),
        (
            (1..).zip(&manifest.files).all(|(n, file)| file.path == file_path(n) && is_hash(&file.sha256)),
            "files under names that are not theirs",
        ),
        (manifest.files.iter().all(|file| file.size_bytes <= MAX_FILE_BYTES), "a file that is too large"),
        (
            manifest.files.iter().all(|file| file.n_redacted_regions == 0 || file.redaction_ground.is_some()),
            "blacked out regions without a ground",
        ),
        (
            manifest.copies.iter().all(|copy| is_hash(&copy.mark) && kinds.contains(&copy.kind.as_str())),
            "a copy that is not described as one",
        ),
        (
            manifest.suggestions.as_ref().is_none_or(|shown| suggested(shown).is_some()),
            "suggestions that are not described as such",
        ),
        (
            manifest.notice.as_ref().is_none_or(|notice| {
                is_language(&notice.language)
                    && 0 < notice.version
                    && 0 < notice.position
                    && is_time(&notice.at)
            }),
            "a notice that is not described as one",
        ),
        (
            manifest.route != Route::Note || (commitment.n_messages == 1 && manifest.files.is_empty()),
            "a note that is more than one message",
        ),
        (
            manifest.route != Route::Screenshot
                || (commitment.n_messages == commitment.n_kept
                    && commitment.n_messages == manifest.files.len() as u64
                    && manifest.files.iter().all(|file| file.media_type.starts_with("image/"))),
            "screenshots that are not one picture each",
        ),
    ];
    checks.into_iter().find(|(holds, _)| !holds).map(|(_, what)| what)
}

/// Returns the messages with a suggestion, where these are written in the one way there is.
fn suggested(shown: &SuggestionsShown) -> Option<Positions> {
    let is_code = |text: &String| {
        !text.is_empty()
            && text.len() <= 60
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let codes = [&shown.set, &shown.list].into_iter().chain(&shown.detectors);
    let positions: Positions = shown.kept.parse().ok()?;
    let fits =
        !shown.detectors.is_empty() && codes.into_iter().all(is_code) && positions.to_string() == shown.kept;
    fits.then_some(positions)
}

/// Adds up the messages of a package as they come.
pub(super) struct Tally {
    /// Messages in the export, and those that were kept, as the head says.
    n_messages: u64,
    n_to_keep: u64,
    last_position: u64,
    n_kept: u64,
    n_redacted: u64,
    first_at: DateTime,
    last_at: DateTime,
    /// The earliest and latest time of a kept message.
    seen: Option<(DateTime, DateTime)>,
    participants: Participants,
    /// The kept messages with a suggestion according to the head, and how many of them came by.
    suggested: Positions,
    n_suggested: u64,
    /// Position and time of the notice according to the head, until it came by.
    notice: Option<(u64, DateTime)>,
    /// The files of the head by name and hash, with their size and whether a message names them.
    files: HashMap<(String, String), KnownFile>,
}

struct KnownFile {
    size_bytes: u64,
    is_changed: bool,
    is_named: bool,
}

impl Tally {
    pub fn new(manifest: &SubmissionManifest) -> Result<Self, Refusal> {
        let mut files = HashMap::new();
        for file in &manifest.files {
            let known = KnownFile {
                size_bytes: file.size_bytes,
                is_changed: file.redaction_ground.is_some(),
                is_named: false,
            };
            if files.insert((file.name.as_str().to_owned(), file.sha256.clone()), known).is_some() {
                return refuse("package-files", "the same file twice", REMEDY);
            }
        }
        let time = |text: &str| text.parse::<DateTime>().unwrap_or(DateTime::MIN);
        Ok(Self {
            n_messages: manifest.commitment.n_messages,
            n_to_keep: manifest.commitment.n_kept,
            last_position: 0,
            n_kept: 0,
            n_redacted: 0,
            first_at: time(&manifest.commitment.first_at),
            last_at: time(&manifest.commitment.last_at),
            seen: None,
            participants: Participants::default(),
            suggested: manifest.suggestions.as_ref().and_then(suggested).unwrap_or_default(),
            n_suggested: 0,
            notice: manifest.notice.as_ref().map(|notice| (notice.position, time(&notice.at))),
            files,
        })
    }

    /// Checks a plain message: it has no redaction.
    pub fn plain(&mut self, line: &PlainLine<'_>) -> Result<(), Refusal> {
        self.count(line.position, line.at, line.sender.as_deref(), line.kind)?;
        let mut has_changed_file = false;
        for attachment in &line.attachments {
            has_changed_file |= self.attachment(attachment, line.position)?;
        }
        if has_changed_file { refuse_binding(line.position) } else { Ok(()) }
    }

    /// Checks one message against the head and what came before it.
    pub fn message(&mut self, submitted: &SubmittedMessage) -> Result<(), Refusal> {
        let message = &submitted.message;
        let sender = message.sender.as_ref().map(zegel_model::Content::as_str);
        self.count(message.position, message.at.0, sender, message.kind)?;
        let mut is_changed = false;
        for attachment in &message.attachments {
            is_changed |= self.attachment(&attachment.into(), message.position)?;
        }
        self.check_redactions(submitted, is_changed)
    }

    fn count(
        &mut self,
        position: u64,
        at: DateTime,
        sender: Option<&str>,
        kind: Kind,
    ) -> Result<(), Refusal> {
        if position <= self.last_position || self.n_messages < position {
            let message =
                format!("position {position} after {}; they must rise and exist", self.last_position);
            return refuse("package-order", message, REMEDY);
        }
        if self.n_to_keep <= self.n_kept {
            return refuse("package-counts", "more messages than the head says", REMEDY);
        }
        self.last_position = position;
        self.notice = self.notice.filter(|notice| *notice != (position, at));
        self.n_suggested += u64::from(self.suggested.contains(position));
        self.n_kept += 1;
        if at < self.first_at || self.last_at < at {
            return refuse("package-span", format!("message {position} lies outside the span"), REMEDY);
        }
        self.seen = Some(self.seen.map_or((at, at), |(first, last)| (first.min(at), last.max(at))));
        self.participants.count(sender, kind);
        Ok(())
    }

    /// Returns true when the file of this attachment was written anew or renamed.
    fn attachment(&mut self, attachment: &PlainAttachment<'_>, position: u64) -> Result<bool, Refusal> {
        let PlainAttachment { name, present, size_bytes, sha256 } = attachment;
        if !present && size_bytes.is_none() && sha256.is_none() {
            return Ok(false);
        }
        if let (true, Some(name), Some(size), Some(sha256)) = (present, name, size_bytes, sha256)
            && let Some(file) = self.files.get_mut(&(name.to_string(), sha256.to_string()))
            && file.size_bytes == *size
        {
            file.is_named = true;
            return Ok(file.is_changed);
        }
        refuse("package-files", format!("message {position} names a file that is not there"), REMEDY)
    }

    /// A redacted message must show why it is bound by its leaf alone; any other may not carry redactions.
    fn check_redactions(
        &mut self,
        submitted: &SubmittedMessage,
        has_changed_file: bool,
    ) -> Result<(), Refusal> {
        let message = &submitted.message;
        let is_redacted = matches!(submitted.binding, Binding::Leaf(_));
        self.n_redacted += u64::from(is_redacted);
        let mut chars = message.text.as_str().chars();
        let mut next = 0;
        for redaction in &submitted.redactions {
            let skip = redaction.at.checked_sub(next).and_then(|n| usize::try_from(n).ok());
            if skip.and_then(|n| chars.nth(n)) != Some(REDACTION_MARK) {
                let message = format!("message {} has a redaction without its mark", message.position);
                return refuse("package-redaction", message, REMEDY);
            }
            next = redaction.at + 1;
        }
        let must_be = !submitted.redactions.is_empty() || has_changed_file;
        let may_be = must_be || has_mark_elsewhere(submitted);
        if (must_be && !is_redacted) || (is_redacted && !may_be) {
            return refuse_binding(message.position);
        }
        Ok(())
    }

    pub fn n_redacted(&self) -> u64 {
        self.n_redacted
    }

    /// Compares the sums with the head.
    pub fn finish(&self, manifest: &SubmissionManifest) -> Result<(), Refusal> {
        let commitment = &manifest.commitment;
        if self.n_kept != commitment.n_kept {
            let message = format!("{} messages where the head says {}", self.n_kept, commitment.n_kept);
            return refuse("package-counts", message, REMEDY);
        }
        if self.n_kept == commitment.n_messages && self.seen != Some((self.first_at, self.last_at)) {
            return refuse("package-span", "a span that is not that of the messages", REMEDY);
        }
        if self.n_suggested != self.suggested.count() {
            return refuse("package-counts", "suggestions beside messages that are not kept", REMEDY);
        }
        if self.notice.is_some() {
            return refuse("package-counts", "a notice that is not among the messages", REMEDY);
        }
        let mut counted = self.participants.counted();
        let mut claimed = manifest.participants.iter().map(|who| (&who.name, who.n_messages));
        let agrees = match manifest.route {
            // Nobody sends a screenshot: the owner names who is on it.
            Route::Screenshot => counted.next().is_none() && claimed.all(|(_, n_messages)| n_messages == 0),
            _ => counted.eq(claimed),
        };
        if !agrees {
            return refuse(
                "package-participants",
                "participants that are not the senders of the messages",
                REMEDY,
            );
        }
        if !self.files.values().all(|file| file.is_named) {
            return refuse("package-files", "a file that no message names", REMEDY);
        }
        Ok(())
    }
}

fn refuse_binding(position: u64) -> Result<(), Refusal> {
    let message = format!("message {position} is bound as redacted and shows no redaction, or the reverse");
    refuse("package-redaction", message, REMEDY)
}

/// Returns true when something other than the text shows that it was redacted.
fn has_mark_elsewhere(submitted: &SubmittedMessage) -> bool {
    let message = &submitted.message;
    let names = message.attachments.iter().filter_map(|file| file.name.as_ref());
    let quote = message.quote.as_ref().and_then(|quote| quote.text.as_ref());
    names.chain(quote).chain(&message.raw).any(|label| label.as_str().contains(REDACTION_MARK))
        // A place is removed as a whole and leaves no mark.
        || (message.kind == Kind::Location && message.location.is_none())
}
