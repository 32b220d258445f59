//! A list of recipients: a table of text (CSV, RFC 4180) that a person made elsewhere.
//!
//! Hostile or clumsy as it may be, no line is lost: each becomes a recipient, a double of an earlier one, or a line that is named
//! by its number with what is wrong, and kept.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use zegel_law::FormLanguage;
use zegel_model::{Content, Refusal};

use super::text::{KIND_CODES, kind_label};

/// The largest list, in bytes.
pub const MAX_LIST_BYTES: usize = 8 * 1024 * 1024;
/// The most lines of a list.
pub const MAX_RECIPIENTS: usize = 50_000;
/// The longest field of a list, in characters.
pub const MAX_FIELD_CHARS: usize = 500;
/// The most lines of a postal address, with the country.
const MAX_ADDRESS_LINES: usize = 6;

/// Somebody who is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The name; empty where none is known.
    pub name: Content,
    /// The mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Content>,
    /// The lines of the postal address; empty where none is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<Content>,
    /// In which language.
    pub language: FormLanguage,
    /// The kind of recipient.
    pub kind: String,
}

/// A line that is no recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadLine {
    /// What is wrong: `no-address`, `mail-form`, `language`, `kind`, `field-long`, `address-lines`.
    pub why: String,
    /// The fields as they stood there.
    pub fields: Vec<Content>,
}

/// What holds where a line says nothing, and which kinds there are.
#[derive(Debug, Clone)]
pub struct ListDefaults {
    /// The language of a line without one.
    pub language: FormLanguage,
    /// The kinds of the body's own, besides those with a template.
    pub kinds: Vec<String>,
}

/// A list as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListRead {
    /// The recipients, each with the number of its line.
    pub recipients: Vec<(u64, Recipient)>,
    /// The numbers of lines that are doubles, and of the line that they double.
    pub doubles: Vec<(u64, u64)>,
    /// The lines that cannot be used.
    pub bad: Vec<(u64, BadLine)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Mail,
    Address,
    Postcode,
    Place,
    Country,
    Language,
    Kind,
}

impl Column {
    /// Finds a column by the word above it, in the languages of the pages and of the texts.
    fn of(word: &str) -> Option<Self> {
        Some(match word.trim().to_lowercase().replace([' ', '_'], "-").as_str() {
            "naam" | "name" | "nom" => Self::Name,
            "mail" | "e-mail" | "email" | "mailadres" | "e-mailadres" | "emailadres" | "mail-address"
            | "e-mail-address" | "email-address" | "courriel" | "adresse-mail" | "adresse-e-mail"
            | "e-mail-adresse" => Self::Mail,
            "adres" | "address" | "adresse" | "anschrift" | "straat" | "street" | "rue" | "strasse"
            | "straße" => Self::Address,
            "postcode" | "zip" | "postal-code" | "code-postal" | "plz" | "postleitzahl" => Self::Postcode,
            "plaats" | "woonplaats" | "place" | "city" | "town" | "ville" | "localité" | "ort" => {
                Self::Place
            }
            "land" | "country" | "pays" => Self::Country,
            "taal" | "language" | "langue" | "sprache" => Self::Language,
            "soort" | "kind" | "sorte" | "art" => Self::Kind,
            _ => return None,
        })
    }
}

/// Returns the kinds of recipients of a body: those with a template, then its own.
pub fn kinds(own: &[String]) -> Vec<String> {
    let own = own.iter().filter(|kind| !KIND_CODES.contains(&kind.as_str()));
    KIND_CODES.iter().map(|code| (*code).to_owned()).chain(own.cloned()).collect()
}

