//! Every form of header, for Android and iOS, with the time it means.

use zegel_model::{DateOrder, Platform, Precision};

use crate::support::{chat, forced, try_read};

/// Header, and the time: all of 23 March 2022, 13:31 (and 05 seconds where there are seconds).
const FORMS: &[(&str, DateOrder)] = &[
    // Dutch, Belgian.
    ("23-03-2022 13:31 - ", DateOrder::Dmy),
    ("23-03-2022, 13:31 - ", DateOrder::Dmy),
    ("23-03-22 13:31 - ", DateOrder::Dmy),
    ("23-03-22, 13:31 - ", DateOrder::Dmy),
    ("[23-03-2022 13:31:05] ", DateOrder::Dmy),
    ("[23-03-2022, 13:31:05] ", DateOrder::Dmy),
    ("[23-03-22, 13:31:05] ", DateOrder::Dmy),
    ("[23/03/2022 13:31:05] ", DateOrder::Dmy),
    // British, French, Italian, Spanish, Portuguese, Turkish.
    ("23/03/2022, 13:31 - ", DateOrder::Dmy),
    ("[23/03/2022, 13:31:05] ", DateOrder::Dmy),
    ("23/03/2022 à 13:31 - ", DateOrder::Dmy),
    // American, with every kind of space.
    ("3/23/22, 1:31 PM - ", DateOrder::Mdy),
    ("3/23/22, 1:31\u{202f}PM - ", DateOrder::Mdy),
    ("3/23/22, 1:31\u{a0}PM - ", DateOrder::Mdy),
    ("3/23/22, 1:31\u{2009}PM - ", DateOrder::Mdy),
    ("3/23/22, 1:31PM - ", DateOrder::Mdy),
    ("[3/23/22, 1:31:05\u{202f}PM] ", DateOrder::Mdy),
    ("[3/23/22, 13:31:05] ", DateOrder::Mdy),
    // India, South Africa, Australia, Canada.
    ("23/03/22, 1:31 pm - ", DateOrder::Dmy),
    ("2022/03/23, 1:31 pm - ", DateOrder::Ymd),
    ("[23/03/22, 1:31:05 PM] ", DateOrder::Dmy),
    ("2022-03-23, 1:31 p.m. - ", DateOrder::Ymd),
    ("[2022-03-23, 1:31:05 PM] ", DateOrder::Ymd),
    ("2022-03-23 13 h 31 - ", DateOrder::Ymd),
    // German, Austrian, Swiss, Czech, Slovak.
    ("23.03.22, 13:31 - ", DateOrder::Dmy),
    ("[23.03.22, 13:31:05] ", DateOrder::Dmy),
    ("23.03.22 13:31 - ", DateOrder::Dmy),
    ("23.3.22 1:31 odp. - ", DateOrder::Dmy),
    ("23. 3. 2022 13:31 - ", DateOrder::Dmy),
    ("23.03.22, 1:31 nachm. - ", DateOrder::Dmy),
    // Brazilian, Mexican, Argentinian.
    ("23/03/2022 13:31 - ", DateOrder::Dmy),
    ("[23/03/22, 13:31:05] ", DateOrder::Dmy),
    ("23/3/2022, 1:31\u{202f}p.\u{a0}m. - ", DateOrder::Dmy),
    ("23/3/2022, 1:31 p. m. - ", DateOrder::Dmy),
    ("[23/3/22, 1:31:05 p. m.] ", DateOrder::Dmy),
    ("[23/3/22 1:31:05 p. m.] ", DateOrder::Dmy),
    // Russian, Ukrainian, Bulgarian, Polish, Swedish, Lithuanian.
    ("23.03.2022, 13:31 - ", DateOrder::Dmy),
    ("[23.03.2022, 13:31:05] ", DateOrder::Dmy),
    ("23.03.22 г., 13:31 - ", DateOrder::Dmy),
    ("23.03.22 г., 13:31 ч. - ", DateOrder::Dmy),
    ("[23.03.22 г., 13:31:05 ч.] ", DateOrder::Dmy),
    ("2022-03-23 13:31 - ", DateOrder::Ymd),
    ("[2022-03-23 13:31:05] ", DateOrder::Ymd),
    // Portuguese, Catalan, Romanian, Slovak, Ukrainian, German: a word before or behind the time.
    ("23/03/2022 às 13:31 - ", DateOrder::Dmy),
    ("23/3/2022 a les 13:31 - ", DateOrder::Dmy),
    ("23.03.2022, la 13:31 - ", DateOrder::Dmy),
    ("23. 3. 2022 o 13:31 - ", DateOrder::Dmy),
    ("23.03.2022 о 13:31 - ", DateOrder::Dmy),
    ("23.03.22, 13:31 Uhr - ", DateOrder::Dmy),
    ("[23.03.22, 13:31:05 Uhr] ", DateOrder::Dmy),
    // Finnish, Danish, Norwegian, Indonesian: points in the time.
    ("23.3.2022 klo 13.31 - ", DateOrder::Dmy),
    ("[23.3.2022 klo 13.31.05] ", DateOrder::Dmy),
    ("23.03.2022 13.31 - ", DateOrder::Dmy),
    ("[23.03.2022 13.31.05] ", DateOrder::Dmy),
    ("23/03/22 13.31 - ", DateOrder::Dmy),
    // Hungarian, Croatian.
    ("2022. 03. 23. 13:31 - ", DateOrder::Ymd),
    ("[2022. 03. 23. 13:31:05] ", DateOrder::Ymd),
    ("2022. 03. 23. du. 1:31 - ", DateOrder::Ymd),
    ("23.03.2022. 13:31 - ", DateOrder::Dmy),
    // Japanese, Chinese, Korean.
    ("2022/03/23, 13:31 - ", DateOrder::Ymd),
    ("2022/03/23 13:31 - ", DateOrder::Ymd),
    ("[2022/03/23 13:31:05] ", DateOrder::Ymd),
    ("2022年3月23日 13:31 - ", DateOrder::Ymd),
    ("[2022/3/23 午後1:31:05] ", DateOrder::Ymd),
    ("2022. 3. 23. 오후 1:31 - ", DateOrder::Ymd),
    ("2022/3/23 下午1:31 - ", DateOrder::Ymd),
    ("[2022/3/23 下午1:31:05] ", DateOrder::Ymd),
    // Arabic: own digits, marks between the fields, own comma, own marks for the halves of the day.
    ("٢٣/٣/٢٠٢٢, ١:٣١ م - ", DateOrder::Dmy),
    ("٢٣/٣/٢٠٢٢، ١:٣١ م - ", DateOrder::Dmy),
    ("[٢٣\u{200f}/٣\u{200f}/٢٠٢٢، ١:٣١:٠٥ م] ", DateOrder::Dmy),
    ("[\u{200f}23\u{200f}/3\u{200f}/2022، 13:31:05] ", DateOrder::Dmy),
    // Other digits: Persian, Hindi, Bengali, Thai, wide.
    ("۲۳/۳/۲۰۲۲، ۱۳:۳۱ - ", DateOrder::Dmy),
    ("२३/३/२०२२, १३:३१ - ", DateOrder::Dmy),
    ("২৩/৩/২০২২, ১৩:৩১ - ", DateOrder::Dmy),
    ("๒๓/๓/๒๐๒๒ ๑๓:๓๑ - ", DateOrder::Dmy),
    ("２０２２/０３/２３ １３:３１ - ", DateOrder::Ymd),
    // Greek, Turkish, Vietnamese, Malay marks for the halves of the day.
    ("23/3/22, 1:31 μ.μ. - ", DateOrder::Dmy),
    ("23.03.2022 ÖS 1:31 - ", DateOrder::Dmy),
    ("23/3/22, 1:31 CH - ", DateOrder::Dmy),
    ("23/3/22, 1:31 PTG - ", DateOrder::Dmy),
    // Other calendars: Thai, Japanese, Persian, of Taiwan.
    ("23/3/2565 13:31 - ", DateOrder::Dmy),
    ("[3/23/2565 BE, 13:31:05] ", DateOrder::Mdy),
    ("[3/23/R4, 13:31:05] ", DateOrder::Mdy),
    ("[R4/3/23 13:31:05] ", DateOrder::Ymd),
    ("令和4/3/23 13:31 - ", DateOrder::Ymd),
    ("1401/1/3, 13:31 - ", DateOrder::Ymd),
    ("۱۴۰۱/۱/۳،\u{200f} ۱۳:۳۱ - ", DateOrder::Ymd),
    ("111/3/23 13:31 - ", DateOrder::Ymd),
    // Time first: Vietnamese.
    ("[13:31:05, 23/3/22] ", DateOrder::Dmy),
    ("13:31, 23/03/2022 - ", DateOrder::Dmy),
    // iOS before 2017.
    ("23-03-2022 13:31:05: ", DateOrder::Dmy),
    ("23/03/2022, 13:31: ", DateOrder::Dmy),
    ("3/23/22, 1:31:05 PM: ", DateOrder::Mdy),
    // Marks that nobody sees, and a longer dash.
    ("\u{200e}[23-03-2022 13:31:05] ", DateOrder::Dmy),
    ("[\u{200e}23-03-2022, 13:31:05] ", DateOrder::Dmy),
    ("\u{feff}23-03-2022 13:31 - ", DateOrder::Dmy),
    ("\u{200f}\u{feff}23-03-2022 13:31 - ", DateOrder::Dmy),
    ("[\u{feff}23-03-2022 13:31:05] ", DateOrder::Dmy),
    ("23-03-2022 13:31 – ", DateOrder::Dmy),
    ("23-03-2022 13:31 - \u{feff}", DateOrder::Dmy),
];

