//! The vocabulary: people of a made-up municipality, streets, papers and the compounds that Dutch is rich in.
//!
//! Compounds are drawn from two lists, the first ones far more often, so that a long export has common, rare
//! and unique words as real ones have.

use crate::Chance;

/// The group of the project.
pub(super) const GROUP: &str = "Projectgroep Lindeplein";
/// What the group was called before.
pub(super) const GROUP_BEFORE: &str = "Lindeplein: plan en planning";

/// Everybody in the group; the first is the owner of the phone. The last two are not in the address book.
pub(super) const PEOPLE: [&str; 12] = [
    "Hanna Wiersma",
    "Joost ter Braak – griffie",
    "Esra Kılıç",
    "Ruud Oosterhuis (projectleider)",
    "Saskia van Loon",
    "Mohamed Aït Hamou",
    "Mirela Kowalczyk",
    "Berend-Jan 't Hooft",
    "Anouk 🌳 Groen en Beheer",
    "Lars & Femke",
    "~\u{202f}Slagerij De Wit",
    "+31 6 28471930",
];

/// Those who sometimes write in another language, by their place in [`PEOPLE`]: Turkish, Arabic, Polish.
pub(super) const OTHER_LANGUAGES: [(usize, [&str; 4]); 3] = [
    (
        2,
        [
            "Tamam, cuma günü pazarda esnafa anlatırım.",
            "Komşular ağaçların kesilmesini istemiyor, bunu not edelim.",
            "Dükkânların önü ne zaman açılacak? Herkes bana soruyor.",
            "Toplantı saat yedide, değil mi?",
        ],
    ),
    (
        5,
        [
            "شكراً، سأخبر الجيران بعد صلاة الجمعة.",
            "السكان يسألون: أين ستقف السيارات أثناء العمل؟",
            "هل يمكن ترجمة الرسالة إلى العربية قبل الاجتماع؟",
            "الساعة ١٠:٣٠ مناسبة لي.",
        ],
    ),
    (
        6,
        [
            "Dziękuję, przekażę to sąsiadom z bloku przy placu.",
            "Czy chodnik będzie dostępny dla wózków w czasie robót?",
            "Lokatorzy pytają, kto zapłaci za nowe rowery… znaczy stojaki 🙂",
            "W środę nie mogę, może czwartek po południu?",
        ],
    ),
];

const STREET_FRONT: [&str; 24] = [
    "Linden", "Molen", "Kerk", "Haven", "Beuken", "Veer", "Markt", "Dijk", "Kastanje", "Wilgen", "Singel",
    "Schans", "Zuider", "Noorder", "Ooster", "Korte", "Smids", "Touw", "Vis", "Turf", "Raadhuis", "Sluis",
    "Hoef", "Meent",
];
const STREET_BACK: [&str; 10] =
    ["straat", "laan", "weg", "kade", "steeg", "gracht", "dreef", "dwarsstraat", "singel", "brug"];

const PAPER_FRONT: [&str; 44] = [
    "raads",
    "college",
    "inspraak",
    "bezwaar",
    "verkeers",
    "parkeer",
    "bomen",
    "subsidie",
    "begrotings",
    "omgevings",
    "bestemmings",
    "aanbestedings",
    "communicatie",
    "risico",
    "plannings",
    "water",
    "riool",
    "verlichtings",
    "terras",
    "markt",
    "fiets",
    "bouw",
    "sloop",
    "veiligheids",
    "bewoners",
    "winkeliers",
    "evaluatie",
    "ontwerp",
    "uitvoerings",
    "bodem",
    "archeologie",
    "geluids",
    "stikstof",
    "groen",
    "speel",
    "kabel",
    "leges",
    "krediet",
    "motie",
    "mandaat",
    "toegankelijkheids",
    "afval",
    "horeca",
    "monumenten",
];
/// Each with its article.
const PAPER_BACK: [(&str, &str); 26] = [
    ("de", "brief"),
    ("het", "voorstel"),
    ("het", "besluit"),
    ("het", "plan"),
    ("de", "notitie"),
    ("het", "verslag"),
    ("het", "advies"),
    ("het", "rapport"),
    ("de", "memo"),
    ("de", "tekening"),
    ("het", "overzicht"),
    ("het", "onderzoek"),
    ("de", "reactie"),
    ("de", "vergunning"),
    ("de", "toets"),
    ("de", "agenda"),
    ("de", "raming"),
    ("de", "brochure"),
    ("de", "kaart"),
    ("de", "lijst"),
    ("de", "visie"),
    ("de", "paragraaf"),
    ("de", "nota"),
    ("de", "analyse"),
    ("de", "schets"),
    ("het", "dossier"),
];

