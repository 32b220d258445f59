//! `zegel sift`.

mod page;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::net::SocketAddr;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiff::civil::Date;
use zegel_law::{GroundUse, Language, Law};
use zegel_model::{Content, Ground, Kind, PersonId, Regime, RegimeKind};
use zegel_seal::Recipient;
use zegel_sift::{
    Condition, ExportFile, Made, Order, Plan, Progress, ProgressStep, Rule, SELECTION_FORMAT, Secret,
    Selection, make_submission,
};

use super::inspect::{ReadingArgs, name_of};
use crate::exit::{Code, Usage};
use crate::opening::{now, random, today};
use crate::progress;

/// Choose what is kept, on this machine, and make one sealed file to hand in; the rest never leaves
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The export: `.txt` or `.zip`, as the phone made it; with --page it may also be chosen there
    #[arg(required_unless_present = "page")]
    pub file: Option<PathBuf>,
    /// Choose in the browser, on this machine alone: prints a link and serves the page on loopback
    #[arg(long, conflicts_with_all = ["selection", "keep", "drop", "all", "sender", "from", "to", "search", "kind", "redact", "ground", "route", "date_order", "zone"])]
    pub page: bool,
    /// Where the page listens; 0 is any free port
    #[arg(long, requires = "page", default_value = "127.0.0.1:0", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
    /// Full name of the owner, as it stands in the chat
    #[arg(long, requires = "page", value_name = "NAME")]
    pub owner_name: Option<String>,
    /// Mark in the page what may be personal data (bsn, iban, phone, mail, card, postcode, special); it only marks
    #[arg(long, requires = "page", value_delimiter = ',', value_name = "DETECTORS")]
    pub suggest: Vec<String>,
    #[command(flatten)]
    pub order: OrderArgs,
    /// A file with the selection (JSON, see docs/formats/submission.md); options below add to it
    #[arg(long)]
    pub selection: Option<PathBuf>,
    /// Keep these positions, e.g. 12-40,77
    #[arg(long, value_name = "POSITIONS")]
    pub keep: Option<String>,
    /// Drop these positions
    #[arg(long, value_name = "POSITIONS")]
    pub drop: Option<String>,
    /// Keep every message
    #[arg(long)]
    pub all: bool,
    /// Keep messages of this sender (more than once: of any of them)
    #[arg(long)]
    pub sender: Vec<String>,
    /// Keep messages from this local day or time on; together with --sender and --search: only those
    #[arg(long)]
    pub from: Option<String>,
    /// Keep messages up to this local day or time
    #[arg(long)]
    pub to: Option<String>,
    /// Keep messages that contain this text
    #[arg(long)]
    pub search: Option<String>,
    /// Keep messages of this kind: text, attachment, system, deleted, call, location, contact, poll, unknown
    #[arg(long)]
    pub kind: Vec<String>,
    /// Redact this text wherever it stands in what is kept, as TEXT=GROUND
    #[arg(long, value_name = "TEXT=GROUND")]
    pub redact: Vec<String>,
    /// Why the rest is not kept: the code of a ground
    #[arg(long, value_name = "CODE")]
    pub ground: Option<String>,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// To whom, by whom, under which regime, and where the files go.
