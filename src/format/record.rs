//! Records of the format: objects whose fields are lenient, so that one pass finds everything.
//!
//! A field of a wrong type, an unknown field and a duplicate key are no errors of the parser: the record
//! keeps them, and the reader makes findings of them once it knows where the record stands.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use smol_str::SmolStr;

use crate::plan::Cell;

/// What was odd about a record: fields that are not known, keys that came twice, parts of a wrong type.
#[derive(Debug, Default)]
pub(super) struct Oddities(Vec<Oddity>);

/// One odd thing, by the field that it is about.
#[derive(Debug)]
pub(super) enum Oddity {
    /// A field that the format does not know, with its JSON text.
    Unknown(Box<str>, Box<str>),
    /// A slot of the user's own, with its JSON text.
    Extension(Box<str>, Box<str>),
    /// A key that came before.
    Twice(Box<str>),
    /// A value of another type than the format asks for.
    WrongType(Box<str>, [&'static str; 2], Box<str>),
}

impl Oddities {
    pub(super) fn push(&mut self, oddity: Oddity) {
        self.0.push(oddity);
    }

    pub(super) fn into_vec(self) -> Vec<Oddity> {
        self.0
    }
}

/// The methods of a visitor that wants no scalar: what came is wrapped in `$found`, as a message shows it.
macro_rules! no_scalar {
    ($found:expr) => {
        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            Ok($found($crate::format::record::quoted(text)))
        }
        fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
            Ok($found(value.to_string().into()))
        }
        fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
            Ok($found(value.to_string().into()))
        }
        fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
            Ok($found(value.to_string().into()))
        }
        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            Ok($found("a number".into()))
        }
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok($found("null".into()))
        }
    };
}
pub(super) use no_scalar;

/// What a field of a record holds.
pub(super) trait Field: Default {
    /// What the format asks for, for a message.
    const EXPECTED: [&'static str; 2];

    /// Reads the value, or gives back its JSON text when it is of another type.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Result<Self, Box<str>>, D::Error>;
}

/// A record that can be read field by field.
pub(super) trait Record: Default {
    /// Reads the field of this name from a map; `false` when it has none of that name.
    fn field<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<Known, A::Error>;

    /// Where what is odd is kept.
    fn oddities(&mut self) -> &mut Oddities;
}

/// Whether a record has a field of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Yes,
    No,
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

/// Reads one value of a known field.
pub(super) fn read_field<'de, T: Field, A: MapAccess<'de>>(
    name: &str,
    place: &mut Option<T>,
    oddities: &mut Oddities,
    map: &mut A,
) -> Result<(), A::Error> {
    struct Seed<T>(std::marker::PhantomData<T>);
    impl<'de, T: Field> serde::de::DeserializeSeed<'de> for Seed<T> {
        type Value = Result<T, Box<str>>;
        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
            T::read(deserializer)
        }
    }
    if place.is_some() {
        oddities.push(Oddity::Twice(name.into()));
        map.next_value::<IgnoredAny>()?;
        return Ok(());
    }
    *place = Some(match map.next_value_seed(Seed::<T>(std::marker::PhantomData))? {
        Ok(value) => value,
        Err(found) => {
            oddities.push(Oddity::WrongType(name.into(), T::EXPECTED, found));
            T::default()
        }
    });
    Ok(())
}

/// Reads the fields of a record until the object ends.
pub(super) fn read_record<'de, R: Record, A: MapAccess<'de>>(mut map: A) -> Result<R, A::Error> {
    let mut record = R::default();
    while let Some(Key(name)) = map.next_key::<Key<'de>>()? {
        if record.field(&name, &mut map)? == Known::Yes {
            continue;
        }
        let text: Box<str> = map.next_value::<&RawValue>()?.get().into();
        let name: Box<str> = name.into();
        let kind = if name.starts_with("x-") { Oddity::Extension } else { Oddity::Unknown };
        record.oddities().push(kind(name, text));
    }
    Ok(record)
}

