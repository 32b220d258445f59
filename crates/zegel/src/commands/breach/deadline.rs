//! `zegel breach deadline`.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::{AmbiguousOffset, TimeZone};
use serde::Serialize;
use zegel_law::{
    BreachRule, Deadlines, Extension, Incident, Labels, Language, Law, Moment, Nis2Deadlines, Place, Reading,
};

use super::words::Words;
use super::{language, law};
use crate::exit::{Code, Usage};
use crate::opening::zone_of;

/// The name and version of the JSON (docs/formats/breach.md).
const FORMAT: (&str, u32) = ("zegel-breach-deadline", 1);

/// Say until when a breach must be notified, in all four readings of the hours, and which to plan on; no archive is needed
#[derive(clap::Args, Debug)]
pub struct Args {
    /// When the controller became aware, with its offset: 2027-03-25T15:30+01:00, 2027-03-25T14:30Z or
    /// 2027-03-25T15:30[Europe/Amsterdam]
    #[arg(long, value_name = "MOMENT")]
    pub aware: String,
    /// Where action is to be taken: NL or BE
    #[arg(long)]
    pub place: Place,
    /// Zone of the clock, e.g. Europe/Amsterdam; that of the place where absent
    #[arg(long)]
    pub zone: Option<String>,
    /// Regime under which the data are: avg, wpg, wjsg, police-be
    #[arg(long, default_value = "avg")]
    pub regime: String,
    /// The body's own file of rules, laid over those that come with Zegel
    #[arg(long, value_name = "FILE")]
    pub law: Option<PathBuf>,
    /// When it was notified: says whether that was late, and gives a sentence where a disputed reading covers it
    #[arg(long, value_name = "MOMENT")]
    pub notified: Option<String>,
    /// text for a person, json for a program (see docs/formats/breach.md)
    #[arg(long, default_value = "text", value_parser = ["text", "json"])]
    pub format: String,
    /// Language of the text for a person; the JSON has all three
    #[arg(long, alias = "lang", env = "ZEGEL_LANG", default_value = "nl", value_parser = ["nl", "en", "fr"])]
    pub language: String,
}

/// What is printed, in both forms.
#[derive(Serialize)]
struct Answer<'a> {
    format: &'static str,
    version: u32,
    plan_on: Reading,
    #[serde(flatten)]
    deadlines: &'a Deadlines,
    rule_source: &'a str,
    rule_note: Option<&'a Labels>,
    readings: Vec<ReadingAnswer<'a>>,
    notified: Option<NotifiedAnswer<'a>>,
    nis2: Option<Nis2Deadlines>,
}

#[derive(Serialize)]
struct ReadingAnswer<'a> {
    code: Reading,
    letter: char,
    rely_on: bool,
    labels: &'a Labels,
    note: &'a Labels,
    source: &'a str,
    verified: bool,
}

#[derive(Serialize)]
struct NotifiedAnswer<'a> {
    at: Moment,
    late: bool,
    covered_by: Option<Reading>,
    delay_reason: Option<&'a Labels>,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let law = law(args.law.as_ref())?;
    let given = args.zone.as_deref().map(zone_of).transpose()?;
    let zone = given.clone().map_or_else(|| zone_of(args.place.zone_name()), Ok)?;
    let aware = moment("--aware", &args.aware, given.as_ref())?;
    let notified =
        args.notified.as_deref().map(|text| moment("--notified", text, given.as_ref())).transpose()?;
    if notified.is_some_and(|at| at < aware) {
        return Err(Usage("--notified lies before --aware".into()).into());
    }
    let deadlines = law.deadlines(aware, &zone, args.place, &args.regime).map_err(usage)?;
    let incident = Incident { aware, notified: None };
    let rule = law.breach_rule(&args.regime, aware.to_zoned(zone.clone()).date()).map_err(usage)?;
    let answer = Answer {
        format: FORMAT.0,
        version: FORMAT.1,
        plan_on: Reading::Working,
        deadlines: &deadlines,
        rule_source: &rule.source,
        rule_note: rule.note.as_ref(),
        readings: Reading::ALL.into_iter().filter_map(|reading| told(&law, reading)).collect(),
        notified: notified.map(|at| NotifiedAnswer {
            at: Moment::new(at, &zone),
            late: deadlines.is_late(at),
            covered_by: deadlines.covered_by(at),
            delay_reason: law.delay_reason(&deadlines, at),
        }),
        nis2: law.nis2_deadlines(&incident, &zone, args.place).map_err(usage)?,
    };
    match args.format.as_str() {
        "json" => println!("{}", serde_json::to_string_pretty(&answer)?),
        _ => print!("{}", text(&answer, rule, &zone, language(&args.language))),
    }
    Ok(Code::Done)
}

fn told(law: &Law, reading: Reading) -> Option<ReadingAnswer<'_>> {
    law.reading(reading).map(|note| ReadingAnswer {
        code: reading,
        letter: reading.letter(),
        rely_on: reading == Reading::Working,
        labels: &note.labels,
        note: &note.note,
        source: &note.source,
        verified: note.verified,
    })
}

fn usage(error: impl std::fmt::Display) -> anyhow::Error {
    Usage(error.to_string()).into()
}

