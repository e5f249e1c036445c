use std::fmt;

use super::Lang;

/// A rule about plans: its code for ever, what it says, and how bad a breach is.
///
/// Lints are `static` values that stand in the room whose rule they are; the catalogue lists them all.
#[derive(Debug)]
#[non_exhaustive]
pub struct Lint {
    /// Stable for ever and never reused, for instance `plan.unknown-reference`.
    pub code: &'static str,
    /// What the rule belongs to.
    pub family: Family,
    /// How bad a breach is, unless a user says otherwise.
    pub severity: Severity,
    /// The rule itself, in English: when it holds, for what it applies, when it cannot be evaluated.
    pub spec: &'static str,
    /// The names that the texts use as `{name}`.
    pub params: &'static [&'static str],
    message: [&'static str; 2],
    help: [&'static str; 2],
}

impl Lint {
    /// A rule with its texts: `message` and `help` hold English, then Indonesian.
    #[must_use]
    pub const fn new(
        code: &'static str,
        (family, severity): (Family, Severity),
        spec: &'static str,
        params: &'static [&'static str],
        message: [&'static str; 2],
        help: [&'static str; 2],
    ) -> Lint {
        Lint { code, family, severity, spec, params, message, help }
    }

    /// The message's template.
    #[must_use]
    pub const fn message(&self, lang: Lang) -> &'static str {
        let [en, id] = self.message;
        match lang {
            Lang::En => en,
            Lang::Id => id,
        }
    }

    /// The help's template.
    #[must_use]
    pub const fn help(&self, lang: Lang) -> &'static str {
        let [en, id] = self.help;
        match lang {
            Lang::En => en,
            Lang::Id => id,
        }
    }
}

impl PartialEq for Lint {
    fn eq(&self, other: &Lint) -> bool {
        self.code == other.code
    }
}

/// Declares the rules of a room, and lists them in the order of the catalogue: for each its name, code, family,
/// severity, parameters, specification, message and help in English and Indonesian.
macro_rules! lints {
    ($( $name:ident = $code:literal, $family:ident, $severity:ident, [$($param:literal),*],
        $spec:literal,
        $en:literal, $id:literal,
        $help_en:literal, $help_id:literal; )+) => {
        $(
            #[doc = $spec]
            pub static $name: $crate::finding::Lint = $crate::finding::Lint::new(
                $code,
                ($crate::finding::Family::$family, $crate::finding::Severity::$severity),
                $spec,
                &[$($param),*],
                [$en, $id],
                [$help_en, $help_id],
            );
        )+
        /// Every rule of this room, in the order of the catalogue.
        pub static ALL: &[&$crate::finding::Lint] = &[ $( &$name, )+ ];
    };
}
pub(crate) use lints;

/// How bad a breach is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing has to be done.
    Note,
    /// Doubtful or incomplete: a planner should look.
    Warning,
    /// Contradicts itself or its framework; the plan lives all the same.
    Error,
    /// Leaves the plan without meaning: no `Plan` comes of it.
    Fault,
}

impl Severity {
    /// The word used in JSON: `note`, `warning`, `error` or `fault`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
            Severity::Fault => "fault",
        }
    }

    /// What readers call it, in English and Indonesian.
    #[must_use]
    pub const fn words(self) -> [&'static str; 2] {
        match self {
            Severity::Note => ["note", "catatan"],
            Severity::Warning => ["warning", "peringatan"],
            Severity::Error => ["error", "kesalahan"],
            Severity::Fault => ["fault", "cacat"],
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a rule belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Family {
    /// How the input is written: syntax, types, fields, versions, limits.
    Format,
    /// Structure: references, levels, cycles, duplicates.
    Structure,
    /// Figures, units, series and periods.
    Figures,
    /// Money and ceilings.
    Money,
    /// Classification codes.
    Codes,
    /// Links, coverage and threads.
    Links,
    /// Targets: their level, trend and sums.
    Targets,
    /// Two plans or more, held against each other.
    Coherence,
    /// Problems, root causes, mandates, evidence, people.
    Grounds,
    /// The wording of statements and indicators.
    Wording,
    /// The same thing twice.
    Duplicates,
    /// Policies and definitions of scores.
    Policy,
}

impl Family {
    /// The word used in JSON and in the catalogue.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Family::Format => "format",
            Family::Structure => "structure",
            Family::Figures => "figures",
            Family::Money => "money",
            Family::Codes => "codes",
            Family::Links => "links",
            Family::Targets => "targets",
            Family::Coherence => "coherence",
            Family::Grounds => "grounds",
            Family::Wording => "wording",
            Family::Duplicates => "duplicates",
            Family::Policy => "policy",
        }
    }
}
