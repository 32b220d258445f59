//! The test application: a municipality in a temporary folder, driven through the real binaries.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use zegel_testkit::Export;

/// A municipality with an archive, people and a generated export.
pub struct Body {
    pub dir: TempDir,
}

/// What a command did.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    fn new(output: Output) -> Self {
        Self {
            // No code means that a signal ended it.
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    #[track_caller]
    pub fn ok(self) -> Self {
        assert_eq!(self.code, 0, "out: {}\nerr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(
            self.out.contains(text) || self.err.contains(text),
            "no '{text}' in\nout: {}\nerr: {}",
            self.out,
            self.err
        );
        self
    }

    /// Returns the first UUID after `word`.
    #[track_caller]
    pub fn id_after(&self, word: &str) -> String {
        let at = self.out.find(word).unwrap_or_else(|| panic!("no '{word}' in {}", self.out));
        let rest = &self.out[at + word.len()..];
        rest.split_whitespace().next().expect("an identifier follows").trim_matches(',').to_owned()
    }
}

pub const PEOPLE: [(&str, &str); 6] = [
    ("anna", "chat-owner"),
    ("bram", "records-adviser"),
    ("carla", "data-owner"),
    ("dirk", "archivist"),
    ("elif", "lawyer"),
    ("sam", "supporter"),
];

impl Body {
    /// Makes the archive with its people and two dossiers.
    pub fn new() -> Self {
        let body = Self { dir: tempfile::tempdir().expect("a temporary folder") };
        let shares = body.path("shares");
        body.zegel(&[
            "init",
            "--name",
            "Archief Waterveen",
            "--origin",
            "archief.waterveen.example",
            "--recovery",
            "2/3",
            "--policy-date",
            "2024-01-01",
            "--shares",
            text(&shares),
        ])
        .ok();
        for (id, role) in PEOPLE {
            body.zegel_as(
                "beheer",
                &["person", "add", id, "--name", &format!("Persoon {id}"), "--role", role],
            )
            .ok();
        }
        for dossier in ["W-1", "W-2"] {
            body.zegel_as("carla", &["dossier", "add", dossier, "--title", "Stationsplein"]).ok();
        }
        body
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn archive(&self) -> PathBuf {
        self.path("archive")
    }

    /// Runs `zegel` with the key of this municipality.
    pub fn zegel(&self, args: &[&str]) -> Ran {
        Ran::new(self.command(args).output().expect("zegel starts"))
    }

    pub fn zegel_as(&self, person: &str, args: &[&str]) -> Ran {
        Ran::new(self.command(args).env("ZEGEL_AS", person).output().expect("zegel starts"))
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zegel"));
        command.args(args).env_remove("ZEGEL_AS").env_remove("ZEGEL_FAILPOINT");
        command.env("ZEGEL_ARCHIVE", self.archive()).env("ZEGEL_KEY_FILE", self.path("operator.key"));
        command.current_dir(self.dir.path());
        command
    }

    /// Writes a generated export and returns its path.
    pub fn export(&self, export: &Export) -> PathBuf {
        let path = self.path(&export.zip_name());
        let mut file = std::fs::File::create(&path).expect("the export can be made");
        export.write_zip(&mut file).expect("the export can be written");
        path
    }

    /// Writes a text export and returns its path.
    pub fn text_export(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).expect("the export can be written");
        path
    }

    /// Anna sifts `export` with these options into `name.zegel`.
    pub fn sift(&self, export: &Path, name: &str, options: &[&str]) -> Ran {
        let (out, recipient) = (self.path(&format!("{name}.zegel")), self.archive().join("recipient.txt"));
        let mut args = vec![
            "sift",
            text(export),
            "--owner",
            "anna",
            "--to-archive",
            text(&recipient),
            "--out",
            text(&out),
        ];
        args.extend(options);
        self.zegel(&args)
    }

    /// Sifts, accepts, and returns the capture.
    pub fn accepted(&self, export: &Path, name: &str, options: &[&str]) -> String {
        self.sift(export, name, options).ok();
        let package = self.path(&format!("{name}.zegel"));
        self.zegel_as("anna", &["accept", text(&package)]).ok().id_after("Accepted capture ")
    }

    /// Registers everything in W-1 and returns the record.
    pub fn registered(&self, capture: &str) -> String {
        self.zegel_as("carla", &["register", capture, "--dossier", "W-1", "--title", "Besluit over de bomen"])
            .ok()
            .id_after("  record ")
    }

    /// From an export to a stored record without PDF, which makes the tests about the store quick.
    pub fn stored(&self, export: &Path, name: &str, options: &[&str]) -> (String, String) {
        let capture = self.accepted(export, name, options);
        let record = self.registered(&capture);
        self.zegel_as("carla", &["store", &capture, "--rendition", "later"]).ok();
        (capture, record)
    }

    #[track_caller]
    pub fn verifies(&self) {
        self.zegel_as("beheer", &["verify"]).ok().says("No findings");
    }
}

pub fn text(path: &Path) -> &str {
    path.to_str().expect("a path of a test is text")
}

/// Runs `zegel-verify`, which lies beside `zegel`.
pub fn verify(args: &[&str]) -> Ran {
    let program = Path::new(env!("CARGO_BIN_EXE_zegel")).with_file_name("zegel-verify");
    assert!(program.exists(), "build it first: cargo build -p zegel-verify");
    Ran::new(Command::new(program).args(args).output().expect("zegel-verify starts"))
}

/// A small chat with known words, long enough to be recognised.
pub const CHAT: &str = "23-03-2026 09:00 - Berichten en oproepen worden end-to-end versleuteld. Niemand buiten deze chat kan ze lezen of beluisteren, zelfs WhatsApp niet. Tik voor meer informatie.\n\
23-03-2026 09:01 - Anna: De kapvergunning voor de kastanjes is verleend\n\
23-03-2026 09:02 - Bert: Akkoord, ik stuur de woningbouwplannen naar de raad\n\
23-03-2026 09:03 - Anna: kanariegeel privebericht over de verjaardag\n\
23-03-2026 09:04 - Bert: ja\n\
23-03-2026 09:05 - Anna: Morgen bespreken we het woningbouwplan met wethouder Dekker\n\
24-03-2026 10:00 - Bert: Zwijgzaamheid gewenst\n";
