//! The ten lines of the README: a plan in Rust, one score, and how it came about.

use std::io::Write;

use renstra::finding::Lang;
use renstra::plan::{Draft, Measure, Mission, Node};
use renstra::policy::Policy;
use renstra::score::{Asked, Scorecard};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let poverty = Measure::new("poverty rate").unit("%").lower_is_better();
    let poverty = poverty.baseline(2023, "7.55").target(2024, "6.81").actual(2024, "7.31");
    let mission = Node::<Mission>::new("M4", "An economy of its villages").measured(poverty);
    let plan = Draft::new("SOLOK", "A regency").horizon(2024, 2030).with(mission).check()?;

    let policy = Policy::new("published", "the rules that published tables follow");
    let card = Scorecard::of(&plan, &policy, plan.observations(), Asked::about("2024".parse()?))?;
    let mission = plan.find("M4").ok_or("no such mission")?;
    let explained = card.explain(mission).ok_or("nothing to explain")?;
    // A reader that has seen enough closes its end, which is no error.
    let _ = writeln!(std::io::stdout(), "{}", explained.text(Lang::En));
    Ok(())
}
