//! `zegel breach scope`.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::Uuid;
use zegel_archive::Desk;
use zegel_archive::scope::{self, Again, Change, Changed, Figures, HoldingId, Note, Scope, ScopeQuery, What};
use zegel_model::{DossierId, PersonId, ReleaseId, Role, SessionId};

use crate::exit::{Code, Usage};
use crate::opening::{ArchiveArgs, now};

/// Count what could be read and what was read or released, from the archive; question, numbers and place in the ledger are kept as proof
#[derive(clap::Args, Debug)]
pub struct Args {
    /// What leaked: the account of a person (may be given more than once, as all of these)
    #[arg(long = "person", value_name = "PERSON")]
    account: Vec<PersonId>,
    /// The rights of a role, whoever had it
    #[arg(long)]
    role: Vec<Role>,
    /// A session, as the ledger calls it
    #[arg(long, value_name = "ID")]
    session: Vec<SessionId>,
    /// A passkey (a device), a passphrase or the token of a program, as the ledger calls it
    #[arg(long, value_name = "ID")]
    credential: Vec<Uuid>,
    /// A dossier
    #[arg(long)]
    dossier: Vec<DossierId>,
    /// A package that left
    #[arg(long, value_name = "ID")]
    release: Vec<ReleaseId>,
    /// A stored object: a file below objects/ in the folder of the archive
    #[arg(long, value_name = "ID")]
    object: Vec<Uuid>,
    /// The whole archive
    #[arg(long)]
    everything: bool,
    /// From when on: a moment (2026-11-01T08:00:00Z) or a day (UTC)
    #[arg(long, value_parser = moment)]
    from: Option<Timestamp>,
    /// Up to when, not included: a moment, or a day (its beginning, UTC)
    #[arg(long, value_parser = moment)]
    to: Option<Timestamp>,
    /// Count the scope of this entry of the ledger again, and show what changed
    #[arg(long, value_name = "ENTRY", conflicts_with_all = ["account", "role", "session", "credential", "dossier", "release", "object", "everything", "from", "to"])]
    again: Option<u64>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    archive: ArchiveArgs,
}

#[derive(clap::ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// For people
    Text,
    /// For programs (docs/formats/breach.md)
    Json,
}

fn moment(text: &str) -> Result<Timestamp, String> {
    if let Ok(at) = text.parse() {
        return Ok(at);
    }
    let day: Date = text.parse().map_err(|_| "write it as 2026-11-01T08:00:00Z or 2026-11-01".to_owned())?;
    day.to_zoned(TimeZone::UTC).map(|midnight| midnight.timestamp()).map_err(|error| error.to_string())
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let mut opened = args.archive.open()?;
    let mut desk = opened.desk(args.archive.person()?, now())?;
    match args.again {
        Some(entry) => {
            let again = scope::again(&mut desk, entry)?;
            match args.format {
                Format::Json => println!("{}", serde_json::to_string_pretty(&again)?),
                Format::Text => print_again(&again),
            }
        }
        None => {
            let query = args.query(&desk)?;
            let scope = scope::count(&mut desk, &query)?;
            match args.format {
                Format::Json => println!("{}", serde_json::to_string_pretty(&scope)?),
                Format::Text => print(&scope),
            }
        }
    }
    Ok(Code::Done)
}

impl Args {
    fn query(&self, desk: &Desk<'_>) -> anyhow::Result<ScopeQuery> {
        let mut what: Vec<What> = vec![];
        for id in &self.account {
            what.push(scope::person(desk, id)?);
        }
        what.extend(self.role.iter().copied().map(What::Role));
        what.extend(self.session.iter().copied().map(What::Session));
        what.extend(self.credential.iter().copied().map(What::Credential));
        what.extend(self.dossier.iter().cloned().map(What::Dossier));
        what.extend(self.release.iter().copied().map(What::Release));
        what.extend(self.object.iter().copied().map(What::Object));
        what.extend(self.everything.then_some(What::Everything));
        if what.is_empty() {
            let ways =
                "--person, --role, --session, --credential, --dossier, --release, --object or --everything";
            return Err(Usage(format!("say what leaked: {ways}")).into());
        }
        Ok(ScopeQuery { what, from: self.from, to: self.to })
    }
}

