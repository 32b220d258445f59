//! The certificate of destruction: what remains for ever of a record that is gone (records checklist 17 and 18).
//!
//! It holds identifiers, grounds, people by the name under which they acted, and dates; no title and no content. It states
//! two dates (DESIGN.md, decision 12): unreadable for the system, and unreadable even with the oldest escrowed backup.
//!
//! Invariant: the JSON is the certificate; text and HTML are prints of it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zegel_law::Language;
use zegel_model::{Content, Done, DossierId, RecordId};

/// A certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// `zegel-destruction-certificate`.
    pub format: String,
    /// Version of the format: 1.
    pub version: u32,
    /// The archive.
    pub archive: String,
    /// The record.
    pub record: RecordId,
    /// The dossier it was in.
    pub dossier: DossierId,
    /// The ground, without personal content.
    pub ground: String,
    /// The category of the selection list.
    pub category: String,
    /// Until when it had to be kept, where it had a term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_until: Option<Date>,
    /// Who asked for it, and when.
    pub proposed: Done,
    /// Who approved it and carried it out, and when.
    pub approved: Done,
    /// What was destroyed.
    pub destroyed: Destroyed,
    /// From when the system cannot read it any more.
    pub unreadable_for_system_from: Timestamp,
    /// From when it cannot be read with the oldest backup of a key that is kept elsewhere either; `None` when such backups
    /// have no end, which the certificate then says.
    pub unreadable_with_oldest_backup_from: Option<Date>,
    /// Place of the act in the ledger.
    pub ledger_index: u64,
    /// Root of the ledger with that act, lower-case hexadecimal.
    pub ledger_root: String,
    /// What remains, each in one sentence without content.
    pub remains: Vec<String>,
    /// When the certificate was made.
    pub made_at: Timestamp,
}

/// How much was destroyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destroyed {
    /// Number of messages.
    pub n_messages: u64,
    /// Number of stored objects (renditions, sources, attachments).
    pub n_objects: u64,
    /// Number of bytes of them.
    pub n_bytes: u64,
    /// Number of entries in the search index.
    pub n_index_entries: u64,
    /// Number of keys.
    pub n_keys: u64,
}

/// The word in [`Certificate::format`].
pub const CERTIFICATE_FORMAT: &str = "zegel-destruction-certificate";

/// A file that is not a certificate.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// Not JSON, or not this shape.
    #[error("could not read the certificate at line {line}, column {column}")]
    Shape {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// Another format or a later version.
    #[error("this is not a {CERTIFICATE_FORMAT} of version 1; read it with the program that made it")]
    Version,
}

impl Certificate {
    /// Prints it as JSON, the form that is kept.
    ///
    /// # Panics
    /// Never: every field of it can be written as JSON.
    pub fn to_json(&self) -> String {
        let mut json =
            serde_json::to_string_pretty(self).expect("a certificate holds only strings, numbers and lists");
        json.push('\n');
        json
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`CertificateError`].
    pub fn read(json: &str) -> Result<Self, CertificateError> {
        let certificate: Self = serde_json::from_str(json)
            .map_err(|error| CertificateError::Shape { line: error.line(), column: error.column() })?;
        let is_ours = certificate.format == CERTIFICATE_FORMAT && certificate.version == 1;
        if is_ours { Ok(certificate) } else { Err(CertificateError::Version) }
    }

    /// Prints it as plain text.
    pub fn to_text(&self, language: Language) -> String {
        let rows = self.rows(language);
        let width = rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
        let title = words(language).title;
        let mut text = format!("{title}\n{}\n\n", "=".repeat(title.chars().count()));
        for (label, value) in rows {
            text += &format!("{label:<width$}  {value}\n");
        }
        text
    }

    /// Prints it as one HTML page without scripts or outside sources, for paper.
    pub fn to_html(&self, language: Language) -> Content {
        let words = words(language);
        let mut html = format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n<table>\n",
            words.code, words.title, words.title
        );
        for (label, value) in self.rows(language) {
            html +=
                &format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", escaped(label), escaped(&value));
        }
        html += "</table>\n</main>\n</body>\n</html>\n";
        html.into()
    }

    fn rows(&self, language: Language) -> Vec<(&'static str, String)> {
        let w = words(language);
        let done = |done: &Done| format!("{}, {}", done.by, done.at);
        let d = &self.destroyed;
        let amount = [
            (d.n_messages, w.messages),
            (d.n_objects, w.objects),
            (d.n_bytes, w.bytes),
            (d.n_index_entries, w.index_entries),
            (d.n_keys, w.keys),
        ];
        let amount: Vec<_> = amount.iter().map(|(n, what)| format!("{n} {what}")).collect();
        let mut rows = vec![
            (w.archive, self.archive.clone()),
            (w.record, self.record.to_string()),
            (w.dossier, self.dossier.to_string()),
            (w.ground, self.ground.clone()),
            (w.category, self.category.clone()),
        ];
        rows.extend(self.kept_until.map(|day| (w.kept_until, day.to_string())));
        let backup =
            self.unreadable_with_oldest_backup_from.map_or(w.never.to_owned(), |day| day.to_string());
        rows.extend([
            (w.proposed, done(&self.proposed)),
            (w.approved, done(&self.approved)),
            (w.destroyed, amount.join(", ")),
            (w.unreadable, self.unreadable_for_system_from.to_string()),
            (w.unreadable_backup, backup),
            (w.ledger, format!("{} ({})", self.ledger_index, self.ledger_root)),
        ]);
        rows.extend(self.remains.iter().map(|remains| (w.remains, remains.clone())));
        rows.push((w.made, self.made_at.to_string()));
        rows
    }
}

