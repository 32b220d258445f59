//! `zegel demo`: the main job from the first signal on a phone to a certificate, in a new archive, with real figures.
//!
//! Nothing is canned: the export is generated, and every step is the step that a person would take, through the same use cases.

mod scenes;

use std::path::PathBuf;

use crate::exit::Code;

/// Show the main job from end to end in a new archive: export, choice, record, search, release, destruction, proof
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folder for everything that the demonstration makes; must not exist yet
    #[arg(long, default_value = "zegel-demo")]
    pub dir: PathBuf,
    /// Number of messages in the generated export
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u64).range(100..=100_000))]
    pub messages: u64,
    /// Which conversation, out of as many as there are seeds
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    scenes::play(args)?;
    Ok(Code::Done)
}
