//! `zegel hold`.

use zegel_archive::{HoldId, Target, hold};
use zegel_model::{Content, DossierId, RecordId};

use crate::exit::{Code, Usage};
use crate::opening::{ArchiveArgs, now};

/// Place, lift and list holds; a hold beats every term
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// Place a hold on a record or a dossier
    Place {
        #[command(flatten)]
        on: On,
        /// Why
        #[arg(long)]
        ground: String,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// Lift one hold; others on the same target stay
    Lift {
        /// The hold
        hold: HoldId,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// List the holds on a record or a dossier
    List {
        #[command(flatten)]
        on: On,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
}

/// A record or a dossier.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
pub struct On {
    /// The record
    #[arg(long)]
    record: Option<RecordId>,
    /// The dossier
    #[arg(long)]
    dossier: Option<DossierId>,
}

impl On {
    /// Returns what was named.
    pub fn target(&self) -> anyhow::Result<Target> {
        match (&self.record, &self.dossier) {
            (Some(record), _) => Ok(Target::Record(*record)),
            (None, Some(dossier)) => Ok(Target::Dossier(dossier.clone())),
            (None, None) => Err(Usage("give --record or --dossier".into()).into()),
        }
    }
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    match &args.what {
        What::Place { on, ground, archive } => {
            let mut opened = archive.open()?;
            let mut desk = opened.desk(archive.person()?, now())?;
            let id = hold::place(&mut desk, &on.target()?, &Content::from(ground.as_str()))?;
            println!("Placed hold {id}");
        }
        What::Lift { hold: id, archive } => {
            let mut opened = archive.open()?;
            hold::lift(&mut opened.desk(archive.person()?, now())?, *id)?;
            println!("Lifted hold {id}");
        }
        What::List { on, archive } => {
            let mut opened = archive.open()?;
            for hold in hold::list(&opened.desk(archive.person()?, now())?, &on.target()?)? {
                let state = if hold.lifted.is_some() { "lifted" } else { "in force" };
                println!("{}  {state}  placed by {} at {}", hold.id, hold.placed.by, hold.placed.at);
            }
        }
    }
    Ok(Code::Done)
}
