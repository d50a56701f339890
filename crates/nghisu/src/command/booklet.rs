//! Binding one booklet, as a process of its own: the server starts it and nobody else.

use std::io::Write as _;
use std::thread;

use papers::Booklet;

use crate::Fault;

/// Of memory a booklet gets no more.
#[cfg(unix)]
const MEMORY_BYTES_MAX: u64 = 2_500_000_000;
/// Seconds of the processor, should the server that watches the clock be gone.
#[cfg(unix)]
const SECONDS_MAX: u64 = 120;
/// Nested tables and files need more than a thread has by itself.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Reads a booklet from the standard input and writes it as PDF to the standard output.
///
/// # Errors
/// [`Fault`], in words that the server logs.
pub fn bind_booklet() -> Result<(), Fault> {
    bound_process()?;
    let booklet = Booklet::read(&mut std::io::stdin().lock()).map_err(said)?;
    let bound = thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || press::bind(&booklet))
        .map_err(said)?
        .join()
        .map_err(|_| Fault::Deed("the typesetter panicked".to_owned()))?;
    let mut out = std::io::stdout().lock();
    out.write_all(&bound.map_err(said)?).and_then(|()| out.flush()).map_err(said)
}

fn said(error: impl std::fmt::Display) -> Fault {
    Fault::Deed(error.to_string())
}

/// A hostile file ends this process, not the machine; and leaves no image of its memory behind.
#[cfg(unix)]
fn bound_process() -> Result<(), Fault> {
    use nix::sys::resource::{Resource, setrlimit};

    setrlimit(Resource::RLIMIT_CORE, 0, 0).map_err(said)?;
    setrlimit(Resource::RLIMIT_AS, MEMORY_BYTES_MAX, MEMORY_BYTES_MAX).map_err(said)?;
    setrlimit(Resource::RLIMIT_CPU, SECONDS_MAX, SECONDS_MAX).map_err(said)
}

#[cfg(not(unix))]
fn bound_process() -> Result<(), Fault> {
    Ok(())
}
