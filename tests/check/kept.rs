//! What the check keeps: figures as they were written, slots, words, ends.

use renstra::format::{read_plan, write};
use renstra::number::{Currency, Number};
use renstra::plan::Stage;

use super::{file, finds, measured};

#[test]
fn no_part_of_a_file_is_dropped_in_silence() {
    let parts = r#","relations":[{"to":"I"},{"kind":"broader"},{"kind":"broader","to":"I","worst":"low"}],
        "references":[{"name":"nation"}],"targets":{"2025":{"value":1,"was":[{"value":2,"was":[3]}]}}"#;
    let links = r#"{"kind":"goal","code":"H","title":"h","serves":[null,{"share":0.5},{"to":"G","until":"soon"},{"to":"X","share":"120%","sign":"bad"}],
            "budget":[{"stage":"spent"},{"amounts":{"2025":"-"},"x-a":1},{"amounts":{"2025":"-"}},{"amounts":{"soon":"1,5,5"}},5]}"#;
    finds(
        &file(
            "",
            &format!("{},{links}", measured(parts)),
            r#"{"value":1},{"indicator":"I","period":"2025-Q9","value":"1,5,5"}"#,
        ),
        &[
            "format.missing-field indicator `I` /elements/0/indicators/0/relations/0/kind",
            "format.missing-field indicator `I` /elements/0/indicators/0/relations/1/to",
            "figures.not-a-number indicator `I` /elements/0/indicators/0/relations/2/worst",
            "format.missing-field indicator `I` /elements/0/indicators/0/references/0/value",
            "format.wrong-type indicator `I` /elements/0/indicators/0/targets/2025/was/0/was",
            "format.missing-field goal `H` /elements/1/serves/0/to",
            "format.missing-field goal `H` /elements/1/serves/1/to",
            "figures.bad-date goal `H` /elements/1/serves/2/until",
            "structure.unknown-reference goal `H` /elements/1/serves/3",
            "figures.share-above-one goal `H` /elements/1/serves/3/share",
            "structure.unknown-word goal `H` /elements/1/serves/3/sign",
            "format.missing-field goal `H` /elements/1/budget/0/amounts",
            "format.missing-field goal `H` /elements/1/budget/1/amounts",
            "figures.bad-period goal `H` /elements/1/budget/3/amounts/soon",
            "figures.malformed goal `H` /elements/1/budget/3/amounts/soon",
            "format.wrong-type element `H` /elements/1/budget/4",
            "format.missing-field observation `` /observations/0/indicator",
            "format.missing-field observation `` /observations/0/period",
            "figures.bad-period observation `I` /observations/1/period",
            "figures.malformed observation `I` /observations/1/value",
        ],
    );
}

#[test]
fn amounts_of_money_are_read_as_people_write_them() {
    let budget = r#"{"kind":"program","code":"P","title":"p","budget":[
        {"amounts":{"2025":"Rp 1.250.000,-","2026":"N=42;P=57","2027":"true","2028":"-","2032":"5"}},
        {"stage":"annual","amounts":{"2025":"USD 5"}},{"stage":"annual","currency":"USD","amounts":{"2025":"7"}}]}"#;
    let document = r#","numbers":"comma","currency":"IDR","horizon":{"from":"2025","to":"2030"}"#;
    let text = file(document, budget, "");
    finds(
        &text,
        &[
            "figures.malformed program `P` /elements/0/budget/0/amounts/2026",
            "figures.malformed program `P` /elements/0/budget/0/amounts/2027",
            "figures.outside-horizon program `P` /elements/0/budget/0/amounts/2032",
            "money.mixed-currencies program `P` /elements/0",
        ],
    );
    let plan = read_plan(text.as_bytes()).unwrap();
    let lines = plan.find("P").unwrap().budget();
    let first = lines.first().unwrap();
    assert_eq!((first.stage(), first.amount()), (Stage::Indicative, Some(Number::from(1_250_000))));
    assert_eq!(first.currency(), Some(Currency::IDR));
    let dollars = lines.iter().filter(|line| line.stage() == Stage::Annual);
    assert!(dollars.clone().all(|line| line.currency() == "USD".parse().ok()));
    assert_eq!(dollars.count(), 2);
    // Two lines for one period stay two lines, and no key comes twice.
    let again = read_plan(write(&plan).as_bytes()).unwrap();
    assert_eq!(again.find("P").unwrap().budget(), lines);
}

