//! Weights that a group computes: equal ones, points of a budget, comparisons of pairs.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::number::{Exact, Fixed, Number};

use super::definition::{DefinitionError, meaning};
use super::file::{Group, Num};

/// The key `weights` of a group, as written.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WeightKeys {
    rule: RuleWord,
    #[serde(default)]
    budgets: Option<Vec<BTreeMap<String, Num>>>,
    #[serde(default)]
    total: Option<Num>,
    #[serde(default)]
    matrix: Option<Vec<Vec<Option<Ratio>>>>,
    #[serde(default)]
    by: Option<By>,
    #[serde(default)]
    max_ratio: Option<Num>,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RuleWord {
    Equal,
    Budget,
    Pairwise,
}

#[derive(Clone, Copy, Debug, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum By {
    #[default]
    Eigenvector,
    GeometricMean,
}

/// How many times as important: a number or a fraction such as `"1/3"`.
#[derive(Clone, Debug, PartialEq)]
struct Ratio(Exact);

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Ratio, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        let text = raw.trim_matches('"');
        let read = |text: &str| text.trim().parse::<Number>().ok().map(Exact::from);
        let ratio = match text.split_once('/') {
            Some((over, under)) => read(over).zip(read(under)).and_then(|(a, b)| a.checked_div(&b)),
            None => read(text),
        };
        let wrong = || serde::de::Error::custom(format!("`{text}` is no ratio such as `3` or `1/3`"));
        ratio.filter(Exact::is_positive).map(Ratio).ok_or_else(wrong)
    }
}

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

impl WeightKeys {
    /// The weights of a group.
    pub(super) fn weigh(&self, group: &Group) -> Result<Weighing, DefinitionError> {
        let wrong = |text: String| meaning(&format!("the weights of group `{}`: {text}", group.code));
        if let Some(part) = group.of.iter().find(|part| part.weight.is_some()) {
            return Err(wrong(format!("`{}` has a weight of its own beside them", part.code)));
        }
        if let Some(key) = self.odd_key() {
            return Err(wrong(format!("this rule takes no `{key}`")));
        }
        let codes: Vec<Box<str>> = group.of.iter().map(|part| part.code.as_str().into()).collect();
        let (weights, consistency) = match self.rule {
            RuleWord::Equal => (vec![Number::ONE; codes.len()], None),
            RuleWord::Budget => (self.budget(&codes).map_err(wrong)?, None),
            RuleWord::Pairwise => {
                let (weights, consistency) = self.pairwise(codes.len()).map_err(wrong)?;
                (weights, Some(consistency))
            }
        };
        Ok(Weighing { weights: codes.into_iter().zip(weights).collect(), consistency })
    }

    fn odd_key(&self) -> Option<&'static str> {
        let budget = [("budgets", self.budgets.is_some()), ("total", self.total.is_some())];
        let pairs = [
            ("matrix", self.matrix.is_some()),
            ("by", self.by.is_some()),
            ("max_ratio", self.max_ratio.is_some()),
        ];
        let odd = budget.into_iter().filter(|_| self.rule != RuleWord::Budget);
        let odd = odd.chain(pairs.into_iter().filter(|_| self.rule != RuleWord::Pairwise));
        odd.filter(|(_, given)| *given).map(|(key, _)| key).next()
    }

    /// Each person's points, which sum to the total; the weight of a part is the sum of what it was given.
    fn budget(&self, codes: &[Box<str>]) -> Result<Vec<Number>, String> {
        let total = self.total.map_or(Number::HUNDRED, |total| total.0);
        let budgets = self.budgets.as_ref().filter(|budgets| !budgets.is_empty());
        let budgets = budgets.ok_or("`budgets` is needed, a list of the points that each person gives")?;
        let large = || "the points are too large".to_string();
        let mut weights = vec![Number::ZERO; codes.len()];
        for (person, points) in (1..).zip(budgets) {
            if let Some(code) = points.keys().find(|code| !codes.iter().any(|known| **known == ***code)) {
                return Err(format!("budget {person} gives points to `{code}`, which is no part"));
            }
            let mut sum = Number::ZERO;
            for (weight, code) in weights.iter_mut().zip(codes) {
                let given = points.get(&**code).map_or(Number::ZERO, |points| points.0);
                if given.is_negative() {
                    return Err(format!("budget {person} gives `{code}` less than nothing"));
                }
                *weight = weight.checked_add(given).ok_or_else(large)?;
                sum = sum.checked_add(given).ok_or_else(large)?;
            }
            if sum != total {
                return Err(format!("budget {person} spends {sum} points of {total}"));
            }
        }
        Ok(weights)
    }

    fn pairwise(&self, count: usize) -> Result<(Vec<Number>, Consistency), String> {
        let matrix = self.whole(count)?;
        let large = || "the comparisons are too far apart".to_string();
        let weights = match self.by.unwrap_or_default() {
            By::Eigenvector => eigenvector(&matrix),
            By::GeometricMean => row_means(&matrix),
        };
        let weights = weights.ok_or_else(large)?;
        let consistency = consistency(&matrix, &weights).ok_or_else(large)?;
        let most = self
            .max_ratio
            .map_or(Fixed::from_units(Fixed::UNITS_PER_ONE / 10), |most| Fixed::from_number(most.0));
        if most.is_none_or(|most| consistency.ratio > most) {
            return Err(format!(
                "the comparisons contradict each other: the consistency ratio is {:.3}, above {}; compare again, or \
                 set `max_ratio`",
                consistency.ratio.to_f64(),
                most.map_or_else(|| "its limit".into(), |most| most.to_string()),
            ));
        }
        Ok((weights.into_iter().map(Fixed::to_number).collect(), consistency))
    }

    /// The whole matrix: of a pair that is given once the other is its reciprocal, of one that is given twice the two
    /// agree within a hundredth and the upper one counts.
    fn whole(&self, count: usize) -> Result<Vec<Vec<Exact>>, String> {
        let rows = self.matrix.as_ref().ok_or("`matrix` is needed, a row for each part")?;
        if count > RANDOM.len() {
            return Err(format!("at most {} parts can be compared", RANDOM.len()));
        }
        if rows.len() != count || rows.iter().any(|row| row.len() != count) {
            return Err(format!("`matrix` is not {count} rows of {count} comparisons"));
        }
        let given = |i: usize, j: usize| rows.get(i).and_then(|row| row.get(j)).and_then(Option::as_ref);
        let pair = |i: usize, j: usize| -> Result<Exact, String> {
            let (upper, lower) = (given(i, j).map(|ratio| &ratio.0), given(j, i).map(|ratio| &ratio.0));
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
