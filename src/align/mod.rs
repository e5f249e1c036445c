//! Alignment: does what we do line up with what we promised?
//!
//! | computation | where |
//! |---|---|
//! | coverage, top down | [`Coverage`] |
//! | traceability, bottom up | [`Trace`], [`Alignment::threads`] |
//! | money by mission, and which element gave what | [`MoneyTable`], [`Flow`] |
//! | money by the missions of plans further above | [`FurtherMoney`] |
//! | balance against declared priorities | [`Balance`] |
//! | ceilings and targets that add up | [`Ceiling`], [`TargetSum`] |
//! | a plan and the one above, both ways | [`Coherence`] |
//! | forty plans under a plan | [`Portfolio`], [`Matrix`] |
//! | more than paper, and every other rule | [`Rule`], [`lints`], [`Alignment::answers`] |
//! | duplicates in a plan, and across those of a portfolio | [`Alike`], [`Across`] |
//! | links that may be meant, and count nowhere | [`SuggestedLink`] |
//! | a revision's effect | [`Effect`]; with the scores, `compare` |
//! | one score | [`AlignScore`] |
//!
//! Every share names the inputs that it is the sum of. Cost grows in line with elements plus links; where a plan is
//! built so that it cannot - thousands of missions, each reached by thousands of ways - what would explode is not
//! evaluable, and says so.
//!
//! What the plan does not say is *not evaluable*, with the [`Reason`]; no split, priority or level is invented.

mod above;
mod across;
mod alignment;
mod ascent;
mod beneath;
mod climbed;
mod coverage;
mod division;
mod duplicates;
mod effect;
mod evaluated;
mod found;
mod judged;
mod levels;
pub mod lints;
mod map;
mod matrix;
mod money;
mod portfolio;
mod rule;
mod scope;
mod score;
mod settings;
mod standing;
mod suggest;
mod sums;
mod text;
mod thread;
mod trace;
mod view;
mod ways;
mod worked;

pub use above::Coherence;
pub use across::{Across, AcrossSort};
pub use alignment::Alignment;
pub use ascent::Top;
pub use coverage::Coverage;
pub use duplicates::{Alike, AlikeSort};
pub use effect::{
    Carried, CoverageChange, Effect, InputShare, LinkChange, MoneyChange, PartChange, SumChange,
};
pub use evaluated::{Evaluated, Input, Reason, Share};
pub use found::{AlignFinding, Group};
pub use judged::Tally;
pub use levels::{LevelsError, LintLevel, LintLevels};
pub use map::{LevelMap, LevelMapError};
pub use matrix::{Matrix, MatrixRow};
pub use money::{
    Ceiling, CeilingPart, CeilingVerdict, Flow, FurtherMoney, MissionMoney, MoneySplit, MoneyTable, Purse,
};
pub use portfolio::{Member, Portfolio};
pub use rule::{On, Rule, Verdict};
pub use scope::Scope;
pub use score::{AlignScore, Part, ScorePart};
pub use settings::{AlignSettings, ScoreWeights};
pub use suggest::SuggestedLink;
pub use sums::{SumVerdict, TargetSum};
pub use text::{Likeness, Words};
pub use thread::{Count, ThreadIter};
pub use trace::{Balance, BalanceRow, Skip, Trace};
pub use view::{Lens, View, ViewFinding, ViewIndicator, ViewItem, ViewMoney, ViewProgram};
