//! A place in a JSON tree, with its path: reads what is due there, or reports what is not.

use std::collections::HashSet;

use crate::finding::{Arg, Finding, Lint, Origin, Subject, suggest};
use crate::number::{Exact, Number};
use crate::policy::lints;

use super::tree::Json;

/// What went wrong so far. Reading goes on, so that all of it is told at once.
#[derive(Debug, Default)]
pub(crate) struct Faults(pub(crate) Vec<Finding>);

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'j> {
    pub(crate) json: &'j Json,
    /// A JSON Pointer.
    pub(crate) path: String,
    /// What the file is, as findings call it.
    file: &'static str,
}

impl<'j> Cursor<'j> {
    /// The root of a policy.
    pub(crate) fn root(json: &'j Json) -> Cursor<'j> {
        Cursor::root_of("policy", json)
    }

    /// The root of another file.
    pub(crate) fn root_of(file: &'static str, json: &'j Json) -> Cursor<'j> {
        Cursor { json, path: String::new(), file }
    }

    pub(crate) fn child(&self, key: &str, json: &'j Json) -> Cursor<'j> {
        // RFC 6901 escapes.
        let key = key.replace('~', "~0").replace('/', "~1");
        Cursor { json, path: format!("{}/{key}", self.path), file: self.file }
    }

    /// Reports a fault here.
    pub(crate) fn fault(
        &self,
        faults: &mut Faults,
        lint: &'static Lint,
        args: impl IntoIterator<Item = (&'static str, Arg)>,
    ) {
        let at = Finding::new(lint, Subject::new(self.file, "", ""))
            .at(Some(Origin::Pointer(self.path.as_str().into())));
        faults.0.push(args.into_iter().fold(at, |finding, (name, arg)| finding.with(name, arg)));
    }

    pub(crate) fn wrong_type(&self, faults: &mut Faults, expected: [&'static str; 2]) {
        let found = self.json.found();
        self.fault(faults, &lints::WRONG_TYPE, [("expected", expected.into()), ("found", found.into())]);
    }

    /// Reports a figure or a day that has no meaning here.
    pub(crate) fn out_of_range(&self, faults: &mut Faults, allowed: [&'static str; 2]) {
        let text = match self.json {
            Json::Text(text) | Json::Number(text) => text.clone(),
            other => other.to_string().into(),
        };
        self.fault(faults, &lints::OUT_OF_RANGE, [("text", (&*text).into()), ("allowed", allowed.into())]);
    }

    pub(crate) fn text(&self, faults: &mut Faults) -> Option<&'j str> {
        match self.json {
            Json::Text(text) => Some(text),
            _ => {
                self.wrong_type(faults, ["a text", "teks"]);
                None
            }
        }
    }

    pub(crate) fn list(&self, faults: &mut Faults) -> Vec<Cursor<'j>> {
        match self.json {
            Json::List(values) => {
                values.iter().enumerate().map(|(i, value)| self.child(&i.to_string(), value)).collect()
            }
            _ => {
                self.wrong_type(faults, ["a list", "daftar"]);
                Vec::new()
            }
        }
    }

    /// An exact figure: a string, or a number as it is written.
    pub(crate) fn figure(&self, faults: &mut Faults) -> Option<Number> {
        let text = self.figure_text(faults)?;
        let figure = text.parse().ok();
        if figure.is_none() {
            self.fault(faults, &lints::BAD_FIGURE, [("text", text.into())]);
        }
        figure
    }

    /// An exact fraction: a figure, or two with a slash between them.
    pub(crate) fn exact(&self, faults: &mut Faults) -> Option<Exact> {
        let text = self.figure_text(faults)?;
        let part = |text: &str| text.parse::<Number>().ok().map(Exact::from);
        let exact = match text.split_once('/') {
            Some((n, d)) => part(n).zip(part(d)).and_then(|(n, d)| n.checked_div(&d)),
            None => part(text),
        };
        if exact.is_none() {
            self.fault(faults, &lints::BAD_FIGURE, [("text", text.into())]);
        }
        exact
    }

    fn figure_text(&self, faults: &mut Faults) -> Option<&'j str> {
        match self.json {
            Json::Text(text) | Json::Number(text) => Some(text),
            _ => {
                self.wrong_type(faults, ["a figure", "angka"]);
                None
            }
        }
    }

    /// A small count.
    pub(crate) fn count(&self, faults: &mut Faults) -> Option<u32> {
        let count = match self.json {
            Json::Number(text) => text.parse().ok(),
            _ => None,
        };
        if count.is_none() {
            self.wrong_type(faults, ["a count", "bilangan bulat"]);
        }
        count
    }

    /// One of a list of words.
    pub(crate) fn word<T: Copy>(&self, faults: &mut Faults, words: &[(&'static str, T)]) -> Option<T> {
        let word = self.text(faults)?;
        let known = words.iter().find(|(known, _)| *known == word).map(|(_, value)| *value);
        if known.is_none() {
            self.unknown_word(faults, word, words.iter().map(|(word, _)| *word));
        }
        known
    }

    pub(crate) fn unknown_word(
        &self,
        faults: &mut Faults,
        word: &str,
        known: impl Iterator<Item = &'static str> + Clone,
    ) {
        let allowed = Arg::List(known.clone().map(Into::into).collect());
        let suggestion = Arg::Suggestion(nearest(word, known));
        self.fault(
            faults,
            &lints::UNKNOWN_WORD,
            [("word", word.into()), ("allowed", allowed), ("suggestion", suggestion)],
        );
    }

    /// The fields of an object, one of each name.
    pub(crate) fn fields(&self, faults: &mut Faults) -> Option<Fields<'j>> {
        let Json::Object(fields) = self.json else {
            self.wrong_type(faults, ["an object", "objek"]);
            return None;
        };
        let mut left: Vec<(&str, &Json)> = Vec::with_capacity(fields.len());
        let mut seen = HashSet::with_capacity(fields.len());
        for (key, value) in fields {
            if seen.insert(&**key) {
                left.push((key, value));
            } else {
                self.child(key, value).fault(faults, &lints::DUPLICATE_FIELD, [("field", (&**key).into())]);
            }
        }
        Some(Fields { at: self.clone(), left, known: Vec::new() })
    }
}

/// The fields of an object that are not read yet.
#[derive(Debug)]
pub(crate) struct Fields<'j> {
    pub(crate) at: Cursor<'j>,
    left: Vec<(&'j str, &'j Json)>,
    known: Vec<&'static str>,
}

impl<'j> Fields<'j> {
    /// Takes a field, if it is there.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<Cursor<'j>> {
        self.known.push(key);
        let place = self.left.iter().position(|(held, _)| *held == key)?;
        let (key, json) = self.left.remove(place);
        Some(self.at.child(key, json))
    }

