//! The built-in risks: ten, as the source has them, each tied to a measure that somebody can see the state of.

use jiff::civil::{Date, date};
use zegel_law::{CountRule, Impact, Labels, Law, Likelihood, Unit};

const TODAY: Date = date(2026, 11, 29);

#[test]
fn the_ten_risks_have_the_likelihood_and_impact_of_the_source() {
    use Impact as I;
    use Likelihood as L;
    let law = Law::built_in();
    let found: Vec<_> =
        law.risks(TODAY).iter().map(|risk| (risk.number, risk.likelihood, risk.impact)).collect();
    assert_eq!(
        found,
        [
            (1, L::Large, I::Large),
            (2, L::Plausible, I::Large),
            (3, L::Large, I::Large),
            (4, L::Large, I::Large),
            (5, L::Large, I::Large),
            (6, L::Large, I::Medium),
            (7, L::Large, I::Medium),
            (8, L::Small, I::Large),
            (9, L::Small, I::Large),
            (10, L::Open, I::Open),
        ]
    );
}

#[test]
fn every_code_that_a_risk_or_measure_names_is_there() {
    let law = Law::built_in();
    let measures: Vec<_> = law.measures(TODAY).collect();
    let counts: Vec<_> = law.counts(TODAY).map(|count| count.code.as_str()).collect();
    let groups: Vec<_> = law.target_groups().iter().map(|group| group.code.as_str()).collect();
    for risk in law.risks(TODAY) {
        for code in &risk.measures {
            assert!(measures.iter().any(|measure| measure.code == *code), "{}: {code}", risk.code);
        }
    }
    for measure in &measures {
        assert!(groups.contains(&measure.target.as_str()), "{}: {}", measure.code, measure.target);
        for code in &measure.counts {
            assert!(counts.contains(&code.as_str()), "{}: {code}", measure.code);
        }
    }
}

#[test]
fn a_share_is_never_rounded_to_nothing() {
    let text = Labels { nl: "x".into(), en: "x".into(), fr: "x".into() };
    let rule = CountRule {
        code: "x".into(),
        labels: text.clone(),
        help: text,
        unit: Unit::Percent,
        attention: 1,
        wrong: None,
        days: None,
        valid_from: TODAY,
        valid_to: None,
        source: "x".into(),
        verified: false,
    };
    assert_eq!(rule.measure(1, Some(4_000)), 1);
    assert_eq!(rule.measure(0, Some(4_000)), 0);
    assert_eq!(rule.measure(1, Some(3)), 33);
    assert_eq!(rule.measure(3, Some(3)), 100);
}

#[test]
fn a_body_changes_a_threshold_and_nothing_else() {
    let file = r#"{"format":"zegel-law","version":1,"risk":{"counts":[{"code":"copies-open",
        "labels":{"nl":"a","en":"a","fr":"a"},"help":{"nl":"a","en":"a","fr":"a"},"unit":"number","attention":7,
        "valid_from":"2026-01-01","source":"our own policy","verified":true}]}}"#;
    let before = Law::built_in().counts(TODAY).count();
    let law = Law::built_in().with_body_file(file).expect("a good file");
    assert_eq!(law.counts(TODAY).count(), before);
    assert_eq!(
        law.counts(TODAY).find(|count| count.code == "copies-open").map(|count| count.attention),
        Some(7)
    );
}

#[test]
fn a_measure_that_nobody_can_see_is_refused() {
    let file = r#"{"format":"zegel-law","version":1,"risk":{"measures":[{"code":"hope",
        "title":{"nl":"a","en":"a","fr":"a"},"text":{"nl":"a","en":"a","fr":"a"},"target":"everybody",
        "valid_from":"2026-01-01","source":"x","verified":true}]}}"#;
    let error = Law::built_in().with_body_file(file).expect_err("neither counted nor attested").to_string();
    assert!(error.contains("hope"), "{error}");
}
