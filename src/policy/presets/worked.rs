//! The worked examples that regulations print, computed again.

use crate::formula::{Datum, Edge, Finish, Formula, FormulaError, Leaf, Operand, Outcome, Rule, evaluate};
use crate::number::{Number, Rounding, Value};
use crate::plan::{Direction, Kind};
use crate::policy::{Facts, Policy, Settings};

use super::{pmk_22_2021, pmk_214_2017, skp_8_2021};

/// A worked example: what the document prints, and what its own rule gives.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Worked {
    /// The id of the preset.
    pub policy: &'static str,
    /// What goes in.
    pub inputs: &'static str,
    /// What the document prints.
    pub printed: Number,
    /// What the preset gives, rounded as the document is; none where it is not scorable.
    pub computed: Option<Number>,
}

impl Worked {
    /// Whether the printed figure is reproduced; if not it is shown wrong.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.computed == Some(self.printed)
    }
}

/// What goes into a worked example.
enum Put {
    /// The geometric or other mean of the preset over these scores, each a figure or a fraction of 1.
    Mean(&'static [&'static str]),
    /// A mean over two means, or over a mean and figures, and so on.
    Means(&'static [Put]),
    /// A score of 100.
    Hundred,
    /// A target and an actual under the preset's rule of a direction.
    Achieved(&'static str, &'static str, Direction),
    /// Spent out of a budget.
    Spent(&'static str, &'static str),
}

use Put::{Achieved, Hundred, Mean, Means, Spent};

const FIRST: Put = Mean(&["100", "90"]);
const SECOND: Put = Mean(&["200/3", "200/3", "100"]);

/// Every worked example that was found printed: preset, inputs in words, what goes in, what is printed in hundredths.
const PRINTED: &[(&str, &str, Put, i64)] = &[
    ("pmk-214-2017", "spent 734,881,464,333 of 855,830,897,000", Spent("855830897000", "734881464333"), 8587),
    ("pmk-214-2017", "122, 80 and 142, as printed", Mean(&["122", "80", "142"]), 11160),
    ("pmk-22-2021", "100 and 90", FIRST, 9487),
    ("pmk-22-2021", "200/3, 200/3 and 100", SECOND, 7631),
    ("pmk-22-2021", "66.67, 66.67 and 100, as printed", Mean(&["66.67", "66.67", "100"]), 7631),
    ("pmk-22-2021", "(100 and 90) and (200/3, 200/3 and 100)", Means(&[FIRST, SECOND]), 8509),
    (
        "pmk-22-2021",
        "((100 and 90) and (200/3, 200/3 and 100)) and 100",
        Means(&[Means(&[FIRST, SECOND]), Hundred]),
        9224,
    ),
    ("skp-8-2021", "70 against 80-90, more is better", Achieved("80-90", "70", Direction::RangeHigher), 8750),
    ("skp-8-2021", "9 against 7-8, less is better", Achieved("7-8", "9", Direction::RangeLower), 8750),
    (
        "skp-8-2021",
        "92 against 80-90, more is better",
        Achieved("80-90", "92", Direction::RangeHigher),
        11300,
    ),
];

/// The worked examples of the presets, each computed again by the preset itself.
///
/// ```
/// use renstra::policy::presets::worked;
/// let (hold, wrong): (Vec<_>, Vec<_>) = worked().into_iter().partition(|example| example.holds());
/// assert_eq!((hold.len(), wrong.len()), (7, 3));
/// ```
#[must_use]
pub fn worked() -> Vec<Worked> {
    let presets = [pmk_214_2017(), pmk_22_2021(), skp_8_2021()];
    let one = |(policy, inputs, put, printed): &(&'static str, &'static str, Put, i64)| {
        let preset = presets.iter().find(|preset| preset.id() == *policy);
        Worked {
            policy,
            inputs,
            printed: Number::from_parts((*printed).into(), 2).unwrap_or_default(),
            computed: preset.and_then(|preset| computed(preset, put)),
        }
    };
    PRINTED.iter().map(one).collect()
}

fn computed(preset: &Policy, put: &Put) -> Option<Number> {
    let settings = preset.resolve(&Facts::new(Kind::Program, "")).ok()?;
    let outcome = match put {
        Achieved(target, actual, direction) => {
            let read = |text| Value::read(text, None).ok();
            settings.achieve(&read(target)?, &read(actual)?, *direction)
        }
        put => mean(&settings, put).ok()?,
    };
    Some(outcome.score()?.raw.round(Rounding::half_up(2)))
}

/// The mean of a tree of scores: a formula built as deep as the example goes.
fn mean(settings: &Settings, put: &Put) -> Result<Outcome, FormulaError> {
    let mut builder = Formula::builder();
    grow(&mut builder, settings, put)?;
    let nothing: &[Datum] = &[];
    let formula = builder.build();
    let nowhere = Outcome::NotScorable(crate::formula::NotScorable::NothingPresent);
    Ok(evaluate(&formula, nothing).pop().unwrap_or(nowhere))
}

fn grow(
    builder: &mut crate::formula::FormulaBuilder,
    settings: &Settings,
    put: &Put,
) -> Result<crate::formula::NodeIndex, FormulaError> {
    let nil = uuid::Uuid::nil();
    let constant = |text: &str| Operand::fixed(Value::read(text, None).map_or(Datum::BLANK, |v| (&v).into()));
    let edges = match put {
        Mean(scores) => {
            let leaf = |score: &&str| Leaf::new(Rule::Given).actual(constant(score));
            let leaves: Vec<Leaf> = scores.iter().map(leaf).collect();
            let nodes = leaves.into_iter().map(|leaf| builder.leaf(nil, "", leaf, Finish::default()));
            nodes.collect::<Result<Vec<_>, _>>()?
        }
        Means(parts) => parts.iter().map(|part| grow(builder, settings, part)).collect::<Result<_, _>>()?,
        Hundred => {
            return builder.leaf(nil, "", Leaf::new(Rule::Given).actual(constant("100")), Finish::default());
        }
        Spent(budget, spent) => {
            let leaf = Leaf::new(Rule::Absorption).target(constant(budget)).actual(constant(spent));
            return builder.leaf(nil, "", leaf, Finish::default());
        }
        Achieved(..) => Vec::new(),
    };
    let edges = edges.into_iter().map(|node| Edge::new(node, Number::ONE));
    builder.aggregate(nil, "", settings.aggregate(), edges, settings.finish().clone())
}
