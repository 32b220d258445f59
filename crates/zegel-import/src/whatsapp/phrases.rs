//! The sentences that the app writes by itself, in the languages that were seen.
//!
//! Dutch and English are meant to be complete; of other languages there are the marks of media, deletion, calls and
//! encryption, and what is not here is recognised by its shape where it has one (see [`super::body`]). All phrases
//! are kept plain: lower case, straight apostrophes, ordinary spaces, no full stop at the end.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use memchr::memmem::Finder;

use crate::whatsapp::scan::is_mark;

/// What a phrase says about the message that consists of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Deleted,
    Waiting,
    /// A missed call.
    Call,
    /// A call with its duration behind it: also an ordinary word, so believed only behind the app's mark.
    MarkedCall,
    /// Media left out by the phone.
    Omitted,
    /// A contact card left out by the phone.
    OmittedContact,
    LiveLocation,
    /// `null`: what Android writes for a view-once picture.
    Null,
}

/// Languages as BCP 47 names.
type Lang = &'static str;

/// Phrases that are the whole first line (or the whole tail behind the last mark of the app).
const EXACT: &[(Sign, Lang, &[&str])] = &[
    (
        Sign::Deleted,
        "nl",
        &[
            "dit bericht is verwijderd",
            "u hebt dit bericht verwijderd",
            "je hebt dit bericht verwijderd",
            "jij hebt dit bericht verwijderd",
            "dit bericht is verwijderd door een beheerder",
            "je hebt dit bericht verwijderd als beheerder",
            "u hebt dit bericht verwijderd als beheerder",
            "je hebt dit bericht als beheerder verwijderd",
            "u hebt dit bericht als beheerder verwijderd",
        ],
    ),
    (
        Sign::Deleted,
        "en",
        &[
            "this message was deleted",
            "you deleted this message",
            "you deleted this message as admin",
            "this message was deleted by an admin",
        ],
    ),
    (Sign::Deleted, "de", &["diese nachricht wurde gelöscht", "du hast diese nachricht gelöscht"]),
    (
        Sign::Deleted,
        "fr",
        &["ce message a été supprimé", "vous avez supprimé ce message", "tu as supprimé ce message"],
    ),
    (
        Sign::Deleted,
        "es",
        &[
            "se eliminó este mensaje",
            "eliminaste este mensaje",
            "este mensaje fue eliminado",
            "este mensaje ha sido eliminado",
            "has eliminado este mensaje",
        ],
    ),
    (Sign::Deleted, "it", &["questo messaggio è stato eliminato", "hai eliminato questo messaggio"]),
    (
        Sign::Deleted,
        "pt",
        &[
            "mensagem apagada",
            "esta mensagem foi apagada",
            "você apagou esta mensagem",
            "apagou esta mensagem",
        ],
    ),
    (Sign::Deleted, "uk", &["це повідомлення було видалено", "ви видалили це повідомлення"]),
    (
        Sign::Deleted,
        "ru",
        &[
            "данное сообщение удалено",
            "это сообщение удалено",
            "вы удалили это сообщение",
            "вы удалили данное сообщение",
            "сообщение удалено",
        ],
    ),
    (
        Sign::Deleted,
        "pl",
        &["ta wiadomość została usunięta", "usunięto tę wiadomość", "usunąłeś tę wiadomość"],
    ),
    (Sign::Deleted, "tr", &["bu mesaj silindi", "bu mesajı sildiniz"]),
    (Sign::Deleted, "cs", &["tato zpráva byla odstraněna", "tuto zprávu jste odstranili"]),
    (Sign::Deleted, "sv", &["detta meddelande raderades", "du raderade detta meddelande"]),
    (Sign::Deleted, "da", &["denne besked blev slettet", "du slettede denne besked"]),
    (Sign::Deleted, "id", &["pesan ini telah dihapus", "anda menghapus pesan ini"]),
    (Sign::Deleted, "ar", &["تم حذف هذه الرسالة", "لقد حذفت هذه الرسالة"]),
    (Sign::Deleted, "ja", &["このメッセージは削除されました", "このメッセージを削除しました"]),
    (
        Sign::Deleted,
        "zh",
        &["此消息已删除", "您已删除此消息", "你已删除此消息", "此訊息已刪除", "您已刪除此訊息"],
    ),
    (Sign::Waiting, "nl", &["wachten op dit bericht", "wachten op deze berichten"]),
    (Sign::Waiting, "en", &["waiting for this message", "waiting for these messages"]),
    (Sign::Waiting, "de", &["warte auf diese nachricht", "warten auf diese nachricht"]),
    (Sign::Waiting, "fr", &["en attente de ce message"]),
    (Sign::Waiting, "es", &["esperando este mensaje", "esperando el mensaje"]),
    (Sign::Waiting, "it", &["in attesa del messaggio", "in attesa di questo messaggio"]),
    (Sign::Waiting, "pt", &["aguardando mensagem", "aguardando esta mensagem", "a aguardar esta mensagem"]),
    (
        Sign::Call,
        "nl",
        &[
            "gemiste spraakoproep",
            "gemiste video-oproep",
            "gemiste groepsspraakoproep",
            "gemiste groepsvideo-oproep",
            "gemiste groepsoproep",
            "gemist spraakgesprek",
            "gemist videogesprek",
            "gemist groepsgesprek",
            "gemist groepsspraakgesprek",
            "gemist groepsvideogesprek",
        ],
    ),
    (
        Sign::Call,
        "en",
        &[
            "missed voice call",
            "missed video call",
            "missed group voice call",
            "missed group video call",
            "missed group call",
            "silenced voice call",
            "silenced video call",
        ],
    ),
    (Sign::Call, "de", &["verpasster sprachanruf", "verpasster videoanruf", "verpasster gruppenanruf"]),
    (Sign::Call, "fr", &["appel vocal manqué", "appel vidéo manqué"]),
    (Sign::Call, "es", &["llamada perdida", "llamada de voz perdida", "videollamada perdida"]),
    (Sign::Call, "it", &["chiamata vocale persa", "videochiamata persa"]),
    (
        Sign::Call,
        "pt",
        &[
            "chamada de voz perdida",
            "chamada de vídeo perdida",
            "ligação de voz perdida",
            "ligação de vídeo perdida",
        ],
    ),
    (Sign::Call, "ru", &["пропущенный аудиозвонок", "пропущенный видеозвонок"]),
    (
        Sign::Call,
        "uk",
        &["пропущений голосовий виклик", "пропущений відеодзвінок", "пропущений аудіодзвінок"],
    ),
    (
        Sign::MarkedCall,
        "nl",
        &["spraakoproep", "video-oproep", "spraakgesprek", "videogesprek", "groepsgesprek", "groepsoproep"],
    ),
    (Sign::MarkedCall, "en", &["voice call", "video call", "group voice call", "group video call"]),
    (Sign::MarkedCall, "de", &["sprachanruf", "videoanruf"]),
    (Sign::MarkedCall, "fr", &["appel vocal", "appel vidéo"]),
    (Sign::MarkedCall, "es", &["llamada de voz", "videollamada"]),
    (Sign::MarkedCall, "it", &["chiamata vocale", "videochiamata"]),
    (
        Sign::Omitted,
        "nl",
        &[
            "<media weggelaten>",
            "<videobericht weggelaten>",
            "<spraakbericht weggelaten>",
            "<videonotitie weggelaten>",
            "<bestand weggelaten>",
            "afbeelding weggelaten",
            "foto weggelaten",
            "video weggelaten",
            "audio weggelaten",
            "spraakbericht weggelaten",
            "sticker weggelaten",
            "gif weggelaten",
            "document weggelaten",
            "videonotitie weggelaten",
            "videobericht weggelaten",
        ],
    ),
    (Sign::OmittedContact, "nl", &["visitekaartje weggelaten", "contactkaart weggelaten"]),
    (
        Sign::Omitted,
        "en",
        &[
            "<media omitted>",
            "<video message omitted>",
            "<voice message omitted>",
            "<file omitted>",
            "image omitted",
            "photo omitted",
            "video omitted",
            "audio omitted",
            "voice message omitted",
            "sticker omitted",
            "gif omitted",
            "document omitted",
            "video note omitted",
            "video message omitted",
        ],
    ),
    (Sign::OmittedContact, "en", &["contact card omitted"]),
    (
        Sign::Omitted,
        "de",
        &[
            "<medien ausgeschlossen>",
            "<medien weggelassen>",
            "<medien ausgelassen>",
            "bild weggelassen",
            "video weggelassen",
            "audio weggelassen",
            "sticker weggelassen",
            "gif weggelassen",
            "dokument weggelassen",
            "videonachricht weggelassen",
        ],
    ),
    (Sign::OmittedContact, "de", &["kontaktkarte ausgelassen", "kontaktkarte weggelassen"]),
    (
        Sign::Omitted,
        "fr",
        &[
            "<médias omis>",
            "<fichier omis>",
            "image absente",
            "vidéo absente",
            "audio omis",
            "sticker omis",
            "gif retiré",
            "document manquant",
            "note vidéo omise",
        ],
    ),
    (Sign::OmittedContact, "fr", &["fiche contact manquante"]),
    (
        Sign::Omitted,
        "es",
        &[
            "<multimedia omitido>",
            "<archivo omitido>",
            "imagen omitida",
            "video omitido",
            "vídeo omitido",
            "audio omitido",
            "sticker omitido",
            "gif omitido",
            "documento omitido",
            "nota de video omitida",
        ],
    ),
    (Sign::OmittedContact, "es", &["tarjeta de contacto omitida"]),
    (
        Sign::Omitted,
        "it",
        &[
            "<media omessi>",
            "<media omesso>",
            "<file omesso>",
            "immagine omessa",
            "video omesso",
            "audio omesso",
            "sticker omesso",
            "sticker non incluso",
            "gif esclusa",
            "documento omesso",
        ],
    ),
    (Sign::OmittedContact, "it", &["scheda contatto omessa"]),
    (
        Sign::Omitted,
        "pt",
        &[
            "<mídia oculta>",
            "<arquivo de mídia oculto>",
            "<mídia omitida>",
            "<ficheiro não revelado>",
            "<ficheiro omitido>",
            "imagem ocultada",
            "imagem omitida",
            "vídeo omitido",
            "áudio ocultado",
            "áudio omitido",
            "figurinha omitida",
            "gif omitido",
            "documento omitido",
        ],
    ),
    (Sign::OmittedContact, "pt", &["cartão do contato omitido", "cartão de contacto omitido"]),
    (
        Sign::Omitted,
        "uk",
        &[
            "<медіа пропущено>",
            "<без медіафайлів>",
            "зображення відсутнє",
            "відео відсутнє",
            "аудіо відсутнє",
            "наклейку не додано",
            "документ пропущено",
            "gif-анімацію пропущено",
        ],
    ),
    (Sign::OmittedContact, "uk", &["картка контакту відсутня"]),
    (
        Sign::Omitted,
        "ru",
        &[
            "<без медиафайлов>",
            "<медиафайл пропущен>",
            "изображение отсутствует",
            "видео отсутствует",
            "аудио отсутствует",
            "аудиофайл отсутствует",
            "стикер отсутствует",
            "документ отсутствует",
            "gif отсутствует",
        ],
    ),
    (Sign::Omitted, "cs", &["<média vynechány>", "<média vynechána>", "obrázek vynechán", "video vynecháno"]),
    (Sign::Omitted, "ja", &["<メディアなし>", "<メディアは含まれていません>", "画像は含まれていません"]),
    (Sign::Omitted, "tr", &["<medya dahil edilmedi>", "görüntü dahil edilmedi", "video dahil edilmedi"]),
    (Sign::Omitted, "pl", &["<pominięto multimedia>", "<multimedia pominięto>", "obraz pominięto"]),
    (Sign::Omitted, "id", &["<media tidak disertakan>", "gambar tidak disertakan", "video tidak disertakan"]),
    (Sign::Omitted, "ar", &["<تم استبعاد الوسائط>", "<الوسائط المحذوفة>", "تم استبعاد الصورة"]),
    (Sign::Omitted, "hi", &["<मीडिया शामिल नहीं किया गया>", "<मीडिया छोड़ा गया>"]),
    (Sign::Omitted, "zh", &["<媒体文件已忽略>", "<省略多媒體檔>", "图像已忽略", "圖片已略去"]),
    (Sign::Omitted, "ko", &["<미디어 파일 생략됨>", "<미디어 파일을 제외한 내용>"]),
    (Sign::Omitted, "sv", &["<media utelämnat>", "<media har utelämnats>"]),
    (Sign::Omitted, "da", &["<medier udeladt>", "<mediefil udeladt>"]),
    (Sign::Omitted, "ro", &["<fișier media omis>", "<conținut media omis>"]),
    (
        Sign::LiveLocation,
        "nl",
        &[
            "live locatie gedeeld",
            "live-locatie gedeeld",
            "livelocatie gedeeld",
            "live locatie wordt gedeeld",
        ],
    ),
    (Sign::LiveLocation, "en", &["live location shared"]),
    (Sign::LiveLocation, "de", &["live-standort wird geteilt", "live-standort geteilt"]),
    (Sign::LiveLocation, "fr", &["localisation en direct partagée", "position en direct partagée"]),
    (Sign::LiveLocation, "es", &["ubicación en tiempo real compartida"]),
    (Sign::LiveLocation, "it", &["posizione in tempo reale condivisa"]),
    (
        Sign::LiveLocation,
        "pt",
        &["localização em tempo real compartilhada", "localização em tempo real partilhada"],
    ),
    (Sign::Null, "", &["null"]),
];

