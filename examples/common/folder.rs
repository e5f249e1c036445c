//! A folder of tables: what the examples on an agency's plan read.
#![allow(dead_code, reason = "each example uses a part of it")]

use std::error::Error;
use std::path::{Path, PathBuf};

use renstra::finding::Origin;
use renstra::format::{Table, TablePlan, Tables};

/// The three tables that every folder has, and that of its outputs, where it has one.
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    pub(crate) elements: Table,
    pub(crate) indicators: Table,
    pub(crate) budget: Table,
    pub(crate) outputs: Option<Table>,
}

impl Folder {
    /// Reads the tables of a folder; every one that cannot be read or lacks a column is named.
    pub(crate) fn open(path: &str) -> Result<Folder, Box<dyn Error>> {
        let path = Path::new(path);
        if !path.is_dir() {
            return Err(format!("`{}` is no folder", path.display()).into());
        }
        let mut wrong = Vec::new();
        let mut read = |name: &str, needed: &[&str]| match table(&path.join(name), needed) {
            Ok(table) => table,
            Err(error) => {
                wrong.push(error.to_string());
                Table::new(name, needed)
            }
        };
        let [elements, indicators, budget] = Tables::NEEDED;
        let outputs = path.join("outputs.csv");
        let outputs = outputs.exists().then(|| read("outputs.csv", Tables::OUTPUTS));
        let folder = Folder {
            path: path.into(),
            outputs,
            elements: read("elements.csv", elements),
            indicators: read("indicators.csv", indicators),
            budget: read("budget.csv", budget),
        };
        if wrong.is_empty() { Ok(folder) } else { Err(wrong.join("\n").into()) }
    }

    /// A further table, where the folder has it.
    pub(crate) fn beside(&self, name: &str, needed: &[&str]) -> Result<Option<Table>, Box<dyn Error>> {
        let path = self.path.join(name);
        path.exists().then(|| table(&path, needed)).transpose()
    }

    /// The folder's own name.
    pub(crate) fn name(&self) -> String {
        let whole = self.path.canonicalize().unwrap_or_else(|_| self.path.clone());
        whole.file_name().map_or("PLAN".into(), |name| name.to_string_lossy().into_owned())
    }

    pub(crate) fn tables(&self) -> impl Iterator<Item = &Table> {
        [&self.elements, &self.indicators, &self.budget].into_iter().chain(&self.outputs)
    }

    pub(crate) fn build(&self, code: &str) -> TablePlan {
        let Folder { elements, indicators, budget, outputs, .. } = self;
        Tables { elements, indicators, budget, outputs: outputs.as_ref() }.draft(code, &self.name())
    }
}

fn table(path: &Path, needed: &[&str]) -> Result<Table, Box<dyn Error>> {
    let table = crate::common::table(path)?;
    match table.lacking(needed).as_slice() {
        [] => Ok(table),
        lacking => Err(format!("`{}` lacks the column `{}`", path.display(), lacking.join("`, `")).into()),
    }
}

/// A place in the tables: the file, the row, and the column as the table calls it.
pub(crate) fn place(origin: &Origin) -> String {
    let Origin::Cell { file, row, column } = origin else { return origin.to_string() };
    let column = match column.split_once('/') {
        Some(("targets", period)) => format!("t{period}"),
        Some(("amounts", _)) => "amount".into(),
        None if &**column == "classification" => "code".into(),
        Some((column, _)) => column.into(),
        None => column.to_string(),
    };
    if column.is_empty() { format!("{file}:{row}") } else { format!("{file}:{row}:{column}") }
}
