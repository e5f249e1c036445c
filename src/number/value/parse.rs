use chrono::NaiveDate;

use super::super::figure::{Convention, Figure, FigureError, Numbers, clip, trim};
use super::{Fraction, Interval, Value};

const AT_LEAST: [&str; 17] = [
    "≥",
    "≧",
    ">=",
    "=>",
    ">",
    "minimal",
    "minimum",
    "min.",
    "min",
    "at least",
    "more than",
    "not less than",
    "paling sedikit",
    "paling rendah",
    "sekurang-kurangnya",
    "tidak kurang dari",
    "lebih dari",
];
const AT_MOST: [&str; 18] = [
    "≤",
    "≦",
    "<=",
    "=<",
    "<",
    "maksimal",
    "maksimum",
    "maximum",
    "maks.",
    "max.",
    "max",
    "at most",
    "less than",
    "not more than",
    "paling banyak",
    "paling tinggi",
    "tidak lebih dari",
    "kurang dari",
];
/// Between the ends of an interval; longer signs first, and the hyphen last since it is also a sign.
const TO: [&str; 8] = ["s.d.", "s/d", " sd ", " sampai ", " to ", "–", "—", "-"];
const OVER: [&str; 5] = ["/", ":", " per ", " dari ", " of "];
const YES: [&str; 2] = ["yes", "ya"];
const NO: [&str; 2] = ["no", "tidak"];

pub(super) fn rule(text: &str, numbers: Option<Numbers>) -> Result<Value, FigureError> {
    value(text, Convention::given_or_unknown(numbers))
}

pub(super) fn habit(text: &str, habit: Numbers) -> Result<Value, FigureError> {
    value(text, Convention::Habit(habit))
}

fn value(text: &str, convention: Convention) -> Result<Value, FigureError> {
    let text = trim(text);
    match Figure::read_by(text, convention) {
        Ok(figure) => return Ok(Value::Number(figure)),
        Err(FigureError::NotANumber(_)) => {}
        Err(error) => return Err(error),
    }
    if pretends_to_be_a_number(text) {
        return Err(FigureError::NotANumber(clip(text)));
    }
    if let Some(date) = date(text) {
        return Ok(Value::Date(date));
    }
    let kinds = [bound, interval, fraction];
    for kind in kinds {
        if let Some(value) = kind(text, convention)? {
            return Ok(value);
        }
    }
    Ok(words(text))
}

type Attempt = Result<Option<Value>, FigureError>;

/// A figure, or `None` where the text is none. A figure that cannot be read is an error all the same.
fn figure(text: &str, convention: Convention) -> Result<Option<Figure>, FigureError> {
    match Figure::read_by(text, convention) {
        Ok(figure) => Ok(Some(figure)),
        Err(FigureError::NotANumber(_) | FigureError::Absent(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn bound(text: &str, convention: Convention) -> Attempt {
    if let Some(rest) = after_any(text, &AT_LEAST) {
        return Ok(figure(rest, convention)?.map(|figure| Value::AtLeast(figure.written(text))));
    }
    let Some(rest) = after_any(text, &AT_MOST) else { return Ok(None) };
    Ok(figure(rest, convention)?.map(|figure| Value::AtMost(figure.written(text))))
}

fn interval(text: &str, convention: Convention) -> Attempt {
    let Some((low, high)) = pair(text, &TO, convention)? else { return Ok(None) };
    let interval = Interval::new(low, high).map(|interval| Interval { text: text.into(), ..interval });
    Ok(interval.map(|interval| Value::Interval(Box::new(interval))))
}

fn fraction(text: &str, convention: Convention) -> Attempt {
    let Some((numerator, denominator)) = pair(text, &OVER, convention)? else { return Ok(None) };
    Ok(Some(Value::Fraction(Box::new(Fraction { numerator, denominator, text: text.into() }))))
}

/// Two figures around the first of these signs that stands in the text.
fn pair(text: &str, signs: &[&str], convention: Convention) -> Result<Option<(Figure, Figure)>, FigureError> {
    // A sign at the very start belongs to the first figure.
    let start = text.chars().next().map_or(0, char::len_utf8);
    let Some(rest) = text.get(start..) else { return Ok(None) };
    let Some((at, sign)) = signs.iter().find_map(|sign| Some((rest.find(sign)?, sign))) else {
        return Ok(None);
    };
    let (Some(left), Some(right)) = (text.get(..start + at), rest.get(at + sign.len()..)) else {
        return Ok(None);
    };
    // Both are looked at before either is an error: `12.34. / none` is a text.
    match (figure(left, convention), figure(right, convention)) {
        (Ok(None), _) | (_, Ok(None)) => Ok(None),
        (left, right) => Ok(left?.zip(right?)),
    }
}

fn after_any<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| {
        let head = text.get(..word.len())?;
        head.eq_ignore_ascii_case(word).then(|| text.get(word.len()..)).flatten()
    })
}

fn date(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    shaped.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

/// What programs write for numbers and what is none: `NaN`, `-inf`, `1e400`, `1_000`, `#DIV/0!`.
fn pretends_to_be_a_number(text: &str) -> bool {
    let bare = text.trim_start_matches(['+', '-', '−']);
    let named = ["nan", "inf", "infinity", "∞"].iter().any(|name| bare.eq_ignore_ascii_case(name));
    let scientific = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '_' | 'e' | 'E' | '+' | '-');
    let shaped = bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.contains(['e', 'E', '_'])
        && bare.chars().all(scientific);
    named || shaped || text.starts_with('#')
}

fn words(text: &str) -> Value {
    let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(&YES) || is(&NO) {
        return Value::YesNo(is(&YES));
    }
    if is_label(text) { Value::Predicate(text.into()) } else { Value::Text(text.into()) }
}

/// Letters first, no digits, at most three words and 40 characters, few other signs.
fn is_label(text: &str) -> bool {
    let allowed = |c: char| c.is_alphabetic() || matches!(c, ' ' | '+' | '-' | '/' | '(' | ')' | '.');
    text.starts_with(char::is_alphabetic)
        && text.chars().count() <= 40
        && text.split_whitespace().count() <= 3
        && text.chars().all(allowed)
}
