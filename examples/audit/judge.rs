//! One row against the rule that its direction names.

use renstra::finding::Lang;
use renstra::formula::{
    Better, Datum, Finish, Formula, Leaf, NotScorable, Operand, Outcome, Rule, Score, Warning, evaluate,
};
use renstra::number::{Currency, Figure, Fixed, Money, Number, Numbers, Reading, Rounding, Unit, Value};

use crate::direction::direction;
use crate::table::Row;

/// How a published figure relates to the computed one. The first that fits is the row's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Exact,
    Rounded,
    Truncated,
    Capped,
    Mismatch,
    NotScorable,
}

impl Class {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Class::Exact => "exact",
            Class::Rounded => "rounded",
            Class::Truncated => "truncated",
            Class::Capped => "capped",
            Class::Mismatch => "mismatch",
            Class::NotScorable => "not_scorable",
        }
    }

    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Class::Exact => "equal at two decimals, half up",
            Class::Rounded => "rounded to fewer decimals",
            Class::Truncated => "cut off, not rounded",
            Class::Capped => "cut at a cap",
            Class::Mismatch => "the rule of the row's direction gives another figure",
            Class::NotScorable => "nothing can be computed or compared",
        }
    }

    pub(crate) fn is_reproduced(self) -> bool {
        !matches!(self, Class::Mismatch | Class::NotScorable)
    }
}

/// What is said of a row. `computed` is exact, in percent.
pub(crate) struct Judged {
    pub(crate) line: u64,
    pub(crate) class: Class,
    pub(crate) rule: Option<&'static str>,
    pub(crate) computed: Option<String>,
    pub(crate) published: String,
    pub(crate) remark: String,
}

/// The caps of published practice: plain, the two of civil servants' performance, twice the target.
const CAPS: [i64; 4] = [100, 110, 120, 200];

/// Judges a row of a table that writes numbers in this way.
pub(crate) fn judge(row: &Row, numbers: Numbers) -> Judged {
    let verdict = score(row, numbers).and_then(|(rule, score)| compare(rule, score, row, numbers));
    let mut judged = verdict.unwrap_or_else(|unscored| Judged {
        line: 0,
        class: Class::NotScorable,
        rule: unscored.rule,
        computed: unscored.computed.map(|score| score.to_string()),
        published: String::new(),
        remark: unscored.why,
    });
    judged.line = row.line;
    judged.published = row.published.clone();
    judged
}

/// Why a row is not scorable.
struct Unscored {
    rule: Option<&'static str>,
    computed: Option<Fixed>,
    why: String,
}

fn unscored(rule: Option<&'static str>, why: impl Into<String>) -> Unscored {
    Unscored { rule, computed: None, why: why.into() }
}

/// The rule that the direction names, and the score that it gives.
fn score(row: &Row, numbers: Numbers) -> Result<(&'static str, Score), Unscored> {
    let target = read(&row.target, "target", row, numbers)?;
    let actual = read(&row.actual, "actual", row, numbers)?;
    let (name, rule, better) = rule(&row.polarity, &target)?;
    let unit = Unit::read(&row.unit);
    if let Some(odd) = what_no_ratio_compares([&actual, &target]) {
        return Err(unscored(Some(name), format!("`{}` against `{}`: {odd}", row.actual, row.target)));
    }
    let (target, actual) =
        (Datum::of_reading(&target, unit.as_ref()), Datum::of_reading(&actual, unit.as_ref()));
    let blank = |datum: &Datum| matches!(datum, Datum::Absent(_));
    match (blank(&target), blank(&actual)) {
        (false, false) => {}
        (true, true) => return Err(unscored(Some(name), "neither target nor actual is given")),
        (true, false) => return Err(unscored(Some(name), "the target is missing")),
        (false, true) => return Err(unscored(Some(name), "the actual is missing, which is not zero")),
    }
    let leaf = Leaf::new(rule).better(better).actual(Operand::fixed(actual)).target(Operand::fixed(target));
    match outcome(leaf) {
        Some(Outcome::Scored(score)) => Ok((name, score)),
        Some(Outcome::NotScorable(reason)) => Err(unscored(Some(name), why(&reason))),
        None => Err(unscored(Some(name), "nothing to compute")),
    }
}

fn outcome(leaf: Leaf) -> Option<Outcome> {
    let mut builder = Formula::builder();
    builder.leaf(Default::default(), "row", leaf, Finish::default()).ok()?;
    evaluate(&builder.build(), &[][..]).pop()
}

