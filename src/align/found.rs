//! Findings with what makes them worth reading: money, level, cause and follow-up; ranked and grouped.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Lang, Severity, Subject};
use crate::number::Number;
use crate::plan::Kind;

/// A finding of the alignment.
#[derive(Clone, Debug, PartialEq)]
pub struct AlignFinding {
    pub(super) finding: Finding,
    pub(super) money: Option<Number>,
    pub(super) level: Option<Kind>,
    pub(super) topic: u8,
    /// The element that it is about.
    pub(super) at: Option<u32>,
    pub(super) cause: Box<str>,
    pub(super) follow_up: Box<str>,
    pub(super) reason: Box<str>,
}

impl AlignFinding {
    /// The finding: code, severity, subject, message, help.
    #[must_use]
    pub fn finding(&self) -> &Finding {
        &self.finding
    }

    /// The money of the judged stage that stands at the subject and below.
    #[must_use]
    pub fn money(&self) -> Option<Number> {
        self.money
    }

    /// The kind of the element that it is about.
    #[must_use]
    pub fn level(&self) -> Option<Kind> {
        self.level
    }

    /// Why it is so, where the user said it (*penyebab*).
    #[must_use]
    pub fn cause(&self) -> &str {
        &self.cause
    }

    /// What is done about it, where the user said it (*tindak lanjut*).
    #[must_use]
    pub fn follow_up(&self) -> &str {
        &self.follow_up
    }

    /// Why the rule is at another level for this subject.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Which of the ten questions of a regional planner it answers, 1 to 10; 11 for all others.
    #[must_use]
    pub fn topic(&self) -> u8 {
        self.topic
    }

    /// The finding in one line: what it is about, by its name where it is an indicator, and what is wrong.
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        format!("{}: {}", label(self.finding.subject(), lang), self.finding.message(lang))
    }

    fn rank(&self) -> impl Ord + use<'_> {
        use std::cmp::Reverse;
        let subject = self.finding.subject();
        (self.topic, Reverse(self.finding.severity()), Reverse(self.money), self.level, &subject.code)
    }
}

/// Findings of one rule about one kind of thing.
#[derive(Clone, Debug)]
pub struct Group<'f> {
    findings: Vec<&'f AlignFinding>,
}

impl<'f> Group<'f> {
    /// The findings, gravest first; there is always one.
    #[must_use]
    pub fn findings(&self) -> &[&'f AlignFinding] {
        &self.findings
    }

    /// The group in one line: one finding's own message, or how many there are and what the first says.
    ///
    /// The line names the kind of thing: `37 sub-activities, for instance …`.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self.findings.as_slice() {
            [] => String::new(),
            [one] => one.line(lang),
            [first, ..] => {
                let example = match lang {
                    Lang::En if self.subjects() == 1 => ":",
                    Lang::En => ", for instance",
                    Lang::Id if self.subjects() == 1 => ":",
                    Lang::Id => ", misalnya",
                };
                format!("{}{example} {}", self.count(lang), first.line(lang))
            }
        }
    }

    /// How many things of which kind it is about: `37 sub-activities`, `2 indicators of programmes`.
    #[must_use]
    pub fn count(&self, lang: Lang) -> String {
        let Some(first) = self.findings.first() else { return String::new() };
        let kind = first.finding.subject().kind;
        let [en, id] = first.level.or_else(|| Kind::from_word(kind)).map_or([kind; 2], Kind::words);
        let measured = kind == Kind::Indicator.as_str();
        match (lang, self.subjects()) {
            (Lang::En, 1) => {
                format!("{} findings on one {}", self.findings.len(), if measured { "indicator" } else { en })
            }
            (Lang::En, count) if measured => format!("{count} indicators of {}", plural(en)),
            (Lang::En, count) => format!("{count} {}", plural(en)),
            (Lang::Id, 1) => format!(
                "{} temuan pada satu {}",
                self.findings.len(),
                if measured { "indikator" } else { id }
            ),
            (Lang::Id, count) if measured => format!("{count} indikator {id}"),
            (Lang::Id, count) => format!("{count} {id}"),
        }
    }

    /// How many things they are about.
    #[must_use]
    pub fn subjects(&self) -> usize {
        let subject = |finding: &&AlignFinding| finding.finding.subject().clone();
        self.findings.iter().map(subject).collect::<BTreeSet<_>>().len()
    }

    /// The money at the elements that they are about, each element once.
    #[must_use]
    pub fn money(&self) -> Option<Number> {
        let amounts: BTreeMap<Option<u32>, Number> =
            self.findings.iter().filter_map(|finding| Some((finding.at, finding.money?))).collect();
        amounts.into_values().try_fold(Number::ZERO, Number::checked_add).filter(|sum| !sum.is_zero())
    }

    /// The gravest severity among them.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.findings.iter().map(|finding| finding.finding.severity()).max().unwrap_or(Severity::Note)
    }
}

/// How many letters of a name a line shows.
const NAME: usize = 60;

/// A subject as readers call it. An indicator's code is mostly made, so that its name stands beside it.
fn label(subject: &Subject, lang: Lang) -> String {
    let [en, id] = Kind::from_word(subject.kind).map_or([subject.kind; 2], Kind::words);
    let kind = if lang == Lang::En { en } else { id };
    let code = if subject.code.is_empty() { &subject.name } else { &subject.code };
    if subject.kind != Kind::Indicator.as_str() || subject.name.is_empty() {
        return format!("{kind} `{code}`");
    }
    let (shown, rest) = match subject.name.char_indices().nth(NAME) {
        Some((end, _)) => (subject.name.get(..end).unwrap_or_default(), "…"),
        None => (&*subject.name, ""),
    };
    format!("{kind} `{code}` {}{rest}", shown.trim_end())
}

/// The English plural of a kind of thing.
fn plural(kind: &str) -> String {
    match kind.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{kind}s"),
    }
}

pub(super) fn ranked(mut findings: Vec<AlignFinding>) -> Vec<AlignFinding> {
    findings.sort_by(|a, b| a.rank().cmp(&b.rank()));
    findings
}

/// Groups of ranked findings: by topic, then the gravest, then those with most money, then the most frequent.
pub(super) fn groups(findings: &[AlignFinding]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut places: std::collections::HashMap<(&str, Option<Kind>), usize> = std::collections::HashMap::new();
    for finding in findings {
        let at = *places.entry((finding.finding.code(), finding.level)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.findings.push(finding),
            None => groups.push(Group { findings: vec![finding] }),
        }
    }
    let rank = |group: &Group<'_>| {
        use std::cmp::Reverse;
        let topic = group.findings.first().map_or(11, |finding| finding.topic());
        (topic, Reverse(group.severity()), Reverse(group.money()), Reverse(group.findings.len()))
    };
    groups.sort_by_key(|group| rank(group));
    groups
}
