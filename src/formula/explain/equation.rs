//! Rules as readers write them.

use crate::finding::{Lang, plain};
use crate::formula::message::figure;
use crate::formula::rule::{Goalposts, Post, Ranks, Rule, Spread};
use crate::formula::{Better, Datum, Transform};
use crate::number::{Exact, Rounding};

/// What the rule does, in one line.
pub(super) fn equation(rule: &Rule, better: Better, lang: Lang) -> String {
    let en = lang == Lang::En;
    match rule {
        Rule::Given => (if en { "the value itself" } else { "nilai itu sendiri" }).into(),
        Rule::Ratio | Rule::Absorption => "100 × A / T".into(),
        Rule::Mirrored => "100 × (2T − A) / T".into(),
        Rule::Inverse => "100 × T / A".into(),
        Rule::Reduction => "100 × (T − A) / T".into(),
        Rule::StayNear => "100 × (1 − |1 − A / T|)".into(),
        Rule::Progress => "100 × (A − B) / (T − B)".into(),
        Rule::Goalposts(posts) => goalposts(posts, lang),
        Rule::Thresholds(by) => format!(
            "−100 … 0 … 100: {} … {} … {}",
            post(&by.worst, lang),
            post(&by.threshold, lang),
            post(&by.target, lang)
        ),
        Rule::Interval => interval(better, lang).into(),
        Rule::KeepWithin(by) => {
            let scale = exact(&by.scale, lang);
            if en {
                format!("100 inside the target, else 100 × (1 − distance / {scale}), not below 0")
            } else {
                format!("100 di dalam target, di luarnya 100 × (1 − jarak / {scale}), tidak di bawah 0")
            }
        }
        Rule::Ordinal(by) => ranks(by.ranks, lang),
        Rule::Grades(sheet) => {
            let worth = |(label, score): (&str, _)| format!("{} {}", plain(label), figure(score, lang));
            sheet.list().into_iter().map(worth).collect::<Vec<_>>().join(", ")
        }
        Rule::Met => (if en { "100 when met, else 0" } else { "100 bila tercapai, selain itu 0" }).into(),
        Rule::Deadline(by) => {
            let lost = figure(by.per_day, lang);
            if en {
                format!("100 in time, less {lost} for each day late, not below 0")
            } else {
                format!("100 bila tepat waktu, dikurangi {lost} per hari terlambat, tidak di bawah 0")
            }
        }
        Rule::Affine(by) => {
            let spread = match &by.spread {
                Spread::Exactly(spread) => exact(spread, lang),
                Spread::RootOf(square) => format!("√{}", exact(square, lang)),
            };
            let (base, factor) = (figure(by.base, lang), figure(by.factor, lang));
            format!("{base} + {factor} × (A − {}) / {spread}", exact(&by.origin, lang))
        }
        Rule::Steps(_) => (if en { "the step that A has reached" } else { "jenjang yang dicapai A" }).into(),
        Rule::User(user) => user.rule().explain(lang),
    }
}

fn goalposts(posts: &Goalposts, lang: Lang) -> String {
    let (worst, best) = (post(&posts.worst, lang), post(&posts.best, lang));
    let (low, high) = (figure(posts.onto.worst, lang), figure(posts.onto.best, lang));
    format!("(A − {worst}) / ({best} − {worst}) → {low} … {high}")
}

fn interval(better: Better, lang: Lang) -> &'static str {
    match (better, lang) {
        (Better::Higher, Lang::En) => "100 inside the target, else 100 × A / the nearer end",
        (Better::Higher, Lang::Id) => "100 di dalam target, di luarnya 100 × A / batas terdekat",
        (Better::Lower, Lang::En) => {
            "100 inside the target, else 100 × (2 × the nearer end − A) / the nearer end"
        }
        (Better::Lower, Lang::Id) => {
            "100 di dalam target, di luarnya 100 × (2 × batas terdekat − A) / batas terdekat"
        }
    }
}

fn ranks(ranks: Ranks, lang: Lang) -> String {
    match (ranks, lang) {
        (Ranks::Met, Lang::En) => "100 when the predicate is reached, else 0".into(),
        (Ranks::Met, Lang::Id) => "100 bila predikat tercapai, selain itu 0".into(),
        (Ranks::Steps(lost), Lang::En) => format!("100 less {} for each step missed", figure(lost, lang)),
        (Ranks::Steps(lost), Lang::Id) => {
            format!("100 dikurangi {} per jenjang yang kurang", figure(lost, lang))
        }
        (Ranks::Ratio, Lang::En) => "100 × rank of A / rank of T".into(),
        (Ranks::Ratio, Lang::Id) => "100 × peringkat A / peringkat T".into(),
    }
}

fn post(post: &Post, lang: Lang) -> String {
    match post {
        Post::At(at) => exact(at, lang),
        Post::Target => "T".into(),
        Post::Baseline => "B".into(),
    }
}

/// A parameter: as it is, or rounded to six digits when no figure of 28 digits holds it.
fn exact(value: &Exact, lang: Lang) -> String {
    match value.to_number() {
        Some(number) => figure(number, lang),
        None => value
            .round(Rounding::half_even(6))
            .map_or_else(|| value.to_string(), |number| format!("≈ {}", figure(number, lang))),
    }
}

/// A transform of the axis.
pub(super) fn transform(transform: &Transform, lang: Lang) -> String {
    match transform {
        Transform::AtMost(high) => format!("A ≤ {}", exact(high, lang)),
        Transform::AtLeast(low) => format!("A ≥ {}", exact(low, lang)),
        Transform::Scale(factor) => format!("× {}", exact(factor, lang)),
        Transform::Shift(by) => format!("+ {}", exact(by, lang)),
        Transform::Ln => "ln".into(),
        Transform::Log10 => "log₁₀".into(),
    }
}

/// A value that was read, for people.
pub(crate) fn datum(datum: &Datum, lang: Lang) -> String {
    match datum {
        Datum::Number(number) => figure(*number, lang),
        Datum::Fraction { numerator, denominator, per } => {
            let fraction = format!("{} / {}", figure(*numerator, lang), figure(*denominator, lang));
            if *per == crate::number::Number::ONE {
                fraction
            } else {
                format!("{} × {fraction}", figure(*per, lang))
            }
        }
        Datum::Interval { low, high } => format!("{}–{}", figure(*low, lang), figure(*high, lang)),
        Datum::AtLeast(least) => format!("≥ {}", figure(*least, lang)),
        Datum::AtMost(most) => format!("≤ {}", figure(*most, lang)),
        Datum::Date(date) => date.to_string(),
        Datum::YesNo(yes) => match (yes, lang) {
            (true, Lang::En) => "yes".into(),
            (false, Lang::En) => "no".into(),
            (true, Lang::Id) => "ya".into(),
            (false, Lang::Id) => "tidak".into(),
        },
        Datum::Word(text) | Datum::Text(text) => format!("`{}`", crate::finding::plain(text)),
        Datum::Absent(_) => "—".into(),
    }
}
