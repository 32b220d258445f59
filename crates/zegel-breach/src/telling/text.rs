//! The text by which people are told: what GDPR art. 34(2) asks for, in plain language, per kind of recipient and language.
//!
//! The first words come from templates and from what is recorded of the breach; a person edits them. What a person must still
//! write stands between square brackets, and nothing goes out while such a place is left.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zegel_law::FormLanguage;
use zegel_model::Content;

/// The kind of recipient whose text is used where a kind has none of its own.
pub const GENERAL: &str = "general";
/// The kinds of recipients for which there are templates.
pub const KIND_CODES: [&str; 4] = [GENERAL, "staff", "external", "guardian"];
/// The longest subject of a mail, in characters.
const MAX_SUBJECT_CHARS: usize = 150;
/// The longest part of a text, in characters.
const MAX_PART_CHARS: usize = 5_000;
/// The shortest part of a text, in characters: below it nobody meant to write one.
const MIN_PART_CHARS: usize = 10;

/// A part of the text, with its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The nature of the breach (GDPR art. 34(2)).
    Nature,
    /// The likely consequences (art. 33(3)(c)).
    Consequences,
    /// The measures taken or proposed (art. 33(3)(d)).
    Measures,
    /// What people can do themselves to limit the effects (art. 33(3)(d), recital 86).
    Advice,
    /// The point of contact (art. 33(3)(b)).
    Contact,
}

/// The parts, in the order in which they stand in a letter.
pub const PARTS: [Part; 5] = [Part::Nature, Part::Consequences, Part::Measures, Part::Advice, Part::Contact];

impl Part {
    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nature => "nature",
            Self::Consequences => "consequences",
            Self::Measures => "measures",
            Self::Advice => "advice",
            Self::Contact => "contact",
        }
    }
}

/// The words for one kind of recipient in one language. A line that begins with `- ` is an item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TellingWords {
    /// The subject of the mail.
    pub subject: Content,
    /// Why somebody gets this.
    pub opening: Content,
    /// What happened.
    pub nature: Content,
    /// What it can mean.
    pub consequences: Content,
    /// What was done.
    pub measures: Content,
    /// What people can do themselves.
    pub advice: Content,
    /// Whom to turn to.
    pub contact: Content,
}

/// What is not ready in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The field: `subject`, `opening` or the code of a part.
    pub field: &'static str,
    /// What is wrong: `missing`, `fill-in` for a place between brackets, `long`, `lines` for a subject of several lines.
    pub why: &'static str,
}

impl TellingWords {
    /// Returns the words of a part.
    pub fn part(&self, part: Part) -> &Content {
        match part {
            Part::Nature => &self.nature,
            Part::Consequences => &self.consequences,
            Part::Measures => &self.measures,
            Part::Advice => &self.advice,
            Part::Contact => &self.contact,
        }
    }

    /// Returns what is not ready: nothing may go out while there is a gap.
    pub fn gaps(&self) -> Vec<Gap> {
        let mut gaps = vec![];
        let mut add = |field, why: Option<&'static str>| gaps.extend(why.map(|why| Gap { field, why }));
        let subject = self.subject.as_str();
        let has_lines = subject.chars().any(char::is_control);
        add("subject", gap(subject, MAX_SUBJECT_CHARS).or(has_lines.then_some("lines")));
        add("opening", gap(self.opening.as_str(), MAX_PART_CHARS));
        for part in PARTS {
            add(part.code(), gap(self.part(part).as_str(), MAX_PART_CHARS));
        }
        gaps
    }

    /// Returns what no version may hold, ready or not: a part that is too long, a subject of several lines.
    pub fn mistakes(&self) -> Vec<Gap> {
        self.gaps().into_iter().filter(|gap| matches!(gap.why, "long" | "lines")).collect()
    }
}

fn gap(text: &str, max: usize) -> Option<&'static str> {
    let n = text.trim().chars().count();
    if n < MIN_PART_CHARS {
        return Some("missing");
    }
    if max < n {
        return Some("long");
    }
    let is_left = text.find('[').is_some_and(|at| text[at..].contains(']'));
    is_left.then_some("fill-in")
}

