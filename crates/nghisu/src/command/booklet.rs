//! Binding one booklet and reading one file, each as a process of its own: the server starts it and
//! nobody else.

use std::io::{Read as _, Write as _};
use std::thread;

use papers::Booklet;

use crate::Fault;

/// Of memory a booklet gets no more.
const MEMORY_BYTES_MAX: u64 = 2_500_000_000;
/// Seconds of the processor, should the server that watches the clock be gone.
const SECONDS_MAX: u64 = 120;
/// Nested tables and files need more than a thread has by itself.
const STACK_BYTES: usize = 64 * 1024 * 1024;
/// Reading one file needs less.
const READING_MEMORY_BYTES_MAX: u64 = 512 * 1024 * 1024;
const READING_SECONDS_MAX: u64 = 10;
/// No file that is kept is larger.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Reads a booklet from the standard input and writes it as PDF to the standard output.
///
/// # Errors
/// [`Fault`], in words that the server logs.
pub fn bind_booklet() -> Result<(), Fault> {
    bound_process(MEMORY_BYTES_MAX, SECONDS_MAX)?;
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

/// Reads a file from the standard input and writes what it says to the standard output: `null` when
/// it cannot be read.
///
/// # Errors
/// [`Fault`], in words that the server logs.
pub fn read_file() -> Result<(), Fault> {
    bound_process(READING_MEMORY_BYTES_MAX, READING_SECONDS_MAX)?;
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(FILE_BYTES_MAX).read_to_end(&mut bytes).map_err(said)?;
    let reading = thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || {
            shut_in()?;
            let is_pdf = bytes
                .get(..1024.min(bytes.len()))
                .is_some_and(|head| head.windows(5).any(|mark| mark == b"%PDF-"));
            Ok::<_, Fault>(if is_pdf { press::words(&bytes) } else { papers::reading(&bytes) })
        })
        .map_err(said)?
        .join()
        .map_err(|_| Fault::Deed("the reader panicked".to_owned()))??;
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, &reading).map_err(said)?;
    out.flush().map_err(said)
}

fn said(error: impl std::fmt::Display) -> Fault {
    Fault::Deed(error.to_string())
}

/// A hostile file ends this process, not the machine; and leaves no image of its memory behind.
#[cfg(unix)]
fn bound_process(memory_bytes_max: u64, seconds_max: u64) -> Result<(), Fault> {
    use nix::sys::resource::{Resource, setrlimit};

    setrlimit(Resource::RLIMIT_CORE, 0, 0).map_err(said)?;
    setrlimit(Resource::RLIMIT_AS, memory_bytes_max, memory_bytes_max).map_err(said)?;
    setrlimit(Resource::RLIMIT_CPU, seconds_max, seconds_max).map_err(said)
}

/// From here on no file is opened, nothing is fetched, nothing is written to a disk and no other
/// program is started: there is no number left for another open end.
#[cfg(unix)]
fn shut_in() -> Result<(), Fault> {
    use nix::sys::resource::{Resource, setrlimit};

    /// Standard input, output and complaints are open already.
    const OPEN_ENDS: u64 = 3;
    setrlimit(Resource::RLIMIT_NOFILE, OPEN_ENDS, OPEN_ENDS).map_err(said)?;
    setrlimit(Resource::RLIMIT_FSIZE, 0, 0).map_err(said)
}

#[cfg(not(unix))]
fn bound_process(_: u64, _: u64) -> Result<(), Fault> {
    Ok(())
}

#[cfg(not(unix))]
fn shut_in() -> Result<(), Fault> {
    Ok(())
}
