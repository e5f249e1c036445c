//! The JSON Schema and the reader say the same about form: a whole plan, wounded at every place in every way.

use renstra::format::{ReadError, read};
use serde_json::{Value, json};

use crate::FULL;
use crate::broken::{MISSION, broken, file};

/// What the golden file has no place for: a framework of the plan's own, and a fiscal year.
const OWN: &str = r#"{"renstra": 1, "document": {"code": "T", "title": "t", "fiscal_start": 7, "framework": {
    "name": "own", "title": "t", "levels": [{"kind": "mission", "local": "Misi", "carries": "outcome"}, {"kind": "goal"}],
    "joins": [["goal", "mission"]]}}, "elements": [{"kind": "mission", "code": "M", "title": "m"}]}"#;

/// Rules about form: what one value is, without regard to any other.
const OF_FORM: &[&str] = &[
    "format.wrong-type",
    "format.unknown-field",
    "format.missing-field",
    "format.slot-not-kept",
    "structure.missing-code",
    "structure.missing-kind",
    "structure.unknown-kind",
    "structure.unknown-word",
    "structure.unknown-framework",
    "structure.bad-identifier",
    "figures.bad-date",
    "money.unknown-currency",
];

/// Whether the reader and the check find nothing wrong with the form, and if not, what. A text that is no number is
/// a matter of what it says, everything else in the place of a number one of form.
fn reader(text: &str, wound: &Value) -> Result<(), Vec<String>> {
    let draft = match read(text.as_bytes()) {
        Ok(draft) => draft,
        Err(ReadError::Version(error)) => return Err(vec![error.to_string()]),
        Err(error) => return Err(vec![error.to_string()]),
    };
    let findings = match draft.check() {
        Ok(plan) => plan.findings().to_vec(),
        Err(faults) => faults.findings().to_vec(),
    };
    let no_number = |code: &str| code == "figures.not-a-number" && !wound.is_string();
    let about_form =
        findings.iter().filter(|finding| OF_FORM.contains(&finding.code()) || no_number(finding.code()));
    let told: Vec<String> = about_form.map(|f| format!("{} {:?}", f.code(), f.origin())).collect();
    if told.is_empty() { Ok(()) } else { Err(told) }
}

/// The JSON Pointers of every value in a tree.
fn pointers(value: &Value, here: &str, out: &mut Vec<String>) {
    out.push(here.to_string());
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                pointers(value, &format!("{here}/{}", key.replace('~', "~0").replace('/', "~1")), out);
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                pointers(value, &format!("{here}/{at}"), out);
            }
        }
        _ => {}
    }
}

/// What a value becomes: another type, another word, one field fewer, one more.
fn wounds(value: &Value) -> Vec<Value> {
    let mut wounds = vec![
        json!(null),
        json!(true),
        json!(7),
        json!(-1),
        json!("zzzz"),
        json!(""),
        json!([]),
        json!({}),
        json!([[]]),
    ];
    if let Value::Object(fields) = value {
        for key in fields.keys() {
            let mut fewer = fields.clone();
            fewer.remove(key);
            wounds.push(Value::Object(fewer));
        }
        for key in ["zzzz", "x-zzzz"] {
            let mut more = fields.clone();
            more.insert(key.into(), json!(1));
            wounds.push(Value::Object(more));
        }
    }
    if let Value::String(text) = value {
        wounds.push(json!(text.to_uppercase()));
    }
    wounds
}

#[test]
fn schema_and_reader_agree_on_every_wound() {
    let schema: Value = serde_json::from_str(renstra::format::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut odd = Vec::new();
    let mut asked = 0;
    for text in [FULL, OWN] {
        let full: Value = serde_json::from_str(text).unwrap();
        let mut places = Vec::new();
        pointers(&full, "", &mut places);
        for place in places {
            for wound in wounds(full.pointer(&place).unwrap()) {
                let mut wounded = full.clone();
                *wounded.pointer_mut(&place).unwrap() = wound.clone();
                let (valid, read) = (validator.is_valid(&wounded), reader(&wounded.to_string(), &wound));
                asked += 1;
                if valid != read.is_ok() {
                    odd.push(format!("{place} = {wound}: schema {valid}, reader {read:?}"));
                }
            }
        }
    }
    assert!(asked > 1_000);
    assert!(odd.is_empty(), "{} of {asked}:\n{}", odd.len(), odd.join("\n"));
}

#[test]
fn the_schema_agrees_with_the_reader() {
    let schema: serde_json::Value = serde_json::from_str(renstra::format::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let valid = |text: &str| validator.is_valid(&serde_json::from_str(text).unwrap());
    assert!(valid(FULL));
    assert!(valid(include_str!("../../examples/solok/plan.json")));
    assert!(valid(&file("", MISSION)));
    for (code, text, _) in broken() {
        // A number too large for this parser is not the schema's matter.
        if code == "figures.too-long" {
            continue;
        }
        assert_eq!(valid(&text), !OF_FORM.contains(&code), "{code}: {text}");
    }
}
