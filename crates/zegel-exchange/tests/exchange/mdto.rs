use proptest::prelude::*;
use zegel_exchange::XmlError;
use zegel_exchange::mdto::{
    Begrip, BeperkingGebruik, Bestand, Checksum, DekkingInTijd, Event, GerelateerdInformatieobject,
    Identificatie, Informatieobject, Mdto, Raadpleeglocatie, ReadError, Termijn, Verwijzing, mdto_view,
};
use zegel_model::{Appraisal, Content};

use crate::sample::{self, HOSTILE};
use crate::tools::{shared, xmllint};

const EXAMPLES: [&str; 4] = [
    "Archiefstuk-Informatieobject.xml",
    "Bestand.xml",
    "Dossier-Informatieobject.xml",
    "Serie-Informatieobject.xml",
];

fn record() -> Informatieobject {
    let package = sample::package();
    let packed = &package.records[0];
    sample::with_mapping(|mapping| mapping.record(&packed.record, &package.dossier, &packed.files))
}

fn bestand() -> Bestand {
    let package = sample::package();
    let packed = &package.records[0];
    sample::with_mapping(|mapping| mapping.file(&packed.files[0], &packed.record))
}

fn codes(mdto: &Mdto) -> Vec<&'static str> {
    mdto.check().iter().map(|problem| problem.code).collect()
}

fn of(change: impl FnOnce(&mut Informatieobject)) -> Mdto {
    let mut object = record();
    change(&mut object);
    Mdto::Informatieobject(Box::new(object))
}

#[test]
fn the_official_examples_are_read_and_printed_without_loss() {
    let folder = tempfile::tempdir().unwrap();
    let mut printed = vec![];
    for name in EXAMPLES {
        let Some(path) = shared(&format!("schemas/mdto/voorbeelden/{name}")) else { return };
        let xml = std::fs::read(path).unwrap();
        let mdto = Mdto::read(&xml).unwrap();
        assert_eq!(mdto.check(), [], "{name}");
        let again = mdto.to_xml();
        assert_eq!(again.n_replaced, 0);
        assert_eq!(Mdto::read(again.xml.as_str().as_bytes()).unwrap(), mdto, "{name}");
        // Every text of the official file is there, and in the same order.
        let values = |rows: Vec<zegel_exchange::mdto::ViewRow>| {
            rows.into_iter().filter_map(|row| row.value).collect::<Vec<_>>()
        };
        let texts: Vec<Content> = std::str::from_utf8(&xml)
            .unwrap()
            .split('<')
            .filter(|part| !part.starts_with(['/', '?', '!']))
            .filter_map(|part| part.split_once('>').map(|(_, text)| text))
            .filter(|text| !text.trim().is_empty())
            .map(|text| text.replace("&amp;", "&").into())
            .collect();
        assert!(10 < texts.len());
        assert_eq!(values(mdto_view(&mdto)), texts, "{name}");
        let place = folder.path().join(name);
        std::fs::write(&place, again.xml.as_str()).unwrap();
        printed.push(place);
    }
    xmllint(&printed);
}

#[test]
fn a_mapped_record_and_file_are_right_and_valid_whatever_people_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let documents = [Mdto::Informatieobject(Box::new(record())), Mdto::Bestand(Box::new(bestand()))];
    let mut places = vec![];
    for (i, mdto) in documents.iter().enumerate() {
        assert_eq!(mdto.check(), []);
        let place = folder.path().join(format!("{i}.xml"));
        std::fs::write(&place, mdto.to_xml().xml.as_str()).unwrap();
        places.push(place);
    }
    xmllint(&places);
}

#[test]
fn what_xml_cannot_hold_is_shown_and_counted_and_the_rest_is_kept() {
    let mdto = of(|object| object.naam = "a\u{0}b\u{1b}c\u{FFFE}\r\n<&>\u{202E}".into());
    let others = of(|object| object.naam = "x".into()).to_xml().n_replaced;
    let printed = mdto.to_xml();
    assert_eq!(printed.n_replaced - others, 3);
    let Mdto::Informatieobject(object) = Mdto::read(printed.xml.as_str().as_bytes()).unwrap() else {
        panic!()
    };
    assert_eq!(object.naam.as_str(), "a\u{2400}b\u{241B}c\u{FFFD}\r\n<&>\u{202E}");
}

