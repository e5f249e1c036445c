//! What could be otherwise, as a table of text and as JSON.

use std::collections::BTreeMap;

use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::finding::Lang;
use crate::formula::Place;
use crate::formula::message::figure;
use crate::number::{Fixed, Number, Rounding};
use crate::robust::{NoShares, Range, Share};
use crate::text::in_columns;

use super::result::{Robustness, UnitRange};

impl Robustness {
    /// A table of text: for each unit, by place, its score and its place with their intervals, and how often it stood in
    /// each band; below it what each choice accounts for in how far units move.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let mut units: Vec<&UnitRange> = self.units.iter().collect();
        units.sort_by_key(|unit| (unit.rank.is_none(), unit.rank));
        let head = match lang {
            Lang::En => ["place", "unit", "score", "interval", "places", "bands"],
            Lang::Id => ["peringkat", "unit", "nilai", "selang nilai", "selang peringkat", "kategori"],
        };
        let mut rows = vec![head.map(String::from).to_vec()];
        rows.extend(units.iter().map(|unit| self.row(unit, lang)));
        format!("{}\n{}{}", self.heading(lang), in_columns(&rows), self.choices(lang))
    }

    fn heading(&self, lang: Lang) -> String {
        let [low, high] = self.trial.file.interval.map(|end| percent(end, lang));
        let (count, seed) = (self.trial.file.replications, self.trial.file.seed);
        match lang {
            Lang::En => format!(
                "{count} replications, seed {seed}, random numbers ChaCha8; intervals from {low} to {high} of them"
            ),
            Lang::Id => format!(
                "{count} ulangan, benih {seed}, bilangan acak ChaCha8; selang dari {low} sampai {high} ulangan"
            ),
        }
    }

    fn row(&self, unit: &UnitRange, lang: Lang) -> Vec<String> {
        let dash = || "-".to_string();
        let place = |place: Place| figure(place.to_fixed().to_number(), lang);
        let of = |rank: Option<Place>| rank.map_or_else(dash, place);
        let name = [&*unit.code, &*unit.name].join(" ");
        let scores = |range: Range<Fixed>| {
            let ends = [range.low, range.high].map(|end| figure(self.shown(end), lang));
            ends.join(" – ")
        };
        let ranks = |range: Range<Place>| format!("{} – {}", place(range.low), place(range.high));
        let counts = self.labels.iter().zip(&unit.bands).filter(|(_, count)| **count > 0);
        let mut counts: Vec<String> = counts.map(|(label, count)| format!("{label} {count}")).collect();
        if unit.unscored > 0 {
            let none = if lang == Lang::En { "no score" } else { "tanpa nilai" };
            counts.push(format!("{none} {}", unit.unscored));
        }
        vec![
            of(unit.rank),
            name.trim().to_string(),
            unit.score.map_or_else(dash, |score| figure(clipped(score), lang)),
            unit.scores.map_or_else(dash, scores),
            unit.ranks.map_or_else(dash, ranks),
            counts.join(", "),
        ]
    }

    /// A score as the definition rounds it, and never with more than six digits.
    fn shown(&self, score: Fixed) -> Number {
        clipped(self.rounding.map_or_else(|| score.to_number(), |rounding| score.round(rounding)))
    }

    fn choices(&self, lang: Lang) -> String {
        let [moves, what] = match lang {
            Lang::En => [
                "places that a unit moves, on average",
                "what each choice accounts for in that (first order ± standard error; with the others)",
            ],
            Lang::Id => [
                "rata-rata pergeseran peringkat",
                "bagian tiap pilihan dalam ragamnya (orde pertama ± galat baku; bersama yang lain)",
            ],
        };
        let mut out = String::new();
        if let Some(shift) = self.shift {
            let [low, middle, high] =
                [shift.low, shift.middle, shift.high].map(|x| figure(x.round(Rounding::half_up(2)), lang));
            out.push_str(&format!("\n{moves}: {low} – {middle} – {high}\n"));
        }
        match &self.shift_shares {
            Err(NoShares::NotAsked) => {}
            Err(reason) => out.push_str(&format!("{what}: {}\n", reason.message(lang))),
            Ok(shares) => {
                let row = |(name, share): (&str, &Share)| {
                    let [first, error, total] =
                        [share.first, share.error, share.total].map(|share| percent(share, lang));
                    vec![format!("  {name}"), format!("{first} ± {error}"), total]
                };
                let rows: Vec<Vec<String>> = self.trial.choices().zip(shares).map(row).collect();
                out.push_str(&format!("{what}:\n{}", in_columns(&rows)));
            }
        }
        out
    }
}

