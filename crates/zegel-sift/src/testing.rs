//! What the tests of this crate build on: messages, grounds, keys, and packages that are put together by hand, so
//! that each part can be forged alone.

use std::io::Write;

use sha2::{Digest, Sha256};
use zegel_import::media_type;
use zegel_ledger::{Hash, SubsetProver};
use zegel_model::{
    Attachment, Binding, Commitment, DateOrder, DateOrderCertainty, Ground, Kind, Message, Moment, Platform,
    Precision, Regime, RegimeKind, Route, SubmissionManifest, SubmittedFile, SubmittedMessage,
};
use zegel_seal::{Identity, seal_stream};

use crate::{
    COMMITMENT_ALGORITHM, Secret, SiftError, SubmissionReader, Verified,
    commitment::Salts,
    open::write_line,
    submission::{Participants, SUBMISSION_FORMAT, SUBMISSION_VERSION, file_path},
    tar::TarWriter,
};

pub(crate) fn ground(code: &str) -> Ground {
    Ground { code: code.into(), label: format!("Grond {code}") }
}

pub(crate) fn identity() -> Identity {
    Identity::generate(&mut |bytes| bytes.fill(7))
}

pub(crate) fn secret() -> Secret {
    Secret::new([9; 32])
}

pub(crate) fn regime(kind: RegimeKind) -> Regime {
    Regime { kind, policy: "Beleid chatberichten".into(), policy_date: jiff::civil::date(2026, 1, 1) }
}

/// Returns message number `position` of a chat of two people, a minute after the one before.
pub(crate) fn message(position: u64, text: &str) -> Message {
    let minute = i8::try_from(position % 60).unwrap();
    let hour = i8::try_from(position / 60 % 24).unwrap();
    Message {
        position,
        line: position,
        at: Moment(jiff::civil::date(2026, 3, 2).at(hour, minute, 0, 0)),
        precision: Precision::Minute,
        zone: None,
        sender: Some(if position.is_multiple_of(2) { "Piet" } else { "Jan" }.into()),
        kind: Kind::Text,
        text: text.into(),
        attachments: vec![],
        edited: false,
        raw: None,
        location: None,
        quote: None,
        reactions: vec![],
    }
}

/// The parts of a package before they are written.
pub(crate) struct Parts {
    pub manifest: SubmissionManifest,
    pub proof: Vec<Hash>,
    pub messages: Vec<SubmittedMessage>,
    pub files: Vec<Vec<u8>>,
}

impl Parts {
    /// Makes the honest parts of a submission in which messages are kept as `keeps` says.
    pub fn of(all: &[Message], keeps: impl Fn(u64) -> bool) -> Self {
        let salts = Salts::new(&secret());
        let mut prover = SubsetProver::new();
        let mut parts = Self { manifest: manifest(all), proof: vec![], messages: vec![], files: vec![] };
        let mut participants = Participants::default();
        for message in all {
            let salt = salts.salt(message.position);
            let leaf = salts.leaf(message.position, &serde_json::to_vec(message).unwrap());
            if !keeps(message.position) {
                prover.hidden(leaf);
                continue;
            }
            prover.chosen(leaf, |hash| parts.proof.push(hash));
            participants.count(message.sender.as_ref().map(|name| name.as_str()), message.kind);
            parts.messages.push(SubmittedMessage {
                message: message.clone(),
                binding: Binding::Salt(hex::encode(salt)),
                redactions: vec![],
            });
        }
        let head = prover.finish(|hash| parts.proof.push(hash));
        parts.manifest.commitment.root = head.root.to_string();
        parts.manifest.commitment.n_kept = parts.messages.len() as u64;
        if parts.messages.len() == all.len() {
            parts.manifest.not_kept_ground = None;
        }
        parts.manifest.participants = participants.list(&[]);
        parts
    }

    /// Describes a file and adds it.
    pub fn add_file(&mut self, name: &str, bytes: &[u8]) {
        self.manifest.files.push(SubmittedFile {
            path: file_path(self.files.len() as u64 + 1),
            name: name.into(),
            media_type: media_type(bytes).into(),
            size_bytes: bytes.len() as u64,
            sha256: hex::encode(Sha256::digest(bytes)),
            n_redacted_regions: 0,
            redaction_ground: None,
            alt: None,
        });
        self.files.push(bytes.to_vec());
    }

    /// Returns the entries of the package.
    pub fn entries(&self) -> Vec<(String, Vec<u8>)> {
        let mut lines = Vec::new();
        for message in &self.messages {
            let mut line = Vec::new();
            write_line(message, &mut line);
            lines.extend(line);
        }
        let proof = self.proof.iter().flat_map(|hash| hash.0).collect();
        let mut entries = vec![
            ("manifest.json".to_owned(), serde_json::to_vec(&self.manifest).unwrap()),
            ("proof.bin".to_owned(), proof),
            ("messages.jsonl".to_owned(), lines),
        ];
        entries.extend((1..).zip(&self.files).map(|(n, bytes)| (file_path(n), bytes.clone())));
        entries
    }

    /// Writes and seals the package.
    pub fn sealed(&self) -> Vec<u8> {
        seal(&tar(&self.entries()))
    }
}

pub(crate) fn attachment(name: &str, bytes: &[u8]) -> Attachment {
    Attachment {
        name: Some(name.into()),
        present: true,
        size_bytes: Some(bytes.len() as u64),
        sha256: Some(hex::encode(Sha256::digest(bytes))),
    }
}

pub(crate) fn tar(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut tar = TarWriter::new(Vec::new());
    for (name, bytes) in entries {
        tar.begin(name, bytes.len() as u64).unwrap();
        tar.write_all(bytes).unwrap();
    }
    tar.finish().unwrap()
}

pub(crate) fn seal(bytes: &[u8]) -> Vec<u8> {
    let mut sealed = seal_stream(&[identity().recipient()], Vec::new()).unwrap();
    sealed.write_all(bytes).unwrap();
    sealed.finish().unwrap()
}

/// Opens a package and reads all of it.
pub(crate) fn open(sealed: &[u8]) -> Result<Verified, SiftError> {
    SubmissionReader::open(&identity(), sealed)?.finish()
}

fn manifest(all: &[Message]) -> SubmissionManifest {
    let at = |message: Option<&Message>| message.map(|message| message.at.to_string()).unwrap_or_default();
    SubmissionManifest {
        format: SUBMISSION_FORMAT.into(),
        version: SUBMISSION_VERSION,
        id: uuid::Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001),
        made_at: "2026-11-21T12:00:00Z".parse().unwrap(),
        owner: "j.jansen".parse().unwrap(),
        route: Route::WhatsappText,
        platform: Platform::Android,
        reader: None,
        title: Some("Piet".into()),
        participants: vec![],
        date_order: DateOrder::Dmy,
        date_order_certainty: DateOrderCertainty::Certain,
        date_order_reason: "a day above 12".into(),
        zone: None,
        regime: regime(RegimeKind::SelectIn),
        not_kept_ground: Some(ground("private")),
        commitment: Commitment {
            algorithm: COMMITMENT_ALGORITHM.into(),
            root: String::new(),
            n_messages: all.len() as u64,
            n_kept: 0,
            first_at: at(all.first()),
            last_at: at(all.last()),
        },
        loss: vec![],
        files: vec![],
        copies: vec![],
        suggestions: None,
        notice: None,
    }
}
