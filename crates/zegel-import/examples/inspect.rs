//! Prints an export as JSON lines, or only how long reading it took: `inspect FILE TODAY [--count] [--summary]`.
//!
//! For measuring and for trying files by hand; the command of the product is `zegel inspect`.

use std::ops::ControlFlow;
use std::time::Instant;

use zegel_import::{Language, MessageRef, Options, Sink, Source, inspect_jsonl, read, summary_text};

struct Count(u64, u64);

impl Sink for Count {
    fn message(&mut self, message: &MessageRef<'_>) -> ControlFlow<()> {
        self.0 += 1;
        self.1 += message.text.len() as u64;
        ControlFlow::Continue(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [path, today, rest @ ..] = args.as_slice() else {
        return Err("usage: inspect FILE TODAY [--count] [--summary] [--route]".into());
    };
    let has = |flag: &str| rest.iter().any(|arg| arg == flag);
    let mut options = Options::new(today.parse()?);
    if has("--route") {
        options.route = Some(zegel_model::Route::WhatsappText);
    }
    let name = std::path::Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let source = Source::seekable(std::fs::File::open(path)?).named(name);
    let start = Instant::now();
    if has("--count") || has("--summary") {
        let mut count = Count(0, 0);
        let report = read(source, &options, &mut count)?;
        let seconds = start.elapsed().as_secs_f64();
        if has("--summary") {
            println!("{}", summary_text(&report, Language::Dutch));
        }
        let speed = report.bytes as f64 / seconds / 1e6;
        println!("{} messages, {} text bytes, {seconds:.4} s, {speed:.0} MB/s", count.0, count.1);
        return Ok(());
    }
    let mut out = std::io::stdout().lock();
    inspect_jsonl(source, &options, &mut out)?;
    eprintln!("{:.4} s", start.elapsed().as_secs_f64());
    Ok(())
}