/// A share of 1 in percent, to one digit.
fn percent(share: Fixed, lang: Lang) -> String {
    let percent = share.checked_mul(Fixed::HUNDRED).unwrap_or_default().round(Rounding::half_up(1));
    format!("{} %", figure(percent, lang))
}

/// A page is no table of 15 digits.
fn clipped(score: Number) -> Number {
    score.round(Rounding::half_even(6)).normalized()
}

#[derive(serde::Serialize)]
struct Json<'a> {
    #[serde(rename = "renstra-robustness")]
    version: u32,
    definition: &'a str,
    trial: TrialJson<'a>,
    bands: &'a [Box<str>],
    units: Vec<UnitJson<'a>>,
    shift: Option<RangeJson<Fixed>>,
    shift_shares: SharesJson<'a>,
}

/// What was varied, as it was written.
#[derive(serde::Serialize)]
struct TrialJson<'a> {
    id: &'a str,
    title: &'a str,
    source: &'a str,
    seed: u64,
    random: &'static str,
    replications: u32,
    interval: [Fixed; 2],
    vary: Option<&'a RawValue>,
}

#[derive(serde::Serialize)]
struct UnitJson<'a> {
    code: &'a str,
    name: &'a str,
    score: Option<Number>,
    rank: Option<PlaceJson>,
    band: Option<&'a str>,
    scores: Option<RangeJson<Fixed>>,
    ranks: Option<RangeJson<PlaceJson>>,
    bands: &'a [u32],
    unscored: u32,
    score_shares: SharesJson<'a>,
    rank_shares: SharesJson<'a>,
}

#[derive(serde::Serialize)]
struct RangeJson<T> {
    low: T,
    middle: T,
    high: T,
}

/// A place, where it is no half a whole number.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum PlaceJson {
    Whole(usize),
    Half(f64),
}

impl PlaceJson {
    fn of(place: Place) -> PlaceJson {
        place.whole().map_or_else(|| PlaceJson::Half(place.to_f64()), PlaceJson::Whole)
    }
}

#[derive(serde::Serialize)]
#[serde(rename_all = "snake_case")]
enum SharesJson<'a> {
    /// By the name of the choice.
    Of(BTreeMap<&'a str, ShareJson>),
    None(&'static str),
}

#[derive(serde::Serialize)]
struct ShareJson {
    first: Fixed,
    error: Fixed,
    total: Fixed,
}

impl Serialize for Robustness {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let file = &self.trial.file;
        let json = Json {
            version: 1,
            definition: self.trial.definition().id(),
            trial: TrialJson {
                id: &file.id,
                title: &file.title,
                source: &file.source,
                seed: file.seed,
                random: "ChaCha8",
                replications: file.replications,
                interval: self.trial.file.interval,
                vary: file.written.as_deref(),
            },
            bands: &self.labels,
            units: self.units.iter().map(|unit| self.unit(unit)).collect(),
            shift: self.shift.map(ends),
            shift_shares: self.named(&self.shift_shares),
        };
        json.serialize(serializer)
    }
}

fn ends<T>(range: Range<T>) -> RangeJson<T> {
    RangeJson { low: range.low, middle: range.middle, high: range.high }
}

impl Robustness {
    fn unit<'a>(&'a self, unit: &'a UnitRange) -> UnitJson<'a> {
        UnitJson {
            code: &unit.code,
            name: &unit.name,
            score: unit.score,
            rank: unit.rank.map(PlaceJson::of),
            band: unit.band.as_deref(),
            scores: unit.scores.map(ends),
            ranks: unit.ranks.map(|ranks| {
                let [low, middle, high] = [ranks.low, ranks.middle, ranks.high].map(PlaceJson::of);
                RangeJson { low, middle, high }
            }),
            bands: &unit.bands,
            unscored: unit.unscored,
            score_shares: self.named(&unit.score_shares),
            rank_shares: self.named(&unit.rank_shares),
        }
    }

    fn named<'a>(&'a self, shares: &Result<Vec<Share>, NoShares>) -> SharesJson<'a> {
        let of = |share: &Share| ShareJson { first: share.first, error: share.error, total: share.total };
        match shares {
            Ok(shares) => SharesJson::Of(self.trial.choices().zip(shares.iter().map(of)).collect()),
            Err(reason) => SharesJson::None(reason.code()),
        }
    }
}
