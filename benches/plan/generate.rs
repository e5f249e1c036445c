//! Plans of any size: with the shape of real ones, and with shapes that are hard on a reader.

use std::fmt::Write as _;

/// A shape of plans: its name, and the file of so many elements.
pub(crate) type Shape = (&'static str, fn(usize) -> String);

/// Every shape; the first is that of real plans.
pub(crate) const SHAPES: [Shape; 4] = [
    ("a plan with classified programmes, indicators, money", plan),
    ("the same without classification codes, with actuals", uncoded),
    ("ten indicators an element, figures as numbers", measured),
    ("nothing but elements", flat),
];

const HEAD: &str = r#"{"renstra":1,"document":{"code":"BENCH","title":"generated","numbers":"comma","currency":"IDR","horizon":{"from":"2025","to":"2030"}},"elements":[{"kind":"vision","code":"V","title":"Terwujudnya pemerintahan yang melayani"}"#;

/// A plan with the shape of an agency's five-year plan: a spine of intents, programmes that serve one or two
/// objectives, activities and sub-activities, most of them with an indicator and five years of money.
pub(crate) fn plan(size: usize) -> String {
    shaped(size, &|places| {
        let program = places.program / 20;
        let mut code =
            format!("{}.{:02}.{:02}", program / 9_801 + 1, program / 99 % 99 + 1, program % 99 + 1);
        if let Some(activity) = places.activity {
            let _ = write!(code, ".2.{:02}", activity % 20 / 4 + 1);
        }
        if let Some(sub) = places.sub {
            let _ = write!(code, ".{:04}", sub % 4 + 1);
        }
        code
    })
}

/// The same with short codes, and with what was measured.
fn uncoded(size: usize) -> String {
    shaped(size, &|places| match places {
        Places { sub: Some(i), .. } => format!("B{i}"),
        Places { activity: Some(i), .. } => format!("K{i}"),
        Places { program, .. } => format!("P{program}"),
    })
    .replace("}}]", r#"},"actuals":{"2026":"41,75"}}]"#)
}

/// Where an element stands: the numbers of its programme, activity and sub-activity.
#[derive(Clone, Copy)]
struct Places {
    program: usize,
    activity: Option<usize>,
    sub: Option<usize>,
}

fn shaped(size: usize, code: &dyn Fn(Places) -> String) -> String {
    let mut out = String::from(HEAD);
    let missions = 4.min(size.saturating_sub(1));
    for m in 0..missions {
        let weight = m + 1;
        let _ = write!(
            out,
            r#",{{"kind":"mission","code":"M{m}","title":"Misi {m}","under":"V","weight":"{weight}"}}"#
        );
    }
    let objectives = (size / 100).max(4).min(size.saturating_sub(1 + missions));
    for o in 0..objectives {
        let (under, indicator) = (o % missions.max(1), indicator(o));
        let _ = write!(
            out,
            r#",{{"kind":"objective","code":"S{o}","title":"Meningkatnya kualitas layanan {o}","under":"M{under}","indicators":[{indicator}]}}"#
        );
    }
    for i in 0..size.saturating_sub(1 + missions + objectives) {
        delivery(&mut out, i, objectives, code);
    }
    out.push_str("]}");
    out
}

/// A programme, then five activities of three sub-activities each.
fn delivery(out: &mut String, i: usize, objectives: usize, code: &dyn Fn(Places) -> String) {
    let program = Places { program: i - i % 20, activity: None, sub: None };
    let activity = Places { activity: Some((i.max(1) - 1) / 4 * 4 + 1), ..program };
    let indicator = indicator(i);
    let _ = match i % 20 {
        0 => {
            let (a, b, code) = (i % objectives, (i * 7 + 1) % objectives, code(program));
            let second = if a == b { String::new() } else { format!(r#",{{"to":"S{b}","share":"40%"}}"#) };
            write!(
                out,
                r#",{{"kind":"program","code":"{code}","title":"Program pemenuhan upaya {i}","serves":[{{"to":"S{a}","share":"60%"}}{second}],"indicators":[{indicator}]}}"#
            )
        }
        n if n % 4 == 1 => {
            let (code, under) = (code(activity), code(program));
            write!(
                out,
                r#",{{"kind":"activity","code":"{code}","title":"Penyediaan layanan kesehatan {i}","under":"{under}","indicators":[{indicator}]}}"#
            )
        }
        _ => {
            let (code, under) = (code(Places { sub: Some(i), ..activity }), code(activity));
            let (a, b) = (i % 1000, i * 3 % 1000);
            write!(
                out,
                r#",{{"kind":"sub-activity","code":"{code}","title":"Pengelolaan pelayanan kesehatan dasar {i}","under":"{under}","indicators":[{indicator}],"budget":[{{"amounts":{{"2026":"1.{a:03}.000","2027":"1.{b:03}.500","2028":"1.200.000","2029":"1.300.000","2030":"1.400.000"}}}}]}}"#
            )
        }
    };
}

fn indicator(i: usize) -> String {
    let base = 40 + i % 50;
    let direction = if i % 5 == 0 { "lower" } else { "higher" };
    let [a, b, c, d, e] = [1, 2, 3, 4, 5].map(|year| base + year);
    format!(
        r#"{{"name":"Persentase layanan sesuai standar {i}","unit":"%","direction":"{direction}","baseline":{{"2024":"{base},5"}},"targets":{{"2026":"{a},25","2027":"{b},5","2028":"{c}","2029":"{d}","2030":"{e}"}}}}"#
    )
}

/// Elements of ten indicators each, with a code of their own and figures as JSON numbers and texts.
fn measured(size: usize) -> String {
    let mut out = HEAD.replace(r#""numbers":"comma","#, "");
    for i in 0..size / 10 {
        let _ =
            write!(out, r#",{{"kind":"mission","code":"M{i}","title":"Misi {i}","under":"V","indicators":["#);
        for k in 0..10 {
            let comma = if k == 0 { "" } else { "," };
            let [a, b, c] = [40, 50, 60].map(|base| base + k + i % 9);
            let _ = write!(
                out,
                r#"{comma}{{"code":"I{i}-{k}","name":"Cakupan {k} dari {i}","unit":"Orang","direction":"higher","baseline":{{"2024":{a}.5}},"targets":{{"2025":{b}.25,"2026":{b}.5,"2027":"{b}.75","2028":{c},"2029":{c}.4,"2030":"{c}.8"}},"actuals":{{"2025":{a}.25,"2026":{b}}}}}"#
            );
        }
        out.push_str("]}");
    }
    out.push_str("]}");
    out
}

/// A flat list: hardly more than names.
fn flat(size: usize) -> String {
    let mut out = String::from(HEAD);
    for i in 1..size {
        let _ = write!(out, r#",{{"kind":"mission","code":"M{i}","title":"Misi {i}","under":"V"}}"#);
    }
    out.push_str("]}");
    out
}
