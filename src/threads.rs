//! Who works: the caller's own thread, or more where the caller asks for them.

/// On which threads something runs. The results have the same bits on any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Threads {
    /// On the caller's own.
    #[default]
    Own,
    /// On those of rayon's pool that the caller has installed, or else its global one.
    #[cfg(feature = "rayon")]
    Rayon,
}

impl Threads {
    /// Does something with each item: in turn, or on whichever thread is free. The results stand in the order of
    /// the items.
    pub(crate) fn map<T: Send, R: Send>(self, items: Vec<T>, each: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
        match self {
            Threads::Own => items.into_iter().map(each).collect(),
            #[cfg(feature = "rayon")]
            Threads::Rayon => {
                use rayon::iter::{IntoParallelIterator, ParallelIterator};
                items.into_par_iter().map(each).collect()
            }
        }
    }
}
