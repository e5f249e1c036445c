//! Which organisation serves which mission.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Subject;
use crate::plan::{Element, Focus, Kind, Plan};

use super::above::{owner_in, owner_of};
use super::alignment::Alignment;
use super::ascent::{Ascent, Top};
use super::portfolio::Member;

/// Which organisation serves which mission, and what each has stated. Empty rows are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// The missions, in the order of their plans.
    pub missions: Vec<Subject>,
    /// The organisations, in the order of the plans that name them.
    pub rows: Vec<MatrixRow>,
    /// Whether any organisation has a plan of its own in the portfolio; otherwise none can lack one.
    pub has_plans: bool,
    /// Whether anything has a focus of a first-100-days programme; otherwise none can lack one.
    pub has_foci: bool,
    /// Whether anybody stated a main problem; otherwise none can lack one.
    pub has_problems: bool,
}

/// One organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixRow {
    /// The organisation.
    pub organization: Subject,
    /// How many elements that it leads or plans serve each mission.
    pub serves: Vec<usize>,
    /// The codes of its own plans.
    pub plans: Vec<Box<str>>,
    /// The codes of its plans that were refused: what it does not serve or state may stand there.
    pub refused: Vec<Box<str>>,
    /// The foci of its first-100-days programme.
    pub foci: BTreeSet<Focus>,
    /// How many main problems it stated.
    pub main_problems: usize,
}

impl MatrixRow {
    /// Whether it serves no mission.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.serves.iter().all(|count| *count == 0)
    }
}

pub(super) fn matrix(members: &[Member]) -> Matrix {
    let aligned: Vec<&Alignment> = members.iter().filter_map(|member| member.alignment().ok()).collect();
    let mut builder = Builder::default();
    for alignment in aligned.iter().filter(|alignment| has_missions(alignment)) {
        builder.heads(alignment.plan());
    }
    for alignment in &aligned {
        builder.own(alignment);
    }
    for alignment in &aligned {
        builder.below(alignment, &aligned);
    }
    for member in members.iter().filter(|member| member.alignment().is_err()) {
        builder.refused(member, &aligned);
    }
    builder.matrix
}

fn has_missions(alignment: &Alignment) -> bool {
    alignment.plan().of_kind(Kind::Mission).next().is_some()
}

#[derive(Default)]
struct Builder {
    matrix: Matrix,
    /// Plan and position of each mission and organisation.
    missions: BTreeMap<(Box<str>, u32), usize>,
    rows: BTreeMap<(Box<str>, u32), usize>,
}

impl Builder {
    fn heads(&mut self, plan: &Plan) {
        let code = plan.document().code();
        for element in plan.elements() {
            let key = (code.into(), element.position());
            match element.kind() {
                Kind::Mission => {
                    self.missions.insert(key, self.matrix.missions.len());
                    self.matrix.missions.push(element.subject());
                }
                Kind::Organization => {
                    self.rows.insert(key, self.matrix.rows.len());
                    self.matrix.rows.push(MatrixRow {
                        organization: element.subject(),
                        serves: Vec::new(),
                        plans: Vec::new(),
                        refused: Vec::new(),
                        foci: BTreeSet::new(),
                        main_problems: 0,
                    });
                }
                _ => {}
            }
        }
    }

    /// What stands in the plan that names the organisations: what each leads.
    fn own(&mut self, alignment: &Alignment) {
        let further = alignment.ascent.further();
        let count = self.matrix.missions.len();
        self.matrix.rows.iter_mut().for_each(|row| row.serves.resize(count, 0));
        let code: Box<str> = alignment.plan().document().code().into();
        for element in alignment.plan().elements() {
            let led = element.owner().into_iter().chain(element.partners());
            let rows: Vec<usize> =
                led.filter_map(|owner| self.rows.get(&(code.clone(), owner.position())).copied()).collect();
            rows.into_iter().for_each(|row| self.count(row, (alignment, &further), element));
        }
    }

    /// What stands in an organisation's own plan.
    fn below(&mut self, alignment: &Alignment, all: &[&Alignment]) {
        let plan = alignment.plan();
        let owner = all
            .iter()
            .filter(|other| other.plan().document().code() != plan.document().code())
            .find_map(|other| {
                let owner = owner_in(plan, other.plan())?;
                self.rows.get(&(other.plan().document().code().into(), owner.position())).copied()
            });
        let Some(row) = owner else { return };
        self.matrix.has_plans = true;
        if let Some(row) = self.matrix.rows.get_mut(row) {
            row.plans.push(plan.document().code().into());
        }
        let further = alignment.ascent.further();
        plan.elements().for_each(|element| self.count(row, (alignment, &further), element));
    }

    /// A plan that was refused: only whose it is, is known.
    fn refused(&mut self, member: &Member, all: &[&Alignment]) {
        let row = all.iter().find_map(|other| {
            let owner = owner_of((&member.owner, member.code()), other.plan())?;
            self.rows.get(&(other.plan().document().code().into(), owner.position())).copied()
        });
        if let Some(row) = row.and_then(|row| self.matrix.rows.get_mut(row)) {
            row.refused.push(member.code().into());
        }
    }

    /// An element serves the missions that it reaches, and those that these serve in plans further above.
    fn count(&mut self, row: usize, (alignment, further): (&Alignment, &[Ascent]), element: Element<'_>) {
        let delivery = matches!(
            element.kind(),
            Kind::Program
                | Kind::Activity
                | Kind::SubActivity
                | Kind::Action
                | Kind::Goal
                | Kind::Objective
                | Kind::Initiative
        );
        let beyond = further.iter().flat_map(|level| level.tops_of(element)).map(Top::element);
        let mut missions: Vec<usize> = alignment
            .serves(element)
            .chain(beyond)
            .filter(|_| delivery)
            .filter_map(|mission| {
                let key = (mission.plan().document().code().into(), mission.position());
                self.missions.get(&key).copied()
            })
            .collect();
        missions.sort_unstable();
        missions.dedup();
        let Some(row) = self.matrix.rows.get_mut(row) else { return };
        missions.into_iter().for_each(|at| row.serves.get_mut(at).into_iter().for_each(|count| *count += 1));
        if let Some(focus) = element.focus() {
            row.foci.insert(focus);
            self.matrix.has_foci = true;
        }
        if element.kind() == Kind::MainProblem {
            row.main_problems += 1;
            self.matrix.has_problems = true;
        }
    }
}
