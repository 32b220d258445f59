//! What the chores need from the machine: looks for it, installs it where it may, says what is missing where
//! it may not.
//!
//! Installs only packages of Debian, a target of rustup, and Python packages in a folder of the build. Never
//! asks for a password.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::root::{root, target};

/// A package of Debian, and how one sees that its content is there whatever the system calls it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Package {
    pub(crate) name: &'static str,
    pub(crate) sign: Sign,
    pub(crate) why: &'static str,
}

/// How one sees that something is there.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sign {
    /// A program on the path.
    Program(&'static str),
    /// A library that pkg-config knows.
    Library(&'static str),
    /// One of these files or folders.
    File(&'static [&'static str]),
    /// A module of Python.
    Module(&'static str),
}

impl Sign {
    fn is_there(self) -> bool {
        match self {
            Self::Program(name) => program(name).is_some(),
            Self::Library(name) => succeeds(Command::new("pkg-config").args(["--exists", name])),
            Self::File(paths) => paths.iter().any(|path| Path::new(path).exists()),
            Self::Module(name) => succeeds(Command::new("python3").args(["-c", &format!("import {name}")])),
        }
    }
}

const COMPILER: Package =
    Package { name: "gcc", sign: Sign::Program("cc"), why: "links programs and compiles SQLite" };
const LIBC: Package = Package {
    name: "libc6-dev",
    sign: Sign::File(&["/usr/include/stdio.h", "/Library/Developer"]),
    why: "the headers that C code needs",
};
const PKG_CONFIG: Package =
    Package { name: "pkg-config", sign: Sign::Program("pkg-config"), why: "finds OpenSSL" };
const OPENSSL: Package =
    Package { name: "libssl-dev", sign: Sign::Library("libcrypto"), why: "the ciphers of the database" };
const FONTS: Package = Package {
    name: "fonts-noto-core",
    sign: Sign::File(&["/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"]),
    why: "letters of all scripts in the PDF",
};
const EMOJI: Package = Package {
    name: "fonts-noto-color-emoji",
    sign: Sign::File(&["/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"]),
    why: "emoji in the PDF",
};

const NODE: Package = Package {
    name: "nodejs",
    sign: Sign::Program("node"),
    why: "bundles the pages, runs the WebAssembly build",
};
const NPM: Package =
    Package { name: "npm", sign: Sign::Program("npm"), why: "fetches what the pages are made of" };

/// What building needs, the demonstration and the benchmark.
pub(crate) const TO_RUN: &[Package] = &[COMPILER, LIBC, PKG_CONFIG, OPENSSL, FONTS, EMOJI, NODE, NPM];

/// What the tests need besides: programs that nobody here wrote, which judge what we write.
pub(crate) const TO_TEST: &[Package] = &[
    Package { name: "libxml2-utils", sign: Sign::Program("xmllint"), why: "checks XML against the schemas" },
    Package { name: "openssl", sign: Sign::Program("openssl"), why: "makes and checks time-stamp tokens" },
    Package { name: "age", sign: Sign::Program("age"), why: "opens what we seal, and seals what we open" },
    Package { name: "qpdf", sign: Sign::Program("qpdf"), why: "checks the structure of PDF files" },
    Package { name: "poppler-utils", sign: Sign::Program("pdftotext"), why: "reads the text of PDF files" },
    Package { name: "strace", sign: Sign::Program("strace"), why: "kills the archive at every write" },
    Package {
        name: "fonts-noto-cjk",
        sign: Sign::File(&["/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"]),
        why: "Chinese, Japanese and Korean in the PDF",
    },
    Package { name: "chromium", sign: Sign::Program("chromium"), why: "opens the pages as people do" },
    Package { name: "python3-venv", sign: Sign::Module("ensurepip"), why: "holds bagit.py and schemathesis" },
    Package { name: "python3-pip", sign: Sign::Module("pip"), why: "fetches bagit.py and veraPDF" },
    Package {
        name: "openjdk-17-jdk-headless",
        sign: Sign::Program("javac"),
        why: "runs veraPDF and the Nu HTML checker",
    },
    Package {
        name: "libjaxb-java",
        sign: Sign::File(&["/usr/share/java/jaxb-runtime.jar"]),
        why: "reads the profiles of veraPDF",
    },
];

/// Installs those of `packages` that are missing and returns those that are missing still.
pub(crate) fn ensure(packages: &[Package]) -> Vec<Package> {
    let missing = |packages: &[Package]| -> Vec<Package> {
        packages.iter().copied().filter(|package| !package.sign.is_there()).collect()
    };
    let before = missing(packages);
    if before.is_empty() {
        return before;
    }
    let names: Vec<&str> = before.iter().map(|package| package.name).collect();
    let Some(install) = installer() else { return before };
    println!("installing {}", names.join(" "));
    // A failure shows in what is still missing; apt has printed the cause.
    let _ = install("update", &[]);
    let _ = install("install", &names);
    missing(&before)
}

/// Prints what is missing and how to get it.
pub(crate) fn explain(missing: &[Package]) {
    for package in missing {
        eprintln!("missing: {} ({})", package.name, package.why);
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    eprintln!("to install: sudo apt-get install {}", names.join(" "));
}

/// Sees to all that a build of the product needs; says what is missing, and returns false, where it may not.
pub(crate) fn ensure_to_build() -> bool {
    let missing = ensure(TO_RUN);
    if !missing.is_empty() {
        explain(&missing);
        return false;
    }
    if !ensure_wasm_target() {
        eprintln!("{NO_WASM}");
        return false;
    }
    true
}

type Install = fn(&str, &[&str]) -> Result<()>;

/// Returns a way to install packages, where there is one that asks for no password.
fn installer() -> Option<Install> {
    program("apt-get")?;
    if output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0") {
        return Some(|verb, names| apt(Command::new("apt-get"), verb, names));
    }
    succeeds(Command::new("sudo").args(["-n", "true"])).then_some(|verb: &str, names: &[&str]| {
        let mut command = Command::new("sudo");
        command.args(["-n", "apt-get"]);
        apt(command, verb, names)
    })
}

fn apt(mut command: Command, verb: &str, names: &[&str]) -> Result<()> {
    command.env("DEBIAN_FRONTEND", "noninteractive").args(["-qq", verb]);
    if verb == "install" {
        command.args(["-y", "--no-install-recommends"]).args(names);
    }
    let status = command.stdout(Stdio::null()).status().context("could not start apt-get")?;
    if !status.success() {
        bail!("apt-get {verb} ended with {status}");
    }
    Ok(())
}

/// What to do where the compile target of browsers is missing.
pub(crate) const NO_WASM: &str = "missing target; run: rustup target add wasm32-unknown-unknown";

/// Adds the compile target of browsers, where rustup can; returns false where it is missing.
pub(crate) fn ensure_wasm_target() -> bool {
    let there = || {
        let sysroot = output(Command::new("rustc").args(["--print", "sysroot"])).unwrap_or_default();
        Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown").exists()
    };
    there() || (succeeds(Command::new("rustup").args(["target", "add", "wasm32-unknown-unknown"])) && there())
}

/// Bundles the style, the scripts and the WebAssembly of the pages, which the server embeds.
pub(crate) fn browser() -> Command {
    let mut command = Command::new("node");
    command.arg("browser/build.mjs").current_dir(root());
    command
}

/// Makes a folder with Python and `packages` (each with its version) in it, once, and returns its programs.
pub(crate) fn python(name: &str, packages: &[&str]) -> Result<PathBuf> {
    let folder = target().join("tools").join(name);
    let programs = folder.join("bin");
    let stamp = folder.join("installed.txt");
    let wanted = packages.join("\n");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(programs);
    }
    let venv = Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder).status();
    if !venv.context("could not start python3")?.success() {
        bail!("python3 could not make the folder {}; install python3-venv", folder.display());
    }
    let mut pip = Command::new(programs.join("python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(packages);
    if !pip.status().context("could not start pip")?.success() {
        bail!("pip could not install {} (is the package index reachable?)", packages.join(" "));
    }
    std::fs::write(&stamp, wanted).with_context(|| format!("could not write {}", stamp.display()))?;
    Ok(programs)
}

/// Returns where `name` is on the path.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Returns true when `command` can be started and ends well; its output is not shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Returns what `command` prints, where it ends well.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