#[test]
fn every_form_of_header_gives_its_time() {
    for (header, order) in FORMS {
        let text = format!("{header}Jan: een\ntwee\n{header}Piet: drie\n{header}Jan: vier\n");
        let outcome = chat(&text);
        assert_eq!(outcome.texts(), ["een\ntwee", "drie", "vier"], "{header}");
        let seconds = header.contains(":05") || header.contains(".05") || header.contains(":٠٥");
        let time = if seconds { "2022-03-23T13:31:05" } else { "2022-03-23T13:31:00" };
        let precision = if seconds { Precision::Second } else { Precision::Minute };
        for message in &outcome.keep.messages {
            assert_eq!(message.at.to_string(), time, "{header}");
            assert_eq!(message.precision, precision, "{header}");
            let sender = message.sender.as_ref().unwrap().as_str();
            assert!(matches!(sender, "Jan" | "Piet"), "{header}");
        }
        assert_eq!(outcome.report.conversation.date_order, *order, "{header}");
        assert_eq!(outcome.report.n_not_understood, 0, "{header}");
    }
}

#[test]
fn the_form_tells_the_platform() {
    for (header, platform) in [
        ("23-03-2022 13:31 - ", Platform::Android),
        ("[23-03-2022 13:31:05] ", Platform::Ios),
        ("23-03-2022 13:31:05: ", Platform::IosOld),
    ] {
        let text = format!("{header}Jan: a\n{header}Jan: b\n");
        assert_eq!(chat(&text).report.conversation.platform, platform);
    }
}

