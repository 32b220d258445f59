//! `zegel breach tell`.

use jiff::tz::TimeZone;
use zegel_archive::breach::telling::LetterState;
use zegel_archive::telling::{self, Current, Phase};
use zegel_model::BreachId;

use crate::exit::{Code, Usage};
use crate::opening::{ArchiveArgs, now};

/// Send the letters of a telling that was approved, one by one (GDPR art. 34); `zegel serve` does it by itself
///
/// What was being sent when the machine stopped is in doubt and is not sent again: decide about it on the page of the breach.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The identifier of the breach
    breach: BreachId,
    /// Only say how many letters stand where
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    archive: ArchiveArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let id = args.breach;
    let mut opened = args.archive.open()?;
    let person = args.archive.person()?;
    let mut desk = opened.desk(person, now())?;
    let current = newest(telling::look(&desk, id)?.tellings)?;
    if !args.dry_run {
        if matches!(current.mailing.phase, Phase::Approved | Phase::Paused) {
            telling::start(&mut desk, id)?;
        }
        let round = zegel_web::tell::send_all(&opened, now)?;
        println!(
            "{} sent, {} refused, {} to be tried again, {} in doubt",
            round.n_sent, round.n_refused, round.n_later, round.n_in_doubt
        );
    }
    let current = newest(telling::look(&opened.desk(person, now())?, id)?.tellings)?;
    for code in LetterState::CODES {
        let n = current.tally.n(code);
        if 0 < n {
            println!("{code:<10} {n}");
        }
    }
    if let Some(next) = current.next_at.filter(|next| now() < *next) {
        println!("The next one at {}", next.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M"));
    }
    Ok(Code::Done)
}

fn newest(tellings: Vec<Current>) -> anyhow::Result<Current> {
    let newest = tellings.into_iter().next_back();
    newest.ok_or_else(|| Usage("there is no list of people to tell of this breach".to_owned()).into())
}
