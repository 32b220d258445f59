//! The typesetting process on its own; `zegel __typeset` is the same thing inside the large program.

use std::process::ExitCode;

fn main() -> ExitCode {
    zegel_render::worker_main()
}
