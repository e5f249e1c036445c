//! Where the parts of a plan stood in what it was read from.

use crate::finding::Origin;

use super::cell::Source;
use super::view::{Element, Indicator};

impl<K> Element<'_, K> {
    /// Where it stood in the input; a plan built in Rust has none.
    ///
    /// ```
    /// use renstra::plan::{Draft, Mission, Node};
    /// let plan = Draft::new("DEMO", "a plan").with(Node::<Mission>::new("M1", "Smart government")).check()?;
    /// assert_eq!(plan.find("M1").unwrap().origin(), None);
    /// # Ok::<(), renstra::plan::Faults>(())
    /// ```
    #[must_use]
    pub fn origin(self) -> Option<Origin> {
        origin(&self.row().source, || format!("/elements/{}", self.position()))
    }
}

impl Indicator<'_> {
    /// Where it stood in the input; a plan built in Rust has none.
    #[must_use]
    pub fn origin(self) -> Option<Origin> {
        let element = self.element();
        let number = || self.position() - element.row().indicators.start;
        origin(&self.row().source, || format!("/elements/{}/indicators/{}", element.position(), number()))
    }
}

fn origin(source: &Source, pointer: impl Fn() -> String) -> Option<Origin> {
    match source {
        Source::Built => None,
        Source::Listed | Source::Unread => Some(Origin::Pointer(pointer().into())),
        Source::Row { file, row } => {
            Some(Origin::Cell { file: file.clone(), row: *row, column: Box::default() })
        }
    }
}
