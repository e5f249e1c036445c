//! An agency's tables under what they say of the region's plan: the ten findings, and each planted fault among them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what it expects")]

#[path = "../examples/common/mod.rs"]
mod common;
#[path = "../examples/common/folder.rs"]
mod folder;
#[path = "../examples/agency/region.rs"]
mod region;

use std::path::{Path, PathBuf};

use folder::Folder;
use renstra::finding::Lang;

const FILES: [&str; 8] = [
    "elements.csv",
    "indicators.csv",
    "budget.csv",
    "outputs.csv",
    "region_links.csv",
    "policy_links.csv",
    "cascade.csv",
    "kpi.csv",
];

/// A copy of the folder with these files, changed; gone when it is dropped.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str, files: &[&str], change: impl Fn(&str, String) -> String) -> Copy {
        let dir = std::env::temp_dir().join(format!("renstra-agency-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        for file in files {
            let text = std::fs::read_to_string(Path::new("tests/fixtures/dinkes").join(file)).unwrap();
            std::fs::write(dir.join(file), change(file, text)).unwrap();
        }
        Copy(dir)
    }

    /// What is found under the rules of the alignment, but for what activities repeat, and what is remarked.
    fn found(&self) -> (Vec<String>, Vec<String>) {
        let (alignment, remarks) = region::align(&Folder::open(self.0.to_str().unwrap()).unwrap()).unwrap();
        let found = alignment.findings().iter().filter(|found| found.finding().code() != "align.copied-down");
        let found = found.filter(|found| found.finding().code().starts_with("align."));
        let line = |found: &renstra::align::AlignFinding| {
            let finding = found.finding();
            format!("{} {} {}", finding.code(), finding.subject().code, finding.message(Lang::En))
        };
        (found.map(line).collect(), remarks.into_iter().map(|[en, _]| en).collect())
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What one change of one file adds to the findings and remarks.
#[track_caller]
fn planted(name: &str, file: &str, from: &str, to: &str) -> Vec<String> {
    let changed = |at: &str, text: String| {
        if at != file {
            return text;
        }
        assert!(text.contains(from), "`{file}` has no `{from}`");
        text.replacen(from, to, 1)
    };
    let all = |copy: &Copy| {
        let (found, remarks) = copy.found();
        found.into_iter().chain(remarks).collect::<Vec<String>>()
    };
    let before = all(&Copy::new(&format!("{name}-before"), &FILES, |_, text| text));
    let after = all(&Copy::new(name, &FILES, changed));
    after.into_iter().filter(|line| !before.contains(line)).collect()
}

#[test]
fn the_document_disagrees_with_itself_where_a_reviewer_says_it_does() {
    let (found, remarks) = Copy::new("whole", &FILES, |_, text| text).found();
    let differs: Vec<&String> =
        found.iter().filter(|line| line.starts_with("align.measure-differs")).collect();
    // S1.3 and the accountability score in all six years, and one unit.
    let of = |code: &str| differs.iter().filter(|line| line.contains(code)).count();
    assert_eq!([of(" S1.3/1 "), of(" S1.4/1 "), of(" S1.1/1 "), differs.len()], [6, 6, 1, 13]);
    assert!(differs.iter().any(|line| line.ends_with("its target (2025) is 30, but 36 in `TABLE-4.4`")));
    assert!(found.iter().all(|line| !line.starts_with("align.assigned-lacking")));
    assert_eq!(remarks.len(), 2, "{remarks:?}");
}

#[test]
fn each_planted_fault_is_found() {
    let target = planted("kpi", "kpi.csv", "Kematian Ibu,Orang,28,27", "Kematian Ibu,Orang,28,20");
    let expected = "align.measure-differs S1.1/1 its target (2026) is 27, but 20 in `TABLE-4.4`";
    assert_eq!(target, [expected]);
    let untied =
        planted("untied", "region_links.csv", "S1.2,sasaran RPJMD,Kesehatan Berkualitas dan Merata,61\n", "");
    assert_eq!(untied, ["the objective `S1.2` names nothing of the region's plan, as the others do"]);
    let lacking =
        planted("lacking", "region_links.csv", "T1,visi", ",sasaran RPJMD,Menurunnya Kemiskinan,71\nT1,visi");
    assert_eq!(lacking.len(), 1, "{lacking:?}");
    assert!(lacking[0].starts_with("align.assigned-lacking") && lacking[0].contains("Menurunnya Kemiskinan"));
    let unknown = planted("unknown", "region_links.csv", "S1.4,NSPK", "S1.9,NSPK");
    assert!(
        unknown.contains(&"`region_links.csv` names `S1.9`, which is not in the plan".into()),
        "{unknown:?}"
    );
}

#[test]
fn the_ticks_of_policies_tell_what_no_year_pursues() {
    let text = std::fs::read_to_string("tests/fixtures/dinkes/policy_links.csv").unwrap();
    let last = text.lines().last().unwrap();
    let policy = last.split(',').nth(2).unwrap();
    let none = planted("ticks", "policy_links.csv", last, &last.replace('√', ""));
    assert_eq!(none, [format!("no year pursues the policy `{policy}`")]);
}

#[test]
fn a_folder_without_what_is_optional_is_read_all_the_same() {
    let (found, remarks) = Copy::new("bare", &FILES[..3], |_, text| text).found();
    assert!(found.iter().all(|line| !line.starts_with("align.measure-differs")), "{found:?}");
    assert_eq!(remarks, Vec::<String>::new());
    assert!(Folder::open("tests/fixtures/nowhere").err().unwrap().to_string().contains("is no folder"));
    let wrong = Copy::new("wrong", &FILES[..2], |_, text| text.replacen("name", "nama", 1));
    let error = Folder::open(wrong.0.to_str().unwrap()).err().unwrap().to_string();
    assert!(
        error.contains("elements.csv` lacks the column `name`") && error.contains("budget.csv"),
        "{error}"
    );
}
