//! Any text with every detector, and with one at a time: the marks lie in the text, in order, apart.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zegel_suggest::{Detector, Sample, Setting, Suggester, measure};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let n_chars = text.chars().count() as u64;
    let all = Suggester::new(&Setting { detectors: Detector::ALL.to_vec(), ..Setting::default() });
    let marks = all.marks(&text);
    assert!(marks.iter().all(|mark| mark.from < mark.to && mark.to <= n_chars));
    assert!(marks.windows(2).all(|pair| pair[0].to <= pair[1].from));
    for detector in Detector::ALL {
        let one = Suggester::new(&Setting { detectors: vec![detector], ..Setting::default() });
        assert!(one.marks(&text).iter().all(|mark| mark.detector == detector));
    }
    if let Ok(sample) = Sample::parse(bytes) {
        for figure in measure(&all, &sample) {
            assert!(figure.precision.n <= figure.precision.of && figure.recall.n <= figure.recall.of);
        }
    }
});
