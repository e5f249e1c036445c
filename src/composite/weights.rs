//! Weights that a group computes: equal ones, points of a budget, comparisons of pairs.

use std::collections::BTreeMap;

use crate::number::{Exact, Fixed, Number};
use crate::policy::json::cursor::{Cursor, Faults, Fields};
use crate::policy::json::tree::Json;

use super::lints;
use super::words::{BY, By, WEIGH, Weigh};

/// The weights of a group that computes them, and how consistent the judgements behind them are.
///
/// ```
/// use renstra::composite::Definition;
/// let definition = Definition::from_json(r#"{
///   "renstra-composite": 1, "id": "demo", "unit": {"code": "place"},
///   "inputs": [{"code": "a", "normalise": {"method": "given"}}, {"code": "b", "normalise": {"method": "given"}},
///              {"code": "c", "normalise": {"method": "given"}}],
///   "groups": [{"code": "index", "of": [{"code": "a"}, {"code": "b"}, {"code": "c"}],
///     "weights": {"rule": "pairwise", "matrix": [[1, 3, 5], ["1/3", 1, 3], [null, null, 1]]}}]
/// }"#)?;
/// let weighing = definition.weighing("index").unwrap();
/// let shown: Vec<String> = weighing.weights.iter().map(|(_, weight)| format!("{:.3}", weight.to_f64())).collect();
/// assert_eq!(shown, ["0.637", "0.258", "0.105"]);
/// assert_eq!(format!("{:.3}", weighing.consistency.as_ref().unwrap().ratio.to_f64()), "0.033");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Weighing {
    /// The weight of each part, by its code, in the order of the group; only their ratios count.
    pub weights: Vec<(Box<str>, Number)>,
    /// How consistent the comparisons are; none where nothing was compared.
    pub consistency: Option<Consistency>,
}

/// How consistent comparisons of pairs are (Saaty).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Consistency {
    /// λ: the mean over the rows of (Mw)ᵢ/wᵢ; n for comparisons that contradict nothing.
    pub eigenvalue: Fixed,
    /// The consistency index: (λ − n)/(n − 1).
    pub index: Fixed,
    /// The consistency ratio: the index over that of random comparisons; 0 for two parts.
    pub ratio: Fixed,
}

/// The consistency index of random comparisons of 1, 2, 3 … parts, in hundredths (Saaty, *The Analytic Hierarchy
/// Process*, 1980).
const RANDOM: [i64; 15] = [0, 0, 58, 90, 112, 124, 132, 141, 145, 149, 151, 148, 156, 157, 159];

/// Reads the key `weights` of a group whose parts have these codes.
pub(super) fn read(at: &Cursor<'_>, codes: Vec<Box<str>>, faults: &mut Faults) -> Option<Weighing> {
    let mut fields = at.fields(faults)?;
    let rule = fields.need(faults, "rule")?.word(faults, WEIGH)?;
    let computed = match rule {
        Weigh::Equal => Some(Ok((vec![Number::ONE; codes.len()], None))),
        Weigh::Budget => Budget::read(&mut fields, faults).map(|budget| Ok((budget.spent(&codes)?, None))),
        Weigh::Pairwise => Pairwise::read(&mut fields, faults).map(|pairs| {
            let (weights, consistency) = pairs.weigh(codes.len())?;
            Ok((weights, Some(consistency)))
        }),
    };
    fields.finish(faults);
    let computed: Result<_, String> = computed?;
    match computed {
        Ok((weights, consistency)) => {
            Some(Weighing { weights: codes.into_iter().zip(weights).collect(), consistency })
        }
        Err(error) => {
            at.fault(faults, &lints::WEIGHT, [("error", error.into())]);
            None
        }
    }
}

/// Points that several persons spend on the parts.
struct Budget {
    budgets: Vec<BTreeMap<Box<str>, Number>>,
    total: Number,
}

