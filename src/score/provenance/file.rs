//! A provenance as JSON, written and read.

use serde::{Deserialize, Serialize, Serializer};

use crate::fingerprint::{Fingerprint, FingerprintError};
use crate::period::{Period, PeriodError};
use crate::score::Asked;

use super::{Irreproducible, Provenance};

/// Why a text is no provenance.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProvenanceError {
    /// It is no JSON, or lacks what a provenance has.
    #[error("this is no provenance: {0}")]
    Json(#[from] serde_json::Error),
    /// A hash is none.
    #[error(transparent)]
    Fingerprint(#[from] FingerprintError),
    /// The period is none.
    #[error(transparent)]
    Period(#[from] PeriodError),
    /// A reason that this version does not know.
    #[error("`{0}` is no reason why a scorecard cannot be made again")]
    Reason(Box<str>),
}

#[derive(Serialize, Deserialize)]
struct File {
    library: String,
    plan: String,
    policy: String,
    observations: String,
    period: String,
    as_of: chrono_day::Day,
    result: String,
    reproducible: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    because: Vec<Because>,
}

#[derive(Serialize, Deserialize)]
struct Because {
    code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
}

/// A scorecard's file: its provenance stands in a field.
#[derive(Deserialize)]
struct Within {
    provenance: File,
}

/// Days as texts; chrono is used without serde.
mod chrono_day {
    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) struct Day(pub(super) NaiveDate);

    impl Serialize for Day {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(&self.0)
        }
    }

    impl<'de> Deserialize<'de> for Day {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
            String::deserialize(deserializer)?.parse().map(Day).map_err(serde::de::Error::custom)
        }
    }
}

impl Serialize for Provenance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let because = |reason: &Irreproducible| Because {
            code: reason.code().into(),
            rule: match reason {
                Irreproducible::RuleWithoutVersion(rule) => Some(rule.to_string()),
                Irreproducible::Scenario => None,
            },
        };
        let file = File {
            library: self.library.to_string(),
            plan: self.plan.to_string(),
            policy: self.policy.to_string(),
            observations: self.observations.to_string(),
            period: self.asked.period().to_string(),
            as_of: chrono_day::Day(self.asked.as_of()),
            result: self.result.to_string(),
            reproducible: self.is_reproducible(),
            because: self.because.iter().map(because).collect(),
        };
        file.serialize(serializer)
    }
}

impl Provenance {
    /// Reads a provenance, by itself or within the JSON of a scorecard.
    ///
    /// # Errors
    /// The text holds none.
    pub fn from_json(text: &str) -> Result<Provenance, ProvenanceError> {
        let file = match serde_json::from_str::<Within>(text) {
            Ok(within) => within.provenance,
            Err(_) => serde_json::from_str::<File>(text)?,
        };
        Provenance::read(file)
    }

    fn read(file: File) -> Result<Provenance, ProvenanceError> {
        let hash = |text: &str| text.parse::<Fingerprint>();
        let reason = |because: Because| match (&*because.code, because.rule) {
            ("rule-without-version", Some(rule)) => Ok(Irreproducible::RuleWithoutVersion(rule.into())),
            ("scenario", _) => Ok(Irreproducible::Scenario),
            (other, _) => Err(ProvenanceError::Reason(crate::finding::plain(other).into())),
        };
        Ok(Provenance {
            plan: hash(&file.plan)?,
            policy: hash(&file.policy)?,
            observations: hash(&file.observations)?,
            result: hash(&file.result)?,
            asked: Asked::about(file.period.parse::<Period>()?).on(file.as_of.0),
            because: file.because.into_iter().map(reason).collect::<Result<_, _>>()?,
            library: file.library.into(),
        })
    }
}