#[test]
fn a_record_carries_what_the_registration_says() {
    let object = record();
    assert_eq!(object.waardering.code, Some("V".into()));
    let termijn = object.bewaartermijn.unwrap();
    assert_eq!(termijn.startdatum_looptijd.as_deref(), Some("2024-02-29"));
    assert_eq!(termijn.einddatum.as_deref(), Some("2034-02-28"));
    assert_eq!(termijn.trigger_start_looptijd.unwrap().label.as_str(), "Afsluiting zaak");
    let category = object.informatiecategorie.unwrap();
    assert_eq!(category.code, Some("1.1".into()));
    assert_eq!(
        category.begrippenlijst.naam.as_str(),
        "Selectielijst gemeenten en intergemeentelijke organen 2020"
    );
    assert_eq!(object.dekking_in_tijd[0].begindatum, "2022-03-23");
    assert_eq!(object.event[0].tijd.as_deref(), Some("2022-03-23T13:31:05"));
    assert_eq!(object.event[1].tijd.as_deref(), Some("2026-11-21T10:00:00Z"));
    assert_eq!(object.betrokkene.len(), 2);
    let limits: Vec<_> = object.beperking_gebruik.iter().map(|limit| limit.soort.label.as_str()).collect();
    assert_eq!(limits, ["Nader te bepalen", "Zaakvertrouwelijk"]);
    assert_eq!(object.aanvullende_metagegevens.len(), 1);
    let bestand = bestand();
    assert_eq!(bestand.bestandsformaat.code, Some("fmt/476".into()));
    assert_eq!(bestand.is_representatie_van.naam.as_str(), HOSTILE);
}

#[test]
fn a_limit_of_ones_own_is_other_with_its_words_and_an_openness_code_is_itself() {
    let limit = |text: &str| {
        let mut package = sample::package();
        package.dossier.about.use_limit = text.to_owned();
        let object = sample::with_mapping(|mapping| mapping.dossier(&package.dossier, []));
        object.beperking_gebruik[0].clone()
    };
    let own = limit("alleen na overleg met de griffie");
    assert_eq!(
        (own.soort.label.as_str(), own.nadere_beschrijving.unwrap().as_str()),
        ("Overig", "alleen na overleg met de griffie")
    );
    let open = limit("Openbaarheid/AW1995/Openbaar/1.0");
    assert_eq!(open.soort.code, Some("Openbaarheid/AW1995/Openbaar/1.0".into()));
}

#[test]
fn a_category_of_another_list_goes_along_as_it_is_written() {
    let mut package = sample::package();
    package.dossier.about.retention.category = "Selectielijst provincies 2020, 4.2".to_owned();
    let object = sample::with_mapping(|mapping| mapping.dossier(&package.dossier, []));
    let category = object.informatiecategorie.unwrap();
    assert_eq!(
        (category.label.as_str(), category.begrippenlijst.naam.as_str()),
        ("4.2", "Selectielijst provincies 2020")
    );
}

#[test]
fn what_is_kept_for_ever_has_no_term() {
    let mut package = sample::package();
    package.dossier.about.retention.appraisal = Appraisal::B;
    let object = sample::with_mapping(|mapping| mapping.dossier(&package.dossier, []));
    assert!(object.bewaartermijn.is_none());
    assert_eq!(Mdto::Informatieobject(Box::new(object)).check(), []);
}

#[test]
fn the_rules_that_the_schema_cannot_check_are_checked() {
    assert_eq!(codes(&of(|_| {})), [""; 0]);
    assert_eq!(codes(&of(|o| o.naam = " \n".into())), ["empty"]);
    assert_eq!(codes(&of(|o| o.identificatie.clear())), ["missing"]);
    assert_eq!(codes(&of(|o| o.identificatie.push(o.identificatie[0].clone()))), ["twice"]);
    assert_eq!(codes(&of(|o| o.archiefvormer.clear())), ["missing"]);
    assert_eq!(codes(&of(|o| o.beperking_gebruik.clear())), ["missing"]);
    assert_eq!(codes(&of(|o| o.waardering.label = "Bewaren".into())), ["closed-list", "term-without-v"]);
    assert_eq!(codes(&of(|o| o.waardering.code = Some("B".into()))), ["closed-list"]);
    assert_eq!(codes(&of(|o| o.taal = vec!["nederlands!".to_owned()])), ["language"]);
    assert_eq!(codes(&of(|o| o.event[0].tijd = Some("gisteren".to_owned()))), ["date"]);
    assert_eq!(codes(&of(|o| o.dekking_in_tijd[0].einddatum = Some("2021".to_owned()))), ["period"]);
    assert_eq!(codes(&of(|o| o.dekking_in_tijd[0].einddatum = Some("2022".to_owned()))), [""; 0]);
    assert_eq!(codes(&of(|o| o.dekking_in_tijd[0].begindatum = "2022-02-30".to_owned())), ["date"]);
    assert_eq!(codes(&of(|o| o.beperking_gebruik[0].soort.label = "Overig".into())), ["description"]);
    let own = Verwijzing { naam: "x".into(), identificatie: Some(record().identificatie[0].clone()) };
    assert_eq!(codes(&of(|o| o.is_onderdeel_van = vec![own])), ["cycle"]);
    let place = Raadpleeglocatie { fysiek: vec![], online: vec!["https://example.nl/a b".into()] };
    assert_eq!(codes(&of(|o| o.raadpleeglocatie = vec![place])), ["url"]);
    assert_eq!(codes(&of(|o| o.raadpleeglocatie = vec![Raadpleeglocatie::default()])), ["empty"]);
}

