//! Telling the people concerned: what must be there before anything goes out, and where each letter stands afterwards.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use zegel_archive::breach::telling::{MailAnswer, TellingWords, Way};
use zegel_archive::breach::{
    Answer, Answers, MomentKind, NotificationKind, Origin, SubjectsChoice, TellingException, Waiting,
};
use zegel_archive::breaches::{self, Seen};
use zegel_archive::config::{Mail, Security};
use zegel_archive::notifications::{self, Wanted};
use zegel_archive::telling::{self, Doubt, Listed, Next, Outgoing, Phase, Then};
use zegel_archive::verify::verify;
use zegel_archive::{Config, Error, FormLanguage, StoreError, evidence};
use zegel_model::{BreachId, Content};

use crate::kit::{Office, zone};

const LIST: &str = "naam;mail;adres;postcode;plaats;taal;soort\n\
                    Piet Post;piet@waterveen.example;;;;nl;staff\n\
                    Pia Post;pia@waterveen.example;;;;nl;staff\n\
                    Kim Klein;kim@school.example;Schoolstraat 1;1234 AB;Waterveen;en;guardian\n\
                    Jan Jansen;;Dorpsstraat 2;1234 AC;Waterveen;nl;\n";

fn words() -> TellingWords {
    TellingWords {
        subject: "Datalek bij Gemeente Waterveen".into(),
        opening: "Er was een datalek bij de gemeente.".into(),
        nature: "Een laptop is gestolen uit een auto.".into(),
        consequences: "Iemand kan uw gegevens lezen.".into(),
        measures: "Wij hebben de laptop op afstand gewist.".into(),
        advice: "- Let op vreemde mails\n- Geef geen codes".into(),
        contact: "Bel Fatima: 010 123 45 67.".into(),
    }
}

/// An archive that knows a mail server; nobody speaks to it here.
fn with_mail() -> Office {
    let mail = Mail {
        server: "127.0.0.1".into(),
        port: 25,
        security: Security::None,
        from: "Zegel <zegel@waterveen.example>".into(),
        url: "https://zegel.waterveen.example/".into(),
        user: None,
        password_file: None,
        again_days: 7,
        domain: None,
        addresses: BTreeMap::new(),
    };
    Office::with(|config| Config { mail: Some(mail), ..config })
}

/// A breach of which the desk is aware, with the decision to tell people.
fn decided(office: &mut Office) -> BreachId {
    let id = aware(office);
    let grounds = (Content::from("er kan veel misgaan met deze gegevens"), None);
    let tell = SubjectsChoice::Communicate;
    breaches::decide_subjects(&mut office.desk("fatima"), (id, Seen::Newest), tell, grounds).unwrap();
    id
}

fn aware(office: &mut Office) -> BreachId {
    let now = office.now;
    let words = (Content::from("Laptop kwijt"), Content::from("Laptop gestolen"));
    let id = breaches::report(&mut office.desk("anna"), words, Origin::Person, now).unwrap().0;
    let aware = (MomentKind::Aware, now, Content::from("de laptop had geen slot"));
    breaches::moment(&mut office.desk("fatima"), (id, Seen::Newest), aware, &zone()).unwrap();
    id
}

fn write(office: &mut Office, id: BreachId, kind: &str, language: FormLanguage) {
    let seen = telling::texts(&office.desk("fatima"), id).unwrap().version;
    telling::write(&mut office.desk("fatima"), (id, seen), (kind, language), words()).unwrap();
}

fn list(office: &mut Office, id: BreachId) -> Listed {
    telling::take_list(&mut office.desk("fatima"), id, LIST.as_bytes(), false).unwrap()
}

/// A telling that a second person approved.
fn approved(office: &mut Office) -> BreachId {
    let id = decided(office);
    write(office, id, "general", FormLanguage::Nl);
    write(office, id, "guardian", FormLanguage::En);
    list(office, id);
    telling::approve(&mut office.desk("carla"), (id, Seen::Newest)).unwrap();
    id
}

