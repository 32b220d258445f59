//! Screenshots in order, with what their owner typed beside each (requirement C4).
//!
//! A submission in which every message is one picture. It pretends nothing: the route says `screenshot`, nobody is its
//! sender, the time is the one that the owner read off the screen, and the loss report says what a picture of a screen
//! cannot hold. Pictures go without their metadata; regions are blacked out for good before anything is sealed.

use std::io::Write;

use jiff::civil::DateTime;
use sha2::{Digest, Sha256};
use zegel_import::{HEAD_BYTES, media_type};
use zegel_ledger::Hash;
use zegel_ledger::SubsetProver;
use zegel_model::{
    Attachment, Binding, Commitment, Content, DateOrder, DateOrderCertainty, Ground, Kind, Loss, LossCode,
    Message, Moment, Participant, Platform, Precision, Refusal, Regime, Route, SubmissionManifest,
    SubmittedFile, SubmittedMessage,
};

use super::{Made, Order, SUBMISSION_FORMAT, SUBMISSION_VERSION, Summary, copies, file_path, write};
use crate::{
    COMMITMENT_ALGORITHM, Positions, SiftError,
    commitment::{Salts, Tracer, leaf},
    error::{io, refuse},
    open::write_line,
    picture::{Region, black_out, strip_metadata},
    receipt::{Receipt, ReceiptParts, ReceiptRedaction, ReceiptSource, RewrittenFile},
};

/// At most so many pictures in one submission.
pub const MAX_SCREENSHOTS: usize = 500;
/// At most so many bytes of pictures together: they are in memory until the package is written.
pub const MAX_SCREENSHOT_BYTES: u64 = 512 * 1024 * 1024;
/// A longer text beside one picture is refused; no screen holds as much.
pub const MAX_TYPED_CHARS: usize = 50_000;
/// At most so many people on the screenshots.
pub const MAX_PEOPLE: usize = 500;

/// Pictures of a screen, as their owner hands them in.
#[derive(Debug, Clone)]
pub struct Screenshots<'a> {
    /// What they are about, as the title of the record.
    pub title: Option<Content>,
    /// The app on the screen.
    pub app: Platform,
    /// Who is on them, as the owner names them.
    pub people: Vec<Content>,
    /// The regime under which they are kept.
    pub regime: Regime,
    /// The pictures, in their order.
    pub pictures: Vec<Screenshot<'a>>,
}

/// One picture.
#[derive(Debug, Clone)]
pub struct Screenshot<'a> {
    /// The file as it was chosen: JPEG, PNG, WebP or GIF.
    pub bytes: &'a [u8],
    /// The time on the screen, of its first message; to the minute, local to the phone.
    pub at: DateTime,
    /// What stands on it, as the owner typed it.
    pub text: Content,
    /// What is blacked out.
    pub regions: Vec<Region>,
    /// Why; needed exactly when something is blacked out.
    pub ground: Option<Ground>,
}

/// A picture in the form in which it goes along.
struct Shot {
    line: Vec<u8>,
    canonical: Vec<u8>,
    leaf: Hash,
    file: SubmittedFile,
    bytes: Vec<u8>,
    source: ReceiptSource,
    redaction: Option<ReceiptRedaction>,
}

