use crate::formula::{Better, Datum, NotScorable, Side};
use crate::number::Exact;

/// `met`: 100 or 0.
///
/// | target | met when |
/// |---|---|
/// | a number | the actual is at least as good, by the direction |
/// | at least, at most | the actual is at least, at most that |
/// | an interval | the actual is inside |
/// | a date | the actual is that day or before |
/// | yes, no | the actual says the same |
/// | a predicate | the actual says the same, but for case; on a scale use [`ordinal`](super::ordinal) |
///
/// ```
/// use renstra::formula::{Better, Datum, rule::met};
/// assert_eq!(met(&Datum::YesNo(true), &Datum::YesNo(true), Better::Higher), Ok(100.into()));
/// assert_eq!(met(&Datum::Word("Rendah".into()), &Datum::Word("Tinggi".into()), Better::Higher), Ok(0.into()));
/// ```
pub fn met(actual: &Datum, target: &Datum, better: Better) -> Result<Exact, NotScorable> {
    let met = match (target, actual) {
        (Datum::Date(due), Datum::Date(done)) => done <= due,
        (Datum::YesNo(due), Datum::YesNo(done)) => done == due,
        (Datum::Word(due), Datum::Word(done)) => due.trim().to_lowercase() == done.trim().to_lowercase(),
        (Datum::Interval { low, high }, _) => {
            let actual = actual.exact(Side::Actual)?;
            Exact::from(*low) <= actual && actual <= Exact::from(*high)
        }
        (Datum::AtLeast(least), _) => actual.exact(Side::Actual)? >= Exact::from(*least),
        (Datum::AtMost(most), _) => actual.exact(Side::Actual)? <= Exact::from(*most),
        _ => better.reaches(&actual.exact(Side::Actual)?, &target.exact(Side::Target)?),
    };
    Ok(if met { Exact::from(100) } else { Exact::ZERO })
}
