use std::collections::HashMap;

use crate::formula::{Datum, Formula, NodeIndex, Placing};
use crate::threads::Threads;

use super::mixed::{Mixed, figure};
use super::pass::Pass;
use super::shape::Shape;
use super::sheet::{Decided, Line, Sheet, Want};
use super::table::{Column, Table, TableError};

/// Many plans, each with a formula of its own, scored together: those of one shape are units of one table.
///
/// ```
/// use renstra::columns::{Member, Portfolio, Threads, Want};
/// use renstra::plan::{Draft, Measure, Mission, Node};
/// use renstra::policy::Policy;
/// use renstra::score::{Asked, compile};
///
/// let plan = |name: &str, actual: &str| {
///     let poverty = Measure::new("poverty rate").unit("%").lower_is_better().target(2024, "8").actual(2024, actual);
///     Draft::new(name, "a regency").with(Node::<Mission>::new("M4", "an economy of its villages").measured(poverty)).check()
/// };
/// let (policy, asked) = (Policy::new("default", "as published"), Asked::about("2024".parse()?));
/// let plans = [plan("SOLOK", "9")?, plan("AGAM", "7")?, plan("PADANG", "-")?];
///
/// let compiled = plans.iter().map(|plan| compile(plan, &policy, plan.observations(), asked));
/// let compiled = compiled.collect::<Result<Vec<_>, _>>()?;
/// let members = plans.iter().zip(&compiled).map(|(plan, compiled)| {
///     let top = compiled.node_of(plan.find("M4").unwrap()).unwrap();
///     Member::new(compiled.formula(), compiled.inputs(), Want::scores([top]).rounded())
/// });
/// let portfolio = Portfolio::of(members)?;
/// assert_eq!(portfolio.shapes(), 1);
///
/// let scored = portfolio.score(Threads::Own)?;
/// let rounded = scored.plans().map(|plan| plan.results().next().unwrap().rounded());
/// assert_eq!(rounded.collect::<Vec<_>>(), [Some(87.5), Some(112.5), None]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Plans are of one shape where the same is asked of the same tree: equal rules, guards, methods, weights, caps, roundings
/// and bands, as many periods, and equal fixed values; what slots hold may differ, and so may identifiers, labels, and the
/// order in which elements stand. Siblings are held against each other in the order of their labels, so that
/// agencies which share a nomenclature share a shape. Weights are part of it: a pass holds one for all of its units.
///
/// A plan has the same bits whatever stands beside it, and in whatever order: they are those of [`Pass::score_unit`] for
/// its own formula. A leaf that reads something else than figures (a fraction, an interval, a word, a date) is computed by
/// the exact evaluator, for that plan alone.
#[derive(Clone, Debug)]
pub struct Portfolio {
    groups: Vec<Group>,
    /// In the order in which the plans were given.
    places: Vec<Place>,
}

/// One plan of a portfolio: its formula, what the slots hold, and what is asked of it.
#[derive(Clone, Debug)]
pub struct Member<'m> {
    formula: &'m Formula,
    inputs: &'m [Datum],
    want: Want,
}

impl<'m> Member<'m> {
    /// What is wanted of a formula with these inputs. A slot without an input is empty.
    #[must_use]
    pub fn new(formula: &'m Formula, inputs: &'m [Datum], want: Want) -> Member<'m> {
        Member { formula, inputs, want }
    }
}

/// Where a plan is scored, and which of its own nodes were asked for.
#[derive(Clone, Debug)]
struct Place {
    group: usize,
    unit: usize,
    nodes: Vec<NodeIndex>,
}

/// Plans of one shape.
#[derive(Clone, Debug)]
struct Group {
    pass: Pass,
    /// By slot of the pass's formula.
    columns: Vec<Mixed>,
    units: usize,
}

/// What is known of a group while plans are sorted out.
struct Open<'m> {
    shape: Shape<'m>,
    kind: Kind,
    first: Member<'m>,
    units: usize,
    /// By the number of the slot in the shape.
    columns: Vec<Mixed>,
}

/// Whether a plan's slots hold nothing but figures and gaps. Marks need steps of their own, and a plan shall have the same
/// bits whatever stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Figures,
    Others,
}

impl Portfolio {
    /// Sorts out plans by their shapes, and compiles each shape.
    ///
    /// # Errors
    /// A node was asked for that the formula does not have.
    pub fn of<'m>(members: impl IntoIterator<Item = Member<'m>>) -> Result<Portfolio, TableError> {
        let mut groups: Vec<Open<'m>> = Vec::new();
        let mut known: HashMap<(u64, Kind), Vec<usize>> = HashMap::new();
        let mut places = Vec::new();
        for member in members {
            let unknown = member.want.nodes().iter().find(|node| member.formula.node(**node).is_none());
            if let Some(node) = unknown {
                return Err(TableError::Node(node.0));
            }
            let shape = Shape::of(member.formula, &member.want);
            let (inputs, kind) = read(&shape, &member);
            let same = known.entry((shape.key(), kind)).or_default();
            let found = same.iter().copied().find(|at| {
                groups.get(*at).is_some_and(|group| group.kind == kind && group.shape.is_alike(&shape))
            });
            let nodes = member.want.nodes().to_vec();
            let group = found.unwrap_or_else(|| {
                same.push(groups.len());
                let columns = vec![Mixed::default(); shape.slots.len()];
                groups.push(Open { shape, kind, first: member, units: 0, columns });
                groups.len() - 1
            });
            if let Some(open) = groups.get_mut(group) {
                places.push(Place { group, unit: open.units, nodes });
                open.units += 1;
                open.columns.iter_mut().zip(inputs).for_each(|(column, datum)| column.push(datum));
            }
        }
        Ok(Portfolio { groups: groups.into_iter().map(Group::of).collect(), places })
    }

    /// How many plans there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How many passes score them: one for each shape, and one more where some plans of it hold nothing but figures and
    /// others do not.
    #[must_use]
    pub fn shapes(&self) -> usize {
        self.groups.len()
    }

    /// Scores every plan.
    ///
    /// # Errors
    /// None that is known: what a pass would refuse was refused when the plans were sorted out.
    pub fn score(&self, threads: Threads) -> Result<Scores<'_>, TableError> {
        let sheets = threads.map(self.groups.iter().collect(), |group| group.score(threads));
        Ok(Scores { portfolio: self, sheets: sheets.into_iter().collect::<Result<_, _>>()? })
    }
}

