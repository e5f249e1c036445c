//! The plans around an agency's, as far as its own tables tell: the region's plan and its lists of key indicators.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use crate::folder::Folder;
use renstra::align::{AlignSettings, Alignment, LevelMap, Likeness, Words};
use renstra::format::{Table, Votes};
use renstra::plan::{Draft, DraftElement, DraftIndicator, DraftLink, DraftPoint, Kind, LinkKind, Plan};

/// What was remarked, in English and Indonesian.
type Remarks = Vec<[String; 2]>;

/// The plan of the tables under the plans around it, on the first day of its horizon, and what was remarked.
pub(crate) fn align(folder: &Folder) -> Result<(Alignment, Remarks), Box<dyn Error>> {
    let name = folder.name().to_uppercase();
    let mut draft = folder.build(&name).draft;
    draft.document.owner = name.as_str().into();
    let mut around = Around::new(&name);
    if let Some(table) =
        folder.beside("region_links.csv", &["agency_element", "region_level", "region_text"])?
    {
        around.region_links(&table, &mut draft);
    }
    if let Some(table) = folder.beside("policy_links.csv", &["rpjmd_policy", "agency_policy"])? {
        around.policy_links(&table, &mut draft);
    }
    if let Some(table) = folder.beside("cascade.csv", &["objective", "code"])? {
        around.cascade(&table, &mut draft);
    }
    if let Some(table) = folder.beside("kpi.csv", &["table", "name", "unit"])? {
        around.key_indicators(&table);
    }
    let plan = draft.check()?;
    let (above, remarks) = around.finish()?;
    let first = plan.document().horizon().map(|(first, _)| first.start());
    let settings = AlignSettings::on(first.unwrap_or_default()).level_map(levels());
    Ok((Alignment::under(&plan, &above, &settings), remarks))
}

/// What the document links to what: it ties its goal to the vision and a mission, and every objective to the
/// region's objective.
fn levels() -> LevelMap {
    LevelMap::of(&[
        (Kind::Vision, Kind::Goal),
        (Kind::Mission, Kind::Goal),
        (Kind::Objective, Kind::Goal),
        (Kind::Objective, Kind::Objective),
        (Kind::Program, Kind::Program),
        (Kind::PolicyDirection, Kind::PolicyDirection),
    ])
}

/// The plans above, and what was remarked on the way, in English and Indonesian.
pub(crate) struct Around {
    region: Draft,
    lists: BTreeMap<String, Draft>,
    remarks: Remarks,
    agency: String,
}

/// The plans above, and the remarks.
pub(crate) type Above = (Vec<Plan>, Remarks);

const REGION: &str = "REGION";

impl Around {
    pub(crate) fn new(agency: &str) -> Around {
        let mut region =
            Draft::new(REGION, "the region's plan, as the agency cites it").framework("regional-plan");
        region.elements.push(element(Kind::Organization, agency, agency));
        Around { region, lists: BTreeMap::new(), remarks: Vec::new(), agency: agency.into() }
    }

    /// Each element and what of the region's plan it serves.
    pub(crate) fn region_links(&mut self, table: &Table, draft: &mut Draft) {
        for row in table.rows() {
            let (level, text) = (row.cell("region_level"), row.cell("region_text"));
            let Some(kind) = level_of(level) else {
                self.remark(
                    format!("the level `{level}` of the region's plan is not known"),
                    format!("tingkat `{level}` dari rencana daerah tidak dikenal"),
                );
                continue;
            };
            // A mandate of law binds the agency itself, and stands in its plan.
            let code = if kind == Kind::Mandate { mandate(draft, text) } else { self.cited(kind, text) };
            // What nothing here serves stands in the region's plan all the same, and is found there.
            if row.cell("agency_element").is_empty() {
                continue;
            }
            let link = if kind == Kind::Mandate { LinkKind::Supports } else { LinkKind::Contributes };
            if !join(draft, row.cell("agency_element"), &code, link) {
                let name = row.cell("agency_element");
                self.remark(
                    format!("`region_links.csv` names `{name}`, which is not in the plan"),
                    format!("`region_links.csv` menyebut `{name}`, yang tidak ada dalam rencana"),
                );
            }
        }
        self.untied(draft);
    }

    /// Objectives that name nothing of the region's plan, where others do.
    fn untied(&mut self, draft: &Draft) {
        let is = |element: &&DraftElement, kind: Kind| element.kind.as_written() == kind.as_str();
        let tied =
            |element: &DraftElement| element.links.iter().any(|link| link.to.as_written().contains('#'));
        let objectives = || draft.elements.iter().filter(|element| is(element, Kind::Objective));
        if !objectives().any(tied) {
            return;
        }
        for code in objectives().filter(|element| !tied(element)).map(|element| element.code.as_written()) {
            self.remark(
                format!("the objective `{code}` names nothing of the region's plan, as the others do"),
                format!("sasaran `{code}` tidak menyebut rencana daerah, berbeda dari yang lain"),
            );
        }
    }

