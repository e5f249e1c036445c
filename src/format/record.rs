//! Records of the format: objects whose fields are lenient, so that one pass finds everything.
//!
//! Every part of a file is read straight into its place in the draft. A field of a wrong type, an unknown
//! field and a duplicate key are no errors of the parser: the [`Reader`] takes note of them, with their path,
//! and reading goes on.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::plan::{Cell, Extensions};

use super::reader::{Reader, Slots, Walk};

/// What came, as a message shows it, where it is of another type than the format asks for.
pub(super) type Found = Option<Box<str>>;

/// The place of a field in the draft, and how the field is read into it.
pub(super) trait Field: Sized {
    /// What the format asks for, for a message.
    const EXPECTED: [&'static str; 2];

    /// Reads the value, or says what came when it is of another type.
    fn read<'de, D: Deserializer<'de>>(self, reader: &mut Reader, deserializer: D)
    -> Result<Found, D::Error>;
}

/// A part of the draft that is read field by field.
pub(super) trait Record {
    /// What the format asks for, for a message.
    const EXPECTED: [&'static str; 2] = ["an object", "objek"];

    /// The names of its fields.
    const FIELDS: &'static [&'static str];

    /// The names of those that the first of two walks reads, where it passes over the others.
    const CALLED: Option<&'static [&'static str]> = None;

    /// Reads the field of this name from a map, unless it has none of that name.
    fn field<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        seen: &mut Seen,
        reader: &mut Reader,
        map: &mut A,
    ) -> Result<Known, A::Error>;

    /// Where slots of the user's own are kept, if the format has any here.
    fn extensions(&mut self) -> Option<&mut Extensions> {
        None
    }

    /// The place of the one scalar that may stand for the whole: a short form and a long one of the same thing.
    fn scalar(&mut self) -> Option<&mut Cell> {
        None
    }

    /// Whatever remains to be done once all fields are read.
    fn finish(&mut self) {}

    /// Whatever is to be done where something else stands in its place.
    fn unread(&mut self) {}
}

/// Whether a record has a field of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Yes,
    No,
}

/// The fields of a record that were read already, one bit each.
#[derive(Default)]
pub(super) struct Seen(u64);

impl Seen {
    /// Marks a field; `false` when it was marked before.
    pub(super) fn mark(&mut self, field: u32) -> bool {
        let bit = 1 << field;
        let new = self.0 & bit == 0;
        self.0 |= bit;
        new
    }
}

/// Declares how a part of the draft is read: the names of its fields and the place of each; with `or` the place
/// of the one scalar that may stand for it.
macro_rules! record {
    ($record:ty as $it:ident $( or $scalar:expr, )? { $( $name:ident => $place:expr, )+ } $( $rest:item )*) => {
        impl $crate::format::record::Record for $record {
            const FIELDS: &'static [&'static str] = &[ $( stringify!($name), )+ ];

            fn field<'de, A: serde::de::MapAccess<'de>>(
                &mut self,
                name: &str,
                seen: &mut $crate::format::record::Seen,
                reader: &mut $crate::format::reader::Reader,
                map: &mut A,
            ) -> Result<$crate::format::record::Known, A::Error> {
                #[allow(non_camel_case_types, reason = "called as the fields of the format are")]
                enum Slot { $( $name, )+ }
                let $it = self;
                match name {
                    $( stringify!($name) => {
                        let new = seen.mark(Slot::$name as u32);
                        // Bound by itself: a place that is made here has to live until it is read into.
                        let place = $place;
                        let place = if new { Some(place) } else { None };
                        $crate::format::record::read_field(stringify!($name), place, reader, map)?;
                    } )+
                    _ => return Ok($crate::format::record::Known::No),
                }
                Ok($crate::format::record::Known::Yes)
            }

            $(
                const EXPECTED: [&'static str; 2] =
                    ["a text, a number or an object", "teks, angka, atau objek"];

                fn scalar(&mut self) -> Option<&mut $crate::plan::Cell> {
                    let $it = self;
                    Some($scalar)
                }
            )?

            $( $rest )*
        }
    };
}
pub(super) use record;

/// Reads one value of a known field; a field that has no place any more was there before.
pub(super) fn read_field<'de, T: Field, A: MapAccess<'de>>(
    name: &'static str,
    place: Option<T>,
    reader: &mut Reader,
    map: &mut A,
) -> Result<(), A::Error> {
    let Some(place) = place else {
        reader.twice(name);
        return map.next_value::<IgnoredAny>().map(|_| ());
    };
    reader.within(name, |reader| {
        if let Some(found) = map.next_value_seed(Seed { place, reader: &mut *reader })? {
            reader.wrong_type(name, T::EXPECTED, &found);
        }
        Ok(())
    })
}

/// Reads a value into a place.
pub(super) struct Seed<'r, T> {
    pub(super) place: T,
    pub(super) reader: &'r mut Reader,
}

impl<'de, T: Field> DeserializeSeed<'de> for Seed<'_, T> {
    type Value = Found;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        self.place.read(self.reader, deserializer)
    }
}

/// A key of an object, borrowed where the text allows it.
pub(super) struct Key<'a>(pub(super) Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_string())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// The JSON text of whatever comes.
pub(super) fn raw<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'de str, D::Error> {
    <&RawValue>::deserialize(deserializer).map(RawValue::get)
}