/// Phrases that begin the line, with anything behind them: a name, a duration, an explanation.
const PREFIXES: &[(Sign, Lang, &str)] = &[
    (Sign::Deleted, "nl", "dit bericht is verwijderd door beheerder "),
    (Sign::Deleted, "nl", "dit bericht is verwijderd door de beheerder "),
    (Sign::Deleted, "en", "this message was deleted by admin "),
    (Sign::Deleted, "de", "diese nachricht wurde vom admin "),
];

/// Marks of an edited text, between angle brackets.
const EDITED: &[&str] = &[
    "dit bericht is bewerkt",
    "this message was edited",
    "diese nachricht wurde bearbeitet",
    "ce message a été modifié",
    "se editó este mensaje",
    "mensagem editada",
    "esta mensagem foi editada",
    "questo messaggio è stato modificato",
    "сообщение изменено",
    "данное сообщение изменено",
    "повідомлення змінено",
    "bu mesaj düzenlendi",
    "tato zpráva byla upravena",
    "wiadomość została edytowana",
    "detta meddelande redigerades",
    "pesan ini diedit",
    "تم تعديل هذه الرسالة",
    "このメッセージは編集されました",
];

/// Words of an attachment's mark: `<WORD: name>` on iOS.
const ATTACHED_IOS: &[&str] = &[
    "bijgevoegd",
    "attached",
    "anhang",
    "angehängt",
    "pièce jointe",
    "adjunto",
    "allegato",
    "anexado",
    "anexo",
    "eklendi",
    "прикреплено",
    "прикріплено",
    "المُرفق",
    "المرفق",
    "添付ファイル",
    "संलग्न",
    "załącznik",
    "přiloženo",
    "bifogad",
    "vedhæftet",
    "terlampir",
    "첨부됨",
    "附件",
];

