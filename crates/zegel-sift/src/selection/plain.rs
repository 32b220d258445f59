//! The form of a selection for people: one line per rule.
//!
//! ```text
//! # Everything about the bridge, but not the birthday.
//! regime select-in policy "Beleid chatberichten" date 2026-01-01
//! keep 12-40,77
//! keep sender "Jan de Vries" from 2026-01-01 to 2026-02-01
//! drop search "verjaardag"
//! redact 12 from 3 to 8 ground private
//! redact text "0612345678" in 1-100 ground private
//! picture "IMG-1.jpg" box 10,20,100,50 ground private
//! strip "IMG-2.jpg" ground private
//! hide-name "Jan.pdf" ground private
//! alt "IMG-1.jpg" "Tekening van de brug"
//! hide-title ground private
//! ground private
//! ```

use zegel_model::{Content, Refusal, Regime, RegimeKind};

use super::{AttachmentRule, Condition, Redaction, Rule, Selection, SpanRedaction, TextRedactionRule};
use crate::picture::Region;

pub(super) fn parse(text: &str) -> Result<Selection, Refusal> {
    let mut selection = Selection::default();
    for (number, line) in (1..).zip(text.lines()) {
        let mut words = Words::of(line, number)?;
        if let Some(word) = words.next() {
            parse_line(&word, &mut words, &mut selection)?;
            words.end()?;
        }
    }
    Ok(selection)
}

fn parse_line(verb: &str, words: &mut Words, selection: &mut Selection) -> Result<(), Refusal> {
    match verb {
        "regime" => selection.regime = Some(regime(words)?),
        "keep" => selection.rules.push(Rule::Keep(condition(words)?)),
        "drop" => selection.rules.push(Rule::Drop(condition(words)?)),
        "redact" => selection.redact.push(redaction(words)?),
        "picture" => {
            let rule = attachment(words.need()?, selection);
            while words.skip("box") {
                rule.regions.push(region(&words.need()?).ok_or_else(|| words.bad())?);
            }
            rule.ground = Some(words.ground()?);
        }
        "strip" => {
            let rule = attachment(words.need()?, selection);
            rule.strip_metadata = true;
            rule.ground = Some(words.ground()?);
        }
        "hide-name" => {
            let rule = attachment(words.need()?, selection);
            rule.hide_name = true;
            rule.ground = Some(words.ground()?);
        }
        "alt" => {
            let rule = attachment(words.need()?, selection);
            rule.alt = Some(words.need()?.into());
        }
        "hide-title" => selection.hide_title = Some(words.ground()?),
        "ground" => selection.not_kept = Some(words.need()?),
        _ => return Err(words.bad()),
    }
    Ok(())
}

fn regime(words: &mut Words) -> Result<Regime, Refusal> {
    let kind = match words.need()?.as_str() {
        "select-in" => RegimeKind::SelectIn,
        "select-out" => RegimeKind::SelectOut,
        _ => return Err(words.bad()),
    };
    words.expect("policy")?;
    let policy = words.need()?;
    words.expect("date")?;
    let policy_date = words.need()?.parse().map_err(|_| words.bad())?;
    Ok(Regime { kind, policy, policy_date })
}

fn condition(words: &mut Words) -> Result<Condition, Refusal> {
    let mut condition = Condition::default();
    while let Some(word) = words.next() {
        match word.as_str() {
            "all" => condition.all = true,
            "sender" => condition.sender.push(words.need()?.into()),
            "from" => condition.from = Some(words.need()?),
            "to" => condition.to = Some(words.need()?),
            "search" => condition.search = Some(words.need()?.into()),
            "kind" => {
                let kind = serde_json::Value::String(words.need()?);
                condition.kinds.push(serde_json::from_value(kind).map_err(|_| words.bad())?);
            }
            positions => condition.positions = Some(positions.parse()?),
        }
    }
    Ok(condition)
}

fn redaction(words: &mut Words) -> Result<Redaction, Refusal> {
    if words.skip("text") {
        let text: Content = words.need()?.into();
        let positions = if words.skip("in") { Some(words.need()?.parse()?) } else { None };
        return Ok(Redaction::Everywhere(TextRedactionRule { text, positions, ground: words.ground()? }));
    }
    let position = words.number()?;
    words.expect("from")?;
    let from = words.number()?;
    words.expect("to")?;
    let to = words.number()?;
    Ok(Redaction::Span(SpanRedaction { position, from, to, ground: words.ground()? }))
}

/// Returns the rule for the attachment of that name, which several lines may fill.
fn attachment(name: String, selection: &mut Selection) -> &mut AttachmentRule {
    let name = Content::from(name);
    let rules = &mut selection.attachments;
    let at = rules.iter().position(|rule| rule.name == name).unwrap_or(rules.len());
    if at == rules.len() {
        rules.push(AttachmentRule {
            name,
            regions: Vec::new(),
            strip_metadata: false,
            hide_name: false,
            alt: None,
            ground: None,
        });
    }
    &mut rules[at]
}

fn region(text: &str) -> Option<Region> {
    let numbers: Vec<u32> = text.split(',').map(|n| n.trim().parse().ok()).collect::<Option<_>>()?;
    match numbers[..] {
        [x, y, width, height] => Some(Region { x, y, width, height }),
        _ => None,
    }
}

/// The words of one line; a text in quotes is one word.
struct Words {
    words: std::iter::Peekable<std::vec::IntoIter<String>>,
    line: usize,
}

impl Words {
    fn of(line: &str, number: usize) -> Result<Self, Refusal> {
        let mut words = Vec::new();
        let mut chars = line.chars().peekable();
        while let Some(&c) = chars.peek() {
            match c {
                '#' => break,
                '"' => {
                    chars.next();
                    words.push(quoted(&mut chars).ok_or_else(|| bad_line(number))?);
                }
                c if c.is_whitespace() => {
                    chars.next();
                }
                _ => words.push(std::iter::from_fn(|| chars.next_if(|c| !c.is_whitespace())).collect()),
            }
        }
        Ok(Self { words: words.into_iter().peekable(), line: number })
    }

    fn next(&mut self) -> Option<String> {
        self.words.next()
    }

    fn need(&mut self) -> Result<String, Refusal> {
        self.words.next().ok_or_else(|| self.bad())
    }

    fn number(&mut self) -> Result<u64, Refusal> {
        self.need()?.parse().map_err(|_| self.bad())
    }

    fn skip(&mut self, word: &str) -> bool {
        self.words.next_if(|next| next == word).is_some()
    }

    fn expect(&mut self, word: &str) -> Result<(), Refusal> {
        if self.skip(word) { Ok(()) } else { Err(self.bad()) }
    }

    fn ground(&mut self) -> Result<String, Refusal> {
        self.expect("ground")?;
        self.need()
    }

    fn end(&mut self) -> Result<(), Refusal> {
        if self.words.peek().is_none() { Ok(()) } else { Err(self.bad()) }
    }

    fn bad(&self) -> Refusal {
        bad_line(self.line)
    }
}

fn bad_line(number: usize) -> Refusal {
    Refusal::new(
        "bad-selection",
        format!("line {number} of the selection cannot be read"),
        "compare it with docs/formats/submission.md",
    )
}

/// Reads up to the closing quote; `\"` and `\\` stand for themselves.
fn quoted(chars: &mut impl Iterator<Item = char>) -> Option<String> {
    let mut word = String::new();
    loop {
        match chars.next()? {
            '"' => return Some(word),
            '\\' => word.push(chars.next()?),
            c => word.push(c),
        }
    }
}