/// Makes a submission of screenshots and writes the sealed package to `out`.
///
/// # Errors
/// `no-screenshots`, `too-many-screenshots`, `screenshots-too-large`, `screenshot-without-text`, `typed-text-too-long`,
/// `too-many-people`, `screenshot-app`, `screenshot-without-ground`, those of [`black_out`], or a fault while writing.
pub fn screenshots_submission(
    screenshots: &Screenshots<'_>,
    order: Order<'_>,
    out: &mut dyn Write,
) -> Result<Made, SiftError> {
    check(screenshots)?;
    let salts = Salts::new(&order.secret);
    let shots = (1..)
        .zip(&screenshots.pictures)
        .map(|(position, picture)| shot(position, picture, &salts))
        .collect::<Result<Vec<_>, _>>()?;
    let mut prover = SubsetProver::new();
    for shot in &shots {
        prover.chosen(shot.leaf, |_| ());
    }
    let root = prover.finish(|_| ()).root.to_string();
    let sources: Vec<_> = shots.iter().map(|shot| (shot.source.clone(), true)).collect();
    let mut manifest = manifest(screenshots, &order, &shots, root);
    manifest.copies = copies(&order.secret, &sources);

    let mut tar = write::begin(&manifest, &[], order.recipient, out)?;
    let n_bytes = shots.iter().map(|shot| shot.line.len() as u64).sum();
    tar.begin(write::MESSAGES, n_bytes).map_err(io(write::DOING))?;
    for shot in &shots {
        tar.write_all(&shot.line).map_err(io(write::DOING))?;
    }
    for shot in &shots {
        tar.begin(&shot.file.path, shot.file.size_bytes).map_err(io(write::DOING))?;
        tar.write_all(&shot.bytes).map_err(io(write::DOING))?;
    }
    write::end(tar)?;

    let summary = Summary {
        n_messages: shots.len() as u64,
        n_kept: shots.len() as u64,
        n_redacted: shots.iter().filter(|shot| shot.redaction.is_some()).count() as u64,
        n_files: shots.len() as u64,
        file_bytes: shots.iter().map(|shot| shot.file.size_bytes).sum(),
        ..Summary::default()
    };
    let tracer = Tracer::new(&order.secret);
    let parts = ReceiptParts {
        trace: shots.iter().flat_map(|shot| tracer.tag(&shot.canonical)).collect(),
        secret: order.secret,
        archive: order.archive,
        suggested: None,
        recipient: order.recipient,
        kept: Positions::from_iter(1..=shots.len() as u64),
        redactions: shots.iter().filter_map(|shot| shot.redaction.clone()).collect(),
        sources: sources.into_iter().map(|(source, _)| source).collect(),
    };
    let receipt = Receipt::new(&manifest, parts);
    Ok(Made { manifest, receipt, summary })
}

fn check(screenshots: &Screenshots<'_>) -> Result<(), Refusal> {
    let n = screenshots.pictures.len();
    if n == 0 {
        return refuse("no-screenshots", "no screenshot", "choose at least one picture");
    }
    if MAX_SCREENSHOTS < n {
        let message = format!("{n} screenshots, more than {MAX_SCREENSHOTS}");
        return refuse("too-many-screenshots", message, "hand them in in parts");
    }
    let n_bytes: u64 = screenshots.pictures.iter().map(|one| one.bytes.len() as u64).sum();
    if MAX_SCREENSHOT_BYTES < n_bytes {
        let message = format!("{n_bytes} bytes of pictures, more than {MAX_SCREENSHOT_BYTES}");
        return refuse("screenshots-too-large", message, "hand them in in parts");
    }
    if MAX_PEOPLE < screenshots.people.len() {
        let message = format!("{} people, more than {MAX_PEOPLE}", screenshots.people.len());
        return refuse("too-many-people", message, "name the group instead");
    }
    if matches!(screenshots.app, Platform::Android | Platform::Ios | Platform::IosOld | Platform::None) {
        return refuse("screenshot-app", "a kind of export as the app of a screenshot", "name the app");
    }
    for (position, one) in (1..).zip(&screenshots.pictures) {
        check_one(position, one)?;
    }
    Ok(())
}

fn check_one(position: u64, one: &Screenshot<'_>) -> Result<(), Refusal> {
    let text = one.text.as_str();
    if text.trim().is_empty() {
        let message = format!("screenshot {position} without text");
        return refuse("screenshot-without-text", message, "type what stands on it; nobody finds a picture");
    }
    if MAX_TYPED_CHARS < text.chars().count() {
        let message = format!("a text of more than {MAX_TYPED_CHARS} characters at screenshot {position}");
        return refuse("typed-text-too-long", message, "type what stands on this picture alone");
    }
    if !one.regions.is_empty() && one.ground.is_none() {
        let message = format!("regions of screenshot {position} without a ground");
        return refuse("screenshot-without-ground", message, "say why they are blacked out");
    }
    Ok(())
}