const FIRMS: [&str; 14] = [
    "Van Rijn Infra",
    "Bouwbedrijf Hoekstra",
    "De Groene Hand",
    "Adviesbureau Kompas",
    "Stadslicht Techniek",
    "Boomkwekerij Aerts",
    "Riool & Zoon",
    "Meerwaarde Ontwerp",
    "Dura Vloeren",
    "Ingenieursbureau Delta Noord",
    "Tegelzetterij Post",
    "Waterschap De Vlietlanden",
    "Energiecoöperatie Waterveen",
    "Verhuur Snel BV",
];
const DAYS: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
const THINGS: [&str; 22] = [
    "bankjes",
    "lantaarnpalen",
    "zitranden",
    "fietsenrekken",
    "platanen",
    "graskeien",
    "fonteinen",
    "kolken",
    "afvalbakken",
    "laadpalen",
    "terrassen",
    "geleidelijnen",
    "watertappunten",
    "drempels",
    "muurtjes",
    "speeltoestellen",
    "bushaltes",
    "klinkers",
    "goten",
    "wadi's",
    "pollers",
    "nutskasten",
];
const FEELINGS: [&str; 12] = ["👍", "🙏", "😅", "😂", "🎉", "🌳", "🚧", "❤️", "👀", "💪🏽", "👨‍👩‍👧", "🇳🇱"];
const KIDS: [&str; 6] = ["Fleur", "Sem", "Yara", "Thijs", "Lina", "Mats"];

/// Returns a paper of the trade as an article and a noun, such as `de` and `raadsbrief`.
pub(super) fn paper(chance: &mut Chance) -> (&'static str, String) {
    let front = PAPER_FRONT[chance.skewed(PAPER_FRONT.len())];
    let (article, back) = PAPER_BACK[chance.skewed(PAPER_BACK.len())];
    (article, format!("{front}{back}"))
}

/// Fills the holes of `template`: `{stuk}` a paper with its article, `{straat}` a street and so on.
pub(super) fn fill(template: &str, chance: &mut Chance, out: &mut String) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (hole, tail) = after.split_once('}').expect("every hole of a template is closed");
        fill_hole(hole, chance, out);
        rest = tail;
    }
    out.push_str(rest);
}

fn fill_hole(hole: &str, chance: &mut Chance, out: &mut String) {
    use std::fmt::Write;
    match hole {
        "stuk" => {
            let (article, noun) = paper(chance);
            write!(out, "{article} {noun}").expect("a string grows");
        }
        "straat" => {
            out.push_str(STREET_FRONT[chance.skewed(STREET_FRONT.len())]);
            out.push_str(STREET_BACK[chance.skewed(STREET_BACK.len())]);
        }
        "firma" => out.push_str(FIRMS[chance.skewed(FIRMS.len())]),
        "dag" => out.push_str(chance.pick(&DAYS[..5])),
        "weekend" => out.push_str(chance.pick(&DAYS[5..])),
        "ding" => out.push_str(THINGS[chance.skewed(THINGS.len())]),
        "kind" => out.push_str(chance.pick(&KIDS)),
        "teken" => out.push_str(chance.pick(&FEELINGS)),
        "wie" => {
            let name = PEOPLE[chance.index(9)];
            out.push_str(name.split(' ').next().unwrap_or(name));
        }
        // A `write!` to a `String` cannot fail.
        "tijd" => {
            write!(out, "{}:{:02}", 8 + chance.below(10), 15 * chance.below(4)).expect("a string grows")
        }
        "bedrag" => write!(out, "€ {}.{:03},00", 1 + chance.below(480), 50 * chance.below(20))
            .expect("a string grows"),
        "zaak" => {
            write!(out, "Z-{}-{:05}", 2024 + chance.below(3), chance.below(100_000)).expect("a string grows")
        }
        "n" => write!(out, "{}", 2 + chance.below(60)).expect("a string grows"),
        other => unreachable!("no word for the hole {other}"),
    }
}
