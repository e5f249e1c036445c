//! Amounts and targets, each changed in one place.

use renstra::finding::Lang;

use crate::{BUDGET, Files, INDICATORS, expected, planted};

#[test]
fn a_malformed_amount() {
    let found = planted(|files| files.set(BUDGET, 32, "amount", "32.696. 400"));
    let cell = |column| Files::dinkes().get(BUDGET, 32, column).to_string();
    let place = format!("budget.csv:32:amounts/{}", cell("year"));
    assert_eq!(found, expected(&[("figures.malformed", &cell("element"), &place)]));
    let mut files = Files::dinkes();
    files.set(BUDGET, 32, "amount", "32.696. 400");
    let plan = files.build().check().unwrap();
    let told = plan.findings().iter().find(|found| found.code() == "figures.malformed").unwrap();
    let field = format!("amounts/{}", cell("year"));
    assert_eq!(told.message(Lang::En), format!("`32.696. 400` in `{field}` is not written as a number"));
    assert_eq!(told.message(Lang::Id), format!("`32.696. 400` dalam `{field}` tidak tertulis sebagai angka"));
}

/// Adds to an amount of the budget.
pub(crate) fn raise(files: &mut Files, row: usize, by: i64) {
    let amount: i64 = files.get(BUDGET, row, "amount").replace('.', "").parse().unwrap();
    files.set(BUDGET, row, "amount", &(amount + by).to_string());
}

#[test]
fn an_amount_that_its_parts_do_not_add_up_to() {
    // Of a field, a programme, an activity: the amount itself is named, and not also the sum that it is part of.
    for (row, code) in [(2, "1.02"), (7, "1.02.01"), (28, "1.02.01.2.02")] {
        let found = planted(|files| raise(files, row, 1));
        let year = Files::dinkes().get(BUDGET, row, "year").to_string();
        assert_eq!(
            found,
            expected(&[("money.parent-sum", code, &format!("budget.csv:{row}:amounts/{year}"))])
        );
    }
    // Of a sub-activity: the sum above it fails.
    for (row, above, code) in
        [(33, 28, "1.02.01.2.02"), (200, 195, "1.02.02.2.01"), (1516, 1511, "1.02.05.2.03")]
    {
        let found = planted(|files| raise(files, row, -1));
        let year = Files::dinkes().get(BUDGET, row, "year").to_string();
        assert_eq!(
            found,
            expected(&[("money.parent-sum", code, &format!("budget.csv:{above}:amounts/{year}"))])
        );
    }
}

#[test]
fn every_altered_amount_is_found() {
    let files = Files::dinkes();
    for row in (2..=files.0[BUDGET].len()).step_by(303) {
        let found = planted(|files| raise(files, row, 1));
        assert_eq!(found.len(), 1, "row {row}: {found:?}");
        assert_eq!(found[0].0, "money.parent-sum");
    }
}

#[test]
fn amounts_as_other_tables_write_them() {
    let row = 200;
    let amount = Files::dinkes().get(BUDGET, row, "amount").to_string();
    let place = format!("budget.csv:{row}:amounts/2029");
    let element = Files::dinkes().get(BUDGET, row, "element").to_string();
    let above = expected(&[("money.parent-sum", "1.02.02.2.01", "budget.csv:195:amounts/2029")]);
    let same = [
        format!("Rp {amount},00"),
        format!("Rp. {amount}"),
        format!("{amount},-"),
        format!("IDR {amount}"),
        amount.replace('.', ""),
    ];
    for written in same {
        assert_eq!(planted(|files| files.set(BUDGET, row, "amount", &written)), [], "{written}");
    }
    let english = planted(|files| files.set(BUDGET, row, "amount", &amount.replace('.', ",")));
    assert_eq!(english, expected(&[("figures.other-convention", &element, &place)]));
    for nothing in ["", "-", "n/a"] {
        assert_eq!(planted(|files| files.set(BUDGET, row, "amount", nothing)), above, "{nothing}");
    }
    for wrong in ["32.696. 400", "belum ada", "Rp", "1e9", "seratus juta"] {
        let found = planted(|files| files.set(BUDGET, row, "amount", wrong));
        assert_eq!(found, expected(&[("figures.malformed", &element, &place)]), "{wrong}");
    }
    // Years as programs write them that hold columns with blank cells as fractions.
    let fractions = planted(|files| {
        for (file, column) in [(BUDGET, "year"), (INDICATORS, "baseline_year")] {
            for row in 2..=files.0[file].len() {
                let year = format!("{}.0", files.get(file, row, column));
                files.set(file, row, column, &year);
            }
        }
    });
    assert_eq!(fractions, []);
    // A whole budget with its currency is the same budget.
    let all = planted(|files| {
        (2..=1516).for_each(|row| {
            let amount = format!("Rp {},00", files.get(BUDGET, row, "amount"));
            files.set(BUDGET, row, "amount", &amount);
        });
    });
    assert_eq!(all, []);
}

