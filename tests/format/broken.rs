//! A file for each rule that breaks it.

/// A file whose elements and document end with what is given.
pub(crate) fn file(document: &str, elements: &str) -> String {
    format!(
        "{{\"renstra\":1,\"document\":{{\"code\":\"T\",\"title\":\"t\"{document}}},\"elements\":[{elements}]}}"
    )
}

pub(crate) const MISSION: &str = r#"{"kind":"mission","code":"M","title":"m"}"#;

/// For each rule a file that breaks it, and where.
pub(crate) fn broken() -> Vec<(&'static str, String, &'static str)> {
    let program = |rest: &str| {
        format!("{MISSION},{{\"kind\":\"program\",\"code\":\"P\",\"title\":\"p\",\"serves\":[\"M\"]{rest}}}")
    };
    let indicator = |rest: &str| {
        program(&format!(
            ",\"indicators\":[{{\"name\":\"i\",\"unit\":\"%\",\"baseline\":{{\"2024\":\"1\"}}{rest}}}]"
        ))
    };
    let money = r#","currency":"IDR""#;
    let comma = r#","numbers":"comma""#;
    let horizon = r#","horizon":{"from":"2025","to":"2030"}"#;

    vec![
        (
            "format.wrong-type",
            file("", r#"{"kind":"mission","code":"M","title":["m"]}"#),
            "/elements/0/title",
        ),
        (
            "format.unknown-field",
            file("", r#"{"kind":"mission","code":"M","title":"m","wieght":1}"#),
            "/elements/0/wieght",
        ),
        (
            "format.duplicate-key",
            file("", r#"{"kind":"mission","code":"M","title":"m","title":"n"}"#),
            "/elements/0/title",
        ),
        (
            "format.slot-not-kept",
            file(r#","horizon":{"from":"2025","x-why":1}"#, MISSION),
            "/document/horizon/x-why",
        ),
        (
            "format.missing-field",
            file("", &indicator(r#","relations":[{"to":"P/1"}]"#)),
            "/elements/1/indicators/0/relations/0/kind",
        ),
        (
            "figures.value-and-absence",
            file("", &indicator(r#","targets":{"2025":{"value":"5","absent":"not-due"}}"#)),
            "/elements/1/indicators/0/targets/2025",
        ),
        (
            "structure.unseen-characters",
            file("", r#"{"kind":"mission","code":"M","title":"m\u001b[31m"}"#),
            "/elements/0/title",
        ),
        ("structure.plan-without-code", r#"{"renstra":1,"document":{"title":"t"}}"#.into(), "/document/code"),
        ("structure.no-elements", file("", ""), "/document"),
        ("structure.missing-code", file("", r#"{"kind":"mission","title":"m"}"#), "/elements/0"),
        ("structure.missing-kind", file("", r#"{"code":"M","title":"m"}"#), "/elements/0"),
        (
            "structure.unknown-kind",
            file("", r#"{"kind":"mision","code":"M","title":"m"}"#),
            "/elements/0/kind",
        ),
        ("structure.unknown-word", file("", &program(r#","class":"delivry""#)), "/elements/1/class"),
        ("structure.duplicate-code", file("", &format!("{MISSION},{MISSION}")), "/elements/1"),
        (
            "structure.duplicate-id",
            file(
                "",
                r#"{"kind":"mission","code":"M","title":"m","id":"6f2c9a50-0000-4000-8000-000000000001"},{"kind":"mission","code":"N","title":"n","id":"6f2c9a50-0000-4000-8000-000000000001"}"#,
            ),
            "/elements/1/id",
        ),
        ("structure.unknown-reference", file("", &program(r#","under":"N""#)), "/elements/1/under"),
        (
            "structure.wrong-level",
            file(
                "",
                r#"{"kind":"program","code":"P","title":"p"},{"kind":"mission","code":"M","title":"m","under":"P"}"#,
            ),
            "/elements/1/under",
        ),
        (
            "structure.not-a-level",
            file(r#","framework":"okr""#, r#"{"kind":"program","code":"P","title":"p"}"#),
            "/elements/0",
        ),
        ("structure.unknown-framework", file(r#","framework":"agency""#, MISSION), "/document/framework"),
        (
            "structure.cycle",
            file(
                "",
                r#"{"kind":"goal","code":"A","title":"a","under":"B"},{"kind":"goal","code":"B","title":"b","serves":["A"]}"#,
            ),
            "/elements/0",
        ),
        ("structure.missing-title", file("", r#"{"kind":"mission","code":"M"}"#), "/elements/0"),
        ("structure.bad-identifier", file(r#","lineage":"abc""#, MISSION), "/document/lineage"),
        (
            "structure.duplicate-link",
            file(
                "",
                r#"{"kind":"mission","code":"M","title":"m"},{"kind":"program","code":"P","title":"p","serves":["M",{"to":"M"}]}"#,
            ),
            "/elements/1/serves/1",
        ),
        (
            "figures.not-a-number",
            file("", r#"{"kind":"mission","code":"M","title":"m","weight":"heavy"}"#),
            "/elements/0/weight",
        ),
        (
            "figures.malformed",
            file(comma, &indicator(r#","targets":{"2025":"32.696. 400"}"#)),
            "/elements/1/indicators/0/targets/2025",
        ),
        (
            "figures.ambiguous",
            file("", &indicator(r#","targets":{"2025":"1.234"}"#)),
            "/elements/1/indicators/0/targets/2025",
        ),
        (
            "figures.other-convention",
            file(comma, &indicator(r#","targets":{"2025":"74.13"}"#)),
            "/elements/1/indicators/0/targets/2025",
        ),
        (
            "figures.too-long",
            file("", &indicator(r#","targets":{"2025":1e400}"#)),
            "/elements/1/indicators/0/targets/2025",
        ),
        (
            "figures.negative-count",
            file("", &program(r#","beneficiaries":[{"who":"the poor","count":-4}]"#)),
            "/elements/1/beneficiaries/0/count",
        ),
        (
            "figures.negative-weight",
            file("", r#"{"kind":"mission","code":"M","title":"m","weight":-1}"#),
            "/elements/0/weight",
        ),
        (
            "figures.all-zero-weights",
            file(
                "",
                r#"{"kind":"vision","code":"V","title":"v"},{"kind":"mission","code":"M","title":"m","under":"V","weight":0}"#,
            ),
            "/elements/0",
        ),
        (
            "figures.share-above-one",
            file(
                "",
                r#"{"kind":"mission","code":"M","title":"m"},{"kind":"program","code":"P","title":"p","serves":[{"to":"M","share":"140%"}]}"#,
            ),
            "/elements/1/serves/0/share",
        ),
        (
            "figures.shares-above-whole",
            file(
                "",
                r#"{"kind":"mission","code":"M","title":"m"},{"kind":"mission","code":"N","title":"n"},{"kind":"program","code":"P","title":"p","serves":[{"to":"M","share":"60%"},{"to":"N","share":"50%"}]}"#,
            ),
            "/elements/2",
        ),
        (
            "figures.bad-period",
            file("", &indicator(r#","targets":{"2025-13":"1"}"#)),
            "/elements/1/indicators/0/targets/2025-13",
        ),
        ("figures.bad-date", file("", &program(r#","done":"24/02/2025""#)), "/elements/1/done"),
        (
            "figures.dates-reversed",
            file("", &program(r#","from":"2026-01-01","to":"2025-01-01""#)),
            "/elements/1",
        ),
        (
            "figures.outside-horizon",
            file(horizon, &indicator(r#","targets":{"2031":"1"}"#)),
            "/elements/1/indicators/0/targets/2031",
        ),
        ("figures.open-horizon", file(r#","horizon":{"from":"2025"}"#, MISSION), "/document/horizon/to"),
        (
            "figures.revisions-order",
            file(
                "",
                &indicator(
                    r#","targets":{"2025":{"value":9,"decided":"2025-01-10","was":[{"value":8,"decided":"2025-06-01"}]}}"#,
                ),
            ),
            "/elements/1/indicators/0/targets/2025/was",
        ),
        (
            "figures.actual-kind",
            file("", &indicator(r#","direction":"higher","targets":{"2025":"5"},"actuals":{"2025":"5x"}"#)),
            "/elements/1/indicators/0/actuals/2025",
        ),
        (
            "figures.missing-direction",
            file("", &indicator(r#","targets":{"2025":"5"},"actuals":{"2025":"4"}"#)),
            "/elements/1/indicators/0/direction",
        ),
        (
            "figures.overlapping-periods",
            file("", &indicator(r#","targets":{"2025":"1","2025@02":"2"}"#)),
            "/elements/1/indicators/0/targets",
        ),
        (
            "figures.missing-unit",
            file("", &program(r#","indicators":[{"name":"i","baseline":{"2024":"1"}}]"#)),
            "/elements/1/indicators/0/unit",
        ),
        (
            "figures.missing-baseline",
            file("", &program(r#","indicators":[{"name":"i","unit":"%"}]"#)),
            "/elements/1/indicators/0/baseline",
        ),
        (
            "figures.missing-target",
            file("", &indicator(r#","targets":{"2025":"1","2027":"2"}"#)),
            "/elements/1/indicators/0/targets/2026",
        ),
        (
            "figures.broken-series",
            file("", &indicator(r#","targets":{"2025":"1","2026":"n/a"}"#)),
            "/elements/1/indicators/0/targets/2026",
        ),
        (
            "figures.scale-break",
            file(
                "",
                &indicator(r#","targets":{"2025":"85","2026":"0.86","2027":"87","2028":"88"}"#)
                    .replace("\"2024\":\"1\"", "\"2024\":\"84\""),
            ),
            "/elements/1/indicators/0/targets/2026",
        ),
        (
            "structure.duplicate-indicator",
            file("", &program(r#","indicators":[{"name":"i","unit":"%"},{"name":"i","unit":"%"}]"#)),
            "/elements/1/indicators/1/name",
        ),
        (
            "money.negative",
            file(money, &program(r#","budget":[{"amounts":{"2025":"-5"}}]"#)),
            "/elements/1/budget/0/amounts/2025",
        ),
        (
            "money.missing-currency",
            file("", &program(r#","budget":[{"amounts":{"2025":"5"}}]"#)),
            "/document",
        ),
        ("money.unknown-currency", file(r#","currency":"Rp""#, MISSION), "/document/currency"),
        (
            "money.mixed-currencies",
            file(
                money,
                &program(r#","budget":[{"amounts":{"2025":"5"}},{"currency":"USD","amounts":{"2025":"5"}}]"#),
            ),
            "/elements/1",
        ),
        (
            "money.parent-sum",
            file(
                money,
                &format!(
                    "{},{}",
                    program(r#","budget":[{"amounts":{"2025":"5"}}]"#),
                    r#"{"kind":"activity","code":"K","title":"k","under":"P","budget":[{"amounts":{"2025":"4"}}]}"#
                ),
            ),
            "/elements/1/budget",
        ),
        (
            "codes.malformed",
            file("", r#"{"kind":"program","code":"1.2.03","title":"p"}"#),
            "/elements/0/classification",
        ),
        (
            "codes.parent",
            file(
                "",
                r#"{"kind":"program","code":"1.02.03","title":"p"},{"kind":"activity","code":"1.02.04.2.01","title":"k","under":"1.02.03"}"#,
            ),
            "/elements/1",
        ),
        ("codes.level", file("", r#"{"kind":"program","code":"1.02.03.2.01","title":"p"}"#), "/elements/0"),
        (
            "codes.other-edition",
            file(
                "",
                r#"{"kind":"sub-activity","code":"1.02.03.2.01.0001","title":"a"},{"kind":"sub-activity","code":"1.02.03.2.01.0002","title":"b"},{"kind":"sub-activity","code":"1.02.03.2.01.03","title":"c"}"#,
            ),
            "/elements/2",
        ),
        (
            "codes.two-names",
            file(
                "",
                r#"{"kind":"program","code":"P1","title":"Penunjang","classification":"1.02.01"},{"kind":"program","code":"P2","title":"Sarana","classification":"1.02.01"}"#,
            ),
            "/elements/0",
        ),
    ]
}

/// Rules that need more than a file: the reference list has its test beside its type, statements stand in tables.
pub(crate) const ELSEWHERE: &[&str] =
    &["codes.unknown", "codes.edition-differs", "money.statement-sum", "money.amount-missing"];
