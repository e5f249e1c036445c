//! Content hashes: what something says, in 32 bytes, whatever the order and the form in which it was written.
//!
//! Two things with one [`Fingerprint`] say the same. It is the SHA-256 of canonical bytes: each part with its length,
//! figures by their value (`7,50` and `7.5` are one), what has no order sorted by its own hash. How a file is laid out,
//! in which order it lists its elements and where they stand in it make no difference.

mod content;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(crate) use content::{Canon, Content};

/// A content hash, written as `sha256:` and 64 lower-case hexadecimal digits.
///
/// ```
/// use renstra::fingerprint::Fingerprint;
/// use renstra::policy::Policy;
/// let of = |title| Policy::new("own", title).fingerprint();
/// assert_eq!(of("our scale"), of("our scale"));
/// assert_ne!(of("our scale"), of("another scale"));
/// let text = of("our scale").to_string();
/// assert_eq!(text.parse::<Fingerprint>(), Ok(of("our scale")));
/// assert!("sha256:12".parse::<Fingerprint>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

/// A text that is no fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no fingerprint; it is written as `sha256:` and 64 hexadecimal digits")]
pub struct FingerprintError(Box<str>);

/// The longest part of a faulty text that a message shows.
const SHOWN: usize = 80;

impl Fingerprint {
    /// The fingerprint of something; `what` keeps things of different kinds apart and is its version.
    pub(crate) fn of(what: &'static str, content: &(impl Content + ?Sized)) -> Fingerprint {
        let mut canon = Canon::new(what);
        content.feed(&mut canon);
        Fingerprint(canon.finish())
    }

    /// The bytes.
    #[must_use]
    pub const fn bytes(self) -> [u8; 32] {
        self.0
    }

    /// The first twelve digits, for people: enough to see that two differ.
    #[must_use]
    pub fn short(self) -> String {
        self.to_string().chars().skip("sha256:".len()).take(12).collect()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sha256:")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Fingerprint {
    type Err = FingerprintError;

    fn from_str(text: &str) -> Result<Fingerprint, FingerprintError> {
        let wrong =
            || FingerprintError(crate::finding::plain(&text.chars().take(SHOWN).collect::<String>()).into());
        let digits = text.strip_prefix("sha256:").filter(|digits| digits.len() == 64).ok_or_else(wrong)?;
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
            let [high, low] = pair else { return Err(wrong()) };
            *byte = hexadecimal(*high)
                .zip(hexadecimal(*low))
                .map(|(high, low)| high << 4 | low)
                .ok_or_else(wrong)?;
        }
        Ok(Fingerprint(bytes))
    }
}

const fn hexadecimal(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fingerprint, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
