//! From the words of Zegel to MDTO: what a dossier, a record and a file are called there.
//!
//! A capture becomes Dossier > Archiefstuk > bestand (standard, "Mapping"). Nothing is inherited in exchange, so the
//! archive's name, the appraisal and the limits on use stand on every level. Values come from the dated lists of
//! `zegel-law`; what a list does not have is written as it is, for the lists are open (except `waardering`).

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use zegel_law::{Language, Law, Term};
use zegel_model::{Appraisal, Confidentiality, Content, DossierId, Retention};

use super::{
    Begrip, BeperkingGebruik, Bestand, Betrokkene, Checksum, DekkingInTijd, Event,
    GerelateerdInformatieobject, Identificatie, Informatieobject, Termijn, Verwijzing,
};

/// The archive that gives the identifiers.
#[derive(Debug, Clone)]
pub struct Archive {
    /// The body that made or received the records (`archiefvormer`), with its identifier where known.
    pub creator: Verwijzing,
    /// The name of this archive as the source of identifiers (`identificatieBron`), e.g. `Zegel gemeente Voorbeeld`.
    pub source: String,
}

/// What a dossier and a record have in common.
#[derive(Debug, Clone)]
pub struct About {
    /// The title (`naam`).
    pub title: Content,
    /// What it is about, in sentences.
    pub description: Vec<Content>,
    /// Terms of a classification scheme.
    pub classification: Vec<Begrip>,
    /// Time of the first and of the last message, local as in the export.
    pub period: Option<(DateTime, DateTime)>,
    /// Languages (BCP 47), e.g. `nl`.
    pub languages: Vec<String>,
    /// What happened to it.
    pub happenings: Vec<Happening>,
    /// Why and how long it is kept.
    pub retention: Retention,
    /// The event that starts the term; `None` takes that of the category, or else `Sluiting dossier`.
    pub retention_trigger: Option<String>,
    /// The day the term started, where it has started.
    pub retention_start: Option<Date>,
    /// How confidential it is.
    pub confidentiality: Confidentiality,
    /// The limit on use: a label or code of the lists `use-limit` and `openness`, or words of one's own.
    pub use_limit: String,
    /// The activity of the body.
    pub activity: Option<String>,
}

/// A dossier.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// Its name in the archive.
    pub id: DossierId,
    /// What it is.
    pub about: About,
    /// Upward: a series, or the receiver's collection.
    pub part_of: Vec<Verwijzing>,
}

/// A record: a chat, or an attachment of one.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its identifier in the archive; never reused.
    pub id: String,
    /// What it is.
    pub about: About,
    /// Who took part.
    pub participants: Vec<(Content, Participation)>,
    /// Related records: identifier, title, and a relation of the list `relation-to-object`, e.g. `Refereert aan`.
    pub related: Vec<(String, Content, String)>,
}

/// How somebody took part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Participation {
    /// Whose chat it is.
    Owner,
    /// Somebody in the conversation.
    Participant,
}

/// A file in a package.
#[derive(Debug, Clone)]
pub struct PackedFile {
    /// Its identifier in the archive.
    pub id: String,
    /// The name it should have in the package; made safe and unique there.
    pub name: String,
    /// Size of its bytes.
    pub size_bytes: u64,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// When that was computed.
    pub hashed_at: Timestamp,
    /// The media type, decided by content.
    pub media_type: String,
    /// The code of the format in `zegel-law`, where more is known than the media type, e.g. `pdf-a-2a`.
    pub format: Option<String>,
    /// True for metadata of another set (`aanvullendeMetagegevens`), such as our canonical JSON.
    pub is_extra_metadata: bool,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Happening {
    /// What.
    pub kind: EventKind,
    /// When.
    pub at: Option<When>,
    /// Who was responsible, by name or role.
    pub actor: Option<Content>,
    /// With what outcome, as far as it matters for lasting access.
    pub result: Option<Content>,
}

/// A time, as precise as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// An instant.
    Instant(Timestamp),
    /// The time of a phone whose zone is not known.
    Local(DateTime),
    /// A day.
    Day(Date),
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Instant(at) => at.fmt(f),
            Self::Local(at) => at.fmt(f),
            Self::Day(day) => day.fmt(f),
        }
    }
}

/// The kinds of event that Zegel knows, as the list EventType of MDTO calls them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the MDTO list")]
pub enum EventKind {
    Creatie,
    Ontvangst,
    Opname,
    Conversie,
    Bevriezing,
    Export,
    Overbrenging,
    Vernietigen,
    Wijziging,
    Accordering,
}

impl EventKind {
    /// Returns the label in the list.
    pub fn label(self) -> &'static str {
        match self {
            Self::Creatie => "Creatie",
            Self::Ontvangst => "Ontvangst",
            Self::Opname => "Opname",
            Self::Conversie => "Conversie",
            Self::Bevriezing => "Bevriezing",
            Self::Export => "Export",
            Self::Overbrenging => "Overbrenging",
            Self::Vernietigen => "Vernietigen",
            Self::Wijziging => "Wijziging",
            Self::Accordering => "Accordering",
        }
    }
}

