//! Hostile containers with some bytes changed: nothing panics, hangs or takes memory by the gigabyte.

#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use zegel_import::{MessageRef, Options, Sink, Source};
use zegel_testkit::hostile::{self, Traversal};

struct Nothing;

impl Sink for Nothing {
    fn message(&mut self, _: &MessageRef<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// One container for each first byte.
fn container(number: u8) -> Vec<u8> {
    match number % 12 {
        0 => hostile::zip_bomb(64),
        1 => hostile::lying_bomb(64),
        2 => hostile::overlapping(20),
        3 => hostile::quoted_overlap(20),
        4 => hostile::nested(3),
        5 => hostile::traversal(Traversal::ALL[usize::from(number) / 12 % Traversal::ALL.len()]),
        6 => hostile::symlink(),
        7 => hostile::duplicate_names(),
        8 => hostile::encrypted(),
        9 => hostile::zip64(),
        10 => hostile::four_gigabytes_claimed(),
        _ => hostile::many_entries(50),
    }
}

fuzz_target!(|data: &[u8]| {
    let [number, changes @ ..] = data else { return };
    let mut bytes = container(*number);
    // Each change is a place from the end of the file, where the directory is, and a value.
    for change in changes.chunks_exact(3) {
        let back = usize::from(u16::from_le_bytes([change[0], change[1]])) % bytes.len();
        let place = bytes.len() - 1 - back;
        bytes[place] ^= change[2];
    }
    let options = Options::new(jiff::civil::date(2026, 11, 21));
    let source = Source::memory(&bytes).named("WhatsApp Chat - Lindeplein.zip");
    // A refusal is as good as a reading here.
    let _ = zegel_import::read(source, &options, &mut Nothing);
});