/// Declares a record: its fields, the names they have in files, and what they hold.
macro_rules! record {
    ($( #[$doc:meta] )* $name:ident { $( $field:ident: $type:ty = $key:literal, )+ }) => {
        $( #[$doc] )*
        #[derive(Debug, Default)]
        pub(super) struct $name {
            $( pub(super) $field: Option<$type>, )+
            pub(super) odd: $crate::format::record::Oddities,
        }

        impl $name {
            /// The names of its fields.
            pub(super) const FIELDS: &'static [&'static str] = &[ $( $key, )+ ];
        }

        impl $crate::format::record::Record for $name {
            fn field<'de, A: serde::de::MapAccess<'de>>(
                &mut self,
                name: &str,
                map: &mut A,
            ) -> Result<$crate::format::record::Known, A::Error> {
                match name {
                    $( $key => $crate::format::record::read_field($key, &mut self.$field, &mut self.odd, map)?, )+
                    _ => return Ok($crate::format::record::Known::No),
                }
                Ok($crate::format::record::Known::Yes)
            }

            fn oddities(&mut self) -> &mut $crate::format::record::Oddities {
                &mut self.odd
            }
        }

        impl $crate::format::record::Field for $name {
            const EXPECTED: [&'static str; 2] = ["an object", "objek"];

            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Result<Self, Box<str>>, D::Error> {
                deserializer.deserialize_any($crate::format::record::RecordVisitor(std::marker::PhantomData))
            }
        }
    };
}
pub(super) use record;

/// Reads a record, or says what came in its place.
pub(super) struct RecordVisitor<R>(pub(super) std::marker::PhantomData<R>);

impl<'de, R: Record> Visitor<'de> for RecordVisitor<R> {
    type Value = Result<R, Box<str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        read_record(map).map(Ok)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        drain(seq)?;
        Ok(Err("a list".into()))
    }
    no_scalar!(Err);
}

/// Reads a list to its end and keeps nothing.
pub(super) fn drain<'de, A: SeqAccess<'de>>(mut seq: A) -> Result<(), A::Error> {
    while seq.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

/// The beginning of a text, as a message shows it.
pub(super) fn quoted(text: &str) -> Box<str> {
    let shown: String = text.chars().take(40).collect();
    format!("`{shown}`").into()
}

/// A scalar keeps its text and its type; it is never wrong here, `check` judges it.
impl Field for Cell {
    const EXPECTED: [&'static str; 2] = ["a text or a number", "teks atau angka"];

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Result<Self, Box<str>>, D::Error> {
        Ok(Ok(cell(raw(deserializer)?)))
    }
}

/// A cell from the JSON text of a value.
pub(super) fn cell(text: &str) -> Cell {
    match text.as_bytes().first() {
        Some(b'"') => match text.get(1..text.len().saturating_sub(1)) {
            // The parser has seen the text: without a backslash it stands there as it is meant.
            Some(inner) if !inner.contains('\\') => Cell::Text(inner.into()),
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

/// A list of parts, each read by itself, so that one of a wrong type leaves the others.
#[derive(Debug, Default)]
pub(super) struct List<T> {
    pub(super) items: Vec<T>,
    /// The places of parts that were of another type, and what they were.
    pub(super) wrong: Vec<(usize, Box<str>)>,
}

impl<T: Field> Field for List<T> {
    const EXPECTED: [&'static str; 2] = ["a list", "daftar"];

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Result<Self, Box<str>>, D::Error> {
        deserializer.deserialize_any(ListVisitor(std::marker::PhantomData))
    }
}

struct ListVisitor<T>(std::marker::PhantomData<T>);

struct ItemSeed<T>(std::marker::PhantomData<T>);

impl<'de, T: Field> serde::de::DeserializeSeed<'de> for ItemSeed<T> {
    type Value = Result<T, Box<str>>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::read(deserializer)
    }
}

impl<'de, T: Field> Visitor<'de> for ListVisitor<T> {
    type Value = Result<List<T>, Box<str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut list = List { items: Vec::new(), wrong: Vec::new() };
        while let Some(item) = seq.next_element_seed(ItemSeed::<T>(std::marker::PhantomData))? {
            let item = item.unwrap_or_else(|found| {
                list.wrong.push((list.items.len(), found));
                T::default()
            });
            list.items.push(item);
        }
        Ok(Ok(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Err("an object".into()))
    }
    no_scalar!(Err);
}

/// An object whose keys are data: periods and their figures, in the order written.
#[derive(Debug, Default)]
pub(super) struct Pairs<T> {
    pub(super) pairs: Vec<(SmolStr, T)>,
    /// Keys that came before; the first one stands.
    pub(super) twice: Vec<Box<str>>,
    /// Values of another type, by key.
    pub(super) wrong: Vec<(Box<str>, Box<str>)>,
}

impl<T: Field> Field for Pairs<T> {
    const EXPECTED: [&'static str; 2] = ["an object of periods", "objek berisi periode"];

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Result<Self, Box<str>>, D::Error> {
        deserializer.deserialize_any(PairsVisitor(std::marker::PhantomData))
    }
}

struct PairsVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: Field> Visitor<'de> for PairsVisitor<T> {
    type Value = Result<Pairs<T>, Box<str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs: Pairs<T> = Pairs { pairs: Vec::new(), twice: Vec::new(), wrong: Vec::new() };
        // Few keys are compared one by one; many are looked up.
        let mut seen: Option<std::collections::HashSet<SmolStr>> = None;
        while let Some(Key(key)) = map.next_key::<Key<'de>>()? {
            let twice = match &seen {
                Some(seen) => seen.contains(&*key),
                None => pairs.pairs.iter().any(|(known, _)| *known == *key),
            };
            if twice {
                pairs.twice.push(Box::from(&*key));
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let key = SmolStr::from(key);
            let value = map.next_value_seed(ItemSeed::<T>(std::marker::PhantomData))?;
            let value = value.unwrap_or_else(|found| {
                pairs.wrong.push((key.as_str().into(), found));
                T::default()
            });
            if let Some(seen) = &mut seen {
                seen.insert(key.clone());
            }
            pairs.pairs.push((key, value));
            if seen.is_none() && pairs.pairs.len() > 32 {
                seen = Some(pairs.pairs.iter().map(|(key, _)| key.clone()).collect());
            }
        }
        Ok(Ok(pairs))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        drain(seq)?;
        Ok(Err("a list".into()))
    }
    no_scalar!(Err);
}

/// Either a scalar or a record: a short form and a long one of the same thing.
#[derive(Debug)]
pub(super) enum Short<R> {
    /// The short form.
    Cell(Cell),
    /// The long form.
    Record(Box<R>),
}

impl<R> Default for Short<R> {
    fn default() -> Short<R> {
        Short::Cell(Cell::Missing)
    }
}

impl<R: Record> Field for Short<R> {
    const EXPECTED: [&'static str; 2] = ["a text, a number or an object", "teks, angka, atau objek"];

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Result<Self, Box<str>>, D::Error> {
        let text = raw(deserializer)?;
        if text.starts_with('{') {
            let mut inner = serde_json::Deserializer::from_str(text);
            let record = inner.deserialize_map(RecordVisitor::<R>(std::marker::PhantomData));
            return match record.map_err(serde::de::Error::custom)? {
                Ok(record) => Ok(Ok(Short::Record(Box::new(record)))),
                Err(found) => Ok(Err(found)),
            };
        }
        if text.starts_with('[') { Ok(Err("a list".into())) } else { Ok(Ok(Short::Cell(cell(text)))) }
    }
}