fn code<T>(result: Result<T, Error>) -> &'static str {
    match result {
        Err(Error::Refused(refusal)) => refusal.code,
        Err(other) => panic!("not refused: {other:?}"),
        Ok(_) => panic!("not refused"),
    }
}

#[test]
fn a_first_text_names_data_and_consequences_in_each_language() {
    let mut office = Office::new();
    let id = aware(&mut office);
    let answers = [
        ("data-kinds".to_owned(), Answer::Many(vec!["health".into(), "bsn".into()])),
        ("consequences".to_owned(), Answer::Many(vec!["fraud".into()])),
    ];
    let answers = Answers(answers.into());
    breaches::answer(&mut office.desk("fatima"), (id, Seen::Newest), answers, Default::default()).unwrap();
    for (language, data, consequence) in [
        (FormLanguage::Nl, "- Gezondheid", "- Fraude"),
        (FormLanguage::En, "- Health", "- Fraud"),
        (FormLanguage::Fr, "- Santé", "- Fraude"),
        (FormLanguage::De, "- Gesundheit", "- Betrug"),
    ] {
        let words = telling::propose(&office.desk("fatima"), id, ("general", language), &zone()).unwrap();
        assert!(words.nature.as_str().contains(data), "{language:?}");
        assert!(words.consequences.as_str().contains(consequence), "{language:?}");
    }
    let words = telling::propose(&office.desk("fatima"), id, ("general", FormLanguage::De), &zone()).unwrap();
    assert!(words.contact.as_str().contains("bei der niederländischen Datenschutzbehörde"));
}

/// A mail server of a test: it says what became of each letter, and the machine may stop at any moment.
struct Post {
    office: Office,
    telling: Uuid,
    before: Option<(Uuid, MailAnswer)>,
    taken: Vec<Outgoing>,
}

impl Post {
    fn started(mut office: Office, id: BreachId) -> Self {
        let telling = telling::start(&mut office.desk("fatima"), id).unwrap();
        Self { office, telling, before: None, taken: vec![] }
    }

    fn next(&mut self) -> Next {
        let (before, now) = (self.before.take(), self.office.now);
        telling::next(&self.office.archive, self.telling, (before, Then::GoOn), now).unwrap()
    }

    /// Sends until nothing is left for now.
    fn send(&mut self, answer: impl Fn(&Outgoing) -> MailAnswer) {
        while let Next::Send(letter) = self.next() {
            self.before = Some((letter.letter, answer(&letter)));
            self.taken.push(*letter);
        }
    }

    fn stop(&mut self) {
        self.before = None;
        telling::recover(&self.office.archive, self.telling, self.office.now).unwrap();
    }

    fn tally(&self) -> BTreeMap<String, u64> {
        telling::tally(&self.office.archive, self.telling).unwrap().0
    }
}

fn counts(pairs: &[(&str, u64)]) -> BTreeMap<String, u64> {
    pairs.iter().map(|(code, n)| ((*code).to_owned(), *n)).collect()
}

