//! Figures, values, units and money as documents write them.

#![expect(clippy::unwrap_used, reason = "tests say what they expect")]

use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use renstra::finding::Lang;
use renstra::number::{
    Absence, Currency, Figure, FigureError, How, Money, MoneyError, Number, Numbers, Quantity, Reading,
    Scale, ScaleError, SumError, Unit, UnitKind, Value,
};

const CONVENTIONS: [Option<Numbers>; 3] = [None, Some(Numbers::Point), Some(Numbers::Comma)];

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

/// What a figure is, in a few words: the number, `!` when the other convention was used, or the error.
fn outcome(result: Result<Figure, FigureError>) -> String {
    match result {
        Ok(figure) if figure.reading().is_other() => format!("{}!", figure.number()),
        Ok(figure) => figure.number().to_string(),
        Err(FigureError::Ambiguous { point, comma, .. }) => format!("{point} or {comma}"),
        Err(FigureError::NotANumber(_)) => "no number".to_owned(),
        Err(FigureError::Malformed(_)) => "malformed".to_owned(),
        Err(FigureError::TooLong(_)) => "too long".to_owned(),
        Err(FigureError::Absent(absence)) => absence.as_str().to_owned(),
        Err(error) => error.to_string(),
    }
}

/// Given: point, comma, nothing; then mixed with the habit point, comma.
#[track_caller]
fn reads(text: &str, expected: [&str; 5]) {
    let found = [
        Figure::read(text, Some(Numbers::Point)),
        Figure::read(text, Some(Numbers::Comma)),
        Figure::read(text, None),
        Figure::read_mixed(text, Numbers::Point),
        Figure::read_mixed(text, Numbers::Comma),
    ];
    assert_eq!(found.map(outcome), expected.map(str::to_owned), "{text}");
}

#[track_caller]
fn always(text: &str, expected: &str) {
    reads(text, [expected; 5]);
}

#[test]
fn figures_by_convention() {
    reads("7,5", ["7.5!", "7.5", "7.5", "7.5!", "7.5"]);
    reads("1.234,5", ["1234.5!", "1234.5", "1234.5", "1234.5!", "1234.5"]);
    reads("1,234.5", ["1234.5", "1234.5!", "1234.5", "1234.5", "1234.5!"]);
    reads("74.13", ["74.13", "74.13!", "74.13", "74.13", "74.13!"]);
    reads("83,5%", ["83.5!", "83.5", "83.5", "83.5!", "83.5"]);
    reads("50,000", ["50000", "50.000", "50000 or 50.000", "50000", "50000 or 50.000"]);
    reads("1.234", ["1.234", "1234", "1.234 or 1234", "1.234 or 1234", "1234"]);
    reads("-1.234", ["-1.234", "-1234", "-1.234 or -1234", "-1.234 or -1234", "-1234"]);
    reads(
        "572.180.570.163",
        ["572180570163!", "572180570163", "572180570163", "572180570163!", "572180570163"],
    );
    reads(
        "4.4249999999999998",
        [
            "4.4249999999999998",
            "4.4249999999999998!",
            "4.4249999999999998",
            "4.4249999999999998",
            "4.4249999999999998!",
        ],
    );
    // No group begins with zero, has more than three digits in front, or other than three behind.
    reads("0.125", ["0.125", "0.125!", "0.125", "0.125", "0.125!"]);
    reads("1234.567", ["1234.567", "1234.567!", "1234.567", "1234.567", "1234.567!"]);
    reads("1.2345", ["1.2345", "1.2345!", "1.2345", "1.2345", "1.2345!"]);
}

#[test]
fn figures_in_any_convention() {
    always("36%", "36");
    always("36 %", "36");
    always("+5", "5");
    always("\u{a0} 308 \u{feff}", "308");
    always("−12", "-12");
    always("-0", "0");
    always("007", "7");
    for text in
        ["32.696. 400", "1.23.456", "1,2,3", "1.", ".5", "1..2", "1 234", "- 5", "1.234,567.8", "01.234.567"]
    {
        always(text, "malformed");
    }
    for text in [
        "1e400", "1E5", "NaN", "inf", "1_000", "0x10", "5 orang", "1'234", "٣", "%", "12%%", "5-6", "+",
        "--5",
    ] {
        always(text, "no number");
    }
    for text in ["", "  ", "-", "–", "—", "--", "…", "N/A", "n/a", "NA", "n.a."] {
        always(text, "blank");
    }
    always("12345678901234567890123456789", "too long");
    always("123.456.789.012.345.678.901.234.567.890", "too long");
    always("1234567890123456789012345678", "1234567890123456789012345678");
}