/// Reads a list.
///
/// # Errors
/// `list-size`, `list-encoding`, `list-header`, `list-rows`, `list-empty`: the list as a whole cannot be used.
pub fn read_list(bytes: &[u8], defaults: &ListDefaults) -> Result<ListRead, Refusal> {
    if MAX_LIST_BYTES < bytes.len() {
        return Err(Refusal::new(
            "list-size",
            format!("the list has {} bytes", bytes.len()),
            format!("split it into lists of at most {} MiB", MAX_LIST_BYTES >> 20),
        ));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let n_line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        Refusal::new(
            "list-encoding",
            format!("line {n_line} is not written in UTF-8"),
            "save the table as 'CSV UTF-8' and bring it in again",
        )
    })?;
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .has_headers(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let broken = |_| Refusal::new("list-encoding", "the table cannot be read", "save it as 'CSV UTF-8'");
    let header = rows.headers().map_err(broken)?.clone();
    let columns: Vec<Option<Column>> = header.iter().map(Column::of).collect();
    let has = |wanted: Column| columns.contains(&Some(wanted));
    if !has(Column::Mail) && !has(Column::Address) {
        return Err(Refusal::new(
            "list-header",
            "the first line names no column for a mail address or a postal address",
            "put the names of the columns in the first line: naam, mail, adres, postcode, plaats, taal, soort",
        ));
    }
    let mut reading = Reading { defaults, columns, seen: HashMap::new(), read: ListRead::default() };
    let mut lines = Lines { text, at: 0, line: 1 };
    for (n, record) in rows.records().enumerate() {
        if MAX_RECIPIENTS <= n {
            return Err(Refusal::new(
                "list-rows",
                format!("the list has more than {MAX_RECIPIENTS} lines"),
                "split it, and tell people in several rounds",
            ));
        }
        let record = record.map_err(broken)?;
        let begin = record.position().map_or(0, csv::Position::byte);
        reading.take(lines.of(usize::try_from(begin).unwrap_or(usize::MAX)), &record);
    }
    let ListRead { recipients, bad, .. } = &reading.read;
    if recipients.is_empty() && bad.is_empty() {
        return Err(Refusal::new(
            "list-empty",
            "the list names nobody",
            "bring in a list with a line for each",
        ));
    }
    Ok(reading.read)
}

/// Returns what stands most often in the first line: programs write a semicolon where the comma is for decimals.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let n_of = |delimiter: u8| first.bytes().filter(|byte| *byte == delimiter).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|one| n_of(*one)).unwrap_or(b',')
}

/// Numbers the lines of a text, as a person counts them: a field may hold several.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// Returns the number of the line that begins at this byte, or behind the line ends there; bytes only go forward.
    fn of(&mut self, begin: usize) -> u64 {
        let rest = self.text.get(begin..).unwrap_or_default();
        let begin = self.text.len() - rest.trim_start_matches(['\r', '\n']).len();
        let passed = self.text.get(self.at..begin).unwrap_or_default();
        self.line += passed.bytes().filter(|byte| *byte == b'\n').count() as u64;
        self.at = begin.max(self.at);
        self.line
    }
}

struct Reading<'a> {
    defaults: &'a ListDefaults,
    columns: Vec<Option<Column>>,
    /// What tells somebody apart, and the line on which they stood.
    seen: HashMap<String, u64>,
    read: ListRead,
}

