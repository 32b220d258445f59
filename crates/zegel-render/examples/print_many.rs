//! Prints N invented messages, to measure: `print_many N OUT.pdf [TYPESET-PROGRAM]`.
//!
//! With a program, each part of 5,000 messages is typeset in a child and written to `OUT.pdf.1`, `.2` and so on.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use zegel_render::{
    DEFAULT_PART_LIMIT, Fonts, Job, Language, Limits, Pictures, Plan, Print, Profile, pdf, render_in_child,
};

#[path = "../tests/prints/corpus.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "shared with the tests, which use all of it")]
mod corpus;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [n, out, program @ ..] = args.as_slice() else {
        return Err("usage: print_many N OUT.pdf [TYPESET-PROGRAM]".into());
    };
    let n: u64 = n.parse()?;
    let dirs = Fonts::default_dirs();
    match program {
        [] => {
            let transcript = corpus::many(n);
            std::fs::write(out, pdf(&transcript, &Pictures::new(), Profile::A2a, &Fonts::load(&dirs)?)?)?;
        }
        [program, ..] => in_parts(n, Path::new(out), Path::new(program), &dirs)?,
    }
    Ok(())
}

fn in_parts(n: u64, out: &Path, program: &Path, dirs: &[PathBuf]) -> Result<(), Box<dyn std::error::Error>> {
    let kept = corpus::many_kept(n);
    let settling = corpus::settling(Language::Nl, n, vec![], &kept);
    let limit: NonZeroUsize = DEFAULT_PART_LIMIT;
    let plan = Plan::new(kept.iter().map(|(message, _)| message.at), limit);
    for transcript in settling.parts(&plan, kept) {
        let job =
            Job { print: Print::Transcript(&transcript), profile: Profile::A2a, font_dirs: dirs.to_vec() };
        let typeset = render_in_child(program, &[], &job, &mut std::iter::empty(), &Limits::default())?;
        println!("part {} of {}: {typeset:?}", transcript.part.index, transcript.part.n_parts);
        std::fs::write(out.with_extension(format!("{}.pdf", transcript.part.index)), typeset.pdf)?;
    }
    Ok(())
}
