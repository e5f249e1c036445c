use crate::number::{Figure, FigureError, How, Numbers};

/// How many figures speak for each way of writing numbers. Figures that read alike in both speak for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// Possible with a decimal point only.
    pub point: usize,
    /// Possible with a decimal comma only.
    pub comma: usize,
    /// Possible in both, with different values.
    pub ambiguous: usize,
}

impl Votes {
    /// Counts one figure.
    pub fn count(&mut self, text: &str) {
        match Figure::read(text, None).map(|figure| figure.reading()) {
            Ok(How::Convention(Numbers::Point) | How::OtherConvention(Numbers::Point)) => self.point += 1,
            Ok(How::Convention(Numbers::Comma) | How::OtherConvention(Numbers::Comma)) => self.comma += 1,
            Err(FigureError::Ambiguous { .. }) => self.ambiguous += 1,
            Ok(How::Plain) | Err(_) => {}
        }
    }

    /// What most say; `None` where nobody speaks or both are equally many.
    ///
    /// ```
    /// use renstra::format::Votes;
    /// use renstra::number::Numbers;
    /// let mut votes = Votes::default();
    /// ["79,18", "1.234.567", "74.13", "1.234"].iter().for_each(|text| votes.count(text));
    /// assert_eq!(votes.habit(), Some(Numbers::Comma));
    /// assert_eq!(votes.ambiguous, 1);
    /// ```
    #[must_use]
    pub fn habit(self) -> Option<Numbers> {
        match self.point.cmp(&self.comma) {
            std::cmp::Ordering::Greater => Some(Numbers::Point),
            std::cmp::Ordering::Less => Some(Numbers::Comma),
            std::cmp::Ordering::Equal => None,
        }
    }
}