#[test]
fn a_negative_amount_and_one_in_words() {
    let found = planted(|files| files.set(BUDGET, 1516, "amount", "belum ada"));
    assert!(found.iter().any(|(code, ..)| code == "figures.malformed"), "{found:?}");
    let found = planted(|files| files.set(BUDGET, 1516, "amount", "-5"));
    assert!(found.iter().any(|(code, ..)| code == "money.negative"), "{found:?}");
}

#[test]
fn missing_units_baselines_and_targets() {
    let code = |row| Files::dinkes().get(INDICATORS, row, "element").to_string();
    let found = planted(|files| files.set(INDICATORS, 50, "unit", ""));
    assert_eq!(found, expected(&[("figures.missing-unit", &code(50), "indicators.csv:50:unit")]));
    let found = planted(|files| files.set(INDICATORS, 51, "baseline", ""));
    assert_eq!(found, expected(&[("figures.missing-baseline", &code(51), "indicators.csv:51:baseline")]));
    let found = planted(|files| files.set(INDICATORS, 52, "t2028", ""));
    assert_eq!(found, expected(&[("figures.missing-target", &code(52), "indicators.csv:52:targets/2028")]));
    let all =
        |files: &mut Files| (2026..=2030).for_each(|year| files.set(INDICATORS, 53, &format!("t{year}"), ""));
    assert_eq!(
        planted(all),
        expected(&[("figures.missing-target", &code(53), "indicators.csv:53:targets/2026")])
    );
}

#[test]
fn targets_that_do_not_fit_their_series() {
    // Row 9 holds 95 and more, in percent; row 50 units, from 30 to 45.
    let code = |row| Files::dinkes().get(INDICATORS, row, "element").to_string();
    let cases: [(usize, &str, &str, &[&str]); 27] = [
        (50, "t2028", "n/a", &["figures.broken-series"]),
        (50, "t2028", "-", &["figures.broken-series"]),
        (50, "t2026", "-", &["figures.broken-series"]),
        (50, "t2030", "n/a", &["figures.broken-series"]),
        (50, "t2028", "Baik", &["figures.broken-series"]),
        (50, "t2028", "1.2.3", &["figures.malformed"]),
        (50, "t2028", "40 Unit", &[]),
        (50, "t2028", "40 Paket", &["figures.broken-series"]),
        (50, "t2028", "belum jatuh tempo", &[]),
        (9, "t2028", "0,965", &["figures.scale-break"]),
        (9, "t2028", "0.965", &["figures.other-convention", "figures.scale-break"]),
        (9, "t2028", "9.650", &["figures.scale-break"]),
        (9, "baseline", "0,95", &["figures.scale-break"]),
        (9, "t2028", "96.5", &["figures.other-convention"]),
        (9, "t2028", "96,500", &[]),
        (9, "t2028", "96,5%", &[]),
        (9, "t2028", "2,3:1000", &["figures.broken-series"]),
        (9, "t2028", "1 : 5", &["figures.broken-series"]),
        // Numerator and denominator come to 96.5 percent.
        (9, "t2028", "193/200", &[]),
        (9, "t2028", "95-97", &[]),
        (9, "t2028", ">= 96", &[]),
        (9, "t2028", "≥ 96", &[]),
        (9, "t2028", "<96,5%", &[]),
        (9, "baseline", "ada", &["figures.broken-series"]),
        (9, "baseline", "31.12. 2024", &["figures.malformed"]),
        (9, "t2025", "-", &[]),
        (9, "t2028", "9.65,0.0", &["figures.malformed"]),
    ];
    for (row, column, value, codes) in cases {
        let place = match column {
            "baseline" => format!("indicators.csv:{row}:baseline/2024"),
            target => format!("indicators.csv:{row}:targets/{}", &target[1..]),
        };
        let found = planted(|files| files.set(INDICATORS, row, column, value));
        let expected: Vec<_> =
            codes.iter().map(|rule| (rule.to_string(), code(row), place.clone())).collect();
        assert_eq!(found, expected, "`{value}` in {column}");
        // What is reported already is not doubted once more as a jump or a turn.
        let mut files = Files::dinkes();
        files.set(INDICATORS, row, column, value);
        if codes.contains(&"figures.scale-break") || codes.contains(&"figures.broken-series") {
            assert_eq!(files.aligned(), Files::dinkes().aligned(), "`{value}` in {column}");
        }
    }
    // A stroke in every cell of a year in which nothing is due is not 382 faults.
    let strokes = planted(|files| {
        files
            .rows(INDICATORS, &[("t2025", "")])
            .into_iter()
            .for_each(|row| files.set(INDICATORS, row, "t2025", "-"));
    });
    assert_eq!(strokes, []);
    // Strokes all along are no series at all.
    let none = planted(|files| (2025..=2030).for_each(|y| files.set(INDICATORS, 50, &format!("t{y}"), "-")));
    assert_eq!(none, expected(&[("figures.missing-target", &code(50), "indicators.csv:50:targets/2026")]));
}
