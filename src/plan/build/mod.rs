//! The typed builder: a plan written in Rust that reads like a plan.

mod link;
mod measure;
mod node;

pub use link::{Contribution, Ground, Supported};
pub use measure::Measure;
pub use node::Node;

use super::cell::Cell;
use super::draft::Draft;
use super::kind::Typed;

impl Draft {
    /// A draft of a plan with this code and title.
    ///
    /// ```
    /// use renstra::plan::{Draft, Measure, Mission, Node, Program, Vision};
    ///
    /// let vision = Node::<Vision>::new("V", "A government that serves");
    /// let smart = Node::<Mission>::new("M1", "Smart government").under(&vision);
    /// let licences = Node::<Program>::new("P1", "One-stop licensing")
    ///     .serves(&smart)
    ///     .measured(Measure::new("licences issued within a day").unit("%").target(2026, "80"));
    /// let plan = Draft::new("DEMO", "A demonstration")
    ///     .horizon(2026, 2030)
    ///     .with(vision)
    ///     .with(smart)
    ///     .with(licences)
    ///     .check()?;
    /// assert_eq!(plan.find("P1").unwrap().indicators().len(), 1);
    /// # Ok::<(), renstra::plan::Faults>(())
    /// ```
    #[must_use]
    pub fn new(code: &str, title: &str) -> Draft {
        let mut draft = Draft::default();
        draft.document.code = code.into();
        draft.document.title = title.into();
        draft
    }

    /// Names one of the preset frameworks.
    #[must_use]
    pub fn framework(mut self, preset: &str) -> Draft {
        self.document.framework = preset.into();
        self
    }

    /// The first and the last period of the plan.
    #[must_use]
    pub fn horizon(mut self, from: impl Into<Cell>, to: impl Into<Cell>) -> Draft {
        self.document.from = from.into();
        self.document.to = to.into();
        self
    }

    /// How the plan writes numbers: `point` or `comma`.
    #[must_use]
    pub fn numbers(mut self, convention: &str) -> Draft {
        self.document.numbers = convention.into();
        self
    }

    /// The currency of its amounts.
    #[must_use]
    pub fn currency(mut self, code: &str) -> Draft {
        self.document.currency = code.into();
        self
    }

    /// Adds an element.
    #[must_use]
    pub fn with<K: Typed>(mut self, node: Node<K>) -> Draft {
        self.elements.push(node.into_draft());
        self
    }

    /// Adds several elements of one kind.
    #[must_use]
    pub fn with_all<K: Typed>(mut self, nodes: impl IntoIterator<Item = Node<K>>) -> Draft {
        self.elements.extend(nodes.into_iter().map(Node::into_draft));
        self
    }
}