#[test]
fn nothing_goes_out_before_decision_text_list_and_second_person() {
    let mut office = with_mail();
    let id = aware(&mut office);
    let at = (id, Seen::Newest);
    assert_eq!(code(telling::approve(&mut office.desk("carla"), at)), "telling-not-decided");
    let grounds = (Content::from("er kan veel misgaan met deze gegevens"), None);
    breaches::decide_subjects(&mut office.desk("fatima"), at, SubjectsChoice::Communicate, grounds).unwrap();
    assert_eq!(code(telling::approve(&mut office.desk("carla"), at)), "wrong-state", "there is no list");
    let listed = list(&mut office, id);
    assert_eq!((listed.n_people, listed.n_doubles, listed.n_bad), (4, 0, 0));
    assert_eq!(code(telling::approve(&mut office.desk("carla"), at)), "text-gaps", "there is no text");
    write(&mut office, id, "general", FormLanguage::Nl);
    assert_eq!(code(telling::approve(&mut office.desk("carla"), at)), "text-gaps", "guardians read English");
    write(&mut office, id, "guardian", FormLanguage::En);
    assert_eq!(code(telling::approve(&mut office.desk("fatima"), at)), "four-eyes");
    assert_eq!(code(telling::approve(&mut office.desk("anna"), at)), "not-your-role");
    assert_eq!(code(telling::start(&mut office.desk("fatima"), id)), "wrong-state", "not approved");
    telling::approve(&mut office.desk("carla"), at).unwrap();
    let again = telling::take_list(&mut office.desk("fatima"), id, LIST.as_bytes(), false);
    assert_eq!(code(again), "wrong-state", "the list was approved as it is");
    telling::start(&mut office.desk("fatima"), id).unwrap();
    assert!(verify(&mut office.desk("inez"), &mut |_| {}).unwrap().findings.is_empty());
}

#[test]
fn each_item_of_the_law_must_be_there() {
    let mut office = with_mail();
    let id = decided(&mut office);
    list(&mut office, id);
    write(&mut office, id, "guardian", FormLanguage::En);
    let empty: [fn(&mut TellingWords); 5] = [
        |words| words.nature = "".into(),
        |words| words.consequences = "[nog invullen wat er kan gebeuren]".into(),
        |words| words.measures = "-".into(),
        |words| words.advice = "".into(),
        |words| words.contact = " ".into(),
    ];
    for take_away in empty {
        let mut bad = words();
        take_away(&mut bad);
        let seen = telling::texts(&office.desk("fatima"), id).unwrap().version;
        let general = ("general", FormLanguage::Nl);
        telling::write(&mut office.desk("fatima"), (id, seen), general, bad).unwrap();
        assert_eq!(code(telling::approve(&mut office.desk("carla"), (id, Seen::Newest))), "text-gaps");
    }
}

#[test]
fn an_order_of_the_authority_overrides_an_exception_and_an_exception_stops_the_letters() {
    let mut office = with_mail();
    let id = aware(&mut office);
    let at = (id, Seen::Newest);
    let exception = SubjectsChoice::Exception { exception: TellingException::LaterMeasures };
    let day = Some(jiff::civil::date(2026, 12, 24));
    let grounds = || (Content::from("de gegevens zijn op tijd gewist"), day);
    breaches::decide_subjects(&mut office.desk("fatima"), at, exception, grounds()).unwrap();
    breaches::approve(&mut office.desk("carla"), at, Waiting::Subjects).unwrap();
    write(&mut office, id, "general", FormLanguage::Nl);
    write(&mut office, id, "guardian", FormLanguage::En);
    list(&mut office, id);
    assert_eq!(code(telling::approve(&mut office.desk("elif"), at)), "telling-not-decided");
    let order = (office.now, Content::from("AP-2026-7: vertel het de mensen"));
    breaches::order(&mut office.desk("fatima"), at, true, order).unwrap();
    telling::approve(&mut office.desk("elif"), at).unwrap();
    let mut post = Post::started(office, id);
    assert!(matches!(post.next(), Next::Send(_)));

    let mut office = with_mail();
    let id = approved(&mut office);
    let at = (id, Seen::Newest);
    let mut post = Post::started(office, id);
    let Next::Send(letter) = post.next() else { panic!("a letter") };
    breaches::decide_subjects(&mut post.office.desk("fatima"), at, exception, grounds()).unwrap();
    post.before = Some((letter.letter, MailAnswer::Taken));
    assert_eq!(post.next(), Next::Nothing, "the decision is open again");
    assert_eq!(post.tally(), counts(&[("paper", 1), ("sent", 1), ("waiting", 2)]));
}

