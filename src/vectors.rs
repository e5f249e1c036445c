//! Loops over many figures, with the widest vector instructions that the processor has - where that is asked for.

/// Runs a loop; with the feature `wide`, by instructions that are chosen when it runs. Floats are added, multiplied, divided and
/// compared alike in vectors of any width, and nothing is fused: so the bits are the same. What the loop calls has to be
/// inlined into it, and the loop into this: what stays a function of its own is compiled for every processor.
#[inline(always)]
pub(crate) fn wide<T>(work: impl FnOnce() -> T) -> T {
    #[cfg(feature = "wide")]
    return pulp::Arch::new().dispatch(work);
    #[cfg(not(feature = "wide"))]
    work()
}
