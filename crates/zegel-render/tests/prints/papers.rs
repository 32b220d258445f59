//! Documents and letters to print.

use zegel_model::Content;
use zegel_render::*;

/// Makes a document of these blocks.
pub fn document(blocks: Vec<DocumentBlock>) -> Document {
    Document {
        title: "Melding van een inbreuk aan de toezichthouder".into(),
        subtitle: "Eerste melding · versie 1 · 21 november 2026".into(),
        language: DocumentLanguage::Nl,
        body_name: "Gemeente Waterveen".into(),
        provenance: "Gemaakt met Zegel 0.1.0 uit melding D-2026-3, versie 4, op 21 november 2026, 20:21 UTC."
            .into(),
        reference: "D-2026-3".into(),
        made_at: "2026-11-21T20:21:00Z".parse().unwrap(),
        blocks,
    }
}

/// Makes a heading.
pub fn heading(level: HeadingLevel, text: &str) -> DocumentBlock {
    DocumentBlock::Heading { level, text: text.into() }
}

/// Makes a paragraph.
pub fn paragraph(text: &str) -> DocumentBlock {
    DocumentBlock::Paragraph { text: text.into() }
}

/// Makes a fact of a form.
pub fn fact(number: &str, label: &str, value: &str, word: &str, is_loud: bool) -> DocumentFact {
    let mark = (!word.is_empty()).then(|| DocumentMark { word: word.into(), is_loud });
    DocumentFact { number: number.into(), label: label.into(), value: value.into(), mark }
}

/// Every block, in several scripts; the tables run over pages.
pub fn every_block() -> Document {
    let row = |i: u32| {
        let what = match i % 4 {
            0 => "Brief aan een verkeerd adres",
            1 => "Telefoon kwijt, vergrendeld en van afstand gewist; de sleutel bleef bij de houder",
            2 => "مرحبا، رسالة إلى العنوان الخطأ",
            _ => "你好，寄错地址的信 · नमस्ते · Ελένη",
        };
        vec![
            Content::new(format!("D-2026-{i}")),
            what.into(),
            "risico".into(),
            Content::new((i * 37).to_string()),
        ]
    };
    let table = DocumentTable {
        columns: vec![
            DocumentColumn::words("Nummer", 3),
            DocumentColumn::words("Wat er gebeurde", 10),
            DocumentColumn::words("Risico", 3),
            DocumentColumn::numbers("Mensen", 2),
        ],
        rows: (1..=70).map(row).collect(),
    };
    let facts = vec![
        fact("1", "Naam van de organisatie", "Gemeente Waterveen", "vastgelegd", false),
        fact("2a", "Wanneer ontdekte u de inbreuk?", "2026-11-20 15:30 (CET)", "vastgelegd", false),
        fact("2b", "Hoeveel mensen treft het?", "tussen 120 en 140", "geteld", false),
        fact("3", "Waarom meldt u later dan na 72 uur?", "", "ontbreekt", true),
        fact("4", "سؤال: ما هي البيانات؟", "الاسم والعنوان\nرقم المواطن 👍🏽", "niet van toepassing", false),
    ];
    document(vec![
        paragraph("Zegel dient niets in. Deze melding is ingevuld uit het register; een mens neemt haar over in het formulier van de toezichthouder."),
        DocumentBlock::Facts { rows: facts },
        heading(HeadingLevel::One, "Wat er gebeurde"),
        paragraph("Op 20 november raakte een telefoon zoek.\nDe houder meldde dat binnen een uur."),
        DocumentBlock::List {
            items: vec![
                "Het toestel was vergrendeld.".into(),
                "De back-up stond uit; wat dat betekent leest u in bijlage 2, waar ook staat hoe lang berichten op het toestel bleven en wie er nog meer bij kon.".into(),
                "שלום עולם".into(),
            ],
        },
        heading(HeadingLevel::Three, "Een diepere kop zonder die ertussen"),
        DocumentBlock::Note { text: "Deze opmerking staat naast de tekst en zegt waar het getal vandaan komt.\nHet werd geteld uit het grootboek.".into() },
        heading(HeadingLevel::Two, "Getroffen gegevens"),
        DocumentBlock::Facts { rows: vec![DocumentFact::new("Soort", "gewone gegevens"), DocumentFact::new("Aantal", "14")] },
        DocumentBlock::PageBreak,
        heading(HeadingLevel::One, "Register"),
        DocumentBlock::Table(table),
    ])
}

