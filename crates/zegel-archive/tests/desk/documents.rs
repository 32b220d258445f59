//! The documents of the desk: they conform, they say what the register says, and one of them names nobody.

use std::sync::OnceLock;

use zegel_archive::breach::{Answer, Answers, MomentKind, NotificationKind, Origin};
use zegel_archive::breach_register::Shown;
use zegel_archive::breaches::{self, NewMeasure, Seen};
use zegel_archive::documents::annex::Ask;
use zegel_archive::documents::{self, Document};
use zegel_archive::notifications::{self, Wanted};
use zegel_archive::{Error, FormLanguage, risks};
use zegel_law::Language;
use zegel_model::{BreachId, Content};
use zegel_render::{Fonts, Profile, document_pdf};

use crate::kit::{Office, id, zone};
use crate::verapdf::assert_conforms;

const CANARY: &str = "kanarie-4711 van der Berg";
static FONTS: OnceLock<Fonts> = OnceLock::new();

fn pdf(document: &Document) -> Vec<u8> {
    let fonts = FONTS.get_or_init(|| Fonts::load(&Fonts::default_dirs()).unwrap());
    document_pdf(document, Profile::A2a, fonts).unwrap()
}

fn said(document: &Document) -> String {
    serde_json::to_string(document).unwrap()
}

/// A breach with a canary in everything that a person wrote.
fn breach(office: &mut Office) -> BreachId {
    let now = office.now;
    let canary = || Content::from(CANARY);
    let id = breaches::report(&mut office.desk("anna"), (canary(), canary()), Origin::Person, now).unwrap().0;
    let at = (id, Seen::Newest);
    let aware = (MomentKind::Aware, now, canary());
    breaches::moment(&mut office.desk("fatima"), at, aware, &zone()).unwrap();
    let answers = [
        ("nature".to_owned(), Answer::Many(vec!["confidentiality".into(), CANARY.into()])),
        ("people-number".to_owned(), Answer::Number(137)),
        ("summary".to_owned(), Answer::One(CANARY.into())),
    ];
    let answers = Answers(answers.into_iter().collect());
    breaches::answer(&mut office.desk("fatima"), at, answers, Default::default()).unwrap();
    let measure = NewMeasure { what: canary(), is_preventive: true, owner: canary(), due: None };
    breaches::measure(&mut office.desk("fatima"), at, measure).unwrap();
    id
}

fn notification(office: &mut Office, id: BreachId, form: &str, language: FormLanguage) -> Document {
    let wanted = Wanted { kind: NotificationKind::Initial, form: form.into(), language, reason: None };
    let desk = office.desk("fatima");
    let filled = notifications::preview(&desk, id, &wanted, &zone()).unwrap();
    let form = notifications::form_of(desk.archive, form, desk.now).unwrap();
    documents::notification::document(&desk, (form, &filled), None, &zone())
}

fn register(office: &mut Office, shown: Shown) -> Document {
    documents::breach_register::document(&office.desk("inez"), shown, Language::Nl, &zone()).unwrap()
}

fn annex(office: &mut Office) -> Document {
    let desk = office.desk("fatima");
    let register = risks::register(&desk, &zone()).unwrap();
    let say = |ask: Ask<'_>| match ask {
        Ask::Word(code) => code.to_owned(),
        Ask::Number(risk) => risk.code.clone(),
        Ask::Likelihood(of) => of.code().to_owned(),
        Ask::Impact(of) => of.code().to_owned(),
        Ask::Chosen(measure) => measure.is_chosen().to_string(),
        Ask::Standing(of) => of.code().to_owned(),
        Ask::Evidence(measure) => measure.code.clone(),
    };
    documents::annex::document(&desk, &register, Language::En, &say)
}