#[test]
fn the_rules_of_terms_are_checked() {
    let term = |change: fn(&mut Termijn)| codes(&of(|o| change(o.bewaartermijn.as_mut().unwrap())));
    assert_eq!(term(|_| {}), [""; 0]);
    assert_eq!(term(|t| t.einddatum = Some("2034-03-01".to_owned())), ["term-sum"]);
    assert_eq!(term(|t| t.einddatum = Some("2034-02".to_owned())), [""; 0]);
    assert_eq!(term(|t| t.einddatum = Some("2020".to_owned())), ["period", "term-sum"]);
    assert_eq!(term(|t| t.einddatum = None), [""; 0]);
    assert_eq!(term(|t| (t.einddatum, t.looptijd) = (None, None)), ["term-open"]);
    assert_eq!(term(|t| (t.einddatum, t.trigger_start_looptijd) = (None, None)), ["term-open"]);
    assert_eq!(term(|t| t.looptijd = Some("10 jaar".to_owned())), ["duration"]);
    assert_eq!(term(|t| t.startdatum_looptijd = Some("2024".to_owned())), ["date"]);
    assert_eq!(term(|t| t.einddatum = Some("2034-02-28T00:00:00".to_owned())), ["date"]);
}

#[test]
fn the_rules_of_files_are_checked() {
    let file = |change: fn(&mut Bestand)| {
        let mut bestand = bestand();
        change(&mut bestand);
        codes(&Mdto::Bestand(Box::new(bestand)))
    };
    assert_eq!(file(|_| {}), [""; 0]);
    assert_eq!(file(|b| b.checksum.clear()), ["missing"]);
    assert_eq!(file(|b| b.checksum[0].waarde.truncate(63)), ["checksum"]);
    assert_eq!(file(|b| b.checksum[0].datum = "2026-11-21".to_owned()), ["date"]);
    assert_eq!(file(|b| b.url_bestand = Some("https://example.nl/{x}".into())), ["url"]);
}

#[test]
fn a_problem_never_quotes_a_value() {
    let mdto = of(|o| {
        o.naam = "Geheime titel".into();
        o.waardering.label = "Geheime waarde".into();
        o.taal = vec!["Geheime taal".to_owned()];
    });
    assert!(!format!("{:?}", mdto.check()).contains("Geheime"));
    assert!(!format!("{:?}", mdto.to_xml()).contains("Geheime titel"));
    let wrong =
        mdto.to_xml().xml.into_string().replace("<naam>", "<naam><x>").replace("</naam>", "</x></naam>");
    assert!(!format!("{:?}", Mdto::read(wrong.as_bytes())).contains("Geheime titel"));
}