#[test]
fn a_figure_keeps_its_text() {
    for text in ["7,5", "1.234,5", "83,5%", "50,000", "74.60", "36%", "36 %", "+5", "−12", "007", "-0"] {
        assert_eq!(Figure::read(text, Some(Numbers::Comma)).unwrap().text(), text);
    }
    let figure = Figure::read(" 36% ", None).unwrap();
    assert!(figure.has_percent_sign());
    assert_eq!((figure.to_string().as_str(), figure.reading()), ("36%", How::Plain));
    assert_eq!(Figure::from(number("7.50")), Figure::read("7.50", Some(Numbers::Point)).unwrap());
}

#[test]
fn messages_show_both_readings_and_escape_what_could_deceive() {
    let error = Figure::read("50,000", None).unwrap_err();
    assert_eq!(
        error.message(Lang::En),
        "`50,000` can be read as 50000 (decimal point) or as 50.000 (decimal comma)"
    );
    assert_eq!(
        error.message(Lang::Id),
        "`50,000` dapat dibaca 50000 (titik desimal) atau 50,000 (koma desimal)"
    );
    let odd = Figure::read("a\u{202e}b\n", None).unwrap_err();
    assert_eq!(odd.to_string(), "`a\\u{202e}b` is not a number");
    assert!(Figure::read(&"x".repeat(100_000), None).unwrap_err().to_string().len() < 300);
}

#[track_caller]
fn is(text: &str, kind: &str, figures: &[&str]) {
    let value = Value::read(text, Some(Numbers::Comma)).unwrap();
    assert_eq!(value.kind(), kind, "{text}");
    assert_eq!(value.text(), text);
    let found: Vec<Number> = value.figures().map(Figure::number).collect();
    assert_eq!(found, figures.iter().map(|text| number(text)).collect::<Vec<_>>(), "{text}");
}

#[test]
fn values_of_every_kind() {
    is("7,5", "number", &["7.5"]);
    is("2025-08-17", "date", &[]);
    for text in [
        "≥ 30",
        "≥30",
        ">=30",
        "> 30",
        ">30%",
        "min. 30",
        "Minimal 30",
        "at least 30",
        "paling sedikit 30",
        "lebih dari 30",
        "Tidak kurang dari 30",
    ] {
        is(text, "at-least", &["30"]);
    }
    for text in [
        "≤ 5,5%",
        "<=5,5",
        "<5,5%",
        "< 5,5",
        "maks. 5,5",
        "max 5,5",
        "paling banyak 5,5",
        "kurang dari 5,5",
        "less than 5,5",
    ] {
        is(text, "at-most", &["5.5"]);
    }
    for text in ["80-90", "80–90", "80 - 90", "80 s.d. 90", "80 s/d 90", "80 sampai 90", "80%-90%"] {
        is(text, "interval", &["80", "90"]);
    }
    is("5,3 - 5,6", "interval", &["5.3", "5.6"]);
    is("-5-3", "interval", &["-5", "3"]);
    is("-5 - -3", "interval", &["-5", "-3"]);
    is("2.3:1000", "fraction", &["2.3", "1000"]);
    is("17/20", "fraction", &["17", "20"]);
    is("0/0", "fraction", &["0", "0"]);
    is("2,3 per 1.000", "fraction", &["2.3", "1000"]);
    for text in ["WTP", "Tinggi", "Sangat Tinggi", "BB", "A-", "A (Sangat Baik)"] {
        is(text, "predicate", &[]);
    }
    for text in [
        "<",
        "< banyak",
        "N=42;P=57",
        "2015:<3%",
        "90-80",
        "1/2/3",
        "17 Agustus 2025",
        "a b c d",
        "2025-13-40",
    ] {
        is(text, "text", &[]);
    }
    assert_eq!(Value::read("ya", None), Ok(Value::YesNo(true)));
    assert_eq!(Value::read("Tidak", None), Ok(Value::YesNo(false)));
}