const STYLE: &str = "body{font:12pt/1.5 serif;max-width:45em;margin:2em auto;padding:0 1em}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3em .8em .3em 0;\
border-bottom:1px solid #999;overflow-wrap:anywhere}th{width:34%;font-weight:600}";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

struct Words {
    code: &'static str,
    title: &'static str,
    archive: &'static str,
    record: &'static str,
    dossier: &'static str,
    ground: &'static str,
    category: &'static str,
    kept_until: &'static str,
    proposed: &'static str,
    approved: &'static str,
    destroyed: &'static str,
    messages: &'static str,
    objects: &'static str,
    bytes: &'static str,
    index_entries: &'static str,
    keys: &'static str,
    unreadable: &'static str,
    unreadable_backup: &'static str,
    never: &'static str,
    ledger: &'static str,
    remains: &'static str,
    made: &'static str,
}

fn words(language: Language) -> &'static Words {
    match language {
        Language::Nl => &NL,
        Language::En => &EN,
        Language::Fr => &FR,
    }
}

static NL: Words = Words {
    code: "nl",
    title: "Verklaring van vernietiging",
    archive: "Archief",
    record: "Archiefstuk",
    dossier: "Dossier",
    ground: "Grond",
    category: "Categorie van de selectielijst",
    kept_until: "Te bewaren tot en met",
    proposed: "Voorgesteld door, op",
    approved: "Goedgekeurd en uitgevoerd door, op",
    destroyed: "Vernietigd",
    messages: "berichten",
    objects: "opgeslagen objecten",
    bytes: "bytes",
    index_entries: "ingangen in de zoekindex",
    keys: "sleutels",
    unreadable: "Onleesbaar voor het systeem vanaf",
    unreadable_backup: "Ook met de oudste reservekopie van een sleutel onleesbaar vanaf",
    never: "niet vastgesteld: voor reservekopieën van sleutels is geen einddatum opgegeven",
    ledger: "Regel in het logboek (wortel)",
    remains: "Blijft over",
    made: "Opgemaakt op",
};

static EN: Words = Words {
    code: "en",
    title: "Certificate of destruction",
    archive: "Archive",
    record: "Record",
    dossier: "Dossier",
    ground: "Ground",
    category: "Category of the selection list",
    kept_until: "To be kept until and including",
    proposed: "Proposed by, at",
    approved: "Approved and carried out by, at",
    destroyed: "Destroyed",
    messages: "messages",
    objects: "stored objects",
    bytes: "bytes",
    index_entries: "entries in the search index",
    keys: "keys",
    unreadable: "Unreadable for the system from",
    unreadable_backup: "Unreadable even with the oldest backup of a key from",
    never: "not established: no end was stated for backups of keys",
    ledger: "Entry in the ledger (root)",
    remains: "What remains",
    made: "Made at",
};

static FR: Words = Words {
    code: "fr",
    title: "Certificat de destruction",
    archive: "Archives",
    record: "Pièce d'archives",
    dossier: "Dossier",
    ground: "Motif",
    category: "Catégorie du tableau de tri",
    kept_until: "À conserver jusqu'au",
    proposed: "Proposé par, le",
    approved: "Approuvé et exécuté par, le",
    destroyed: "Détruit",
    messages: "messages",
    objects: "objets stockés",
    bytes: "octets",
    index_entries: "entrées de l'index de recherche",
    keys: "clés",
    unreadable: "Illisible pour le système à partir du",
    unreadable_backup: "Illisible même avec la plus ancienne copie de sauvegarde d'une clé à partir du",
    never: "non établi : aucune date de fin n'est indiquée pour les copies de sauvegarde des clés",
    ledger: "Entrée du journal (racine)",
    remains: "Ce qui reste",
    made: "Établi le",
};
