//! What the detectors find and what they leave alone; properties for any text; figures on texts with their truth.

use proptest::prelude::*;
use zegel_suggest::{Detector, Mark, Sample, SampleError, Setting, Share, Suggester, measure};

fn all() -> Suggester {
    Suggester::new(&Setting { detectors: Detector::ALL.to_vec(), ..Setting::default() })
}

/// What was marked, as `code:text`.
fn found(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let words = |mark: &Mark| chars[mark.from as usize..mark.to as usize].iter().collect::<String>();
    all().marks(text).iter().map(|mark| format!("{}:{}", mark.detector.code(), words(mark))).collect()
}

fn nothing(texts: &[&str]) {
    for text in texts {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_bsn_is_found_in_its_usual_forms_and_not_where_the_eleven_test_fails() {
    assert_eq!(found("BSN 111222333."), ["bsn:111222333"]);
    assert_eq!(found("1112.22.333 en 111 222 333"), ["bsn:1112.22.333", "bsn:111 222 333"]);
    nothing(&["111222334", "A111222333", "1112223330", "€ 111222333", "111222333,50", "000000000"]);
}

#[test]
fn an_account_number_has_the_length_of_its_country_and_its_check() {
    assert_eq!(found("naar NL91ABNA0417164300 graag"), ["iban:NL91ABNA0417164300"]);
    assert_eq!(found("nl91 abna 0417 1643 00"), ["iban:nl91 abna 0417 1643 00"]);
    assert_eq!(
        found("BE71 0961 2345 6769, GB82 WEST 1234 5698 7654 32"),
        ["iban:BE71 0961 2345 6769", "iban:GB82 WEST 1234 5698 7654 32"]
    );
    nothing(&["NL92ABNA0417164300", "NL91ABNA041716430", "XX91ABNA0417164300", "NL91ABNA0417164300A"]);
}

#[test]
fn telephone_numbers_of_three_countries_and_of_the_world() {
    for text in [
        "0612345678",
        "06-12345678",
        "06 12 34 56 78",
        "+31 6 12345678",
        "+31 (0)6-12345678",
        "(010) 4123456",
        "0031612345678",
        "0475 12 34 56",
        "02 123 45 67",
        "+32 475 12 34 56",
        "+1 212 555 0123",
        "01.23.45.67.89",
    ] {
        let marks = found(&format!("bel {text} vandaag"));
        assert_eq!(marks.len(), 1, "{text}: {marks:?}");
        assert!(marks[0].starts_with("phone:"), "{text}: {marks:?}");
    }
    nothing(&["01-02-2026 10 uur", "0800 1234", "€ 0612345678", "06123456789012", "12:30", "versie 1.2.3.4"]);
}

#[test]
fn mail_addresses_end_where_the_sentence_does() {
    assert_eq!(found("Mail jan.jansen+x@water-veen.nl."), ["mail:jan.jansen+x@water-veen.nl"]);
    assert_eq!(found("(mail:k@ex.be)Dank"), ["mail:k@ex.be"]);
    assert_eq!(found("k@waterveen.nl.Dank u"), ["mail:k@waterveen.nl"]);
    nothing(&["@waterveen.nl", "jan@", "jan@localhost", "jan@.nl", "a @ b.nl", "100@5.50"]);
}

#[test]
fn card_numbers_have_a_scheme_and_pass_luhn() {
    assert_eq!(found("kaart 4111 1111 1111 1111"), ["card:4111 1111 1111 1111"]);
    assert_eq!(
        found("3782-822463-10005 5555555555554444"),
        ["card:3782-822463-10005", "card:5555555555554444"]
    );
    nothing(&["4111 1111 1111 1112", "9111111111111111", "4111 1111-1111 1111"]);
}

#[test]
fn postcodes_need_their_letters_or_their_context() {
    assert_eq!(found("Kerkweg 1, 1234 AB Waterveen"), ["postcode:1234 AB"]);
    assert_eq!(
        found("1234AB; B-9000; postcode 1000, 9000 Gent"),
        ["postcode:1234AB", "postcode:9000", "postcode:1000", "postcode:9000"]
    );
    nothing(&["1234 SS", "1000ML2", "in 2026 was", "0123 AB", "9000 euro", "1234 ab"]);
}

#[test]
fn words_of_special_categories_are_found_in_three_languages_and_as_the_body_wishes() {
    assert_eq!(found("Ze ligt in het Ziekenhuis"), ["special:Ziekenhuis"]);
    assert_eq!(found("après sa grossesse; a BURN-OUT"), ["special:grossesse", "special:BURN-OUT"]);
    nothing(&["muziek", "de kerk", "rooms"]);
    let setting = Setting {
        detectors: vec![Detector::Special],
        add_words: vec!["enkelband*".into()],
        leave_out_words: vec!["ziekenhuis*".into()],
    };
    let own = Suggester::new(&setting);
    assert!(own.is_marked("zijn enkelbandje") && !own.is_marked("het ziekenhuis"));
}

#[test]
fn without_a_setting_nothing_is_looked_for_and_only_what_is_asked_for_is_shown() {
    assert!(Setting::default().is_off());
    assert!(!Suggester::new(&Setting::default()).is_marked("BSN 111222333"));
    let phones = Suggester::new(&Setting { detectors: vec![Detector::Phone], ..Setting::default() });
    assert!(
        !phones.is_marked("NL91 ABNA 0417 1643 00"),
        "the digits of an account number are no telephone number"
    );
    assert!(phones.is_marked("06 12345678"));
}

#[test]
fn the_places_are_code_points() {
    let marks = all().marks("👍🏽 é bel 0612345678");
    assert_eq!(marks, [Mark { from: 9, to: 19, detector: Detector::Phone }]);
}

#[test]
fn the_interval_of_wilson_is_the_published_one() {
    // Newcombe 1998, table I: 81 of 263, method 3.
    let (share, low, high) = Share { n: 81, of: 263 }.estimate().unwrap();
    assert_eq!(format!("{share:.4} {low:.4} {high:.4}"), "0.3080 0.2553 0.3662");
    let (_, low, high) = Share { n: 0, of: 20 }.estimate().unwrap();
    assert_eq!(format!("{low:.4} {high:.4}"), "0.0000 0.1611");
    assert_eq!(Share::default().estimate(), None);
}

#[test]
fn figures_count_hits_misses_and_false_alarms() {
    let lines = concat!(
        "{\"text\":\"bel 0612345678\",\"marks\":[{\"from\":4,\"to\":14,\"detector\":\"phone\"}]}\n\n",
        "{\"text\":\"toestel 4312\",\"marks\":[{\"from\":8,\"to\":12,\"detector\":\"phone\"}]}\n",
        "{\"text\":\"order 0612345679\"}\n",
    );
    let sample = Sample::parse(lines.as_bytes()).unwrap();
    let figures = measure(&all(), &sample);
    let phone = figures.iter().find(|figure| figure.detector == Detector::Phone).unwrap();
    assert_eq!((phone.precision, phone.recall), (Share { n: 1, of: 2 }, Share { n: 1, of: 2 }));
}

#[test]
fn a_sample_is_read_whole_or_refused_without_its_words() {
    assert_eq!(Sample::parse(b"\n \n"), Err(SampleError::Empty));
    assert_eq!(Sample::parse(b"{\"text\":\"KANARIE\"}\nKANARIE"), Err(SampleError::Line(2)));
    let outside = b"{\"text\":\"kort\",\"marks\":[{\"from\":2,\"to\":9,\"detector\":\"bsn\"}]}";
    assert_eq!(Sample::parse(outside), Err(SampleError::Place(1)));
    assert!(!SampleError::Line(2).to_string().contains("KANARIE"));
    let sample = Sample::parse(b"{\"text\":\"KANARIE\"}").unwrap();
    assert!(!format!("{sample:?}").contains("KANARIE"));
}

#[test]
fn on_texts_with_their_truth_the_detectors_are_good_and_not_perfect() {
    let lines = zegel_testkit::labelled_sample(7, 4_000);
    let sample = Sample::parse(lines.as_bytes()).unwrap();
    for figure in measure(&all(), &sample) {
        let (precision, ..) = figure.precision.estimate().unwrap();
        let (recall, ..) = figure.recall.estimate().unwrap();
        let code = figure.detector.code();
        assert!(100 < figure.recall.of, "{code}: too few to say anything");
        // The generator makes what no rule can know, so that a perfect figure would be a measurement that sees nothing.
        assert!(0.65 < recall && 0.50 < precision, "{code}: recall {recall:.3}, precision {precision:.3}");
        assert!(recall < 1.0, "{code}");
    }
}

/// Pieces of everything that the detectors look at, so that chance gets further than the first character.
fn text_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,10}",
        "[A-Z]{1,4}",
        "[ .+()/@-]{1,2}",
        "\\PC{0,5}",
        prop::sample::select(vec![
            "NL91ABNA0417164300",
            "0612345678",
            "jan@ex.nl",
            "111222333",
            "1234 AB",
            "kanker",
            "€"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Writes a number with a check digit that fits: `make` says whether all digits together do.
fn with_check(mut digits: Vec<u8>, fits: impl Fn(&[u8]) -> bool) -> Option<String> {
    digits.push(0);
    let last = digits.len() - 1;
    (0..10).find_map(|digit| {
        digits[last] = digit;
        fits(&digits).then(|| digits.iter().map(|digit| char::from(b'0' + digit)).collect())
    })
}

fn eleven(digits: &[u8]) -> bool {
    let sum: i32 = (0..9).map(|i| i32::from(digits[i]) * [9, 8, 7, 6, 5, 4, 3, 2, -1][i]).sum();
    sum != 0 && sum % 11 == 0
}

proptest! {
    #[test]
    fn marks_lie_in_their_text_in_order_and_apart(text in text_like()) {
        let marks = all().marks(&text);
        let n_chars = text.chars().count() as u64;
        prop_assert!(marks.iter().all(|mark| mark.from < mark.to && mark.to <= n_chars));
        prop_assert!(marks.windows(2).all(|pair| pair[0].to <= pair[1].from));
    }

    #[test]
    fn fewer_detectors_find_a_part_of_what_all_find(text in text_like()) {
        let whole = all().marks(&text);
        for detector in Detector::ALL.into_iter().filter(|one| *one != Detector::Special) {
            let one = Suggester::new(&Setting { detectors: vec![detector], ..Setting::default() });
            let part: Vec<Mark> = whole.iter().copied().filter(|mark| mark.detector == detector).collect();
            prop_assert_eq!(one.marks(&text), part);
        }
    }

    #[test]
    fn every_bsn_is_found_and_no_other_nine_digits(head in prop::collection::vec(0u8..10, 8)) {
        if let Some(number) = with_check(head.clone(), eleven) {
            prop_assert_eq!(found(&format!("is {number}!")), [format!("bsn:{number}")]);
        }
        let wrong = with_check(head, |digits| !eleven(digits)).unwrap();
        let marks = found(&format!("is {wrong}!"));
        prop_assert!(marks.iter().all(|mark| !mark.starts_with("bsn")));
    }

    #[test]
    fn every_dutch_account_number_is_found_however_it_is_spaced(digits in prop::collection::vec(0u8..10, 10), gap in prop::bool::ANY) {
        let body: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        let whole: String = format!("ABNA{body}NL00").chars().map(|c| c.to_digit(36).unwrap().to_string()).collect();
        let rest = whole.bytes().fold(0u64, |rest, byte| (10 * rest + u64::from(byte - b'0')) % 97);
        let plain = format!("NL{:02}ABNA{body}", 98 - rest);
        let written = if gap { plain.as_bytes().chunks(4).map(|four| std::str::from_utf8(four).unwrap()).collect::<Vec<_>>().join(" ") } else { plain };
        prop_assert_eq!(found(&format!("naar {written} graag")), [format!("iban:{written}")]);
    }

    #[test]
    fn every_mobile_number_is_found(digits in "[0-9]{8}", before in prop::sample::select(vec!["06", "06-", "+316", "+31 6 ", "00316"])) {
        let number = format!("{before}{digits}");
        prop_assert_eq!(found(&format!("bel {number}")), [format!("phone:{number}")]);
    }

    #[test]
    fn every_plain_mail_address_is_found(local in "[a-z][a-z0-9.]{0,8}[a-z]", label in "[a-z0-9]{1,8}", top in "[a-z]{2,4}") {
        let address = format!("{local}@{label}.{top}");
        prop_assert_eq!(found(&format!("zie {address}, dank")), [format!("mail:{address}")]);
    }

    #[test]
    fn every_card_with_its_check_digit_is_found(body in prop::collection::vec(0u8..10, 14)) {
        let luhn = |digits: &[u8]| digits.iter().rev().enumerate().map(|(i, &d)| {
            let d = u32::from(d);
            if i % 2 == 0 { d } else { d * 2 / 10 + d * 2 % 10 }
        }).sum::<u32>() % 10 == 0;
        let number = with_check([vec![4], body].concat(), luhn).unwrap();
        prop_assert_eq!(found(&format!("kaart {number}")), [format!("card:{number}")]);
    }

    #[test]
    fn every_dutch_postcode_is_found(digits in "[1-9][0-9]{3}", pair in "[B-R][A-Z]", gap in " ?") {
        let code = format!("{digits}{gap}{pair}");
        prop_assert_eq!(found(&format!("op {code} te")), [format!("postcode:{code}")]);
    }

    #[test]
    fn any_bytes_are_a_sample_or_not(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = Sample::parse(&bytes);
    }
}
