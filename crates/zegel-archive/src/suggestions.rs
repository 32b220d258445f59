//! Suggestions (requirement S7): off until the body switches them on, and measured on a sample of its own.
//!
//! The setting stands in `zegel.toml`, where a person may also write it by hand; what is in force is only what the
//! ledger says, so [`in_force`] brings the ledger in line before a page may show anything. The sample holds personal
//! data: it lies sealed in the folder of the archive, is opened only to be measured on, and is never shown again.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;

use serde_json::json;
use sha2::{Digest, Sha256};
use zegel_model::Act;
use zegel_seal::{open_stream, seal_stream};
use zegel_store::{Audited, Pseudonym, Subject};
pub use zegel_suggest::{Detector, Figure, LIST_VERSION, SET, Sample, SampleError, Setting, Share};
use zegel_suggest::{MAX_OWN_WORDS, MAX_SAMPLE_BYTES, MAX_WORD_CHARS, Suggester, measure};

use crate::config::write_section;
use crate::{Archive, Desk, Error};

/// The section of `zegel.toml`.
const SECTION: &str = "suggestions";

/// Returns the setting that is in force. Where the file says something else than the ledger, the ledger is brought in
/// line first: by then somebody with access to the machine has edited the file, and the entry names the archive.
///
/// # Errors
/// Faults of the store.
pub fn in_force(desk: &mut Desk<'_>) -> Result<Setting, Error> {
    if desk.archive.alarm().is_some() {
        // Nothing can be written, and what is not in the ledger is not in force.
        return Ok(Setting::default());
    }
    record(desk, Pseudonym::ARCHIVE)?;
    Ok(desk.archive.config.suggestions.clone())
}

/// Sets which detectors look, and the body's own words; none switches suggestions off.
///
/// # Errors
/// `not-your-role`, `too-many-words`; faults of the disk and the store.
pub fn switch(desk: &mut Desk<'_>, setting: Setting) -> Result<(), Error> {
    desk.authorise(Act::KeepSuggestions)?;
    let words = setting.add_words.iter().chain(&setting.leave_out_words);
    let is_long = |word: &String| MAX_WORD_CHARS < word.chars().count() || word.trim().is_empty();
    if MAX_OWN_WORDS < words.clone().count() || words.clone().any(is_long) {
        return Err(Error::refused(
            "too-many-words",
            format!("more than {MAX_OWN_WORDS} words, or one of more than {MAX_WORD_CHARS} characters"),
            "shorten the list",
        ));
    }
    // An edit by hand that nobody looked at yet is not put down to who comes after it.
    record(desk, Pseudonym::ARCHIVE)?;
    write_section(&desk.archive.dir, SECTION, &setting)?;
    desk.archive.config.suggestions = setting;
    record(desk, desk.pseudonym)
}

fn record(desk: &mut Desk<'_>, actor: Pseudonym) -> Result<(), Error> {
    let subject = Subject::setting(SECTION);
    let setting = serde_json::to_value(&desk.archive.config.suggestions)?;
    let entries = desk.archive.store.read(|view| view.ledger_of(&subject))?;
    let last = entries.iter().rev().find_map(|entry| {
        let detail: serde_json::Value = serde_json::from_str(&entry.detail.as_ref()?.text).ok()?;
        detail.get("setting").cloned()
    });
    let known = match last {
        Some(known) => known,
        None => serde_json::to_value(Setting::default())?,
    };
    if known == setting {
        return Ok(());
    }
    let detail = json!({ "setting": setting, "set": SET, "list": LIST_VERSION });
    let mut entry = desk.entry(Act::KeepSuggestions, vec![subject], detail);
    entry.actor = actor;
    desk.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))
}

/// Keeps a labelled sample of the body, sealed, in place of an earlier one; returns how many texts it has.
///
/// # Errors
/// `not-your-role`, `bad-sample`; faults of the disk.
pub fn keep_sample(desk: &mut Desk<'_>, bytes: &[u8]) -> Result<u64, Error> {
    desk.authorise(Act::KeepSuggestions)?;
    let sample = Sample::parse(bytes).map_err(|error| {
        Error::refused("bad-sample", error.to_string(), "compare it with docs/formats/sample.md")
    })?;
    let path = sample_path(desk.archive);
    let folder = path.parent().unwrap_or(&desk.archive.dir);
    std::fs::create_dir_all(folder).map_err(Error::io("make", folder))?;
    let recipient = desk.archive.keyring.submission_identity().recipient();
    let mut sealed = vec![];
    let mut writer = seal_stream(&[recipient], &mut sealed)?;
    writer.write_all(bytes).map_err(Error::io("seal", &path))?;
    writer.finish()?;
    let new = path.with_extension("new");
    std::fs::write(&new, &sealed).map_err(Error::io("write", &new))?;
    let n_texts = sample.texts.len() as u64;
    let detail = json!({ "sample": hex::encode(Sha256::digest(bytes)), "n_texts": n_texts });
    tell(desk, detail)?;
    std::fs::rename(&new, &path).map_err(Error::io("put in place", &path))?;
    Ok(n_texts)
}

/// Removes the sample.
///
/// # Errors
/// `not-your-role`; faults of the disk.
pub fn drop_sample(desk: &mut Desk<'_>) -> Result<(), Error> {
    desk.authorise(Act::KeepSuggestions)?;
    let path = sample_path(desk.archive);
    tell(desk, json!({ "sample": null }))?;
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(Error::io("remove", &path)),
    }
}

/// Measures every detector on the sample of the body; `None` where there is none.
///
/// # Errors
/// Faults of the disk; a sample that was damaged.
pub fn measure_own(desk: &Desk<'_>) -> Result<Option<(u64, Vec<Figure>)>, Error> {
    measure_of(desk.archive)
}

/// Measures on the sample of the body, whoever asks.
pub(crate) fn measure_of(archive: &Archive) -> Result<Option<(u64, Vec<Figure>)>, Error> {
    let path = sample_path(archive);
    let file = match std::fs::File::open(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(Error::io("open", &path))?,
    };
    let mut bytes = vec![];
    let limit = MAX_SAMPLE_BYTES as u64 + 1;
    let reader = open_stream(archive.keyring.submission_identity(), file)?;
    reader.take(limit).read_to_end(&mut bytes).map_err(Error::io("read", &path))?;
    let sample = Sample::parse(&bytes).map_err(|error| Error::Fault(error.to_string()))?;
    Ok(Some((sample.texts.len() as u64, measure_on(&archive.config.suggestions, &sample))))
}

/// Measures every detector, switched on or not, with the words of a setting.
pub fn measure_on(setting: &Setting, sample: &Sample) -> Vec<Figure> {
    let whole = Setting { detectors: Detector::ALL.to_vec(), ..setting.clone() };
    measure(&Suggester::new(&whole), sample)
}

fn sample_path(archive: &Archive) -> PathBuf {
    archive.dir.join("samples").join("suggestions.jsonl.age")
}

fn tell(desk: &mut Desk<'_>, detail: serde_json::Value) -> Result<(), Error> {
    let entry = desk.entry(Act::KeepSuggestions, vec![Subject::setting(SECTION)], detail);
    desk.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))
}