#[test]
fn other_documents_are_refused_with_their_place() {
    let good = of(|_| {}).to_xml().xml.into_string();
    let read = |xml: &str| Mdto::read(xml.as_bytes()).unwrap_err();
    let missing = good.replacen("<archiefvormer>", "<archiefVormer>", 1).replacen(
        "</archiefvormer>",
        "</archiefVormer>",
        1,
    );
    let ReadError::Schema(problems) = read(&missing) else { panic!() };
    assert_eq!(problems[0].code, "unknown-element");
    let swapped = good.replacen("begripLabel", "x", 2).replacen("omvang", "y", 2);
    assert!(
        matches!(read(&swapped), ReadError::Schema(problems) if problems[0].path.contains("/aggregatieniveau"))
    );
    assert_eq!(read(&good.replace("nationaalarchief.nl/mdto\"", "example.nl/x\"")), ReadError::NotMdto);
    assert_eq!(read("<MDTO/>"), ReadError::NotMdto);
    assert!(matches!(read("<a><b></a>"), ReadError::Xml(XmlError::NotWellFormed(_))));
    assert!(matches!(read("<MDTO>"), ReadError::Xml(XmlError::NotWellFormed(_))));
    assert!(matches!(read(""), ReadError::Xml(XmlError::NotWellFormed(_))));
    assert!(matches!(read("<a/><b/>"), ReadError::Xml(XmlError::NotWellFormed(_))));
    assert!(matches!(Mdto::read(b"<a>\xff</a>"), Err(ReadError::Xml(XmlError::NotUtf8(3)))));
}

#[test]
fn entities_and_depth_cannot_hurt_the_reader() {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><MDTO>&b;</MDTO>";
    assert_eq!(Mdto::read(bomb.as_bytes()), Err(ReadError::Xml(XmlError::DocumentType)));
    assert!(matches!(Mdto::read(b"<MDTO>&b;</MDTO>"), Err(ReadError::Xml(XmlError::StrayText(_)))));
    let deep = "<a>".repeat(100_000);
    assert!(matches!(Mdto::read(deep.as_bytes()), Err(ReadError::Xml(XmlError::Limit { of: "levels", .. }))));
    let wide = format!("<a>{}</a>", "<b/>".repeat(200_001));
    assert!(matches!(
        Mdto::read(wide.as_bytes()),
        Err(ReadError::Xml(XmlError::Limit { of: "elements", .. }))
    ));
    let long = vec![b' '; 17 * 1024 * 1024];
    assert!(matches!(Mdto::read(&long), Err(ReadError::Xml(XmlError::Limit { of: "bytes", .. }))));
}

#[test]
fn a_prefix_and_a_cdata_section_are_read_as_well() {
    let xml = br#"<m:MDTO xmlns:m="https://www.nationaalarchief.nl/mdto"><m:bestand>
      <m:identificatie><m:identificatieKenmerk>1</m:identificatieKenmerk><m:identificatieBron><![CDATA[A & <B>]]></m:identificatieBron></m:identificatie>
      <m:naam>&#x41;&amp;</m:naam><m:omvang> 12 </m:omvang>
      <m:bestandsformaat><m:begripLabel>x</m:begripLabel><m:begripBegrippenlijst><m:verwijzingNaam>y</m:verwijzingNaam></m:begripBegrippenlijst></m:bestandsformaat>
      <!-- a remark --><m:isRepresentatieVan><m:verwijzingNaam>z</m:verwijzingNaam></m:isRepresentatieVan></m:bestand></m:MDTO>"#;
    let Mdto::Bestand(bestand) = Mdto::read(xml).unwrap() else { panic!() };
    assert_eq!((bestand.naam.as_str(), bestand.omvang), ("A&", 12));
    assert_eq!(bestand.identificatie[0].bron.as_str(), "A & <B>");
}

#[test]
fn a_person_sees_every_value_with_a_label() {
    let rows = mdto_view(&of(|_| {}));
    let row = rows.iter().find(|row| row.element == "termijnEinddatum").unwrap();
    assert_eq!((row.label.as_str(), row.depth), ("Einddatum", 1));
    assert_eq!(row.value, Some("2034-02-28".into()));
    assert!(rows.iter().any(|row| row.label == "Bewaartermijn" && row.value.is_none()));
}

fn text() -> impl Strategy<Value = Content> {
    // Any text that XML can hold; what it cannot has a test of its own.
    any::<String>().prop_map(|text| {
        text.chars()
            .filter(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..))
            .collect::<String>()
            .into()
    })
}

fn verwijzing() -> impl Strategy<Value = Verwijzing> {
    let id = (text(), text()).prop_map(|(kenmerk, bron)| Identificatie { kenmerk, bron });
    (text(), proptest::option::of(id)).prop_map(|(naam, identificatie)| Verwijzing { naam, identificatie })
}

fn begrip() -> impl Strategy<Value = Begrip> {
    (text(), proptest::option::of(text()), verwijzing()).prop_map(|(label, code, begrippenlijst)| Begrip {
        label,
        code,
        begrippenlijst,
    })
}