/// The words for a kind of recipient in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindText {
    /// The kind: one of [`KIND_CODES`] or of the body's own.
    pub kind: String,
    /// The language.
    pub language: FormLanguage,
    /// The words.
    pub words: TellingWords,
}

/// A version of all texts by which people are told of one breach.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TellingText {
    /// The texts, by kind and language.
    pub texts: Vec<KindText>,
}

impl TellingText {
    /// Returns the words for a kind and a language themselves.
    pub fn own(&self, kind: &str, language: FormLanguage) -> Option<&TellingWords> {
        let found = self.texts.iter().find(|one| one.kind == kind && one.language == language);
        found.map(|one| &one.words)
    }

    /// Returns the words that somebody of this kind gets in this language: their own, else the general ones.
    pub fn of(&self, kind: &str, language: FormLanguage) -> Option<&TellingWords> {
        self.own(kind, language).or_else(|| self.own(GENERAL, language))
    }

    /// Puts words in place.
    pub fn with(mut self, kind: &str, language: FormLanguage, words: TellingWords) -> Self {
        self.texts.retain(|one| !(one.kind == kind && one.language == language));
        self.texts.push(KindText { kind: kind.to_owned(), language, words });
        self.texts.sort_by(|a, b| (&a.kind, a.language.tag()).cmp(&(&b.kind, b.language.tag())));
        self
    }
}

/// What is recorded of a breach and stands in the first words, in one language.
#[derive(Debug, Clone, Default)]
pub struct TellingFacts {
    /// The name of the body.
    pub body_name: String,
    /// The code of when it happened (`at`, `between`, `since`, `ongoing`, `unknown`), and its days.
    pub when: (&'static str, Option<Date>, Option<Date>),
    /// The codes of what happened to the data.
    pub nature: Vec<String>,
    /// The kinds of data, in this language; empty where there are no words for it.
    pub data: Vec<String>,
    /// The likely consequences, in this language.
    pub consequences: Vec<String>,
    /// The measures, in the words of the desk.
    pub measures: Vec<Content>,
    /// The desk writes in this language; otherwise its words are to be translated.
    pub is_desk_language: bool,
    /// The point of contact: its name, and how to reach it.
    pub contact: Option<(String, String)>,
    /// The authority at which people complain.
    pub authority: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Templates {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    languages: BTreeMap<String, Template>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    name: String,
    reference: String,
    salutation: String,
    salutation_unnamed: String,
    closing: String,
    headings: BTreeMap<String, String>,
    kinds: BTreeMap<String, String>,
    subject: String,
    subject_guardian: String,
    opening: BTreeMap<String, String>,
    when: BTreeMap<String, String>,
    nature: BTreeMap<String, String>,
    nature_more: String,
    data: String,
    data_missing: String,
    consequences: String,
    consequences_missing: String,
    measures: String,
    measures_missing: String,
    translate: String,
    advice: BTreeMap<String, String>,
    contact: String,
    contact_missing: String,
    complaint: String,
    /// The names of authorities in a language that the law of this place does not name them in.
    #[serde(default)]
    authorities: BTreeMap<String, String>,
    date: String,
    months: Vec<String>,
}

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/telling.json")).expect("a test reads the templates")
});

fn template(language: FormLanguage) -> &'static Template {
    TEMPLATES.languages.get(language.tag()).expect("a test looks for every language")
}

/// Returns the words of a map by code, or the general ones.
fn by_code<'t>(map: &'t BTreeMap<String, String>, code: &str) -> &'t str {
    map.get(code).or_else(|| map.get(GENERAL)).map_or("", String::as_str)
}

/// Makes the first words for a kind of recipient from what is recorded.
pub fn propose(kind: &str, language: FormLanguage, facts: &TellingFacts) -> TellingWords {
    let template = template(language);
    let body = |text: &str| text.replace("{body}", &facts.body_name);
    let subject = if kind == "guardian" { &template.subject_guardian } else { &template.subject };
    let words = |text: String| Content::from(text.as_str());
    TellingWords {
        subject: words(body(subject)),
        opening: words(body(by_code(&template.opening, kind))),
        nature: words(nature(template, facts)),
        consequences: words(listed(
            &template.consequences,
            &template.consequences_missing,
            &facts.consequences,
        )),
        measures: words(measures(template, facts)),
        advice: words(body(by_code(&template.advice, kind))),
        contact: words(contact(template, facts)),
    }
}