/// Which rule a direction names. A target that is an interval is held against its nearer end.
fn rule(polarity: &str, target: &Reading) -> Result<(&'static str, Rule, Better), Unscored> {
    let words = polarity.to_lowercase();
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    if has(&["aggregate", "agregat"]) {
        return Err(unscored(None, "an aggregate, whose parts are not in the table"));
    }
    if has(&["categorical", "kategori", "predikat", "predicate", "ordinal", "kualitatif"]) {
        return Err(unscored(None, "a predicate without a declared scale"));
    }
    if has(&["absorption", "serapan", "nyerapan"]) {
        return Ok(("absorption", Rule::Absorption, Better::Higher));
    }
    let interval = matches!(target.value(), Some(Value::Interval(_)));
    match direction(polarity) {
        Some(better) if interval => Ok(("interval", Rule::Interval, better)),
        Some(Better::Higher) => Ok(("ratio", Rule::Ratio, Better::Higher)),
        Some(Better::Lower) => Ok(("mirrored", Rule::Mirrored, Better::Lower)),
        None if words.trim().is_empty() => Err(unscored(None, "no direction is given")),
        None => Err(unscored(None, format!("the direction `{polarity}` names no rule"))),
    }
}

/// What a cell holds. Its own unit, or a sign of currency, may stand beside the figure.
fn read(text: &str, side: &str, row: &Row, numbers: Numbers) -> Result<Reading, Unscored> {
    if let Some(figure) = figure(text, &row.unit, numbers) {
        return Ok(Value::Number(figure).into());
    }
    Reading::read(text, Some(numbers))
        .map_err(|error| unscored(None, format!("{side}: {}", error.message(Lang::En))))
}

fn figure(text: &str, unit: &str, numbers: Numbers) -> Option<Figure> {
    if let Ok((figure, None | Some(Currency::IDR))) = Money::read_figure(text, Some(numbers)) {
        return Some(figure);
    }
    let at = text.len().checked_sub(unit.len()).filter(|at| *at > 0 && !unit.is_empty())?;
    let (figure, behind) = text.split_at_checked(at)?;
    behind.eq_ignore_ascii_case(unit).then(|| Figure::read(figure, Some(numbers)).ok()).flatten()
}

/// What an actual and a target are that no rule of the table's compares; nothing where they are figures.
fn what_no_ratio_compares([actual, target]: [&Reading; 2]) -> Option<&'static str> {
    let range = matches!(actual.value(), Some(Value::Interval(_)));
    let odd = [target, actual].into_iter().find_map(|reading| match reading.value()? {
        Value::Predicate(_) => Some("a predicate without a declared scale"),
        Value::Text(_) => Some("words, not a figure"),
        Value::YesNo(_) => Some("a yes or no, which no ratio compares"),
        Value::Date(_) => Some("a day, which no ratio compares"),
        _ => None,
    });
    odd.or(range.then_some("the actual is a range, not one figure"))
}

fn why(reason: &NotScorable) -> String {
    match reason {
        NotScorable::ZeroTarget => "the target is zero, so that nothing can be divided by it".into(),
        NotScorable::Negative(_) => "a negative figure has no ratio".into(),
        other => other.message(Lang::En),
    }
}

/// Holds the published figure against the computed one.
fn compare(rule: &'static str, score: Score, row: &Row, numbers: Numbers) -> Result<Judged, Unscored> {
    let bound = score.warnings.has(Warning::Bound);
    let score = score.raw;
    let published = read(&row.published, "published", row, numbers).ok().and_then(|reading| reading.number());
    let Some(published) = published else {
        let why =
            format!("computed {}, but nothing comparable is published (`{}`)", two(score), row.published);
        return Err(Unscored { rule: Some(rule), computed: Some(score), why });
    };
    let class = class(score, published);
    if bound && class == Class::Mismatch {
        let why = format!("computed {} from a bound: what `{}` gives is not known", two(score), row.actual);
        return Err(Unscored { rule: Some(rule), computed: Some(score), why });
    }
    let remark = match class {
        Class::Exact => format!("{} by {rule}", two(score)),
        Class::Rounded | Class::Truncated | Class::Capped => {
            format!("{} by {rule}, published as {}", two(score), row.published)
        }
        _ => format!("published as {}, but {rule} gives {}", row.published, two(score)),
    };
    let remark = if bound { format!("{remark}; the actual is a bound") } else { remark };
    let computed = Some(score.to_string());
    Ok(Judged { line: 0, class, rule: Some(rule), computed, published: String::new(), remark })
}

fn two(score: Fixed) -> Number {
    score.round(Rounding::half_up(2))
}

/// The first class that fits.
fn class(score: Fixed, published: Number) -> Class {
    let digits = published.normalized().parts().1;
    if two(score) == published.round(Rounding::half_up(2)) {
        Class::Exact
    } else if digits < 2 && score.round(Rounding::half_up(digits)) == published {
        Class::Rounded
    } else if score.round(Rounding::truncate(digits)) == published {
        Class::Truncated
    } else if CAPS.iter().any(|cap| Number::from(*cap) == published && score.to_number() > published) {
        Class::Capped
    } else {
        Class::Mismatch
    }
}
