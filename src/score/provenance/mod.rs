//! Where a scorecard comes from: what it names by content hash, whether it can be made again, and the proof.

mod file;

use std::fmt;

use crate::finding::Lang;
use crate::fingerprint::{Canon, Content, Fingerprint};
use crate::formula::{Outcome, Placing};
use crate::plan::{Observations, Plan};
use crate::policy::Policy;

use super::card::{Made, Scorecard};
use super::compile::{Asked, CompileError};

pub use file::ProvenanceError;

/// The library that scores, with its version.
const LIBRARY: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

/// What a scorecard was made of: plan, policy and observations by their content hashes, the library by its version,
/// what was asked, and the hash of what came out.
///
/// Whatever can change a number changes one of the hashes; the order and the form in which things were written
/// change none. With the same three inputs [`verify`](Provenance::verify) makes the scorecard again and says whether it
/// is the same, and if not, what differs.
///
/// ```
/// use renstra::plan::{Direction, Draft, Measure, Mission, Node};
/// use renstra::policy::Policy;
/// use renstra::score::{Asked, Difference, Provenance, Scorecard};
/// let plan = |actual: &str| {
///     let rate = Measure::new("rate").unit("%").direction(Direction::Higher).target(2025, "80").actual(2025, actual);
///     Draft::new("P", "p").with(Node::<Mission>::new("M", "m").measured(rate)).check()
/// };
/// let (plan, other, policy) = (plan("60")?, plan("61")?, Policy::new("own", "our scale"));
/// let card = Scorecard::of(&plan, &policy, plan.observations(), Asked::about("2025".parse()?))?;
///
/// let provenance = card.provenance();
/// assert!(provenance.is_reproducible());
/// assert!(provenance.verify(&plan, &policy, plan.observations())?.is_same());
/// // The plan says the same; what was measured is other, and so is what comes out.
/// let found = provenance.verify(&other, &policy, other.observations())?;
/// assert_eq!(found.differences(), [Difference::Observations, Difference::Result]);
///
/// let stored = serde_json::to_string(&provenance)?;
/// assert_eq!(Provenance::from_json(&stored)?, provenance);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Provenance {
    /// The library with its version, for instance `renstra 0.1.0`.
    pub library: Box<str>,
    /// What the plan says: [`Plan::fingerprint`].
    pub plan: Fingerprint,
    /// What the policy says: [`Policy::fingerprint`].
    pub policy: Fingerprint,
    /// What was measured: [`Observations::fingerprint`].
    pub observations: Fingerprint,
    /// The period judged and the day on which it was judged.
    pub asked: Asked,
    /// Every score of every element and indicator, or the reason why there is none.
    pub result: Fingerprint,
    /// Why the result cannot be made again from what is named; empty where it can.
    pub because: Vec<Irreproducible>,
}

/// Why a scorecard cannot be made again from what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Irreproducible {
    /// The policy names a user's own rule that does not name its version: what it computes may have changed.
    RuleWithoutVersion(Box<str>),
    /// Values or weights were changed in a scenario, and stand in none of the three.
    Scenario,
}

/// What differs between a scorecard and the same scored again.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Difference {
    /// Another version of the library scores now.
    Library {
        /// The one that scored.
        then: Box<str>,
        /// The one that scores now.
        now: Box<str>,
    },
    /// The plan says something else.
    Plan,
    /// The policy says something else.
    Policy,
    /// What was measured is something else.
    Observations,
    /// A score or a reason is another.
    Result,
}

/// What [`Provenance::verify`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    differences: Vec<Difference>,
}

impl Scorecard {
    /// What this scorecard was made of.
    #[must_use]
    pub fn provenance(&self) -> Provenance {
        let unversioned = self.policy().own_rules().into_iter().filter(|rule| rule.version().is_none());
        let unversioned = unversioned.map(|rule| Irreproducible::RuleWithoutVersion(rule.name().into()));
        let scenario = (self.made() == Made::Changed).then_some(Irreproducible::Scenario);
        Provenance {
            library: LIBRARY.into(),
            plan: self.plan().fingerprint(),
            policy: self.policy().fingerprint(),
            observations: self.observations().fingerprint(),
            asked: self.asked(),
            result: Fingerprint::of("renstra-result 1", &Results(self)),
            because: unversioned.chain(scenario).collect(),
        }
    }
}

impl Provenance {
    /// Whether the result can be made again from what is named.
    #[must_use]
    pub fn is_reproducible(&self) -> bool {
        self.because.is_empty()
    }