    /// Takes a field that must be there.
    pub(crate) fn need(&mut self, faults: &mut Faults, key: &'static str) -> Option<Cursor<'j>> {
        let taken = self.take(key);
        if taken.is_none() {
            self.at.fault(faults, &lints::MISSING_FIELD, [("field", key.into())]);
        }
        taken
    }

    /// All of them, where the keys are not a list that the format knows.
    pub(crate) fn all(self) -> impl Iterator<Item = (&'j str, Cursor<'j>)> {
        let Fields { at, left, .. } = self;
        left.into_iter().map(move |(key, json)| (key, at.child(key, json)))
    }

    /// Takes the fields of the user's own, sorted by name.
    pub(crate) fn extensions(&mut self) -> Vec<(Box<str>, Box<str>)> {
        let mut own = Vec::new();
        self.left.retain(|(key, json)| match json {
            Json::Raw(text) => {
                own.push(((*key).into(), text.clone()));
                false
            }
            _ => true,
        });
        own.sort();
        own
    }

    /// Reports every field that nobody has taken.
    pub(crate) fn finish(self, faults: &mut Faults) {
        for (key, json) in &self.left {
            let suggestion = Arg::Suggestion(nearest(key, self.known.iter().copied()));
            let at = self.at.child(key, json);
            let known = Arg::List(self.known.iter().map(|known| Box::from(*known)).collect());
            at.fault(
                faults,
                &lints::UNKNOWN_FIELD,
                [("field", (*key).into()), ("suggestion", suggestion), ("known", known)],
            );
        }
    }
}

/// The nearest known word, if one is near.
fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<Box<str>> {
    // A word as long as a page is no slip of the finger, and would take long to compare.
    let short = word.chars().take(65).count() <= 64;
    if short { suggest::nearest(word, known).map(Into::into) } else { None }
}
