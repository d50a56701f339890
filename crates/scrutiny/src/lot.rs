//! The draw itself: from a seed and a public value, an order that anyone can compute again. Pure.
//!
//! final seed = SHA-256(seed's 32 bytes ‖ public value as UTF-8)
//! block(i)   = SHA-256(final seed ‖ i as 8 bytes, the highest first), i = 0, 1, 2 …
//! number(i)  = the first 8 bytes of block(i), the highest first
//! A number below n: the next number(i), skipped when it is not below the largest multiple of n
//! that 8 bytes hold, else its remainder by n: each of the n is equally likely.
//! At each place p from the first to the last wanted: a number below (candidates left) says how
//! many places further the one stands who is exchanged with the one at p (Fisher–Yates).

use sha2::{Digest, Sha256};

const SEED_BYTES: usize = 32;
/// How many numbers eight bytes hold.
const SPAN: u128 = 1 << 64;

/// SHA-256 of a seed, as it is published before the draw.
pub fn commitment(seed: &[u8; SEED_BYTES]) -> String {
    kernel::text::hex(&Sha256::digest(seed))
}

/// The bytes of a seed that is stored as hexadecimal digits.
pub fn seed_of(digits: &str) -> Option<[u8; SEED_BYTES]> {
    let mut seed = [0; SEED_BYTES];
    if digits.len() != SEED_BYTES * 2 || !digits.is_ascii() {
        return None;
    }
    for (byte, place) in seed.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(digits.get(place..place + 2)?, 16).ok()?;
    }
    Some(seed)
}

/// The numbers that follow from a seed and a public value.
struct Numbers {
    seed: [u8; SEED_BYTES],
    counter: u64,
}

impl Numbers {
    fn new(seed: &[u8; SEED_BYTES], public_value: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(seed);
        hash.update(public_value.as_bytes());
        Self { seed: hash.finalize().into(), counter: 0 }
    }

    fn next(&mut self) -> u64 {
        let mut hash = Sha256::new();
        hash.update(self.seed);
        hash.update(self.counter.to_be_bytes());
        self.counter += 1;
        hash.finalize().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// A number below `many`, each as likely as the others.
    fn below(&mut self, many: usize) -> usize {
        let many = many.max(1) as u128;
        loop {
            let number = u128::from(self.next());
            if is_taken(number, many) {
                return usize::try_from(number % many).unwrap_or(0);
            }
        }
    }
}

/// Whether a number is one of the whole rounds of `many`.
const fn is_taken(number: u128, many: u128) -> bool {
    number < SPAN / many * many
}

/// The places of those who are drawn, in the order of the draw.
pub fn draw(seed: &[u8; SEED_BYTES], public_value: &str, candidates: usize, wanted: usize) -> Vec<usize> {
    let mut numbers = Numbers::new(seed, public_value);
    let mut order: Vec<usize> = (0..candidates).collect();
    let wanted = wanted.min(candidates);
    for place in 0..wanted {
        let other = place + numbers.below(candidates - place);
        order.swap(place, other);
    }
    order.truncate(wanted);
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_seed_is_read_back_from_its_digits() {
        let seed: [u8; 32] = std::array::from_fn(|place| u8::try_from(place * 7 % 256).unwrap_or(0));
        assert_eq!(seed_of(&kernel::text::hex(&seed)), Some(seed));
        assert_eq!(seed_of("00"), None);
        assert_eq!(seed_of(&"zz".repeat(32)), None);
        assert_eq!(seed_of(&"á".repeat(32)), None);
    }

    #[test]
    fn what_is_published_before_is_the_sha_256_of_the_seed() {
        // FIPS 180-4 gives no vector of 32 zero bytes; this one is what `sha256sum` says of them
        let zeros = "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925";
        assert_eq!(commitment(&[0; 32]), zeros);
    }

    #[test]
    fn numbers_past_the_last_whole_round_are_skipped() {
        assert!(is_taken(SPAN - 1, 16), "16 divides the span: every number is taken");
        // 2^64 = 3 · 6148914691236517205 + 1
        assert!(is_taken(SPAN - 2, 3) && !is_taken(SPAN - 1, 3));
        assert!(is_taken(0, SPAN) && is_taken(SPAN - 1, 1));
    }

    #[test]
    fn another_public_value_gives_another_draw() {
        let draws: Vec<Vec<usize>> =
            ["a", "b", "c", "d"].iter().map(|value| draw(&[7; 32], value, 1000, 5)).collect();
        assert!(draws.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn over_many_seeds_each_of_sixteen_is_drawn_about_as_often() {
        const DRAWS: u64 = 16_000;
        let mut counts = [0_u64; 16];
        for number in 0..DRAWS {
            let mut seed = [0; 32];
            seed[..8].copy_from_slice(&number.to_be_bytes());
            for place in draw(&seed, "", 16, 2) {
                counts[place] += 1;
            }
        }
        // 2000 each, with a standard deviation of 42: six of them either way
        assert!(counts.iter().all(|count| (1750..=2250).contains(count)), "{counts:?}");
    }

    proptest! {
        #[test]
        fn a_draw_takes_so_many_different_ones_and_is_the_same_each_time(
            seed: [u8; 32], value in ".{0,20}", candidates in 1_usize..60, wanted in 1_usize..60,
        ) {
            let drawn = draw(&seed, &value, candidates, wanted);
            prop_assert_eq!(drawn.len(), wanted.min(candidates));
            let mut sorted = drawn.clone();
            sorted.sort_unstable();
            sorted.dedup();
            prop_assert_eq!(sorted.len(), drawn.len());
            prop_assert!(sorted.iter().all(|place| *place < candidates));
            prop_assert_eq!(draw(&seed, &value, candidates, wanted), drawn);
        }
    }
}
