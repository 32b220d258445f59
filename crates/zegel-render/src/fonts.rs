//! Finds the fonts and reads them: only the files that a text needs, once, with their hashes.
//!
//! Fonts are not built in: 30 MB in every program would be a bad bargain, and an archive wants to say which
//! files it used. Same fonts, same transcript: same bytes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use krilla::text::Font;
use sha2::{Digest, Sha256};

use crate::error::RenderError;
use crate::transcript::{Fact, Transcript};

/// The style that a face serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Style {
    Regular,
    Bold,
    Italic,
}

/// What kind of characters a face is asked for first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Text,
    Emoji,
}

struct Wanted {
    family: &'static str,
    package: &'static str,
    files: &'static [&'static str],
    index: u32,
    style: Style,
    role: Role,
    required: bool,
    /// Code points that make the face worth reading; the worker leaves other faces on the disk.
    from: &'static [(u32, u32)],
}

const CORE: &str = "fonts-noto-core";
const ALWAYS: &[(u32, u32)] = &[];

const fn text(family: &'static str, files: &'static [&'static str], style: Style) -> Wanted {
    Wanted { family, package: CORE, files, index: 0, style, role: Role::Text, required: true, from: ALWAYS }
}

const fn script(family: &'static str, files: &'static [&'static str], from: &'static [(u32, u32)]) -> Wanted {
    Wanted {
        family,
        package: CORE,
        files,
        index: 0,
        style: Style::Regular,
        role: Role::Text,
        required: false,
        from,
    }
}

const fn bold(family: &'static str, files: &'static [&'static str], from: &'static [(u32, u32)]) -> Wanted {
    Wanted {
        family,
        package: CORE,
        files,
        index: 0,
        style: Style::Bold,
        role: Role::Text,
        required: false,
        from,
    }
}

const ARABIC: &[(u32, u32)] =
    &[(0x600, 0x6ff), (0x750, 0x77f), (0x870, 0x8ff), (0xfb50, 0xfdff), (0xfe70, 0xfeff)];
const HEBREW: &[(u32, u32)] = &[(0x590, 0x5ff), (0xfb1d, 0xfb4f)];
const DEVANAGARI: &[(u32, u32)] = &[(0x900, 0x97f), (0xa8e0, 0xa8ff), (0x1cd0, 0x1cff)];
const THAI: &[(u32, u32)] = &[(0xe00, 0xe7f)];
const CJK: &[(u32, u32)] = &[
    (0x1100, 0x11ff),
    (0x2e80, 0x312f),
    (0x3130, 0xa4cf),
    (0xa960, 0xd7ff),
    (0xf900, 0xfaff),
    (0xfe30, 0xfe4f),
    (0xff00, 0xffef),
    (0x20000, 0x3ffff),
];
const SYMBOLS: &[(u32, u32)] = &[(0x2070, 0x2bff), (0x1f000, 0x1fbff), (0x3200, 0x33ff), (0x4dc0, 0x4dff)];
/// Keycaps, what is an emoji by itself, and the selector that makes one of anything else.
const EMOJI: &[(u32, u32)] = &[
    (0x20e0, 0x20ff),
    (0x2300, 0x23ff),
    (0x25e0, 0x27bf),
    (0x2b00, 0x2b5f),
    (0xfe00, 0xfe0f),
    (0x1f000, 0x1faff),
];

/// The order is the order of preference among faces of one style.
const WANTED: &[Wanted] = &[
    text("Noto Sans", &["NotoSans-Regular.ttf", "NotoSans-Regular.otf"], Style::Regular),
    text("Noto Sans Bold", &["NotoSans-Bold.ttf", "NotoSans-Bold.otf"], Style::Bold),
    text("Noto Sans Italic", &["NotoSans-Italic.ttf", "NotoSans-Italic.otf"], Style::Italic),
    Wanted {
        family: "Noto Color Emoji",
        package: "fonts-noto-color-emoji",
        files: &["NotoColorEmoji.ttf"],
        index: 0,
        style: Style::Regular,
        role: Role::Emoji,
        required: true,
        from: EMOJI,
    },
    // Naskh reads better in running text than the sans of the same family.
    script("Noto Naskh Arabic", &["NotoNaskhArabic-Regular.ttf", "NotoSansArabic-Regular.ttf"], ARABIC),
    bold("Noto Naskh Arabic Bold", &["NotoNaskhArabic-Bold.ttf", "NotoSansArabic-Bold.ttf"], ARABIC),
    script("Noto Sans Hebrew", &["NotoSansHebrew-Regular.ttf"], HEBREW),
    bold("Noto Sans Hebrew Bold", &["NotoSansHebrew-Bold.ttf"], HEBREW),
    script("Noto Sans Devanagari", &["NotoSansDevanagari-Regular.ttf"], DEVANAGARI),
    bold("Noto Sans Devanagari Bold", &["NotoSansDevanagari-Bold.ttf"], DEVANAGARI),
    script("Noto Sans Thai", &["NotoSansThai-Regular.ttf"], THAI),
    bold("Noto Sans Thai Bold", &["NotoSansThai-Bold.ttf"], THAI),
    script("Noto Sans Armenian", &["NotoSansArmenian-Regular.ttf"], &[(0x530, 0x58f)]),
    script("Noto Sans Syriac", &["NotoSansSyriac-Regular.ttf"], &[(0x700, 0x74f)]),
    script("Noto Sans Thaana", &["NotoSansThaana-Regular.ttf"], &[(0x780, 0x7bf)]),
    script("Noto Sans Bengali", &["NotoSansBengali-Regular.ttf"], &[(0x980, 0x9ff)]),
    script("Noto Sans Gurmukhi", &["NotoSansGurmukhi-Regular.ttf"], &[(0xa00, 0xa7f)]),
    script("Noto Sans Gujarati", &["NotoSansGujarati-Regular.ttf"], &[(0xa80, 0xaff)]),
    script("Noto Sans Oriya", &["NotoSansOriya-Regular.ttf"], &[(0xb00, 0xb7f)]),
    script("Noto Sans Tamil", &["NotoSansTamil-Regular.ttf"], &[(0xb80, 0xbff)]),
    script("Noto Sans Telugu", &["NotoSansTelugu-Regular.ttf"], &[(0xc00, 0xc7f)]),
    script("Noto Sans Kannada", &["NotoSansKannada-Regular.ttf"], &[(0xc80, 0xcff)]),
    script("Noto Sans Malayalam", &["NotoSansMalayalam-Regular.ttf"], &[(0xd00, 0xd7f)]),
    script("Noto Sans Sinhala", &["NotoSansSinhala-Regular.ttf"], &[(0xd80, 0xdff)]),
    script("Noto Sans Lao", &["NotoSansLao-Regular.ttf"], &[(0xe80, 0xeff)]),
    script("Noto Serif Tibetan", &["NotoSerifTibetan-Regular.ttf"], &[(0xf00, 0xfff)]),
    script("Noto Sans Myanmar", &["NotoSansMyanmar-Regular.ttf"], &[(0x1000, 0x109f)]),
    script("Noto Sans Georgian", &["NotoSansGeorgian-Regular.ttf"], &[(0x10a0, 0x10ff), (0x1c90, 0x1cbf)]),
    script("Noto Sans Ethiopic", &["NotoSansEthiopic-Regular.ttf"], &[(0x1200, 0x139f), (0x2d80, 0x2ddf)]),
    script("Noto Sans Khmer", &["NotoSansKhmer-Regular.ttf"], &[(0x1780, 0x17ff), (0x19e0, 0x19ff)]),
    script("Noto Sans Mongolian", &["NotoSansMongolian-Regular.ttf"], &[(0x1800, 0x18af)]),
    script("Noto Sans Tifinagh", &["NotoSansTifinagh-Regular.ttf"], &[(0x2d30, 0x2d7f)]),
    script("Noto Sans Symbols", &["NotoSansSymbols-Regular.ttf"], SYMBOLS),
    script("Noto Sans Symbols 2", &["NotoSansSymbols2-Regular.ttf"], SYMBOLS),
    script("Noto Sans Math", &["NotoSansMath-Regular.ttf"], &[(0x2100, 0x2bff), (0x1d400, 0x1d7ff)]),
    Wanted {
        family: "Noto Sans CJK",
        package: "fonts-noto-cjk",
        files: &["NotoSansCJK-Regular.ttc"],
        // The third face of the collection has the forms of mainland China; all hold every character.
        index: 2,
        style: Style::Regular,
        role: Role::Text,
        required: false,
        from: CJK,
    },
];

/// A font file that was found; it is read when a text first needs it.
pub(crate) struct FontFile {
    pub(crate) path: PathBuf,
    wanted: &'static Wanted,
    data: OnceLock<Arc<Vec<u8>>>,
    printing: OnceLock<Option<Font>>,
    hash: OnceLock<Option<FontHash>>,
}

impl FontFile {
    /// Returns the hash of the file, computed once; `None` when it cannot be read any more.
    fn hash(&self) -> Option<&FontHash> {
        let compute = || {
            let name = self.path.file_name()?.to_string_lossy().into_owned();
            Some(FontHash { file: name, sha256: hex::encode(Sha256::digest(self.data().ok()?.as_slice())) })
        };
        self.hash.get_or_init(compute).as_ref()
    }

    pub(crate) fn style(&self) -> Style {
        self.wanted.style
    }

    pub(crate) fn role(&self) -> Role {
        self.wanted.role
    }

    pub(crate) fn index(&self) -> u32 {
        self.wanted.index
    }

    /// Returns the bytes, read once.
    pub(crate) fn data(&self) -> Result<&Arc<Vec<u8>>, RenderError> {
        if let Some(data) = self.data.get() {
            return Ok(data);
        }
        let unreadable = |source| RenderError::FontUnreadable { path: self.path.clone(), source };
        let data = std::fs::read(&self.path).map_err(unreadable)?;
        if skrifa::FontRef::from_index(&data, self.wanted.index).is_err() {
            return Err(RenderError::FontDamaged { path: self.path.clone() });
        }
        Ok(self.data.get_or_init(|| Arc::new(data)))
    }

    /// Returns the font as the writer of the file wants it. It hashes the whole file, hence only once.
    pub(crate) fn printing(&self) -> Option<Font> {
        let make = || Font::new(Arc::clone(self.data().ok()?).into(), self.wanted.index);
        self.printing.get_or_init(make).clone()
    }

    fn is_needed(&self, used: &Used) -> bool {
        self.wanted.from.is_empty() || used.any(self.wanted.from)
    }
}

/// The fonts of a print: found once, each file read once, when a text first needs it.
pub struct Fonts {
    files: Vec<FontFile>,
}

/// Which font file was used.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FontHash {
    /// Name of the file, without its folder.
    file: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    sha256: String,
}

impl Fonts {
    /// Finds each font in the first of `dirs` that has it.
    ///
    /// # Errors
    /// A family that no document can do without is missing, or cannot be read, or is not a font.
    pub fn load(dirs: &[PathBuf]) -> Result<Self, RenderError> {
        let mut files = Vec::new();
        for wanted in WANTED {
            match find(dirs, wanted.files) {
                Some(path) => {
                    files.push(FontFile {
                        path,
                        wanted,
                        data: OnceLock::new(),
                        printing: OnceLock::new(),
                        hash: OnceLock::new(),
                    });
                }
                None if wanted.required => {
                    return Err(RenderError::FontMissing {
                        family: wanted.family,
                        package: wanted.package,
                        searched: dirs.to_vec(),
                    });
                }
                None => {}
            }
        }
        let fonts = Self { files };
        fonts
            .files
            .iter()
            .filter(|file| file.wanted.from.is_empty())
            .try_for_each(|file| file.data().map(drop))?;
        Ok(fonts)
    }

    /// Reads the files that these characters may need, and returns them in order of preference.
    pub(crate) fn needed(&self, used: &Used) -> Result<Vec<&FontFile>, RenderError> {
        let needed: Vec<&FontFile> = self.files.iter().filter(|file| file.is_needed(used)).collect();
        needed.iter().try_for_each(|file| file.data().map(drop))?;
        Ok(needed)
    }

    /// Returns where fonts are looked for: `ZEGEL_FONT_DIR`, `fonts` beside the program, the folders of Debian.
    pub fn default_dirs() -> Vec<PathBuf> {
        let own = std::env::var_os("ZEGEL_FONT_DIR").map(PathBuf::from);
        let program = std::env::current_exe().ok();
        let beside = program.as_deref().and_then(Path::parent).map(|dir| dir.join("fonts"));
        let system =
            ["/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto"]
                .map(PathBuf::from);
        own.into_iter().chain(beside).chain(system).collect()
    }

    /// Returns rows for the provenance: the hash of each file that this transcript may need, under a label of the
    /// caller's language.
    ///
    /// # Errors
    /// A file cannot be read or is not a font.
    pub fn provenance(&self, label: &str, transcript: &Transcript) -> Result<Vec<Fact>, RenderError> {
        let needed = self.needed(&Used::of(transcript))?;
        let fact = |hash: &FontHash| Fact::new(label, format!("{} {}", hash.file, hash.sha256));
        Ok(needed.into_iter().filter_map(FontFile::hash).map(fact).collect())
    }
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.files.iter().map(|file| &file.path)).finish()
    }
}

