//! Which periods were observed: one bit each.

/// The bits of so many periods for each cell: up to 64 need one word, and each further 64 one more.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    words: usize,
    bits: Vec<u64>,
}

const WORD: u32 = u64::BITS;

impl Seen {
    pub(super) fn new(cells: usize, periods: u32) -> Seen {
        let words = periods.div_ceil(WORD) as usize;
        Seen { words, bits: vec![0; words * cells] }
    }

    /// Marks periods of a cell: those from `first` on of which the bit is set in `observed`, which has so many. Where one
    /// was marked before nothing is done, and the first such is the error.
    #[inline]
    pub(super) fn claim(
        &mut self,
        cell: usize,
        (first, count): (u32, u32),
        observed: impl Fn(u32) -> u64,
    ) -> Result<(), u32> {
        let start = cell * self.words;
        let words = self.bits.get_mut(start..start + self.words).unwrap_or_default();
        if let [word] = words {
            let new = bits(first, count, 0, &observed);
            let twice = *word & new;
            *word |= if twice == 0 { new } else { 0 };
            return if twice == 0 { Ok(()) } else { Err(twice.trailing_zeros()) };
        }
        let (from, to) = ((first / WORD) as usize, first.saturating_add(count).div_ceil(WORD) as usize);
        for (place, word) in (0_u32..).zip(words.iter()).take(to).skip(from) {
            let twice = *word & bits(first, count, place, &observed);
            if twice != 0 {
                return Err(place * WORD + twice.trailing_zeros());
            }
        }
        for (place, word) in (0_u32..).zip(words.iter_mut()).take(to).skip(from) {
            *word |= bits(first, count, place, &observed);
        }
        Ok(())
    }
}

impl Seen {
    /// Marks one period of a cell, and tells whether it was not marked before.
    pub(super) fn mark(&mut self, cell: usize, period: u32) -> bool {
        self.claim(cell, (period, 1), |_| u64::MAX).is_ok()
    }

    /// Takes such a mark back.
    pub(super) fn unmark(&mut self, cell: usize, period: u32) {
        if let Some(word) = self.bits.get_mut(cell * self.words + (period / WORD) as usize) {
            *word &= !(1 << (period % WORD));
        }
    }
}

/// The bits of one word.
#[inline]
fn bits(first: u32, count: u32, word: u32, observed: impl Fn(u32) -> u64) -> u64 {
    let begin = word * WORD;
    let (low, high) = (first.max(begin) - begin, (first + count).min(begin + WORD) - begin);
    let all = low_bits(high) & !low_bits(low);
    all & observed(begin)
}

/// So many ones from the lowest bit on, at most 64.
fn low_bits(count: u32) -> u64 {
    if count >= WORD { u64::MAX } else { (1 << count) - 1 }
}