/// Words of an attachment's mark: `name (WORDS)` on Android.
const ATTACHED_ANDROID: &[&str] = &[
    "bestand bijgevoegd",
    "file attached",
    "datei angehängt",
    "fichier joint",
    "archivo adjunto",
    "arquivo anexado",
    "ficheiro anexado",
    "file allegato",
    "dosya ekli",
    "dosya eklendi",
    "файл добавлен",
    "файл додано",
    "soubor byl přiložen",
    "फाइल अटैच कर दी गई है",
    "الملف مرفق",
    "添付ファイル有り",
    "plik załączony",
    "file terlampir",
    "bifogad fil",
    "vedhæftet fil",
    "파일 첨부됨",
    "文件附件",
    "檔案已附加",
];

/// What the notice of encryption contains, with its language.
const ENCRYPTION: &[(Lang, &str)] = &[
    ("nl", "end-to-end versleuteld"),
    ("nl", "end-to-end-versleuteld"),
    ("nl", "end-to-end encryptie"),
    ("nl", "end-to-end-encryptie"),
    ("nl", "end-to-endversleuteling"),
    ("nl", "end-to-end versleuteling"),
    ("en", "end-to-end encrypted"),
    ("en", "end-to-end encryption"),
    ("de", "ende-zu-ende"),
    ("fr", "de bout en bout"),
    ("es", "de extremo a extremo"),
    ("it", "crittografati end-to-end"),
    ("it", "crittografia end-to-end"),
    ("pt", "de ponta a ponta"),
    ("pt", "ponto a ponto"),
    ("uk", "наскрізним шифруванням"),
    ("ru", "сквозным шифрованием"),
    ("pl", "szyfrowane metodą end-to-end"),
    ("pl", "metodą end-to-end"),
    ("tr", "uçtan uca şifreli"),
    ("cs", "koncovým šifrováním"),
    ("cs", "koncové šifrování"),
    ("sv", "end-to-end-krypter"),
    ("da", "end-to-end-krypter"),
    ("nb", "ende-til-ende"),
    ("id", "terenkripsi secara end-to-end"),
    ("ar", "مشفرة تمام"),
    ("ar", "التشفير التام"),
    ("ja", "エンドツーエンド"),
    ("zh", "端到端加密"),
    ("zh", "端对端加密"),
    ("ko", "종단간 암호화"),
    ("ko", "종단 간 암호화"),
    ("hi", "एंड-टू-एंड एन्क्रिप्"),
    ("fi", "päästä päähän"),
    ("hu", "végpontok közötti titkosítás"),
    ("ro", "criptate integral"),
    ("el", "από άκρο σε άκρο"),
    ("he", "מקצה-לקצה"),
];

