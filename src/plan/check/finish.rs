//! The graph, the orders for look-ups, and the plan itself.

use std::sync::Arc;

use crate::number::Number;

use super::super::cell::Source;
use super::super::draft::Extensions;
use super::super::graph::{Adjacency, Cycle, Order, order};
use super::super::lints;
use super::super::observation::Observations;
use super::super::plan::{Inner, Plan};
use super::super::store::{ElementRow, LinkRow, Target};
use super::super::word::LinkKind;
use super::report::{At, Path, Report, Who};
use super::{Checker, Faults, codes, money};

impl Checker {
    /// Last walk: circles, duplicate identifiers, sums; then the plan, or its faults.
    pub(super) fn finish(mut self, extensions: Extensions) -> Result<Plan, Faults> {
        self.currency_given();
        let up = self.upward();
        let order = match order(self.rows.len(), &up) {
            Order::Acyclic(order) => order,
            Order::Cyclic(cycles) => {
                cycles.iter().for_each(|cycle| self.circle(cycle));
                Vec::new()
            }
        };
        self.levels_known();
        let by_id = self.unique_ids();
        let indicators_by_id = self.unique_indicator_ids();
        self.zero_weights();
        if self.report.has_faults() {
            let (findings, left_out) = self.report.into_parts();
            return Err(Faults::new(findings, left_out));
        }
        let count = self.rows.len();
        let parents = self.rows.iter().enumerate().filter_map(|(at, row)| Some((row.parent?, at as u32)));
        let reached = self.links.iter().enumerate().filter_map(|(at, link)| match link.target {
            Target::Here(target) => Some((target, at as u32)),
            Target::Elsewhere(_) => None,
        });
        let mut plan = Inner {
            children: Adjacency::group(count, parents),
            incoming: Adjacency::group(count, reached),
            by_code: self.roll.elements.into_lookup(),
            indicators_by_code: self.roll.indicators.into_lookup(),
            by_id,
            indicators_by_id,
            order,
            document: self.document,
            elements: self.rows,
            indicators: self.measures,
            links: self.links,
            budget: self.budget,
            observations: Observations::from_rows(self.observed),
            findings: Vec::new(),
            extensions,
            slots: self.slots,
        };
        plan.shrink();
        Ok(with_findings(plan, &self.budget_rows, self.report))
    }

    /// Which elements each one stands under or contributes to.
    fn upward(&self) -> Adjacency {
        let contained = self.rows.iter().enumerate().filter_map(|(at, row)| Some((at as u32, row.parent?)));
        let contributes = self.links.iter().filter_map(|link| match link {
            LinkRow { kind: LinkKind::Contributes, source, target: Target::Here(target), .. } => {
                Some((*source, *target))
            }
            _ => None,
        });
        Adjacency::group(self.rows.len(), contained.chain(contributes))
    }

