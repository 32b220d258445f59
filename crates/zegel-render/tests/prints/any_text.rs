//! Any text gives a valid document.

use std::sync::OnceLock;

use proptest::prelude::*;
use zegel_render::{Fonts, Language, Pictures, Profile, html, pdf, text};

use crate::corpus;
use crate::outside::{objects_of, reading_text_of, text_of};

/// Any characters, with those that break programs drawn more often.
fn nasty() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        '\u{0}',
        '\u{7}',
        '\u{ad}',
        '\u{34f}',
        '\u{200b}',
        '\u{200d}',
        '\u{200f}',
        '\u{202e}',
        '\u{2067}',
        '\u{2069}',
        '\u{e001}',
        '\u{fdd0}',
        '\u{feff}',
        '\u{fffd}',
        '\u{fe0f}',
        '\u{20e3}',
        '\u{1f3fd}',
        '\u{1f468}',
        '\u{1f1f3}',
        '\u{e0067}',
        '\u{10ffff}',
        '\u{301}',
        '\u{94d}',
        '\u{915}',
        '\u{5d0}',
        '\u{627}',
        '\u{644}',
        '\u{e01}',
        '\u{ac00}',
        '\u{1100}',
        '\u{2588}',
        '\n',
        '\r',
        '\t',
        ' ',
        'a',
    ]);
    let any = prop_oneof![3 => any::<char>(), 4 => odd, 2 => prop::char::range('\u{20}', '\u{2ff}'), 2 => prop::char::range('\u{300}', '\u{3ffff}')];
    prop::collection::vec(any, 0..60).prop_map(|chars| chars.into_iter().collect())
}

/// A few each time; `PROPTEST_CASES=2000` for a long look.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(8)
}

static FONTS: OnceLock<Fonts> = OnceLock::new();

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn any_text_name_and_title_give_a_valid_document(
        texts in prop::collection::vec((nasty(), nasty()), 1..6),
        title in nasty(),
    ) {
        let fonts = FONTS.get_or_init(|| Fonts::load(&Fonts::default_dirs()).unwrap());
        let kept = (1u64..).zip(&texts).map(|(i, (name, text))| (corpus::message(i, i as i64, name, text), vec![])).collect();
        let mut transcript = corpus::transcript(Language::En, 10, vec![], kept);
        transcript.head.record_title = title.as_str().into();
        transcript.head.archive_name = title;
        let bytes = pdf(&transcript, &Pictures::new(), Profile::A2a, fonts);
        prop_assert!(bytes.is_ok(), "{:?} for {:?}", bytes.err(), texts);
        prop_assert!(html(&transcript).ends_with("</html>\n"));
        prop_assert!(text(&transcript).chars().all(|c| c == '\n' || !c.is_control()));
    }
}

#[test]
fn odd_characters_are_shown_by_their_number_and_never_turn_text_around() {
    let fonts = Fonts::load(&Fonts::default_dirs()).unwrap();
    let bytes = pdf(&corpus::hostile(), &Pictures::new(), Profile::A2a, &fonts).unwrap();
    objects_of(&bytes);
    let Some(words) = text_of(&bytes) else { return };
    for marker in [
        "[U+E001]",
        "[U+0000]",
        "[U+0007]",
        "[U+FDD0]",
        "[U+1FFFF]",
        "[U+0378]",
        "a[U+202E]gpj.exe",
        "[U+2067]open",
    ] {
        assert!(words.contains(marker), "{marker}");
    }
    assert!(
        words.contains("<script>alert(1)</script>") && words.contains("#set page(width: 1pt) *niet vet*")
    );
}

#[test]
fn right_to_left_messages_keep_their_letters_in_order() {
    let fonts = Fonts::load(&Fonts::default_dirs()).unwrap();
    let bytes = pdf(&corpus::scripts(), &Pictures::new(), Profile::A2a, &fonts).unwrap();
    let Some(words) = reading_text_of(&bytes) else { return };
    for word in ["سلام", "الهاشمي", "שלום", "नमस्ते", "👍🏽", "👨‍👩‍👧‍👦", "🇳🇱", "Ağaoğlu", "Đặng", "Thảo"]
    {
        assert!(words.contains(word), "{word}");
    }
}

#[test]
fn a_title_and_a_name_without_anything_to_see_are_given_words() {
    let fonts = Fonts::load(&Fonts::default_dirs()).unwrap();
    for blank in ["", "  ", "\u{200e}"] {
        let kept = vec![(corpus::message(1, 0, if blank.is_empty() { " " } else { blank }, "ok"), vec![])];
        let mut transcript = corpus::transcript(Language::Nl, 1, vec![], kept);
        transcript.head.record_title = blank.into();
        transcript.head.archive_name = blank.into();
        assert!(pdf(&transcript, &Pictures::new(), Profile::A2a, &fonts).is_ok());
        assert!(text(&transcript).starts_with("zonder naam\nzonder naam\n"));
        assert!(text(&transcript).contains("08:51 zonder naam: ok"));
    }
}
