//! Names of media: what is in the export, the day in a name, the serial number in a name.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::zip::fold;

/// The files of an export by name.
#[derive(Default)]
pub(crate) struct FileIndex {
    exact: HashMap<String, usize>,
    folded: HashMap<String, usize>,
}

impl FileIndex {
    /// Indexes names; of equal ones the first is found.
    pub(crate) fn new<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut index = Self::default();
        for (number, name) in names.enumerate() {
            let name = base_name(name);
            index.exact.entry(name.to_owned()).or_insert(number);
            index.folded.entry(fold(name)).or_insert(number);
        }
        index
    }

    /// Finds the file that a message names: by the very name, or by one that differs in case or normal form only.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        if self.exact.is_empty() {
            return None;
        }
        self.exact.get(name).or_else(|| self.folded.get(&fold(name))).copied()
    }
}

/// Returns a member's name without its folders.
pub(crate) fn base_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// Returns the day in a name: `IMG-20220502-WA0003.jpg`, `00000014-PHOTO-2022-05-02-16-17-01.jpg`,
/// `2015-08-04-PHOTO-00004762.jpg`.
pub(super) fn day_in(name: &str) -> Option<Date> {
    let bytes = name.as_bytes();
    if let Some(place) = name.find("-WA") {
        let digits = name.get(place.checked_sub(8)?..place)?;
        return day_of(digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?);
    }
    let kinds = ["-PHOTO-", "-VIDEO-", "-AUDIO-", "-STICKER-", "-GIF-"];
    let kind = kinds.into_iter().find_map(|kind| name.find(kind).map(|place| (place, kind.len())))?;
    let after = name.get(kind.0 + kind.1..).unwrap_or("");
    let before = name.get(..kind.0).unwrap_or("");
    let from = |text: &str| day_of(text.get(..4)?, text.get(5..7)?, text.get(8..10)?);
    debug_assert!(kind.0 < bytes.len());
    from(after).or_else(|| from(before))
}

fn day_of(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok()?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok().filter(|_| (2009..2100).contains(&year))
}

/// Returns the serial number in a name of iOS: its eight first digits.
pub(super) fn serial_of(name: &str) -> Option<u64> {
    let (digits, _) = name.split_once('-')?;
    (digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn names_tell_their_day_and_their_serial() {
        assert_eq!(day_in("IMG-20220327-WA0001.jpg"), Some(date(2022, 3, 27)));
        assert_eq!(day_in("00000014-PHOTO-2022-05-02-16-17-01.jpg"), Some(date(2022, 5, 2)));
        assert_eq!(day_in("2015-08-04-PHOTO-00004762.jpg"), Some(date(2015, 8, 4)));
        assert_eq!(day_in("é-WA.jpg"), None);
        assert_eq!(day_in("Raadsbrief.docx"), None);
        assert_eq!(serial_of("00000017-Name.pdf"), Some(17));
        assert_eq!(serial_of("IMG-20220327-WA0001.jpg"), None);
    }

    #[test]
    fn a_name_from_a_mac_is_found_by_the_name_in_the_message() {
        let index = FileIndex::new(["map/Cafe\u{301}.jpg", "b.pdf"].into_iter());
        assert_eq!(index.find("Caf\u{e9}.jpg"), Some(0));
        assert_eq!(index.find("B.PDF"), Some(1));
        assert_eq!(index.find("c.pdf"), None);
    }
}
