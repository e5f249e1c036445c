/// Why a value is absent. Missing is never zero.
///
/// ```
/// use renstra::number::Absence;
/// assert_eq!(Absence::read("-"), Some(Absence::Blank));
/// assert_eq!(Absence::read("N/A"), Some(Absence::Blank));
/// assert_eq!(Absence::read("Tidak diadakan karena Covid19"), Some(Absence::NotHeld));
/// assert_eq!(Absence::read("0"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Absence {
    /// Its period has not ended, or its deadline has not passed (*belum jatuh tempo*).
    NotDue,
    /// It was due and nobody reported it (*tidak dilaporkan*).
    NotReported,
    /// The assessment or survey behind it was not held (*tidak diadakan*).
    NotHeld,
    /// It does not concern this unit, place or period (*tidak relevan*).
    NotConcerned,
    /// It exists and is withheld, for instance to protect persons (*dirahasiakan*).
    Suppressed,
    /// An empty cell, a dash or `n/a`: nothing is said about why.
    Blank,
}

impl Absence {
    /// Every reason.
    pub const ALL: [Absence; 6] = [
        Absence::NotDue,
        Absence::NotReported,
        Absence::NotHeld,
        Absence::NotConcerned,
        Absence::Suppressed,
        Absence::Blank,
    ];

    /// The word used in JSON, for instance `not-due`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Absence::NotDue => "not-due",
            Absence::NotReported => "not-reported",
            Absence::NotHeld => "not-held",
            Absence::NotConcerned => "not-concerned",
            Absence::Suppressed => "suppressed",
            Absence::Blank => "blank",
        }
    }

    /// The reason in Indonesian, for instance `belum jatuh tempo`.
    #[must_use]
    pub const fn indonesian(self) -> &'static str {
        match self {
            Absence::NotDue => "belum jatuh tempo",
            Absence::NotReported => "tidak dilaporkan",
            Absence::NotHeld => "tidak diadakan",
            Absence::NotConcerned => "tidak relevan",
            Absence::Suppressed => "dirahasiakan",
            Absence::Blank => "kosong",
        }
    }

    /// The reason of a JSON word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Absence> {
        Absence::ALL.into_iter().find(|absence| absence.as_str() == word)
    }

    /// The reason that a cell of a table gives, or `None` when the cell holds something.
    ///
    /// An empty cell, dashes, dots, `n/a` and `#N/A` are [`Blank`](Absence::Blank): they give no reason. A cell
    /// that begins with the words of a reason, in English or Indonesian, gives that one; what follows may
    /// say more.
    #[must_use]
    pub fn read(text: &str) -> Option<Absence> {
        let text = text.trim();
        // A figure is the usual case and begins with a digit: leave at once.
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let silent = |c: char| matches!(c, '-' | '–' | '—' | '−' | '.' | '…') || c.is_whitespace();
        if text.chars().all(silent) {
            return Some(Absence::Blank);
        }
        let folded = text.to_lowercase();
        if BLANK.contains(&folded.as_str()) {
            return Some(Absence::Blank);
        }
        WORDS.iter().find(|(words, _)| begins_with(&folded, words)).map(|&(_, absence)| absence)
    }
}

const BLANK: [&str; 5] = ["n/a", "na", "n.a", "n.a.", "#n/a"];

const WORDS: [(&str, Absence); 16] = [
    ("not due", Absence::NotDue),
    ("not yet due", Absence::NotDue),
    ("belum jatuh tempo", Absence::NotDue),
    ("not reported", Absence::NotReported),
    ("belum dilaporkan", Absence::NotReported),
    ("tidak dilaporkan", Absence::NotReported),
    ("not held", Absence::NotHeld),
    ("tidak diadakan", Absence::NotHeld),
    ("not concerned", Absence::NotConcerned),
    ("not applicable", Absence::NotConcerned),
    ("tidak relevan", Absence::NotConcerned),
    ("tidak berlaku", Absence::NotConcerned),
    ("suppressed", Absence::Suppressed),
    ("dirahasiakan", Absence::Suppressed),
    ("not available", Absence::Blank),
    ("tidak tersedia", Absence::Blank),
];

fn begins_with(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}
