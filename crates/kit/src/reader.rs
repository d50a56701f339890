//! What an uploaded file says, read by a process of its own: a file may be made to break whoever
//! reads it, and must not break the server.

use std::io::Write as _;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use papers::Reading;

use crate::{App, child};

/// Of one file; the process gives itself as much of the processor.
const READ_TIME_MAX: Duration = Duration::from_secs(10);
/// What is waited for another file to be read.
const WAIT_MAX: Duration = Duration::from_secs(8);
/// Two million letters with all that stands around them.
const OUTPUT_BYTES_MAX: u64 = 32_000_000;
/// So many files are read at once.
const AT_ONCE: usize = 2;

/// The command of the program that reads.
pub const COMMAND: &str = "read-file";

/// Why nothing was read, in words for the one who sent the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadFault {
    /// Others are being read.
    #[error("Máy chủ đang đọc các tệp khác. Thử lại sau một phút.")]
    Busy,
    /// No program was lent.
    #[error("Máy chủ chưa đọc được nội dung tệp. Báo quản trị hệ thống.")]
    NoProgram,
    /// It broke its reader, or took too much of it.
    #[error(
        "Không đọc được nội dung tệp: tệp hỏng, có mật khẩu, hoặc quá nặng khi mở ra. Mở tệp, lưu lại rồi gửi."
    )]
    Unreadable,
}

/// How many files are being read.
#[derive(Debug, Default)]
pub(crate) struct Readers {
    busy: Mutex<usize>,
    free: Condvar,
}

impl Readers {
    fn take(&self) -> Option<Seat<'_>> {
        let busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut busy, _) = self
            .free
            .wait_timeout_while(busy, WAIT_MAX, |busy| AT_ONCE <= *busy)
            .unwrap_or_else(PoisonError::into_inner);
        if AT_ONCE <= *busy {
            return None;
        }
        *busy += 1;
        Some(Seat(self))
    }
}

struct Seat<'a>(&'a Readers);

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        let mut busy = self.0.busy.lock().unwrap_or_else(PoisonError::into_inner);
        *busy = busy.saturating_sub(1);
        self.0.free.notify_one();
    }
}

impl App {
    /// What a Word, Excel, PDF or text file says. It may take seconds: not within a write.
    ///
    /// # Errors
    /// [`ReadFault`], in words for the one who sent it.
    pub fn read_file(&self, bytes: &[u8]) -> Result<Reading, ReadFault> {
        let program = self.binder().program().ok_or(ReadFault::NoProgram)?;
        let _seat = self.readers().take().ok_or(ReadFault::Busy)?;
        let made = child::run(program, COMMAND, READ_TIME_MAX, OUTPUT_BYTES_MAX, |into| {
            // A program that stops early closes its end; that it failed is seen by its end
            let _ = into.write_all(bytes);
        });
        let made = made.map_err(|fault| {
            tracing::warn!(%fault, "a file could not be read");
            ReadFault::Unreadable
        })?;
        let reading: Option<Reading> = serde_json::from_slice(&made).map_err(|_| ReadFault::Unreadable)?;
        reading.ok_or(ReadFault::Unreadable)
    }
}
