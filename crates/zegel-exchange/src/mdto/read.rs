//! MDTO in: XML of ours or of others, without loss.
//!
//! What the schema does not have, or has in another order, is refused with its place; values outside open lists are taken.
//! All that is wrong is reported at once.

use zegel_model::Content;

use super::{
    Begrip, BeperkingGebruik, Bestand, Betrokkene, Checksum, DekkingInTijd, Event,
    GerelateerdInformatieobject, Identificatie, Informatieobject, Mdto, NAMESPACE, Problem, Raadpleeglocatie,
    Termijn, Verwijzing,
};
use crate::xml::{Element, XmlError, parse};

/// A document that is not MDTO 1.0.1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Not XML.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// Another kind of XML.
    #[error(
        "this is not an MDTO document: the root must be MDTO in namespace {NAMESPACE}, holding one informatieobject or one bestand"
    )]
    NotMdto,
    /// Elements that are missing, unknown or out of order.
    #[error("this is not MDTO 1.0.1: {}", .0.iter().map(Problem::to_string).collect::<Vec<_>>().join("; "))]
    Schema(Vec<Problem>),
}

impl Mdto {
    /// Reads a document.
    ///
    /// # Errors
    /// [`ReadError`], with every problem at once.
    pub fn read(xml: &[u8]) -> Result<Self, ReadError> {
        let root = parse(xml)?;
        let [object] = root.children.as_slice() else { return Err(ReadError::NotMdto) };
        if root.name != "MDTO" || root.namespace.as_deref() != Some(NAMESPACE) {
            return Err(ReadError::NotMdto);
        }
        let mut problems = vec![];
        let cursor = Cursor::new(object, object.name.clone(), &mut problems);
        let mdto = match object.name.as_str() {
            "informatieobject" => Self::Informatieobject(Box::new(informatieobject(cursor))),
            "bestand" => Self::Bestand(Box::new(bestand(cursor))),
            _ => return Err(ReadError::NotMdto),
        };
        if problems.is_empty() { Ok(mdto) } else { Err(ReadError::Schema(problems)) }
    }
}

/// Walks the children of one element in the order of the schema.
struct Cursor<'a, 'p> {
    rest: &'a [Element],
    namespace: Option<&'a str>,
    path: String,
    problems: &'p mut Vec<Problem>,
}

impl<'a, 'p> Cursor<'a, 'p> {
    fn new(element: &'a Element, path: String, problems: &'p mut Vec<Problem>) -> Self {
        if element.children.is_empty() && !element.text.as_str().trim().is_empty() {
            problems.push(Problem::new(&path, "text", "text stands where elements belong"));
        }
        Self { rest: &element.children, namespace: element.namespace.as_deref(), path, problems }
    }

    fn next(&mut self, name: &str) -> Option<&'a Element> {
        let (first, rest) = self.rest.split_first()?;
        if first.name != name || first.namespace.as_deref() != self.namespace {
            return None;
        }
        self.rest = rest;
        Some(first)
    }

    fn group<T>(&mut self, name: &str, of: fn(Cursor<'_, '_>) -> T) -> Option<T> {
        let element = self.next(name)?;
        Some(of(Cursor::new(element, format!("{}/{name}", self.path), self.problems)))
    }

    fn groups<T>(&mut self, name: &str, of: fn(Cursor<'_, '_>) -> T) -> Vec<T> {
        let mut found = vec![];
        while let Some(element) = self.next(name) {
            let path = format!("{}/{name}[{}]", self.path, found.len() + 1);
            found.push(of(Cursor::new(element, path, self.problems)));
        }
        found
    }

    fn need_group<T: Default>(&mut self, name: &str, of: fn(Cursor<'_, '_>) -> T) -> T {
        self.group(name, of).unwrap_or_else(|| {
            self.missing(name);
            T::default()
        })
    }

    fn text(&mut self, name: &str) -> Option<Content> {
        let element = self.next(name)?;
        if !element.children.is_empty() {
            self.problems.push(Problem::new(
                &format!("{}/{name}", self.path),
                "text",
                "elements stand where text belongs",
            ));
        }
        Some(element.text.clone())
    }

    fn texts(&mut self, name: &str) -> Vec<Content> {
        std::iter::from_fn(|| self.text(name)).collect()
    }

    fn need_text(&mut self, name: &str) -> Content {
        self.text(name).unwrap_or_else(|| {
            self.missing(name);
            Content::default()
        })
    }

    /// White space around a date or number means nothing (`whiteSpace` = collapse).
    fn word(&mut self, name: &str) -> Option<String> {
        self.text(name).map(|text| text.as_str().trim().to_owned())
    }

    fn need_word(&mut self, name: &str) -> String {
        self.need_text(name).as_str().trim().to_owned()
    }

    fn missing(&mut self, name: &str) {
        self.problems.push(Problem::new(
            &self.path,
            "missing",
            &format!("{name} is missing, or does not stand in its place"),
        ));
    }

    fn end(self) {
        for element in self.rest {
            let name: String = element.name.chars().take(60).collect();
            let message = format!("{name} does not belong here, or not in this order");
            self.problems.push(Problem::new(&self.path, "unknown-element", &message));
        }
    }
}

