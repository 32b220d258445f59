//! Measures what storing a chat costs beside building its search index alone.
//!
//! `cargo run --release -p zegel-store --example index_cost [MESSAGES]` runs each way in a process of its own and
//! prints CPU seconds, peak memory and the ratio of the whole way to the index alone.
//!
//! - `plain`: the texts into an FTS5 table as anybody would make it, in an encrypted database, one transaction;
//! - `alone`: the same with the settings of the store's table (big hash, deletable);
//! - `full`: canonical JSON sealed as objects, rows, index, ledger, through the door of the store.

use std::fmt::Write as _;
use std::process::{Command, ExitCode};

use jiff::civil::date;
use rusqlite::Connection;
use uuid::Uuid;
use zegel_model::{
    CaptureId, CaptureState, Content, Done, Kind, Message, Moment, PersonId, Precision, RecordId, RecordState,
};
use zegel_seal::{Identity, Keyring};
use zegel_store::{
    Audited, Capture, Dossier, Entry, IndexedMessage, NewObject, ObjectOwner, ObjectRole, Pseudonym, Record,
    Store,
};

type Failure = Box<dyn std::error::Error>;

const WAYS: [&str; 3] = ["plain", "alone", "full"];
/// Messages in a canonical object.
const PART: u64 = 100_000;

