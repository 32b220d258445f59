//! MDTO 1.0.1, the Dutch metadata standard for records: its types, in the order of its schema.
//!
//! The names are the standard's own, because a receiver searches for them. Texts are [`Content`], for titles and names are
//! personal. A value is only what was written: whether it is right is for [`Mdto::check`], which applies the rules that
//! the schema cannot. Print, then read, gives the same value.

mod check;
mod mapping;
mod read;
mod view;
mod when;
mod write;

use zegel_model::Content;

pub use check::Problem;
pub use mapping::{
    About, Archive, Dossier, EventKind, Happening, Mapping, PackedFile, Participation, Record, When,
};
pub use read::ReadError;
pub use view::{ViewRow, mdto_view};
pub use write::MdtoXml;

/// The namespace of MDTO.
pub const NAMESPACE: &str = "https://www.nationaalarchief.nl/mdto";
/// Where the schema is published.
pub const SCHEMA: &str = "https://www.nationaalarchief.nl/mdto/MDTO-XML1.0.1.xsd";

/// One MDTO document: exactly one object or one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mdto {
    /// A dossier, a record, or another level.
    Informatieobject(Box<Informatieobject>),
    /// A file.
    Bestand(Box<Bestand>),
}

/// An information object: a series, a dossier, a record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names are the standard's own; MDTO-XML1.0.1.xsd explains each")]
pub struct Informatieobject {
    pub identificatie: Vec<Identificatie>,
    pub naam: Content,
    pub aggregatieniveau: Option<Begrip>,
    pub classificatie: Vec<Begrip>,
    pub trefwoord: Vec<Content>,
    pub omschrijving: Vec<Content>,
    pub raadpleeglocatie: Vec<Raadpleeglocatie>,
    pub dekking_in_tijd: Vec<DekkingInTijd>,
    pub dekking_in_ruimte: Vec<Verwijzing>,
    pub taal: Vec<String>,
    pub event: Vec<Event>,
    pub waardering: Begrip,
    pub bewaartermijn: Option<Termijn>,
    pub informatiecategorie: Option<Begrip>,
    pub is_onderdeel_van: Vec<Verwijzing>,
    pub bevat_onderdeel: Vec<Verwijzing>,
    pub heeft_representatie: Vec<Verwijzing>,
    pub aanvullende_metagegevens: Vec<Verwijzing>,
    pub gerelateerd_informatieobject: Vec<GerelateerdInformatieobject>,
    pub archiefvormer: Vec<Verwijzing>,
    pub betrokkene: Vec<Betrokkene>,
    pub activiteit: Option<Verwijzing>,
    pub beperking_gebruik: Vec<BeperkingGebruik>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names are the standard's own; MDTO-XML1.0.1.xsd explains each")]
pub struct Bestand {
    pub identificatie: Vec<Identificatie>,
    pub naam: Content,
    pub omvang: u64,
    pub bestandsformaat: Begrip,
    pub checksum: Vec<Checksum>,
    pub url_bestand: Option<Content>,
    pub is_representatie_van: Verwijzing,
}

/// An identifier and who gave it; never withdrawn once given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identificatie {
    /// The identifier, unique within its source.
    pub kenmerk: Content,
    /// The source.
    pub bron: Content,
}

/// A reference to something by name, and by identifier where known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verwijzing {
    /// The name.
    pub naam: Content,
    /// The identifier.
    pub identificatie: Option<Identificatie>,
}

/// A term from a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Begrip {
    /// What a person reads.
    pub label: Content,
    /// Its code in the list.
    pub code: Option<Content>,
    /// The list.
    pub begrippenlijst: Verwijzing,
}

/// A term of keeping or of limited use.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Termijn {
    /// Which event starts it.
    pub trigger_start_looptijd: Option<Begrip>,
    /// The day it started (`xsd:date`).
    pub startdatum_looptijd: Option<String>,
    /// How long it is (`xsd:duration`).
    pub looptijd: Option<String>,
    /// When it ends: a year, a month or a day.
    pub einddatum: Option<String>,
}

/// Where an object can be consulted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Raadpleeglocatie {
    /// Places.
    pub fysiek: Vec<Verwijzing>,
    /// Addresses on the web.
    pub online: Vec<Content>,
}

/// The period that the content is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DekkingInTijd {
    /// What kind of period.
    pub soort: Begrip,
    /// Its beginning: a year, a month or a day.
    pub begindatum: String,
    /// Its end.
    pub einddatum: Option<String>,
}

/// Something that happened to the object.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event {
    /// What.
    pub soort: Begrip,
    /// When: a year, a month, a day or a time.
    pub tijd: Option<String>,
    /// Who was responsible.
    pub verantwoordelijke_actor: Option<Verwijzing>,
    /// With what outcome.
    pub resultaat: Option<Content>,
}

/// A related object.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GerelateerdInformatieobject {
    /// Which.
    pub verwijzing: Verwijzing,
    /// How it is related.
    pub type_relatie: Begrip,
}

/// Somebody who matters to the object: the participants of a chat, for instance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Betrokkene {
    /// How.
    pub type_relatie: Begrip,
    /// Who.
    pub actor: Verwijzing,
}

/// A limit on use: openness, confidentiality, copyright.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BeperkingGebruik {
    /// Which.
    pub soort: Begrip,
    /// In words; needed when the kind is `Overig`.
    pub nadere_beschrijving: Option<Content>,
    /// Where it is written.
    pub documentatie: Vec<Verwijzing>,
    /// Until when.
    pub termijn: Option<Termijn>,
}

/// A checksum.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checksum {
    /// The algorithm.
    pub algoritme: Begrip,
    /// The value, in hexadecimal.
    pub waarde: String,
    /// When it was computed (`xsd:dateTime`).
    pub datum: String,
}
