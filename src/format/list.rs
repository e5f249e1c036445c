//! Lists, and objects whose keys are data.

use std::collections::HashSet;
use std::fmt;
use std::ops::ControlFlow;

use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use smol_str::SmolStr;

use crate::finding::{Severity, Subject};
use crate::plan::{Cell, DraftElement, DraftObservation, DraftPoint};

use super::reader::{Overflow, Reader};
use super::record::{Field, Found, Key, Record, Seed, cell, drain, read_either, wants_no_scalar};

/// A list of parts, each read by itself, so that one of a wrong type leaves the others.
impl<T: Default> Field for &mut Vec<T>
where
    for<'t> &'t mut T: Field,
{
    const EXPECTED: [&'static str; 2] = ["a list", "daftar"];

    fn read<'de, D: Deserializer<'de>>(
        self,
        reader: &mut Reader,
        deserializer: D,
    ) -> Result<Found, D::Error> {
        deserializer.deserialize_any(ListVisitor { list: self, reader })
    }
}

struct ListVisitor<'r, T> {
    list: &'r mut Vec<T>,
    reader: &'r mut Reader,
}

impl<'de, T: Default> Visitor<'de> for ListVisitor<'_, T>
where
    for<'t> &'t mut T: Field,
{
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Found, A::Error> {
        let ListVisitor { list, reader } = self;
        for at in 0.. {
            let mut item = T::default();
            if next::<T, A>(&mut item, at, &mut seq, reader)?.is_none() {
                break;
            }
            if list.capacity() == 0 {
                // Most lists have one part; a draft is large enough without room for three more.
                list.reserve_exact(1);
            }
            list.push(item);
        }
        list.shrink_to_fit();
        Ok(None)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Some("an object".into()))
    }
    wants_no_scalar!();
}

/// A list of the file itself: its parts have names by which findings call them, there is a limit to them, and each
/// is taken as it comes.
pub(super) struct Parts<'a, T> {
    pub(super) take: &'a mut dyn FnMut(T) -> ControlFlow<()>,
}

/// A part with a name.
pub(super) trait Part: Default {
    /// How bad it is that something else stands in its place.
    const UNREAD: Severity;
    fn subject(&self) -> Subject;
}

impl Part for DraftElement {
    const UNREAD: Severity = Severity::Fault;
    fn subject(&self) -> Subject {
        Subject::new("element", self.code.as_written(), self.title.as_written())
    }
}

impl Part for DraftObservation {
    const UNREAD: Severity = Severity::Error;
    fn subject(&self) -> Subject {
        Subject::new("observation", self.indicator.as_written(), "")
    }
}

impl<T: Part + Record> Field for Parts<'_, T> {
    const EXPECTED: [&'static str; 2] = ["a list", "daftar"];

    fn read<'de, D: Deserializer<'de>>(
        self,
        reader: &mut Reader,
        deserializer: D,
    ) -> Result<Found, D::Error> {
        reader.about_plan();
        deserializer.deserialize_any(PartsVisitor { take: self.take, reader })
    }
}

struct PartsVisitor<'r, T> {
    take: &'r mut dyn FnMut(T) -> ControlFlow<()>,
    reader: &'r mut Reader,
}

impl<'de, T: Part + Record> Visitor<'de> for PartsVisitor<'_, T> {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Found, A::Error> {
        let PartsVisitor { take, reader } = self;
        for at in 0..reader.elements {
            let mut part = T::default();
            match next::<T, A>(&mut part, at, &mut seq, reader)? {
                Some(None) => reader.about(|| part.subject()),
                Some(Some(_)) => reader.about_unread(T::UNREAD),
                None => return Ok(None),
            }
            if take(part).is_break() {
                return Err(serde::de::Error::custom("no more is wanted"));
            }
        }
        if seq.next_element::<IgnoredAny>()?.is_some() {
            reader.overflow = Overflow::Yes;
            drain(seq)?;
        }
        Ok(None)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Some("an object".into()))
    }
    wants_no_scalar!();
}

/// Reads the next part of a list, which stands at `at`; `None` at its end.
fn next<'de, T, A: SeqAccess<'de>>(
    part: &mut T,
    at: usize,
    seq: &mut A,
    reader: &mut Reader,
) -> Result<Option<Found>, A::Error>
where
    for<'t> &'t mut T: Field,
{
    reader.within_item(at, |reader| {
        let found = seq.next_element_seed(Seed { place: part, reader: &mut *reader })?;
        if let Some(Some(found)) = &found {
            reader.wrong_item(at, <&mut T as Field>::EXPECTED, found);
        }
        Ok(found)
    })
}

