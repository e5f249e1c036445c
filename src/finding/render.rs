use std::fmt::{self, Write as _};

use crate::number::Number;

use super::Finding;

/// The language of messages and explanations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// English, with a decimal point.
    #[default]
    En,
    /// Indonesian, with a decimal comma.
    Id,
}

/// A typed parameter of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Arg {
    /// A text of the user's, shown in backticks where the template says so.
    Text(Box<str>),
    /// An exact number; its decimal sign follows the language.
    Number(Number),
    /// An amount of money; its thousands stand apart, as readers of the language write them.
    Amount(Number),
    /// A count.
    Count(u64),
    /// Several texts, shown with commas; the first ten, then how many more.
    List(Vec<Box<str>>),
    /// Words of the library itself, in English and Indonesian.
    Words([&'static str; 2]),
    /// A sentence of the library about something of the user's, in English and Indonesian.
    Told([Box<str>; 2]),
    /// A suggestion that may be wanting: shown as a sentence of its own, or not at all.
    Suggestion(Option<Box<str>>),
}

/// Several findings as the text of one error: the path and the message of each, in English.
pub(crate) fn on_one_line(findings: &[Finding], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (i, finding) in findings.iter().enumerate() {
        let path = finding.origin().map(ToString::to_string).unwrap_or_default();
        let path = if path.is_empty() { "/" } else { &path };
        write!(f, "{}{path}: {}", if i == 0 { "" } else { "; " }, finding.message(Lang::En))?;
    }
    Ok(())
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.into())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text.into())
    }
}
impl From<Number> for Arg {
    fn from(number: Number) -> Arg {
        Arg::Number(number)
    }
}
impl From<[&'static str; 2]> for Arg {
    fn from(words: [&'static str; 2]) -> Arg {
        Arg::Words(words)
    }
}
impl From<[String; 2]> for Arg {
    fn from([en, id]: [String; 2]) -> Arg {
        Arg::Told([en.into(), id.into()])
    }
}
impl From<usize> for Arg {
    fn from(count: usize) -> Arg {
        Arg::Count(count as u64)
    }
}
impl From<Vec<Box<str>>> for Arg {
    fn from(list: Vec<Box<str>>) -> Arg {
        Arg::List(list)
    }
}

/// How many entries of a list a message shows.
const SHOWN: usize = 10;

/// Fills `{name}` in a template. A name without a value stays as it is written.
pub(super) fn fill(template: &str, args: &[(&'static str, Arg)], lang: Lang) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match args.iter().find(|(known, _)| *known == name) {
            Some((_, arg)) => write_arg(&mut out, arg, lang),
            None => {
                let _ = write!(out, "{{{name}}}");
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn write_arg(out: &mut String, arg: &Arg, lang: Lang) {
    match arg {
        Arg::Text(text) => push_plain(out, text),
        Arg::Count(count) => {
            let _ = write!(out, "{count}");
        }
        Arg::Number(number) => {
            let text = number.to_string();
            out.push_str(&if lang == Lang::Id { text.replace('.', ",") } else { text });
        }
        Arg::Amount(number) => out.push_str(&amount(*number, lang)),
        Arg::Words([en, id]) => out.push_str(if lang == Lang::Id { id } else { en }),
        Arg::Told([en, id]) => push_plain(out, if lang == Lang::Id { id } else { en }),
        Arg::List(list) => write_list(out, list, lang),
        Arg::Suggestion(Some(text)) => {
            out.push_str(if lang == Lang::Id { "; maksudnya `" } else { "; did you mean `" });
            push_plain(out, text);
            out.push_str("`?");
        }
        Arg::Suggestion(None) => {}
    }
}

/// A number with its thousands apart, as readers of the language write it.
pub(crate) fn amount(number: Number, lang: Lang) -> String {
    let text = number.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let [group, decimal] = if lang == Lang::En { [',', '.'] } else { ['.', ','] };
    let mut out = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(decimal);
        out.push_str(fraction);
    }
    out
}

fn write_list(out: &mut String, list: &[Box<str>], lang: Lang) {
    for (i, text) in list.iter().take(SHOWN).enumerate() {
        out.push_str(if i == 0 { "`" } else { ", `" });
        push_plain(out, text);
        out.push('`');
    }
    if let Some(more @ 1..) = list.len().checked_sub(SHOWN) {
        let _ = match lang {
            Lang::En => write!(out, " and {more} more"),
            Lang::Id => write!(out, " dan {more} lainnya"),
        };
    }
}

/// User text as messages show it; see [`push_plain`].
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_plain(&mut out, text);
    out
}

/// How many letters of a user's text a message shows; nobody reads a page in a message.
const LETTERS: usize = 500;

/// User text on one line: control characters and the marks that turn the direction of writing are
/// escaped, since a message is read in terminals, logs and pages. What is longer than [`LETTERS`] ends in `…`.
fn push_plain(out: &mut String, text: &str) {
    for (at, c) in text.chars().enumerate() {
        if at == LETTERS {
            out.push('…');
            return;
        }
        let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if c.is_control() || turns {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
}
