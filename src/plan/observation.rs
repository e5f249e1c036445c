//! Observations (*realisasi*): what was measured, apart from what was planned.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::number::Reading;
use crate::period::{Period, Series};

use super::kind::IndicatorId;

/// What was measured: for each indicator and slice a series of readings.
///
/// Observations stand apart from the plan, so that monthly actuals, what-if and streams need no
/// copied plan. A plan's file may hold some for convenience ([`Plan::observations`](super::Plan::observations)).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observations {
    /// Sorted by indicator, then slice.
    /// Shared: a scorecard keeps what it was scored from, and copies nothing.
    rows: Arc<Vec<Observed>>,
}

/// The observations of one indicator, or of one slice of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    pub(crate) indicator: IndicatorId,
    pub(crate) slice: Box<str>,
    pub(crate) series: Series<Reading>,
    /// By period, each once.
    pub(crate) remarks: Vec<Remark>,
}

/// When and by whom a figure was recorded, why it is what it is, and what is done about it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Remark {
    /// The period that it is about.
    pub period: Option<Period>,
    /// When the figure was recorded.
    pub recorded: Option<NaiveDate>,
    /// Who recorded it.
    pub by: Box<str>,
    /// Why the figure is what it is (*penyebab*).
    pub cause: Box<str>,
    /// What is done about it (*tindak lanjut*).
    pub follow_up: Box<str>,
    /// Slots of the user's own, as JSON text.
    pub extensions: super::draft::Extensions,
}

impl Remark {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let silent = self.by.is_empty() && self.cause.is_empty() && self.follow_up.is_empty();
        silent && self.recorded.is_none() && self.extensions.is_empty()
    }
}

impl Observed {
    /// The indicator that was measured.
    #[must_use]
    pub fn indicator(&self) -> IndicatorId {
        self.indicator
    }

    /// The slice (`female`, `district 3`), or an empty text for the whole.
    #[must_use]
    pub fn slice(&self) -> &str {
        &self.slice
    }

    /// The readings by period.
    #[must_use]
    pub fn series(&self) -> &Series<Reading> {
        &self.series
    }

    /// What was remarked about a period's figure.
    #[must_use]
    pub fn remark(&self, period: Period) -> Option<&Remark> {
        let at = self.remarks.binary_search_by_key(&Some(period), |remark| remark.period).ok()?;
        self.remarks.get(at)
    }
}

impl Observations {
    /// No observations.
    #[must_use]
    pub fn new() -> Observations {
        Observations::default()
    }

    /// The observations of an indicator as a whole.
    #[must_use]
    pub fn of(&self, indicator: IndicatorId) -> Option<&Series<Reading>> {
        self.slice(indicator, "").map(Observed::series)
    }

    /// The observations of one slice of an indicator; the empty slice is the whole.
    #[must_use]
    pub fn slice(&self, indicator: IndicatorId, slice: &str) -> Option<&Observed> {
        self.place(indicator, slice).ok().and_then(|at| self.rows.get(at))
    }

    /// Everything, by indicator and slice.
    #[must_use]
    pub fn all(&self) -> &[Observed] {
        &self.rows
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Records a reading for a period; one that stands there already is an error, since an observation is
    /// corrected with a reason and never overwritten.
    ///
    /// # Errors
    /// [`AlreadyRecorded`] when the indicator has a reading for this period and slice.
    pub fn record(
        &mut self,
        indicator: IndicatorId,
        slice: &str,
        period: Period,
        reading: Reading,
    ) -> Result<(), AlreadyRecorded> {
        let series = &mut self.row_mut(indicator, slice).series;
        series
            .insert(crate::period::Entry::plan(period, reading))
            .map_err(|_| AlreadyRecorded { indicator, period })
    }

    /// The row of an indicator and slice, made if it is not there yet.
    pub(crate) fn row_mut(&mut self, indicator: IndicatorId, slice: &str) -> &mut Observed {
        let at = match self.place(indicator, slice) {
            Ok(at) => at,
            Err(at) => {
                let row = Observed {
                    indicator,
                    slice: slice.into(),
                    series: Series::default(),
                    remarks: Vec::new(),
                };
                Arc::make_mut(&mut self.rows).insert(at, row);
                at
            }
        };
        #[expect(clippy::indexing_slicing, reason = "`at` was found or filled just above")]
        &mut Arc::make_mut(&mut self.rows)[at]
    }

    fn place(&self, indicator: IndicatorId, slice: &str) -> Result<usize, usize> {
        self.rows.binary_search_by(|row| row.indicator.cmp(&indicator).then_with(|| (*row.slice).cmp(slice)))
    }

    /// Takes rows in any order.
    pub(crate) fn from_rows(mut rows: Vec<Observed>) -> Observations {
        let number = |row: &Observed| row.indicator.uuid().as_u128();
        rows.sort_unstable_by(|a, b| number(a).cmp(&number(b)).then_with(|| a.slice.cmp(&b.slice)));
        Observations { rows: Arc::new(rows) }
    }
}

/// A reading stands there already.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("indicator {indicator} already has a reading for {period}")]
pub struct AlreadyRecorded {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The period.
    pub period: Period,
}
