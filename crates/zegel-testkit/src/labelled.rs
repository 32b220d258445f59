//! Texts with the personal data that was put in them, to measure the suggestions on (requirement S7).
//!
//! The checks of the numbers are written here a second time, from their definitions, so that a detector is not
//! measured against itself. The sample is hard on purpose: numbers with a wrong check digit, order numbers that pass a
//! check by chance, slips of the pen in what is real, and words that only look like an illness.

use std::fmt::Write as _;

use crate::Chance;

/// Makes a sample as JSON lines (`docs/formats/sample.md`): `n_texts` texts, about half of them with something in them.
pub fn labelled_sample(seed: u64, n_texts: u64) -> String {
    let mut chance = Chance::new(seed);
    let mut lines = String::new();
    for _ in 0..n_texts {
        let mut text = Text::default();
        text.say(chance.pick(&OPENINGS));
        if chance.happens(500) {
            something(&mut chance, &mut text);
        } else {
            nothing(&mut chance, &mut text);
        }
        text.say(chance.pick(&ENDINGS));
        let marks: Vec<_> = text
            .marks
            .iter()
            .map(|(detector, from, to)| {
                format!("{{\"from\":{from},\"to\":{to},\"detector\":\"{detector}\"}}")
            })
            .collect();
        // The texts hold no quotes, backslashes or control characters.
        let _ = writeln!(lines, "{{\"text\":\"{}\",\"marks\":[{}]}}", text.text, marks.join(","));
    }
    lines
}

#[derive(Default)]
struct Text {
    text: String,
    marks: Vec<(&'static str, usize, usize)>,
}

impl Text {
    fn say(&mut self, words: &str) {
        self.text.push_str(words);
    }

