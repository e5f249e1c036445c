//! Figures of the usual form, read digit by digit in one pass.

use super::super::number::Number;
use super::Numbers;
use super::shape::Convention;

/// What has been read of a figure.
#[derive(Default)]
pub(super) struct Usual {
    mantissa: u64,
    digits: u32,
    /// How many digits stand before the first sign, and whether they may be a first group.
    head: Head,
    /// How many digits stand behind the last sign.
    since: u32,
    /// The sign between groups, once a second sign shows that there are groups.
    groups: Option<u8>,
    /// The last sign.
    last: Option<u8>,
}

/// What stands before the first sign.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Head {
    /// One to three digits that do not begin with a zero.
    Group,
    #[default]
    Other,
}

/// Which signs a figure has.
pub(super) enum Signs {
    None,
    /// A decimal point.
    Point,
    /// A decimal comma.
    Comma,
    /// Points between groups, and perhaps a decimal comma.
    Groups,
}

/// How many digits surely fit.
const DIGITS: u32 = 19;

impl Usual {
    /// Takes a digit; `None` when the figure is unusual.
    pub(super) fn digit(&mut self, digit: u8) -> Option<()> {
        let padded = self.digits == 1 && self.mantissa == 0 && self.last.is_none();
        if padded || self.digits == DIGITS {
            return None;
        }
        self.mantissa = self.mantissa * 10 + u64::from(digit);
        self.digits += 1;
        self.since += 1;
        Some(())
    }

    /// Takes a point or a comma; `None` when the figure is unusual.
    pub(super) fn sign(&mut self, sign: u8) -> Option<()> {
        match (self.groups, self.last) {
            (_, None) if self.since == 0 => return None,
            (_, None) if self.since <= 3 && self.mantissa > 0 => self.head = Head::Group,
            (_, None) => self.head = Head::Other,
            (None, Some(first)) if self.is_group() => self.groups = Some(first),
            (Some(groups), Some(last)) if groups == last && self.is_group() => {}
            _ => return None,
        }
        self.last = Some(sign);
        self.since = 0;
        Some(())
    }

    /// Whether what stands behind the last sign may be a group.
    fn is_group(&self) -> bool {
        self.since == 3 && self.head == Head::Group
    }

    /// The number and its signs; `None` when the figure is unusual, or possible in two conventions and no rule
    /// says which.
    pub(super) fn finish(self, convention: Convention) -> Option<(Number, Signs)> {
        let (signs, scale) = match (self.groups, self.last) {
            (None, None) => (Signs::None, 0),
            (None, Some(sign)) => self.single(sign, convention)?,
            (Some(b'.'), Some(b'.')) if self.is_group() => (Signs::Groups, 0),
            (Some(b'.'), Some(b',')) => (Signs::Groups, self.since),
            _ => return None,
        };
        let number = Number::from_parts(self.mantissa.into(), scale)?;
        (self.since > 0).then_some((number, signs))
    }

    /// One sign is decimal, unless it may stand before a group.
    fn single(&self, sign: u8, convention: Convention) -> Option<(Signs, u32)> {
        let numbers = if sign == b'.' { Numbers::Point } else { Numbers::Comma };
        match convention {
            _ if !self.is_group() => {}
            Convention::Rule(rule) if rule == numbers => {}
            Convention::Rule(_) if sign == b'.' => return Some((Signs::Groups, 0)),
            _ => return None,
        }
        let signs = if sign == b'.' { Signs::Point } else { Signs::Comma };
        Some((signs, self.since))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Convention, Figure, Numbers};

    fn conventions() -> impl Strategy<Value = Convention> {
        let numbers = || prop_oneof![Just(Numbers::Point), Just(Numbers::Comma)];
        let known = prop_oneof![numbers().prop_map(Convention::Rule), numbers().prop_map(Convention::Habit)];
        prop_oneof![known, Just(Convention::Unknown)]
    }

    /// Groups of digits with points and commas between: mostly three digits, as thousands have.
    fn texts() -> impl Strategy<Value = String> {
        let group = prop_oneof![3 => "[0-9]{3}", 1 => "[0-9]{0,5}", 1 => Just("0".to_string())];
        let sign = prop_oneof![3 => Just("."), 2 => Just(","), 1 => Just("")];
        let parts = prop::collection::vec((group, sign), 1..6);
        parts.prop_map(|parts| {
            let mut text: String = parts.iter().flat_map(|(group, sign)| [group, *sign]).collect();
            if !text.ends_with(|c: char| c.is_ascii_digit()) {
                text.pop();
            }
            text
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

        #[test]
        fn the_short_way_says_what_the_long_way_says(text in texts(), convention in conventions()) {
            if let Some(figure) = Figure::read_usual(&text, convention) {
                prop_assert_eq!(figure.text(), &*text);
                prop_assert_eq!(Ok(figure), Figure::read_any(&text, convention));
            }
        }
    }

    #[test]
    fn what_documents_write_goes_the_short_way() {
        let comma = Convention::Rule(Numbers::Comma);
        for text in ["0", "45", "45,5", "74.13", "0,125", "1.234.500", "12.345,75", "1.234"] {
            assert!(Figure::read_usual(text, comma).is_some(), "{text}");
        }
        assert!(Figure::read_usual("1.234", Convention::Unknown).is_none());
    }
}
