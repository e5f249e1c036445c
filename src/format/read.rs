use std::fmt;

use serde::de::Deserializer;

use crate::finding::Lang;
use crate::plan::{CheckLimits, Draft, Faults, Plan};

use super::reader::{Overflow, Reader, Walk};
use super::record::RecordVisitor;
use super::v1::{File, Take, kept};
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
    pub(super) elements: usize,
    depth: usize,
    pub(super) findings: usize,
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
    /// JSON, but no object.
    NotAnObject,
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
            ReadError::NotAnObject => "format.not-an-object",
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
            ReadError::NotAnObject => {
                "the file must hold an object with `renstra`, `document` and `elements`".into()
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
            ReadError::NotAnObject => {
                "berkas harus berisi objek dengan `renstra`, `document`, dan `elements`".into()
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
    let (reader, text) = reader(bytes, limits)?;
    if let Some(plan) = (reader.plan)(text, limits) {
        return Ok(plan);
    }
    // There is more to tell than a plan can be made of.
    Ok((reader.draft)(text, limits)?.check_with(CheckLimits::default().findings(limits.findings))?)
}

/// Reads a draft from JSON with limits of the caller's.
///
/// # Errors
/// See [`ReadError`].
pub fn read_with(bytes: &[u8], limits: Limits) -> Result<Draft, ReadError> {
    let (reader, text) = reader(bytes, limits)?;
    (reader.draft)(text, limits)
}

/// The reader of a file's version, and its text.
fn reader(bytes: &[u8], limits: Limits) -> Result<(version::Reader, &str), ReadError> {
    let text = text(bytes, limits)?;
    let found = version::of(text).map_err(|error| syntax(&error))?;
    Ok((version::reader(&found).map_err(ReadError::Version)?, text))
}

/// Reads a file of version 1.
pub(super) fn draft_1(text: &str, limits: Limits) -> Result<Draft, ReadError> {
    let mut draft = Draft::default();
    let mut reader = Reader::new(Walk::Whole, limits.findings, limits.elements);
    let parsed =
        walk(text, &mut reader, &mut draft, &mut |draft, element| kept(&mut draft.elements, element));
    if reader.overflow == Overflow::Yes {
        return Err(ReadError::TooMany { limit: limits.elements });
    }
    parsed.map_err(|error| syntax(&error))?;
    draft.elements.shrink_to_fit();
    draft.findings = reader.findings;
    Ok(draft)
}

/// Goes through a file of version 1 once. Its elements are taken as they come.
pub(super) fn walk<'t>(
    text: &str,
    reader: &mut Reader,
    draft: &'t mut Draft,
    take: &'t mut Take<'t>,
) -> Result<(), serde_json::Error> {
    let mut parser = serde_json::Deserializer::from_str(text);
    let file = RecordVisitor { record: &mut File::new(draft, take), reader };
    parser.deserialize_map(file)?;
    parser.end()?;
    reader.about_plan();
    Ok(())
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
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = end_of_text(bytes, at + 1),
            b'{' | b'[' if depth == limit => return Err(ReadError::TooDeep { limit, byte: at }),
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    Ok(())
}

/// Where the text that begins at `at` ends: at its closing quotation mark, or with the file.
fn end_of_text(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            // What follows the backslash is no end.
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

pub(super) fn syntax(error: &serde_json::Error) -> ReadError {
    if error.is_data() {
        return ReadError::NotAnObject;
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    ReadError::Syntax { line: error.line(), column: error.column(), message: message.into() }
}
