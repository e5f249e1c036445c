//! Codes, levels, parents and the form of the tables themselves.

use renstra::finding::Lang;

use crate::{BUDGET, Files, INDICATORS, expected, planted};

#[test]
fn classification_codes_of_the_wrong_length() {
    let code = "1.02.01.2.02.0001";
    let renamed = |to: &str| {
        planted(|files| {
            for (file, column) in [(0, "code"), (0, "parent"), (INDICATORS, "element"), (BUDGET, "element")] {
                let rows = files.rows(file, &[(column, code)]);
                rows.into_iter().for_each(|row| files.set(file, row, column, to));
            }
        })
    };
    for tail in ["001", "00001", "000001", "0000001", "0001.01", "OOO1"] {
        let to = format!("1.02.01.2.02.{tail}");
        let at = "elements.csv:13:classification";
        assert_eq!(renamed(&to), expected(&[("codes.malformed", &to, at)]), "{to}");
    }
    let two = renamed("1.02.01.2.02.01");
    assert_eq!(two, expected(&[("codes.other-edition", "1.02.01.2.02.01", "elements.csv:13")]));
}

#[test]
fn parents_and_levels() {
    let code = Files::dinkes().get(0, 20, "code").to_string();
    let set = |column: &str, value: &str| planted(|files| files.set(0, 20, column, value));
    let at = |column: &str| format!("elements.csv:20:{column}");
    for unknown in ["1.02.01.9.99", "1.02.01.2.0l", "P7"] {
        let found = set("parent", unknown);
        assert_eq!(found, expected(&[("structure.unknown-reference", &code, &at("parent"))]), "{unknown}");
    }
    assert_eq!(set("parent", ""), expected(&[("tables.parent-by-code", &code, &at("parent"))]));
    assert_eq!(set("level", "subkegiatn"), expected(&[("structure.unknown-kind", &code, &at("level"))]));
    assert_eq!(set("level", ""), expected(&[("structure.missing-kind", &code, &at("level"))]));
    assert_eq!(set("level", "Sub Kegiatan"), []);
    assert_eq!(set("name", ""), expected(&[("structure.missing-title", &code, "elements.csv:20")]));
    let mut files = Files::dinkes();
    let objective = files.rows(0, &[("code", "S1.2")])[0];
    files.set(0, objective, "parent", "");
    let loose = ("align.loose-end".to_string(), "S1.2".to_string(), format!("elements.csv:{objective}"));
    assert!(files.aligned().contains(&loose));
}

#[test]
fn rows_that_name_nothing_or_are_torn() {
    let planted_at = |file: usize, row: usize, column: &str, value: &str| {
        let found = planted(|files| files.set(file, row, column, value));
        found.into_iter().filter(|(code, ..)| code != "money.parent-sum").collect::<Vec<_>>()
    };
    let unit = planted_at(BUDGET, 200, "unit_code", "1.02.0.00.0.00.01.9999");
    assert_eq!(
        unit,
        expected(&[("structure.unknown-reference", "1.02.02.2.01.0023", "budget.csv:200:unit_code")])
    );
    let year = planted_at(BUDGET, 200, "year", "20266");
    assert_eq!(year, expected(&[("figures.bad-period", "1.02.02.2.01.0023", "budget.csv:200:year")]));
    let outside = planted_at(BUDGET, 200, "year", "2035");
    let at = "budget.csv:200:amounts/2035";
    assert_eq!(outside, expected(&[("figures.outside-horizon", "1.02.02.2.01.0023", at)]));
    // What is outside the plan is not held against parts that have nothing there; the year that it left is missed.
    let above = planted(|files| files.set(BUDGET, 7, "year", "2035"));
    let expected_above = expected(&[
        ("figures.outside-horizon", "1.02.01", "budget.csv:7:amounts/2035"),
        ("money.parent-sum", "1.02", "budget.csv:2:amounts/2026"),
    ]);
    assert_eq!(above, expected_above);
    let twice = planted(|files| {
        let row = files.0[BUDGET][199].clone();
        files.0[BUDGET].push(row);
    });
    assert_eq!(
        twice,
        expected(&[("figures.overlapping-periods", "1.02.02.2.01.0023", "budget.csv:1517:year")])
    );
    let same = planted(|files| {
        let row = files.0[INDICATORS][49].clone();
        files.0[INDICATORS].push(row);
    });
    let at = "indicators.csv:391:name";
    assert_eq!(same, expected(&[("structure.duplicate-indicator", "1.02.01.2.09.0006", at)]));
    let torn = planted(|files| files.0[INDICATORS][49].push("x".into()));
    assert_eq!(torn, expected(&[("tables.ragged-row", "50", "indicators.csv:50")]));
    assert_eq!(planted(|files| files.0[INDICATORS][49].push(String::new())), []);
}

