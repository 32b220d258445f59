//! Queries of five classes, drawn from the texts themselves, against the store and against the bare index.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use rusqlite::Connection;
use zegel_seal::{Identity, Keyring};
use zegel_store::{Query, Scope, Store, Tokenizer};
use zegel_testkit::Chance;

use crate::input::{Texts, read};
use crate::{cpu_seconds, index};

/// Queries in each class.
const N_QUERIES: usize = 80;
/// Results of a page.
const LIMIT: u32 = 20;

/// A query: the words, as one types them here and as FTS5 wants them.
struct Asked {
    ours: String,
    bare: String,
}

pub(crate) fn measure(archive: &Path, key: &Path, file: &Path, rounds: usize) -> Result<()> {
    let mut texts = Texts::default();
    read(file, &mut texts)?;
    let folder = tempfile::tempdir()?;
    let db = index::build(&folder.path().join("index.db"), &texts.0)?;
    let store = open(archive, key)?;
    let mut results: BTreeMap<&str, Vec<serde_json::Value>> = BTreeMap::new();
    for (class, queries) in draw(&texts.0)? {
        for round in 0..=rounds {
            let (mut ours, mut bare) = (Vec::new(), Vec::new());
            for asked in &queries {
                ours.push(time(|| ask(&store, &asked.ours))?);
                bare.push(time(|| ask_bare(&db, &asked.bare))?);
            }
            // The first round warms the caches up.
            if 0 < round {
                let round =
                    serde_json::json!({ "ours": percentiles(&mut ours), "bare": percentiles(&mut bare) });
                results.entry(class).or_default().push(round);
            }
        }
    }
    println!("{}", serde_json::to_string(&results)?);
    Ok(())
}

fn open(archive: &Path, key: &Path) -> Result<Store> {
    let text = std::fs::read_to_string(key).context("could not read the key")?;
    let line =
        text.lines().find(|line| line.starts_with("AGE-SECRET-KEY-")).context("the file holds no key")?;
    let identity: Identity = line.parse().context("the key is not a key")?;
    let keyring = Keyring::open(&identity, &Store::sealed_keyring(archive)?)?;
    Ok(Store::open(archive, &keyring, Box::new(zegel_seal::system_random))?)
}

fn ask(store: &Store, text: &str) -> Result<usize> {
    let query = Query { text: text.into(), ..Query::default() };
    let page = store.read(|view| view.search(&query, &Scope::All, None, LIMIT))?;
    Ok(page.hits.len())
}

fn ask_bare(db: &Connection, text: &str) -> Result<usize> {
    let mut ask =
        db.prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid DESC LIMIT ?2")?;
    let rows = ask.query_map((text, LIMIT), |row| row.get::<_, i64>(0))?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.len())
}

/// Processor milliseconds of one query, which must find something: fast and empty is no answer.
fn time(ask: impl FnOnce() -> Result<usize>) -> Result<f64> {
    let before = cpu_seconds()?;
    let n_found = ask()?;
    let spent = cpu_seconds()? - before;
    ensure!(0 < n_found, "a query whose words are in the texts found nothing");
    Ok(spent * 1000.0)
}

fn percentiles(milliseconds: &mut [f64]) -> serde_json::Value {
    milliseconds.sort_by(f64::total_cmp);
    let at = |part: f64| milliseconds[((milliseconds.len() - 1) as f64 * part).round() as usize];
    serde_json::json!({ "p50": at(0.5), "p99": at(0.99) })
}

/// Draws the queries of each class.
fn draw(texts: &[String]) -> Result<Vec<(&'static str, Vec<Asked>)>> {
    let counts = count(texts);
    let mut words: Vec<(&String, &u64)> = counts.iter().collect();
    words.sort();
    let mut chance = Chance::new(20);
    let mut of = |least: u64, most: u64| -> Result<Vec<String>> {
        let fitting: Vec<&String> =
            words.iter().filter(|(_, n)| (least..=most).contains(*n)).map(|(word, _)| *word).collect();
        ensure!(!fitting.is_empty(), "no word occurs {least} to {most} times");
        Ok((0..N_QUERIES).map(|_| fitting[chance.index(fitting.len())].clone()).collect())
    };
    let million = texts.len() as u64;
    let rare = of(1, 50)?;
    let medium = of(million / 1000, million / 100)?;
    let common = of(million / 20, million)?;
    let one = |word: &String| Asked { ours: word.clone(), bare: stems_of(word) };
    // The bare index holds stems alone: it finds a prefix only where the stem of the word begins like the word.
    let starts = medium.iter().map(|word| word.chars().take(4).collect::<String>());
    let prefixes = starts
        .zip(&medium)
        .filter(|(start, word)| stem_of(word).starts_with(start.as_str()))
        .map(|(start, _)| Asked { ours: format!("{start}*"), bare: format!("\"{start}\"*") });
    Ok(vec![
        ("a rare word", rare.iter().map(one).collect()),
        ("a medium word", medium.iter().map(one).collect()),
        ("a common word", common.iter().map(one).collect()),
        ("a phrase", phrases(texts)),
        ("a prefix", prefixes.collect()),
    ])
}

/// The words as the index keeps them, for FTS5 to find one behind the other.
fn stems_of(words: &str) -> String {
    format!("\"{}\"", stem_of(words).trim_end())
}

fn stem_of(words: &str) -> String {
    let mut stems = String::new();
    Tokenizer::new().push(words, &mut stems);
    stems
}

/// Two words that stand one behind the other in some message.
fn phrases(texts: &[String]) -> Vec<Asked> {
    let mut chance = Chance::new(21);
    let mut phrases = Vec::new();
    while phrases.len() < N_QUERIES {
        let words = leading_words(&texts[chance.index(texts.len())]);
        if words.len() < 4 {
            continue;
        }
        let first = chance.index(words.len() - 1);
        let phrase = format!("{} {}", words[first], words[first + 1]);
        phrases.push(Asked { ours: format!("\"{phrase}\""), bare: stems_of(&phrase) });
    }
    phrases
}

fn count(texts: &[String]) -> HashMap<String, u64> {
    let mut counts = HashMap::new();
    let long_enough = |word: &String| 3 < word.len();
    for word in texts.iter().flat_map(|text| leading_words(text)).filter(long_enough) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

/// The words from the start of a message up to the first that is not of letters alone: those are read alike by
/// every tokenizer, and stand side by side.
fn leading_words(text: &str) -> Vec<String> {
    let words = text.split(' ').map(|word| word.trim_matches(|letter: char| letter.is_ascii_punctuation()));
    let of_letters =
        |word: &&str| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_alphabetic());
    words.take_while(of_letters).map(str::to_lowercase).collect()
}
