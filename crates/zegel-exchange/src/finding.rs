//! What a check of a package found: everything at once, each with its place.

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The package may be used, but somebody should know.
    Warning,
    /// The package is not what it says.
    Error,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// The stable code.
    pub code: &'static str,
    /// The path in the package, where it is about one file. Control characters are shown as U+FFFD.
    pub path: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = self.path.as_deref().map(|path| format!("{path}: ")).unwrap_or_default();
        write!(f, "{path}{} [{}]", self.message, self.code)
    }
}

/// The findings of one check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Findings(pub(crate) Vec<Finding>);

impl Findings {
    pub(crate) fn error(&mut self, code: &'static str, path: Option<&str>, message: impl Into<String>) {
        self.add(Severity::Error, code, path, message.into());
    }

    pub(crate) fn warning(&mut self, code: &'static str, path: Option<&str>, message: impl Into<String>) {
        self.add(Severity::Warning, code, path, message.into());
    }

    fn add(&mut self, severity: Severity, code: &'static str, path: Option<&str>, message: String) {
        // A name in a hostile package must not be able to move the cursor of whoever reads this.
        let path = path.map(|path| path.replace(|c: char| c.is_control(), "\u{FFFD}"));
        self.0.push(Finding { severity, code, path, message });
    }

    pub(crate) fn has_error(&self) -> bool {
        self.0.iter().any(|finding| finding.severity == Severity::Error)
    }
}
