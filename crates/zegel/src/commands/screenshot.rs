//! `zegel screenshot`.

use std::path::PathBuf;

use anyhow::Context as _;
use jiff::civil::DateTime;
use zegel_model::{Content, Platform};
use zegel_sift::{Screenshot, Screenshots, screenshots_submission};

use super::sift::OrderArgs;
use crate::exit::{Code, Usage};

/// Hand in screenshots with what stands on each, in their order; blacking out is done with `zegel sift --page`
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The pictures (JPEG, PNG, WebP, GIF), in their order
    #[arg(required = true, value_name = "PICTURE")]
    pub pictures: Vec<PathBuf>,
    /// A file with what stands on a picture; once for each, in the same order
    #[arg(long, value_name = "FILE")]
    pub text: Vec<PathBuf>,
    /// Local day and time of the first message on a picture, e.g. 2026-03-12T08:51; once for each
    #[arg(long, value_name = "TIME")]
    pub at: Vec<DateTime>,
    /// The app: whatsapp, signal, messages, telegram, teams, other-app
    #[arg(long)]
    pub app: String,
    /// Who is on them (more than once)
    #[arg(long, value_name = "NAME")]
    pub person: Vec<String>,
    /// What they are about
    #[arg(long)]
    pub title: Option<String>,
    #[command(flatten)]
    pub order: OrderArgs,
}

pub fn run(args: &Args) -> anyhow::Result<Code> {
    let n = args.pictures.len();
    if args.text.len() != n || args.at.len() != n {
        return Err(Usage(format!("{n} pictures need --text {n} times and --at {n} times")).into());
    }
    let app: Platform = serde_json::from_value(serde_json::Value::from(args.app.as_str()))
        .map_err(|_| Usage(format!("there is no app '{}'; see 'zegel screenshot --help'", args.app)))?;
    let read =
        |path: &PathBuf| std::fs::read(path).with_context(|| format!("could not read {}", path.display()));
    let bytes = args.pictures.iter().map(read).collect::<anyhow::Result<Vec<_>>>()?;
    let pictures = bytes.iter().zip(&args.text).zip(&args.at).map(|((bytes, text), at)| {
        let text =
            std::fs::read_to_string(text).with_context(|| format!("could not read {}", text.display()))?;
        let text = Content::from(text.trim());
        Ok(Screenshot { bytes, at: *at, text, regions: vec![], ground: None })
    });
    let screenshots = Screenshots {
        title: args.title.as_deref().map(Content::from),
        app,
        people: args.person.iter().map(|name| Content::from(name.as_str())).collect(),
        regime: args.order.select_in(),
        pictures: pictures.collect::<anyhow::Result<_>>()?,
    };
    let made = args.order.write(|order, out| screenshots_submission(&screenshots, order, out))?;
    println!("Handed over will be {n} screenshots, without their metadata");
    args.order.told(&made);
    Ok(Code::Done)
}
