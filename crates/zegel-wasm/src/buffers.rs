//! The buffers that page and module share, by address.
//!
//! They are ordinary vectors in a table, so no pointer is ever made from a number: an address is only a key.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::answer::{Answer, Failure};

/// The largest buffer: linear memory ends at 4 GiB, and the answer needs room too.
const MAX_BUFFER_BYTES: usize = 2 << 30;

thread_local! {
    static BUFFERS: RefCell<BTreeMap<usize, Vec<u8>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Makes a buffer; 0 when it is too large.
pub(crate) fn allocate(len: usize) -> usize {
    if MAX_BUFFER_BYTES < len {
        return 0;
    }
    // One byte more: an empty vector has no address of its own.
    let mut buffer = Vec::with_capacity(len + 1);
    buffer.resize(len, 0);
    keep(buffer)
}

/// Forgets a buffer.
pub(crate) fn free(address: usize) {
    BUFFERS.with_borrow_mut(|buffers| buffers.remove(&address));
}

/// Takes a buffer out of the table.
pub(crate) fn take(address: usize) -> Option<Vec<u8>> {
    BUFFERS.with_borrow_mut(|buffers| buffers.remove(&address))
}

/// Runs an operation on one buffer, and returns the address of its answer.
pub(crate) fn with_options(options: usize, operation: impl FnOnce(&[u8]) -> Answer) -> usize {
    let answer = BUFFERS.with_borrow(|buffers| match buffers.get(&options) {
        Some(options) => operation(options),
        None => Answer::failed(Failure::unknown_buffer()),
    });
    answer_at(answer)
}

/// Gives an answer an address.
pub(crate) fn answer_at(answer: Answer) -> usize {
    keep(answer.into_bytes())
}

/// Runs an operation on two buffers, and returns the address of its answer.
pub(crate) fn with(input: usize, options: usize, operation: fn(&[u8], &[u8]) -> Answer) -> usize {
    let answer = BUFFERS.with_borrow(|buffers| match (buffers.get(&input), buffers.get(&options)) {
        (Some(input), Some(options)) => operation(input, options),
        _ => Answer::failed(Failure::unknown_buffer()),
    });
    keep(answer.into_bytes())
}

fn keep(buffer: Vec<u8>) -> usize {
    let address = buffer.as_ptr().addr();
    BUFFERS.with_borrow_mut(|buffers| buffers.insert(address, buffer));
    address
}
