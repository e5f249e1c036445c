use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

use crate::finding::Lang;
use crate::plan::{CheckLimits, Draft, Faults, Plan};

use super::convert::Converter;
use super::record::{Key, Known, Oddity, Record, RecordVisitor, drain, no_scalar};
use super::v1;
use super::version::{self, VersionError};

/// How large a file may be.
///
/// ```
/// use renstra::format::{Limits, ReadError, read_with};
/// let limits = Limits::default().bytes(10);
/// assert!(matches!(read_with(br#"{"renstra": 1}"#, limits), Err(ReadError::TooLarge { .. })));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    bytes: usize,
    elements: usize,
    depth: usize,
    findings: usize,
}

impl Default for Limits {
    /// 512 MiB, five million elements, 64 levels of nesting, a million findings.
    fn default() -> Limits {
        Limits { bytes: 512 << 20, elements: 5_000_000, depth: 64, findings: 1_000_000 }
    }
}

impl Limits {
    /// At most so many bytes.
    #[must_use]
    pub fn bytes(mut self, bytes: usize) -> Limits {
        self.bytes = bytes;
        self
    }

    /// At most so many elements.
    #[must_use]
    pub fn elements(mut self, elements: usize) -> Limits {
        self.elements = elements;
        self
    }

    /// Brackets nested at most so deep, and never deeper than 120.
    #[must_use]
    pub fn depth(mut self, depth: usize) -> Limits {
        // The parser itself stops at 128.
        self.depth = depth.min(120);
        self
    }

    /// Keeps at most so many findings.
    #[must_use]
    pub fn findings(mut self, findings: usize) -> Limits {
        self.findings = findings;
        self
    }
}

/// Why a file cannot be read at all. Everything else is a finding beside the others.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ReadError {
    /// There is nothing.
    Empty,
    /// Not UTF-8.
    Encoding {
        /// The first byte that is wrong, from 0.
        byte: usize,
    },
    /// Not JSON.
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        message: Box<str>,
    },
    /// The version is missing or unknown.
    Version(VersionError),
    /// More bytes than the limit.
    TooLarge {
        /// The file's size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// More elements than the limit.
    TooMany {
        /// The limit.
        limit: usize,
    },
    /// Nested deeper than the limit.
    TooDeep {
        /// The limit.
        limit: usize,
        /// The first byte that is too deep, from 0.
        byte: usize,
    },
}

impl ReadError {
    /// A code that stays the same for ever.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            ReadError::Empty => "format.empty",
            ReadError::Encoding { .. } => "format.encoding",
            ReadError::Syntax { .. } => "format.syntax",
            ReadError::Version(_) => "format.version",
            ReadError::TooLarge { .. } => "format.too-large",
            ReadError::TooMany { .. } => "format.too-many",
            ReadError::TooDeep { .. } => "format.too-deep",
        }
    }
}

impl ReadError {
    /// What is wrong, in the reader's language.
    ///
    /// ```
    /// use renstra::finding::Lang;
    /// let error = renstra::format::read(b"").unwrap_err();
    /// assert_eq!(error.message(Lang::En), "the file is empty");
    /// assert_eq!(error.message(Lang::Id), "berkas ini kosong");
    /// ```
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.english(),
            Lang::Id => self.indonesian(),
        }
    }

    fn english(&self) -> String {
        match self {
            ReadError::Empty => "the file is empty".into(),
            ReadError::Encoding { byte } => format!("the file is not UTF-8: byte {byte} does not fit"),
            ReadError::Syntax { line, column, message } => {
                format!("not JSON: {message} at line {line}, column {column}")
            }
            ReadError::Version(error) => error.message(Lang::En),
            ReadError::TooLarge { bytes, limit } => format!("the file has {bytes} bytes, more than {limit}"),
            ReadError::TooMany { limit } => format!("the file has more than {limit} elements"),
            ReadError::TooDeep { limit, byte } => {
                format!("brackets are nested more than {limit} deep at byte {byte}")
            }
        }
    }

    fn indonesian(&self) -> String {
        match self {
            ReadError::Empty => "berkas ini kosong".into(),
            ReadError::Encoding { byte } => format!("berkas ini bukan UTF-8: bita {byte} tidak sesuai"),
            // The parser speaks English only: its words are quoted, the place is told.
            ReadError::Syntax { line, column, message } => {
                format!("bukan JSON: baris {line}, kolom {column} (`{message}`)")
            }
            ReadError::Version(error) => error.message(Lang::Id),
            ReadError::TooLarge { bytes, limit } => {
                format!("ukuran berkas {bytes} bita, lebih dari {limit}")
            }
            ReadError::TooMany { limit } => format!("berkas memuat lebih dari {limit} elemen"),
            ReadError::TooDeep { limit, byte } => {
                format!("tanda kurung bertingkat lebih dari {limit} pada bita {byte}")
            }
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english())
    }
}