#[derive(clap::Args, Debug)]
pub struct OrderArgs {
    /// Whose chat it is: the short name in the archive
    #[arg(long, env = "ZEGEL_AS")]
    pub owner: PersonId,
    /// The archive's public key (age1…), or a file with it (recipient.txt)
    #[arg(long, value_name = "KEY|FILE")]
    pub to_archive: String,
    /// Name of the archive, for the receipt
    #[arg(long, default_value = "")]
    pub archive_name: String,
    /// select-in (choose what to keep) or select-out (key functions: all is kept, private is taken out)
    #[arg(long, value_parser = ["select-in", "select-out"])]
    pub regime: Option<String>,
    /// Name of the policy that the regime rests on
    #[arg(long, default_value = "Beleid chatberichten")]
    pub policy: String,
    /// Day from which that policy holds
    #[arg(long)]
    pub policy_date: Option<Date>,
    /// The body's own file of grounds (law.json), where it has one
    #[arg(long)]
    pub law: Option<PathBuf>,
    /// The submission to write; must not exist yet
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// The receipt to write; keep it yourself
    #[arg(long, value_name = "FILE")]
    pub receipt: Option<PathBuf>,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let path = match (&args.file, args.page) {
        (Some(path), false) => path,
        (None, false) => return Err(Usage("name the export, or use --page".into()).into()),
        (_, true) => return page::run(args),
    };
    let plan = plan(args)?;
    let options = args.reading.options()?;
    let mut file = File::open(path).with_context(|| format!("could not open {}", path.display()))?;
    let name = name_of(path);
    let export = ExportFile { bytes: &mut file, file_name: Some(&name), options: &options };
    let bar = progress::bytes("Reading", 0);
    let made = args.order.write(|order, out| {
        make_submission(export, &plan, order, out, &mut |step: Progress| {
            bar.set_message(match step.step {
                ProgressStep::Reading => "Reading",
                ProgressStep::Writing => "Writing",
                ProgressStep::Attachments => "Attachments",
                ProgressStep::Comparing => "Comparing",
            });
            bar.set_length(step.total_bytes);
            bar.set_position(step.done_bytes);
            ControlFlow::Continue(())
        })
    });
    bar.finish_and_clear();
    let made = made?;
    let summary = &made.summary;
    println!(
        "Handed over will be {} of {} messages and {} files",
        summary.n_kept, summary.n_messages, summary.n_files
    );
    println!("  in {} of them something was redacted", summary.n_redacted);
    println!("  the other {} messages are not in the file, in no form", summary.n_messages - summary.n_kept);
    if let Some(what) = &summary.damaged {
        println!(
            "  note: the export is damaged ({what}); what could be read was taken, and the loss report says so"
        );
    }
    if summary.n_senders_still_showing > 0 {
        println!(
            "  note: a text you redacted still stands in the name of a sender in {} messages",
            summary.n_senders_still_showing
        );
    }
    args.order.told(&made);
    Ok(Code::Done)
}

fn plan(args: &Args) -> anyhow::Result<Plan> {
    let mut selection = match &args.selection {
        Some(path) => {
            let bytes = std::fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
            Selection::parse(&bytes)?
        }
        None => empty(),
    };
    if let Some(regime) = args.order.regime() {
        selection.regime = Some(regime);
    }
    selection.regime.get_or_insert_with(|| args.order.select_in());
    let conditions = conditions(args)?;
    selection.rules.extend(conditions);
    for text in &args.redact {
        let Some((text, ground)) = text.rsplit_once('=') else {
            return Err(Usage("write --redact as TEXT=GROUND".into()).into());
        };
        let rule = serde_json::json!({ "text": text, "ground": ground });
        selection.redact.push(serde_json::from_value(rule)?);
    }
    if args.ground.is_some() {
        selection.not_kept.clone_from(&args.ground);
    }
    Ok(Plan::new(&selection, &grounds(args.order.law.as_deref())?)?)
}

fn empty() -> Selection {
    Selection {
        format: SELECTION_FORMAT.to_owned(),
        version: 1,
        regime: None,
        rules: vec![],
        redact: vec![],
        attachments: vec![],
        hide_title: None,
        not_kept: None,
        // Nothing is marked on the command line.
        suggestions: None,
        notices: vec![],
    }
}

/// The options of the command line as rules, in a fixed order: all, what fits, positions, and last what is dropped.
fn conditions(args: &Args) -> anyhow::Result<Vec<Rule>> {
    let mut rules = Vec::new();
    if args.all {
        rules.push(Rule::Keep(Condition { all: true, ..Condition::default() }));
    }
    let kinds = args.kind.iter().map(|kind| word(kind)).collect::<anyhow::Result<Vec<Kind>>>()?;
    let fitting = Condition {
        sender: args.sender.iter().map(|name| Content::from(name.as_str())).collect(),
        from: args.from.clone(),
        to: args.to.clone(),
        search: args.search.as_deref().map(Content::from),
        kinds,
        ..Condition::default()
    };
    if fitting != Condition::default() {
        rules.push(Rule::Keep(fitting));
    }
    if let Some(text) = &args.keep {
        rules.push(Rule::Keep(Condition { positions: Some(positions(text)?), ..Condition::default() }));
    }
    if let Some(text) = &args.drop {
        rules.push(Rule::Drop(Condition { positions: Some(positions(text)?), ..Condition::default() }));
    }
    Ok(rules)
}

