//! The program `diptych`.

use std::process::ExitCode;

fn main() -> ExitCode {
    diptych::cli::run()
}
