//! The rules of MDTO that its schema cannot check (standard 1.0.1; e-depots refuse what breaks them).
//!
//! All problems come at once, each with its place. A problem never quotes a value, for values are personal.

use std::collections::HashSet;

use zegel_law::Term;
use zegel_model::Content;

use super::when::{Dated, is_duration};
use super::{Begrip, BeperkingGebruik, Bestand, Identificatie, Informatieobject, Mdto, Termijn, Verwijzing};
use crate::xml::Element;

/// One thing that is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, as a path of element names.
    pub path: String,
    /// The stable code.
    pub code: &'static str,
    /// What is wrong, without the value.
    pub message: String,
}

impl Problem {
    pub(crate) fn new(path: &str, code: &'static str, message: &str) -> Self {
        Self { path: path.to_owned(), code, message: message.to_owned() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} [{}]", self.path, self.message, self.code)
    }
}

impl Mdto {
    /// Returns everything that is wrong; nothing when the document may be exchanged.
    pub fn check(&self) -> Vec<Problem> {
        let mut found = Found(vec![]);
        let element = self.element();
        found.empty_texts(&element, &element.name.clone());
        match self {
            Self::Informatieobject(object) => found.informatieobject(object),
            Self::Bestand(bestand) => found.bestand(bestand),
        }
        found.0
    }
}

struct Found(Vec<Problem>);

impl Found {
    fn add(&mut self, path: &str, code: &'static str, message: &str) {
        self.0.push(Problem::new(path, code, message));
    }

    /// An empty string counts as absent and is not allowed; so does an empty group.
    fn empty_texts(&mut self, element: &Element, path: &str) {
        if element.children.is_empty() && element.text.as_str().trim().is_empty() {
            self.add(path, "empty", "this is empty; leave the element out, or fill it");
        }
        for child in &element.children {
            self.empty_texts(child, &format!("{path}/{}", child.name));
        }
    }

    fn informatieobject(&mut self, o: &Informatieobject) {
        let at = |name: &str| format!("informatieobject/{name}");
        self.identifications("informatieobject", &o.identificatie);
        if o.archiefvormer.is_empty() {
            self.add(&at("archiefvormer"), "missing", "at least one archiefvormer is needed on every level");
        }
        if o.beperking_gebruik.is_empty() {
            self.add(
                &at("beperkingGebruik"),
                "missing",
                "at least one beperkingGebruik is needed on every level",
            );
        }
        self.appraisal(o);
        for (i, dekking) in o.dekking_in_tijd.iter().enumerate() {
            let path = at(&format!("dekkingInTijd[{}]", i + 1));
            self.period(&path, &dekking.begindatum, dekking.einddatum.as_deref());
        }
        for (i, taal) in o.taal.iter().enumerate() {
            if !is_language(taal) {
                self.add(
                    &at(&format!("taal[{}]", i + 1)),
                    "language",
                    "this is not a language code such as nl",
                );
            }
        }
        for (i, event) in o.event.iter().enumerate() {
            if event.tijd.as_deref().is_some_and(|tijd| Dated::read(tijd).is_none()) {
                self.add(
                    &at(&format!("event[{}]/eventTijd", i + 1)),
                    "date",
                    "this is not a year, month, day or time",
                );
            }
        }
        for (i, beperking) in o.beperking_gebruik.iter().enumerate() {
            self.use_limit(&at(&format!("beperkingGebruik[{}]", i + 1)), beperking);
        }
        for (i, url) in o.raadpleeglocatie.iter().flat_map(|r| &r.online).enumerate() {
            self.url(&at(&format!("raadpleeglocatieOnline[{}]", i + 1)), url);
        }
        self.not_part_of_itself(o);
    }

    fn identifications(&mut self, path: &str, all: &[Identificatie]) {
        if all.is_empty() {
            self.add(&format!("{path}/identificatie"), "missing", "at least one identificatie is needed");
        }
        let mut seen = HashSet::new();
        if !all.iter().all(|one| seen.insert((&one.kenmerk, &one.bron))) {
            self.add(&format!("{path}/identificatie"), "twice", "the same identification stands here twice");
        }
    }

    /// `waardering` is the one closed list, and only V has a term.
    fn appraisal(&mut self, o: &Informatieobject) {
        let path = "informatieobject/waardering";
        let of_label = match o.waardering.label.as_str() {
            "Blijvend te bewaren" => Some("B"),
            "Tijdelijk te bewaren" => Some("V"),
            "Nader te bepalen" => Some("N"),
            _ => None,
        };
        let code = o.waardering.code.as_ref().map(Content::as_str);
        let closed =
            "the closed list has: Blijvend te bewaren (B), Tijdelijk te bewaren (V), Nader te bepalen (N)";
        if of_label.is_none() || code.is_some_and(|code| Some(code) != of_label) {
            self.add(path, "closed-list", closed);
        }
        let Some(termijn) = &o.bewaartermijn else { return };
        if of_label != Some("V") {
            self.add(
                "informatieobject/bewaartermijn",
                "term-without-v",
                "only what is kept for a term (V) has a term",
            );
        }
        self.term("informatieobject/bewaartermijn", termijn);
    }