/// Reads the fields of a record until the object ends.
fn read_record<'de, R: Record, A: MapAccess<'de>>(
    record: &mut R,
    reader: &mut Reader,
    mut map: A,
) -> Result<(), A::Error> {
    let (mut seen, mut slots) = (Seen::default(), Slots::default());
    while let Some(Key(name)) = map.next_key::<Key<'de>>()? {
        if reader.walk == Walk::Roll && R::CALLED.is_some_and(|called| !called.contains(&&*name)) {
            map.next_value::<IgnoredAny>()?;
            continue;
        }
        if record.field(&name, &mut seen, reader, &mut map)? == Known::Yes {
            continue;
        }
        let text = map.next_value::<&RawValue>()?.get();
        reader.unknown([&name, text], R::FIELDS, &mut slots, record.extensions());
    }
    record.finish();
    Ok(())
}

impl<R: Record> Field for &mut R {
    const EXPECTED: [&'static str; 2] = R::EXPECTED;

    fn read<'de, D: Deserializer<'de>>(
        self,
        reader: &mut Reader,
        deserializer: D,
    ) -> Result<Found, D::Error> {
        if self.scalar().is_none() {
            let found = deserializer.deserialize_any(RecordVisitor { record: &mut *self, reader })?;
            found.iter().for_each(|_| self.unread());
            return Ok(found);
        }
        read_either(self, raw(deserializer)?, reader).map_err(serde::de::Error::custom)
    }
}

/// Reads a record that may stand as one scalar from the JSON text of either form.
pub(super) fn read_either<R: Record>(
    record: &mut R,
    text: &str,
    reader: &mut Reader,
) -> Result<Found, serde_json::Error> {
    if text.starts_with(['{', '[']) {
        return read_text(record, text, reader);
    }
    if let Some(scalar) = record.scalar() {
        *scalar = cell(text);
    }
    Ok(None)
}

/// Reads a record from the JSON text of a value.
pub(super) fn read_text<R: Record>(
    record: &mut R,
    text: &str,
    reader: &mut Reader,
) -> Result<Found, serde_json::Error> {
    serde_json::Deserializer::from_str(text).deserialize_any(RecordVisitor { record, reader })
}

/// Reads a record, or says what came in its place.
pub(super) struct RecordVisitor<'r, R> {
    pub(super) record: &'r mut R,
    pub(super) reader: &'r mut Reader,
}

impl<'de, R: Record> Visitor<'de> for RecordVisitor<'_, R> {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Found, A::Error> {
        read_record(self.record, self.reader, map).map(|()| None)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Found, A::Error> {
        drain(seq)?;
        Ok(Some("a list".into()))
    }
    no_scalar!();
}

/// The methods of a visitor that wants no scalar: what came is given back as a message shows it.
macro_rules! no_scalar {
    () => {
        fn visit_str<E>(self, text: &str) -> Result<Found, E> {
            Ok(Some($crate::format::record::quoted(text)))
        }
        fn visit_bool<E>(self, value: bool) -> Result<Found, E> {
            Ok(Some(value.to_string().into()))
        }
        fn visit_i64<E>(self, value: i64) -> Result<Found, E> {
            Ok(Some(value.to_string().into()))
        }
        fn visit_u64<E>(self, value: u64) -> Result<Found, E> {
            Ok(Some(value.to_string().into()))
        }
        fn visit_f64<E>(self, _: f64) -> Result<Found, E> {
            Ok(Some("a number".into()))
        }
        fn visit_unit<E>(self) -> Result<Found, E> {
            Ok(Some("null".into()))
        }
    };
}
use no_scalar;
pub(super) use no_scalar as wants_no_scalar;

/// The beginning of a text, as a message shows it.
pub(super) fn quoted(text: &str) -> Box<str> {
    let shown: String = text.chars().take(40).collect();
    format!("`{shown}`").into()
}

/// Reads a list to its end and keeps nothing.
pub(super) fn drain<'de, A: SeqAccess<'de>>(mut seq: A) -> Result<(), A::Error> {
    while seq.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

/// A scalar keeps its text and its type; it is never wrong here, `check` judges it.
impl Field for &mut Cell {
    const EXPECTED: [&'static str; 2] = ["a text or a number", "teks atau angka"];

    fn read<'de, D: Deserializer<'de>>(self, _: &mut Reader, deserializer: D) -> Result<Found, D::Error> {
        *self = cell(raw(deserializer)?);
        Ok(None)
    }
}

/// A cell from the JSON text of a value.
pub(super) fn cell(text: &str) -> Cell {
    match text.as_bytes().first() {
        Some(b'"') => match text.get(1..text.len().saturating_sub(1)) {
            // The parser has seen the text: without a backslash it stands there as it is meant.
            Some(inner) if !inner.as_bytes().contains(&b'\\') => Cell::Text(inner.into()),
            _ => match serde_json::from_str::<Cow<'_, str>>(text) {
                Ok(inner) => Cell::Text(inner.into()),
                Err(_) => Cell::Other(text.into()),
            },
        },
        Some(b'-' | b'0'..=b'9') => Cell::Number(text.into()),
        _ if text == "null" => Cell::Missing,
        _ => Cell::Other(text.into()),
    }
}