#[test]
fn a_unit_beside_a_scale_keeps_its_text() {
    let fields = r#"{"kind":"goal","code":"G","title":"g","indicators":[{"name":"i","unit":"Predikat","scale":["A","B"]}]}"#;
    let plan = read_plan(file("", fields, "").as_bytes()).unwrap();
    let written = write(&plan);
    assert!(written.contains(r#""unit": "Predikat""#), "{written}");
    assert_eq!(write(&read_plan(written.as_bytes()).unwrap()), written);
}

#[test]
fn values_are_shared_between_threads_and_cheap_to_clone() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    shared::<renstra::plan::Plan>();
    shared::<renstra::plan::Draft>();
    shared::<renstra::plan::Observations>();
    shared::<renstra::plan::Framework>();
    shared::<renstra::finding::Finding>();
    shared::<renstra::policy::Policy>();
    shared::<renstra::policy::Settings>();
    shared::<renstra::formula::Formula>();
    shared::<renstra::formula::Explanation>();
    shared::<renstra::score::Scorecard>();
    fn crosses<T: Send + Sync + 'static>() {}
    crosses::<renstra::align::Alignment>();
    let plan = read_plan(file("", &measured(""), "").as_bytes()).unwrap();
    // A clone shows the same elements: nothing was copied.
    assert_eq!(plan.clone().find("G"), plan.find("G"));
}

#[test]
fn slots_of_every_part_come_back_where_they_stood() {
    let measure = r#"{"code":"I","name":"i","unit":"%","x-i":1,
        "baseline":{"2024":{"value":1,"x-b":1}},
        "targets":{"2025":{"value":3,"decided":"2025-02-01","reason":"r","was":[{"value":2,"x-w":1}],"x-t":1}},
        "actuals":{"2025":{"value":2,"x-a":1}},
        "relations":[{"kind":"wider"},{"kind":"broader","to":"J","x-r":1}],
        "references":[{"name":"nation","value":5,"x-n":1}],
        "external":[{"scheme":"SDG","code":"3","x-e":1}]}"#;
    let element = format!(
        r#"{{"kind":"program","code":"P","title":"p","x-p":1,"serves":["M","M",{{"to":"N","x-l":1}}],"supports":[{{"to":"O#1","x-s":1}}],
        "beneficiaries":[{{"who":"w","x-w2":1}}],"milestones":[{{"title":"m","x-m":1}}],
        "evidence":[{{"title":"e","x-v":1}}],"external":[{{"scheme":"SPM","code":"1","x-o":1}}],
        "indicators":[{measure},{{"code":"J","name":"j","unit":"%","actuals":{{"2025":1}}}}],
        "budget":[{{"amounts":{{"2025":1}},"x-c":1}},{{"amounts":{{"2026":1}},"x-d":1}}]}}"#
    );
    let missions = r#"{"kind":"mission","code":"M","title":"m"},{"kind":"mission","code":"N","title":"n"}"#;
    let seen = r#"{"indicator":"J","slice":"female","period":"2025","value":2,"reason":"recount","was":[{"value":1,"x-y":1}],"x-z":1}"#;
    let text = file(r#","currency":"IDR","x-document":{"a":[1.50]}"#, &format!("{missions},{element}"), seen);
    let plan = read_plan(text.as_bytes()).unwrap();
    let written = write(&plan);
    for slot in text.split("\"x-").skip(1).filter_map(|rest| rest.split(':').next()) {
        assert!(written.contains(&format!("\"x-{slot}:")), "{slot} is not in {written}");
    }
    let again = read_plan(written.as_bytes()).unwrap();
    assert_eq!(write(&again), written);
    for part in [
        r#"{"to": "N", "x-l": 1}"#,
        r#"{"value": "2", "x-w": 1}"#,
        r#"{"who": "w", "x-w2": 1}"#,
        r#""x-b": 1}"#,
    ] {
        assert!(written.contains(part), "{part} is not in {written}");
    }
    // An edited draft keeps them with their parts.
    let mut draft = plan.to_draft();
    draft.elements.reverse();
    let moved = write(&draft.check().unwrap());
    assert_eq!(moved.matches("\"x-").count(), written.matches("\"x-").count());
    finds(
        &file(
            r#","horizon":{"from":"2025","x-h":1},"framework":{"levels":[{"kind":"mission","x-k":1}],"x-f":1}"#,
            missions,
            "",
        ),
        &[
            "format.slot-not-kept plan `T` /document/horizon/x-h",
            "format.slot-not-kept plan `T` /document/framework/x-f",
            "format.slot-not-kept plan `T` /document/framework/levels/0/x-k",
        ],
    );
}

#[test]
fn a_measure_in_money_reads_its_currency_beside_the_figures() {
    let text = measured(
        r#","targets":{"2025":"Rp 1.250.000.000","2026":"Rp1.300.000.000,-","2027":"USD 5","2028":"Rp 32.696. 400","2029":"Rp 1.234"}"#,
    );
    let text = text.replace(r#""unit":"%""#, r#""unit":"Rp""#);
    let observed = r#"{"indicator":"I","period":"2025","value":"Rp 900.000.000"}"#;
    let whole = file(r#","numbers":"comma""#, &text, observed);
    finds(
        &whole,
        &[
            "figures.broken-series indicator `I` /elements/0/indicators/0/targets/2027",
            "figures.malformed indicator `I` /elements/0/indicators/0/targets/2028",
        ],
    );
    let plan = read_plan(whole.as_bytes()).unwrap();
    let indicator = plan.find_indicator("I").unwrap();
    let target = |year: &str| indicator.target(year.parse().unwrap()).unwrap();
    assert_eq!(target("2025").number(), Some(1_250_000_000_i64.into()));
    assert_eq!(target("2025").value().unwrap().text(), "Rp 1.250.000.000");
    assert_eq!(target("2026").number(), Some(1_300_000_000_i64.into()));
    let actual = plan.observations().of(indicator.id()).unwrap().iter().next().unwrap().reading();
    assert_eq!(actual.number(), Some(900_000_000_i64.into()));
    let again = write(&plan);
    assert_eq!(write(&read_plan(again.as_bytes()).unwrap()), again);
    // Without the convention one of them is ambiguous, as it is without the sign.
    let open = file("", &text, "");
    finds(&open, &["figures.ambiguous indicator `I` /elements/0/indicators/0/targets/2029"]);
}

/// A horizon that is none holds nothing back, but what is written of it stays.
#[test]
fn the_ends_of_a_broken_horizon_are_written_back() {
    for ends in [r#""from": "2025""#, r#""to": "2026""#, r#""from": "2026", "to": "2025""#] {
        let plan =
            read_plan(file(&format!(r#","horizon":{{{ends}}}"#), &measured(""), "").as_bytes()).unwrap();
        assert_eq!(plan.document().horizon(), None);
        let text = write(&plan);
        assert!(text.contains(&format!(r#""horizon": {{{ends}}}"#)), "{text}");
        let again = read_plan(text.as_bytes()).unwrap();
        assert_eq!((write(&again), again.findings()), (text, plan.findings()));
    }
}