/// Spreadsheets export rows of separators alone. A row without the code of its element is none of these.
#[test]
fn blank_rows_are_no_rows() {
    let blank = planted(|files| {
        for rows in &mut files.0 {
            let width = rows[0].len();
            rows.extend([vec![" ".to_string(); width], vec![String::new()]]);
        }
    });
    assert_eq!(blank, []);
    let found = planted(|files| {
        let width = files.0[0][0].len();
        files.0[0]
            .push([vec![String::new(); 3], vec!["no code".into()], vec![String::new(); width - 4]].concat());
        let mut row = vec![String::new(); files.0[BUDGET][0].len()];
        (row[1], row[2]) = ("2026".into(), "5".into());
        files.0[BUDGET].push(row);
    });
    let missing = expected(&[
        ("format.missing-field", "", "budget.csv:1517:element"),
        ("structure.missing-code", "", "elements.csv:310:code"),
        ("structure.missing-kind", "", "elements.csv:310:level"),
    ]);
    assert_eq!(found, missing);
}

#[test]
fn columns_may_stand_in_any_order_and_be_wanting() {
    let reversed = planted(|files| files.0.iter_mut().flatten().for_each(|row| row.reverse()));
    assert_eq!(reversed, []);
    let without = planted(|files| {
        for (file, column) in
            [(0, "page"), (0, "under"), (0, "statement"), (INDICATORS, "n"), (INDICATORS, "page")]
        {
            let at = files.column(file, column);
            files.0[file].iter_mut().for_each(|row| drop(row.remove(at)));
        }
    });
    assert_eq!(without, []);
}

#[test]
fn codes_that_repeat_or_lead_nowhere_keep_their_rows() {
    let found = planted(|files| {
        let twice = files.0[0][20].clone();
        files.0[0].push(twice);
    });
    assert_eq!(
        found,
        expected(&[("structure.duplicate-code", "1.02.01.2.06.0002", "elements.csv:310:code")])
    );
    let found = planted(|files| files.set(INDICATORS, 20, "element", "1.02.99"));
    let at = "indicators.csv:20:element";
    assert_eq!(found, expected(&[("structure.unknown-reference", "1.02.99", at)]));
}

#[test]
fn rows_of_a_code_that_several_units_have() {
    let code = Files::dinkes().get(BUDGET, 702, "element").to_string();
    let without = planted(|files| files.set(BUDGET, 702, "unit_code", ""));
    assert!(without.contains(&expected(&[("tables.no-unit", &code, "budget.csv:702:element")])[0]));
    let mut files = Files::dinkes();
    let child = files.rows(0, &[("level", "subactivity"), ("unit", "1.02.0.00.0.00.01.0030")])[0];
    let parent = files.get(0, child, "parent").to_string();
    let above = files.rows(0, &[("code", &parent), ("unit", "1.02.0.00.0.00.01.0030")])[0];
    files.set(0, above, "code", "1.02.02.2.77");
    let found = files.build().draft.findings;
    let at = format!("elements.csv:{child}:parent");
    let one = found.iter().find(|finding| finding.origin().is_some_and(|o| o.to_string() == at)).unwrap();
    assert_eq!(one.code(), "tables.not-of-unit");
    assert!(
        one.message(Lang::En).starts_with(&format!("the unit `1.02.0.00.0.00.01.0030` has no `{parent}`"))
    );
}

#[test]
fn the_placeholder_stands_under_the_agencys_own_field() {
    let supporting = |other_field: &str| {
        planted(|files| {
            for (file, column) in [(0, "code"), (0, "parent"), (INDICATORS, "element"), (BUDGET, "element")] {
                for row in 2..=files.0[file].len() {
                    let written = files.get(file, row, column).replace("1.02.01", "X.XX.01");
                    files.set(file, row, column, &written);
                }
            }
            if !other_field.is_empty() {
                let mut row = files.0[0][files.rows(0, &[("code", "1.02")])[0] - 1].clone();
                row[0] = other_field.into();
                files.0[0].push(row);
            }
        })
    };
    assert_eq!(supporting(""), []);
    let several = supporting("2.08");
    assert!(several.iter().all(|(code, subject, _)| code == "money.parent-sum" && subject == "1.02"));
    assert_eq!(several.len(), 5, "of two fields nobody can say which is meant");
}
