//! Progress with numbers on a terminal; silent when the output goes elsewhere.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar that counts bytes.
pub fn bytes(what: &'static str, total: u64) -> ProgressBar {
    bar(what, total, "{msg} {wide_bar} {bytes}/{total_bytes} {eta}")
}

/// A bar that counts things.
pub fn count(what: &'static str, total: u64) -> ProgressBar {
    bar(what, total, "{msg} {wide_bar} {human_pos}/{human_len} {eta}")
}

fn bar(what: &'static str, total: u64, template: &str) -> ProgressBar {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    // Indicatif draws on standard error, and only on a terminal.
    ProgressBar::new(total).with_style(style).with_message(what)
}