/// Parts of the app's own lines behind which a name chosen by a person follows, which may hold `": "`.
const NAMING: &[&str] = &[
    " heeft de groep \"",
    " hebt de groep \"",
    " heeft het onderwerp",
    " hebt het onderwerp",
    " heeft de groepsnaam",
    " hebt de groepsnaam",
    " heeft de groepsomschrijving",
    " heeft de groepsbeschrijving",
    " aan de community",
    " uit de community",
    " heeft de community",
    " hebt de community",
    " created group",
    " created the group",
    " created community",
    " changed the subject",
    " changed the group name",
    " changed the group description",
    " to the community",
    " from the community",
    " deactivated the community",
    " hat die gruppe",
    " hast die gruppe",
    " den betreff",
    " den gruppennamen",
    " a créé le groupe",
    " a changé le sujet",
    " a modifié le sujet",
    " a changé le nom",
    " creó el grupo",
    " cambió el asunto",
    " cambió el nombre",
    " criou o grupo",
    " mudou o nome",
    " alterou o nome",
    " ha creato il gruppo",
    " ha cambiato l'oggetto",
    " ha modificato il nome",
];

/// Parts of lines about joining, leaving and settings: they tell the app's lines where no mark does.
const EVENTS: &[&str] = &[
    " heeft de groep verlaten",
    " hebt de groep verlaten",
    " heeft deze groep",
    " hebt deze groep",
    " is toegevoegd",
    " heeft u toegevoegd",
    " heeft je toegevoegd",
    " de uitnodigingslink van deze groep",
    " via een uitnodiging",
    " heeft de groepsafbeelding",
    " hebt de groepsafbeelding",
    " de instellingen van deze groep",
    "u bent nu beheerder",
    "je bent nu beheerder",
    " geen beheerder meer",
    " heeft beheerdersgoedkeuring",
    " heeft een nieuw telefoonnummer",
    "beveiligingscode voor ",
    " berichten met vervaldatum",
    " geavanceerde chatprivacy",
    " heeft een bericht vastgezet",
    " dit contact geblokkeerd",
    " dit contact gedeblokkeerd",
    " heeft een oproep gestart",
    "dit bedrijf gebruikt een beveiligde service",
    " created this group",
    " added you",
    "you were added",
    "you were removed",
    "you added ",
    "you removed ",
    " using this group's invite link",
    " changed this group's",
    " deleted this group's",
    "you're now an admin",
    "you're no longer an admin",
    " admin approval to join this group",
    " changed their phone number",
    "security code with ",
    " disappearing messages",
    " the message timer",
    " advanced chat privacy",
    " pinned a message",
    "you blocked this contact",
    "you unblocked this contact",
    " started a call",
    " started a video call",
    "this business uses a secure service",
];

