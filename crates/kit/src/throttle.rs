//! Slowing down those who guess.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use kernel::Instant;

/// Failures counted by key: an account, an address. Nobody is locked out for good; each
/// failure beyond the first few doubles the wait, up to fifteen minutes.
#[derive(Debug, Default)]
pub struct Throttle {
    failures: Mutex<HashMap<String, Failures>>,
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
}

const FREE_TRIES: u32 = 5;
const WAIT_MAX_MS: i64 = 15 * 60 * 1000;
const KEYS_MAX: usize = 50_000;

impl Throttle {
    /// How many seconds this key must still wait at `wall`; zero when it may try.
    pub fn wait_seconds(&self, key: &str, wall: Instant) -> u64 {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.get(key).map_or(0, |known| {
            let left = known.last + wait_ms(known.count) - wall;
            u64::try_from(left).map_or(0, |left| left.div_ceil(1000))
        })
    }

    /// Counts a failure.
    pub fn failed(&self, key: &str, wall: Instant) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= KEYS_MAX {
            failures.retain(|_, known| known.last + WAIT_MAX_MS > wall);
        }
        let known = failures.entry(key.to_owned()).or_insert(Failures { count: 0, last: wall });
        if known.last + WAIT_MAX_MS < wall {
            known.count = 0;
        }
        known.count += 1;
        known.last = wall;
    }

    /// Forgets the failures of a key that succeeded.
    pub fn succeeded(&self, key: &str) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

fn wait_ms(count: u32) -> i64 {
    match count.checked_sub(FREE_TRIES) {
        None => 0,
        Some(more) => (1000_i64 << more.min(20)).min(WAIT_MAX_MS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_five_tries_cost_nothing_and_the_wait_then_doubles() {
        let throttle = Throttle::default();
        for _ in 0..4 {
            throttle.failed("vanphong", 0);
        }
        assert_eq!(throttle.wait_seconds("vanphong", 0), 0);
        throttle.failed("vanphong", 0);
        assert_eq!(throttle.wait_seconds("vanphong", 0), 1);
        throttle.failed("vanphong", 0);
        assert_eq!(throttle.wait_seconds("vanphong", 0), 2);
        assert_eq!(throttle.wait_seconds("vanphong", 2_000), 0);
        assert_eq!(throttle.wait_seconds("xa-13453", 0), 0);
    }

    #[test]
    fn nobody_waits_longer_than_a_quarter_of_an_hour() {
        let throttle = Throttle::default();
        for _ in 0..60 {
            throttle.failed("vanphong", 0);
        }
        assert_eq!(throttle.wait_seconds("vanphong", 0), 900);
        throttle.succeeded("vanphong");
        assert_eq!(throttle.wait_seconds("vanphong", 0), 0);
    }
}
