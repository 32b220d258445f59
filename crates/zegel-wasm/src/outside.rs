//! The two things that the module asks of the page: random bytes, and whether to go on.
//!
//! They are the only imports: `page.random(address, len)` fills a piece of linear memory from
//! `crypto.getRandomValues`, and `page.progress(step, done, total)` shows numbers and gives 1 to stop. Natively, in
//! tests, the operating system is asked for randomness and nobody watches.

use std::ops::ControlFlow;

/// What is being done, as the number that the page gets.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    /// The messages are read.
    Reading = 0,
    /// The chosen messages are written.
    Writing = 1,
    /// The attachments are written.
    Attachments = 2,
}

/// Shows how far the work is; `Break` when the page wants it stopped.
#[expect(clippy::cast_precision_loss, reason = "a number for a progress bar")]
pub(crate) fn progress(step: Step, done: u64, total: u64) -> ControlFlow<()> {
    if page::progress(step as u32, done as f64, total as f64) == 0 {
        ControlFlow::Continue(())
    } else {
        ControlFlow::Break(())
    }
}

#[cfg(target_arch = "wasm32")]
#[expect(unsafe_code, reason = "imports of a WebAssembly module are declared in an unsafe block")]
mod page {
    #[link(wasm_import_module = "page")]
    unsafe extern "C" {
        /// Gives 0 to go on.
        pub(super) safe fn progress(step: u32, done: f64, total: f64) -> u32;
        safe fn random(address: *mut u8, len: usize);
    }

    /// Randomness for the age library, which draws the keys of an envelope itself.
    #[expect(clippy::unnecessary_wraps, reason = "the form that getrandom asks for")]
    fn fill(bytes: &mut [u8]) -> Result<(), getrandom::Error> {
        random(bytes.as_mut_ptr(), bytes.len());
        Ok(())
    }

    getrandom::register_custom_getrandom!(fill);
}

#[cfg(not(target_arch = "wasm32"))]
mod page {
    pub(super) fn progress(_step: u32, _done: f64, _total: f64) -> u32 {
        0
    }
}