    fn at(&self, at: u32) -> Option<At<'_>> {
        let row = self.rows.get(at as usize)?;
        let who = Who { kind: row.kind.as_str(), code: &row.code, name: &row.title };
        Some(At { who, path: Path::Item(&row.source, "elements", at as usize) })
    }

    fn circle(&mut self, cycle: &Cycle) {
        let Some(first) = cycle.path.first().and_then(|at| self.at(*at)) else { return };
        let code = |at: &u32| self.named(*at).map_or("", |(_, code)| code);
        let mut path: Vec<&str> = cycle.path.iter().take(20).map(code).collect();
        path.push(if cycle.path.len() > 20 { "…" } else { first.who.code });
        let finding = first.finding(&lints::CYCLE).with("path", path.join(" → "));
        let mut finding = finding.with("members", cycle.members.len());
        for member in &cycle.members {
            if let Some(at) = self.at(*member) {
                finding = finding.and(at.who.subject());
            }
        }
        self.report.add(finding);
    }

    /// Reports kinds that are no level of the plan's framework, once each.
    fn levels_known(&mut self) {
        let mut seen = Vec::new();
        for at in (0..self.rows.len() as u32).filter(|at| self.roll.knows_kind(*at)) {
            let Some((kind, _)) = self.named(at) else { continue };
            if seen.contains(&kind) {
                continue;
            }
            seen.push(kind);
            let grounds = !matches!(
                kind.family(),
                super::super::kind::KindFamily::Intent | super::super::kind::KindFamily::Delivery
            );
            if grounds || kind == super::super::kind::Kind::Term || self.framework.level(kind).is_some() {
                continue;
            }
            let Some(at) = self.at(at) else { continue };
            let finding = at.finding(&lints::NOT_A_LEVEL).with("kind", kind.as_str());
            let finding = finding.with("framework", self.framework.name.to_string());
            self.report.add(finding);
        }
    }

    /// The elements in the order of their identifiers; one that comes again is a fault.
    fn unique_ids(&mut self) -> Vec<u32> {
        let by_id = sorted_by(self.rows.len(), |at| self.rows.get(at).map(|row| row.uuid.as_u128()));
        for pair in by_id.windows(2) {
            let [a, b] = pair else { continue };
            let same = |a: &ElementRow, b: &ElementRow| a.uuid == b.uuid && a.code != b.code;
            let rows = self.rows.get(*a as usize).zip(self.rows.get(*b as usize));
            if let Some((_, row)) = rows.filter(|(a, b)| same(a, b)) {
                let id = row.uuid.to_string();
                if let Some(finding) =
                    self.at(*b).map(|at| at.key("id").finding(&lints::DUPLICATE_ID).with("id", id))
                {
                    self.report.add(finding);
                }
            }
        }
        by_id
    }

    /// The same for indicators.
    fn unique_indicator_ids(&mut self) -> Vec<u32> {
        let by_id = sorted_by(self.measures.len(), |at| self.measures.get(at).map(|row| row.uuid.as_u128()));
        for pair in by_id.windows(2) {
            let [a, b] = pair else { continue };
            let rows = self.measures.get(*a as usize).zip(self.measures.get(*b as usize));
            let Some((_, row)) = rows.filter(|(a, b)| a.uuid == b.uuid && a.code != b.code) else { continue };
            let number = self.rows.get(row.element as usize).map_or(0, |row| b - row.indicators.start);
            let Some(element) = self.at(row.element) else { continue };
            let indicators = element.key("indicators");
            let who = Who { kind: "indicator", code: &row.code, name: &row.name };
            let at = indicators.part(who, &row.source, number as usize);
            let finding = at.key("id").finding(&lints::DUPLICATE_ID).with("id", row.uuid.to_string());
            self.report.add(finding);
        }
        by_id
    }

    /// Weights that are averaged together and are all zero leave nothing to average.
    fn zero_weights(&mut self) {
        let mut children: Vec<Weights> = vec![Weights::default(); self.rows.len()];
        let mut measures: Vec<Weights> = vec![Weights::default(); self.rows.len()];
        for row in &self.rows {
            add_weight(&mut children, row.parent, row.weight);
        }
        for row in &self.measures {
            add_weight(&mut measures, Some(row.element), row.weight);
        }
        for (weights, what) in
            [(children, ["parts", "bagiannya"]), (measures, ["indicators", "indikatornya"])]
        {
            let zero = weights.iter().enumerate().filter(|(_, w)| **w == Weights::AllZero);
            for (at, _) in zero {
                if let Some(at) = self.at(at as u32) {
                    let finding = at.finding(&lints::ALL_ZERO_WEIGHTS).with("what", what);
                    self.report.add(finding);
                }
            }
        }
    }
}

/// What is known of the weights of one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Weights {
    #[default]
    None,
    AllZero,
    SomeAbove,
}

/// A missing weight counts as one of the same size as the others, so it is above zero.
fn add_weight(groups: &mut [Weights], at: Option<u32>, weight: Option<Number>) {
    let Some(group) = at.and_then(|at| groups.get_mut(at as usize)) else { return };
    *group = match (*group, weight) {
        (Weights::None | Weights::AllZero, Some(weight)) if weight.is_zero() => Weights::AllZero,
        _ => Weights::SomeAbove,
    };
}

/// Positions in the order of a key, which is looked up once for each.
fn sorted_by<K: Ord>(count: usize, key: impl Fn(usize) -> K) -> Vec<u32> {
    let mut order: Vec<(K, u32)> = (0..count as u32).map(|at| (key(at as usize), at)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, at)| at).collect()
}

impl Inner {
    /// Gives back what the tables reserved and did not need; a plan lives longer than its making.
    fn shrink(&mut self) {
        self.elements.shrink_to_fit();
        self.indicators.shrink_to_fit();
        self.links.shrink_to_fit();
        self.budget.shrink_to_fit();
    }
}

/// What is judged on the finished plan, and then the plan with all its findings.
fn with_findings(inner: Inner, budget_rows: &[(u32, Source)], mut report: Report) -> Plan {
    let plan = Plan(Arc::new(inner));
    money::parents_add_up(&plan, budget_rows, &mut report);
    codes::begin_with_parents(&plan, &mut report);
    codes::of_their_level(&plan, &mut report);
    codes::one_name_each(&plan, &mut report);
    let (findings, _) = report.into_parts();
    match Arc::try_unwrap(plan.0) {
        Ok(inner) => Plan(Arc::new(Inner { findings, ..inner })),
        // INVARIANT: the plan was made above and nothing else holds it yet.
        Err(shared) => Plan(shared),
    }
}
