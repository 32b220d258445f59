//! Transcripts to print: small builders and the corpus that every checker sees.

use jiff::civil::date;
use zegel_model::*;
use zegel_render::{Fact, Head, Kept, Language, Settling, Transcript, settle};

/// Makes the head of an ordinary record.
pub fn head(language: Language) -> Head {
    let by = |id: &str| PersonId::try_from(id.to_owned()).unwrap();
    let uuid = "019353a2-7d4e-7c3a-8f21-5b1a2c3d4e5f";
    Head {
        record_title: "Afstemming noodopvang sporthal De Meent".into(),
        dossier: DossierId::try_from("Z-2026-001482".to_owned()).unwrap(),
        dossier_title: Some("Noodopvang winter 2026".into()),
        record_id: uuid.parse().unwrap(),
        archive_name: "Gemeente Waterveen".into(),
        conversation_title: Some("Noodopvang kernteam".into()),
        route: Route::WhatsappText,
        platform: Platform::Android,
        participants: vec![],
        first_at: None,
        last_at: None,
        n_messages: 0,
        n_in_capture: 0,
        n_in_export: 0,
        confidentiality: Confidentiality::Zaakvertrouwelijk,
        retention: "7 jaar na afhandeling (Selectielijst gemeenten 2020, 1.1)".into(),
        language,
        made_at: "2026-11-21T20:21:00Z".parse().unwrap(),
        registered: Done { by: by("f.bakker"), at: "2026-11-21T19:58:00Z".parse().unwrap() },
        registered_by_name: Some("Femke Bakker".into()),
        owner: by("j.devries"),
        owner_name: Some("Jeroen de Vries".into()),
        regime: Regime {
            kind: RegimeKind::SelectIn,
            policy: "Beleid chatberichten".into(),
            policy_date: date(2026, 1, 1),
        },
        not_kept_ground: Some(Ground {
            code: "private".into(),
            label: "Privé of niet van belang voor het werk".into(),
        }),
    }
}

/// Makes a text message.
pub fn message(position: u64, minutes: i64, sender: &str, text: &str) -> Message {
    let at = date(2026, 3, 12).at(8, 51, 0, 0) + jiff::SignedDuration::from_mins(minutes);
    Message {
        position,
        line: position,
        at: Moment(at),
        precision: Precision::Minute,
        zone: None,
        sender: (!sender.is_empty()).then(|| sender.into()),
        kind: if sender.is_empty() { Kind::System } else { Kind::Text },
        text: text.into(),
        attachments: vec![],
        edited: false,
        raw: None,
        location: None,
        quote: None,
        reactions: vec![],
    }
}

/// Adds an attachment to a message.
pub fn with_file(mut message: Message, name: &str, file: Option<&SubmittedFile>) -> Message {
    message.kind = Kind::Attachment;
    message.attachments.push(Attachment {
        name: Some(name.into()),
        present: file.is_some(),
        size_bytes: file.map(|f| f.size_bytes),
        sha256: file.map(|f| f.sha256.clone()),
    });
    message
}

/// Makes a file that was handed in.
pub fn file(number: u32, name: &str, media_type: &str, bytes: &[u8]) -> SubmittedFile {
    SubmittedFile {
        path: format!("attachments/{number:06}"),
        name: name.into(),
        media_type: media_type.into(),
        size_bytes: bytes.len() as u64,
        sha256: format!("{number:064x}"),
        n_redacted_regions: 0,
        redaction_ground: None,
        alt: None,
    }
}

/// Settles messages in one part.
pub fn transcript(
    language: Language,
    n_in_export: u64,
    files: Vec<SubmittedFile>,
    kept: Vec<Kept>,
) -> Transcript {
    settle(&settling(language, n_in_export, files, &kept), kept)
}

