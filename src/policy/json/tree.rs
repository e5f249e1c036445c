//! JSON as a tree that keeps figures as they are written and sees keys that stand twice.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::fingerprint::{Canon, Content};
use crate::number::Number;

/// Deeper than any policy is; what goes deeper is refused before it can exhaust the stack.
const MAX_DEPTH: u8 = 32;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// A number, as it is written.
    Number(Box<str>),
    Text(Box<str>),
    List(Vec<Json>),
    /// Keys in the order of the file; the same key may stand twice.
    Object(Vec<(Box<str>, Json)>),
    /// A figure, which is written as a text and counts by its value. Only written; read as a text.
    Figure(Number),
    /// A value that is passed on as it is written.
    Raw(Box<str>),
}

impl Json {
    /// Reads a tree. Values behind `x-` keys of the outermost object stay raw.
    pub(crate) fn parse(text: &str) -> Result<Json, serde_json::Error> {
        let raw: &RawValue = serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))?;
        nested(raw, MAX_DEPTH)
    }

    /// A text.
    pub(crate) fn text(text: impl Into<Box<str>>) -> Json {
        Json::Text(text.into())
    }

    /// What the value is, in words, for messages.
    pub(crate) const fn found(&self) -> [&'static str; 2] {
        match self {
            Json::Null => ["null", "null"],
            Json::Bool(_) => ["true or false", "true atau false"],
            Json::Number(_) => ["a number", "angka"],
            Json::Text(_) | Json::Figure(_) => ["a text", "teks"],
            Json::List(_) => ["a list", "daftar"],
            Json::Object(_) => ["an object", "objek"],
            Json::Raw(_) => ["a value", "nilai"],
        }
    }
}

fn nested(raw: &RawValue, depth: u8) -> Result<Json, serde_json::Error> {
    let text = raw.get();
    let Some(deeper) = depth.checked_sub(1) else {
        return Err(serde_json::Error::custom("nested too deep"));
    };
    match text.bytes().next() {
        Some(b'{') => Object(deeper).deserialize(&mut serde_json::Deserializer::from_str(text)),
        Some(b'[') => List(deeper).deserialize(&mut serde_json::Deserializer::from_str(text)),
        Some(b'"') => serde_json::from_str(text).map(Json::Text),
        Some(b'n') => Ok(Json::Null),
        Some(b't') => Ok(Json::Bool(true)),
        Some(b'f') => Ok(Json::Bool(false)),
        _ => Ok(Json::Number(text.into())),
    }
}

/// Figures leave as texts, as they are written.
impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_none(),
            Json::Bool(yes) => serializer.serialize_bool(*yes),
            Json::Number(text) => match text.parse::<u64>() {
                Ok(count) => serializer.serialize_u64(count),
                Err(_) => serializer.serialize_str(text),
            },
            Json::Text(text) | Json::Raw(text) => serializer.serialize_str(text),
            Json::Figure(number) => serializer.collect_str(number),
            Json::List(values) => serializer.collect_seq(values),
            Json::Object(fields) => serializer.collect_map(fields.iter().map(|(key, value)| (key, value))),
        }
    }
}

/// Figures by their value; slots of the user's own are left out. What has no order is made a set by who knows it.
impl Content for Json {
    fn feed(&self, canon: &mut Canon) {
        match self {
            Json::Null => canon.text("null").end(),
            Json::Bool(yes) => canon.text(if *yes { "true" } else { "false" }).end(),
            Json::Number(text) => canon.text("number").put(text).end(),
            Json::Text(text) => canon.text("text").put(text).end(),
            Json::Figure(number) => canon.text("figure").put(number).end(),
            Json::List(values) => canon.text("list").list(values, |value, canon| value.feed(canon)),
            Json::Object(fields) => {
                let known = fields.iter().filter(|(_, value)| !matches!(value, Json::Raw(_)));
                canon.text("object").set(known, |(key, value), canon| canon.put(key).put(value).end());
            }
            Json::Raw(_) => {}
        }
    }
}

struct Object(u8);
struct List(u8);

impl<'de> DeserializeSeed<'de> for Object {
    type Value = Json;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object {
    type Value = Json;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut fields = Vec::new();
        while let Some((key, raw)) = map.next_entry::<Box<str>, &RawValue>()? {
            let outermost = self.0 + 1 == MAX_DEPTH;
            let value = if outermost && key.starts_with("x-") {
                Json::Raw(raw.get().into())
            } else {
                nested(raw, self.0).map_err(A::Error::custom)?
            };
            fields.push((key, value));
        }
        Ok(Json::Object(fields))
    }
}

impl<'de> DeserializeSeed<'de> for List {
    type Value = Json;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List {
    type Value = Json;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut values = Vec::new();
        while let Some(raw) = list.next_element::<&RawValue>()? {
            values.push(nested(raw, self.0).map_err(A::Error::custom)?);
        }
        Ok(Json::List(values))
    }
}

/// Two spaces a level; a short list or object of plain values stands on one line.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(self, 0, f)
    }
}

fn write(json: &Json, depth: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if depth > 0 {
        if let Some(line) = one_line(json) {
            return f.write_str(&line);
        }
    }
    match json {
        Json::Null => f.write_str("null"),
        Json::Bool(yes) => write!(f, "{yes}"),
        Json::Number(text) | Json::Raw(text) => f.write_str(text),
        Json::Text(text) => quoted(text, f),
        Json::Figure(number) => quoted(&number.to_string(), f),
        Json::List(values) if values.is_empty() => f.write_str("[]"),
        Json::Object(fields) if fields.is_empty() => f.write_str("{}"),
        Json::List(values) => {
            f.write_str("[")?;
            for (i, value) in values.iter().enumerate() {
                line(i, depth + 1, f)?;
                write(value, depth + 1, f)?;
            }
            write!(f, "\n{:1$}]", "", 2 * depth)
        }
        Json::Object(fields) => {
            f.write_str("{")?;
            for (i, (key, value)) in fields.iter().enumerate() {
                line(i, depth + 1, f)?;
                quoted(key, f)?;
                f.write_str(": ")?;
                write(value, depth + 1, f)?;
            }
            write!(f, "\n{:1$}}}", "", 2 * depth)
        }
    }
}

/// The most characters of a list or an object on one line.
const SHORT: usize = 64;

/// A short list or object of plain values.
fn one_line(json: &Json) -> Option<String> {
    let plain = |value: &Json| match value {
        Json::List(_) | Json::Object(_) | Json::Raw(_) => None,
        plain => Some(plain.to_string()),
    };
    let line = match json {
        Json::List(values) => {
            let values: Vec<String> = values.iter().map(plain).collect::<Option<_>>()?;
            format!("[{}]", values.join(", "))
        }
        Json::Object(fields) if !fields.is_empty() => {
            let field =
                |(key, value): &(Box<str>, Json)| Some(format!("{}: {}", Json::text(&**key), plain(value)?));
            let fields: Vec<String> = fields.iter().map(field).collect::<Option<_>>()?;
            format!("{{ {} }}", fields.join(", "))
        }
        _ => return None,
    };
    (line.chars().count() <= SHORT).then_some(line)
}

fn line(place: usize, depth: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{}\n{:2$}", if place == 0 { "" } else { "," }, "", 2 * depth)
}

fn quoted(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&serde_json::to_string(text).map_err(|_| fmt::Error)?)
}