/// Words for messages that disappear.
const DISAPPEARING: &[&str] = &[
    "berichten met vervaldatum",
    "verdwijnende berichten",
    "zelfverwijderende berichten",
    "tijdelijke berichten",
    "berichttimer",
    "timer voor berichten",
    "disappearing messages",
    "message timer",
    "selbstlöschende nachrichten",
    "nachrichtentimer",
    "messages éphémères",
    "mensajes temporales",
    "messaggi effimeri",
    "mensagens temporárias",
    "mensagens efêmeras",
    "исчезающие сообщения",
    "зникаючі повідомлення",
    "süreli mesajlar",
];

/// Words for the setting that refuses an export.
const PRIVACY: &[&str] = &[
    "geavanceerde chatprivacy",
    "advanced chat privacy",
    "erweiterten chat-datenschutz",
    "erweiterter chat-datenschutz",
    "confidentialité avancée",
    "privacidad avanzada del chat",
    "privacy avanzata della chat",
    "privacidade avançada",
];

/// Words that say that something was switched off.
const OFF: &[&str] = &[
    "uitgeschakeld",
    "uitgezet",
    "turned off",
    "deaktiviert",
    "ausgeschaltet",
    "désactivé",
    "desactivó",
    "desactivado",
    "desactivaste",
    "disattivat",
    "desativou",
    "desativad",
    "выключил",
    "отключил",
    "вимкну",
    "kapattı",
];

