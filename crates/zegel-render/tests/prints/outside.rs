//! Programs of others that read our files.

use std::path::Path;
use std::process::{Command, Output};

/// Runs a program; nothing when it is not installed, which is printed.
pub fn run(program: &str, args: &[&str], file: &Path) -> Option<Output> {
    match Command::new(program).args(args).arg(file).arg("-").output() {
        Ok(output) => Some(output),
        Err(_) => {
            println!("skipped: {program} is not installed");
            None
        }
    }
}

/// Returns the text of a PDF in the order it was written, as poppler reads it, with single spaces.
pub fn text_of(pdf: &[u8]) -> Option<String> {
    read(pdf, &["-raw", "-enc", "UTF-8"])
}

/// Returns the text of a PDF in the order that poppler thinks a person reads; it turns back what runs to the left.
pub fn reading_text_of(pdf: &[u8]) -> Option<String> {
    read(pdf, &["-enc", "UTF-8"])
}

fn read(pdf: &[u8], args: &[&str]) -> Option<String> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("print.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = run("pdftotext", args, &file)?;
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(squeeze(&String::from_utf8(output.stdout).unwrap()))
}

/// Returns the objects of a PDF written out by qpdf, after its check; nothing when it is not installed.
pub fn objects_of(pdf: &[u8]) -> Option<String> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("print.pdf");
    std::fs::write(&file, pdf).unwrap();
    let Ok(check) = Command::new("qpdf").arg("--check").arg(&file).output() else {
        println!("skipped: qpdf is not installed");
        return None;
    };
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    let output = run("qpdf", &["--qdf", "--object-streams=disable"], &file)?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Makes every run of white space one space.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
