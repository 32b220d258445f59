//! The forms of the authorities, as data.

use jiff::civil::date;
use zegel_law::{Law, Need, misfits};

#[test]
fn every_form_fits_the_questions() {
    let law = Law::built_in();
    let on = date(2026, 11, 29);
    let list = law.breach_questions(on).expect("a list");
    let found: Vec<String> = law.forms(on).flat_map(|form| misfits(form, list)).collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn the_european_template_has_its_hundred_fields() {
    let law = Law::built_in();
    let form = law.form("edpb", date(2026, 11, 29)).expect("the form");
    let count = |need| form.items.iter().filter(|item| item.need == need).count();
    assert_eq!(
        (form.items.len(), count(Need::Always), count(Need::Conditional), count(Need::Optional)),
        (100, 42, 46, 12)
    );
}

#[test]
fn a_form_that_points_at_nothing_is_refused() {
    let text = include_str!("../data/forms/ap.json").replace("fact:aware", "fact:unaware");
    let error = Law::built_in().with_body_file(&text).expect_err("refused");
    assert!(error.to_string().contains("'fact:unaware' is no source"), "{error}");
}
