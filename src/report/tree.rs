use crate::finding::{Lang, plain};
use crate::formula::message::figure;
use crate::formula::{NodeIndex, NotScorable, Outcome, Placing, Score};
use crate::number::{Number, Rounding};
use crate::plan::{Element, Indicator, KindFamily};
use crate::score::Scorecard;

/// A sign put after the lines for which a condition holds, for instance those that are made up.
#[derive(Clone, Copy)]
pub struct Mark<'m> {
    /// The sign.
    pub sign: &'m str,
    /// Whether an element's or an indicator's note asks for it.
    pub asked_by: fn(note: &str) -> bool,
}

/// A scorecard as a tree of text: each element with its score, band and coverage, or the reason why it has none; last
/// what is to be known of the whole, for instance that the policy has expired.
///
/// ```
/// # use renstra::finding::Lang;
/// # use renstra::plan::{Draft, Measure, Mission, Node};
/// # use renstra::policy::Policy;
/// # use renstra::score::{Asked, Scorecard};
/// let rate = Measure::new("poverty rate").unit("%").lower_is_better().target(2024, "6.81").actual(2024, "7.31");
/// let plan = Draft::new("SOLOK", "a regency")
///     .with(Node::<Mission>::new("M4", "villages").measured(rate))
///     .check()?;
/// let asked = Asked::about("2024".parse()?);
/// let card = Scorecard::of(&plan, &Policy::new("default", "as published"), plan.observations(), asked)?;
/// let text = renstra::report::tree(&card, Lang::Id, None);
/// assert!(text.contains("92,66"), "{text}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn tree(card: &Scorecard, lang: Lang, mark: Option<Mark<'_>>) -> String {
    let mut printer = Printer { card, lang, mark, out: String::new() };
    let judged =
        |element: &Element<'_>| matches!(element.kind().family(), KindFamily::Intent | KindFamily::Delivery);
    for root in card.plan().roots().filter(judged) {
        printer.element(root);
    }
    for finding in card.findings() {
        let text = format!("! {}; {}", finding.message(lang), finding.help(lang));
        printer.push(0, &text, "");
    }
    printer.out
}

struct Printer<'c> {
    card: &'c Scorecard,
    lang: Lang,
    mark: Option<Mark<'c>>,
    out: String,
}

impl<'c> Printer<'c> {
    /// Writes a tree without recursing, so that a plan of any depth is written.
    fn element(&mut self, root: Element<'c>) {
        let mut open = vec![(root, 0)];
        while let Some((element, depth)) = open.pop() {
            self.line(depth, element);
            for indicator in element.indicators() {
                self.indicator(depth + 1, indicator);
            }
            let from = open.len();
            open.extend(element.children().map(|child| (child, depth + 1)));
            if let Some(added) = open.get_mut(from..) {
                added.reverse();
            }
        }
    }

    fn line(&mut self, depth: usize, element: Element<'c>) {
        let (at, line) = (self.card.compiled().node_of(element), self.card.element(element));
        let outcome = self.outcome(line.outcome(), self.band(at, line.score()));
        let sign = self.sign(element.note());
        let [en, id] = element.kind().words();
        let kind = if self.lang == Lang::En { en } else { id };
        let (code, title) = (plain(element.code()), plain(element.title()));
        let text = format!("{kind} {code} {title}{sign}");
        self.push(depth, &text, &outcome);
    }

    fn indicator(&mut self, depth: usize, indicator: Indicator<'c>) {
        let at = self.card.compiled().node_of_indicator(indicator);
        let line = self.card.indicator(indicator);
        let outcome = self.outcome(line.outcome(), self.band(at, line.score()));
        let sign = self.sign(indicator.note());
        self.push(depth, &format!("- {}{sign}", plain(indicator.name())), &outcome);
    }

    /// The band of a score, or that it is in none.
    fn band(&self, at: Option<NodeIndex>, score: Option<&Score>) -> Option<String> {
        match score?.placing {
            Placing::Outside if self.lang == Lang::Id => Some("di luar semua kategori".into()),
            Placing::Outside => Some("outside the bands".into()),
            placing => {
                let node = self.card.compiled().formula().node(at?)?;
                node.finish().bands.as_ref()?.label(placing).map(|label| plain(label))
            }
        }
    }

    fn outcome(&self, outcome: &Outcome, band: Option<String>) -> String {
        match outcome {
            // What nothing is promised of says nothing.
            Outcome::NotScorable(NotScorable::NotConcerned) => String::new(),
            Outcome::NotScorable(reason) => format!("  [{}]", reason.message(self.lang)),
            Outcome::Scored(score) => self.scored(score, band),
        }
    }

    fn scored(&self, score: &Score, band: Option<String>) -> String {
        let share = score.coverage.to_number().checked_mul(Number::HUNDRED).unwrap_or(Number::ZERO);
        let coverage = figure(share.round(Rounding::half_up(0)), self.lang);
        let word = match self.lang {
            Lang::En => "coverage",
            Lang::Id => "cakupan",
        };
        let band = band.map_or(String::new(), |band| format!(", {band}"));
        format!("  {}{band} ({word} {coverage} %)", figure(score.rounded, self.lang))
    }

    fn sign(&self, note: &str) -> String {
        match self.mark {
            Some(mark) if (mark.asked_by)(note) => format!(" {}", mark.sign),
            _ => String::new(),
        }
    }

    fn push(&mut self, depth: usize, text: &str, outcome: &str) {
        self.out.extend(std::iter::repeat_n("  ", depth));
        self.out.push_str(&crate::finding::plain(text));
        self.out.push_str(outcome);
        self.out.push('\n');
    }
}
