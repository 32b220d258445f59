//! The exports that a page has open: the bytes of each, and what was read from them.
//!
//! The bytes are handed in once and stay in linear memory until the page closes the export, so that the date order
//! can be changed, an attachment opened and a submission made without the file being touched again.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Read as _;

use serde::Deserialize;
use zegel_import::{Export, Options, Source};

use crate::answer::{Answer, Failure};
use crate::operation::PageOptions;
use crate::reading::Reading;

/// An attachment above this size is not shown in a page; it can be handed in all the same.
const MAX_SHOWN_BYTES: u64 = 256 * 1024 * 1024;

/// An export that was read.
pub(crate) struct Held<'b> {
    pub bytes: &'b [u8],
    pub read: &'b Read,
}

/// What was read from an export, and how.
pub(crate) struct Read {
    pub file_name: Option<String>,
    pub options: Options,
    pub reading: Reading,
}

struct Slot {
    bytes: Vec<u8>,
    read: Option<Read>,
}

thread_local! {
    static SLOTS: RefCell<BTreeMap<u32, Slot>> = const { RefCell::new(BTreeMap::new()) };
}

/// Keeps bytes and returns their number, counted from 1.
pub(crate) fn keep(bytes: Vec<u8>) -> u32 {
    SLOTS.with_borrow_mut(|slots| {
        let number = slots.last_key_value().map_or(1, |(last, _)| last + 1);
        slots.insert(number, Slot { bytes, read: None });
        number
    })
}

/// Forgets an export and everything read from it.
pub(crate) fn close(number: u32) {
    SLOTS.with_borrow_mut(|slots| slots.remove(&number));
}

/// Reads an export, for the first time or again with other options; answers with its head.
pub(crate) fn read(number: u32, options: &[u8]) -> Answer {
    let page: PageOptions = match serde_json::from_slice(options) {
        Ok(page) => page,
        Err(error) => return Answer::failed(Failure::options(&error)),
    };
    let (file_name, options) = page.split();
    SLOTS.with_borrow_mut(|slots| {
        let Some(slot) = slots.get_mut(&number) else { return Answer::failed(Failure::unknown_export()) };
        slot.read = None;
        match Reading::of(source(&slot.bytes, file_name.as_deref()), &options) {
            Ok((reading, damage)) => {
                let head = reading.head();
                slot.read = Some(Read { file_name, options, reading });
                Answer::partly(&head, damage)
            }
            Err(failure) => Answer::failed(failure),
        }
    })
}

/// Runs an operation on an export that was read.
pub(crate) fn with(number: u32, operation: impl FnOnce(&Held<'_>) -> Result<Vec<u8>, Failure>) -> Answer {
    SLOTS.with_borrow(|slots| match slots.get(&number) {
        Some(Slot { bytes, read: Some(read) }) => operation(&Held { bytes, read }).into(),
        _ => Answer::failed(Failure::unknown_export()),
    })
}

/// Hands the bytes behind these numbers to `operation`, read or not.
pub(crate) fn with_bytes(
    numbers: &[u32],
    operation: impl FnOnce(&[&[u8]]) -> Result<Vec<u8>, Failure>,
) -> Result<Vec<u8>, Failure> {
    SLOTS.with_borrow(|slots| {
        let found = numbers.iter().map(|number| slots.get(number).map(|slot| slot.bytes.as_slice()));
        let all: Option<Vec<&[u8]>> = found.collect();
        operation(&all.ok_or_else(Failure::unknown_export)?)
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WhichAttachment {
    index: usize,
}

/// Returns the bytes of one attachment.
pub(crate) fn attachment(held: &Held<'_>, options: &[u8]) -> Result<Vec<u8>, Failure> {
    let which: WhichAttachment = serde_json::from_slice(options).map_err(|error| Failure::options(&error))?;
    let mut export = Export::open(source(held.bytes, held.read.file_name.as_deref()), &held.read.options)?;
    let mut bytes = Vec::new();
    let n_bytes =
        export.open_attachment(which.index)?.take(MAX_SHOWN_BYTES + 1).read_to_end(&mut bytes).map_err(
            |_| Failure::new("damaged", "read an attachment: it is damaged", "Export the chat again."),
        )?;
    if MAX_SHOWN_BYTES < n_bytes as u64 {
        return Err(Failure::new(
            "too-large",
            format!("show an attachment of more than {MAX_SHOWN_BYTES} bytes"),
            "Open it on the phone; it can be handed in all the same.",
        ));
    }
    Ok(bytes)
}

fn source<'b>(bytes: &'b [u8], file_name: Option<&str>) -> Source<'b> {
    let source = Source::memory(bytes);
    match file_name {
        Some(name) => source.named(name),
        None => source,
    }
}
