//! A package that was sealed to the archive's key by a stranger: whatever is inside, the archive reads it or refuses it, and
//! nothing that a stranger made up is verified.

#![no_main]

use std::io::Write;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use zegel_seal::{Identity, seal_stream};
use zegel_sift::SubmissionReader;

static ARCHIVE: LazyLock<Identity> = LazyLock::new(|| Identity::generate(&mut |bytes: &mut [u8]| bytes.fill(7)));

fn read(sealed: &[u8]) -> Result<(), zegel_sift::SiftError> {
    let mut reader = SubmissionReader::open(&ARCHIVE, sealed)?;
    while reader.next_message()?.is_some() {}
    while let Some((_, mut file)) = reader.next_file()? {
        if std::io::copy(&mut file, &mut std::io::sink()).is_err() {
            break;
        }
    }
    reader.finish().map(drop)
}

fuzz_target!(|data: &[u8]| {
    let Ok(mut writer) = seal_stream(&[ARCHIVE.recipient()], Vec::new()) else { return };
    writer.write_all(data).expect("memory takes everything");
    let Ok(sealed) = writer.finish() else { return };
    // A refusal is the ordinary end.
    let _ = read(&sealed);
});
