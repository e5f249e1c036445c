//! Closed lists of words used in files, each with its meaning.

use std::fmt;

/// A closed list of words, as a file writes them.
pub trait Word: Sized + Copy + 'static {
    /// Every word with what it stands for.
    const WORDS: &'static [(&'static str, Self)];

    /// What a word stands for.
    fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
    }
}

macro_rules! words {
    ($( $(#[$doc:meta])* $name:ident { $( $(#[$vdoc:meta])+ $variant:ident = $word:literal, )+ } )+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $( $(#[$vdoc])+ $variant, )+ }

        impl $name {
            /// The word used in files.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( $name::$variant => $word, )+ }
            }
        }
        impl Word for $name {
            const WORDS: &'static [(&'static str, Self)] = &[ $( ($word, $name::$variant), )+ ];
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.as_str()) }
        }
    )+ };
}

words! {
    /// The class of a programme. Rules about outcomes, orphans, problems and balance concern delivery.
    ProgramClass {
        /// Serves people directly.
        Delivery = "delivery",
        /// Keeps the agency running (`X.XX.01`: salaries, documents); every agency has one.
        Supporting = "supporting",
        /// Demanded by law, whatever the plan says.
        Mandated = "mandated",
    }

    /// The level of result that an indicator measures or a statement describes.
    ResultLevel {
        /// What is spent or used.
        Input = "input",
        /// What is produced.
        Output = "output",
        /// What access, speed or satisfaction people get.
        Service = "service",
        /// What changes for people.
        Outcome = "outcome",
        /// What changes in the end.
        Impact = "impact",
    }

    /// The direction in which an indicator is better.
    Direction {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
        /// Inside the interval is met, and further in the direction `higher` is better still.
        RangeHigher = "range-higher",
        /// Inside the interval is met, and further in the direction `lower` is better still.
        RangeLower = "range-lower",
        /// Inside the interval is met; outside on either side is bad (inflation 2.5 ± 1).
        Within = "within",
        /// As near the target as can be.
        Near = "near",
    }

    /// How the figures of several periods become one.
    Accumulation {
        /// They add up.
        Sum = "sum",
        /// The last one stands for all (a stock, a cumulative count).
        Last = "last",
        /// Their arithmetic mean.
        Average = "average",
        /// The greatest.
        Maximum = "maximum",
        /// The least.
        Minimum = "minimum",
    }

    /// The stage of an amount of money.
    Stage {
        /// Indicative ceiling (*pagu indikatif*).
        Indicative = "indicative",
        /// Annual plan (RKPD, Renja).
        Annual = "annual",
        /// Enacted budget (APBD).
        Enacted = "enacted",
        /// Revised budget (APBD-P).
        Revised = "revised",
        /// Spent (*realisasi*).
        Spent = "spent",
    }

    /// The status of a document.
    DocumentStatus {
        /// What was promised before a plan exists: a vision and missions put to the vote.
        Mandate = "mandate",
        /// Not yet enacted.
        Draft = "draft",
        /// In force.
        Enacted = "enacted",
    }

    /// What sort of link joins two elements.
    LinkKind {
        /// Changes numbers: the source serves the target.
        Contributes = "contributes",
        /// A reference; never changes a number.
        Supports = "supports",
    }

    /// How a contribution that reaches several targets is counted.
    Holding {
        /// Divided among its targets, never counted twice.
        Pooled = "pooled",
        /// Counted in full where it is owned.
        Owned = "owned",
    }

    /// Who says that a link exists.
    LinkStatus {
        /// The document says so.
        Declared = "declared",
        /// Somebody checked it.
        Confirmed = "confirmed",
        /// A measure of likeness suggests it; it never counts.
        Inferred = "inferred",
    }

    /// The sign of a contribution.
    Sign {
        /// It helps.
        Positive = "positive",
        /// It hinders; it is kept out of the mean and shown.
        Negative = "negative",
    }

    /// A focus of a first-100-days programme.
    Focus {
        /// Better public service.
        PublicService = "public-service",
        /// Identifying the main problem of a sector.
        MainProblem = "main-problem",
        /// Coordination with community and stakeholders.
        Coordination = "coordination",
    }

    /// How two indicators relate.
    RelationKind {
        /// This one is a part of a total: the parts add up.
        Decomposes = "decomposes",
        /// This one is a component of an index.
        ComponentOf = "component-of",
        /// This one is broader.
        Broader = "broader",
        /// This one is narrower.
        Narrower = "narrower",
    }

    /// How a measure that is composed of others is computed.
    Composition {
        /// The parts add up.
        Sum = "sum",
        /// Σ numerator / Σ denominator.
        PooledRatio = "pooled-ratio",
        /// Weighted arithmetic mean of the normalised components.
        Arithmetic = "arithmetic",
        /// Weighted geometric mean of the normalised components.
        Geometric = "geometric",
    }
}

impl Word for crate::number::Absence {
    const WORDS: &'static [(&'static str, Self)] = &[
        (Self::NotDue.as_str(), Self::NotDue),
        (Self::NotReported.as_str(), Self::NotReported),
        (Self::NotHeld.as_str(), Self::NotHeld),
        (Self::NotConcerned.as_str(), Self::NotConcerned),
        (Self::Suppressed.as_str(), Self::Suppressed),
        (Self::Blank.as_str(), Self::Blank),
    ];
}

impl Word for crate::number::Status {
    const WORDS: &'static [(&'static str, Self)] = &[
        (Self::Final.as_str(), Self::Final),
        (Self::Provisional.as_str(), Self::Provisional),
        (Self::Estimate.as_str(), Self::Estimate),
        (Self::Proxy.as_str(), Self::Proxy),
    ];
}

impl Word for crate::number::Numbers {
    const WORDS: &'static [(&'static str, Self)] =
        &[(Self::Point.as_str(), Self::Point), (Self::Comma.as_str(), Self::Comma)];
}

impl Word for crate::period::PeriodRole {
    const WORDS: &'static [(&'static str, Self)] =
        &[("baseline", Self::Baseline), ("plan", Self::Plan), ("bridge", Self::Bridge)];
}

impl Stage {
    /// What readers call it, in English and Indonesian.
    #[must_use]
    pub const fn words(self) -> [&'static str; 2] {
        match self {
            Stage::Indicative => ["indicative", "indikatif"],
            Stage::Annual => ["annual", "tahunan"],
            Stage::Enacted => ["enacted", "APBD"],
            Stage::Revised => ["revised", "APBD perubahan"],
            Stage::Spent => ["spent", "realisasi"],
        }
    }
}