/// A phrase that was found lately, with what it says.
type Recent = (Box<str>, (Sign, Lang));

/// How many phrases are remembered.
const N_RECENT: usize = 32;

/// Returns where a phrase is remembered.
#[inline]
fn slot_of(line: &str) -> usize {
    let of = |place: usize| usize::from(line.as_bytes().get(place).copied().unwrap_or(0));
    (line.len() ^ of(line.len() / 2) ^ (of(line.len() / 3) << 2)) % N_RECENT
}

/// The phrases, ready for looking up.
pub(super) struct Phrases {
    exact: HashMap<&'static str, (Sign, Lang)>,
    /// First bytes of all phrases, and of those behind which more may follow.
    begins: Beginnings,
    begins_with_tail: Beginnings,
    /// First bytes of the phrases for what the phone left out.
    begins_omission: HashSet<u32>,
    /// First bytes of what a notice speaks of.
    begins_notice: Beginnings,
    disappearing: Vec<Finder<'static>>,
    privacy: Vec<Finder<'static>>,
    off: Vec<Finder<'static>>,
    mark: Finder<'static>,
    /// Phrases that were found lately, as written: a chat has the same few thousands of times.
    recent: RefCell<[Option<Recent>; N_RECENT]>,
}

impl Phrases {
    pub(super) fn new() -> Self {
        let mut exact = HashMap::with_capacity(512);
        let (mut begins, mut begins_with_tail) = (Beginnings::new(), Beginnings::new());
        let (mut begins_omission, mut begins_notice) = (HashSet::new(), Beginnings::new());
        for part in DISAPPEARING.iter().chain(PRIVACY) {
            begins_notice.note(part);
        }
        for (sign, lang, phrases) in EXACT {
            for phrase in *phrases {
                exact.entry(*phrase).or_insert((*sign, *lang));
                begins.note(phrase);
                match sign {
                    Sign::Call | Sign::MarkedCall | Sign::Waiting => begins_with_tail.note(phrase),
                    Sign::Omitted | Sign::OmittedContact => begins_omission.extend(beginnings(phrase)),
                    _ => {}
                }
            }
        }
        for (_, _, phrase) in PREFIXES {
            begins.note(phrase);
            begins_with_tail.note(phrase);
        }
        let finders = |parts: &'static [&str]| parts.iter().map(|part| Finder::new(*part)).collect();
        Self {
            exact,
            begins,
            begins_with_tail,
            begins_omission,
            begins_notice,
            disappearing: finders(DISAPPEARING),
            privacy: finders(PRIVACY),
            off: finders(OFF),
            mark: Finder::new("\u{200e}"),
            recent: RefCell::new([const { None }; N_RECENT]),
        }
    }

    /// Returns true when a text with this beginning may be a phrase; quick, because every message is asked.
    #[inline]
    pub(super) fn may_begin(&self, text: &[u8]) -> bool {
        self.begins.has(text)
    }

    /// Returns true when a text with this beginning may be a phrase for what the phone left out.
    pub(super) fn may_begin_omission(&self, text: &str) -> bool {
        let four = first_four(text.trim_start_matches(is_mark).as_bytes());
        four.is_some_and(|four| self.begins_omission.contains(&four))
    }

    /// Returns true when the app's mark is anywhere in a text.
    #[inline]
    pub(super) fn has_mark(&self, text: &[u8]) -> bool {
        !text.is_ascii() && self.mark.find(text).is_some()
    }

    /// Returns the phrase that this line is.
    pub(super) fn find(&self, line: &str) -> Option<(Sign, Lang)> {
        const MAX_PHRASE_BYTES: usize = 300;
        let line = line.trim_start_matches(is_mark);
        if MAX_PHRASE_BYTES < line.len() || !self.begins.has(line.as_bytes()) {
            return None;
        }
        if let Some(found) = self.recall(line) {
            return Some(found);
        }
        let found = self.find_anew(line)?;
        self.recent.borrow_mut()[slot_of(line)] = Some((line.into(), found));
        Some(found)
    }

    /// Returns the phrase that this line is, where that was found lately. A phrase does not begin with a mark.
    #[inline]
    pub(super) fn recall(&self, line: &str) -> Option<(Sign, Lang)> {
        match &self.recent.borrow()[slot_of(line)] {
            Some((known, found)) if **known == *line => Some(*found),
            _ => None,
        }
    }

