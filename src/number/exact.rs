/// A score in percent with exactly 15 decimal places: the working unit of every roll-up.
///
/// One unit is 10⁻¹⁵ of a percent. Each node of a formula is its true value correctly rounded
/// (half to even) to this unit, so sums are exact integers and keep their bits in any order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Fixed(i128);

impl Fixed {
    /// Decimal places of a percent.
    pub const PLACES: u32 = 15;

    /// From whole units of 10⁻¹⁵ percent.
    #[must_use]
    pub const fn from_units(units: i128) -> Fixed {
        Fixed(units)
    }

    /// The whole units of 10⁻¹⁵ percent.
    #[must_use]
    pub const fn units(self) -> i128 {
        self.0
    }
}