    fn term(&mut self, path: &str, t: &Termijn) {
        let start = t.startdatum_looptijd.as_deref().map(Dated::read);
        if start.is_some_and(|start| !matches!(start, Some(Dated::Day(_)))) {
            self.add(path, "date", "the start is not a day");
        }
        if t.looptijd.as_deref().is_some_and(|looptijd| !is_duration(looptijd)) {
            self.add(path, "duration", "the length is not a duration such as P10Y");
        }
        let end = t.einddatum.as_deref().map(Dated::read);
        if end.is_some_and(|end| matches!(end, None | Some(Dated::Time(_)))) {
            self.add(path, "date", "the end is not a year, a month or a day");
        }
        if t.einddatum.is_none() && (t.trigger_start_looptijd.is_none() || t.looptijd.is_none()) {
            self.add(path, "term-open", "without an end, a term needs both a trigger and a length");
        }
        let (Some(Some(Dated::Day(start))), Some(Some(end))) = (start, end) else { return };
        if end.last().is_some_and(|end| end < start) {
            self.add(path, "period", "the term ends before it starts");
        }
        // A length with hours or a sign cannot be added to a day; the schema allows it, so nothing is concluded from it.
        let Some(Ok(term)) = t.looptijd.as_deref().map(str::parse::<Term>) else { return };
        if term.end_from(start).is_ok_and(|sum| !end.holds(sum)) {
            self.add(path, "term-sum", "the end is not the start plus the length");
        }
    }

    fn period(&mut self, path: &str, begin: &str, end: Option<&str>) {
        let dates = (Dated::read(begin), end.map(Dated::read));
        let is_bad = |date: Option<Dated>| matches!(date, None | Some(Dated::Time(_)));
        if is_bad(dates.0) || dates.1.is_some_and(is_bad) {
            self.add(path, "date", "the beginning or end is not a year, a month or a day");
            return;
        }
        let (Some(begin), Some(Some(end))) = dates else { return };
        if end.last() < begin.first() {
            self.add(path, "period", "the end lies before the beginning");
        }
    }

    fn use_limit(&mut self, path: &str, b: &BeperkingGebruik) {
        if b.soort.label.as_str() == "Overig" && b.nadere_beschrijving.is_none() {
            self.add(path, "description", "a limit of the kind Overig needs a description");
        }
        if let Some(termijn) = &b.termijn {
            self.term(&format!("{path}/beperkingGebruikTermijn"), termijn);
        }
    }

    fn url(&mut self, path: &str, url: &Content) {
        let is_bad = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
        if url.as_str().contains(is_bad) {
            self.add(path, "url", "this address holds characters that must be percent-encoded");
        }
    }

    fn not_part_of_itself(&mut self, o: &Informatieobject) {
        let is_own = |v: &Verwijzing| v.identificatie.as_ref().is_some_and(|id| o.identificatie.contains(id));
        if o.is_onderdeel_van.iter().chain(&o.bevat_onderdeel).any(is_own) {
            self.add("informatieobject", "cycle", "this object is part of itself");
        }
    }

    fn bestand(&mut self, b: &Bestand) {
        self.identifications("bestand", &b.identificatie);
        if b.checksum.is_empty() {
            self.add("bestand/checksum", "missing", "at least one checksum is needed");
        }
        for (i, checksum) in b.checksum.iter().enumerate() {
            let path = format!("bestand/checksum[{}]", i + 1);
            if !matches!(Dated::read(&checksum.datum), Some(Dated::Time(_))) {
                self.add(&path, "date", "the time of a checksum is a day and a time");
            }
            let is_hex = checksum.waarde.bytes().all(|b| b.is_ascii_hexdigit());
            if n_digits(&checksum.algoritme).is_some_and(|n| n != checksum.waarde.len() || !is_hex) {
                self.add(&path, "checksum", "the value is not a checksum of this algorithm in hexadecimal");
            }
        }
        if let Some(url) = &b.url_bestand {
            self.url("bestand/URLBestand", url);
        }
    }
}

/// The official example writes `SHA256` where the list has `SHA-256`; both are taken.
fn n_digits(algoritme: &Begrip) -> Option<usize> {
    match algoritme.label.as_str().replace('-', "").to_ascii_uppercase().as_str() {
        "SHA224" => Some(56),
        "SHA256" => Some(64),
        "SHA384" => Some(96),
        "SHA512" => Some(128),
        _ => None,
    }
}

/// `xsd:language`: `[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*`.
fn is_language(text: &str) -> bool {
    text.split('-').enumerate().all(|(i, part)| {
        let fits = |b: u8| if i == 0 { b.is_ascii_alphabetic() } else { b.is_ascii_alphanumeric() };
        (1..=8).contains(&part.len()) && part.bytes().all(fits)
    })
}
