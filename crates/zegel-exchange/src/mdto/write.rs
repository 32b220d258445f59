//! MDTO out: a value becomes a tree in the order of the schema, and the tree becomes XML.

use zegel_model::Content;

use super::{
    Begrip, BeperkingGebruik, Bestand, Betrokkene, Checksum, DekkingInTijd, Event,
    GerelateerdInformatieobject, Identificatie, Informatieobject, Mdto, NAMESPACE, Raadpleeglocatie, SCHEMA,
    Termijn, Verwijzing,
};
use crate::xml::{Element, print};

/// A printed MDTO document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MdtoXml {
    /// The XML.
    pub xml: Content,
    /// Number of characters that XML 1.0 cannot hold; a visible sign stands in for each. More than none belongs in the
    /// record's loss report.
    pub n_replaced: u64,
}

impl Mdto {
    /// Prints the document as XML, valid against MDTO-XML1.0.1.xsd when [`Mdto::check`] finds nothing.
    pub fn to_xml(&self) -> MdtoXml {
        let head = format!(
            " xmlns=\"{NAMESPACE}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"{NAMESPACE} {SCHEMA}\""
        );
        let printed = print(&Element::parent("MDTO", vec![self.element()]), &head);
        MdtoXml { xml: printed.xml.into(), n_replaced: printed.n_replaced }
    }

    pub(crate) fn element(&self) -> Element {
        match self {
            Self::Informatieobject(object) => informatieobject(object),
            Self::Bestand(bestand) => self::bestand(bestand),
        }
    }
}

type Children = Vec<Element>;

fn one(out: &mut Children, name: &str, text: &str) {
    out.push(Element::leaf(name, text));
}

fn maybe(out: &mut Children, name: &str, text: Option<&str>) {
    out.extend(text.map(|text| Element::leaf(name, text)));
}

fn all<T>(out: &mut Children, name: &str, values: &[T], children: fn(&T) -> Children) {
    out.extend(values.iter().map(|value| Element::parent(name, children(value))));
}

fn opt<T>(out: &mut Children, name: &str, value: Option<&T>, children: fn(&T) -> Children) {
    out.extend(value.map(|value| Element::parent(name, children(value))));
}

fn informatieobject(o: &Informatieobject) -> Element {
    let mut out = vec![];
    all(&mut out, "identificatie", &o.identificatie, identificatie);
    one(&mut out, "naam", o.naam.as_str());
    opt(&mut out, "aggregatieniveau", o.aggregatieniveau.as_ref(), begrip);
    all(&mut out, "classificatie", &o.classificatie, begrip);
    o.trefwoord.iter().for_each(|text| one(&mut out, "trefwoord", text.as_str()));
    o.omschrijving.iter().for_each(|text| one(&mut out, "omschrijving", text.as_str()));
    all(&mut out, "raadpleeglocatie", &o.raadpleeglocatie, raadpleeglocatie);
    all(&mut out, "dekkingInTijd", &o.dekking_in_tijd, dekking);
    all(&mut out, "dekkingInRuimte", &o.dekking_in_ruimte, verwijzing);
    o.taal.iter().for_each(|text| one(&mut out, "taal", text));
    all(&mut out, "event", &o.event, event);
    opt(&mut out, "waardering", Some(&o.waardering), begrip);
    opt(&mut out, "bewaartermijn", o.bewaartermijn.as_ref(), termijn);
    opt(&mut out, "informatiecategorie", o.informatiecategorie.as_ref(), begrip);
    all(&mut out, "isOnderdeelVan", &o.is_onderdeel_van, verwijzing);
    all(&mut out, "bevatOnderdeel", &o.bevat_onderdeel, verwijzing);
    all(&mut out, "heeftRepresentatie", &o.heeft_representatie, verwijzing);
    all(&mut out, "aanvullendeMetagegevens", &o.aanvullende_metagegevens, verwijzing);
    all(&mut out, "gerelateerdInformatieobject", &o.gerelateerd_informatieobject, gerelateerd);
    all(&mut out, "archiefvormer", &o.archiefvormer, verwijzing);
    all(&mut out, "betrokkene", &o.betrokkene, betrokkene);
    opt(&mut out, "activiteit", o.activiteit.as_ref(), verwijzing);
    all(&mut out, "beperkingGebruik", &o.beperking_gebruik, beperking);
    Element::parent("informatieobject", out)
}

