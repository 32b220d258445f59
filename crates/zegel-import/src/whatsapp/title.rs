//! The name of the chat out of the name of the file, and the language in which the phone named it.

/// What stands before the name, with its language; the longest that fits wins.
const BEFORE: &[(&str, &str)] = &[
    ("WhatsApp-chat met ", "nl"),
    ("WhatsApp Chat met ", "nl"),
    ("WhatsApp-gesprek met ", "nl"),
    ("WhatsApp-chat - ", ""),
    ("WhatsApp Chat with ", "en"),
    ("WhatsApp Chat - ", ""),
    ("WhatsApp Chat mit ", "de"),
    ("WhatsApp-Chat mit ", "de"),
    ("Chat de WhatsApp con ", "es"),
    ("Chat de WhatsApp - ", "es"),
    ("Discussion WhatsApp avec ", "fr"),
    ("Discussion WhatsApp - ", "fr"),
    ("Chat WhatsApp con ", "it"),
    ("Chat WhatsApp - ", ""),
    ("Conversa do WhatsApp com ", "pt"),
    ("Conversa do WhatsApp - ", "pt"),
    ("Чат WhatsApp с контактом ", "ru"),
    ("Чат WhatsApp с ", "ru"),
    ("Чат WhatsApp із ", "uk"),
    ("Chat WhatsApp s uživatelem ", "cs"),
    ("Czat WhatsApp z ", "pl"),
    ("Chat WhatsApp dengan ", "id"),
    ("WhatsApp-chatt med ", "sv"),
    ("WhatsApp-chat med ", "da"),
];

/// What stands behind the name.
const BEHIND: &[(&str, &str)] =
    &[(" ile WhatsApp Sohbeti", "tr"), ("とのWhatsAppチャット", "ja"), ("과(와)의 WhatsApp 대화", "ko")];

/// Returns the name of the chat and the language, where the name of a file has a form that the app gives.
pub(super) fn title_of(file_name: &str) -> Option<(&str, Option<&'static str>)> {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let mut stem = name;
    // `.zip.zip` was seen, and mail programs add a second ending.
    while let Some(shorter) =
        [".zip", ".txt", ".ZIP", ".TXT"].iter().find_map(|ending| stem.strip_suffix(ending))
    {
        stem = shorter;
    }
    let stem = without_copy_number(stem);
    let language = |lang: &'static str| (!lang.is_empty()).then_some(lang);
    let before = BEFORE.iter().find_map(|(text, lang)| Some((stem.strip_prefix(text)?, language(lang))));
    let behind = || BEHIND.iter().find_map(|(text, lang)| Some((stem.strip_suffix(text)?, language(lang))));
    before.or_else(behind).filter(|(title, _)| !title.trim().is_empty())
}

/// Takes ` (1)` off, which browsers add to a second download.
fn without_copy_number(stem: &str) -> &str {
    let cut = stem.strip_suffix(')').and_then(|inner| inner.rsplit_once(" ("));
    match cut {
        Some((before, number))
            if !number.is_empty() && number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            before
        }
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_of_the_app_give_the_title() {
        for (name, title, language) in [
            ("WhatsApp-chat met Kernteam.txt", "Kernteam", Some("nl")),
            ("WhatsApp Chat - Kernteam.zip", "Kernteam", None),
            ("WhatsApp Chat with Alice (1).zip", "Alice", Some("en")),
            ("WhatsApp Chat with Alice.zip.zip", "Alice", Some("en")),
            ("Kees (Griffie) ile WhatsApp Sohbeti.txt", "Kees (Griffie)", Some("tr")),
        ] {
            assert_eq!(title_of(name), Some((title, language)), "{name}");
        }
        assert_eq!(title_of("_chat.txt"), None);
        assert_eq!(title_of("notities.txt"), None);
    }
}