/// What an attacker would write in every field.
pub fn hostile() -> Document {
    let bad = "\u{0}\u{7}\u{e001}\u{fdd0}\u{202e}gpj.exe\u{2067}open <script>alert(1)</script> \u{1faea}\u{94d} e\u{301}";
    let long = "a".repeat(3000);
    let cell = |text: &str| vec![Content::from(text); MAX_COLUMNS];
    let columns = (0..MAX_COLUMNS).map(|i| DocumentColumn::words(bad, u8::try_from(i).unwrap()));
    Document {
        title: bad.into(),
        subtitle: bad.into(),
        body_name: long.as_str().into(),
        provenance: long.as_str().into(),
        reference: bad.into(),
        language: DocumentLanguage::De,
        ..document(vec![
            heading(HeadingLevel::Three, bad),
            heading(HeadingLevel::Two, " \u{200e} "),
            DocumentBlock::PageBreak,
            DocumentBlock::PageBreak,
            DocumentBlock::Facts { rows: vec![] },
            DocumentBlock::Facts { rows: vec![fact(bad, "", &"regel\n".repeat(150), bad, true)] },
            DocumentBlock::Facts { rows: vec![fact(&long, &long, &long, "", true)] },
            DocumentBlock::List { items: vec![] },
            DocumentBlock::List { items: vec![" ".into(), long.as_str().into(), bad.into()] },
            DocumentBlock::Table(DocumentTable { columns: vec![], rows: vec![] }),
            DocumentBlock::Table(DocumentTable {
                columns: columns.collect(),
                rows: vec![cell(bad), cell(&"ا".repeat(300)), cell(&"x".repeat(400)), vec![]],
            }),
            DocumentBlock::Note { text: "\n\n".into() },
            DocumentBlock::Note { text: bad.into() },
            paragraph(""),
            DocumentBlock::PageBreak,
        ])
    }
}

/// Nothing but what every document has.
pub fn empty() -> Document {
    Document {
        title: " ".into(),
        subtitle: "".into(),
        provenance: "".into(),
        reference: "".into(),
        ..document(vec![])
    }
}

/// Letters that tell people of a breach.
pub fn letters(n: usize) -> Letters {
    let section = |heading: &str, paragraphs: &[&str]| LetterSection {
        heading: heading.into(),
        paragraphs: paragraphs.iter().map(|text| (*text).into()).collect(),
    };
    let sections = vec![
        section(
            "Wat er is gebeurd",
            &[
                "Op 20 november 2026 raakte een medewerker een telefoon kwijt. Op die telefoon stonden berichten over de opvang in sporthal De Meent. In die berichten staat uw naam, uw adres en uw telefoonnummer. Wij weten niet of iemand de berichten heeft gelezen. De telefoon was vergrendeld, maar wij kunnen niet uitsluiten dat iemand er toch bij kon.",
                "Wij hebben de telefoon dezelfde dag op afstand gewist.",
            ],
        ),
        section(
            "Wat dit voor u kan betekenen",
            &[
                "Iemand kan uw gegevens gebruiken om u te bellen of te mailen en zich voor te doen als de gemeente. Dat heet phishing. Ook kan iemand met uw gegevens proberen iets op uw naam te kopen.",
            ],
        ),
        section(
            "Wat wij doen",
            &[
                "Wij hebben het lek gemeld aan de Autoriteit Persoonsgegevens. Wij bewaren berichten niet langer op telefoons dan nodig is. Nieuwe telefoons vergrendelen zich na een minuut, en berichten gaan dezelfde dag naar het archief.",
                "Wij hebben aangifte gedaan bij de politie.",
            ],
        ),
        section(
            "Wat u zelf kunt doen",
            &[
                "Geef niemand uw wachtwoord of pincode, ook niet als iemand zegt dat hij van de gemeente is. Twijfelt u? Bel ons dan zelf op 14 0123. Kreeg u een vreemd bericht? Meld het bij de Fraudehelpdesk.",
            ],
        ),
    ];
    let letter = |i: usize| Letter {
        language: if i % 5 == 4 { DocumentLanguage::De } else { DocumentLanguage::Nl },
        address: vec![
            Content::new(format!("Bewoner {i} van der Berg-El Idrissi")),
            Content::new(format!("Dorpsstraat {i}")),
            "1234 AB  WATERVEEN".into(),
        ],
        place_and_date: "Waterveen, 24 november 2026".into(),
        reference: Content::new(format!("Ons kenmerk: D-2026-3 / {i}")),
        subject: "Uw gegevens bij een datalek".into(),
        salutation: Content::new(format!("Beste mevrouw of meneer Van der Berg ({i}),")),
        sections: sections.clone(),
        closing: "Met vriendelijke groet,".into(),
        signature: vec!["Femke Bakker".into(), "functionaris gegevensbescherming".into()],
    };
    Letters {
        title: "Brieven over datalek D-2026-3".into(),
        reference: "D-2026-3".into(),
        language: DocumentLanguage::Nl,
        sender: vec!["Gemeente Waterveen".into(), "Raadhuisplein 1".into(), "1234 AA  WATERVEEN".into()],
        made_at: "2026-11-24T09:00:00Z".parse().unwrap(),
        letters: (1..=n).map(letter).collect(),
    }
}