#[test]
fn hours_of_the_twelve_hour_clock_become_hours_of_the_day() {
    for (written, hour) in [
        ("12:08 AM", 0),
        ("0:08 AM", 0),
        ("00:08 a. m.", 0),
        ("1:08 AM", 1),
        ("11:08 am", 11),
        ("12:08 PM", 12),
        ("1:08 PM", 13),
        ("11:08 PM", 23),
        ("23:08 PM", 23),
        ("13:08 p.m.", 13),
        ("午後0:08", 12),
        ("凌晨1:08", 1),
    ] {
        let text = format!("3/23/22, {written} - Jan: a\n");
        assert_eq!(chat(&text).message(0).at.0.hour(), hour, "{written}");
    }
}

#[test]
fn line_ends_of_every_system_give_the_same_messages() {
    let lf = "23-03-2022 13:31 - Jan: een\n23-03-2022 13:32 - Piet: twee\n23-03-2022 13:33 - Jan: drie\n";
    for text in [lf.to_owned(), lf.replace('\n', "\r\n"), lf.replace('\n', "\r"), lf.trim_end().to_owned()] {
        assert_eq!(chat(&text).texts(), ["een", "twee", "drie"], "{text:?}");
    }
}

#[test]
fn line_ends_inside_a_message_stay_as_they_are() {
    let text =
        "23-03-2022 13:31 - Jan: a\r\nb\nc\u{2028}d\u{85}e\r\n\r\nf\r\n23-03-2022 13:32 - Piet: twee\r\n";
    assert_eq!(chat(text).message(0).text.as_str(), "a\r\nb\nc\u{2028}d\u{85}e\r\n\r\nf");
}

#[test]
fn bare_line_feeds_inside_messages_of_an_iphone_are_no_borders() {
    let mut text = String::new();
    for minute in 10..50 {
        text += &format!("[23-03-2022 13:{minute}:05] Jan: bericht\nmet een regel\r\n");
    }
    text += "[23-03-2022 13:55:05] Jan: Doorgestuurd:\n[23-03-2022 13:54:00] Iemand: citaat\r\n";
    let outcome = chat(&text);
    assert_eq!(outcome.report.n_messages, 41);
    assert_eq!(outcome.message(40).text.as_str(), "Doorgestuurd:\n[23-03-2022 13:54:00] Iemand: citaat");
}

