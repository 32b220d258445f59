//! Three prints of one transcript say the same.

use std::num::NonZeroUsize;

use zegel_render::{Fonts, Item, Language, Pictures, Plan, Profile, Transcript, html, pdf, text};

use crate::corpus;
use crate::outside::{squeeze, text_of};

fn fonts() -> Fonts {
    Fonts::load(&Fonts::default_dirs()).unwrap()
}

fn print(transcript: &Transcript) -> Vec<u8> {
    pdf(transcript, &Pictures::new(), Profile::A2a, &fonts()).unwrap()
}

/// Takes the tags out of HTML, and its entities.
fn words_of_html(page: &str) -> String {
    let body = &page[page.find("<body>").unwrap()..];
    let mut out = String::new();
    let mut inside = false;
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    let plain = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    squeeze(&plain.replace("&amp;", "&"))
}

#[test]
fn every_message_stands_in_all_three_prints() {
    let transcript = corpus::ordinary();
    let (plain, page) = (squeeze(&text(&transcript)), words_of_html(&html(&transcript)));
    let paper = text_of(&print(&transcript));
    let mut n = 0;
    for item in &transcript.items {
        let Item::Message(entry) = item else { continue };
        for line in entry.text.as_str().split(['\n', '\u{2588}']).map(squeeze).filter(|line| !line.is_empty())
        {
            n += 1;
            assert!(plain.contains(&line), "text lacks a line of message {}", entry.position);
            assert!(page.contains(&line), "html lacks a line of message {}", entry.position);
            // A long address is cut over lines on paper; its beginning is enough.
            let first: String = line.split("https").next().unwrap_or_default().trim().to_owned();
            assert!(
                paper.as_ref().is_none_or(|p| p.contains(&first)),
                "pdf lacks a line of message {}",
                entry.position
            );
        }
    }
    assert!(n > 12);
}

#[test]
fn what_was_redacted_gaps_and_losses_are_told_in_all_three_prints() {
    let transcript = corpus::ordinary();
    let prints = [squeeze(&text(&transcript)), words_of_html(&html(&transcript))];
    let told = [
        "weggelakt: naam",
        "weggelakt: telefoonnummer",
        "2 berichten niet gekozen",
        "16 berichten niet gekozen",
        "Dit bericht is verwijderd",
        "(bewerkt)",
        "PTT-20260313-WA0001.opus, niet in de export",
        "Omschrijving: Sporthal De Meent, ingang aan de noordzijde",
        "vrijdag 13 maart 2026",
        "14 gekozen van 40 in de export",
        "zoals de telefoon ze gaf, tot op de minuut; de tijdzone is niet bekend",
        "De tijdzone staat niet in de export; de tijden zijn die van de telefoon.",
        "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        "beleid ‘Beleid chatberichten’ van 1 januari 2026",
        "Privé of niet van belang voor het werk",
    ];
    for print in prints.into_iter().chain(text_of(&print(&transcript))) {
        for words in told {
            assert!(print.contains(words), "a print lacks: {words}");
        }
    }
}

#[test]
fn a_text_cannot_pose_as_markup_or_as_another_message() {
    let kept = vec![(
        corpus::message(1, 0, "<i>Jan</i>", "hoi\n08:52 Piet: akkoord\n<script>alert('x')</script>"),
        vec![],
    )];
    let transcript = corpus::transcript(Language::Nl, 1, vec![], kept);
    let page = html(&transcript);
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
    assert!(page.contains("<strong dir=\"auto\">&lt;i&gt;Jan&lt;/i&gt;</strong>"));
    assert!(text(&transcript).contains("08:51 <i>Jan</i>: hoi\n  08:52 Piet: akkoord\n"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let transcript = corpus::scripts();
    assert!(print(&transcript) == print(&transcript));
}

#[test]
fn each_language_has_its_own_labels_and_its_own_language_tag() {
    for (language, gap) in [
        (Language::Nl, "8 berichten niet gekozen"),
        (Language::En, "8 messages not chosen"),
        (Language::Fr, "8 messages non choisis"),
    ] {
        let kept = vec![(corpus::message(1, 0, "Jan", "ok"), vec![])];
        let transcript = corpus::transcript(language, 9, vec![], kept);
        assert!(text(&transcript).contains(gap));
        assert!(html(&transcript).contains(&format!("<html lang=\"{}\">", language.tag())));
    }
}

#[test]
fn a_missing_font_names_the_package_that_has_it() {
    let error = Fonts::load(&["/nowhere".into()]).unwrap_err();
    assert_eq!(error.code(), "font-missing");
    assert!(error.to_string().contains("fonts-noto-core"));
}

#[test]
fn the_provenance_names_only_fonts_that_the_transcript_needs() {
    let fonts = fonts();
    let names = |transcript: &Transcript| {
        let rows = fonts.provenance("Lettertype", transcript).unwrap();
        rows.iter().map(|fact| fact.value.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let kept = vec![(corpus::message(1, 0, "Jan", "ok"), vec![])];
    let plain = names(&corpus::transcript(Language::Nl, 1, vec![], kept));
    assert!(plain.contains(&"NotoSans-Regular.ttf".to_owned()) && !plain.iter().any(|n| n.contains("Thai")));
    let kept = vec![(corpus::message(1, 0, "Jan", "สวัสดี"), vec![])];
    assert!(
        names(&corpus::transcript(Language::Nl, 1, vec![], kept))
            .contains(&"NotoSansThai-Regular.ttf".to_owned())
    );
}

#[test]
fn each_part_says_which_it_is_in_every_print_and_on_every_page() {
    let kept = corpus::many_kept(120);
    let settling = corpus::settling(Language::Nl, 120, vec![], &kept);
    let plan = Plan::new(kept.iter().map(|(m, _)| m.at), NonZeroUsize::new(100).unwrap());
    let second = settling.parts(&plan, kept).nth(1).unwrap();
    assert!(text(&second).contains("Transcript van een chatgesprek · Deel 2 van 2"));
    let Some(words) = text_of(&print(&second)) else { return };
    assert!(words.contains("Z-2026-001482 · Deel 2 van 2"));
}
