//! Papers and cards.

use std::fmt::Write;

use crate::Chance;

/// Writes a letter of one page. PDF 1.4 with one of the fonts that every viewer has.
pub fn document(seed: u64) -> Vec<u8> {
    let mut chance = Chance::new(seed);
    let lines = [
        "Gemeente Waterveen".to_owned(),
        format!("Betreft: herinrichting Lindeplein, kenmerk Z-2026-{:05}", chance.below(100_000)),
        String::new(),
        "Geacht college,".to_owned(),
        format!(
            "De kosten van fase {} komen uit op {} euro.",
            1 + chance.below(4),
            10_000 + chance.below(900_000)
        ),
        format!("Wij stellen voor het besluit te nemen in week {}.", 1 + chance.below(52)),
    ];
    let mut page = "BT /F1 12 Tf 72 770 Td 18 TL\n".to_owned();
    for line in &lines {
        writeln!(page, "({line}) Tj T*").expect("a string grows");
    }
    page.push_str("ET\n");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{page}endstream", page.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut index = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(&objects) {
        writeln!(index, "{:010} 00000 n ", pdf.len()).expect("a string grows");
        write!(pdf, "{number} 0 obj\n{object}\nendobj\n").expect("a string grows");
    }
    let start = pdf.len();
    let n_entries = objects.len() + 1;
    write!(pdf, "{index}trailer\n<< /Size {n_entries} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n")
        .expect("a string grows");
    pdf.into_bytes()
}

/// Writes the card of somebody at a firm. vCard 3.0.
pub fn card(seed: u64) -> Vec<u8> {
    let mut chance = Chance::new(seed);
    let family = chance.pick(&["Post", "Hoekstra", "Yıldız", "Aerts", "De Groot", "Nowak"]);
    let given = chance.pick(&["Tessa", "Emre", "Wim", "Agnieszka", "Bilal", "Roos"]);
    let number = 10_000_000 + chance.below(80_000_000);
    format!(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:{family};{given};;;\r\nFN:{given} {family}\r\nORG:Toezicht Openbare Ruimte\r\n\
         item1.TEL;waid=316{number}:+31 6 {number}\r\nitem1.X-ABLabel:Mobiel\r\nEND:VCARD\r\n"
    )
    .into_bytes()
}