fn informatieobject(mut c: Cursor<'_, '_>) -> Informatieobject {
    let object = Informatieobject {
        identificatie: c.groups("identificatie", identificatie),
        naam: c.need_text("naam"),
        aggregatieniveau: c.group("aggregatieniveau", begrip),
        classificatie: c.groups("classificatie", begrip),
        trefwoord: c.texts("trefwoord"),
        omschrijving: c.texts("omschrijving"),
        raadpleeglocatie: c.groups("raadpleeglocatie", raadpleeglocatie),
        dekking_in_tijd: c.groups("dekkingInTijd", dekking),
        dekking_in_ruimte: c.groups("dekkingInRuimte", verwijzing),
        taal: c.texts("taal").iter().map(|text| text.as_str().trim().to_owned()).collect(),
        event: c.groups("event", event),
        waardering: c.need_group("waardering", begrip),
        bewaartermijn: c.group("bewaartermijn", termijn),
        informatiecategorie: c.group("informatiecategorie", begrip),
        is_onderdeel_van: c.groups("isOnderdeelVan", verwijzing),
        bevat_onderdeel: c.groups("bevatOnderdeel", verwijzing),
        heeft_representatie: c.groups("heeftRepresentatie", verwijzing),
        aanvullende_metagegevens: c.groups("aanvullendeMetagegevens", verwijzing),
        gerelateerd_informatieobject: c.groups("gerelateerdInformatieobject", gerelateerd),
        archiefvormer: c.groups("archiefvormer", verwijzing),
        betrokkene: c.groups("betrokkene", betrokkene),
        activiteit: c.group("activiteit", verwijzing),
        beperking_gebruik: c.groups("beperkingGebruik", beperking),
    };
    c.end();
    object
}

fn bestand(mut c: Cursor<'_, '_>) -> Bestand {
    let identificatie = c.groups("identificatie", identificatie);
    let naam = c.need_text("naam");
    let omvang = c.need_word("omvang").parse().unwrap_or_else(|_| {
        let path = format!("{}/omvang", c.path);
        c.problems.push(Problem::new(&path, "number", "this is not a number of bytes"));
        0
    });
    let bestand = Bestand {
        identificatie,
        naam,
        omvang,
        bestandsformaat: c.need_group("bestandsformaat", begrip),
        checksum: c.groups("checksum", checksum),
        url_bestand: c.text("URLBestand"),
        is_representatie_van: c.need_group("isRepresentatieVan", verwijzing),
    };
    c.end();
    bestand
}

fn identificatie(mut c: Cursor<'_, '_>) -> Identificatie {
    let value = Identificatie {
        kenmerk: c.need_text("identificatieKenmerk"),
        bron: c.need_text("identificatieBron"),
    };
    c.end();
    value
}

fn verwijzing(mut c: Cursor<'_, '_>) -> Verwijzing {
    let value = Verwijzing {
        naam: c.need_text("verwijzingNaam"),
        identificatie: c.group("verwijzingIdentificatie", identificatie),
    };
    c.end();
    value
}

fn begrip(mut c: Cursor<'_, '_>) -> Begrip {
    let value = Begrip {
        label: c.need_text("begripLabel"),
        code: c.text("begripCode"),
        begrippenlijst: c.need_group("begripBegrippenlijst", verwijzing),
    };
    c.end();
    value
}

fn termijn(mut c: Cursor<'_, '_>) -> Termijn {
    let value = Termijn {
        trigger_start_looptijd: c.group("termijnTriggerStartLooptijd", begrip),
        startdatum_looptijd: c.word("termijnStartdatumLooptijd"),
        looptijd: c.word("termijnLooptijd"),
        einddatum: c.word("termijnEinddatum"),
    };
    c.end();
    value
}

fn raadpleeglocatie(mut c: Cursor<'_, '_>) -> Raadpleeglocatie {
    let value = Raadpleeglocatie {
        fysiek: c.groups("raadpleeglocatieFysiek", verwijzing),
        online: c.texts("raadpleeglocatieOnline"),
    };
    c.end();
    value
}

fn dekking(mut c: Cursor<'_, '_>) -> DekkingInTijd {
    let value = DekkingInTijd {
        soort: c.need_group("dekkingInTijdType", begrip),
        begindatum: c.need_word("dekkingInTijdBegindatum"),
        einddatum: c.word("dekkingInTijdEinddatum"),
    };
    c.end();
    value
}

fn event(mut c: Cursor<'_, '_>) -> Event {
    let value = Event {
        soort: c.need_group("eventType", begrip),
        tijd: c.word("eventTijd"),
        verantwoordelijke_actor: c.group("eventVerantwoordelijkeActor", verwijzing),
        resultaat: c.text("eventResultaat"),
    };
    c.end();
    value
}

fn gerelateerd(mut c: Cursor<'_, '_>) -> GerelateerdInformatieobject {
    let value = GerelateerdInformatieobject {
        verwijzing: c.need_group("gerelateerdInformatieobjectVerwijzing", verwijzing),
        type_relatie: c.need_group("gerelateerdInformatieobjectTypeRelatie", begrip),
    };
    c.end();
    value
}

fn betrokkene(mut c: Cursor<'_, '_>) -> Betrokkene {
    let value = Betrokkene {
        type_relatie: c.need_group("betrokkeneTypeRelatie", begrip),
        actor: c.need_group("betrokkeneActor", verwijzing),
    };
    c.end();
    value
}

fn beperking(mut c: Cursor<'_, '_>) -> BeperkingGebruik {
    let value = BeperkingGebruik {
        soort: c.need_group("beperkingGebruikType", begrip),
        nadere_beschrijving: c.text("beperkingGebruikNadereBeschrijving"),
        documentatie: c.groups("beperkingGebruikDocumentatie", verwijzing),
        termijn: c.group("beperkingGebruikTermijn", termijn),
    };
    c.end();
    value
}

fn checksum(mut c: Cursor<'_, '_>) -> Checksum {
    let value = Checksum {
        algoritme: c.need_group("checksumAlgoritme", begrip),
        waarde: c.need_text("checksumWaarde").into_string(),
        datum: c.need_word("checksumDatum"),
    };
    c.end();
    value
}