/// The mapping under the law of one day.
#[derive(Debug, Clone, Copy)]
pub struct Mapping<'a> {
    /// The archive.
    pub archive: &'a Archive,
    /// The lists.
    pub law: &'a Law,
    /// The day on which they are used.
    pub on: Date,
}

impl Mapping<'_> {
    /// Maps a dossier that holds these records.
    pub fn dossier<'r>(
        &self,
        dossier: &Dossier,
        records: impl IntoIterator<Item = &'r Record>,
    ) -> Informatieobject {
        Informatieobject {
            is_onderdeel_van: dossier.part_of.clone(),
            bevat_onderdeel: records.into_iter().map(|record| self.record_reference(record)).collect(),
            ..self.about(&dossier.about, dossier.id.as_str(), "Dossier", "Looptijd van het dossier")
        }
    }

    /// Maps a record (Archiefstuk) with its files.
    pub fn record(&self, record: &Record, dossier: &Dossier, files: &[PackedFile]) -> Informatieobject {
        let references = |extra: bool| {
            files
                .iter()
                .filter(|file| file.is_extra_metadata == extra)
                .map(|file| self.file_reference(file))
                .collect()
        };
        let related = record.related.iter().map(|(id, title, relation)| GerelateerdInformatieobject {
            verwijzing: self.reference(title, id),
            type_relatie: self.begrip("relation-to-object", relation),
        });
        Informatieobject {
            is_onderdeel_van: vec![self.reference(&dossier.about.title, dossier.id.as_str())],
            heeft_representatie: references(false),
            aanvullende_metagegevens: references(true),
            gerelateerd_informatieobject: related.collect(),
            betrokkene: record.participants.iter().map(|(name, how)| self.participant(name, *how)).collect(),
            ..self.about(&record.about, &record.id, "Archiefstuk", "Periode van de berichten")
        }
    }

    /// Maps a file of a record.
    pub fn file(&self, file: &PackedFile, record: &Record) -> Bestand {
        Bestand {
            identificatie: vec![self.identification(&file.id)],
            naam: file.name.as_str().into(),
            omvang: file.size_bytes,
            bestandsformaat: self.format(file),
            checksum: vec![Checksum {
                algoritme: self.begrip("checksum-algorithm", "SHA-256"),
                waarde: file.sha256.clone(),
                datum: When::Instant(file.hashed_at).to_string(),
            }],
            url_bestand: None,
            is_representatie_van: self.record_reference(record),
        }
    }

    fn about(&self, about: &About, id: &str, level: &str, coverage: &str) -> Informatieobject {
        let period = about.period.map(|(first, last)| DekkingInTijd {
            soort: self.begrip("coverage", coverage),
            begindatum: first.date().to_string(),
            einddatum: Some(last.date().to_string()),
        });
        Informatieobject {
            identificatie: vec![self.identification(id)],
            naam: about.title.clone(),
            aggregatieniveau: Some(self.begrip("aggregation-level", level)),
            classificatie: about.classification.clone(),
            omschrijving: about.description.clone(),
            dekking_in_tijd: period.into_iter().collect(),
            taal: about.languages.clone(),
            event: about.happenings.iter().map(|happening| self.event(happening)).collect(),
            waardering: self.begrip("appraisal", appraisal(about.retention.appraisal)),
            bewaartermijn: self.term(about),
            informatiecategorie: self.category(&about.retention.category),
            archiefvormer: vec![self.archive.creator.clone()],
            activiteit: about.activity.as_deref().map(named),
            beperking_gebruik: vec![
                self.use_limit(&about.use_limit),
                self.confidentiality(about.confidentiality),
            ],
            ..Informatieobject::default()
        }
    }

    fn event(&self, happening: &Happening) -> Event {
        Event {
            soort: self.begrip("event-type", happening.kind.label()),
            tijd: happening.at.map(|at| at.to_string()),
            verantwoordelijke_actor: happening
                .actor
                .clone()
                .map(|naam| Verwijzing { naam, identificatie: None }),
            resultaat: happening.result.clone(),
        }
    }

    fn participant(&self, name: &Content, how: Participation) -> Betrokkene {
        let label = match how {
            Participation::Owner => "Eigenaar van het gesprek",
            Participation::Participant => "Deelnemer aan gesprek",
        };
        Betrokkene {
            type_relatie: self.begrip("participation", label),
            actor: Verwijzing { naam: name.clone(), identificatie: None },
        }
    }

    fn term(&self, about: &About) -> Option<Termijn> {
        let length = about.retention.term.as_ref().filter(|_| about.retention.appraisal == Appraisal::V)?;
        let of_category = || self.law.category(&about.retention.category, self.on).ok()?.1.trigger.clone();
        let trigger = about.retention_trigger.clone().or_else(of_category);
        let end = about.retention_start.and_then(|start| length.parse::<Term>().ok()?.end_from(start).ok());
        Some(Termijn {
            trigger_start_looptijd: Some(self.trigger(trigger.as_deref().unwrap_or("Sluiting dossier"))),
            startdatum_looptijd: about.retention_start.map(|start| start.to_string()),
            looptijd: Some(length.clone()),
            einddatum: end.map(|end| end.to_string()),
        })
    }

    fn trigger(&self, text: &str) -> Begrip {
        let is_event =
            self.law.value_list("event-type", self.on).is_ok_and(|list| list.concept(text).is_some());
        self.begrip(if is_event { "event-type" } else { "term-trigger" }, text)
    }

    fn category(&self, text: &str) -> Option<Begrip> {
        if let Ok((list, category)) = self.law.category(text, self.on) {
            return Some(Begrip {
                label: category.name.as_str().into(),
                code: Some(category.number.as_str().into()),
                begrippenlijst: named(&list.name),
            });
        }
        let (list, number) = text.rsplit_once(',').unwrap_or((text, text));
        let number = number.trim();
        (!number.is_empty()).then(|| Begrip {
            label: number.into(),
            code: None,
            begrippenlijst: named(list.trim()),
        })
    }

    fn use_limit(&self, text: &str) -> BeperkingGebruik {
        for code in ["use-limit", "openness"] {
            let is_there = self.law.value_list(code, self.on).is_ok_and(|list| list.concept(text).is_some());
            if is_there && text != "Overig" {
                return BeperkingGebruik { soort: self.begrip(code, text), ..BeperkingGebruik::default() };
            }
        }
        BeperkingGebruik {
            soort: self.begrip("use-limit", "Overig"),
            nadere_beschrijving: Some(text.into()),
            ..BeperkingGebruik::default()
        }
    }

    fn confidentiality(&self, confidentiality: Confidentiality) -> BeperkingGebruik {
        let code = confidentiality_code(confidentiality);
        let mut soort = self.begrip("confidentiality", code);
        if let Some(labels) = self.law.confidentiality(code) {
            soort.label = labels.get(Language::Nl).into();
        }
        BeperkingGebruik { soort, ..BeperkingGebruik::default() }
    }

    fn format(&self, file: &PackedFile) -> Begrip {
        let by_code = file.format.as_deref().and_then(|code| self.law.file_format(code));
        match by_code.or_else(|| self.law.file_format_of_media_type(&file.media_type)) {
            Some(format) => Begrip {
                label: format.label.as_str().into(),
                code: format.puid.as_deref().map(Content::from),
                begrippenlijst: named("PRONOM-register"),
            },
            None => Begrip {
                label: file.media_type.as_str().into(),
                code: None,
                begrippenlijst: named("IANA Media Types"),
            },
        }
    }

    /// Finds a value by label or code; what an open list does not have is written as it is.
    fn begrip(&self, list: &str, text: &str) -> Begrip {
        let Ok(list) = self.law.value_list(list, self.on) else {
            return Begrip { label: text.into(), code: None, begrippenlijst: named(list) };
        };
        let concept = list.concept(text);
        Begrip {
            label: concept.map_or(text, |concept| concept.label.as_str()).into(),
            code: concept.and_then(|concept| concept.code.as_deref()).map(Content::from),
            begrippenlijst: named(&list.name),
        }
    }

    fn identification(&self, id: &str) -> Identificatie {
        Identificatie { kenmerk: id.into(), bron: self.archive.source.as_str().into() }
    }

    fn reference(&self, name: &Content, id: &str) -> Verwijzing {
        Verwijzing { naam: name.clone(), identificatie: Some(self.identification(id)) }
    }

    fn record_reference(&self, record: &Record) -> Verwijzing {
        self.reference(&record.about.title, &record.id)
    }

    fn file_reference(&self, file: &PackedFile) -> Verwijzing {
        self.reference(&file.name.as_str().into(), &file.id)
    }
}

fn named(name: &str) -> Verwijzing {
    Verwijzing { naam: name.into(), identificatie: None }
}

fn appraisal(appraisal: Appraisal) -> &'static str {
    match appraisal {
        Appraisal::B => "B",
        Appraisal::V => "V",
        Appraisal::N => "N",
    }
}

fn confidentiality_code(confidentiality: Confidentiality) -> &'static str {
    match confidentiality {
        Confidentiality::Openbaar => "openbaar",
        Confidentiality::BeperktOpenbaar => "beperkt_openbaar",
        Confidentiality::Intern => "intern",
        Confidentiality::Zaakvertrouwelijk => "zaakvertrouwelijk",
        Confidentiality::Vertrouwelijk => "vertrouwelijk",
        Confidentiality::Confidentieel => "confidentieel",
        Confidentiality::Geheim => "geheim",
        Confidentiality::ZeerGeheim => "zeer_geheim",
    }
}
