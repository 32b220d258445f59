//! The last page of a rendition: where the record comes from and with what it was made, in the language of the archive.

use zegel_model::{CaptureId, SubmissionManifest};
use zegel_render::{Fact, Language};

use crate::documents::SOFTWARE;

/// What the last page tells, apart from the loss report.
pub(crate) struct Origin<'a> {
    pub capture: CaptureId,
    pub manifest: &'a SubmissionManifest,
    pub canonical_sha256: &'a str,
    pub canonical_bytes: u64,
    pub ledger_size: u64,
    pub ledger_root: String,
}

/// Returns the facts in their order.
pub(crate) fn facts(origin: &Origin<'_>, language: Language) -> Vec<Fact> {
    let words = words(language);
    let commitment = &origin.manifest.commitment;
    let values = [
        origin.capture.to_string(),
        origin.manifest.made_at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
        format!("{} · {}", commitment.algorithm, commitment.root),
        format!("{} / {}", commitment.n_kept, commitment.n_messages),
        format!("{} – {}", commitment.first_at, commitment.last_at),
        origin.manifest.date_order_reason.clone(),
        format!("zegel-record 1 · {} B · SHA-256 {}", origin.canonical_bytes, origin.canonical_sha256),
        format!("{} · {}", origin.ledger_size, origin.ledger_root),
        program(origin.manifest.reader.as_deref()),
    ];
    words.into_iter().zip(values).map(|(label, value)| Fact::new(label, value)).collect()
}

/// Names this program, and the version of the reader that made messages of the export.
fn program(reader: Option<&str>) -> String {
    reader.map_or_else(|| SOFTWARE.to_owned(), |reader| format!("{SOFTWARE} · {reader}"))
}

fn words(language: Language) -> [&'static str; 9] {
    match language {
        Language::Nl => [
            "Veiligstelling",
            "Ingediend op",
            "Vastlegging van de hele export",
            "Berichten bewaard / in de export",
            "Periode van de export (lokale tijd)",
            "Volgorde van dag en maand",
            "Canonieke JSON bij dit archiefstuk",
            "Logboek bij het opmaken (aantal, wortel)",
            "Programma",
        ],
        Language::En => [
            "Capture",
            "Handed in at",
            "Commitment to the whole export",
            "Messages kept / in the export",
            "Period of the export (local time)",
            "Order of day and month",
            "Canonical JSON of this record",
            "Ledger when this was made (size, root)",
            "Program",
        ],
        Language::Fr => [
            "Capture",
            "Remis le",
            "Engagement sur l'export entier",
            "Messages conservés / dans l'export",
            "Période de l'export (heure locale)",
            "Ordre du jour et du mois",
            "JSON canonique de ce document",
            "Registre au moment de la mise en page (taille, racine)",
            "Programme",
        ],
    }
}

/// Returns the words before the hash of a font.
pub(crate) fn font_label(language: Language) -> &'static str {
    match language {
        Language::Nl => "Lettertype (SHA-256)",
        Language::En => "Font (SHA-256)",
        Language::Fr => "Police (SHA-256)",
    }
}

/// Returns the language of the archive; an unknown one is Dutch.
pub(crate) fn language(tag: &str) -> Language {
    Language::ALL.into_iter().find(|language| language.tag() == tag).unwrap_or_default()
}