impl std::error::Error for ReadError {}

/// Why a file is no plan: it cannot be read, or what it says has no meaning.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It has faults that leave it without meaning.
    #[error(transparent)]
    Faults(#[from] Faults),
}

impl PlanError {
    /// What is wrong, in the reader's language.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            PlanError::Read(error) => error.message(lang),
            PlanError::Faults(faults) => faults.message(lang),
        }
    }
}

/// Reads a draft from JSON with the default limits.
///
/// Only syntax, encoding, version and limits stop. Wrong types, unknown fields and duplicate keys are
/// findings of the draft, each with its JSON Pointer, beside those that [`Draft::check`] adds.
///
/// # Errors
/// See [`ReadError`].
///
/// ```
/// let file = br#"{
///   "renstra": 1,
///   "document": {"code": "DEMO", "title": "A demonstration"},
///   "elements": [{"kind": "vision", "code": "V", "title": "A government that serves", "color": "blue"}]
/// }"#;
/// let plan = renstra::format::read(file)?.check()?;
/// assert_eq!(plan.findings()[0].code(), "format.unknown-field");
/// assert_eq!(plan.findings()[0].origin().unwrap().to_string(), "/elements/0/color");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(bytes: &[u8]) -> Result<Draft, ReadError> {
    read_with(bytes, Limits::default())
}

/// Reads and checks a plan with the default limits.
///
/// # Errors
/// The file cannot be read, or what it says has no meaning.
pub fn read_plan(bytes: &[u8]) -> Result<Plan, PlanError> {
    let limits = Limits::default();
    Ok(read_with(bytes, limits)?.check_with(CheckLimits::default().findings(limits.findings))?)
}

/// Reads a draft from JSON with limits of the caller's.
///
/// # Errors
/// See [`ReadError`].
pub fn read_with(bytes: &[u8], limits: Limits) -> Result<Draft, ReadError> {
    let text = text(bytes, limits)?;
    let known = version::of(text).map_err(|error| syntax(&error))?;
    version::supported(known).map_err(ReadError::Version)?;
    let mut converter = Converter::new(limits.findings);
    let mut parser = serde_json::Deserializer::from_str(text);
    let mut state = FileReader { converter: &mut converter, limits, too_many: false };
    let parsed = parser.deserialize_map(&mut state).and_then(|()| parser.end());
    if state.too_many {
        return Err(ReadError::TooMany { limit: limits.elements });
    }
    parsed.map_err(|error| syntax(&error))?;
    Ok(converter.draft)
}

/// The text of a file: within the limits, UTF-8, without its byte order mark.
pub(super) fn text(bytes: &[u8], limits: Limits) -> Result<&str, ReadError> {
    if bytes.len() > limits.bytes {
        return Err(ReadError::TooLarge { bytes: bytes.len(), limit: limits.bytes });
    }
    let text =
        std::str::from_utf8(bytes).map_err(|error| ReadError::Encoding { byte: error.valid_up_to() })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    depth(text, limits.depth)?;
    Ok(text)
}

