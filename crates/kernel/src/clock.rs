//! What time it is, for the record and for the office's calendar.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::UNIX_EPOCH;

use crate::dates::{self, Date};

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
pub type Instant = i64;

/// The clock of an installation. Clones share it.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock, shown at UTC+7.
    System,
    /// A clock set by hand that still advances in real time from where it was set,
    /// so that the order of deeds is kept: the demonstration and the tests.
    Set {
        /// Milliseconds to add to the machine's clock.
        ahead_ms: Arc<AtomicI64>,
        /// When true, time stands still between two settings.
        still: bool,
    },
}

impl Clock {
    /// A clock that shows `at` now and runs on.
    pub fn starting(at: Instant) -> Self {
        Self::Set { ahead_ms: Arc::new(AtomicI64::new(at - wall())), still: false }
    }

    /// A clock that shows `at` until it is set anew.
    pub fn still(at: Instant) -> Self {
        Self::Set { ahead_ms: Arc::new(AtomicI64::new(at)), still: true }
    }

    /// The moment to record.
    pub fn now(&self) -> Instant {
        match self {
            Self::System => wall(),
            Self::Set { ahead_ms, still: false } => wall() + ahead_ms.load(Ordering::SeqCst),
            Self::Set { ahead_ms, still: true } => ahead_ms.load(Ordering::SeqCst),
        }
    }

    /// The date at UTC+7.
    pub fn today(&self) -> Date {
        dates::date_of(self.now())
    }

    /// Sets the clock; the machine's own cannot be set and answers `false`.
    pub fn set(&self, at: Instant) -> bool {
        match self {
            Self::System => false,
            Self::Set { ahead_ms, still } => {
                ahead_ms.store(if *still { at } else { at - wall() }, Ordering::SeqCst);
                true
            }
        }
    }

    /// The machine's own time: for the age of sign-ins and rate limits, which must not
    /// depend on a clock that a demonstration may move.
    pub fn wall(&self) -> Instant {
        wall()
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
fn wall() -> Instant {
    std::time::SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
