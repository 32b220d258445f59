//! Writes the corpus where a person can look at it: `ZEGEL_KEEP_PRINTS=DIR cargo test look`.

use zegel_render::{Fonts, Pictures, Profile, document_pdf, letters_pdf, pdf};

use crate::{corpus, papers};

#[test]
fn the_corpus_can_be_kept_for_looking_at() {
    let Some(dir) = std::env::var_os("ZEGEL_KEEP_PRINTS").map(std::path::PathBuf::from) else { return };
    let fonts = Fonts::load(&Fonts::default_dirs()).unwrap();
    let mut pictures = Pictures::new();
    pictures.add("attachments/000001", &corpus::photo(600, 400));
    pictures.add("attachments/000002", &corpus::screenshot(320, 180));
    let list = [
        ("ordinary", corpus::ordinary()),
        ("scripts", corpus::scripts()),
        ("hostile", corpus::hostile()),
        ("many", corpus::many(300)),
    ];
    for (name, transcript) in list {
        let bytes = pdf(&transcript, &pictures, Profile::A2a, &fonts).unwrap();
        std::fs::write(dir.join(name).with_extension("pdf"), bytes).unwrap();
        std::fs::write(dir.join(name).with_extension("txt"), zegel_render::text(&transcript)).unwrap();
        std::fs::write(dir.join(name).with_extension("html"), zegel_render::html(&transcript)).unwrap();
    }
    for (name, document) in [("paper", papers::every_block()), ("paper-hostile", papers::hostile())] {
        let bytes = document_pdf(&document, Profile::A2a, &fonts).unwrap();
        std::fs::write(dir.join(name).with_extension("pdf"), bytes).unwrap();
    }
    std::fs::write(dir.join("letters.pdf"), letters_pdf(&papers::letters(3), &fonts).unwrap()).unwrap();
}
