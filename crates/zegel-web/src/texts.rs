//! The texts of the pages: Fluent files, `texts/<language>/<area>.ftl`, one id in all three languages.
//!
//! A text is named by its id (`home-title`) or by an attribute of it (`problem-not-found.remedy`). Numbers that go in as numbers
//! choose the plural and are written as the language writes them. Invariant (tested): every id stands in every language with the
//! same variables, and every id that a template names exists.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::{Lang, format};

/// All texts, read once.
pub static TEXTS: LazyLock<Texts> = LazyLock::new(Texts::read);

#[derive(rust_embed::RustEmbed)]
#[folder = "texts/"]
struct Files;

/// The texts in all languages.
pub struct Texts {
    bundles: [FluentBundle<FluentResource>; 3],
}

impl Texts {
    fn read() -> Self {
        Self { bundles: Lang::ALL.map(bundle) }
    }

    /// Returns a text without variables.
    pub fn get(&self, lang: Lang, id: &str) -> String {
        self.format(lang, id, None)
    }

    /// Returns true when there is such a text.
    pub fn has(&self, lang: Lang, id: &str) -> bool {
        let (id, attribute) = split(id);
        self.bundles[lang as usize].get_message(id).is_some_and(|message| match attribute {
            Some(attribute) => message.get_attribute(attribute).is_some(),
            None => message.value().is_some(),
        })
    }

    /// Begins a text with variables; it is printed where it is shown.
    pub fn say<'a>(&'a self, lang: Lang, id: &'a str) -> Saying<'a> {
        Saying { texts: self, lang, id: Cow::Borrowed(id), args: FluentArgs::new() }
    }

    fn format(&self, lang: Lang, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = &self.bundles[lang as usize];
        let (name, attribute) = split(id);
        let found = bundle.get_message(name).and_then(|message| match attribute {
            Some(attribute) => message.get_attribute(attribute).map(|attribute| attribute.value()),
            None => message.value(),
        });
        // A missing text is a bug that a test catches; a reader sees its id, and not an empty place.
        let Some(pattern) = found else { return format!("[{id}]") };
        bundle.format_pattern(pattern, args, &mut vec![]).into_owned()
    }
}

fn split(id: &str) -> (&str, Option<&str>) {
    match id.split_once('.') {
        Some((id, attribute)) => (id, Some(attribute)),
        None => (id, None),
    }
}

fn bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let id: unic_langid::LanguageIdentifier =
        lang.code().parse().expect("the codes of Lang are language tags");
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Isolation marks (U+2068, U+2069) around every variable would end up in copied text and in searches.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Nl => |value, _| grouped(Lang::Nl, value),
        Lang::En => |value, _| grouped(Lang::En, value),
        Lang::Fr => |value, _| grouped(Lang::Fr, value),
    }));
    for (name, text) in files(lang) {
        let resource = FluentResource::try_new(text)
            .unwrap_or_else(|(_, errors)| unreachable!("texts/{name} is tested to parse: {errors:?}"));
        bundle
            .add_resource(resource)
            .unwrap_or_else(|errors| unreachable!("texts/{name} has ids twice: {errors:?}"));
    }
    bundle
}

fn grouped(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    // Counts are whole; what is not is left to Fluent.
    (number.value.fract() == 0.0 && 0.0 <= number.value).then(|| format::number(lang, number.value as u64))
}

/// Returns the name and text of each file of a language, in order of name.
pub fn files(lang: Lang) -> BTreeMap<String, String> {
    let of_lang = |name: &str| name.split('/').next() == Some(lang.code()) && name.ends_with(".ftl");
    Files::iter()
        .filter(|name| of_lang(name))
        .filter_map(|name| {
            let file = Files::get(&name)?;
            Some((name.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

/// Returns the file of a language and an area, e.g. `nl/sift.ftl`.
pub(crate) fn file(name: &str) -> Option<rust_embed::EmbeddedFile> {
    Files::get(name)
}

/// A text with its variables, ready to be printed.
pub struct Saying<'a> {
    texts: &'a Texts,
    lang: Lang,
    id: Cow<'a, str>,
    args: FluentArgs<'a>,
}

impl<'a> Saying<'a> {
    /// Fills a variable: text as it is, a number as the language writes it.
    #[must_use]
    pub fn with(mut self, name: &'a str, value: impl Into<Value<'a>>) -> Self {
        self.args.set(name, value.into().0);
        self
    }
}

/// The value of a variable.
pub struct Value<'a>(FluentValue<'a>);

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self(text.into())
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self(text.as_str().into())
    }
}

impl<'a> From<&&'a String> for Value<'a> {
    fn from(text: &&'a String) -> Self {
        Self(text.as_str().into())
    }
}

impl<'a> From<&&'a str> for Value<'a> {
    fn from(text: &&'a str) -> Self {
        Self((*text).into())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

macro_rules! counts {
    ($($kind:ty),+) => { $(
        impl From<$kind> for Value<'_> {
            fn from(n: $kind) -> Self { Self(n.into()) }
        }
        impl From<&$kind> for Value<'_> {
            fn from(n: &$kind) -> Self { Self((*n).into()) }
        }
        impl From<&&$kind> for Value<'_> {
            fn from(n: &&$kind) -> Self { Self((**n).into()) }
        }
    )+ };
}

// A macro, because templates hand in counts of every width, by value and by reference.
counts!(u8, u16, u32, u64, usize, i64);

impl fmt::Display for Saying<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.texts.format(self.lang, &self.id, Some(&self.args)))
    }
}

#[cfg(test)]
mod tests;