#[test]
fn values_that_are_errors() {
    let read = |text| Value::read(text, Some(Numbers::Comma));
    for text in ["NaN", "-inf", "1e400", "1E5", "1_000", "#DIV/0!", "#REF!"] {
        assert!(matches!(read(text), Err(FigureError::NotANumber(_))), "{text}");
    }
    for text in ["32.696. 400", "≥ 32.696. 400", "1.23.456/7"] {
        assert!(matches!(read(text), Err(FigureError::Malformed(_))), "{text}");
    }
    assert!(matches!(Value::read("1.234 - 2.345", None), Err(FigureError::Ambiguous { .. })));
    assert_eq!(Value::read_mixed("1.234 - 2.345", Numbers::Comma).unwrap().kind(), "interval");
}

#[test]
fn absent_readings_have_a_reason() {
    for (text, absence) in [
        ("-", Absence::Blank),
        ("N/A", Absence::Blank),
        ("Tidak diadakan karena Covid19", Absence::NotHeld),
        ("belum jatuh tempo", Absence::NotDue),
        ("not reported", Absence::NotReported),
        ("Not applicable", Absence::NotConcerned),
        ("dirahasiakan", Absence::Suppressed),
    ] {
        assert_eq!(Reading::read(text, None), Ok(Reading::Absent(absence)), "{text}");
    }
    assert_eq!(Reading::read("Tidak", None).unwrap().value(), Some(&Value::YesNo(false)));
    for absence in Absence::ALL {
        assert_eq!(Absence::from_word(absence.as_str()), Some(absence));
    }
}

/// Renstra Dinas Kesehatan Kabupaten Banyuwangi 2025-2029: Table 3.1 (p. 61, decimal point), the annex
/// (pp. 108-152, decimal comma), Table 4.5 (p. 104, both in one row).
#[test]
fn one_document_with_two_conventions() {
    let read = |text| Reading::read_mixed(text, Numbers::Comma).unwrap().number();
    let annex = ["1.821", "1.115.452", "87,4", "1,38", "6,5", "100"];
    let table_3_1 = ["74.13", "75.2", "17.6", "82.22"];
    let table_4_5 = ["16.91", "16,30", "15,69", "13.01"];
    assert_eq!(annex.map(read), ["1821", "1115452", "87.4", "1.38", "6.5", "100"].map(|n| n.parse().ok()));
    assert_eq!(table_3_1.map(read), table_3_1.map(|n| n.parse().ok()));
    assert_eq!(table_4_5.map(read), ["16.91", "16.30", "15.69", "13.01"].map(|n| n.parse().ok()));
    let ratio = Value::read_mixed("2.3:1000", Numbers::Comma).unwrap();
    assert!(ratio.figures().next().unwrap().reading().is_other());
}

#[track_caller]
fn means(texts: &[&str], kind: &UnitKind) {
    for text in texts {
        let unit = Unit::read(text).unwrap();
        assert_eq!((unit.kind(), unit.to_string().as_str()), (kind, *text));
    }
}

#[test]
fn units_by_meaning() {
    means(&["%", "persen", "Persen", "percent"], &UnitKind::Percent);
    means(&["percentage point", "poin persen", "pp"], &UnitKind::PercentagePoint);
    means(&["indeks", "Angka", "Nilai/Angka", "nilai"], &UnitKind::Index);
    means(&["Rasio", "ratio"], &UnitKind::Ratio);
    means(&["Rp", "rupiah", "IDR"], &UnitKind::Money(Currency::IDR));
    means(&["Orang", "jiwa", "people"], &UnitKind::Count("orang".into()));
    means(&["Dokumen", "documents"], &UnitKind::Count("dokumen".into()));
    means(&["Unit Kerja", "unit  kerja"], &UnitKind::Count("unit kerja".into()));
    means(&["Tahun", "tahun"], &UnitKind::Named("tahun".into()));
    means(&["Orang/bulan"], &UnitKind::Named("orang/bulan".into()));
    means(&["per 1.000", "per1000", "‰", "per 1000"], &UnitKind::Rate { per: 1000, of: "".into() });
    means(&["per 100.000 KH", "per 100000 kh"], &UnitKind::Rate { per: 100_000, of: "kh".into() });
    means(&["per100k"], &UnitKind::Rate { per: 100_000, of: "".into() });
    means(&["persalinan"], &UnitKind::Named("persalinan".into()));
    means(&["per 0"], &UnitKind::Named("per 0".into()));
    means(&["per 12 bulan"], &UnitKind::Named("per 12 bulan".into()));
    assert_eq!(Unit::read(" \u{a0}"), None);
}

