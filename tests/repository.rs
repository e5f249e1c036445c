//! The repository keeps its word: README, examples and floors.
#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

use std::fs;
use std::path::{Path, PathBuf};

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn the_ten_lines_of_the_readme_are_the_quickstart() {
    let readme = read("README.md");
    let block = readme.split("```rust\n").nth(1).unwrap().split("```").next().unwrap();
    let example = read("examples/quickstart.rs");
    let code = example.split_once("\n\n").unwrap().1;
    assert_eq!(block, code);
}

#[test]
fn the_changelog_names_the_version() {
    let manifest = read("Cargo.toml");
    let version =
        manifest.lines().find_map(|line| line.strip_prefix("version = ")).unwrap().trim_matches('"');
    assert!(read("CHANGELOG.md").contains(&format!("## [{version}]")));
}

#[test]
fn the_crate_forbids_what_it_promises_to() {
    let crate_page = read("src/lib.rs");
    assert!(crate_page.contains("#![forbid(unsafe_code)]"));
    assert!(crate_page.contains("#![deny(missing_docs)]"));
}

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The rooms by floor, from the ground.
const FLOORS: &[&[&str]] = &[
    &["number", "period", "id", "finding", "fingerprint", "text", "threads", "vectors"],
    &["plan"],
    &["policy", "formula", "columns", "live", "stream", "robust"],
    &["score", "align", "composite"],
    &["format", "report", "compare", "catalogue"],
];

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// `score`, `align` and `composite` stand side by side and do not look at each other.
fn may_look(from: &str, to: &str) -> bool {
    let (Some(own), Some(other)) = (floor(from), floor(to)) else { return false };
    from == to || other < own || (other == own && own != 3)
}

#[test]
fn floors_only_look_down() {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    let mut wrong = Vec::new();
    for path in files {
        let room = path
            .components()
            .nth(1)
            .unwrap()
            .as_os_str()
            .to_str()
            .unwrap()
            .trim_end_matches(".rs")
            .to_string();
        if room == "lib" {
            continue;
        }
        assert!(floor(&room).is_some(), "`{room}` stands on no floor");
        for line in read(&path).lines().filter(|line| !line.trim_start().starts_with("//")) {
            for used in line.split("crate::").skip(1) {
                let to: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if floor(&to).is_some() && !may_look(&room, &to) {
                    wrong.push(format!("{}: {room} looks up at {to}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
