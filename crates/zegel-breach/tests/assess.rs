//! Breaches of every kind, with the outcome that supervisors expect: the situations of the published examples of the EDPB
//! (Guidelines 01/2021 and 9/2022) retold as answers of our own; and what must hold for all answers.

#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is how a test fails")]

use jiff::civil::{Date, date};
use zegel_breach::{
    Answer, Answers, Assessment, AuthorityOutcome, Level, SubjectsOutcome, TellingException, assess,
};
use zegel_law::Law;

const TODAY: Date = date(2026, 11, 21);

/// Reads `question: choice, choice; question: choice`.
fn answers(text: &str) -> Answers {
    let pairs = text.split(';').map(str::trim).filter(|pair| !pair.is_empty()).map(|pair| {
        let (question, value) = pair.split_once(':').unwrap();
        let codes: Vec<_> = value.split(',').map(|code| code.trim().to_owned()).collect();
        let is_many = ["nature", "data-kinds", "readable-kinds", "people-kinds", "vulnerable"];
        let answer = match value.trim().parse::<u64>() {
            Ok(number) => Answer::Number(number),
            Err(_) if is_many.contains(&question.trim()) => Answer::Many(codes),
            Err(_) => Answer::One(codes[0].clone()),
        };
        (question.trim().to_owned(), answer)
    });
    Answers(pairs.collect())
}

fn assessed(text: &str) -> Assessment {
    let law = Law::built_in();
    let answers = answers(text);
    let list = law.breach_questions(TODAY).unwrap();
    assert_eq!(zegel_breach::mistakes(list, &answers), [], "{text}");
    let done = assess(&answers, &law, TODAY).unwrap();
    // A situation is told in full: what nobody answered cannot have decided it.
    assert!(
        done.unknown.iter().all(|factor| factor.state != zegel_breach::UnknownState::Unanswered),
        "{:?}",
        done.unknown
    );
    done
}

fn codes(assessment: &Assessment) -> Vec<&str> {
    assessment.reasons.iter().map(|reason| reason.code).collect()
}

/// No people for whom it weighs more, nothing said by being in the file, not public before.
const PLAIN: &str = "vulnerable: none; context: no; already-public: no;";

fn check(name: &str, text: &str, level: Level) {
    let done = assessed(&format!("{PLAIN} {text}"));
    assert_eq!(done.level, level, "{name}: {:?} {:?}", codes(&done), done.judgements);
    let (authority, subjects) = match level {
        Level::Unlikely => (AuthorityOutcome::NotRequired, SubjectsOutcome::NotRequired),
        Level::Risk => (AuthorityOutcome::Notify, SubjectsOutcome::NotRequired),
        Level::High => (AuthorityOutcome::Notify, SubjectsOutcome::Communicate),
    };
    assert_eq!((done.authority, done.subjects), (authority, subjects), "{name}");
}