fn main() -> Result<ExitCode, Failure> {
    let mut args = std::env::args().skip(1);
    let n_messages: u64 = args.next().map_or(Ok(1_000_000), |text| text.parse())?;
    match args.next() {
        Some(way) => measure(&way, n_messages)?,
        None => compare(n_messages)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn compare(n_messages: u64) -> Result<(), Failure> {
    let mut seconds = vec![];
    println!("{n_messages} messages");
    for way in WAYS {
        let output = Command::new(std::env::current_exe()?).args([&n_messages.to_string(), way]).output()?;
        let text = String::from_utf8(output.stdout)?;
        print!("{text}{}", String::from_utf8_lossy(&output.stderr));
        let cpu = text.split_whitespace().nth(1).ok_or("no figure")?.parse::<f64>()?;
        seconds.push(cpu);
    }
    println!("full / plain {:.2}, full / alone {:.2}", seconds[2] / seconds[0], seconds[2] / seconds[1]);
    Ok(())
}

fn measure(way: &str, n_messages: u64) -> Result<(), Failure> {
    let dir = tempfile::tempdir()?;
    let before;
    match way {
        "full" => {
            let store = create(dir.path())?;
            before = cpu_seconds()?;
            full(&store, n_messages)?;
        }
        "plain" => {
            let db = open(dir.path(), "CREATE VIRTUAL TABLE words USING fts5 (stem, content='')")?;
            before = cpu_seconds()?;
            alone(&db, n_messages)?;
        }
        _ => {
            let table =
                "CREATE VIRTUAL TABLE words USING fts5 (stem, content='', contentless_delete=1, detail=full)";
            let db = open(dir.path(), table)?;
            db.execute("INSERT INTO words (words, rank) VALUES ('hashsize', 67108864)", [])?;
            before = cpu_seconds()?;
            alone(&db, n_messages)?;
        }
    }
    let mut bytes = 0;
    for entry in
        std::fs::read_dir(dir.path())?.chain(std::fs::read_dir(dir.path().join("data")).into_iter().flatten())
    {
        bytes += entry?.metadata()?.len();
    }
    let end = cpu_seconds()?;
    // Making the texts is no part of any way: it is measured once more and taken off.
    let generated = {
        let start = cpu_seconds()?;
        let mut chat = Chat::new();
        let n_bytes: usize = (0..n_messages).map(|n| chat.say(n).len()).sum();
        std::hint::black_box(n_bytes);
        cpu_seconds()? - start
    };
    let cpu = end - before - generated;
    println!("{way:<7} {cpu:.2} CPU-s, peak {} MiB, database {} MiB", peak_mib()?, bytes >> 20);
    Ok(())
}

fn open(dir: &std::path::Path, table: &str) -> Result<Connection, Failure> {
    let db = Connection::open(dir.join("alone.db"))?;
    db.execute_batch(&format!(
        "PRAGMA key = \"x'{}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256; PRAGMA cipher_page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; {table}",
        "11".repeat(32)
    ))?;
    Ok(db)
}

fn alone(db: &Connection, n_messages: u64) -> Result<(), Failure> {
    let mut chat = Chat::new();
    db.execute_batch("BEGIN")?;
    let mut insert = db.prepare("INSERT INTO words (rowid, stem) VALUES (?1, ?2)")?;
    for n in 0..n_messages {
        insert.execute((n * 4096, chat.say(n)))?;
    }
    drop(insert);
    db.execute_batch("COMMIT")?;
    Ok(())
}

fn create(dir: &std::path::Path) -> Result<Store, Failure> {
    let now = "2026-11-21T12:00:00Z".parse()?;
    let keyring = Keyring::generate("bench", &mut zegel_seal::system_random, now);
    let sealed = keyring.seal(&[Identity::generate(&mut zegel_seal::system_random).recipient()])?;
    Ok(Store::create(dir, &keyring, &sealed, Box::new(zegel_seal::system_random), now)?)
}

fn full(store: &Store, n_messages: u64) -> Result<(), Failure> {
    let now = "2026-11-21T12:00:00Z".parse()?;
    let done = Done { by: "jan".parse::<PersonId>()?, at: now };
    let dossier = Dossier { id: "oost".parse()?, title: "Oost".into(), created: done.clone(), closed: None };
    let capture = Capture {
        id: CaptureId(Uuid::from_u128(1)),
        owner: "jan".parse()?,
        state: CaptureState::Accepted { accepted: done },
        manifest: None,
    };
    let record = Record {
        id: RecordId(Uuid::from_u128(2)),
        capture: capture.id,
        dossier: dossier.id.clone(),
        registration: None,
        state: RecordState::Stored,
        n_messages,
        first_at: None,
        last_at: None,
    };
    store.write::<_, Failure>(|tx| {
        tx.insert_dossier(&dossier)?;
        tx.insert_capture(&capture)?;
        tx.insert_record(&record)?;
        let mut indexer = tx.indexer(record.id)?;
        let mut chat = Chat::new();
        let (mut line, mut body) = (vec![], vec![]);
        for part in 0..n_messages.div_ceil(PART) {
            body.clear();
            for n in part * PART..n_messages.min((part + 1) * PART) {
                let message = chat.message(n);
                line.clear();
                serde_json::to_writer(&mut line, &message)?;
                line.push(b'\n');
                indexer.push(&IndexedMessage {
                    position: message.position,
                    at: message.at,
                    sender: message.sender.as_ref().map(Content::as_str),
                    text: message.text.as_str(),
                    part: u32::try_from(part)?,
                    byte_offset: body.len() as u64,
                    n_bytes: u32::try_from(line.len())?,
                })?;
                body.extend_from_slice(&line);
            }
            let new = NewObject {
                owner: ObjectOwner::Record(record.id, dossier.id.clone()),
                role: ObjectRole::Canonical,
                part: u32::try_from(part)?,
                name: None,
                media_type: "application/jsonl".into(),
            };
            tx.insert_object(&store.put_object(new, &mut &body[..])?)?;
        }
        indexer.finish()?;
        let entry = Entry {
            act: "store",
            actor: Pseudonym::ARCHIVE,
            subjects: vec![record.id.into()],
            session: None,
            at: now,
            detail: serde_json::Value::Null,
        };
        Ok(Audited::new((), entry))
    })?;
    store.publish_checkpoint()?;
    Ok(())
}

/// A chat of words with a Zipf distribution: about 17,000 different ones, 195 bytes a message.
struct Chat {
    words: Vec<String>,
    state: u64,
    text: String,
}

impl Chat {
    fn new() -> Self {
        let starts = [
            "ver", "be", "ge", "woning", "bouw", "ont", "over", "raad", "wet", "gemeente", "plan", "stuk",
            "dag",
        ];
        let middles =
            ["houd", "gader", "sluit", "werk", "loop", "breng", "schrijf", "zoek", "teken", "lever", "maak"];
        let ends = ["", "en", "ing", "ingen", "t", "er", "lijk", "heid", "je", "s"];
        let mut words: Vec<String> =
            "de het een en van ik je niet dat is op te in voor met ok ja nee er maar zijn heb we nog wel dan ook even"
                .split(' ')
                .map(str::to_owned)
                .collect();
        for i in 0..17_000_usize {
            let mut word = String::new();
            let _ = write!(word, "{}{}", starts[i % 13], middles[i / 13 % 11]);
            let _ = write!(word, "{}", if i < 1430 { "" } else { starts[i / 1430 % 13] });
            word.push_str(ends[i / 143 % 10]);
            words.push(word);
        }
        Self { words, state: 88_172_645_463_325_252, text: String::new() }
    }

    fn random(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "chance"
    )]
    fn say(&mut self, _n: u64) -> &str {
        self.text.clear();
        let n_words = 5 + self.random() % 55;
        for i in 0..n_words {
            // An exponential of a uniform number: the rank of a word falls as 1/rank.
            let uniform = (self.random() >> 11) as f64 / (1_u64 << 53) as f64;
            let rank = ((self.words.len() as f64).powf(uniform) - 1.0) as usize;
            if 0 < i {
                self.text.push(' ');
            }
            self.text.push_str(&self.words[rank]);
        }
        &self.text
    }

    fn message(&mut self, n: u64) -> Message {
        let text = Content::from(self.say(n));
        let start = date(2020, 1, 1).at(0, 0, 0, 0);
        let at = start + jiff::Span::new().seconds(i64::try_from(n * 97).unwrap_or_default());
        Message {
            position: n + 1,
            line: n + 1,
            at: Moment(at),
            precision: Precision::Second,
            zone: None,
            sender: Some(Content::from(
                ["Jan Jansen", "Piet de Vries", "Fatima El Amrani"][(n % 3) as usize],
            )),
            kind: Kind::Text,
            text,
            attachments: vec![],
            edited: false,
            raw: None,
            location: None,
            quote: None,
            reactions: vec![],
        }
    }
}

/// CPU seconds of this process, user and system.
fn cpu_seconds() -> Result<f64, Failure> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit(')').next().ok_or("no stat")?;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    Ok((fields[11].parse::<f64>()? + fields[12].parse::<f64>()?) / 100.0)
}

fn peak_mib() -> Result<u64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no peak")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? >> 10)
}
