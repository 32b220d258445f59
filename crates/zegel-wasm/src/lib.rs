//! The reader and the sifter as a WebAssembly module, so that a page can show a chat to its owner, and seal what
//! was chosen, before anything is sent (requirements S2, S3, S4).
//!
//! There is no glue generator: a few functions with numbers in and numbers out, and buffers in linear memory, can be
//! read whole by somebody who wants to know what the module does in their browser. It opens no file, no network and
//! no clock; it imports two functions of the page ([`outside`]): random bytes, and progress.
//!
//! **Calling convention, version 2.** `zegel_alloc(len)` gives the address of a buffer for the caller to fill. An
//! operation gives the address of an answer: two 32-bit little-endian lengths, then that many bytes of output, then
//! that many bytes of error (JSON with `code`, `message` and `what_to_do`; none when all went well). Damaged input
//! has both. The caller frees every buffer, answers too, with `zegel_free`. Operations of version 1 take the address
//! of an export and of options as JSON. Those of version 2 work on an export that the module keeps: `zegel_keep`
//! takes a buffer over and gives a number, `zegel_read` reads it (again, with another date order), the others take
//! that number and the address of options, and `zegel_close` forgets it. The options and outputs are listed in
//! `docs/formats/wasm.md`. A new operation is a new export with the same shape.
//!
//! Invariant: an address or number that was not given out, or was freed, is refused and never read.

mod answer;
mod buffers;
mod held;
mod operation;
mod outside;
mod reading;
mod screenshots;
mod shown;
mod submit;

pub use answer::Answer;
pub use operation::{inspect, report};

use buffers::{allocate, answer_at, free, take, with, with_options};

/// What can be asked of an export that the module keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Read it, for the first time or again.
    Read,
    /// Time, sender, kind and attachments of all messages.
    Columns,
    /// Messages by position.
    Page,
    /// The positions of the messages that contain a text.
    Search,
    /// The places where a text occurs.
    Spans,
    /// The places that may be personal data.
    Suggest,
    /// The messages that are the notice to chat partners.
    Notice,
    /// The bytes of one attachment.
    Attachment,
    /// The sealed package of what was chosen.
    Submit,
}

/// Keeps an export and returns its number.
pub fn keep(bytes: Vec<u8>) -> u32 {
    held::keep(bytes)
}

/// Runs an operation on a kept export, with options as JSON.
pub fn operate(operation: Operation, export: u32, options: &[u8]) -> Answer {
    match operation {
        Operation::Read => held::read(export, options),
        Operation::Columns => held::with(export, |held| Ok(held.read.reading.columns())),
        Operation::Page => held::with(export, |held| shown::page(&held.read.reading, options)),
        Operation::Search => held::with(export, |held| shown::search(&held.read.reading, options)),
        Operation::Spans => held::with(export, |held| shown::spans(&held.read.reading, options)),
        Operation::Suggest => held::with(export, |held| shown::suggest(&held.read.reading, options)),
        Operation::Notice => held::with(export, |held| shown::notice(&held.read.reading, options)),
        Operation::Attachment => held::with(export, |held| held::attachment(held, options)),
        Operation::Submit => held::with(export, |held| submit::submit(held, options)),
    }
}

/// Version of the calling convention.
const VERSION: u32 = 2;

/// Returns the version of the calling convention.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_version() -> u32 {
    VERSION
}

/// Returns the address of a new buffer of `len` bytes, or 0 when that is more than the module allows.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_alloc(len: usize) -> usize {
    allocate(len)
}

/// Frees the buffer at this address; an unknown address is ignored.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_free(address: usize) {
    free(address);
}

/// Reads the export at `input` with the options at `options`, and answers with JSON lines
/// (`docs/formats/inspect.md`).
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_inspect(input: usize, options: usize) -> usize {
    with(input, options, inspect)
}

/// Reads the export and answers with its head, losses and summary, without the messages.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_report(input: usize, options: usize) -> usize {
    with(input, options, report)
}

/// Takes the buffer at `input` over and returns the number of the export, or 0 when there is no such buffer.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_keep(input: usize) -> u32 {
    take(input).map_or(0, keep)
}

/// Reads a kept export and answers with its head, losses, senders, files and days.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_read(export: u32, options: usize) -> usize {
    with_options(options, |options| operate(Operation::Read, export, options))
}

/// Answers with four columns over all messages: time, sender, kind and attachments.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_columns(export: u32) -> usize {
    answer_at(operate(Operation::Columns, export, &[]))
}

/// Answers with messages by position.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_page(export: u32, options: usize) -> usize {
    with_options(options, |options| operate(Operation::Page, export, options))
}

/// Answers with the positions of the messages that contain a text.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_search(export: u32, options: usize) -> usize {
    with_options(options, |options| operate(Operation::Search, export, options))
}

/// Answers with the places where a text occurs.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_spans(export: u32, options: usize) -> usize {
    with_options(options, |options| operate(Operation::Spans, export, options))
}

/// Answers with the places that may be personal data.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_suggest(export: u32, options: usize) -> usize {
    with_options(options, |options| operate(Operation::Suggest, export, options))
}

/// Answers with the positions of the messages that are the notice to chat partners.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_notice(export: u32, options: usize) -> usize {
    with_options(options, |options| operate(Operation::Notice, export, options))
}

/// Answers with the bytes of one attachment.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_attachment(export: u32, options: usize) -> usize {
    with_options(options, |options| operate(Operation::Attachment, export, options))
}

/// Answers with the summary, the receipt and the sealed package of what was chosen.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_submit(export: u32, options: usize) -> usize {
    with_options(options, |options| operate(Operation::Submit, export, options))
}

/// Forgets a kept export; an unknown number is ignored.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_close(export: u32) {
    held::close(export);
}

/// Answers with a kept picture in which regions are black, without metadata.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_black_out(picture: u32, options: usize) -> usize {
    with_options(options, |options| screenshots::blacked_out(picture, options).into())
}

/// Answers with the summary, the receipt and the sealed package of kept pictures, with what was typed beside them.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_screenshots(options: usize) -> usize {
    with_options(options, |options| screenshots::submit(options).into())
}

/// Answers with the summary, the receipt and the sealed package of a note; it needs no export.
#[expect(unsafe_code, reason = "the name of an export; nothing unsafe is done")]
#[unsafe(no_mangle)]
pub extern "C" fn zegel_note(options: usize) -> usize {
    with_options(options, |options| submit::note(options).into())
}