    fn find_anew(&self, line: &str) -> Option<(Sign, Lang)> {
        let plain = plain(line);
        if let Some(found) = self.exact.get(plain.as_str()) {
            return Some(*found);
        }
        if !self.begins_with_tail.has(plain.as_bytes()) {
            return None;
        }
        let prefix = PREFIXES.iter().find(|(_, _, prefix)| plain.starts_with(prefix));
        prefix.map(|(sign, lang, _)| (*sign, *lang)).or_else(|| self.find_with_tail(&plain))
    }

    /// Finds calls and waiting messages with an explanation behind them: `voice call. 12 min`,
    /// `waiting for this message. this may take a while`, `missed voice call at 14:05`.
    fn find_with_tail(&self, plain: &str) -> Option<(Sign, Lang)> {
        const MAX_TAIL_CHARS: usize = 80;
        let (cut, tail) = TAILS.iter().filter_map(|tail| plain.find(tail).map(|cut| (cut, *tail))).min()?;
        let found = *self.exact.get(&plain[..cut])?;
        let rest = &plain[cut + tail.len()..];
        let fits = match tail {
            ". " | ", " | "…" => rest.chars().count() <= MAX_TAIL_CHARS,
            _ => rest.len() <= 8 && rest.starts_with(|c: char| c.is_ascii_digit()),
        };
        (fits && matches!(found.0, Sign::Call | Sign::MarkedCall | Sign::Waiting)).then_some(found)
    }

    /// Returns what a line of the app says about what the export cannot contain.
    pub(super) fn notice(&self, text: &str) -> Option<Notice> {
        let plain = plain(text);
        if !plain.as_bytes().windows(4).any(|four| self.begins_notice.has(four)) {
            return None;
        }
        let has = |parts: &[Finder<'_>]| parts.iter().any(|part| part.find(plain.as_bytes()).is_some());
        let notice = match (has(&self.disappearing), has(&self.privacy)) {
            (true, _) => Notice::DisappearingOn,
            (_, true) => Notice::PrivacyOn,
            _ => return None,
        };
        (!has(&self.off)).then_some(notice)
    }
}

/// Which first four bytes occur, capitals taken as small letters. No phrase is shorter.
struct Beginnings(Box<[u64; 256]>);

impl Beginnings {
    fn new() -> Self {
        Self(Box::new([0; 256]))
    }

    fn note(&mut self, phrase: &str) {
        for four in beginnings(phrase) {
            let slot = Self::slot(four);
            self.0[slot / 64] |= 1 << (slot % 64);
        }
    }

    #[inline]
    fn has(&self, text: &[u8]) -> bool {
        let slot = first_four(text).map_or(0, Self::slot);
        self.0[slot / 64] & (1 << (slot % 64)) != 0
    }

    /// Returns a place out of 16,384.
    #[inline]
    fn slot(four: u32) -> usize {
        usize::try_from(four.wrapping_mul(0x9E37_79B1) >> 18).unwrap_or(0)
    }
}

/// Returns the first four bytes, capitals taken as small letters.
#[inline]
fn first_four(text: &[u8]) -> Option<u32> {
    text.first_chunk::<4>().map(|four| u32::from_le_bytes(*four) | 0x2020_2020)
}

/// Returns the first four bytes of a phrase, also with a capital: beyond ASCII it has other bytes than the small letter.
fn beginnings(phrase: &str) -> impl Iterator<Item = u32> {
    let mut chars = phrase.chars();
    let upper: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
    [first_four(phrase.as_bytes()), first_four(upper.as_bytes())].into_iter().flatten()
}

/// What follows a phrase when more does.
const TAILS: [&str; 6] = [". ", ", ", "…", " at ", " om ", " um "];

/// Returns a line as the lists have it: marks out, spaces and apostrophes ordinary, lower case, no full stop.
pub(super) fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    if line.is_ascii() {
        plain.push_str(line.trim_start().trim_end_matches(['.', ' ']));
        plain.make_ascii_lowercase();
        return plain;
    }
    for c in line.chars().filter(|c| !is_mark(*c)) {
        match c {
            '\u{a0}' | '\u{202f}' | '\u{2009}' => plain.push(' '),
            '’' | '‘' => plain.push('\''),
            '“' | '”' | '„' | '«' | '»' => plain.push('"'),
            '\0'..='\x7F' => plain.push(c.to_ascii_lowercase()),
            other => plain.extend(other.to_lowercase()),
        }
    }
    let end = plain.trim_end_matches(['.', '。', ' ']).len();
    let start = plain.len() - plain.trim_start().len();
    plain.truncate(end.max(start));
    plain.drain(..start);
    plain
}

