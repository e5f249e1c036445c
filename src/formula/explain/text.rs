//! An explanation as text, in English or Indonesian.

use crate::finding::{Lang, plain};
use crate::formula::message::figure;
use crate::formula::{
    Accumulation, Aggregate, Carry, Datum, Finish, Leaf, Method, MissingChildren, Operand, Outcome, Placing,
    Score, Stage, Warnings,
};
use crate::number::{Fixed, Rounding, RoundingMode};

use super::equation::{datum, equation, transform};
use super::{Explanation, How, Link, Step, Under};

impl Explanation {
    /// The steps as an indented text: the number first, then what it is made of.
    ///
    /// Numbers are exact; in Indonesian they have a decimal comma.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let mut writer = Writer { of: self, lang, out: String::new(), told: vec![false; self.steps.len()] };
        if let Some(last) = self.steps.len().checked_sub(1) {
            writer.step(last, 0);
        }
        if let Some(under) = &self.policy {
            writer.policy(under);
        }
        writer.out
    }
}

/// Levels of indentation that are shown: deeper than any plan is, and no chain of links exhausts the stack.
const MAX_DEPTH: usize = 64;

struct Writer<'a> {
    of: &'a Explanation,
    lang: Lang,
    out: String,
    /// Steps that were already written: a shared child is written once.
    told: Vec<bool>,
}

impl Writer<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        for _ in 0..depth {
            self.out.push_str("  ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn policy(&mut self, under: &Under) {
        let mut line = format!("{} `{}`", self.say("policy", "kebijakan"), plain(&under.id));
        for part in [&under.title, &under.source].into_iter().filter(|part| !part.is_empty()) {
            line.push_str("; ");
            line.push_str(&plain(part));
        }
        self.line(0, &line);
    }