impl Budget {
    fn read(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Budget> {
        let total = fields.take("total").map_or(Some(Number::HUNDRED), |at| at.figure(faults));
        let budgets = fields.need(faults, "budgets")?.list(faults);
        let points =
            |(code, at): (&str, Cursor<'_>), faults: &mut Faults| Some((code.into(), at.figure(faults)?));
        let one = |at: &Cursor<'_>| {
            let points: Vec<_> = at.fields(faults)?.all().map(|field| points(field, faults)).collect();
            points.into_iter().collect::<Option<BTreeMap<_, _>>>()
        };
        let budgets: Vec<_> = budgets.iter().map(one).collect();
        Some(Budget { budgets: budgets.into_iter().collect::<Option<_>>()?, total: total? })
    }

    /// Each person's points, which sum to the total; the weight of a part is the sum of what it was given.
    fn spent(&self, codes: &[Box<str>]) -> Result<Vec<Number>, String> {
        if self.budgets.is_empty() {
            return Err("there is no budget".into());
        }
        let large = || "the points are too large".to_string();
        let mut weights = vec![Number::ZERO; codes.len()];
        for (person, points) in (1..).zip(&self.budgets) {
            if let Some(code) = points.keys().find(|code| !codes.contains(code)) {
                return Err(format!("budget {person} gives points to `{code}`, which is no part"));
            }
            let mut sum = Number::ZERO;
            for (weight, code) in weights.iter_mut().zip(codes) {
                let given = points.get(code).copied().unwrap_or(Number::ZERO);
                if given.is_negative() {
                    return Err(format!("budget {person} gives `{code}` less than nothing"));
                }
                *weight = weight.checked_add(given).ok_or_else(large)?;
                sum = sum.checked_add(given).ok_or_else(large)?;
            }
            if sum != self.total {
                return Err(format!("budget {person} spends {sum} points of {}", self.total));
            }
        }
        Ok(weights)
    }
}

/// Comparisons of the parts with each other.
struct Pairwise {
    matrix: Vec<Vec<Option<Exact>>>,
    by: By,
    max_ratio: Fixed,
}

impl Pairwise {
    fn read(fields: &mut Fields<'_>, faults: &mut Faults) -> Option<Pairwise> {
        let by = fields.take("by").map_or(Some(By::Eigenvector), |at| at.word(faults, BY));
        let tenth = Fixed::from_units(Fixed::UNITS_PER_ONE / 10);
        let max_ratio =
            fields.take("max_ratio").map_or(tenth, |at| at.figure(faults).and_then(Fixed::from_number));
        let rows = fields.need(faults, "matrix")?.list(faults);
        let row = |at: &Cursor<'_>| -> Option<Vec<_>> {
            let cells: Vec<_> = at.list(faults).iter().map(|at| ratio(at, faults)).collect();
            cells.into_iter().collect()
        };
        let rows: Vec<_> = rows.iter().map(row).collect();
        Some(Pairwise { matrix: rows.into_iter().collect::<Option<_>>()?, by: by?, max_ratio: max_ratio? })
    }

    fn weigh(&self, count: usize) -> Result<(Vec<Number>, Consistency), String> {
        let matrix = self.whole(count)?;
        let large = || "the comparisons are too far apart".to_string();
        let weights = match self.by {
            By::Eigenvector => eigenvector(&matrix),
            By::GeometricMean => row_means(&matrix),
        };
        let weights = weights.ok_or_else(large)?;
        let consistency = consistency(&matrix, &weights).ok_or_else(large)?;
        if consistency.ratio > self.max_ratio {
            return Err(format!(
                "the comparisons contradict each other: the consistency ratio is {:.3}, above {}; compare again, or \
                 set `max_ratio`",
                consistency.ratio.to_f64(),
                self.max_ratio,
            ));
        }
        Ok((weights.into_iter().map(Fixed::to_number).collect(), consistency))
    }

    /// The whole matrix: of a pair that is given once the other is its reciprocal, of one that is given twice the two
    /// agree within a hundredth and the upper one counts.
    fn whole(&self, count: usize) -> Result<Vec<Vec<Exact>>, String> {
        let rows = &self.matrix;
        if count > RANDOM.len() {
            return Err(format!("at most {} parts can be compared", RANDOM.len()));
        }
        if rows.len() != count || rows.iter().any(|row| row.len() != count) {
            return Err(format!("`matrix` is not {count} rows of {count} comparisons"));
        }
        let given = |i: usize, j: usize| rows.get(i).and_then(|row| row.get(j)).and_then(Option::as_ref);
        let pair = |i: usize, j: usize| -> Result<Exact, String> {
            let (upper, lower) = (given(i, j), given(j, i));
            let turned = lower.and_then(Exact::inverse);
            if let Some((upper, lower)) = upper.zip(lower) {
                let product = upper.checked_mul(lower).and_then(|product| product.checked_sub(&Exact::ONE));
                let hundredth = Exact::ratio(1, 100);
                if product.zip(hundredth).is_none_or(|(off, most)| off.abs() > most) {
                    return Err(format!("rows {} and {} compare each other otherwise", i + 1, j + 1));
                }
            }
            upper.cloned().or(turned).ok_or(format!("parts {} and {} are not compared", i + 1, j + 1))
        };
        let cell = |i: usize, j: usize| match i.cmp(&j) {
            std::cmp::Ordering::Equal => Ok(Exact::ONE),
            std::cmp::Ordering::Less => pair(i, j),
            std::cmp::Ordering::Greater => pair(j, i).map(|ratio| ratio.inverse().unwrap_or(Exact::ONE)),
        };
        let row = |i: usize| (0..count).map(|j| cell(i, j)).collect::<Result<Vec<Exact>, String>>();
        (0..count).map(row).collect()
    }
}

