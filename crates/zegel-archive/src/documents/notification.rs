//! A notification to the authority as a document: the form's own numbering, and of each answer how it came there.

use jiff::tz::TimeZone;
use zegel_breach::{FilledForm, FilledItem, Mark, Notification, NotificationKind};
use zegel_law::{Form, FormItem, FormLanguage};
use zegel_model::Content;
use zegel_render::{Document, DocumentBlock, DocumentFact, DocumentMark, HeadingLevel};

use super::{SOFTWARE, heading, moment, of_form, paragraph};
use crate::Desk;

/// Words of ours in the languages of forms: Dutch, English, French, German.
type Words = [&'static str; 4];

const TITLE: Words = [
    "Melding van een datalek aan de toezichthouder",
    "Notification of a personal data breach to the authority",
    "Notification d'une violation de données à l'autorité",
    "Meldung einer Datenschutzverletzung an die Aufsichtsbehörde",
];
const KINDS: [Words; 4] = [
    ["eerste melding", "initial notification", "notification initiale", "Erstmeldung"],
    ["aanvullende melding", "supplementary notification", "notification complémentaire", "Ergänzungsmeldung"],
    ["volledige melding", "complete notification", "notification complète", "vollständige Meldung"],
    ["intrekking", "withdrawal", "retrait", "Rücknahme"],
];
const VERSION: Words = ["versie", "version", "version", "Version"];
const PREVIEW: Words = [
    "voorbeeld, niet als melding bewaard",
    "preview, not kept as a notification",
    "aperçu, non conservé comme notification",
    "Vorschau, nicht als Meldung aufbewahrt",
];
const INTRODUCTION: Words = [
    "Zegel dient niets in. Deze melding is ingevuld uit het register van datalekken; een mens neemt de antwoorden over in het formulier van de toezichthouder. Rechts staat hoe elk antwoord er kwam.",
    "Zegel submits nothing. This notification was filled in from the register of breaches; a person copies the answers into the form of the authority. At the right stands how each answer came there.",
    "Zegel ne dépose rien. Cette notification a été remplie à partir du registre des violations ; une personne recopie les réponses dans le formulaire de l'autorité. À droite figure l'origine de chaque réponse.",
    "Zegel reicht nichts ein. Diese Meldung wurde aus dem Register der Verletzungen ausgefüllt; ein Mensch überträgt die Antworten in das Formular der Behörde. Rechts steht, woher jede Antwort stammt.",
];
const BREACH: Words =
    ["Nummer in het register", "Number in the register", "Numéro au registre", "Nummer im Register"];
const KIND: Words = ["Soort melding", "Kind of notification", "Type de notification", "Art der Meldung"];
const FORM: Words = ["Formulier", "Form", "Formulaire", "Formular"];
const EDITION: Words = ["uitgave", "edition", "édition", "Ausgabe"];
const UNVERIFIED: Words = [
    "niet bij de bron nagelezen",
    "not read at its source",
    "non relu à la source",
    "nicht an der Quelle nachgelesen",
];
const MADE: Words = ["Gemaakt", "Made", "Établie", "Erstellt"];
const REASON: Words = ["Reden", "Reason", "Motif", "Grund"];
const FILED: Words = [
    "Ingediend bij de toezichthouder",
    "Filed with the authority",
    "Déposée auprès de l'autorité",
    "Bei der Behörde eingereicht",
];
const NOT_FILED: Words =
    ["nog niet vastgelegd", "not recorded yet", "pas encore enregistré", "noch nicht erfasst"];
const NUMBER: Words =
    ["Nummer van de toezichthouder", "Number of the authority", "Numéro de l'autorité", "Nummer der Behörde"];
const COMPLETENESS: Words = ["Volledigheid", "Completeness", "Complétude", "Vollständigkeit"];
const MARKS: [Words; 4] = [
    ["vastgelegd", "recorded", "enregistré", "erfasst"],
    ["geteld", "counted", "compté", "gezählt"],
    ["ontbreekt", "missing", "manquant", "fehlt"],
    ["niet gevraagd", "not asked", "non demandé", "nicht gefragt"],
];
const DUE: Words = ["ontbreekt, is nodig", "missing, needed", "manquant, requis", "fehlt, nötig"];
const NOT_ASKED: Words = [
    "Niet gevraagd bij deze melding",
    "Not asked with this notification",
    "Non demandé pour cette notification",
    "Bei dieser Meldung nicht gefragt",
];
const PROVENANCE: Words = ["Ingevuld met", "Filled in with", "Rempli avec", "Ausgefüllt mit"];

/// Returns a filled form as a document; `notification` is what the breach says of it, or nothing for a preview.
pub fn document(
    desk: &Desk<'_>,
    (form, filled): (&Form, &FilledForm),
    notification: Option<&Notification>,
    zone: &TimeZone,
) -> Document {
    let say = |words: Words| word(words, filled.language);
    let which = match notification {
        Some(one) => format!("{} {}", say(VERSION), one.n),
        None => say(PREVIEW).to_owned(),
    };
    let kind = say(kind(filled.kind));
    let at = moment(filled.at, zone);
    let mut blocks = vec![
        paragraph(say(INTRODUCTION)),
        DocumentBlock::Facts { rows: head((form, filled), notification, zone) },
    ];
    for section in &form.sections {
        let asked = form.items.iter().filter(|item| item.section == section.number);
        let rows: Vec<DocumentFact> =
            asked.filter_map(|asked| row(asked, filled.item(&asked.number)?, filled.language)).collect();
        if !rows.is_empty() {
            let title = format!("{} {}", section.number, section.labels.get(filled.language));
            blocks.push(heading(HeadingLevel::One, title));
            blocks.push(DocumentBlock::Facts { rows });
        }
    }
    let not_asked: Vec<&str> = filled
        .items
        .iter()
        .filter(|item| item.mark == Mark::NotApplicable)
        .map(|item| item.number.as_str())
        .collect();
    if !not_asked.is_empty() {
        let text = format!("{}: {}", say(NOT_ASKED), not_asked.join(", "));
        blocks.push(DocumentBlock::Note { text: text.into() });
    }
    Document {
        title: say(TITLE).into(),
        subtitle: format!("{} · {kind} · {which}", form.title.get(filled.language.of_pages())).into(),
        language: of_form(filled.language),
        body_name: desk.archive.config.records_creator.as_str().into(),
        provenance: format!("{} {SOFTWARE}, {}, {at}", say(PROVENANCE), filled.breach).into(),
        reference: format!("{} · {which}", filled.breach).into(),
        made_at: filled.at,
        blocks,
    }
}

fn head(
    (form, filled): (&Form, &FilledForm),
    notification: Option<&Notification>,
    zone: &TimeZone,
) -> Vec<DocumentFact> {
    let say = |words: Words| word(words, filled.language);
    let unverified = if form.verified { String::new() } else { format!(" ({})", say(UNVERIFIED)) };
    let edition = format!(
        "{}, {} {}{unverified}",
        form.title.get(filled.language.of_pages()),
        say(EDITION),
        filled.edition
    );
    let mut rows = vec![
        DocumentFact::new(say(BREACH), filled.breach.as_str()),
        DocumentFact::new(say(KIND), say(kind(filled.kind))),
        DocumentFact::new(say(FORM), edition),
    ];
    if let Some(one) = notification {
        let made = format!("{}, {}", moment(one.made.at, zone), one.made.by);
        rows.push(DocumentFact::new(say(MADE), made));
        rows.extend(one.reason.clone().map(|reason| DocumentFact::new(say(REASON), reason)));
        let filed = one.filed.as_ref();
        let at = filed.map_or_else(|| say(NOT_FILED).to_owned(), |filed| moment(filed.at, zone));
        rows.push(DocumentFact::new(say(FILED), at));
        let number = filed.map_or_else(|| say(NOT_FILED).into(), |filed| filed.number.clone());
        rows.push(DocumentFact::new(say(NUMBER), number));
    }
    let sums = filled.completeness();
    let counts = [sums.n_recorded, sums.n_counted, sums.n_missing, sums.n_not_applicable];
    let counts = MARKS.iter().zip(counts).map(|(mark, n)| format!("{n} {}", say(*mark)));
    let mut counts: Vec<String> = counts.collect();
    if 0 < sums.n_due {
        counts.push(format!("{} {}", sums.n_due, say(DUE)));
    }
    rows.push(DocumentFact::new(say(COMPLETENESS), counts.join(", ")));
    rows
}

/// Returns the row of an item that the form asks here.
fn row(asked: &FormItem, given: &FilledItem, language: FormLanguage) -> Option<DocumentFact> {
    let (words, is_loud) = match given.mark {
        Mark::Recorded => (MARKS[0], false),
        Mark::Counted => (MARKS[1], false),
        Mark::Missing if given.is_due => (DUE, true),
        Mark::Missing => (MARKS[2], false),
        Mark::NotApplicable => return None,
    };
    let value: Vec<&str> = given.words.iter().map(Content::as_str).collect();
    Some(DocumentFact {
        number: given.number.as_str().into(),
        label: asked.labels.get(language).into(),
        value: value.join("\n").into(),
        mark: Some(DocumentMark { word: word(words, language).into(), is_loud }),
    })
}

fn kind(kind: NotificationKind) -> Words {
    match kind {
        NotificationKind::Initial => KINDS[0],
        NotificationKind::Supplementary => KINDS[1],
        NotificationKind::Complete => KINDS[2],
        NotificationKind::Withdrawal => KINDS[3],
    }
}

fn word([nl, en, fr, de]: Words, language: FormLanguage) -> &'static str {
    match language {
        FormLanguage::Nl => nl,
        FormLanguage::En => en,
        FormLanguage::Fr => fr,
        FormLanguage::De => de,
    }
}
