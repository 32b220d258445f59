//! The reader of chat exports as a WebAssembly module, so that a page can show a chat to its owner before anything
//! is sent (requirement S2).
//!
//! There is no glue generator: a few functions with numbers in and numbers out, and buffers in linear memory, can be
//! read whole by somebody who wants to know what the module does in their browser. It opens no file, no network and
//! no clock; it has no imports at all.
//!
//! **Calling convention.** `zegel_alloc(len)` gives the address of a buffer for the caller to fill. An operation
//! takes addresses of buffers (the export, and options as JSON) and gives the address of an answer: two 32-bit
//! little-endian lengths, then that many bytes of output, then that many bytes of error (JSON with `code`,
//! `message` and `what_to_do`; none when all went well). Damaged input has both. The caller frees every buffer,
//! answers too, with `zegel_free`. A new operation is a new export with the same shape.
//!
//! Invariant: an address that was not given out, or was freed, is refused and never read.

mod buffers;
mod operation;

pub use operation::{inspect, report};

use buffers::{allocate, free, with};

/// Version of the calling convention.
const VERSION: u32 = 1;

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