impl Reading<'_> {
    fn take(&mut self, line: u64, record: &csv::StringRecord) {
        match self.recipient(record) {
            Ok(recipient) => {
                let key = recipient.key();
                match self.seen.get(&key) {
                    Some(first) => self.read.doubles.push((line, *first)),
                    None => {
                        self.seen.insert(key, line);
                        self.read.recipients.push((line, recipient));
                    }
                }
            }
            Err(why) => {
                let fields = record.iter().map(Content::from).collect();
                self.read.bad.push((line, BadLine { why: why.to_owned(), fields }));
            }
        }
    }

    fn recipient(&self, record: &csv::StringRecord) -> Result<Recipient, &'static str> {
        if record.iter().any(|field| MAX_FIELD_CHARS < field.chars().count()) {
            return Err("field-long");
        }
        let of = |wanted: Column| -> String {
            let fields = self.columns.iter().zip(record.iter());
            let found = fields.filter(|(column, _)| **column == Some(wanted)).map(|(_, field)| field);
            found.filter(|field| !field.is_empty()).collect::<Vec<_>>().join("\n")
        };
        let mail = of(Column::Mail);
        if !mail.is_empty() && !is_mail(&mail) {
            return Err("mail-form");
        }
        let town = [of(Column::Postcode), of(Column::Place)].into_iter().filter(|one| !one.is_empty());
        let town = town.collect::<Vec<_>>().join("  ");
        let street = of(Column::Address);
        let country = of(Column::Country);
        let lines = street.lines().chain(town.lines()).chain(country.lines());
        let lines: Vec<Content> =
            lines.map(str::trim).filter(|line| !line.is_empty()).map(Content::from).collect();
        if MAX_ADDRESS_LINES < lines.len() {
            return Err("address-lines");
        }
        // A country or a town alone brings no letter to anybody.
        let address = if street.is_empty() { vec![] } else { lines };
        if mail.is_empty() && address.is_empty() {
            return Err("no-address");
        }
        Ok(Recipient {
            name: Content::from(one_line(&of(Column::Name)).as_str()),
            mail: Some(Content::from(mail.as_str())).filter(|mail| !mail.is_empty()),
            address,
            language: self.language(&of(Column::Language))?,
            kind: self.kind(&of(Column::Kind))?,
        })
    }

    fn language(&self, word: &str) -> Result<FormLanguage, &'static str> {
        let word = word.to_lowercase();
        if word.is_empty() {
            return Ok(self.defaults.language);
        }
        let by_name = || match word.as_str() {
            "nederlands" | "dutch" | "néerlandais" | "niederländisch" => Some(FormLanguage::Nl),
            "engels" | "english" | "anglais" | "englisch" => Some(FormLanguage::En),
            "frans" | "french" | "français" | "französisch" => Some(FormLanguage::Fr),
            "duits" | "german" | "allemand" | "deutsch" => Some(FormLanguage::De),
            _ => None,
        };
        FormLanguage::of_tag(&word).or_else(by_name).ok_or("language")
    }

    fn kind(&self, word: &str) -> Result<String, &'static str> {
        if word.is_empty() {
            return Ok(KIND_CODES[0].to_owned());
        }
        let same = |name: &str| name.to_lowercase() == word.to_lowercase();
        let known = kinds(&self.defaults.kinds).into_iter().find(|kind| {
            same(kind) || FormLanguage::ALL.into_iter().any(|language| same(&kind_label(language, kind)))
        });
        known.ok_or("kind")
    }
}

impl Recipient {
    /// Returns what tells this person apart from others: two with the same are told once.
    pub fn key(&self) -> String {
        let plain = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        match &self.mail {
            Some(mail) => plain(mail.as_str()),
            None => {
                let lines = self.address.iter().map(|line| plain(line.as_str()).replace(' ', ""));
                format!("{}\n{}", plain(self.name.as_str()), lines.collect::<Vec<_>>().join("\n"))
            }
        }
    }
}

