//! Classification codes of programmes, activities and sub-activities (*nomenklatur*).

use smol_str::SmolStr;
use std::fmt;

use crate::finding::Lang;

/// A classification code: `urusan.bidang.program.kewenangan.kegiatan.sub`, or a prefix of it.
///
/// | segment | form | level at which a code may end |
/// |---|---|---|
/// | `urusan` | `1`-`9`, or `X` together with `XX` | field group |
/// | `bidang` | `01`-`99`, or `XX` | field |
/// | `program` | `01`-`99` | programme |
/// | `kewenangan` | one digit | - |
/// | `kegiatan` | `01`-`99` | activity |
/// | `sub` | two digits in older editions, four in newer ones | sub-activity |
///
/// A code that does not follow the grammar is kept as text and reported; it is never guessed at.
/// Codes are compared as written: `1.01.01.2.01.01` and `1.01.01.2.01.0001` name the same thing in
/// two editions only where a mapping says so.
///
/// ```
/// use renstra::plan::{ClassCode, CodeLevel};
/// let code: ClassCode = "1.02.01.2.03.0006".parse()?;
/// assert_eq!(code.level(), CodeLevel::SubActivity);
/// assert_eq!(code.parent().unwrap().to_string(), "1.02.01.2.03");
/// assert!("1.02.01.2.03.00006".parse::<ClassCode>().is_err());
/// # Ok::<(), renstra::plan::CodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassCode(SmolStr);

/// The level at which a [`ClassCode`] ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeLevel {
    /// `1`
    FieldGroup,
    /// `1.02`
    Field,
    /// `1.02.01`
    Program,
    /// `1.02.01.2.03`
    Activity,
    /// `1.02.01.2.03.0006`
    SubActivity,
}

/// Why a text is no [`ClassCode`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CodeError {
    /// One segment has another form than the grammar asks for.
    Segment {
        /// The whole code.
        code: Box<str>,
        /// The segment's place, from 1.
        position: usize,
        /// The segment as written.
        segment: Box<str>,
        /// What the grammar asks for, in English and Indonesian.
        expected: [&'static str; 2],
    },
    /// It ends where no level ends, or goes on after the last segment.
    Length {
        /// The whole code.
        code: Box<str>,
        /// How many segments it has.
        segments: usize,
    },
}

impl CodeError {
    /// What is wrong, in the reader's language.
    ///
    /// ```
    /// use renstra::finding::Lang;
    /// use renstra::plan::ClassCode;
    /// let error = "1.2.03".parse::<ClassCode>().unwrap_err();
    /// assert_eq!(error.message(Lang::En), "segment 2 of `1.2.03` is `2`, expected two digits from 01 to 99, or `XX` after `X`");
    /// assert_eq!(error.message(Lang::Id), "bagian 2 dari `1.2.03` adalah `2`, seharusnya dua digit dari 01 sampai 99, atau `XX` setelah `X`");
    /// ```
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (CodeError::Segment { code, position, segment, expected: [expected, _] }, Lang::En) => {
                format!("segment {position} of `{code}` is `{segment}`, expected {expected}")
            }
            (CodeError::Segment { code, position, segment, expected: [_, expected] }, Lang::Id) => {
                format!("bagian {position} dari `{code}` adalah `{segment}`, seharusnya {expected}")
            }
            (CodeError::Length { code, segments }, Lang::En) => {
                format!("`{code}` has {segments} segments, expected 1, 2, 3, 5 or 6")
            }
            (CodeError::Length { code, segments }, Lang::Id) => {
                format!("`{code}` terdiri dari {segments} bagian, seharusnya 1, 2, 3, 5, atau 6")
            }
        }
    }
}

impl fmt::Display for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for CodeError {}

/// The widths a sub-activity's segment has had, by edition.
const SUB_WIDTHS: [usize; 2] = [2, 4];

impl std::str::FromStr for ClassCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<ClassCode, CodeError> {
        let text = text.trim();
        let placeholder = text == "X.XX" || text.starts_with("X.XX.");
        let mut segments = 0;
        for (i, segment) in text.split('.').enumerate() {
            segments = i + 1;
            if let Some(expected) = misfit(i, segment, placeholder) {
                return Err(CodeError::Segment {
                    code: text.into(),
                    position: segments,
                    segment: segment.into(),
                    expected,
                });
            }
        }
        match segments {
            1..=3 | 5 | 6 => Ok(ClassCode(text.into())),
            _ => Err(CodeError::Length { code: text.into(), segments }),
        }
    }
}

/// What the grammar asks for at a place (from 0), when the segment is not of that form.
fn misfit(place: usize, segment: &str, placeholder: bool) -> Option<[&'static str; 2]> {
    let digits = segment.bytes().all(|b| b.is_ascii_digit());
    let numbered = |width: usize| digits && segment.len() == width && segment.bytes().any(|b| b != b'0');
    let (fits, expected) = match place {
        0 => (
            numbered(1) || placeholder,
            ["a digit from 1 to 9, or `X` followed by `XX`", "digit 1 sampai 9, atau `X` yang diikuti `XX`"],
        ),
        1 => (
            numbered(2) || placeholder,
            [
                "two digits from 01 to 99, or `XX` after `X`",
                "dua digit dari 01 sampai 99, atau `XX` setelah `X`",
            ],
        ),
        2 | 4 => (numbered(2), ["two digits from 01 to 99", "dua digit dari 01 sampai 99"]),
        3 => (digits && segment.len() == 1, ["one digit", "satu digit"]),
        5 => (digits && SUB_WIDTHS.contains(&segment.len()), ["two or four digits", "dua atau empat digit"]),
        _ => (true, ["", ""]),
    };
    (!fits).then_some(expected)
}