#[test]
fn lines_that_look_like_other_headers_are_text_and_are_counted() {
    for line in [
        "[22-03-2022 13:31:05] Iemand: citaat",
        "22/03/2022 13:31 - Iemand: citaat",
        "22-03-2022, 13:31 - Iemand: citaat",
        "22-03-2022 13:31:05 - Iemand: citaat",
        "2-3-2022 13:31 - Iemand: citaat",
        "2022-04-29 10:30:00: gestart",
        "22-03-2022 1:31 PM - Iemand: citaat",
    ] {
        let text = format!(
            "{}05-03-2022 13:31 - Jan: kijk\n{line}\n05-03-2022 13:33 - Piet: ja\n",
            "04-03-2022 13:31 - Jan: a\n".repeat(8)
        );
        let outcome = chat(&text);
        assert_eq!(outcome.message(8).text.as_str(), format!("kijk\n{line}"));
        assert_eq!(outcome.n(zegel_model::LossCode::HeaderLookAlike), 1, "{line}");
    }
}

#[test]
fn lines_without_the_form_of_a_header_are_text() {
    for line in [
        "01-02-2023: besluit genomen",
        "10:30 - overleg: kamer 3",
        "2016-04-29 10:30:00",
        "[1] voetnoot",
        "12. punt",
    ] {
        let text = format!("23-03-2022 13:31 - Jan: kijk\n{line}\n23-03-2022 13:33 - Piet: ja\n");
        assert_eq!(chat(&text).message(0).text.as_str(), format!("kijk\n{line}"));
    }
}

#[test]
fn headers_with_days_and_times_that_do_not_exist_are_text_and_are_counted() {
    for line in [
        "31-02-2022 13:31 - Jan: x",
        "23-13-2022 13:31 - Jan: x",
        "23-03-2022 25:61 - Jan: x",
        "00-01-2022 13:31 - x",
    ] {
        let text = format!(
            "{}24-03-2022 13:31 - Jan: kijk\n{line}\n24-03-2022 13:33 - Piet: ja\n",
            "23-03-2022 13:31 - Jan: a\n".repeat(4)
        );
        let outcome = chat(&text);
        assert_eq!(outcome.message(4).text.as_str(), format!("kijk\n{line}"));
        assert_eq!(outcome.n(zegel_model::LossCode::ImpossibleDate), 1, "{line}");
    }
}

#[test]
fn text_before_the_first_header_is_not_understood_and_is_kept_with_its_line() {
    let text = "Doorgestuurd bericht\nVan: iemand\n23-03-2022 13:31 - Jan: a\n23-03-2022 13:33 - Piet: b\n";
    let outcome = chat(text);
    assert_eq!(
        outcome.keep.lines,
        [(1, "Doorgestuurd bericht\n".to_owned()), (2, "Van: iemand\n".to_owned())]
    );
    assert_eq!(outcome.message(0).line, 3);
    assert_eq!(outcome.n(zegel_model::LossCode::NotUnderstood), 2);
}

#[test]
fn a_quoted_piece_in_the_very_shape_of_the_file_is_no_message_of_a_new_person() {
    let mut text = String::new();
    for day in 1..=28 {
        for minute in 10..14 {
            text += &format!(
                "{day:02}-03-2022 13:{minute} - Jan: bericht\n{day:02}-03-2022 13:{minute} - Piet: ja\n"
            );
        }
    }
    text += "28-03-2022 14:00 - Jan: Kijk:\n25-03-2022 10:00 - Iemand Anders: dit is een citaat\n28-03-2022 14:01 - Piet: ok\n";
    let outcome = chat(&text);
    assert_eq!(outcome.report.conversation.participants.len(), 2);
    assert_eq!(outcome.n(zegel_model::LossCode::HeaderLookAlike), 1);
}

#[test]
fn a_late_message_of_a_known_person_stays_a_message_and_is_counted() {
    let text = "23-03-2022 13:31 - Jan: a\n23-03-2022 13:32 - Piet: b\n14-07-2020 22:05 - Jan: laat\n";
    let outcome = chat(text);
    assert_eq!(outcome.texts(), ["a", "b", "laat"]);
    assert_eq!(outcome.n(zegel_model::LossCode::TimeGoesBack), 1);
}

#[test]
fn two_exports_put_together_are_both_read() {
    let android = "23-03-2022 13:31 - Jan: a\n23-03-2022 13:32 - Piet: b\n23-03-2022 13:33 - Jan: c\n";
    let ios = "[24-03-2022, 13:31:05] Jan: d\n[24-03-2022, 13:32:05] Piet: e\n";
    assert_eq!(chat(&format!("{android}{ios}")).texts(), ["a", "b", "c", "d", "e"]);
}

#[test]
fn a_file_of_one_message_must_be_forced() {
    let text = "23-03-2022 13:31 - Jan: a\n";
    let mut unforced = forced();
    unforced.route = None;
    assert_eq!(try_read(text.as_bytes(), &unforced).err().unwrap().code(), "not-a-chat");
    assert_eq!(chat(text).texts(), ["a"]);
}
