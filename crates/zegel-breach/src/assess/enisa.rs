//! ENISA's score of 2013, SE = DPC × EI + CB, with its arithmetic: a support beside the outcome.
//!
//! It never decides. Scale and national numbers hardly count in it, so a rule "notify from 2 on" would miss breaches that must
//! be notified; the test is GDPR art. 33(1). All counting is in whole quarters.

use serde::{Serialize, Serializer};
use zegel_law::EnisaCategory;

use super::factors::{
    Alteration, Context, Detail, Exposure, Factors, Identification, Outage, Protection, Recipients, Recovery,
    Special,
};

/// From how many people on ENISA wants it flagged.
const FLAGGED_PEOPLE: u64 = 100;

/// A number in whole quarters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarters(pub u8);

impl std::fmt::Display for Quarters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rest = ["", ".25", ".5", ".75"][usize::from(self.0 % 4)];
        write!(f, "{}{rest}", self.0 / 4)
    }
}

impl Serialize for Quarters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 4.0)
    }
}

/// The bands of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EnisaBand {
    /// Below 2.
    Low,
    /// From 2.
    Medium,
    /// From 3.
    High,
    /// From 4.
    VeryHigh,
}

impl EnisaBand {
    fn of(score: Quarters) -> Self {
        match score.0 {
            0..8 => Self::Low,
            8..12 => Self::Medium,
            12..16 => Self::High,
            _ => Self::VeryHigh,
        }
    }

    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::VeryHigh => "very-high",
        }
    }
}

/// The score of one category of data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnisaScore {
    /// The category.
    pub category: EnisaCategory,
    /// Its base score.
    pub base: u8,
    /// The data processing context, after what raises and lowers it; 1 to 4.
    pub dpc: u8,
    /// Which answers raised or lowered it: `detail`, `context`, `vulnerable`, `already-public`.
    pub because: Vec<&'static str>,
    /// The score.
    pub se: Quarters,
    /// How it was computed.
    pub arithmetic: String,
}

/// What the circumstances add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EnisaCircumstances {
    /// Loss of confidentiality.
    pub confidentiality: Quarters,
    /// Loss of integrity.
    pub integrity: Quarters,
    /// Loss of availability.
    pub availability: Quarters,
    /// Malicious intent.
    pub malice: Quarters,
}

impl EnisaCircumstances {
    fn sum(self) -> Quarters {
        Quarters(self.confidentiality.0 + self.integrity.0 + self.availability.0 + self.malice.0)
    }
}

/// ENISA's score with its arithmetic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Enisa {
    /// The score: the highest of the categories.
    pub se: Quarters,
    /// Its band.
    pub band: EnisaBand,
    /// The ease of identification.
    pub ei: Quarters,
    /// The circumstances of the breach together.
    pub cb: Quarters,
    /// The circumstances one by one.
    pub circumstances: EnisaCircumstances,
    /// The categories, the highest score first.
    pub categories: Vec<EnisaScore>,
    /// More than a hundred people; outside the formula.
    pub is_over_100_people: bool,
    /// The data were unintelligible; outside the formula.
    pub is_unintelligible: bool,
}

/// Computes the score.
pub(super) fn enisa(factors: &Factors) -> Enisa {
    let ei = Quarters(match factors.identification {
        Identification::Hardly => 1,
        Identification::WithEffort => 2,
        Identification::Easily => 3,
        Identification::Direct => 4,
    });
    let circumstances = circumstances(factors);
    let cb = circumstances.sum();
    let mut found: Vec<_> = factors.readable.iter().map(|kind| kind.enisa).collect();
    found.sort_unstable();
    found.dedup();
    let mut categories: Vec<_> =
        found.into_iter().map(|category| score(factors, category, ei, circumstances)).collect();
    categories.sort_by_key(|score| std::cmp::Reverse((score.se, score.category)));
    let se = categories.first().map_or(cb, |score| score.se);
    Enisa {
        se,
        band: EnisaBand::of(se),
        ei,
        cb,
        circumstances,
        categories,
        is_over_100_people: factors.n_people.is_some_and(|n| FLAGGED_PEOPLE < n),
        is_unintelligible: factors.protection == Protection::Intact,
    }
}

fn score(
    factors: &Factors,
    category: EnisaCategory,
    ei: Quarters,
    circumstances: EnisaCircumstances,
) -> EnisaScore {
    let base = category as u8 + 1;
    let (dpc, because) = context(factors, category, base);
    let cb = circumstances.sum();
    let se = Quarters(dpc * ei.0 + cb.0);
    let EnisaCircumstances { confidentiality, integrity, availability, malice } = circumstances;
    let arithmetic =
        format!("{dpc} × {ei} + ({confidentiality} + {integrity} + {availability} + {malice}) = {se}");
    EnisaScore { category, base, dpc, because, se, arithmetic }
}

/// The data processing context: the base, lowered or raised in whole steps.
fn context(factors: &Factors, category: EnisaCategory, base: u8) -> (u8, Vec<&'static str>) {
    if factors.is_public_already {
        return (1, vec!["already-public"]);
    }
    let mut because = vec![];
    let by_detail = match factors.detail {
        Detail::Little => 1,
        Detail::Some => (base - 1).max(1),
        Detail::Much => base,
        Detail::Full => (base + 1).min(4),
    };
    if by_detail != base {
        because.push("detail");
    }
    let by_context = match factors.context {
        Context::Plain => 1,
        Context::Some => 2,
        Context::Sensitive => 3,
    };
    if by_detail < by_context {
        because.push("context");
    }
    let dpc = by_detail.max(by_context);
    if category == EnisaCategory::Simple && factors.special == Special::InDanger {
        because.push("vulnerable");
        return (4, because);
    }
    (dpc, because)
}

fn circumstances(factors: &Factors) -> EnisaCircumstances {
    let nature = factors.nature;
    let when = |is_there: bool, quarters: u8| Quarters(if is_there { quarters } else { 0 });
    let disclosed = match (factors.exposure, factors.recipients) {
        (Exposure::RuledOut | Exposure::NoSign, _) => 0,
        _ if factors.protection == Protection::Intact => 0,
        (_, Recipients::Unknown | Recipients::Public) => 2,
        _ => 1,
    };
    let altered = match factors.alteration {
        Alteration::Corrected | Alteration::Unused => 0,
        Alteration::Reversible => 1,
        Alteration::Irreversible => 2,
    };
    let lost = match (factors.outage, factors.recovery) {
        (Outage::Permanent, _) | (_, Recovery::None) => 2,
        (Outage::Days | Outage::Weeks, _) | (_, Recovery::Partly) => 1,
        _ => 0,
    };
    EnisaCircumstances {
        confidentiality: when(nature.confidentiality, disclosed),
        integrity: when(nature.integrity, altered),
        availability: when(nature.availability, lost),
        malice: when(factors.is_malicious, 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_are_printed_as_people_write_them() {
        let printed: Vec<_> = [0, 1, 2, 3, 4, 13].map(|n| Quarters(n).to_string()).into();
        assert_eq!(printed, ["0", "0.25", "0.5", "0.75", "1", "3.25"]);
    }

    #[test]
    fn the_bands_begin_at_two_three_and_four() {
        let bands = [7, 8, 11, 12, 15, 16].map(|n| EnisaBand::of(Quarters(n)).code());
        assert_eq!(bands, ["low", "medium", "medium", "high", "high", "very-high"]);
    }
}