/// Which blocks of 32 code points a document uses.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Used(Vec<u64>);

impl Used {
    const BLOCK: u32 = 32;

    /// Looks at every text that a print shows.
    pub(crate) fn of(transcript: &Transcript) -> Self {
        // The plain text print shows the same texts as every other print.
        Self::of_text(&crate::text::text(transcript))
    }

    /// Looks at every text that is to be printed; JSON leaves their characters as they are.
    pub(crate) fn of_json(printed: &impl serde::Serialize) -> Result<Self, RenderError> {
        Ok(Self::of_text(&String::from_utf8_lossy(&crate::worker::json(printed)?)))
    }

    /// Looks at the characters of a text.
    fn of_text(text: &str) -> Self {
        let mut used = Self(vec![0; (0x11_0000 / Self::BLOCK / 64) as usize + 1]);
        used.add(text);
        used
    }

    fn add(&mut self, text: &str) {
        if text.is_ascii() {
            return;
        }
        for c in text.chars() {
            let block = u32::from(c) / Self::BLOCK;
            if let Some(word) = self.0.get_mut((block / 64) as usize) {
                *word |= 1 << (block % 64);
            }
        }
    }

    fn any(&self, ranges: &[(u32, u32)]) -> bool {
        let has =
            |block: u32| self.0.get((block / 64) as usize).is_some_and(|word| word >> (block % 64) & 1 == 1);
        ranges.iter().any(|(first, last)| (first / Self::BLOCK..=last / Self::BLOCK).any(has))
    }
}

fn find(dirs: &[PathBuf], files: &[&str]) -> Option<PathBuf> {
    files.iter().flat_map(|file| dirs.iter().map(move |dir| dir.join(file))).find(|path| path.is_file())
}
