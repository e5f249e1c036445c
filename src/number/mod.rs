//! Figures as written, exact numbers, units and values.

mod exact;
#[expect(clippy::module_inception, reason = "the type that the room is named after")]
mod number;

pub use exact::Fixed;
pub use number::{Number, NumberError};
