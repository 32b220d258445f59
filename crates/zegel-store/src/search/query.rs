//! What a person typed, parsed into terms; and the terms, written as an FTS5 expression.
//!
//! ```text
//! query  = any { "OR" any } ; any = { [ "-" ] term }          every term of a group must occur, a "-" term must not
//! term   = word | word "*" | '"' words '"'                     a prefix, or words in this order
//! ```
//! `OR` is written in capitals. Everything else, brackets and operators of FTS5 included, is text to search for. It
//! never fails on strange input but for a query that excludes without asking for anything. Every token is quoted, so
//! nothing that was typed is syntax to FTS5.

use zegel_model::{Content, DossierId, Refusal};

use crate::StoreError;
use crate::search::tokens::Tokenizer;

/// More terms than a person types; each costs a walk through the index.
pub const MAX_TERMS: usize = 64;
/// A longer query is refused before it is looked at.
pub const MAX_QUERY_BYTES: usize = 4_096;

/// What to look for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The words, in the small language of this module; empty finds every message that fits the rest.
    pub text: Content,
    /// Only messages whose sender's name contains these words.
    pub sender: Option<Content>,
    /// Only messages of this local day or later.
    pub from: Option<jiff::civil::Date>,
    /// Only messages of this local day or earlier.
    pub to: Option<jiff::civil::Date>,
    /// Only messages of records in this dossier.
    pub dossier: Option<DossierId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    /// Stems that must follow one another.
    Words(Vec<String>),
    /// A folded word that is the beginning of a word.
    Prefix(String),
}

/// Returns the FTS5 expression for a query text, or `None` when it asks for no word at all.
///
/// # Errors
/// `query-too-long`, `query-only-excludes`.
pub(crate) fn expression(text: &str) -> Result<Option<String>, StoreError> {
    if MAX_QUERY_BYTES < text.len() {
        return Err(refuse("query-too-long", "the question is too long", "ask with fewer words"));
    }
    let mut groups = vec![];
    let mut n_terms = 0;
    for group in split_groups(text) {
        let (wanted, unwanted) = terms(&group);
        n_terms += wanted.len() + unwanted.len();
        match (wanted.is_empty(), unwanted.is_empty()) {
            (true, true) => {}
            (true, false) => {
                return Err(refuse(
                    "query-only-excludes",
                    "the question only says what must not occur",
                    "add a word that must occur",
                ));
            }
            (false, _) => groups.push(print(&wanted, &unwanted)),
        }
    }
    if MAX_TERMS < n_terms {
        return Err(refuse("query-too-long", "the question has too many words", "ask with fewer words"));
    }
    Ok((!groups.is_empty()).then(|| groups.join(" OR ")))
}

fn refuse(code: &'static str, message: &str, remedy: &str) -> StoreError {
    StoreError::Refused(Refusal::new(code, message, remedy))
}

/// A piece of a query as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    text: String,
    is_quoted: bool,
    is_excluded: bool,
}

fn split_groups(text: &str) -> Vec<Vec<Piece>> {
    let mut groups = vec![vec![]];
    for piece in pieces(text) {
        if piece.text == "OR" && !piece.is_quoted && !piece.is_excluded {
            groups.push(vec![]);
        } else if let Some(group) = groups.last_mut() {
            group.push(piece);
        }
    }
    groups
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut found = vec![];
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let is_excluded = rest.starts_with('-') && rest[1..].starts_with(|c: char| !c.is_whitespace());
        if is_excluded {
            rest = &rest[1..];
        }
        // A quote that is never closed runs to the end.
        let (piece, is_quoted, after) = match rest.strip_prefix('"') {
            Some(quoted) => {
                let end = quoted.find('"').unwrap_or(quoted.len());
                (&quoted[..end], true, quoted.get(end + 1..).unwrap_or(""))
            }
            None => {
                let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
                (&rest[..end], false, &rest[end..])
            }
        };
        found.push(Piece { text: piece.to_owned(), is_quoted, is_excluded });
        rest = after.trim_start();
    }
    found
}

fn terms(group: &[Piece]) -> (Vec<Term>, Vec<Term>) {
    let tokenizer = Tokenizer::new();
    let (mut wanted, mut unwanted) = (vec![], vec![]);
    for piece in group {
        let terms = if piece.is_excluded { &mut unwanted } else { &mut wanted };
        let mut words = Tokenizer::fold(&piece.text);
        let prefix = if !piece.is_quoted && piece.text.ends_with('*') { words.pop() } else { None };
        if !words.is_empty() {
            terms.push(Term::Words(words.iter().map(|word| tokenizer.stem(word)).collect()));
        }
        terms.extend(prefix.map(Term::Prefix));
    }
    (wanted, unwanted)
}

fn print(wanted: &[Term], unwanted: &[Term]) -> String {
    let mut expression = wanted.iter().map(print_term).collect::<Vec<_>>().join(" AND ");
    for term in unwanted {
        expression = format!("({expression}) NOT {}", print_term(term));
    }
    format!("({expression})")
}

fn print_term(term: &Term) -> String {
    match term {
        Term::Words(stems) => format!("(stem : \"{}\")", stems.join(" ")),
        // Words that stemming left alone are in `stem`, those it changed are in `word`: together all of them.
        Term::Prefix(start) => format!("({{stem word}} : \"{start}\" *)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        expression(text).unwrap().unwrap_or_default()
    }

    #[test]
    fn words_are_stemmed_and_all_must_occur() {
        assert_eq!(of("De plannen"), r#"((stem : "de") AND (stem : "plan"))"#);
    }

    #[test]
    fn phrases_prefixes_and_exclusions_are_understood() {
        assert_eq!(of(r#""de plannen""#), r#"((stem : "de plan"))"#);
        assert_eq!(of("plan*"), r#"(({stem word} : "plan" *))"#);
        assert_eq!(of("plan -brief"), r#"(((stem : "plan")) NOT (stem : "brief"))"#);
        assert_eq!(of("plan OR brief"), r#"((stem : "plan")) OR ((stem : "brief"))"#);
    }

    #[test]
    fn operators_of_fts_are_only_words() {
        assert_eq!(of("NEAR(a b)"), r#"((stem : "near a") AND (stem : "b"))"#);
        assert_eq!(of("stem:x"), r#"((stem : "stem x"))"#);
        assert_eq!(of(r#"x" OR word : "y"#), r#"((stem : "x") AND (stem : "or word") AND (stem : "y"))"#);
    }

    #[test]
    fn nothing_to_ask_is_no_expression() {
        assert_eq!(expression(" ?! ").unwrap(), None);
        assert_eq!(expression("OR").unwrap(), None);
    }

    #[test]
    fn excluding_alone_is_refused() {
        let error = expression("-brief").unwrap_err();
        assert!(matches!(error, StoreError::Refused(refusal) if refusal.code == "query-only-excludes"));
    }

    #[test]
    fn a_query_that_is_too_long_is_refused() {
        assert!(expression(&"a ".repeat(65)).is_err());
        assert!(expression(&"a".repeat(MAX_QUERY_BYTES + 1)).is_err());
    }
}