fn positions(text: &str) -> anyhow::Result<zegel_sift::Positions> {
    Ok(text.parse()?)
}

fn word(text: &str) -> anyhow::Result<Kind> {
    serde_json::from_value(serde_json::Value::from(text))
        .map_err(|_| Usage(format!("there is no kind '{text}'; see 'zegel sift --help'")).into())
}

/// Returns the rules that hold, with the body's own file over them where it has one.
fn law(own: Option<&Path>) -> anyhow::Result<Law> {
    let Some(path) = own else { return Ok(Law::built_in()) };
    let text = std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
    Ok(Law::built_in().with_body_file(&text)?)
}

/// Returns the grounds in force today, with their Dutch labels.
fn grounds(own: Option<&Path>) -> anyhow::Result<Vec<Ground>> {
    let law = law(own)?;
    let uses = [GroundUse::NotKept, GroundUse::Redaction];
    let rules = uses.into_iter().flat_map(|of| law.grounds_for(of, today()));
    Ok(rules
        .map(|rule| Ground { code: rule.code.clone(), label: rule.label(Language::Nl).to_owned() })
        .collect())
}

impl OrderArgs {
    fn regime(&self) -> Option<Regime> {
        let kind = match self.regime.as_deref()? {
            "select-out" => RegimeKind::SelectOut,
            _ => RegimeKind::SelectIn,
        };
        Some(Regime { kind, ..self.select_in() })
    }

    /// Returns the regime of who says nothing: choose what to keep.
    pub fn select_in(&self) -> Regime {
        let policy_date = self.policy_date.unwrap_or_else(today);
        Regime { kind: RegimeKind::SelectIn, policy: self.policy.clone(), policy_date }
    }

    fn recipient(&self) -> anyhow::Result<Recipient> {
        if self.to_archive.starts_with("age1") {
            return Ok(self.to_archive.parse()?);
        }
        let text = std::fs::read_to_string(&self.to_archive)
            .with_context(|| format!("could not read {}", self.to_archive))?;
        Ok(text.trim().parse()?)
    }

    fn receipt_path(&self) -> PathBuf {
        self.receipt.clone().unwrap_or_else(|| self.out.with_extension("receipt.json"))
    }

    /// Has `make` write the submission, and writes the receipt; both or neither stay.
    pub fn write(
        &self,
        make: impl FnOnce(Order<'_>, &mut dyn std::io::Write) -> Result<Made, zegel_sift::SiftError>,
    ) -> anyhow::Result<Made> {
        let recipient = self.recipient()?;
        let mut secret = [0; 32];
        random(&mut secret);
        let mut id = [0; 10];
        random(&mut id);
        let now = now();
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        let order = Order {
            secret: Secret::new(secret),
            id: uuid::Builder::from_unix_timestamp_millis(millis, &id).into_uuid(),
            now,
            owner: &self.owner,
            archive: &self.archive_name,
            recipient: &recipient,
        };
        let doing = || format!("could not write {}", self.out.display());
        let file = File::create_new(&self.out).with_context(doing)?;
        let result = (|| {
            let mut out = BufWriter::with_capacity(1 << 20, file);
            let made = make(order, &mut out)?;
            out.flush().with_context(doing)?;
            out.get_ref().sync_all().with_context(doing)?;
            zegel_archive::create::write_secret(&self.receipt_path(), &made.receipt.to_json())?;
            Ok(made)
        })();
        if result.is_err() {
            // What was written is cut off and cannot be opened; it would only be one more copy.
            let _ = std::fs::remove_file(&self.out);
        }
        result
    }

    /// Says what was made and what comes next.
    pub fn told(&self, made: &Made) {
        println!("Wrote {} (sealed; safe to mail)", self.out.display());
        println!(
            "Wrote {} (your receipt: keep it yourself, never send it along)",
            self.receipt_path().display()
        );
        println!(
            "Next: zegel accept {} --as {}   (capture {})",
            self.out.display(),
            self.owner,
            made.manifest.id
        );
    }
}