#[test]
fn each_gets_one_mail_in_their_language_and_paper_and_the_form_tell_the_rest() {
    let mut office = with_mail();
    let id = approved(&mut office);
    let mut post = Post::started(office, id);
    post.send(|_| MailAnswer::Taken);
    assert_eq!(post.tally(), counts(&[("paper", 1), ("sent", 3)]));
    let kim = post.taken.iter().find(|letter| letter.name.as_str() == "Kim Klein").unwrap();
    assert_eq!((kim.language, kim.address.as_str()), ("en", "kim@school.example"));
    assert!(kim.text.as_str().starts_with("Dear Kim Klein,"), "{}", kim.text.as_str());
    let ids: BTreeSet<_> = post.taken.iter().map(|letter| &letter.message_id).collect();
    assert_eq!(ids.len(), 3, "each has a Message-ID of its own");
    let at = (id, Seen::Newest);
    assert_eq!(code(telling::finish(&mut post.office.desk("fatima"), at)), "not-ready");
    let now = post.office.now;
    let letters = telling::on_paper(&mut post.office.desk("fatima"), id, now).unwrap();
    let [letter] = &letters[..] else { panic!("{} letters", letters.len()) };
    assert_eq!((letter.name.as_str(), letter.address[1].as_str()), ("Jan Jansen", "1234 AC  Waterveen"));
    let run = telling::print_run(&mut post.office.desk("fatima"), id, now, &zone()).unwrap();
    let printed = &run.letters().letters[0];
    assert_eq!(printed.address.len(), 3, "the name above the address");
    assert_eq!(printed.place_and_date.as_str(), "21 november 2026");
    assert_eq!(printed.sections[1].heading.as_str(), "Wat is er gebeurd?");
    assert_eq!(telling::posted(&mut post.office.desk("fatima"), id, now).unwrap(), 1);
    let known = telling::finish(&mut post.office.desk("fatima"), at).unwrap();
    let told = known.breach.tellings[0].told.clone().unwrap();
    assert_eq!((told.0.at, told.1), (now, 4), "the moment and the number");
    let wanted = Wanted {
        kind: NotificationKind::Initial,
        form: "gba".into(),
        language: FormLanguage::Nl,
        reason: None,
    };
    let form = notifications::preview(&post.office.desk("inez"), id, &wanted, &zone()).unwrap();
    let text = serde_json::to_string(&form.items).unwrap();
    assert!(text.contains("Een laptop is gestolen uit een auto."), "the form has what people were told");
    assert!(!text.contains("Piet") && !text.contains("@waterveen"), "and nobody's name");
    assert!(verify(&mut post.office.desk("inez"), &mut |_| {}).unwrap().findings.is_empty());
}

#[test]
fn after_a_crash_one_letter_is_in_doubt_and_a_person_decides() {
    let mut office = with_mail();
    let id = approved(&mut office);
    let mut post = Post::started(office, id);
    let Next::Send(first) = post.next() else { panic!("a letter") };
    post.stop();
    assert_eq!(post.tally(), counts(&[("in-doubt", 1), ("paper", 1), ("waiting", 2)]));
    post.send(|_| MailAnswer::Taken);
    assert!(post.taken.iter().all(|letter| letter.letter != first.letter), "it does not go again by itself");
    let doubt = telling::people(&post.office.desk("fatima"), id, "in-doubt", 10).unwrap();
    assert_eq!(doubt[0].letter, first.letter);
    let again = Doubt::Again;
    telling::settle_doubt(&mut post.office.desk("fatima"), id, Some(first.letter), again).unwrap();
    post.taken.clear();
    post.send(|_| MailAnswer::Taken);
    assert_eq!(post.taken.len(), 1, "only that one");
    assert_eq!(post.taken[0].message_id, first.message_id, "the same letter has the same Message-ID");
    assert_eq!(post.tally(), counts(&[("paper", 1), ("sent", 3)]));
    let sure = telling::settle_doubt(&mut post.office.desk("fatima"), id, Some(first.letter), again);
    assert_eq!(code(sure), "wrong-state", "what arrived does not go again");
}

