//! What goes into a fingerprint, and how.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use smol_str::SmolStr;
use uuid::Uuid;

use crate::number::{Absence, Fixed, Number, Reading, Scale, Unit, UnitKind, Value};
use crate::period::{Entry, Period, PeriodRole, Revision, Series};

/// Canonical bytes on their way into a hash.
///
/// Everything is preceded by its length or its count, so that no two different contents give the same bytes.
pub(crate) struct Canon(Sha256);

/// What says something: it puts all that it says into a hash, always in the same form.
pub(crate) trait Content {
    /// Puts it in.
    fn feed(&self, canon: &mut Canon);
}

impl Canon {
    pub(super) fn new(what: &'static str) -> Canon {
        let mut canon = Canon(Sha256::new());
        canon.text(what);
        canon
    }

    pub(super) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }

    /// Puts in a part.
    pub(crate) fn put(&mut self, content: &(impl Content + ?Sized)) -> &mut Canon {
        content.feed(self);
        self
    }

    /// Puts in a text, for instance the word of a variant.
    pub(crate) fn text(&mut self, text: &str) -> &mut Canon {
        self.count(text.len());
        self.0.update(text.as_bytes());
        self
    }

    pub(crate) fn count(&mut self, count: usize) -> &mut Canon {
        self.0.update((count as u64).to_be_bytes());
        self
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Puts in parts whose order counts.
    pub(crate) fn list<T>(&mut self, parts: impl IntoIterator<Item = T>, feed: impl Fn(&T, &mut Canon)) {
        self.0.update([b'[']);
        for part in parts {
            self.0.update([b',']);
            feed(&part, self);
        }
        self.0.update([b']']);
    }

    /// Puts in parts whose order says nothing: sorted by their own hashes.
    pub(crate) fn set<T>(&mut self, parts: impl IntoIterator<Item = T>, feed: impl Fn(&T, &mut Canon)) {
        let hash = |part: T| {
            let mut own = Canon(Sha256::new());
            feed(&part, &mut own);
            own.finish()
        };
        let mut hashes: Vec<[u8; 32]> = parts.into_iter().map(hash).collect();
        hashes.sort_unstable();
        self.count(hashes.len());
        for hash in hashes {
            self.bytes(&hash);
        }
    }
}

impl Content for str {
    fn feed(&self, canon: &mut Canon) {
        canon.text(self);
    }
}

impl Content for Box<str> {
    fn feed(&self, canon: &mut Canon) {
        canon.text(self);
    }
}

impl Content for SmolStr {
    fn feed(&self, canon: &mut Canon) {
        canon.text(self);
    }
}

impl<T: Content> Content for Option<T> {
    fn feed(&self, canon: &mut Canon) {
        match self {
            None => canon.bytes(&[0]),
            Some(content) => {
                canon.bytes(&[1]);
                content.feed(canon);
            }
        }
    }
}

impl<T: Content + ?Sized> Content for &T {
    fn feed(&self, canon: &mut Canon) {
        (**self).feed(canon);
    }
}

impl Content for Uuid {
    fn feed(&self, canon: &mut Canon) {
        canon.bytes(self.as_bytes());
    }
}

impl Content for NaiveDate {
    fn feed(&self, canon: &mut Canon) {
        canon.text(&self.to_string());
    }
}

/// By its value: `7.50` is `7.5`.
impl Content for Number {
    fn feed(&self, canon: &mut Canon) {
        let (mantissa, scale) = self.normalized().parts();
        canon.bytes(&mantissa.to_be_bytes());
        canon.bytes(&scale.to_be_bytes());
    }
}

impl Content for Fixed {
    fn feed(&self, canon: &mut Canon) {
        canon.bytes(&self.units().to_be_bytes());
    }
}

impl Content for Period {
    fn feed(&self, canon: &mut Canon) {
        canon.text(&self.to_string());
    }
}

/// Figures by their values, words as they are written.
impl Content for Value {
    fn feed(&self, canon: &mut Canon) {
        canon.text(self.kind());
        canon.list(self.figures(), |figure, canon| figure.number().feed(canon));
        if self.figures().next().is_none() {
            canon.text(&self.text());
        }
    }
}