fn nature(template: &Template, facts: &TellingFacts) -> String {
    let (code, from, to) = facts.when;
    let date = |date: Option<Date>| date.map_or_else(String::new, |date| on(template, date));
    let when = by_code(&template.when, code).replace("{from}", &date(from)).replace("{to}", &date(to));
    let mut lines: Vec<String> = vec![when];
    lines.extend(facts.nature.iter().filter_map(|code| template.nature.get(code).cloned()));
    let first = lines.join(" ");
    let data = listed(&template.data, &template.data_missing, &facts.data);
    [first, template.nature_more.clone(), data].join("\n\n")
}

fn measures(template: &Template, facts: &TellingFacts) -> String {
    let said = |measure: &Content| match facts.is_desk_language {
        true => measure.as_str().to_owned(),
        // Nothing goes out in a language that the reader did not ask for: a person translates it first.
        false => template.translate.replace("{text}", &measure.as_str().replace(['[', ']'], "")),
    };
    let lines: Vec<String> = facts.measures.iter().map(said).collect();
    listed(&template.measures, &template.measures_missing, &lines)
}

fn contact(template: &Template, facts: &TellingFacts) -> String {
    let contact = match &facts.contact {
        Some((name, ways)) => template.contact.replace("{name}", name).replace("{ways}", ways),
        None => template.contact_missing.clone(),
    };
    match &facts.authority {
        Some(authority) => format!("{contact}\n\n{}", template.complaint.replace("{authority}", authority)),
        None => contact,
    }
}

fn listed(lead: &str, missing: &str, items: &[String]) -> String {
    if items.is_empty() {
        return missing.to_owned();
    }
    let items: Vec<String> = items.iter().map(|item| format!("- {}", item.replace('\n', " "))).collect();
    format!("{lead}\n{}", items.join("\n"))
}

fn on(template: &Template, date: Date) -> String {
    let at = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    let month = template.months.get(at).map_or("", String::as_str);
    template
        .date
        .replace("{day}", &date.day().to_string())
        .replace("{month}", month)
        .replace("{year}", &date.year().to_string())
}

/// Returns the name of an authority in a language in which the rules themselves do not name it.
pub fn authority_name(language: FormLanguage, code: &str) -> Option<&'static str> {
    template(language).authorities.get(code).map(String::as_str)
}

/// Returns a day as it is written in a letter.
pub fn written_date(language: FormLanguage, date: Date) -> String {
    on(template(language), date)
}

/// Returns how somebody is addressed.
pub fn salutation(language: FormLanguage, name: &str) -> String {
    let template = template(language);
    match name.trim() {
        "" => template.salutation_unnamed.clone(),
        name => template.salutation.replace("{name}", name),
    }
}

/// Returns the closing words above the name of the body.
pub fn closing(language: FormLanguage) -> &'static str {
    &template(language).closing
}

/// Returns the heading of a part.
pub fn heading(language: FormLanguage, part: Part) -> &'static str {
    by_code(&template(language).headings, part.code())
}

/// Returns the word before the number of a letter.
pub fn reference_label(language: FormLanguage) -> &'static str {
    &template(language).reference
}

/// Returns the name of a language in that language.
pub fn language_name(language: FormLanguage) -> &'static str {
    &template(language).name
}

/// Returns the name of a kind of recipient; a kind of the body's own is its own name.
pub fn kind_label(language: FormLanguage, kind: &str) -> String {
    template(language).kinds.get(kind).cloned().unwrap_or_else(|| kind.to_owned())
}