#[test]
fn a_pause_holds_at_the_next_letter_and_a_server_that_is_away_loses_nothing() {
    let mut office = with_mail();
    let id = approved(&mut office);
    let mut post = Post::started(office, id);
    let Next::Send(first) = post.next() else { panic!("a letter") };
    telling::pause(&mut post.office.desk("elif"), id).unwrap();
    post.before = Some((first.letter, MailAnswer::Taken));
    assert_eq!(post.next(), Next::Nothing);
    telling::start(&mut post.office.desk("fatima"), id).unwrap();
    post.send(|_| MailAnswer::Away);
    assert_eq!(post.tally(), counts(&[("paper", 1), ("sent", 1), ("waiting", 2)]));
    post.send(|letter| match letter.name.as_str() {
        "Pia Post" => MailAnswer::NotNow,
        _ => MailAnswer::Never { status: Some(550) },
    });
    assert_eq!(post.tally(), counts(&[("paper", 1), ("refused", 1), ("sent", 1), ("waiting", 1)]));
    assert!(matches!(post.next(), Next::Later(_)));
    post.office.wait(1);
    post.send(|_| MailAnswer::Taken);
    assert_eq!(post.tally(), counts(&[("paper", 1), ("refused", 1), ("sent", 2)]));
}

fn report(message_id: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=B\r\n\r\n\
         --B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; iemand@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n\
         --B\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{message_id}>\r\n\r\n--B--\r\n"
    )
}

#[test]
fn a_mail_that_came_back_goes_on_paper_and_who_has_no_address_is_named() {
    let mut office = with_mail();
    let id = approved(&mut office);
    let mut post = Post::started(office, id);
    post.send(|_| MailAnswer::Taken);
    let of = |name: &str| post.taken.iter().find(|letter| letter.name.as_str() == name).unwrap();
    let mails =
        [of("Kim Klein").message_id.clone(), of("Piet Post").message_id.clone(), "x@y.example".into()];
    for (mail, expected) in mails.iter().zip([(1, 0), (1, 0), (0, 1)]) {
        let found =
            telling::take_bounces(&mut post.office.desk("fatima"), id, report(mail).as_bytes()).unwrap();
        assert_eq!((found.n_bounced, found.n_strange), expected);
    }
    let known = telling::take_bounces(&mut post.office.desk("fatima"), id, report(&mails[0]).as_bytes());
    assert_eq!(known.unwrap().n_known, 1, "the same report twice");
    assert_eq!(post.tally(), counts(&[("bounced", 2), ("paper", 1), ("sent", 1)]));
    let now = post.office.now;
    assert_eq!(telling::on_paper(&mut post.office.desk("fatima"), id, now).unwrap().len(), 2);
    let look = telling::look(&post.office.desk("inez"), id).unwrap();
    assert_eq!(look.tellings[0].n_unreachable, 1, "Piet has no postal address");
    telling::posted(&mut post.office.desk("fatima"), id, now).unwrap();
    let why = Content::from("gebeld en geen adres gekregen");
    assert_eq!(telling::give_up(&mut post.office.desk("fatima"), id, why).unwrap(), 1);
    let known = telling::finish(&mut post.office.desk("fatima"), (id, Seen::Newest)).unwrap();
    assert_eq!(known.breach.tellings[0].told.as_ref().unwrap().1, 3, "who was not reached does not count");
    telling::erase(&mut post.office.desk("fatima"), id, post.telling).unwrap();
    let left = telling::people(&post.office.desk("fatima"), id, "sent", 10).unwrap();
    assert!(left.iter().all(|one| one.person.is_none()), "names and addresses are gone, the counts stay");
    assert_eq!(telling::look(&post.office.desk("inez"), id).unwrap().tellings[0].tally.n_told(), 3);
}