    /// Scores these three again, as was asked then, and says what differs.
    ///
    /// A result that differs although nothing else does comes of what is not named: see
    /// [`because`](Provenance::because).
    ///
    /// # Errors
    /// The three do not make a scorecard: see [`Scorecard::of`].
    pub fn verify(
        &self,
        plan: &Plan,
        policy: &Policy,
        observations: &Observations,
    ) -> Result<Verified, CompileError> {
        let now = Scorecard::of(plan, policy, observations, self.asked)?.provenance();
        let library = Difference::Library { then: self.library.clone(), now: now.library.clone() };
        let compared = [
            (self.library == now.library, library),
            (self.plan == now.plan, Difference::Plan),
            (self.policy == now.policy, Difference::Policy),
            (self.observations == now.observations, Difference::Observations),
            (self.result == now.result, Difference::Result),
        ];
        let differences = compared.into_iter().filter(|(same, _)| !same).map(|(_, difference)| difference);
        Ok(Verified { differences: differences.collect() })
    }

    /// The provenance on a few lines: what is named, by the first digits of its hash, and whether that is enough.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let [plan, policy, observations, result] =
            [self.plan, self.policy, self.observations, self.result].map(Fingerprint::short);
        let (period, day) = (self.asked.period(), self.asked.as_of());
        let named = match lang {
            Lang::En => format!(
                "made by {} of plan {plan}, policy {policy}, observations {observations}, for {period} as of {day}: \
                 result {result}",
                self.library
            ),
            Lang::Id => format!(
                "dibuat oleh {} dari rencana {plan}, kebijakan {policy}, realisasi {observations}, untuk {period} per \
                 {day}: hasil {result}",
                self.library
            ),
        };
        let reasons: Vec<String> = self.because.iter().map(|reason| reason.message(lang)).collect();
        let enough = match (lang, self.is_reproducible()) {
            (Lang::En, true) => "it can be made again from these".into(),
            (Lang::Id, true) => "hasil ini dapat dibuat ulang dari semua itu".into(),
            (Lang::En, false) => format!("it cannot be made again from these: {}", reasons.join("; ")),
            (Lang::Id, false) => {
                format!("hasil ini tidak dapat dibuat ulang dari semua itu: {}", reasons.join("; "))
            }
        };
        format!("{named}\n{enough}\n")
    }
}

impl Irreproducible {
    /// The word used in JSON: `rule-without-version` or `scenario`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Irreproducible::RuleWithoutVersion(_) => "rule-without-version",
            Irreproducible::Scenario => "scenario",
        }
    }

    /// What it means.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Irreproducible::RuleWithoutVersion(rule), Lang::En) => {
                format!("the own rule `{}` names no version", crate::finding::plain(rule))
            }
            (Irreproducible::RuleWithoutVersion(rule), Lang::Id) => {
                format!("rumus sendiri `{}` tidak menyebut versi", crate::finding::plain(rule))
            }
            (Irreproducible::Scenario, Lang::En) => "values or weights were changed in a scenario".into(),
            (Irreproducible::Scenario, Lang::Id) => "nilai atau bobot diubah dalam sebuah skenario".into(),
        }
    }
}

impl Difference {
    /// What it means.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let [en, id] = match self {
            Difference::Library { then, now } => {
                return match lang {
                    Lang::En => format!("it was made by `{then}`, and `{now}` scores now"),
                    Lang::Id => format!("dibuat oleh `{then}`, sedangkan kini dinilai oleh `{now}`"),
                };
            }
            Difference::Plan => ["the plan says something else", "isi rencananya berbeda"],
            Difference::Policy => ["the policy says something else", "isi kebijakannya berbeda"],
            Difference::Observations => ["what was measured is something else", "realisasinya berbeda"],
            Difference::Result => ["a score or a reason is another", "ada nilai atau alasan yang berbeda"],
        };
        if lang == Lang::En { en.into() } else { id.into() }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl Verified {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.differences.is_empty()
    }

    /// What differs, inputs before the result.
    #[must_use]
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }
}

/// The outcomes of a scorecard, by the ids of what they belong to.
struct Results<'c>(&'c Scorecard);

impl Content for Results<'_> {
    fn feed(&self, canon: &mut Canon) {
        let nodes = self.0.compiled().formula().nodes();
        canon.set(nodes.iter().zip(self.0.outcomes()), |(node, outcome), canon| {
            feed(outcome, canon.put(&node.id()));
        });
    }
}

/// Reasons by their codes: of several children without a score it depends on the order of the plan which one is named.
fn feed(outcome: &Outcome, canon: &mut Canon) {
    match outcome {
        Outcome::Scored(score) => {
            canon.text("score").put(&score.raw).put(&score.capped).put(&score.rounded).put(&score.coverage);
            match score.placing {
                Placing::NoBands => canon.text("no bands").end(),
                Placing::Outside => canon.text("outside").end(),
                Placing::Band(place) => canon.text("band").count(place.into()).end(),
            }
            canon.list(score.warnings.iter(), |warning, canon| canon.text(warning.code()).end());
        }
        Outcome::NotScorable(reason) => canon.text("none").text(reason.code()).end(),
    }
}
