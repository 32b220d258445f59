//! The typesetting process, from outside.

use std::path::Path;
use std::time::Duration;

use zegel_render::{
    EmbeddedFile, Fonts, Job, Limits, Pictures, Print, Profile, RenderError, Transcript, Typeset, pdf,
    render_in_child,
};

use crate::corpus;

const PROGRAM: &str = env!("CARGO_BIN_EXE_zegel-typeset");

fn typeset(
    program: &str,
    transcript: &Transcript,
    profile: Profile,
    limits: &Limits,
) -> Result<Typeset, RenderError> {
    let job = Job { print: Print::Transcript(transcript), profile, font_dirs: Fonts::default_dirs() };
    let files = [
        ("attachments/000001", corpus::photo(600, 400)),
        ("attachments/000002", corpus::screenshot(320, 180)),
    ];
    let mut pictures = files.into_iter().map(|(id, bytes)| (id.to_owned(), bytes));
    render_in_child(Path::new(program), &[], &job, &mut pictures, limits)
}

fn refused(program: &str, limits: &Limits) -> String {
    typeset(program, &corpus::many(300), Profile::A2a, limits).unwrap_err().code().to_owned()
}

#[test]
fn the_child_makes_the_same_bytes_and_is_confined() {
    let transcript = corpus::ordinary();
    let sources = vec![EmbeddedFile {
        name: "a.json".into(),
        media_type: "application/json".into(),
        description: "bron".into(),
        bytes: b"{}".to_vec(),
    }];
    let typeset =
        typeset(PROGRAM, &transcript, Profile::A3a { sources: sources.clone() }, &Limits::default()).unwrap();
    let mut pictures = Pictures::new();
    pictures.add("attachments/000001", &corpus::photo(600, 400));
    pictures.add("attachments/000002", &corpus::screenshot(320, 180));
    let here =
        pdf(&transcript, &pictures, Profile::A3a { sources }, &Fonts::load(&Fonts::default_dirs()).unwrap())
            .unwrap();
    assert!(typeset.pdf == here);
    if cfg!(target_os = "linux") {
        assert!(typeset.confinement.resource_limits && typeset.confinement.seccomp);
        if !typeset.confinement.landlock {
            println!("skipped: this kernel has no Landlock");
        }
    }
}

#[test]
fn too_little_memory_time_or_room_is_an_answer_and_not_a_hang() {
    let default = Limits::default();
    assert_eq!(refused(PROGRAM, &Limits { memory_bytes: 1_000_000, ..default }), "typeset-memory");
    assert_eq!(refused(PROGRAM, &Limits { cpu_seconds: 0, ..default }), "typeset-died");
    assert_eq!(refused(PROGRAM, &Limits { pdf_bytes: 1_000, ..default }), "typeset-reply");
    assert_eq!(refused(PROGRAM, &Limits { wall: Duration::from_millis(1), ..default }), "typeset-late");
}

#[test]
fn a_program_that_is_not_the_typesetter_is_found_out() {
    let limits = Limits { wall: Duration::from_secs(5), ..Limits::default() };
    assert_eq!(refused("/nowhere/zegel", &limits), "typeset-process");
    if Path::new("/bin/true").exists() {
        assert_eq!(refused("/bin/true", &limits), "typeset-died");
    }
    if Path::new("/bin/cat").exists() {
        assert_eq!(refused("/bin/cat", &limits), "typeset-reply");
    }
}

#[test]
fn a_refusal_of_the_child_keeps_its_code() {
    let transcript = corpus::ordinary();
    let sources = vec![EmbeddedFile {
        name: "a".into(),
        media_type: "json".into(),
        description: String::new(),
        bytes: vec![],
    }];
    let error = typeset(PROGRAM, &transcript, Profile::A3a { sources }, &Limits::default()).unwrap_err();
    assert_eq!(error.code(), "source-media-type");
    let job = Job {
        print: Print::Transcript(&transcript),
        profile: Profile::A2a,
        font_dirs: vec!["/nowhere".into()],
    };
    let error = render_in_child(Path::new(PROGRAM), &[], &job, &mut std::iter::empty(), &Limits::default())
        .unwrap_err();
    assert_eq!(error.code(), "font-missing");
}
