use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use crate::number::Number;

/// The draws of one choice in one replication. The page of [the room](crate::robust) says which stream they come from.
///
/// ```
/// use renstra::robust::Sample;
/// let mut draws = Sample::plain(42, 0).draws(0);
/// let thrown: Vec<u32> = (0..6).map(|_| draws.below(6)).collect();
/// assert_eq!(thrown, [3, 5, 1, 2, 4, 1]);
/// ```
#[derive(Clone, Debug)]
pub struct Draws(ChaCha8Rng);

impl Draws {
    /// Of a seed, the stream of a replication, from the place of a choice on.
    pub(super) fn new(seed: u64, replication: u32, place: u64) -> Draws {
        let mut key = [0; 32];
        for (byte, own) in key.iter_mut().zip(seed.to_le_bytes()) {
            *byte = own;
        }
        let mut stream = ChaCha8Rng::from_seed(key);
        stream.set_stream(replication.into());
        stream.set_word_pos(u128::from(place) << 32);
        Draws(stream)
    }

    /// A whole number from 0 to below `count`, each with the same chance; 0 where `count` is 0.
    ///
    /// The first 32-bit word that lies below the greatest multiple of `count`, modulo `count`.
    pub fn below(&mut self, count: u32) -> u32 {
        let Some(spare) = (1_u64 << 32).checked_rem(count.into()) else { return 0 };
        loop {
            let word = self.0.next_u32();
            if u64::from(word) < (1 << 32) - spare {
                return word % count;
            }
        }
    }

    /// A number within `by` around zero, uniform over 20,001 steps: by·(j/10⁴ − 1), j from 0 to 20,000. `None` where
    /// that has more digits than a number holds.
    ///
    /// ```
    /// use renstra::robust::Sample;
    /// let mut draws = Sample::plain(42, 0).draws(0);
    /// assert_eq!(draws.around("0.25".parse()?).unwrap().to_string(), "-0.15625");
    /// assert_eq!(draws.around(0.into()), Some(0.into()));
    /// # Ok::<(), renstra::number::NumberError>(())
    /// ```
    pub fn around(&mut self, by: Number) -> Option<Number> {
        let step = i128::from(self.below(2 * STEPS + 1)) - i128::from(STEPS);
        Number::from_parts(step, PLACES)?.checked_mul(by).map(Number::normalized)
    }
}

/// So many steps on each side: fine enough for any interval, and few enough digits for exact sums of weights.
const STEPS: u32 = 10_u32.pow(PLACES);
const PLACES: u32 = 4;
