//! What was done, so that it can be undone.

use std::collections::VecDeque;

use super::edit::Step;

/// How each step is taken back, in the order in which they were done, and how many steps each edit had.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    back: VecDeque<Step>,
    edits: VecDeque<usize>,
}

impl History {
    /// No more steps than this are kept; of those before, the oldest edits can no longer be undone.
    pub(super) const LIMIT: usize = 1 << 16;

    /// Notes how a step of the edit that is being made is taken back.
    pub(super) fn push(&mut self, back: Step) {
        self.back.push_back(back);
    }

    /// The edit that has been made had so many steps.
    pub(super) fn end(&mut self, steps: usize) {
        if steps == 0 {
            return;
        }
        self.edits.push_back(steps);
        while self.back.len() > History::LIMIT {
            let Some(oldest) = self.edits.pop_front() else { return };
            self.back.drain(..oldest.min(self.back.len()));
        }
    }

    /// The last step that was noted.
    pub(super) fn pop(&mut self) -> Option<Step> {
        self.back.pop_back()
    }

    /// How many steps the last edit had; it counts as undone.
    pub(super) fn last(&mut self) -> Option<usize> {
        self.edits.pop_back()
    }

    pub(super) fn edits(&self) -> usize {
        self.edits.len()
    }
}
