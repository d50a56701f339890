//! `cargo run -p xtask -- law-index | policy-matrix | glossary`: documents that are made from code.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let task = std::env::args().nth(1).unwrap_or_default();
    let made = match task.as_str() {
        "law-index" => match law::Law::shipped() {
            Ok(law) => ("LAW.md", law::law_markdown(&law)),
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        },
        "policy-matrix" => ("POLICY.md", xtask::policy_markdown()),
        _ => {
            eprintln!("cargo run -p xtask -- law-index | policy-matrix");
            return ExitCode::FAILURE;
        }
    };
    match std::fs::write(docs.join(made.0), made.1) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", made.0);
            ExitCode::FAILURE
        }
    }
}