fn termijn() -> impl Strategy<Value = Termijn> {
    let word = || proptest::option::of("[0-9PYM-]{0,8}");
    (proptest::option::of(begrip()), word(), word(), word()).prop_map(|(trigger_start_looptijd, a, b, c)| {
        Termijn { trigger_start_looptijd, startdatum_looptijd: a, looptijd: b, einddatum: c }
    })
}

fn object() -> impl Strategy<Value = Informatieobject> {
    let many = || proptest::collection::vec(verwijzing(), 0..3);
    let texts = || proptest::collection::vec(text(), 0..3);
    let limit = (begrip(), proptest::option::of(text()), many(), proptest::option::of(termijn())).prop_map(
        |(soort, nadere_beschrijving, documentatie, termijn)| BeperkingGebruik {
            soort,
            nadere_beschrijving,
            documentatie,
            termijn,
        },
    );
    let event = (
        begrip(),
        proptest::option::of("[0-9T:Z-]{0,10}"),
        proptest::option::of(verwijzing()),
        proptest::option::of(text()),
    )
        .prop_map(|(soort, tijd, verantwoordelijke_actor, resultaat)| Event {
            soort,
            tijd,
            verantwoordelijke_actor,
            resultaat,
        });
    (
        (text(), texts(), texts(), many(), many(), many()),
        (begrip(), proptest::option::of(termijn()), proptest::option::of(begrip())),
        (proptest::collection::vec(limit, 0..3), proptest::collection::vec(event, 0..3)),
        (many(), texts(), begrip()),
    )
        .prop_map(
            |(
                (naam, trefwoord, omschrijving, ruimte, above, files),
                (waardering, bewaartermijn, category),
                (limits, event),
                (places, urls, soort),
            )| {
                Informatieobject {
                    identificatie: vec![Identificatie { kenmerk: naam.clone(), bron: naam.clone() }],
                    naam,
                    trefwoord,
                    omschrijving,
                    raadpleeglocatie: vec![Raadpleeglocatie { fysiek: places, online: urls }],
                    dekking_in_tijd: vec![DekkingInTijd {
                        soort: soort.clone(),
                        begindatum: "2020".to_owned(),
                        einddatum: None,
                    }],
                    dekking_in_ruimte: ruimte,
                    event,
                    waardering,
                    bewaartermijn,
                    informatiecategorie: category.clone(),
                    aggregatieniveau: category,
                    is_onderdeel_van: above.clone(),
                    heeft_representatie: files,
                    gerelateerd_informatieobject: above
                        .into_iter()
                        .map(|verwijzing| GerelateerdInformatieobject {
                            verwijzing,
                            type_relatie: soort.clone(),
                        })
                        .collect(),
                    beperking_gebruik: limits,
                    ..Informatieobject::default()
                }
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_printed_is_read_back_equal(object in object()) {
        let mdto = Mdto::Informatieobject(Box::new(object));
        let printed = mdto.to_xml();
        prop_assert_eq!(printed.n_replaced, 0);
        prop_assert_eq!(Mdto::read(printed.xml.as_str().as_bytes()).unwrap(), mdto);
    }

    #[test]
    fn a_file_is_read_back_equal(naam in text(), omvang in any::<u64>(), soort in begrip(), waarde in "[0-9a-f]{0,64}", of in verwijzing()) {
        let mdto = Mdto::Bestand(Box::new(Bestand {
            identificatie: vec![],
            naam: naam.clone(),
            omvang,
            bestandsformaat: soort.clone(),
            checksum: vec![Checksum { algoritme: soort, waarde, datum: "2026-11-21T10:00:00Z".to_owned() }],
            url_bestand: Some(naam),
            is_representatie_van: of,
        }));
        prop_assert_eq!(Mdto::read(mdto.to_xml().xml.as_str().as_bytes()).unwrap(), mdto);
    }

    #[test]
    fn any_text_at_all_can_be_printed_and_read(text in any::<String>()) {
        let mdto = of(|object| object.naam = text.as_str().into());
        let Mdto::Informatieobject(object) = Mdto::read(mdto.to_xml().xml.as_str().as_bytes()).unwrap() else { panic!() };
        prop_assert_eq!(object.naam.as_str().chars().count(), text.chars().count());
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0usize..4000) {
        let _ = Mdto::read(&bytes);
        let xml = of(|_| {}).to_xml().xml.into_string().into_bytes();
        let mut cut = xml[..cut.min(xml.len())].to_vec();
        cut.extend(bytes);
        let _ = Mdto::read(&cut);
    }
}