/// What the slots of a shape hold for a plan, and whether these are but figures.
fn read<'m>(shape: &Shape<'_>, member: &Member<'m>) -> (Vec<&'m Datum>, Kind) {
    let inputs = shape.slots.iter().map(|slot| member.inputs.get(slot.index()).unwrap_or(&Datum::BLANK));
    let inputs: Vec<&Datum> = inputs.collect();
    let plain = |datum: &&Datum| {
        let figure = figure(datum);
        figure.to_bits() == f64::NAN.to_bits() || !figure.is_nan()
    };
    let kind = if inputs.iter().all(plain) { Kind::Figures } else { Kind::Others };
    (inputs, kind)
}

impl Group {
    fn of(open: Open<'_>) -> Group {
        let Open { shape, first, units, columns, .. } = open;
        let mut by_slot = vec![Mixed::default(); first.formula.slots() as usize];
        for (slot, column) in shape.slots.iter().zip(columns) {
            if let Some(held) = by_slot.get_mut(slot.index()) {
                *held = column;
            }
        }
        Group { pass: Pass::of(first.formula, first.want), columns: by_slot, units }
    }

    fn score(&self, threads: Threads) -> Result<Sheet, TableError> {
        let blank = vec![f64::NAN; self.units];
        let columns = self.columns.iter().map(|column| match column.figures() {
            [] => Column::Figures(&blank),
            _ => column.column(),
        });
        self.pass.score(&Table::new(self.units, columns)?, threads)
    }
}

/// What came out, plan by plan.
#[derive(Clone, Debug)]
pub struct Scores<'p> {
    portfolio: &'p Portfolio,
    sheets: Vec<Sheet>,
}

impl Scores<'_> {
    /// What came out for a plan, by its place among those that were given.
    #[must_use]
    pub fn plan(&self, at: usize) -> Option<PlanScores<'_>> {
        let place = self.portfolio.places.get(at)?;
        Some(PlanScores { place, sheet: self.sheets.get(place.group)? })
    }

    /// All plans, in the order in which they were given.
    pub fn plans(&self) -> impl Iterator<Item = PlanScores<'_>> {
        (0..self.portfolio.len()).filter_map(|at| self.plan(at))
    }

    /// How often exact arithmetic had to decide.
    #[must_use]
    pub fn decided(&self) -> Decided {
        self.sheets.iter().fold(Decided::default(), |all, sheet| all.and(sheet.decided()))
    }
}

/// What came out for one plan.
#[derive(Clone, Copy, Debug)]
pub struct PlanScores<'s> {
    place: &'s Place,
    sheet: &'s Sheet,
}

impl<'s> PlanScores<'s> {
    /// The nodes that were asked for, in that order.
    pub fn results(self) -> impl Iterator<Item = Scored<'s>> {
        let lines = self.place.nodes.iter().zip(self.sheet.lines());
        lines.map(move |(node, line)| Scored { node: *node, line, unit: self.place.unit })
    }

    /// A node of the plan's own formula, if it was asked for.
    #[must_use]
    pub fn result(self, node: NodeIndex) -> Option<Scored<'s>> {
        self.results().find(|scored| scored.node == node)
    }
}

/// What came out for one node of one plan: as a [`Line`], for this plan alone.
#[derive(Clone, Copy, Debug)]
pub struct Scored<'s> {
    node: NodeIndex,
    line: &'s Line,
    unit: usize,
}

impl Scored<'_> {
    /// The node, in the plan's own formula.
    #[must_use]
    pub fn node(self) -> NodeIndex {
        self.node
    }

    /// The score after its cap, if there is one.
    #[must_use]
    pub fn score(self) -> Option<f64> {
        self.line.score(self.unit)
    }

    /// How far a score of this shape may lie from the exact one.
    #[must_use]
    pub fn bound(self) -> f64 {
        self.line.bound()
    }

    /// The share of weight that is present; none unless asked for, 0 where there is no score.
    #[must_use]
    pub fn coverage(self) -> Option<f64> {
        self.line.coverage().get(self.unit).copied()
    }

    /// The rounded score, always that of the exact evaluator; none unless asked for, or where there is no score.
    #[must_use]
    pub fn rounded(self) -> Option<f64> {
        self.line.rounded().get(self.unit).copied().filter(|score| !score.is_nan())
    }

    /// The band, always that of the exact evaluator; none unless asked for.
    #[must_use]
    pub fn band(self) -> Option<Placing> {
        self.line.bands().get(self.unit).copied()
    }
}
