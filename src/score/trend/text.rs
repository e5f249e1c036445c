//! A trend in words and as JSON.

use serde::ser::{Serialize, Serializer};

use crate::finding::Lang;
use crate::formula::message::figure;
use crate::number::{Fixed, Number, Rounding};

use super::{Achieved, Forecast, Growth, Pace, Point, Rates, Trend, Unassessable};

impl Unassessable {
    /// The reason's code, stable for ever.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Unassessable::TooFewPoints => "too-few-points",
            Unassessable::ZeroBase => "zero-base",
            Unassessable::SignChange => "sign-change",
            Unassessable::NoTimeLeft => "no-time-left",
            Unassessable::NothingRequired => "nothing-required",
            Unassessable::NoTarget => "no-target",
            Unassessable::NoDirection => "no-direction",
            Unassessable::OutOfRange => "out-of-range",
        }
    }

    /// The reason in a language.
    #[must_use]
    pub const fn message(self, lang: Lang) -> &'static str {
        let [en, id] = match self {
            Unassessable::TooFewPoints => [
                "there are fewer than two figures at different times",
                "ada kurang dari dua angka pada waktu yang berbeda",
            ],
            Unassessable::ZeroBase => [
                "a figure is zero, so that there is no compound growth",
                "ada angka nol, sehingga tidak ada pertumbuhan majemuk",
            ],
            Unassessable::SignChange => [
                "the figures change their sign, so that there is no compound growth",
                "angkanya berganti tanda, sehingga tidak ada pertumbuhan majemuk",
            ],
            Unassessable::NoTimeLeft => [
                "what is asked for is due no later than the figure that it starts from",
                "yang ditanyakan jatuh tempo tidak lebih lambat dari angka awalnya",
            ],
            Unassessable::NothingRequired => [
                "the first figure reaches the target already, so that no rate is required",
                "angka pertama sudah mencapai target, sehingga tidak ada laju yang diperlukan",
            ],
            Unassessable::NoTarget => ["there is no dated target", "tidak ada target yang bertanggal"],
            Unassessable::NoDirection => [
                "nobody has said whether more or less of it is better",
                "belum ditetapkan apakah lebih tinggi atau lebih rendah yang lebih baik",
            ],
            Unassessable::OutOfRange => ["a figure is out of range", "ada angka di luar jangkauan"],
        };
        match lang {
            Lang::En => en,
            Lang::Id => id,
        }
    }
}

impl Trend {
    /// What is fact, then what is projected, each on a line of its own.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let pace = self.pace.map(|pace| told_pace(pace, lang));
        let rates = self.rates.map(|rates| told_rates(rates, self.growth, lang));
        let forecast = self.forecast.map(|forecast| told_forecast(forecast, lang));
        let or =
            |told: Result<String, Unassessable>, what| told.unwrap_or_else(|why| unknown(what, why, lang));
        [
            self.told_figures(lang),
            or(pace, ["pace", "kecepatan"]),
            or(rates, ["rate", "laju"]),
            or(forecast, ["projected", "proyeksi"]),
        ]
        .join("\n")
    }

    fn told_figures(&self, lang: Lang) -> String {
        let place = |point: Point| format!("{} ({})", figure(point.value, lang), point.period);
        let [first, last, target] = [self.first, self.last, self.target].map(place);
        let achieved = match (self.achieved, lang) {
            (Achieved::Yes, Lang::En) => "achieved",
            (Achieved::Yes, Lang::Id) => "tercapai",
            (Achieved::NotYet, Lang::En) => "not yet achieved",
            (Achieved::NotYet, Lang::Id) => "belum tercapai",
        };
        match lang {
            Lang::En => format!("from {first} to {last}; target {target}\n{achieved}"),
            Lang::Id => format!("dari {first} ke {last}; target {target}\n{achieved}"),
        }
    }
}

/// A share of 1 in percent, to one digit.
fn percent(share: Fixed, lang: Lang) -> String {
    let percent = share.checked_mul(Fixed::HUNDRED).map(|share| share.round(Rounding::half_up(1)));
    format!("{} %", figure(percent.unwrap_or_default(), lang))
}