fn shot(position: u64, picture: &Screenshot<'_>, salts: &Salts) -> Result<Shot, SiftError> {
    let at_picture = |refusal: Refusal| {
        let message = format!("screenshot {position}: {}", refusal.message);
        Refusal::new(refusal.code, message, refusal.remedy)
    };
    let plain = strip_metadata(picture.bytes).map_err(at_picture)?;
    let is_redacted = !picture.regions.is_empty();
    let bytes = match is_redacted {
        true => black_out(picture.bytes, &picture.regions).map_err(at_picture)?,
        false => plain.clone(),
    };
    let media_type = media_type(bytes.get(..HEAD_BYTES).unwrap_or(&bytes));
    let name = Content::from(format!("screenshot-{position:03}.{}", extension(media_type)).as_str());
    let canonical = serde_json::to_vec(&message(position, picture, &name, &plain))
        .expect("a message has only names as keys");
    let salt = salts.salt(position);
    let leaf = leaf(&salt, &canonical);
    let binding = match is_redacted {
        true => Binding::Leaf(leaf.to_string()),
        false => Binding::Salt(hex::encode(salt)),
    };
    let kept = message(position, picture, &name, &bytes);
    let mut line = Vec::new();
    write_line(&SubmittedMessage { message: kept, binding, redactions: Vec::new() }, &mut line);
    let source = ReceiptSource {
        kind: "screenshot".into(),
        sha256: sha256(picture.bytes),
        size_bytes: picture.bytes.len() as u64,
    };
    let redaction = is_redacted.then(|| ReceiptRedaction {
        position,
        spans: Vec::new(),
        grounds: Vec::new(),
        files: vec![RewrittenFile {
            attachment: 0,
            original_sha256: source.sha256.clone(),
            kept_sha256: sha256(&bytes),
        }],
    });
    let file = SubmittedFile {
        path: file_path(position),
        name,
        media_type: media_type.to_owned(),
        size_bytes: bytes.len() as u64,
        sha256: sha256(&bytes),
        n_redacted_regions: picture.regions.len() as u64,
        redaction_ground: picture.ground.clone().filter(|_| is_redacted),
        alt: None,
    };
    Ok(Shot { line, canonical, leaf, file, bytes, source, redaction })
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn extension(media_type: &str) -> &'static str {
    match media_type {
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        "image/gif" => "gif",
        _ => "png",
    }
}

/// What is typed beside a picture is known to the minute.
fn minute(at: DateTime) -> DateTime {
    at.date().at(at.hour(), at.minute(), 0, 0)
}

fn message(position: u64, picture: &Screenshot<'_>, name: &Content, bytes: &[u8]) -> Message {
    let at = picture.at;
    Message {
        position,
        line: position,
        at: Moment(minute(at)),
        precision: Precision::Minute,
        zone: None,
        sender: None,
        kind: Kind::Attachment,
        text: picture.text.clone(),
        attachments: vec![Attachment {
            name: Some(name.clone()),
            present: true,
            size_bytes: Some(bytes.len() as u64),
            sha256: Some(sha256(bytes)),
        }],
        edited: false,
        raw: None,
        location: None,
        quote: None,
        reactions: Vec::new(),
    }
}

fn manifest(
    screenshots: &Screenshots<'_>,
    order: &Order<'_>,
    shots: &[Shot],
    root: String,
) -> SubmissionManifest {
    let times = screenshots.pictures.iter().map(|one| minute(one.at));
    let (first_at, last_at) =
        times.fold((DateTime::MAX, DateTime::MIN), |(first, last), at| (first.min(at), last.max(at)));
    let n = shots.len() as u64;
    let person =
        |name: &Content| Participant { name: name.clone(), n_messages: 0, name_source: "owner".into() };
    SubmissionManifest {
        format: SUBMISSION_FORMAT.into(),
        version: SUBMISSION_VERSION,
        id: order.id,
        made_at: order.now,
        owner: order.owner.clone(),
        route: Route::Screenshot,
        platform: screenshots.app,
        reader: None,
        title: screenshots.title.clone(),
        participants: screenshots.people.iter().map(person).collect(),
        date_order: DateOrder::Ymd,
        date_order_certainty: DateOrderCertainty::Certain,
        date_order_reason: "the owner read the times off the screen".into(),
        zone: None,
        regime: screenshots.regime.clone(),
        not_kept_ground: None,
        commitment: Commitment {
            algorithm: COMMITMENT_ALGORITHM.into(),
            root,
            n_messages: n,
            n_kept: n,
            first_at: first_at.to_string(),
            last_at: last_at.to_string(),
        },
        loss: losses(n),
        files: shots.iter().map(|shot| shot.file.clone()).collect(),
        copies: Vec::new(),
        suggestions: None,
        notice: None,
    }
}

/// What this route can never hold.
fn losses(n: u64) -> Vec<Loss> {
    let loss = |code, detail: &str| Loss { code, count: n, detail: detail.to_owned() };
    vec![
        loss(LossCode::NoTimeZone, "The times were read off the screen; they are those of the phone."),
        loss(
            LossCode::MinutePrecision,
            "The times are those of the first message on each picture, to the minute.",
        ),
        loss(
            LossCode::ScreenshotLimits,
            "A screenshot shows what was on the screen: nothing above or below it, no numbers, no edits, no exact times.",
        ),
        loss(LossCode::TypedText, "The text beside pictures was typed or checked by a person."),
    ]
}

#[cfg(test)]
mod tests;
