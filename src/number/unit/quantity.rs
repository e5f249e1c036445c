use std::fmt;

use super::super::number::Number;
use super::{Unit, UnitKind};
use crate::finding::Lang;

/// A number with its unit. What has no meaning as a sum is refused.
///
/// ```
/// use renstra::number::{Number, Quantity, SumError, Unit};
/// let people = |n: i64| Quantity::new(n.into(), Unit::count("orang"));
/// assert_eq!(people(2).checked_add(&people(3))?, people(5));
///
/// let stunting = Quantity::new("17.6".parse().unwrap(), Unit::PERCENT);
/// let target = Quantity::new("12.4".parse().unwrap(), Unit::PERCENT);
/// assert!(matches!(stunting.checked_add(&target), Err(SumError::NotAdditive(_))));
///
/// // A difference of percentages is in percentage points, and only those shift a percentage.
/// let fall = target.difference(&stunting)?;
/// assert_eq!(fall, Quantity::new("-5.2".parse().unwrap(), Unit::PERCENTAGE_POINT));
/// assert_eq!(stunting.shifted(&fall)?, target);
/// # Ok::<(), SumError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    number: Number,
    unit: Unit,
}

/// Why two quantities have no sum.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SumError {
    /// Two different units.
    Different(Unit, Unit),
    /// Numbers with this unit do not add: shares of different wholes, scores, quotients, labels.
    NotAdditive(Unit),
    /// The result has more than 28 digits.
    TooLarge,
}

impl Quantity {
    /// So much of this unit.
    #[must_use]
    pub const fn new(number: Number, unit: Unit) -> Quantity {
        Quantity { number, unit }
    }

    /// How much.
    #[must_use]
    pub const fn number(&self) -> Number {
        self.number
    }

    /// Of what.
    #[must_use]
    pub const fn unit(&self) -> &Unit {
        &self.unit
    }

    /// The sum, by the table of [`Unit::may_add`].
    ///
    /// # Errors
    /// Units that differ or do not add; a sum of more than 28 digits.
    pub fn checked_add(&self, other: &Quantity) -> Result<Quantity, SumError> {
        self.unit.sum_with(&other.unit)?;
        self.with(self.number.checked_add(other.number), self.unit.clone())
    }

    /// How far this is above the other. Any two quantities of one unit have a difference but labels; that of
    /// percentages is in percentage points.
    ///
    /// # Errors
    /// Units that differ, ordinal scales, a difference of more than 28 digits.
    pub fn difference(&self, other: &Quantity) -> Result<Quantity, SumError> {
        if self.unit != other.unit {
            return Err(SumError::Different(self.unit.clone(), other.unit.clone()));
        }
        let unit = match self.unit.kind() {
            UnitKind::Ordinal(_) => return Err(SumError::NotAdditive(self.unit.clone())),
            UnitKind::Percent => Unit::PERCENTAGE_POINT,
            _ => self.unit.clone(),
        };
        self.with(self.number.checked_sub(other.number), unit)
    }

    /// This, moved by a [`difference`](Quantity::difference): percent by percentage points, all else by its
    /// own unit.
    ///
    /// # Errors
    /// Units that do not go together, ordinal scales, a result of more than 28 digits.
    pub fn shifted(&self, by: &Quantity) -> Result<Quantity, SumError> {
        let due = match self.unit.kind() {
            UnitKind::Ordinal(_) => return Err(SumError::NotAdditive(self.unit.clone())),
            UnitKind::Percent => &Unit::PERCENTAGE_POINT,
            _ => &self.unit,
        };
        if by.unit != *due {
            return Err(SumError::Different(self.unit.clone(), by.unit.clone()));
        }
        self.with(self.number.checked_add(by.number), self.unit.clone())
    }

    fn with(&self, number: Option<Number>, unit: Unit) -> Result<Quantity, SumError> {
        number.map(|number| Quantity { number, unit }).ok_or(SumError::TooLarge)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number, self.unit)
    }
}

impl SumError {
    /// What is wrong, in the reader's language.
    ///
    /// ```
    /// use renstra::finding::Lang;
    /// use renstra::number::Unit;
    /// let error = Unit::PERCENT.sum_with(&Unit::count("orang")).unwrap_err();
    /// assert_eq!(error.message(Lang::En), "`%` and `orang` are different units and do not add");
    /// assert_eq!(error.message(Lang::Id), "`%` dan `orang` adalah satuan yang berbeda dan tidak dapat dijumlahkan");
    /// ```
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (SumError::Different(a, b), Lang::En) => {
                format!("`{a}` and `{b}` are different units and do not add")
            }
            (SumError::Different(a, b), Lang::Id) => {
                format!("`{a}` dan `{b}` adalah satuan yang berbeda dan tidak dapat dijumlahkan")
            }
            (SumError::NotAdditive(unit), lang) => not_additive(unit, lang),
            (SumError::TooLarge, Lang::En) => "the result has more than 28 digits".to_owned(),
            (SumError::TooLarge, Lang::Id) => "hasilnya lebih dari 28 digit".to_owned(),
        }
    }
}

fn not_additive(unit: &Unit, lang: Lang) -> String {
    let (en, id) = match unit.kind() {
        UnitKind::Percent | UnitKind::Ratio | UnitKind::Rate { .. } => (
            "shares of wholes that may differ do not add; add numerators and denominators instead",
            "bagian dari keseluruhan yang dapat berbeda tidak dijumlahkan; jumlahkan pembilang dan penyebutnya",
        ),
        UnitKind::Ordinal(_) => (
            "labels of a scale have an order and no sum",
            "predikat pada suatu skala memiliki urutan, bukan jumlah",
        ),
        _ => ("scores without a dimension do not add", "nilai tanpa dimensi tidak dijumlahkan"),
    };
    match lang {
        Lang::En => format!("numbers in `{unit}` do not add: {en}"),
        Lang::Id => format!("angka dalam `{unit}` tidak dapat dijumlahkan: {id}"),
    }
}

impl fmt::Display for SumError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for SumError {}