#[test]
fn ransomware_is_weighed_by_backup_time_and_what_left_the_house() {
    let locked = "nature: confidentiality, availability; cause: external-malicious; exposure: ruled-out; alteration: corrected;";
    let staff = "data-kinds: name, address, bank-account, employment; detail: some; identification: direct;
        people-kinds: customers, employees; people-number: 40; severity: limited;";
    check(
        "encrypted before, copy back in hours",
        &format!(
            "{locked} unintelligible: yes; key-safe: yes; outage: hours; recovery: complete; disruption: none; vital-service: no; {staff}"
        ),
        Level::Unlikely,
    );
    check(
        "from paper in a working week, some late deliveries",
        &format!(
            "{locked} unintelligible: no; outage: days; recovery: complete; disruption: inconvenience; vital-service: no; {staff}"
        ),
        Level::Risk,
    );
    check(
        "a hospital, two days, operations postponed",
        &format!("{locked} unintelligible: no; outage: days; recovery: complete; disruption: serious; vital-service: yes;
            data-kinds: name, birth-date, health; detail: full; identification: direct; people-kinds: patients, employees;
            people-number: 4000; severity: significant"),
        Level::High,
    );
    check(
        "copied out as well, and the copies locked too",
        "nature: confidentiality, availability; cause: external-malicious; exposure: seen; recipients: unknown; unintelligible: no;
         outage: weeks; recovery: none; disruption: significant; vital-service: no; data-kinds: name, identity-number, payment-card;
         detail: some; identification: direct; people-kinds: customers; people-number: 5000; severity: significant; later-measures: none",
        Level::High,
    );
    check(
        "no copy, nothing copied out",
        "nature: availability; cause: external-malicious; outage: permanent; recovery: none; disruption: inconvenience;
         vital-service: no; data-kinds: name, address; detail: little; identification: direct; people-kinds: customers;
         people-number: 300; severity: limited",
        Level::Risk,
    );
}

#[test]
fn an_outage_is_weighed_by_its_time_and_by_who_depends_on_it() {
    let data = "nature: availability; recovery: complete; detail: some; identification: direct; people-number: 20000;";
    check(
        "minutes without power at a call centre",
        &format!(
            "{data} cause: external-accident; outage: minutes; disruption: inconvenience; vital-service: no;
            data-kinds: name, contract; people-kinds: customers; severity: negligible"
        ),
        Level::Unlikely,
    );
    check(
        "care records out of reach for thirty hours",
        &format!(
            "{data} cause: external-malicious; outage: days; disruption: serious; vital-service: yes;
            data-kinds: name, health; people-kinds: patients; severity: very-large"
        ),
        Level::High,
    );
}

#[test]
fn what_a_hacker_took_is_weighed_by_what_it_says_and_serves() {
    let taken = "nature: confidentiality; cause: external-malicious; exposure: seen; recipients: unknown;";
    check(
        "job applications",
        &format!("{taken} unintelligible: no; data-kinds: name, email, phone, address, birth-date, education, cv; detail: much;
            identification: direct; people-kinds: applicants; people-number: 213; severity: limited"),
        Level::High,
    );
    check(
        "salted hashes beside nicknames",
        &format!("{taken} unintelligible: partly; key-safe: yes; data-kinds: username, credentials; readable-kinds: username;
            detail: little; identification: hardly; people-kinds: users; people-number: 1200; severity: negligible; later-measures: stopped"),
        Level::Unlikely,
    );
    check(
        "salted hashes, the nicknames left aside",
        &format!("{taken} unintelligible: yes; key-safe: yes; data-kinds: username, credentials; detail: little;
            identification: hardly; people-kinds: users; people-number: 1200; severity: negligible; later-measures: stopped"),
        Level::Unlikely,
    );
    check(
        "accounts of a bank opened with guessed passwords, blocked before a payment",
        &format!("{taken} unintelligible: no; data-kinds: name, sex, birth-date, identity-number, username, credentials;
            detail: some; identification: direct; people-kinds: customers; people-number: 2000; severity: significant; later-measures: stopped"),
        Level::High,
    );
    check(
        "passwords and orders put on the internet",
        "nature: confidentiality; cause: external-malicious; exposure: seen; recipients: public; unintelligible: no;
         data-kinds: username, credentials, purchases; detail: much; identification: easily; people-kinds: customers;
         people-number: 30000; severity: limited; later-measures: stopped",
        Level::High,
    );
    check(
        "mail forwarded in secret, with pay slips",
        &format!("{taken} nature: confidentiality, integrity; alteration: reversible; disruption: significant; vital-service: no;
            unintelligible: no; data-kinds: name, family, income, employment; detail: much; identification: direct;
            people-kinds: employees; people-number: 99; severity: limited"),
        Level::High,
    );
    check(
        "bills of one subscriber, obtained by posing as them",
        &format!("{taken} unintelligible: no; data-kinds: name, email, traffic, transactions; detail: much; identification: direct;
            people-kinds: subscribers; people-number: 1; severity: limited"),
        Level::High,
    );
}

#[test]
fn a_person_from_within_is_weighed_by_what_they_took() {
    check(
        "business contacts taken along to a new job",
        "nature: confidentiality; cause: internal-malicious; exposure: misused; recipients: known-few; deletion: asked;
         unintelligible: no; data-kinds: name, work, email, phone; detail: little; identification: direct;
         people-kinds: business-contacts, customers; people-number: 1500; severity: limited",
        Level::Risk,
    );
    check(
        "a trusted agent who got a file too many",
        "nature: confidentiality; cause: internal-accident; exposure: seen; recipients: trusted; deletion: confirmed;
         unintelligible: no; data-kinds: name, address, contract; detail: some; identification: direct;
         people-kinds: customers; people-number: 24; severity: limited",
        Level::Unlikely,
    );
}

#[test]
fn a_lost_or_stolen_thing_is_weighed_by_its_protection() {
    let stolen =
        "nature: confidentiality; cause: external-malicious; exposure: no-sign; recipients: unknown;";
    check(
        "encrypted tablets of a nursery",
        &format!("{stolen} unintelligible: yes; key-safe: yes; data-kinds: name, birth-date, education; detail: some;
            identification: direct; people-kinds: minors; vulnerable: children; people-number: 60; severity: limited"),
        Level::Unlikely,
    );
    check(
        "a laptop without encryption, very many customers",
        &format!("{stolen} unintelligible: no; data-kinds: name, sex, address, birth-date; detail: little; identification: direct;
            people-kinds: customers; people-number: 100000; severity: limited"),
        Level::High,
    );
    check(
        "a paper register of a clinic, the only copy",
        &format!("{stolen} nature: confidentiality, availability; outage: permanent; recovery: none; disruption: significant;
            vital-service: no; unintelligible: no; data-kinds: name, birth-date, health; detail: much; identification: direct;
            people-kinds: patients; vulnerable: patients; people-number: 90; context: sensitive; severity: significant"),
        Level::High,
    );
    check(
        "an encrypted backup, with another copy at home",
        &format!("{stolen} nature: confidentiality, availability; outage: none; recovery: complete; disruption: none;
            vital-service: no; unintelligible: yes; key-safe: yes; data-kinds: name, income, bsn; detail: full;
            identification: direct; people-kinds: employees; people-number: 800; severity: limited"),
        Level::Unlikely,
    );
}

#[test]
fn what_was_sent_wrongly_is_weighed_by_what_it_was_and_to_whom() {
    let sent = "nature: confidentiality; cause: internal-accident; exposure: seen; unintelligible: no; identification: direct;";
    check(
        "two parcels of shoes exchanged",
        &format!("{sent} recipients: known-few; deletion: asked; data-kinds: name, address, purchases; detail: little;
            people-kinds: customers; people-number: 2; severity: negligible"),
        Level::Unlikely,
    );
    check(
        "numbers of all job seekers to all job seekers",
        &format!("{sent} recipients: known-many; deletion: asked; data-kinds: name, email, address, bsn; detail: little;
            people-kinds: residents; context: some; people-number: 60000; severity: significant"),
        Level::High,
    );
    check(
        "a list of participants with two food wishes",
        &format!(
            "{sent} recipients: known-few; deletion: asked; data-kinds: name, email, health; detail: little;
            people-kinds: customers; people-number: 15; severity: limited"
        ),
        Level::Unlikely,
    );
    check(
        "a policy of another in the envelope",
        &format!("{sent} recipients: known-few; deletion: asked; data-kinds: name, address, birth-date, customer-number, contract;
            detail: some; people-kinds: customers; people-number: 1; severity: limited"),
        Level::Risk,
    );
    check(
        "a bank statement to another customer",
        &format!("{sent} recipients: known-few; deletion: not-asked; data-kinds: name, bank-account, transactions; detail: some;
            people-kinds: customers; people-number: 1; severity: limited"),
        Level::Risk,
    );
    check(
        "a newsletter with a few addresses visible",
        &format!(
            "{sent} recipients: known-few; deletion: not-asked; data-kinds: name, email; detail: little;
            people-kinds: customers; people-number: 20; severity: negligible"
        ),
        Level::Unlikely,
    );
    check(
        "a newsletter with very many addresses visible",
        &format!(
            "{sent} recipients: known-many; deletion: not-asked; data-kinds: email; detail: little;
            people-kinds: customers; people-number: 5000; severity: limited"
        ),
        Level::Risk,
    );
    check(
        "the clients of a psychotherapist visible to each other",
        &format!("{sent} recipients: known-many; deletion: not-asked; data-kinds: name, email, health; detail: some; context: sensitive;
            people-kinds: patients; vulnerable: patients; people-number: 120; severity: significant"),
        Level::High,
    );
    check(
        "students to a large wrong list",
        &format!(
            "{sent} recipients: known-many; deletion: asked; data-kinds: name, email; detail: little;
            people-kinds: students; people-number: 800; severity: limited"
        ),
        Level::Risk,
    );
    check(
        "accounts open to other customers by a fault, no sign of use",
        "nature: confidentiality; cause: internal-accident; exposure: no-sign; recipients: known-many; deletion: not-asked;
         unintelligible: no; data-kinds: name, email, contract; detail: some; identification: direct; people-kinds: customers;
         people-number: 600; severity: limited",
        Level::Risk,
    );
}

#[test]
fn a_deletion_that_is_not_confirmed_turns_an_unlikely_risk_into_one() {
    let text = "nature: confidentiality; cause: internal-accident; exposure: seen; recipients: trusted; deletion: confirmed;
        unintelligible: no; data-kinds: name, address, contract; detail: much; identification: direct;
        people-kinds: customers; people-number: 24; severity: limited";
    let done = assessed(&format!("{PLAIN} {text}"));
    assert_eq!(done.level, Level::Unlikely);
    let change = done.would_change.iter().find(|change| change.question == "deletion").unwrap();
    assert_eq!(change.level, Level::Risk);
    assert_eq!(change.answers, ["partly", "asked", "not-asked", "refused"]);
    assert!(change.text.nl.starts_with("Als het antwoord op “Hebben de ontvangers"), "{}", change.text.nl);
    assert!(change.text.nl.ends_with("dan is er een risico, maar geen hoog risico."), "{}", change.text.nl);
    assert!(!done.is_provisional);
}

#[test]
fn encryption_or_a_confirmed_deletion_makes_an_exception_where_the_risk_would_be_high() {
    // The only copy, encrypted, is gone: nobody can read it, but somebody lacks it.
    let lost = "nature: confidentiality, availability; cause: internal-accident; exposure: no-sign; recipients: unknown;
        unintelligible: yes; key-safe: yes; outage: permanent; recovery: none; disruption: inconvenience; vital-service: no;
        data-kinds: name, health; detail: full; identification: direct; people-kinds: residents; people-number: 30; severity: limited";
    let done = assessed(&format!("{PLAIN} {lost}"));
    assert_eq!((done.level, done.subjects), (Level::Risk, SubjectsOutcome::Exception));
    assert_eq!(done.exception, Some(TellingException::Unintelligible));
    let leaked = assessed(&format!("{PLAIN} {lost}; key-safe: no"));
    assert_eq!((leaked.level, leaked.subjects), (Level::High, SubjectsOutcome::Communicate));

    let letter = "nature: confidentiality; cause: internal-accident; exposure: seen; recipients: known-few; unintelligible: no;
        data-kinds: name, health; detail: much; identification: direct; people-kinds: residents; people-number: 1; severity: limited";
    let done = assessed(&format!("{PLAIN} {letter}; deletion: confirmed"));
    assert_eq!((done.level, done.exception), (Level::Risk, Some(TellingException::LaterMeasures)));
    assert_eq!(done.authority, AuthorityOutcome::Notify);
    assert_eq!(
        assessed(&format!("{PLAIN} {letter}; deletion: asked")).subjects,
        SubjectsOutcome::Communicate
    );
}

#[test]
fn a_replaced_password_helps_and_a_name_with_a_number_cannot_be_replaced() {
    let taken = "nature: confidentiality; cause: external-malicious; exposure: seen; recipients: unknown; unintelligible: no;
        detail: little; identification: direct; people-kinds: users; people-number: 50; severity: limited; later-measures: stopped;";
    let passwords = assessed(&format!("{PLAIN} {taken} data-kinds: username, email, credentials"));
    assert_eq!((passwords.level, passwords.exception), (Level::Risk, Some(TellingException::LaterMeasures)));
    let numbers = assessed(&format!("{PLAIN} {taken} data-kinds: username, email, credentials, bsn"));
    assert_eq!(numbers.subjects, SubjectsOutcome::Communicate);
}

#[test]
fn nothing_known_is_a_risk_and_says_what_to_find_out() {
    let done = assess(&Answers::default(), &Law::built_in(), TODAY).unwrap();
    assert_eq!((done.level, done.authority), (Level::Risk, AuthorityOutcome::Notify));
    assert!(done.is_provisional);
    let unknown: Vec<_> = done.unknown.iter().map(|factor| factor.question.as_str()).collect();
    assert!(unknown.contains(&"nature") && unknown.contains(&"data-kinds"), "{unknown:?}");
}

#[test]
fn an_unknown_cause_keeps_a_harmless_letter_from_being_called_harmless() {
    let letter = "nature: confidentiality; exposure: seen; recipients: known-few; deletion: asked; unintelligible: no;
        data-kinds: name, address; detail: little; identification: direct; people-kinds: residents; people-number: 1; severity: negligible;";
    assert_eq!(assessed(&format!("{PLAIN} {letter} cause: internal-accident")).level, Level::Unlikely);
    let open = assessed(&format!("{PLAIN} {letter} cause: investigating"));
    assert_eq!(open.level, Level::Risk);
    assert!(codes(&open).contains(&"unknown-counts"));
    assert!(open.unknown[0].question == "cause" && open.unknown[0].could_change);
}

#[test]
fn a_law_that_asks_for_a_high_risk_only_is_followed() {
    let body = r#"{"format":"zegel-law","version":1,"breach":{"rules":[{"code":"avg","version":"test-1","labels":{"nl":"a","en":"b","fr":"c"},
        "hours":96,"authority_threshold":"high-risk","people_threshold":"high-risk","reminder_hours":[24],
        "authorities":[{"place":"NL","code":"AP","labels":{"nl":"a","en":"b","fr":"c"}},{"place":"BE","code":"GBA","labels":{"nl":"a","en":"b","fr":"c"}}],
        "valid_from":"2026-01-01","source":"test","verified":false}]}}"#;
    let law = Law::built_in().with_body_file(body).unwrap();
    let done = assess(&Answers::default(), &law, TODAY).unwrap();
    assert_eq!((done.level, done.authority), (Level::Risk, AuthorityOutcome::NotRequired));
    assert_eq!(done.rule.version, "test-1");
}

#[test]
fn the_score_of_enisa_shows_its_arithmetic() {
    let done = assessed(&format!(
        "{PLAIN} nature: confidentiality, availability; cause: external-malicious; exposure: seen; recipients: unknown; unintelligible: no;
         outage: days; recovery: complete; disruption: inconvenience; vital-service: no; data-kinds: name, income; detail: some;
         identification: easily; people-kinds: employees; people-number: 101; severity: limited"
    ));
    let enisa = &done.enisa;
    assert_eq!(enisa.categories[0].arithmetic, "2 × 0.75 + (0.5 + 0 + 0.25 + 0.5) = 2.75");
    assert_eq!((enisa.se.to_string(), enisa.band.code()), ("2.75".into(), "medium"));
    assert!(enisa.is_over_100_people && !enisa.is_unintelligible);
}

#[test]
fn a_wrong_code_is_answered_with_the_nearest() {
    let law = Law::built_in();
    let list = law.breach_questions(TODAY).unwrap();
    let wrong = answers("exposur: seen; exposure: sean; cause: 3; people-number: many");
    let said: Vec<_> = zegel_breach::mistakes(list, &wrong).iter().map(ToString::to_string).collect();
    assert_eq!(said[0], "question 'cause' wants the code of one choice");
    assert!(said[1].starts_with("there is no question 'exposur'; nearest: exposure"), "{said:?}");
    assert!(said[2].starts_with("question 'exposure' has no choice 'sean'; nearest: seen"), "{said:?}");
    assert!(said[3].contains("question 'people-number' has no choice"), "{said:?}");
}
