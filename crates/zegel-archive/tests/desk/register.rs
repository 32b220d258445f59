//! The register of breaches on its way out: provable from outside, and without personal data where that is asked.

use jiff::tz::TimeZone;
use zegel_archive::breach::{Answer, Answers, MomentKind, Origin};
use zegel_archive::breach_overview::{self, Wanted};
use zegel_archive::breach_register::{self, Shown};
use zegel_archive::breaches::{self, NewMeasure, Seen};
use zegel_archive::ledger;
use zegel_ledger::{ProvenRegister, RowValue, VerifierKey};
use zegel_model::{BreachId, Content};

use crate::kit::{Office, zone};

const SECRET: &str = "Kanarie-Vogelstein";

/// Two breaches, the first in three versions, with a name in every text.
fn office() -> Office {
    let mut office = Office::new();
    let report = |office: &mut Office| -> BreachId {
        let now = office.now;
        let words =
            (Content::from(format!("Lek van {SECRET}")), Content::from(format!("{SECRET} vertelde het")));
        breaches::report(&mut office.desk("anna"), words, Origin::Person, now).unwrap().0
    };
    let first = report(&mut office);
    report(&mut office);
    let at = (first, Seen::Newest);
    let aware = (MomentKind::Aware, office.now, Content::from(format!("{SECRET} bevestigde het")));
    let zone = zone();
    breaches::moment(&mut office.desk("fatima"), at, aware, &zone).unwrap();
    let answers = [
        ("summary".to_owned(), Answer::One(format!("brief over {SECRET}"))),
        ("nature".to_owned(), Answer::Many(vec!["confidentiality".into(), SECRET.into()])),
        ("people-number".to_owned(), Answer::Number(3)),
    ];
    let answers = Answers(answers.into_iter().collect());
    breaches::answer(&mut office.desk("fatima"), at, answers, Default::default()).unwrap();
    let measure = NewMeasure {
        what: format!("{SECRET} bellen").into(),
        is_preventive: false,
        owner: SECRET.into(),
        due: None,
    };
    breaches::measure(&mut office.desk("fatima"), at, measure).unwrap();
    office
}

fn export(office: &mut Office, shown: Shown) -> (ProvenRegister, VerifierKey) {
    let register = breach_register::proven(&office.desk("inez"), shown).unwrap();
    let key = ledger::verifier_key(&office.desk("inez")).parse().unwrap();
    // What an outsider holds is the file.
    (serde_json::from_str(&serde_json::to_string(&register).unwrap()).unwrap(), key)
}

fn faults(register: &ProvenRegister, key: &VerifierKey) -> Vec<String> {
    register.faults(key).0.iter().map(ToString::to_string).collect()
}

#[test]
fn a_register_is_proven_from_outside() {
    let mut office = office();
    let (register, key) = export(&mut office, Shown::Whole);
    assert_eq!(faults(&register, &key), Vec::<String>::new());
    assert_eq!(register.breaches.iter().map(|one| one.versions.len()).collect::<Vec<_>>(), [4, 1]);
}

#[test]
fn a_word_a_version_or_a_breach_that_was_changed_removed_or_added_is_named() {
    let mut office = office();
    let (register, key) = export(&mut office, Shown::Whole);
    let with = |change: &dyn Fn(&mut ProvenRegister)| {
        let mut changed = register.clone();
        change(&mut changed);
        faults(&changed, &key)
    };
    let altered = with(&|register| {
        let row = register.breaches[0].versions[1].row.as_mut().unwrap();
        let body = row.columns.iter_mut().find(|(name, _)| name == "body").unwrap();
        let RowValue::Text(text) = &body.1 else { panic!("a text") };
        body.1 = RowValue::Text(text.replace(SECRET, "niemand"));
    });
    assert_eq!(altered, ["breach 1, version 2: its content is not what the ledger binds"]);
    let inside = with(&|register| drop(register.breaches[0].versions.remove(1)));
    assert!(inside[0].contains("a version was removed or added"), "{inside:?}");
    let newest = with(&|register| drop(register.breaches[0].versions.pop()));
    assert!(newest[0].contains("breach 1: its line is not what the ledger binds"), "{newest:?}");
    let first = with(&|register| drop(register.breaches.remove(0)));
    assert!(first[0].contains("after place 0 of the register comes place 2"), "{first:?}");
    let added = with(&|register| {
        let mut copy = register.breaches[1].clone();
        copy.seq = 3;
        register.breaches.push(copy);
    });
    assert!(added.iter().any(|fault| fault.contains("the identifier of another one")), "{added:?}");
    let forged = with(&|register| {
        let mut other = register.breaches[0].versions[0].clone();
        other.digest = register.breaches[1].versions[0].digest.clone();
        register.breaches[0].versions[0] = other;
    });
    assert_eq!(forged, ["breach 1, version 1: its entry binds other content"]);
    let silent = with(&|register| register.breaches[0].versions[0].row = None);
    assert_eq!(silent, ["breach 1, version 1: its content is missing"]);
}

#[test]
fn without_personal_data_no_word_of_anybody_is_left_and_the_proofs_still_hold() {
    let mut office = office();
    let (register, key) = export(&mut office, Shown::WithoutPersonalData);
    assert_eq!(faults(&register, &key), Vec::<String>::new());
    let text = serde_json::to_string(&register).unwrap();
    for name in [SECRET, "anna", "fatima", "bevestigde", "bellen"] {
        assert!(!text.contains(name), "{name}");
    }
    let shown = register.breaches[0].shown.as_ref().unwrap();
    assert_eq!(shown["answers"]["people-number"], 3);
    assert_eq!(shown["answers"]["nature"], serde_json::json!(["confidentiality"]));
    assert_eq!(shown["answers"]["summary"], breach_register::REMOVED);
    let mut added = register.clone();
    let other = added.breaches[1].versions[0].clone();
    added.breaches[0].versions.push(other);
    assert_eq!(faults(&added, &key)[0], "breach 1, version 5: its entry is about another breach");
}

#[test]
fn the_figures_of_a_year_count_what_stands_in_the_register() {
    let mut office = office();
    let wanted = Wanted { n: 1, ..Wanted::default() };
    let seen = breach_overview::overview(&office.desk("fatima"), &wanted, &TimeZone::UTC).unwrap();
    let years = &seen.years;
    assert_eq!(years.len(), 1);
    assert_eq!((years[0].year, years[0].n_reported, years[0].n_open, years[0].n_people), (2026, 2, 2, 3));
    assert_eq!((seen.n, seen.n_fitting, seen.page.len(), seen.has_more), (2, 2, 1, true));
    let rest = Wanted { before: Some(seen.page[0].seq), ..wanted.clone() };
    let rest = breach_overview::overview(&office.desk("fatima"), &rest, &TimeZone::UTC).unwrap();
    assert_eq!((rest.page[0].seq, rest.has_more), (1, false));
    let none = Wanted { year: Some(2020), ..wanted };
    let none = breach_overview::overview(&office.desk("fatima"), &none, &TimeZone::UTC).unwrap();
    assert_eq!((none.n, none.n_fitting, none.months.iter().flatten().sum()), (2, 0, 0_u64));
}
