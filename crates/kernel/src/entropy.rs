//! The one source of randomness.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Where random bytes come from.
///
/// Identifiers of a demonstration or a test are drawn from a seed, so that it is the
/// same each time; secrets always come from the operating system.
#[derive(Clone, Debug)]
pub enum Entropy {
    /// The operating system.
    System,
    /// A seeded sequence; for identifiers only.
    Seeded(Arc<AtomicU64>),
}

impl Entropy {
    /// The sequence that starts at `seed`.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(AtomicU64::new(seed)))
    }

    /// Ten bytes for a UUIDv7.
    pub fn for_id(&self) -> [u8; 10] {
        match self {
            Self::System => Self::secret(),
            Self::Seeded(state) => {
                let (high, low) = (next(state), next(state));
                let mut bytes = [0; 10];
                for (place, byte) in
                    bytes.iter_mut().zip(high.to_be_bytes().into_iter().chain(low.to_be_bytes()))
                {
                    *place = byte;
                }
                bytes
            }
        }
    }

    /// Sixteen bytes of salt for a personal field in the journal.
    pub fn salt(&self) -> [u8; 16] {
        let mut salt = [0; 16];
        match self {
            Self::System => salt = Self::secret(),
            Self::Seeded(_) => {
                salt[..10].copy_from_slice(&self.for_id());
                salt[10..].copy_from_slice(&self.for_id()[..6]);
            }
        }
        salt
    }

    /// Bytes nobody can guess, from the operating system whatever the seed.
    ///
    /// A machine without randomness must not hand out sign-in tokens: the process ends.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the operating system")]
    pub fn secret<const N: usize>() -> [u8; N] {
        let mut bytes = [0; N];
        if let Err(error) = getrandom::fill(&mut bytes) {
            eprintln!("hệ điều hành không cấp số ngẫu nhiên: {error}");
            std::process::abort();
        }
        bytes
    }
}

/// SplitMix64 step: enough for identifiers that must only differ and repeat on demand.
fn next(state: &AtomicU64) -> u64 {
    const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut z = state.fetch_add(GAMMA, Ordering::Relaxed).wrapping_add(GAMMA);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let (one, other) = (Entropy::seeded(2020), Entropy::seeded(2020));
        assert_eq!(one.for_id(), other.for_id());
        assert_ne!(one.for_id(), Entropy::seeded(2021).for_id());
    }

    #[test]
    fn two_secrets_differ() {
        assert_ne!(Entropy::secret::<32>(), Entropy::secret::<32>());
    }
}