    /// The region's policies and the agency's policies that answer them.
    pub(crate) fn policy_links(&mut self, table: &Table, draft: &mut Draft) {
        let mut own: BTreeMap<String, String> = BTreeMap::new();
        for row in table.rows().filter(|row| !row.cell("rpjmd_policy").is_empty()) {
            let theirs = self.cited(Kind::PolicyDirection, row.cell("rpjmd_policy"));
            let text = row.cell("agency_policy").to_owned();
            let next = format!("AK{}", own.len() + 1);
            let code = own.entry(text.clone()).or_insert_with(|| {
                draft.elements.push(element(Kind::PolicyDirection, &next, &text));
                next
            });
            join(draft, &code.clone(), &theirs, LinkKind::Contributes);
        }
        self.policy_years(table);
    }

    /// The ticks say in which years a policy is pursued. They carry no figure; what they tell is a policy that no year
    /// pursues, and a year that pursues none.
    fn policy_years(&mut self, table: &Table) {
        let years: Vec<&str> = table.columns().filter(|column| is_year(column)).collect();
        let ticked = |year: &str| table.rows().any(|row| !row.cell(year).is_empty());
        for row in table.rows().filter(|row| years.iter().all(|year| row.cell(year).is_empty())) {
            let policy = row.cell("agency_policy");
            if !years.is_empty() && !policy.is_empty() {
                self.remark(
                    format!("no year pursues the policy `{policy}`"),
                    format!("kebijakan `{policy}` tidak dijalankan pada tahun mana pun"),
                );
            }
        }
        for year in years.iter().filter(|year| table.count() > 0 && !ticked(year)) {
            let year = year.trim_start_matches(['t', 'y']);
            self.remark(
                format!("the year {year} pursues no policy"),
                format!("tahun {year} tidak menjalankan satu kebijakan pun"),
            );
        }
    }

    /// What the document's own cascade says: which programme serves which objective, and which measures it names.
    pub(crate) fn cascade(&mut self, table: &Table, draft: &mut Draft) {
        let names: BTreeSet<String> = draft
            .elements
            .iter()
            .flat_map(|element| &element.indicators)
            .map(|indicator| indicator.name.as_written().to_lowercase())
            .collect();
        let (mut all, mut unknown) = (0, 0);
        for row in table.rows() {
            let (objective, code) = (row.cell("objective"), row.cell("code"));
            let program = draft.elements.iter_mut().find(|element| element.code.as_written() == code);
            if let Some(program) =
                program.filter(|element| element.kind.as_written() == Kind::Program.as_str())
            {
                let known = program.links.iter().any(|link| link.to.as_written() == objective);
                if !known && !objective.is_empty() {
                    program.links.push(DraftLink { to: objective.into(), ..Default::default() });
                }
            }
            if !row.cell("indicator").is_empty() {
                all += 1;
                unknown += usize::from(!names.contains(&row.cell("indicator").to_lowercase()));
            }
        }
        if unknown > 0 {
            self.remark(
                format!(
                    "{unknown} of the {all} measures in the cascade are in no other table under this name"
                ),
                format!("{unknown} dari {all} ukuran pada cascading tidak ada di tabel lain dengan nama itu"),
            );
        }
    }

    /// The same measures in the document's lists of key indicators: each list is a plan to be held against.
    pub(crate) fn key_indicators(&mut self, table: &Table) {
        let years: Vec<String> =
            table.columns().filter(|column| is_year(column)).map(str::to_owned).collect();
        let habits = habits(table, &years);
        for row in table.rows() {
            let code = format!("TABLE-{}", row.cell("table"));
            let list = self.lists.entry(code.clone()).or_insert_with(|| {
                let mut list = Draft::new(&code, "key indicators").framework("agency-plan");
                if let Some(numbers) = habits.get(row.cell("table")).and_then(|votes| votes.habit()) {
                    list = list.numbers(numbers.as_str());
                }
                list.elements.push(element(Kind::Objective, "KEY", "key indicators"));
                list
            });
            let point = |column: &String| {
                let value = row.cell(column);
                (!value.is_empty()).then(|| DraftPoint::new(column.trim_start_matches('t'), value))
            };
            let indicator = DraftIndicator {
                name: row.cell("name").into(),
                unit: row.cell("unit").into(),
                targets: years.iter().filter_map(point).collect(),
                ..Default::default()
            };
            if let Some(objective) = list.elements.first_mut() {
                objective.indicators.push(indicator);
            }
        }
    }