#[test]
fn every_document_conforms_to_pdf_a_and_pdf_ua() {
    let mut office = Office::new();
    let empty = register(&mut office, Shown::Whole);
    let id = breach(&mut office);
    let filled = [
        ("ap", notification(&mut office, id, "ap", FormLanguage::Nl)),
        ("gba", notification(&mut office, id, "gba", FormLanguage::De)),
        ("edpb", notification(&mut office, id, "edpb", FormLanguage::En)),
        ("register-empty", empty),
        ("register", register(&mut office, Shown::Whole)),
        ("register-bare", register(&mut office, Shown::WithoutPersonalData)),
        ("annex", annex(&mut office)),
    ];
    let documents: Vec<_> = filled.iter().map(|(name, document)| (*name, "2a", pdf(document))).collect();
    if let Some(dir) = std::env::var_os("ZEGEL_KEEP_PRINTS").map(std::path::PathBuf::from) {
        for (name, _, bytes) in &documents {
            std::fs::write(dir.join(name).with_extension("pdf"), bytes).unwrap();
        }
    }
    assert_conforms(documents);
}

#[test]
fn a_notification_keeps_the_numbers_and_marks_of_its_form_and_its_own_filing() {
    let mut office = Office::new();
    let id = breach(&mut office);
    let german = said(&notification(&mut office, id, "gba", FormLanguage::De));
    for words in ["Erstmeldung", "Vorschau, nicht als Meldung aufbewahrt", "erfasst", "fehlt, nötig"] {
        assert!(german.contains(words), "{words}");
    }
    let at = (id, Seen::Newest);
    let wanted = Wanted {
        kind: NotificationKind::Initial,
        form: "ap".into(),
        language: FormLanguage::Nl,
        reason: None,
    };
    let (_, n) = notifications::make(&mut office.desk("fatima"), at, wanted, &zone()).unwrap();
    let filing = (office.now, Content::from("AP-2026-1234"));
    notifications::filed(&mut office.desk("fatima"), at, n, filing, None).unwrap();
    let desk = office.desk("inez");
    let made = notifications::get(&desk, id, n).unwrap();
    let form = notifications::form_of(desk.archive, "ap", desk.now).unwrap();
    let document =
        documents::notification::document(&desk, (form, &made.filled), Some(&made.notification), &zone());
    let words = said(&document);
    for item in &made.filled.items {
        assert!(words.contains(&item.number), "{}", item.number);
    }
    for expected in
        ["versie 1", "AP-2026-1234", "2026-11-21 11:00 (CET)", "\"7.3\"", "\"137\"", "vastgelegd", CANARY]
    {
        assert!(words.contains(expected), "{expected}");
    }
}

#[test]
fn the_register_without_personal_data_holds_no_word_of_a_person() {
    let mut office = Office::new();
    breach(&mut office);
    let whole = said(&register(&mut office, Shown::Whole));
    assert!(5 <= whole.matches(CANARY).count(), "the canary was in the facts, the answers and the measures");
    let bare = said(&register(&mut office, Shown::WithoutPersonalData));
    for hidden in [CANARY, "kanarie", "anna", "fatima", "inez"] {
        assert!(!bare.contains(hidden), "{hidden}");
    }
    for shown in ["DL-2026-001", "137", "termijn loopt", "[weggelaten: persoonsgegevens]"] {
        assert!(bare.contains(shown), "{shown}");
    }
}

#[test]
fn who_may_not_see_breaches_gets_no_register() {
    let mut office = Office::new();
    breach(&mut office);
    for short in ["anna", "sam"] {
        let refused = documents::breach_register::document(
            &office.desk(short),
            Shown::WithoutPersonalData,
            Language::Nl,
            &zone(),
        );
        let Err(Error::Refused(refusal)) = refused else { panic!("{} got the register", id(short)) };
        assert_eq!(refusal.code, "not-your-role");
    }
}

#[test]
fn the_annex_names_every_risk_and_every_measure() {
    let mut office = Office::new();
    let words = said(&annex(&mut office));
    let register = risks::register(&office.desk("fatima"), &zone()).unwrap();
    assert_eq!(register.risks.len(), 10);
    for risk in &register.risks {
        assert!(words.contains(&risk.title.en), "{}", risk.code);
        for measure in &risk.measures {
            assert!(words.contains(&measure.title.en), "{}", measure.code);
        }
    }
}
