//! The evaluation sheet of accountability systems.

use crate::formula::rule::{Grades, Rule};
use crate::formula::{Bands, Better, Edge, Formula, FormulaError, Leaf, Method, NodeIndex, Operand};
use crate::id::derive;
use crate::number::Number;
use crate::plan::Kind;
use crate::policy::{Facts, Overrides, Policy, Settings};

use super::{bands, new_year};

/// PermenPANRB 88/2021 (SAKIP): the rating of the accountability *system* by an evaluation sheet, over 12
/// sub-components. It does not rate the achievement of a plan.
///
/// | predicate | AA | A | BB | B | CC | C | D |
/// |---|---|---|---|---|---|---|---|
/// | score | > 90-100 | > 80-90 | > 70-80 | > 60-70 | > 50-60 | > 30-50 | 0-30 |
///
/// Exactly 90 is A. Components weigh planning 30, measurement 30, reporting 15, internal evaluation 25; within
/// each, existence 20 %, quality 30 %, use 50 %. A sub-component is graded AA 100, A 90, BB 80, B 70, CC 60,
/// C 50, D 30, E 0.
///
/// ```
/// use renstra::plan::Kind;
/// use renstra::policy::{Facts, presets::sakip_88_2021};
/// let settings = sakip_88_2021().resolve(&Facts::new(Kind::Indicator, ""))?;
/// let bands = settings.bands().clone().unwrap();
/// let predicate = |score: &str| bands.label(bands.place(score.parse().unwrap())).unwrap().to_string();
/// assert_eq!([predicate("90"), predicate("90.01"), predicate("30")], ["A", "AA", "D"]);
/// # Ok::<(), renstra::policy::Tie>(())
/// ```
#[must_use]
pub fn sakip_88_2021() -> Policy {
    let scale = Bands::builder("D")
        .over(30.into(), "C")
        .over(50.into(), "CC")
        .over(60.into(), "B")
        .over(70.into(), "BB")
        .over(80.into(), "A")
        .over(90.into(), "AA")
        .domain(0.into(), 100.into());
    let grades = [("AA", 100), ("A", 90), ("BB", 80), ("B", 70), ("CC", 60), ("C", 50), ("D", 30), ("E", 0)];
    let grades = Grades::new(grades.map(|(label, worth): (_, i64)| (label, worth.into())));
    let settings = Overrides::default()
        .higher(Rule::Grades(grades.into()))
        .bands(bands(scale))
        .method(Method::Arithmetic);
    Policy::new("sakip-88-2021", "PermenPANRB 88/2021: evaluation of performance accountability (SAKIP)")
        .source("Regulation 88 of 2021 of the Minister of Administrative and Bureaucratic Reform, evaluation sheet")
        .scope("Indonesian government bodies: the accountability system, not the achievement of a plan")
        .matter("accountability-system")
        .valid(new_year(2021), None)
        .doubt("which share of the criteria met gives which grade was not read: the grades are the input")
        .doubt("whether predicates are read off the rounded value was not found; here they are, with two digits")
        .doubt("the regulation's first day in force was not read; the year is that of its number")
        .set(settings)
}

/// A sub-component of the evaluation sheet of [`sakip_88_2021`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SheetRow {
    /// The component: planning, measurement, reporting or internal evaluation.
    pub component: &'static str,
    /// What of it is judged: existence, quality or use.
    pub aspect: &'static str,
    /// Its weight in percent of the whole.
    pub weight: Number,
}

/// The 12 sub-components of the evaluation sheet of PermenPANRB 88/2021, with their weights: 100 in all.
///
/// ```
/// use renstra::number::Number;
/// use renstra::policy::presets::sakip_sheet;
/// let sheet = sakip_sheet();
/// let total = sheet.iter().try_fold(Number::ZERO, |sum, row| sum.checked_add(row.weight));
/// assert_eq!((sheet.len(), total), (12, Some(100.into())));
/// ```
#[must_use]
pub fn sakip_sheet() -> Vec<SheetRow> {
    let components = [("planning", 30), ("measurement", 30), ("reporting", 15), ("internal evaluation", 25)];
    let aspects = [("existence", 20), ("quality", 30), ("use", 50)];
    let rows = components.iter().flat_map(|component| aspects.iter().map(move |aspect| (component, aspect)));
    rows.map(|(&(component, of), &(aspect, share))| SheetRow {
        component,
        aspect,
        weight: Number::from_parts(of * share, 2).unwrap_or_default().normalized(),
    })
    .collect()
}

/// The evaluation sheet of PermenPANRB 88/2021 as a formula: a slot for the grade of each of the 12 sub-components
/// in the order of [`sakip_sheet`], a node for each component, and last the whole with its predicate.
///
/// A sub-component that was not graded leaves the others re-weighted, and the coverage says so.
///
/// # Errors
/// None that its constant weights could bring about.
///
/// ```
/// use renstra::formula::{Datum, evaluate};
/// use renstra::policy::presets::sakip_formula;
/// let formula = sakip_formula()?;
/// // Existence AA, quality A, use B in each component: 0.2 × 100 + 0.3 × 90 + 0.5 × 70.
/// let grades: Vec<Datum> = ["AA", "A", "B"].repeat(4).into_iter().map(|grade| Datum::Word(grade.into())).collect();
/// let whole = *evaluate(&formula, &grades).last().unwrap().score().unwrap();
/// let bands = formula.nodes().last().unwrap().finish().bands.clone().unwrap();
/// assert_eq!((whole.rounded, bands.label(whole.placing).unwrap().to_string()), (82.into(), "A".to_owned()));
/// # Ok::<(), renstra::formula::FormulaError>(())
/// ```
pub fn sakip_formula() -> Result<Formula, FormulaError> {
    let settings = sakip_88_2021().resolve(&Facts::new(Kind::Indicator, "")).unwrap_or_default();
    let mut builder = Formula::builder();
    let mut components: Vec<(&'static str, Vec<Edge>)> = Vec::new();
    for row in sakip_sheet() {
        let leaf =
            Leaf::new(settings.higher().clone()).better(Better::Higher).guards(settings.guards().clone());
        let leaf = leaf.actual(Operand::Slot(builder.slot()));
        let label = format!("{}: {}", row.component, row.aspect);
        let at = builder.leaf(id(&label), &*label, leaf, settings.finish().clone())?;
        let edge = Edge::new(at, row.weight);
        match components.last_mut() {
            Some((component, edges)) if *component == row.component => edges.push(edge),
            _ => components.push((row.component, vec![edge])),
        }
    }
    let mut parts = Vec::new();
    for (component, edges) in components {
        let weight = edges.iter().try_fold(Number::ZERO, |sum, edge| sum.checked_add(edge.weight));
        let at = aggregate(&mut builder, &settings, component, edges)?;
        parts.push(Edge::new(at, weight.unwrap_or_default()));
    }
    aggregate(&mut builder, &settings, "SAKIP", parts)?;
    Ok(builder.build())
}

fn aggregate(
    builder: &mut crate::formula::FormulaBuilder,
    settings: &Settings,
    label: &'static str,
    edges: Vec<Edge>,
) -> Result<NodeIndex, FormulaError> {
    builder.aggregate(id(label), label, settings.aggregate(), edges, settings.finish().clone())
}

fn id(label: &str) -> uuid::Uuid {
    derive(uuid::Uuid::nil(), "sakip-88-2021", label)
}
