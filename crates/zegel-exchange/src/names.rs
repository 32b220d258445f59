//! Names of files and folders in a package: safe on every system, unique whatever a disk thinks of case.
//!
//! The MDTO SIP forbids `< > : " / \ | ? * # &` and spaces; we keep letters, digits, `.`, `-` and `_` of any script, for the
//! rest of the world's disks forbids more. A name is never a title: titles stand in the metadata.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

/// The longest name, in bytes (the MDTO SIP says 255 characters; disks count bytes).
pub const NAME_BYTES_MAX: usize = 255;

/// What the MDTO SIP forbids in a name.
const FORBIDDEN: [char; 12] = ['<', '>', ':', '"', '/', '\\', '|', '?', '*', '#', '&', ' '];

/// Names that Windows keeps for itself, with any extension.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Makes a safe name of at most `n_bytes_max` bytes out of any text; what was safe stays as it is.
pub fn safe_name(wish: &str, n_bytes_max: usize) -> String {
    let mut name = String::new();
    for c in wish.nfc() {
        let is_kept = c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
        match is_kept {
            true => name.push(c),
            false if !name.ends_with('-') => name.push('-'),
            false => {}
        }
    }
    let name = name.trim_matches(['-', '.']);
    let name = if name.is_empty() { "naamloos" } else { name };
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let name = if RESERVED.contains(&stem.as_str()) { format!("_{name}") } else { name.to_owned() };
    shorten(&name, n_bytes_max)
}

/// Cuts the stem and keeps the extension.
fn shorten(name: &str, n_bytes_max: usize) -> String {
    if name.len() <= n_bytes_max {
        return name.to_owned();
    }
    let (stem, extension) = match name.rfind('.') {
        Some(at) if name.len() - at <= 16 => name.split_at(at),
        _ => (name, ""),
    };
    let room = n_bytes_max.saturating_sub(extension.len());
    let cut = stem
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take_while(|end| *end <= room)
        .last()
        .unwrap_or(0);
    let (kept, _) = stem.split_at(cut);
    format!("{}{extension}", kept.trim_end_matches(['-', '.']))
}

/// Says what is wrong with a name in an MDTO SIP; `None` when it is right.
pub fn name_problem(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("the name is empty");
    }
    if NAME_BYTES_MAX < name.chars().count() {
        return Some("the name is over 255 characters");
    }
    if name.contains(FORBIDDEN) {
        return Some("the name holds one of < > : \" / \\ | ? * # & or a space");
    }
    if name.contains(char::is_control) {
        return Some("the name holds a control character");
    }
    None
}

/// Returns the form in which two names are one on some disk: normalised, without case.
pub(crate) fn folded(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

/// Gives out names, each once.
#[derive(Debug, Default)]
pub(crate) struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// Makes a safe name that was not given out before; a number goes before the extension where needed.
    pub(crate) fn unique(&mut self, wish: &str, n_bytes_max: usize) -> String {
        let name = safe_name(wish, n_bytes_max);
        if self.taken.insert(folded(&name)) {
            return name;
        }
        let (stem, extension) = name.rfind('.').map_or((name.as_str(), ""), |at| name.split_at(at));
        for number in 2_u64.. {
            let end = format!("-{number}{extension}");
            let stem = shorten(stem, n_bytes_max.saturating_sub(end.len()));
            let name = format!("{stem}{end}");
            if self.taken.insert(folded(&name)) {
                return name;
            }
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_safe_name_stays_and_an_unsafe_one_becomes_safe() {
        assert_eq!(safe_name("messages.jsonl", 255), "messages.jsonl");
        assert_eq!(safe_name("../../etc/passwd", 255), "etc-passwd");
        assert_eq!(safe_name("Overleg <b>wethouder & raad</b>?.pdf", 255), "Overleg-b-wethouder-raad-b-.pdf");
        assert_eq!(safe_name("con.txt", 255), "_con.txt");
        assert_eq!(safe_name("\u{202E}fdp.exe", 255), "fdp.exe");
        assert_eq!(safe_name("👍", 255), "naamloos");
        assert_eq!(safe_name("Café", 255), "Café");
        assert_eq!(safe_name(&format!("{}.jpg", "a".repeat(300)), 30), format!("{}.jpg", "a".repeat(26)));
    }

    #[test]
    fn names_that_differ_in_case_or_form_only_are_told_apart() {
        let mut names = Names::default();
        let given: Vec<_> = ["IMG.jpg", "img.JPG", "Cafe\u{301}", "Café", "ＩＭＧ.jpg"]
            .iter()
            .map(|n| names.unique(n, 255))
            .collect();
        assert_eq!(given, ["IMG.jpg", "img-2.JPG", "Café", "Café-2", "ＩＭＧ-3.jpg"]);
    }

    proptest! {
        #[test]
        fn every_name_is_safe_short_and_stays_the_same_when_made_safe_again(wish in any::<String>(), max in 24usize..=255) {
            let name = safe_name(&wish, max);
            prop_assert_eq!(name_problem(&name), None);
            prop_assert!(name.len() <= max && crate::SafePath::new(name.clone()).is_ok());
            prop_assert_eq!(safe_name(&name, max), name);
        }

        #[test]
        fn no_name_is_given_out_twice(wishes in proptest::collection::vec("[aAbé.]{0,3}", 0..40)) {
            let mut names = Names::default();
            let mut seen = HashSet::new();
            for wish in &wishes {
                let name = names.unique(wish, 24);
                prop_assert!(seen.insert(folded(&name)), "{name} came twice");
            }
        }
    }
}
