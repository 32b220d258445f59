//! Letters to people after a breach, as many as are asked for, through the locked child.

use std::ffi::OsString;
use std::path::Path;

use anyhow::{Context, Result};
use zegel_model::Content;
use zegel_render::{
    DocumentLanguage, Fonts, Job, Letter, LetterSection, Letters, Limits, Print, Profile, render_in_child,
};

/// The four things that people are told (GDPR art. 34(2)), as long as a real letter says them.
const SECTIONS: [(&str, &[&str]); 4] = [
    (
        "Wat er is gebeurd",
        &[
            "Op 20 november 2026 raakte een medewerker een telefoon kwijt. Op die telefoon stonden berichten over de opvang in sporthal De Meent. In die berichten staat uw naam, uw adres en uw telefoonnummer. Wij weten niet of iemand de berichten heeft gelezen. De telefoon was vergrendeld, maar wij kunnen niet uitsluiten dat iemand er toch bij kon.",
            "Wij hebben de telefoon dezelfde dag op afstand gewist.",
        ],
    ),
    (
        "Wat dit voor u kan betekenen",
        &[
            "Iemand kan uw gegevens gebruiken om u te bellen of te mailen en zich voor te doen als de gemeente. Dat heet phishing. Ook kan iemand met uw gegevens proberen iets op uw naam te kopen.",
        ],
    ),
    (
        "Wat wij doen",
        &[
            "Wij hebben het lek gemeld aan de Autoriteit Persoonsgegevens. Nieuwe telefoons vergrendelen zich na een minuut, en berichten gaan dezelfde dag naar het archief. Daarna staan ze niet meer op de telefoon.",
        ],
    ),
    (
        "Wat u zelf kunt doen",
        &[
            "Geef niemand uw wachtwoord of pincode, ook niet als iemand zegt dat hij van de gemeente is. Twijfelt u? Bel ons dan zelf op 14 0123. Kreeg u een vreemd bericht? Meld het bij de Fraudehelpdesk.",
        ],
    ),
];

/// Prints `n_letters` through `zegel __typeset`.
pub fn print(n_letters: usize, zegel: &Path, out: &Path) -> Result<()> {
    let letters = Letters {
        title: "Brieven over een datalek".into(),
        reference: "DL-2026-003".into(),
        language: DocumentLanguage::Nl,
        sender: vec!["Gemeente Waterveen".into(), "Raadhuisplein 1".into(), "1234 AA  WATERVEEN".into()],
        made_at: "2026-11-24T09:00:00Z".parse()?,
        letters: (1..=n_letters).map(letter).collect(),
    };
    let job =
        Job { print: Print::Letters(&letters), profile: Profile::A2a, font_dirs: Fonts::default_dirs() };
    let arguments = [OsString::from("__typeset")];
    let typeset = render_in_child(zegel, &arguments, &job, &mut std::iter::empty(), &Limits::default())?;
    std::fs::write(out, typeset.pdf).with_context(|| format!("could not write {}", out.display()))
}

fn letter(i: usize) -> Letter {
    // Names and streets differ, so that no line of an address is set only once.
    let name = format!("Bewoner {} van der Berg {i}", i.wrapping_mul(2_654_435_761) % 1_000_003);
    let section = |(heading, paragraphs): &(&str, &[&str])| LetterSection {
        heading: (*heading).into(),
        paragraphs: paragraphs.iter().map(|text| Content::from(*text)).collect(),
    };
    Letter {
        language: DocumentLanguage::Nl,
        address: vec![name.as_str().into(), format!("Dorpsstraat {i}").into(), "1234 AB  WATERVEEN".into()],
        place_and_date: "Waterveen, 24 november 2026".into(),
        reference: format!("Ons kenmerk: DL-2026-003 / {i}").into(),
        subject: "Uw gegevens bij een datalek".into(),
        salutation: format!("Beste {name},").into(),
        sections: SECTIONS.iter().map(section).collect(),
        closing: "Met vriendelijke groet,".into(),
        signature: vec!["Femke Bakker".into(), "functionaris gegevensbescherming".into()],
    }
}
