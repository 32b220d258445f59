//! Printing to somebody who may leave; `zegel-verify` has this file too.

/// Ends the program without a word when whoever read its output has gone, as in `zegel verify | head`. The standard library panics
/// there; letting the signal end the program would also end a server whose visitor left.
pub fn end_when_nobody_reads() {
    const KILLED_BY_SIGPIPE: i32 = 128 + 13;
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let said = panic.payload_as_str().unwrap_or_default();
        if said.starts_with("failed printing to stdout") && said.contains("Broken pipe") {
            std::process::exit(KILLED_BY_SIGPIPE);
        }
        report(panic);
    }));
}
