//! Text as a figure, a value, a reading, an amount and a unit: what is read prints as it was written.
#![no_main]
use libfuzzer_sys::fuzz_target;
use renstra::finding::Lang;
use renstra::number::{Currency, Figure, Money, Number, Numbers, Unit, Value};

fuzz_target!(|text: &str| {
    for numbers in [None, Some(Numbers::Point), Some(Numbers::Comma)] {
        match Figure::read(text, numbers) {
            Ok(figure) => assert_eq!(Figure::read(&figure.to_string(), numbers), Ok(figure)),
            Err(error) => assert!(!error.message(Lang::Id).is_empty()),
        }
        if let Ok(value) = Value::read(text, numbers) {
            assert_eq!(Value::read(&value.to_string(), numbers), Ok(value));
        }
        let _ = Money::read(text, numbers, Currency::IDR);
    }
    if let Ok(number) = text.parse::<Number>() {
        assert_eq!(number.to_string().parse(), Ok(number));
    }
    if let Some(unit) = Unit::read(text) {
        assert_eq!(Unit::read(&unit.to_string()), Some(unit));
    }
});