impl Content for Absence {
    fn feed(&self, canon: &mut Canon) {
        canon.text(self.as_str());
    }
}

impl Content for Reading {
    fn feed(&self, canon: &mut Canon) {
        match self {
            Reading::Present { value, status } => canon.text("present").put(value).text(status.as_str()),
            Reading::Absent(absence) => canon.text("absent").put(absence),
        };
    }
}

/// What it is, not what it is called.
impl Content for Unit {
    fn feed(&self, canon: &mut Canon) {
        match self.kind() {
            UnitKind::Percent => canon.text("percent"),
            UnitKind::PercentagePoint => canon.text("percentage-point"),
            UnitKind::Count(noun) => canon.text("count").text(noun),
            UnitKind::Index => canon.text("index"),
            UnitKind::Ratio => canon.text("ratio"),
            UnitKind::Rate { per, of } => canon.text("rate").text(&per.to_string()).text(of),
            UnitKind::Money(currency) => canon.text("money").text(currency.as_str()),
            UnitKind::Ordinal(scale) => canon.text("ordinal").put(&**scale),
            UnitKind::Named(name) => canon.text("named").text(name),
        };
    }
}

impl Content for Scale {
    fn feed(&self, canon: &mut Canon) {
        canon.text(self.name()).list(self.labels(), |label, canon| canon.text(label).end());
        canon.set(self.names(), |(label, name), canon| canon.text(label).text(name).end());
    }
}

impl<T: Content> Content for Revision<T> {
    fn feed(&self, canon: &mut Canon) {
        let Revision { value, decided, effective, reason, by } = self;
        canon.put(value).put(decided).put(effective).put(reason).put(by);
    }
}

impl<T: Content> Content for Entry<T> {
    fn feed(&self, canon: &mut Canon) {
        let role = match self.role() {
            PeriodRole::Baseline => "baseline",
            PeriodRole::Plan => "plan",
            PeriodRole::Bridge => "bridge",
        };
        canon.put(&self.period()).text(role).put(self.reading());
        canon.list(self.revisions(), |revision, canon| revision.feed(canon));
    }
}

/// Series hold their entries by period.
impl<T: Content> Content for Series<T> {
    fn feed(&self, canon: &mut Canon) {
        canon.list(self.iter(), |entry, canon| entry.feed(canon));
    }
}

impl Canon {
    /// Nothing more: for closures that end here.
    pub(crate) fn end(&mut self) {}
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, prop, prop_assert_eq, proptest};

    use super::{Canon, Content, Number};

    fn list(texts: &[String]) -> [u8; 32] {
        let mut canon = Canon::new("test");
        canon.list(texts, |text, canon| canon.text(text).end());
        canon.finish()
    }

    fn set(texts: &[String]) -> [u8; 32] {
        let mut canon = Canon::new("test");
        canon.set(texts, |text, canon| canon.text(text).end());
        canon.finish()
    }

    proptest! {
        /// Lists are equal when they are equal, sets when they hold the same, however often.
        #[test]
        fn what_differs_has_another_hash(
            a in prop::collection::vec("[ab,\\[\\]]{0,3}", 0..4),
            b in prop::collection::vec("[ab,\\[\\]]{0,3}", 0..4),
        ) {
            prop_assert_eq!(a == b, list(&a) == list(&b));
            let sorted = |texts: &[String]| { let mut texts = texts.to_vec(); texts.sort(); texts };
            prop_assert_eq!(sorted(&a) == sorted(&b), set(&a) == set(&b));
        }

        /// A figure is its value, whatever zeros stand behind it.
        #[test]
        fn figures_count_by_value(mantissa in -5_000i128..5_000, scale in 0u32..4, zeros in 0u32..4, other in Just(1i128)) {
            let hash = |number: Number| { let mut canon = Canon::new("n"); number.feed(&mut canon); canon.finish() };
            let written = Number::from_parts(mantissa * 10_i128.pow(zeros), scale + zeros).unwrap();
            let plain = Number::from_parts(mantissa, scale).unwrap();
            prop_assert_eq!(hash(written), hash(plain));
            let next = Number::from_parts(mantissa + other, scale).unwrap();
            assert_ne!(hash(next), hash(plain));
        }
    }
}
