//! The slow twin: it enumerates paths and knows no memory.

use std::collections::{BTreeMap, BTreeSet};

use renstra::number::{Exact, Fixed};

use crate::plans::{Class, Part, Sort};

pub(crate) struct Twin<'p> {
    pub(crate) parts: &'p [Part],
    pub(crate) ends: Option<usize>,
    pub(crate) tops: Vec<usize>,
}

/// A division by mission; then what several share, and what reaches none.
pub(crate) type Split = (BTreeMap<usize, Exact>, Exact, Exact);

/// By what something is covered.
#[derive(Clone, Copy, Debug)]
pub(crate) enum By {
    Count,
    Weight,
    Indicator,
    Budget,
}

fn add(sum: &mut Exact, more: &Exact) {
    *sum = sum.checked_add(more).unwrap();
}

fn times(a: &Exact, b: &Exact) -> Exact {
    a.checked_mul(b).unwrap()
}

impl Twin<'_> {
    pub(crate) fn of(parts: &[Part]) -> Twin<'_> {
        let on = |level: usize| (0..parts.len()).filter(|at| parts[*at].level == level).collect::<Vec<_>>();
        let ends = [0, 1].into_iter().find(|level| !on(*level).is_empty());
        let tops = if on(1).is_empty() { on(0) } else { on(1) };
        Twin { parts, ends, tops }
    }

    fn all(&self) -> std::ops::Range<usize> {
        0..self.parts.len()
    }

    /// The ways up: target, share, sort.
    fn ways(&self, at: usize) -> Vec<(usize, Option<u32>, Sort)> {
        let part = &self.parts[at];
        let links = part.links.iter().filter(|link| link.carries());
        let mut ways: Vec<_> = links.map(|link| (link.to, link.share, link.sort)).collect();
        if !ways.iter().any(|(to, ..)| self.leads(*to)) {
            ways.extend(part.parent.map(|parent| (parent, None, Sort::Plain)));
        }
        ways
    }

    fn leads(&self, at: usize) -> bool {
        self.paths(at) > 0 || !self.touched(at).is_empty()
    }

    pub(crate) fn paths(&self, at: usize) -> u128 {
        if Some(self.parts[at].level) == self.ends {
            return 1;
        }
        self.ways(at).iter().map(|(to, ..)| self.paths(*to)).sum()
    }

    pub(crate) fn touched(&self, at: usize) -> BTreeSet<usize> {
        if self.tops.contains(&at) {
            return BTreeSet::from([at]);
        }
        self.ways(at).iter().flat_map(|(to, ..)| self.touched(*to)).collect()
    }

    pub(crate) fn split(&self, at: usize) -> Split {
        if self.tops.contains(&at) {
            return (BTreeMap::from([(at, Exact::ONE)]), Exact::ZERO, Exact::ZERO);
        }
        let nowhere = (BTreeMap::new(), Exact::ZERO, Exact::ONE);
        let mut ways = self.ways(at);
        let owners: Vec<_> = ways.iter().filter(|(.., sort)| *sort == Sort::Owned).copied().collect();
        if let ([owner], true) = (owners.as_slice(), ways.iter().all(|(_, share, _)| share.is_none())) {
            ways = vec![*owner];
        }
        if !ways.is_empty() && ways.iter().all(|(_, share, _)| share.is_some()) {
            return self.weighted(&ways);
        }
        let lead: Vec<(Option<u32>, Split)> = ways
            .iter()
            .map(|(to, share, _)| (*share, self.split(*to)))
            .filter(|(share, split)| share.is_some() || *split != nowhere)
            .collect();
        match lead.as_slice() {
            [] => nowhere,
            [(None, first), rest @ ..]
                if rest.iter().all(|(share, other)| share.is_none() && other == first) =>
            {
                first.clone()
            }
            _ => (BTreeMap::new(), Exact::ONE, Exact::ZERO),
        }
    }

    fn weighted(&self, ways: &[(usize, Option<u32>, Sort)]) -> Split {
        let (mut own, mut shared, mut reached) = (BTreeMap::new(), Exact::ZERO, Exact::ZERO);
        for (to, share, _) in ways {
            let share = Exact::ratio(i128::from(share.unwrap()), 10).unwrap();
            let (tops, part, _) = self.split(*to);
            for (top, of) in tops {
                let give = times(&share, &of);
                add(&mut reached, &give);
                add(own.entry(top).or_insert(Exact::ZERO), &give);
            }
            let give = times(&share, &part);
            add(&mut reached, &give);
            add(&mut shared, &give);
        }
        own.retain(|_, share: &mut Exact| !share.is_zero());
        (own, shared, Exact::ONE.checked_sub(&reached).unwrap())
    }

    /// A supporting programme, or what such a one contains without a programme of another class between.
    pub(crate) fn is_delivery(&self, at: usize) -> bool {
        match self.parts[at].level {
            3 => self.parts[at].class == Class::Delivery,
            4 => self.parts[at].parent.is_none_or(|parent| self.is_delivery(parent)),
            _ => true,
        }
    }

    /// The element's own money: its amount less what the nearest budgeted elements that it contains have.
    pub(crate) fn own_money(&self, at: usize) -> Option<Exact> {
        let amount = i64::from(self.parts[at].money?);
        Some(Exact::from(amount - self.below(at)))
    }

    fn below(&self, at: usize) -> i64 {
        let children = self.all().filter(|child| self.parts[*child].parent == Some(at));
        children.map(|child| self.parts[child].money.map_or_else(|| self.below(child), i64::from)).sum()
    }

    /// The money of delivery: of each mission its own and what touches it, what is shared, what reaches none.
    pub(crate) fn money(&self) -> (BTreeMap<usize, [Exact; 2]>, Exact, Exact) {
        let none = || [Exact::ZERO, Exact::ZERO];
        let mut missions: BTreeMap<usize, [Exact; 2]> = self.tops.iter().map(|top| (*top, none())).collect();
        let (mut shared, mut unreached) = (Exact::ZERO, Exact::ZERO);
        for at in self.all().filter(|at| self.is_delivery(*at)) {
            let Some(amount) = self.own_money(at) else { continue };
            let (tops, part, nowhere) = self.split(at);
            for (top, share) in tops {
                add(&mut missions.get_mut(&top).unwrap()[0], &times(&amount, &share));
            }
            for top in self.touched(at) {
                add(&mut missions.get_mut(&top).unwrap()[1], &amount);
            }
            add(&mut shared, &times(&amount, &part));
            add(&mut unreached, &times(&amount, &nowhere));
        }
        (missions, shared, unreached)
    }

    /// Whether one stands behind another: by a link or by being contained, whatever else it does.
    pub(crate) fn behind(&self, from: usize, at: usize) -> bool {
        let part = &self.parts[from];
        part.parent == Some(at) || part.links.iter().any(|link| link.to == at && link.carries())
    }

    fn stands_behind(&self, at: usize, by: By) -> bool {
        let part = &self.parts[at];
        let own = part.level >= 3
            && match by {
                By::Count | By::Weight => true,
                By::Indicator => part.indicators > 0,
                By::Budget => part.money.is_some_and(|money| money > 0),
            };
        own || self.all().any(|from| self.behind(from, at) && self.stands_behind(from, by))
    }

    /// How much of an aim is covered; nothing where the plan does not say enough.
    pub(crate) fn coverage(&self, at: usize, by: By) -> Option<Fixed> {
        match by {
            By::Indicator if self.parts.iter().all(|part| part.indicators == 0) => return None,
            By::Budget if self.parts.iter().all(|part| part.money.is_none_or(|money| money == 0)) => {
                return None;
            }
            _ => {}
        }
        let aims: Vec<usize> =
            self.all().filter(|from| self.parts[*from].level < 3 && self.behind(*from, at)).collect();
        if aims.is_empty() {
            return Some(if self.stands_behind(at, by) { Fixed::ONE } else { Fixed::ZERO });
        }
        let (mut sum, mut whole) = (Exact::ZERO, Exact::ZERO);
        for aim in &aims {
            let weight = match by {
                By::Weight if aims.len() > 1 => Exact::from(i64::from(self.parts[*aim].weight?)),
                _ => Exact::ONE,
            };
            add(&mut sum, &times(&Exact::from(self.coverage(*aim, by)?), &weight));
            add(&mut whole, &weight);
        }
        sum.checked_div(&whole)?.to_fixed()
    }

    /// The coverage of the whole: of the aims that nothing contains and that serve no other aim.
    pub(crate) fn whole(&self) -> Option<Fixed> {
        let counts = |sort: Sort| !matches!(sort, Sort::Inferred | Sort::Supports);
        let is_top = |at: &usize| {
            let part = &self.parts[*at];
            part.level < 3 && part.parent.is_none() && !part.links.iter().any(|link| counts(link.sort))
        };
        let tops: Vec<Exact> =
            self.all().filter(is_top).map(|at| Exact::from(self.coverage(at, By::Count).unwrap())).collect();
        let sum = tops.iter().fold(Exact::ZERO, |sum, one| sum.checked_add(one).unwrap());
        sum.checked_div(&Exact::from(tops.len() as u64))?.to_fixed()
    }

    /// The share of delivery programmes that reach the end.
    pub(crate) fn reach(&self) -> Option<Fixed> {
        self.ends?;
        let programs: Vec<usize> =
            self.all().filter(|at| self.parts[*at].level == 3 && self.is_delivery(*at)).collect();
        let reached = programs.iter().filter(|at| self.paths(**at) > 0).count();
        Exact::from(reached as u64).checked_div(&Exact::from(programs.len() as u64))?.to_fixed()
    }

    /// One less the total variation distance of money and priorities.
    pub(crate) fn balance(&self) -> Option<Fixed> {
        let priorities: Vec<Exact> = self
            .tops
            .iter()
            .map(|top| self.parts[*top].priority.map(|priority| Exact::from(i64::from(priority))))
            .collect::<Option<_>>()?;
        let (missions, ..) = self.money();
        let sum = |values: &mut dyn Iterator<Item = Exact>| {
            values.fold(Exact::ZERO, |sum, value| sum.checked_add(&value).unwrap())
        };
        let money = sum(&mut missions.values().map(|[own, _]| own.clone()));
        let priority = sum(&mut priorities.iter().cloned());
        if !money.is_positive() || !priority.is_positive() {
            return None;
        }
        let mut distance = Exact::ZERO;
        for (top, wanted) in self.tops.iter().zip(&priorities) {
            let is = missions[top][0].checked_div(&money)?;
            let due = wanted.checked_div(&priority)?;
            add(&mut distance, &is.checked_sub(&due)?.abs());
        }
        Exact::ONE.checked_sub(&distance.checked_div(&Exact::from(2))?)?.to_fixed()
    }
}
