use crate::number::Fixed;

/// The interval in which results lie, with the one in the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Range<T> {
    /// The lower end.
    pub low: T,
    /// The median; of an even number of results the lower one of the two in the middle.
    pub middle: T,
    /// The upper end.
    pub high: T,
}

/// The results from one quantile to another (shares of 1), both results that did occur; `None` where there are none.
///
/// ```
/// use renstra::robust::range;
/// let found = range([4, 1, 3, 2], ["0.25".parse()?, "0.75".parse()?]).unwrap();
/// assert_eq!((found.low, found.middle, found.high), (1, 2, 3));
/// # Ok::<(), renstra::number::NumberError>(())
/// ```
#[must_use]
pub fn range<T: Copy + Ord>(results: impl IntoIterator<Item = T>, ends: [Fixed; 2]) -> Option<Range<T>> {
    let mut sorted: Vec<T> = results.into_iter().collect();
    sorted.sort_unstable();
    let half = Fixed::from_units(Fixed::UNITS_PER_ONE / 2)?;
    let at = |share: Fixed| sorted.get(place(share, sorted.len())?).copied();
    let [low, high] = ends;
    Some(Range { low: at(low)?, middle: at(half)?, high: at(high)? })
}

/// ⌈p·N⌉, counted from 0, within the list.
fn place(share: Fixed, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let units = i128::try_from(count).ok()?.checked_mul(share.units().clamp(0, Fixed::UNITS_PER_ONE))?;
    let whole = units / Fixed::UNITS_PER_ONE;
    let up = if whole * Fixed::UNITS_PER_ONE < units { whole } else { whole - 1 };
    usize::try_from(up.max(0)).ok().map(|at| at.min(last))
}