    /// The checked plans above, and the remarks.
    pub(crate) fn finish(self) -> Result<Above, Box<dyn Error>> {
        let drafts = std::iter::once(self.region).chain(self.lists.into_values());
        let plans: Result<Vec<Plan>, _> = drafts.map(|draft| draft.check()).collect();
        Ok((plans?, self.remarks))
    }

    fn remark(&mut self, en: String, id: String) {
        if !self.remarks.iter().any(|[known, _]| *known == en) {
            self.remarks.push([en, id]);
        }
    }

    /// The code of what is cited; the same words in another dress are the same thing, and that is remarked.
    fn cited(&mut self, kind: Kind, text: &str) -> String {
        let mut near = None;
        for element in
            self.region.elements.iter().filter(|element| element.kind.as_written() == kind.as_str())
        {
            let other = element.title.as_written();
            if other == text {
                return format!("{REGION}#{}", element.code.as_written());
            }
            if Words.likeness(other, text).to_f64() >= 0.9 {
                near = Some((element.code.as_written().to_owned(), other.to_owned()));
            }
        }
        if let Some((code, other)) = near {
            self.remark(
                format!("the same {} of the region is written `{other}` and `{text}`", kind.words()[0]),
                format!("{} daerah yang sama ditulis `{other}` dan `{text}`", kind.words()[1]),
            );
            return format!("{REGION}#{code}");
        }
        let same = self.region.elements.iter().filter(|e| e.kind.as_written() == kind.as_str()).count();
        let code = format!("{}-{}", kind.as_str(), same + 1);
        let mut cited = element(kind, &code, text);
        if matches!(kind, Kind::Objective | Kind::Program) {
            cited.owner = self.agency.as_str().into();
        }
        let above = |wanted: Kind| move |e: &&DraftElement| e.kind.as_written() == wanted.as_str();
        if kind == Kind::Mission {
            let vision = self.region.elements.iter().find(above(Kind::Vision));
            cited.under = vision.map(|vision| vision.code.clone()).unwrap_or_default();
        }
        self.region.elements.push(cited);
        format!("{REGION}#{code}")
    }
}

fn element(kind: Kind, code: &str, title: &str) -> DraftElement {
    DraftElement { kind: kind.as_str().into(), code: code.into(), title: title.into(), ..Default::default() }
}

/// The code of a mandate of the agency's plan, which is added when it is named first.
fn mandate(draft: &mut Draft, text: &str) -> String {
    let is = |element: &&DraftElement| element.kind.as_written() == Kind::Mandate.as_str();
    let known = draft.elements.iter().filter(is).find(|element| element.title.as_written() == text);
    if let Some(known) = known {
        return known.code.as_written().to_owned();
    }
    let code = format!("NSPK-{}", draft.elements.iter().filter(is).count() + 1);
    draft.elements.push(element(Kind::Mandate, &code, text));
    code
}

/// How each list writes its numbers.
fn habits<'t>(table: &'t Table, years: &[String]) -> BTreeMap<&'t str, Votes> {
    let mut habits: BTreeMap<&str, Votes> = BTreeMap::new();
    for row in table.rows() {
        let votes = habits.entry(row.cell("table")).or_default();
        years.iter().for_each(|year| votes.count(row.cell(year)));
    }
    habits
}

/// Columns of years: `t2026` for a target, `y2026` for a tick.
fn is_year(column: &str) -> bool {
    column
        .strip_prefix(['t', 'y'])
        .is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))
}

fn level_of(words: &str) -> Option<Kind> {
    match words.split_whitespace().next()?.to_lowercase().as_str() {
        "visi" | "vision" => Some(Kind::Vision),
        "misi" | "mission" => Some(Kind::Mission),
        "tujuan" | "goal" => Some(Kind::Goal),
        "sasaran" | "objective" => Some(Kind::Objective),
        "program" => Some(Kind::Program),
        "nspk" | "spm" | "mandate" => Some(Kind::Mandate),
        _ => None,
    }
}

fn join(draft: &mut Draft, from: &str, to: &str, kind: LinkKind) -> bool {
    let source = draft.elements.iter_mut().find(|element| element.code.as_written() == from);
    source.is_some_and(|source| {
        if !source.links.iter().any(|link| link.to.as_written() == to) {
            source.links.push(DraftLink { kind: Some(kind), to: to.into(), ..Default::default() });
        }
        true
    })
}
