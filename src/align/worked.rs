//! What is worked out for a plan before the rules are asked.

use super::duplicates::Alike;
use super::evaluated::Reason;
use super::money::MoneyTable;
use super::sums::TargetSum;
use super::trace::Balance;

/// What is worked out for a plan before the rules are asked.
#[derive(Clone, Debug)]
pub(super) struct Worked<'w> {
    pub(super) money: Result<&'w [MoneyTable], Reason>,
    pub(super) sums: &'w [TargetSum],
    pub(super) alike: &'w [Alike],
    pub(super) balance: &'w Balance,
}