#[test]
fn who_was_told_by_a_person_gets_no_mail_and_no_letter_unless_that_is_taken_back() {
    let mut office = with_mail();
    let id = decided(&mut office);
    write(&mut office, id, "general", FormLanguage::Nl);
    write(&mut office, id, "guardian", FormLanguage::En);
    list(&mut office, id);
    let untold = |office: &mut Office| {
        let counts = evidence::now(&office.desk("fatima"), &zone()).unwrap();
        let count = counts.iter().find(|count| count.rule.code == "people-untold").unwrap();
        (count.n, count.of)
    };
    assert_eq!(untold(&mut office), (1, Some(1)), "the register of risks counts who waits for word");
    let seek =
        |office: &mut Office, sought: &str| telling::seek(&office.desk("fatima"), id, sought, 9).unwrap();
    let pia = seek(&mut office, "PIA p")[0].letter;
    let jan = seek(&mut office, "dorpsstraat")[0].letter;
    assert_eq!(seek(&mut office, "waterveen.example").len(), 2);
    assert_eq!(code(telling::seek(&office.desk("fatima"), id, " p ", 9)), "sought-short");
    assert!(
        telling::seek(&office.desk("inez"), id, "piet", 9).is_err(),
        "names are for who works on the breach"
    );
    let now = office.now;
    let told = |office: &mut Office, letter, at| {
        telling::told_by_person(&mut office.desk("fatima"), id, letter, (Way::Telephone, at))
    };
    assert_eq!(code(told(&mut office, pia, now)), "wrong-state", "no second person saw the text as yet");
    telling::approve(&mut office.desk("carla"), (id, Seen::Newest)).unwrap();
    let minute = jiff::SignedDuration::from_mins(1);
    assert_eq!(code(told(&mut office, pia, now + minute)), "moment-future");
    assert_eq!(code(told(&mut office, pia, now - minute)), "told-early");
    for letter in [pia, jan] {
        told(&mut office, letter, now).unwrap();
    }
    assert_eq!(code(told(&mut office, pia, now)), "wrong-state");
    let mut post = Post::started(office, id);
    post.send(|_| MailAnswer::Taken);
    post.stop();
    assert_eq!(post.tally(), counts(&[("sent", 2), ("told", 2)]));
    telling::not_told(&mut post.office.desk("fatima"), id, pia).unwrap();
    assert_eq!(code(telling::not_told(&mut post.office.desk("fatima"), id, pia)), "wrong-state");
    post.send(|letter| {
        assert_eq!(letter.name.as_str(), "Pia Post");
        MailAnswer::Taken
    });
    post.stop();
    let known = telling::finish(&mut post.office.desk("fatima"), (id, Seen::Newest)).unwrap();
    assert_eq!(known.breach.tellings[0].told.as_ref().unwrap().1, 4);
    assert_eq!(untold(&mut post.office), (0, Some(1)));
    assert!(verify(&mut post.office.desk("beheer"), &mut |_| {}).unwrap().findings.is_empty());
}

#[test]
fn a_list_behind_another_folds_doubles_and_bad_lines_stay_until_somebody_decides() {
    let mut office = with_mail();
    let id = decided(&mut office);
    list(&mut office, id);
    let more = "naam,mail\nP. Post,PIET@waterveen.example\nNieuw,nieuw@waterveen.example\nFout,geen adres\n";
    let listed = telling::take_list(&mut office.desk("fatima"), id, more.as_bytes(), true).unwrap();
    assert_eq!((listed.n_people, listed.n_doubles, listed.n_bad), (5, 1, 1));
    let bad = telling::people(&office.desk("fatima"), id, "unusable", 10).unwrap();
    assert_eq!((bad[0].line, bad[0].bad.as_ref().unwrap().why.as_str()), (4, "mail-form"));
    assert_eq!(code(telling::people(&office.desk("inez"), id, "waiting", 10)), "not-your-role");
    assert_eq!(telling::remove_unusable(&mut office.desk("fatima"), id).unwrap(), 1);
    let look = telling::look(&office.desk("inez"), id).unwrap();
    let current = &look.tellings[0];
    assert_eq!(
        (current.mailing.phase, current.mailing.listed.n_bad, current.tally.n_all()),
        (Phase::Draft, 0, 5)
    );
    let replaced = list(&mut office, id);
    assert_eq!((replaced.n_people, replaced.n_doubles), (4, 0));
}