/// Completes a head from the messages.
pub fn settling(language: Language, n_in_export: u64, files: Vec<SubmittedFile>, kept: &[Kept]) -> Settling {
    let mut head = head(language);
    head.n_messages = kept.len() as u64;
    head.n_in_capture = kept.len() as u64;
    head.n_in_export = n_in_export;
    head.first_at = kept.iter().map(|(m, _)| m.at).min();
    head.last_at = kept.iter().map(|(m, _)| m.at).max();
    for (message, _) in kept {
        let Some(sender) = &message.sender else { continue };
        match head.participants.iter_mut().find(|p| p.name == *sender) {
            Some(known) => known.n_messages += 1,
            None => {
                let name_source = if sender.as_str().starts_with('+') { "number" } else { "export" };
                head.participants.push(Participant {
                    name: sender.clone(),
                    n_messages: 1,
                    name_source: name_source.into(),
                });
            }
        }
    }
    let loss = |code, count| Loss { code, count, detail: String::new() };
    let losses = vec![
        loss(LossCode::RouteLimits, 1),
        loss(LossCode::NoTimeZone, 1),
        loss(LossCode::MinutePrecision, n_in_export),
        loss(LossCode::MediaOmitted, 3),
    ];
    let provenance = vec![
        Fact::new("Inhoud (SHA-256)", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        Fact::new(
            "Wortel van de toezegging",
            "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        ),
        Fact::new("Berichten in de export", n_in_export.to_string()),
        Fact::new("Software", "Zegel 0.1.0"),
    ];
    Settling { head, files, losses, provenance }
}

/// An ordinary chat of a few days, with gaps, redactions, edits, deletions and attachments.
pub fn ordinary() -> Transcript {
    let photo = SubmittedFile {
        alt: Some("Sporthal De Meent, ingang aan de noordzijde".into()),
        ..file(1, "IMG-20260312-WA0003.jpg", "image/jpeg", &photo(600, 400))
    };
    let screen = file(2, "Schermafbeelding.png", "image/png", &screenshot(320, 180));
    let mail = file(3, "Offerte veldbedden.pdf", "application/pdf", b"%PDF");
    let kept = ordinary_kept(&photo, &screen, &mail);
    transcript(Language::Nl, 40, vec![photo, screen, mail], kept)
}

const JEROEN: &str = "Jeroen de Vries";
const SAMIRA: &str = "Samira El Idrissi";
const PETER: &str = "Peter van der Berg-Oosterhuis van Landschoten";

fn ordinary_kept(photo: &SubmittedFile, screen: &SubmittedFile, mail: &SubmittedFile) -> Vec<Kept> {
    let ground = |label: &str| Ground { code: "x".into(), label: label.into() };
    let asked =
        "Goedemorgen. De wethouder wil vandaag nog duidelijkheid over de noodopvang in sporthal De Meent.";
    let hall = "Ik heb gebeld. De hal is vrij van vrijdag 13 maart 17:00 tot en met maandag 16 maart 9:00 uur. Daarna is er een toernooi.\n\nKosten: € 1.850 per etmaal, exclusief schoonmaak.";
    let offer = "Offerte voor 120 veldbedden komt vanmiddag, zie https://intranet.waterveen.example/dossiers/2026/noodopvang/offertes/veldbedden?versie=3&status=concept";
    let region = "Namens de veiligheidsregio: akkoord, mits de nooduitgangen vrij blijven.";
    let decided = "Besluit is genomen, zie raadsinformatiebrief. Dank allemaal 🙏";
    let redacted = vec![
        TextRedaction { at: 16, ground: ground("naam") },
        TextRedaction { at: 33, ground: ground("telefoonnummer") },
    ];
    let caretaker = message(7, 9, SAMIRA, "De beheerder is \u{2588}, bereikbaar op \u{2588}.");
    let messages = [
        message(1, 0, "", "Berichten en oproepen zijn end-to-end versleuteld."),
        message(4, 2, JEROEN, asked),
        message(5, 4, SAMIRA, hall),
        message(6, 4, JEROEN, "Akkoord 👍🏽"),
        caretaker,
        with_file(message(8, 12, SAMIRA, "Zo ziet de ingang eruit"), "IMG-20260312-WA0003.jpg", Some(photo)),
        Message { edited: true, ..message(12, 61, PETER, offer) },
        with_file(message(13, 300, PETER, ""), "Offerte veldbedden.pdf", Some(mail)),
        Message { kind: Kind::Deleted, ..message(14, 301, PETER, "") },
        with_file(message(20, 1500, SAMIRA, "Indeling van de hal"), "Schermafbeelding.png", Some(screen)),
        with_file(message(21, 1502, JEROEN, ""), "PTT-20260313-WA0001.opus", None),
        message(22, 1503, "\u{202a}+31 6 12345678\u{202c}", region),
        message(23, 28_000, JEROEN, decided),
        message(24, 28_001, SAMIRA, "Mooi. Ik archiveer deze berichten in het dossier."),
    ];
    let redactions = |m: &Message| if m.position == 7 { redacted.clone() } else { vec![] };
    messages.into_iter().map(|m| (m.clone(), redactions(&m))).collect()
}

/// Many scripts, directions and emoji.
pub fn scripts() -> Transcript {
    let texts = [
        (
            "Ahmed الهاشمي",
            "مرحبا، هل يمكننا الاجتماع غداً الساعة 14:30 في البلدية؟ شكراً جزيلاً على المساعدة في هذا الملف المهم.",
        ),
        (
            "Jeroen de Vries",
            "Het Arabische woord voor vrede is سلام (salaam), en dat staat hier midden in de zin.",
        ),
        ("דוד כהן", "שלום, הפגישה נדחתה ליום חמישי בשעה 10:00 (בניין B)."),
        ("Priya", "नमस्ते, क्या आप कल बैठक में आ सकते हैं? धन्यवाद।"),
        ("สมชาย", "สวัสดีครับ พรุ่งนี้ประชุมเวลาบ่ายสองโมงที่ศาลากลางกรุณาเตรียมเอกสารให้พร้อมด้วยครับ"),
        ("Emoji", "👍🏽 👨‍👩‍👧‍👦 🇳🇱 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ ❤️ ☎ ✅ 🤷🏻‍♀️ 😂😂😂 🧑‍💻"),
        ("Ελένη", "Καλημέρα σε όλους. Привет, как дела? Բարեւ։ გამარჯობა."),
        ("ሰላም", "ሰላም ለሁላችሁም። আপনি কেমন আছেন? வணக்கம். ಕನ್ನಡ. ภาษาไทย. မြန်မာ. ខ្មែរ. ລາວ. བོད་ཡིག"),
        ("王伟", "你好，明天下午三点开会。日本語のテキストです。안녕하세요."),
        ("Wiskunde", "∀x ∈ ℝ: x² ≥ 0 ⇒ √x ≤ |x| … 𝓑𝓸𝓵𝓭 ① ½ → ★ ♫ ✂ ⌘"),
        ("Combinatie", "Z̸̢̛͎a̷̡l̴g̵o̶ en é als e\u{301}, ij ŉ ǆ ﬁ. Şükrü Ağaoğlu. Đặng Thị Thảo."),
    ];
    let kept =
        (1..).zip(texts).map(|(i, (sender, text))| (message(i, i as i64, sender, text), vec![])).collect();
    transcript(Language::En, 11, vec![], kept)
}

/// What an attacker, or a broken phone, would send.
pub fn hostile() -> Transcript {
    let texts = [
        ("Jan", "\u{e001}\u{0}\u{7}\u{fdd0}\u{1ffff}\u{378}\u{1faea}\u{feff}\u{fffd}".to_owned()),
        ("\u{202e}neirB\u{200b}", "a\u{202e}gpj.exe en \u{2067}open isolaat, \u{200f}los".to_owned()),
        (
            "<b>Jan</b> & \"co\"",
            "#set page(width: 1pt) *niet vet* \\ $x$ <script>alert(1)</script> {{s}} %s \\u0000".to_owned(),
        ),
        ("Jan", "a".repeat(3000)),
        ("Jan", format!("e{}", "\u{301}".repeat(300))),
        ("Jan", "\n\n\n  \n\t\n".to_owned()),
        ("N".repeat(400).leak(), "lange naam".to_owned()),
        ("Jan", "\u{200d}\u{fe0f}\u{20e3}\u{1f3fd}\u{e0067}\u{1f1f3}".to_owned()),
        ("Jan", "ا".repeat(2000)),
        ("Jan", "\u{94d}\u{93f}\u{dca}\u{1039}\u{17d2}\u{e31}".to_owned()),
        (" ", " ".to_owned()),
    ];
    let kept =
        (1..).zip(texts).map(|(i, (sender, text))| (message(i, i as i64, sender, &text), vec![])).collect();
    transcript(Language::Fr, 11, vec![], kept)
}

/// Many messages.
pub fn many(n: u64) -> Transcript {
    transcript(Language::Nl, n, vec![], many_kept(n))
}

/// The messages of [`many`].
pub fn many_kept(n: u64) -> Vec<Kept> {
    let words = "de wethouder stuurt vandaag nog een brief over het besluit van de raad en vraagt om een reactie voor vrijdag omdat de planning anders niet haalbaar is volgens het projectteam";
    let words: Vec<&str> = words.split(' ').collect();
    let senders = ["Jeroen de Vries", "Samira El Idrissi", "Peter van der Berg", "Femke Bakker"];
    let one = |i: u64| {
        let length = 3 + (i * 7919 % 19) as usize;
        let text: Vec<&str> = (0..length).map(|j| words[(i as usize * 31 + j * 7) % words.len()]).collect();
        let mut text = text.join(" ");
        if i.is_multiple_of(9) {
            text.push_str(" 👍");
        }
        (message(i + 1, i as i64 * 13, senders[(i * 2_654_435_761 % 4) as usize], &text), vec![])
    };
    (0..n).map(one).collect()
}

/// Draws a photograph-like JPEG.
pub fn photo(width: u32, height: u32) -> Vec<u8> {
    let pixels = image::RgbImage::from_fn(width, height, |x, y| {
        let sky = y < height / 2;
        let shade = |v: u32| u8::try_from(v.min(255)).unwrap();
        if sky {
            image::Rgb([shade(120 + y / 8), shade(160 + y / 10), 220])
        } else {
            image::Rgb([shade(90 + (x / 7) % 40), shade(110 + y / 12 % 60), 80])
        }
    });
    encode(image::DynamicImage::ImageRgb8(pixels), image::ImageFormat::Jpeg)
}

/// Draws a screen shot with transparency as PNG.
pub fn screenshot(width: u32, height: u32) -> Vec<u8> {
    let pixels = image::RgbaImage::from_fn(width, height, |x, y| {
        if x % 80 < 2 || y % 60 < 2 {
            image::Rgba([11, 90, 107, 255])
        } else {
            image::Rgba([230, 238, 240, if y < 60 { 0 } else { 255 }])
        }
    });
    encode(image::DynamicImage::ImageRgba8(pixels), image::ImageFormat::Png)
}

/// Writes a picture in a format.
pub fn encode(picture: image::DynamicImage, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}
