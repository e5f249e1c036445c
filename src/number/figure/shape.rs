use super::super::number::Number;
use super::{FigureError, How, Numbers, clip};

/// What is known about how a document writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::number) enum Convention {
    Unknown,
    Rule(Numbers),
    Habit(Numbers),
}

impl Convention {
    pub(in crate::number) fn given_or_unknown(numbers: Option<Numbers>) -> Convention {
        numbers.map_or(Convention::Unknown, Convention::Rule)
    }

    fn given(self) -> Option<Numbers> {
        match self {
            Convention::Unknown => None,
            Convention::Rule(numbers) | Convention::Habit(numbers) => Some(numbers),
        }
    }

    /// How a figure is read that is possible in this convention.
    pub(super) fn how(self, numbers: Numbers) -> How {
        match self.given() {
            Some(given) if given != numbers => How::OtherConvention(numbers),
            _ => How::Convention(numbers),
        }
    }
}

/// A text made of nothing but a sign, digits, points, commas, spaces and a percent sign.
pub(super) struct Shape<'a> {
    sign: Sign,
    percent: bool,
    body: &'a str,
}

#[derive(PartialEq)]
enum Sign {
    Plus,
    Minus,
}

impl<'a> Shape<'a> {
    /// `None`: other characters, or no digit at all.
    pub(super) fn of(text: &'a str) -> Option<Shape<'a>> {
        let (sign, rest) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (Sign::Minus, rest),
            None => (Sign::Plus, text.strip_prefix('+').unwrap_or(text)),
        };
        let (percent, body) = match rest.strip_suffix('%') {
            Some(body) => (true, body.trim_end()),
            None => (false, rest),
        };
        let allowed = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',') || c.is_whitespace();
        let digits = body.bytes().any(|b| b.is_ascii_digit());
        (digits && body.chars().all(allowed)).then_some(Shape { sign, percent, body })
    }

    pub(super) fn has_percent_sign(&self) -> bool {
        self.percent
    }

    /// The number by the convention, or by the other where only that one is possible.
    pub(super) fn read(&self, text: &str, convention: Convention) -> Result<(Number, How), FigureError> {
        let (point, comma) = (Layout::of(self.body, Numbers::Point), Layout::of(self.body, Numbers::Comma));
        let number =
            |layout: &Layout<'_>| self.number(layout).ok_or_else(|| FigureError::TooLong(clip(text)));
        let (layout, numbers) = match (&point, &comma) {
            (None, None) => return Err(FigureError::Malformed(clip(text))),
            (Some(layout), None) => (layout, Numbers::Point),
            (None, Some(layout)) => (layout, Numbers::Comma),
            (Some(layout), Some(_)) if layout.is_plain() => return Ok((number(layout)?, How::Plain)),
            (Some(point), Some(comma)) => match convention {
                Convention::Rule(Numbers::Point) => (point, Numbers::Point),
                Convention::Rule(Numbers::Comma) => (comma, Numbers::Comma),
                Convention::Habit(Numbers::Point) if point.is_grouped() => (point, Numbers::Point),
                Convention::Habit(Numbers::Comma) if comma.is_grouped() => (comma, Numbers::Comma),
                Convention::Habit(_) | Convention::Unknown => {
                    let (point, comma) = (number(point)?, number(comma)?);
                    return Err(FigureError::Ambiguous { text: clip(text), point, comma });
                }
            },
        };
        Ok((number(layout)?, convention.how(numbers)))
    }

    fn number(&self, layout: &Layout<'_>) -> Option<Number> {
        Number::from_digits(self.sign == Sign::Minus, layout.whole.bytes(), layout.fraction.bytes())
    }
}

/// A body that is possible in one convention.
struct Layout<'a> {
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Layout<'a> {
    fn of(body: &'a str, numbers: Numbers) -> Option<Layout<'a>> {
        let (decimal, group) = match numbers {
            Numbers::Point => ('.', ','),
            Numbers::Comma => (',', '.'),
        };
        let (whole, fraction) = match body.split_once(decimal) {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (body, ""),
        };
        let legal = is_whole(whole, group) && all_digits(fraction);
        legal.then_some(Layout { whole, fraction })
    }

    fn is_plain(&self) -> bool {
        self.fraction.is_empty() && all_digits(self.whole)
    }

    fn is_grouped(&self) -> bool {
        !all_digits(self.whole)
    }
}

/// Digits in a row, or a first group of one to three digits (the first not zero) and then groups of three.
fn is_whole(text: &str, separator: char) -> bool {
    let mut groups = text.split(separator);
    let first = groups.next().unwrap_or_default();
    let rest_is_legal = |first: &str, groups: std::str::Split<'_, char>| {
        let mut groups = groups.peekable();
        groups.peek().is_none()
            || (first.len() <= 3
                && !first.starts_with('0')
                && groups.all(|group| group.len() == 3 && all_digits(group)))
    };
    !first.is_empty() && all_digits(first) && rest_is_legal(first, groups)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}