    fn put(&mut self, detector: &'static str, what: &str) {
        let from = self.text.chars().count();
        self.text.push_str(what);
        self.marks.push((detector, from, self.text.chars().count()));
    }
}

const OPENINGS: [&str; 8] = [
    "Goedemorgen, ",
    "Even tussendoor: ",
    "",
    "Kun je dit aanpassen? ",
    "Ter info ",
    "Hoi! ",
    "Volgens mij klopt dit niet. ",
    "Bonjour, ",
];
const ENDINGS: [&str; 6] = [".", ", dank!", " 👍", "", " en verder niets.", " (zie ook de mail)"];

fn something(chance: &mut Chance, text: &mut Text) {
    match chance.index(7) {
        0 => {
            text.say(chance.pick(&["BSN ", "bsn: ", "burgerservicenummer ", "het nummer is "]));
            let digits = bsn(chance);
            let written = grouped(chance, &digits, &[&[9], &[9], &[3, 3, 3], &[4, 2, 3], &[2, 2, 2, 3]]);
            text.put("bsn", &slip(chance, written));
        }
        1 => {
            text.say(chance.pick(&["maak het over naar ", "IBAN ", "rekening "]));
            let iban = iban(chance);
            text.put("iban", &slip(chance, iban));
        }
        2 => {
            text.say(chance.pick(&["bel ", "mijn nummer: ", "tel. ", "bereikbaar op "]));
            text.put("phone", &phone(chance));
        }
        3 => {
            text.say(chance.pick(&["mail naar ", "stuur het aan ", ""]));
            let name = chance.pick(&["jan.jansen", "k_smit", "amira+werk", "b.o'neill", "piet"]);
            let host = chance.pick(&["waterveen.nl", "gmail.com", "mail.stad.gent", "live.be", "localhost"]);
            text.put("mail", &format!("{name}@{host}"));
        }
        4 => {
            text.say(chance.pick(&["kaart ", "creditcard: ", "betaald met "]));
            let card = card(chance);
            text.put("card", &slip(chance, card));
        }
        5 => {
            text.say(chance.pick(&["Dorpsstraat 12, ", "adres: Kerkweg 3 ", "woont op ", "postcode "]));
            let digits = 1_000 + chance.below(8_999);
            let pair = chance.pick(&["AB", "GH", "XR", "KL", "zp"]);
            let gap = chance.pick(&["", " ", " ", "  "]);
            text.put("postcode", &format!("{digits}{gap}{pair}"));
        }
        _ => {
            let (before, word, after) = SPECIAL[chance.index(SPECIAL.len())];
            text.say(before);
            text.put("special", word);
            text.say(after);
        }
    }
}

/// Words of a special category in a sentence; the last ones are not in any list.
const SPECIAL: [(&str, &str, &str); 16] = [
    ("ze ligt in het ", "ziekenhuis", ""),
    ("hij heeft ", "kanker", " en komt voorlopig niet"),
    ("na haar ", "burn-out", " begint ze halve dagen"),
    ("hij zit bij de ", "psychiater", ""),
    ("ze is ", "zwanger", ", nog niet doorvertellen"),
    ("vanwege de ", "ramadan", " liever na zonsondergang"),
    ("hij is lid van de ", "vakbond", ""),
    ("ze is ", "moslima", " en draagt een hoofddoek"),
    ("hij is ", "veroordeeld", " vorig jaar"),
    ("er loopt een ", "aangifte", " tegen hem"),
    ("she was ", "diagnosed", " last week"),
    ("il est en arrêt pour ", "dépression", ""),
    ("hij heeft een ", "migratieachtergrond", ""),
    ("hij had weer zo'n ", "aanval", " gisteren"),
    ("ze slikt ", "oxazepam", " om te slapen"),
    ("zijn ", "enkelband", " mag er vrijdag af"),
];

fn nothing(chance: &mut Chance, text: &mut Text) {
    match chance.index(9) {
        0 => text.say(&format!("ordernummer {}", any_digits(chance, 9))),
        1 => text.say(&format!("zaak {}", any_digits(chance, 16))),
        2 => text.say(&format!(
            "de raming is € {}.{:03}.{:03}",
            chance.below(900),
            chance.below(1000),
            chance.below(1000)
        )),
        3 => text.say(&format!(
            "vergadering op {:02}-{:02}-2026 {:02}:30",
            1 + chance.below(28),
            1 + chance.below(12),
            chance.below(24)
        )),
        4 => text.say(&format!(
            "{} {} besteld",
            1_000 + chance.below(8_000),
            chance.pick(&["stuks", "ML", "KG", "m2"])
        )),
        5 => text.say(&format!(
            "versie {}.{}.{}.{}",
            chance.below(20),
            chance.below(99),
            chance.below(99),
            chance.below(9999)
        )),
        6 => text.say(chance.pick(&[
            "die nieuwe trap is echt ziek",
            "de diagnose van het riool is klaar",
            "het ziekenhuisplein wordt opgebroken",
            "de fractie stemt morgen",
            "het gevangenispoortmuseum is dicht",
        ])),
        7 => text.say(&format!("ISBN 978{}", any_digits(chance, 10))),
        _ => text.say("het voorstel gaat naar het college"),
    }
}

fn any_digits(chance: &mut Chance, n: usize) -> String {
    (0..n).map(|_| char::from(b'0' + chance.below(10) as u8)).collect()
}

fn values(digits: &str) -> Vec<u64> {
    digits.bytes().map(|byte| u64::from(byte - b'0')).collect()
}

/// Writes digits in one of these groups, with one of the usual separators.
fn grouped(chance: &mut Chance, digits: &str, shapes: &[&[usize]]) -> String {
    let shape = shapes[chance.index(shapes.len())];
    let separator = chance.pick(&[" ", ".", "-"]);
    let mut rest = digits;
    let mut groups = vec![];
    for &n in shape {
        let (group, after) = rest.split_at(n.min(rest.len()));
        groups.push(group);
        rest = after;
    }
    groups.join(separator)
}

/// Three times in a hundred somebody swaps two characters while typing.
fn slip(chance: &mut Chance, written: String) -> String {
    if !chance.happens(30) {
        return written;
    }
    let mut chars: Vec<char> = written.chars().collect();
    let at = chars.len() / 2;
    chars.swap(at, at - 1);
    chars.into_iter().collect()
}

/// A number of nine digits whose weighted sum divides by eleven.
fn bsn(chance: &mut Chance) -> String {
    loop {
        let digits = any_digits(chance, 9);
        let v = values(&digits);
        let sum: u64 = (0..8).map(|i| v[i] * (9 - i as u64)).sum();
        if v[0] != 0 && sum % 11 == v[8] {
            return digits;
        }
    }
}

/// An account number of one of three countries, with its check digits.
fn iban(chance: &mut Chance) -> String {
    let (country, body) = match chance.index(3) {
        0 => ("NL", format!("{}{}", chance.pick(&["ABNA", "RABO", "INGB", "TRIO"]), any_digits(chance, 10))),
        1 => ("BE", any_digits(chance, 12)),
        _ => ("DE", any_digits(chance, 18)),
    };
    let as_number =
        |text: &str| -> String { text.chars().map(|c| c.to_digit(36).unwrap_or(0).to_string()).collect() };
    let whole = as_number(&format!("{body}{country}00"));
    let rest = whole.bytes().fold(0_u64, |rest, byte| (rest * 10 + u64::from(byte - b'0')) % 97);
    let plain = format!("{country}{:02}{body}", 98 - rest);
    if chance.happens(500) {
        return plain;
    }
    let chars: Vec<char> = plain.chars().collect();
    chars.chunks(4).map(|chunk| chunk.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// A card number with its check digit.
fn card(chance: &mut Chance) -> String {
    let body = format!("{}{}", chance.pick(&["4", "51", "55"]), any_digits(chance, 14));
    let body = &body[..15];
    let sum: u64 = values(body)
        .iter()
        .rev()
        .enumerate()
        .map(|(i, &v)| if i % 2 == 1 { v } else { v * 2 / 10 + v * 2 % 10 })
        .sum();
    let whole = format!("{body}{}", (10 - sum % 10) % 10);
    if chance.happens(300) {
        return whole;
    }
    grouped(chance, &whole, &[&[4, 4, 4, 4]]).replace('.', " ")
}

/// A telephone number in one of many forms; the last ones are rare.
fn phone(chance: &mut Chance) -> String {
    let d = any_digits(chance, 9);
    match chance.index(11) {
        0 => format!("06{}", &d[..8]),
        1 => format!("06-{}", &d[..8]),
        2 => format!("06 {} {} {} {}", &d[..2], &d[2..4], &d[4..6], &d[6..8]),
        3 => format!("+31 6 {}", &d[..8]),
        4 => format!("+31 (0)6-{}", &d[..8]),
        5 => format!("010-4{}", &d[..6]),
        6 => format!("0475 {} {} {}", &d[..2], &d[2..4], &d[4..6]),
        7 => format!("02 2{} {} {}", &d[..2], &d[2..4], &d[4..6]),
        8 => format!("0032 475 {} {} {}", &d[..2], &d[2..4], &d[4..6]),
        9 => format!("toestel 4{}", &d[..3]),
        _ => format!("nul zes {}", &d[..8]),
    }
}

#[cfg(test)]
mod tests {
    use super::labelled_sample;

    #[test]
    fn a_seed_gives_one_sample_with_every_kind() {
        let sample = labelled_sample(1, 400);
        assert_eq!(sample, labelled_sample(1, 400));
        assert_eq!(sample.lines().count(), 400);
        for kind in ["bsn", "iban", "phone", "mail", "card", "postcode", "special"] {
            assert!(sample.contains(&format!("\"{kind}\"")), "{kind}");
        }
    }
}