/// A line of the table: its words, and the figure of it.
type Row = (&'static str, fn(&Figures) -> u64);

fn print(scope: &Scope) {
    let counted = &scope.counted;
    println!("{:<28}{:>16}{:>24}", "", "could be read", "was read or released");
    let (could, was) = (&counted.could, &counted.was);
    let rows: [Row; 12] = [
        ("records", |one| one.n_records),
        ("captures that wait", |one| one.n_captures),
        ("dossiers", |one| one.n_dossiers),
        ("messages", |one| one.n_messages),
        ("attachments", |one| one.n_attachments),
        ("people of the body", |one| one.n_staff),
        ("other people", |one| one.n_external),
        ("people, country not known", |one| one.n_country_unknown),
        ("messages, nobody marked", |one| one.categories.ordinary),
        ("  marked special category", |one| one.categories.marked.special),
        ("  marked criminal", |one| one.categories.marked.criminal),
        ("  not seen by detectors", |one| one.categories.n_not_looked_through),
    ];
    for (name, value) in rows {
        println!("{name:<28}{:>16}{:>24}", value(could), value(was));
    }
    for (detector, n) in &could.categories.suggested {
        let name = format!("  {detector}? (suggested)");
        let n_was = was.categories.suggested.get(detector).copied().unwrap_or(0);
        println!("{name:<28}{n:>16}{n_was:>24}");
    }
    for (country, n) in &could.countries {
        let name = format!("people, number of {country}");
        println!("{name:<28}{n:>16}{:>24}", was.countries.get(country).copied().unwrap_or(0));
    }
    let period = |side: &Figures| side.first_at.clone().zip(side.last_at.clone());
    if let Some((first, last)) = period(could) {
        println!("messages from {first} to {last}");
    }
    let ways = &counted.ways;
    println!(
        "opened {}, among the hits of a search {}, released {}; shown to {} people",
        ways.n_read,
        ways.n_found,
        ways.n_released,
        counted.readers.len()
    );
    print_sealing(scope);
    counted.notes.iter().for_each(|note| println!("Note: {}", words(*note)));
    println!(
        "Proof: entry {} of the ledger, counted from {} entries with root {}, sha256 {}",
        scope.proof.entry, scope.proof.size, scope.proof.root, scope.proof.sha256
    );
}

fn print_sealing(scope: &Scope) {
    let (gone, sealed) = (&scope.counted.gone, &scope.counted.encryption);
    if 0 < gone.n_could + gone.n_was {
        println!(
            "gone since: {} records or captures with {} messages could be read then, {} with {} messages were",
            gone.n_could, gone.n_messages_could, gone.n_was, gone.n_messages_was
        );
    }
    println!(
        "{} objects sealed with {}, {} dossier keys, {} capture keys, epoch {}",
        sealed.n_objects,
        sealed.cipher,
        sealed.dossier_keys.len(),
        sealed.n_capture_keys,
        sealed.epoch
    );
    println!(
        "messages that a thief would have: the folder alone {}, these rights {}, folder and operator's key {}",
        sealed.reveals.folder, sealed.reveals.rights, sealed.reveals.folder_and_key
    );
}

fn print_again(again: &Again) {
    print(&again.now);
    let difference = &again.difference;
    println!("Compared with entry {} of {}:", again.before.entry, again.before.at);
    if difference.is_same {
        println!("  nothing changed");
        return;
    }
    let rows = [
        ("records, could be read", difference.n_holdings_could),
        ("records, was read", difference.n_holdings_was),
        ("messages, could be read", difference.n_messages_could),
        ("messages, was read", difference.n_messages_was),
        ("people, could be read", difference.n_people_could),
        ("people, was read", difference.n_people_was),
        ("messages that are gone", difference.n_messages_gone),
    ];
    for (name, Change { before, now }) in rows.into_iter().filter(|(_, change)| change.before != change.now) {
        println!("  {name:<28}{before:>12} -> {now}");
    }
    let lists =
        [("added", &difference.added), ("removed", &difference.removed), ("changed", &difference.changed)];
    for (name, list) in lists {
        list.iter().for_each(|one| print_changed(name, one));
    }
}

fn print_changed(name: &str, changed: &Changed) {
    let id = match changed.id {
        HoldingId::Record(id) => format!("record {id}"),
        HoldingId::Capture(id) => format!("capture {id}"),
    };
    println!("  {name:<8} {id}: {}", changed.why.words());
}

fn words(note: Note) -> &'static str {
    match note {
        Note::WholeRecords => "a record of which anything was shown counts whole: an upper bound",
        Note::PeopleByName => "people are counted by their names in the chats",
        Note::DetectorsOff => "some messages were stored while no detector was switched on",
        Note::CapturesWait => "captures that wait are not marked, nor looked through by detectors",
        Note::SomeIsGone => {
            "part of what existed then was destroyed: only the number of its messages is known"
        }
        Note::NotToldBefore => {
            "in the older part of this window the ledger did not tell sessions, nor what a search showed"
        }
        Note::ListCut => "the list of records is cut; the numbers are whole",
    }
}