/// Refuses brackets nested deeper than the limit, before anything recurses into them.
fn depth(text: &str, limit: usize) -> Result<(), ReadError> {
    let (mut depth, mut in_text, mut escaped) = (0usize, Inside::Nothing, false);
    for (byte, c) in text.bytes().enumerate() {
        match (in_text, c) {
            (Inside::Text, _) if escaped => escaped = false,
            (Inside::Text, b'\\') => escaped = true,
            (Inside::Text, b'"') => in_text = Inside::Nothing,
            (Inside::Text, _) => {}
            (Inside::Nothing, b'"') => in_text = Inside::Text,
            (Inside::Nothing, b'{' | b'[') => {
                depth += 1;
                if depth > limit {
                    return Err(ReadError::TooDeep { limit, byte });
                }
            }
            (Inside::Nothing, b'}' | b']') => depth = depth.saturating_sub(1),
            (Inside::Nothing, _) => {}
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Inside {
    Text,
    Nothing,
}

pub(super) fn syntax(error: &serde_json::Error) -> ReadError {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    ReadError::Syntax { line: error.line(), column: error.column(), message: message.into() }
}

/// Reads the file's own object; elements and observations are converted as they come.
struct FileReader<'c> {
    converter: &'c mut Converter,
    limits: Limits,
    too_many: bool,
}

impl<'de> Visitor<'de> for &mut FileReader<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `renstra`, `document` and `elements`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut file = v1::File::default();
        let mut seen: Vec<&'static str> = Vec::new();
        while let Some(Key(name)) = map.next_key::<Key<'de>>()? {
            let list = match &*name {
                "elements" => "elements",
                "observations" => "observations",
                _ => {
                    rest(&mut file, &name, &mut map)?;
                    continue;
                }
            };
            if seen.contains(&list) {
                file.odd.push(Oddity::Twice(list.into()));
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            seen.push(list);
            if let Some(found) = map.next_value_seed(ListSeed { reader: self, list })? {
                file.odd.push(Oddity::WrongType(list.into(), ["a list", "daftar"], found));
            }
        }
        self.converter.document(file.document.unwrap_or_default());
        self.converter.file(file.odd);
        Ok(())
    }
}

fn rest<'de, A: MapAccess<'de>>(file: &mut v1::File, name: &str, map: &mut A) -> Result<(), A::Error> {
    if file.field(name, map)? == Known::No {
        let text = map.next_value::<&serde_json::value::RawValue>()?.get().into();
        let oddity = if name.starts_with("x-") { Oddity::Extension } else { Oddity::Unknown };
        file.odd.push(oddity(name.into(), text));
    }
    Ok(())
}

/// A list of the file; gives back what came when it is none.
struct ListSeed<'r, 'c> {
    reader: &'r mut FileReader<'c>,
    list: &'static str,
}

impl<'de> DeserializeSeed<'de> for ListSeed<'_, '_> {
    type Value = Option<Box<str>>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ListSeed<'_, '_> {
    type Value = Option<Box<str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut at = 0;
        loop {
            if at >= self.reader.limits.elements {
                if seq.next_element::<IgnoredAny>()?.is_some() {
                    self.reader.too_many = true;
                    drain(seq)?;
                }
                return Ok(None);
            }
            let more = if self.list == "elements" {
                let part = seq.next_element_seed(PartSeed::<v1::Element>(std::marker::PhantomData))?;
                self.reader.part(part, self.list, at, Converter::element)
            } else {
                let part = seq.next_element_seed(PartSeed::<v1::Observation>(std::marker::PhantomData))?;
                self.reader.part(part, self.list, at, Converter::observation)
            };
            if more == Known::No {
                return Ok(None);
            }
            at += 1;
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Some("an object".into()))
    }
    no_scalar!(Some);
}

struct PartSeed<R>(std::marker::PhantomData<R>);

impl<'de, R: Record> DeserializeSeed<'de> for PartSeed<R> {
    type Value = Result<R, Box<str>>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(RecordVisitor(std::marker::PhantomData))
    }
}

impl FileReader<'_> {
    /// Takes one part of a list; `No` when the list has ended.
    fn part<R: Record>(
        &mut self,
        part: Option<Result<R, Box<str>>>,
        list: &'static str,
        at: usize,
        take: fn(&mut Converter, R, usize),
    ) -> Known {
        match part {
            None => return Known::No,
            Some(Ok(record)) => take(self.converter, record, at),
            Some(Err(found)) => {
                self.converter.no_object(list, at, &found);
                take(self.converter, R::default(), at);
            }
        }
        Known::Yes
    }
}