/// Returns a whole letter as plain text, its lines apart, from the salutation to the name of the body.
pub fn plain_text(language: FormLanguage, words: &TellingWords, name: &str, body_name: &str) -> String {
    let mut text = format!("{}\n\n{}\n", salutation(language, name), words.opening.as_str().trim());
    for part in PARTS {
        text += &format!("\n{}\n{}\n", heading(language, part), words.part(part).as_str().trim());
    }
    text + &format!("\n{}\n{body_name}\n", closing(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> TellingFacts {
        TellingFacts {
            body_name: "Gemeente Waterveen".into(),
            when: ("at", Some(jiff::civil::date(2026, 3, 12)), None),
            nature: vec!["confidentiality".into()],
            data: vec!["Naam".into(), "Adres".into()],
            consequences: vec!["Fraude".into()],
            measures: vec!["De laptop is op afstand gewist".into()],
            is_desk_language: true,
            contact: Some(("Fatima".into(), "fg@waterveen.example".into())),
            authority: Some("de Autoriteit Persoonsgegevens".into()),
        }
    }

    #[test]
    fn every_language_has_every_template() {
        for language in FormLanguage::ALL {
            let template = template(language);
            assert_eq!(template.months.len(), 12, "{language:?}");
            for kind in KIND_CODES {
                assert!(template.kinds.contains_key(kind), "{language:?} {kind}");
                assert!(template.opening.contains_key(kind), "{language:?} {kind}");
            }
            for part in PARTS {
                assert!(!heading(language, part).is_empty(), "{language:?}");
            }
            for when in ["at", "between", "since", "ongoing", "unknown"] {
                assert!(template.when.contains_key(when), "{language:?} {when}");
            }
            for nature in ["confidentiality", "integrity", "availability"] {
                assert!(template.nature.contains_key(nature), "{language:?} {nature}");
            }
        }
    }

    #[test]
    fn the_first_words_are_never_ready_before_a_person_wrote_what_happened() {
        for language in FormLanguage::ALL {
            for kind in KIND_CODES {
                let words = propose(kind, language, &facts());
                let gaps = words.gaps();
                assert_eq!(gaps, [Gap { field: "nature", why: "fill-in" }], "{language:?} {kind}");
                for part in PARTS {
                    assert!(!words.part(part).as_str().contains('{'), "{language:?} {kind} {part:?}");
                }
            }
        }
    }

    #[test]
    fn each_item_that_is_missing_is_named() {
        let whole = propose(GENERAL, FormLanguage::Nl, &facts());
        let whole = TellingWords { nature: "Een laptop is gestolen uit een auto.".into(), ..whole };
        assert_eq!(whole.gaps(), []);
        for part in PARTS {
            let mut words = whole.clone();
            let field = match part {
                Part::Nature => &mut words.nature,
                Part::Consequences => &mut words.consequences,
                Part::Measures => &mut words.measures,
                Part::Advice => &mut words.advice,
                Part::Contact => &mut words.contact,
            };
            *field = "  ".into();
            assert_eq!(words.gaps(), [Gap { field: part.code(), why: "missing" }]);
        }
        let lines = TellingWords { subject: "Onderwerp\r\nBcc: een@ander.example".into(), ..whole };
        assert_eq!(lines.gaps(), [Gap { field: "subject", why: "lines" }]);
    }

    #[test]
    fn words_of_the_desk_in_another_language_wait_for_a_translation() {
        let words = propose(GENERAL, FormLanguage::De, &TellingFacts { is_desk_language: false, ..facts() });
        assert!(words.measures.as_str().contains("[Übersetzen: De laptop"));
        assert!(words.gaps().contains(&Gap { field: "measures", why: "fill-in" }));
        assert!(words.nature.as_str().starts_with("Es geschah am 12. März 2026."));
    }

    #[test]
    fn a_kind_without_a_text_of_its_own_gets_the_general_one() {
        let general = propose(GENERAL, FormLanguage::Nl, &facts());
        let text = TellingText::default().with(GENERAL, FormLanguage::Nl, general.clone());
        assert_eq!(text.of("leerlingen", FormLanguage::Nl), Some(&general));
        assert_eq!(text.of("leerlingen", FormLanguage::Fr), None);
        let letter = plain_text(FormLanguage::Nl, &general, "Piet Post", "Gemeente Waterveen");
        assert!(letter.starts_with("Beste Piet Post,\n\nBij Gemeente Waterveen was een datalek."));
        assert!(letter.contains("\nWat kunt u zelf doen?\n- Let op") && letter.ends_with("Waterveen\n"));
        assert!(plain_text(FormLanguage::Nl, &general, " ", "X").starts_with("Beste heer of mevrouw,"));
    }
}
