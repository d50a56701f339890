//! How often one may call.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use kernel::Instant;

/// Calls counted by key: so many at once, and then one every half second.
#[derive(Debug, Default)]
pub struct Meter {
    /// When a key may again make all its calls at once.
    rested: Mutex<HashMap<String, Instant>>,
}

const AT_ONCE: i64 = 120;
const EVERY_MS: i64 = 500;
const KEYS_MAX: usize = 10_000;

impl Meter {
    /// Counts a call at `wall`.
    ///
    /// # Errors
    /// It is one too many: the seconds to wait.
    pub fn take(&self, key: &str, wall: Instant) -> Result<(), u64> {
        let mut rested = self.rested.lock().unwrap_or_else(PoisonError::into_inner);
        if rested.len() >= KEYS_MAX {
            rested.retain(|_, at| *at > wall);
        }
        let at = rested.entry(key.to_owned()).or_insert(wall);
        let next = (*at).max(wall) + EVERY_MS;
        let wait = next - wall - AT_ONCE * EVERY_MS;
        if wait > 0 {
            return Err(u64::try_from(wait).unwrap_or(0).div_ceil(1_000));
        }
        *at = next;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_at_once_and_then_one_every_half_second() {
        let meter = Meter::default();
        for _ in 0..AT_ONCE {
            assert_eq!(meter.take("a", 1_000), Ok(()));
        }
        assert_eq!(meter.take("a", 1_000), Err(1));
        assert_eq!(meter.take("b", 1_000), Ok(()));
        assert_eq!(meter.take("a", 1_499), Err(1));
        assert_eq!(meter.take("a", 1_500), Ok(()));
        assert_eq!(meter.take("a", 1_500), Err(1));
        assert_eq!(meter.take("a", 61_500), Ok(()));
    }
}