fn bestand(b: &Bestand) -> Element {
    let mut out = vec![];
    all(&mut out, "identificatie", &b.identificatie, identificatie);
    one(&mut out, "naam", b.naam.as_str());
    one(&mut out, "omvang", &b.omvang.to_string());
    opt(&mut out, "bestandsformaat", Some(&b.bestandsformaat), begrip);
    all(&mut out, "checksum", &b.checksum, checksum);
    maybe(&mut out, "URLBestand", b.url_bestand.as_ref().map(Content::as_str));
    opt(&mut out, "isRepresentatieVan", Some(&b.is_representatie_van), verwijzing);
    Element::parent("bestand", out)
}

fn identificatie(i: &Identificatie) -> Children {
    vec![
        Element::leaf("identificatieKenmerk", i.kenmerk.as_str()),
        Element::leaf("identificatieBron", i.bron.as_str()),
    ]
}

fn verwijzing(v: &Verwijzing) -> Children {
    let mut out = vec![Element::leaf("verwijzingNaam", v.naam.as_str())];
    opt(&mut out, "verwijzingIdentificatie", v.identificatie.as_ref(), identificatie);
    out
}

fn begrip(b: &Begrip) -> Children {
    let mut out = vec![Element::leaf("begripLabel", b.label.as_str())];
    maybe(&mut out, "begripCode", b.code.as_ref().map(Content::as_str));
    opt(&mut out, "begripBegrippenlijst", Some(&b.begrippenlijst), verwijzing);
    out
}

fn termijn(t: &Termijn) -> Children {
    let mut out = vec![];
    opt(&mut out, "termijnTriggerStartLooptijd", t.trigger_start_looptijd.as_ref(), begrip);
    maybe(&mut out, "termijnStartdatumLooptijd", t.startdatum_looptijd.as_deref());
    maybe(&mut out, "termijnLooptijd", t.looptijd.as_deref());
    maybe(&mut out, "termijnEinddatum", t.einddatum.as_deref());
    out
}

fn raadpleeglocatie(r: &Raadpleeglocatie) -> Children {
    let mut out = vec![];
    all(&mut out, "raadpleeglocatieFysiek", &r.fysiek, verwijzing);
    r.online.iter().for_each(|text| one(&mut out, "raadpleeglocatieOnline", text.as_str()));
    out
}

fn dekking(d: &DekkingInTijd) -> Children {
    let mut out = vec![Element::parent("dekkingInTijdType", begrip(&d.soort))];
    one(&mut out, "dekkingInTijdBegindatum", &d.begindatum);
    maybe(&mut out, "dekkingInTijdEinddatum", d.einddatum.as_deref());
    out
}

fn event(e: &Event) -> Children {
    let mut out = vec![Element::parent("eventType", begrip(&e.soort))];
    maybe(&mut out, "eventTijd", e.tijd.as_deref());
    opt(&mut out, "eventVerantwoordelijkeActor", e.verantwoordelijke_actor.as_ref(), verwijzing);
    maybe(&mut out, "eventResultaat", e.resultaat.as_ref().map(Content::as_str));
    out
}

fn gerelateerd(g: &GerelateerdInformatieobject) -> Children {
    vec![
        Element::parent("gerelateerdInformatieobjectVerwijzing", verwijzing(&g.verwijzing)),
        Element::parent("gerelateerdInformatieobjectTypeRelatie", begrip(&g.type_relatie)),
    ]
}

fn betrokkene(b: &Betrokkene) -> Children {
    vec![
        Element::parent("betrokkeneTypeRelatie", begrip(&b.type_relatie)),
        Element::parent("betrokkeneActor", verwijzing(&b.actor)),
    ]
}

fn beperking(b: &BeperkingGebruik) -> Children {
    let mut out = vec![Element::parent("beperkingGebruikType", begrip(&b.soort))];
    maybe(
        &mut out,
        "beperkingGebruikNadereBeschrijving",
        b.nadere_beschrijving.as_ref().map(Content::as_str),
    );
    all(&mut out, "beperkingGebruikDocumentatie", &b.documentatie, verwijzing);
    opt(&mut out, "beperkingGebruikTermijn", b.termijn.as_ref(), termijn);
    out
}

fn checksum(c: &Checksum) -> Children {
    let mut out = vec![Element::parent("checksumAlgoritme", begrip(&c.algoritme))];
    one(&mut out, "checksumWaarde", &c.waarde);
    one(&mut out, "checksumDatum", &c.datum);
    out
}
