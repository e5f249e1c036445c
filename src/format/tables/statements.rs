//! The statements of an element - its outcomes and outputs - with the amounts that are printed beside them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::finding::{Arg, Origin};
use crate::number::{Absence, Figure, Number, Numbers};
use crate::plan::{Source, Stage, lints};

use super::build::{Builder, Tables};
use super::figures::years_in;
use super::lints as own;
use super::table::{Table, TableRow};

/// An element and a year.
type Of<'t> = (usize, &'t str);

/// What several rows come to; `None` where one of them could not be read.
type Sum = Option<Number>;

/// What one organisational unit prints beside the statements of an element in a year.
struct Printed<'t> {
    sum: Sum,
    last: TableRow<'t>,
    column: &'t str,
}

/// What stands in the table of money about each element and year: its own amount with the row that it came from, and
/// what the elements beneath it have.
#[derive(Default)]
struct Amounts {
    own: HashMap<(usize, Box<str>), Own>,
    parts: HashMap<(usize, Box<str>), Sum>,
    above: HashMap<usize, usize>,
    years: BTreeSet<Box<str>>,
}

/// An amount, unless nothing is written, and its row.
#[derive(Clone)]
struct Own {
    amount: Option<Sum>,
    source: Source,
}

fn plus(sum: Sum, amount: Sum) -> Sum {
    sum.zip(amount).and_then(|(sum, amount)| sum.checked_add(amount))
}

fn read(text: &str, numbers: Option<Numbers>) -> Sum {
    let figure = match numbers {
        Some(numbers) => Figure::read_mixed(text, numbers),
        None => Figure::read(text, None),
    };
    figure.ok().map(|figure| figure.number())
}

impl Amounts {
    /// The indicative amounts of the table of money, and their sums for what stands above.
    fn of(builder: &Builder) -> Amounts {
        let (numbers, elements) = (builder.habit(), &builder.draft.elements);
        let codes = elements.iter().enumerate().map(|(at, element)| (element.code.as_written(), at));
        let places: HashMap<&str, usize> = codes.collect();
        let mut amounts = Amounts::default();
        for (at, element) in elements.iter().enumerate() {
            let above = places.get(element.under.as_written()).copied();
            amounts.above.extend(above.map(|above| (at, above)));
            for line in element.budget.iter().filter(|line| is_indicative(line.stage.as_written())) {
                for (year, amount) in &line.amounts {
                    let written = Some(amount.as_written()).filter(|text| !says_nothing(text));
                    amounts.add((at, year.as_written()), above, written.map(|text| read(text, numbers)));
                    let own = amounts.own.get_mut(&(at, year.as_written().into()));
                    own.into_iter().for_each(|own| own.source = line.source.clone());
                }
            }
        }
        amounts
    }

    fn add(&mut self, (at, year): Of<'_>, above: Option<usize>, amount: Option<Sum>) {
        let own = self.own.entry((at, year.into()));
        let own = own.or_insert(Own { amount: None, source: Source::Built });
        let Some(amount) = amount else { return };
        own.amount = Some(plus(own.amount.unwrap_or(Some(Number::ZERO)), amount));
        self.years.insert(year.into());
        if let Some(above) = above {
            let sum = self.parts.entry((above, year.into())).or_insert(Some(Number::ZERO));
            *sum = plus(*sum, amount);
        }
    }

    /// The amount of an element in a year and its row. A year without any amounts is no year of the table.
    fn own(&self, (at, year): Of<'_>) -> Option<Own> {
        let none = || self.years.contains(year).then_some(Own { amount: None, source: Source::Built });
        self.own.get(&(at, year.into())).cloned().or_else(none)
    }

    /// Whether what contains an element adds up: then the element's amount is right, and what is printed beside its
    /// statements is not.
    fn parent_adds_up(&self, (at, year): Of<'_>) -> Option<()> {
        let above = (*self.above.get(&at)?, year.into());
        let (own, parts) = (self.own.get(&above)?.amount?, *self.parts.get(&above)?);
        (own == parts).then_some(())
    }
}

/// An amount that is not what is printed beside the statements.
struct Gap<'t> {
    of: Of<'t>,
    /// The amount; none where nothing is written.
    amount: Option<Number>,
    sum: Number,
    difference: Number,
    origin: Origin,
}

impl<'t> Gap<'t> {
    fn new(of: Of<'t>, amount: Option<Number>, printed: &Printed<'t>) -> Option<Gap<'t>> {
        let sum = printed.sum?;
        let difference = amount.unwrap_or(Number::ZERO).checked_sub(sum).filter(|gap| !gap.is_zero())?;
        let Printed { last, column, .. } = printed;
        let origin = Origin::Cell { file: last.file(), row: last.number(), column: (*column).into() };
        Some(Gap { of, amount, sum, difference, origin })
    }
}

