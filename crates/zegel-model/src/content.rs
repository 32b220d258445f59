//! Personal content: text that came from a person and must never reach a log.

use serde::{Deserialize, Serialize};

/// A piece of personal content: a message text, a name, a title, a file name.
///
/// It has no `Display`, and its `Debug` shows only its length in bytes, so that it cannot slip into a log,
/// an error or a panic message.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Content(String);

impl Content {
    /// Wraps `text` without changing it.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text itself, for those who may show it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns true when there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Gives the text away.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Content({} bytes)", self.0.len())
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self(text)
    }
}

#[cfg(test)]
mod tests {
    use super::Content;

    #[test]
    fn debug_shows_a_length_and_never_the_text() {
        assert_eq!(format!("{:?}", Content::from("geheim")), "Content(6 bytes)");
    }
}