/// Returns true when a text is in a list, made plain.
fn is_one_of(list: &[&str], text: &str) -> bool {
    if !text.is_ascii() {
        return list.contains(&plain(text).as_str());
    }
    // As `plain` does it, without making a text of its own.
    let text = text.trim_start().trim_end_matches(['.', ' ']);
    list.iter().any(|one| one.eq_ignore_ascii_case(text))
}

/// Returns true for the mark of an edited text, without its brackets.
pub(super) fn is_edited(inner: &str) -> bool {
    is_one_of(EDITED, inner)
}

/// Returns true for the word in `<WORD: name>`.
pub(super) fn is_attached_ios(word: &str) -> bool {
    is_one_of(ATTACHED_IOS, word)
}

/// Returns true for the words in `name (WORDS)`.
pub(super) fn is_attached_android(words: &str) -> bool {
    is_one_of(ATTACHED_ANDROID, words)
}

/// Returns the language of a notice of encryption, if this is one.
pub(super) fn encryption(body: &str) -> Option<Lang> {
    const MAX_NOTICE_BYTES: usize = 1200;
    if MAX_NOTICE_BYTES < body.len() {
        return None;
    }
    let plain = plain(body);
    ENCRYPTION.iter().find(|(_, part)| plain.contains(part)).map(|(lang, _)| *lang)
}

/// Returns true when a text is the beginning of a line of the app in which a chosen name follows.
pub(super) fn is_naming(text: &str) -> bool {
    let plain = plain(text);
    NAMING.iter().any(|part| plain.contains(part))
}

/// Returns true for a line of the app about the group or its settings.
pub(super) fn is_event(text: &str) -> bool {
    let plain = plain(text);
    NAMING.iter().chain(EVENTS).any(|part| plain.contains(part))
}

/// What a line of the app says about what the export cannot contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notice {
    DisappearingOn,
    PrivacyOn,
}

/// Returns the name of the group that a line of the app gives.
pub(super) fn group_name(text: &str) -> Option<&str> {
    let quotes = ['"', '“', '”', '„', '«', '»'];
    // Few lines end in a quotation mark, so that is asked first.
    let end = text.trim_end_matches(['.', ' ']).strip_suffix(quotes)?.len();
    if !is_naming(text) {
        return None;
    }
    let start = text[..end].rfind(quotes)?;
    let name = &text[start..end];
    let name = &name[name.chars().next().map_or(0, char::len_utf8)..];
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_kept_plain_and_found() {
        let phrases = Phrases::new();
        for (sign, _, list) in EXACT {
            for phrase in *list {
                assert_eq!(plain(phrase), **phrase, "not plain");
                assert!(phrases.may_begin(phrase.as_bytes()));
                assert_eq!(phrases.find(phrase).map(|(found, _)| found), Some(*sign), "{phrase}");
            }
        }
        for list in [EDITED, ATTACHED_IOS, ATTACHED_ANDROID] {
            for phrase in list {
                assert_eq!(plain(phrase), **phrase, "not plain");
            }
        }
    }

    #[test]
    fn a_call_with_a_duration_is_a_call_and_talk_about_one_is_not() {
        let phrases = Phrases::new();
        assert!(phrases.find("Voice call. \u{200e}12 min").is_some());
        assert!(phrases.find("Missed voice call at 14:05").is_some());
        assert!(phrases.find("Spraakoproep om 10:00 met de wethouder").is_none());
        assert!(phrases.find("Wachten op dit bericht. Dit kan even duren.").is_some());
    }

    #[test]
    fn the_name_of_a_group_is_between_the_last_quotes() {
        assert_eq!(
            group_name(r#"Jan heeft het onderwerp gewijzigd van "A" in "Team: plan""#),
            Some("Team: plan")
        );
        assert_eq!(group_name("Jan changed the group name to “Raad”."), Some("Raad"));
        assert_eq!(group_name("Hij zei \"ja\""), None);
    }

    #[test]
    fn switching_off_is_no_notice() {
        let phrases = Phrases::new();
        assert_eq!(phrases.notice("X turned on disappearing messages."), Some(Notice::DisappearingOn));
        assert_eq!(
            phrases.notice("X heeft berichten met vervaldatum uitgeschakeld. Tik om te wijzigen."),
            None
        );
        assert_eq!(phrases.notice("X turned on advanced chat privacy."), Some(Notice::PrivacyOn));
    }
}
