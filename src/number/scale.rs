use crate::finding::{Lang, plain};

/// An ordinal scale: labels from best to worst, without any distance between them but steps.
///
/// Labels are found without regard to case and surrounding spaces, and may have longer names beside them.
///
/// ```
/// use renstra::number::Scale;
/// let opinions = Scale::audit_opinion();
/// assert_eq!(opinions.rank("wtp"), Some(4));
/// assert_eq!(opinions.rank("Wajar Dengan Pengecualian"), Some(3));
/// assert_eq!(opinions.steps("WDP", "WTP"), Some(1));
/// assert_eq!(opinions.rank("ABC"), None);
///
/// let own = Scale::new("maturity", ["high", "middle", "low"])?.with_name("high", "tinggi");
/// assert_eq!(own.label_of("Tinggi"), Some("high"));
/// assert!(Scale::new("empty", Vec::<&str>::new()).is_err());
/// # Ok::<(), renstra::number::ScaleError>(())
/// ```
// INVARIANT: at least one step; no two folded names are equal, over all steps.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scale {
    name: Box<str>,
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Step {
    label: Box<str>,
    /// The label and further names, folded.
    folded: Vec<Box<str>>,
}

/// Why labels make no [`Scale`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScaleError {
    /// No label.
    #[error("a scale needs at least one label")]
    Empty,
    /// A label without text.
    #[error("label {0} of the scale is blank")]
    Blank(usize),
    /// The same label twice, but for case and spaces.
    #[error("the scale has `{}` twice", plain(.0))]
    Duplicate(Box<str>),
}

impl ScaleError {
    /// What is wrong, in the reader's language.
    ///
    /// ```
    /// use renstra::finding::Lang;
    /// use renstra::number::Scale;
    /// let error = Scale::new("own", ["a", "A"]).unwrap_err();
    /// assert_eq!(error.message(Lang::Id), "`A` tertulis dua kali dalam skala");
    /// ```
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (error, Lang::En) => error.to_string(),
            (ScaleError::Empty, Lang::Id) => "skala memerlukan paling sedikit satu label".to_owned(),
            (ScaleError::Blank(at), Lang::Id) => format!("label ke-{at} dalam skala kosong"),
            (ScaleError::Duplicate(label), Lang::Id) => {
                format!("`{}` tertulis dua kali dalam skala", plain(label))
            }
        }
    }
}

impl Scale {
    /// A scale from its labels, best first.
    ///
    /// # Errors
    /// No label, a blank one, or the same one twice.
    pub fn new<L: Into<Box<str>>>(
        name: impl Into<Box<str>>,
        best_to_worst: impl IntoIterator<Item = L>,
    ) -> Result<Scale, ScaleError> {
        let mut scale = Scale { name: name.into(), steps: Vec::new() };
        for (index, label) in best_to_worst.into_iter().enumerate() {
            let label = label.into();
            if label.trim().is_empty() {
                return Err(ScaleError::Blank(index + 1));
            }
            if scale.rank(&label).is_some() {
                return Err(ScaleError::Duplicate(super::figure::clip(&label)));
            }
            scale.steps.push(Step { folded: vec![fold(&label)], label });
        }
        if scale.steps.is_empty() { Err(ScaleError::Empty) } else { Ok(scale) }
    }

    /// Adds a further name of a label. Nothing happens when the label is not of this scale, or the name is
    /// already taken.
    #[must_use]
    pub fn with_name(mut self, label: &str, name: &str) -> Scale {
        let taken = self.rank(name).is_some() || name.trim().is_empty();
        let label = fold(label);
        if let Some(step) = self.steps.iter_mut().find(|step| !taken && step.folded.contains(&label)) {
            step.folded.push(fold(name));
        }
        self
    }

    /// The audit board's opinions on financial statements (*opini BPK*): WTP > WDP > TW > TMP.
    ///
    /// Unqualified, qualified, adverse, disclaimer; in the order in which performance targets use them.
    #[must_use]
    pub fn audit_opinion() -> Scale {
        Scale::preset("audit-opinion", &["WTP", "WDP", "TW", "TMP"])
            .with_name("WTP", "Wajar Tanpa Pengecualian")
            .with_name("WDP", "Wajar Dengan Pengecualian")
            .with_name("TW", "Tidak Wajar")
            .with_name("TMP", "Tidak Menyatakan Pendapat")
    }

    /// The predicates of performance accountability (*predikat SAKIP*): AA > A > BB > B > CC > C > D.
    ///
    /// Labels of PermenPANRB 88/2021.
    #[must_use]
    pub fn sakip() -> Scale {
        Scale::preset("sakip", &["AA", "A", "BB", "B", "CC", "C", "D"])
    }

    fn preset(name: &str, labels: &[&str]) -> Scale {
        let steps = labels.iter().map(|&label| Step { label: label.into(), folded: vec![fold(label)] });
        Scale { name: name.into(), steps: steps.collect() }
    }

    /// The name of the scale.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The labels, best first.
    pub fn labels(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.steps.iter().map(|step| &*step.label)
    }

    /// How many labels there are; at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.steps.len()
    }

    /// The rank of a label: 1 for the worst, the number of labels for the best; `None` when unknown.
    #[must_use]
    pub fn rank(&self, label: &str) -> Option<u32> {
        let position = self.position(label)?;
        u32::try_from(self.steps.len() - position).ok()
    }

    /// How many steps the first label is below the second; negative when it is above.
    #[must_use]
    pub fn steps(&self, label: &str, target: &str) -> Option<i64> {
        Some(i64::from(self.rank(target)?) - i64::from(self.rank(label)?))
    }

    /// The label itself, for any of its names in any case.
    #[must_use]
    pub fn label_of(&self, name: &str) -> Option<&str> {
        self.steps.get(self.position(name)?).map(|step| &*step.label)
    }

    /// What the steps are called besides their labels, each with its label, without regard to case.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.steps.iter().flat_map(|step| step.folded.iter().skip(1).map(move |name| (&*step.label, &**name)))
    }

    fn position(&self, name: &str) -> Option<usize> {
        let name = fold(name);
        self.steps.iter().position(|step| step.folded.contains(&name))
    }
}

/// Lower case, with single spaces.
pub(super) fn fold(text: &str) -> Box<str> {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded.into()
}
