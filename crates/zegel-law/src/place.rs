//! Where an act is done: the holidays and the authority follow from it (Regulation (EEC, Euratom) 1182/71 art. 2(1)).

use serde::{Deserialize, Serialize};

/// A Member State whose bodies use Zegel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// The Netherlands.
    #[serde(rename = "NL")]
    Nl,
    /// Belgium.
    #[serde(rename = "BE")]
    Be,
}

impl Place {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Nl, Self::Be];

    /// Returns the code (ISO 3166-1 alpha-2).
    pub fn code(self) -> &'static str {
        match self {
            Self::Nl => "NL",
            Self::Be => "BE",
        }
    }
}

impl std::str::FromStr for Place {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|place| place.code().eq_ignore_ascii_case(text));
        found.ok_or_else(|| "choose NL or BE".to_owned())
    }
}
