use jiff::civil::date;

use zegel_model::LossCode;

use super::{Words, fill, loss};
use crate::transcript::Language;

#[test]
fn every_label_exists_in_three_languages_and_differs_where_it_is_a_sentence() {
    for language in Language::ALL {
        let words = Words::of(language);
        for label in [words.subtitle, words.part, words.losses, words.provenance, words.page, words.redacted]
        {
            assert!(!label.is_empty());
        }
        let lists: [&[&str]; 5] =
            [&words.months, &words.weekdays, &words.confidentialities, &words.routes, &words.platforms];
        assert!(lists.iter().all(|list| list.iter().all(|label| !label.is_empty())));
    }
    let [nl, en, fr] = Language::ALL.map(Words::of);
    assert_ne!(nl.losses_intro, en.losses_intro);
    assert_ne!(en.losses_intro, fr.losses_intro);
}

#[test]
fn every_loss_code_has_words_in_three_languages() {
    for code in LossCode::ALL {
        let [nl, en, fr] = Language::ALL.map(|language| loss(*code, language));
        assert!(nl.ends_with('.') && en.ends_with('.') && fr.ends_with('.'), "{}", code.code());
        assert!(nl != en && en != fr, "{}", code.code());
    }
}

#[test]
fn sentences_of_each_language_have_the_same_places() {
    let places = |words: &Words| {
        let sentences = [
            words.part,
            words.until,
            words.all_kept,
            words.some_kept,
            words.some_here,
            words.policy,
            words.by_at,
            words.times_phone,
            words.times_zone,
            words.gap_many,
            words.gap_here_many,
            words.redacted,
            words.answer_to,
            words.attachment,
            words.attachment_absent,
            words.picture_redacted_one,
            words.picture_redacted,
            words.picture_no_alt,
            words.picture_alt,
            words.page,
        ];
        sentences.map(|s| ["{n}", "{m}", "{s}", "{t}"].map(|place| s.matches(place).count()))
    };
    let [nl, en, fr] = Language::ALL.map(Words::of);
    assert_eq!(places(nl), places(en));
    assert_eq!(places(en), places(fr));
}

#[test]
fn numbers_and_dates_follow_the_language() {
    let [nl, en, fr] = Language::ALL.map(Words::of);
    assert_eq!(nl.number(1_004_312), "1.004.312");
    assert_eq!(en.number(4_312), "4,312");
    assert_eq!(fr.number(4_312), "4\u{202f}312");
    assert_eq!(nl.day(date(2026, 3, 12)), "donderdag 12 maart 2026");
    assert_eq!(nl.moment(date(2026, 3, 12).at(8, 5, 0, 0)), "12 maart 2026, 08:05");
    assert_eq!(nl.bytes(999), "999 bytes");
    assert_eq!(nl.bytes(245_400), "245 kB");
    assert_eq!(nl.bytes(1_250_000), "1,3 MB");
}

#[test]
fn a_value_is_never_filled_in_twice() {
    assert_eq!(fill("{s} van {t}", &[("{s}", "{t}"), ("{t}", "x")]), "{t} van x");
}