#[test]
fn two_people_who_write_at_once_do_not_overwrite_each_other() {
    let mut office = with_mail();
    let id = decided(&mut office);
    let general = ("general", FormLanguage::Nl);
    telling::write(&mut office.desk("fatima"), (id, 0), general, words()).unwrap();
    let late = telling::write(&mut office.desk("elif"), (id, 0), general, words());
    assert!(matches!(late, Err(Error::Store(StoreError::Conflict { .. }))));
}

#[test]
fn a_public_notice_has_its_text_its_places_and_a_second_person() {
    let mut office = with_mail();
    let id = aware(&mut office);
    let at = (id, Seen::Newest);
    let exception = SubjectsChoice::Exception { exception: TellingException::Disproportionate };
    let grounds =
        (Content::from("van de meesten is geen adres bekend"), Some(jiff::civil::date(2026, 12, 24)));
    breaches::decide_subjects(&mut office.desk("fatima"), at, exception, grounds).unwrap();
    write(&mut office, id, "general", FormLanguage::Nl);
    assert_eq!(
        code(telling::publish(&mut office.desk("elif"), at)),
        "telling-not-decided",
        "not in force yet"
    );
    breaches::approve(&mut office.desk("carla"), at, Waiting::Subjects).unwrap();
    assert_eq!(code(telling::publish(&mut office.desk("fatima"), at)), "four-eyes");
    telling::publish(&mut office.desk("elif"), at).unwrap();
    assert_eq!(code(telling::published(&mut office.desk("fatima"), at, 1, 900)), "not-ready");
    let from = jiff::civil::date(2026, 11, 21);
    let place = (Content::from("www.waterveen.example/datalek"), from, Some(jiff::civil::date(2027, 2, 21)));
    let proof = zegel_archive::BreachFile { name: "scherm.png".into(), bytes: vec![1, 2, 3] };
    telling::add_place(&mut office.desk("fatima"), id, (1, 0), place.clone(), Some(proof.clone())).unwrap();
    let late = telling::add_place(&mut office.desk("elif"), id, (1, 0), place, None);
    assert!(matches!(late, Err(Error::Store(StoreError::Conflict { .. }))));
    let known = telling::published(&mut office.desk("fatima"), at, 1, 900).unwrap();
    assert!(!known.breach.hindrances(office.now).contains(&"public-notice"));
    let notices = telling::notices(&office.desk("inez"), id).unwrap();
    assert_eq!((notices[0].places.len(), notices[0].places[0].from), (1, from));
    assert_eq!(telling::proof(&office.desk("inez"), id, (1, 1)).unwrap(), proof);
    assert!(verify(&mut office.desk("inez"), &mut |_| {}).unwrap().findings.is_empty());
}

#[test]
fn the_first_words_come_from_the_breach() {
    let mut office = with_mail();
    let id = decided(&mut office);
    let general = ("general", FormLanguage::Nl);
    let words = telling::propose(&office.desk("fatima"), id, general, &zone()).unwrap();
    assert!(words.opening.as_str().contains("Gemeente Waterveen"));
    assert!(words.contact.as_str().contains("Autoriteit Persoonsgegevens"), "{}", words.contact.as_str());
    assert!(!words.gaps().is_empty(), "a person must still write what happened");
}
