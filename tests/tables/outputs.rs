//! The table of outputs: what it says a second time of every amount, and which statements nothing measures.

use std::sync::OnceLock;

use crate::figures::raise;
use crate::{BUDGET, Files, added, expected};

const OUTPUTS: usize = 3;

type Found = Vec<(String, String, String)>;

/// What one change adds to what is found in the whole document.
#[track_caller]
fn planted(change: impl Fn(&mut Files)) -> Found {
    static BEFORE: OnceLock<Found> = OnceLock::new();
    added(BEFORE.get_or_init(|| Files::with_outputs().found()), Files::with_outputs(), change)
}

#[test]
fn a_right_document_adds_up_with_its_statements() {
    let (plain, found) = (Files::dinkes().found(), Files::with_outputs().found());
    let more: Found = found.into_iter().filter(|finding| !plain.contains(finding)).collect();
    // Six statements of one activity have no indicator, and no money.
    assert_eq!(more.len(), 6, "{more:?}");
    assert!(
        more.iter().all(|(code, subject, _)| code == "tables.statement-bare" && subject == "1.02.02.2.02")
    );
}

#[test]
fn an_altered_amount_is_found_at_the_element_and_not_above() {
    for (row, code) in [(33, "1.02.01.2.02.0001"), (200, "1.02.02.2.01.0023"), (1516, "1.02.05.2.03.0001")] {
        let year = Files::dinkes().get(BUDGET, row, "year").to_string();
        let place = format!("budget.csv:{row}:amounts/{year}");
        let found = planted(|files| raise(files, row, -1));
        assert_eq!(found, expected(&[("money.statement-sum", code, &place)]));
        for nothing in ["", "-", "n/a"] {
            let found = planted(|files| files.set(BUDGET, row, "amount", nothing));
            assert_eq!(found, expected(&[("money.amount-missing", code, &place)]), "{nothing}");
        }
        let place = format!("budget.csv:{row}:amounts/{year}");
        let wrong = planted(|files| files.set(BUDGET, row, "amount", "belum ada"));
        assert_eq!(wrong, expected(&[("figures.malformed", code, &place)]));
    }
    // A row that is wanting has no place of its own: that of the statement is shown.
    let gone = planted(|files| drop(files.0[BUDGET].remove(1515)));
    assert_eq!(gone.len(), 1, "{gone:?}");
    assert_eq!((&*gone[0].0, &*gone[0].1), ("money.amount-missing", "1.02.05.2.03.0001"));
    assert!(gone[0].2.starts_with("outputs.csv:"), "{gone:?}");
}

#[test]
fn every_altered_amount_is_found_once() {
    let rows = Files::dinkes().0[BUDGET].len();
    for row in (2..=rows).step_by(173) {
        let element = Files::dinkes().get(BUDGET, row, "element").to_string();
        let found = planted(|files| raise(files, row, 1));
        assert_eq!(found.len(), 1, "row {row}: {found:?}");
        assert_eq!((&*found[0].1, found[0].2.starts_with("budget.csv")), (&*element, true), "row {row}");
    }
}

#[test]
fn what_is_wrong_beside_a_statement_is_found_there() {
    // A sub-activity with one statement, an activity with several, and one unit's line of a programme.
    for (row, code) in [(4, "1.02.01.2.01.0001"), (57, "1.02.02.2.02"), (2, "1.02.01")] {
        assert_eq!(Files::with_outputs().get(OUTPUTS, row, "element"), code);
        let found = planted(|files| files.set(OUTPUTS, row, "p2027", "7"));
        let place = format!("outputs.csv:{row}:p2027");
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((&*found[0].0, &*found[0].1), ("money.statement-sum", code));
        assert!(found[0].2 == place || code == "1.02.02.2.02", "{found:?}");
    }
    let unknown = planted(|files| files.set(OUTPUTS, 4, "element", "1.02.99"));
    assert_eq!(
        unknown.iter().map(|(code, subject, _)| (&**code, &**subject)).collect::<Vec<_>>(),
        [("structure.unknown-reference", "1.02.99")]
    );
}

#[test]
fn a_year_that_the_table_of_money_does_not_have_is_not_missed() {
    let mut files = Files::with_outputs();
    let year = files.column(BUDGET, "year");
    files.0[BUDGET].retain(|row| row[year] != "2030");
    assert!(files.found().iter().all(|(code, ..)| !code.starts_with("money.")));
}
