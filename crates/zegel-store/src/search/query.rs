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

/// Finds the stems of the words that begin with a prefix.
pub(crate) type Expand<'e> = dyn FnMut(&str) -> Result<Vec<String>, StoreError> + 'e;

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
/// `expand` gives the stems of the known words that begin with a prefix and whose stem does not.
///
/// # Errors
/// `query-too-long`, `query-only-excludes`; those of `expand`.
pub(crate) fn expression(text: &str, expand: &mut Expand<'_>) -> Result<Option<String>, StoreError> {
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
            (false, _) => groups.push(print(&wanted, &unwanted, expand)?),
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

fn print(wanted: &[Term], unwanted: &[Term], expand: &mut Expand<'_>) -> Result<String, StoreError> {
    let wanted = wanted.iter().map(|term| print_term(term, expand)).collect::<Result<Vec<_>, _>>()?;
    let mut expression = wanted.join(" AND ");
    for term in unwanted {
        expression = format!("({expression}) NOT {}", print_term(term, expand)?);
    }
    Ok(format!("({expression})"))
}

fn print_term(term: &Term, expand: &mut Expand<'_>) -> Result<String, StoreError> {
    match term {
        Term::Words(stems) => Ok(format!("\"{}\"", stems.join(" "))),
        Term::Prefix(start) => {
            let mut alternatives = format!("\"{start}\" *");
            for stem in expand(start)? {
                alternatives += &format!(" OR \"{stem}\"");
            }
            Ok(format!("({alternatives})"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        expression(text, &mut |_| Ok(vec!["loop".to_owned()])).unwrap().unwrap_or_default()
    }

    fn refused(text: &str) -> &'static str {
        match expression(text, &mut |_| Ok(vec![])) {
            Err(StoreError::Refused(refusal)) => refusal.code,
            other => panic!("not refused: {other:?}"),
        }
    }

    #[test]
    fn words_are_stemmed_and_all_must_occur() {
        assert_eq!(of("De plannen"), r#"("de" AND "plan")"#);
    }

    #[test]
    fn phrases_prefixes_and_exclusions_are_understood() {
        assert_eq!(of(r#""de plannen""#), r#"("de plan")"#);
        assert_eq!(of("lop*"), r#"(("lop" * OR "loop"))"#);
        assert_eq!(of("plan -brief"), r#"(("plan") NOT "brief")"#);
        assert_eq!(of("plan OR brief"), r#"("plan") OR ("brief")"#);
    }

    #[test]
    fn operators_of_fts_are_only_words() {
        assert_eq!(of("NEAR(a b)"), r#"("near a" AND "b")"#);
        assert_eq!(of("stem:x"), r#"("stem x")"#);
        assert_eq!(of(r#"x" OR word : "y"#), r#"("x" AND "or word" AND "y")"#);
    }

    #[test]
    fn nothing_to_ask_is_no_expression() {
        assert_eq!(of(" ?! "), "");
        assert_eq!(of("OR"), "");
    }

    #[test]
    fn excluding_alone_is_refused() {
        assert_eq!(refused("-brief"), "query-only-excludes");
    }

    #[test]
    fn a_query_that_is_too_long_is_refused() {
        assert_eq!(refused(&"a ".repeat(65)), "query-too-long");
        assert_eq!(refused(&"a".repeat(MAX_QUERY_BYTES + 1)), "query-too-long");
    }
}
