use std::io::Cursor;

use sha2::{Digest, Sha256};

use super::wire::{Tag, read_frame, write_frame};
use super::{Confinement, read_reply};

fn reply(pdf: &[u8], hash: &[u8]) -> Vec<u8> {
    let confinement = Confinement { resource_limits: true, landlock: true, seccomp: true };
    let mut bytes = Vec::new();
    write_frame(&mut bytes, Tag::Confinement, &serde_json::to_vec(&confinement).unwrap()).unwrap();
    write_frame(&mut bytes, Tag::Pdf, pdf).unwrap();
    write_frame(&mut bytes, Tag::Hash, hash).unwrap();
    bytes
}

fn code(bytes: Vec<u8>, max: u64) -> String {
    match read_reply(&mut Cursor::new(bytes), max) {
        Ok(Some(_)) => "accepted".into(),
        Ok(None) => "none".into(),
        Err(error) => error.code().to_owned(),
    }
}

#[test]
fn only_a_whole_pdf_with_its_own_hash_is_accepted() {
    let pdf = b"%PDF-1.7 body %%EOF";
    let hash = Sha256::digest(pdf);
    let good = reply(pdf, &hash);
    assert_eq!(code(good.clone(), 100), "accepted");
    assert_eq!(code(good.clone(), 10), "typeset-reply", "larger than the limit");
    assert_eq!(code(reply(pdf, &[0; 32]), 100), "typeset-reply", "another hash");
    let page = b"<html></html>";
    assert_eq!(code(reply(page, &Sha256::digest(page)), 100), "typeset-reply", "not a PDF");
    for n in 0..good.len() {
        assert_ne!(code(good[..n].to_vec(), 100), "accepted", "cut off at {n}");
    }
}

#[test]
fn a_length_alone_reserves_no_memory() {
    let mut bytes = vec![b'D'];
    bytes.extend(u64::MAX.to_be_bytes());
    assert!(read_frame(&mut Cursor::new(&bytes), u64::MAX).is_err());
    assert!(read_frame(&mut Cursor::new(&bytes), 10).is_err());
}
