//! `zegel inspect`.

use std::io::{BufWriter, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use zegel_import::{
    Language, MessageRef, Options, ReadError, Report, Sink, Source, inspect_jsonl, summary_text,
};
use zegel_model::{DateOrder, Route};

use crate::exit::{Code, Usage};
use crate::opening::{today, zone_of};

/// Read a chat export and show what is in it, and what is missing; nothing is kept
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The export: `.txt` or `.zip`, as the phone made it
    pub file: PathBuf,
    /// text for a person, jsonl for a program (see docs/formats/inspect.md)
    #[arg(long, default_value = "text", value_parser = ["text", "jsonl"])]
    pub format: String,
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// Language of the text for a person
    #[arg(long, env = "ZEGEL_LANG", default_value = "nl", value_parser = ["nl", "en"])]
    pub lang: String,
}

/// What the user may say about a file that the file does not say itself.
#[derive(clap::Args, Debug, Clone, Default)]
pub struct ReadingArgs {
    /// Read the file as this route, also when it is too short to be recognised: whatsapp-text
    #[arg(long, value_name = "NAME")]
    pub route: Option<String>,
    /// Order of day, month and year, where the file leaves it open
    #[arg(long, value_name = "ORDER", value_parser = ["dmy", "mdy", "ymd", "ydm"])]
    pub date_order: Option<String>,
    /// Zone of the phone, e.g. Europe/Amsterdam
    #[arg(long)]
    pub zone: Option<String>,
}

impl ReadingArgs {
    /// Returns the options of a reading.
    pub fn options(&self) -> anyhow::Result<Options> {
        let mut options = Options::new(today());
        options.route = self.route.as_deref().map(route).transpose()?;
        options.date_order = self.date_order.as_deref().map(|order| match order {
            "mdy" => DateOrder::Mdy,
            "ymd" => DateOrder::Ymd,
            "ydm" => DateOrder::Ydm,
            _ => DateOrder::Dmy,
        });
        // It goes into the record as a fact, so it must be a zone, written as the list does.
        let listed = |name: &str| anyhow::Ok(zone_of(name)?.iana_name().unwrap_or(name).to_owned());
        options.zone = self.zone.as_deref().map(listed).transpose()?;
        Ok(options)
    }
}

fn route(name: &str) -> anyhow::Result<Route> {
    match name {
        "whatsapp-text" | "whatsapp-txt" | "whatsapp" => Ok(Route::WhatsappText),
        _ => Err(Usage(format!("there is no route '{name}'; this version reads whatsapp-text")).into()),
    }
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let options = args.reading.options()?;
    let result = match args.format.as_str() {
        "jsonl" => {
            let mut out = BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
            let result = inspect_jsonl(source(&args.file)?, &options, &mut out);
            out.flush().context("could not write to the screen")?;
            result.map(|_| ())
        }
        _ => text(&args.file, &options, &args.lang),
    };
    match result {
        Ok(()) => Ok(Code::Done),
        Err(error) => Err(explained(error)),
    }
}

fn text(path: &Path, options: &Options, lang: &str) -> Result<(), ReadError> {
    let language = if lang == "en" { Language::English } else { Language::Dutch };
    let io = |source| ReadError::Io { doing: "open the file", source };
    let opened = Source::seekable(std::fs::File::open(path).map_err(io)?).named(&name_of(path));
    let print = |report: &Report| println!("{}", summary_text(report, language));
    match zegel_import::read(opened, options, &mut Count) {
        Ok(report) => {
            print(&report);
            Ok(())
        }
        Err(error) => {
            // What could be read is shown in any case; the exit code says that it is not all.
            error.report().inspect(|report| print(report));
            Err(error)
        }
    }
}

/// Looks at every message without keeping any: the report counts.
#[derive(Default)]
pub struct Count;

impl Sink for Count {
    fn message(&mut self, _: &MessageRef<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Opens a file as a source.
pub fn source(path: &Path) -> anyhow::Result<Source<'static>> {
    let file = std::fs::File::open(path).with_context(|| format!("could not open {}", path.display()))?;
    Ok(Source::seekable(file).named(&name_of(path)))
}

/// Returns the name of a file without its folder.
pub fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Says what went wrong and what the user can do; the cause stays in the chain for the exit code.
fn explained(error: ReadError) -> anyhow::Error {
    let said = format!("could not {error}. {}", error.what_to_do());
    anyhow::Error::new(error).context(said)
}
