//! Removes spans of a text for good: the characters are gone, one U+2588 stands in the place of each span.
//!
//! The mark is one character whatever the length of the span, so that the length tells nothing. What was removed
//! from the text is removed from the other fields of the message too (the source line, quotes, file names,
//! coordinates), because a reader of the package sees those as well. Nothing here decides *what* is removed.

use unicode_segmentation::UnicodeSegmentation;
use zegel_model::{Content, Ground, Message, REDACTION_MARK, Refusal, TextRedaction};

use crate::{error::refuse, matching::Pattern};

/// A span of a text in Unicode code points; `to` is not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first code point, counted from 0.
    pub from: u64,
    /// The code point after the last one.
    pub to: u64,
}

/// A span that is to be removed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// What is removed.
    pub span: Span,
    /// Why.
    pub ground: Ground,
}

/// A text after redaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedactedText {
    /// What is left, with one U+2588 per cut.
    pub text: Content,
    /// Where the marks stand in what is left.
    pub marks: Vec<TextRedaction>,
    /// What was removed from the original, in whole graphemes, sorted, not overlapping.
    pub cuts: Vec<Cut>,
}

/// Removes `cuts` from `text`; each is widened to whole graphemes, and those that overlap become one.
///
/// # Errors
/// `empty-span`, `span-outside-text`.
pub fn redact_text(text: &str, cuts: &[Cut]) -> Result<RedactedText, Refusal> {
    let n_chars = text.chars().count() as u64;
    for Cut { span: Span { from, to }, .. } in cuts {
        if to <= from {
            return refuse(
                "empty-span",
                format!("a span from {from} to {to}"),
                "let 'to' be higher than 'from'",
            );
        }
        if n_chars < *to {
            return refuse(
                "span-outside-text",
                format!("a span from {from} to {to} in a text of {n_chars} characters"),
                "count Unicode characters from 0; 'to' is the character after the last one",
            );
        }
    }
    let cuts = merge(widen(text, cuts));
    Ok(apply(text, cuts))
}

/// Widens each cut to the graphemes that it touches: half an emoji or a bare accent would tell what stood there.
fn widen(text: &str, cuts: &[Cut]) -> Vec<Cut> {
    let mut edges: Vec<u64> = Vec::new();
    let mut at = 0;
    for grapheme in text.graphemes(true) {
        edges.push(at);
        at += grapheme.chars().count() as u64;
    }
    edges.push(at);
    let before = |n: u64| edges.get(edges.partition_point(|&edge| edge <= n).saturating_sub(1)).copied();
    let after = |n: u64| edges.get(edges.partition_point(|&edge| edge < n)).copied();
    cuts.iter()
        .map(|cut| Cut {
            span: Span {
                from: before(cut.span.from).unwrap_or(cut.span.from),
                to: after(cut.span.to).unwrap_or(cut.span.to),
            },
            ground: cut.ground.clone(),
        })
        .collect()
}

/// Joins what overlaps, or touches on the same ground; of two grounds the one that begins first stays.
fn merge(mut cuts: Vec<Cut>) -> Vec<Cut> {
    cuts.sort_by_key(|cut| cut.span);
    let mut merged: Vec<Cut> = Vec::with_capacity(cuts.len());
    for cut in cuts {
        match merged.last_mut() {
            Some(last)
                if cut.span.from < last.span.to
                    || (cut.span.from == last.span.to && cut.ground == last.ground) =>
            {
                last.span.to = last.span.to.max(cut.span.to);
            }
            _ => merged.push(cut),
        }
    }
    merged
}

fn apply(text: &str, cuts: Vec<Cut>) -> RedactedText {
    let mut kept = String::with_capacity(text.len());
    let mut marks = Vec::with_capacity(cuts.len());
    let mut n_kept = 0;
    let mut at = 0;
    let mut chars = text.chars();
    for Cut { span, ground } in &cuts {
        let n_before = usize::try_from(span.from - at).unwrap_or(usize::MAX);
        kept.extend(chars.by_ref().take(n_before));
        n_kept += span.from - at;
        marks.push(TextRedaction { at: n_kept, ground: ground.clone() });
        kept.push(REDACTION_MARK);
        n_kept += 1;
        let n_removed = usize::try_from(span.to - span.from).unwrap_or(usize::MAX);
        chars.by_ref().take(n_removed).for_each(drop);
        at = span.to;
    }
    kept.extend(chars);
    RedactedText { text: kept.into(), marks, cuts }
}

/// Puts one U+2588 in the place of everything in `text` that `pattern` matches.
fn hide(text: &str, pattern: &Pattern) -> Option<String> {
    let ground = Ground { code: String::new(), label: String::new() };
    let cuts: Vec<_> =
        pattern.spans_in(text).into_iter().map(|span| Cut { span, ground: ground.clone() }).collect();
    if cuts.is_empty() {
        return None;
    }
    Some(apply(text, merge(widen(text, &cuts))).text.into_string())
}

/// Puts one U+2588 in the place of everything in a label (a title, a file name) that one of `patterns` matches.
pub(crate) fn hide_in(label: &Content, patterns: &[&Pattern]) -> Option<Content> {
    let mut hidden: Option<String> = None;
    for pattern in patterns {
        let now = hide(hidden.as_deref().unwrap_or(label.as_str()), pattern);
        hidden = now.or(hidden);
    }
    hidden.map(Content::from)
}

