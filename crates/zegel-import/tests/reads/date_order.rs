//! Which field is the day: each rule alone, and doubt said aloud.

use zegel_model::{DateOrder, DateOrderCertainty, LossCode};

use crate::support::{Outcome, chat, forced, try_read, try_read_named};

use DateOrder::{Dmy, Mdy, Ydm, Ymd};
use DateOrderCertainty::{Ambiguous, Certain, Inferred};

fn dated(dates: &[&str], tail: &str) -> String {
    dates.iter().enumerate().map(|(n, date)| format!("{date}{tail}Jan: bericht {n}\n")).collect()
}

fn decided(outcome: &Outcome) -> (DateOrder, DateOrderCertainty) {
    let conversation = &outcome.report.conversation;
    assert!(!conversation.date_order_reason.is_empty());
    (conversation.date_order, conversation.date_order_certainty)
}

#[test]
fn each_rule_decides_where_the_ones_before_it_do_not() {
    for (dates, tail, expected) in [
        // The year in front.
        (&["2022-03-04", "2022-03-05"][..], " 13:31 - ", (Ymd, Certain)),
        (&["2018/06/13", "2018/07/01"], ", 13:31 - ", (Ymd, Certain)),
        (&["06/2018/13"], ", 13:31 - ", (Dmy, Ambiguous)),
        (&["2018/13/06", "2018/14/06"], ", 13:31 - ", (Ydm, Certain)),
        // A value above twelve.
        (&["03/04/22", "13/04/22"], ", 13:31 - ", (Dmy, Certain)),
        (&["03/04/22", "04/13/22"], ", 13:31 - ", (Mdy, Certain)),
        (&["06.13.18", "06.14.18"], " 21:25 - ", (Mdy, Certain)),
        (&["21/15/05", "21/16/05"], ", 13:31 - ", (Ydm, Certain)),
        // The separator.
        (&["03-04-2022"], " 13:31 - ", (Dmy, Inferred)),
        (&["03.04.22"], ", 13:31 - ", (Dmy, Inferred)),
        // The order of the lines.
        (&["01/02/2022", "01/03/2022", "02/01/2022"], ", 13:31 - ", (Mdy, Inferred)),
        (&["01/02/2022", "02/02/2022", "01/03/2022", "02/03/2022"], ", 13:31 - ", (Dmy, Inferred)),
        (&["22/10/17", "22/10/18", "22/10/19", "22/10/20"], ", 13:31 - ", (Ymd, Inferred)),
        // The American way of writing.
        (&["3/6/22", "3/6/22"], ", 1:55 PM - ", (Mdy, Inferred)),
        // Nothing.
        (&["3/6/22", "3/6/22"], ", 1:55 p.m. - ", (Dmy, Ambiguous)),
        (&["12/9/20", "12/9/20"], ", 23:55 - ", (Dmy, Ambiguous)),
    ] {
        if dates[0].starts_with("06/2018") {
            continue; // A year in the middle is no date; see the next test.
        }
        let outcome = chat(&dated(dates, tail));
        assert_eq!(
            decided(&outcome),
            expected,
            "{dates:?}: {}",
            outcome.report.conversation.date_order_reason
        );
        assert_eq!(outcome.n(LossCode::DateOrderAmbiguous), u64::from(expected.1 == Ambiguous));
    }
}

#[test]
fn a_year_in_the_middle_is_no_header() {
    let error = try_read(dated(&["06/2018/13", "06/2018/14"], ", 13:31 - ").as_bytes(), &forced());
    assert_eq!(error.err().unwrap().code(), "not-a-chat");
}

#[test]
fn the_date_in_the_name_of_a_file_decides() {
    let text = "3/4/22, 13:31 - Jan: IMG-20220304-WA0001.jpg (file attached)\n3/4/22, 13:32 - Jan: b\n";
    assert_eq!(decided(&chat(text)), (Mdy, Inferred));
    let text = "3/4/22, 13:31 - Jan: IMG-20220403-WA0001.jpg (file attached)\n3/4/22, 13:32 - Jan: b\n";
    assert_eq!(decided(&chat(text)), (Dmy, Inferred));
}

#[test]
fn the_language_is_a_hint_but_not_with_slashes_and_a_short_year() {
    let notice = "Berichten en oproepen worden end-to-end versleuteld.\n";
    let text = format!("03-04-22 13:31 - {notice}03-04-22 13:32 - Jan: a\n");
    assert_eq!(decided(&chat(&text)), (Dmy, Inferred));
    let text = format!("3/4/22, 13:31 - {notice}3/4/22, 13:32 - Jan: a\n");
    assert_eq!(decided(&chat(&text)).1, Ambiguous);
}

#[test]
fn the_language_of_the_file_name_is_a_hint_too() {
    let text = dated(&["03-04-22", "03-04-22"], " 13:31 - ");
    let outcome = try_read_named(text.as_bytes(), "WhatsApp-chat met Kernteam.txt", &forced()).unwrap();
    assert_eq!(decided(&outcome), (Dmy, Inferred));
    assert_eq!(outcome.report.conversation.title.as_ref().unwrap().as_str(), "Kernteam");
}

#[test]
fn what_the_user_states_is_certain_and_both_readings_have_the_same_messages() {
    let text = dated(&["3/4/22", "3/5/22"], ", 13:31 - ");
    let mut options = forced();
    options.date_order = Some(Mdy);
    let american = try_read(text.as_bytes(), &options).unwrap();
    assert_eq!(decided(&american), (Mdy, Certain));
    assert_eq!(american.message(1).at.to_string(), "2022-03-05T13:31:00");
    options.date_order = Some(Dmy);
    let dutch = try_read(text.as_bytes(), &options).unwrap();
    assert_eq!(dutch.message(1).at.to_string(), "2022-05-03T13:31:00");
    assert_eq!(dutch.texts(), american.texts());
}

#[test]
fn years_before_the_app_and_after_today_are_signs_of_a_wrong_order() {
    // Day first would be the year 2008, or 2031.
    assert_eq!(decided(&chat(&dated(&["22/03/08", "22/03/09"], ", 13:31 - "))).0, Ymd);
    assert_eq!(decided(&chat(&dated(&["22/03/31", "22/04/01"], ", 13:31 - "))).0, Ymd);
}

#[test]
fn one_line_with_an_impossible_day_does_not_turn_the_order() {
    let mut text = dated(&["03-04-2022", "13-04-2022", "14-04-2022"], " 13:31 - ");
    text += "04-25-2022 13:31 - plakwerk\n";
    let outcome = chat(&text);
    assert_eq!(decided(&outcome), (Dmy, Certain));
    assert_eq!(outcome.n(LossCode::ImpossibleDate), 1);
}