impl Builder {
    /// Holds every element's amounts against those beside its statements, and every statement against the
    /// indicators. What the table of outputs says a second time is no part of the plan.
    pub(super) fn statements(&mut self, outputs: &Table, tables: &Tables<'_>) {
        let mut rows = Vec::new();
        for row in outputs.rows() {
            if let Some(at) = self.placed(row, row.cell("statement")) {
                rows.push((at, row));
            }
        }
        let years = years_in(outputs, &["pagu", "p"]);
        let amounts = Amounts::of(self);
        for (of, units) in printed(&rows, &years, self.habit()) {
            self.held(of, &units, &amounts);
        }
        self.bare(&rows, tables.indicators);
    }

    /// One element in one year. An amount to which its parts do not come either is found by those.
    fn held(&mut self, of: Of<'_>, units: &[Printed<'_>], amounts: &Amounts) {
        let Some(own) = amounts.own(of) else { return };
        // What cannot be read has been found as that.
        let amount = match own.amount {
            Some(Some(amount)) => Some(amount),
            Some(None) => return,
            None => None,
        };
        let mut gaps: Vec<Gap<'_>> = units.iter().filter_map(|unit| Gap::new(of, amount, unit)).collect();
        // Where every unit says the same against it, it is the element's amount that is doubted, once.
        if gaps.len() == units.len() {
            gaps.truncate(1);
            let parts = amounts.parts.get(&(of.0, of.1.into())).copied().flatten();
            let below = parts.zip(amount).and_then(|(parts, amount)| amount.checked_sub(parts));
            gaps.retain(|gap| below != Some(gap.difference));
            if let (Source::Row { file, row }, None) = (own.source, amounts.parent_adds_up(of)) {
                let column = format!("amounts/{}", of.1);
                let origin = Origin::Cell { file, row, column: column.into() };
                gaps.iter_mut().for_each(|gap| gap.origin = origin.clone());
            }
        }
        gaps.into_iter().for_each(|gap| self.differs(gap));
    }

    fn differs(&mut self, gap: Gap<'_>) {
        let (at, year) = gap.of;
        let mut args = vec![
            ("stage", Stage::Indicative.words().into()),
            ("period", year.into()),
            ("statements", Arg::Amount(gap.sum)),
        ];
        let lint = match gap.amount {
            Some(amount) => {
                args.extend([("amount", Arg::Amount(amount)), ("difference", Arg::Amount(gap.difference))]);
                &lints::STATEMENT_SUM
            }
            None => &lints::AMOUNT_MISSING,
        };
        self.find_at(lint, self.subject(at), gap.origin, args);
    }

    /// Statements without an indicator, where the table of indicators names statements at all.
    fn bare(&mut self, rows: &[(usize, TableRow<'_>)], indicators: &Table) {
        let named = indicators.rows().filter(|row| !row.cell("s").is_empty());
        let measured: BTreeSet<[&str; 3]> = named.map(|row| names(row)).collect();
        if measured.is_empty() {
            return;
        }
        let anywhere: BTreeSet<[&str; 2]> = measured.iter().map(|[code, _, s]| [*code, *s]).collect();
        for (at, row) in rows.iter().filter(|(_, row)| !row.cell("s").is_empty()) {
            let [code, unit, s] = names(*row);
            // What no unit owns is measured once, and printed again for every unit.
            let shared = self.unit_of(*at).is_empty() && anywhere.contains(&[code, s]);
            if !shared && !measured.contains(&[code, unit, s]) {
                let args = vec![("statement", row.cell("statement").into())];
                self.find(&own::STATEMENT_BARE, self.subject(*at), (*row, "statement"), args);
            }
        }
    }
}

/// What is printed beside the statements of each element and year, by unit: each unit of a programme prints the
/// whole of it again.
fn printed<'t>(
    rows: &[(usize, TableRow<'t>)],
    years: &'t [(String, String)],
    numbers: Option<Numbers>,
) -> BTreeMap<Of<'t>, Vec<Printed<'t>>> {
    let mut units: BTreeMap<(usize, &str, &str), Printed<'t>> = BTreeMap::new();
    for (at, row) in rows {
        for (year, column) in years.iter().filter(|(_, column)| !row.cell(column).is_empty()) {
            let unit = units.entry((*at, year, row.cell("unit_code")));
            let printed = unit.or_insert(Printed { sum: Some(Number::ZERO), last: *row, column });
            printed.sum = plus(printed.sum, read(row.cell(column), numbers));
            printed.last = *row;
        }
    }
    let mut printed: BTreeMap<Of<'t>, Vec<Printed<'t>>> = BTreeMap::new();
    for ((at, year, _), unit) in units {
        printed.entry((at, year)).or_default().push(unit);
    }
    printed
}

/// By what a statement and its indicators know each other.
fn names(row: TableRow<'_>) -> [&str; 3] {
    ["element", "unit_code", "s"].map(|column| row.cell(column))
}

fn says_nothing(amount: &str) -> bool {
    amount.is_empty() || Absence::read(amount).is_some()
}

fn is_indicative(stage: &str) -> bool {
    stage.is_empty() || stage == Stage::Indicative.as_str()
}