fn told_pace(pace: Pace, lang: Lang) -> String {
    let [progressed, elapsed] = [pace.progressed, pace.elapsed].map(|share| percent(share, lang));
    match lang {
        Lang::En => format!("pace: {progressed} of the way in {elapsed} of the time"),
        Lang::Id => format!("kecepatan: {progressed} jalan dalam {elapsed} waktu"),
    }
}

fn told_rates(rates: Rates, growth: Growth, lang: Lang) -> String {
    let shown = |rate: Fixed| figure(rate.round(Rounding::half_up(4)), lang);
    let (observed, required, ratio) =
        (shown(rates.observed), shown(rates.required), percent(rates.ratio, lang));
    let rate = match (lang, growth) {
        (Lang::En, Growth::Linear) => "rate a year",
        (Lang::En, Growth::Compound) => "compound rate a year",
        (Lang::Id, Growth::Linear) => "laju setahun",
        (Lang::Id, Growth::Compound) => "laju majemuk setahun",
    };
    match lang {
        Lang::En => format!("{rate}: {observed} observed, {required} required: {ratio}"),
        Lang::Id => format!("{rate}: teramati {observed}, diperlukan {required}: {ratio}"),
    }
}

fn told_forecast(forecast: Forecast, lang: Lang) -> String {
    match (forecast, lang) {
        (Forecast::Met, Lang::En) => "projected: met already".into(),
        (Forecast::Met, Lang::Id) => "proyeksi: sudah tercapai".into(),
        (Forecast::By(month), Lang::En) => format!("projected: met by {month}, if the linear rate goes on"),
        (Forecast::By(month), Lang::Id) => {
            format!("proyeksi: tercapai pada {month}, bila laju linear berlanjut")
        }
        (Forecast::Never, Lang::En) => "projected: never, if the linear rate goes on".into(),
        (Forecast::Never, Lang::Id) => "proyeksi: tidak pernah, bila laju linear berlanjut".into(),
    }
}

fn unknown([en, id]: [&str; 2], reason: Unassessable, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{en}: not assessable: {}", reason.message(lang)),
        Lang::Id => format!("{id}: tidak dapat dinilai: {}", reason.message(lang)),
    }
}

#[derive(serde::Serialize)]
struct Json {
    #[serde(rename = "renstra-trend")]
    version: u32,
    first: PointJson,
    last: PointJson,
    target: PointJson,
    growth: &'static str,
    achieved: bool,
    pace: Part<PaceJson>,
    rates: Part<RatesJson>,
    /// Nothing of this is a fact.
    projection: Part<ForecastJson>,
}

#[derive(serde::Serialize)]
struct PointJson {
    period: String,
    value: Number,
}

/// What can be told, or the reason why not.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum Part<T> {
    Told(T),
    Unassessable { unassessable: &'static str },
}

#[derive(serde::Serialize)]
struct PaceJson {
    elapsed: Fixed,
    progressed: Fixed,
}

#[derive(serde::Serialize)]
struct RatesJson {
    observed: Fixed,
    required: Fixed,
    ratio: Fixed,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "kebab-case", tag = "target")]
enum ForecastJson {
    Met,
    MetBy { month: String },
    NeverMet,
}

impl Serialize for Trend {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let point = |point: Point| PointJson { period: point.period.to_string(), value: point.value };
        let forecast = |forecast| match forecast {
            Forecast::Met => ForecastJson::Met,
            Forecast::By(month) => ForecastJson::MetBy { month: month.to_string() },
            Forecast::Never => ForecastJson::NeverMet,
        };
        let json = Json {
            version: 1,
            first: point(self.first),
            last: point(self.last),
            target: point(self.target),
            growth: if self.growth == Growth::Linear { "linear" } else { "compound" },
            achieved: self.achieved == Achieved::Yes,
            pace: part(self.pace.map(|pace| PaceJson { elapsed: pace.elapsed, progressed: pace.progressed })),
            rates: part(self.rates.map(|rates| RatesJson {
                observed: rates.observed,
                required: rates.required,
                ratio: rates.ratio,
            })),
            projection: part(self.forecast.map(forecast)),
        };
        json.serialize(serializer)
    }
}

fn part<T>(told: Result<T, Unassessable>) -> Part<T> {
    told.map_or_else(|reason| Part::Unassessable { unassessable: reason.code() }, Part::Told)
}