#[test]
fn sums_without_meaning_are_refused() {
    let of = |text: &str, unit: &str| Quantity::new(number(text), Unit::read(unit).unwrap());
    let opinion = Quantity::new(Number::ONE, Unit::ordinal(Scale::audit_opinion()));
    assert_eq!(of("2", "Orang").checked_add(&of("3", "people")), Ok(of("5", "orang")));
    assert_eq!(of("2", "Rp").checked_add(&of("3", "IDR")), Ok(of("5", "rupiah")));
    assert_eq!(of("2", "pp").checked_add(&of("0.5", "pp")), Ok(of("2.5", "pp")));
    for (a, b) in [("%", "pp"), ("orang", "dokumen"), ("Rp", "USD"), ("per 1000", "per 100.000")] {
        assert!(matches!(of("1", a).checked_add(&of("1", b)), Err(SumError::Different(..))), "{a} {b}");
    }
    for unit in ["%", "indeks", "rasio", "per 1000"] {
        assert!(matches!(of("1", unit).checked_add(&of("1", unit)), Err(SumError::NotAdditive(_))), "{unit}");
    }
    assert!(matches!(opinion.checked_add(&opinion), Err(SumError::NotAdditive(_))));
    assert_eq!(
        of("9999999999999999999999999999", "orang").checked_add(&of("1", "orang")),
        Err(SumError::TooLarge)
    );
}

#[test]
fn money_as_written() {
    let read = |text| Money::read(text, Some(Numbers::Comma), Currency::IDR).map(|money| money.amount());
    for text in [
        "Rp 1.234.567,00",
        "Rp1.234.567",
        "rp. 1.234.567,-",
        "IDR 1.234.567",
        "1.234.567 rupiah",
        "1.234.567",
    ] {
        assert_eq!(read(text), Ok(number("1234567")), "{text}");
    }
    assert_eq!(read("-5.000"), Ok(number("-5000")));
    assert_eq!(read("Rp -"), Err(MoneyError::Figure(FigureError::Absent(Absence::Blank))));
    assert_eq!(read("USD 5"), Err(MoneyError::Mixed("USD".parse().unwrap(), Currency::IDR)));
    for text in ["32.696. 400", "Rp", "IDR", "NaN", "5 juta", "Rp Rp 5"] {
        assert!(matches!(read(text), Err(MoneyError::Figure(_))), "{text}");
    }
    let mixed = |text| Money::read_mixed(text, Numbers::Comma, Currency::IDR).map(Money::amount);
    assert_eq!(mixed("Rp 200.000.000"), Ok(number("200000000")));
    assert_eq!(mixed("Rp 12.50"), Ok(number("12.50")));
    assert!(matches!(mixed("Rp 50,000"), Err(MoneyError::Figure(FigureError::Ambiguous { .. }))));
    let (figure, currency) = Money::read_figure(" Rp 1.234.567,00 ", Some(Numbers::Comma)).unwrap();
    assert_eq!((&*figure.text(), currency), ("Rp 1.234.567,00", Some(Currency::IDR)));
}

#[test]
fn scales_are_ordered_and_their_names_unique() {
    let sakip = Scale::sakip();
    assert_eq!(sakip.labels().collect::<Vec<_>>(), ["AA", "A", "BB", "B", "CC", "C", "D"]);
    assert!(sakip.labels().map(|label| sakip.rank(label).unwrap()).rev().eq(1..=7));
    assert_eq!(sakip.steps("bb", "AA"), Some(2));
    assert_eq!(sakip.steps("AA", "BB"), Some(-2));
    assert_eq!(Scale::new("x", ["a", " A "]), Err(ScaleError::Duplicate(" A ".into())));
    assert_eq!(Scale::new("x", ["a", " "]), Err(ScaleError::Blank(2)));
    let opinion = Scale::audit_opinion().with_name("WDP", "wtp").with_name("nothing", "other");
    assert_eq!((opinion.rank("wtp"), opinion.rank("other")), (Some(4), None));
}