/// Reads a moment; a local time needs a zone, and is refused where it does not exist or exists twice.
fn moment(option: &str, text: &str, zone: Option<&TimeZone>) -> anyhow::Result<Timestamp> {
    let no_moment = || {
        usage(format!(
            "{option}: this is not a moment; write date, time and offset, e.g. 2027-03-25T15:30+01:00"
        ))
    };
    let pieces = Pieces::parse(text).map_err(|_| no_moment())?;
    let local = pieces.date().to_datetime(pieces.time().ok_or_else(no_moment)?);
    let named = pieces.to_time_zone().map_err(|_| {
        usage(format!("{option}: this machine knows no such zone; write it as in [Europe/Amsterdam]"))
    })?;
    match (pieces.to_numeric_offset(), named) {
        // An offset that the named zone does not have then is refused by the reader itself.
        (Some(_), Some(_)) => Ok(text
            .parse::<jiff::Zoned>()
            .map_err(|_| usage(format!("{option}: that zone does not have that offset at that moment")))?
            .timestamp()),
        (Some(offset), None) => Ok(offset.to_timestamp(local).map_err(|_| no_moment())?),
        (None, Some(named)) => resolved(option, local, &named),
        (None, None) => {
            let zone = zone.ok_or_else(|| {
                usage(format!(
                    "{option}: a local time can be two moments or none; add its offset, as in {text}+01:00, or give --zone"
                ))
            })?;
            resolved(option, local, zone)
        }
    }
}

fn resolved(option: &str, local: DateTime, zone: &TimeZone) -> anyhow::Result<Timestamp> {
    let ambiguous = zone.to_ambiguous_timestamp(local);
    let name = zone.iana_name().unwrap_or("that zone");
    let written = |at: Timestamp| at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => {}
        AmbiguousOffset::Gap { .. } => {
            return Err(usage(format!(
                "{option}: {local} does not exist in {name}: the clock goes forward over it; \
                 write the moment with its offset, e.g. {}",
                written(ambiguous.compatible()?)
            )));
        }
        AmbiguousOffset::Fold { .. } => {
            return Err(usage(format!(
                "{option}: {local} comes twice in {name}: write {} or {}",
                written(ambiguous.earlier()?),
                written(ambiguous.later()?)
            )));
        }
    }
    ambiguous.unambiguous().map_err(usage)
}

/// Sets the answer for a person.
fn text(answer: &Answer<'_>, rule: &BreachRule, zone: &TimeZone, language: Language) -> String {
    let words = Words::of(language);
    let colon = words.colon;
    let deadlines = answer.deadlines;
    let moment = |at: &Moment| words.moment(&at.utc.to_zoned(zone.clone()));
    let authority = rule.authority(deadlines.place).map_or("", |authority| authority.labels.get(language));
    let mut lines = vec![
        format!("{}{colon}{}", words.aware, moment(&deadlines.aware)),
        format!("{}{colon}{authority}", words.authority),
        format!(
            "{}{colon}{}, {} {} ({})",
            words.rule,
            rule.labels.get(language),
            rule.hours,
            words.hours,
            rule.version
        ),
        String::new(),
    ];
    for told in &answer.readings {
        let end = match told.code {
            Reading::Working => moment(&deadlines.working),
            Reading::NextHour => moment(&deadlines.next_hour),
            Reading::Touched => extension(words, deadlines.touched.as_ref()),
            Reading::WholeDays => extension(words, deadlines.whole_days.as_ref()),
        };
        let mark = if told.rely_on { format!("  <- {}", words.plan_on_this) } else { String::new() };
        lines.push(format!("{}  {:<40} {end}{mark}", told.letter, told.labels.get(language)));
    }
    lines.push(String::new());
    lines.extend(
        answer.readings.iter().map(|told| format!("{}{colon}{}", told.letter, told.note.get(language))),
    );
    lines.extend(answer.rule_note.map(|note| note.get(language).to_owned()));
    lines.extend(notes(answer, zone, language));
    lines.join("\n") + "\n"
}

fn extension(words: &Words, extension: Option<&Extension>) -> String {
    let Some(extension) = extension else { return words.not_longer.to_owned() };
    let doubt = if extension.rests_on_doubt { format!(" ({})", words.rests_on_doubt) } else { String::new() };
    words.end_of(extension.last_day) + &doubt
}

/// The holidays, what was not checked, a notification that was made, and NIS2.
fn notes(answer: &Answer<'_>, zone: &TimeZone, language: Language) -> Vec<String> {
    let words = Words::of(language);
    let colon = words.colon;
    let deadlines = answer.deadlines;
    let moment = |at: &Moment| words.moment(&at.utc.to_zoned(zone.clone()));
    let mut lines = vec![String::new()];
    let days: Vec<_> = deadlines
        .holidays
        .iter()
        .map(|day| {
            let doubt = if day.doubtful { format!(" ({})", words.doubtful) } else { String::new() };
            format!("{} {}{doubt}", words.date(day.date), day.labels.get(language))
        })
        .collect();
    let days = if days.is_empty() { words.none.to_owned() } else { days.join(", ") };
    lines.push(format!("{} ({}){colon}{days}", words.holidays, deadlines.holiday_sets.join(", ")));
    if !deadlines.unverified.is_empty() {
        lines.push(format!("{}{colon}{}", words.unverified, deadlines.unverified.join(", ")));
    }
    if let Some(notified) = &answer.notified {
        let verdict = if notified.late { words.late } else { words.timely };
        lines.push(format!("{}{colon}{}. {verdict}", words.notified, moment(&notified.at)));
        lines.extend(notified.delay_reason.map(|reason| format!("  {}", reason.get(language))));
    }
    if let Some(nis2) = &answer.nis2 {
        lines.push(format!(
            "NIS2 ({}){colon}{} {}; {} {}; {}",
            nis2.rule,
            words.early_warning,
            moment(&nis2.early_warning),
            words.notification,
            moment(&nis2.notification),
            words.final_report
        ));
    }
    lines
}