impl ClassCode {
    /// The code as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level at which it ends.
    #[must_use]
    pub fn level(&self) -> CodeLevel {
        match self.0.split('.').count() {
            1 => CodeLevel::FieldGroup,
            2 => CodeLevel::Field,
            3 => CodeLevel::Program,
            5 => CodeLevel::Activity,
            _ => CodeLevel::SubActivity,
        }
    }

    /// The code one level up: the activity of a sub-activity, the programme of an activity.
    #[must_use]
    pub fn parent(&self) -> Option<ClassCode> {
        let (head, _) = self.0.rsplit_once('.')?;
        // The digit of the authority is no level of its own: an activity's parent is its programme.
        let head = if self.level() == CodeLevel::Activity { head.rsplit_once('.')?.0 } else { head };
        Some(ClassCode(head.into()))
    }

    /// Whether `self` is `other` or one of its ancestors by code.
    #[must_use]
    pub fn covers(&self, other: &ClassCode) -> bool {
        other.0.strip_prefix(&*self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// Whether it begins with the placeholder `X.XX` of supporting programmes.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        self.0.starts_with('X')
    }

    /// Puts an agency's own field, such as `1.02`, in place of `X.XX`; `None` when `field` is no field.
    #[must_use]
    pub fn in_field(&self, field: &ClassCode) -> Option<ClassCode> {
        if field.level() != CodeLevel::Field || field.is_placeholder() {
            return None;
        }
        match self.0.strip_prefix("X.XX") {
            Some(rest) => Some(ClassCode(format!("{field}{rest}").into())),
            None => Some(self.clone()),
        }
    }

    /// The same code with the placeholder `X.XX` in place of its field: `X.XX.01` for `1.02.01`.
    #[must_use]
    pub fn as_placeholder(&self) -> Option<ClassCode> {
        let (_, rest) = self.0.split_once('.')?;
        let (_, rest) = rest.split_once('.')?;
        Some(ClassCode(format!("X.XX.{rest}").into()))
    }

    /// Whether the programme it belongs to is a supporting one: programme `01` of any field.
    #[must_use]
    pub fn is_supporting(&self) -> bool {
        self.0.split('.').nth(2) == Some("01")
    }

    /// How many digits its last segment has, for a sub-activity.
    #[must_use]
    pub fn sub_width(&self) -> Option<usize> {
        self.0.split('.').nth(5).map(str::len)
    }
}

impl fmt::Display for ClassCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::ClassCode;

    #[track_caller]
    fn good(text: &str) -> ClassCode {
        text.parse().unwrap()
    }

    #[track_caller]
    fn bad(text: &str, expected: &str) {
        assert_eq!(text.parse::<ClassCode>().unwrap_err().to_string(), expected);
    }

    #[test]
    fn grammar() {
        for text in
            ["1", "1.02", "1.02.01", "1.02.01.2.03", "1.02.01.2.03.0006", "1.01.01.2.01.01", "X.XX.01"]
        {
            assert_eq!(good(text).to_string(), text);
        }
        bad("0.02", "segment 1 of `0.02` is `0`, expected a digit from 1 to 9, or `X` followed by `XX`");
        bad("X.02", "segment 1 of `X.02` is `X`, expected a digit from 1 to 9, or `X` followed by `XX`");
        bad("1.2", "segment 2 of `1.2` is `2`, expected two digits from 01 to 99, or `XX` after `X`");
        bad("1.02.01.2", "`1.02.01.2` has 4 segments, expected 1, 2, 3, 5 or 6");
        bad("1.02.01.2.03.006", "segment 6 of `1.02.01.2.03.006` is `006`, expected two or four digits");
        bad("1.02.01.2.03.0006.1", "`1.02.01.2.03.0006.1` has 7 segments, expected 1, 2, 3, 5 or 6");
        bad("", "segment 1 of `` is ``, expected a digit from 1 to 9, or `X` followed by `XX`");
    }

    #[test]
    fn placeholder_takes_the_field() {
        let own = good("X.XX.01.2.01.0004").in_field(&good("1.02")).unwrap();
        assert_eq!(own, good("1.02.01.2.01.0004"));
        assert_eq!(own.as_placeholder(), Some(good("X.XX.01.2.01.0004")));
        assert!(own.is_supporting());
    }

    #[test]
    fn prefixes_are_parents() {
        assert!(good("1.02").covers(&good("1.02.01")));
        assert!(!good("1.02").covers(&good("1.02.01").parent().unwrap().parent().unwrap()));
        assert_eq!(good("1.02.01.2.03").parent(), Some(good("1.02.01")));
        assert_eq!(good("1").parent(), None);
    }
}