/// A matrix times a vector.
fn times(matrix: &[Vec<Exact>], vector: &[Fixed]) -> Option<Vec<Exact>> {
    let row = |row: &Vec<Exact>| {
        row.iter().zip(vector).try_fold(Exact::ZERO, |sum, (cell, weight)| {
            sum.checked_add(&cell.checked_mul(&Exact::from(*weight))?)
        })
    };
    matrix.iter().map(row).collect()
}

/// Divided by their sum, each rounded to 15 places.
fn normalised(values: &[Exact]) -> Option<Vec<Fixed>> {
    let total = values.iter().try_fold(Exact::ZERO, |sum, value| sum.checked_add(value))?;
    values.iter().map(|value| value.checked_div(&total)?.to_fixed()).collect()
}

/// How often the matrix is applied at most; a matrix anybody can fill in settles within fifty steps.
const STEPS: usize = 1_000;

/// The principal eigenvector, by power iteration from equal weights, until no weight moves by more than one unit of
/// 10⁻¹⁵.
fn eigenvector(matrix: &[Vec<Exact>]) -> Option<Vec<Fixed>> {
    let mut weights = normalised(&vec![Exact::ONE; matrix.len()])?;
    for _ in 0..STEPS {
        let next = normalised(&times(matrix, &weights)?)?;
        let still = next.iter().zip(&weights).all(|(a, b)| (a.units() - b.units()).abs() <= 1);
        weights = next;
        if still {
            break;
        }
    }
    Some(weights)
}

/// The geometric means of the rows.
fn row_means(matrix: &[Vec<Exact>]) -> Option<Vec<Fixed>> {
    let count = u32::try_from(matrix.len()).ok()?;
    let mean = |row: &Vec<Exact>| {
        let product = row.iter().try_fold(Exact::ONE, |product, cell| product.checked_mul(cell))?;
        product.root(count).ok().map(Exact::from)
    };
    normalised(&matrix.iter().map(mean).collect::<Option<Vec<Exact>>>()?)
}

fn consistency(matrix: &[Vec<Exact>], weights: &[Fixed]) -> Option<Consistency> {
    let count = Exact::ratio(i128::try_from(matrix.len()).ok()?, 1)?;
    let products = times(matrix, weights)?;
    let sum = products.iter().zip(weights).try_fold(Exact::ZERO, |sum, (product, weight)| {
        sum.checked_add(&product.checked_div(&Exact::from(*weight))?)
    })?;
    // Quotients of rounded weights carry hundreds of digits: from here on the working unit is enough.
    let eigenvalue = sum.checked_div(&count)?.to_fixed()?;
    let random = RANDOM.get(matrix.len().checked_sub(1)?).copied()?;
    let zero = Consistency { eigenvalue, index: Fixed::ZERO, ratio: Fixed::ZERO };
    if random == 0 {
        return Some(zero);
    }
    let index = Exact::from(eigenvalue).checked_sub(&count)?.checked_div(&count.checked_sub(&Exact::ONE)?)?;
    let ratio = index.checked_div(&Exact::ratio(random.into(), 100)?)?;
    Some(Consistency { index: index.to_fixed()?, ratio: ratio.to_fixed()?, ..zero })
}

/// How many times as important; none where the mirrored comparison says it.
fn ratio(at: &Cursor<'_>, faults: &mut Faults) -> Option<Option<Exact>> {
    if *at.json == Json::Null {
        return Some(None);
    }
    let ratio = at.exact(faults)?;
    if !ratio.is_positive() {
        at.fault(faults, &lints::WEIGHT, [("error", "a comparison is above zero".into())]);
        return None;
    }
    Some(Some(ratio))
}

/// The same weights as plain decimals: where one is none, as a third, all are taken times a common denominator.
pub(super) fn whole(weights: &[Exact]) -> Option<Vec<Number>> {
    let plain: Option<Vec<Number>> = weights.iter().map(Exact::to_number).collect();
    if plain.is_some() {
        return plain;
    }
    let common = weights.iter().try_fold(1_i128, |common, weight| {
        let times = weight.denominator()?;
        common.checked_mul(times / num_integer::gcd(common, times))
    })?;
    let common = Exact::ratio(common, 1)?;
    weights.iter().map(|weight| weight.checked_mul(&common)?.to_number()).collect()
}