/// A place for an object whose keys are data: periods and their figures, in the order written.
pub(super) struct Pairs<'a, T>(pub(super) &'a mut Vec<T>);

/// A key and its value.
pub(super) trait Pair: Default {
    /// Where pairs are gathered until it is known how many there are.
    fn gathered(reader: &mut Reader) -> &mut Vec<Self>;

    /// The place of the key.
    fn key(&mut self) -> &mut Cell;

    /// Reads the value from its JSON text.
    fn value(&mut self, text: &str, reader: &mut Reader) -> Result<Found, serde_json::Error>;
}

impl Pair for DraftPoint {
    fn gathered(reader: &mut Reader) -> &mut Vec<DraftPoint> {
        &mut reader.points
    }
    fn key(&mut self) -> &mut Cell {
        &mut self.period
    }
    fn value(&mut self, text: &str, reader: &mut Reader) -> Result<Found, serde_json::Error> {
        read_either(self, text, reader)
    }
}

impl Pair for (Cell, Cell) {
    fn gathered(reader: &mut Reader) -> &mut Vec<(Cell, Cell)> {
        &mut reader.amounts
    }
    fn key(&mut self) -> &mut Cell {
        &mut self.0
    }
    fn value(&mut self, text: &str, _: &mut Reader) -> Result<Found, serde_json::Error> {
        self.1 = cell(text);
        Ok(None)
    }
}

impl<T: Pair> Field for Pairs<'_, T> {
    const EXPECTED: [&'static str; 2] = ["an object of periods", "objek berisi periode"];

    fn read<'de, D: Deserializer<'de>>(
        self,
        reader: &mut Reader,
        deserializer: D,
    ) -> Result<Found, D::Error> {
        deserializer.deserialize_any(PairsVisitor { pairs: self.0, reader })
    }
}

struct PairsVisitor<'r, T> {
    pairs: &'r mut Vec<T>,
    reader: &'r mut Reader,
}

impl<'de, T: Pair> Visitor<'de> for PairsVisitor<'_, T> {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found, A::Error> {
        let PairsVisitor { pairs, reader } = self;
        // Gathered elsewhere first, so that the draft holds no room that it does not need.
        let mut gathered = std::mem::take(T::gathered(reader));
        let mut keys = Keys::default();
        while let Some(Key(key)) = map.next_key::<Key<'de>>()? {
            if !keys.are_new(&key, &mut gathered) {
                reader.twice(&key);
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let text = map.next_value::<&RawValue>()?.get();
            let mut pair = T::default();
            let read = if text.starts_with('{') {
                reader.within_key(&key, |reader| pair.value(text, reader))
            } else {
                pair.value(text, reader)
            };
            if let Some(found) = read.map_err(serde::de::Error::custom)? {
                reader.wrong_at(&[&*key], ["a figure or an object", "angka atau objek"], &found);
            }
            *pair.key() = Cell::Text(SmolStr::from(key));
            gathered.push(pair);
        }
        pairs.reserve_exact(gathered.len());
        pairs.append(&mut gathered);
        *T::gathered(reader) = gathered;
        Ok(None)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Found, A::Error> {
        drain(seq)?;
        Ok(Some("a list".into()))
    }
    wants_no_scalar!();
}

/// The keys of an object so far: as long as each comes after the one before, as years do, only that one is looked at;
/// else few are compared one by one, many are looked up.
#[derive(Default)]
enum Keys {
    #[default]
    Ascending,
    Few,
    Many(HashSet<SmolStr>),
}

/// How many keys are compared one by one.
const FEW: usize = 32;

impl Keys {
    fn are_new<T: Pair>(&mut self, key: &str, pairs: &mut [T]) -> bool {
        if let Keys::Ascending = self {
            if pairs.last_mut().is_none_or(|pair| pair.key().as_written() < key) {
                return true;
            }
            *self = Keys::Few;
        }
        if let Keys::Few = self {
            if pairs.len() < FEW {
                return pairs.iter_mut().all(|pair| pair.key().as_written() != key);
            }
            let known = pairs.iter_mut().map(|pair| SmolStr::from(pair.key().as_written()));
            *self = Keys::Many(known.collect());
        }
        let Keys::Many(known) = self else { return true };
        known.insert(key.into())
    }
}
