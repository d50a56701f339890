//! Booklets, bound by a process of their own: what others handed in may be made to break whoever
//! reads it, and must not break the server.
//!
//! The process gets a booklet on its standard input and writes the PDF to its standard output. It
//! has its own bounds of memory; time is bounded here. When it fails, each file is tried alone,
//! and what cannot be bound is named in its place.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use papers::Booklet;

use crate::{App, Problem, child};

/// Together with the trials and the second try below the time of a request.
const BIND_TIME_MAX: Duration = Duration::from_secs(25);
/// Of one file that is tried alone.
const TRIAL_TIME_MAX: Duration = Duration::from_secs(4);
/// Of all of them; what was not tried by then is named.
const TRIALS_TIME_MAX: Duration = Duration::from_secs(12);
const SECOND_TIME_MAX: Duration = Duration::from_secs(15);
/// No booklet is larger.
const OUTPUT_BYTES_MAX: u64 = 400_000_000;

/// The command of the program that binds.
pub const COMMAND: &str = "bind-booklet";

/// The program that binds, and that it binds one booklet at a time.
#[derive(Debug, Default)]
pub(crate) struct Binder {
    program: OnceLock<PathBuf>,
    busy: Mutex<()>,
}

impl Binder {
    /// The program, once it was lent.
    pub(crate) fn program(&self) -> Option<&Path> {
        self.program.get().map(PathBuf::as_path)
    }
}

impl App {
    /// Lends the program that binds booklets and reads files: the binary itself, with [`COMMAND`] and
    /// [`crate::reader::COMMAND`].
    pub fn lend_binder(&self, program: PathBuf) {
        // The first one stays
        let _ = self.binder().program.set(program);
    }

    /// Binds a booklet; PDF.
    ///
    /// # Errors
    /// [`Problem::Refused`] while another one is bound; [`Problem::Internal`] when even the words
    /// alone cannot be.
    pub fn bind(&self, booklet: Booklet) -> Result<Vec<u8>, Problem> {
        let binder = self.binder();
        let program =
            binder.program.get().ok_or_else(|| Problem::Internal("no program binds booklets".to_owned()))?;
        let _one = match binder.busy.try_lock() {
            Ok(held) => held,
            Err(std::sync::TryLockError::Poisoned(held)) => PoisonError::into_inner(held),
            Err(std::sync::TryLockError::WouldBlock) => {
                return Err(Problem::Refused(
                    "Máy chủ đang đóng một tập tài liệu khác. Thử lại sau một phút.".to_owned(),
                ));
            }
        };
        bound(program, booklet).map_err(Problem::Internal)
    }
}

fn bound(program: &Path, mut booklet: Booklet) -> Result<Vec<u8>, String> {
    let fault = match run(program, &booklet, BIND_TIME_MAX) {
        Ok(pdf) => return Ok(pdf),
        Err(fault) => fault,
    };
    tracing::warn!(%fault, "a booklet could not be bound, its files are tried one by one");
    let begun = Instant::now();
    let unbound: Vec<usize> = booklet
        .bound_files()
        .filter(|file| {
            let left = TRIALS_TIME_MAX.saturating_sub(begun.elapsed()).min(TRIAL_TIME_MAX);
            left.is_zero() || run(program, &booklet.only(file), left).is_err()
        })
        .map(|file| file.place)
        .collect();
    booklet.name_instead(&unbound, "tệp hỏng, quá nặng, hoặc dùng cách ghi không hỗ trợ");
    run(program, &booklet, SECOND_TIME_MAX)
}

/// One run of the program, or why it gave nothing.
fn run(program: &Path, booklet: &Booklet, time_max: Duration) -> Result<Vec<u8>, String> {
    let pdf = child::run(program, COMMAND, time_max, OUTPUT_BYTES_MAX, |into| {
        // A program that stops early closes its end; that it failed is seen by its end
        let _ = booklet.write(into);
    })?;
    if pdf.starts_with(b"%PDF") { Ok(pdf) } else { Err("what came out is no PDF".to_owned()) }
}