    fn say(&self, en: &'static str, id: &'static str) -> &'static str {
        if self.lang == Lang::En { en } else { id }
    }

    fn step(&mut self, place: usize, depth: usize) {
        let Some(step) = self.of.steps.get(place) else { return };
        let headline = format!("{}: {}", plain(&step.label), self.outcome(step));
        if self.told.get(place) == Some(&true) {
            let above = self.say("(explained above)", "(dijelaskan di atas)");
            return self.line(depth, &format!("{headline} {above}"));
        }
        if let Some(told) = self.told.get_mut(place) {
            *told = true;
        }
        self.line(depth, &headline);
        match &step.how {
            How::Rule { leaf, data, read } => self.rule((leaf, data), read.as_deref(), depth + 1),
            How::Method { aggregate, .. } => self.method(aggregate, step, depth + 1),
            How::Never(_) => {}
        }
        if let Some(score) = step.outcome.score() {
            self.ending(&step.finish, score, depth + 1);
        }
        if let How::Method { links, .. } = &step.how {
            if depth >= MAX_DEPTH {
                let deeper = self.say("what lies deeper is not shown", "yang lebih dalam tidak ditampilkan");
                return self.line(depth + 1, deeper);
            }
            for link in links {
                self.link(link, depth + 1);
            }
        }
    }

    fn outcome(&self, step: &Step) -> String {
        let score = match &step.outcome {
            Outcome::NotScorable(reason) => {
                let none = self.say("not scorable, since", "tidak dapat dinilai, karena");
                return format!("{none} {}", reason.message(self.lang));
            }
            Outcome::Scored(score) => score,
        };
        let mut text = figure(score.rounded, self.lang);
        match (score.placing, &step.finish.bands) {
            (Placing::Outside, _) => text.push_str(self.say(" (outside the bands)", " (di luar kategori)")),
            (placing, Some(bands)) => {
                if let Some(label) = bands.label(placing) {
                    text.push_str(&format!(" ({})", plain(label)));
                }
            }
            (_, None) => {}
        }
        text
    }

    fn rule(&mut self, (leaf, data): (&Leaf, &[Datum]), read: Option<&[Datum; 3]>, depth: usize) {
        let rule = self.say("rule", "rumus");
        let line = format!("{rule} `{}`: {}", leaf.rule.code(), equation(&leaf.rule, leaf.better, self.lang));
        self.line(depth, &line);
        for (operand, name) in [(&leaf.actual, "A"), (&leaf.target, "T"), (&leaf.baseline, "B")] {
            self.periods(leaf.accumulation, (operand, name), data, depth);
        }
        let Some([actual, target, baseline]) = read else { return };
        let mut parts = vec![format!("A = {}", datum(actual, self.lang))];
        parts.extend((!target.is_absent()).then(|| format!("T = {}", datum(target, self.lang))));
        parts.extend((!baseline.is_absent()).then(|| format!("B = {}", datum(baseline, self.lang))));
        parts.extend(leaf.axis.transforms().iter().map(|by| transform(by, self.lang)));
        self.line(depth, &parts.join("; "));
    }

    /// The figures of several periods, and how they become one.
    fn periods(&mut self, by: Accumulation, (operand, name): (&Operand, &str), data: &[Datum], depth: usize) {
        let Operand::Series(range) = operand else { return };
        let Some(values @ [_, _, ..]) = data.get(range.start as usize..range.end as usize) else { return };
        let by = match by {
            Accumulation::Sum => self.say("sum", "jumlah"),
            Accumulation::Last => self.say("last", "terakhir"),
            Accumulation::Average => self.say("average", "rata-rata"),
            Accumulation::Maximum => self.say("greatest", "terbesar"),
            Accumulation::Minimum => self.say("least", "terkecil"),
        };
        let values: Vec<String> = values.iter().map(|value| datum(value, self.lang)).collect();
        self.line(depth, &format!("{name}: {by} {}", values.join(" | ")));
    }

    fn method(&mut self, aggregate: &Aggregate, step: &Step, depth: usize) {
        let How::Method { links, rest, .. } = &step.how else { return };
        let counted = links.iter().filter(|link| link.contribution.is_some()).count();
        let method = self.method_name(&aggregate.method);
        let all = links.len();
        self.line(
            depth,
            &match self.lang {
                Lang::En => format!("{method} of {counted} of {all}"),
                Lang::Id => format!("{method} dari {counted} di antara {all}"),
            },
        );
        if counted < all {
            let gaps = self.gaps(aggregate.missing);
            self.line(depth, &gaps);
        }
        if !rest.is_zero() {
            let rest = figure(rest.to_number(), self.lang);
            let said = self.say("that no part accounts for", "tidak berasal dari bagian tertentu");
            self.line(depth, &format!("{rest} {said}"));
        }
    }

    fn method_name(&self, method: &Method) -> String {
        match method {
            Method::Arithmetic => self.say("weighted arithmetic mean", "rata-rata tertimbang").into(),
            Method::Geometric => self.say("weighted geometric mean", "rata-rata geometrik tertimbang").into(),
            Method::Harmonic => self.say("weighted harmonic mean", "rata-rata harmonik tertimbang").into(),
            Method::Power(exponent) => {
                let name = self.say("weighted power mean of exponent", "rata-rata pangkat tertimbang");
                format!("{name} {}", figure(*exponent, self.lang))
            }
            Method::Minimum => self.say("the least", "nilai terendah").into(),
            Method::Maximum => self.say("the greatest", "nilai tertinggi").into(),
            Method::Median => self.say("weighted median", "median tertimbang").into(),
            Method::Table(_) => self.say("decision table", "tabel keputusan").into(),
        }
    }

    fn gaps(&self, missing: MissingChildren) -> String {
        match missing {
            MissingChildren::Reweight => self
                .say(
                    "what has no score leaves, the other weights count alone",
                    "yang tanpa nilai dikeluarkan, bobot lainnya disesuaikan",
                )
                .into(),
            MissingChildren::Zero => {
                self.say("what has no score counts as 0", "yang tanpa nilai dihitung 0").into()
            }
            MissingChildren::Score(score) => {
                let said = self.say("what has no score counts as", "yang tanpa nilai dihitung");
                format!("{said} {}", figure(score, self.lang))
            }
            MissingChildren::Propagate => self
                .say(
                    "what has no score leaves all without",
                    "satu yang tanpa nilai membuat semuanya tanpa nilai",
                )
                .into(),
        }
    }

    fn ending(&mut self, finish: &Finish, score: &Score, depth: usize) {
        let mut parts =
            vec![format!("{} {}", self.say("exactly", "tepatnya"), figure(score.raw.to_number(), self.lang))];
        if score.capped != score.raw {
            let capped = figure(score.capped.to_number(), self.lang);
            parts.push(format!("{} {capped}", self.say("capped to", "dibatasi menjadi")));
        }
        parts.push(self.rounding(finish.rounding));
        if finish.bands.is_some() && finish.stage == Stage::Unrounded {
            parts.push(self.say("bands before rounding", "kategori sebelum pembulatan").into());
        }
        if finish.carry == Carry::Rounded {
            parts.push(self.say("the rounded score goes up", "nilai bulat yang diteruskan").into());
        }
        if score.coverage != Fixed::ONE {
            let share = figure(score.coverage.to_number(), self.lang);
            parts.push(format!("{} {share}", self.say("coverage", "cakupan")));
        }
        self.line(depth, &parts.join("; "));
        self.warnings(score.warnings, depth);
    }

    fn rounding(&self, rounding: Rounding) -> String {
        let mode = match rounding.mode() {
            RoundingMode::HalfUp => self.say("half up", "setengah ke atas"),
            RoundingMode::HalfEven => self.say("half to even", "setengah ke genap"),
            RoundingMode::Truncate => self.say("truncated", "dipotong"),
            RoundingMode::Floor => self.say("downwards", "ke bawah"),
            RoundingMode::Ceiling => self.say("upwards", "ke atas"),
        };
        let digits = rounding.digits();
        match self.lang {
            Lang::En => format!("rounded {mode} to {digits} digits"),
            Lang::Id => format!("dibulatkan {mode}, {digits} desimal"),
        }
    }

    fn warnings(&mut self, warnings: Warnings, depth: usize) {
        for warning in warnings.iter() {
            self.line(depth, &format!("! {}", warning.message(self.lang)));
        }
    }

    fn link(&mut self, link: &Link, depth: usize) {
        let weight = figure(link.weight, self.lang);
        let weight = format!("{} {weight}", self.say("weight", "bobot"));
        let line = match (link.contribution, link.hinders) {
            (Some(amount), _) => {
                let said = self.say("contributes", "menyumbang");
                format!("- {weight}, {said} {}", figure(amount.to_number(), self.lang))
            }
            (None, true) => {
                format!("- {weight}, {}", self.say("hinders: kept out", "menghambat: tidak dihitung"))
            }
            (None, false) => format!("- {weight}, {}", self.say("left out", "tidak dihitung")),
        };
        self.line(depth, &line);
        self.step(link.step.index(), depth + 1);
    }
}