/// Texts near to figures and values, and texts of all kinds.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[-+−]?[0-9]{1,4}([.,][0-9]{1,4}){0,4} ?%?",
        2 => "[ ]?(≥|>=|min\\. |<|maks )?[0-9.,]{1,6}( ?(-|–|s\\.d\\.|/|:| per ) ?[0-9.,]{1,6})?",
        1 => "[0-9.,\\-+%/:≥<eE_ ]{0,12}",
        1 => any::<String>(),
        1 => ("(Rp|per |min|n/a|not due)", any::<String>()).prop_map(|(head, tail)| head + &tail),
        1 => Just("\u{a0}1.234\u{2009}".to_owned()),
    ]
}

type Reader = fn(&str) -> Result<Figure, FigureError>;

proptest! {
    #[test]
    fn what_a_figure_prints_reads_as_the_same_figure(text in text()) {
        let readers: [Reader; 5] = [
            |text| Figure::read(text, None),
            |text| Figure::read(text, Some(Numbers::Point)),
            |text| Figure::read(text, Some(Numbers::Comma)),
            |text| Figure::read_mixed(text, Numbers::Point),
            |text| Figure::read_mixed(text, Numbers::Comma),
        ];
        for read in readers {
            match read(&text) {
                Ok(figure) => prop_assert_eq!(read(&figure.to_string()), Ok(figure)),
                Err(error) => prop_assert!(!error.message(Lang::Id).is_empty() && !error.to_string().is_empty()),
            }
        }
    }

    #[test]
    fn what_a_reading_prints_reads_as_the_same_reading(text in text()) {
        for numbers in CONVENTIONS {
            let Ok(Reading::Present { value, .. }) = Reading::read(&text, numbers) else { continue };
            prop_assert_eq!(Value::read(&value.to_string(), numbers), Ok(value));
        }
        let Ok(Reading::Present { value, .. }) = Reading::read_mixed(&text, Numbers::Comma) else { return Ok(()) };
        prop_assert_eq!(Value::read_mixed(&value.to_string(), Numbers::Comma), Ok(value));
    }

    /// A figure written by one convention is read as itself when that is given, whatever its groups.
    #[test]
    fn a_number_written_by_a_convention_is_read_by_it(whole in 0..10_000_000_u64, fraction in "[0-9]{0,6}") {
        let grouped = |separator: char| {
            let digits = whole.to_string();
            let mut text = String::new();
            for (index, digit) in digits.chars().enumerate() {
                if index > 0 && (digits.len() - index) % 3 == 0 {
                    text.push(separator);
                }
                text.push(digit);
            }
            text
        };
        for (numbers, group, decimal) in [(Numbers::Point, ',', "."), (Numbers::Comma, '.', ",")] {
            let tail = if fraction.is_empty() { String::new() } else { format!("{decimal}{fraction}") };
            let plain = if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") };
            for text in [format!("{}{tail}", grouped(group)), format!("{whole}{tail}")] {
                let figure = Figure::read(&text, Some(numbers)).unwrap();
                prop_assert_eq!(figure.number().parts(), number(&plain).parts());
                prop_assert!(!figure.reading().is_other());
                // Without a convention it is the same number, or both are shown.
                match Figure::read(&text, None) {
                    Ok(same) => prop_assert_eq!(same.number(), figure.number()),
                    Err(FigureError::Ambiguous { point, comma, .. }) => {
                        let own = if numbers == Numbers::Point { point } else { comma };
                        prop_assert_eq!(own, figure.number());
                    }
                    Err(error) => prop_assert!(false, "{}", error),
                }
            }
        }
    }

    #[test]
    fn units_money_and_scales_take_any_text(text in text()) {
        if let Some(unit) = Unit::read(&text) {
            prop_assert_eq!(Unit::read(&unit.to_string()), Some(unit.clone()));
            prop_assert_eq!(Unit::read(&unit.kind().to_string()), Some(unit));
        }
        let _ = Money::read(&text, Some(Numbers::Comma), Currency::IDR);
        if let Ok(scale) = Scale::new("own", [text.as_str(), "another"]) {
            prop_assert_eq!(scale.rank(&format!("  {text} ")), Some(2));
        }
    }
}
