//! Any bytes as an export: nothing panics, and every byte of the text ends in exactly one place.

#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use zegel_import::{MessageRef, Options, Sink, Source};

/// Counts the parts that a reading hands over.
#[derive(Default)]
struct Sum {
    n_messages: u64,
    last_position: u64,
}

impl Sink for Sum {
    fn message(&mut self, message: &MessageRef<'_>) -> ControlFlow<()> {
        self.n_messages += 1;
        assert!(self.last_position < message.position, "positions grow");
        self.last_position = message.position;
        ControlFlow::Continue(())
    }
}

fuzz_target!(|data: &[u8]| {
    let mut sum = Sum::default();
    let options = Options::new(jiff::civil::date(2026, 11, 21));
    if let Ok(report) = zegel_import::read(Source::memory(data), &options, &mut sum) {
        assert!(report.accounting.balances(), "a byte of the text is in no part or in two");
    }
});
