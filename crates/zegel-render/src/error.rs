//! What can go wrong while rendering, each with a stable code and a way out.

use std::path::PathBuf;

/// Why no print was made. It never holds content.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// No usable font in the folders that were searched.
    #[error("find the font {family} in {}; install the package {package}, or put its files in a folder named by ZEGEL_FONT_DIR", folders(.searched))]
    FontMissing {
        /// The family.
        family: &'static str,
        /// The Debian package that has it.
        package: &'static str,
        /// Where it was looked for.
        searched: Vec<PathBuf>,
    },
    /// A font file could not be read.
    #[error("read the font {}; install it anew", path.display())]
    FontUnreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A font file is not a font.
    #[error("use {}, which is not a TrueType or OpenType font; install it anew", path.display())]
    FontDamaged {
        /// Which.
        path: PathBuf,
    },
    /// A source to embed has no usable media type.
    #[error("embed source {index}, whose media type is not of the form type/subtype; give it one")]
    SourceMediaType {
        /// Place in the list, counted from 1.
        index: usize,
    },
    /// Two sources have one name.
    #[error("embed source {index}, whose name occurs twice; give each its own name")]
    SourceName {
        /// Place in the list, counted from 1.
        index: usize,
    },
    /// The writer found that the result would not conform.
    #[error("write a conforming document: {rule}; report this, it is a defect of the renderer")]
    NotConforming {
        /// The rule, without content.
        rule: String,
    },
    /// The job is larger than the limit.
    #[error(
        "typeset this: {what} is larger than the limit of {limit_bytes} bytes; split it in smaller parts"
    )]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit.
        limit_bytes: u64,
    },
    /// There is more of something than can be set.
    #[error("typeset more than {limit} {what}; split it")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// There is nothing to set.
    #[error("typeset a file without {what}; give at least one")]
    Nothing {
        /// What there is nothing of.
        what: &'static str,
    },
    /// The typesetting process could not be started or spoken to.
    #[error("{doing} the typesetting process")]
    Process {
        /// What was being done.
        doing: &'static str,
        /// Why it failed.
        #[source]
        source: std::io::Error,
    },
    /// The typesetting process ended without an answer: it reached a limit, or it was killed.
    #[error(
        "typeset this part: the process ended without an answer ({status}); give it more memory or time, or split it in smaller parts"
    )]
    Died {
        /// How it ended.
        status: String,
    },
    /// The typesetting process reached its memory limit while it read the job.
    #[error("typeset this part in so little memory; give it more, or split it in smaller parts")]
    NoMemory,
    /// The typesetting process gave no answer in time.
    #[error("typeset this part within {seconds} s; give it more time, or split it in smaller parts")]
    Late {
        /// The limit.
        seconds: u64,
    },
    /// The typesetting process answered with something that is not an answer.
    #[error("trust the answer of the typesetting process: {why}; nothing was kept of it, try again")]
    BadReply {
        /// What was wrong with it.
        why: &'static str,
    },
    /// The typesetting process refused the job.
    #[error("typeset this part: {message}")]
    Refused {
        /// The stable code of the refusal.
        code: String,
        /// Its message, without content.
        message: String,
    },
}

impl RenderError {
    /// Returns the stable code.
    pub fn code(&self) -> &str {
        match self {
            Self::FontMissing { .. } => "font-missing",
            Self::FontUnreadable { .. } => "font-unreadable",
            Self::FontDamaged { .. } => "font-damaged",
            Self::SourceMediaType { .. } => "source-media-type",
            Self::SourceName { .. } => "source-name",
            Self::NotConforming { .. } => "not-conforming",
            Self::TooLarge { .. } => "too-large",
            Self::TooMany { .. } => "too-many",
            Self::Nothing { .. } => "nothing",
            Self::Process { .. } => "typeset-process",
            Self::Died { .. } => "typeset-died",
            Self::NoMemory => "typeset-memory",
            Self::Late { .. } => "typeset-late",
            Self::BadReply { .. } => "typeset-reply",
            Self::Refused { code, .. } => code,
        }
    }
}

fn folders(list: &[PathBuf]) -> String {
    let names: Vec<String> = list.iter().map(|path| path.display().to_string()).collect();
    names.join(", ")
}
