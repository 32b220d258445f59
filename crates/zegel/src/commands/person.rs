//! `zegel person`.

use zegel_archive::credentials::{self, Invitation};
use zegel_archive::people;
use zegel_model::{Person, PersonId, Role};

use crate::exit::Code;
use crate::opening::{ArchiveArgs, now};

/// Add, change and list the people of the archive
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// Add a person
    Add(One),
    /// Change the name or the roles of a person
    Change(One),
    /// Give a person a code, with which they make their passkey or passphrase in the pages
    ///
    /// In an archive where nobody can sign on yet, whoever holds its key gives the first codes; afterwards an administrator does,
    /// and never to themselves.
    Code {
        /// Short name, e.g. anna
        id: PersonId,
        #[command(flatten)]
        archive: ArchiveArgs,
    },
    /// List everybody
    List {
        #[command(flatten)]
        archive: ArchiveArgs,
    },
}

#[derive(clap::Args, Debug)]
struct One {
    /// Short name, e.g. anna
    id: PersonId,
    /// Full name
    #[arg(long)]
    name: String,
    /// Role; may be given more than once: chat-owner, supporter, records-adviser, data-owner, archivist, lawyer,
    /// privacy-officer, administrator, inspector
    #[arg(long = "role", required = true)]
    roles: Vec<Role>,
    #[command(flatten)]
    archive: ArchiveArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    match &args.what {
        What::Add(one) => {
            let mut opened = one.archive.open()?;
            people::add(&mut opened.desk(one.archive.person()?, now())?, &one.person())?;
            println!("Added {}", one.id);
        }
        What::Change(one) => {
            let mut opened = one.archive.open()?;
            people::change(&mut opened.desk(one.archive.person()?, now())?, &one.person())?;
            println!("Changed {}", one.id);
        }
        What::Code { id, archive } => {
            let invitation = invite(archive, id)?;
            println!("Code for {id}, to be used once, until {}:", invitation.expires_at);
            println!("  {}", invitation.code);
            println!("Tell {id} to open the page /toegang of the archive and to type name and code there.");
        }
        What::List { archive } => {
            let mut opened = archive.open()?;
            for person in people::list(&opened.desk(archive.person()?, now())?)? {
                let roles: Vec<_> = person.roles.iter().map(|role| role.name()).collect();
                println!("{:<16}  {:<32}  {}", person.id, person.name.as_str(), roles.join(", "));
            }
        }
    }
    Ok(Code::Done)
}

fn invite(archive: &ArchiveArgs, person: &PersonId) -> anyhow::Result<Invitation> {
    let mut opened = archive.open()?;
    if credentials::is_anybody_known(&opened)? {
        return Ok(credentials::invite(&mut opened.desk(archive.person()?, now())?, person)?);
    }
    Ok(credentials::invite_first(&mut opened, person, now())?)
}

impl One {
    fn person(&self) -> Person {
        Person { id: self.id.clone(), name: self.name.as_str().into(), roles: self.roles.clone() }
    }
}