fn one_line(text: &str) -> String {
    text.split(char::is_control)
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns true for an address that a mail server takes: one `@`, nothing that ends a header or begins another address
/// (RFC 5321 §4.5.3.1 for the lengths). Quoted local parts and addresses beyond ASCII are left to letters on paper.
fn is_mail(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_local = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let is_label = |label: &str| {
        let is_inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
        (1..=63).contains(&label.len())
            && label.chars().all(is_inside)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let has_dots = |text: &str| !text.starts_with('.') && !text.ends_with('.') && !text.contains("..");
    (1..=64).contains(&local.len())
        && text.len() <= 254
        && local.chars().all(is_local)
        && has_dots(local)
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<ListRead, Refusal> {
        let defaults = ListDefaults { language: FormLanguage::Nl, kinds: vec!["Leerlingen".into()] };
        read_list(text.as_bytes(), &defaults)
    }

    #[test]
    fn a_list_gives_each_person_once_with_language_kind_and_address() {
        let text = "\u{feff}Naam;E-mailadres;Straat;Postcode;Plaats;Taal;Soort\r\n\
                    Piet Post;piet@waterveen.example;;;;;\r\n\
                    \"Post; Pia\";;\"Dorpsstraat 1\nbus 2\";1234 AB;Waterveen;fr;ouders en voogden\r\n\
                    P. Post;PIET@waterveen.example;;;;nl;staff\r\n\
                    Kim;kim@school.example;;;;Duits;leerlingen\r\n";
        let found = read(text).unwrap();
        assert_eq!((found.recipients.len(), found.bad.len()), (3, 0));
        assert_eq!(found.doubles, [(5, 2)], "by the mail address, whatever its case");
        let (line, pia) = &found.recipients[1];
        assert_eq!((*line, pia.name.as_str(), pia.kind.as_str()), (3, "Post; Pia", "guardian"));
        assert_eq!(pia.language, FormLanguage::Fr);
        let lines: Vec<_> = pia.address.iter().map(Content::as_str).collect();
        assert_eq!(lines, ["Dorpsstraat 1", "bus 2", "1234 AB  Waterveen"]);
        let (_, kim) = &found.recipients[2];
        assert_eq!((kim.language, kim.kind.as_str()), (FormLanguage::De, "Leerlingen"));
    }

    #[test]
    fn a_bad_line_is_named_by_its_number_and_kept() {
        let text = "naam,mail,plaats,taal,soort\n\
                    A,geen adres,,,\n\
                    B,,Waterveen,,\n\
                    C,c@x.example,,xx,\n\
                    D,d@x.example,,,marsmannen\n\
                    E,\"e@x.example\r\nBcc: f@x.example\",,,\n\
                    G,g@x.example,,,\n";
        let found = read(text).unwrap();
        let bad: Vec<_> = found.bad.iter().map(|(line, bad)| (*line, bad.why.as_str())).collect();
        assert_eq!(
            bad,
            [(2, "mail-form"), (3, "no-address"), (4, "language"), (5, "kind"), (6, "mail-form")]
        );
        assert_eq!(found.bad[0].1.fields[1].as_str(), "geen adres");
        assert_eq!(found.recipients.len(), 1);
    }

    #[test]
    fn a_list_that_cannot_be_used_says_why() {
        let code = |text: &[u8]| {
            let defaults = ListDefaults { language: FormLanguage::Nl, kinds: vec![] };
            read_list(text, &defaults).unwrap_err().code
        };
        assert_eq!(code(b"naam;mail\nJos\xe9;jose@x.example\n"), "list-encoding");
        assert_eq!(code(b"voornaam;telefoon\nA;1\n"), "list-header");
        assert_eq!(code(b"naam;mail\n"), "list-empty");
        assert_eq!(code(b""), "list-header");
        assert_eq!(code(&vec![b'a'; MAX_LIST_BYTES + 1]), "list-size");
        let many = format!("mail\n{}", "a@x.example\n".repeat(MAX_RECIPIENTS + 1));
        assert_eq!(code(many.as_bytes()), "list-rows");
    }

    #[test]
    fn addresses_that_would_reach_somebody_else_are_refused() {
        for good in ["a@b.nl", "a.b+c@sub.waterveen.example", "o'brien@x-y.example"] {
            assert!(is_mail(good), "{good}");
        }
        for bad in
            ["a@b", "@b.nl", "a@", "a b@c.nl", "a@b.nl,c@d.nl", "<a@b.nl>", "a@b..nl", "a@-b.nl", "é@b.nl"]
        {
            assert!(!is_mail(bad), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_line_is_lost(rows in proptest::collection::vec("[a-c@.;\"\n é]{0,12}", 0..20)) {
            let text = format!("naam;mail;adres\n{}", rows.join("\n"));
            let defaults = ListDefaults { language: FormLanguage::Nl, kinds: vec![] };
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(b';').flexible(true).from_reader(text.as_bytes());
            let n = reader.records().count();
            match read_list(text.as_bytes(), &defaults) {
                Ok(found) => {
                    prop_assert_eq!(found.recipients.len() + found.doubles.len() + found.bad.len(), n);
                }
                Err(refusal) => prop_assert!(n == 0 && refusal.code == "list-empty"),
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let defaults = ListDefaults { language: FormLanguage::Nl, kinds: vec![] };
            let _ = read_list(&bytes, &defaults);
        }
    }
}