/// What is removed from one message.
#[derive(Debug, Default)]
pub(crate) struct MessageCuts<'a> {
    /// Spans of its text.
    pub text: Vec<Cut>,
    /// Texts that are removed wherever they stand in the message.
    pub everywhere: Vec<(&'a Pattern, &'a Ground)>,
    /// For each attachment, the name that stands in the place of its own, where that is hidden.
    pub names: Vec<Option<Content>>,
}

impl MessageCuts<'_> {
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.everywhere.is_empty() && self.names.iter().all(Option::is_none)
    }
}

/// A message after redaction.
#[derive(Debug)]
pub(crate) struct RedactedMessage {
    /// The message without what was removed.
    pub message: Message,
    /// Where the marks stand in its text.
    pub marks: Vec<TextRedaction>,
    /// What was removed from its text.
    pub cuts: Vec<Cut>,
}

/// Removes `cuts` from `message`; `None` when they touch nothing in it.
///
/// # Errors
/// As [`redact_text`].
pub(crate) fn redact_message(
    message: &Message,
    mut cuts: MessageCuts<'_>,
) -> Result<Option<RedactedMessage>, Refusal> {
    if cuts.is_empty() {
        return Ok(None);
    }
    for (pattern, ground) in &cuts.everywhere {
        let spans = pattern.spans_in(message.text.as_str());
        cuts.text.extend(spans.into_iter().map(|span| Cut { span, ground: (*ground).clone() }));
    }
    let text = redact_text(message.text.as_str(), &cuts.text)?;
    let removed = removed_patterns(message.text.as_str(), &text.cuts);
    let patterns: Vec<&Pattern> =
        cuts.everywhere.iter().map(|(pattern, _)| *pattern).chain(&removed).collect();

    let mut kept = message.clone();
    kept.text = text.text.clone();
    hide_names(&mut kept, &cuts.names, &patterns);
    hide_elsewhere(&mut kept, &patterns);
    hide_place(&mut kept, &text);
    if kept == *message {
        return Ok(None);
    }
    // The source line repeats texts and names: it may stay only where its own marks stand for what is gone.
    if !text.cuts.is_empty() || kept.attachments != message.attachments {
        kept.raw = None;
    }
    Ok(Some(RedactedMessage { message: kept, marks: text.marks, cuts: text.cuts }))
}

/// A removed text shorter than this is not looked for in the other fields: it would hit everywhere.
const MIN_REMOVED_CHARS: u64 = 3;

fn removed_patterns(text: &str, cuts: &[Cut]) -> Vec<Pattern> {
    let removed = cuts.iter().filter(|cut| MIN_REMOVED_CHARS <= cut.span.to - cut.span.from).map(|cut| {
        let from = usize::try_from(cut.span.from).unwrap_or(usize::MAX);
        let n = usize::try_from(cut.span.to - cut.span.from).unwrap_or(usize::MAX);
        text.chars().skip(from).take(n).collect::<String>()
    });
    // A span of spaces, or one longer than any name, gives no pattern and cannot stand in another field.
    removed.filter_map(|removed| Pattern::new(&removed).ok()).collect()
}

fn hide_names(kept: &mut Message, names: &[Option<Content>], patterns: &[&Pattern]) {
    for (i, attachment) in kept.attachments.iter_mut().enumerate() {
        match (names.get(i), &attachment.name) {
            (Some(Some(hidden)), _) => attachment.name = Some(hidden.clone()),
            (_, Some(name)) => attachment.name = hide_in(name, patterns).or_else(|| attachment.name.clone()),
            (_, None) => {}
        }
    }
}

/// Removes the patterns from the fields that repeat or carry a text: the source line, a quote, coordinates.
fn hide_elsewhere(kept: &mut Message, patterns: &[&Pattern]) {
    if let Some(quoted) = kept.quote.as_mut().and_then(|quote| quote.text.as_mut())
        && let Some(hidden) = hide_in(quoted, patterns)
    {
        *quoted = hidden;
    }
    if let Some(hidden) = kept.raw.as_ref().and_then(|raw| hide_in(raw, patterns)) {
        kept.raw = Some(hidden);
    }
    // Half a coordinate still tells the town, so a place goes as a whole.
    let hits = |degrees: &str| patterns.iter().any(|pattern| pattern.is_in(degrees));
    kept.location = kept.location.take().filter(|place| !hits(&place.latitude) && !hits(&place.longitude));
}

/// Removes the coordinates that the text of a location message no longer shows.
fn hide_place(kept: &mut Message, text: &RedactedText) {
    let shown = |degrees: &str| text.text.as_str().contains(degrees);
    let is_whole = text.cuts.is_empty();
    kept.location =
        kept.location.take().filter(|place| is_whole || (shown(&place.latitude) && shown(&place.longitude)));
}

/// Returns the name that stands in the place of a hidden file name: only its extension is left.
pub(crate) fn hidden_name(name: &Content) -> Content {
    let extension = name.as_str().rsplit_once('.').map(|(_, extension)| extension);
    let is_plain = |e: &&str| (1..=5).contains(&e.len()) && e.chars().all(|c| c.is_ascii_alphanumeric());
    match extension.filter(is_plain) {
        Some(extension) => format!("{REDACTION_MARK}.{extension}").into(),
        None => REDACTION_MARK.to_string().into(),
    }
}

/// Returns true when `kept` is `original` with some spans replaced by a mark each.
pub(crate) fn is_redaction_of(kept: &str, original: &str) -> bool {
    let mut pieces = kept.split(REDACTION_MARK);
    let Some(first) = pieces.next() else { return false };
    let Some(mut rest) = original.strip_prefix(first) else { return false };
    let Some(last) = pieces.next_back() else { return rest.is_empty() };
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = rest.get(at + piece.len()..).unwrap_or(""),
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests;
